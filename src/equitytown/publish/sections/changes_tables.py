"""The tables of what changed: those that matter first, and the long ones behind them."""

from collections.abc import Callable, Iterable, Sequence

from equitytown.present.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Span,
    Table,
    Verdict,
    text,
)
from equitytown.present.wording.numbers import bare, with_unit
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells, changes
from equitytown.publish.edition import Edition
from equitytown.terms.edition_change import (
    FIGURES,
    SENTENCES,
    TURNS,
    ChangeKind,
    EditionChange,
    EditionChanges,
    Why,
)
from equitytown.terms.observation import Rating

MOST_ROWS = 40  # of a table in the report; a longer one stands on a page of its own, and in data/
FIRST_SENTENCES = ("level", "gap", "trend")  # what a reader of a measure meets first
BOLD = "Words that only one of the two sentences has are in bold."
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
    note = text("A change with two reasons is counted under both.")
    return Table("changes-by-why", "How much changed, and why", columns, (RowGroup("", rows),), (note,))


def _count(how_many: int) -> Cell:
    return cells.counted(how_many, "changes|by-why")


def top(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """Give the tables of the page and the annex: verdicts, ranks, newest figures, revised figures, words."""
    return (
        *_headed("Verdicts that turned", verdicts(edition, found)),
        *_headed("Ranks, trends and gaps that turned", others_turned(edition, found)),
        *_headed("The newest figure of each measure", newest(edition, found)),
        *_headed("Figures that were revised", _cut(revised(edition, found))),
        *_headed("Definitions and methods", _cut(definitions(edition, found))),
        *_headed("What is said of it in words", _cut(first_sentences(edition, found))),
    )


def behind(edition: Edition, found: EditionChanges | None) -> tuple[tuple[str, str, tuple[Block, ...]], ...]:
    """Give the long tables, each for a page: its name, its title and its blocks."""
    if found is None:
        return ()
    whole = (
        ("figures", "Every figure that was revised", _whole(revised(edition, found), "all")),
        ("definitions", "Every definition that changed", _whole(definitions(edition, found), "all")),
        ("sentences", "Every sentence that changed", _every_sentence(edition, found)),
    )
    return tuple((name, title, blocks) for name, title, blocks in whole if blocks)


def _headed(heading: str, table: Table | None) -> tuple[Block, ...]:
    return (Heading(2, heading), table) if table is not None else ()


def _rows(table: Table) -> int:
    return sum(len(group.rows) for group in table.groups)


def _cut(table: Table | None) -> Table | None:
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


def _whole(table: Table | None, name: str) -> tuple[Block, ...]:
    """Give a table whole, where the page before it had to cut it."""
    if table is None or _rows(table) <= MOST_ROWS:
        return ()
    return (_with(table, table.groups, table.notes, f"{table.table_id}-{name}"),)


def _with(table: Table, groups: Sequence[RowGroup], notes: Sequence[tuple[Span, ...]], table_id: str = "") -> Table:
    return Table(table_id or table.table_id, table.caption, table.columns, tuple(groups), tuple(notes), wide=table.wide)


def _table(
    table_id: str, caption: str, columns: tuple[Column, ...], groups: Iterable[RowGroup], *notes: str, wide: bool = True
) -> Table | None:
    """Make a table of the groups that have rows; none where no group has."""
    kept = tuple(group for group in groups if group.rows)
    return Table(table_id, caption, columns, kept, tuple(text(n) for n in notes), wide=wide) if kept else None


_BEFORE_AND_NOW = (
    Column("measure", "Measure"),
    Column("old_period", "Period", group="Before"),
    Column("old", "Verdict", "verdict", group="Before"),
    Column("period", "Period", group="Now"),
    Column("new", "Verdict", "verdict", group="Now"),
    Column("why", "Why"),
)


def verdicts(edition: Edition, found: EditionChanges) -> Table | None:
    """Set the verdicts on each measure's newest figure beside the newest before, where they turned."""
    own = changes.newest_own(edition, found.of(ChangeKind.RATING))
    given = [c for c in own if Rating.NOT_COMPARED.value not in (c.old, c.new)]
    kinds = dict.fromkeys(("national", "regional", "neighbours"))
    groups = [
        RowGroup(f"Against {changes.comparator_name(edition, kind)}",
                 tuple(_verdict_row(edition, c) for c in given if c.what == kind))
        for kind in kinds
    ]  # fmt: skip
    first = [c for c in own if c.old == Rating.NOT_COMPARED.value]
    last = [c for c in own if c.new == Rating.NOT_COMPARED.value]
    for heading, rest in (("Compared for the first time", first), ("No longer compared", last)):
        groups.append(RowGroup(heading, tuple(_verdict_row(edition, c, named=True) for c in rest)))
    return _table("changes-verdicts", "Verdicts that turned", _BEFORE_AND_NOW, groups, ALL)


def _verdict_row(edition: Edition, c: EditionChange, *, named: bool = False) -> Row:
    name = changes.measure_name(edition, c.indicator_id)
    if named:
        name = f"{name}, against {changes.comparator_name(edition, c.what)}"
    old, new = (Cell(verdict=Verdict(Rating(str(value)))) for value in (c.old, c.new))
    return Row((
        _measure(edition, c, name), cells.words(c.old_period or c.period), old, cells.words(c.period), new,
        cells.words(changes.why_words(c)),
    ))  # fmt: skip


def _measure(edition: Edition, c: EditionChange, name: str) -> Cell:
    """Name a measure, and lead to its page."""
    if c.indicator_id not in edition.place.indicators:
        return cells.words(name)
    return Cell(text=(Span(name, href=f"measures/{c.indicator_id}"),))


def others_turned(edition: Edition, found: EditionChanges) -> Table | None:
    """Set ranks, trends, changes and gaps of the newest figures beside those before, where they turned."""
    columns = tuple(Column(c.key, {"Verdict": "Said"}.get(c.label, c.label), "text", c.group) for c in _BEFORE_AND_NOW)
    headings = {
        ChangeKind.RANK: "Rank among neighbours; 1 is best",
        ChangeKind.TREND: "Trend",
        ChangeKind.MOVEMENT: "Change since the period before",
        ChangeKind.GAP: f"Gap to {edition.place.nation.area_name}",
    }
    groups = (
        RowGroup(heading, tuple(_said_row(edition, c) for c in changes.newest_own(edition, found.of(kind))))
        for kind, heading in headings.items()
    )
    return _table("changes-ranks", "Ranks, trends and gaps that turned", columns, groups, ALL)


def _said_row(edition: Edition, c: EditionChange) -> Row:
    old, new = (Cell(text=(Span(capital(str(value)), trace="changes|turned"),)) for value in (c.old, c.new))
    name = changes.measure_name(edition, c.indicator_id)
    return Row((
        _measure(edition, c, name), cells.words(c.old_period or c.period), old, cells.words(c.period), new,
        cells.words(changes.why_words(c)),
    ))  # fmt: skip


def newest(edition: Edition, found: EditionChanges) -> Table | None:
    """Set each measure's newest figure beside the newest before, where there is a newer period."""
    columns = (
        Column("measure", "Measure"),
        Column("old_period", "Period", group="Before"),
        Column("old", "Figure", "number", group="Before"),
        Column("period", "Period", group="Now"),
        Column("new", "Figure", "number", group="Now"),
        Column("why", "Why"),
    )
    kept = changes.newest_own(edition, found.of(ChangeKind.NEW_PERIOD, ChangeKind.NEW_FIGURE))
    rows = tuple(_figure_row(edition, c) for c in kept)
    caption = "Newest figures beside the newest before"
    note = "Where another source gives the newer figure, the two may not be comparable: see the measure's page."
    return _table("changes-newest", caption, columns, (RowGroup("", rows),), note)


def _figure_row(edition: Edition, c: EditionChange) -> Row:
    old_id = f"{c.indicator_id}|{c.area_code}|{c.old_period}|{c.sex}"
    old = _value(edition, c, c.old, f"{old_id}@{c.old_known_from}") if c.old_period else _none_before()
    return Row((
        _measure(edition, c, changes.measure_name(edition, c.indicator_id)),
        cells.words(c.old_period or "None"), old, cells.words(c.period), _value(edition, c, c.new, c.about),
        cells.words(changes.why_words(c)),
    ))  # fmt: skip


def _none_before() -> Cell:
    return cells.not_applicable("No figure was held before")


def _value(edition: Edition, c: EditionChange, value: str | float | None, trace: str, *, fine: bool = False) -> Cell:
    """Give a value with its unit, as finely as tells old from new where both are of one period."""
    indicator = edition.place.indicators.get(c.indicator_id)
    if value is None or isinstance(value, str) or indicator is None:
        return cells.missing("No figure is given") if value is None else cells.words(str(value))
    if fine and isinstance(c.old, float) and isinstance(c.new, float):
        indicator = changes.finely(indicator, c.old, c.new)
    words: Callable[..., str] = with_unit if indicator.suffix != "%" else bare
    return Cell(text=(Span(words(value, indicator), trace=trace),), number=value)


def revised(edition: Edition, found: EditionChanges) -> Table | None:
    """List the figures of the place, its comparators and the town within that were given before and are others."""
    shown = found.of(ChangeKind.VALUE, ChangeKind.LIMITS, ChangeKind.WITHDRAWN)
    codes = _compared(edition)
    inner = [c for c in shown if c.area_code in codes]
    rest = len(shown) - len(inner)
    place = edition.place.area
    headed = (
        (place.area_name, [c for c in inner if c.area_code == place.area_code]),
        ("Those it is compared with", [c for c in inner if c.area_code != place.area_code]),
    )
    columns = (
        Column("measure", "Measure"),
        Column("area", "Area"),
        Column("period", "Period"),
        Column("sex", "Group"),
        Column("old", "Was", "number"),
        Column("new", "Is", "number"),
        Column("why", "Why"),
        Column("turns", "What turns with it"),
    )
    groups = (RowGroup(name, tuple(_revised_row(edition, found, c) for c in rows)) for name, rows in headed)
    notes = (f"{rest:,} more are of other areas. {ALL}",) if rest else ()
    return _table("revisions", "Figures that were revised", columns, groups, *notes)


def _compared(edition: Edition) -> set[str]:
    place = edition.place
    sets = (place.neighbour_sets[name] for name in place.report.neighbour_sets.values())
    codes = {area.area_code for held in sets for area in held.members}
    return codes | {place.area.area_code, place.region.area_code, place.nation.area_code}


def _revised_row(edition: Edition, found: EditionChanges, c: EditionChange) -> Row:
    area = edition.place.areas.get(c.area_code)
    trace = f"{c.about}@{c.old_known_from}"
    what = ", ".join(filter(None, [c.sex, c.category]))
    return Row((
        _measure(edition, c, changes.measure_name(edition, c.indicator_id)),
        cells.words(area.area_name if area else c.area_code), cells.words(c.period), cells.words(what),
        _value(edition, c, c.old, trace, fine=True), _value(edition, c, c.new, c.about, fine=True),
        cells.words(changes.why_words(c)), cells.words(_turns(edition, found, c)),
    ))  # fmt: skip


def _turns(edition: Edition, found: EditionChanges, c: EditionChange) -> str:
    """Say what turned for the place in the figure's own period; several figures may have turned it together."""
    place = edition.place.area.area_code
    same = [
        t for t in found.of(*TURNS)
        if (t.indicator_id, t.period, t.sex) == (c.indicator_id, c.period, c.sex) and not t.old_period
        and t.area_code in (place, c.area_code)
    ]  # fmt: skip
    phrases = dict.fromkeys(
        f"{t.kind.value}{f' against {changes.comparator_name(edition, t.what)}' if t.kind is ChangeKind.RATING else ''}"
        f"{'' if t.area_code == place else ' of its own'}: {t.old}, now {t.new}"
        for t in same
    )
    return capital("; ".join(phrases)) or "Nothing"


def definitions(edition: Edition, found: EditionChanges) -> Table | None:
    """List the parts of definitions that changed, old and new side by side."""
    columns = (
        Column("measure", "Measure"),
        Column("part", "Part"),
        Column("old", "Was"),
        Column("new", "Is"),
        Column("why", "Why"),
    )
    rows = []
    for c in found.of(ChangeKind.DEFINITION):
        old, new = changes.marked(str(c.old), str(c.new), c.about)
        name = changes.measure_name(edition, c.indicator_id)
        shown = [Cell(text=words or text("Nothing")) for words in (old, new)]
        rows.append(Row((_measure(edition, c, name), cells.words(capital(c.what)), *shown,
                         cells.words(changes.why_words(c)))))  # fmt: skip
    return _table("changes-definitions", "Definitions and methods that changed", columns, (RowGroup("", tuple(rows)),),
                  "Words that only one of the two has are in bold.")  # fmt: skip


_SENTENCES = (
    Column("measure", "Measure"),
    Column("old", "Was"),
    Column("new", "Is"),
    Column("why", "Why"),
)


def first_sentences(edition: Edition, found: EditionChanges) -> Table | None:
    """Set the sentences that a reader meets first beside those of before, where their words changed."""
    own = changes.newest_own(edition, found.of(ChangeKind.REWORDED))
    rows = tuple(_sentence_row(edition, c) for name in FIRST_SENTENCES for c in own if c.what == name)
    rest = f"Level, gap and trend of the newest figures. Numbers alone changed in {len(found.of(ChangeKind.NUMBERS)):,}"
    return _table("changes-sentences", "Sentences that were reworded", _SENTENCES, (RowGroup("", rows),), BOLD,
                  f"{rest} sentences, which are not shown.")  # fmt: skip


def _sentence_row(edition: Edition, c: EditionChange) -> Row:
    old, new = changes.marked(str(c.old or ""), str(c.new or ""), c.about)
    shown = [Cell(text=words or text("Nothing")) for words in (old, new)]
    name = changes.measure_name(edition, c.indicator_id)
    return Row((_measure(edition, c, name), *shown, cells.words(changes.why_words(c))))


def _every_sentence(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """Give every sentence that was reworded, added or dropped, in three parts."""
    headed = (
        ("Reworded", ChangeKind.REWORDED),
        ("New", ChangeKind.SENTENCE_ADDED),
        ("Gone", ChangeKind.SENTENCE_GONE),
    )
    groups = (RowGroup(name, tuple(_sentence_row(edition, c) for c in found.of(kind))) for name, kind in headed)
    table = _table("changes-sentences-all", "Every sentence that changed", _SENTENCES, groups, BOLD)
    lede = Paragraph(text("Sentences in which only the numbers are others are in data/changes.csv."), "lede")
    return (lede, table) if table is not None else ()
