"""Where a remark's cells and passages stand, in as few lines as tell it."""

import re
from collections.abc import Iterator, Sequence

from equitytown.audit.published import Entry, Passage, Published
from equitytown.audit.remarks import Remark
from equitytown.audit.telling.account import place_of, printable, quoted

APART = 4  # cells up to which each has a line of its own
MOST = 8  # lines of quotation, and the rest is counted
LONG = 30  # letters of a passage that are not quoted again where the remark's own sentence quotes them


def quotes(remark: Remark, published: Published) -> Iterator[str]:
    """
    Give the lines that say where a remark's cells and passages stand, and what is printed there.

    Parameters
    ----------
    remark : Remark
        What is told.
    published : Published
        The file that it is of.

    Yields
    ------
    str
        A line a cell where there are few; cells of one row, or of one column, together where there are many.
    """
    if len(remark.entries) <= APART:
        yield from (f"{printable(place_of(entry, published))}: {quoted(entry.text)}" for entry in remark.entries)
    else:
        first = remark.entries[0]
        table = place_of(first, published).removesuffix(first.where)
        lines = list(_gathered(remark.entries))
        yield from (printable(f"{table}{line}") for line in lines[:MOST])
        if len(lines) > MOST:
            yield f"and {len(lines) - MOST} more lines of such cells"
    yield from _passages(remark)


def _passages(remark: Remark) -> Iterator[str]:
    """Give each passage with its words where there are few; else only where they stand."""
    if len(remark.passages) <= APART:
        for passage in remark.passages:
            yield passage.where if _is_quoted(passage, remark.says) else f"{passage.where}: {quoted(passage.text)}"
        return
    by_unit: dict[str, list[str]] = {}
    for passage in remark.passages:
        by_unit.setdefault(passage.unit, []).append(str(passage.line))
    yield "; ".join(f"{unit}s {', '.join(dict.fromkeys(lines))}" for unit, lines in by_unit.items())


def _is_quoted(passage: Passage, says: str) -> bool:
    """Say whether a remark's sentence quotes a passage at some length itself."""
    return any(part.strip() in passage.text for part in re.findall(rf'"([^"]{{{LONG},}})"', says))


def _gathered(entries: Sequence[Entry]) -> Iterator[str]:
    """Gather cells by row or by column, whichever makes fewer lines."""
    by_row: dict[tuple[int, str], list[Entry]] = {}
    by_column: dict[str, list[Entry]] = {}
    for entry in entries:
        by_row.setdefault((entry.row, entry.text), []).append(entry)
        by_column.setdefault(entry.column.letter, []).append(entry)
    if len(by_row) < len(by_column):
        for (row, text), cells in by_row.items():
            yield f"row {row}, {_columns(cells)}: {quoted(text)}"
        return
    for cells in by_column.values():
        texts = dict.fromkeys(quoted(cell.text) for cell in cells)
        shown = [*texts][:APART]
        more = f" and {len(texts) - APART} more" if len(texts) > APART else ""
        yield f"{cells[0].column.named}, {_rows(cells)}: {', '.join(shown)}{more}"


def _columns(cells: Sequence[Entry]) -> str:
    letters = list(dict.fromkeys(cell.column.letter for cell in cells))
    return cells[0].column.named if len(letters) == 1 else f"columns {', '.join(letters)}"


def _rows(cells: Sequence[Entry]) -> str:
    rows = sorted({cell.row for cell in cells})
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(told)}"
