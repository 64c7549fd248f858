"""Numbers as files write them: plain digits, or a sentence on what stands there instead."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from equitytown.terms.marks import LOW, MISSING, SUPPRESSED, UNRELIABLE, bare

_PLAIN = re.compile(r"^-?\d+(\.\d+)?$", re.ASCII)
_PERCENT = re.compile(r"^-?\d+(\.\d+)?\s*%$", re.ASCII)
_THOUSANDS = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$", re.ASCII)
_DECIMAL_COMMA = re.compile(r"^-?\d+,\d+$", re.ASCII)
_BOUND = re.compile(r"^[<>]=?\s*\d+(\.\d+)?$", re.ASCII)
_DATE = re.compile(r"^(\d{1,2}[-/ ][A-Za-z]{3}|\d{1,2}/\d{1,2}/\d{2,4})", re.ASCII)

_LEAVE_EMPTY = 'Leave the cell empty, set status to "{status}" and give the reason in note.'


@dataclass(frozen=True, slots=True)
class NotANumber:
    """What stands where a number should, and how to mend it."""

    sentence: str
    mend: str


def read_number(cell: str) -> float | NotANumber | None:
    """
    Read a cell as a number.

    Parameters
    ----------
    cell : str
        The cell without the spaces around it.

    Returns
    -------
    float, None or NotANumber
        None for an empty cell: missing is never zero.

    Examples
    --------
    >>> read_number("7.70")
    7.7
    >>> read_number("")
    >>> read_number("1,234").mend
    'Write 1234.'
    """
    if not cell:
        return None
    if _PLAIN.match(cell) and math.isfinite(number := float(cell)):
        return number
    return NotANumber(f'"{cell[:40]}" is not a number.', _mend(cell))


def _mend(cell: str) -> str:
    """Say how to mend what people and spreadsheets write for a number."""
    word = bare(cell)
    if word in SUPPRESSED:
        return _LEAVE_EMPTY.format(status="suppressed")
    if word in MISSING | LOW | UNRELIABLE:
        return _LEAVE_EMPTY.format(status="missing")
    mends = (mend(cell) for pattern, mend in _MENDS if pattern.match(cell))
    return next(mends, "Write digits only, with a point for decimals.")


_MENDS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_BOUND, lambda _: f"A bound is not a value. {_LEAVE_EMPTY.format(status='suppressed')}"),
    (_PERCENT, lambda cell: f"Write {cell.rstrip('% ')}: the unit stands in the indicator's file."),
    (_THOUSANDS, lambda cell: f"Write {cell.replace(',', '')}."),
    (_DECIMAL_COMMA, lambda cell: f"Write {cell.replace(',', '.')}."),
    (_DATE, lambda _: "A spreadsheet has turned it into a date: type the number again."),
)


def plain(number: float | None) -> str:
    """
    Write a number as a figures file holds it; nothing for a missing one.

    Examples
    --------
    >>> plain(62.0), plain(68.9), plain(None)
    ('62', '68.9', '')
    """
    return "" if number is None else repr(float(number)).removesuffix(".0")
