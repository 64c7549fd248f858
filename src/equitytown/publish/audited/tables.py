"""The outcome tables of an edition as an audit sees them: what is printed in each cell, and the part it plays."""

from collections.abc import Iterator

from equitytown.audit.published import Column, Entry, Line, PublishedTable, Role
from equitytown.audit.reading.cells import read_cell
from equitytown.audit.reading.grids import letter
from equitytown.present.blocks import Cell, Row, Table, plain
from equitytown.present.wording.symbols import MEANINGS
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.legend import symbols_in
from equitytown.publish.sections import latest_table, outcome_table
from equitytown.terms.framework import PrintedRow
from equitytown.terms.indicator import Indicator

# The verdict against the closest neighbour plays no part: the figure that it stands on is not in the table.
LATEST = {
    "value": Role.PLACE,
    "national": Role.NATIONAL,
    "regional": Role.REGIONAL,
    "rank": Role.NEIGHBOURS,
    "rated_national": Role.RATING_NATIONAL,
    "rated_regional": Role.RATING_REGIONAL,
    "trend": Role.TREND,
}
Entries = dict[Role, Entry]


def latest(edition: Edition) -> PublishedTable:
    """
    Give the table of latest figures as an audit sees it.

    Parameters
    ----------
    edition : Edition
        As compared.

    Returns
    -------
    PublishedTable
        A line for each measure of the outcome list. Figures, verdicts and ranks are those printed; what a measure is,
        its period, unit, publisher and which way is good are the edition's own.
    """
    table = latest_table.table(edition)
    rows = [(group.heading, row) for group in table.groups for row in group.rows]
    measures = [i for p in edition.place.framework.principles for i in p.indicator_ids]
    lines = tuple(
        _line(edition, edition.place.indicators[indicator_id], row, table, at=at, group=heading)
        for at, (indicator_id, (heading, row)) in enumerate(zip(measures, rows, strict=True), start=1)
    )
    columns = tuple(_column(table, at) for at in range(len(table.columns)))
    key = {symbol.value: MEANINGS[symbol] for symbol in symbols_in(table)}  # what every renderer prints below it
    return PublishedTable(table.caption, edition.place.area.area_name, columns, lines, key=key)


def _column(table: Table, at: int) -> Column:
    held = table.columns[at]
    role = Role.MEASURE if held.key == "measure" else LATEST.get(held.key, Role.OTHER)
    return Column(letter(at), held.label, role)


def _line(edition: Edition, indicator: Indicator, row: Row, table: Table, *, at: int, group: str) -> Line:
    found = edition.current(indicator)
    entries: Entries = {}
    for position, cell in enumerate(row.cells):
        column = _column(table, position)
        if column.role not in (Role.OTHER, Role.MEASURE):
            entries[column.role] = read_cell(shown(cell), row=at, column=column)
        if table.columns[position].key == "limits":
            entries |= _limits(cell, at, column)
    return Line("", at, {**_named(indicator, found, at, group), **entries})


def _limits(cell: Cell, at: int, column: Column) -> Entries:
    """Give a cell that holds both limits as the two that it is; none where it holds a mark."""
    low, _, high = shown(cell).partition(" to ")
    sides = ((Role.LOWER, low), (Role.UPPER, high)) if high else ()
    return {role: read_cell(said, row=at, column=Column(column.letter, column.heading, role)) for role, said in sides}


def _named(indicator: Indicator, found: Comparisons | None, at: int, group: str) -> Entries:
    """Say what a measure is: the cells that its first column and its own page print."""
    provenance = found.observation.provenance if found is not None else None
    said = {
        Role.GROUP: group,
        Role.MEASURE: indicator.headline,
        Role.PERIOD: found.observation.period.label if found is not None else "",
        Role.UNIT: indicator.unit.value,
        Role.POLARITY: indicator.polarity.value,
        Role.SOURCE: f"{provenance.publisher}, {provenance.title}" if provenance is not None else "",
    }
    return {role: read_cell(words, row=at, column=Column("A", role.value, role)) for role, words in said.items()}


def shown(cell: Cell) -> str:
    """Give what a reader sees in a cell as words."""
    if cell.verdict is not None:
        return cell.verdict.words or cell.verdict.rating.value
    return cell.rank.words if cell.rank is not None else plain(cell.text)


def as_printed(edition: Edition) -> PublishedTable:
    """
    Give the rounds of a printed outcome list as an audit sees them.

    Parameters
    ----------
    edition : Edition
        Its printed rows, each a measure in a round, as somebody printed them.

    Returns
    -------
    PublishedTable
        A row for each measure in the order of the list, whose number its lines share, a line for each round.
    """
    table = outcome_table.table(edition)
    order = [i for p in edition.place.framework.principles for i in p.indicator_ids]
    held = {(row.indicator_id, row.round): row for row in edition.place.printed}
    listed = [i for i in order if any((i, name) in held for name in edition.place.framework.rounds)]
    lines = tuple(_rounds(edition, listed, held))
    columns = tuple(dict.fromkeys(entry.column for line in lines for entry in line.entries.values()))
    return PublishedTable(
        table.caption, edition.place.area.area_name, columns, lines, rounds=edition.place.framework.rounds
    )


def _rounds(edition: Edition, listed: list[str], held: dict[tuple[str, str], PrintedRow]) -> Iterator[Line]:
    for at, indicator_id in enumerate(listed, start=1):
        principle = edition.place.framework.principle_of(indicator_id)
        group = latest_table.heading(principle) if principle is not None else ""
        for nth, name in enumerate(edition.place.framework.rounds):
            if (row := held.get((indicator_id, name))) is not None:
                yield Line(name, at, _printed(edition, row, at=at, nth=nth, group=group))


def _printed(edition: Edition, row: PrintedRow, *, at: int, nth: int, group: str) -> Entries:
    place = edition.place
    shared = (
        (Role.GROUP, "Principle", group),
        (Role.MEASURE, "Measure", row.measure),
        (Role.SOURCE, "Source", row.source),
    )
    own = (
        (Role.PERIOD, "Date of measure", row.period_printed),
        (Role.PLACE, place.area.area_name, row.place.printed),
        (Role.NATIONAL, place.nation.area_name, row.national.printed),
        (Role.REGIONAL, place.region.area_name, row.regional.printed),
        (Role.NEIGHBOURS, "Nearest neighbours", row.neighbours.printed),
        (Role.RATING_NATIONAL, "vs England", row.national.rating or ""),
        (Role.RATING_REGIONAL, "vs region", row.regional.rating or ""),
        (Role.RATING_NEIGHBOURS, "vs neighbours", row.neighbours.rating or ""),
        (Role.TREND, "Trend", row.trend_printed),
    )
    first = 1 + nth * len(own)  # the measure's column stands before the first round, its source in the same cell
    columns = [(Column(letter(0), heading, role), said) for role, heading, said in shared]
    columns += [
        (Column(letter(first + n), heading, role, row.round), said) for n, (role, heading, said) in enumerate(own)
    ]
    return {column.role: read_cell(said, row=at, column=column) for column, said in columns}
