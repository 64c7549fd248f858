"""
What the statistics are measured on: synthetic data, the floor of each, and ours.

The floor of arrays is the bare formula in NumPy, without checks, notes or missing numbers; that of a dataframe is a
bare group-by of the same rows in the same engine. The areas do not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import narwhals as nw
import numpy as np

from equitytown.stats import frames
from equitytown.stats.frames.columns import collected
from equitytown.stats.funnel import significance_of_proportions
from equitytown.stats.intervals import poisson, wilson
from equitytown.stats.life_tables import life_expectancy
from equitytown.stats.quantiles import quantile
from equitytown.stats.slope import slope_index
from equitytown.stats.standard_populations import standard_weights
from equitytown.stats.standardise import directly_standardised_rate

ARRAYS, FRAMES = 2.0, 3.0  # goals: times bare NumPy, times the bare group-by
Z = (1.959963984540054, 3.090232306167813)
BOTH = (0.95, 0.998)  # confidences that go with Z
AGES = [f"{age}-{age + 4}" for age in range(0, 90, 5)] + ["90+"]
STARTS = np.array([0, 1, *range(5, 95, 5)], dtype=np.float64)
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """What to measure: makes its data, and gives the floor and ours as work to be done."""

    name: str
    made: Callable[[], tuple[Work, Work]]
    goal: float


def random() -> np.random.Generator:
    """The same synthetic data in every run."""
    return np.random.default_rng(2026)


def limits_of_shares() -> tuple[Work, Work]:
    """Wilson's limits of a million rows at two confidences."""
    people = random().integers(50, 5000, 1_000_000).astype(float)
    events = np.floor(people * random().random(people.size) * 0.05)

    def floor() -> list[tuple[Any, Any]]:
        found = []
        for z in Z:
            centre, below = 2 * events + z * z, 2 * (people + z * z)
            reach = z * np.sqrt(z * z + 4 * events * (1 - events / people))
            found.append(((centre - reach) / below, (centre + reach) / below))
        return found

    return floor, partial(wilson, events, people, confidence=BOTH)


def limits_of_counts() -> tuple[Work, Work]:
    """Byar's limits of a million counts, exact ones below ten, at two confidences."""
    from scipy.special import gammainccinv, gammaincinv  # noqa: PLC0415

    events = random().poisson(random().integers(1, 200, 1_000_000)).astype(float)

    def floor() -> list[tuple[Any, Any]]:
        found = []
        few = events < 10  # noqa: PLR2004
        small = events[few]
        for z, tail in zip(Z, (0.025, 0.001), strict=True):
            with np.errstate(all="ignore"):
                low, high = 1 - 1 / (9 * events) - z / (3 * np.sqrt(events)), events + 1
                lower = events * low * low * low
                up = 1 - 1 / (9 * high) + z / (3 * np.sqrt(high))
                upper = high * up * up * up
            lower[few] = np.where(small > 0, gammaincinv(np.maximum(small, 1), tail), 0)
            upper[few] = gammainccinv(small + 1, tail)
            found.append((lower, upper))
        return found

    return floor, partial(poisson, events, confidence=BOTH)


def band_counts() -> tuple[Any, Any, Any]:
    """Synthetic deaths and people of 100,000 groups by 19 age bands, with the European weights."""
    shape = (100_000, len(AGES))
    return (
        random().poisson(3, shape).astype(float),
        random().integers(500, 5000, shape).astype(float),
        standard_weights(AGES),
    )


def rates_of_arrays() -> tuple[Work, Work]:
    """Directly standardised rates of 100,000 groups of 19 bands."""
    events, people, weight = band_counts()

    def floor() -> tuple[Any, Any, Any]:
        count, share = events.sum(axis=1), weight / people / weight.sum()
        rate, variance = (share * events).sum(axis=1), (share * share * events).sum(axis=1)
        low, high = (
            1 - 1 / (9 * count) - Z[0] / (3 * np.sqrt(count)),
            1 - 1 / (9 * (count + 1)) + Z[0] / (3 * np.sqrt(count + 1)),
        )
        stretch = np.sqrt(variance / count)
        return (
            1e5 * rate,
            1e5 * (rate + stretch * (count * low**3 - count)),
            1e5 * (rate + stretch * ((count + 1) * high**3 - count)),
        )

    return floor, partial(directly_standardised_rate, events, people, weight)


def in_engine(table: Any, engine: str) -> Any:
    """Give a pyarrow table as a frame of an engine."""
    import duckdb  # noqa: PLC0415
    import polars as pl  # noqa: PLC0415

    makers: Mapping[str, Callable[[], Any]] = {
        "polars": lambda: pl.DataFrame(pl.from_arrow(table)),
        "pandas": table.to_pandas,
        "pyarrow": lambda: table,
        "DuckDB": lambda: duckdb.from_arrow(table),
    }
    return makers[engine]()


def bare_group_by(frame: Any, by: list[str], *columns: str) -> Work:
    """The floor of a frame: the sums of its counts by group, in its own engine."""
    return lambda: collected(nw.from_native(frame).group_by(*by).agg(*(nw.col(name).sum() for name in columns)))


def banded(groups: int, ages: list[str], events: Any, people: Any, **more: Any) -> Any:
    """Lay arrays of groups and bands out as rows: area, sex, age and counts."""
    import pyarrow as pa  # noqa: PLC0415

    areas = np.repeat([f"S{i:08d}" for i in range(groups // 2)], 2 * len(ages))
    sexes = np.tile(np.repeat(["Female", "Male"], len(ages)), groups // 2)
    columns = {
        "area_code": areas,
        "sex": sexes,
        "age": np.tile(ages, groups),
        "numerator": events.ravel(),
        "denominator": people.ravel(),
    }
    return pa.table(columns | more)


def rates_of_frames(engine: str) -> tuple[Work, Work]:
    """The same by column name."""
    events, people, weight = band_counts()
    data = in_engine(banded(100_000, AGES, events, people, weight=np.tile(weight, 100_000)), engine)
    keys = ["area_code", "sex"]
    floor = bare_group_by(data, keys, "numerator", "denominator")
    return floor, partial(frames.directly_standardised_rate, data, standard_population="weight", age="", by=keys)


def life_counts() -> tuple[Any, Any]:
    """Synthetic deaths and people of 35,000 areas, two sexes and 20 bands."""
    people = random().integers(300, 900, (70_000, STARTS.size)).astype(float)
    hazard = np.concatenate([[0.004, 0.0002], 0.0001 * np.exp(0.09 * STARTS[2:])])
    return random().poisson(np.minimum(hazard, 0.4) * people).astype(float), people


def lives_of_arrays() -> tuple[Work, Work]:
    """Life expectancy at every age of 35,000 areas, two sexes and 20 bands."""
    deaths, people = life_counts()
    width = np.append(np.diff(STARTS), np.inf)
    lived = np.where(STARTS == 0, 0.1, 0.5)

    def floor() -> tuple[Any, Any, Any]:
        with np.errstate(all="ignore"):
            rate = deaths / people
            dying = np.where(rate <= 1 / (width * lived), rate * width / (1 + rate * width * (1 - lived)), 1.0)
            dying[:, -1] = 1.0
            survivors = np.cumprod(np.hstack([np.full((len(rate), 1), 1e5), 1 - dying[:, :-1]]), axis=1)
            years = width * survivors * (1 - dying * (1 - lived))
            years[:, -1] = survivors[:, -1] / rate[:, -1]
            expectancy = years[:, ::-1].cumsum(axis=1)[:, ::-1] / survivors
            after = np.hstack([expectancy[:, 1:], np.zeros((len(rate), 1))])
            spread = (
                np.where(deaths > 0, dying**2 * (1 - dying) / deaths, 0)
                * (survivors * ((1 - lived) * width + after)) ** 2
            )
            spread[:, -1] = survivors[:, -1] ** 2 / (deaths[:, -1] * rate[:, -1] ** 2)
            error = np.sqrt(spread[:, ::-1].cumsum(axis=1)[:, ::-1]) / survivors
        return expectancy, expectancy - Z[0] * error, expectancy + Z[0] * error

    return floor, partial(life_expectancy, deaths, people, age=STARTS)


def lives_of_frames(engine: str) -> tuple[Work, Work]:
    """Life expectancy at birth by column name; its floor sums the counts of each area, sex and age."""
    deaths, people = life_counts()
    ages = ["0", "1-4", *AGES[1:]]
    table = banded(70_000, ages, deaths, people).rename_columns(["area_code", "sex", "age", "deaths", "population"])
    data = in_engine(table, engine)
    floor = bare_group_by(data, ["area_code", "sex", "age"], "deaths", "population")
    return floor, partial(frames.life_expectancy, data, at=0, by=["area_code", "sex"])


def slope_figures() -> tuple[Any, Any, Any]:
    """Synthetic values, errors and people of 300 areas by ten quantiles."""
    people = random().integers(5000, 40_000, (300, 10)).astype(float)
    value = 75 + np.arange(10) * 0.8 + random().normal(0, 0.5, people.shape)
    return value, np.full(people.shape, 0.4), people


def slopes_of_arrays() -> tuple[Work, Work]:
    """Slope and relative index of 300 areas of ten quantiles, by closed form."""
    value, error, people = slope_figures()

    def floor() -> tuple[Any, Any, Any]:
        share = people / people.sum(axis=1, keepdims=True)
        place = share.cumsum(axis=1) - share / 2
        off = place - (share * place).sum(axis=1, keepdims=True)
        pull = share * off / (share * off * off).sum(axis=1, keepdims=True)
        slope, reach = (pull * value).sum(axis=1), Z[0] * np.sqrt((pull**2 * error**2).sum(axis=1))
        start = (share * value).sum(axis=1) - slope * (share * place).sum(axis=1)
        to_start = share - pull * (share * place).sum(axis=1, keepdims=True)
        v_start, v_slope = (to_start**2 * error**2).sum(axis=1), (pull**2 * error**2).sum(axis=1)
        shared = (to_start * pull * error**2).sum(axis=1)
        top, z2 = start + slope, Z[0] ** 2  # Fieller's limits of the relative index
        a = start**2 - z2 * v_start
        b = start * top - z2 * (v_start + shared)
        c = top**2 - z2 * (v_start + v_slope + 2 * shared)
        root = np.sqrt(b * b - a * c)
        return slope, slope - reach, slope + reach, top / start, (b - root) / a, (b + root) / a

    return floor, partial(slope_index, value, people, standard_error=error)


def slopes_of_frames(engine: str) -> tuple[Work, Work]:
    """The same by column name."""
    import pyarrow as pa  # noqa: PLC0415

    value, error, people = slope_figures()
    columns = {
        "area_code": np.repeat([f"S{i:08d}" for i in range(300)], 10), "quantile": np.tile(np.arange(1, 11), 300),
        "value": value.ravel(), "standard_error": error.ravel(), "population": people.ravel(),
    }  # fmt: skip
    data = in_engine(pa.table(columns), engine)
    floor = bare_group_by(data, ["area_code", "quantile"], "value", "population")
    return floor, partial(frames.slope_index, data, standard_error="standard_error", by="area_code")


def scores() -> tuple[Any, Any]:
    """Synthetic scores of 35,000 areas in 150 groups."""
    return random().gamma(2, 10, 35_000), random().integers(0, 150, 35_000)


def quantiles_of_arrays() -> tuple[Work, Work]:
    """Deciles of 35,000 areas in 150 groups."""
    score, group = scores()

    def floor() -> Any:
        order = np.lexsort((-score, group))
        sizes = np.bincount(group)
        starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
        place = np.empty(score.size)
        place[order] = np.arange(score.size) - starts + 1
        size = sizes[group]
        return np.maximum(np.floor(11 - np.ceil((size + 1 - place) / (size / 10))), 1)

    return floor, partial(quantile, score, group=group)


def quantiles_of_frames(engine: str) -> tuple[Work, Work]:
    """The same by column name."""
    import pyarrow as pa  # noqa: PLC0415

    score, group = scores()
    areas = [f"S{i:08d}" for i in range(score.size)]
    data = in_engine(pa.table({"area_code": areas, "region": [f"R{i:03d}" for i in group], "value": score}), engine)
    return bare_group_by(data, ["region"], "value"), partial(frames.quantile, data, by="region")


def funnel_counts() -> tuple[Any, Any]:
    """Synthetic counts of 35,000 areas."""
    people = random().integers(500, 3000, 35_000).astype(float)
    return random().binomial(people.astype(int), 0.2).astype(float), people


def funnels_of_arrays() -> tuple[Work, Work]:
    """Funnel significance of 35,000 areas."""
    events, people = funnel_counts()

    def floor() -> Any:
        average = events.sum() / people.sum()
        error, share = np.sqrt(average * (1 - average) / people), events / people
        return sum((share > average + z * error).astype(int) - (share < average - z * error) for z in Z)

    return floor, partial(significance_of_proportions, events, people)


def funnels_of_frames(engine: str) -> tuple[Work, Work]:
    """The same by column name; its floor sums the counts of each area."""
    import pyarrow as pa  # noqa: PLC0415

    events, people = funnel_counts()
    areas = [f"S{i:08d}" for i in range(events.size)]
    data = in_engine(pa.table({"area_code": areas, "numerator": events, "denominator": people}), engine)
    floor = bare_group_by(data, ["area_code"], "numerator", "denominator")
    return floor, partial(frames.funnel_significance, data, statistic="proportion")


ENGINES = ("polars", "pandas", "pyarrow", "DuckDB")
OF_ARRAYS = {
    "Wilson, 1,000,000 rows x 2": limits_of_shares,
    "Byar and exact, 1,000,000 rows x 2": limits_of_counts,
    "standardised rates, 100,000 x 19": rates_of_arrays,
    "life expectancy, 70,000 x 20": lives_of_arrays,
    "slope index, 300 x 10": slopes_of_arrays,
    "quantiles, 35,000 in 150": quantiles_of_arrays,
    "funnel significance, 35,000": funnels_of_arrays,
}
OF_FRAMES = {
    "standardised rates, 100,000 x 19": rates_of_frames,
    "life expectancy at birth, 70,000 x 20": lives_of_frames,
    "slope index, 300 x 10": slopes_of_frames,
    "quantiles, 35,000 in 150": quantiles_of_frames,
    "funnel significance, 35,000": funnels_of_frames,
}
CASES = {
    f"{name} [{face}]": Case(name, made, goal)
    for name, face, made, goal in [
        *((name, "arrays", made, ARRAYS) for name, made in OF_ARRAYS.items()),
        *((name, engine, partial(made, engine), FRAMES) for name, made in OF_FRAMES.items() for engine in ENGINES),
    ]
}
