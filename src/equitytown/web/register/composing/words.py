"""Figures, money, periods and shares of the register in words."""

from datetime import date
from decimal import Decimal

from equitytown.present.wording.numbers import MINUS
from equitytown.terms.register.results import Progress
from equitytown.terms.register.shares import FEWEST_ANSWERS

TOO_FEW = "too few to give a share"
NOT_KNOWN = "not known"
_BEFORE = frozenset({"more than", "at least", "about", "up to", "at least about"})  # what stands before a figure
_IN_POUNDS = frozenset({"GBP", "£"})


def number(value: Decimal) -> str:
    """
    Print a number as it was told.

    Examples
    --------
    >>> number(Decimal("1250.50")), number(Decimal(374))
    ('1,250.5', '374')
    """
    printed = f"{value:,f}"
    return (printed.rstrip("0").rstrip(".") if "." in printed else printed).replace("-", MINUS)


def pounds(amount: Decimal | None, qualifier: str = "") -> str:
    """
    Print an amount with what qualifies it.

    Examples
    --------
    >>> pounds(Decimal(200000), "more than"), pounds(Decimal("12.5")), pounds(None)
    ('more than £200,000', '£12.50', 'amount not known')
    """
    if amount is None:
        return f"amount {NOT_KNOWN}"
    printed = f"£{amount:,.2f}".removesuffix(".00")
    return f"{qualifier} {printed}" if qualifier in _BEFORE else printed


def figure(entry: Progress) -> str:
    """
    Print the figure of a progress entry with its name, unit, qualifier and how people were counted.

    Examples
    --------
    >>> figure(Progress(metric="completions", value=Decimal(374), unit="people", counted="every time counted"))
    '374 people (completions; every time counted)'
    """
    if entry.value is None:
        return ""
    before = entry.qualifier if entry.qualifier in _BEFORE else ""
    if entry.unit in _IN_POUNDS:
        printed = pounds(entry.value, before)
    else:
        apart = "" if not entry.unit or entry.unit.startswith("%") else " "
        printed = f"{before} {number(entry.value)}{apart}{entry.unit}".strip()
    after = entry.qualifier if entry.qualifier not in {"", "exact", *_BEFORE} else ""
    notes = "; ".join(note for note in (entry.metric, after, entry.counted) if note)
    return f"{printed} ({notes})" if notes else printed


def day(value: date) -> str:
    """
    Write a day.

    Examples
    --------
    >>> day(date(2026, 4, 1))
    '1 April 2026'
    """
    return f"{value.day} {value:%B %Y}"


def between(starts: date | None, ends: date | None) -> str:
    """
    Say from when to when; nothing where neither is told.

    Examples
    --------
    >>> between(date(2026, 4, 1), None), between(None, None)
    ('from 1 April 2026', '')
    """
    if starts and ends:
        return f"{day(starts)} to {day(ends)}"
    return f"from {day(starts)}" if starts else f"until {day(ends)}" if ends else ""


def share_of(part: int | None, whole: int | None) -> float | None:
    """
    Give a part of a group as a share between 0 and 1; None where a count is missing or the group is too small.

    Examples
    --------
    >>> share_of(6, 12), share_of(3, 9), share_of(None, 40)
    (0.5, None, None)
    """
    return None if part is None or whole is None or whole < FEWEST_ANSWERS else part / whole


def share_words(part: int | None, whole: int | None) -> str:
    """
    Print a share with its group's size; a group that is too small has its size alone.

    Examples
    --------
    >>> share_words(128, 200)
    '64% (128 of 200)'
    >>> share_words(3, 9)
    'too few to give a share (9 in the group)'
    """
    if whole is None or part is None:
        return NOT_KNOWN
    share = share_of(part, whole)
    if share is None:
        return f"{TOO_FEW} ({whole:,} in the group)"
    return f"{share:.0%} ({part:,} of {whole:,})"


def counted(how_many: int, one: str, many: str) -> str:
    """
    Count things in a sentence.

    Examples
    --------
    >>> counted(1, "action", "actions"), counted(1200, "action", "actions")
    ('1 action', '1,200 actions')
    """
    return f"{how_many:,} {one if how_many == 1 else many}"
