"""One small table in every kind of file that people keep such tables in."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import docx
import typst
import xlsxwriter

HEAD = (
    "",
    "Indicator",
    "Source",
    "Period",
    "Sandwell",
    "England",
    "Region",
    "NN",
    "RAG: England",
    "RAG: Region",
    "Trend",
)
BODY = (
    ("Start well", "Infant mortality (per 1,000)", "ONS", "2020-22", "5.7", "3.9", "5.6", "Rank 4th of 16", "R", "A",
     "No change"),
    ("", "Good level of development (%)", "DfE", "2022/23", "61.10%", "67.20%", "65.80%", "Ranked 11th out of 16", "R",
     "R", "Better"),
    ("", "Low birth weight (%)*", "ONS", "2022", "4.0%", "2.9%", "[c]", "3.4% (Walsall)", "R", "N/a", "-"),
    ("Work", "Claimants (%)", "DWP", "2023", "1,234", "60", "TBC", "third of sixteen", "Sig. worse", "Green", "Worse"),
)  # fmt: skip
NOTE = "* Rounded to one place."
ROWS = (HEAD, *BODY)


def as_tabs(folder: Path) -> Path:
    return _saved(folder / "table.txt", "\n".join("\t".join(row) for row in ROWS) + f"\n\n{NOTE}\n")


def as_pipes(folder: Path) -> Path:
    rule = "|".join("---" for _ in HEAD)
    lines = [f"| {' | '.join(row)} |" for row in ROWS]
    return _saved(folder / "pipes.txt", "\n".join([lines[0], f"|{rule}|", *lines[1:]]) + f"\n\n{NOTE}\n")


def as_spaces(folder: Path) -> Path:
    widths = [max(len(row[at]) for row in ROWS) + 3 for at in range(len(HEAD))]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in ROWS]
    return _saved(folder / "spaces.txt", "\n".join(lines) + f"\n\n{NOTE}\n")


def as_csv(folder: Path) -> Path:
    lines = [",".join(f'"{cell}"' for cell in row) for row in ROWS]
    return _saved(folder / "table.csv", "\n".join(lines) + f'\n\n"{NOTE}"\n')


def as_book(folder: Path) -> Path:
    """Percentages are numbers with a format, as a spreadsheet keeps them, and one is a formula with its value."""
    path = folder / "table.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        forms = {
            places: book.add_format({"num_format": f"0{'.' if places else ''}{'0' * places}%"}) for places in (1, 2)
        }
        sheet = book.add_worksheet("Measures")
        for at, row in enumerate(ROWS):
            for column, cell in enumerate(row):
                if cell.endswith("%"):
                    sheet.write_number(at, column, float(cell[:-1]) / 100, forms[len(cell.partition(".")[2]) - 1])
                elif cell == "5.7":
                    sheet.write_formula(at, column, "=3+2.7", None, 5.7)
                elif cell.replace(".", "").isdigit() and column > 3:
                    sheet.write_number(at, column, float(cell))
                else:
                    sheet.write_string(at, column, cell) if cell else None
        sheet.write_string(len(ROWS) + 1, 0, NOTE)
    return path


def as_word(folder: Path) -> Path:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(HEAD))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(NOTE)
    document.save(str(folder / "table.docx"))
    return folder / "table.docx"


def as_page(folder: Path, *, rows: Sequence[Sequence[str]] = ROWS) -> Path:
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<!doctype html><html><body><table>{cells}</table><p>{NOTE}</p><script>alert(1)</script></body></html>"
    return _saved(folder / "table.html", page)


def as_pdf(folder: Path, *, more: str = "") -> Path:
    cells = ", ".join(f'"{cell}"' for row in ROWS for cell in row)
    source = f'#set page(width: 60cm, height: 12cm)\n#table(columns: {len(HEAD)}, {more}{cells})\n#"{NOTE}"\n'
    _saved(folder / "table.typ", source)
    (folder / "table.pdf").write_bytes(typst.compile(folder / "table.typ"))
    return folder / "table.pdf"


def as_pdf_without_lines(folder: Path) -> Path:
    return as_pdf(folder, more="stroke: none, ")


def _saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


FILES: dict[str, Callable[[Path], Path]] = {
    "tabs": as_tabs, "pipes": as_pipes, "spaces": as_spaces, "comma-separated": as_csv, "Excel": as_book,
    "Word": as_word, "PDF": as_pdf, "a PDF without lines": as_pdf_without_lines, "a web page": as_page,
}  # fmt: skip
