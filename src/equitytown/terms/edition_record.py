"""What an edition said, kept so that a later one can say what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """
    A figure as an edition gave it, in the indicator's unit, and who gave it.

    `ends` is the last day of its period: what puts the figures of a series in order.
    """

    value: float | None
    lower: float | None
    upper: float | None
    publisher: str
    title: str
    known_from: date
    corrected: bool = False
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class RecordedVerdict:
    """
    What an edition found when it compared a figure: enums as their words, "" and None where there was none.

    `against` is the observation_id of the figure it was compared with; `change` and `gap` are what became of the
    figure since the period before, and of its gap to the nation.
    """

    rating: str
    method: str
    basis: str
    rank: int | None
    of: int | None
    trend: str
    against: str = ""
    change: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """
    One edition's figures, verdicts, definitions, sentences and texts.

    `figures` are by observation_id, `verdicts` by finding_id, `definitions` by indicator_id (name, definition,
    numerator, denominator, age, sex, unit, polarity, comparison method, source, neighbour set) and `sentences` by
    sentence_id. `texts` are what people wrote, by name. `parts` holds the hash of everything else that was said: the
    register by kind, the printed rounds, the gaps inside the town by measure, the plan of the report. `content` is
    the hash of what was said, whatever it looked like: what a signature is bound to. `edition` is empty where the
    record was not kept but worked out anew, as known on `as_of`.
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
    texts: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_rebuilt(self) -> bool:
        """Say whether it was worked out anew for a day, with the definitions and texts of today."""
        return not self.edition
