"""How the ranks of a composite index move when its weights do."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, confidence_level, floats, one_number, whole_number
from equitytown.stats.composite import added, checked_weights, composite_index, quantile_of_rank

CONCENTRATION = 50.0  # a weight of 0.2 is then drawn with a standard deviation of 0.056
DRAWS = 1000
MOST_DRAWS = 1_000_000
MOST = 400_000_000  # ranks held at a time, 1.6 gigabytes
PIECE = 4_000_000  # ranks whose limits are looked for at a time
Ranks = NDArray[np.int32]


class Movement(NamedTuple):
    """
    How ranks move.

    Of each area: `median` rank, the `lower` and `upper` end of its range over all sets of weights, which holds the
    rank by the declared ones, and `changed`, the share of sets in which it is in another quantile; NaN where it has
    no index. Of each set: `moved`, the share of areas in another quantile, and `correlation`, Spearman's, with the
    ranks by the declared weights.
    """

    median: Floats
    lower: Floats
    upper: Floats
    changed: Floats
    moved: Floats
    correlation: Floats


def varied_weights(weights: ArrayLike, *, share: float) -> Floats:
    """
    Take each weight up, then down, by a share of itself; the others give or gain in proportion.

    Parameters
    ----------
    weights : array_like, shape (k,)
        The declared weights, two or more.
    share : float
        Above 0 and below 1: 0.25 for a quarter more and a quarter less.

    Returns
    -------
    ndarray, shape (2 k, k)
        A set of weights in each row, adding up to what those declared do.

    Raises
    ------
    InputError
        If there are fewer than two weights, `share` is out of range, or a weight so raised leaves nothing to others.

    Examples
    --------
    >>> varied_weights([0.5, 0.25, 0.25], share=0.5).tolist()[:2]
    [[0.75, 0.125, 0.125], [0.25, 0.375, 0.375]]
    """
    declared = _several(weights)
    share = one_number(share, name="share", mend="Give one, such as 0.25.")
    if not 0 < share < 1:
        raise InputError(f"share must lie above 0 and below 1, and is {share:g}.")
    total = declared.sum()
    found = np.empty((2 * declared.size, declared.size))
    for i, own in enumerate(declared):
        for j, turned in enumerate((own * (1 + share), own * (1 - share))):
            if turned >= total:
                raise InputError(f"a weight of {own:g} raised by {share:g} of itself leaves nothing to the others. "
                                 "Vary them by a smaller share.")  # fmt: skip
            row = declared * ((total - turned) / (total - own))
            row[i] = turned
            found[2 * i + j] = row
    return found


def drawn_weights(weights: ArrayLike, *, seed: int, draws: int = DRAWS, concentration: float = CONCENTRATION) -> Floats:
    """
    Draw sets of weights about those declared, from a Dirichlet distribution.

    Parameters
    ----------
    weights : array_like, shape (k,)
        The declared weights, two or more: the mean of those drawn.
    seed : int
        Starts the generator (PCG64); the same seed gives the same weights on every machine.
    draws : int, default 1000
        How many sets.
    concentration : float, default 50
        How close they keep: a weight w has the standard deviation sqrt(w (1 - w) / (concentration + 1)).

    Returns
    -------
    ndarray, shape (draws, k)
        Each row adds up to 1.

    Raises
    ------
    InputError
        If there are fewer than two weights, or an option is out of range.
    """
    declared = _several(weights)
    draws = whole_number(draws, name="draws")
    if draws > MOST_DRAWS:
        raise InputError(f"draws must be {MOST_DRAWS:,} at most, and are {draws:,}.")
    concentration = one_number(concentration, name="concentration", mend="Give one, such as 50.")
    if not 1 <= concentration < np.inf:
        raise InputError(f"concentration must be 1 or more, and is {concentration:g}.")
    generator = np.random.Generator(np.random.PCG64(seed))
    return generator.dirichlet(declared / declared.sum() * concentration, size=draws)


def movement(
    parts: ArrayLike, weights: ArrayLike, other_weights: ArrayLike, *, count: int = 10, confidence: float = 0.95
) -> Movement:
    """
    Rank the areas of an index anew by each of many sets of weights.

    Parameters
    ----------
    parts : array_like, shape (n, k)
        Domain scores on one scale, high is bad. NaN means missing.
    weights : array_like, shape (k,)
        The declared weights.
    other_weights : array_like, shape (m, k)
        Sets of weights, from `varied_weights` or `drawn_weights`.
    count : int, default 10
        How many quantiles.
    confidence : float, default 0.95
        The share of sets that an area's range holds.

    Returns
    -------
    Movement
        Of each area and of each set.

    Raises
    ------
    InputError
        If shapes differ, no area has an index, or an option is out of range.

    References
    ----------
    OECD and Joint Research Centre (2008), Handbook on constructing composite indicators, step 7.
    """
    table, sets = floats(parts, name="parts"), floats(other_weights, name="other_weights")
    base = composite_index(table, weights, count=count)
    there = ~np.isnan(base.score)
    if sets.ndim != 2 or sets.shape[1] != table.shape[1] or not len(sets):  # noqa: PLR2004  sets and weights
        raise InputError(f"other_weights have the shape {sets.shape}. Give a row of {table.shape[1]} for each set.")
    if not there.any():
        raise InputError("no area has an index, so that no rank can move.")
    if len(sets) * there.sum() > MOST:
        many = f"{len(sets):,} sets of weights are too many for {there.sum():,} areas"
        raise InputError(f"{many}. Take at most {MOST // int(there.sum()):,}.")
    ranks, correlation = _ranks(table[there], sets, base.score[there])
    own = base.quantile[there]
    other = np.stack([(quantile_of_rank(row, count=count) != own) & ~np.isnan(own) for row in ranks])
    found = np.full((4, there.size), np.nan)
    found[:3, there] = _ends(ranks, confidence_level(confidence))
    found[3, there] = other.mean(axis=0)
    median, lower, upper, changed = found
    lower, upper = np.fmin(lower, base.rank), np.fmax(upper, base.rank)
    return Movement(median, lower, upper, changed, other.mean(axis=1), correlation)


def _several(weights: ArrayLike) -> Floats:
    """Read weights that can vary: of one alone there is nothing to say."""
    declared = checked_weights(weights, parts=np.size(weights))
    if declared.size < 2:  # noqa: PLR2004
        raise InputError("an index of one domain has no weights to vary.")
    return declared


def _ranks(parts: Floats, sets: Floats, base: Floats) -> tuple[Ranks, Floats]:
    """Rank areas by each set of weights, 1 for the worst, and correlate with the declared order."""
    from scipy.stats import rankdata  # noqa: PLC0415  slow to load

    own = _standardised(rankdata(-base))
    ranks = np.empty((len(sets), len(parts)), dtype=np.int32)
    correlation = np.empty(len(sets))
    for i, weights in enumerate(sets):
        middle = rankdata(-added(parts, weights))
        correlation[i] = (own * _standardised(middle)).sum()  # not a product of vectors, whose threads get in the way
        ranks[i] = _smallest(middle)
    return ranks, correlation


def _smallest(middle: Floats) -> Floats:
    """Turn middle ranks into the smallest of a tie: m areas that share one begin (m - 1) / 2 before it."""
    many = np.bincount((2 * middle).astype(np.int64))  # a middle rank is whole or a half
    found: Floats = middle - (many[(2 * middle).astype(np.int64)] - 1) / 2
    return found


def _standardised(ranks: Floats) -> Floats:
    """Take the mean away and bring ranks to length 1; NaN where all are alike."""
    off = ranks - ranks.mean()
    length = np.sqrt((off * off).sum())
    return np.asarray(off / length if length else np.full(off.shape, np.nan), dtype=np.float64)


def _ends(ranks: Ranks, confidence: float) -> Floats:
    """Give the median of each area's ranks, and the ends of their middle share."""
    tail = (1 - confidence) / 2
    pieces = np.array_split(ranks, max(1, ranks.size // PIECE), axis=1)
    ends = [np.quantile(piece, [0.5, tail, 1 - tail], axis=0, method="inverted_cdf") for piece in pieces]
    return np.concatenate(ends, axis=1, dtype=np.float64)
