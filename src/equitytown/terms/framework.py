"""The framework: principles, the measures under each and how the list changed, and the rounds as they were printed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from equitytown.terms.observation import Rating
from equitytown.terms.period import Period


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle (0 is the overarching group) with its measures in printed order."""

    number: int
    name: str
    short_name: str
    indicator_ids: tuple[str, ...]


class ListChange(StrEnum):
    """What became of a measure on the outcome list."""

    ADDED = "added"
    RETIRED = "retired"
    REPLACED = "replaced"
    AWAITING = "awaiting"


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """
    One change of the outcome list, with its day and reason.

    `replaced_by` is the measure that stands in its place. `principle` is the number of the principle that a measure
    stood under when it left the list. `decided_by` and `decision` name who decided and where that is recorded.
    """

    indicator_id: str
    change: ListChange
    dated: date
    reason: str
    replaced_by: str = ""
    principle: int | None = None
    decided_by: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class AlignmentHeading:
    """A chapter, priority or outcome of another strategy, and the measures that serve it, in order."""

    name: str
    indicator_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """
    Another strategy of the place whose headings our measures serve: its needs assessment, its vision.

    `agreed_by` says who agreed which measure serves which heading; empty while it is a proposal.
    """

    alignment_id: str
    name: str
    headings: tuple[AlignmentHeading, ...]
    about: str = ""
    address: str = ""
    agreed_by: str = ""

    def headings_of(self, indicator_id: str) -> tuple[str, ...]:
        """Name the headings that a measure serves."""
        return tuple(heading.name for heading in self.headings if indicator_id in heading.indicator_ids)


@dataclass(frozen=True, slots=True)
class Framework:
    """
    The outcome list: principles in order, and the round that counts as the baseline.

    `history` is how the list came to be what it is, oldest first; `alignments` are other strategies it serves.
    """

    title: str
    principles: tuple[Principle, ...]
    baseline_round: str
    rounds: tuple[str, ...]
    history: tuple[MeasureChange, ...] = ()
    alignments: tuple[Alignment, ...] = ()

    def principle_of(self, indicator_id: str) -> Principle | None:
        """Find the principle an indicator stands under; None for a figure outside the outcome list."""
        return next((p for p in self.principles if indicator_id in p.indicator_ids), None)

    def on(self, day: date) -> "Framework":
        """
        Give the list as it stood on a day: later changes undone, the latest first.

        A measure that left the list stands last under the principle that it stood under, or where the one that
        replaced it stands now.
        """
        later = [change for change in self.history if change.dated > day]
        principles = self.principles
        for change in sorted(later, key=lambda change: change.dated, reverse=True):
            principles = tuple(_before(change, principle) for principle in principles)
        return replace(self, principles=principles, history=tuple(c for c in self.history if c.dated <= day))


def _before(change: MeasureChange, principle: Principle) -> Principle:
    """Undo one change of the list under one principle."""
    listed: Iterable[str] = principle.indicator_ids
    if change.change is ListChange.ADDED:
        listed = (i for i in listed if i != change.indicator_id)
    elif change.change is ListChange.REPLACED:
        listed = (change.indicator_id if i == change.replaced_by else i for i in listed)
    elif change.change is ListChange.RETIRED and principle.number == change.principle:
        listed = (*listed, change.indicator_id)
    return replace(principle, indicator_ids=tuple(listed))


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One printed figure: the text as it stood, and the number in it if there is one."""

    printed: str
    value: float | None
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of the outcome table as printed, for one round. Nothing in it is corrected."""

    indicator_id: str
    round: str
    measure: str
    source: str
    period_printed: str
    period: Period | None
    place: PrintedCell
    national: PrintedCell
    regional: PrintedCell
    neighbours: PrintedCell
    neighbours_rank: int | None
    neighbours_of: int | None
    neighbours_area: str
    trend_printed: str
    status: str
    note: str
    publisher: str
    title: str
    known_from: date
    row: int
