"""Reading golden cases as columns of a frame and as rows of an answer."""

from pathlib import Path

from tests.stats.tables import rows_of

NONE = {"", "NA", "NaN"}


def _cell(text: str, *, numeric: bool):
    if text in NONE:
        return None
    return float(text) if numeric else text


def columns_of(path: Path, *numeric: str) -> dict[str, list[object]]:
    """Columns of a file; those named hold numbers, None where one is missing."""
    rows = rows_of(path)
    return {name: [_cell(row[name], numeric=name in numeric) for row in rows] for name in rows[0]}


def answers_of(path: Path, *keys: str, **names: str) -> list[dict[str, object]]:
    """Rows of a file: its keys as text, and numbers under the names that ours give them (ours="theirs")."""
    return [
        {
            **{key: row[key] for key in keys},
            **{ours: _cell(row[theirs], numeric=True) for ours, theirs in names.items()},
        }
        for row in rows_of(path)
    ]
