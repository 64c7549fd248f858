"""Every measure on one page: the town against England, on the spread of England's councils."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from equitytown.errors import InputError
from equitytown.present.blocks import Chart
from equitytown.present.charts import HOVER
from equitytown.present.charts.data import SpineData, SpineRow, as_sentence
from equitytown.present.charts.scale import Scale
from equitytown.present.charts.spec import (
    TOLD,
    Frame,
    along,
    layer,
    lettering,
    pixels,
    told,
    tooltip,
    verdict_shapes,
    whole,
)
from equitytown.present.charts.spine_layout import Form, Line, header, narrow_form, place, wide_form, words_of
from equitytown.present.theme import DOT, GRID, INK_2, INK_3, RULE, TOWN, VERDICT_WORDS
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

_BAR = 14
_ACROSS = Scale(-1, 1, (), 0)  # England in the middle, better to the right


@debug_mode(False)
def spine_chart(data: SpineData) -> Chart:
    """
    Draw all measures against England.

    Parameters
    ----------
    data : SpineData
        Measures under their principles. Where a spread is held, it is drawn as a bar with the town
        and England on it, better to the right (higher to the right without judgement).

    Returns
    -------
    Chart
        Each bar has its own scale: England in the middle, the furthest of the spread and the town
        at one end. Without England's figure a bar has no middle: spread and town fill it. A measure
        without a spread shows its figures and its verdict.

    Raises
    ------
    InputError
        If there is no measure.
    """
    if not any(group.rows for group in data.groups):
        raise InputError(f"chart {data.chart_id} has no measure. Give at least one group with a row.")
    words = describe(data)
    shown = {row.town.rating for group in data.groups for row in group.rows if row.town.value is not None}
    return Chart(
        data.chart_id,
        wide=_draw(data, wide_form(data), description=words),
        narrow=_draw(data, narrow_form(data), description=words),
        description=words,
        ratings=tuple(rating for rating in VERDICT_WORDS if rating in shown),
    )


def describe(data: SpineData) -> str:
    """Say in words what the chart shows: its kind, the finding, every measure's two figures and verdict."""
    opening = f"Spine chart of {data.place_name} against England and {data.spread_words}, better to the right."
    groups = [f"{group.heading}: {'; '.join(_row_words(row) for row in group.rows)}." for group in data.groups]
    return " ".join(filter(None, [opening, as_sentence(data.finding), *groups]))


def _row_words(row: SpineRow) -> str:
    verdict = "" if row.town.rating is Rating.NOT_COMPARED else f", {VERDICT_WORDS[row.town.rating].lower()}"
    return f"{row.measure} {row.town.words}, England {row.england.words}{verdict}"


def _draw(data: SpineData, form: Form, *, description: str) -> dict[str, Any]:
    """Lay the chart out for one form."""
    placed, headings, foot = place(data, form)
    bars = [row for line in placed for row in _bar(line)]
    words = [*header(data, form), *headings, *(letter for line in placed for letter in words_of(line, form))]
    return whole(
        [
            _rules(placed, form),
            *_bars(bars, form),
            *_verdicts(placed, form),
            lettering(words),
            _hover(placed, data, form),
        ],
        frame=Frame(form.width, foot),
        description=description,
    )


def _bar(line: Line) -> Iterator[dict[str, Any]]:
    """Place a measure's spread, quartiles, England and town on its own scale, England at 0 and better above."""
    row, spread, england = line.row, line.row.spread, line.row.england.value
    if spread is None:
        return
    sign = -1 if row.polarity is Polarity.LOW else 1
    town = row.town.value
    ends = [spread.low, spread.high, *([] if town is None else [town])]
    middle = (min(ends) + max(ends)) / 2 if england is None else england
    reach = max(abs(end - middle) for end in ends) or 1.0

    def at(value: float) -> float:
        return round(sign * (value - middle) / reach, 4)

    yield {
        "measure": row.measure,
        "low": at(spread.low),
        "lower_quartile": at(spread.lower_quartile),
        "upper_quartile": at(spread.upper_quartile),
        "high": at(spread.high),
        "england": None if england is None else 0,
        "town": None if town is None else at(town),
        "rating": VERDICT_WORDS[row.town.rating],
        "colour": TOWN,
        "y": line.bar_y,
    }


def _bars(rows: Sequence[dict[str, Any]], form: Form) -> list[alt.UnitSpec]:
    """Draw the spreads, the quartiles, England's line and the town's verdicts."""
    y = pixels("y")
    spread = alt.MarkDef(type="bar", height=_BAR, color=GRID, cornerRadius=2)
    quartiles = alt.MarkDef(type="bar", height=_BAR, color=DOT)
    centre = alt.MarkDef(type="tick", orient="vertical", size=_BAR + 6, thickness=1.6, color=INK_2)
    england, town = ([row for row in rows if row[mark] is not None] for mark in ("england", "town"))

    def x(field: str) -> dict[str, Any]:
        return along(field, _ACROSS, reach=form.reach)

    if not rows:
        return []
    return [
        layer(spread, rows, x=x("low"), x2=alt.X2(field="high"), y=y),
        layer(quartiles, rows, x=x("lower_quartile"), x2=alt.X2(field="upper_quartile"), y=y),
        *([layer(centre, england, x=x("england"), y=y)] if england else []),
        *([verdict_shapes(town, x=x("town"), y=y)] if town else []),
    ]


def _verdicts(lines: Sequence[Line], form: Form) -> list[alt.UnitSpec]:
    """Draw every verdict's shape in a column of its own, so that one glance reads them all."""
    rows = [
        {"rating": VERDICT_WORDS[line.row.town.rating], "colour": INK_3, "x": form.shape_x, "y": line.bar_y}
        for line in lines
        if line.row.town.value is not None
    ]
    return [verdict_shapes(rows, x=pixels("x"), y=pixels("y"))] if rows else []


def _rules(lines: Sequence[Line], form: Form) -> alt.UnitSpec:
    """Draw a hairline under each measure."""
    rows = [{"y": line.foot} for line in lines]
    mark = alt.MarkDef(type="rule", color=RULE, strokeWidth=1)
    return layer(mark, rows, x=alt.value(0), x2=alt.value(form.width), y=pixels("y"))


def _hover(lines: Sequence[Line], data: SpineData, form: Form) -> alt.UnitSpec:
    """Answer the pointer anywhere on a measure."""
    rows = [
        {
            "y": line.top,
            "y2": line.foot,
            "measure": line.row.measure,
            "england": line.row.england.words,
            **told(data.place_name, line.row.town),
        }
        for line in lines
    ]
    titles = {"measure": "Measure", **TOLD, "england": "England"}
    mark = alt.MarkDef(type="rect", opacity=0)
    across = {"x": alt.value(0), "x2": alt.value(form.width), "y": pixels("y"), "y2": alt.Y2(field="y2")}
    return layer(mark, rows, name=f"{HOVER}-measures", tooltip=tooltip(titles), **across)
