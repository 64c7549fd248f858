import math

import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames
from tests.stats.frames.engines import assert_same
from tests.stats.tables import DATA, rows_of

OWN = rows_of(DATA / "count_differences_own.csv")
RUNS = {
    "difference of proportions": frames.difference_of_proportions,
    "ratio of proportions": frames.ratio_of_proportions,
    "difference of rates": frames.difference_of_rates,
    "ratio of rates": frames.ratio_of_rates,
}
EVERY = pytest.mark.parametrize("name", RUNS)


def own_cases(name):
    """Our own cases as a frame of two rows each, and as answers."""
    cases = [case for case in OWN if case["test"] == name and case["confidence"] == "0.95"]
    columns = {
        "case": [str(i) for i, _ in enumerate(cases) for _ in range(2)],
        "period": ["2019", "2023"] * len(cases),
        "numerator": [float(case[f"{when}_numerator"]) for case in cases for when in ("earlier", "later")],
        "denominator": [float(case[f"{when}_denominator"]) for case in cases for when in ("earlier", "later")],
    }
    size = name.split()[0]
    expected = [
        {"case": str(i), size: float(case["value"]) if case["value"] else None,
         **{part: float(case[part]) for part in ("lower", "upper", "p_value")}}
        for i, case in enumerate(cases)
    ]  # fmt: skip
    return columns, expected


@EVERY
def test_our_own_cases_come_out_as_worked_apart(engine, name):
    columns, expected = own_cases(name)
    options = {"multiplier": 1000} if name.endswith("rates") else {}
    found = engine.rows(RUNS[name](engine(columns), by="case", **options))
    assert_same(found, expected, keys=("case",), rel=1e-9)


FALLS = {
    "area": [*"AAAABB"],
    "period": ["2019", "2019", "2023", "2023", "2019", "2023"],
    "sex": ["F", "M", "F", "M", "F", "F"],
    "numerator": [10, 5, 30, 11, None, 3],
    "denominator": [10_000, 9_017, 15_000, 13_010, 900, 950],
}


def falls(**changes):
    return FALLS | changes


def test_rows_of_one_side_are_summed_before_they_are_compared(engine):
    found = engine.rows(frames.ratio_of_rates(engine(falls()), by="area", multiplier=1000, best="low"))
    first = found[0]
    assert [round(first[name], 4) for name in ("ratio", "lower", "upper")] == [1.8558, 1.0057, 3.6093]
    assert (first["earlier_value"], first["later_value"]) == pytest.approx((15 / 19.017, 41 / 28.01))
    assert (first["rating"], first["method"], first["note"]) == ("worse", "exact test and limits", "")


def test_a_missing_count_is_never_zero(engine):
    found = engine.rows(frames.difference_of_rates(engine(falls()), by="area"))
    assert (found[1]["difference"], found[1]["rating"], found[1]["note"]) == (
        None,
        "not compared",
        "a count is missing",
    )
    assert found[1]["later_value"] == pytest.approx(3 / 950 * 100_000)


def test_impossible_counts_are_refused_with_the_first(engine):
    data = engine(falls(numerator=[10, 5, 30, 11, -1, 3]))
    with pytest.raises(
        InputError, match=r"numerator is negative in 1 of 6 rows \(first: area B, period 2019, numerator -1"
    ):
        frames.difference_of_rates(data, by="area")
    data = engine(falls(denominator=[10_000, 9_017, 15_000, 10, 900, 950]))
    with pytest.raises(InputError, match=r"numerator is above its denominator in 1 of 6 rows"):
        frames.ratio_of_proportions(data, by="area")
    assert len(engine.rows(frames.ratio_of_rates(data, by="area"))) == 2


def test_a_side_without_events_has_no_ratio_and_keeps_its_lower_limit(engine):
    data = engine({"period": [2019, 2023], "numerator": [0, 9], "denominator": [50, 50]})
    (row,) = engine.rows(frames.ratio_of_rates(data))
    assert (row["ratio"], row["upper"]) == (None, math.inf)
    assert (row["lower"] > 1, row["rating"]) == (True, "higher")
    assert row["note"] == "the earlier count is 0, and nothing is a multiple of none"


# What follows does not touch the engine.


@EVERY
def test_a_multiplier_scales_the_two_values(name):
    data = pl.DataFrame(falls()).filter(pl.col("area") == "A")
    one, hundred = (RUNS[name](data, multiplier=m) for m in (1, 100))
    assert (hundred["earlier_value"] / one["earlier_value"]).item() == pytest.approx(100)
    scaled = 100 if name.startswith("difference") else 1
    for part in (name.split()[0], "lower", "upper"):
        assert (hundred[part] / one[part]).item() == pytest.approx(scaled)
    with pytest.raises(InputError, match="multiplier must be above 0"):
        RUNS[name](data, multiplier=0)


@EVERY
def test_several_confidences_make_several_columns(name):
    found = RUNS[name](pl.DataFrame(falls()), by="area", confidence=(0.95, 0.998))
    assert found["lower_99_8"][0] < found["lower_95"][0] < found["upper_95"][0] < found["upper_99_8"][0]


def test_the_rating_follows_the_first_confidence():
    data = pl.DataFrame(falls()).filter(pl.col("area") == "A")  # p is 0.048
    ratings = [frames.ratio_of_rates(data, confidence=level)["rating"].item() for level in (0.95, 0.99, (0.99, 0.95))]
    assert ratings == ["higher", "similar", "similar"]


@EVERY
def test_two_sexes_can_be_compared_as_two_years_can(name):
    data = pl.DataFrame(falls()).filter(pl.col("area") == "A")
    row = RUNS[name](data, between="sex", by="period").row(0, named=True)
    assert (row["period"], row["earlier"], row["later"]) == ("2019", "F", "M")


@EVERY
def test_no_rows_give_no_answers(name):
    empty = pl.DataFrame(falls()).clear()
    assert RUNS[name](empty, by="area").height == 0
    assert RUNS[name](empty)["note"].to_list() == ["there are no rows"]
