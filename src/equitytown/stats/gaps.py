"""
The gap between the highest and the lowest of many parts, judged by what chance alone makes of it.

Of many parts that are all alike the highest still lies above the lowest, and the more parts there are and the fewer
people in each, the further. Limits of the difference between two parts that were picked because they lie at the ends
do not allow for the picking; these functions do.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, floats, notes, refuse, refuse_negative, same_shape
from equitytown.stats.differences import MISSING_FIGURE, NO_WIDTH, ZERO, Estimate, Ratio, limits_of, two_sided
from equitytown.stats.differences import standard_error as error_of
from equitytown.stats.intervals import Computed, z_value, z_values

REACH = 8.5  # standard errors; what lies beyond has a chance below 1e-16
THIN = 1e6  # a side of limits that has no width is taken to have this part of the whole width
MOST_STRETCHES = 50  # that a standard error is cut into where others' are far smaller
NODES = 8  # by Gauss and Legendre, in a stretch of one standard error


class _Parts(NamedTuple):
    """Values of parts, and their standard errors downwards and upwards; a row each."""

    value: Floats
    down: Floats
    up: Floats


def expected_range(standard_error: ArrayLike) -> Floats:
    """
    Give how far the highest of many estimates would lie above the lowest, if all true figures were the same.

    Parameters
    ----------
    standard_error : array_like, shape (..., parts)
        Of each part's estimate, above 0, along the last axis. NaN means that there is no such part.

    Returns
    -------
    ndarray, shape (...)
        The expected range, in the unit of the standard errors; NaN for fewer than two parts.

    Raises
    ------
    InputError
        If a standard error is not above 0, or there is no axis of parts.

    Notes
    -----
    Estimates are taken as independent and normal. With F the product of the chances that each lies below x, and G of
    those that each lies above, the range is expected to be the integral of 1 - F(x) - G(x); nothing is simulated.

    References
    ----------
    Tippett LHC (1925), On the extreme individuals and the range of samples taken from a normal population, Biometrika
    17: 364-387.

    Examples
    --------
    >>> expected_range([1.0] * 10).round(3)
    np.float64(3.078)
    """
    return _by_row(_errors(standard_error), _range_of)


def chance_of_range(size: ArrayLike, standard_error: ArrayLike) -> Floats:
    """
    Give the chance of a highest and a lowest so far apart or further, if all true figures were the same.

    Parameters
    ----------
    size : array_like, shape (...)
        The range seen: highest less lowest, 0 or more. NaN means missing.
    standard_error : array_like, shape (..., parts)
        Of each part's estimate, above 0, along the last axis. NaN means that there is no such part.

    Returns
    -------
    ndarray, shape (...)
        The p value. NaN where the range is missing or there are fewer than two parts.

    Raises
    ------
    InputError
        If a range is negative, a standard error is not above 0, or shapes differ.

    Notes
    -----
    For two parts it is the two-sided test of their difference, and for parts of one standard error it is Tukey's
    studentised range with known errors. It allows for the two ends having been picked among all parts.

    References
    ----------
    Tukey JW (1953), The problem of multiple comparisons. Harter HL (1960), Tables of range and studentized range,
    Annals of Mathematical Statistics 31: 1122-1147.

    Examples
    --------
    >>> chance_of_range(4.474, [1.0] * 10).round(3)
    np.float64(0.05)
    """
    errors, sizes = _errors(standard_error), floats(size, name="size")
    refuse_negative(sizes, name="size")
    if sizes.shape != errors.shape[:-1]:
        raise InputError(f"{sizes.size} ranges were given for {errors[..., 0].size} rows of parts. Give one for each.")
    flat = iter(np.ravel(sizes))
    return _by_row(errors, lambda row: _tail_of(float(next(flat)), row))


def chance_of_highest(
    values: ArrayLike, lower: ArrayLike, upper: ArrayLike, *, part: int, limits: float = 0.95
) -> float:
    """
    Give the chance that one of many parts is truly the highest.

    Parameters
    ----------
    values, lower, upper : array_like, shape (parts,)
        Values with their confidence limits, of some width; none missing.
    part : int
        Which part is asked about. Turn all signs round, and the limits with them, to ask about the lowest.
    limits : float, default 0.95
        Coverage of the limits.

    Returns
    -------
    float
        The first of the part's chances in `rank_chances`, by far less work.

    Raises
    ------
    InputError
        If shapes differ, a figure is missing, limits do not enclose their value or have no width, or there is no such
        part.

    References
    ----------
    Goldstein H, Spiegelhalter DJ (1996), League tables and their limitations, JRSS A 159: 385-443.

    Examples
    --------
    >>> round(chance_of_highest([80, 79, 70], [79, 78, 69], [81, 80, 71], part=0), 3)
    0.917
    """
    value, low, high = limits_of(Estimate(values, lower, upper), confidence=limits)
    refuse(np.isnan(value + low + high), "a figure or limit is missing", lambda i: f"part {i}", mend="Leave it out.")
    refuse(high == low, "limits have no width", lambda i: f"part {i}", mend="Leave it out.")
    if not 0 <= part < value.size:
        raise InputError(f"there is no part {part} among {value.size}. Parts are counted from 0.")
    least = (high - low) / THIN
    down, up = (np.maximum(side, least) / z_value(limits) for side in (value - low, high - value))
    rest = _Parts(*(np.delete(each, part)[:, None] for each in (value, down, up)))
    sides = (-float(down[part]), float(up[part]))
    return float(min(sum(_share_above(float(value[part]), side, rest) for side in sides), 1.0))


def change_of_ratio(
    earlier: tuple[Estimate | Computed, Estimate | Computed],
    later: tuple[Estimate | Computed, Estimate | Computed],
    *,
    confidence: Confidence = 0.95,
) -> Ratio:
    """
    Test whether the relative distance between two parts changed between two periods.

    Parameters
    ----------
    earlier, later : (Estimate, Estimate)
        The two parts, in the same order, at each period; all four independent and above 0.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits given and of the limits returned, as in `change_of_gap`.

    Returns
    -------
    Ratio
        The later ratio over the earlier one, each taken as the larger over the smaller: below 1 when the parts came
        closer. NaN, with a note, where a figure or limit is missing or 0, or limits have no width.

    Raises
    ------
    InputError
        If a figure is below 0, limits do not enclose their value, shapes differ or a confidence is out of range.

    References
    ----------
    Altman DG, Bland JM (2003), Interaction revisited: the difference between two estimates, BMJ 326: 219.

    Examples
    --------
    >>> before = Estimate(20, 18, 22.2), Estimate(10, 9, 11.1)
    >>> now = Estimate(15, 13.5, 16.7), Estimate(10, 9, 11.1)
    >>> test = change_of_ratio(before, now)
    >>> test.ratio.round(2), test.p_value.round(3)
    (np.float64(0.75), np.float64(0.007))
    """
    parts = [limits_of(estimate, confidence=confidence) for estimate in (*earlier, *later)]
    same_shape(**{f"estimate {n}": value for n, (value, _, _) in enumerate(parts, start=1)})
    level = float(np.ravel(confidence)[0])
    errors = [error_of(low, high, scale="log", confidence=level) for _, low, high in parts]
    zero = np.any([(value == 0) | (low == 0) for value, low, _ in parts], axis=0)
    missing = np.any([np.isnan(value) | np.isnan(low) | np.isnan(high) for value, low, high in parts], axis=0)
    logs = [np.log(np.where(value > 0, value, np.nan)) for value, _, _ in parts]
    error = np.sqrt(sum(one**2 for one in errors))
    size = np.abs(logs[2] - logs[3]) - np.abs(logs[0] - logs[1])
    z, reach = size / error, z_values(confidence, like=error) * error
    size = np.where(np.isnan(z), np.nan, size)[()]
    note = notes(missing.shape, (missing, MISSING_FIGURE), (zero, ZERO), (np.isnan(error), NO_WIDTH))
    return Ratio(np.exp(size), np.exp(size - reach), np.exp(size + reach), z, two_sided(z), note)


def _errors(standard_error: ArrayLike) -> Floats:
    """Check standard errors at the door."""
    errors = floats(standard_error, name="standard_error")
    if not errors.ndim:
        raise InputError("standard_error is a single number. Give one for each part, along the last axis.")
    refuse(errors <= 0, "a standard error is not above 0", lambda i: f"{errors.flat[i]:g}",
           mend="Leave the part out, or give NaN.")  # fmt: skip
    return errors


def _by_row(errors: Floats, work: Callable[[Floats], float]) -> Floats:
    """Work each row of parts out by itself; NaN where it has fewer than two."""
    rows = errors.reshape(-1, errors.shape[-1])
    found = [work(row[~np.isnan(row)]) for row in rows]
    return np.array(found, dtype=np.float64).reshape(errors.shape[:-1])[()]


def _range_of(errors: Floats) -> float:
    from scipy.special import ndtr  # noqa: PLC0415  a slow import that few paths need

    if errors.size < 2:  # noqa: PLR2004  a range has two ends
        return float("nan")
    x, weight = _places((0.0,), errors)
    below = ndtr(x / errors[:, None])
    neither = 1 - below.prod(axis=0) - (1 - below).prod(axis=0)
    return float((weight * neither).sum())


def _tail_of(size: float, errors: Floats) -> float:
    """Average, over where the lowest part may lie, the chance that all others lie within the range above it."""
    from scipy.special import ndtr  # noqa: PLC0415  a slow import that few paths need

    if errors.size < 2 or np.isnan(size):  # noqa: PLR2004  a range has two ends
        return float("nan")
    x, weight = _places((0.0, -size), errors)
    each = errors[:, None]
    inside = ndtr((x + size) / each) - ndtr(x / each)
    density = np.exp(-((x / each) ** 2) / 2) / (np.sqrt(2 * np.pi) * each)
    before, after = np.ones_like(inside), np.ones_like(inside)
    before[1:] = np.cumprod(inside[:-1], axis=0)
    after[:-1] = np.cumprod(inside[:0:-1], axis=0)[::-1]
    within = float((weight * density * before * after).sum())
    return min(max(1 - within, 0.0), 1.0)


def _share_above(centre: float, side: float, others: _Parts) -> float:
    """Average, over one side of where a part may lie (lower if `side` is negative), that others lie below."""
    from scipy.special import ndtr  # noqa: PLC0415  a slow import that few paths need

    width = abs(side)
    smallest = np.minimum(others.down, others.up)
    step = max(min(width, float(smallest.min(initial=width))), width / MOST_STRETCHES)
    kinks = (others.value - centre)[smallest < step] * np.sign(side)
    even = np.linspace(0, REACH * width, int(np.ceil(REACH * width / step)) + 1)
    ends = np.unique(np.concatenate([even, kinks[(kinks > 0) & (kinks < REACH * width)]]))
    away, length = _nodes(ends)
    weight = np.exp(-((away / width) ** 2) / 2) / (np.sqrt(2 * np.pi) * width) * length
    off = centre + np.sign(side) * away - others.value
    return float((weight * ndtr(off / np.where(off < 0, others.down, others.up)).prod(axis=0)).sum())


def _places(centres: tuple[float, ...], errors: Floats) -> tuple[Floats, Floats]:
    """Choose where to look, and weights: stretches that double from the smallest standard error about each centre."""
    smallest, largest = float(errors.min()), float(errors.max())
    levels = smallest * 2.0 ** np.arange(int(np.ceil(np.log2(largest / smallest))) + 1)
    steps = (np.arange(0, REACH + 1)[:, None] * levels).ravel()
    ends = np.unique(np.concatenate([centre + sign * steps for centre in centres for sign in (-1, 1)]))
    return _nodes(ends)


def _nodes(ends: Floats) -> tuple[Floats, Floats]:
    """Give where to look between the ends of stretches, and the length that each stands for."""
    middle, half = (ends[1:] + ends[:-1]) / 2, np.diff(ends) / 2
    node, share = np.polynomial.legendre.leggauss(NODES)
    return (middle[:, None] + half[:, None] * node).ravel(), (half[:, None] * share).ravel()
