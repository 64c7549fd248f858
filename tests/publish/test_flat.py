"""A table is flattened without loss: groups, rounds and ranks become columns."""

from equitytown.present.blocks import Cell, Column, RankStrip, Row, RowGroup, Table, Verdict, text
from equitytown.publish.flat import Value, flatten
from equitytown.terms.observation import Rating


def table(columns, *cells, heading=""):
    return Table("t", "Caption", tuple(columns), (RowGroup(heading, (Row(tuple(cells)),)),))


def only_row(made):
    return flatten(made).rows[0]


def test_column_groups_become_part_of_the_label():
    made = flatten(table([Column("a", "Luton", group="Round 2021/22")], Cell(text("1"))))
    assert made.labels == ("Round 2021/22: Luton",)
    assert made.keys == ("a",)


def test_row_groups_become_a_column():
    made = flatten(table([Column("a", "Measure")], Cell(text("Smoking")), heading="6 Ill-health prevention"))
    assert made.labels == ("Group", "Measure")
    assert [value.words for value in made.rows[0]] == ["6 Ill-health prevention", "Smoking"]


def test_a_rank_becomes_words_and_four_numbers():
    rank = RankStrip(4, 16, 2, 8, "4 of 16")
    made = flatten(table([Column("rank", "Rank", "rank")], Cell(rank=rank)))
    assert made.keys == ("rank_words", "rank", "of", "rank_lower", "rank_upper")
    assert [value.value for value in made.rows[0]] == ["4 of 16", 4, 16, 2, 8]


def test_a_rank_without_a_known_range_is_marked():
    made = only_row(table([Column("nn", "Neighbours", "rank")], Cell(rank=RankStrip(4, 16, None, None, "4 of 16"))))
    assert [value.value for value in made] == ["4 of 16", 4, 16, "[x]", "[x]"]


def test_a_missing_rank_is_marked_in_every_column():
    made = flatten(table([Column("nn", "Neighbours", "rank")], Cell(text("[z]"))))
    assert made.keys == ("nn", "nn_rank", "nn_of", "nn_rank_lower", "nn_rank_upper")
    assert [value.value for value in made.rows[0]] == ["[z]"] * 5


def test_a_verdict_is_its_words():
    columns = [Column("a", "A", "verdict"), Column("b", "B", "verdict")]
    plain, worded = Cell(verdict=Verdict(Rating.NOT_COMPARED)), Cell(verdict=Verdict(Rating.WORSE, "R worse"))
    assert [value.words for value in only_row(table(columns, plain, worded))] == ["Not compared", "R worse"]


def test_a_rank_in_a_column_of_words_is_its_words():
    assert only_row(table([Column("a", "A")], Cell(rank=RankStrip(4, 16, 2, 8, "4 of 16"))))[0].words == "4 of 16"


def test_soft_hyphens_do_not_reach_a_spreadsheet():
    made = flatten(table([Column("a", "Neigh\u00adbours")], Cell(text("Neigh\u00adbour"))))
    assert (made.labels[0], made.rows[0][0].words) == ("Neighbours", "Neighbour")


def test_a_number_stays_unrounded_and_keeps_how_it_is_shown():
    made = only_row(table([Column("a", "A", "number")], Cell(text("85.4%"), number=85.4321)))
    assert made == (Value("85.4%", 85.4321, 1, "%"),)


def test_a_column_s_decimals_win_over_those_of_print():
    made = only_row(table([Column("a", "A", "number", decimals=2)], Cell(text("1,234.5"), number=1234.5)))
    assert made[0].decimals == 2


def test_a_whole_number_and_a_negative_one_are_read_right():
    columns = [Column("a", "A", "number"), Column("b", "B", "number"), Column("c", "C", "number")]
    cells = (
        Cell(text("1,234"), number=1234),
        Cell(text("\u22120.25"), number=-0.25),
        Cell(text("0.9 [p]"), number=0.9),
    )
    assert [value.decimals for value in only_row(table(columns, *cells))] == [0, 2, 1]


def test_an_empty_cell_gets_a_mark():
    columns = [Column("a", "A"), Column("b", "B", "number"), Column("c", "C", "verdict")]
    assert [value.words for value in only_row(table(columns, Cell(), Cell(), Cell()))] == ["[z]", "[x]", "[x]"]


def test_symbols_beside_numbers_stand_in_a_column_of_their_own():
    columns = (Column("a", "A", "number", group="Round"), Column("b", "B", "number"))
    marked, plain = Cell(text("0.9 [p]"), number=0.9, symbols=("[p]",)), Cell(text("5"), number=5.0)
    missing = Cell(text("[c]"), symbols=("[c]",))
    rows = (Row((marked, plain)), Row((missing, missing)), Row((plain, plain)))
    made = flatten(Table("t", "Caption", columns, (RowGroup("", rows),)))
    assert made.keys == ("a", "a_symbol", "b")
    assert made.labels == ("Round: A", "Round: A: symbol", "B")
    assert [[value.value for value in row] for row in made.rows] == [
        [0.9, "[p]", 5],
        ["[c]", "[c]", "[c]"],
        [5, "none", 5],
    ]


def test_labels_that_repeat_are_numbered():
    made = flatten(table([Column("a", "England"), Column("b", "england")], Cell(text("1")), Cell(text("2"))))
    assert made.labels == ("England", "england (2)")


def test_keys_that_repeat_give_way_to_labels():
    made = flatten(table([Column("a", "X"), Column("a", "Y")], Cell(text("1")), Cell(text("2"))))
    assert made.keys == ("X", "Y")
