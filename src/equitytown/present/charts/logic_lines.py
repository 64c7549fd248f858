"""The lines of a logic model: from box to box by the gutters, and past other columns between their boxes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equitytown.present.charts.svg import moves, path

_TIP = 5  # an arrowhead's length
_STEP = 3  # between two lines that pass through one gap


@dataclass(frozen=True, slots=True)
class Box:
    """One item laid out: its place and size, its lines of text, and on a phone its number and what it leads to."""

    item_id: str
    x: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]
    is_outcome: bool
    number: str = ""
    after: tuple[str, ...] = ()
    indent: float = 0
    is_empty: bool = False  # it stands for a column without items, and is words alone

    @property
    def foot(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Half way down: where lines that lead on begin and end."""
        return self.top + self.height / 2

    @property
    def lower(self) -> float:
        """Three quarters down: where lines that lead back, or to the same column, keep clear of the others."""
        return self.top + 0.75 * self.height


def lines_between(
    columns: Sequence[Sequence[Box]], links: Sequence[tuple[str, str]], *, gutter: float, between: float
) -> Iterator[str]:
    """
    Draw a line with an arrowhead for each link, none of them across a box.

    Parameters
    ----------
    columns : sequence of sequence of Box
        Boxes of each column, from the top down; an empty one has a box that says so.
    links : sequence of (str, str)
        Identifiers of the item that leads and of the one that it leads to.
    gutter, between : float
        Room between two columns, and between two boxes of one.

    Yields
    ------
    str
        Elements. A line that leads back is dashed.
    """
    place = {box.item_id: (at, box) for at, column in enumerate(columns) for box in column if not box.is_empty}
    used: Counter[tuple[int, float]] = Counter()
    for source, target in links:
        (start, first), (end, last) = place[source], place[target]
        if start == end:
            yield from _loop(first, last, gutter)
            continue
        forward = end > start
        points = [_leaves(first, forward=forward)]
        arrival = _leaves(last, forward=not forward)[0], last.middle if forward else last.lower
        for at in range(start + 1, end) if forward else range(start - 1, end, -1):
            free = _gap(columns[at], (points[-1][1] + arrival[1]) / 2, between)
            y = free + _offset(used[at, free], between)
            used[at, free] += 1
            sides = columns[at][0].x, columns[at][0].x + columns[at][0].width
            points += [(x, y) for x in (sides if forward else sides[::-1])]
        yield from _line([*points, arrival], forward=forward)


def _leaves(box: Box, *, forward: bool) -> tuple[float, float]:
    """Say where a line leaves a box: on the right if it leads on, else on the left and lower."""
    return (box.x + box.width, box.middle) if forward else (box.x, box.lower)


def _gap(column: Sequence[Box], wanted: float, between: float) -> float:
    """Find the height nearest to a wanted one at which a line passes no box."""
    inside = next((box for box in column if box.top - between / 2 < wanted < box.foot + between / 2), None)
    if inside is None:
        return wanted
    return min(inside.top - between / 2, inside.foot + between / 2, key=lambda y: abs(y - wanted))


def _offset(already: int, between: float) -> float:
    """Set lines that pass through one gap apart, as far as it has room."""
    most = int((between / 2 - 2) // _STEP)
    order = [0, *(sign * i for i in range(1, most + 1) for sign in (1, -1))]
    return float(order[already % len(order)] * _STEP)


def _line(points: Sequence[tuple[float, float]], *, forward: bool) -> Iterator[str]:
    """Draw a line that bends in the gutters and runs straight past columns, with its arrowhead."""
    (x, y), (end_x, end_y) = points[0], points[-1]
    tip_x = end_x - _TIP if forward else end_x + _TIP
    d = f"M{x:.1f} {y:.1f}"
    for to_x, to_y in [*points[1:-1], (tip_x, end_y)]:
        bend = (x + to_x) / 2
        d += f"C{bend:.1f} {y:.1f} {bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    yield path(d, stroke="ink-3", width=1.25, dashes="" if forward else "4 3", kind="link")
    yield _head(tip_x, end_x, end_y)


def _loop(first: Box, last: Box, gutter: float) -> Iterator[str]:
    """Draw a line within a column: out on the right, and in on the right again."""
    side = first.x + first.width
    start, end, out = first.lower, last.lower, side + gutter * 0.6
    tip = side + _TIP
    d = f"M{side:.1f} {start:.1f}C{out:.1f} {start:.1f} {out:.1f} {end:.1f} {tip:.1f} {end:.1f}"
    yield path(d, stroke="ink-3", width=1.25, kind="link")
    yield _head(tip, side, end)


def _head(back: float, tip: float, y: float) -> str:
    """Draw an arrowhead."""
    return path(f"{moves([(tip, y), (back, y - _TIP * 0.7), (back, y + _TIP * 0.7)])}Z", fill="ink-3", kind="link-tip")
