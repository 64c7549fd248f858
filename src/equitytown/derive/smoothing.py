"""Smoothed shares and rates of small areas, beside the raw ones and never instead of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from equitytown.derive.spatial import rates_drawn_to_neighbours
from equitytown.errors import InputError
from equitytown.stats.checks import CONFIDENCE
from equitytown.stats.empirical_bayes import CountedAs, empirical_bayes
from equitytown.terms.indicator import COUNTED, MULTIPLIERS, QUOTIENTS, Indicator, ValueType
from equitytown.terms.inside import Estimate
from equitytown.terms.observation import Observation

Smoothed = tuple[Estimate | None, Estimate | None]
NEITHER: Smoothed = (None, None)


def smoothed(
    observations: Sequence[Observation],
    *,
    indicator: Indicator,
    beside: Mapping[str, tuple[str, ...]],
    cache: Path | None = None,
) -> dict[str, Smoothed]:
    """
    Draw the figures of small areas to that of the town, and to those of the areas around each.

    Parameters
    ----------
    observations : sequence of Observation
        One figure an area, of one period, sex and boundary set.
    indicator : Indicator
        Its value type says how chance moves a count: each person counts once in a proportion, events in a crude rate.
    beside : mapping of str to tuple of str
        For each area those that share a border with it; empty where no boundaries are held.
    cache : Path, optional
        Where numbers of the spatial form are kept between builds; None keeps nothing.

    Returns
    -------
    dict of str to (Estimate or None, Estimate or None)
        For each area its figure drawn to the town's, with 95% limits, and drawn to the areas around it, without; in
        the indicator's unit. Both None where a count is missing or the denominator 0, where the indicator is no
        proportion or crude rate, and where its counts were not counted but weighted or modelled. The second is None
        too where no area beside has counts.

    Raises
    ------
    InputError
        If an area stands twice or outside the boundaries, a count is negative, or a share above all.
    BuildError
        If the library of the spatial form is not installed and it is needed.

    References
    ----------
    Marshall RJ (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
    40: 283-294.
    """
    check_areas(observations, beside=beside)
    counts = counts_by_area(observations, indicator=indicator)
    if not counts:
        return {o.area_code: NEITHER for o in observations}
    many = MULTIPLIERS[indicator.unit]
    to_town, to_near = _drawn_to_town(counts, indicator, many), _drawn_to_neighbours(counts, beside, many, cache)
    return {o.area_code: (to_town.get(o.area_code), to_near.get(o.area_code)) for o in observations}


def check_areas(observations: Sequence[Observation], *, beside: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse an area that stands twice, and one that is not among the boundaries where there are any."""
    codes = Counter(o.area_code for o in observations)
    twice = sorted(code for code, rows in codes.items() if rows > 1)
    if twice:
        raise InputError(
            f"{len(twice)} of {len(codes)} areas stand more than once (first: {twice[0]}). "
            "Give one figure an area, of one period and sex."
        )
    strange = sorted(set(codes) - set(beside)) if beside else []
    if strange:
        raise InputError(
            f"{len(strange)} of {len(codes)} areas are not among the boundaries (first: {strange[0]}). "
            "Give figures of the boundary set whose borders are given."
        )


def counts_by_area(observations: Sequence[Observation], *, indicator: Indicator) -> dict[str, tuple[float, float]]:
    """
    Give numerator and denominator of each area that has both, in the order of the codes.

    Empty where the figures are no quotients of counts, or nobody counted them one by one.
    """
    if indicator.value_type not in QUOTIENTS or indicator.unit not in MULTIPLIERS:
        return {}
    if indicator.collected_by not in COUNTED:
        return {}
    return {
        o.area_code: (o.numerator, o.denominator)
        for o in sorted(observations, key=lambda o: o.area_code)
        if o.numerator is not None and o.denominator is not None and o.denominator != 0
    }


def links_within(codes: Sequence[str], beside: Mapping[str, tuple[str, ...]]) -> tuple[list[str], list[list[int]]]:
    """Keep of some areas those that lie beside another of them, and give for each the places of its neighbours."""
    held = set(codes)
    near = {c: [n for n in beside.get(c, ()) if n in held and c in beside.get(n, ())] for c in codes}
    linked = [code for code in codes if near[code]]
    place = {code: position for position, code in enumerate(linked)}
    return linked, [[place[other] for other in near[code]] for code in linked]


def _drawn_to_town(counts: Mapping[str, tuple[float, float]], indicator: Indicator, many: int) -> dict[str, Estimate]:
    kind: CountedAs = "proportion" if indicator.value_type is ValueType.PROPORTION else "rate"
    events, people = np.array(list(counts.values()), dtype=np.float64).T
    found = empirical_bayes(events, people, kind=kind, multiplier=many, confidence=CONFIDENCE)
    rows = zip(found.value.tolist(), found.lower.tolist(), found.upper.tolist(), strict=True)
    return {code: Estimate(*row) for code, row in zip(counts, rows, strict=True)}


def _drawn_to_neighbours(
    counts: Mapping[str, tuple[float, float]], beside: Mapping[str, tuple[str, ...]], many: int, cache: Path | None
) -> dict[str, Estimate]:
    codes, links = links_within(list(counts), beside)
    if not codes:
        return {}
    events, people = zip(*(counts[code] for code in codes), strict=True)
    rates = rates_drawn_to_neighbours(events, people, beside=links, cache=cache)
    return {code: Estimate(many * rate) for code, rate in zip(codes, rates, strict=True)}
