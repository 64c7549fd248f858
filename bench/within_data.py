"""
What the national run is measured on: people and deaths of every LSOA of England, by sex and age band.

DEATHS ARE SYNTHETIC, always: expected ones are the people times national rates, times a factor for each authority, sex
and local decile by which life expectancy there is what was once published for it; Poisson, seeded. Where the material
lies beside the repository, people (mid-2020 before rebasing, carried to LSOAs of 2021) and deprivation (2025) are real,
save that sexes are told apart by England's share at each age, as no count of people by LSOA and sex is held. Where it
does not, people and deprivation are synthetic too, of the same shape.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from equitytown.stats import frames
from equitytown.stats.life_tables import life_table

Floats = NDArray[np.float64]

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
STARTS = [0, 1, *range(5, 95, 5)]
AGES = ["0", "1-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+"]
SEXES = ("Female", "Male")
YEARS = 3  # of deaths, pooled
LSOAS, AUTHORITIES, SEED = 33_755, 296, 2026
OLDEST, PERIOD = 90, "2015-2017"  # the last single year, which is open; the life table nearest the gradient's years
STEPS = 40  # of halving, far beyond what a table is printed to


class People(NamedTuple):
    """Areas (area_code, authority, score), people of shape (areas, sexes, bands), rates of (sexes, bands)."""

    areas: pl.DataFrame
    people: Floats
    rates: Floats
    lives: pl.DataFrame
    told: str


def is_there() -> bool:
    """Say whether the material lies beside the repository."""
    return (SHARED / "deprivation" / "imd2025_england_lsoa21.parquet").is_file()


def made() -> tuple[pl.DataFrame, pl.DataFrame, str]:
    """
    Make the rows: areas, counts of each area by sex and age band, and a sentence on what is real.

    Returns
    -------
    (DataFrame, DataFrame, str)
        Areas with `area_code`, `authority`, `score`; counts with `area_code`, `sex`, `age`, `deaths`, `population`,
        the last in person-years.
    """
    found = real() if is_there() else synthetic()
    decile = frames.quantile(found.areas, value="score", by="authority")["quantile"].fill_null(5).cast(pl.Int64)
    factor = _factors(found, decile)
    years = YEARS * found.people
    deaths = np.random.default_rng(SEED).poisson(factor[:, :, None] * found.rates * years)
    size = found.areas.height
    counts = pl.DataFrame(
        {
            "area_code": found.areas["area_code"].gather(np.repeat(np.arange(size), len(SEXES) * len(AGES))),
            "sex": np.tile(np.repeat(SEXES, len(AGES)), size),
            "age": np.tile(AGES, size * len(SEXES)),
            "deaths": deaths.ravel(),
            "population": years.ravel(),
        }
    )
    return found.areas, counts, found.told


def _factors(found: People, decile: pl.Series) -> Floats:
    """Give each area and sex the factor by which its authority's local decile has the life expectancy wanted."""
    wanted = found.lives.with_row_index("place")
    expected = wanted["years"].to_numpy()
    rates = found.rates[[SEXES.index(sex) for sex in wanted["sex"]]]
    low, high = np.full(len(expected), 0.05), np.full(len(expected), 20.0)
    for _ in range(STEPS):
        middle = np.sqrt(low * high)
        lives_on = _expectancy(middle[:, None] * rates) > expected
        low, high = np.where(lives_on, middle, low), np.where(lives_on, high, middle)
    wanted = wanted.with_columns(factor=np.sqrt(low * high))
    areas = found.areas.select("authority", decile.alias("decile")).with_row_index("order")
    columns = []
    for sex in SEXES:
        own = wanted.filter(pl.col("sex") == sex).select("authority", "decile", "factor")
        everywhere = own.filter(pl.col("authority") == "England").select("decile", everywhere="factor")
        joined = areas.join(own, on=["authority", "decile"], how="left").join(everywhere, on="decile", how="left")
        columns.append(joined.sort("order").select(pl.coalesce("factor", "everywhere")).to_series().to_numpy())
    return np.stack(columns, axis=1)


def _expectancy(rates: Floats) -> Floats:
    """Life expectancy at birth by rates of each band."""
    people = np.full(rates.shape, 1e6)
    return life_table(np.minimum(rates, 1) * people, people, age=STARTS).expectancy[:, 0]


def real() -> People:
    """Read people, deprivation, rates and what life expectancy by local decile was."""
    areas = _areas()
    persons = _persons(areas)
    share, rates = _shares_and_rates()
    people = np.stack([_in_bands(persons * own) for own in share], axis=1)
    table = pl.read_csv(SHARED / "mortality" / "phe_le_by_deprivation_decile_england_las.csv")
    lives = table.select(
        pl.col("area_code").alias("authority"),
        pl.col("sex").str.to_titlecase(),
        pl.col("decile_within_area").alias("decile"),
        pl.col("life_expectancy").alias("years"),
    )
    authorities = areas["authority"].unique()
    own = int(authorities.is_in(lives["authority"].unique().to_list()).sum())
    told = (
        "People and deprivation are real (mid-2020, before rebasing; Indices of Deprivation 2025). DEATHS ARE "
        f"SYNTHETIC: {own} of {authorities.len()} authorities have the gradient published for them (undated, about "
        "2014-16), the others England's. Sexes are told apart by England's share at each age."
    )
    return People(areas, people, rates, lives, told)


def _areas() -> pl.DataFrame:
    """Every LSOA of 2021 with its authority of 2024 and its score of 2025."""
    deprivation = pl.read_parquet(SHARED / "deprivation" / "imd2025_england_lsoa21.parquet")
    lookup = pl.read_parquet(SHARED / "lookups" / "lookup_lsoa21_ward24_ltla24.parquet")
    joined = deprivation.join(lookup, on="lsoa21_code", how="left", validate="1:1")
    names = {"area_code": "lsoa21_code", "authority": "ltla24_code", "score": "IMD_score"}
    return joined.select(pl.col(held).alias(name) for name, held in names.items()).sort("area_code")


def _persons(areas: pl.DataFrame) -> Floats:
    """People of each LSOA by single year; a divided LSOA of 2011, irregular ones too, by Census 2021 residents."""
    counts = pl.read_parquet(SHARED / "population" / "population20_lsoa11.parquet")
    census = pl.read_parquet(SHARED / "census2021" / "ethnicity21_lsoa21.parquet")
    residents = census.select("lsoa21_code", "total_residents").unique()
    lookup = pl.read_parquet(SHARED / "lookups" / "lookup_lsoa11_lsoa21_ltla22.parquet")
    years = [name for name in counts.columns if name.rstrip("+").isdigit()]
    total = pl.col("total_residents")
    carried = (
        lookup.join(residents, on="lsoa21_code")
        .with_columns(share=total / total.sum().over("lsoa11_code"))
        .join(counts, on="lsoa11_code")
        .group_by("lsoa21_code")
        .agg((pl.col(year) * pl.col("share")).sum() for year in years)
    )
    return (
        areas.join(carried, left_on="area_code", right_on="lsoa21_code", how="left", validate="1:1")
        .sort("area_code")
        .select(years)
        .to_numpy()
        .astype(np.float64)
    )


def _shares_and_rates() -> tuple[Floats, Floats]:
    """England's share of each sex at each age, and national rates of each sex and band (UK, 2015-2017)."""
    held = pl.read_parquet(SHARED / "population" / "ons_mye_2020_la_sex_singleyear_england.parquet")
    national = held.filter(pl.col("code").str.starts_with("E92"), pl.col("age") <= OLDEST)
    tables = pl.read_csv(SHARED / "mortality" / "ons_national_life_tables_uk_1980_2019.csv")
    table = tables.filter(pl.col("period") == PERIOD)
    people, rates = [], []
    for sex in SEXES:
        own = national.filter(pl.col("sex") == sex.lower()).sort("age")["population"].to_numpy().astype(np.float64)
        lives = table.filter(pl.col("sex") == sex.lower()).sort("age")
        rate = lives["mx"].to_numpy()[: OLDEST + 1].copy()
        rate[OLDEST] = 1 / lives["ex"][OLDEST]  # of all who are 90 or over
        people.append(own)
        rates.append(_in_bands(own * rate) / _in_bands(own))
    return np.stack(people) / np.sum(people, axis=0), np.stack(rates)


def _in_bands(by_year: Floats) -> Floats:
    """Add single years, 0 to 90 and over, up to bands."""
    return np.add.reduceat(by_year, STARTS, axis=-1)


def synthetic() -> People:
    """Make people, deprivation and a gradient of the same shape, of areas that do not exist."""
    random = np.random.default_rng(SEED)
    authority = np.sort(random.integers(0, AUTHORITIES, LSOAS))
    areas = pl.DataFrame(
        {
            "area_code": [f"S{i:08d}" for i in range(LSOAS)],
            "authority": [f"A{i:03d}" for i in authority],
            "score": random.gamma(2, 10, LSOAS),
        }
    )
    width = np.append(np.diff(STARTS), 5.0)
    ages = np.array(STARTS, dtype=np.float64)
    shape = width * np.where(ages < 75, 1.0, np.exp(-(ages - 75) / 8))  # noqa: PLR2004
    size = random.gamma(60, 28, (LSOAS, 1, 1))  # about 1,680 people
    people = size * np.stack([shape * 0.505, shape * 0.495]) / shape.sum()
    rates = np.stack([5e-5 * np.exp(0.089 * ages), 8e-5 * np.exp(0.087 * ages)])
    rates[:, 0] = 0.004
    lives = pl.DataFrame(
        [
            {"authority": "England", "sex": sex, "decile": decile, "years": least + step * decile}
            for sex, least, step in (("Female", 78.5, 0.75), ("Male", 73.5, 0.95))
            for decile in range(1, 11)
        ]
    )
    told = "The material beside the repository is not here: PEOPLE, DEPRIVATION AND DEATHS ARE ALL SYNTHETIC."
    return People(areas, people, np.minimum(rates, 0.5), lives, told)
