"""The spine: every measure on one page, against how England's councils spread."""

from equitytown.present.blocks import Block, Cell, Column, Figure, Paragraph, Row, RowGroup, Table, text
from equitytown.present.charts.data import Point, SpineData, SpineGroup, SpineRow, Spread
from equitytown.present.charts.spine import spine_chart
from equitytown.publish import cells, points
from equitytown.publish.edition import Edition
from equitytown.publish.sections import summary
from equitytown.publish.sections.latest_table import heading
from equitytown.terms import finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Rating
from equitytown.terms.period import long_date

TITLE = "All measures on one page"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the spine chart with its table."""
    if not summary.standings(edition):
        return (Paragraph(text("No figures are held yet."), style="note"),)
    return (figure(edition),)


def figure(edition: Edition) -> Figure:
    """Draw every measure of the outcome list as one row."""
    place = edition.place.area.area_name
    groups = tuple(
        SpineGroup(heading(p), tuple(_row(edition, edition.place.indicators[i]) for i in p.indicator_ids))
        for p in edition.place.framework.principles
        if p.indicator_ids
    )
    title = summary.headline(edition)
    data = SpineData(
        chart_id="spine",
        place_name=place,
        groups=groups,
        spread_words="lowest to highest of England's upper-tier councils, middle half darker",
        finding=title,
    )
    caption = text(
        f"Newest figure for each measure. The light bar runs from the worst to the best of England's upper-tier "
        f"councils, the darker part is their middle half; better is to the right. The shape is {place} against "
        "England. A measure without a bar has no spread on record, a bar without a middle line no figure for England."
    )
    day = long_date(edition.place.report.as_of)
    source = text(f"as on each measure's page; figures as known on {day}.")
    return Figure("spine", "", title, caption, spine_chart(data), _table(edition), source)


def _row(edition: Edition, indicator: Indicator) -> SpineRow:
    found = edition.current(indicator)
    if found is None:
        return SpineRow(indicator.headline, "no figure held", Point("", None), Point("", None), indicator.polarity)
    period = found.observation.period.label
    rating = found.national.verdict.rating
    england = found.national.comparator_value
    held = edition.spreads.get(indicator.indicator_id)
    return SpineRow(
        measure=indicator.headline,
        detail=f"{indicator.unit.value}, {period}",
        town=points.point(found.observation, indicator, period=period, rating=rating),
        england=points.point(england, indicator, period=period, rating=Rating.NOT_COMPARED),
        polarity=indicator.polarity,
        spread=Spread(held.low, held.lower_quartile, held.upper_quartile, held.high) if held else None,
    )


def _table(edition: Edition) -> Table:
    columns = (
        Column("measure", "Measure"),
        Column("period", "Period"),
        Column("value", edition.place.area.area_name, "number"),
        Column("england", "England", "number"),
        Column("rating", "Against England", "verdict"),
        Column("low", "Lowest council", "number"),
        Column("lower_quartile", "Lower quartile", "number"),
        Column("upper_quartile", "Upper quartile", "number"),
        Column("high", "Highest council", "number"),
        Column("areas", "Councils with a figure", "number", decimals=0),
    )
    groups = tuple(
        RowGroup(heading(p), tuple(_table_row(edition, edition.place.indicators[i]) for i in p.indicator_ids))
        for p in edition.place.framework.principles
        if p.indicator_ids
    )
    return Table("spine", "Every measure and England's spread", columns, groups)


def _table_row(edition: Edition, indicator: Indicator) -> Row:
    found = edition.current(indicator)
    if found is None:
        awaited = cells.awaiting(edition, indicator)
        rest = (cells.missing(awaited.title) for _ in range(7))
        return Row((cells.words(indicator.headline), cells.missing(awaited.title), awaited, *rest))
    held = edition.spreads.get(indicator.indicator_id)
    spread = _spread_cells(held, indicator)
    return Row(
        (
            cells.words(indicator.headline),
            cells.words(found.observation.period.label),
            cells.figure(edition, found.observation, indicator),
            cells.figure(edition, found.national.comparator_value, indicator),
            cells.verdict(found.national),
            *spread,
        )
    )


def _spread_cells(held: finding.Spread | None, indicator: Indicator) -> tuple[Cell, ...]:
    """Give the four points of a spread and how many councils they rest on."""
    if held is None:
        return tuple(cells.missing("Too few councils have a figure for this period") for _ in range(5))
    key = f"{indicator.indicator_id}#spread"
    named = (
        (held.low, "low"),
        (held.lower_quartile, "lower_quartile"),
        (held.upper_quartile, "upper_quartile"),
        (held.high, "high"),
    )
    points_of = (cells.spread(value, indicator, f"{key}_{name}") for value, name in named)
    return (*points_of, cells.counted(held.areas, f"{key}_areas"))
