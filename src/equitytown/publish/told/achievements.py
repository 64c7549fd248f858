"""Achievements: one sentence each, with the figures that the sentence does not tell."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from equitytown.present.blocks import Text, text
from equitytown.publish.told.words import EXACT, pounds
from equitytown.terms.register.results import Progress

# Periods that the opening tells once; any other stands after its achievement.
USUAL = {"last 18 months": "over the 18 months before the report", "to date": "to date"}
IN_POUNDS = ("GBP", "£")
BEFORE = frozenset({"more than", "at least", "about", "up to"})  # qualifiers that stand before their figure


def achievements(told: Iterable[Progress]) -> tuple[Text, ...]:
    """Give one item an achievement: its sentence, the figures that are not in it, and its period."""
    grouped = (tuple(rows) for _, rows in groupby(told, key=lambda p: p.achievement_id or p.progress_id))
    return tuple(text(f"{rows[0].summary.rstrip('.')}{_figures(rows)}{_when(rows[0])}.") for rows in grouped)


def _figures(rows: tuple[Progress, ...]) -> str:
    left = [figure(entry) for entry in rows if entry.value is not None and not _is_told(entry)]
    return f": {'; '.join(left)}" if left else ""


def _is_told(entry: Progress) -> bool:
    """Whether the sentence tells the figure; a single thing is told by its article, a single person is not."""
    if entry.value == 1 and not entry.counted:
        return True
    forms = "|".join(re.escape(form) for form in {bare(entry), str(entry.value)})
    return re.search(rf"(?<![\d.,])(?:{forms})(?![\d]|[.,]\d)", entry.summary) is not None


def bare(entry: Progress) -> str:
    """Print a figure without its unit."""
    value = entry.value if entry.value is not None else Decimal(0)
    return f"{value.normalize():,f}"


def figure(entry: Progress) -> str:
    """
    Print a figure with its unit, its qualifier, its name and how people were counted.

    Examples
    --------
    >>> figure(Progress(metric="completions", value=Decimal(374), unit="people", counted="every time counted"))
    '374 people (completions; every time counted)'
    """
    after = entry.qualifier if entry.qualifier not in BEFORE and entry.qualifier not in EXACT else ""
    notes = [note for note in (entry.metric, after, entry.counted) if note]
    printed = amount(entry)
    return f"{printed} ({'; '.join(notes)})" if notes else printed


def amount(entry: Progress, *, unit: str | None = None) -> str:
    """Print a figure with its unit (the entry's own unless another is named) and what stands before it."""
    before = entry.qualifier if entry.qualifier in BEFORE else ""
    if entry.unit in IN_POUNDS:
        return pounds(entry.value, before)
    named = entry.unit if unit is None else unit
    joint = "" if not named or named.startswith("%") else " "
    return f"{before} {bare(entry)}{joint}{named}".lstrip()


def _when(entry: Progress) -> str:
    """Give the period, unless it is a usual one or the sentence tells it."""
    name = entry.period.partition(" (")[0]
    return "" if entry.period in USUAL or name in entry.summary else f" ({entry.period})"
