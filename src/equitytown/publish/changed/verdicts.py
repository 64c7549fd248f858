"""Tables of verdicts, ranks, trends and gaps that turned."""

from collections.abc import Callable

from equitytown.compare.edition_verdicts import NONE
from equitytown.present.blocks import Block, Cell, Column, Paragraph, Row, RowGroup, Span, Table, Verdict
from equitytown.present.wording.phrases import capital, join
from equitytown.publish import cells, changes
from equitytown.publish.changed.tables import measure, table_of
from equitytown.publish.edition import Edition
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.edition_change import ChangeKind, EditionChange, EditionChanges
from equitytown.terms.observation import Rating

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
    groups = [
        RowGroup(f"Against {changes.comparator_name(edition, kind.value)}",
                 tuple(_verdict_row(edition, c) for c in own if c.what == kind.value and changes.is_turn(c)))
        for kind in ComparatorKind
    ]  # fmt: skip
    first = tuple(_verdict_row(edition, c, named=True) for c in own if c.old == Rating.NOT_COMPARED.value)
    groups.append(RowGroup("Compared for the first time", first))
    return table_of("changes-verdicts", "Verdicts on the newest figure that turned", _BEFORE_AND_NOW, groups)


def every_verdict(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """Give what can no longer be compared, and what is given for the first time or no longer."""
    own = changes.newest_own(edition, found.of(ChangeKind.RATING))
    rows = tuple(_verdict_row(edition, c, named=True) for c in own if c.new == Rating.NOT_COMPARED.value)
    tables = (
        table_of("changes-no-longer", "Verdicts that can no longer be given", _BEFORE_AND_NOW, (RowGroup("", rows),)),
        _said(edition, found, "changes-given", "Ranks, trends and gaps given for the first time, or no longer",
              lambda c: NONE in (c.old, c.new)),
    )  # fmt: skip
    return tuple(table for table in tables if table is not None)


def turned_measures(edition: Edition, found: EditionChanges) -> set[str]:
    """Name the measures whose newest verdict turned into another."""
    return {c.indicator_id for c in changes.newest_own(edition, found.of(ChangeKind.RATING)) if changes.is_turn(c)}


def no_longer(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """Name in a sentence the measures that are no longer compared with the nation."""
    nation = edition.place.nation.area_name
    names = [
        changes.measure_name(edition, c.indicator_id)
        for c in changes.newest_own(edition, found.of(ChangeKind.RATING))
        if c.what == ComparatorKind.NATIONAL.value and c.new == Rating.NOT_COMPARED.value
    ]
    if not names:
        return ()
    many = "1 measure is" if len(names) == 1 else f"{len(names):,} measures are"
    told = f" no longer compared with {nation}, since the newest figures do not allow it: {join(names)}."
    return (Paragraph((Span(many, trace="changes|no-longer"), Span(told))),)


def _verdict_row(edition: Edition, c: EditionChange, *, named: bool = False) -> Row:
    name = changes.measure_name(edition, c.indicator_id)
    if named:
        name = f"{name}, against {changes.comparator_name(edition, c.what)}"
    old, new = (Cell(verdict=Verdict(Rating(str(value)))) for value in (c.old, c.new))
    return Row((
        measure(edition, c, name), cells.words(c.old_period or c.period), old, cells.words(c.period), new,
        cells.words(changes.why_words(c)),
    ))  # fmt: skip


def others_turned(edition: Edition, found: EditionChanges) -> Table | None:
    """Set ranks, trends, changes and gaps of the newest figures beside those before, where both are given."""
    caption = "Ranks, trends and gaps of the newest figure that turned"
    return _said(edition, found, "changes-ranks", caption, lambda c: NONE not in (c.old, c.new))


def _said(
    edition: Edition, found: EditionChanges, table_id: str, caption: str, keep: Callable[[EditionChange], bool]
) -> Table | None:
    columns = tuple(Column(c.key, {"Verdict": "Said"}.get(c.label, c.label), "text", c.group) for c in _BEFORE_AND_NOW)
    headings = {
        ChangeKind.RANK: "Rank among neighbours; 1 is best",
        ChangeKind.TREND: "Trend",
        ChangeKind.MOVEMENT: "Change since the period before",
        ChangeKind.GAP: f"Gap to {edition.place.nation.area_name}",
    }
    groups = (
        RowGroup(heading, tuple(_said_row(edition, c) for c in changes.newest_own(edition, found.of(kind)) if keep(c)))
        for kind, heading in headings.items()
    )
    return table_of(table_id, caption, columns, groups)


def _said_row(edition: Edition, c: EditionChange) -> Row:
    old, new = (Cell(text=(Span(capital(str(value)), trace="changes|turned"),)) for value in (c.old, c.new))
    name = changes.measure_name(edition, c.indicator_id)
    return Row((
        measure(edition, c, name), cells.words(c.old_period or c.period), old, cells.words(c.period), new,
        cells.words(changes.why_words(c)),
    ))  # fmt: skip
