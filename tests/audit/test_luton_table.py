"""What the rules on values, ratings, ranks and comparators say of the indicator table that Luton printed."""

import csv
from collections import defaultdict
from itertools import groupby
from pathlib import Path

import pytest

from equitytown.audit.checks import comparators, decimals, evidence, ranks, ratings, rounds, subgroups, values
from equitytown.audit.published import Published, Role
from equitytown.audit.remarks import Remark, Sureness
from tests.audit.small import published

PRINTED = Path(__file__).resolve().parents[3] / "shared" / "luton-2023" / "outcome_indicators.csv"
COLUMNS = {
    Role.MEASURE: "measure",
    Role.SOURCE: "source",
    Role.PERIOD: "date_of_measure_printed",
    Role.PLACE: "luton_printed",
    Role.NATIONAL: "england_printed",
    Role.REGIONAL: "region_printed",
    Role.NEIGHBOURS: "nn_printed",
    Role.RATING_NATIONAL: "rag_national_printed",
    Role.RATING_REGIONAL: "rag_region_printed",
    Role.RATING_NEIGHBOURS: "rag_nn_printed",
    Role.TREND: "trend_printed",
}
KEY = {"R": "worse than England average", "A": "similar to England average", "G": "better than England average"}
MODULES = (values, rounds, ratings, evidence, ranks, comparators, decimals, subgroups)

pytestmark = pytest.mark.skipif(not PRINTED.exists(), reason="the printed table stands beside the project, not in it")


def printed() -> Published:
    """Read the table with its cells as printed."""
    with PRINTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rounds_printed: dict[str, list[dict[Role, str]]] = defaultdict(list)
    for _, held in groupby(rows, key=lambda row: row["measure_id"]):
        for row in held:
            shown = {role: row[column].replace("th", "").replace("Ranked", "Rank") for role, column in COLUMNS.items()}
            shown |= {role: row[COLUMNS[role]] for role in (Role.MEASURE, Role.SOURCE)}
            rank = shown[Role.NEIGHBOURS]
            shown[Role.NEIGHBOURS] = rank.replace("1st", "1").replace("2nd", "2").replace("3rd", "3")
            rounds_printed[row["round"]].append(shown)
    return published(*rounds_printed.values(), key=KEY)


@pytest.fixture(scope="module")
def remarks() -> list[Remark]:
    file = printed()
    return [remark for module in MODULES for check in module.CHECKS.values() for remark in check(file)]


def of(remarks: list[Remark], rule_id: str, text: str) -> list[Remark]:
    return [remark for remark in remarks if remark.rule_id == rule_id and text in remark.says]


# What a careful reader of the table finds in values, verdicts, ranks and comparators.
FOUND = (
    ("R01", "Adult obesity rate", Sureness.LIKELY),
    ("R02", "end of Early Years", Sureness.CERTAIN),
    ("R02", "Adult obesity rate", Sureness.LIKELY),
    ("R02", "Air Quality", Sureness.LIKELY),
    ("R04", "2-2.5 years", Sureness.LIKELY),
    ("R04", "end of Early Years", Sureness.LIKELY),
    ("R05", "Life expectancy, Male", Sureness.LIKELY),
    ("R05", "Life expectancy, Female", Sureness.LIKELY),
    ("R05", "dental decay", Sureness.LIKELY),
    ("R07", "Infant mortality", Sureness.LIKELY),
    ("R07", "dental decay", Sureness.LIKELY),
    ("R07", "At year 6", Sureness.LIKELY),
    ("R07", "Child Poverty", Sureness.TO_CHECK),
    ("R07", "workless households", Sureness.TO_CHECK),
    ("R07", "among 5 areas", Sureness.TO_CHECK),
    ("R08", "Infant mortality", Sureness.LIKELY),
    ("R09", "self-harm", Sureness.TO_CHECK),
    ("R21", "Healthy life expectancy, Female", Sureness.LIKELY),
    ("R21", "dental decay", Sureness.LIKELY),
    ("R21", "Progress 8", Sureness.LIKELY),
    ("R24", "Leicester", Sureness.LIKELY),
    ("R24", "cells hold a value", Sureness.LIKELY),
    ("R25", "Sig worse", Sureness.LIKELY),
    ("R33", "Infant mortality", Sureness.TO_CHECK),
)


@pytest.mark.parametrize(("rule_id", "text", "sureness"), FOUND, ids=str)
def test_what_a_reader_finds_is_found(remarks: list[Remark], rule_id: str, text: str, sureness: Sureness) -> None:
    assert sureness in {remark.sureness for remark in of(remarks, rule_id, text)}


def test_only_what_the_table_itself_proves_is_certain(remarks: list[Remark]) -> None:
    certain = [remark for remark in remarks if remark.sureness is Sureness.CERTAIN]
    assert [remark.rule_id for remark in certain] == ["R02"]
    assert "56.60% and 56.60%" in certain[0].says


def test_the_value_that_was_meant_is_named(remarks: list[Remark]) -> None:
    assert [remark.likely for remark in of(remarks, "R01", "7.70%")] == ["67.70%"]
    assert [remark.likely for remark in of(remarks, "R08", "Infant mortality")] == ["better"]


def test_a_place_truly_far_off_is_left_alone(remarks: list[Remark]) -> None:
    assert of(remarks, "R01", "temporary accommodation") == []
