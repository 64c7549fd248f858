"""
The two life tables behind contributions to a gap, and how chance in their deaths moves a contribution.

Age bands lie along the first axis. In every band but the open one life expectancy falls by `lost + above` years for
each unit of the chance of dying. The open band is written in the same way, with one year lost and none above: its
"chance of dying" is then less the years lived there, and one set of formulas serves all bands.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, floats
from equitytown.stats.life_table_parts import (
    WIDE,
    Counts,
    Reason,
    beside,
    counts_of,
    expectancies,
    mortality_of,
    too_wide,
    with_open,
)

Base = Literal["first", "both"]
TOO_MANY = "deaths in an age band are so many that nobody would live through it"


class Side(NamedTuple):
    """
    One life table, each column of shape (bands, ...).

    `people` are person-years, `rate` deaths for each, `noise` the variance of the rate for each death.
    `reached` is the share of those born who reach the band, `lasting` the share of these who live through it,
    `above` the expectancy at its end. `slope` says how fast the chance of dying in the band rises with its
    rate, `bend` how fast the root of that slope falls, as a share of it.
    """

    people: Floats
    rate: Floats
    noise: Floats
    reached: Floats
    reached_variance: Floats
    lasting: Floats
    above: Floats
    above_variance: Floats
    dying_variance: Floats
    slope: Floats
    bend: Floats


class Pair(NamedTuple):
    """
    Two life tables on the same age bands, and what their comparison rests on.

    `lost` are the years of a band that one who dies there loses. `forth` and `back` weigh the way from the first
    table to the second and the way back. `expectancy` and `variance` are those at birth in each.
    """

    first: Side
    second: Side
    lost: Floats
    forth: float
    back: float
    expectancy: tuple[Floats, Floats]
    variance: Floats
    reasons: list[Reason]


def pair_of(
    deaths: ArrayLike,
    population: ArrayLike,
    comparator_deaths: ArrayLike,
    comparator_population: ArrayLike,
    *,
    age: ArrayLike,
    share_lived: ArrayLike | None,
    base: Base,
) -> Pair:
    """Check the counts of both populations at the door, and lay out their life tables."""
    if base not in ("first", "both"):
        raise InputError(f'base must be "first" or "both", and is "{base}".')
    first = counts_of(deaths, population, age=age, share_lived=share_lived)
    like = np.moveaxis(first.deaths, 0, -1)
    given = {"comparator_deaths": comparator_deaths, "comparator_population": comparator_population}
    repeated = [beside(floats(array, name=name), like, name=name) for name, array in given.items()]
    second = counts_of(*repeated, age=age, share_lived=share_lived)
    (one, value, variance, reasons), (other, value_there, variance_there, reasons_there) = _side(first), _side(second)
    return Pair(
        one,
        other,
        lost=with_open(first.bands.lost, 1.0),
        forth=1.0 if base == "first" else 0.5,
        back=0.0 if base == "first" else 0.5,
        expectancy=(value, value_there),
        variance=variance + variance_there,
        reasons=[*reasons, *((holds, f"comparator: {reason}") for holds, reason in reasons_there)],
    )


def change(pair: Pair) -> Floats:
    """How far the chance of dying in each band rises for each unit by which the rate rises."""
    slope: Floats = np.sqrt(pair.first.slope * pair.second.slope)
    return slope


def stakes(pair: Pair) -> Floats:
    """Years of life expectancy at birth that hang on the chance of dying in each band (g)."""
    first, second, lost = pair.first, pair.second, pair.lost
    found: Floats = pair.forth * first.reached * (lost + second.above) + pair.back * second.reached * (
        lost + first.above
    )
    return found


def stakes_variance(pair: Pair) -> Floats:
    """Give the variance of those years."""
    first, second, lost = pair.first, pair.second, pair.lost
    forth = (lost + second.above) ** 2 * first.reached_variance + first.reached**2 * second.above_variance
    back = (lost + first.above) ** 2 * second.reached_variance + second.reached**2 * first.above_variance
    found: Floats = pair.forth**2 * forth + pair.back**2 * back
    return found


def variances_of_causes(pair: Pair, deaths: Floats, comparator_deaths: Floats) -> tuple[Floats, Floats]:
    """
    Give the variance of each cause's contribution in each band, and of its sum over the bands.

    Deaths have shape (bands, ..., causes), and so has the first of the two; the second has (..., causes).
    """
    gap = comparator_deaths / pair.second.people[..., None] - deaths / pair.first.people[..., None]
    turned = pair._replace(first=pair.second, second=pair.first, forth=pair.back, back=pair.forth)
    each, total = _from_one_side(pair, gap, deaths, sign=1)
    each_there, total_there = _from_one_side(turned, gap, comparator_deaths, sign=-1)
    survival = (change(pair)[..., None] * gap) ** 2 * stakes_variance(pair)[..., None]
    return each + each_there + survival, (total + total_there).sum(axis=0)


def _from_one_side(pair: Pair, gap: Floats, deaths: Floats, *, sign: int) -> tuple[Floats, Floats]:
    """
    Give the part of those variances that is due to chance in the deaths of the first table of a pair.

    A cause's contribution depends on its own rate, and through the chance of dying of all causes together on the
    rate of each other; `bent` is the second of these within the band, `carried` that through other bands.
    """
    mine, other, lost = pair.first, pair.second, pair.lost
    here = mine.above + lost
    at_stake, slope = (part[..., None] for part in (stakes(pair) * change(pair), mine.slope))
    reaching = (change(pair) * pair.forth * (lost + other.above))[..., None] * gap
    leaving = (change(pair) * pair.back * other.reached)[..., None] * gap
    later, earlier = np.zeros_like(gap), np.zeros_like(gap)  # of the band: what its survivors carry up, and down
    lasting = mine.lasting[..., None]
    for band in range(len(gap) - 1):
        earlier[band + 1] = leaving[band] + lasting[band] * earlier[band]
    for band in reversed(range(len(gap) - 1)):
        later[band] = reaching[band + 1] + lasting[band + 1] * later[band + 1]
    bent = at_stake * mine.bend[..., None] * gap * sign
    carried = slope * (mine.reached[..., None] * later + here[..., None] * earlier) * sign
    every = deaths.sum(axis=-1, keepdims=True)
    noise = mine.noise[..., None]
    each, total = (
        noise * (deaths * (at_stake**2 + 2 * at_stake * through) + through**2 * every)
        for through in (bent, bent + carried)
    )
    return each, total


def _side(counts: Counts) -> tuple[Side, Floats, Floats, list[Reason]]:
    """Lay out one life table; give its expectancy at birth with its variance, and why it is withheld."""
    mortality, (width, lost) = mortality_of(counts), counts.bands
    expectancy, variance = expectancies(mortality, counts.bands)
    dying, last = mortality.dying, mortality.last
    rate = with_open(counts.deaths[:-1] / counts.people[:-1], 1 / last)
    swell = 1 + lost * rate[:-1]  # the chance of dying is width times rate over this
    lasting = with_open(1 - dying, 0.0)
    reached, reached_variance = np.ones_like(rate), np.zeros_like(rate)
    for band in range(len(dying)):
        reached[band + 1] = reached[band] * lasting[band]
        reached_variance[band + 1] = (
            lasting[band] ** 2 * reached_variance[band] + reached[band] ** 2 * mortality.variance[band]
        )
    side = Side(
        people=counts.people,
        rate=rate,
        noise=with_open((1 - dying) * swell**2, 1.0) / counts.people**2,
        reached=reached,
        reached_variance=reached_variance,
        lasting=lasting,
        above=with_open(expectancy[1:], 0.0),
        above_variance=with_open(variance[1:], 0.0),
        dying_variance=with_open(mortality.variance, mortality.last_variance),
        slope=with_open(width / swell**2, last**2),
        bend=with_open(lost / swell, last),
    )
    more = [((dying == 1).any(axis=0), TOO_MANY), (too_wide(np.sqrt(variance[0])), WIDE)]
    return side, expectancy[0], variance[0], [*counts.reasons, *more]
