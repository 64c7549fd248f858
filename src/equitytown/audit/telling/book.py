"""A marked copy of a table as a workbook: cells filled with a comment each, and a sheet of remarks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from equitytown.audit.published import PublishedTable
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.telling.account import Account, Numbered, place_of, printable
from equitytown.audit.telling.grid import MarkedCell, headings_of, marked_rows

FILLS = {Sureness.CERTAIN: "#F6C7C0", Sureness.LIKELY: "#FBE3B5", Sureness.TO_CHECK: "#D3E4F5"}
COLUMNS = ("Number", "How sure", "Rule", "Where", "As printed", "What is remarked", "Probably meant", "To mend")
WIDTHS = (9, 10, 28, 34, 24, 60, 18, 48)
TABLE_WIDTH = 16
LONGEST_COMMENT = 1_000  # letters
LONGEST_CELL = 32_000  # letters that Excel takes


def write_book(account: Account, path: Path) -> None:
    """
    Write a marked copy as an Excel workbook.

    Parameters
    ----------
    account : Account
        What was read and what is remarked.
    path : Path
        The file to write.

    Notes
    -----
    Every cell is text as printed, and none is a formula, whatever it begins with.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  heavy imports wait until they are needed

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": f"Audit of {printable(account.published.name)}"})
        forms = {grade: book.add_format({"bg_color": fill, "bold": True, "border": 1}) for grade, fill in FILLS.items()}
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _remarks(book.add_worksheet("Remarks"), account, head, wrap)
        for at, table in enumerate(account.published.tables, start=1):
            _table(book.add_worksheet(f"Table {at}"), account, table, {"head": head, **forms})


def _remarks(sheet: Any, account: Account, head: Any, wrap: Any) -> None:  # Any: xlsxwriter has no types
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row, numbered in enumerate(account.numbered, start=1):
        sheet.write_number(row, 0, numbered.number, wrap)
        for column, text in enumerate(_told(numbered, account), start=1):
            sheet.write_string(row, column, printable(text)[:LONGEST_CELL], wrap)


def _told(numbered: Numbered, account: Account) -> Sequence[str]:
    remark = numbered.remark
    return (
        f"{numbered.shape} {remark.sureness.value}",
        f"{remark.rule_id} {numbered.title}".strip(),
        _places(remark, account),
        "; ".join([*(entry.text for entry in remark.entries), *(passage.text for passage in remark.passages)]),
        remark.says + (" Out of date, not wrong." if remark.older else ""),
        remark.likely,
        remark.mend,
    )


def _places(remark: Remark, account: Account) -> str:
    held = [place_of(entry, account.published) for entry in remark.entries]
    return "; ".join(dict.fromkeys([*held, *(passage.where for passage in remark.passages)]))


def _table(sheet: Any, account: Account, table: PublishedTable, forms: dict[Any, Any]) -> None:  # Any: as above
    names = ["Row", *headings_of(table), "Remarks"]
    sheet.set_column(0, len(names) - 1, TABLE_WIDTH)
    for column, name in enumerate(names):
        sheet.write_string(0, column, printable(name), forms["head"])
    for at, row in enumerate(marked_rows(account, table), start=1):
        sheet.write_number(at, 0, row.number)
        for column, cell in enumerate(row.cells, start=1):
            sheet.write_string(at, column, printable(cell.text)[:LONGEST_CELL], forms.get(cell.sureness))
            if cell.remarks:
                sheet.write_comment(at, column, _comment(cell), {"x_scale": 2, "y_scale": 2, "author": "Equity Town"})
        sheet.write_string(at, len(names) - 1, _list(row.cells))


def _comment(cell: MarkedCell) -> str:
    said = [f"{n.number}. {n.remark.sureness.value}: {printable(n.remark.says)}" for n in cell.remarks]
    return "\n".join(said)[:LONGEST_COMMENT]


def _list(cells: Sequence[MarkedCell]) -> str:
    """Name a row's remarks by number, so that no colour is needed to find them."""
    held = {n.number: n for cell in cells for n in cell.remarks}
    return ", ".join(f"{n.shape} {n.remark.sureness.value} {number}" for number, n in sorted(held.items()))
