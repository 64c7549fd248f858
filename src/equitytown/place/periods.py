"""Periods as files write them: a label of the kind that is expected, or a sentence on why it is not."""

import re
from collections.abc import Iterable
from datetime import date

from equitytown.errors import InputError
from equitytown.terms.period import Period, PeriodKind, parse_period

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}\Z", re.ASCII)

Told = tuple[str, str]
"""What is wrong, and how to mend it."""


def read_day(cell: str) -> date | None:
    """
    Read year, month and day with dashes, and nothing else that Python would take for a date.

    Examples
    --------
    >>> read_day("2024-04-01")
    datetime.date(2024, 4, 1)
    >>> read_day("20240401")
    """
    if not _DAY.match(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def read_label(label: str, *, kind: PeriodKind) -> Period | Told:
    """
    Read a label as a period of a kind.

    Parameters
    ----------
    label : str
        As a file writes it.
    kind : PeriodKind
        The kind that is expected.

    Returns
    -------
    Period or tuple of str
        The period; or a sentence on what is wrong and its mend.

    Examples
    --------
    >>> read_label("22", kind=PeriodKind.CALENDAR)
    ('period "22" is not a calendar year.', 'Write it as "2022".')
    """
    try:
        return parse_period(label, kind=kind)
    except InputError as error:
        sentence, _, mend = str(error).partition(". ")
        return f"{sentence}.", mend


def read_dated(label: str, *, start: date, end: date, kinds: Iterable[PeriodKind]) -> Period | Told:
    """
    Read a label as the first of several kinds whose dates are those given.

    Parameters
    ----------
    label : str
        As a file writes it.
    start, end : date
        First and last day as the file writes them.
    kinds : iterable of PeriodKind
        The kinds that it may be of, the expected one first.

    Returns
    -------
    Period or tuple of str
        The period; or what is wrong with it as the first kind, and its mend.
    """
    told: Told | None = None
    for kind in kinds:
        period = read_label(label, kind=kind)
        if isinstance(period, Period):
            if (period.start, period.end) == (start, end):
                return period
            told = told or (
                f'period "{label}" does not agree with its dates, {start} to {end}.',
                f"As a {kind.value} it runs from {period.start} to {period.end}: correct one of them.",
            )
        else:
            told = told or period
    return told or (f'period "{label}" is of no kind.', "Name the kind in the indicator's file.")
