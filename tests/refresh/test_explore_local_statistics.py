"""Explore Local Statistics: what is its own."""

import pytest

from equitytown.collect.explore_local_statistics import rows_of_file
from equitytown.errors import DriftError
from equitytown.refresh.account import State
from equitytown.terms.observation import Status
from tests.refresh.counter import EXPLORE, els_rows
from tests.refresh.layouts import as_csv
from tests.refresh.reading import indicator_of, published, read, reply_of

COLUMNS = (
    "dataset", "areacd", "areanm", "geography", "indicator", "period", "observation", "measure", "unit", "lci_95",
    "uci_95", "status", "notes", "notes.1",
)  # fmt: skip
FILE = "ons_els/ons_explore_local_statistics_england.csv.gz"
NAME = "SYNTHETIC share of adults"


def line(**changes):
    """A row of the public repository's layout."""
    row = {"dataset": "claimant-count", "areacd": "E06000032", "areanm": "Luton", "indicator": NAME}
    return dict.fromkeys(COLUMNS, "") | row | {"period": "2022-01-01/P1Y", "observation": "17.1"} | changes


def of_file(*lines, name="claimant-count", **source):
    wanted = {"supplier_id": "claimant-count", "supplier_name": NAME} | source
    return list(rows_of_file(indicator_of(name, **wanted), reply_of(as_csv(list(lines)))))


@pytest.fixture
def counter(counter_of):
    return counter_of(EXPLORE)


def test_limits_come_with_values(counter):
    rows = [row | {"lci_95": "1.5", "uci_95": "99"} for row in els_rows()]
    counter.take(rows)
    luton = counter.held["E06000032", "2023"]
    assert (luton.lower, luton.upper, luton.confidence) == (1.5, 99.0, 0.95)


def test_a_status_is_a_mark_in_place_of_a_value_or_words_beside_one(counter):
    blank, together = {("E06000032", 2022): ""}, "SYNTHETIC: two areas combined"
    rows = [row | {"status": together if row["value"] else "u"} for row in els_rows(blank)]
    assert counter.take(rows).state is State.CAME
    missing, given = counter.held["E06000032", "2022"], counter.held["E06000032", "2023"]
    assert (missing.value, missing.status) == (None, Status.MISSING)
    assert "Not reliable enough" in missing.note
    assert (given.status, given.note) == (Status.COMPLETE, together)


def test_figures_by_sex_are_told_apart(counter):
    rows = [row | {"sex": sex} for sex in ("Female", "Male", "All") for row in els_rows()]
    counter.take(rows)
    assert counter.values["E06000032", "2023"] == 16.0
    assert len(counter.values) == 12


def test_more_than_one_measure_in_an_answer_is_refused(counter):
    rows = [*els_rows(), els_rows()[0] | {"indicator": "anxiety"}]
    assert "holds more than one measure: anxiety, claimant-count" in counter.take(rows).sentence


def test_a_name_that_could_ask_for_anything_else_is_not_asked(counter_of):
    counter = counter_of(EXPLORE, supplier_id="claimant-count&geo=all")
    assert "is no name of a measure" in counter.outcome().sentence
    assert counter.standin.asked == []


def test_a_saved_table_is_read_for_the_measure_that_it_names(counter_of):
    counter = counter_of(EXPLORE, by_file=True)
    assert counter.take([row | {"indicator": NAME} for row in els_rows()]).new == 12
    assert counter.standin.asked == []


def test_of_many_measures_in_a_file_the_named_one_is_read():
    other = line(dataset="wellbeing", indicator="Anxiety", observation="3")
    found = of_file(other, line(notes="SYNTHETIC note", **{"notes.1": "and another"}), line(areacd="E92000001"))
    assert [(row.area_code, row.value, row.title) for row in found] == [
        ("E06000032", "17.1", NAME),
        ("E92000001", "17.1", NAME),
    ]
    assert found[0].note == "SYNTHETIC note. and another"
    assert found[0].sex == "Persons"


def test_a_file_in_which_the_measure_has_another_name_is_refused():
    with pytest.raises(DriftError, match='the supplier calls claimant-count "Claimants"'):
        of_file(line(indicator="Claimants"))
    with pytest.raises(DriftError, match='add to its file, under source: supplier_name: "SYNTHETIC share'):
        of_file(line(), supplier_name="")


def test_a_file_without_the_measure_is_refused():
    with pytest.raises(DriftError, match='holds no row of "SYNTHETIC share of adults"'):
        of_file(line(dataset="wellbeing", indicator="Anxiety"))


def test_a_table_without_values_is_refused():
    with pytest.raises(DriftError, match='no column "observation" and none "value"'):
        of_file({column: cell for column, cell in line().items() if column != "observation"})


@pytest.mark.parametrize(
    ("name", "cell", "label"),
    [
        ("claimant-count", "2022-01-01/P1Y", "2022"),
        ("claimant-count", "2022-01-01T00:00:00/P1Y", "2022"),
        ("child-poverty-after-housing", "2023-04-01/P1Y", "2023/24"),
        ("attainment-8", "2022-09-01/P1Y", "2022/23"),
        ("adult-overweight", "2015-11-16/P1Y", "2015/16"),
        ("healthy-life-expectancy-male", "2011-01-01/P3Y", "2011 to 2013"),
        ("healthy-life-expectancy-male", "2019-01-01/P5Y", "2019 to 2023"),
    ],
)
def test_a_first_day_and_a_length_are_a_period(name, cell, label):
    assert of_file(line(period=cell), name=name)[0].period == label


@pytest.mark.parametrize(
    ("name", "cell", "words"),
    [
        ("claimant-count", "2022-04-01/P1Y", "1 year from 2022-04-01 are no calendar year"),
        ("claimant-count", "2022-01-01/P3Y", "3 years from 2022-01-01 are no calendar year"),
        ("healthy-life-expectancy-male", "2022-01-01/P1Y", "are no pooled calendar years"),
        ("attainment-8", "2022-08-01/P1Y", "are no academic year"),
        ("claimant-count", "2022-13-01/P1Y", "month must be in"),
        ("claimant-count", "2024-05-15", "is no calendar year"),
        ("claimant-count", "2022", "is no calendar year"),
    ],
)
def test_a_period_that_is_not_of_the_measures_kind_is_refused(name, cell, words):
    with pytest.raises(DriftError, match=f"line 2: period .*{words}"):
        of_file(line(period=cell), name=name)


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("healthy-life-expectancy-male", "Male healthy life expectancy"),
        ("healthy-life-expectancy-female", "Female healthy life expectancy"),
        ("preventable-cvd-mortality", "Preventable cardiovascular mortality (England)"),
        ("child-poverty-after-housing", "Children in relative poverty after housing costs"),
        ("claimant-count", "Claimant Count"),
    ],
)
def test_the_public_copy_gives_the_figures_of_the_first_report(shared, name, theirs):
    reply = reply_of((shared / "data" / FILE).read_bytes())
    found = read(rows_of_file(indicator_of(name, supplier_name=theirs), reply))
    expected = published(name, f"Explore Local Statistics: {theirs}")
    missing = (None, None, None)  # the first report writes down that a figure is not given
    assert {key: found.get(key, missing) for key in expected} == expected
