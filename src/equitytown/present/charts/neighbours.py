"""A place among its neighbours in two periods: the latest with its verdict, the earlier as an open circle."""

from collections.abc import Sequence
from typing import Any

from altair.utils.schemapi import debug_mode

from equitytown.errors import InputError
from equitytown.present.blocks import Chart
from equitytown.present.charts.areas import describe, extent, has_verdicts, in_order, ratings
from equitytown.present.charts.data import NeighboursData, Panel
from equitytown.present.charts.lettering import text_width
from equitytown.present.charts.panels import (
    EDGE,
    END,
    GAP,
    HEADER,
    column_widths,
    draw_panel,
    period_words,
    reference_lines,
)
from equitytown.present.charts.rows import Columns, town_wash
from equitytown.present.charts.scale import Scale, scale_for, tick_words
from equitytown.present.charts.spec import Frame, Layer, lettering, whole
from equitytown.present.theme import NARROW, WIDE

_WIDEST_NAME = 236
_TICKS = {WIDE: 6, NARROW: 4}


@debug_mode(False)
def neighbours_chart(data: NeighboursData) -> Chart:
    """
    Draw a place among its neighbours.

    Parameters
    ----------
    data : NeighboursData
        One panel of areas; an area without a figure keeps its row.

    Returns
    -------
    Chart
        Best first, the place's row washed and in the town's colour, references as lines. On a
        phone each name stands above its marks.

    Raises
    ------
    InputError
        If there is not exactly one panel, or it has no row.
    """
    if len(data.panels) != 1 or not data.panels[0].rows:
        raise InputError(
            f"chart {data.chart_id} needs one panel with at least one area. Draw several panels with `by_sex_chart`."
        )
    (panel,) = in_order(data)
    words = describe(data)
    return Chart(
        data.chart_id,
        wide=_draw(data, panel, width=WIDE, description=words),
        narrow=_draw(data, panel, width=NARROW, description=words),
        description=words,
        ratings=ratings([panel]),
    )


def wide_columns(panels: Sequence[Panel]) -> Columns:
    """Give the page's columns: name, marks, value, verdict; the same for every panel."""
    value, word = column_widths(panels)
    name = min(_WIDEST_NAME, max(text_width(row.name, bold=True) for panel in panels for row in panel.rows)) + EDGE
    right = WIDE - EDGE
    value_x = right - word - (GAP if word else 0)
    reach = (name + GAP + END, value_x - value - GAP - END)
    return Columns(0, right, reach, value_x, right - word, name_width=name, name_x=name)


def narrow_columns(panels: Sequence[Panel], scale: Scale, *, unit: str) -> Columns:
    """Give the phone's columns: name, value and verdict on one line, marks under them across the whole width."""
    ends = [text_width(tick_words(scale, tick, unit=unit)) / 2 for tick in (scale.ticks[0], scale.ticks[-1])]
    value, word = column_widths(panels)
    right = NARROW - EDGE
    value_x = right - word - (GAP * 0.75 if word else 0)
    name = value_x - value - GAP
    reach = (max(END, ends[0]), right - max(END, ends[1]))
    return Columns(0, right, reach, value_x, right - word, name_width=name, above=True)


def _draw(data: NeighboursData, panel: Panel, *, width: int, description: str) -> dict[str, Any]:
    """Lay the chart out for one width."""
    scale = scale_for(extent([panel]), ticks=_TICKS[width])
    columns = wide_columns([panel]) if width == WIDE else narrow_columns([panel], scale, unit=data.unit)
    periods, circle = period_words(data, width=width)
    piece = draw_panel(
        panel,
        columns,
        scale,
        top=HEADER,
        unit=data.unit,
        with_verdicts=has_verdicts([panel]),
        lines=reference_lines([panel], [columns], scale),
    )
    layers: list[Layer] = [
        *town_wash(piece.placed, width=width),
        *circle,
        piece.marks,
        lettering([*periods, *piece.words]),
        piece.answers,
    ]
    return whole(layers, frame=Frame(width, piece.foot), description=description)
