"""Progress, money and risks as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from equitytown.terms.register.amounts import total
from equitytown.terms.register.work import SCALE
from equitytown.web.register.composing.seen import Seen
from equitytown.web.register.composing.words import between, counted, figure, pounds

# What a level of a risk's scale stands for, 1 to 5.
LIKELIHOODS = ("rare", "unlikely", "possible", "likely", "almost certain")
IMPACTS = ("slight", "minor", "moderate", "serious", "very serious")
# How grants of a status are told of; money that was turned down is no money.
SUMS = {
    "awarded": "awarded",
    "ended": "awarded by grants that have ended",
    "bid submitted": "asked for in bids that are not decided",
    "": "told of without saying whether it was awarded",
}


@dataclass(frozen=True, slots=True)
class Achievement:
    """One achievement: its first entry, the figures of all, and their period."""

    seen: Seen
    figures: tuple[str, ...]
    period: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant, with its amount and period in words."""

    seen: Seen
    amount: str
    period: str


@dataclass(frozen=True, slots=True)
class RiskCell:
    """The risks of one likelihood and one impact."""

    impact: str
    risks: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """The risks of one likelihood, the slightest first."""

    likelihood: str
    cells: tuple[RiskCell, ...]

    @property
    def count(self) -> int:
        """How many risks stand in it."""
        return sum(len(cell.risks) for cell in self.cells)


def achievements_of(found: Iterable[Seen]) -> tuple[Achievement, ...]:
    """Put entries of one achievement together, in the order of the first of each."""
    held: dict[str, list[Seen]] = {}
    for seen in found:
        held.setdefault(seen.record.achievement_id or seen.identifier, []).append(seen)
    return tuple(_achievement(tuple(rows)) for rows in held.values())


def _achievement(rows: tuple[Seen, ...]) -> Achievement:
    figures = tuple(words for words in (figure(row.record) for row in rows) if words)
    periods = dict.fromkeys(period_of(row) for row in rows)
    return Achievement(rows[0], figures, "; ".join(period for period in periods if period))


def period_of(seen: Seen) -> str:
    """Give the period of an entry as it was told, or from its days."""
    return seen.record.period or between(seen.record.starts, seen.record.ends)


def grants_of(found: Iterable[Seen]) -> tuple[Grant, ...]:
    """Give grants with their amounts and periods in words."""
    return tuple(
        Grant(seen, pounds(seen.record.amount, seen.record.qualifier), between(seen.record.starts, seen.record.ends))
        for seen in found
    )


def sums_of(found: Iterable[Seen]) -> tuple[str, ...]:
    """Say what grants come to by how they stand, keeping "at least" and "about"."""
    held = [seen.record for seen in found]
    sentences = []
    for status, words in SUMS.items():
        grants = [grant for grant in held if grant.status == status]
        if not grants:
            continue
        summed, many = total(grants), counted(len(grants), "grant", "grants")
        if summed.unknown == summed.grants:
            sentences.append(f"The amount of {many} {words} is not known.")
            continue
        missing = f", {summed.unknown:,} of them without an amount" if summed.unknown else ""
        told = pounds(summed.amount, summed.qualifier)
        sentences.append(f"{told[:1].upper()}{told[1:]} was {words} ({many}{missing}).")
    return tuple(sentences)


def risks_of(found: Iterable[Seen]) -> tuple[RiskRow, ...]:
    """Put open risks into a grid, the likeliest row first; nothing where none is open."""
    held = [seen for seen in found if seen.record.status in {"", "open"}]
    if not held:
        return ()
    return tuple(
        RiskRow(
            f"{level}: {likely}",
            tuple(
                RiskCell(
                    f"{size}: {bad}",
                    tuple(seen for seen in held if (seen.record.likelihood, seen.record.impact) == (level, size)),
                )
                for size, bad in zip(SCALE, IMPACTS, strict=True)
            ),
        )
        for level, likely in reversed(list(zip(SCALE, LIKELIHOODS, strict=True)))
    )
