"""Columns share a table's width by what they hold."""

from equitytown.present.blocks import Cell, Column, RankStrip, Row, RowGroup, Table, Verdict, text
from equitytown.publish.widths import PDF, WORD, roomy, shares
from equitytown.terms.observation import Rating
from tests.publish.sample_report import brief_table, outcome_table


def table(*cells, labels=None, wide=False):
    labels = labels or [""] * len(cells)
    columns = tuple(Column(f"c{n}", label) for n, label in enumerate(labels))
    return Table("t", "C", columns, (RowGroup("", (Row(cells),)),), wide=wide)


def test_there_is_a_share_for_each_column():
    assert len(shares(outcome_table(), PDF)) == len(outcome_table().columns)


def test_longer_words_get_more():
    short, long = shares(table(Cell(text("ab")), Cell(text("accommodation"))), PDF)
    assert long > short


def test_every_column_gets_its_longest_word_when_room_is_short():
    words = Cell(text("Unacceptably " * 20))
    made = shares(table(*[words] * 8), PDF)
    assert all(share == (len("Unacceptably") + PDF.gap) * 10 for share in made) or min(made) >= 120


def test_a_short_verdict_is_never_broken():
    made = shares(table(Cell(verdict=Verdict(Rating.WORSE, "R worse")), *[Cell(text("word " * 60))] * 5), PDF)
    assert made[0] >= 10 * (len("R worse") + PDF.gap)


def test_a_rank_needs_room_for_its_strip_in_the_pdf_alone():
    held = table(Cell(rank=RankStrip(4, 16, 2, 8, "4 of 16")))
    assert shares(held, PDF)[0] > shares(held, WORD)[0]


def test_a_table_with_much_to_hold_uses_the_margin_too():
    assert roomy(brief_table(), PDF)
    assert not roomy(table(Cell(text("a"))), PDF)


def test_sideways_pages_have_more_room():
    upright, sideways = table(Cell(text("a"))), table(Cell(text("a")), wide=True)
    assert PDF.room(sideways) > PDF.room(upright)
    assert PDF.room(outcome_table()) > PDF.room(sideways)


def test_an_empty_table_has_shares():
    assert shares(Table("t", "C", (Column("a", ""),), ()), PDF) == (50,)
