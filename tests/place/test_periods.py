"""Periods and days as files write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.place.periods import read_dated, read_day, read_label
from equitytown.terms.period import Period, PeriodKind, parse_period

KINDS = st.sampled_from(PeriodKind)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_is_read_back(day):
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize("cell", ["", "2024", "2024-4-1", "20240401", "2024-W14-1", "01/04/2024", "2024-02-30"])
def test_other_ways_of_writing_a_day_are_not_read(cell):
    assert read_day(cell) is None


@given(label=st.text(max_size=20), kind=KINDS)
def test_any_label_is_a_period_or_a_sentence_with_its_mend(label, kind):
    read = read_label(label, kind=kind)
    assert isinstance(read, Period) or all(read)


@given(label=st.from_regex(r"\A\d{4}([/ -]| to )?(\d{2}){0,2}\Z"), kind=KINDS)
def test_labels_that_nearly_fit_never_break_the_reading(label, kind):
    assert read_label(label, kind=kind)


def test_the_kind_whose_dates_agree_is_chosen():
    academic = parse_period("2022/23", kind=PeriodKind.ACADEMIC)
    kinds = (PeriodKind.FINANCIAL, *PeriodKind)
    assert read_dated("2022/23", start=academic.start, end=academic.end, kinds=kinds) == academic


def test_dates_of_no_kind_are_told_as_the_first_kind():
    told = read_dated("2022/23", start=date(2022, 1, 1), end=date(2022, 12, 31), kinds=tuple(PeriodKind)[1:])
    assert told == (
        'period "2022/23" does not agree with its dates, 2022-01-01 to 2022-12-31.',
        "As a financial year it runs from 2022-04-01 to 2023-03-31: correct one of them.",
    )


def test_without_a_kind_there_is_no_period():
    told = read_dated("2022", start=date(2022, 1, 1), end=date(2022, 12, 31), kinds=())
    assert told[0] == 'period "2022" is of no kind.'
