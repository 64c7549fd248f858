"""Synthetic households: whole numbers by tenure, deprivation and type in each area, with its census totals exactly."""

from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.association import conditional
from equitytown.derive.destitution.households import Margins
from equitytown.derive.destitution.integers import rounded_to
from equitytown.errors import BuildError

ALMOST = 1e-6  # what fitting leaves undone is no household
TILTS = 40  # halvings of the range in which the tilt towards larger households lies


def library() -> ModuleType:
    """Reach humanleague, which synthesises; say how to install it where it is not there."""
    try:
        import humanleague  # noqa: PLC0415  a heavy import waits until it is needed
    except ImportError as fault:
        raise BuildError(
            'Modelling destitution needs the package "humanleague". Install: pip install "equitytown[model]"'
        ) from fault
    return humanleague


def types_by_area(
    tenure: NDArray[np.int64],
    type_of_tenure: NDArray[np.float64],
    people: NDArray[np.float64],
    size: NDArray[np.float64],
) -> NDArray[np.float64]:
    """
    Give shares of household types by area: those of its tenures, tilted until the mean size is the area's own.

    Parameters
    ----------
    tenure : ndarray, shape (areas, tenures)
        Households.
    type_of_tenure : ndarray, shape (tenures, types)
        Shares; each row sums to 1.
    people : ndarray, shape (types,)
        People in a household of each type.
    size : ndarray, shape (areas,)
        Mean people in a household; a mean that no mixture reaches is met as nearly as can be.

    Returns
    -------
    ndarray, shape (areas, types)
        Each row sums to 1.
    """
    base = tenure @ type_of_tenure
    centred = people - people.mean()
    low, high = np.full(size.shape, -6.0), np.full(size.shape, 6.0)
    for _ in range(TILTS):
        middle = (low + high) / 2
        shares = base * np.exp(middle[:, None] * centred)
        shares /= shares.sum(axis=1, keepdims=True)
        small = shares @ people < size
        low, high = np.where(small, middle, low), np.where(small, high, middle)
    return np.asarray(shares, dtype=np.float64)


def synthesise(
    margins: Margins,
    *,
    type_of_tenure: NDArray[np.float64],
    people: NDArray[np.float64],
    weight: float,
    skips: NDArray[np.int64],
    areas: NDArray[np.float64] | None = None,
) -> NDArray[np.int32]:
    """
    Make the households of each area.

    Parameters
    ----------
    margins : Margins
        Households by tenure and by deprivation, by type where held, and mean size where not.
    type_of_tenure : ndarray, shape (tenures, types)
        Shares of household types within each tenure.
    people : ndarray, shape (types,)
        People in a household of each type.
    weight : float
        How much of the association across areas holds inside them; see `conditional`.
    skips : ndarray, shape (areas,)
        How far into the quasi-random sequence each area begins.
    areas : ndarray, shape (areas,), optional
        How often each area counts in that association.

    Returns
    -------
    ndarray, shape (areas, tenures, dimensions, types)
        Whole households. Summed over the other two, each axis is the area's own table to the household.

    Raises
    ------
    BuildError
        If humanleague is not installed, or no whole numbers have the totals of an area.
    """
    tenure, deprivation = margins.tables["tenure"], margins.tables["deprivation"]
    seed = seed_of(tenure, deprivation, type_of_tenure=type_of_tenure, weight=weight, areas=areas)
    shares = types_by_area(tenure, type_of_tenure, people, margins.size)
    types = margins.tables["type"] if "type" in margins.tables else rounded_to(shares, margins.households)
    return fitted(seed, (tenure, deprivation, types), margins.codes, skips)


def seed_of(
    tenure: NDArray[np.int64],
    deprivation: NDArray[np.int64],
    *,
    type_of_tenure: NDArray[np.float64],
    weight: float,
    areas: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Give the joint distribution that fitting starts from: deprivation and type independent within each tenure."""
    given = conditional(tenure.astype(np.float64), deprivation.astype(np.float64), weight=weight, areas=areas)
    share = tenure.sum(axis=0) / tenure.sum()
    seed: NDArray[np.float64] = share[:, None, None] * given[:, :, None] * type_of_tenure[:, None, :]
    return np.maximum(seed, 1e-9)


def fitted(
    seed: NDArray[np.float64], tables: tuple[NDArray[np.int64], ...], codes: tuple[str, ...], skips: NDArray[np.int64]
) -> NDArray[np.int32]:
    """
    Fit the seed to each area's tables, and make whole households of it.

    Parameters
    ----------
    seed : ndarray
        The joint distribution, one axis for each table, above 0.
    tables : tuple of ndarray, each of shape (areas, groups)
        Whole households; the tables of an area have one total.
    codes : tuple of str
        The areas, for errors.
    skips : ndarray, shape (areas,)
        How far into the quasi-random sequence each area begins.

    Returns
    -------
    ndarray, shape (areas, ...)
        Whole households: the fitted numbers rounded down, and what the tables then still ask for, sampled
        quasi-randomly. Each table comes out to the household.

    Raises
    ------
    BuildError
        If an area's tables are not met.
    """
    league = library()
    axes = [np.array([axis]) for axis in range(seed.ndim)]
    around = [tuple(other for other in range(seed.ndim) if other != axis) for axis in range(seed.ndim)]
    made = np.empty((len(codes), *seed.shape), dtype=np.int32)
    for area, code in enumerate(codes):
        own = [table[area] for table in tables]
        try:
            joint = league.ipf(seed, axes, [one.astype(np.float64) for one in own])[0]
            whole = np.floor(joint + ALMOST).astype(np.int64)
            left = [one - whole.sum(axis=others) for one, others in zip(own, around, strict=True)]
            if left[0].sum():
                whole += league.qis(axes, left, int(skips[area]))[0]
        except RuntimeError as fault:  # humanleague's word on totals that cannot go together
            raise _unmet(code) from fault
        if not all((whole.sum(axis=others) == one).all() for one, others in zip(own, around, strict=True)):
            raise _unmet(code)
        made[area] = whole
    return made


def _unmet(code: str) -> BuildError:
    """Say that an area's totals are not met."""
    return BuildError(
        f"No whole households with the totals of {code} were found. Check that area's rows in "
        "destitution/households.csv."
    )
