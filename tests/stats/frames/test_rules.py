import math

import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.rules import category, compare, control_limits
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import columns_of
from tests.stats.tables import rows_of

ENDS = {"high_is_good": "high", "low_is_good": "low", "no_judgement": "none"}
PLAIN = {"better": "higher", "worse": "lower", "best": "highest", "worst": "lowest"}
LIMITS = {"lower": "lower95", "upper": "upper95", "comparator": "benchmark"}
TWO = {"outer_lower": "lower99_8", "outer_upper": "upper99_8"}
OTHER = {"comparator_lower": "benchmark_lower95", "comparator_upper": "benchmark_upper95"}


def cases(path, *numeric):
    """Golden cases that are compared at all, with a number each, the good end, and the rating that ours give."""
    columns = columns_of(path, *numeric)
    kept = [place for place, polarity in enumerate(columns["polarity"]) if polarity in ENDS]
    columns = {name: [column[place] for place in kept] for name, column in columns.items()}
    columns["case"], columns["best"] = kept, [ENDS[polarity] for polarity in columns["polarity"]]
    words = zip(columns.pop("expected"), columns["best"], strict=True)
    rated = [(PLAIN.get(word, word) if best == "none" else word).replace("_", " ") for word, best in words]
    return columns, [{"case": case, "rating": word} for case, word in zip(kept, rated, strict=True)]


@pytest.mark.parametrize(
    ("name", "rule", "columns"),
    [
        ("ci_one_level", "value", LIMITS),
        ("ci_two_levels", "value at two levels", LIMITS | TWO),
        ("ci_double_overlap", "overlap", LIMITS | OTHER),
    ],
)
def test_ratings_agree_with_the_golden_cases(engine, golden, name, rule, columns):
    given, expected = cases(golden / f"compare_{name}.csv", "value", *columns.values())
    found = engine.rows(compare(engine(given), rule=rule, **columns, best="best"))
    assert_same(found, expected, keys=("case",))


@pytest.mark.parametrize(("name", "statistic"), [("proportion", "proportion"), ("rate", "rate")])
@pytest.mark.parametrize("level", ["inner", "outer"])
def test_control_limits_agree_with_the_golden_cases(engine, golden, name, statistic, level):
    # The peer's deviates of proportions are rounded to 1.96 and 3.0902: asked for by what they cover, exactly.
    split, levels = {"proportion": ("z", (1.96, 3.0902)), "rate": ("tail_p", (0.025, 0.001))}[name]
    at = levels[level == "outer"]
    confidence = 1 - 2 * at if name == "rate" else math.erf(at / math.sqrt(2))
    numeric = ("value", "denominator", "benchmark", "unit", split, "lower_limit", "upper_limit")
    given, expected = cases(golden / f"compare_spc_{name}.csv", *numeric)
    of_level = [i for i, own in enumerate(given[split]) if own == at]
    assert len(of_level) > 50
    for unit in {given["unit"][i] for i in of_level}:
        kept = [i for i in of_level if given["unit"][i] == unit]
        table = {key: [column[i] for i in kept] for key, column in given.items()}
        columns = {"comparator": "benchmark", "multiplier": unit, "confidence": confidence}
        found = engine.rows(compare(engine(table), rule=f"control limits of {name}s", **columns, best="best"))
        assert_same(found, [expected[i] for i in kept], keys=("case",))
        for row in engine.rows(control_limits(engine(table), statistic=statistic, **columns)):
            limits = row["control_lower"], row["control_upper"]
            assert limits == pytest.approx((row["lower_limit"], row["upper_limit"]), rel=1e-9, abs=1e-9)


def test_control_limits_that_are_given_serve_as_well(engine, golden):
    numeric = ("value", "denominator", "benchmark", "unit", "z", "lower_limit", "upper_limit")
    given, _ = cases(golden / "compare_spc_proportion.csv", *numeric)
    limits = [{"best": best} for best in given["best"]]
    given = {
        "case": given["case"],
        "value": given["value"],
        "lower": given["lower_limit"],
        "upper": given["upper_limit"],
    }
    given["best"] = [row["best"] for row in limits]
    found = {row["case"]: row["direction"] for row in engine.rows(compare(engine(given), rule="control limits"))}
    again = {
        row["case"]: row["direction"] for row in engine.rows(compare(engine(given), rule="control limits", best="best"))
    }
    assert found == again


WORDS = {"high_is_good": "high", "low_is_good": "low", "no_judgement": "none"}


@pytest.mark.parametrize(("categories", "count"), [("quintiles", "5"), ("quartiles", "4")])
def test_categories_and_their_bounds_agree_with_the_golden_cases(engine, golden, categories, count):
    columns = columns_of(golden / "compare_quantile_categories.csv", "value", "expected_fingertips_category")
    of_count = [i for i, own in enumerate(columns["k"]) if own == count]
    held = {}
    for polarity in {columns["polarity"][i] for i in of_count}:
        kept = [i for i in of_count if columns["polarity"][i] == polarity]
        table = engine({name: [column[i] for i in kept] for name, column in columns.items()})
        judged = engine.rows(category(table, categories=categories, best=WORDS[polarity], by="set"))
        assert [row["category"] for row in judged] == [row["expected_fingertips_category"] for row in judged]
        for row in engine.rows(category(table, categories=categories, by="set")):
            if row["category"] is not None:
                held.setdefault(row["set"], {})[int(row["category"])] = row["category_above"], row["category_upto"]
    rows = [row for row in rows_of(golden / "compare_quantile_bounds.csv") if row["k"] == count]
    bounds = {row["set"]: [float(end) for end in row["bounds"].split(";")] for row in rows}
    assert held == {name: {i + 1: (ends[i], ends[i + 1]) for i in range(int(count))} for name, ends in bounds.items()}


def test_what_is_missing_is_not_compared_and_says_so(engine):
    data = engine(
        {"area": ["A", "B"], "value": [5.0, 5.0], "lower": [4.0, None], "upper": [6, 6], "comparator": [None, 5]}
    )
    found = {row["area"]: row for row in engine.rows(compare(data))}
    assert {row["rating"] for row in found.values()} == {"not compared"}
    assert [found[area]["note"] for area in "AB"] == ["comparator is missing", "lower is missing"]
    assert found["A"]["direction"] is None
    assert found["A"]["method"] == "limits against the comparator's value"


def test_plans_are_rated(engine):
    found = engine.rows(compare(engine({"status": [1, 2, 3]}), rule="plan", value="status", best="high"))
    assert {row["status"]: row["rating"] for row in found} == {1: "better", 2: "similar", 3: "worse"}


def test_nothing_comes_of_nothing(engine):
    names = ("value", "lower", "upper", "comparator", "denominator")
    empty = engine.of(pa.table({name: pa.array([], pa.float64()) for name in names}))
    assert engine.rows(compare(empty, best="low")) == []
    assert engine.rows(category(empty)) == []
    empty = engine.of(pa.table({name: pa.array([], pa.float64()) for name in ("comparator", "denominator")}))
    assert engine.rows(control_limits(empty, statistic="rate")) == []


def test_control_limits_come_at_several_confidences_in_the_usual_unit():
    areas = pl.DataFrame({"comparator": [0.2, None], "denominator": [100, 100]})
    found = control_limits(areas, statistic="proportion", confidence=(0.95, 0.998))
    first, second = found.rows(named=True)
    assert first["control_lower_99_8"] < first["control_lower_95"] < 0.2 < first["control_upper_95"]
    assert second["note"] == "comparator is missing"
    rates = pl.DataFrame({"comparator": [20.0], "denominator": [100_000]})
    assert control_limits(rates, statistic="rate")["control_upper"][0] == pytest.approx(30.888, abs=1e-3)


def test_figures_are_set_against_limits_about_the_comparator():
    # 100 people at 20%: Wilson's limits are 13.3 to 28.9. 20 events expected: exact limits are 12.2 to 30.9.
    areas = pl.DataFrame({"value": [13.0, 14.0, 29.0], "comparator": [20.0] * 3, "denominator": [100] * 3})
    found = compare(areas, rule="control limits of proportions", multiplier=100)
    assert found["rating"].to_list() == ["lower", "similar", "higher"]
    areas = pl.DataFrame({"value": [12.0, 13.0, 31.0], "comparator": [20.0] * 3, "denominator": [100_000] * 3})
    found = compare(areas, rule="control limits of rates", best="low")
    assert found["rating"].to_list() == ["better", "similar", "worse"]
    wider = compare(areas, rule="control limits of rates", best="low", confidence=0.998)
    assert wider["rating"].to_list() == ["similar"] * 3


def test_an_area_where_nobody_lives_is_not_compared(engine):
    areas = engine({"value": [1.0, 2.0, 3.0], "denominator": [0, 100, None]})
    for rule in ("control limits of proportions", "control limits of rates"):
        found = engine.rows(compare(areas, rule=rule, comparator=2, multiplier=100))
        assert [row["rating"] for row in found] == ["not compared", "similar", "not compared"]
        assert [row["note"] for row in found] == ["denominator is 0", "", "denominator is missing"]
    found = engine.rows(control_limits(areas, statistic="rate", comparator=2))
    assert [row["note"] for row in found] == ["denominator is 0", "", "denominator is missing"]


def test_options_that_do_nothing_are_refused():
    data = pl.DataFrame({"value": [6.0], "lower": [5.0], "upper": [7.0], "comparator": [1.0]})
    for option in ({"confidence": 0.998}, {"multiplier": 100}):
        with pytest.raises(
            InputError, match='do nothing for rule "value", only for "control limits of proportions" or'
        ):
            compare(data, **option)


def test_few_values_have_no_category():
    found = category(pl.DataFrame({"value": [1.0, 2, 3, None]}), categories="quartiles")
    assert found["note"].to_list() == ["fewer than 4 values in the group"] * 3 + ["value is missing"]


def test_what_does_not_fit_is_refused():
    data = pl.DataFrame({"value": [5.0], "lower": [6.0], "upper": [7.0], "comparator": [1.0]})
    with pytest.raises(InputError, match="limits do not enclose the value"):
        compare(data)
    with pytest.raises(InputError, match=r'rule must be one of value, .* and is "quintiles"'):
        compare(data, rule="quintiles")
    with pytest.raises(InputError, match='best must be "high" or "low" or "none", or a column'):
        compare(data.with_columns(lower=4.0), best="middle")
    with pytest.raises(InputError, match='no column "comparator_lower", "comparator_upper"'):
        compare(data, rule="overlap")
    with pytest.raises(InputError, match='categories must be "quintiles" or "quartiles", and is "deciles"'):
        category(data, categories="deciles")
    with pytest.raises(InputError, match='best must be "high", "low" or "none", and is "middle"'):
        category(data, best="middle")
    with pytest.raises(InputError, match='statistic must be "proportion" or "rate", and is "mean"'):
        control_limits(data, statistic="mean")


def test_a_comparator_may_be_one_number(engine):
    data = {"value": [77.0, 79.0], "lower": [76.5, 78.5], "upper": [77.5, 79.5]}
    for comparator in (78.9, "78.9"):
        found = engine.rows(compare(engine(data), comparator=comparator, best="high"))
        assert sorted(row["rating"] for row in found) == ["similar", "worse"]
    with pytest.raises(InputError, match='there is no column "england"'):
        compare(engine(data), comparator="england")
