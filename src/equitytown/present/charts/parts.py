"""The parts of a town in rows: dots with their limits, the town's own figure as a line, a slope where there is one."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from equitytown.errors import InputError
from equitytown.present.blocks import Chart
from equitytown.present.charts import HOVER
from equitytown.present.charts.data import Panel, PartsData, as_sentence
from equitytown.present.charts.lettering import text_width
from equitytown.present.charts.line_words import short_period
from equitytown.present.charts.neighbours import narrow_columns, wide_columns
from equitytown.present.charts.panels import EDGE, HEADER, draw_panel, reference_lines
from equitytown.present.charts.rows import Columns, Placed
from equitytown.present.charts.scale import Scale, scale_for
from equitytown.present.charts.spec import (
    Encoding,
    Frame,
    Layer,
    Letter,
    along,
    layer,
    lettering,
    pixels,
    told,
    tooltip,
    whole,
)
from equitytown.present.theme import INK_2, NARROW, SMALL_SIZE, TOWN, WIDE

_TICKS = {WIDE: 6, NARROW: 4}
_TOLD = {"area": "Part", "period": "Period", "words": "Value", "limits": "95% limits", "sure": "Note"}
UNSURE = "few events or people: read with caution"


@debug_mode(False)
def parts_chart(data: PartsData) -> Chart:
    """
    Draw the parts of a town one under the other.

    Parameters
    ----------
    data : PartsData
        Rows in the order they are drawn in; one without a figure keeps its row.

    Returns
    -------
    Chart
        A dot with its limits for each part, a ring where the figure is too uncertain; the town's own as a line. On a
        phone each name stands above its marks.

    Raises
    ------
    InputError
        If there is no row.
    """
    if not data.rows:
        raise InputError(f"chart {data.chart_id} has no part to draw. Give at least one row.")
    panel = Panel(data.rows, (data.town,) if data.town else ())
    words = describe(data)
    wide, narrow = (_draw(data, panel, width=width, description=words) for width in (WIDE, NARROW))
    return Chart(data.chart_id, wide=wide, narrow=narrow, description=words)


def describe(data: PartsData) -> str:
    """Say in words what the chart shows: its kind, the finding, every part's figure in order."""
    opening = f"Dot chart of {data.headline}, {data.unit}, {data.period}, by {data.kind}, {data.order}."
    parts = "; ".join(
        f"{row.name} {row.latest.words}{' (uncertain)' if row.hollow else ''}".strip() for row in data.rows
    )
    town = f"{data.town.name} {data.town.point.words}." if data.town else ""
    line = "A fitted line runs through the dots." if data.line else ""
    return " ".join(filter(None, [opening, as_sentence(data.finding), f"{parts}.", town, line]))


def _extent(data: PartsData) -> Iterator[float | None]:
    """Give every value to be drawn."""
    yield data.town.point.value if data.town else None
    yield from data.line
    for row in data.rows:
        yield row.latest.value
        if None not in (row.latest.value, row.latest.lower, row.latest.upper):
            yield from (row.latest.lower, row.latest.upper)


def _draw(data: PartsData, panel: Panel, *, width: int, description: str) -> dict[str, Any]:
    """Lay the chart out for one width."""
    scale = scale_for(_extent(data), ticks=_TICKS[width])
    columns = wide_columns([panel]) if width == WIDE else narrow_columns([panel], scale, unit=data.unit)
    lines = reference_lines([panel], [columns], scale) if data.town else 0
    piece = draw_panel(panel, columns, scale, top=HEADER, unit=data.unit, with_verdicts=False, lines=lines)
    layers: list[Layer] = [
        *([_fitted(data.line, columns, scale, piece.placed)] if data.line else []),
        piece.marks,
        lettering([*_header(data, width), *piece.words]),
        _hover(piece.placed, columns),
    ]
    return whole(layers, frame=Frame(width, piece.foot), description=description)


def _header(data: PartsData, width: int) -> list[Letter]:
    """Name the period and unit at the right, the order at the left where both have room."""
    y = HEADER / 2 - 2
    period = short_period(data.period) + ("" if data.unit in ("", "%") else f", {data.unit}")
    letters = [Letter(period, width - EDGE, y, "right", colour=INK_2, size=SMALL_SIZE)]
    order = data.order[:1].upper() + data.order[1:]
    if text_width(order, size=SMALL_SIZE) + text_width(period, size=SMALL_SIZE) + 4 * EDGE < width:
        letters.append(Letter(order, EDGE, y, colour=INK_2, size=SMALL_SIZE))
    return letters


def _fitted(line: Sequence[float], columns: Columns, scale: Scale, placed: Sequence[Placed]) -> alt.UnitSpec:
    """Draw a fitted line from the top of the first row's marks to the foot of the last's."""
    top, foot = placed[0].strip[0], placed[-1].strip[1]
    step = (foot - top) / (len(line) - 1)
    rows = [{"value": value, "y": top + n * step} for n, value in enumerate(line)]
    mark = alt.MarkDef(type="line", color=TOWN, strokeWidth=2, opacity=1)
    place: Encoding = {"x": along("value", scale, reach=columns.reach), "y": pixels("y")}
    return layer(mark, rows, order={"field": "y", "type": "quantitative"}, **place)


def _hover(placed: Sequence[Placed], columns: Columns) -> alt.UnitSpec:
    """Answer the pointer anywhere on a row."""
    rows = [
        {"y": row.top, "y2": row.foot, **told(row.row.name, row.row.latest), "sure": UNSURE if row.row.hollow else "-"}
        for row in placed
    ]
    mark = alt.MarkDef(type="rect", opacity=0)
    across = {"x": alt.value(columns.left), "x2": alt.value(columns.right), "y": pixels("y"), "y2": alt.Y2(field="y2")}
    return layer(mark, rows, name=f"{HOVER}-parts", tooltip=tooltip(_TOLD), **across)
