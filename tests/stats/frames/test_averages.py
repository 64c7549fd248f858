import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.averages import group_average
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import answers_of, columns_of

COUNTS = {
    "region": ["N", "N", "N", "S", "S", "S"],
    "numerator": [30, 60, None, 5, 7, 9],
    "denominator": [200, 300, 100, 50, None, 0],
}


def test_averages_agree_with_the_golden_cases(engine, golden):
    columns = columns_of(golden / "rank_cases.csv", "count", "denominator", "value")
    there = [place for place, value in enumerate(columns["value"]) if value is not None]
    data = engine({name: [column[place] for place in there] for name, column in columns.items()})
    found = engine.rows(group_average(data, numerator="count", kind="rate", by="set"))
    names = {"areas": "areas_used", "numerator": "count", "denominator": "denominator"}
    path = golden / "group_average_expected.csv"
    assert_same(found, answers_of(path, "set", **names), keys=("set",))
    for row, (expected, own) in enumerate(zip(answers_of(path, value="value", unit="unit"), found, strict=True)):
        assert own["value"] * expected["unit"] == pytest.approx(expected["value"]), row


def test_only_areas_with_both_counts_and_people_take_part(engine):
    north, south = engine.rows(group_average(engine(COUNTS), kind="proportion", by="region", multiplier=100))
    assert [north[name] for name in ("areas", "numerator", "denominator", "value")] == [2, 90, 500, 18]
    assert north["lower"] < 18 < north["upper"]
    assert north["method"] == "Wilson"
    assert (south["areas"], south["value"], south["note"]) == (1, None, "fewer than 2 areas have both counts")


def test_counts_add_up_and_other_figures_do_not(engine):
    (row,) = engine.rows(group_average(engine(COUNTS), kind="count"))
    assert (row["areas"], row["value"], row["denominator"], row["method"]) == (5, 111, None, "Byar")
    (row,) = engine.rows(group_average(engine(COUNTS), kind="other"))
    assert (row["value"], row["method"]) == (None, "")
    assert "not the figure of all their people" in row["note"]


def test_several_confidences_make_several_limits(engine):
    row, _ = engine.rows(group_average(engine(COUNTS), kind="rate", by=["region"], confidence=(0.95, 0.998)))
    assert row["lower_99_8"] < row["lower_95"] < row["value"] < row["upper_95"] < row["upper_99_8"]


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(
        pa.table(
            {"region": pa.array([], pa.string()), **{n: pa.array([], pa.float64()) for n in COUNTS if n != "region"}}
        )
    )
    assert engine.rows(group_average(empty, kind="rate", by="region")) == []
    (row,) = engine.rows(group_average(empty, kind="rate"))
    assert (row["areas"], row["value"]) == (0, None)


def test_what_does_not_fit_is_refused(engine):
    with pytest.raises(InputError, match=r'kind must be one of .* and is "mean"'):
        group_average(engine(COUNTS), kind="mean")
    data = engine({"numerator": [5, -1], "denominator": [4, 10]})
    with pytest.raises(InputError, match="numerator is negative in 1 of 2 rows"):
        group_average(data, kind="count")
    data = engine({"numerator": [5, 1], "denominator": [4, -10]})
    with pytest.raises(InputError, match="denominator is negative in 1 of 2 rows"):
        group_average(data, kind="rate")
    data = engine({"numerator": [5, 1], "denominator": [4, 10]})
    with pytest.raises(InputError, match="numerator is above its denominator in 1 of 2 rows"):
        group_average(data, kind="proportion")
