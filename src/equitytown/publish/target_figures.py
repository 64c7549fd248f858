"""The figure of a target: its measure over time with the path, and the tables of its periods and its groups."""

from collections.abc import Sequence
from dataclasses import replace

from equitytown.present.blocks import Cell, Column, Figure, Row, RowGroup, Span, Table, text
from equitytown.present.charts.data import Break, LineData, Point, Role, Series
from equitytown.present.charts.target import CARRIED_ON, KEY, target_chart
from equitytown.present.wording.numbers import bare, signed
from equitytown.present.wording.phrases import span
from equitytown.present.wording.sentences import sentence
from equitytown.present.wording.target_standing import title
from equitytown.publish import cells, points
from equitytown.publish.edition import Edition
from equitytown.publish.target_traces import group_trace
from equitytown.terms.indicator import Indicator, Unit
from equitytown.terms.observation import Observation, Rating
from equitytown.terms.period import Period, labels_between
from equitytown.terms.projection import ProjectedPoint
from equitytown.terms.target import GroupStanding, PathPoint, TargetOf, TargetProgress, Tracked

MOVING = "The target moves: it is to be on the better side of England's line."
FEWEST_POINTS = 2  # periods on the axis that make a chart


def target_figure(edition: Edition, progress: TargetProgress) -> Figure | None:
    """Draw a target; None where fewer than two periods would stand on the axis."""
    indicator = edition.place.indicators[progress.target.indicator_id]
    periods = _axis(progress)
    if len(periods) < FEWEST_POINTS or not progress.track:
        return None
    name = f"target-{progress.target.target_id}"
    data = LineData(
        chart_id=name,
        headline=_measured(progress, indicator),
        unit=_unit(progress, indicator),
        periods=periods,
        series=tuple(s for s in _series(edition, progress, _printed(progress, indicator)) if s.points),
        finding=title(progress, indicator),
        breaks=_breaks(progress, indicator),
    )
    measured = f"{_measured(progress, indicator)} ({_unit(progress, indicator)})"
    caption = f"{measured}, {span(periods[0], periods[-1])}.{_key(data, progress)}"
    shown = [*_rows_behind(edition, progress), *progress.england_track]
    return Figure(name, "", title(progress, indicator), text(caption), target_chart(data),
                  _table(edition, progress, indicator, periods), points.sources(shown))  # fmt: skip


def _rows_behind(edition: Edition, progress: TargetProgress) -> list[Observation]:
    """Give the rows behind a target: of its value each period's, of a gap inside the town the parts at its ends."""
    traces, target = {p.trace for p in progress.track}, progress.target
    ends = [end for one in edition.inside if (one.indicator_id, one.by) == (target.indicator_id, target.inside)
            for end in (one.highest, one.lowest) if end is not None]  # fmt: skip
    own = [o for o in edition.holdings.observations if o.observation_id in traces]
    return [*own, *ends, *([progress.observation] if progress.observation is not None else [])]


def _measured(progress: TargetProgress, indicator: Indicator) -> str:
    target = progress.target
    if target.of is TargetOf.VALUE:
        return f"{indicator.headline}, {target.category}" if target.category else indicator.headline
    return f"{indicator.headline}, {target.of.value}"


def _unit(progress: TargetProgress, indicator: Indicator) -> str:
    """Name the unit of what is drawn: shares differ by percentage points."""
    is_gap = progress.target.of is not TargetOf.VALUE
    return "percentage points" if is_gap and indicator.unit is Unit.PERCENT else indicator.unit.value


def _printed(progress: TargetProgress, indicator: Indicator) -> Indicator:
    """Give an indicator by which figures are printed bare: a gap in percentage points has no percent sign."""
    return indicator if progress.target.of is TargetOf.VALUE else replace(indicator, unit=Unit.POINTS)


def _key(data: LineData, progress: TargetProgress) -> str:
    roles = {series.role for series in data.series}
    band = any(p.lower is not None for s in data.series if s.role is Role.TOWN for p in s.points)
    said = [KEY] if Role.TARGET in roles else []
    said += [MOVING] if progress.target.is_moving and Role.ENGLAND in roles else []
    said += ["The band shows 95% confidence limits."] if band else []
    said += [CARRIED_ON] if Role.PROJECTION in roles else []
    return "".join(f" {words}" for words in said)


def _axis(progress: TargetProgress) -> tuple[str, ...]:
    """List every period from the first figure, or the baseline, to the target's."""
    held: list[Period] = [*(p.period for p in progress.track), *(p.period for p in progress.path)]
    if progress.due is not None:
        held.append(progress.due)
    if progress.projection is not None:
        held += [p.period for p in progress.projection.points]
    return labels_between(min(held), max(held)) if held else ()


def _series(edition: Edition, progress: TargetProgress, indicator: Indicator) -> tuple[Series, ...]:
    place = edition.place
    own = Series(place.area.area_name, Role.TOWN, tuple(_point(p, indicator) for p in progress.track))
    if progress.target.of is not TargetOf.VALUE:
        own = Series("Gap", Role.TOWN, own.points)
    england = (
        points.point(o, indicator, period=o.period.label, rating=Rating.NOT_COMPARED) for o in progress.england_track
    )
    shown = tuple(england) if progress.target.of is TargetOf.VALUE else ()
    return (
        own,
        Series(place.nation.area_name, Role.ENGLAND, shown),
        Series("Target", Role.TARGET, _aimed(progress, indicator)),
        Series("Carried on", Role.PROJECTION, _carried_on(progress, indicator)),
    )


def _point(point: Tracked, indicator: Indicator) -> Point:
    limits = "" if point.lower is None else f"{bare(point.lower, indicator)} to {bare(point.upper, indicator)}"
    return Point(
        point.period.label,
        point.value,
        bare(point.value, indicator),
        point.lower,
        point.upper,
        limits,
        trace=point.trace,
    )


def _aimed(progress: TargetProgress, indicator: Indicator) -> tuple[Point, ...]:
    """Give the path; one value for every period where there is none; nothing where the target moves with England."""
    value = progress.target.value
    if value is None:
        return ()
    if progress.path:
        return tuple(_asked(point, indicator) for point in progress.path)
    return tuple(Point(label, value, bare(value, indicator)) for label in _axis(progress))


def _asked(point: PathPoint, indicator: Indicator) -> Point:
    return Point(point.period.label, point.value, bare(point.value, indicator))


def _carried_on(progress: TargetProgress, indicator: Indicator) -> tuple[Point, ...]:
    """Give the projection, beginning at the last figure."""
    found, reached = progress.projection, progress.reached
    if found is None or not found.points or reached is None:
        return ()
    start = Point(reached.period.label, reached.value, bare(reached.value, indicator), reached.value, reached.value)
    ahead = (
        Point(p.period.label, p.value, bare(p.value, indicator), p.lower, p.upper,
              f"{bare(p.lower, indicator)} to {bare(p.upper, indicator)}")
        for p in found.points if p.period > reached.period
    )  # fmt: skip
    return (start, *ahead)


def _breaks(progress: TargetProgress, indicator: Indicator) -> tuple[Break, ...]:
    held = [p.period for p in progress.track]
    marked = []
    for found in indicator.breaks:
        after = [period for period in held if period.start >= found.start]
        if after and len(after) < len(held):
            marked.append(Break(after[0].label, "New definition"))
    return tuple(marked)


def _table(edition: Edition, progress: TargetProgress, indicator: Indicator, periods: Sequence[str]) -> Table:
    """Give what the chart shows: figure, limits, England's figure, the path, and where the series would go."""
    is_value, unit = progress.target.of is TargetOf.VALUE, _unit(progress, indicator)
    caption = f"{_measured(progress, indicator)} ({unit}): figures and target"
    indicator = _printed(progress, indicator)
    aims = {p.period: p.value for p in _aimed(progress, indicator)}
    england = {o.period.label: o for o in progress.england_track} if is_value else {}
    ahead = {p.period.label: p for p in progress.projection.points} if progress.projection is not None else {}
    held = {p.period.label: p for p in progress.track}
    columns = _columns(edition, indicator, is_value=is_value)
    shown = [*columns[:3], *columns[3:4] * bool(england), *columns[4:5] * bool(aims), *columns[5:] * bool(ahead)]
    rows = []
    for period in periods:
        row = [cells.words(period), _reached(held.get(period), progress, indicator)]
        row.append(_limits(held.get(period), progress, indicator))
        row += [cells.figure(edition, england.get(period), indicator)] if england else []
        row += [_asked_cell(progress, aims.get(period), period, indicator)] if aims else []
        row += _ahead(progress, ahead.get(period), indicator) if ahead else []
        rows.append(Row(tuple(row)))
    return Table(f"target-{progress.target.target_id}", caption, tuple(shown), (RowGroup("", tuple(rows)),))


def _columns(edition: Edition, indicator: Indicator, *, is_value: bool) -> tuple[Column, ...]:
    """Give every column that a target's table may have."""
    town, decimals = edition.place.area.area_name if is_value else "Gap", indicator.decimals
    return (
        Column("period", "Period"),
        Column("reached", town, "number", decimals=decimals),
        Column("limits", "95% limits", "number"),
        Column("england", edition.place.nation.area_name, "number", decimals=decimals),
        Column("target", "Target asks for", "number", decimals=decimals),
        Column("carried_on", "Carried on", "number", decimals=decimals),
        Column("range", "Its range", "number"),
    )


def _asked_cell(progress: TargetProgress, value: float | None, period: str, indicator: Indicator) -> Cell:
    trace = f"{progress.finding_id}#path:{period}" if progress.path else f"{progress.finding_id}#value"
    return _number(value, indicator, trace, "The path does not reach this period")


def _ahead(progress: TargetProgress, point: ProjectedPoint | None, indicator: Indicator) -> list[Cell]:
    """Give a projected figure and its range."""
    if point is None:
        return [cells.not_applicable("Nothing is projected for this period")] * 2
    key, label = progress.finding_id, point.period.label
    low = Span(bare(point.lower, indicator), trace=f"{key}#ahead_lower:{label}")
    high = Span(bare(point.upper, indicator), trace=f"{key}#ahead_upper:{label}")
    return [_number(point.value, indicator, f"{key}#ahead:{label}", ""), Cell(text=sentence(low, " to ", high))]


def _reached(found: Tracked | None, progress: TargetProgress, indicator: Indicator) -> Cell:
    if found is None:
        return cells.missing("No figure is held")
    of_row = found.trace and not progress.target.category
    return _number(found.value, indicator, found.trace if of_row else f"{progress.finding_id}#track:{found.period}", "")


def _limits(found: Tracked | None, progress: TargetProgress, indicator: Indicator) -> Cell:
    if found is None or found.lower is None or found.upper is None:
        return cells.missing("The confidence limits are not held")
    key, label = progress.finding_id, found.period.label
    low = Span(bare(found.lower, indicator), trace=f"{key}#lower:{label}")
    return Cell(text=sentence(low, " to ", Span(bare(found.upper, indicator), trace=f"{key}#upper:{label}")))


def _number(value: float | None, indicator: Indicator, trace: str, reason: str) -> Cell:
    if value is None:
        return cells.missing(reason)
    return Cell(text=(Span(bare(value, indicator), trace=trace),), number=value)


def groups_table(progress: TargetProgress, indicator: Indicator) -> Table:
    """Give each group beside the aim that all are held to."""
    columns = (
        Column("group", "Group"),
        Column("period", "Period"),
        Column("figure", "Figure", "number", decimals=indicator.decimals),
        Column("beyond", "From the aim", "number", decimals=indicator.decimals),
        Column("stands", "How it stands"),
    )
    ways = dict.fromkeys(group.observation.category_type for group in progress.groups)
    of_way = {by: [group for group in progress.groups if group.observation.category_type == by] for by in ways}
    groups = tuple(RowGroup(by, tuple(_group_row(progress, g, indicator) for g in own)) for by, own in of_way.items())
    caption = f"{indicator.headline} ({indicator.unit.value}): each group beside the aim"
    notes = (text("From the aim: above 0 is the better side. Groups are given as published; some are of few people."),)
    return Table(f"target-{progress.target.target_id}-groups", caption, columns, groups, notes)


def _group_row(progress: TargetProgress, group: GroupStanding, indicator: Indicator) -> Row:
    o = group.observation
    tested = {None: "not tested", True: "more than chance", False: "within chance"}[group.is_sure]
    return Row(
        (
            cells.words(o.category),
            cells.words(o.period.label),
            _number(o.value, indicator, group_trace(progress, group, "value"), ""),
            Cell(text=(Span(signed(group.beyond, indicator), trace=group_trace(progress, group, "beyond")),),
                 number=group.beyond),
            cells.words(f"{'Meets' if group.is_met else 'Short of'} the aim, {tested}"),
        )
    )  # fmt: skip
