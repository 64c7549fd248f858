"""Suppliers' years into labels: a first day and a length, held against what the measure's kind of period is."""

from datetime import date

from equitytown.errors import DriftError
from equitytown.terms.period import YEAR_STARTS, PeriodKind


def label_of(start: date, *, years: int, kind: PeriodKind) -> str:
    """
    Name a period as a measure of its kind is labelled.

    Parameters
    ----------
    start : date
        Its first day.
    years : int
        Its length.
    kind : PeriodKind
        What the indicator declares.

    Returns
    -------
    str
        "2022", "2022/23" or "2020 to 2022".

    Raises
    ------
    DriftError
        If periods of this kind begin on another day or are of another length.

    Examples
    --------
    >>> label_of(date(2022, 9, 1), years=1, kind=PeriodKind.ACADEMIC)
    '2022/23'
    >>> label_of(date(2020, 1, 1), years=3, kind=PeriodKind.POOLED)
    '2020 to 2022'
    """
    if (start.month, start.day) != YEAR_STARTS[kind] or (years > 1) != (kind is PeriodKind.POOLED):
        raise DriftError(f"{years} year{'s' * (years > 1)} from {start} are no {kind.value}.")
    if kind is PeriodKind.POOLED:
        return f"{start.year} to {start.year + years - 1}"
    return f"{start.year}" if kind is PeriodKind.CALENDAR else f"{start.year}/{(start.year + 1) % 100:02}"


def label_from(first: int, *, kind: PeriodKind) -> str:
    """
    Name the year of a kind by the calendar year in which it begins.

    Raises
    ------
    DriftError
        If the measure pools several years.

    Examples
    --------
    >>> label_from(2022, kind=PeriodKind.FINANCIAL)
    '2022/23'
    """
    return label_of(date(first, *YEAR_STARTS[kind]), years=1, kind=kind)
