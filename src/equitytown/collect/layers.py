"""Names of map layers: the newest of those that fit a pattern, since every new version has a name of its own."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from equitytown.errors import DriftError

VERSION = re.compile(r"_V(\d+)(?=_|$)", re.IGNORECASE | re.ASCII)
FULL_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)", re.ASCII)
SHORT_YEAR = re.compile(r"(?<=[A-Z])(\d\d)(?=_|$)", re.ASCII)  # LSOA21_WD23_LAD23_EW_LU is of 2023
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
NEAREST = 5  # names that an error lists


def newest_layer(pattern: str, names: Sequence[str]) -> str:
    """
    Choose the newest layer whose name fits a pattern.

    Parameters
    ----------
    pattern : str
        A name with `*` for any letters, such as "LSOA_*2021*_EW_BSC_V*".
    names : sequence of str
        The names that there are.

    Returns
    -------
    str
        The latest by year and month, then by the number after _V.

    Raises
    ------
    DriftError
        If no name fits, with the nearest; or if those that fit differ in more than date and version.

    Examples
    --------
    >>> newest_layer("LSOA_2021_EW_BSC_V*", ["LSOA_2021_EW_BSC_V4", "LSOA_2021_EW_BSC_V10", "LSOA_2021_EW_BFC_V9"])
    'LSOA_2021_EW_BSC_V10'
    """
    fitting = [name for name in names if fnmatchcase(name.casefold(), pattern.casefold())]
    if not fitting:
        raise DriftError(f'no layer fits "{pattern}". The nearest are: {_nearest(pattern, names)}.')
    kinds = {_kind(name) for name in fitting}
    best = max(map(_age, fitting))
    latest = [name for name in fitting if _age(name) == best]
    if len(kinds) > 1 or len(latest) > 1:
        raise DriftError(
            f'"{pattern}" fits {len(fitting)} layers that differ in more than their date: '
            f"{', '.join(sorted(fitting)[:NEAREST])}. Write more of the name that is meant."
        )
    return latest[0]


def _age(name: str) -> tuple[int, int, int]:
    """Give the year and month in a name, and the number of its version; 0 for what it does not say."""
    years = FULL_YEAR.findall(name) or [f"20{short}" for short in SHORT_YEAR.findall(VERSION.sub("", name))]
    version = VERSION.search(name)
    months = [_month(word) for word in name.split("_")]
    return int(max(years, default="0")), max(months), int(version[1]) if version else 0


def _kind(name: str) -> tuple[str, ...]:
    """Give what a name says besides date and version."""
    dateless = SHORT_YEAR.sub("", FULL_YEAR.sub("", VERSION.sub("", name)))
    return tuple(word.casefold() for word in dateless.split("_") if word and not _month(word))


def _month(word: str) -> int:
    """Give the number of a month, written out or by its first three letters; 0 for another word."""
    small = word.casefold()
    return next((number for number, month in enumerate(MONTHS, start=1) if small in (month, month[:3])), 0)


def _nearest(pattern: str, names: Sequence[str]) -> str:
    near = get_close_matches(pattern.replace("*", ""), names, n=NEAREST, cutoff=0.3)
    return ", ".join(near) or f"none of {len(names):,}"
