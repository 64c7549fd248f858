"""The guard on words in CSV files: none may start as a spreadsheet's formula does."""

import re
import unicodedata
from functools import lru_cache

# A spreadsheet reads a cell as a formula when it starts with one of these.
TRIGGERS = frozenset("=+-@\t\r\n\0")

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?%?")


@lru_cache(maxsize=4096)
def guarded(words: str) -> str:
    r"""
    Put an apostrophe before words that a spreadsheet would take for a formula.

    Full-width forms of the signs count, and so do signs behind blanks and control characters.
    A number is left alone, whatever its sign.

    Examples
    --------
    >>> guarded('=HYPERLINK("https://example.org")')
    '\'=HYPERLINK("https://example.org")'
    >>> guarded("-0.4"), guarded("[x]")
    ('-0.4', '[x]')
    """
    if not words or _NUMBER.fullmatch(words):
        return words
    first = next((sign for sign in words if not _unseen(sign)), "")
    starts_formula = unicodedata.normalize("NFKC", first)[:1] in TRIGGERS
    return f"'{words}" if starts_formula or words[0] in TRIGGERS else words


def _unseen(sign: str) -> bool:
    """Say whether a character is a blank, a control character or without width."""
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf"}
