"""The dates of Nomis: a year, a month, or a span of months, into the label of a measure's period."""

import re
from datetime import date

from equitytown.collect.spans import label_from, label_of
from equitytown.errors import DriftError
from equitytown.terms.period import YEAR_STARTS, PeriodKind

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORT = {month[:3]: number for number, month in enumerate(MONTHS, start=1)}
A_YEAR = len(MONTHS)
YEAR = re.compile(r"(\d{4})", re.ASCII)
MONTH = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})", re.ASCII)
SPAN = re.compile(r"([A-Z][a-z]{2})[a-z]* (\d{4})\s*-\s*([A-Z][a-z]{2})[a-z]* (\d{4})", re.ASCII)


def label_of_date(text: str, *, month: str, kind: PeriodKind) -> str:
    """
    Name a date as a measure's periods are labelled.

    Parameters
    ----------
    text : str
        "2022", "December 2022" or "Jan 2022-Dec 2022".
    month : str
        The month that stands for its year, or in which a span ends; empty where dates are years.
    kind : PeriodKind
        What the indicator declares.

    Returns
    -------
    str
        Empty for another month than the one that is wanted.

    Raises
    ------
    DriftError
        If the date is no year of the measure's kind. A year is never made up from its months.

    Examples
    --------
    >>> label_of_date("December 2022", month="December", kind=PeriodKind.CALENDAR)
    '2022'
    >>> label_of_date("Apr 2022-Mar 2023", month="", kind=PeriodKind.FINANCIAL)
    '2022/23'
    """
    if found := YEAR.fullmatch(text):
        return label_of(date(int(found[1]), 1, 1), years=1, kind=kind)
    if found := MONTH.fullmatch(text):
        return _of_month(MONTHS.index(found[1]) + 1, int(found[2]), month, kind)
    found = SPAN.fullmatch(text)
    if not found or found[1] not in SHORT or found[3] not in SHORT:
        raise DriftError(f'"{text}" is no date that is known.')
    return _of_span((SHORT[found[1]], int(found[2])), (SHORT[found[3]], int(found[4])), month, kind)


def _of_month(number: int, year: int, month: str, kind: PeriodKind) -> str:
    """Let a declared month stand for the year in which it lies."""
    if not month:
        raise DriftError(
            f"{MONTHS[number - 1]} {year} is a month, and the measure's periods are years. Say which month stands for "
            "its year: add &month=December to supplier_id."
        )
    if kind is PeriodKind.SURVEY:
        raise DriftError(f"a month cannot stand for a {kind.value}.")
    if MONTHS[number - 1] != month:
        return ""
    return label_from(year if number >= YEAR_STARTS[kind][0] else year - 1, kind=kind)


def _of_span(first: tuple[int, int], last: tuple[int, int], month: str, kind: PeriodKind) -> str:
    """Read a span of whole years; with a declared month, those alone that end in it."""
    if month and MONTHS[last[0] - 1] != month:
        return ""
    length = (last[1] - first[1]) * A_YEAR + last[0] - first[0] + 1
    if length < A_YEAR or length % A_YEAR:
        raise DriftError(f"{length} months from {MONTHS[first[0] - 1]} {first[1]} are no {kind.value}.")
    return label_of(date(first[1], first[0], 1), years=length // A_YEAR, kind=kind)
