"""The account of an audit where there are several tables, or none, and of tables that no file held."""

from dataclasses import replace

import pytest

from equitytown.audit import examples, reference
from equitytown.audit.published import Role
from equitytown.audit.reading import read_text
from equitytown.audit.remarks import Remark, Rule, Sureness
from equitytown.audit.telling import Account
from equitytown.audit.telling.page import page_of
from equitytown.audit.telling.text import as_text

TABLE = "Measure\tLuton\tEngland\nSmoking\t1\t2\n"
OTHER = "Ward\tHomes\tPeople\nBiscot\t1\t2\n"
BOTH = f"First table\n\n{TABLE}\n\n\n\nSecond table\n\n{TABLE}\n\n\n\n{OTHER}"


def test_a_cell_is_told_with_its_table_where_there_are_several() -> None:
    read = read_text(BOTH)
    entry = read.tables[1].lines[0].entries[Role.PLACE]
    account = Account(read, (Remark("R01", Sureness.CERTAIN, "It is far off.", "", (entry,)),))
    told = as_text(account)
    assert 'Second table, row 12, column B (Luton): "1"' in told
    assert "Not read: Table 3 of the text was not read as an indicator table: " in told
    assert 'id="cell-2-12-B"' in page_of(account)
    assert 'href="#cell-2-12-B"' in page_of(account)


def test_text_without_a_table_is_told_to_have_none() -> None:
    account = Account(read_text("One sentence."), ())
    assert as_text(account).splitlines() == [
        "READ",
        "No indicator table.",
        "1 passage of text.",
        "",
        "the text: no remarks.",
    ]
    assert "None. That says that no rule was broken, not that every figure is right." in page_of(account)


def test_a_table_that_no_file_held_is_marked_from_its_lines() -> None:
    read = read_text(TABLE)
    made = replace(read, tables=(replace(read.tables[0], printed={}),))
    assert "<td>Smoking</td>" in page_of(Account(made, ()))


def test_a_quoted_cell_that_is_in_no_table_has_no_link() -> None:
    read = read_text(TABLE)
    entry = replace(read.tables[0].lines[0].entries[Role.PLACE], row=99)
    page = page_of(Account(read, (Remark("R01", Sureness.LIKELY, "Odd.", "", (entry,)),)))
    assert "row 99, column B (Luton)" in page
    assert "-99-B" not in page


def test_the_page_of_rules_shows_what_differs_in_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    right = f"Figure 1 shows it.\n\nLess text.\n\n{TABLE}"
    wrong = f"Figure 1 shows it.\n\nMore *text*.\n\n{TABLE.replace('1', '')}X\t|\t3\n"
    held = Rule("X01", "A title", "Is it\nso?", "Because.", right, wrong, Sureness.LIKELY)
    monkeypatch.setattr(reference, "rulebook", lambda: {"X01": held})
    monkeypatch.setattr(examples, "CHECKS", {"X01": lambda _: [Remark("X01", Sureness.LIKELY, "No [one].", "")]})
    page = reference.rules_reference()
    assert page.startswith("## X01 A title\n\nIs it so?\n\nWhy: Because.\n\nAt its surest: likely.\n\nRight:\n\n")
    assert "> **More \\*text\\*.**\n" in page
    assert "| Smoking | **(nothing)** | 2 |\n| X | &#124; | 3 |\n" in page
    assert page.endswith("What an audit says of it: No \\[one\\].\n")


def test_many_cells_and_passages_take_few_lines() -> None:
    rows = "".join(f"Measure {at}\tN/a\t{at}\n" for at in range(1, 8))
    read = read_text(
        "One long sentence that says it.\n\n" + "".join(f"Line {at}.\n\n" for at in range(6)) + TABLE + rows
    )
    cells = tuple(line.entries[Role.PLACE] for line in read.tables[0].lines)
    told = as_text(Account(read, (Remark("R20", Sureness.LIKELY, "Missing.", "Say why.", cells, read.passages[1:6]),)))
    assert '   column B (Luton), rows 16 to 23: "1", "N/a"\n   lines 3, 5, 7, 9, 11\n   Missing.' in told
    spread = (*cells[:1], *(line.entries[Role.NATIONAL] for line in read.tables[0].lines[:4]))
    told = as_text(Account(read, (Remark("R20", Sureness.LIKELY, "Missing.", "Say why.", spread),)))
    assert "column C (England), rows 16 to 19" in told
    one_row = (*read.tables[0].lines[1].entries.values(),) * 2
    assert "row 17" in as_text(Account(read, (Remark("R20", Sureness.LIKELY, "Odd.", "", one_row),)))


def test_a_mend_is_told_once_and_a_sentence_quoted_once() -> None:
    read = read_text("One long sentence that says it all, and more.")
    remark = Remark("R32", Sureness.LIKELY, f'It says: "{read.passages[0].text}"', "Mend it.", passages=read.passages)
    told = as_text(Account(read, (remark, Remark("R32", Sureness.LIKELY, "Again.", "Mend it."))))
    assert "   line 1\n" in told
    assert told.count("To mend: Mend it.") == 1
    assert "To mend: as in 1." in told


def test_what_is_to_check_takes_a_line_each_by_rule_unless_all_is_asked_for() -> None:
    read = read_text("One.\n\nTwo.\n\n" + TABLE)
    cells = tuple(line.entries[Role.PLACE] for line in read.tables[0].lines)
    found = (
        Remark("R32", Sureness.TO_CHECK, "Spelt two ways.", "Choose one.", cells, read.passages, "this"),
        Remark("R20", Sureness.TO_CHECK, "Missing.", "Say why.", cells[:1], older=True),
        Remark("R32", Sureness.TO_CHECK, "Said twice.", "Say it once."),
    )
    account = Account(read, found)
    told = as_text(account)
    row = cells[0].row
    assert "TO CHECK (3), in a line each" in told
    assert "lines 1, 3: Spelt two ways. Probably meant: this.\n   3. the whole: Said twice." in told
    assert f"   2. row {row}: Missing. Out of date, not wrong." in told
    assert "Choose one." not in told
    assert "To mend: Choose one." in as_text(account, full=True)
