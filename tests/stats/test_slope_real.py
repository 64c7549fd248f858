"""Slope indices across local deciles of real life expectancy, beside a regression of our own in bare NumPy."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from equitytown.stats.frames import slope_index

Z = 1.959963984540054
LUTON = "E06000032"


@pytest.fixture(scope="module")
def lives(shared: Path) -> pl.DataFrame:
    """Life expectancy by local deprivation decile, sex and authority; its period is not stated, about 2014-16."""
    file = shared / "data" / "mortality" / "phe_le_by_deprivation_decile_england_las.csv"
    if not file.is_file():
        pytest.skip("life expectancy by local decile is not beside the repository")
    return pl.read_csv(file)


def regressed(rows):
    """Weighted least squares by the normal equations, and the line's error from the deciles' own."""
    share = rows["population_personyears"].to_numpy() / rows["population_personyears"].sum()
    place = np.cumsum(share) - share / 2
    design = np.stack([np.ones(place.size), place], axis=1)
    bread = np.linalg.inv(design.T @ (share[:, None] * design)) @ (design * share[:, None]).T
    slope = bread[1] @ rows["life_expectancy"].to_numpy()
    error = np.sqrt((bread[1] ** 2) @ rows["se"].to_numpy() ** 2)
    return slope, slope - Z * error, slope + Z * error


def test_slopes_across_local_deciles_agree_with_a_regression_of_every_authority(lives):
    found = slope_index(
        lives, value="life_expectancy", population="population_personyears", quantile="decile_within_area",
        standard_error="se", by=["area_code", "sex"],
    ).filter(measure="slope index")  # fmt: skip
    held = {(row["area_code"], row["sex"]): row for row in found.to_dicts()}
    withheld = {key[0] for key, row in held.items() if row["value"] is None}
    assert withheld == {"E06000053"}  # the Isles of Scilly, with one decile
    groups = lives.filter(pl.col("area_code") != "E06000053").sort("decile_within_area").group_by("area_code", "sex")
    for key, rows in groups:
        own = held[key]
        assert (own["value"], own["lower"], own["upper"]) == pytest.approx(regressed(rows), rel=1e-9), key
    slopes = found["value"].drop_nulls()
    assert slopes.len() == 722
    assert -3 < slopes.min() < slopes.max() < 15
    assert (slopes > 0).mean() > 0.98
    for sex, luton in {"male": [10.4, 8.7, 12.2], "female": [6.3, 4.4, 8.1]}.items():
        assert [round(held[LUTON, sex][name], 1) for name in ("value", "lower", "upper")] == luton
