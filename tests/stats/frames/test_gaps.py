import math

import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames
from equitytown.stats.differences import Estimate, change_of_gap
from tests.stats.frames.engines import assert_same

ENGLAND = "E92000001"
BEFORE = {"A": (56.6, 55.0, 58.2), "B": (60.0, 59.0, 61.0), ENGLAND: (65.2, 65.1, 65.3)}
NOW = {"A": (61.1, 59.5, 62.7), "B": (57.0, 56.0, 58.0), ENGLAND: (67.2, 67.1, 67.3)}


def long(**groups):
    """Rows of each area and period, for each group that is named with what it leaves out."""
    rows = [
        {"sex": sex, "area_code": area, "period": period, "value": figure[0], "lower": figure[1], "upper": figure[2]}
        for sex, left_out in groups.items()
        for period, figures in (("2018/19", BEFORE), ("2022/23", NOW))
        for area, figure in figures.items()
        if (area, period) not in left_out and area not in left_out
    ]
    return {name: [row[name] for row in rows] for name in rows[0]}


def test_the_gap_of_each_area_is_that_of_the_arrays(engine):
    found = engine.rows(frames.change_of_gap(engine(long(Female=[], Male=[])), comparator=ENGLAND, by="sex"))
    assert [(row["sex"], row["area_code"]) for row in found] == [(s, a) for s in ("Female", "Male") for a in "AB"]
    for area, movement in (("A", "narrowed"), ("B", "widened")):
        alone = change_of_gap(
            (Estimate(*BEFORE[area]), Estimate(*BEFORE[ENGLAND])), (Estimate(*NOW[area]), Estimate(*NOW[ENGLAND]))
        )
        expected = {
            "area_code": area, "change": float(alone.difference),
            "lower": float(alone.lower), "upper": float(alone.upper),
            "p_value": float(alone.p_value), "earlier_gap": BEFORE[area][0] - BEFORE[ENGLAND][0],
            "later_gap": NOW[area][0] - NOW[ENGLAND][0], "movement": movement, "note": "", "earlier": "2018/19",
            "later": "2022/23", "method": "z test from limits",
        }  # fmt: skip
        assert_same([row for row in found if row["area_code"] == area][:1], [expected], keys=("area_code",))


def test_what_is_missing_is_told_with_whose_it_is(engine):
    data = engine(long(x=[("A", "2022/23")], y=[(ENGLAND, "2018/19")], z=[ENGLAND]))
    found = {
        (row["sex"], row["area_code"]): row
        for row in engine.rows(frames.change_of_gap(data, comparator=ENGLAND, by="sex"))
    }
    assert found["x", "A"]["note"] == "there is no row for period 2022/23"
    assert found["x", "B"]["movement"] == "widened"
    assert found["y", "B"]["note"] == "the comparator: there is no row for period 2018/19"
    assert found["z", "A"]["note"] == "the comparator has no row"
    assert (found["y", "B"]["earlier_gap"], found["y", "B"]["movement"]) == (None, "cannot be assessed")
    assert found["y", "B"]["later_gap"] == pytest.approx(-10.2)


def test_a_missing_limit_leaves_the_gaps_and_no_verdict(engine):
    data = long(Persons=[])
    data["lower"][0] = None
    first, second = engine.rows(frames.change_of_gap(engine(data), comparator=ENGLAND))
    assert (first["movement"], first["change"]) == ("cannot be assessed", None)
    assert first["note"] == "a figure or one of its limits is missing"
    assert first["earlier_gap"] == pytest.approx(-8.6)
    assert second["movement"] == "widened"


def test_nothing_comes_of_nothing(engine):
    kinds = dict.fromkeys(("area_code", "period"), pa.string()) | dict.fromkeys(
        ("value", "lower", "upper"), pa.float64()
    )
    empty = engine.of(pa.table({name: pa.array([], kind) for name, kind in kinds.items()}))
    assert engine.rows(frames.change_of_gap(empty, comparator=ENGLAND)) == []


def test_a_comparator_that_is_not_there_is_refused(engine):
    with pytest.raises(InputError, match=r'column "area_code" holds no "England" in these periods'):
        frames.change_of_gap(engine(long(Persons=[])), comparator="England")
    with pytest.raises(InputError, match='no column "area"'):
        frames.change_of_gap(engine(long(Persons=[])), comparator=ENGLAND, area="area")


def test_a_gap_that_does_not_move_shows_no_clear_change():
    data = pl.DataFrame(long(Persons=[])).with_columns(value=pl.col("value").mean().over("area_code"))
    data = data.with_columns(lower=pl.col("value") - 1, upper=pl.col("value") + 1)
    found = frames.change_of_gap(data, comparator=ENGLAND)
    assert found["movement"].to_list() == ["no clear change"] * 2
    assert found["change"].to_list() == [0, 0]


def test_several_confidences_make_several_columns():
    row = frames.change_of_gap(pl.DataFrame(long(Persons=[])), comparator=ENGLAND, confidence=(0.95, 0.998)).row(
        0, named=True
    )
    assert row["lower_99_8"] < row["lower_95"] < row["change"] < row["upper_95"] < row["upper_99_8"]
    assert not math.isnan(row["p_value"])
