"""What people change in the words of an edition, and what they declare of their own texts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edit:
    """
    An officer's edit of a drafted sentence, kept as a patch.

    `drafted` is the sentence as it stood when it was edited, `edited` what is to stand instead. `by` says whose edit it
    is, `reason` why; a reason is needed where a number or a word of verdict differs. `path` and `line` say where the
    edit is written.
    """

    sentence_id: str
    drafted: str
    edited: str
    by: str
    dated: date
    reason: str
    path: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Constant:
    """Words of a place's texts that hold a number which no figure of the edition stands behind, and why they may."""

    words: str
    reason: str
    path: str
    line: int | None
