"""Periods as printed, where nothing says what kind they are: spans of months read from a cell or a sentence."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from equitytown.audit.families import Family
from equitytown.terms.period import PeriodKind

MONTHS = 12
POOLED_YEARS = 3  # a span of this many calendar years or more is pooled, whatever stands between its years
TURN = 90  # from this year on a label may run over the turn of a century: "1999-01"
APRIL = 3  # months into the calendar year at which a financial year begins: what "2021/22" mostly means


class Form(StrEnum):
    """How a period is printed."""

    YEAR = "a single year"
    SPLIT = "a year across two calendar years"
    POOLED = "several years together"


@dataclass(frozen=True, slots=True)
class Span:
    """
    A period as printed: its form, first and last year, and what stands between them.

    `first` is after `last` where the label runs backwards. `named` is the kind of year that the label says.
    """

    text: str
    form: Form
    first: int
    last: int
    joined_by: str = ""
    named: str = ""
    start: int = 0

    @property
    def months(self) -> tuple[int, int]:
        """First and last month, counted from year 0; a split year is taken to begin in April."""
        if self.form is Form.SPLIT:
            return self.first * MONTHS + APRIL, (self.first + 1) * MONTHS + APRIL - 1
        return self.first * MONTHS, (self.last + 1) * MONTHS - 1

    @property
    def key(self) -> tuple[Form, int, int]:
        """What makes two labels the same period."""
        return (self.form, self.first, self.last)

    @property
    def is_backwards(self) -> bool:
        """Say whether the label's years run backwards."""
        return self.first > self.last

    def overlaps(self, other: "Span") -> bool:
        """Say whether two periods share a month."""
        return self.months[0] <= other.months[1] and other.months[0] <= self.months[1]


_SPAN = re.compile(
    r"(?<![\d.,£/-])(?P<first>(?:19|20)\d{2})"
    r"(?:\s*(?P<join>/|-|\u2013|\u2014|\bto\b)\s*"
    r"(?P<last>(?:19|20)\d{2}|\d{2})(?![\d%]|\.\d))?(?![\d%]|\.\d|/\d{2}\b|,\d{3})",
    re.ASCII | re.IGNORECASE,
)
_NAMED = re.compile(r"\b(FY|AY|financial|academic|calendar|fiscal|school|survey)\b", re.IGNORECASE | re.ASCII)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?),?\s+$", re.IGNORECASE
)
NEAR = 16  # characters on either side in which a kind of year is looked for


@cache
def spans_in(text: str) -> tuple[Span, ...]:
    """
    Give every period named in a text, in order; a day is none.

    Examples
    --------
    >>> [(span.form.name, span.first, span.last) for span in spans_in("2019/21 and 2020/22, then 2021/22")]
    [('POOLED', 2019, 2021), ('POOLED', 2020, 2022), ('SPLIT', 2021, 2022)]
    """
    return tuple(_read(text, found) for found in _SPAN.finditer(text) if not _DAY.search(text[: found.start()]))


def _read(text: str, found: re.Match[str]) -> Span:
    """Give the span of a label that stands in a text."""
    first = int(found["first"])
    last = _last_year(first, found["last"])
    named = _NAMED.search(text[max(0, found.start() - NEAR) : found.end() + NEAR])
    return Span(
        text=found.group(),
        form=_form_of(first, last),
        first=first,
        last=last,
        joined_by=(found["join"] or "").replace("\u2013", "-").replace("\u2014", "-").lower(),
        named=named[1].lower() if named else "",
        start=found.start(),
    )


def span_of(text: str) -> Span | None:
    """Read a cell that holds one period; None where it holds none, or several."""
    found = list(spans_in(text))
    return found[0] if len(found) == 1 else None


def _last_year(first: int, tail: str | None) -> int:
    """Give the last year of a label: "20" after 2018 is 2020, "01" after 1999 is 2001."""
    if tail is None:
        return first
    if len(tail) == len("2022"):
        return int(tail)
    if int(tail) <= MONTHS and int(tail) < first % 100 and first % 100 < TURN:
        return first  # "2022-03" is a month
    last = first - first % 100 + int(tail)
    return last + 100 if first % 100 >= TURN and int(tail) <= MONTHS else last


def _form_of(first: int, last: int) -> Form:
    """Say how a period is printed."""
    if first == last:
        return Form.YEAR
    return Form.SPLIT if last - first == 1 else Form.POOLED


_FORMS = {
    PeriodKind.CALENDAR: Form.YEAR,
    PeriodKind.POOLED: Form.POOLED,
    PeriodKind.FINANCIAL: Form.SPLIT,
    PeriodKind.ACADEMIC: Form.SPLIT,
    PeriodKind.SURVEY: Form.SPLIT,
}


def forms_of(family: Family) -> tuple[Form, ...]:
    """Give the forms that a family's periods may take; empty where any may."""
    return tuple(dict.fromkeys(_FORMS[kind] for kind in family.period_kinds))
