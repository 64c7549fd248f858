"""Pattern: do neighbourhoods resemble those beside them, which stand out together, and which part of a town moved?"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from equitytown.compare.moves import moves_between
from equitytown.derive.smoothing import check_areas, counts_by_area, links_within
from equitytown.derive.spatial import Autocorrelation, autocorrelation, autocorrelation_of_rates
from equitytown.stats.multiple import RATE, benjamini_hochberg
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import Local, Pattern
from equitytown.terms.observation import Observation

FEWEST_AREAS = 10  # below this permutations can hardly tell one arrangement from another
STANDARDISED = "rates standardised by empirical Bayes (Assunção and Reis 1999)"


def pattern_of(
    now: Sequence[Observation],
    before: Sequence[Observation],
    *,
    indicator: Indicator,
    beside: Mapping[str, tuple[str, ...]],
    parts: Mapping[str, Collection[str]],
    cache: Path | None = None,
) -> Pattern | None:
    """
    Say how figures of small areas lie on the map, and how those of each part of the town moved.

    Parameters
    ----------
    now, before : sequence of Observation
        One figure an area, each of one period, sex and boundary set; `before` may be empty.
    indicator : Indicator
        Its value type, breaks and polarity.
    beside : mapping of str to tuple of str
        For each area those that share a border with it.
    parts : mapping of str to collection of str
        Parts of the town by name, as areas of the same set.
    cache : Path, optional
        Where the library's numbers are kept between builds; None keeps nothing.

    Returns
    -------
    Pattern or None
        None where `why_no_pattern` gives a reason. Moran's I and local Moran are those of figures, or where all
        were worked out from counts of rates standardised for how many people each area has. `locals` are
        discoveries at a false discovery rate of 5%.

    Raises
    ------
    InputError
        If an area stands twice or outside the boundaries.
    BuildError
        If the library that it rests on is not installed.

    References
    ----------
    Moran PAP (1950), Biometrika 37: 17-23. Anselin L (1995), Geographical Analysis 27: 93-115. Assunção RM, Reis EA
    (1999), A new proposal to adjust Moran's I for population density, Statistics in Medicine 18: 2147-2162.
    """
    check_areas(now, beside=beside)
    if why_no_pattern(now, beside=beside):
        return None
    codes, links = links_within(_with_figures(now), beside)
    counts = counts_by_area([o for o in now if o.value is not None], indicator=indicator)
    if all(code in counts for code in codes):
        events, people = zip(*(counts[code] for code in codes), strict=True)
        found = autocorrelation_of_rates(events, people, beside=links, cache=cache)
    else:
        found = autocorrelation(_values(now, codes), beside=links, cache=cache)
    return Pattern(
        moran=found.moran,
        p_value=found.p_value,
        permutations=found.permutations,
        locals=_standing_out(codes, found),
        smoothed_with=STANDARDISED if all(code in counts for code in codes) else "",
        areas=len(codes),
        **moves_between(before, now, indicator=indicator, parts=parts)._asdict(),
    )


def why_no_pattern(now: Sequence[Observation], *, beside: Mapping[str, tuple[str, ...]]) -> str:
    """Say why nothing can be told of how figures lie on the map; "" where it can."""
    codes, _ = links_within(_with_figures(now), beside)
    if len(codes) < FEWEST_AREAS:
        return (
            f"only {len(codes)} areas have a figure and lie beside another that has one, and a pattern needs "
            f"{FEWEST_AREAS}"
        )
    return "" if len(set(_values(now, codes))) > 1 else "all areas have the same figure"


def _with_figures(now: Sequence[Observation]) -> list[str]:
    return sorted(o.area_code for o in now if o.value is not None)


def _values(now: Sequence[Observation], codes: Sequence[str]) -> list[float]:
    held = {o.area_code: o.value for o in now if o.value is not None}
    return [held[code] for code in codes]


def _standing_out(codes: Sequence[str], found: Autocorrelation) -> tuple[Local, ...]:
    """Give the areas that are discoveries once the many tests are allowed for, in the order of their codes."""
    adjusted = benjamini_hochberg(found.p_values).tolist()
    rows = zip(codes, found.kinds, adjusted, strict=True)
    return tuple(Local(code, kind, p_value) for code, kind, p_value in rows if p_value <= RATE)
