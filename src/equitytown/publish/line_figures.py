"""Figures over time: the place's line beside England, the region and its closest neighbour."""

from collections.abc import Sequence

from equitytown.present.blocks import Cell, Column, Figure, Row, RowGroup, Table, Text, text
from equitytown.present.charts.data import Break, LineData, Role
from equitytown.present.charts.line import line_chart
from equitytown.present.wording import headlines
from equitytown.present.wording.phrases import join, span
from equitytown.publish import cells, points
from equitytown.publish.edition import Edition
from equitytown.terms.area import Area
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import labels_between

LONGEST_LINE = 15  # periods on a line chart
FEWEST_POINTS = 2  # points that make a line
LEAST_HELD = 0.5  # of a line's periods an area must have, or its points float without a line


def line_figure(edition: Edition, indicator: Indicator, *, figure_id: str, label: str = "") -> Figure | None:
    """Draw the place over time beside England, the region and the closest neighbour."""
    found = edition.current(indicator)
    if found is None:
        return None
    own = edition.own(indicator).like(found.observation.period).observations[-LONGEST_LINE:]
    own = tuple(o for o in own if o.value is not None and _is_beside(edition, indicator, o))
    if len(own) < FEWEST_POINTS:
        return None
    periods = _axis(own)
    place = edition.place
    areas = _line_areas(edition, indicator, periods)
    national = [o for p in periods if (o := edition.series(indicator, place.nation).at(p)) is not None]
    title = headlines.line_title(place.area.area_name, own, national, indicator)
    data = LineData(
        chart_id=figure_id,
        headline=indicator.headline,
        unit=indicator.unit.value,
        periods=periods,
        series=tuple(points.series(edition, indicator, a, role=r, periods=periods) for a, r in areas),
        finding=title,
        breaks=_breaks(indicator, own),
    )
    shown = [edition.series(indicator, a).at(p) for a, _ in areas for p in periods]
    names = join([a.area_name for a, _ in areas])
    band = " The band shows 95% confidence limits." if any(o.has_limits for o in own) else ""
    caption = text(f"{indicator.headline} ({indicator.unit.value}), {names}, {span(periods[0], periods[-1])}.{band}")
    table = _line_table(edition, indicator, figure_id, areas, periods)
    return Figure(
        figure_id, label, title, caption, line_chart(data), table, points.sources(shown), _line_notes(own)
    )  # fmt: skip


def _axis(own: Sequence[Observation]) -> tuple[str, ...]:
    """
    List every period of the axis, so that a missing year leaves a gap.

    A series that is published only every few years keeps its own periods: its points belong together.
    """
    every = labels_between(own[0].period, own[-1].period)
    return every if len(own) >= LEAST_HELD * len(every) else tuple(o.period.label for o in own)


def _is_beside(edition: Edition, indicator: Indicator, observation: Observation) -> bool:
    """Say whether any other area of the line has a figure for the period, so that a lone one does not stretch it."""
    place = edition.place
    others = [place.nation, place.region]
    neighbours = edition.neighbour_set(indicator)
    if neighbours is not None:
        others.append(neighbours.closest)
    held = (edition.series(indicator, area).at(observation.period) for area in others)
    return any(o is not None and o.value is not None for o in held)


def _line_notes(own: Sequence[Observation]) -> tuple[Text, ...]:
    notes = []
    if own[0].period.years > 1:
        notes.append(text("Neighbouring periods overlap, so one point to the next is not a change of its own."))
    return tuple(notes)


def _line_areas(edition: Edition, indicator: Indicator, periods: Sequence[str]) -> list[tuple[Area, Role]]:
    """Choose the lines: the place, England, and the region and closest neighbour where half is held."""
    place = edition.place
    wanted = [(place.area, Role.TOWN), (place.nation, Role.ENGLAND), (place.region, Role.REGION)]
    neighbours = edition.neighbour_set(indicator)
    if neighbours is not None:
        wanted.append((neighbours.closest, Role.NEIGHBOUR))
    return [(area, role) for area, role in wanted if role is Role.TOWN or _held(edition, indicator, area, periods)]


def _held(edition: Edition, indicator: Indicator, area: Area, periods: Sequence[str]) -> bool:
    series = edition.series(indicator, area)
    held = [p for p in periods if (o := series.at(p)) is not None and o.value is not None]
    return len(held) >= max(FEWEST_POINTS, LEAST_HELD * len(periods))


def _breaks(indicator: Indicator, own: Sequence[Observation]) -> tuple[Break, ...]:
    """Place each definition break at the first period that lies wholly after it."""
    marked = []
    for found in indicator.breaks:
        after = [o.period for o in own if o.period.start >= found.start]
        if after and len(after) < len(own):
            marked.append(Break(after[0].label, "New definition"))
    return tuple(marked)


def _line_table(
    edition: Edition, indicator: Indicator, figure_id: str, areas: Sequence[tuple[Area, Role]], periods: Sequence[str]
) -> Table:
    columns = [Column("period", "Period")]
    for area, role in areas:
        columns.append(Column(area.area_code, area.area_name, "number", decimals=indicator.decimals))
        if role is Role.TOWN:
            columns.append(Column("limits", "95% limits", "number"))
    rows = []
    for period in periods:
        row: list[Cell] = [cells.words(period)]
        for area, role in areas:
            held = edition.series(indicator, area).at(period)
            row.append(cells.figure(edition, held, indicator))
            if role is Role.TOWN:
                row.append(cells.limits_of(held, indicator))
        rows.append(Row(tuple(row)))
    caption = f"{indicator.headline} ({indicator.unit.value}) over time"
    return Table(figure_id, caption, tuple(columns), (RowGroup("", tuple(rows)),))
