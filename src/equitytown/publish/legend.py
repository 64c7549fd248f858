"""The legend of a table: the symbols that it uses, and nothing else."""

from collections.abc import Iterator

from equitytown.present.blocks import Cell, Table, Text, plain, text
from equitytown.present.wording.symbols import MEANINGS, Symbol, used_in


def cells_of(table: Table) -> Iterator[Cell]:
    """Give every cell of a table."""
    return (cell for group in table.groups for row in group.rows for cell in row.cells)


def symbols_in(table: Table) -> tuple[Symbol, ...]:
    """Give the symbols that a table uses and its own notes don't explain."""
    told = used_in(plain(note) for note in table.notes)
    return tuple(symbol for symbol in used_in(plain(cell.text) for cell in cells_of(table)) if symbol not in told)


def legend(table: Table) -> Text:
    """
    Explain the symbols of a table.

    Returns
    -------
    Text
        "[c] confidential; [x] not available."; empty where the table uses none that its notes don't explain.
    """
    parts = [f"{symbol} {MEANINGS[symbol]}" for symbol in symbols_in(table)]
    return text(f"{'; '.join(parts)}." if parts else "")
