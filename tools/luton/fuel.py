"""Fuel poverty: counts by small area, summed to authorities, the region and England."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from luton.periods import span
from luton.rows import ENGLAND, REGION, RETRIEVED, Row, number

FOLDER = "small_area_indicators/fuel_poverty_2020_lsoa11_england.parquet"
ADDRESS = "https://www.gov.uk/government/statistics/sub-regional-fuel-poverty-data-2022"
SUMS = [pl.col("households_fuel_poor").sum(), pl.col("households").sum()]


def fuel_rows(data: Path, names: dict[str, str]) -> Iterator[Row]:
    """Give the share of households in fuel poverty in 2020: counts summed, then divided."""
    small = (
        pl.read_parquet(data / FOLDER)
        .join(pl.read_parquet(data / "lookups/lookup_lsoa11_ltla21.parquet"), on="lsoa11_code")
        .join(pl.read_parquet(data / "lookups/lookup_ltla21_utla21.parquet"), on="ltla21_code")
    )
    wholes = [(ENGLAND, *small.select(SUMS).row(0))]
    wholes += [(REGION, *small.filter(pl.col("Region").str.starts_with("East of England")).select(SUMS).row(0))]
    authorities = small.group_by("utla21_code").agg(SUMS).sort("utla21_code").rows()
    for code, poor, households in [*wholes, *authorities]:
        if code in names:
            yield _row(code, names[code], int(poor), int(households))


def _row(code: str, name: str, poor: int, households: int) -> Row:
    """Write one sum in our columns."""
    return Row(
        indicator_id="fuel-poverty", area_code=code, area_name=name, **span(2020, "calendar")._asdict(),
        age="All ages", value=number(100 * poor / households),
        numerator=str(poor), denominator=str(households),
        note="Modelled estimates for small areas, summed here; no limits are published for the sum",
        publisher="Department for Energy Security and Net Zero",
        title="Sub-regional fuel poverty 2020 (DESNZ), summed from LSOAs",
        address=ADDRESS, known_from=RETRIEVED,
    )  # fmt: skip
