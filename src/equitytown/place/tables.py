"""CSV files of a place: header first, each row with the line it stands on."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from equitytown.place.faults import Faults, nearest
from equitytown.place.files import TextFile
from equitytown.place.words import shown

_COPY_AGAIN = "The file looks cut off: copy it again from where it came from."


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a CSV file in the order of the columns asked for; absent columns are empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(file: TextFile, *, columns: Sequence[str], required: Sequence[str], faults: Faults) -> Table | None:
    """
    Read a CSV file with known columns.

    Parameters
    ----------
    file : TextFile
        A file as read from the place's folder.
    columns : sequence of str
        Every column that the file may have; the rows come in this order.
    required : sequence of str
        The columns that it must have.
    faults : Faults
        Where to note what is wrong.

    Returns
    -------
    Table or None
        None, with faults, where the header will not do. Rows with too few or too many cells are noted
        and left out.
    """
    reader = csv.reader(io.StringIO(file.text, newline=""), strict=True)
    order: list[int] | None = None
    header: list[str] = []
    rows: list[tuple[int, tuple[str, ...]]] = []
    line = 1
    try:
        for cells in reader:
            if order is None:
                header = [cell.strip() for cell in cells]
                order = _order(file.path, header, columns=columns, required=required, faults=faults)
                if order is None:
                    return None
            elif len(cells) == len(header):
                padded = [*cells, ""]
                rows.append((line, tuple([padded[i].strip() for i in order])))
            elif cells:
                _note_length(file, line, cells=len(cells), header=len(header), faults=faults)
            line = reader.line_num + 1
    except csv.Error as error:
        mend = _COPY_AGAIN if "unexpected end" in str(error) else "Write quotes inside a quoted cell twice."
        faults.add(file.path, line, f"this row cannot be read as CSV ({error}).", mend)
    if order is None:
        faults.add(file.path, 1, "the file is empty.", f"Begin it with the header: {', '.join(columns)}.")
        return None
    return Table(tuple(columns), tuple(rows))


def _order(
    path: str, header: list[str], *, columns: Sequence[str], required: Sequence[str], faults: Faults
) -> list[int] | None:
    """Find where each column stands, -1 for one that is absent; None if the header will not do."""
    before = len(faults.found)
    if not set(header) & set(columns):
        sentence = f'none of the cells in the first line is a column (first: "{shown(header[0])}").'
        mend = f"Take out what stands above the header: {', '.join(columns)}."
        faults.add(path, 1, sentence, mend)
        return None
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            faults.add(path, 1, f'column "{shown(name)}" stands twice.', "Take out one of them.")
        if name not in columns:
            mend = nearest(name, columns) or f"Columns are: {', '.join(columns)}."
            faults.add(path, 1, f'column "{shown(name)}" is not known.', mend)
    missing = [name for name in required if name not in header]
    if missing:
        faults.add(
            path,
            1,
            f"the header lacks: {', '.join(missing)}.",
            "Add the column, even where its cells are empty.",
        )
    if len(faults.found) > before:
        return None
    return [header.index(name) if name in header else -1 for name in columns]


def _note_length(file: TextFile, line: int, *, cells: int, header: int, faults: Faults) -> None:
    """Note a row of the wrong length, and whether the file was cut off there."""
    is_last = line >= file.text.rstrip("\r\n").count("\n") + 1
    if is_last and cells < header and not file.text.endswith("\n"):
        faults.add(file.path, line, f"the last row ends after {cells} of {header} cells.", _COPY_AGAIN)
        return
    mend = "Put cells that hold a comma in quotes." if cells > header else "Keep the commas of empty cells."
    faults.add(file.path, line, f"the row has {cells} cells where the header has {header}.", mend)
