"""
What a library of spatial statistics works out: esda, of PySAL.

It takes seconds to load, and the same areas with the same figures always give the same numbers: what it gave is kept
between builds. Areas are numbered here, and `beside` gives for each the numbers of those that share a border with it.
"""

import json
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from equitytown.errors import BuildError
from equitytown.stats.checks import A_HAIR, Floats
from equitytown.store.kept import kept

PERMUTATIONS = 9_999  # of 121 areas the first discovery needs p of 0.0004: 999 permutations cannot show one
SEED = 1_950  # of every permutation; the year of Moran's paper
# What esda calls the quarters of Moran's scatter plot: an area's own side, then that of those around it.
QUARTERS = {1: "high", 2: "low among high", 3: "low", 4: "high among low"}

NEEDED = (
    "How neighbourhoods lie on the map is worked out by esda, which is not installed. "
    'Install it with: pip install "equitytown[report]"'
)

Beside = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Autocorrelation:
    """
    Whether areas resemble those beside them: all of them (`moran`, `p_value`), and each with those around it.

    `kinds` and `p_values` stand in the order of the areas; p values are two-sided, of permutations, and not adjusted.
    """

    moran: float
    p_value: float
    permutations: int
    kinds: tuple[str, ...]
    p_values: tuple[float, ...]


def rates_drawn_to_neighbours(
    numerator: Sequence[float], denominator: Sequence[float], *, beside: Beside, cache: Path | None = None
) -> tuple[float, ...]:
    """
    Draw rates of areas to those of the areas around each: esda's spatial empirical Bayes.

    Parameters
    ----------
    numerator, denominator : sequence of float
        Events and people; people above 0.
    beside : sequence of sequence of int
        For each area those beside it, one or more.
    cache : Path, optional
        Where numbers are kept between builds; None keeps nothing.

    Returns
    -------
    tuple of float
        For one person. Where no event was counted in an area and around it, 0.

    Raises
    ------
    BuildError
        If esda is not installed.

    References
    ----------
    Marshall RJ (1991), Applied Statistics 40: 283-294, the local form.
    """
    given = {"numerator": list(numerator), "denominator": list(denominator), "beside": [list(n) for n in beside]}
    return tuple(_kept(cache, given, make=lambda: _drawn(numerator, denominator, beside)))


def autocorrelation(values: Sequence[float], *, beside: Beside, cache: Path | None = None) -> Autocorrelation:
    """
    Test whether areas resemble those beside them, all together and each by itself.

    Parameters
    ----------
    values : sequence of float
        A figure an area, not all alike.
    beside : sequence of sequence of int
        For each area those beside it, one or more; each counts alike, and all of an area's together for 1.
    cache : Path, optional
        Where numbers are kept between builds; None keeps nothing.

    Returns
    -------
    Autocorrelation
        Moran's I with the p value of `PERMUTATIONS` seeded permutations, and local Moran with conditional ones.

    Raises
    ------
    BuildError
        If esda is not installed.

    References
    ----------
    Moran PAP (1950), Biometrika 37: 17-23. Anselin L (1995), Local indicators of spatial association, Geographical
    Analysis 27: 93-115.
    """
    return _kept_autocorrelation({"values": list(values)}, beside, cache, make=lambda: _correlated(values, beside))


def autocorrelation_of_rates(
    numerator: Sequence[float], denominator: Sequence[float], *, beside: Beside, cache: Path | None = None
) -> Autocorrelation:
    """
    Test whether areas' rates resemble those beside them, allowing for how many people each area has.

    Parameters
    ----------
    numerator, denominator : sequence of float
        Events and people; people above 0, and rates not all alike.
    beside : sequence of sequence of int
        For each area those beside it, one or more.
    cache : Path, optional
        Where numbers are kept between builds; None keeps nothing.

    Returns
    -------
    Autocorrelation
        As `autocorrelation` gives it for rates less the rate of all, over the standard deviation that an area of
        that size has: rates of few people spread further by chance, and would else pass for a pattern.

    Raises
    ------
    BuildError
        If esda is not installed.

    References
    ----------
    Assunção RM, Reis EA (1999), A new proposal to adjust Moran's I for population density, Statistics in Medicine
    18: 2147-2162.
    """
    given = {"numerator": list(numerator), "denominator": list(denominator)}

    def make() -> Autocorrelation:
        from esda.smoothing import assuncao_rate  # noqa: PLC0415  takes seconds to load

        standardised = assuncao_rate(np.array(numerator, dtype=np.float64), np.array(denominator, dtype=np.float64))
        return _correlated(standardised.tolist(), beside)

    return _kept_autocorrelation(given, beside, cache, make=make)


def _kept_autocorrelation(
    given: Mapping[str, object], beside: Beside, cache: Path | None, *, make: Callable[[], Autocorrelation]
) -> Autocorrelation:
    whole = {**given, "beside": [list(near) for near in beside], "of": PERMUTATIONS, "seed": SEED}
    found = _kept(cache, whole, make=lambda: asdict(make()))
    return Autocorrelation(**{**found, "kinds": tuple(found["kinds"]), "p_values": tuple(found["p_values"])})


def _drawn(numerator: Sequence[float], denominator: Sequence[float], beside: Beside) -> list[float]:
    from esda.smoothing import Spatial_Empirical_Bayes  # noqa: PLC0415  takes seconds to load

    events, people = np.array(numerator, dtype=np.float64), np.array(denominator, dtype=np.float64)
    with np.errstate(invalid="ignore"):  # where no event was counted around, it divides 0 by 0
        found = Spatial_Empirical_Bayes(events, people, _weights(beside)).r.ravel()
    return [0.0 if np.isnan(rate) else float(rate) for rate in found]


def _correlated(values: Sequence[float], beside: Beside) -> Autocorrelation:
    from esda.moran import Moran, Moran_Local  # noqa: PLC0415  takes seconds to load

    given, weights = np.array(values, dtype=np.float64), _weights(beside)
    with _its_random_numbers(SEED), warnings.catch_warnings():
        # It warns that the one-sided p values that it reports will change; none of them is read here.
        warnings.simplefilter("ignore", DeprecationWarning)
        whole = Moran(given, weights, permutations=PERMUTATIONS)
        local = Moran_Local(given, weights, permutations=PERMUTATIONS, seed=SEED)
    (p_value,) = _two_sided(whole.sim[:, np.newaxis], whole.I)
    kinds = tuple(QUARTERS[int(quarter)] for quarter in local.q)
    return Autocorrelation(float(whole.I), p_value, PERMUTATIONS, kinds, tuple(_two_sided(local.sim, local.Is)))


def _two_sided(permuted: Floats, found: Floats | float) -> list[float]:
    """Give twice the smaller tail of permuted statistics, a column an area, with what was found among them."""
    hair = A_HAIR * (1 + np.abs(found))  # layouts that come to the same but for rounding count on both sides
    above, below = (permuted >= found - hair).sum(axis=0), (permuted <= found + hair).sum(axis=0)
    p_values: list[float] = np.minimum(2 * (np.minimum(above, below) + 1) / (len(permuted) + 1), 1).tolist()
    return p_values


def _weights(beside: Beside) -> Any:  # libpysal.weights.W, which comes without types
    from libpysal.weights import W  # noqa: PLC0415  takes seconds to load

    numbers = list(range(len(beside)))
    # It warns of towns in several pieces, which are no fault.
    return W({area: list(beside[area]) for area in numbers}, id_order=numbers, silence_warnings=True)


@contextmanager
def _its_random_numbers(seed: int) -> Iterator[None]:
    """Seed numpy's shared random numbers, which esda draws from, and put them back as they were."""
    before = np.random.get_state()  # noqa: NPY002  what esda uses
    np.random.seed(seed)  # noqa: NPY002  what esda uses
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002  what esda uses


def _kept(cache: Path | None, given: Mapping[str, object], *, make: Callable[[], object]) -> Any:  # as JSON holds it
    """Work numbers out with esda, or read what it gave for the same input in the same version."""
    try:
        made_with = [f"{name} {version(name)}" for name in ("esda", "libpysal")]
        return json.loads(kept(cache, json.dumps(given), *made_with, make=lambda: json.dumps(make()).encode()))
    except ModuleNotFoundError as error:
        raise BuildError(NEEDED) from error
