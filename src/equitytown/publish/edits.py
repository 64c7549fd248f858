"""Officers' edits laid over the drafted sentences: what stands, what is out of date, and what traces remain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum

from equitytown.present.blocks import Span, Text, plain
from equitytown.terms.claims import weighed
from equitytown.terms.edit import Edit


class EditState(StrEnum):
    """What became of an edit in this build."""

    STANDS = "stands"
    CARRIED = "carried over to a sentence that is now worded otherwise"
    STALE = "out of date: the figure or the verdict under it is no longer the same"
    LOST = "out of date: the sentence is now worded otherwise, and the edit could not be carried over"
    GONE = "out of date: the sentence is not drafted today"


STANDING = (EditState.STANDS, EditState.CARRIED)


@dataclass(frozen=True, slots=True)
class Settled:
    """A sentence as it is published: drafted, or edited; `state` is None where nobody edited it."""

    sentence_id: str
    text: Text
    edit: Edit | None = None
    state: EditState | None = None

    @property
    def is_edited(self) -> bool:
        """Say whether an edit stands in place of the draft."""
        return self.state in STANDING


def settle(sentence_id: str, drafted: Text, edit: Edit | None) -> Settled:
    """
    Lay an edit over today's draft.

    Parameters
    ----------
    sentence_id : str
        The sentence's name.
    drafted : Text
        Today's draft, its numbers traced.
    edit : Edit or None
        What somebody made of an earlier draft.

    Returns
    -------
    Settled
        The edited sentence where today's draft is the one that was edited, or differs from it by wording alone and
        the edit can be carried over; the fresh draft where the figures or verdicts under it changed.
    """
    if edit is None:
        return Settled(sentence_id, drafted)
    today = plain(drafted)
    if today == edit.drafted:
        return Settled(sentence_id, with_traces(edit.edited, drafted), edit, EditState.STANDS)
    if weighed(today) != weighed(edit.drafted):
        return Settled(sentence_id, drafted, edit, EditState.STALE)
    carried = carry(edit.drafted, edit.edited, today)
    if carried is None:
        return Settled(sentence_id, drafted, edit, EditState.LOST)
    return Settled(sentence_id, with_traces(carried, drafted), edit, EditState.CARRIED)


def with_traces(words: str, drafted: Text) -> Text:
    """
    Give words as a text in which each number that the draft traced is traced still.

    A number is looked for in the order of the draft, and then anywhere; one that is no longer there has no trace.
    """
    marked: dict[int, Span] = {}
    taken: list[tuple[int, int]] = []
    position = 0
    for span in (s for s in drafted if s.trace and s.text.strip()):
        places = [m.start() for m in re.finditer(rf"(?<![\w.,]){re.escape(span.text)}(?![\w]|[.,]\d)", words)]
        free = [at for at in places if not any(a < at + len(span.text) and at < b for a, b in taken)]
        if not free:
            continue
        at = next((place for place in free if place >= position), free[0])
        marked[at] = span
        taken.append((at, at + len(span.text)))
        position = at + len(span.text)
    return _cut(words, marked)


def _cut(words: str, marked: dict[int, Span]) -> Text:
    spans: list[Span] = []
    position = 0
    for at, span in sorted(marked.items()):
        if at > position:
            spans.append(Span(words[position:at]))
        spans.append(span)
        position = at + len(span.text)
    if position < len(words):
        spans.append(Span(words[position:]))
    return tuple(spans)


def carry(drafted: str, edited: str, today: str) -> str | None:
    """
    Do to today's draft what an edit did to an earlier one, word by word.

    Parameters
    ----------
    drafted, edited : str
        The earlier draft, and what was made of it.
    today : str
        A draft with the same numbers and verdicts in other words.

    Returns
    -------
    str or None
        None where a place that was edited is worded otherwise today, so that the edit has nothing to hold to.

    Examples
    --------
    >>> carry("Luton was 12% in 2024.", "Luton stood at 12% in 2024.", "In Luton it was 12% in 2024.")
    'In Luton it stood at 12% in 2024.'
    >>> carry("Luton was 12%.", "Luton stood at 12%.", "Luton had 12%.") is None
    True
    """
    old, now = drafted.split(), today.split()
    at_today = _matched(old, now)
    made = list(now)
    for tag, start, end, first, last in reversed(
        SequenceMatcher(None, old, edited.split(), autojunk=False).get_opcodes()
    ):
        if tag == "equal":
            continue
        where = _place(at_today, start, end, len(old), len(now))
        if where is None:
            return None
        made[where[0] : where[1]] = edited.split()[first:last]
    return " ".join(made)


def _matched(old: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Say where each word of an earlier draft that is still there stands today."""
    blocks = SequenceMatcher(None, old, now, autojunk=False).get_matching_blocks()
    return {b.a + step: b.b + step for b in blocks for step in range(b.size)}


def _place(at_today: dict[int, int], start: int, end: int, old: int, now: int) -> tuple[int, int] | None:
    """Find in today's draft the words that an edit took out, or the gap that it filled; None if not there."""
    if start == end:
        before = at_today.get(start - 1, -1 if start == 0 else None)
        after = at_today.get(end, now if end == old else None)
        if before is not None and after == before + 1:
            return after, after
        return None
    found = [at_today.get(position) for position in range(start, end)]
    first = found[0]
    if first is None or found != list(range(first, first + end - start)):
        return None
    return first, first + end - start


def nearest_id(sentence_id: str, known: Sequence[str]) -> str:
    """Ask whether the nearest name of a sentence was meant."""
    near = get_close_matches(sentence_id, known, n=1, cutoff=0.5)
    return f'Did you mean "{near[0]}"?' if near else "Copy it from `equitytown proof PLACE --sentences`."
