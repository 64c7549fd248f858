"""Wards of England in the order of the air that their residents live in: a part of making figures."""

from pathlib import Path

import polars as pl

TENTHS = 10


def wards_by_air(folder: Path) -> pl.DataFrame:
    """
    Put every ward of England into a tenth by the air that its residents live in, 1 the worst.

    The indicator of each LSOA of 2011 goes to the LSOAs of 2021 that it became (averaged where several were merged),
    and the residents of these in Census 2021 weigh it in the ward that the publisher assigns them to. All wards of
    England are made in the same way, and put in order.
    """
    air = "air_quality_indicator"
    old = pl.read_parquet(folder / "deprivation" / "imd2019_england_lsoa11_indicators.parquet").select(
        "lsoa11_code", air
    )
    lookups = folder / "lookups"
    became = pl.read_parquet(lookups / "lookup_lsoa11_lsoa21_ltla22.parquet").select("lsoa11_code", "lsoa21_code")
    wards = pl.read_parquet(lookups / "lookup_lsoa21_ward24_ltla24.parquet").select("lsoa21_code", "ward24_code")
    people = pl.read_parquet(folder / "census2021" / "ethnicity21_lsoa21.parquet")
    people = people.group_by("lsoa21_code").agg(pl.col("total_residents").first().alias("people"))
    new = old.join(became, on="lsoa11_code").group_by("lsoa21_code").agg(pl.col(air).mean())
    joined = new.join(wards, on="lsoa21_code").join(people, on="lsoa21_code")
    mean = (pl.col(air) * pl.col("people")).sum() / pl.col("people").sum()
    order = joined.group_by("ward24_code").agg(mean.alias("air")).sort("air", "ward24_code", descending=[True, False])
    return order.with_row_index("place").with_columns(
        tenth=(pl.col("place") * TENTHS // pl.len() + 1).cast(pl.Int64), wards=pl.len()
    )
