import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.differences import standard_error
from equitytown.stats.frames import range_of_parts
from equitytown.stats.gaps import chance_of_range, expected_range

DATA = {
    "indicator": ["b"] * 3 + ["a"] * 2 + ["c"] * 2 + ["d"],
    "value": [12.0, 15.0, 11.0, 50.0, None, 7.0, 8.0, 9.0],
    "lower": [10.0, 13.0, 8.0, 40.0, 1.0, 7.0, 7.0, 8.0],
    "upper": [14.0, 17.0, 14.0, 60.0, 2.0, 7.0, 9.0, 10.0],
}


def test_each_groups_range_stands_beside_what_chance_makes_of_it(engine):
    a, b, c, d = engine.rows(range_of_parts(engine(DATA), by="indicator"))
    errors = standard_error(DATA["lower"][:3], DATA["upper"][:3])
    assert (b["parts"], b["lowest"], b["highest"], b["range"], b["note"]) == (3, 11, 15, 4, "")
    assert b["by_chance"] == pytest.approx(expected_range(errors))
    assert b["p_value"] == pytest.approx(chance_of_range(4, errors))
    assert (a["range"], a["p_value"], a["note"]) == (None, None, "a figure or one of its limits is missing")
    assert (c["by_chance"], c["note"]) == (None, "limits have no width (rounded away)")
    assert (d["range"], d["note"]) == (None, "fewer than two parts")


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({"indicator": pa.array([], pa.string()),
                                **dict.fromkeys(("value", "lower", "upper"), pa.array([], pa.float64()))}))  # fmt: skip
    assert engine.rows(range_of_parts(empty, by="indicator")) == []


def test_what_does_not_fit_is_refused(engine):
    with pytest.raises(InputError, match='no column "region"'):
        range_of_parts(engine(DATA), by="region")
    with pytest.raises(InputError, match="the wrong way round"):
        range_of_parts(engine(DATA), lower="upper", upper="lower")
