"""Chance: of many comparisons, how many came out as different, and how many would if nothing differed?"""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.special import ndtr

from equitytown.compare.evidence import limits_of
from equitytown.stats.intervals import z_value
from equitytown.stats.multiple import RATE, discoveries
from equitytown.terms.chance import Chance
from equitytown.terms.finding import DIFFERS_BY_CHANCE, Finding, FindingBasis, Verdict
from equitytown.terms.inside import Inside
from equitytown.terms.observation import Observation, Rating

DIFFERENT = (Rating.BETTER, Rating.WORSE, Rating.HIGHER, Rating.LOWER)

# A verdict, the figure with its limits, and the value that it was set against.
Comparison = tuple[Verdict, Observation, float | None]


def of_findings(findings: Iterable[Finding]) -> Chance:
    """
    Count comparisons with England and the region.

    Parameters
    ----------
    findings : iterable of Finding
        Those that a reader meets: one a figure and comparator.

    Returns
    -------
    Chance
        Letters of a printed report are no tests and are not counted.
    """
    return count([
        (f.verdict, f.observation, f.comparator_value.value if f.comparator_value else None) for f in findings
    ])  # fmt: skip


def of_wards(inside: Iterable[Inside], *, by: str) -> dict[str, Chance]:
    """
    Count, for each ward, the comparisons of its figures with the town's.

    Parameters
    ----------
    inside : iterable of Inside
        The newest finding of each measure.
    by : str
        The wards' boundary set.

    Returns
    -------
    dict of str to Chance
        By the ward's code.
    """
    found: dict[str, list[Comparison]] = {}
    for one in (f for f in inside if f.by == by and f.whole is not None):
        for part in one.parts:
            if part.against is not None:
                compared = (part.against.verdict, part.limited, one.whole.value if one.whole else None)
                found.setdefault(one.key_of(part.observation), []).append(compared)
    return {code: count(held) for code, held in found.items()}


def count(comparisons: Sequence[Comparison]) -> Chance:
    """Count a family of comparisons; those on limits that are held are adjusted for their number."""
    tested = [c for c in comparisons if c[0].tested and c[0].rating is not Rating.NOT_COMPARED]
    different = [c[0].rating in DIFFERENT for c in tested]
    p_values = np.array([p_value(*c) for c in tested], dtype=np.float64)
    worked_out = np.isfinite(p_values)
    stands = discoveries(p_values, rate=RATE) & np.array(different, dtype=bool)
    return Chance(
        len(tested), sum(different), len(tested) * DIFFERS_BY_CHANCE,
        int((worked_out & np.array(different, dtype=bool)).sum()), int(stands.sum()), RATE,
    )  # fmt: skip


def p_value(verdict: Verdict, observation: Observation, other: float | None) -> float:
    """
    Give the two-sided p value of a figure that equals its comparator, from the limit on the comparator's side.

    Parameters
    ----------
    verdict : Verdict
        A published one has no p value here.
    observation : Observation
        The figure with its 95% limits.
    other : float or None
        The comparator's value, taken as free of error, as the rating takes it.

    Returns
    -------
    float
        Below 0.05 where the comparator lies outside the limits, as the rating says; NaN where nothing can be worked
        out.

    Notes
    -----
    The normal approximation, with the width of the side on which the comparator lies: limits of rates and shares are
    not symmetrical.
    """
    held = limits_of(observation)
    if held is None or other is None or verdict.basis is not FindingBasis.COMPUTED:
        return float("nan")
    value, lower, upper = (float(np.asarray(number)) for number in held[:3])
    width = value - lower if other < value else upper - value
    if width <= 0:
        return float("nan")
    z = abs(value - other) / width * z_value(0.95)
    return float(2 * ndtr(-z))
