"""Areas in rows: the verdict's shape with its whisker, the earlier figure, the words beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from equitytown.present.charts import HOVER
from equitytown.present.charts.data import AreaRow, Panel, Role
from equitytown.present.charts.lettering import wrap
from equitytown.present.charts.scale import Scale
from equitytown.present.charts.spec import (
    TOLD,
    Encoding,
    Letter,
    along,
    layer,
    open_circles,
    pixels,
    plain_dots,
    told,
    tooltip,
    verdict_shapes,
)
from equitytown.present.theme import (
    GRID,
    INK,
    INK_2,
    INK_3,
    LINE_HEIGHT,
    RULE,
    SMALL_SIZE,
    TOWN,
    TOWN_WASH,
    VERDICT_WORDS,
)

ROW_HEIGHT = 25
_STRIP_HEIGHT = 20  # where the marks stand, under a name on a phone
_PADDING = 8
_DASHES = {Role.ENGLAND: [5, 4], Role.REGION: [2, 3]}
_OTHER_DASH = [8, 3]
_RING = 78  # a hollow figure's area in pixels: as large to the eye as a filled one


@dataclass(frozen=True, slots=True)
class Columns:
    """
    Where things stand across one panel, in pixels of the drawing from `left` to `right`.

    Marks lie within `reach`. Values end at `value_x`, verdict words begin at `word_x`: beside the marks, or
    over them where `above`. Names end at `name_x`; where that is 0 they stand over the marks too. A panel
    that is not `named` leaves their room and shares those of the one before.
    """

    left: float
    right: float
    reach: tuple[float, float]
    value_x: float
    word_x: float
    name_width: float
    name_x: float = 0
    named: bool = True
    above: bool = False

    @property
    def names_above(self) -> bool:
        """Say whether names stand over the marks."""
        return self.above and not self.name_x


@dataclass(frozen=True, slots=True)
class Placed:
    """A row laid out: its name in lines, its edges, the stretch where its marks stand, its words' line."""

    row: AreaRow
    lines: tuple[str, ...]
    top: float
    foot: float
    strip: tuple[float, float]
    words_y: float

    @property
    def marks_y(self) -> float:
        """The middle of the stretch where marks stand."""
        return sum(self.strip) / 2

    @property
    def is_town(self) -> bool:
        """Say whether this is the place's own row."""
        return self.row.role is Role.TOWN


def place(rows: Sequence[AreaRow], columns: Columns, *, top: float) -> tuple[Placed, ...]:
    """Lay rows out downwards from `top`; a long name makes its row taller."""
    placed = []
    for row in rows:
        lines = wrap(row.name, width=columns.name_width, bold=row.role is Role.TOWN)
        placed.append(_above(row, lines, top, columns) if columns.above else _beside(row, lines, top))
        top = placed[-1].foot
    return tuple(placed)


def _above(row: AreaRow, lines: tuple[str, ...], top: float, columns: Columns) -> Placed:
    name = len(lines) * LINE_HEIGHT
    words = name if columns.names_above else max(LINE_HEIGHT, name - _STRIP_HEIGHT)
    foot = top + words + _STRIP_HEIGHT + _PADDING
    return Placed(row, lines, top, foot, (foot - _STRIP_HEIGHT - 1, foot - 1), top + LINE_HEIGHT / 2 + 4)


def _beside(row: AreaRow, lines: tuple[str, ...], top: float) -> Placed:
    foot = top + max(ROW_HEIGHT, len(lines) * LINE_HEIGHT + _PADDING)
    return Placed(row, lines, top, foot, (top, foot), (top + foot) / 2)


def town_wash(placed: Sequence[Placed], *, width: float) -> list[alt.UnitSpec]:
    """Lay a wash behind the town's row, across the whole drawing."""
    rows = [{"y": row.top, "y2": row.foot} for row in placed if row.is_town]
    mark = alt.MarkDef(type="rect", color=TOWN_WASH, opacity=1)
    return [_across(mark, rows, 0, width, y2=alt.Y2(field="y2"))] if rows else []


def hover(placed: Sequence[Placed], columns: Columns, *, name: str) -> alt.UnitSpec:
    """Answer the pointer anywhere on a row."""
    rows = [
        {"y": row.top, "y2": row.foot, **told(row.row.name, row.row.latest), "before": _before(row.row)}
        for row in placed
    ]
    told_too = tooltip({**TOLD, "before": "Before"})
    mark = alt.MarkDef(type="rect", opacity=0)
    return _across(
        mark, rows, columns.left, columns.right, name=f"{HOVER}-{name}", y2=alt.Y2(field="y2"), tooltip=told_too
    )


def _before(row: AreaRow) -> str:
    return f"{row.earlier.words} in {row.earlier.period}" if row.earlier else "not shown"


# Encodings are Altair's channel definitions, of many types.
def _across(mark: alt.MarkDef, rows: list[dict[str, Any]], x: float, x2: float, **more: Any) -> alt.UnitSpec:
    """Draw something from one place across to another."""
    return layer(mark, rows, x=alt.value(x), x2=alt.value(x2), y=pixels("y"), **more)


def marks(
    panel: Panel,
    columns: Columns,
    scale: Scale,
    placed: Sequence[Placed],
    *,
    heads: Mapping[str, float],
    with_verdicts: bool,
) -> alt.LayerSpec:
    """
    Draw a panel's marks: grid, reference lines, whiskers, earlier figures, latest figures.

    `heads` says where each reference's line begins, by its name. Where no verdict was reached at all,
    the latest figures are plain dots. A hollow figure is a ring.
    """
    x, y = along("value", scale, reach=columns.reach), pixels("y")
    shown = [(row, _row(row)) for row in placed if row.row.latest.value is not None]
    latest = [drawn for row, drawn in shown if not row.row.hollow]
    hollow = [drawn for row, drawn in shown if row.row.hollow]
    whiskers = [drawn for _, drawn in shown if None not in (drawn["lower"], drawn["upper"])]
    earlier = [
        {"value": row.row.earlier.value, "y": row.marks_y}
        for row in placed
        if row.row.earlier and row.row.earlier.value is not None
    ]
    whisker = alt.MarkDef(type="rule", color=INK_2, strokeWidth=1.6)
    limits: Encoding = {"x": along("lower", scale, reach=columns.reach), "x2": alt.X2(field="upper")}
    return alt.LayerSpec(
        layer=[
            _grid(columns, scale, placed),
            *_references(panel, columns, scale, placed, heads),
            *([layer(whisker, whiskers, y=y, **limits)] if whiskers else []),
            *([open_circles(earlier, x=x, y=y)] if earlier else []),
            *([(verdict_shapes if with_verdicts else plain_dots)(latest, x=x, y=y)] if latest else []),
            *([open_circles(hollow, size=_RING, x=x, y=y)] if hollow else []),
        ]
    )


def _row(placed: Placed) -> dict[str, Any]:
    """Give a row's latest figure as data."""
    point = placed.row.latest
    held = {"value": point.value, "lower": point.lower, "upper": point.upper}
    shown = {"rating": VERDICT_WORDS[point.rating], "colour": TOWN if placed.is_town else INK_3}
    return {"area": placed.row.name, **held, **shown, "y": placed.marks_y}


def _grid(columns: Columns, scale: Scale, placed: Sequence[Placed]) -> alt.UnitSpec:
    """Draw a hairline down at each tick; or, where words stand above marks, across under each row."""
    if columns.above:
        mark = alt.MarkDef(type="rule", color=RULE, strokeWidth=1)
        return _across(mark, [{"y": row.foot} for row in placed], columns.left, columns.right)
    rows = [{"value": tick, "y": placed[0].top, "y2": placed[-1].foot} for tick in scale.ticks]
    mark = alt.MarkDef(type="rule", color=GRID, strokeWidth=1)
    return layer(mark, rows, x=along("value", scale, reach=columns.reach), y=pixels("y"), y2=alt.Y2(field="y2"))


def _references(
    panel: Panel, columns: Columns, scale: Scale, placed: Sequence[Placed], heads: Mapping[str, float]
) -> list[alt.UnitSpec]:
    """Draw the line at each reference down from its name, clear of words that stand above marks."""
    top = placed[0].top
    strips = [row.strip for row in placed] if columns.above else [(top, placed[-1].foot)]
    layers = []
    for reference in panel.references:
        if reference.point.value is None:
            continue
        rows = [{"value": reference.point.value, "y": y, "y2": y2} for y, y2 in [(heads[reference.name], top), *strips]]
        mark = alt.MarkDef(
            type="rule", color=INK_2, strokeWidth=1.6, strokeDash=_DASHES.get(reference.role, _OTHER_DASH)
        )
        place: Encoding = {"x": along("value", scale, reach=columns.reach), "y": pixels("y"), "y2": alt.Y2(field="y2")}
        layers.append(layer(mark, rows, **place))
    return layers


def names(placed: Sequence[Placed], columns: Columns) -> list[Letter]:
    """Write the areas' names beside or above their marks."""
    letters: list[Letter] = []
    for row in placed if columns.named else ():
        middle = (row.top + row.foot) / 2
        first = row.words_y if columns.names_above else middle - (len(row.lines) - 1) / 2 * LINE_HEIGHT
        align = "left" if columns.names_above else "right"
        colour = TOWN if row.is_town else INK if row.row.latest.value is not None else INK_2
        letters += [
            Letter(line, columns.name_x, first + i * LINE_HEIGHT, align, row.is_town, colour)
            for i, line in enumerate(row.lines)
        ]
    return letters


def values(placed: Sequence[Placed], columns: Columns, *, with_verdicts: bool) -> list[Letter]:
    """Write each area's latest value and its verdict's word; a missing figure has its words alone."""
    letters = []
    for row in placed:
        point = row.row.latest
        if point.value is None:
            letters.append(Letter(point.words, columns.right, row.words_y, "right", colour=INK_3, size=SMALL_SIZE))
            continue
        colour = TOWN if row.is_town else INK
        letters.append(Letter(point.words, columns.value_x, row.words_y, "right", row.is_town, colour))
        if with_verdicts:
            word = VERDICT_WORDS[point.rating]
            letters.append(Letter(word, columns.word_x, row.words_y, colour=INK_2, size=SMALL_SIZE))
    return letters
