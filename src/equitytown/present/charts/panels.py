"""A panel whole: heading, reference names, rows and ticks, one under the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from equitytown.present.charts.areas import has_verdicts
from equitytown.present.charts.data import NeighboursData, Panel
from equitytown.present.charts.lettering import text_width
from equitytown.present.charts.line_words import short_period
from equitytown.present.charts.rows import Columns, Placed, hover, marks, names, place, values
from equitytown.present.charts.scale import Scale, tick_words
from equitytown.present.charts.spec import Letter, open_circles, pixels
from equitytown.present.theme import INK_2, LINE_HEIGHT, SMALL_SIZE, VERDICT_WORDS

GAP = 12  # between two columns
HEADER = 24  # the line that names the periods
END = 9  # room for a shape at the end of a scale
EDGE = 3  # estimated widths may fall short by this
_UNDER = 32  # the ticks' words under the rows
_HEADING = 24
_STUB = 8  # between a reference's name and the rows; its line begins there
_BETWEEN_NAMES = 10
_BESIDE_HEAD = 5
_CLEAR = 2  # between a line and a name that it would cross


@dataclass(frozen=True, slots=True)
class Piece:
    """A panel drawn: its marks, its words, what answers the pointer, its rows and where it ends."""

    marks: alt.LayerSpec
    words: tuple[Letter, ...]
    answers: alt.UnitSpec
    placed: tuple[Placed, ...]
    foot: float


def draw_panel(
    panel: Panel, columns: Columns, scale: Scale, *, top: float, unit: str, with_verdicts: bool, lines: int
) -> Piece:
    """
    Draw one panel downwards from `top`.

    `lines` is how many lines its reference names take, the same for panels side by side.
    """
    heading = [Letter(panel.heading, columns.left, top + LINE_HEIGHT / 2, bold=True)] if panel.heading else []
    first = top + _HEADING * len(heading)
    rows_top = first + lines * LINE_HEIGHT + _STUB
    named = _references(panel, columns, scale, y=rows_top - LINE_HEIGHT / 2 - _STUB)
    placed = place(panel.rows, columns, top=rows_top)
    foot = placed[-1].foot
    words = (
        *heading,
        *(head.letter for head in named.values()),
        *names(placed, columns),
        *values(placed, columns, with_verdicts=with_verdicts),
        *_tick_letters(scale, columns, y=foot + _UNDER / 2 + 2, unit=unit),
    )
    answers = hover(placed, columns, name=panel.heading or "rows")
    heads = {name: head.line_y for name, head in named.items()}
    drawn = marks(panel, columns, scale, placed, heads=heads, with_verdicts=with_verdicts)
    return Piece(drawn, words, answers, placed, foot + _UNDER)


def column_widths(panels: Sequence[Panel]) -> tuple[float, float]:
    """Measure the widest value and the widest verdict word; 0 where no verdict is shown."""
    points = [row.latest for panel in panels for row in panel.rows if row.latest.value is not None]
    value = max((text_width(point.words, bold=True) for point in points), default=0)
    words = [text_width(VERDICT_WORDS[point.rating], size=SMALL_SIZE) for point in points]
    return value, max(words, default=0) if has_verdicts(panels) else 0


def period_words(data: NeighboursData, *, width: float) -> tuple[list[Letter], list[alt.UnitSpec]]:
    """Name both periods on the first line: the open circle's at the left, the values' at the right."""
    y = HEADER / 2 - 2
    latest = short_period(data.latest_period) + ("" if data.unit in ("", "%") else f", {data.unit}")
    letters = [Letter(latest, width - EDGE, y, "right", colour=INK_2, size=SMALL_SIZE)]
    if not data.earlier_period:
        return letters, []
    letters.append(Letter(short_period(data.earlier_period), 15, y, colour=INK_2, size=SMALL_SIZE))
    return letters, [open_circles([{"x": 6, "y": y}], x=pixels("x"), y=pixels("y"))]


def reference_lines(panels: Sequence[Panel], columns: Sequence[Columns], scale: Scale) -> int:
    """Count the lines that reference names take in the panel that needs most."""
    heads = [_references(panel, column, scale, y=0) for panel, column in zip(panels, columns, strict=True)]
    return max(len({head.letter.y for head in each.values()}) for each in heads)


@dataclass(frozen=True, slots=True)
class _Head:
    """The name of a reference line, and where the line begins."""

    letter: Letter
    line_y: float


def _references(panel: Panel, columns: Columns, scale: Scale, *, y: float) -> dict[str, _Head]:
    """
    Name the reference lines above the rows.

    Two names that would touch turn away from each other and stand beside the heads of their lines;
    where the panel's edge forbids that, the one at the edge moves a line up, and its line begins under
    the other's name if it would cross it.
    """
    x0, x1 = columns.reach
    held = sorted((r for r in panel.references if r.point.value is not None), key=lambda r: r.point.value or 0)
    words = [f"{reference.name} {reference.point.words}" for reference in held]
    at = [x0 + scale.along(reference.point.value or 0, x1 - x0) for reference in held]
    half = [text_width(each) / 2 + 1 for each in words]
    centres = [_held_in(x, h, columns) for x, h in zip(at, half, strict=True)]
    lifts, beside = [0] * len(held), [False] * len(held)
    for i in range(1, len(held)):
        if centres[i] - half[i] >= centres[i - 1] + half[i - 1] + _BETWEEN_NAMES:
            continue
        away = at[i - 1] - _BESIDE_HEAD - half[i - 1], at[i] + _BESIDE_HEAD + half[i]
        centres[i - 1 : i + 1] = [_held_in(x, half[j], columns) for x, j in zip(away, (i - 1, i), strict=True)]
        beside[i - 1 : i + 1] = centres[i - 1] == away[0], centres[i] == away[1]
        lifts[i - 1 : i + 1] = (0, 1) if not beside[i] else (int(not beside[i - 1]), 0)
    tops = [y - lift * LINE_HEIGHT + _line_top(is_beside=at_head) for lift, at_head in zip(lifts, beside, strict=True)]
    for i, j in ((i, j) for i in range(len(held)) for j in range(len(held)) if lifts[i] > lifts[j]):
        if abs(at[i] - centres[j]) < half[j] + _CLEAR:
            tops[i] = y + _line_top(is_beside=False)
    return {
        reference.name: _Head(Letter(words[i], centres[i], y - lifts[i] * LINE_HEIGHT, "center", colour=INK_2), tops[i])
        for i, reference in enumerate(held)
    }


def _line_top(*, is_beside: bool) -> float:
    """Say how far under the middle of its name a line begins; one with its name beside it begins at its head."""
    return -LINE_HEIGHT / 3 if is_beside else LINE_HEIGHT / 2 + 2


def _held_in(centre: float, half: float, columns: Columns) -> float:
    """Keep a name within its panel."""
    return max(columns.left + half, min(centre, columns.right - half))


def _tick_letters(scale: Scale, columns: Columns, *, y: float, unit: str) -> list[Letter]:
    """Write the ticks' words under the rows."""
    x0, x1 = columns.reach
    return [
        Letter(tick_words(scale, tick, unit=unit), x0 + scale.along(tick, x1 - x0), y, "center", colour=INK_2)
        for tick in scale.ticks
    ]
