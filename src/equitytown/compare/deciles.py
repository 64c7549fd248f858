"""Tenths of a town's areas by their deprivation, and the slope of a measure over them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from equitytown.compare.gap import RATIOS
from equitytown.compare.parts import Parts, PartsOverTime, tenth_of
from equitytown.compare.reliability import estimates_of
from equitytown.derive.quotients import Quotient, figures_of, quotient_of
from equitytown.derive.small_areas import cuts_of
from equitytown.stats.intervals import Computed
from equitytown.stats.population_quantiles import population_quantile
from equitytown.stats.quantiles import First, quantile
from equitytown.stats.slope import slope_index, transformed_slope_index
from equitytown.terms.indicator import MULTIPLIERS, RANKING, Indicator, Polarity, ValueType
from equitytown.terms.inside import BY_LOCAL_TENTH, Estimate, PartKind, Slope
from equitytown.terms.observation import Observation, Status
from equitytown.terms.period import Period
from equitytown.terms.place import Place

TENTHS = 10
STEPS = 11  # points at which a fitted line is given
LOCAL = BY_LOCAL_TENTH
AS_PUBLISHED = "as published"
LACKING = "only {} of the 10 tenths have a figure that can be shown, so there is no slope"
EMPTY = (
    f"{LACKING}. The areas of a town seldom fill all tenths of the country's: use local deciles, which divide the "
    "town's own areas"
)
WITHHELD = "{} of the 10 tenths cannot be given, since an area in it has no counts that can be shown: there is no slope"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The tenth of each area of one boundary set, 1 the most deprived, and the name of what they are ranked by."""

    tenths: Mapping[str, int]
    name: str


def rankings_of(place: Place, inside: Mapping[str, Sequence[Observation]]) -> dict[str, Ranking]:
    """
    Put the areas of each boundary set into tenths of local deprivation.

    Parameters
    ----------
    place : Place
        The measure that areas are ranked by has the tag "deprivation-rank".
    inside : mapping of str to sequence of Observation
        By indicator, the figures of small areas.

    Returns
    -------
    dict of str to Ranking
        By boundary set; the newest ranking of each. Tenths hold as many people each where the ranking says how many
        people (its denominator) every area has, otherwise as many areas. Sets of fewer than ten ranked areas are not
        there.
    """
    found: dict[str, tuple[Period, Ranking]] = {}
    for indicator in place.indicators.values():
        if RANKING not in indicator.tags:
            continue
        held = inside.get(indicator.indicator_id, ())
        for cut, areas in cuts_of(held, indicator=indicator, place=place).items():
            ranked = {code: o for code, o in areas.items() if o.value is not None}
            older = cut.set_id in found and found[cut.set_id][0] > cut.period
            if len(ranked) >= TENTHS and not older:
                name = f"{indicator.headline}, {cut.period.label}"
                found[cut.set_id] = cut.period, Ranking(_tenths(ranked, indicator), name)
    return {set_id: ranking for set_id, (_, ranking) in found.items()}


def _tenths(ranked: Mapping[str, Observation], indicator: Indicator) -> dict[str, int]:
    first: First = "lowest" if indicator.polarity is Polarity.HIGH else "highest"
    values = [o.value for o in ranked.values()]
    people = [o.denominator for o in ranked.values()]
    score = np.array(values, dtype=np.float64)
    if all(people):
        tenths = population_quantile(score, np.array(people, dtype=np.float64), count=TENTHS, first=first)
    else:
        tenths = quantile(score, count=TENTHS, first=first)
    return {code: int(tenth) for code, tenth in zip(ranked, tenths, strict=True)}


def tenths_over_time(
    areas: PartsOverTime, ranking: Ranking, *, indicator: Indicator, area_code: str
) -> PartsOverTime | None:
    """
    Add a measure's counts up over tenths of local deprivation, in every period of one boundary set.

    Parameters
    ----------
    areas : PartsOverTime
        The measure's small areas.
    ranking : Ranking
        The tenth of each; the same in every period, so that the same areas are set beside one another.
    indicator : Indicator
        Its value type and unit.
    area_code : str
        The town's.

    Returns
    -------
    PartsOverTime or None
        None where no area has counts. A tenth in which any area lacks them has no figure.
    """
    codes = defaultdict[int, list[str]](list)
    for code, tenth in ranking.tenths.items():
        codes[tenth].append(code)
    periods = {
        period: _summed(parts, codes, indicator, area_code)
        for period, parts in areas.periods.items()
        if any(quotient_of(o, indicator=indicator) is not None for o in parts.values())
    }
    if not periods:
        return None
    name = f"tenths of {areas.by_name} by local deprivation"
    names = tuple(str(tenth) for tenth in range(1, TENTHS + 1))
    return PartsOverTime(PartKind.DECILES, LOCAL, name, areas.sex, names, periods, areas.unlike, ranking.name)


def _summed(parts: Parts, codes: Mapping[int, Sequence[str]], indicator: Indicator, area_code: str) -> Parts:
    """Give the figure of each tenth; without a value where an area lacks its counts."""
    tenths = {
        str(tenth): replace(_bare(parts, codes[tenth]), area_code=area_code, category=str(tenth))
        for tenth in sorted(codes)
    }
    pairs: dict[str, Quotient] = {}
    for tenth, of in codes.items():
        held = [quotient_of(parts[code], indicator=indicator) if code in parts else None for code in of]
        known = [pair for pair in held if pair is not None]
        if len(known) == len(of):
            pairs[str(tenth)] = Quotient(sum(x for x, _ in known), sum(n for _, n in known))
    made = zip(pairs, figures_of(list(pairs.values()), indicator=indicator), strict=True)
    sums = {tenth: (figure, f"Summed from {len(codes[int(tenth)])} areas.") for tenth, figure in made}
    return tenths | {
        tenth: replace(tenths[tenth], **figure._asdict(), status=Status.ESTIMATED, note=note)
        for tenth, (figure, note) in sums.items()
    }


def _bare(parts: Parts, codes: Sequence[str]) -> Observation:
    """Give a tenth's row without a figure."""
    held = [parts[code] for code in codes if code in parts]
    like = (held or list(parts.values()))[0]
    return replace(
        like, value=None, lower=None, upper=None, confidence=None, numerator=None, denominator=None,
        published_rating=None, category_type=LOCAL, status=Status.MISSING,
        note="No sum: an area in it has no counts that can be shown.",
        known_from=max(o.known_from for o in held or [like]),
        provenance=replace(like.provenance, title=f"{like.provenance.title}, summed to tenths of local deprivation"),
    )  # fmt: skip


def slope_over(parts: Iterable[Observation], *, indicator: Indicator, ranked_by: str) -> tuple[Slope | None, str]:
    """
    Fit the slope and the relative index of inequality over tenths.

    Parameters
    ----------
    parts : iterable of Observation
        The figures of tenths, each with its category.
    indicator : Indicator
        A line goes through the log odds of proportions, the logarithms of rates, and other values as they are: all
        have limits in closed form.
    ranked_by : str
        What the areas are ranked by.

    Returns
    -------
    (Slope or None, str)
        The slope, least deprived end less most deprived end, or the sentence that says why there is none.
    """
    tenths = {tenth: o for o in parts if o.value is not None and (tenth := tenth_of(o.category)) is not None}
    if len(tenths) < TENTHS:
        return None, _why_not(len(tenths), ranked_by, {o.category_type for o in tenths.values()})
    ordered = tuple(tenths[number] for number in range(1, TENTHS + 1))
    found, relative, start = _indices(ordered, indicator)
    if np.isnan(found.value):
        return None, f"there is no slope: {found.note}"
    ratio = None if relative is None or np.isnan(relative.value) else _estimate(relative)
    line = _line(start, start + float(found.value), indicator)
    return Slope(_estimate(found), ratio, ordered, ranked_by, line), str(found.note)


def _why_not(tenths: int, ranked_by: str, kinds: Collection[str]) -> str:
    if ranked_by != AS_PUBLISHED:
        return WITHHELD.format(TENTHS - tenths)
    return (LACKING if any("local" in kind.lower() for kind in kinds) else EMPTY).format(tenths)


def _line(start: float, end: float, indicator: Indicator) -> tuple[float, ...]:
    """Give the fitted line at even steps from the most to the least deprived end: a curve on the figures' own scale."""
    steps, many = np.linspace(0, 1, STEPS), MULTIPLIERS.get(indicator.unit, 1)
    ends = np.array([start, end])
    if indicator.value_type is ValueType.PROPORTION:
        odds = np.log(ends / (many - ends))
        heights = many / (1 + np.exp(-np.interp(steps, [0, 1], odds)))
    elif indicator.value_type in RATIOS:
        heights = np.exp(np.interp(steps, [0, 1], np.log(ends)))
    else:
        heights = np.interp(steps, [0, 1], ends)
    return tuple(float(height) for height in heights)


def _indices(tenths: Sequence[Observation], indicator: Indicator) -> tuple[Computed, Computed | None, float]:
    """Give the slope index, the relative index where there is one, and the line's height at the most deprived end."""
    people = [o.denominator for o in tenths]
    weights = np.array(people if all(people) else [1.0] * TENTHS, dtype=np.float64)
    limits = estimates_of(tenths, indicator=indicator)
    low = np.array([np.nan if found is None else found.lower for found in limits], dtype=np.float64)
    high = np.array([np.nan if found is None else found.upper for found in limits], dtype=np.float64)
    value = np.array([o.value for o in tenths], dtype=np.float64)
    if indicator.value_type is ValueType.PROPORTION:
        many = MULTIPLIERS.get(indicator.unit, 1)
        found = transformed_slope_index(
            value / many, weights, kind="proportion", lower=low / many, upper=high / many, multiplier=many
        )
    elif indicator.value_type in RATIOS:
        found = transformed_slope_index(value, weights, kind="rate", lower=low, upper=high)
    else:
        found = slope_index(value, weights, lower=low, upper=high)
        return found.slope, found.relative if bool((value > 0).all()) else None, float(found.intercept)
    return found.slope, found.relative, float(found.intercept)


def _estimate(found: Computed) -> Estimate:
    low, high = float(found.lower), float(found.upper)
    return Estimate(float(found.value), low if np.isfinite(low) else None, high if np.isfinite(high) else None)
