import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.funnel import funnel_limits, funnel_points, funnel_significance
from equitytown.stats.funnel_limits import funnel_of_rates, funnel_of_ratios
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import answers_of, columns_of

RATES = {
    "crude rate": ("funnel_rate", "funnel_rate_crude", {"denominator": "person_years"}),
    "standardised rate": ("funnel_dsr", "funnel_dsr", {"value": "rate"}),
}
WITHHELD = "Not applicable for events less than 10 for dsrs"  # the peer's words where ours say "not compared"
AREAS = {
    "region": ["S", "N", "N", "S", "O"],
    "numerator": [20, 45, 110, 60, None],
    "denominator": [100, 150, 400, 90, 80],
}


def lines(first, second, *, at=None):
    """Our names of the lines and the peer's."""
    heights = {f"{side}_{own}": f"{side}_{peer}_limit" for side in ("lower", "upper") for own, peer in (first, second)}
    places = {f"{side}_at_{own}": f"{side}_{peer}_{at}" for side in ("lower", "upper") for own, peer in (first, second)}
    return heights | (places if at else {})


LEVELS = ("95", "2s"), ("99_8", "3s")


@pytest.mark.parametrize("case", ["funnel_proportion", "funnel_proportion_narrow"])
def test_lines_of_proportions_agree_with_the_golden_cases(engine, golden, case):
    data = engine(columns_of(golden / f"{case}_input.csv", "numerator", "denominator"))
    found = engine.rows(funnel_limits(data, statistic="proportion", multiplier=100))
    names = {"step": "Population", "average": "baseline", **lines(*LEVELS)}
    assert_same(found, answers_of(golden / f"{case}_limits_expected.csv", **names), keys=("step",))


@pytest.mark.parametrize(("case", "options"), [("isr", {"multiplier": 100}), ("count", {"form": "excess"})])
def test_lines_of_ratios_agree_with_the_golden_cases(engine, golden, case, options):
    data = engine(columns_of(golden / "funnel_ratio_input.csv", "observed", "expected"))
    columns = {"numerator": "observed", "denominator": "expected"}
    found = engine.rows(funnel_limits(data, statistic="ratio", **columns, **options))
    names = {"step": "Observed_events", **lines(*LEVELS, at="exp_events")}
    # the peer searches by bisection and ends up to 2e-4 off
    assert_same(
        found, answers_of(golden / f"funnel_ratio_{case}_limits_expected.csv", **names), keys=("step",), rel=2e-4
    )


@pytest.mark.parametrize("statistic", RATES)
def test_lines_and_points_of_rates_agree_with_the_golden_cases(engine, golden, statistic):
    given, expected, columns = RATES[statistic]
    table = columns_of(golden / f"{given}_input.csv", "events", "rate", "person_years")
    data = engine(table)
    found = engine.rows(funnel_limits(data, statistic=statistic, numerator="events", **columns, years=3))
    names = {"step": "Events", "average": "baseline", **lines(*LEVELS, at="population_1_year")}
    assert_same(found, answers_of(golden / f"{expected}_limits_expected.csv", **names), keys=("step",), rel=2e-4)
    found = engine.rows(funnel_points(data, statistic=statistic, numerator="events", **columns, years=3))
    names = {"funnel_value": "rate_chart", "funnel_at": "denominator_derived"}
    assert_same(found, answers_of(golden / f"{expected}_points_expected.csv", "area", **names), keys=("area",))


@pytest.mark.parametrize("statistic", ["proportion", "ratio", "crude rate", "standardised rate"])
def test_significance_agrees_with_the_golden_cases(engine, golden, statistic):
    name, columns = {
        "proportion": ("funnel_proportion", {}),
        "ratio": ("funnel_ratio", {"numerator": "observed", "denominator": "expected"}),
        "crude rate": ("funnel_rate_crude", {"numerator": "events", "denominator": "person_years"}),
        "standardised rate": ("funnel_dsr", {"numerator": "events", "value": "rate"}),
    }[statistic]
    numeric = ("numerator", "denominator", "observed", "expected", "events", "rate", "person_years")
    given = columns_of(golden / f"{name}_significance_expected.csv", *numeric)
    given["theirs"] = given.pop("significance")
    found = engine.rows(funnel_significance(engine(given), statistic=statistic, **columns))
    assert [row["significance"].replace("not compared", WITHHELD) for row in found] == [row["theirs"] for row in found]


def test_each_group_has_a_funnel_of_its_own(engine):
    found = engine.rows(funnel_limits(engine(AREAS), statistic="proportion", by="region", confidence=0.95))
    assert [row["region"] for row in found] == ["N"] * 100 + ["O"] + ["S"] * 100
    assert found[0]["average"] == pytest.approx(155 / 550)
    assert (found[100]["average"], found[100]["note"]) == (None, "no area has both counts")
    assert set(found[0]) == {"region", "average", "step", "lower_at", "lower", "upper_at", "upper", "method", "note"}
    found = engine.rows(funnel_significance(engine(AREAS), statistic="proportion", by="region"))
    told = {(row["region"], row["numerator"]): row["significance"] for row in found}
    assert told == {
        ("S", 20): "Low (0.001)",
        ("N", 45): "Not significant",
        ("N", 110): "Not significant",
        ("S", 60): "High (0.001)",
        ("O", None): "not compared",
    }


def test_nothing_comes_of_nothing(engine):
    columns = {n: pa.array([], pa.float64()) for n in ("numerator", "denominator")}
    empty = engine.of(pa.table({"region": pa.array([], pa.string()), **columns}))
    assert engine.rows(funnel_limits(empty, statistic="crude rate", by="region")) == []
    assert engine.rows(funnel_points(empty, statistic="ratio")) == []
    assert engine.rows(funnel_significance(empty, statistic="crude rate", by="region")) == []


def test_points_of_every_statistic_are_placed():
    areas = pl.DataFrame({"numerator": [12], "denominator": [48], "value": [40.0]})
    assert funnel_points(areas, statistic="proportion", multiplier=100)["funnel_value"].to_list() == [25]
    assert funnel_points(areas, statistic="ratio", form="excess")["funnel_value"].to_list() == [-0.75]
    assert funnel_points(areas, statistic="crude rate", years=3)["funnel_at"].to_list() == [16]
    assert funnel_points(areas, statistic="standardised rate")["funnel_at"].to_list() == [30_000]


def test_lines_and_significance_of_ratios_and_rates_follow_their_arrays():
    areas = pl.DataFrame({"numerator": [40, 12], "denominator": [25.0, 14.0], "value": [50.0, 30.0]})
    found = funnel_limits(areas, statistic="ratio", multiplier=100, confidence=0.95)
    np.testing.assert_array_equal(found["upper"], funnel_of_ratios([40, 12], [25, 14], multiplier=100).upper[0])
    assert funnel_significance(areas, statistic="ratio")["direction"].to_list() == [1, 0]
    found = funnel_limits(areas, statistic="standardised rate")
    np.testing.assert_array_equal(found["lower_99_8"], funnel_of_rates([40, 12], [80_000, 40_000]).lower[1])
    assert funnel_significance(areas, statistic="standardised rate", average=30)["direction"].to_list() == [1, 0]


def test_lines_and_judgement_stand_about_one_average():
    areas = pl.DataFrame({"numerator": [30, 12], "denominator": [90_000, 60_000]})
    lines = funnel_limits(areas, statistic="crude rate", average=20)
    assert set(lines["average"]) == {20.0}
    standardised = pl.DataFrame({"numerator": [30, 12], "value": [33.3, 20.0]})
    assert set(funnel_limits(standardised, statistic="standardised rate", average=20)["average"]) == {20.0}


def test_an_area_by_itself_is_its_own_average_and_told_so(engine):
    areas = engine({"area": ["A", "B", "C"], "numerator": [3, 9, None], "denominator": [10, 10, 10]})
    found = engine.rows(funnel_significance(areas, statistic="proportion", by="area"))
    alone = "no other row of its group has counts: it is its own average"
    assert [row["note"] for row in found] == [alone, alone, "a count is missing"]
    found = engine.rows(funnel_significance(areas, statistic="proportion", by="area", average=0.5))
    assert [row["note"] for row in found] == ["", "", "a count is missing"]


def test_an_average_given_is_the_middle():
    areas = pl.DataFrame({"numerator": [30], "denominator": [100]})
    options = {"statistic": "proportion", "multiplier": 100}
    assert funnel_significance(areas, **options)["direction"].to_list() == [0]
    assert funnel_significance(areas, **options, average=20)["direction"].to_list() == [1]


@pytest.mark.parametrize(
    ("draw", "statistic", "option"),
    [
        (funnel_limits, "proportion", {"years": 3}),
        (funnel_limits, "crude rate", {"form": "excess"}),
        (funnel_points, "ratio", {"years": 3}),
        (funnel_points, "proportion", {"form": "excess"}),
        (funnel_significance, "ratio", {"average": 5}),
    ],
)
def test_options_that_do_nothing_are_refused(draw, statistic, option):
    areas = pl.DataFrame({"numerator": [3], "denominator": [10]})
    with pytest.raises(InputError, match=f'{next(iter(option))} does nothing for statistic "{statistic}", only for "'):
        draw(areas, statistic=statistic, **option)


def test_what_does_not_fit_is_refused():
    areas = pl.DataFrame({"numerator": [30], "denominator": [10]})
    with pytest.raises(InputError, match="numerator is above its denominator"):
        funnel_limits(areas, statistic="proportion")
    with pytest.raises(InputError, match=r'statistic must be one of proportion, .* and is "mean"'):
        funnel_points(areas, statistic="mean")
    with pytest.raises(InputError, match='no column "value"'):
        funnel_significance(areas, statistic="standardised rate")
    with pytest.raises(InputError, match="years must be above 0"):
        funnel_limits(areas, statistic="crude rate", years=0)
