"""Tables on disk: CSV, Excel, ODS and Parquet, as analysts have them, into frames and back."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from equitytown.errors import InputError

TEXT = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PARQUET = (".parquet", ".pq")
# Marks for a number that is not there: plain ones, and the Government Statistical Service's shorthand.
MISSING = ("", "NA", "N/A", "NaN", "null", "-", "*", "..", ":", "[c]", "[x]", "[z]", "[u]", "[w]", "[low]")
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
WHOLE = re.compile(r"-?[\d,]{1,15}")
CODE = re.compile(r"-?0\d+")  # a leading nought makes a code, not a number

Cell = str | float | bool | date | time | timedelta | None


def read_table(path: Path, *, sheet: str = "", missing: Sequence[str] = ()) -> pl.LazyFrame:
    """
    Read a table.

    Parameters
    ----------
    path : Path
        A CSV, Excel, ODS or Parquet file with one line of column names.
    sheet : str, optional
        The sheet of a workbook; the first by default.
    missing : sequence of str, optional
        More marks that stand for a number that is not there.

    Returns
    -------
    LazyFrame
        Columns whose cells are numbers or marks for missing ones are numbers; all others are text. A
        Parquet file keeps its types and is not read before it is needed.

    Raises
    ------
    InputError
        If the file is not there, not of a known kind, empty, or its columns have no names of their own.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}. Check its name and folder.")
    ending = path.suffix.lower()
    if ending in PARQUET:
        return _parquet(path)
    marks = {*MISSING, *missing}
    if ending in TEXT:
        return _typed(_text_rows(path), path, marks)
    if ending in BOOKS:
        return _typed(_book_rows(path, sheet), path, marks)
    raise InputError(f"{path}: files ending in {ending or 'nothing'} are not known. Use .csv, .xlsx, .ods or .parquet.")


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """
    Write a table as the file's ending says.

    Raises
    ------
    InputError
        If there is no such folder, or the ending is not .csv, .xlsx or .parquet.
    """
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}. Make it first, or choose another.")
    ending = path.suffix.lower()
    partial = path.with_name(f".{path.name}.partial{ending}")
    try:
        if ending == ".csv":
            frame.write_csv(partial)
        elif ending == ".xlsx":
            frame.write_excel(partial, autofit=True, header_format={"bold": True})
        elif ending == ".parquet":
            frame.write_parquet(partial)
        else:
            raise InputError(f"{path}: tables are written as .csv, .xlsx or .parquet. Choose one of these endings.")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def read_mapping(path: Path) -> dict[str | float, float]:
    """
    Read a table of two columns as labels with their numbers, such as a standard population.

    Raises
    ------
    InputError
        If it cannot be read, or is not one column of labels and one of numbers, without gaps.
    """
    frame = read_table(path).collect()
    if len(frame.columns) != 2 or not frame.dtypes[1].is_numeric() or any(frame.null_count().row(0)):  # noqa: PLR2004
        raise InputError(f"{path} must have two columns without gaps: labels, then their numbers.")
    return dict(frame.iter_rows())


def _parquet(path: Path) -> pl.LazyFrame:
    try:
        frame = pl.scan_parquet(path)
        frame.collect_schema()
    except (PolarsError, OSError):
        raise InputError(
            f"{path} is no Parquet file. It may be cut off, or have another ending than it should."
        ) from None
    return frame


def _text_rows(path: Path) -> list[list[Cell]]:
    """Read comma- or tab-separated text, as Excel or a statistician saves it."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # what Excel on Windows saves
    head = text.partition("\n")[0]
    separator = max((",", "\t", ";"), key=head.count)  # the first where none stands in the line
    return [
        list(row)
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        if any(cell.strip() for cell in row)
    ]


def _book_rows(path: Path, sheet: str) -> list[list[Cell]]:
    """Read one sheet of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_path(path)
    except CalamineError:
        raise InputError(f"{path} is no workbook that can be read. Save it anew as .xlsx.") from None
    if sheet and sheet not in book.sheet_names:
        raise InputError(f'{path} has no sheet "{sheet}". Its sheets are: {", ".join(book.sheet_names)}.')
    rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python()
    return [list(row) for row in rows if any(cell not in ("", None) for cell in row)]


def _typed(rows: Sequence[Sequence[Cell]], path: Path, marks: set[str]) -> pl.LazyFrame:
    """Name the columns from the first row; turn those that hold numbers alone into numbers."""
    if not rows:
        raise InputError(f"{path} is empty. It needs one line of column names and rows below it.")
    names = [str(name).strip() for name in rows[0]]
    unnamed = [place for place, name in enumerate(names, start=1) if not name]
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if unnamed or twice:
        fault = f"column {unnamed[0]} has no name" if unnamed else f'the column "{twice[0]}" stands twice'
        raise InputError(f"{path}, first row: {fault}. Give each column one name of its own, and "
                         "leave nothing above the names.")  # fmt: skip
    long = [line for line, row in enumerate(rows[1:], start=2) if len(row) != len(names)]
    if long:
        raise InputError(
            f"{path}: {len(long)} rows have not as many cells as there are columns (first: row {long[0]}, "
            f"{len(rows[long[0] - 1])} for {len(names)}). Mend these rows."
        )
    columns = dict(zip(names, zip(*rows[1:], strict=True) if len(rows) > 1 else ([] for _ in names), strict=True))
    return pl.LazyFrame({name: _column(list(cells), marks) for name, cells in columns.items()})


def _column(cells: Sequence[Cell], marks: set[str]) -> pl.Series:
    """Make numbers of a column where every cell is one, or a mark for a missing one; else text."""
    texts = [_text(cell) for cell in cells]
    numbers = [None if text in marks else _number(text) for text in texts]
    if all(number is not None or text in marks for number, text in zip(numbers, texts, strict=True)):
        whole = all(number is None or WHOLE.fullmatch(text) for number, text in zip(numbers, texts, strict=True))
        return pl.Series(numbers, dtype=pl.Float64).cast(pl.Int64) if whole else pl.Series(numbers, dtype=pl.Float64)
    return pl.Series([text or None for text in texts], dtype=pl.String)


def _text(cell: Cell) -> str:
    """Give a cell as text; a whole number from a workbook without its decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return str(cell).strip()


def _number(text: str) -> float | None:
    """Read a number, with or without commas between thousands; None where there is none."""
    plain = text.replace(",", "") if THOUSANDS.fullmatch(text) else text
    if CODE.fullmatch(plain) or "_" in plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return None
