import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames
from equitytown.stats.frames.inequalities import NO_REFERENCE
from equitytown.stats.inequality import MEASURES
from equitytown.stats.inequality.subgroups import NO_ERRORS, NO_POPULATION, NO_VALUE
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import columns_of
from tests.stats.inequality.cases import OWN
from tests.stats.tables import rows_of

NUMBERS = ("subgroup_order", "pop", "est", "se", "reference", "scaleval", "ordered", "favourable")
NAMES = {"value": "est", "population": "pop", "by": "indicator", "best": "best"}
ORDERED = {
    "d": "group_difference",
    "r": "group_ratio",
    "bgv": "between_group_variance",
    "aci": "absolute_concentration_index",
    "rci": "relative_concentration_index",
}
CONCENTRATION = {
    ("aci", ""): "absolute_concentration_index",
    ("rci", ""): "relative_concentration_index",
    ("rci", "wagstaff,0,100"): "wagstaff_index",
    ("rci", "erreygers,0,100"): "erreygers_index",
}
ESTIMATES = {  # of these the peer's limits are simulated, or on another scale than its estimate
    "ti": "theil_index",
    "mld": "mean_log_deviation",
    "bgsd": "between_group_standard_deviation",
    "covar": "coefficient_of_variation",
    "idisu": "index_of_disparity",
    "idisw": "weighted_index_of_disparity",
    "mdbu": "mean_difference_from_best",
    "mdbw": "weighted_mean_difference_from_best",
    "mdmu": "mean_difference_from_mean",
    "mdmw": "weighted_mean_difference_from_mean",
    "parisk": "population_attributable_risk",
    "paf": "population_attributable_fraction",
}


LINES = ("sii", "rii")  # errors on another scale than the estimate, and found by steps


def indicators(golden, *, ordered):
    """The golden subgroups of indicators with or without an order, with what is best in words."""
    columns = columns_of(golden / "inequality_input.csv", *NUMBERS)
    columns["best"] = ["high" if favourable else "low" for favourable in columns["favourable"]]
    kept = [i for i, flag in enumerate(columns["ordered"]) if bool(flag) == ordered]
    return {name: [column[i] for i in kept] for name, column in columns.items()}


def expected_of(golden, columns, ours, options="", *, limits):
    wanted = set(columns["indicator"])
    return [
        {"indicator": row["indicator"], "measure": ours[row["fn"]], "value": float(row["estimate"])}
        | ({"lower": float(row["lowerci"]), "upper": float(row["upperci"])} if limits else {})
        | ({"standard_error": float(row["se"])} if limits and row["fn"] not in LINES else {})
        for row in rows_of(golden / "inequality_expected.csv")
        if row["indicator"] in wanted and row["fn"] in ours and row["options"] == options
    ]


def only(found, expected):
    keys = {(row["indicator"], row["measure"]) for row in expected}
    return [row for row in found if (row["indicator"], row["measure"]) in keys]


def test_measures_of_ordered_subgroups_agree_with_the_golden_cases(engine, golden):
    columns = indicators(golden, ordered=True)
    data = engine(columns)
    found = engine.rows(frames.inequality(data, **NAMES, standard_error="se", order="subgroup_order"))
    assert len(found) == 12 * 19  # neither a scale nor a reference is given
    ends = {name: ours for name, ours in ORDERED.items() if name in ("d", "r", "bgv")}
    expected = expected_of(golden, columns, ends, limits=True)
    assert len(expected) == 36
    assert_same(only(found, expected), expected, keys=("indicator", "measure"), rel=1e-8)
    expected = expected_of(golden, columns, ESTIMATES, limits=False)
    expected += expected_of(golden, columns, ESTIMATES, "sim=100", limits=False)
    assert len(expected) == 144
    assert_same(only(found, expected), expected, keys=("indicator", "measure"), rel=1e-8)


def test_measures_from_residuals_agree_with_the_golden_cases(engine, golden):
    columns = indicators(golden, ordered=True)
    found = engine.rows(
        frames.inequality(
            engine(columns), **NAMES, order="subgroup_order",
            measures=["absolute_concentration_index", "relative_concentration_index", "regression_slope_index",
                      "regression_relative_index"],
        )
    )  # fmt: skip
    indices = {name: ours for name, ours in ORDERED.items() if name in ("aci", "rci")}
    expected = expected_of(golden, columns, indices, limits=True)
    lines = {"sii": "regression_slope_index", "rii": "regression_relative_index"}
    expected += expected_of(golden, columns, lines, "linear", limits=True)
    assert_same(found, expected, keys=("indicator", "measure"), rel=1e-8)
    assert {(row["method"], row["note"]) for row in found} == {("limits from residuals", "")}


def test_corrected_indices_agree_with_the_golden_cases_errors_and_limits_too(engine, golden):
    columns = indicators(golden, ordered=True)
    hundred = [i for i, scale in enumerate(columns["scaleval"]) if scale == 100]
    columns = {name: [column[i] for i in hundred] for name, column in columns.items()}
    measures = list(CONCENTRATION.values())
    data = engine(columns)
    found = engine.rows(frames.inequality(data, **NAMES, order="subgroup_order", scale=100, measures=measures))
    rows = [row for row in rows_of(golden / "inequality_expected.csv") if row["indicator"] in set(columns["indicator"])]
    expected = with_errors(rows, CONCENTRATION)
    assert len(expected) == 8 * 4
    assert_same(found, expected, keys=("indicator", "measure"), rel=1e-8)
    # The peer's "0 to 100" of the absolute index is that of shares.
    shares = engine(columns | {"est": [value / 100 for value in columns["est"]]})
    found = engine.rows(frames.inequality(shares, **NAMES, order="subgroup_order", measures=measures[:1]))
    expected = with_errors(rows, {("aci", "lmin=0,lmax=100"): measures[0]})
    assert_same(found, expected, keys=("indicator", "measure"), rel=1e-8)


def with_errors(rows, ours):
    """The peer's rows of some functions with their options, errors and limits too."""
    theirs = {"value": "estimate", "standard_error": "se", "lower": "lowerci", "upper": "upperci"}
    return [
        {"indicator": row["indicator"], "measure": ours[row["fn"], row["options"]]}
        | {name: float(row[their]) for name, their in theirs.items()}
        for row in rows
        if (row["fn"], row["options"]) in ours
    ]


@pytest.mark.parametrize("ordered", [True, False])
def test_attributable_measures_of_counts_agree_with_the_golden_cases(engine, golden, ordered):
    # The peer takes whole populations as counted, and leaves a hundred out of the fraction's errors.
    columns = indicators(golden, ordered=ordered)
    every, order = rows_of(golden / "inequality_expected.csv"), "subgroup_order" if ordered else None
    for scale in dict.fromkeys(columns["scaleval"]):
        held = [i for i, each in enumerate(columns["scaleval"]) if each == scale]
        part = {name: [column[i] for i in held] for name, column in columns.items()}
        part["counted"] = [value / scale * people for value, people in zip(part["est"], part["pop"], strict=True)]
        options = {"order": order, "scale": scale, "numerator": "counted"}
        measures = ["population_attributable_risk", "population_attributable_fraction"]
        found = engine.rows(frames.inequality(engine(part), **NAMES, **options, measures=measures))
        rows = [row for row in every if row["indicator"] in set(part["indicator"])]
        expected = with_errors(rows, {("parisk", ""): measures[0], ("paf", ""): measures[1]})
        for row in expected:
            if row["measure"] == measures[1]:
                reach = 100 * (row["upper"] - row["value"])
                row |= {"standard_error": 100 * row["standard_error"]}
                row |= {"lower": row["value"] - reach, "upper": row["value"] + reach}
        assert_same(found, expected, keys=("indicator", "measure"), rel=1e-7)
        assert {row["method"] for row in found} == {"limits from counts"}


def test_measures_of_subgroups_without_order_agree_with_the_golden_cases(engine, golden):
    columns = indicators(golden, ordered=False)
    data = engine(columns)
    found = engine.rows(frames.inequality(data, **NAMES, standard_error="se"))
    expected = expected_of(golden, columns, {"d": "group_difference", "r": "group_ratio"}, limits=True)
    expected += expected_of(golden, columns, {"bgv": "between_group_variance"}, limits=True)
    assert_same(only(found, expected), expected, keys=("indicator", "measure"), rel=1e-8)
    expected = expected_of(golden, columns, ESTIMATES, limits=False)
    expected += expected_of(golden, columns, ESTIMATES, "sim=100", limits=False)
    assert len(expected) == 6 * len(ESTIMATES)
    assert_same(only(found, expected), expected, keys=("indicator", "measure"), rel=1e-8)
    assert {row["subgroups"] for row in found} == {5, 6, 9, 18, 33}
    marked = {"mdru": "mean_difference_from_reference", "mdrw": "weighted_mean_difference_from_reference"}
    ends = {"d": "group_difference", "r": "group_ratio"}
    found = engine.rows(
        frames.inequality(
            data, **NAMES, standard_error="se", reference="reference", measures=[*marked.values(), *ends.values()]
        )
    )
    expected = expected_of(golden, columns, marked, "sim=100", limits=False)
    expected += expected_of(golden, columns, ends, "reference_subgroup", limits=True)
    assert_same(found, expected, keys=("indicator", "measure"), rel=1e-8)


INCOME = {
    "area": ["A"] * 3 + ["B"] * 3,
    "income": ["low", "middle", "high"] * 2,
    "place": [1, 2, 3] * 2,
    "value": [60.0, 68, 75, 61, 66, 72],
    "population": [100, 250, 150, 120, 200, 180],
    "error": [1.2, 1.0, 0.9, 1.1, 1.0, 0.8],
}


def measured(data, **options):
    usual = {"by": "area", "best": "high", "order": "place", "standard_error": "error"}
    return frames.inequality(data, **(usual | options))


def test_every_measure_comes_by_name_as_the_arrays_give_it(engine):
    # Our own case of three subgroups, which `tests/data/inequality_own.csv` works out measure by measure.
    found = engine.rows(measured(engine(INCOME), scale=100, category="income", reference="middle"))
    assert [row["measure"] for row in found if row["area"] == "A"] == list(MEASURES)
    held = {row["measure"]: row for row in found if row["area"] == "A"}
    cases = [case for case in OWN if case["case"] == "rising thirds" and "best=low" not in case["options"]]
    against = {"group_difference", "group_ratio", "population_attributable_risk", "population_attributable_fraction"}
    for case in cases:
        if case["measure"] not in against:  # here they are set against the reference
            row, expected = held[case["measure"]], [float(case[name]) for name in ("value", "lower", "upper")]
            assert [row["value"], row["lower"], row["upper"]] == pytest.approx(expected), row
            assert row["standard_error"] == pytest.approx(float(case["standard_error"]))
    assert held["group_difference"]["value"] == pytest.approx(68 - 60)
    assert held["theil_index"]["unit"] == "per thousand"
    assert held["group_ratio"]["method"] == "normal limits of the logarithm"
    assert held["theil_index"]["method"] == "limits by the delta method"


def test_what_is_missing_is_told_and_never_dropped(engine):
    data = {name: [*column, *column[:2]] for name, column in INCOME.items()}
    data["area"] = ["A"] * 3 + ["B"] * 3 + ["C"] * 2
    data["place"], data["value"] = [1, 2, 3, 1, 2, 3, 1, 3], [None, *INCOME["value"][1:], 60.0, 68.0]
    data["population"] = [*INCOME["population"][:5], None, 100, 250]
    found = engine.rows(measured(engine(data), measures=("group_difference", "between_group_variance")))
    absent = "there is no row for place 2"
    assert [row["note"] for row in found] == [NO_VALUE, NO_VALUE, "", NO_POPULATION, absent, absent]
    assert [row["value"] is None for row in found] == [True, True, False, True, True, True]
    assert found[5]["lower"] is found[5]["standard_error"] is None


def test_nothing_comes_of_nothing(engine):
    names = ("area", "place", "value", "population", "error")
    empty = engine.of(pa.table({name: pa.array([], pa.float64()) for name in names}))
    assert engine.rows(measured(empty)) == []
    assert engine.rows(measured(empty, by=None, confidence=(0.95, 0.998))) == []


def test_all_rows_together_are_one_set_with_limits_at_several_confidences(engine):
    data = {name: column[:3] for name, column in INCOME.items() if name != "area"}
    (row,) = engine.rows(measured(engine(data), by=None, measures="group_difference", confidence=(0.95, 0.998)))
    assert row["lower_99_8"] < row["lower_95"] < row["value"] < row["upper_95"] < row["upper_99_8"]
    assert "confidence" not in row


def test_a_missing_order_leaves_out_what_needs_one():
    found = measured(pl.DataFrame(INCOME), order=None, scale=100)
    assert not {name for name, measure in MEASURES.items() if measure.ordered} & set(found["measure"])
    assert found["measure"].n_unique() == 15


def test_too_few_subgroups_are_told_for_their_group_alone():
    data = pl.DataFrame(INCOME).filter((pl.col("area") == "A") | (pl.col("place") < 3))
    found = measured(data, measures=["regression_slope_index", "group_difference"], confidence=(0.9, 0.95))
    assert found["note"].to_list() == ["", "", "2 subgroups are too few: 3 are needed", ""]


def test_a_group_without_its_reference_is_told():
    data = pl.DataFrame(INCOME).with_columns(mark=pl.Series([0, 1, 0, 0, None, 0]))
    options = {"reference": "mark", "measures": ["mean_difference_from_reference", "theil_index"]}
    found = measured(data, **options)
    assert found["note"].to_list() == ["", "", NO_REFERENCE, ""]
    assert found["value"].is_null().to_list() == [False, False, True, False]


def test_what_is_best_may_differ_between_groups():
    data = pl.DataFrame(INCOME).with_columns(end=pl.Series(["high"] * 3 + ["low"] * 3))
    found = measured(data, best="end", measures="group_difference")
    assert found["value"].to_list() == [15, -11]


def test_without_errors_measures_have_no_limits_but_those_from_residuals():
    measures = ["theil_index", "absolute_concentration_index"]
    found = measured(pl.DataFrame(INCOME), standard_error=None, measures=measures)
    assert found["note"].to_list() == [NO_ERRORS, "", NO_ERRORS, ""]
    assert found["method"].to_list()[1] == "limits from residuals"


def test_counts_give_the_limits_of_attributable_measures_and_of_no_others():
    counted = pl.DataFrame(INCOME).with_columns(counted=pl.Series([60, 170, 112, 73, 132, 130]))
    found = measured(counted, standard_error=None, scale=100, numerator="counted")
    limited = {row["measure"] for row in found.rows(named=True) if row["method"] == "limits from counts"}
    assert limited == {"population_attributable_risk", "population_attributable_fraction"}
    missing = measured(counted.with_columns(counted=None), scale=100, numerator="counted", measures=sorted(limited))
    assert set(missing["note"]) == {NO_VALUE}


REFUSED = [
    ({}, {"measures": "gini"}, '"gini" is no measure of inequality. They are: group_difference'),
    ({}, {"measures": "theil"}, 'Did you mean "theil_index"'),
    ({}, {"measures": []}, "no measure is asked for"),
    ({}, {"measures": "wagstaff_index"}, "wagstaff_index needs scale"),
    ({}, {"measures": "logistic_slope_index"}, "logistic_slope_index needs scale"),
    ({}, {"measures": "mean_difference_from_reference"}, "mean_difference_from_reference needs reference"),
    ({}, {"measures": "regression_slope_index", "order": None}, "regression_slope_index needs order"),
    ({}, {"best": "up"}, 'best must be "high" or "low", or a column that holds these words, and is "up"'),
    ({}, {"best": "income"}, 'column "income" must hold "high" or "low", and 2 of 6 rows do not'),
    ({"end": ["high", "low", "low"] * 2}, {"best": "end"}, 'column "end" differs within 2 of 2 groups'),
    ({"place": [1, 2, 2] * 2}, {}, "2 rows of a group and place stand more than once"),
    ({"income": ["low"] * 6}, {"category": "income"}, "rows of a group and income stand more than once"),
    ({"place": [0, 1, 2] * 2}, {}, r'column "place" must number the subgroups from 1.* 2 of 6 rows .*first: 0'),
    ({"place": [1, 2, None] * 2}, {}, 'column "place" is empty in'),
    ({"mark": [1, 1, 0, 1, 0, 0]}, {"reference": "mark"}, "1 of 2 groups have more than one reference subgroup"),
    ({}, {"category": "income", "reference": "top"}, 'no row of column "income" holds "top". It holds: low, mid'),
    ({"population": [0, 1, 1, 1, 1, 1]}, {}, r"population is not above 0 in 1 of 6 rows \(first: area A, population 0"),
    ({"error": [-1.0, 1, 1, 1, 1, 1]}, {}, "error is negative in 1 of 6 rows"),
    ({"counted": [1] * 6}, {"numerator": "counted", "measures": "population_attributable_risk"}, "needs scale"),
    ({"counted": [101] + [1] * 5}, {"numerator": "counted", "scale": 1}, "counted is above its population in 1"),
    ({"counted": [-1] + [1] * 5}, {"numerator": "counted", "scale": 1}, "counted is negative in 1 of 6 rows"),
    ({"counted": [1] * 6}, {"numerator": "counted"}, "the first needs `scale` too"),
    ({"counted": [1] * 6}, {"numerator": "counted", "scale": 1, "measures": "group_ratio"}, "numerator serves"),
    ({}, {"measures": 5}, "measures must be names, and are 5"),
    ({}, {"measures": [None]}, "measures must be names"),
    ({}, {"value": "worth"}, 'there is no column "worth"'),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "options", "message"), REFUSED, ids=lambda part: str(part)[:40])
def test_what_cannot_be_is_refused(changes, options, message):
    with pytest.raises(InputError, match=message):
        measured(pl.DataFrame(INCOME | changes, strict=False), **options)
