"""Limits of slope indices of rates and proportions: figures redrawn on their scale, and the line refitted."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, confidence_levels, whole_number
from equitytown.stats.intervals import Interval
from equitytown.stats.slope_quantiles import Ends, Kind, Quantiles, from_scale

DRAWS = 100_000  # simulated lines; limits of 95% move by about one hundredth of a standard error between seeds

Places = NDArray[np.intp]


def redrawn_ends(given: Quantiles, kind: Kind, *, turned: bool, confidence: Confidence, seed: int, draws: int) -> Ends:
    """
    Give limits of both indices by refitting the line through redrawn figures.

    Every group sees the same deviates, so its limits do not hang on what other groups are there. Draws in
    which the end divided by is not above 0 have an endless relative index; a limit among them is NaN.
    """
    places = order_places(draws, confidence)
    count = given.value.shape[-1]
    deviates = np.random.Generator(np.random.PCG64(seed)).standard_normal((count, int(draws)))
    line = given.line
    parts = [part.reshape(-1, count) for part in (given.centre, given.error, line.start, line.start + line.slope)]
    found = np.full((2, *places.shape, len(parts[0])), np.nan)  # index, lower or upper, confidence, group
    for group, (centre, error, *ends) in enumerate(zip(*parts, strict=True)):
        if np.isfinite(centre + error + ends[0]).all():
            start, end = _heights(centre, error, ends, deviates, from_scale(kind))
            found[..., group] = _limits(start, end, places, turned=turned)
    found[np.isinf(found)] = np.nan
    shape = (*np.shape(confidence), *given.value.shape[:-1])
    slope, relative = (Interval(*(limit.reshape(shape)[()] for limit in index)) for index in found)
    return Ends(slope, relative)


def order_places(draws: int, confidence: Confidence) -> Places:
    """
    Say where among draws in order the limits stand, counted from 0; of shape (2, confidences).

    The ranks are round(R (1 - p)) and round(R p) among R draws, where p is 0.975 for limits of 95%.
    """
    levels = np.atleast_1d(confidence_levels(confidence, like=np.array(0.0)))
    tail = (1 - levels) / 2
    draws = whole_number(draws, name="draws")
    places = np.rint([draws * tail, draws * (1 - tail)]).astype(np.intp) - 1
    if places.min() < 0:
        raise InputError(
            f"draws must leave some beyond the limits, and {draws:,} leave none. "
            f"Give {int(np.ceil(1 / tail.min())):,} or more."
        )
    return places


def _heights(
    centre: Floats, error: Floats, ends: Sequence[Floats], deviates: Floats, back: Callable[[Floats], Floats]
) -> tuple[Floats, Floats]:
    """Give the height of each redrawn line at its two ends, adding up quantile by quantile."""
    start, end = np.zeros((2, deviates.shape[1]))
    for middle, width, at_start, at_end, deviate in zip(centre, error, *ends, deviates, strict=True):
        drawn = back(middle + width * deviate)
        start += at_start * drawn
        end += at_end * drawn
    return start, end


def _limits(start: Floats, end: Floats, places: Places, *, turned: bool) -> Floats:
    """Pick the limits of the slope and of the relative index from lines; `turned` takes them the other way."""
    over, under = (start, end) if turned else (end, start)
    above = under > 0
    ratio = np.where(above, over / np.where(above, under, 1.0), np.inf)
    return np.array([np.partition(drawn, np.unique(places))[places] for drawn in (over - under, ratio)])
