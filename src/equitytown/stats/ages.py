"""Age bands as publishers label them: "0-4", "5 to 9", "Under 1", "90 and over"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf, isnan, nan
from typing import NamedTuple

from equitytown.errors import InputError

NUMBER = re.compile(r"\d+")
OPEN = re.compile(r"\+|over|plus|older|above|or more", re.IGNORECASE)
MONTH = re.compile(
    r"\b\d{0,4}[- ]?(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july"
    r"|august|september|october|november|december)\b|\d+-\d+-\d+|\d+/\d+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
UP_TO = re.compile(r"<=|≤|up to|and under|and younger|or under|or younger", re.IGNORECASE)  # the age itself too
BELOW = re.compile(r"<|under|less than|below|younger", re.IGNORECASE)


class AgeBand(NamedTuple):
    """Ages from `start` up to, but not including, `end`; infinity for an open band."""

    start: float
    end: float


def age_bands(labels: Sequence[str | float]) -> list[AgeBand]:
    """
    Read age bands from their labels.

    Parameters
    ----------
    labels : sequence of str or float
        Labels such as "0-4", "5 to 9", "aged 1 to 4", "under 1", "90+", "90 and over"; or the ages at
        which bands start, as numbers.

    Returns
    -------
    list of AgeBand
        In the order of the labels. A band that tells its start alone ends where the next one starts;
        the last such is open.

    Raises
    ------
    InputError
        If a label tells no age, or two bands overlap.

    Examples
    --------
    >>> age_bands(["0-4", "5 to 9", "10 and over"])
    [AgeBand(start=0.0, end=5.0), AgeBand(start=5.0, end=10.0), AgeBand(start=10.0, end=inf)]
    >>> age_bands([0, 1, 5])[1]
    AgeBand(start=1.0, end=5.0)
    """
    dates = [label for label in labels if isinstance(label, str) and MONTH.search(_bare(label))]
    if dates:
        raise InputError(
            f'{len(dates)} of {len(labels)} age labels are dates (first: "{dates[0]}"). Excel makes them of bands such '
            'as "1-4" and "10-14": format the column as text, and write the bands anew.'
        )
    read = [_band(label) for label in labels]
    unread = [str(label) for label, band in zip(labels, read, strict=True) if band is None]
    if unread:
        raise InputError(
            f'{len(unread)} of {len(read)} age labels tell no age (first: "{unread[0]}"). '
            'Write them like "0-4", "90+" or as the age at which the band starts, and leave out totals.'
        )
    bands = [band for band in read if band is not None]
    starts = sorted({band.start for band in bands})
    following = dict(zip(starts, [*starts[1:], inf], strict=False))
    found = [AgeBand(band.start, following[band.start]) if isnan(band.end) else band for band in bands]
    _refuse_overlap(found, labels)
    return found


def _bare(label: str) -> str:
    """Leave out what stands in brackets, unless the ages do."""
    bare = BRACKETS.sub("", label)
    return bare if NUMBER.search(bare) else label


def _band(label: str | float) -> AgeBand | None:
    """Read one label; NaN for an end that it does not tell."""
    if not isinstance(label, str):
        return AgeBand(float(label), nan)
    label = _bare(label)
    numbers = [float(digits) for digits in NUMBER.findall(label)]
    if not numbers or len(numbers) > len(AgeBand._fields):
        return None
    start = numbers[0]
    if len(numbers) > 1:
        end = numbers[1] + (0 if BELOW.search(label) else 1)  # "5 to under 10" leaves 10 out
        return AgeBand(start, end) if end > start else None
    if UP_TO.search(label):
        return AgeBand(0.0, start + 1)
    if OPEN.search(label):
        return AgeBand(start, inf)
    return AgeBand(0.0, start) if BELOW.search(label) else AgeBand(start, nan)


def _refuse_overlap(bands: Sequence[AgeBand], labels: Sequence[str | float]) -> None:
    """Refuse bands that share an age; the same band may come again."""
    order = sorted(range(len(bands)), key=lambda i: bands[i])
    for before, after in pairwise(order):
        same = bands[before] == bands[after]
        if not same and bands[after].start < bands[before].end:
            raise InputError(
                f'age bands "{labels[before]}" and "{labels[after]}" overlap. Give each age once, and leave out '
                "totals; areas with other bands need a table of their own."
            )


def refuse_gaps(labels: Sequence[str | float]) -> None:
    """
    Refuse labels of age bands, youngest first, that leave out ages between them or spell one band in two ways.

    Raises
    ------
    InputError
        With the first ages that no band holds, or the two labels.
    """
    told = list(zip(age_bands(labels), labels, strict=True))
    for (before, label), (after, other) in pairwise(told):
        if before == after:
            raise InputError(f'two labels mean the same ages: "{label}" and "{other}". Write them alike.')
        if before.end != after.start:
            raise InputError(f"no age band holds ages {before.end:g} to {after.start - 1:g}. Add those rows.")
