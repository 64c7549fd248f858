import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import ranks
from equitytown.stats.exact_ranks import exact_rank_interval
from equitytown.stats.frames.ranks import MANY, rank, rank_interval
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import answers_of, columns_of

LIVES = {
    "sex": ["M", "M", "M", "F", "F"],
    "area": list("ABCAB"),
    "value": [80.0, 79.0, None, 84.0, 83.0],
    "lower": [79.0, 78.0, None, 83.0, None],
    "upper": [81.0, 80.0, None, 85.0, 84.0],
    "end": ["high", "high", "high", "low", "low"],
}


def test_ranks_agree_with_the_golden_cases(engine, golden):
    columns = columns_of(golden / "rank_cases.csv", "value", "row")
    columns["best"] = ["high" if polarity == "high_is_good" else "low" for polarity in columns["polarity"]]
    found = engine.rows(rank(engine(columns), by="set", best="best"))
    expected = answers_of(golden / "rank_cases.csv", "set", rank="expected_rank_best_first_ties_min")
    for row, number in zip(expected, columns["row"], strict=True):
        row["row"] = number
    assert_same(found, expected, keys=("set", "row"))


def test_ranks_say_out_of_how_many(engine):
    found = {(row["sex"], row["area"]): row for row in engine.rows(rank(engine(LIVES), by="sex", best="end"))}
    assert [(row["rank"], row["of"]) for row in found.values()] == [(1, 2), (2, 2), (None, 2), (2, 2), (1, 2)]
    assert found["M", "C"]["note"] == "value is missing"


def test_an_interval_encloses_each_rank_of_each_group(engine):
    found = {(row["sex"], row["area"]): row for row in engine.rows(rank_interval(engine(LIVES), by="sex", best="high"))}
    first, second, missing, _, other = found.values()
    assert [first[name] for name in ("rank", "rank_lower", "rank_upper")] == [1, 1, 2]
    assert [second[name] for name in ("rank", "rank_lower", "rank_upper")] == [2, 1, 2]
    assert (missing["rank_lower"], missing["note"]) == (None, "value is missing")
    assert (other["rank"], other["rank_lower"], other["note"]) == (2, None, "an area of the group has no limits")


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({name: pa.array([], pa.float64()) for name in ("value", "lower", "upper", "set")}))
    assert engine.rows(rank(empty, best="high")) == []
    assert engine.rows(rank(empty, best="high", by="set")) == []
    assert engine.rows(rank_interval(empty, best="low")) == []


def test_small_groups_are_worked_out_and_large_ones_simulated():
    random = np.random.default_rng(3)
    value = random.normal(70, 3, MANY + 20)
    table = pl.DataFrame(
        {
            "set": [1] * 20 + [2] * MANY,
            "value": value,
            "lower": value - 1,
            "upper": value + 2,
            "end": ["low"] * value.size,
        }
    )
    found = rank_interval(table, by="set", best="end", seed=4)
    assert found["method"].unique().sort().to_list() == ["exact chances of normal draws", "simulated normal draws"]
    small = exact_rank_interval(value[:20], value[:20] - 1, value[:20] + 2, best="low")
    np.testing.assert_array_equal(found["rank_lower"][:20], small.lower)
    large = ranks.rank_interval(value[20:], value[20:] - 1, value[20:] + 2, best="low", seed=4)
    np.testing.assert_array_equal(found["rank_upper"][20:], large.upper)
    whole = rank_interval(table.head(20), best="low")
    np.testing.assert_array_equal(whole["rank_upper"], small.upper)


def test_what_does_not_fit_is_refused(engine):
    data = engine(LIVES)
    with pytest.raises(InputError, match=r'best must be "high" or "low", or a column .* and is "middle"'):
        rank(data, best="middle")
    with pytest.raises(InputError, match="best differs within 1 of 1 groups"):
        rank(data, best="end")
    with pytest.raises(InputError, match="limits do not enclose the value"):
        rank_interval(data, value="upper", upper="value", best="high")
    with pytest.raises(InputError, match='no column "low"'):
        rank_interval(data, lower="low", best="high")


def test_an_area_ranked_by_itself_is_told_so(engine):
    data = engine({"area": ["A", "B"], "value": [5.0, 7.0], "lower": [4.0, 6.0], "upper": [6.0, 8.0]})
    alone = "no other row of its group has a value"
    for found in (rank(data, best="high", by="area"), rank_interval(data, best="high", by="area")):
        assert [row["note"] for row in engine.rows(found)] == [alone, alone]
