"""The framework: principles, the measures under each, and the rounds as they were printed."""

from dataclasses import dataclass
from datetime import date

from equitytown.terms.observation import Rating
from equitytown.terms.period import Period


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle (0 is the overarching group) with its measures in printed order."""

    number: int
    name: str
    short_name: str
    indicator_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """The outcome list: principles in order, and the round that counts as the baseline."""

    title: str
    principles: tuple[Principle, ...]
    baseline_round: str
    rounds: tuple[str, ...]

    def principle_of(self, indicator_id: str) -> Principle | None:
        """Find the principle an indicator stands under; None for a figure outside the outcome list."""
        return next((p for p in self.principles if indicator_id in p.indicator_ids), None)


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
