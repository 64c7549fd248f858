"""Web addresses that come from files: a reader may follow them, so each is a plain http or https address."""

from functools import lru_cache
from urllib.parse import urlsplit

from equitytown.place.words import is_hidden

SCHEMES = ("http", "https")
MEND = "Write the whole address of a page, such as https://fingertips.phe.org.uk, or leave it empty."
_UNQUOTED = frozenset('<>"{}|\\^`')  # characters that an address must not hold as they are


@lru_cache(maxsize=4096)
def address_fault(text: str) -> str:
    """
    Say what is wrong with a web address; nothing when it is empty or good.

    Parameters
    ----------
    text : str
        The address as written.

    Returns
    -------
    str
        What is wrong, to stand after the address: "is not a web address."

    Examples
    --------
    >>> address_fault("https://fingertips.phe.org.uk/search/90366"), address_fault("")
    ('', '')
    >>> address_fault("javascript:alert(1)")
    'is not a web address.'
    """
    if any(map(is_hidden, text)):
        return "holds a control character."
    if any(character.isspace() for character in text):
        return "holds a space."
    if not _UNQUOTED.isdisjoint(text):
        return "holds a character that an address cannot hold."
    return "" if not text or _is_web(text) else "is not a web address."


def _is_web(text: str) -> bool:
    """Say whether an address names a host under http or https."""
    try:
        parts = urlsplit(text)
        return parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket that is not closed, a port that is no number
        return False
