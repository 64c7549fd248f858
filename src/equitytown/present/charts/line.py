"""Figures over time: the town against England, the region and its closest neighbour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from equitytown.errors import InputError
from equitytown.present.blocks import Chart
from equitytown.present.charts.data import LineData, Role, Series, as_sentence
from equitytown.present.charts.line_marks import STROKES, Plot, breaks, hover, leaders, limits, lines, marks
from equitytown.present.charts.line_words import axis_words, break_words, end_labels, label_words, margins, note_words
from equitytown.present.charts.scale import Scale, scale_for
from equitytown.present.charts.spec import Frame, grid, lettering, whole
from equitytown.present.theme import NARROW, WIDE
from equitytown.present.wording.phrases import span


@dataclass(frozen=True, slots=True)
class Form:
    """What differs between the page and the phone."""

    total: int
    height: int
    ticks: float
    label_width: int


FORMS = (Form(WIDE, 270, 3.5, 170), Form(NARROW, 240, 3, 98))


Layers = Callable[[Plot], list[alt.UnitSpec]]
"""Gives layers that one kind of chart over time has and others have not."""


def nothing(_plot: Plot) -> list[alt.UnitSpec]:
    """Give no layer."""
    return []


@debug_mode(False)
def line_chart(data: LineData) -> Chart:
    """
    Draw figures over time.

    Parameters
    ----------
    data : LineData
        Figures by area. A period without a figure leaves a gap, and no line crosses a break.

    Returns
    -------
    Chart
        Limits as a band around the town's line where both are held; each line named at its end.

    Raises
    ------
    InputError
        If there is no period, or a figure's period is not among the chart's periods.
    """
    data = in_drawing_order(data)
    words = describe(data)
    wide, narrow = (draw(data, form, words) for form in FORMS)
    return Chart(data.chart_id, wide=wide, narrow=narrow, description=words)


def in_drawing_order(data: LineData) -> LineData:
    """Check figures against the axis, and put the lines in the order in which they are drawn: the town's last."""
    _check(data)
    ordered = sorted(data.series, key=lambda series: list(STROKES).index(series.role))
    return replace(data, series=tuple(ordered))


def _check(data: LineData) -> None:
    """Refuse figures that the axis has no place for."""
    if not data.periods:
        raise InputError(f"chart {data.chart_id} has no period. Give every period of the axis in order.")
    stray = {point.period for series in data.series for point in series.points} - set(data.periods)
    stray |= {found.period for found in data.breaks} - set(data.periods)
    if stray:
        raise InputError(
            f"chart {data.chart_id} has {len(stray)} periods that its axis lacks (first: {min(stray)}). "
            "Add them to the chart's periods."
        )


def describe(data: LineData) -> str:
    """Say in words what the chart shows: its kind, the finding, each line's ends, each break."""
    opening = f"Line chart of {data.headline}, {data.unit}, {span(data.periods[0], data.periods[-1])}."
    lines = [_line_words(series) for series in reversed(data.series)]
    breaks = [f"{found.words} from {found.period}: earlier figures do not compare." for found in data.breaks]
    return " ".join(filter(None, [opening, as_sentence(data.finding), *lines, *breaks]))


def _line_words(series: Series) -> str:
    """Give a line's first and last figure in words."""
    held = [point for point in series.points if point.value is not None]
    if not held:
        return f"{series.name}: no figure."
    ends = [held[0], held[-1]] if len(held) > 1 else held
    return f"{series.name}: {', '.join(f'{point.words} in {point.period}' for point in ends)}."


def draw(
    data: LineData, form: Form, description: str, *, under: Layers = nothing, over: Layers = nothing
) -> dict[str, Any]:
    """Lay the chart out for one form; `under` and `over` give layers of their own below and above the lines."""
    up = scale_for(_extent(data), ticks=form.ticks)
    last = len(data.periods) - 1
    across = Scale(0, last, (), 0) if last else Scale(-1, 0, (), 0)
    room = margins(data, up, label_width=form.label_width, total=form.total)
    frame = Frame(form.total - room["left"] - room["right"], form.height, **room)
    plot = Plot(data, frame, across, up)
    labels = end_labels(
        data, up, frame, label_width=form.label_width, colours={role: stroke.colour for role, stroke in STROKES.items()}
    )
    words = [
        *axis_words(data, up, frame),
        *note_words(data, frame),
        *break_words(data, frame),
        *label_words(labels, frame),
    ]
    return whole(
        [
            grid(up, frame),
            *breaks(plot),
            *under(plot),
            *limits(plot),
            *lines(plot),
            *marks(plot),
            *over(plot),
            *leaders(labels, frame),
            lettering(words),
            hover(plot),
        ],
        frame=frame,
        description=description,
    )


def _extent(data: LineData) -> Iterator[float | None]:
    """Give every value to be drawn, and the limits of the town and of where it would go."""
    for series in data.series:
        is_banded = series.role in (Role.TOWN, Role.PROJECTION)
        for point in series.points:
            yield point.value
            if is_banded and point.value is not None and None not in (point.lower, point.upper):
                yield from (point.lower, point.upper)
