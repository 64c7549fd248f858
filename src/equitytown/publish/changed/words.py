"""Tables of definitions and sentences, old and new side by side."""

from equitytown.present.blocks import Block, Cell, Column, Paragraph, Row, RowGroup, Table, text
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells, changes
from equitytown.publish.changed.tables import measure, table_of
from equitytown.publish.changed.verdicts import turned_measures
from equitytown.publish.edition import Edition
from equitytown.terms.edition_change import ChangeKind, EditionChange, EditionChanges

FIRST_SENTENCES = ("level", "gap", "trend")  # what a reader of a measure meets first
BOLD = "Words that only one of the two sentences has are in bold."
_SENTENCES = (
    Column("measure", "Measure"),
    Column("old", "Was"),
    Column("new", "Is"),
    Column("why", "Why"),
)


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
        rows.append(Row((measure(edition, c, name), cells.words(capital(c.what)), *shown,
                         cells.words(changes.why_words(c)))))  # fmt: skip
    caption, note = "Definitions and methods that changed", "Words that only one of the two has are in bold."
    return table_of("changes-definitions", caption, columns, (RowGroup("", tuple(rows)),), note)


def first_sentences(edition: Edition, found: EditionChanges) -> Table | None:
    """
    Set the sentences that matter most beside those of before.

    They are what a reader of a measure meets first, of measures whose verdict turned; and every sentence about the
    same period as before, which no newer figure explains.
    """
    turned = turned_measures(edition, found)
    own = changes.newest_own(edition, found.of(ChangeKind.REWORDED))
    kept = [c for c in own if not c.old_period or (c.indicator_id in turned and c.what in FIRST_SENTENCES)]
    first = {name: at for at, name in enumerate(FIRST_SENTENCES)}
    order = list(dict.fromkeys(c.indicator_id for c in kept))
    kept.sort(key=lambda c: (order.index(c.indicator_id), first.get(c.what, len(first))))
    rows = tuple(_sentence_row(edition, c) for c in kept)
    rest = f"Sentences of measures whose verdict turned, or about the same period as before. {BOLD}"
    return table_of("changes-sentences", "Sentences that were reworded", _SENTENCES, (RowGroup("", rows),), rest)


def _sentence_row(edition: Edition, c: EditionChange) -> Row:
    old, new = changes.marked(str(c.old or ""), str(c.new or ""), c.about)
    before = "Nothing" if c.kind is ChangeKind.SENTENCE_ADDED else "Not repeated: a figure is no longer given"
    shown = [Cell(text=old or text(before)), Cell(text=new or text("Nothing"))]
    name = changes.measure_name(edition, c.indicator_id)
    return Row((measure(edition, c, name), *shown, cells.words(changes.why_words(c))))


def every_sentence(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """Give every sentence that was reworded, added or dropped, in three parts."""
    headed = (
        ("Reworded", ChangeKind.REWORDED),
        ("New", ChangeKind.SENTENCE_ADDED),
        ("Gone", ChangeKind.SENTENCE_GONE),
    )
    groups = (RowGroup(name, tuple(_sentence_row(edition, c) for c in found.of(kind))) for name, kind in headed)
    table = table_of("changes-sentences-all", "Every sentence that changed", _SENTENCES, groups, BOLD)
    lede = Paragraph(text("Sentences in which only the numbers are others are in data/changes.csv."), "lede")
    return (lede, table) if table is not None else ()
