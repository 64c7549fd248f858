import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.targets import against_target
from tests.stats.frames.golden import columns_of


@pytest.mark.parametrize("rule", ["value", "limits", "range"])
def test_targets_agree_with_the_golden_cases(engine, golden, rule):
    numeric = ("value", "lower95", "upper95", "target_lower", "target_upper")
    columns = columns_of(golden / "compare_target.csv", *numeric)
    uses = zip(columns["use"], columns["target_upper"], strict=True)
    own = ["limits" if use == "interval" else "value" if upper is None else "range" for use, upper in uses]
    kept = [i for i, each in enumerate(own) if each == rule]
    given = {name: [column[i] for i in kept] for name, column in columns.items()}
    given["best"] = ["high" if polarity == "high_is_good" else "low" for polarity in given["polarity"]]
    names = {"lower": "lower95", "upper": "upper95", "target": "target_lower"}
    found = engine.rows(against_target(engine(given), rule=rule, **names, best="best"))
    assert len(found) == len(kept) > 10
    assert [row["rating"].replace(" ", "_") for row in found] == [row["expected"] for row in found]


def test_last_years_figure_is_a_target(engine):
    data = engine({"area": ["A", "B", "C"], "value": [89.0, 91.0, None], "last": [90.0] * 3})
    found = engine.rows(against_target(data, rule="last year", target="last", best="high"))
    assert {row["area"]: row["rating"] for row in found} == {"A": "worse", "B": "better", "C": "not compared"}
    assert {row["note"] for row in found} == {"", "value is missing"}


def test_limits_are_set_against_a_target():
    data = pl.DataFrame({"lower": [8.0, 9.0, 11.0, None], "upper": [9.0, 11.0, 12.0, 12.0], "target": [10.0] * 4})
    found = against_target(data, rule="limits", best="low")
    assert found["rating"].to_list() == ["better", "similar", "worse", "not compared"]
    assert found["note"].to_list() == ["", "", "", "lower is missing"]


def test_a_range_between_percentiles_is_that_of_all_rows(engine):
    # Type 7 quartiles of 1, 2, 3, 4, 5 are 2 and 4: below is worse, from the upper end on better.
    data = engine({"area": list("ABCDEF"), "value": [1.0, 2.0, 3.0, 4.0, 5.0, None]})
    found = {row["area"]: row for row in engine.rows(against_target(data, rule="percentile range", best="high"))}
    words = [found[area]["rating"] for area in "ABCDEF"]
    assert words == ["worse", "similar", "similar", "better", "better", "not compared"]
    tenths = against_target(data, rule="percentile range", percents=(0, 100), best="low")
    assert {row["rating"] for row in engine.rows(tenths)} == {"similar", "worse", "not compared"}


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({name: pa.array([], pa.float64()) for name in ("value", "target")}))
    assert engine.rows(against_target(empty, best="low")) == []


def test_percentiles_do_nothing_for_a_single_target_and_are_refused():
    data = pl.DataFrame({"value": [6.0], "target": [5.0]})
    with pytest.raises(InputError, match='percents does nothing for rule "value", only for "percentile range"'):
        against_target(data, best="high", percents=(5, 95))


def test_what_does_not_fit_is_refused():
    data = pl.DataFrame({"value": [5.0], "target": [6.0], "target_upper": [4.0]})
    with pytest.raises(
        InputError, match='rule must be one of value, limits, range, percentile range, last year, and is "percentile"'
    ):
        against_target(data, rule="percentile", best="high")
    with pytest.raises(InputError, match='best must be "high" or "low", or a column'):
        against_target(data, best="none")
    with pytest.raises(InputError, match="limits do not enclose the value"):
        against_target(data, rule="range", best="high")
    with pytest.raises(InputError, match='no column "lower", "upper"'):
        against_target(data, rule="limits", best="high")
