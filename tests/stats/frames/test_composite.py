import math

import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.composite import composite_index
from tests.stats.frames.engines import assert_same

DATA = {
    "area": list("ABCD"),
    "income": [0.3, 0.1, 0.2, None],
    "health": [2, 4, 1, 3],
    "place": [2, 1, 3, 4],
}


def exponential(share):
    """The published formula."""
    return -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))


def test_an_index_follows_the_published_formula(engine):
    found = engine.rows(composite_index(engine(DATA), parts=["income", "health"], weights=[0.75, 0.25], count=3))
    scores = {
        "A": 75 + exponential(0.5) / 4, "B": exponential(1 / 3) * 0.75 + 25,
        "C": exponential(2 / 3) * 0.75 + exponential(0.25) / 4, "D": None,
    }  # fmt: skip
    expected = [
        {"area": area, "value": score, "rank": rank, "quantile": rank, "note": "" if rank else "income is missing"}
        for (area, score), rank in zip(scores.items(), (1, 2, 3, None), strict=True)
    ]
    by_score = sorted((row for row in expected if row["value"]), key=lambda row: -row["value"])
    for rank, row in enumerate(by_score, start=1):
        row["rank"] = row["quantile"] = rank
    assert_same(found, expected, keys=("area",))
    assert found[0]["method"] == "weighted sum of 2 parts, exponential"


def test_parts_weigh_alike_unless_told_and_may_be_ranks(engine):
    found = engine.rows(composite_index(engine(DATA), parts="place", how="none", worst="low", count=2))
    assert [(row["value"], row["rank"], row["quantile"]) for row in found] == [
        (-2, 2, 1),
        (-1, 1, 1),
        (-3, 3, 2),
        (-4, 4, 2),
    ]
    assert found[0]["method"] == "weighted sum of 1 parts, as they are"


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({"area": pa.array([], pa.string()), "income": pa.array([], pa.float64())}))
    assert engine.rows(composite_index(empty, parts="income")) == []


def test_what_does_not_fit_is_refused(engine):
    data = engine(DATA | {"flat": [1] * 4})
    with pytest.raises(InputError, match='no column "crime"'):
        composite_index(data, parts=["income", "crime"])
    with pytest.raises(InputError, match='column "area" must hold numbers'):
        composite_index(data, parts=["area"])
    with pytest.raises(InputError, match='column "flat": every one of 4 areas has the value 1'):
        composite_index(data, parts=["flat"])
    with pytest.raises(InputError, match="weights must add up to 1"):
        composite_index(data, parts=["income", "health"], weights=[22.5, 77.5])
    with pytest.raises(InputError, match="no part of the index is named"):
        composite_index(data, parts=[])
