"""Checks on trends beside figures: a large move told as none, a verdict that moved, a trend left out."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from equitytown.audit.checks.support import has_figures, holds_figure, in_round, quoted, rounds_by_row, squeezed
from equitytown.audit.checks.trends import TREND_TOLD, Way, way_of
from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import span_of
from equitytown.terms.observation import Rating

LARGE = 1.5  # times: a move that nobody takes for none without being told why
VERDICTS = (Role.RATING_NATIONAL, Role.RATING_REGIONAL)


def trend_gaps(published: Published) -> Iterable[Remark]:
    """R10: a trend says no less than the figures and verdicts beside it."""
    for table in published.tables:
        yield from _of_table(table)


def _of_table(table: PublishedTable) -> Iterator[Remark]:
    pairs = [pair for lines in rounds_by_row(table) for pair in pairwise(lines)]
    limits = any(column.role is Role.LOWER for column in table.columns)
    for earlier, later in pairs:
        yield from _large_and_none(earlier, later) if not limits else ()
    yield from () if _is_told(table) or limits else _verdicts_moved(pairs)
    yield from _left_out(pairs)
    yield from _beside_its_like(table)


def _is_told(table: PublishedTable) -> bool:
    """Say whether key or notes tell what a trend is, so that a reader can set it beside a verdict."""
    return any(TREND_TOLD.search(text) for text in (*table.key, *table.key.values(), *table.notes.values()))


def _claimed(line: Line) -> Entry | None:
    """Give the trend's cell where it says that nothing changed."""
    entry = line.at(Role.TREND)
    return entry if entry is not None and entry.missing is None and way_of(entry.text) is Way.SAME else None


def _large_and_none(earlier: Line, later: Line) -> Iterator[Remark]:
    entry, first, second = _claimed(later), earlier.at(Role.PLACE), later.at(Role.PLACE)
    if entry is None or first is None or second is None:
        return
    low, high = sorted((first.number or 0.0, second.number or 0.0))
    if low > 0 and high / low >= LARGE:
        yield Remark(
            "R10",
            Sureness.TO_CHECK,
            f'"{later.measure}" is given the trend "{entry.text}"{in_round(later)}, yet its figure went from '
            f"{first.text} to {second.text}, and no limits are printed that would make this nothing.",
            "Look up both figures and whether their definition changed; then print the limits or another trend.",
            (entry, first, second),
        )


def _verdicts_moved(pairs: list[tuple[Line, Line]]) -> Iterator[Remark]:
    """Remark once on verdicts that turned with the figure while the trend says that nothing changed."""
    held: list[tuple[Line, list[Entry]]] = []
    for earlier, later in pairs:
        entry = _claimed(later)
        moved = [(earlier.at(role), later.at(role)) for role in VERDICTS]
        turned = [cell for pair in moved for cell in pair if cell and _turned(*pair)]
        if entry is not None and turned and not _same_period(earlier, later):
            held.append((later, [entry, *turned]))
    if held:
        yield Remark(
            "R10",
            Sureness.TO_CHECK,
            f"{_measures(len(held))} a verdict that turned between the rounds beside a trend that says nothing "
            f"changed: {quoted(line.measure for line, _ in held)}.",
            "Both can be so, for they answer two questions; say so in the text, or look the trend up.",
            tuple(cell for _, cells in held for cell in cells),
        )


def _turned(one: Entry | None, other: Entry | None) -> bool:
    ratings = {one.rating if one else None, other.rating if other else None}
    return len(ratings) > 1 and not ratings & {None, Rating.NOT_COMPARED}


def _same_period(earlier: Line, later: Line) -> bool:
    return squeezed(earlier.words(Role.PERIOD)) == squeezed(later.words(Role.PERIOD))


def _is_left_out(line: Line) -> bool:
    entry = line.at(Role.TREND)
    return entry is not None and entry.missing is not None and has_figures(line)


def _left_out(pairs: list[tuple[Line, Line]]) -> Iterator[Remark]:
    """Remark once on measures with two figures of periods that share no time, and no trend."""
    held = []
    for earlier, later in pairs:
        places = (earlier.at(Role.PLACE), later.at(Role.PLACE))
        spans = [span_of(line.words(Role.PERIOD)) for line in (earlier, later)]
        if not _is_left_out(later) or not all(place and holds_figure(place) for place in places):
            continue
        if spans[0] and spans[1] and not spans[0].overlaps(spans[1]):
            held.append((later, [later.entries[Role.TREND], *(place for place in places if place)]))
    if held:
        yield Remark(
            "R10",
            Sureness.TO_CHECK,
            f"{_measures(len(held))} figures of two periods and no trend "
            f"({quoted(line.words(Role.TREND) for line, _ in held)}): {quoted(line.measure for line, _ in held)}.",
            "Give the trend, or say why two figures do not make one.",
            tuple(cell for _, cells in held for cell in cells),
        )


def _beside_its_like(table: PublishedTable) -> Iterator[Remark]:
    """Remark once on measures without a trend whose neighbour of the same source and period has one."""
    held: dict[tuple[str, str, str], list[Line]] = {}
    for line in table.lines:
        if has_figures(line) and line.words(Role.SOURCE).strip() and line.at(Role.TREND) is not None:
            key = (line.round, squeezed(line.words(Role.SOURCE)), squeezed(line.words(Role.PERIOD)))
            held.setdefault(key, []).append(line)
    before = [line for lines in rounds_by_row(table) for line in lines[1:] if has_figures(lines[0])]
    found = [
        (line, given)
        for lines in held.values()
        for line in lines
        if _is_left_out(line) and (given := _like(line, lines, before)) is not None
    ]
    if found:
        yield Remark(
            "R10",
            Sureness.TO_CHECK,
            f"{_measures(len(found))} no trend though another of the same source and period has one: "
            f"{quoted(f'{line.measure}, unlike {other.measure}' for line, other in found)}.",
            "Give the trend, or say why there is none.",
            tuple(line.entries[Role.TREND] for pair in found for line in pair),
        )


def _like(line: Line, lines: list[Line], before: list[Line]) -> Line | None:
    """Give a measure that has a trend and, as this one, an earlier figure or none."""
    for other in lines:
        told = not _is_left_out(other) and way_of(other.words(Role.TREND)) not in (None, Way.NONE)
        if told and (line in before) == (other in before):
            return other
    return None


def _measures(count: int) -> str:
    return "1 measure has" if count == 1 else f"{count} measures have"


CHECKS = {"R10": trend_gaps}
