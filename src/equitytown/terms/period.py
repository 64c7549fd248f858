"""Periods: a label as published, with the dates it covers."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from equitytown.errors import InputError

DAYS_IN_YEAR = 365.25


class PeriodKind(StrEnum):
    """How a supplier cuts time. The label alone cannot tell a financial year from an academic one."""

    CALENDAR = "calendar year"
    FINANCIAL = "financial year"
    ACADEMIC = "academic year"
    SURVEY = "survey year"
    POOLED = "pooled calendar years"


# Month and day on which a year of each kind begins. Active Lives survey years begin in mid-November.
YEAR_STARTS = {
    PeriodKind.CALENDAR: (1, 1),
    PeriodKind.POOLED: (1, 1),
    PeriodKind.FINANCIAL: (4, 1),
    PeriodKind.ACADEMIC: (9, 1),
    PeriodKind.SURVEY: (11, 16),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """
    A stretch of time: first day, last day, and the label it is published under.

    Periods sort by their dates. Two periods overlap when they share a day.
    """

    start: date
    end: date
    label: str = field(compare=False)

    @property
    def years(self) -> int:
        """Length in whole years, at least 1."""
        return max(1, round(((self.end - self.start).days + 1) / DAYS_IN_YEAR))

    def overlaps(self, other: "Period") -> bool:
        """Say whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def follows(self, other: "Period") -> bool:
        """Say whether this period begins the day after the other ends."""
        return self.start == other.end + timedelta(days=1)

    def __str__(self) -> str:
        return self.label


_YEAR = r"((?:19|20|21)\d{2})"
_SINGLE = re.compile(rf"^{_YEAR}$", re.ASCII)
_SPLIT = re.compile(rf"^{_YEAR}/(\d{{2}})$", re.ASCII)
_POOLED = re.compile(rf"^{_YEAR}\s*(?:to|-|\u2013|/)\s*((?:19|20|21)\d{{2}}|\d{{2}})$", re.ASCII)


def parse_period(label: str, *, kind: PeriodKind) -> Period:
    """
    Read a published label as a period of the given kind.

    Parameters
    ----------
    label : str
        "2022", "2022/23", "2020 to 2022", "2020-22" or "2020 - 22".
    kind : PeriodKind
        What the indicator declares; it settles what "2022/23" means.

    Returns
    -------
    Period
        With the label in the house form ("2020 to 2022").

    Raises
    ------
    InputError
        If the label does not fit the kind.

    Examples
    --------
    >>> parse_period("2020-22", kind=PeriodKind.POOLED).label
    '2020 to 2022'
    >>> parse_period("2022/23", kind=PeriodKind.ACADEMIC).start
    datetime.date(2022, 9, 1)
    """
    text = label.strip()
    first, last = _years_of(text, kind)
    month, day = YEAR_STARTS[kind]
    end = date(last + 1, month, day) - timedelta(days=1)
    house = f"{first} to {last}" if kind is PeriodKind.POOLED else text
    return Period(date(first, month, day), end, house)


def long_date(day: date) -> str:
    """
    Write a day as a person does.

    Examples
    --------
    >>> long_date(date(2024, 4, 30))
    '30 April 2024'
    """
    return f"{day.day} {day:%B %Y}"


def labels_between(first: Period, last: Period) -> tuple[str, ...]:
    """
    List the labels of every period from one to another, a year apart, cut and labelled alike.

    Parameters
    ----------
    first, last : Period
        Two periods of one length that begin on the same day of the year, `first` not after `last`.

    Returns
    -------
    tuple of str
        Both ends included.

    Examples
    --------
    >>> first, last = (parse_period(year, kind=PeriodKind.ACADEMIC) for year in ("2018/19", "2020/21"))
    >>> labels_between(first, last)
    ('2018/19', '2019/20', '2020/21')
    """
    years = range(first.start.year, last.start.year + 1)
    if first.years > 1:
        return tuple(f"{year} to {year + first.years - 1}" for year in years)
    if "/" in first.label:
        return tuple(f"{year}/{(year + 1) % 100:02}" for year in years)
    return tuple(str(year) for year in years)


def _years_of(text: str, kind: PeriodKind) -> tuple[int, int]:
    """First and last starting year of a label, or a sentence that says how it should look."""
    if kind is PeriodKind.CALENDAR and (single := _SINGLE.match(text)):
        return int(single[1]), int(single[1])
    if kind is PeriodKind.POOLED and (pooled := _POOLED.match(text)):
        first, tail = int(pooled[1]), pooled[2]
        last = int(tail) if len(tail) == len("2022") else first - first % 100 + int(tail)
        last += 100 if last <= first and len(tail) < len("2022") else 0  # "1999 - 01" ends in 2001
        if last > first:
            return first, last
    split = _SPLIT.match(text)
    two_year = kind not in (PeriodKind.CALENDAR, PeriodKind.POOLED)
    if two_year and split and (int(split[1]) + 1) % 100 == int(split[2]):
        return int(split[1]), int(split[1])
    form = {PeriodKind.CALENDAR: "2022", PeriodKind.POOLED: "2020 to 2022"}.get(kind, "2022/23")
    raise InputError(f'period "{text}" is not a {kind.value}. Write it as "{form}".')
