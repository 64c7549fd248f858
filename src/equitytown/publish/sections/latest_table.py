"""The latest view: the newest figure of every measure, compared three ways."""

from collections.abc import Iterable

from equitytown.present.blocks import Block, Cell, Column, Paragraph, Row, RowGroup, Span, Table, text
from equitytown.present.wording.numbers import signed
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells, list_history
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.sections.summary import by_chance
from equitytown.terms.finding import Change, Direction
from equitytown.terms.framework import Alignment, Principle
from equitytown.terms.indicator import Indicator, Unit

TITLE = "Every measure, latest figures"
CAPTION = "Latest figure for each measure"
BRIEF = {"measure", "value", "national", "rated_national", "rated_regional", "rated_neighbours", "rank"}


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the table of latest figures."""
    return (
        Paragraph(
            text(
                "The newest figure held for each measure, from its supplier where one is held and "
                "from the printed report otherwise."
            ),
            style="lede",
        ),
        table(edition),
        *list_history.blocks(edition),
    )


def table(edition: Edition) -> Table:
    """Build the table of every measure, with all columns."""
    columns = _columns(edition)
    return Table("latest-figures", CAPTION, columns, _by_principle(edition, columns), _notes(edition), wide=True)


def brief_table(edition: Edition) -> Table:
    """Build the form that opens the site: every measure, the columns that a reader needs first."""
    columns = _brief(edition)
    return Table("every-measure", CAPTION, columns, _by_principle(edition, columns), _notes(edition))


def table_of(edition: Edition, principle: Principle) -> Table:
    """Build the brief form for the measures of one principle."""
    columns = _brief(edition)
    groups = (RowGroup("", _rows(edition, principle.indicator_ids, columns)),)
    caption = f"Measures: {principle.short_name}"
    return Table(f"principle-{principle.number}", caption, columns, groups, _notes(edition))


def table_aligned(edition: Edition, alignment: Alignment) -> Table:
    """Build the brief form by the headings of another strategy; a measure stands under each that it serves."""
    columns = _brief(edition)
    groups = tuple(
        RowGroup(heading.name, _rows(edition, heading.indicator_ids, columns)) for heading in alignment.headings
    )
    caption = f"Measures by heading: {alignment.name}"
    return Table(f"alignment-{alignment.alignment_id}", caption, columns, groups, _notes(edition))


def _brief(edition: Edition) -> tuple[Column, ...]:
    return tuple(column for column in _columns(edition) if column.key in BRIEF)


def _by_principle(edition: Edition, columns: tuple[Column, ...]) -> tuple[RowGroup, ...]:
    principles = edition.place.framework.principles
    return tuple(RowGroup(heading(p), _rows(edition, p.indicator_ids, columns)) for p in principles)


def _rows(edition: Edition, indicator_ids: Iterable[str], columns: tuple[Column, ...]) -> tuple[Row, ...]:
    keep = {column.key for column in columns}
    return tuple(_row(edition, edition.place.indicators[i], keep) for i in indicator_ids)


def heading(principle: Principle) -> str:
    """Name a principle with its number; the overarching group has none."""
    return f"{principle.number} {principle.short_name}" if principle.number else principle.short_name


def _notes(edition: Edition) -> tuple[tuple[Span, ...], ...]:
    sets = {edition.place.neighbour_sets[key] for key in edition.place.report.neighbour_sets.values()}
    listed = "; ".join(sorted(f"{found.population}: {found.name}" for found in sets))
    return (
        text("A verdict sets the 95% confidence limits against the other area's figure, or is the publisher's "
             "own where the figure comes without limits. Rank 1 is best."),
        text(f"Neighbours are councils with a similar population ({listed})."),
        *(block.text for block in by_chance(edition) if isinstance(block, Paragraph)),
    )  # fmt: skip


def _columns(edition: Edition) -> tuple[Column, ...]:
    place = edition.place
    return (
        Column("measure", "Measure"),
        Column("value", place.area.area_name, "number"),
        Column("limits", "95% limits", "number"),
        Column("national", place.nation.area_name, "number"),
        Column("regional", place.region.area_name, "number"),
        Column("rated_national", f"Against {place.nation.area_name}", "verdict"),
        Column("rated_regional", f"Against {place.region.area_name}", "verdict"),
        Column("rated_neighbours", "Against closest neighbour", "verdict"),
        Column("rank", "Rank among neighbours", "rank"),
        Column("baseline", "Since baseline"),
        Column("trend", "Trend"),
    )


def _row(edition: Edition, indicator: Indicator, keep: set[str]) -> Row:
    found = edition.current(indicator)
    name = _name(indicator, found)
    if found is None:
        awaited = cells.awaiting(edition, indicator)
        return Row((name, *(_awaiting(key, awaited) for key in _ordered(keep)[1:])))
    every = _cells(edition, found, indicator)
    return Row((name, *(every[key] for key in _ordered(keep)[1:])))


def _ordered(keep: set[str]) -> list[str]:
    order = (
        "measure", "value", "limits", "national", "regional",
        "rated_national", "rated_regional", "rated_neighbours", "rank", "baseline", "trend",
    )  # fmt: skip
    return [key for key in order if key in keep]


def _awaiting(key: str, awaited: Cell) -> Cell:
    if key == "value" and "confirmed" in awaited.title:
        return cells.words(awaited.title.lower(), title=awaited.title)
    return awaited if key in ("value", "limits") else cells.missing(awaited.title)


def _name(indicator: Indicator, found: Comparisons | None) -> Cell:
    link = Span(indicator.headline, href=f"measures/{indicator.indicator_id}")
    if found is None:
        return Cell(text=(link,))
    unit = "" if indicator.unit is Unit.PERCENT else f"{indicator.unit.value}, "
    return Cell(text=(link, Span(f" ({unit}{found.observation.period.label})")))


def _cells(edition: Edition, found: Comparisons, indicator: Indicator) -> dict[str, Cell]:
    trend = found.national.trend
    return {
        "value": cells.figure(edition, found.observation, indicator),
        "limits": cells.limits_of(found.observation, indicator),
        "national": cells.figure(edition, found.national.comparator_value, indicator),
        "regional": cells.figure(edition, found.regional.comparator_value, indicator),
        "rated_national": cells.verdict(found.national),
        "rated_regional": cells.verdict(found.regional),
        "rated_neighbours": cells.verdict(found.neighbours),
        "rank": cells.rank(found.neighbours),
        "baseline": _moved(found.national.since_baseline, indicator, found.national.finding_id),
        "trend": cells.words(capital(trend.direction.value), title=trend.reason)
        if trend
        else cells.missing("No trend can be given"),
    }


def _moved(change: Change | None, indicator: Indicator, key: str) -> Cell:
    """Say how far a figure lies from the baseline's, and whether a test backs a direction."""
    if change is None:
        return cells.missing("No baseline figure is held for this measure")
    size = Span(signed(change.difference, indicator), trace=f"{key}#baseline")
    tested = {Direction.NOT_ASSESSED: "not tested", Direction.NO_CHANGE: "within chance"}
    words = tested.get(change.direction, "more than chance")
    return Cell(text=(size, Span(f" {words}")), number=change.difference, title=change.reason)
