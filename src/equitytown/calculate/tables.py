"""Tables on disk: CSV, Excel, ODS and Parquet, as analysts have them, into frames and back."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from equitytown.calculate.cells import MISSING, typed
from equitytown.collect.texts import encoding_of, is_hint, numbered_rows, separator_of
from equitytown.collect.workbooks import open_book, rows_of_book
from equitytown.errors import InputError

TEXT = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PARQUET = (".parquet", ".pq")
BOOK_BYTES = 2_000_000_000  # of XML: several times a full worksheet
SHEET_ROWS = 1_048_576
NAMES = "Give each column one name of its own, and leave nothing above the names."
MEND = "Mend these rows."
UNNAMED = "\n"  # before the place of a column without a name; no name can start so
PIECE_OF_ROWS = 2_000  # longer ones keep Python's garbage collector busy
SHOWN = 5

Line = tuple[int, Sequence[str]]


def read_table(path: Path, *, sheet: str = "", missing: Sequence[str] = (), keys: Sequence[str] = ()) -> pl.LazyFrame:
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
    keys : sequence of str, optional
        Columns that tell rows apart: two spellings of one number in them are not the same (2.1 and 2.10).

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
    if sheet and ending not in BOOKS:
        raise InputError(f"{path} is no workbook and has no sheet to choose. Leave --sheet out.")
    if ending in PARQUET:
        return _parquet(path)
    marks = {*MISSING, *missing}
    if ending in TEXT:
        encoding = encoding_of(path)
        separator = separator_of(path, encoding)
        return typed(_framed(_text_rows(path, separator, encoding), path), marks, separator=separator, keys=keys).lazy()
    if ending in BOOKS:
        return typed(_framed(_book_rows(path, sheet), path), marks, keys=keys).lazy()
    raise InputError(f"{path}: files ending in {ending or 'nothing'} are not known. Use .csv, .xlsx, .ods or .parquet.")


def other_sheets(path: Path, sheet: str) -> list[str]:
    """Name the sheets of a workbook that were not read; none of other files."""
    if path.suffix.lower() not in BOOKS:
        return []
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    names = CalamineWorkbook.from_path(path).sheet_names
    return [name for name in names if name != (sheet or names[0])]


def other_sheets_told(path: Path, sheet: str) -> str:
    """Say which sheets of a workbook were not read, after the sentence of a fault; nothing of other files."""
    others = other_sheets(path, sheet)
    return f" Other sheets of the workbook: {', '.join(others)}; choose one with --sheet." if others else ""


def write_table(frame: pl.DataFrame, path: Path, *, marks: Mapping[str, str] | None = None) -> None:
    """
    Write a table as the file's ending says.

    Parameters
    ----------
    frame : DataFrame
        What to write.
    path : Path
        Where; a file that is there is replaced once the new one is whole.
    marks : mapping of column to mark, optional
        What to print in a column of numbers where one is missing: "[c]". Parquet keeps it missing.

    Raises
    ------
    InputError
        If there is no such folder, or the ending is not .csv, .xlsx or .parquet.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}. Make it first, or choose another.")
    if path.suffix.lower() == ".xlsx" and frame.height >= SHEET_ROWS:
        raise InputError(f"{frame.height:,} rows are more than a worksheet holds. Write them to .csv or .parquet.")
    ending = path.suffix.lower()
    partial = path.with_name(f".{path.name}.partial{ending}")
    try:
        if ending == ".csv":
            as_csv(marked(frame, marks or {}), partial)
        elif ending == ".xlsx":
            _write_book(frame, partial, marks or {})
        elif ending == ".parquet":
            frame.write_parquet(partial)
        else:
            raise InputError(f"{path}: tables are written as .csv, .xlsx or .parquet. Choose one of these endings.")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def as_csv(frame: pl.DataFrame, path: Path | None = None) -> str:
    """
    Write CSV to a file, or give it as text.

    Raises
    ------
    InputError
        If a column holds lists or the like.
    """
    try:
        return frame.write_csv(path) or ""
    except PolarsError:
        nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
        raise InputError(
            f'column "{nested[0] if nested else frame.columns[0]}" holds what CSV has no way to write. '
            "Write the answer to .parquet, or leave the column out of the file."
        ) from None


def marked(frame: pl.DataFrame, marks: Mapping[str, str]) -> pl.DataFrame:
    """Print marks in columns of numbers where one is missing."""
    return frame.with_columns(pl.col(name).cast(pl.String).fill_null(mark) for name, mark in marks.items())


def _write_book(frame: pl.DataFrame, path: Path, marks: Mapping[str, str]) -> None:
    """Write a workbook; a limit without end, which Excel knows no number for, as a word that is read again."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  the package holds no types

    options = {"nan_inf_to_errors": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        frame.write_excel(book, autofit=True, header_format={"bold": True})
        (sheet,) = book.worksheets()
        for column, name in enumerate(frame.columns):
            if frame[name].dtype.is_float():
                for row in frame[name].is_infinite().fill_null(value=False).arg_true():
                    sheet.write_string(row + 1, column, str(frame[name][row]))
            if name in marks:
                for row in frame[name].is_null().arg_true():
                    sheet.write_string(row + 1, column, marks[name])


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
    twice = [label for label, count in Counter(frame.to_series(0).to_list()).items() if count > 1]
    if twice:
        raise InputError(f'{path} has "{twice[0]}" in more than one row. Give each label one number.')
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


def _text_rows(path: Path, separator: str, encoding: str) -> Iterator[Line]:
    """Read text as Excel or a statistician saves it, row by row, with the line each starts in."""

    def broken(row: int, error: csv.Error) -> InputError:
        return InputError(f"{path}, row {row}: {error}. A quotation mark may be missing there, or be one too many.")

    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield from numbered_rows(file, separator, broken=broken)


def _book_rows(path: Path, sheet: str) -> Iterator[Line]:
    """Read one sheet of a workbook."""
    try:
        return rows_of_book(open_book(path, most=BOOK_BYTES), sheet)
    except InputError as fault:
        raise InputError(f"{path} {fault}") from None


def _framed(rows: Iterator[Line], path: Path) -> pl.DataFrame:
    """Name the columns from the first row that is not blank, and hold the rest as columns of text."""
    filled = ((line, cells) for line, cells in rows if any(cell.strip() for cell in cells))
    line, heading = next(filled, (0, []))
    if heading == ["sep=", ""] or is_hint("".join(heading)):
        line, heading = next(filled, (0, []))
    if not heading:
        raise InputError(f"{path} is empty. It needs one line of column names and rows below it.")
    names = [name.strip() or f"{UNNAMED}{place}" for place, name in enumerate(heading, start=1)]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise InputError(f'{path}, row {line}: the column "{twice[0]}" stands twice. {NAMES}')
    width = max((place for place, name in enumerate(heading, start=1) if name.strip()), default=0)
    frame = pl.concat(_pieces(filled, names, width, path), how="vertical", rechunk=True)
    unnamed = [name for name in names if name.startswith(UNNAMED)]
    held = [name for name in unnamed if (frame[name].str.strip_chars() != "").any()]
    if held:
        raise InputError(f"{path}, row {line}: column {held[0].removeprefix(UNNAMED)} has no name. {NAMES}")
    return frame.drop(unnamed)


def _pieces(rows: Iterator[Line], names: Sequence[str], width: int, path: Path) -> Iterator[pl.DataFrame]:
    """Turn rows into columns some thousands at a time; rows of another length than the first are refused, all told."""
    schema = dict.fromkeys(names, pl.String)
    faults: list[tuple[int, int]] = []
    total = 0
    yield pl.DataFrame(schema=schema)
    while piece := list(islice(rows, PIECE_OF_ROWS)):
        total += len(piece)
        odd = [(line, cells) for line, cells in piece if len(cells) != len(names)]
        faults += [
            (line, len(cells)) for line, cells in odd if len(cells) < width or any(map(str.strip, cells[len(names) :]))
        ]
        whole = ([*cells, *[""] * len(names)][: len(names)] if odd else cells for _, cells in piece)
        if not faults:
            yield pl.DataFrame(dict(zip(names, zip(*whole, strict=True), strict=True)), schema=schema)
    if faults:
        shown = ", ".join(f"row {line} has {count}" for line, count in faults[:SHOWN])
        more = ", …" if len(faults) > SHOWN else ""
        raise InputError(f"{path}: there are {width} columns, and {len(faults):,} of {total:,} rows have more cells or "
                         f"fewer: {shown}{more}. {NAMES if len(faults) == total > 1 else MEND}")  # fmt: skip
