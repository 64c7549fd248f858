"""How places, indicators, editions and the like are named: one rule, so that each can name a file and a page."""

import re

IDENTIFIER = r"[a-z0-9]+(?:-[a-z0-9]+)*"  # lower-case letters, digits and single hyphens between them
MAXIMUM_LENGTH = 64
RULE = "Use lower-case letters, digits and single hyphens between them"

_WHOLE = re.compile(IDENTIFIER)


def is_identifier(text: str) -> bool:
    """
    Say whether a text is an identifier.

    Parameters
    ----------
    text : str
        What somebody wrote as a name.

    Returns
    -------
    bool
        True where it is made of lower-case letters, digits and single hyphens, at most 64 in all.

    Examples
    --------
    >>> is_identifier("infant-mortality"), is_identifier("infant--mortality"), is_identifier("smoking-")
    (True, False, False)
    """
    return len(text) <= MAXIMUM_LENGTH and _WHOLE.fullmatch(text) is not None
