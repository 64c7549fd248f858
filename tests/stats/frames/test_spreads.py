import numpy as np
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.spreads import spread

DATA = {
    "indicator": ["b"] * 5 + ["a"] * 6 + ["c"] * 3,
    "value": [1, 2, 3, 4, 9, *[float(n) for n in range(4)], None, None, 1, 2, 3],
}


def test_groups_spread_as_numpy_has_it(engine):
    a, b, c = engine.rows(spread(engine(DATA), by="indicator"))
    assert [row["indicator"] for row in (a, b, c)] == ["a", "b", "c"]
    names = ("low", "fifth", "lower_quartile", "median", "upper_quartile", "ninety_fifth", "high")
    assert [b[name] for name in names] == pytest.approx(np.percentile([1, 2, 3, 4, 9], [0, 5, 25, 50, 75, 95, 100]))
    assert (a["areas"], a["median"], a["note"]) == (4, None, "fewer than three in four of the areas have a value")
    assert (c["areas"], c["note"]) == (3, "fewer than 4 areas have a value")
    assert b["method"] == "percentiles of type 7"


def test_all_rows_together_are_one_group(engine):
    (row,) = engine.rows(spread(engine(DATA), out_of=14))
    assert (row["areas"], row["median"]) == (12, 2)
    assert "indicator" not in row


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({"indicator": pa.array([], pa.string()), "value": pa.array([], pa.float64())}))
    assert engine.rows(spread(empty, by="indicator")) == []


def test_what_does_not_fit_is_refused(engine):
    with pytest.raises(InputError, match='column "indicator" must hold numbers'):
        spread(engine(DATA), value="indicator")
    with pytest.raises(InputError, match='no column "region"'):
        spread(engine(DATA), by="region")
    with pytest.raises(InputError, match="more areas have a value than could in 2 of 3 rows"):
        spread(engine(DATA), by="indicator", out_of=3)
