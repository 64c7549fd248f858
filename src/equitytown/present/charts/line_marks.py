"""The marks of a chart over time: lines cut at gaps and breaks, limits, points, and what answers the pointer."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from equitytown.present.charts import HOVER
from equitytown.present.charts.data import LineData, Point, Role, Series
from equitytown.present.charts.line_words import BESIDE, EndLabel
from equitytown.present.charts.scale import Scale
from equitytown.present.charts.spec import (
    TOLD,
    Encoding,
    Frame,
    along,
    layer,
    nominal,
    pixels,
    raw,
    told,
    tooltip,
)
from equitytown.present.theme import INK_2, INK_3, NEIGHBOUR, PAPER, TOWN, TOWN_BAND

FEW_PERIODS = 3  # below this every point is marked: a line alone would hide how little there is


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the line of one role is drawn."""

    colour: str
    width: float
    dash: tuple[int, ...] = ()


# In the order they are drawn: the town last, on top.
STROKES = {
    Role.REGION: Stroke(INK_3, 2.0, (8, 4)),
    Role.ENGLAND: Stroke(INK_2, 2.2),
    Role.NEIGHBOUR: Stroke(NEIGHBOUR, 2.0, (2, 4)),
    Role.TARGET: Stroke(NEIGHBOUR, 2.0, (6, 4)),  # no neighbour is drawn where a target is
    Role.PROJECTION: Stroke(TOWN, 2.2, (1, 5)),
    Role.TOWN: Stroke(TOWN, 3.6),
}


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart laid out for one form."""

    data: LineData
    frame: Frame
    across: Scale
    up: Scale

    @property
    def x(self) -> Encoding:
        """Place by the period's number."""
        return along("at", self.across)

    def y(self, field: str = "value") -> Encoding:
        """Place by a value."""
        return along(field, self.up)


Run = list[tuple[int, Point]]  # figures that follow each other, each with its period's number


def runs(series: Series, plot: Plot, *, with_limits: bool = False) -> list[Run]:
    """Cut a series into stretches without a gap or a break (and, on request, with limits throughout)."""
    places = {period: at for at, period in enumerate(plot.data.periods)}
    cuts = {places[found.period] for found in plot.data.breaks}
    is_joined = series.role is Role.PROJECTION  # of pooled years it has every third period
    found: list[Run] = []
    for point in sorted(series.points, key=lambda point: places[point.period]):
        at = places[point.period]
        if point.value is None or (with_limits and None in (point.lower, point.upper)):
            continue
        if not found or (found[-1][-1][0] != at - 1 and not is_joined) or at in cuts:
            found.append([])
        found[-1].append((at, point))
    return found


def limits(plot: Plot) -> list[alt.UnitSpec]:
    """Draw the town's limits: a band along a line, a whisker at a figure that stands alone."""
    town = [series for series in plot.data.series if series.role is Role.TOWN]
    rows = [
        {"at": at, "run": number, "lower": point.lower, "upper": point.upper, "alone": len(run) == 1}
        for series in town
        for number, run in enumerate(runs(series, plot, with_limits=True))
        for at, point in run
    ]
    band = [row for row in rows if not row["alone"]]
    alone = [row for row in rows if row["alone"]]
    area = alt.MarkDef(type="area", color=TOWN_BAND, opacity=1)
    whisker = alt.MarkDef(type="rule", color=TOWN, strokeWidth=1.6)
    ends: Encoding = {"x": plot.x, "y": plot.y("lower"), "y2": alt.Y2(field="upper")}
    return [
        *([layer(area, band, detail=nominal("run"), **ends)] if band else []),
        *([layer(whisker, alone, **ends)] if alone else []),
    ]


def lines(plot: Plot) -> list[alt.UnitSpec]:
    """Draw each series' line, cut at gaps and breaks."""
    layers = []
    for series in plot.data.series:
        stroke = STROKES[series.role]
        rows = [
            {"at": at, "run": number, "value": point.value}
            for number, run in enumerate(runs(series, plot))
            for at, point in run
            if len(run) > 1
        ]
        dash = list(stroke.dash) or alt.Undefined
        mark = alt.MarkDef(type="line", color=stroke.colour, strokeWidth=stroke.width, strokeDash=dash)
        if rows:
            layers.append(layer(mark, rows, x=plot.x, y=plot.y(), detail=nominal("run")))
    return layers


def marks(plot: Plot) -> list[alt.UnitSpec]:
    """Mark each line's end, each figure that stands alone, and, hollow, each that was read from a report."""
    rows = []
    for series in plot.data.series:
        colour, stretches = STROKES[series.role].colour, runs(series, plot)
        rows += [
            {"at": at, "value": point.value, "stroke": colour, "fill": PAPER if point.as_printed else colour}
            for run in stretches
            for at, point in run
            if _is_marked(point, run, plot) or (run is stretches[-1] and at == run[-1][0])
        ]
    mark = alt.MarkDef(type="point", size=64, opacity=1, strokeWidth=1.8)
    return [layer(mark, rows, x=plot.x, y=plot.y(), fill=raw("fill"), stroke=raw("stroke"))] if rows else []


def _is_marked(point: Point, run: Run, plot: Plot) -> bool:
    """Say whether a figure within a line needs a mark of its own."""
    return point.as_printed or len(run) == 1 or len(plot.data.periods) < FEW_PERIODS


def breaks(plot: Plot) -> list[alt.UnitSpec]:
    """Draw a rule half way between a break's period and the one before."""
    places = [plot.data.periods.index(found.period) - 0.5 for found in plot.data.breaks]
    mark = alt.MarkDef(type="rule", color=INK_3, strokeWidth=1, strokeDash=[3, 3])
    rows = [{"at": at} for at in places]
    return [layer(mark, rows, x=plot.x, y=alt.value(-4), y2=alt.value(plot.frame.height))] if rows else []


def leaders(labels: Sequence[EndLabel], frame: Frame) -> list[alt.UnitSpec]:
    """Join a label to its line's end where the two stand apart."""
    rows = [
        {"x": label.end_x + 7, "y": label.end_y, "x2": frame.width + BESIDE - 4, "y2": label.y, "colour": label.colour}
        for label in labels
        if label.is_apart
    ]
    mark = alt.MarkDef(type="rule", strokeWidth=1, opacity=0.6)
    place: Encoding = {"x": pixels("x"), "y": pixels("y"), "x2": alt.X2(field="x2"), "y2": alt.Y2(field="y2")}
    return [layer(mark, rows, color=raw("colour"), **place)] if rows else []


def hover(plot: Plot) -> alt.UnitSpec:
    """Answer the pointer near every figure."""
    rows = [
        {"at": at, "value": point.value, **told(series.name, point)}
        for series in plot.data.series
        for run in runs(series, plot)
        for at, point in run
    ]
    mark = alt.MarkDef(type="point", size=400, opacity=0)
    return layer(mark, rows, name=f"{HOVER}-1", x=plot.x, y=plot.y(), tooltip=tooltip(TOLD))
