"""Words that come from files: what a name may not hold. Names reach web pages and spreadsheets."""

import unicodedata
from functools import lru_cache

FORMULA_STARTS = ("=", "+", "-", "@")
_WHITE = "\t\n\r"


@lru_cache(maxsize=4096)
def unsafe_name(text: str) -> str:
    """
    Say what is wrong with a name; nothing when it is safe.

    A name that a spreadsheet would run, a page would read as markup or nobody could see is refused.

    Examples
    --------
    >>> unsafe_name("=1+1")
    'begins with "=", which a spreadsheet reads as a formula.'
    >>> unsafe_name("Luton")
    ''
    """
    if text.startswith(FORMULA_STARTS):
        return f'begins with "{text[0]}", which a spreadsheet reads as a formula.'
    if "<" in text or ">" in text:
        return 'holds "<" or ">", which a web page reads as markup.'
    return "holds a control character." if any(map(is_hidden, text)) else ""


@lru_cache(maxsize=4096)
def unsafe_text(text: str) -> str:
    """
    Say what is wrong with a longer text; nothing when it is safe. Lines and tabs are allowed.

    Examples
    --------
    >>> unsafe_text("Under 75, all causes")
    ''
    """
    hidden = any(is_hidden(c) and c not in _WHITE for c in text)
    return "holds a control character." if hidden else ""


def shown(text: str) -> str:
    """
    Give a text as a fault may quote it: short, and with nothing hidden in it.

    Examples
    --------
    >>> shown("a" * 80)[-4:]
    'a...'
    """
    visible = "".join("\N{REPLACEMENT CHARACTER}" if is_hidden(c) else c for c in text)
    return visible if len(visible) <= _SHOWN else f"{visible[:_SHOWN]}..."


_SHOWN = 60  # characters of a wrong value that a fault quotes


def is_hidden(character: str) -> bool:
    """Say whether a character is a control, a format mark or unassigned (Unicode category C)."""
    return unicodedata.category(character).startswith("C")
