"""What changed between two editions, and why."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum


class ChangeKind(StrEnum):
    """What kind of thing changed."""

    NEW_PERIOD = "figure of a newer period"
    NEW_FIGURE = "figure not given before"
    VALUE = "figure has another value"
    LIMITS = "limits have other values"
    WITHDRAWN = "figure no longer given"
    RATING = "rating"
    RANK = "rank"
    TREND = "trend"
    MOVEMENT = "change since the period before"
    GAP = "gap to the nation"
    DEFINITION = "definition"
    MEASURE_ADDED = "measure added"
    MEASURE_RETIRED = "measure retired"
    REWORDED = "sentence reworded"
    NUMBERS = "sentence with other numbers"
    SENTENCE_ADDED = "sentence added"
    SENTENCE_GONE = "sentence gone"
    TEXT = "text by people"
    PART = "other part"


FIGURES = (
    ChangeKind.NEW_PERIOD,
    ChangeKind.NEW_FIGURE,
    ChangeKind.VALUE,
    ChangeKind.LIMITS,
    ChangeKind.WITHDRAWN,
)
TURNS = (ChangeKind.RATING, ChangeKind.RANK, ChangeKind.TREND, ChangeKind.MOVEMENT, ChangeKind.GAP)
SENTENCES = (ChangeKind.REWORDED, ChangeKind.NUMBERS, ChangeKind.SENTENCE_ADDED, ChangeKind.SENTENCE_GONE)
# What makes a correction substantial: the numbers alone do not.
SUBSTANTIAL = (*TURNS, ChangeKind.REWORDED, ChangeKind.SENTENCE_ADDED, ChangeKind.SENTENCE_GONE)


NAME_LENGTH = 16  # of a correction: of its hash, enough to tell a place's corrections apart
NOT_REPEATED = "not repeated: a figure is no longer given"  # an old text, which may name it


class Why(StrEnum):
    """Why something changed. A correction is of our own error, or of a supplier's that we mended."""

    NEW_DATA = "new data"
    REVISION = "revised by its publisher"
    CORRECTION = "corrected"
    METHOD = "method or definition"
    OTHER_SOURCE = "another source"
    EDITED = "written anew"
    UNTOLD = "cannot be told"


@dataclass(frozen=True, slots=True)
class EditionChange:
    """
    One thing that an edition says otherwise than an earlier one.

    `about` is the identifier in the records, `what` the comparator, the field of the definition or the name of the
    sentence. `old_period` is named where the earlier edition spoke of another period. A figure that is no longer
    given is not repeated: `old` is None then. `old_known_from` is the vintage that an old value was of.
    """

    kind: ChangeKind
    about: str
    indicator_id: str
    what: str = ""
    area_code: str = ""
    period: str = ""
    sex: str = ""
    old: str | float | None = None
    new: str | float | None = None
    why: tuple[Why, ...] = (Why.UNTOLD,)
    old_period: str = ""
    category: str = ""
    old_known_from: date | None = None

    @property
    def is_newest(self) -> bool:
        """Say whether it sets the newest period of each edition side by side."""
        return bool(self.old_period)


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """
    Everything that changed since an earlier edition, in order.

    `since` is that edition's name, "" where none is kept and figures as known on `since_day` were worked out anew.
    """

    since: str
    since_day: date
    changes: tuple[EditionChange, ...]

    def of(self, *kinds: ChangeKind) -> tuple[EditionChange, ...]:
        """Keep the changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def by_why(self, *kinds: ChangeKind) -> Mapping[Why, int]:
        """Count changes (of some kinds, or all) by why; one with several reasons counts under each."""
        chosen = self.of(*kinds) if kinds else self.changes
        counted = Counter(why for change in chosen for why in change.why)
        return {why: counted[why] for why in Why if counted[why]}


@dataclass(frozen=True, slots=True)
class IssuedCorrection:
    """
    A correction issued after an edition was published, as `published/corrections.csv` gives it.

    Without a period it is of what is said of a measure; without an indicator too, of the edition's other words. Where
    old and new are one value, its limits or its source were wrong.
    """

    dated: date
    edition: str
    indicator_id: str
    area_code: str
    period: str
    sex: str
    category: str
    old: float | None
    new: float | None
    reason: str
    issued_by: str

    @property
    def about(self) -> str:
        """The observation_id of the figure that was corrected; "" where the correction is of words."""
        if not self.period:
            return ""
        parts = [self.indicator_id, self.area_code, self.period, self.sex]
        return "|".join([*parts, self.category] if self.category else parts)

    @property
    def keeps_value(self) -> bool:
        """Say whether a figure's value stands, and its limits or its source were corrected."""
        return bool(self.about) and self.old is not None and self.old == self.new

    @property
    def name(self) -> str:
        """A name that no other correction has, and that is another once a word of it is."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:NAME_LENGTH]


@dataclass(frozen=True, slots=True)
class Issued:
    """
    A correction with what turned through it.

    `turned` is None where the record it corrected is not kept: it cannot be told then whether it is substantial.
    """

    correction: IssuedCorrection
    turned: tuple[EditionChange, ...] | None

    @property
    def is_substantial(self) -> bool:
        """Say whether a verdict, rank, trend or the words of a sentence turned with it."""
        return bool(self.turned)
