"""Workbooks into rows of text, whoever asks for them: Excel and ODS, from a file or from bytes."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, is_zipfile

from equitytown.errors import InputError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

UNREADABLE = "is no workbook that can be read. It may be cut off; save it anew as .xlsx."


def open_book(source: Path | BytesIO, *, most: int) -> "CalamineWorkbook":
    """
    Open a workbook, once it is seen to be of a size that can be one.

    Parameters
    ----------
    source : Path or BytesIO
        The file, or its bytes.
    most : int
        The bytes that it may unpack to, by its own account.

    Raises
    ------
    InputError
        If it is larger or cannot be read; the sentence goes on from the file's name.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        unpacked = _unpacked(source)
        if unpacked > most:
            raise InputError(f"unpacks to {unpacked:,} bytes, which is no table. Save what is needed as .csv.")
        if isinstance(source, Path):
            return CalamineWorkbook.from_path(source)
        source.seek(0)  # where looking at its size left off
        return CalamineWorkbook.from_filelike(source)
    except (CalamineError, BadZipFile):
        raise InputError(UNREADABLE) from None


def _unpacked(source: Path | BytesIO) -> int:
    """Say how many bytes a workbook unpacks to; 0 for kinds that are no archive."""
    if not is_zipfile(source):
        return 0
    with ZipFile(source) as archive:
        return sum(part.file_size for part in archive.infolist())


def rows_of_book(book: "CalamineWorkbook", sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """
    Read one sheet, the first by default, as rows of text with their numbers.

    Raises
    ------
    InputError
        If there is no such sheet, or it cannot be read; the sentence goes on from the file's name.
    """
    from python_calamine import CalamineError  # noqa: PLC0415

    if sheet and sheet not in book.sheet_names:
        raise InputError(f'has no sheet "{sheet}". Its sheets are: {", ".join(book.sheet_names)}.')
    try:
        rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).iter_rows()
    except CalamineError:
        raise InputError(UNREADABLE) from None
    return ((number, [cell_text(cell) for cell in row]) for number, row in enumerate(rows, start=1))


def cell_text(cell: object) -> str:  # object: what a workbook holds
    """
    Give a cell as text: a whole number without its decimals, a day without a time that is none.

    Examples
    --------
    >>> cell_text(2023.0), cell_text(12.5), cell_text(None), cell_text(datetime(2026, 5, 13))
    ('2023', '12.5', '', '2026-05-13')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return str(cell)
