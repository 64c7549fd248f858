"""A change idea's page: its test cycles, and its run chart with the verdict in words and every point."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

from equitytown.present.charts.run_chart import Change, RunChartData, StandingOut, StretchKind
from equitytown.present.charts.run_chart import run_chart as drawn
from equitytown.stats.run_charts import SHIFT, TREND, RunChart, run_chart
from equitytown.web.accounts.models import User
from equitytown.web.register.composing.logic import Picture, picture_of
from equitytown.web.register.composing.seen import Seen, reader_of
from equitytown.web.register.composing.words import day, number
from equitytown.web.register.models import Record

NO_FIGURE = "no figure taken"
NOTHING = (
    f"Nothing stands out from chance: no {SHIFT} points in a row on one side of the median, and no {TREND} that all "
    "rise or all fall."
)
NOT_WHY = "That is a reason to look. It does not say why, and a long series stands out now and then by chance alone."


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, and what it is part of."""

    seen: Seen
    day: str
    value: str
    part_of: str


@dataclass(frozen=True, slots=True)
class Followed:
    """Figures over time: a picture where one can be drawn, the verdict in sentences, every point."""

    picture: Picture | None
    verdict: tuple[str, ...]
    points: tuple[Point, ...]


def change_idea(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what a change idea's page shows beside its fields."""
    reader, seen = reader_of(record, user)
    cycles = reader.naming("test-cycles", "change_idea", record.identifier)
    points = reader.naming("run-points", "change_idea", record.identifier)
    return {
        "covered": frozenset({"test-cycles", "run-points"}),
        "cycles": cycles,
        "figure_name": seen.record.measure_name,
        "followed": followed(seen, points, cycles) if points else None,
    }


def followed(idea: Seen, points: Sequence[Seen], cycles: Sequence[Seen]) -> Followed:
    """Set the figures of an idea against their median, draw them and say what was found."""
    dated = [point for point in points if point.record.on is not None]
    twice = [on for on, times in Counter(point.record.on for point in dated).items() if times > 1]
    if twice or not dated:
        told = f"Two figures stand for {day(twice[0])}" if twice else "No figure has its day"
        refused = f"{told}, so no run chart is drawn. Correct the points."
        return Followed(None, (refused,), tuple(_point(point, []) for point in points))
    values = [None if point.record.value is None else float(point.record.value) for point in dated]
    chart = run_chart([nan if value is None else value for value in values])
    verdict = verdict_of(chart, dated, better=idea.record.better)
    data = RunChartData(
        "run-chart",
        verdict[0],
        " ".join(verdict),
        _unit(idea),
        tuple(point.record.on for point in dated),
        tuple(values),
        None if isnan(chart.median) else chart.median,
        _stretches(chart),
        _changes(cycles),
        note=chart.note,
        decimals=max((_decimals(point) for point in dated), default=0),
    )
    rows = tuple(
        _point(point, [one.words for one in data.stretches if one.first <= at <= one.last])
        for at, point in enumerate(dated)
    )
    return Followed(picture_of(drawn(data)), verdict, rows)


def verdict_of(chart: RunChart, points: Sequence[Seen], *, better: str) -> tuple[str, ...]:
    """Say what the rules of run charts found, and nothing about why."""
    if chart.note:
        return (f"Not judged: {chart.note}.", *_gaps(points))
    found = []
    for shift in chart.shifts:
        side = "above" if shift.direction > 0 else "below"
        many = sum(point.record.value is not None for point in points[shift.first : shift.last + 1])
        found.append(
            f"From {_on(points, shift.first)} to {_on(points, shift.last)} no figure crosses the median: {many} in a "
            f"row, all {side} or on it{_side(shift.direction, better)}."
        )
    for trend in chart.trends:
        way = "rise" if trend.direction > 0 else "fall"
        found.append(f"The points from {_on(points, trend.first)} to {_on(points, trend.last)} all {way}.")
    if chart.runs_verdict in {"too few", "too many"}:
        found.append(
            f"The line changes sides {chart.runs_verdict.replace('few', 'seldom').replace('many', 'often')}: "
            f"{chart.runs} runs, where chance gives {chart.fewest:.0f} to {chart.most:.0f}."
        )
    if not found:
        found = [NOTHING]
    else:
        found.insert(0, f"Something stands out from chance{_what(chart)}.")
        found.append(NOT_WHY)
    return (*found, *_gaps(points))


def _what(chart: RunChart) -> str:
    """Name what stands out, as the chart does."""
    words = ", ".join(one.words.lower() for one in _stretches(chart))
    return f": {words}" if words else ""


def _side(direction: int, better: str) -> str:
    """Say whether a shift is to the better side, where that was told."""
    if not better:
        return ""
    return " (the better side)" if (direction > 0) == (better == "higher") else " (the worse side)"


def _on(points: Sequence[Seen], at: int) -> str:
    return day(points[at].record.on)


def _gaps(points: Sequence[Seen]) -> tuple[str, ...]:
    missing = sum(point.record.value is None for point in points)
    if not missing:
        return ()
    return (f"No figure was taken on {missing:,} of {len(points):,} days. A gap is stepped over; it is never zero.",)


def _stretches(chart: RunChart) -> tuple[StandingOut, ...]:
    return (
        *(StandingOut(StretchKind.SHIFT, one.first, one.last, one.direction > 0) for one in chart.shifts),
        *(StandingOut(StretchKind.TREND, one.first, one.last, one.direction > 0) for one in chart.trends),
    )


def _changes(cycles: Sequence[Seen]) -> tuple[Change, ...]:
    return tuple(
        Change(cycle.record.starts, f"Cycle {cycle.record.number or place}: {cycle.title.rstrip('.')}")
        for place, cycle in enumerate(cycles, start=1)
        if cycle.record.starts
    )


def _unit(idea: Seen) -> str:
    return str(idea.record.unit or idea.record.measure_name)


def _decimals(point: Seen) -> int:
    return len(number(point.record.value).partition(".")[2]) if point.record.value is not None else 0


def _point(point: Seen, marks: Sequence[str]) -> Point:
    value = NO_FIGURE if point.record.value is None else number(point.record.value)
    return Point(point, day(point.record.on) if point.record.on else "", value, "; ".join(marks))
