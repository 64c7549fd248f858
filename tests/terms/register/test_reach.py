"""Whom a programme reached, and when a change can be looked for."""

from datetime import date
from decimal import Decimal

import pytest

from equitytown.terms.register.reach import EACH_ONCE, EVERY_TIME, is_early, reach
from equitytown.terms.register.results import Programme, Progress

ON = date(2026, 11, 26)


def entry(reference, counted, value=10):
    return Progress(progress_id=reference, counted=counted, value=None if value is None else Decimal(value))


def test_people_and_contacts_stay_apart():
    found = reach([entry("a", EACH_ONCE), entry("b", EVERY_TIME), entry("c", ""), entry("d", "not a count of people")])
    assert [e.progress_id for e in found.people] == ["a"]
    assert [e.progress_id for e in found.contacts] == ["b"]
    assert found.entries == {"a", "b"}


def test_an_entry_without_a_figure_reaches_nobody():
    assert reach([entry("a", EACH_ONCE, value=None)]).people == ()


@pytest.mark.parametrize(
    ("lag", "early"), [("2027", True), ("2026", False), ("from 2030/31", True), ("", None), ("late", None)]
)
def test_it_is_early_before_the_year_that_the_lag_names(lag, early):
    assert is_early(Programme(lag=lag), ON) is early
