import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import differences, frames
from equitytown.stats.differences import Estimate
from tests.stats.frames.engines import assert_same

FIGURES = {
    "area": [*"BBAACD"],
    "period": ["2019", "2023", "2019", "2023", "2019", "2023"],
    "value": [10.0, 14.0, 20.0, 21.0, 5.0, None],
    "lower": [8.0, 12.0, 18.0, 19.0, 4.0, None],
    "upper": [12.0, 16.0, 22.0, 23.0, 6.0, None],
}


def figures(**changes):
    return FIGURES | changes


def test_differences_of_groups_are_those_of_the_arrays(engine):
    found = engine.rows(frames.difference_of_values(engine(figures()), by="area", best="low"))
    alone = differences.difference_of_values(
        Estimate([20, 10], [18, 8], [22, 12]), Estimate([21, 14], [19, 12], [23, 16])
    )
    expected = [
        {
            "area": area, "earlier": "2019", "later": "2023", "earlier_value": 10.0 * (2 - i),
            "difference": float(alone.difference[i]), "lower": float(alone.lower[i]), "upper": float(alone.upper[i]),
            "p_value": float(alone.p_value[i]), "rating": rating, "note": "", "method": "z test from limits",
        }
        for i, (area, rating) in enumerate([("A", "similar"), ("B", "worse")])
    ]  # fmt: skip
    assert [row["area"] for row in found] == ["A", "B", "C", "D"]
    assert_same(found[:2], expected, keys=("area",))


def test_a_group_that_lacks_one_of_the_two_is_told(engine):
    found = {row["area"]: row for row in engine.rows(frames.difference_of_values(engine(figures()), by=["area"]))}
    assert found["C"]["note"] == "there is no row for period 2023"
    assert found["D"]["note"] == "there is no row for period 2019"
    for area in "CD":
        row = found[area]
        assert (row["difference"], row["p_value"], row["rating"]) == (None, None, "not compared")
    assert (found["C"]["earlier_value"], found["C"]["later_value"]) == (5, None)


def test_ratios_between_any_two_values_of_a_column(engine):
    # Altman DG, Bland JM (2003), BMJ 326: 219: ratio of relative risks 0.76 (0.49 to 1.17).
    data = engine({
        "sex": ["Persons", "Male", "Female"],
        "value": [1, 0.67, 0.88], "lower": [1, 0.46, 0.71], "upper": [1, 0.98, 1.08],
    })  # fmt: skip
    (row,) = engine.rows(frames.ratio_of_values(data, between="sex", earlier="Female", later="Male"))
    assert [round(row[name], 2) for name in ("ratio", "lower", "upper")] == [0.76, 0.49, 1.17]
    assert (row["earlier"], row["later"], row["rating"]) == ("Female", "Male", "similar")


def test_a_missing_figure_is_never_zero(engine):
    data = engine(figures(value=[10.0, None, 20.0, 21.0, 5.0, None]))
    found = engine.rows(frames.difference_of_values(data, by="area"))
    assert found[1]["note"] == "a figure or one of its limits is missing"
    assert (found[1]["difference"], found[1]["later_value"]) == (None, None)


def test_nothing_comes_of_nothing(engine):
    kinds = {"area": pa.string(), "period": pa.string(), **dict.fromkeys(("value", "lower", "upper"), pa.float64())}
    frame = engine.of(pa.table({name: pa.array([], kind) for name, kind in kinds.items()}))
    assert engine.rows(frames.difference_of_values(frame, by="area")) == []
    (row,) = engine.rows(frames.ratio_of_values(frame))
    assert (row["ratio"], row["rating"], row["note"]) == (None, "not compared", "there are no rows")


def test_a_figure_that_stands_twice_is_refused(engine):
    data = engine(figures(area=[*"BBAAAD"]))
    with pytest.raises(InputError, match=r"1 rows of a group and period stand more than once .*area A, period 2019"):
        frames.difference_of_values(data, by="area")


def test_figures_that_cannot_be_are_refused(engine):
    data = engine(figures(lower=[8.0, 12.0, 18.0, 23.0, 4.0, None]))
    with pytest.raises(
        InputError, match=r"do not enclose the value in 1 of 6 rows \(first: area A, period 2023, value 21"
    ):
        frames.difference_of_values(data, by="area")
    with pytest.raises(InputError, match='no column "year"'):
        frames.difference_of_values(engine(figures()), by="area", between="year")
    with pytest.raises(InputError, match='no column "ward"'):
        frames.ratio_of_values(engine(figures()), by="ward")
    with pytest.raises(InputError, match='column "area" must hold numbers'):
        frames.ratio_of_values(engine(figures()), value="area")


# What follows does not touch the engine.


def polars(**changes):
    return pl.DataFrame(figures(**changes))


def test_several_confidences_make_several_columns():
    row = frames.difference_of_values(polars(), by="area", confidence=(0.95, 0.998)).row(1, named=True)
    one = differences.difference_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16), confidence=(0.95, 0.998))
    assert [row["lower_95"], row["lower_99_8"]] == pytest.approx(one.lower.tolist())
    assert "confidence" not in row


def test_which_end_is_good_can_stand_in_a_column():
    ends = polars(best=["low", "low", "high", "high", "none", "none"], value=[10, 14, 18, 22, 5, None])
    found = frames.difference_of_values(ends, by="area", best="best")
    assert found["best"].to_list() == ["high", "low", "none", "none"]
    assert found["rating"].to_list() == ["better", "worse", "not compared", "not compared"]
    assert frames.difference_of_values(ends, by=["area", "best"], best="best").equals(found)
    with pytest.raises(InputError, match=r'best must be "high" or "low" or "none", or a column .* and is "up"'):
        frames.ratio_of_values(ends, by="area", best="up")
    strange = ends.with_columns(best=pl.lit("up"))
    with pytest.raises(InputError, match=r'column "best" must hold .* and holds "up" too'):
        frames.ratio_of_values(strange, by="area", best="best")


def test_years_in_a_column_of_decimals_are_named_as_years(engine):
    data = engine({"period": [2019.0, 2020.0], "value": [10.0, 14], "lower": [8.0, 12], "upper": [12.0, 16]})
    (row,) = engine.rows(frames.difference_of_values(data, between="period", earlier=2019, later="2020"))
    assert (row["earlier"], row["later"], row["difference"]) == ("2019", "2020", 4)


def test_numbers_name_the_two_as_text_does():
    data = polars(period=[2019, 2023, 2019, 2023, 2019, 2021])
    named = frames.difference_of_values(data, by="area", earlier=2019, later=2023)
    assert frames.difference_of_values(data, by="area", earlier="2019", later="2023").equals(named)
    turned = frames.difference_of_values(data, by="area", earlier=2023, later=2019)
    assert turned["difference"].to_list()[:2] == [-d for d in named["difference"].to_list()[:2]]


def test_two_that_are_not_known_are_refused():
    three = polars(period=["2019", "2023", "2019", "2023", "2019", "2021"])
    with pytest.raises(
        InputError, match=r'"period" holds 3 values \(2019, 2021, 2023\). Name two: `earlier` and `later`'
    ):
        frames.difference_of_values(three, by="area")
    with pytest.raises(InputError, match="Name two"):
        frames.difference_of_values(three, by="area", earlier="2019")
    with pytest.raises(InputError, match=r'holds no "2022"\. Did you mean "2023"'):
        frames.difference_of_values(three, by="area", earlier="2019", later="2022")
    with pytest.raises(InputError, match='holds no "x"'):
        frames.difference_of_values(three, by="area", earlier="x", later="2023")
    with pytest.raises(InputError, match='`earlier` and `later` are both "2019"'):
        frames.difference_of_values(three, by="area", earlier="2019", later="2019")
    many = pl.DataFrame({"period": range(12), "value": range(12), "lower": range(12), "upper": range(12)})
    with pytest.raises(InputError, match=r"holds 12 values \(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, \.\.\.\)"):
        frames.difference_of_values(many)


def test_no_group_vanishes_for_want_of_both_rows(engine):
    periods = {"area": ["A", "A", "B", "C"], "period": ["2018", "2024", "2018", "2015"]}
    data = engine(periods | {"value": [4.0, 9, 4, 4], "lower": [3.0, 8, 3, 3], "upper": [5.0, 10, 5, 5]})
    found = engine.rows(frames.difference_of_values(data, by="area", earlier="2018", later="2024"))
    assert [(row["area"], row["difference"]) for row in found] == [("A", 5), ("B", None), ("C", None)]
    assert [row["note"] for row in found][1:] == [
        "there is no row for period 2024",
        "there is no row for period 2018 and 1 more",
    ]
