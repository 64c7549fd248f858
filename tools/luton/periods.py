"""Period labels in house form with their first and last day."""

import re
from datetime import date, timedelta
from typing import NamedTuple

YEAR_STARTS = {
    "calendar": (1, 1),
    "pooled": (1, 1),
    "financial": (4, 1),
    "academic": (9, 1),
    "survey": (11, 16),
}
YEAR_DIGITS = 4


class Span(NamedTuple):
    """A period: label in house form, first day, last day."""

    period: str
    period_start: str
    period_end: str


def span(first: int, kind: str, *, years: int = 1) -> Span:
    """
    Build a period from the year in which it begins.

    Examples
    --------
    >>> span(2022, "academic")
    Span(period='2022/23', period_start='2022-09-01', period_end='2023-08-31')
    >>> span(2020, "pooled", years=3).period
    '2020 to 2022'
    """
    month, day = YEAR_STARTS[kind]
    end = date(first + years, month, day) - timedelta(days=1)
    label = f"{first}/{(first + 1) % 100:02d}"
    if kind in {"calendar", "pooled"}:
        label = f"{first}" if years == 1 else f"{first} to {first + years - 1}"
    return Span(label, date(first, month, day).isoformat(), end.isoformat())


def read_span(label: str, kind: str) -> Span:
    """
    Read a supplier's label ("2020 - 22", "2020/22", "2022/23", "2022") as a period of the given kind.

    Examples
    --------
    >>> read_span("2020 - 22", "pooled").period_end
    '2022-12-31'
    """
    first, *rest = re.findall(r"\d+", label)
    if kind != "pooled":
        return span(int(first), kind)
    last = rest[0] if len(rest[0]) == YEAR_DIGITS else first[:2] + rest[0]
    return span(int(first), kind, years=int(last) - int(first) + 1)


def read_iso_span(text: str, kind: str) -> Span:
    """Read the Office for National Statistics' form, "2011-01-01/P3Y", as a period of the given kind."""
    start, length = text.split("/")
    return span(int(start[:4]), kind, years=int(re.sub(r"\D", "", length)))
