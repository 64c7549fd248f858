"""Verdicts of two editions: which ratings, ranks, trends and gaps turned, and what became what."""

from collections.abc import Iterator

from equitytown.compare.edition_causes import Causes
from equitytown.compare.edition_keys import FindingKey, finding_key, newest_of_series
from equitytown.terms.edition_change import ChangeKind, EditionChange, Why
from equitytown.terms.edition_record import EditionRecord, RecordedVerdict
from equitytown.terms.finding import Direction, GapMovement

NONE = "not given"
UNTOLD = (Direction.NOT_ASSESSED.value, GapMovement.NOT_ASSESSED.value)  # nothing is said by these

Words = dict[ChangeKind, str]


def verdicts(old: EditionRecord, new: EditionRecord, causes: Causes, *, place: str) -> Iterator[EditionChange]:
    """
    Say which verdicts turned: of the same figure; and of the place's newest figure against the newest before.

    Ranks, trends, movements and gaps that cannot be assessed count as not given.
    """
    yield from _of_newest(old, new, causes, place=place)
    for finding_id in sorted(old.verdicts.keys() & new.verdicts.keys()):
        was, now = old.verdicts[finding_id], new.verdicts[finding_id]
        if was != now:
            yield from _turned(finding_key(finding_id), was, now, causes)


def _turned(key: FindingKey, was: RecordedVerdict, now: RecordedVerdict, causes: Causes) -> Iterator[EditionChange]:
    """Tell each part of a verdict on the same figure that turned."""
    before, after = words_of(was, key.comparator), words_of(now, key.comparator)
    for kind, word in after.items():
        if before[kind] != word:
            why = causes.of_verdict(kind, key.figure, now.against)
            if was.method != now.method and why == (Why.UNTOLD,):
                why = (Why.METHOD,)
            yield _change(kind, key, words=(before[kind], word), why=why)


def _of_newest(old: EditionRecord, new: EditionRecord, causes: Causes, *, place: str) -> Iterator[EditionChange]:
    """Set the verdicts on the place's newest figure of each series beside those on the newest before."""
    earlier = newest_of_series(old)
    for series, now_id in sorted(newest_of_series(new).items()):
        was_id = earlier.get(series)
        if series[1] != place or was_id is None or was_id == now_id:
            continue
        for comparator in ("national", "regional", "neighbours"):
            was, now = (
                record.verdicts.get(f"{observation_id}|{comparator}")
                for record, observation_id in ((old, was_id), (new, now_id))
            )
            if was is not None and now is not None:
                key, before = finding_key(f"{now_id}|{comparator}"), finding_key(f"{was_id}|{comparator}")
                yield from _moved_on(key, before, was, now, causes)


def _moved_on(
    key: FindingKey, before: FindingKey, was: RecordedVerdict, now: RecordedVerdict, causes: Causes
) -> Iterator[EditionChange]:
    """Tell each part of a verdict that turned from one period to a newer one: new data, and whatever came with it."""
    old, new = words_of(was, key.comparator), words_of(now, key.comparator)
    for kind, word in new.items():
        if old[kind] != word:
            found = {Why.NEW_DATA, *causes.of_verdict(kind, key.figure, now.against)} - {Why.UNTOLD}
            why = tuple(reason for reason in Why if reason in found)
            yield _change(kind, key, words=(old[kind], word), why=why, old_period=before.figure.period)


def words_of(verdict: RecordedVerdict, comparator: str) -> Words:
    """
    Give the parts of a verdict as words, each where it belongs.

    A rank stands with the neighbours, a trend, a movement and a gap with the nation: all three findings of a figure
    carry the trend, and it is told once.
    """
    found: Words = {ChangeKind.RATING: verdict.rating}
    if comparator == "neighbours":
        found[ChangeKind.RANK] = f"{verdict.rank} of {verdict.of}" if verdict.rank is not None else NONE
    if comparator == "national":
        for kind, word in (
            (ChangeKind.TREND, verdict.trend), (ChangeKind.MOVEMENT, verdict.change), (ChangeKind.GAP, verdict.gap),
        ):  # fmt: skip
            found[kind] = NONE if not word or word in UNTOLD else word
    return found


def _change(
    kind: ChangeKind, key: FindingKey, *, words: tuple[str, str], why: tuple[Why, ...], old_period: str = ""
) -> EditionChange:
    figure, finding_id = key.figure, f"{key.figure_id}|{key.comparator}"
    about = f"{finding_id}|round {key.round}" if key.round else finding_id
    return EditionChange(kind, about, figure.indicator_id, key.comparator, figure.area_code, figure.period,
                         figure.sex, *words, why, old_period)  # fmt: skip
