"""What an edition said, kept so that a later one can say what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A figure as an edition gave it, in the indicator's unit, and who gave it."""

    value: float | None
    lower: float | None
    upper: float | None
    publisher: str
    title: str
    known_from: date
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class RecordedVerdict:
    """What an edition found when it compared a figure: enums as their words, "" and None where there was none."""

    rating: str
    method: str
    basis: str
    rank: int | None
    of: int | None
    trend: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """
    One edition's figures, verdicts, definitions and sentences.

    `figures` are by observation_id, `verdicts` by finding_id, `definitions` by indicator_id (name, definition,
    numerator, denominator, age, sex, unit, polarity, comparison method, source, neighbour set) and `sentences` by
    sentence_id. `content` is the hash of what was said, whatever it looked like: what a signature is bound to.
    """

    place_id: str
    edition: str
    as_of: date
    software: str
    content: str
    figures: Mapping[str, RecordedFigure] = field(default_factory=dict)
    verdicts: Mapping[str, RecordedVerdict] = field(default_factory=dict)
    definitions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
