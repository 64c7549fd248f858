"""Rows as CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet reads as the beginning of a formula


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    r"""
    Write rows as CSV; a cell that a spreadsheet would run as a formula is marked as text.

    Examples
    --------
    >>> as_csv([("name", "people"), ("=1+1", "3")])
    "name,people\r\n'=1+1,3\r\n"
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue()
