"""
Make the rows of Luton's small areas, and of groups of people, in `places/luton/data/`.

Run it as `python -m tools.make_small_area_figures FOLDER`, where FOLDER holds the open copies that
`places/luton/data/PROVENANCE.md` names. Rows that it made before are put anew; all others stay. The boundary files and
`compositions.csv` must be there already. Developing only: the package ships the rows, never the copies.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from equitytown.place.figures import COLUMNS
from equitytown.place.numbers import plain
from tools.group_figures import groups_of, in_order
from tools.ward_air import wards_by_air

HERE = Path(__file__).resolve().parents[1]
PLACE = HERE / "places" / "luton"
LUTON, ENGLAND = "E06000032", "E92000001"
READ = "2026-11-22"
OGL = "Open Government Licence v3.0"
MHCLG = "Ministry of Housing, Communities and Local Government"
ONS, DWP = "Office for National Statistics", "Department for Work and Pensions"
IOD19 = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019"
IOD25 = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025"
CENSUS = "https://www.nomisweb.co.uk/sources/census_2021"
XPLORE = "https://stat-xplore.dwp.gov.uk"
DESNZ = "Department for Energy Security and Net Zero"
FUEL = "https://www.gov.uk/government/statistics/sub-regional-fuel-poverty-data-2022"
YOUNG = [str(age) for age in range(20)]  # ages 0 to 19, as columns of the estimates


@dataclass(frozen=True)
class Told:
    """What the rows of one table have in common."""

    indicator_id: str
    publisher: str
    title: str
    address: str
    age: str = "All ages"
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """One row: an area, a year, and a value or the counts that it is made of."""

    area_code: str
    period: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    status: str = "complete"
    group: tuple[str, str] = ("", "")
    limits: tuple[float, float] | None = None
    sex: str = "Persons"
    dates: tuple[str, str] = field(default=("", ""))


def main(folder: Path) -> None:
    """Write every table."""
    tables = [
        *deprivation(folder / "deprivation"),
        fuel_poverty(folder / "small_area_indicators"),
        universal_credit(folder),
        children(folder),
        air_quality(folder),
        *census(folder / "census2021"),
    ]
    for told, figures in tables:
        write(told, list(figures))
    for told, figures in life_expectancy(folder / "mortality"):
        write(told, list(figures))
    groups_of(folder / "lait", PLACE / "data")


def write(told: Told, figures: list[Figure]) -> None:
    """Put the rows into the measure's file, in the place of those of the same title."""
    path = PLACE / "data" / f"{told.indicator_id}.csv"
    kept: list[dict[str, str]] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.DictReader(file) if row["title"] != told.title]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(in_order([*kept, *(row_of(told, figure) for figure in figures)]))
    path.write_text(text.getvalue(), encoding="utf-8")
    print(f"{told.indicator_id}: {len(figures)} rows, {path.stat().st_size / 1000:.0f} kB")


def row_of(told: Told, figure: Figure) -> dict[str, str]:
    """Write a figure as a row in our columns."""
    value = figure.value
    if value is None and figure.numerator is not None and figure.denominator:
        value = round(100 * figure.numerator / figure.denominator, 6)
    start, end = figure.dates if figure.dates[0] else dates_of(figure.period)
    cells = {
        "indicator_id": told.indicator_id,
        "area_code": figure.area_code,
        "area_name": names()[figure.area_code],
        "period": figure.period,
        "period_start": start,
        "period_end": end,
        "sex": figure.sex,
        "age": told.age,
        "category_type": figure.group[0],
        "category": figure.group[1],
        "value": number(value),
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "status": figure.status,
        "note": ". ".join(filter(None, (figure.note, told.note))),
        "publisher": told.publisher,
        "title": told.title,
        "licence": OGL,
        "address": told.address,
        "retrieved": READ,
        "known_from": READ,
    }
    if figure.limits:
        cells |= {"lower": number(figure.limits[0]), "upper": number(figure.limits[1]), "confidence": "0.95"}
    return {column: cells.get(column, "") for column in COLUMNS}


def number(value: float | None) -> str:
    """Write a number, or nothing."""
    return "" if value is None else plain(value)


def dates_of(period: str) -> tuple[str, str]:
    """Give the first and last day of a calendar or financial year."""
    year = int(period[:4])
    return (f"{year}-04-01", f"{year + 1}-03-31") if "/" in period else (f"{year}-01-01", f"{year}-12-31")


@cache
def names() -> dict[str, str]:
    """Name Luton, England and every small area; one of two sets by its newer name."""
    found = {LUTON: "Luton", ENGLAND: "England"}
    for set_id in ("ward-2022", "ward-2023", "msoa-2011", "lsoa-2011", "lsoa-2021"):
        with (PLACE / "boundaries" / f"{set_id}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["area_code"]: row["area_name"] for row in csv.DictReader(file)}
    return found


@cache
def own(set_id: str) -> tuple[str, ...]:
    """Give Luton's areas of a set."""
    with (PLACE / "boundaries" / f"{set_id}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["area_code"] for row in csv.DictReader(file))


@cache
def whole(from_set: str, to_set: str) -> dict[str, str]:
    """Say for each area which area of another set most of it lies in."""
    best: dict[str, tuple[float, str]] = {}
    with (PLACE / "boundaries" / "compositions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["from_set"], row["to_set"]) == (from_set, to_set):
                share = (float(row["share"]), row["to_code"])
                best[row["from_code"]] = max(share, best.get(row["from_code"], share))
    return {code: found for code, (_, found) in best.items()}


def of(frame: pl.DataFrame, code: str, set_id: str) -> list[dict[str, float]]:
    """Give the rows of Luton's areas of a set, in the order of their codes."""
    rows = frame.filter(pl.col(code).is_in(own(set_id))).sort(code).to_dicts()
    if len(rows) != len(own(set_id)):
        raise SystemExit(f"{len(rows)} of {len(own(set_id))} areas of {set_id} are in the table of {code}.")
    return rows


Table = tuple[Told, Iterable[Figure]]


def deprivation(folder: Path) -> Iterator[Table]:
    """Scores and national tenths of the Indices of Deprivation, and income-deprived children."""
    old = of(pl.read_parquet(folder / "iod2019_lsoa11_england_combined.parquet"), "lsoa11_code", "lsoa-2011")
    new = of(pl.read_parquet(folder / "imd2025_england_lsoa21.parquet"), "lsoa21_code", "lsoa-2021")
    counts = of(pl.read_parquet(folder / "imd2019_england_lsoa11_indicators.parquet"), "lsoa11_code", "lsoa-2011")
    title = "English Indices of Deprivation 2019"
    yield (
        Told("imd-2019", MHCLG, f"{title}: Index of Multiple Deprivation, score", IOD19),
        (Figure(row["lsoa11_code"], "2019", row["imd_score"]) for row in old),
    )
    yield (
        Told("imd-2019-decile", MHCLG, f"{title}: Index of Multiple Deprivation, decile", IOD19),
        (Figure(row["lsoa11_code"], "2019", row["imd_decile"]) for row in old),
    )
    yield (
        Told("imd-2025", MHCLG, "English Indices of Deprivation 2025: score", IOD25),
        (Figure(row["lsoa21_code"], "2025", row["IMD_score"]) for row in new),
    )
    yield (
        Told("imd-2025-decile", MHCLG, "English Indices of Deprivation 2025: decile", IOD25),
        (Figure(row["lsoa21_code"], "2025", row["IMD_decile"]) for row in new),
    )
    poor = "income_deprivation_affecting_children_index_idaci_numerator"
    why = "The publisher gives no count below 10"
    yield (
        Told("income-deprived-children", MHCLG, f"{title}: underlying indicators and denominators", IOD19, "0 to 15"),
        (
            Figure(row["lsoa11_code"], "2015", None, count[poor], row["pop_children_0_15_mid2015"])
            if count[poor] is not None
            else Figure(row["lsoa11_code"], "2015", status="missing", note=why)
            for row, count in zip(old, counts, strict=True)
        ),
    )


def fuel_poverty(folder: Path) -> Table:
    """Households in fuel poverty by LSOA of 2011."""
    rows = of(pl.read_parquet(folder / "fuel_poverty_2020_lsoa11_england.parquet"), "lsoa11_code", "lsoa-2011")
    told = Told("fuel-poverty", DESNZ, "Sub-regional fuel poverty 2020, Table 3: small areas", FUEL,
                note="Modelled; the publisher gives no limits")  # fmt: skip
    return told, (
        Figure(row["lsoa11_code"], "2020", None, row["households_fuel_poor"], row["households"], status="estimated")
        for row in rows
    )


def universal_credit(folder: Path) -> Table:
    """
    Households on Universal Credit by MSOA of 2011, over the households of Census 2021.

    The households of small areas in the fuel poverty table miss the homes that were built where the town grows most.
    """
    pairs = pl.read_parquet(folder / "lookups" / "lookup_lsoa11_lsoa21_ltla22.parquet")
    old = dict(pairs.filter(pl.col("ltla22_code") == LUTON).select("lsoa21_code", "lsoa11_code").rows())
    middle, homes = whole("lsoa-2011", "msoa-2011"), defaultdict[str, float](float)
    tenure = pl.read_csv(folder / "census2021" / "luton_household_tenure21_lsoa21.csv")
    for lsoa, households in tenure.select("lsoa21_code", "total_households").unique().rows():
        homes[middle[old[lsoa]]] += households
    counts = pl.read_parquet(folder / "small_area_indicators" / "universal_credit_households_msoa11_england.parquet")
    told = Told("universal-credit-households", DWP, "Stat-Xplore: Households on Universal Credit", XPLORE,
                note="Households of Census 2021 stand below the line")  # fmt: skip
    return told, _universal_credit(counts, dict(homes))


def _universal_credit(counts: pl.DataFrame, homes: dict[str, float]) -> Iterator[Figure]:
    for label, status in (("November 2022 (r)", "complete"), ("November 2023 (p)", "provisional")):
        when = counts.filter(pl.col("period") == label)
        period, month = label[9:13], label[:13]
        rows = of(when, "msoa11_code", "msoa-2011")
        yield Figure(ENGLAND, period, None, note=f"{month}: England's households of Census 2021 are not held",
                     status="missing")  # fmt: skip
        summed = sum(row["value"] for row in rows)
        yield Figure(LUTON, period, None, summed, sum(homes.values()), f"{month}, MSOAs summed", status)
        for row in rows:
            yield Figure(row["msoa11_code"], period, None, row["value"], homes[row["msoa11_code"]], month, status)


def children(folder: Path) -> Table:
    """Children in relative low income families by MSOA of 2011, over the residents of that age."""
    people = {year: _young(folder / "population", folder / "lookups", year) for year in ("2019", "2020")}
    counts = pl.read_parquet(folder / "small_area_indicators" / "children_relative_low_income_msoa11_england.parquet")
    told = Told("children-low-income", DWP, "Stat-Xplore: Children in low income families, relative, before housing "
                "costs", XPLORE, "Under 20")  # fmt: skip
    return told, _children(counts, people)


def _young(folder: Path, lookups: Path, year: str) -> dict[str, int]:
    """Give the residents under 20 of each MSOA of 2011 in a year."""
    frame = pl.read_parquet(folder / f"population{year[2:]}_lsoa11.parquet")
    pairs = pl.read_parquet(lookups / "lookup_lsoa11_msoa11.parquet").select("lsoa11_code", "msoa11_code").unique()
    young = frame.select("lsoa11_code", pl.sum_horizontal(YOUNG).alias("young"))
    joined = young.join(pairs, on="lsoa11_code", validate="1:1").group_by("msoa11_code").agg(pl.col("young").sum())
    return dict(joined.rows())


def _children(counts: pl.DataFrame, people: dict[str, dict[str, int]]) -> Iterator[Figure]:
    years = {"2018/19": "2019", "2019/20": "2019", "2020/21": "2020", "2021/22 (p)": "2020"}
    for label, year in years.items():
        when, among = counts.filter(pl.col("period") == label), people[year]
        period, status = label[:7], "provisional" if "(p)" in label else "complete"
        note = f"Residents of mid-{year} stand below the line"
        rows = of(when, "msoa11_code", "msoa-2011")
        yield Figure(ENGLAND, period, None, when["value"].sum(), sum(among.values()), f"{note}, all MSOAs summed",
                     status)  # fmt: skip
        total = sum(among[row["msoa11_code"]] for row in rows)
        yield Figure(LUTON, period, None, sum(row["value"] for row in rows), total, f"{note}, MSOAs summed", status)
        for row in rows:
            yield Figure(row["msoa11_code"], period, None, row["value"], among[row["msoa11_code"]], note, status)


def air_quality(folder: Path) -> Table:
    """National tenths of wards by the air that their residents live in."""
    told = Told("air-quality-wards", MHCLG, "English Indices of Deprivation 2019: air quality indicator, carried to "
                "wards", IOD19)  # fmt: skip
    return told, (
        Figure(
            row["ward24_code"], "2016", row["tenth"], status="estimated",
            note=f"Place {row['place'] + 1:,} of {row['wards']:,} wards of England; indicator {row['air']:.2f}; "
            "modelled for about 2016",
        )
        for row in of(wards_by_air(folder), "ward24_code", "ward-2023")
    )  # fmt: skip


# Measure: file, column of labels, which labels count, column of the whole, table of the census.
CENSUS_TABLES = {
    "overcrowding": ("household_overcrowding21_lsoa21", ("-1 (overcrowded)", "-2 or less (overcrowded)"),
                     "occupancy rating for bedrooms"),
    "private-renting": ("household_tenure21_lsoa21", ("Private rented",), "tenure, private renting"),
    "social-renting": ("household_tenure21_lsoa21", ("Social rented",), "tenure, social renting"),
    "disability": ("disability21_lsoa21_ew", ("Disabled under the Equality Act",), "disability"),
    "household-deprivation": ("household_deprivation21_lsoa21", (
        "Household is deprived in two", "Household is deprived in three", "Household is deprived in four",
    ), "household deprivation"),
}  # fmt: skip
UNHELD = "No figure for England is held in the copies that these were read from"


def census(folder: Path) -> Iterator[Table]:
    """Households and residents of Census 2021 by LSOA of 2021, and ethnic groups by ward."""
    for indicator_id, (name, counted, table) in CENSUS_TABLES.items():
        frame = pl.read_csv(folder / f"luton_{name}.csv")
        label = next(c for c in frame.columns if c not in {"lsoa21_code", "n", "prop"} and not c.startswith("total"))
        is_counted = pl.any_horizontal(pl.col(label).str.starts_with(words) for words in counted)
        sums = frame.group_by("lsoa21_code").agg(
            pl.col("n").filter(is_counted).sum().alias("part"), pl.col("n").sum().alias("all")
        )
        yield Told(indicator_id, ONS, f"Census 2021: {table}", CENSUS), _census(of(sums, "lsoa21_code", "lsoa-2021"))
    yield Told("ethnic-group", ONS, "Census 2021: ethnic group", CENSUS), _ethnic_groups(folder)


def _census(rows: list[dict[str, float]]) -> Iterator[Figure]:
    yield Figure(ENGLAND, "2021", status="missing", note=UNHELD)
    part, total = sum(row["part"] for row in rows), sum(row["all"] for row in rows)
    yield Figure(LUTON, "2021", None, part, total, "Small areas summed")
    for row in rows:
        yield Figure(row["lsoa21_code"], "2021", None, row["part"], row["all"])


def _ethnic_groups(folder: Path) -> Iterator[Figure]:
    """Give the groups of Luton and England, and those of wards from small areas that lie in them whole."""
    frame = pl.read_parquet(folder / "ethnicity21_lsoa21.parquet").rename({"ethnic_group": "group"})
    frame = frame.filter(pl.col("lsoa21_code").str.starts_with("E"))
    inside = frame.filter(pl.col("lsoa21_code").is_in(own("lsoa-2021")))
    wards = inside.with_columns(pl.col("lsoa21_code").replace_strict(whole("lsoa-2021", "ward-2023")).alias("code"))
    parts = (
        (frame.with_columns(code=pl.lit(ENGLAND)), "Small areas summed"),
        (inside.with_columns(code=pl.lit(LUTON)), "Small areas summed"),
        (wards, "Small areas summed that the publisher assigns whole to the ward"),
    )
    for part, note in parts:
        sums = part.group_by("code", "group").agg(pl.col("n").sum()).sort("code", "group")
        totals = dict(sums.group_by("code").agg(pl.col("n").sum()).rows())
        for code, group, count in sums.rows():
            yield Figure(code, "2021", None, count, totals[code], note, group=("Ethnic group", group))


def life_expectancy(folder: Path) -> Iterator[Table]:
    """
    Life expectancy by tenth of local deprivation, for Luton and England.

    The copy does not say which years the figures are of; deaths and population fit 2014 to 2016.
    """
    frame = pl.read_csv(folder / "phe_le_by_deprivation_decile_england_las.csv")
    for sex in ("male", "female"):
        told = Told(
            f"life-expectancy-{sex}", "Public Health England", "Life expectancy by tenth of deprivation inside an area",
            "https://fingertips.phe.org.uk/profile/inequality-tools",
            note="Period not stated in the source, about 2014 to 2016; tenths of the area's own small areas, 1 the "
            "most deprived",
        )  # fmt: skip
        yield told, _life_expectancy(frame.filter(pl.col("sex").str.to_lowercase() == sex), sex.title())


def _life_expectancy(frame: pl.DataFrame, sex: str) -> Iterator[Figure]:
    for code, written in ((ENGLAND, "England"), (LUTON, LUTON)):
        for row in frame.filter(pl.col("area_code") == written).sort("decile_within_area").to_dicts():
            value, spread = row["life_expectancy"], 1.959964 * row["se"]
            yield Figure(
                code, "2014 to 2016", round(value, 4), row["deaths"], row["population_personyears"],
                status="estimated", group=("Local deprivation decile", str(row["decile_within_area"])),
                limits=(round(value - spread, 4), round(value + spread, 4)), sex=sex,
                dates=("2014-01-01", "2016-12-31"),
            )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
