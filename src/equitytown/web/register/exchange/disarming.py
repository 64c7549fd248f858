"""Words in a CSV file that a spreadsheet would run: an apostrophe before them, taken off again when they come back."""

import re

from equitytown.collect.texts import RUNS

_QUIET = (
    r"[\s\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"  # what a spreadsheet may pass over
)
_STARTS = "".join(map(re.escape, RUNS))
_RUNS = re.compile(rf"'*{_QUIET}[{_STARTS}]|'*[\x00\t\r\n]")


def disarmed(words: str) -> str:
    """
    Give words as the cell of a CSV file, so that no spreadsheet runs them. Numbers are no words: leave them alone.

    Examples
    --------
    >>> disarmed("=1+1"), disarmed("Homes"), disarmed("'=1+1")
    ("'=1+1", 'Homes', "''=1+1")
    """
    return f"'{words}" if _RUNS.match(words) else words


def rearmed(cell: str) -> str:
    """
    Give the words that a cell was made from.

    Examples
    --------
    >>> rearmed(disarmed("- first")), rearmed("'tis")
    ('- first', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell
