"""Observations: one measured value each, and the provenance it stands on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equitytown.terms.period import Period

SUMMED = "summed to"  # what the title of a figure that was added up here says after that of its parts
SEVERAL = "several"  # in place of a snapshot, where a figure was added up from those of several


class Status(StrEnum):
    """Whether a value can be used as it stands."""

    COMPLETE = "complete"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    SUPPRESSED = "suppressed"
    MISSING = "missing"


class Rating(StrEnum):
    """What setting a value against a comparator says. Higher and lower stand without polarity."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who published a row, under what title and licence, when it was read, and the file that holds it."""

    publisher: str
    title: str
    licence: str
    address: str
    retrieved: date
    snapshot_id: str
    row: int


@dataclass(frozen=True, slots=True)
class Observation:
    """
    One measured value.

    `value`, `lower` and `upper` are in the indicator's unit; None is missing, never zero.
    `known_from` is the earliest date on which the figure can be shown to have stood as it does.
    `published_rating` is the publisher's own verdict against England, if it gave one.
    """

    indicator_id: str
    area_code: str
    period: Period
    sex: str
    age: str
    value: float | None
    lower: float | None
    upper: float | None
    confidence: float | None
    numerator: float | None
    denominator: float | None
    status: Status
    note: str
    published_rating: Rating | None
    known_from: date
    provenance: Provenance
    category_type: str = ""
    category: str = ""

    @property
    def has_limits(self) -> bool:
        """Say whether value and both limits are there."""
        return None not in (self.value, self.lower, self.upper)

    @property
    def is_printed(self) -> bool:
        """Say whether the figure was quoted from a printed report, as its note then begins."""
        return self.note.lower().startswith("as printed")

    @property
    def key(self) -> tuple[str, str, Period, str, str, str]:
        """What makes two rows the same figure: all but the value and its vintage."""
        return (self.indicator_id, self.area_code, self.period, self.sex, self.category_type, self.category)

    @property
    def observation_id(self) -> str:
        """A readable name for the figure, used to trace a printed number back to it."""
        parts = [self.indicator_id, self.area_code, self.period.label, self.sex]
        return "|".join([*parts, self.category] if self.category else parts)
