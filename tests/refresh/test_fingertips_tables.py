"""Fingertips' tables of reference: areas, neighbours and metadata, from its answers to tables that are held."""

import json

import pytest

from equitytown.collect.fingertips_tables import METADATA
from equitytown.refresh.account import State
from tests.collect.standin import Answer
from tests.refresh.layouts import as_csv
from tests.refresh.reference import Reference

AREAS = "/api/areas/by_area_type?area_type_id=502"
TYPES = "/api/nearest_neighbour_types"
NEIGHBOURS = "/api/areas/by_parent_area_code?area_type_id=502&parent_area_code=nn-10-E06000032"
TOLD = "/api/indicator_metadata/csv/by_indicator_id?indicator_ids=92443,90366"
MODEL = "SYNTHETIC nearest neighbours"
LISTED = [{"Code": "E06000039", "Name": "Slough"}, {"Code": "E06000031", "Name": "Peterborough"}]


def as_json(found):
    return Answer(json.dumps(found).encode(), media="application/json")


@pytest.fixture
def neighbours(town):
    town.standin.put(TYPES, as_json([{"NeighbourTypeId": 10, "Name": MODEL}, {"NeighbourTypeId": 3, "Name": "Other"}]))
    town.standin.put(NEIGHBOURS, as_json([{"Code": "E06000032", "Name": "Luton"}, *LISTED]))
    asked = {"list": "neighbours", "type": "10", "type-name": MODEL, "area-type": "502"}
    return Reference(town, "fingertips", "neighbours-of-luton", **asked)


def test_areas_come_by_generation(town):
    town.standin.put(AREAS, as_json(LISTED))
    areas = Reference(town, "fingertips", "councils", **{"list": "areas", "area-type": "502"})
    assert (areas.outcome(instead=town.instead).state, areas.outcome(instead=town.instead).state) == (
        State.CAME,
        State.UNCHANGED,
    )
    assert areas.rows() == (("E06000031", "Peterborough"), ("E06000039", "Slough"))


def test_neighbours_come_in_order_and_without_the_place(neighbours):
    assert neighbours.outcome(instead=neighbours.town.instead).state is State.CAME
    assert neighbours.rows() == (("1", "E06000039", "Slough"), ("2", "E06000031", "Peterborough"))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (as_json([{"NeighbourTypeId": 10, "Name": "Another model"}]), 'calls type 10 "Another model"'),
        (as_json([{"NeighbourTypeId": 3, "Name": "Other"}]), 'knows no neighbours of type 10; it knows 3 "Other"'),
        (as_json([]), "is no list, or an empty one"),
        (as_json([{"Id": 10}]), "an entry without NeighbourTypeId and Name"),
        (Answer(b'[{"NeighbourTypeId": NaN', media="application/json"), "is not whole JSON"),
    ],
    ids=["renamed", "gone", "empty", "another layout", "cut off"],
)
def test_neighbours_of_another_model_are_refused(neighbours, answer, told):
    neighbours.town.standin.put(TYPES, answer)
    assert told in neighbours.outcome(instead=neighbours.town.instead).sentence


def test_metadata_come_for_the_indicators_that_are_named(town):
    row = dict.fromkeys((*METADATA, "Rationale"), "SYNTHETIC words")
    rows = [row | {"Indicator ID": number} for number in ("92443", "90366", "1")]
    town.standin.put(TOLD, Answer(as_csv(rows)))
    told = Reference(town, "fingertips", "what-it-says", list="metadata", indicators="92443, 90366")
    assert told.outcome(instead=town.instead).state is State.CAME
    assert [cells[0] for cells in told.rows()] == ["90366", "92443"]
    town.standin.put(TOLD, Answer(as_csv(rows[1:])))
    assert "does not tell of indicator 92443" in told.outcome(instead=town.instead).sentence


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "say what is wanted, list: areas, neighbours, metadata"),
        ({"list": "areas", "area-type": "councils"}, "say area-type, the supplier's number"),
        ({"list": "metadata"}, "say which indicators"),
    ],
)
def test_a_question_that_lacks_a_part_is_told(town, asked, told):
    assert (
        told in Reference(town, "fingertips", "wanting", **asked or {"list": ""}).outcome(instead=town.instead).sentence
    )
