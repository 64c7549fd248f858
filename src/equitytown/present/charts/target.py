"""A target over time: figures, the path that was agreed, England's line, and where the series would go by itself."""

import altair as alt
from altair.utils.schemapi import debug_mode

from equitytown.present.blocks import Chart
from equitytown.present.charts.data import LineData, Role
from equitytown.present.charts.line import FORMS, describe, draw, in_drawing_order
from equitytown.present.charts.line_marks import STROKES, Plot, runs
from equitytown.present.charts.spec import Encoding, layer, nominal
from equitytown.present.theme import TOWN_WASH

_RING = 190  # the target's ring, in square pixels
KEY = "The dashed line is what the target asks for."
CARRIED_ON = (
    "The dotted line carries the figures on as they have gone so far, and the paler band is how far off that may be: "
    "it is no promise."
)


@debug_mode(False)
def target_chart(data: LineData) -> Chart:
    """
    Draw a measure on its way to a target.

    Parameters
    ----------
    data : LineData
        The town's line; the target's (role TARGET: the path, or one value in every period); England's where the target
        moves with it; and, where it was given, the projection (role PROJECTION) from the last figure on, with its
        interval as limits. The axis runs to the target's period.

    Returns
    -------
    Chart
        The target's last point ringed, the projection's interval as a paler band; each line named at its end.

    Raises
    ------
    InputError
        If there is no period, or a figure's period is not among the chart's periods.
    """
    data = in_drawing_order(data)
    words = _described(data)
    wide, narrow = (draw(data, form, words, under=_fan, over=_ring) for form in FORMS)
    return Chart(data.chart_id, wide=wide, narrow=narrow, description=words)


def _described(data: LineData) -> str:
    """Say in words what the chart shows, and what its lines are."""
    roles = {series.role for series in data.series}
    keys = [*([KEY] if Role.TARGET in roles else []), *([CARRIED_ON] if Role.PROJECTION in roles else [])]
    return " ".join([describe(data), *keys])


def _fan(plot: Plot) -> list[alt.UnitSpec]:
    """Draw the interval of a projection."""
    ahead = [series for series in plot.data.series if series.role is Role.PROJECTION]
    rows = [
        {"at": at, "run": number, "lower": point.lower, "upper": point.upper}
        for series in ahead
        for number, run in enumerate(runs(series, plot, with_limits=True))
        for at, point in run
    ]
    ends: Encoding = {"x": plot.x, "y": plot.y("lower"), "y2": alt.Y2(field="upper")}
    area = alt.MarkDef(type="area", color=TOWN_WASH, opacity=1)
    return [layer(area, rows, detail=nominal("run"), **ends)] if rows else []


def _ring(plot: Plot) -> list[alt.UnitSpec]:
    """Ring the target: the last point of its line."""
    aimed = [run[-1] for s in plot.data.series if s.role is Role.TARGET for run in runs(s, plot)[-1:]]
    rows = [{"at": at, "value": point.value} for at, point in aimed]
    mark = alt.MarkDef(
        type="point", size=_RING, stroke=STROKES[Role.TARGET].colour, strokeWidth=2, fillOpacity=0, opacity=1
    )
    return [layer(mark, rows, x=plot.x, y=plot.y())] if rows else []
