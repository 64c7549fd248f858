"""What the tables of changes share: their form, their first column, and cutting long ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from equitytown.present.blocks import Block, Cell, Column, Row, RowGroup, Span, Table, text
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells, changes
from equitytown.publish.edition import Edition
from equitytown.terms.edition_change import FIGURES, SENTENCES, TURNS, ChangeKind, EditionChange, EditionChanges, Why
from equitytown.terms.indicator import Unit

MOST_ROWS = 40  # of a table in the report; a longer one stands on a page of its own, and in data/
ALL = "data/changes.csv lists every change, of all areas and periods."


def by_why(found: EditionChanges) -> Table:
    """Count what changed by why; what changed for two reasons counts under both."""
    kinds = (
        ("Figures", FIGURES),
        ("Verdicts, ranks, trends and gaps", TURNS),
        ("Definitions", (ChangeKind.DEFINITION,)),
        ("Measures added or retired", (ChangeKind.MEASURE_ADDED, ChangeKind.MEASURE_RETIRED)),
        ("Sentences", SENTENCES),
        ("Texts and other parts", (ChangeKind.TEXT, ChangeKind.PART)),
    )
    whys = [why for why in Why if why in found.by_why()]
    columns = (
        Column("what", "What changed"),
        Column("all", "In all", "number"),
        *(Column(why.name.lower(), capital(why.value), "number") for why in whys),
    )
    rows = tuple(
        Row((cells.words(name), _count(len(found.of(*of))), *(_count(found.by_why(*of).get(why, 0)) for why in whys)))
        for name, of in kinds
        if found.of(*of)
    )
    note = text("A change with several reasons is counted under each.")
    return Table("changes-by-why", "How much changed, and why", columns, (RowGroup("", rows),), (note,))


def _count(how_many: int) -> Cell:
    return cells.counted(how_many, "changes|by-why")


def table_of(
    table_id: str, caption: str, columns: tuple[Column, ...], groups: Iterable[RowGroup], *notes: str, wide: bool = True
) -> Table | None:
    """Make a table of the groups that have rows; none where no group has."""
    kept = tuple(group for group in groups if group.rows)
    return Table(table_id, caption, columns, kept, tuple(text(n) for n in notes), wide=wide) if kept else None


def measure(edition: Edition, c: EditionChange, name: str) -> Cell:
    """Name a measure, and lead to its page."""
    if c.indicator_id not in edition.place.indicators:
        return cells.words(name)
    return Cell(text=(Span(name, href=f"measures/{c.indicator_id}"),))


def counted(edition: Edition, c: EditionChange) -> Cell:
    """Name a measure with the unit that its figures stand in, and lead to its page."""
    name = measure(edition, c, changes.measure_name(edition, c.indicator_id))
    indicator = edition.place.indicators.get(c.indicator_id)
    if indicator is None or indicator.unit is Unit.PERCENT:
        return name
    return replace(name, text=(*name.text, Span(f" ({indicator.unit.value})")))


def _rows(table: Table) -> int:
    return sum(len(group.rows) for group in table.groups)


def cut(table: Table | None) -> Table | None:
    """Cut a table to what fits a report, the first rows first, and say where the rest stands."""
    if table is None or _rows(table) <= MOST_ROWS:
        return table
    left, groups = MOST_ROWS, []
    for group in table.groups:
        if left > 0:
            groups.append(RowGroup(group.heading, group.rows[:left]))
        left -= len(group.rows)
    note = text(f"{_rows(table) - MOST_ROWS:,} more stand on the page that follows this one on the site.")
    return _with(table, groups, (note, *table.notes))


def whole(table: Table | None, name: str) -> tuple[Block, ...]:
    """Give a table whole, where the page before it had to cut it."""
    if table is None or _rows(table) <= MOST_ROWS:
        return ()
    return (_with(table, table.groups, table.notes, f"{table.table_id}-{name}"),)


def _with(table: Table, groups: Sequence[RowGroup], notes: Sequence[tuple[Span, ...]], table_id: str = "") -> Table:
    return Table(table_id or table.table_id, table.caption, table.columns, tuple(groups), tuple(notes), wide=table.wide)
