"""Chance: how many of many verdicts would differ though nothing did?"""

from equitytown.stats.differences import SIGNIFICANT


def expected_by_chance(tests: int) -> float:
    """
    Count the verdicts that chance alone would call different.

    Parameters
    ----------
    tests : int
        Verdicts that rest on a test or on 95% limits.

    Returns
    -------
    float
        One in twenty of them, if no figure differed from its comparator.

    Examples
    --------
    >>> expected_by_chance(40)
    2.0
    """
    return SIGNIFICANT * tests
