"""Explore Education Statistics: data sets, filters, years and levels."""

import pytest

from equitytown.collect.education_statistics import rows_of_file
from equitytown.errors import DriftError
from equitytown.refresh.account import State
from tests.refresh.counter import DATA_SET, EDUCATION, EES, EES_META, ees_rows
from tests.refresh.layouts import as_csv
from tests.refresh.reading import indicator_of, reply_of


@pytest.fixture
def counter(counter_of):
    return counter_of(EDUCATION)


def of_file(rows, *, name="attainment-8", measure=EDUCATION.measure):
    return list(rows_of_file(indicator_of(name, supplier_id=measure), reply_of(as_csv(rows))))


def academic(**changes):
    """A row about Luton in an academic year."""
    row = next(row for row in ees_rows() if row["la_name"] == "Luton")
    return row | {"time_period": "202223", "time_identifier": "Academic year"} | changes


def test_the_title_the_metadata_and_the_table_are_asked_for(counter):
    counter.take()
    assert counter.standin.asked == [EES, f"{EES}/meta", f"{EES}/csv"]


@pytest.mark.parametrize("measure", ["share?sex=Total", "i2?sex=o1", "share%20of%20adults?f1=Total", "share?Sex=Total"])
def test_a_measure_and_its_filters_go_by_number_column_or_label(counter_of, measure):
    assert counter_of(EDUCATION, supplier_id=f"{DATA_SET}/{measure}").take().new == 12


def test_rows_of_another_option_and_another_level_are_left_out(counter):
    girls = [row | {"sex": "Girls", "share": "1"} for row in ees_rows()]
    schools = [row | {"geographic_level": "School", "share": "1"} for row in ees_rows()]
    assert counter.take([*girls, *ees_rows(), *schools]).new == 12
    assert counter.values["E06000032", "2023"] == 16.0


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("share", 'splits its figures by sex: choose one of "Total", "Girls"'),
        ("share?sex=Boys", 'has 0 sex "Boys". It has: Total, Girls'),
        ("share?age=5", 'has 0 filters "age". It has: sex, school'),
        ("rate?sex=Total", 'has 0 indicators "rate". It has: pupils, share'),
    ],
)
def test_what_the_data_set_does_not_have_is_told_with_what_it_has(counter_of, measure, words):
    counter = counter_of(EDUCATION, supplier_id=f"{DATA_SET}/{measure}")
    outcome = counter.take()
    assert outcome.state is State.REFUSED
    assert words in outcome.sentence


@pytest.mark.parametrize("measure", ["share", f"{DATA_SET}", f"{DATA_SET}/share?sex", "42/share?sex=Total"])
def test_a_measure_that_cannot_be_asked_for_is_not(counter_of, measure):
    counter = counter_of(EDUCATION, supplier_id=measure)
    assert "is no measure of a data set" in counter.outcome().sentence
    assert counter.standin.asked == []


@pytest.mark.parametrize("told", [[], {}, {"indicators": [{"id": "i2"}], "filters": []}, {"indicators": 7}, 7])
def test_metadata_in_another_layout_are_refused(counter, told):
    outcome = counter.take(told=told)
    assert outcome.state is State.REFUSED
    assert "tells of the data set in another layout" in outcome.sentence


def test_a_data_set_without_filters_needs_none(counter_of):
    counter = counter_of(EDUCATION, supplier_id=f"{DATA_SET}/share")
    assert counter.take(told=EES_META | {"filters": []}).new == 12


def test_a_saved_table_is_read_by_columns_and_labels_alone(counter_of):
    counter = counter_of(EDUCATION, by_file=True)
    assert counter.take().new == 12
    assert counter.standin.asked == []
    with pytest.raises(DriftError, match='no column "i2"'):
        of_file([academic()], measure=f"{DATA_SET}/i2?sex=Total")


def test_a_saved_table_without_the_rows_that_are_wanted_is_refused():
    with pytest.raises(DriftError, match="holds no row with sex Boys"):
        of_file([academic()], measure=f"{DATA_SET}/share?sex=Boys")
    with pytest.raises(DriftError, match="holds no row with a level that is known"):
        of_file([academic(geographic_level="School")], measure=f"{DATA_SET}/share")


@pytest.mark.parametrize(
    ("name", "identifier", "cell", "label"),
    [
        ("attainment-8", "Academic year", "202223", "2022/23"),
        ("attainment-8", "Academic year", "199900", "1999/00"),
        ("attainment-8", "Academic year", "2022/2023", "2022/23"),
        ("attainment-8", "academic year", "2022/23", "2022/23"),
        ("care-leavers-neet", "Financial year", "202223", "2022/23"),
        ("claimant-count", "Calendar year", "2022", "2022"),
    ],
)
def test_years_are_read_by_what_they_are_called(name, identifier, cell, label):
    assert of_file([academic(time_identifier=identifier, time_period=cell)], name=name)[0].period == label


@pytest.mark.parametrize(
    ("name", "identifier", "cell", "words"),
    [
        ("attainment-8", "Financial year", "202223", '"Financial year" 202223 is no academic year'),
        ("attainment-8", "Autumn term", "202223", '"Autumn term" 202223 is no academic year'),
        ("attainment-8", "Academic year", "2022", '"2022" is no academic year'),
        ("attainment-8", "Academic year", "202224", '"202224" is no academic year'),
        ("attainment-8", "Academic year", "22/23", '"22/23" is no academic year'),
        ("claimant-count", "Calendar year", "202223", '"202223" is no calendar year'),
        ("infant-mortality", "Calendar year", "2022", '"Calendar year" 2022 is no pooled calendar years'),
        ("adult-overweight", "Academic year", "202223", '"Academic year" 202223 is no survey year'),
    ],
)
def test_years_of_another_kind_are_refused(name, identifier, cell, words):
    with pytest.raises(DriftError, match=f"line 2: {words}"):
        of_file([academic(time_identifier=identifier, time_period=cell)], name=name)
