"""Sentences and texts of two editions: reworded, with other numbers, added, gone."""

import re
from collections.abc import Iterator
from datetime import date

from equitytown.compare.edition_causes import Causes
from equitytown.compare.edition_keys import FILE_OF, OF_A_MEASURE, period_ends, sentence_key
from equitytown.terms.edition_change import NOT_REPEATED, ChangeKind, EditionChange, Why
from equitytown.terms.edition_record import EditionRecord

NUMBERS = re.compile(r"[-+\u2212]?\d[\d,.]*\d|[-+\u2212]?\d")
TOLD_ELSEWHERE = ("counts/", "correction/", "edition before")  # with the figures, and in the register of corrections
_Thread = tuple[str, str, str]  # indicator, sex and name: a sentence from one period to the next


def sentences(old: EditionRecord, new: EditionRecord, causes: Causes) -> Iterator[EditionChange]:
    """
    Say which sentences are others: a sentence about a newer period follows the one about the newest before.

    Nothing is said of the sentences of measures that were added or retired. Where a figure of the measure is no
    longer given, the old sentence is not repeated: it may name it.
    """
    both = old.definitions.keys() & new.definitions.keys()
    threads, earlier = _threads(new), _threads(old)
    spoken_for = set()
    for sentence_id, text in sorted(new.sentences.items()):
        indicator_id, period, sex, name = sentence_key(sentence_id)
        if indicator_id not in both:
            continue
        thread = (indicator_id, sex, name)
        was_id = sentence_id
        if sentence_id not in old.sentences and threads[thread] == sentence_id:
            was_id = earlier.get(thread, sentence_id)
        was = old.sentences.get(was_id)
        spoken_for.add(was_id)
        if was == text:
            continue
        old_period = sentence_key(was_id)[1] if was_id != sentence_id else ""
        kind = ChangeKind.SENTENCE_ADDED if was is None else _kind(was, text, (old_period, period))
        why = _why(causes, (indicator_id, period, sex), old_period)
        shown = None if indicator_id in causes.withdrawn else was
        yield _change(kind, sentence_id, texts=(shown, text), why=why, old_period=old_period)
    for sentence_id, text in sorted(old.sentences.items()):
        indicator_id, period, sex, _ = sentence_key(sentence_id)
        if indicator_id in both and sentence_id not in spoken_for and sentence_id not in new.sentences:
            why = _why(causes, (indicator_id, period, sex), "")
            shown = None if indicator_id in causes.withdrawn else text
            yield _change(ChangeKind.SENTENCE_GONE, sentence_id, texts=(shown, None), why=why)


def _threads(record: EditionRecord) -> dict[_Thread, str]:
    """Name the sentence of the newest period in each thread."""
    ends = period_ends(record)
    found: dict[_Thread, tuple[date, str]] = {}
    for sentence_id in record.sentences:
        indicator_id, period, sex, name = sentence_key(sentence_id)
        at = (ends.get((indicator_id, period), date.min), sentence_id)
        thread = (indicator_id, sex, name)
        found[thread] = max(found.get(thread, at), at)
    return {thread: sentence_id for thread, (_, sentence_id) in found.items()}


def _kind(was: str, now: str, periods: tuple[str, str]) -> ChangeKind:
    """Tell a sentence that was reworded from one whose numbers and period alone are others."""
    return ChangeKind.NUMBERS if _bare(was, periods) == _bare(now, periods) else ChangeKind.REWORDED


def _bare(text: str, periods: tuple[str, str]) -> str:
    for period in filter(None, periods):
        text = text.replace(period, "#")
    return NUMBERS.sub("#", text)


def _why(causes: Causes, about: tuple[str, str, str], old_period: str) -> tuple[Why, ...]:
    found = set(causes.of_sentence(*about))
    if old_period:
        found = (found | {Why.NEW_DATA}) - {Why.UNTOLD}
    return tuple(why for why in Why if why in found)


def _change(
    kind: ChangeKind, sentence_id: str, *, texts: tuple[str | None, str | None], why: tuple[Why, ...],
    old_period: str = "",
) -> EditionChange:  # fmt: skip
    indicator_id, period, sex, name = sentence_key(sentence_id)
    return EditionChange(kind, sentence_id, indicator_id, name, period=period, sex=sex, old=texts[0], new=texts[1],
                         why=why, old_period=old_period)  # fmt: skip


def texts(old: EditionRecord, new: EditionRecord, causes: Causes) -> Iterator[EditionChange]:
    """Say which texts that people wrote are others; the old one is not repeated once a figure is no longer given."""
    for name in sorted(old.texts.keys() | new.texts.keys()):
        was, now = old.texts.get(name), new.texts.get(name)
        if was != now:
            shown = NOT_REPEATED if causes.withdrawn and was is not None else was
            yield EditionChange(ChangeKind.TEXT, name, "", name, old=shown, new=now, why=(Why.EDITED,))


def others(old: EditionRecord, new: EditionRecord, causes: Causes) -> Iterator[EditionChange]:
    """Say which other parts are others: the register by kind, gaps inside the town, the plan of the report."""
    defined = {f"{FILE_OF}{change.indicator_id}" for change in causes.definitions}
    for name in sorted(old.parts.keys() | new.parts.keys()):
        if old.parts.get(name) == new.parts.get(name) or name in defined or name.startswith(TOLD_ELSEWHERE):
            continue
        indicator_id = name.partition("/")[2] if name.startswith((*OF_A_MEASURE, FILE_OF)) else ""
        why = causes.of_measure(indicator_id) if indicator_id else (Why.EDITED,)
        state = "changed" if name in old.parts and name in new.parts else "added" if name in new.parts else "gone"
        yield EditionChange(ChangeKind.PART, name, indicator_id, name, new=state, why=why)
