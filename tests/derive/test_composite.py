"""A declared index, and the Indices of Deprivation 2019 made again from what was published of them."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from equitytown.derive.composite import build_index
from equitytown.derive.index_schema import IndexModel
from equitytown.errors import InputError
from equitytown.stats.composite_weights import varied_weights

WEIGHTS = {  # the technical report of 2019, in shares; they add up to 0.999
    "income": 0.225, "employment": 0.225, "education": 0.135, "health": 0.135, "crime": 0.093, "barriers": 0.093,
    "living-environment": 0.093,
}  # fmt: skip


def declared(weights, *, ending="", transform="none", **component):
    """Declare an index of domains of one component each."""
    domains = [
        {
            "id": name, "weight": weight, "transform": transform,
            "components": [{"column": name.replace("-", "_") + ending, "transform": "none", **component}],
        }
        for name, weight in weights.items()
    ]  # fmt: skip
    return IndexModel.model_validate({"name": "An index", "area": "lsoa11_code", "domains": domains})


@pytest.fixture(scope="module")
def deprivation(shared: Path) -> pl.DataFrame:
    """Ranks, deciles and transformed domain scores of 32,844 LSOAs."""
    file = shared / "data" / "deprivation" / "iod2019_lsoa11_england_combined.parquet"
    if not file.is_file():
        pytest.skip("the Indices of Deprivation 2019 are not beside the repository")
    return pl.read_parquet(file)


def test_the_indices_of_deprivation_2019_come_back_from_their_domain_scores(deprivation):
    found = build_index(deprivation, declared(WEIGHTS, ending="_transformed")).table
    assert found.height == 32_844
    off = (found["score"] - deprivation["imd_score"]).abs().max()
    assert off <= 0.001
    # Domain scores are published with three decimals too, so that areas which lie closer change places.
    assert (found["rank"] - deprivation["imd_rank"]).abs().max() <= 4
    assert (found["decile"] != deprivation["imd_decile"]).sum() <= 2


def test_they_come_back_from_their_domain_ranks(deprivation):
    index = declared(WEIGHTS, ending="_rank", transform="exponential", worst="low")
    built = build_index(deprivation, index)
    published = deprivation.select(name.replace("-", "_") + "_transformed" for name in WEIGHTS).to_numpy()
    # A tie shares one rank here, and in the published scores some areas that tie differ in the third decimal.
    assert np.abs(built.parts - published).max() < 0.005
    assert (built.table["score"] - deprivation["imd_score"]).abs().max() < 0.0015
    assert (built.table["rank"] - deprivation["imd_rank"]).abs().max() <= 2
    assert (built.table["decile"] == deprivation["imd_decile"]).all()
    for name in WEIGHTS:
        column = name.replace("-", "_")
        assert (built.table[f"{column}_rank"] == deprivation[f"{column}_rank"]).all()
        assert (built.table[f"{column}_decile"] != deprivation[f"{column}_decile"]).sum() <= 1


def test_domains_come_back_from_the_domains_within_them(deprivation):
    within = {
        "education": {"children_and_young_people_rank": 0.5, "adult_skills_rank": 0.5},
        "barriers": {"geographical_barriers_rank": 0.5, "wider_barriers_rank": 0.5},
        "living-environment": {"indoors_rank": 2 / 3, "outdoors_rank": 1 / 3},
    }
    domains = [
        {
            "id": name, "weight": 1 / 3,
            "components": [
                {"column": column, "transform": "exponential", "worst": "low", "weight": weight}
                for column, weight in parts.items()
            ],
        }
        for name, parts in within.items()
    ]  # fmt: skip
    index = IndexModel.model_validate({"name": "Three domains", "area": "lsoa11_code", "domains": domains})
    found = build_index(deprivation, index).table
    for column in ("education", "barriers", "living_environment"):
        assert (found[f"{column}_rank"] - deprivation[f"{column}_rank"]).abs().max() <= 2
        assert (found[f"{column}_decile"] == deprivation[f"{column}_decile"]).all()


def test_the_indices_of_2025_come_back_from_their_domain_ranks(shared):
    file = shared / "data" / "deprivation" / "imd2025_england_lsoa21.parquet"
    if not file.is_file():
        pytest.skip("the Indices of Deprivation 2025 are not beside the repository")
    given = pl.read_parquet(file)
    names = ("Income", "Employment", "Education", "Health", "Crime", "Housing_and_Services", "Environment")
    domains = [
        {"id": name.lower().replace("_", "-"), "weight": weight,
         "components": [{"column": f"{name}_rank", "transform": "none", "worst": "low"}]}
        for name, weight in zip(names, WEIGHTS.values(), strict=True)
    ]  # fmt: skip
    index = IndexModel.model_validate({"name": "2025", "area": "lsoa21_code", "domains": domains})
    found = build_index(given, index).table
    assert (found["score"] - given["IMD_score"]).abs().max() < 0.001
    assert (found["rank"] - given["IMD_rank"]).abs().max() <= 1
    assert (found["decile"] == given["IMD_decile"]).all()


def test_an_index_of_hazards_is_made_as_ahah_is():
    # Normal scores by (r - 0.5) / N, their mean, its rank, the exponential scores, their mean: worked on paper.
    air = {"id": "air", "weight": 0.5, "components": [{"column": "no2"}, {"column": "so2"}]}
    health = {
        "id": "health",
        "weight": 0.5,
        "components": [{"column": "minutes_to_gp"}, {"column": "gps", "worst": "low"}],
    }
    index = IndexModel.model_validate({"name": "Hazards", "quantiles": 4, "domains": [air, health]})
    rows = pl.DataFrame(
        {
            "area_code": list("ABCD"), "no2": [10, 20, 30, 40], "so2": [1, 2, 3, 4],
            "minutes_to_gp": [9, 3, 4, 5], "gps": [1, 9, 8, 7],
        }
    )  # fmt: skip
    found = build_index(rows, index).table
    assert found["air_score"].round(4).to_list() == [-1.1503, -0.3186, 0.3186, 1.1503]  # of 1/8, 3/8, 5/8, 7/8
    assert found["air_rank"].to_list() == [4, 3, 2, 1]
    assert found["health_rank"].to_list() == [1, 4, 3, 2]
    assert found["score"].round(3).to_list() == [53.259, 11.082, 23.328, 65.505]
    assert found["rank"].to_list() == [2, 4, 3, 1]
    assert found["quarter"].to_list() == [2, 4, 3, 1]
    assert found["note"].null_count() == 4


def test_an_area_that_lacks_a_component_has_no_index_and_says_why():
    rows = pl.DataFrame({"lsoa11_code": list("ABC"), "income": [1.0, None, 3.0], "health": [3.0, 2.0, 1.0]})
    built = build_index(rows, declared({"income": 0.6, "health": 0.4}))
    assert built.table.row(1, named=True) == {
        "lsoa11_code": "B", "income_score": None, "income_rank": None, "income_decile": None, "health_score": 2.0,
        "health_rank": 2, "health_decile": None, "score": None, "rank": None, "decile": None,
        "note": "income is missing",
    }  # fmt: skip
    assert built.table["note"].to_list()[0] == "fewer than 10 areas have an index"
    assert (built.without, built.empty) == (1, [])


def test_ties_can_leave_a_quantile_empty_and_it_is_told():
    rows = pl.DataFrame({"lsoa11_code": list("ABCDEFGHIJ"), "income": [1, 1, 1, 1, 1, 1, 1, 1, 1, 9]})
    built = build_index(rows, declared({"income": 1}))
    assert built.empty == [3, 4, 5, 6, 7, 8, 9, 10]
    assert built.table["rank"].to_list() == [2] * 9 + [1]


def test_each_area_is_told_how_its_rank_moves():
    rows = pl.DataFrame({"lsoa11_code": list("ABCD"), "income": [4, 3, 2, 1], "health": [1, 3, 2, 5]})
    built = build_index(rows, declared({"income": 0.6, "health": 0.4}))
    moved, _ = built.moved(varied_weights([0.6, 0.4], share=0.5))
    found = moved.table
    assert found.columns[-6:] == ["decile", "rank_median", "rank_lower", "rank_upper", "decile_changed", "note"]
    assert (found["rank_lower"] <= found["rank"]).all()
    assert (found["rank"] <= found["rank_upper"]).all()
    assert found["rank_upper"][0] > found["rank_lower"][0]


def test_components_that_cancel_out_are_refused():
    parts = [{"column": "income", "transform": "none"}, {"column": "income2", "transform": "none", "worst": "low"}]
    domain = {"id": "money", "weight": 1, "components": parts}
    rows = pl.DataFrame({"area_code": ["A", "B"], "income": [1, 2], "income2": [1, 2]})
    with pytest.raises(InputError, match='domain "money": every one of 2 areas has the value 0'):
        build_index(rows, IndexModel.model_validate({"name": "Nothing", "domains": [domain]}))
