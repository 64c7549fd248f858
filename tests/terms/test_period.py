"""Periods: labels as published, with the dates they cover."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.terms.period import YEAR_STARTS, Period, PeriodKind, parse_period

YEARS = st.integers(1900, 2097)
TWO_YEAR = (PeriodKind.FINANCIAL, PeriodKind.ACADEMIC, PeriodKind.SURVEY)


@given(YEARS)
def test_a_calendar_year_runs_from_january_to_december(year):
    period = parse_period(str(year), kind=PeriodKind.CALENDAR)
    assert (period.start, period.end) == (date(year, 1, 1), date(year, 12, 31))
    assert period.years == 1


@given(YEARS, st.sampled_from(TWO_YEAR))
def test_a_year_over_two_calendar_years_begins_where_its_kind_does(year, kind):
    period = parse_period(f"{year}/{(year + 1) % 100:02}", kind=kind)
    assert (period.start.month, period.start.day) == YEAR_STARTS[kind]
    assert period.start.year == year
    assert 365 <= (period.end - period.start).days + 1 <= 366
    assert period.years == 1


@given(YEARS, st.integers(1, 9), st.sampled_from([" to ", "-", " - ", "\u2013", "/"]))
def test_pooled_years_are_read_however_they_are_joined(year, more, joined):
    long = parse_period(f"{year}{joined}{year + more}", kind=PeriodKind.POOLED)
    short = parse_period(f"{year}{joined}{(year + more) % 100:02}", kind=PeriodKind.POOLED)
    assert long == short
    assert long.label == short.label == f"{year} to {year + more}"
    assert long.years == more + 1


@given(YEARS, st.sampled_from(PeriodKind))
def test_each_year_follows_the_one_before(year, kind):
    labels = {
        PeriodKind.CALENDAR: (f"{year}", f"{year + 1}"),
        PeriodKind.POOLED: (f"{year} to {year + 1}", f"{year + 2} to {year + 3}"),
    }.get(kind, (f"{year}/{(year + 1) % 100:02}", f"{year + 1}/{(year + 2) % 100:02}"))
    first, second = (parse_period(label, kind=kind) for label in labels)
    assert second.follows(first)
    assert not second.overlaps(first)
    assert first < second


def test_pooled_periods_a_year_apart_overlap():
    first, second = (parse_period(label, kind=PeriodKind.POOLED) for label in ("2019 to 2021", "2020 to 2022"))
    assert first.overlaps(second)
    assert not second.follows(first)


def test_a_label_is_no_part_of_what_makes_two_periods_the_same():
    day = date(2022, 1, 1)
    assert Period(day, day, "a") == Period(day, day, "b")
    assert str(Period(day, day, "a")) == "a"
    assert Period(day, day, "a").years == 1


@pytest.mark.parametrize(
    ("label", "kind", "form"),
    [
        ("2022/23", PeriodKind.CALENDAR, "2022"),
        ("2022", PeriodKind.ACADEMIC, "2022/23"),
        ("2022/24", PeriodKind.FINANCIAL, "2022/23"),
        ("2022-23", PeriodKind.SURVEY, "2022/23"),
        ("2022", PeriodKind.POOLED, "2020 to 2022"),
        ("2022 to 2020", PeriodKind.POOLED, "2020 to 2022"),
        ("2022 to 2022", PeriodKind.POOLED, "2020 to 2022"),
        ("2000 to 9999", PeriodKind.POOLED, "2020 to 2022"),
        ("9999", PeriodKind.CALENDAR, "2022"),
        ("0000", PeriodKind.CALENDAR, "2022"),
        ("", PeriodKind.CALENDAR, "2022"),
        ("\uff12\uff10\uff12\uff12", PeriodKind.CALENDAR, "2022"),
    ],
)
def test_a_label_of_another_kind_is_refused_with_the_form(label, kind, form):
    with pytest.raises(InputError, match=f'is not a {kind.value}. Write it as "{form}"'):
        parse_period(label, kind=kind)


@given(st.text(max_size=16), st.sampled_from(PeriodKind))
def test_any_text_is_a_period_or_an_input_error(label, kind):
    try:
        period = parse_period(label, kind=kind)
    except InputError:
        return
    assert period.start <= period.end


@given(st.from_regex(r"\A\d{4}(/| to |-| - )\d{2,4}\Z"), st.sampled_from(PeriodKind))
def test_text_that_looks_like_a_period_is_one_or_an_input_error(label, kind):
    try:
        period = parse_period(label, kind=kind)
    except InputError:
        return
    assert period.end.year - period.start.year <= period.years
