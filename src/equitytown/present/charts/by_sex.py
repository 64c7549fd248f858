"""A place among its neighbours, drawn apart for persons, females and males on one scale."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from altair.utils.schemapi import debug_mode

from equitytown.errors import InputError
from equitytown.present.blocks import Chart
from equitytown.present.charts.areas import describe, extent, has_verdicts, in_order, ratings
from equitytown.present.charts.data import AreaRow, NeighboursData, Panel, Point
from equitytown.present.charts.lettering import text_width, wrap
from equitytown.present.charts.neighbours import narrow_columns, wide_columns
from equitytown.present.charts.panels import (
    EDGE,
    END,
    GAP,
    HEADER,
    Piece,
    column_widths,
    draw_panel,
    period_words,
    reference_lines,
)
from equitytown.present.charts.rows import Columns, town_wash
from equitytown.present.charts.scale import Scale, scale_to_ticks, tick_words
from equitytown.present.charts.spec import Frame, Layer, lettering, whole
from equitytown.present.theme import NARROW, WIDE

_WIDEST_NAME = 130
_BETWEEN = 20  # between two panels, across or down
_MOST_STACKED = 6  # areas: with more, panels under each other would be taller than a printed page
_SIDE_BY_SIDE_TICKS = 3
_STACKED_TICKS = {WIDE: 6, NARROW: 5}


@debug_mode(False)
def by_sex_chart(data: NeighboursData) -> Chart:
    """
    Draw a place among its neighbours for each sex.

    Parameters
    ----------
    data : NeighboursData
        Two panels or more, each with its heading ("Persons"); an area that one lacks has no figure there.

    Returns
    -------
    Chart
        Panels one under the other, on a page of many areas side by side; all on one scale that holds the
        references too, with areas in the first panel's order.

    Raises
    ------
    InputError
        If there are fewer than two panels, one has no area, or a heading repeats.
    """
    headings = {panel.heading for panel in data.panels}
    if len(data.panels) <= 1 or len(headings) < len(data.panels) or not all(panel.rows for panel in data.panels):
        raise InputError(
            f"chart {data.chart_id} needs two panels or more, each with areas and a heading of its own. "
            "Draw a single panel with `neighbours_chart`."
        )
    data = replace(data, panels=_filled(data))
    panels = in_order(data)
    words = describe(data)
    return Chart(
        data.chart_id,
        wide=(_stacked if len(panels[0].rows) <= _MOST_STACKED else _side_by_side)(
            data, panels, width=WIDE, description=words
        ),
        narrow=_stacked(data, panels, width=NARROW, description=words),
        description=words,
        ratings=ratings(panels),
    )


def _filled(data: NeighboursData) -> tuple[Panel, ...]:
    """Give every panel a row for every area: one that a panel lacks has no figure there."""
    areas = {row.name: row for panel in data.panels for row in panel.rows}
    missing = Point(data.latest_period, None)
    return tuple(
        replace(
            panel,
            rows=(
                *panel.rows,
                *(
                    AreaRow(name, missing, role=row.role)
                    for name, row in areas.items()
                    if name not in {held.name for held in panel.rows}
                ),
            ),
        )
        for panel in data.panels
    )


def _side_by_side(data: NeighboursData, panels: Sequence[Panel], *, width: int, description: str) -> dict[str, Any]:
    """Set the panels side by side behind one column of names, words over marks so that marks have all the room."""
    scale = scale_to_ticks(extent(panels), ticks=_SIDE_BY_SIDE_TICKS)
    columns = _columns(panels, scale, width=width, unit=data.unit)
    lines = reference_lines(panels, columns, scale)
    pieces = [
        _piece(data, panel, column, scale, top=HEADER, lines=lines)
        for panel, column in zip(panels, columns, strict=True)
    ]
    return _whole(data, pieces, width=width, description=description)


def _columns(panels: Sequence[Panel], scale: Scale, *, width: int, unit: str) -> list[Columns]:
    """Share the page's width out: one column of names, then each panel's marks with the words over them."""
    _, word = column_widths(panels)
    end = max(END, *(text_width(tick_words(scale, scale.ticks[at], unit=unit)) / 2 for at in (0, -1)))
    names = [line for row in panels[0].rows for line in wrap(row.name, width=_WIDEST_NAME, bold=True)]
    name = max(text_width(line, bold=True) for line in names) + EDGE
    each = (width - EDGE - name - GAP - _BETWEEN * (len(panels) - 1)) / len(panels)
    made = []
    for number in range(len(panels)):
        left = name + GAP + number * (each + _BETWEEN)
        right = left + each
        made.append(
            Columns(
                left,
                right,
                (left + end, right - end),
                value_x=right - word - (GAP * 0.75 if word else 0),
                word_x=right - word,
                name_width=name,
                name_x=name,
                named=number == 0,
                above=True,
            )
        )
    return made


def _stacked(data: NeighboursData, panels: Sequence[Panel], *, width: int, description: str) -> dict[str, Any]:
    """Set the panels one under the other, each across the whole width."""
    scale = scale_to_ticks(extent(panels), ticks=_STACKED_TICKS[width])
    columns = wide_columns(panels) if width == WIDE else narrow_columns(panels, scale, unit=data.unit)
    pieces: list[Piece] = []
    for panel in panels:
        top = pieces[-1].foot + _BETWEEN if pieces else HEADER
        lines = reference_lines([panel], [columns], scale)
        pieces.append(_piece(data, panel, columns, scale, top=top, lines=lines))
    return _whole(data, pieces, width=width, description=description)


def _piece(data: NeighboursData, panel: Panel, columns: Columns, scale: Scale, *, top: float, lines: int) -> Piece:
    return draw_panel(
        panel, columns, scale, top=top, unit=data.unit, with_verdicts=has_verdicts(data.panels), lines=lines
    )


def _whole(data: NeighboursData, pieces: Sequence[Piece], *, width: int, description: str) -> dict[str, Any]:
    """Put the panels together, each on its own stretch of the same scale."""
    periods, circle = period_words(data, width=width)
    rows = {row.top: row for piece in pieces for row in piece.placed}
    words = [*periods, *(letter for piece in pieces for letter in piece.words)]
    layers: list[Layer] = [
        *town_wash(list(rows.values()), width=width),
        *circle,
        *(piece.marks for piece in pieces),
        lettering(words),
        *(piece.answers for piece in pieces),
    ]
    return whole(
        layers, frame=Frame(width, max(piece.foot for piece in pieces)), description=description, own_scales=True
    )
