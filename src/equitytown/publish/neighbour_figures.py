"""Figures of neighbours: the place among them in two periods, whole or by sex."""

from collections.abc import Callable, Sequence

from equitytown.present.blocks import Cell, Chart, Column, Figure, Row, RowGroup, Table, Text, Verdict, text
from equitytown.present.charts.by_sex import by_sex_chart
from equitytown.present.charts.data import AreaRow, NeighboursData, Panel, Point, Reference, Role
from equitytown.present.charts.neighbours import neighbours_chart
from equitytown.present.wording import headlines
from equitytown.present.wording.phrases import join
from equitytown.publish import cells, points
from equitytown.publish.edition import Comparisons, Edition
from equitytown.terms.area import Area
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Rating

FEWEST_SEXES = 2  # that make small multiples
SEXES = ("Persons", "Female", "Male")
SEX_HEADINGS = {"Persons": "All persons", "Female": "Females", "Male": "Males"}


def neighbours_figure(
    edition: Edition, indicator: Indicator, found: Comparisons, *, earlier: str, figure_id: str, label: str = ""
) -> Figure | None:
    """Draw the place among its neighbours in two periods; None when no neighbour has a figure."""
    period = found.observation.period.label
    if not _neighbours_held(edition, indicator, period):
        return None
    panel = _panel(edition, indicator, period, earlier)
    title = headlines.neighbours_title(edition.place.area.area_name, found.neighbours, found.national, indicator)
    return _figure(edition, indicator, (panel,), (period, earlier), figure_id=figure_id, label=label, title=title,
                   chart=neighbours_chart, sexes=(indicator.headline_sex,))  # fmt: skip


def by_sex_figure(
    edition: Edition, indicator: Indicator, found: Comparisons, *, earlier: str, figure_id: str, label: str = ""
) -> Figure | None:
    """Draw small multiples by sex, each the place with whichever areas are held."""
    period = found.observation.period.label
    sexes = tuple(
        s for s in SEXES if (o := edition.own(indicator, sex=s).at(period)) is not None and o.value is not None
    )
    if len(sexes) < FEWEST_SEXES:
        return neighbours_figure(edition, indicator, found, earlier=earlier, figure_id=figure_id, label=label)
    panels = tuple(_panel(edition, indicator, period, earlier, sex=sex, heading=SEX_HEADINGS[sex]) for sex in sexes)
    female, male = (edition.own(indicator, sex=s).at(period) for s in ("Female", "Male"))
    title = headlines.sexes_title(edition.place.area.area_name, female, male)
    return _figure(edition, indicator, panels, (period, earlier), figure_id=figure_id, label=label, title=title,
                   chart=by_sex_chart, sexes=sexes)  # fmt: skip


def _neighbours_held(edition: Edition, indicator: Indicator, period: str) -> bool:
    members = edition.neighbours(indicator)
    return any((o := edition.series(indicator, a).at(period)) is not None and o.value is not None for a in members)


def _members(edition: Edition, indicator: Indicator) -> tuple[Area, ...]:
    return (edition.place.area, *edition.neighbours(indicator))


def _panel(
    edition: Edition, indicator: Indicator, period: str, earlier: str, *, sex: str = "", heading: str = ""
) -> Panel:
    place = edition.place
    rows = tuple(
        AreaRow(
            area.area_name,
            _point(edition, indicator, area, period, sex),
            _point(edition, indicator, area, earlier, sex) if earlier else None,
            Role.TOWN if area == place.area else Role.NEIGHBOUR,
        )
        for area in _members(edition, indicator)
    )
    lines = ((place.nation, Role.ENGLAND), (place.region, Role.REGION))
    references = (_reference(edition, indicator, area, role=role, period=period, sex=sex) for area, role in lines)
    held = tuple(r for r in references if r.point.value is not None)
    if heading:
        rows = tuple(row for row in rows if row.latest.value is not None)
    return Panel(rows, held, heading)


def _reference(edition: Edition, indicator: Indicator, area: Area, *, role: Role, period: str, sex: str) -> Reference:
    """Give an average as a line; one of another publisher than the place's figure says that it was printed earlier."""
    own, theirs = (edition.series(indicator, a, sex=sex).at(period) for a in (edition.place.area, area))
    mixed = own is not None and theirs is not None and own.provenance.publisher != theirs.provenance.publisher
    name = f"{area.area_name}, as printed" if mixed else area.area_name
    return Reference(name, role, _point(edition, indicator, area, period, sex))


def _point(edition: Edition, indicator: Indicator, area: Area, period: str, sex: str) -> Point:
    held = edition.series(indicator, area, sex=sex).at(period)
    rating = edition.rating(indicator, area, period, sex=sex)
    return points.point(held, indicator, period=period, rating=rating)


def _figure(
    edition: Edition,
    indicator: Indicator,
    panels: tuple[Panel, ...],
    periods: tuple[str, str],
    *,
    figure_id: str,
    label: str,
    title: str,
    chart: Callable[[NeighboursData], Chart],
    sexes: Sequence[str],
) -> Figure:
    period, earlier = periods
    data = NeighboursData(
        chart_id=figure_id,
        headline=indicator.headline,
        unit=indicator.unit.value,
        latest_period=period,
        earlier_period=earlier,
        polarity=indicator.polarity,
        panels=panels,
        finding=title,
    )
    found = edition.neighbour_set(indicator)
    areas = (*_members(edition, indicator), edition.place.nation, edition.place.region)
    shown = [edition.series(indicator, a, sex=s).at(p) for a in areas for s in sexes for p in periods if p]
    rest = f"; open circles, {earlier}" if earlier else ""
    limits = " Whiskers show 95% confidence limits." if any(o is not None and o.has_limits for o in shown) else ""
    rated = any(row.latest.rating is not Rating.NOT_COMPARED for panel in panels for row in panel.rows)
    shapes = " Shapes compare each council with England." if rated else ""
    caption = text(f"{indicator.headline} ({indicator.unit.value}), {period}{rest}.{shapes}{limits}")
    named = (text(f"Neighbours: {found.name}."),) if found is not None else ()
    notes = (*named, *_neighbour_notes(panels, limits))
    table = _neighbours_table(edition, indicator, figure_id, periods, sexes)
    return Figure(figure_id, label, title, caption, chart(data), table, points.sources(shown), notes)


def _neighbour_notes(panels: Sequence[Panel], limits: str) -> tuple[Text, ...]:
    missing = [row.name for row in panels[0].rows if row.latest.value is None]
    notes = [text(f"No figure for {join(missing)}.")] if missing else []
    unrated = all(row.latest.rating is Rating.NOT_COMPARED for panel in panels for row in panel.rows)
    if unrated:
        notes.append(text("No verdict can be given: the figures come without limits and without a published verdict."))
    elif not limits:
        notes.append(text("Verdicts are the publisher's own; its limits are not held."))
    return tuple(notes)


def _neighbours_table(
    edition: Edition, indicator: Indicator, figure_id: str, periods: tuple[str, str], sexes: Sequence[str]
) -> Table:
    """Set out the chart's figures: an area a row, a group a sex."""
    period, earlier = periods
    columns = [
        Column("area", "Area"),
        Column("latest", period, "number", decimals=indicator.decimals),
        Column("limits", "95% limits", "number"),
        Column("rating", "Against England", "verdict"),
    ]
    if earlier:
        columns.insert(1, Column("earlier", earlier, "number", decimals=indicator.decimals))
    areas = (*_members(edition, indicator), edition.place.region, edition.place.nation)
    groups = tuple(
        RowGroup(
            SEX_HEADINGS.get(sex, sex) if len(sexes) > 1 else "",
            tuple(_neighbour_row(edition, indicator, area, periods, sex) for area in areas),
        )
        for sex in sexes
    )
    caption = f"{indicator.headline} ({indicator.unit.value}), {edition.place.area.area_name} and its neighbours"
    return Table(figure_id, caption, tuple(columns), groups)


def _neighbour_row(edition: Edition, indicator: Indicator, area: Area, periods: tuple[str, str], sex: str) -> Row:
    period, earlier = periods
    held = edition.series(indicator, area, sex=sex)
    latest = held.at(period)
    rating = edition.rating(indicator, area, period, sex=sex)
    trace = f"{latest.observation_id}|national#rating" if latest is not None and latest.value is not None else ""
    itself = area == edition.place.nation
    shown = cells.not_applicable("England itself") if itself else Cell(verdict=Verdict(rating, trace=trace))
    found = [
        cells.words(area.area_name),
        cells.figure(edition, latest, indicator),
        cells.limits_of(latest, indicator),
        shown,
    ]
    if earlier:
        found.insert(1, cells.figure(edition, held.at(earlier), indicator))
    return Row(tuple(found), highlight=area == edition.place.area)
