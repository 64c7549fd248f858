"""Figures of two editions: newer periods, new figures, other values, and those no longer given."""

from collections.abc import Iterator
from dataclasses import replace

from equitytown.compare.edition_causes import Causes
from equitytown.compare.edition_keys import figure_key, newest_of_series
from equitytown.store.vintages import repeats
from equitytown.terms.edition_change import ChangeKind, EditionChange, Why
from equitytown.terms.edition_record import EditionRecord, RecordedFigure


def figures(old: EditionRecord, new: EditionRecord, causes: Causes) -> Iterator[EditionChange]:
    """
    Say what became of every figure.

    A value that is the old one again, given more finely, is no change. A figure that is no longer given is not
    repeated: it may be withheld so that nobody can be recognised.
    """
    newest = newest_of_series(old)
    for observation_id in sorted(old.figures.keys() | new.figures.keys()):
        was, now = old.figures.get(observation_id), new.figures.get(observation_id)
        if was == now:
            continue
        key = figure_key(observation_id)
        if now is None or (now.value is None and was is not None):
            if was is not None and was.value is not None:
                why = causes.of_loss(observation_id) if now is None else causes.of_value(observation_id, was, now)
                yield _change(ChangeKind.WITHDRAWN, observation_id, values=(None, None), why=why)
        elif was is None:
            if now.value is not None:
                last = newest.get(key.series)
                found = _given(observation_id, now, old.figures.get(last or ""))
                yield _set_beside(found, last, old, new) if found.kind is ChangeKind.NEW_PERIOD and last else found
        else:
            yield from _changed(observation_id, was, now, causes)


def _set_beside(found: EditionChange, last: str, old: EditionRecord, new: EditionRecord) -> EditionChange:
    """Set the newest figure of before beside a newer one, unless it is no longer given."""
    before, still = old.figures[last], new.figures.get(last)
    value = before.value if still is not None and still.value is not None else None
    return replace(found, old=value, old_period=figure_key(last).period, old_known_from=before.known_from)


def _given(observation_id: str, now: RecordedFigure, before: RecordedFigure | None) -> EditionChange:
    """Tell a figure that the old edition did not have: of a newer period than the series had, or another."""
    is_newer = before is not None and before.ends is not None and now.ends is not None and now.ends > before.ends
    why = [Why.NEW_DATA]
    if now.corrected:
        why.append(Why.CORRECTION)
    if before is not None and before.publisher != now.publisher:
        why.append(Why.OTHER_SOURCE)
    kind = ChangeKind.NEW_PERIOD if is_newer else ChangeKind.NEW_FIGURE
    return _change(kind, observation_id, values=(None, now.value), why=tuple(why))


def _changed(observation_id: str, was: RecordedFigure, now: RecordedFigure, causes: Causes) -> Iterator[EditionChange]:
    """Tell a figure that both have: another value, or the same with other limits."""
    if was.value is None or now.value is None:
        if now.value is not None:
            why = causes.of_value(observation_id, was, now)
            yield _change(ChangeKind.NEW_FIGURE, observation_id, values=(None, now.value), why=why)
    elif now.value != was.value and not repeats(now.value, was.value):
        why = causes.of_value(observation_id, was, now)
        found = _change(ChangeKind.VALUE, observation_id, values=(was.value, now.value), why=why)
        yield replace(found, old_known_from=was.known_from)
    elif _other_limits(was, now):
        why = causes.of_value(observation_id, was, now)
        old, new = (f"{f.lower} to {f.upper}" for f in (was, now))
        yield _change(ChangeKind.LIMITS, observation_id, values=(old, new), why=why)


def _other_limits(was: RecordedFigure, now: RecordedFigure) -> bool:
    """Say whether limits that both have differ."""
    pairs = ((was.lower, now.lower), (was.upper, now.upper))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _change(
    kind: ChangeKind, observation_id: str, *, values: tuple[str | float | None, str | float | None],
    why: tuple[Why, ...],
) -> EditionChange:  # fmt: skip
    key = figure_key(observation_id)
    return EditionChange(kind, observation_id, key.indicator_id, area_code=key.area_code, period=key.period,
                         sex=key.sex, old=values[0], new=values[1], why=why, category=key.category)  # fmt: skip
