import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import answers_of, columns_of
from tests.stats.tables import rows_of

BOTH = (0.95, 0.998)
LIMITS = {
    "lower_95": "lower95_0cl",
    "upper_95": "upper95_0cl",
    "lower_99_8": "lower99_8cl",
    "upper_99_8": "upper99_8cl",
}
ONE = {"value": "value", "lower": "lowercl", "upper": "uppercl"}


def test_proportions_of_rows_agree_with_the_golden_cases(engine, golden):
    data = engine(columns_of(golden / "proportion_input.csv", "numerator", "denominator"))
    found = engine.rows(frames.proportion(data, multiplier=100, confidence=BOTH))
    expected = answers_of(
        golden / "proportion_expected_rows_pct_95_998.csv", "area", "year", "sex", value="value", **LIMITS
    )
    assert_same(found, expected, keys=("area", "year", "sex"))


def test_proportions_of_groups_agree_with_the_golden_cases(engine, golden):
    data = engine(columns_of(golden / "proportion_input.csv", "numerator", "denominator"))
    by_area = engine.rows(frames.proportion(data, by="area"))
    assert_same(by_area, answers_of(golden / "proportion_expected_by_area_95.csv", "area", **ONE), keys=("area",))
    both = engine.rows(frames.proportion(data, by=("area", "sex"), multiplier=1000, confidence=0.998))
    expected = answers_of(
        golden / "proportion_expected_by_area_sex_998_per1000.csv", "area", "sex", numerator="numerator", **ONE
    )
    assert_same(both, expected, keys=("area", "sex"))


def test_rates_agree_with_the_golden_cases(engine, golden):
    data = engine(columns_of(golden / "rate_input.csv", "count", "population"))
    columns = {"numerator": "count", "denominator": "population"}
    rows = engine.rows(frames.crude_rate(data, **columns, confidence=BOTH))
    expected = answers_of(golden / "rate_expected_rows_95_998.csv", "area", "year", "sex", value="value", **LIMITS)
    assert_same(rows, expected, keys=("area", "year", "sex"))
    by_area = engine.rows(frames.crude_rate(data, **columns, by=["area"], multiplier=1000))
    assert_same(by_area, answers_of(golden / "rate_expected_by_area_95_per1000.csv", "area", **ONE), keys=("area",))
    both = engine.rows(frames.crude_rate(data, **columns, by=["area", "sex"], multiplier=100, confidence=0.9))
    expected = answers_of(golden / "rate_expected_by_area_sex_90_per100.csv", "area", "sex", **ONE)
    assert_same(both, expected, keys=("area", "sex"))


def test_means_agree_with_the_golden_cases(engine, golden):
    columns = columns_of(golden / "mean_input.csv", "value")
    found = engine.rows(frames.mean(engine(columns), by="area", confidence=BOTH))
    names = {"count": "value_count", "value": "value", **LIMITS}
    assert_same(found, answers_of(golden / "mean_expected_by_area_95_998.csv", "area", **names), keys=("area",))
    kept = {
        name: [v for v, area in zip(column, columns["area"], strict=True) if area != "WITHNA"]
        for name, column in columns.items()
    }
    found = engine.rows(frames.mean(engine(kept)))
    assert_same(found, answers_of(golden / "mean_expected_all_95.csv", **ONE, standard_deviation="stdev"), keys=())


EMPTY = pa.table(
    {"area": pa.array([], pa.string()), **{n: pa.array([], pa.float64()) for n in ("numerator", "denominator")}}
)
COUNTS = {"area": ["B", "A", "A", "B", "C"], "numerator": [7, 30, 51, None, 0], "denominator": [90, 100, 163, 80, 40]}


def test_groups_come_back_sorted_with_method_and_note(engine):
    found = engine.rows(frames.proportion(engine(COUNTS), by="area", multiplier=100))
    assert [row["area"] for row in found] == ["A", "B", "C"]
    assert {row["method"] for row in found} == {"Wilson"}
    assert [row["note"] for row in found] == ["", "numerator is missing in 1 of 2 rows", ""]
    assert [row["confidence"] for row in found] == [0.95] * 3


def test_a_missing_count_is_never_zero(engine):
    found = {row["area"]: row for row in engine.rows(frames.crude_rate(engine(COUNTS), by="area"))}
    assert found["B"]["value"] is None
    assert found["B"]["numerator"] is None
    assert found["C"]["value"] == 0
    assert found["C"]["method"] == "exact Poisson"


def test_a_frame_of_one_group_is_summed_as_any_other(engine):
    # Both peers give back every row when a frame has exactly one group.
    one = engine({"area": ["A", "A"], "numerator": [30, 51], "denominator": [100, 163]})
    for method in (frames.proportion, frames.crude_rate):
        (row,) = engine.rows(method(one, by="area"))
        assert (row["numerator"], row["denominator"]) == (81, 263)


def test_all_rows_together_are_one_group(engine):
    data = engine({"numerator": [30, 51], "denominator": [100, 163]})
    (row,) = engine.rows(frames.proportion(data, by=[]))
    assert row["value"] == pytest.approx(81 / 263)
    assert set(row) == {"numerator", "denominator", "value", "lower", "upper", "confidence", "method", "note"}


def test_rows_by_themselves_keep_their_columns_and_notes(engine):
    found = engine.rows(frames.crude_rate(engine(COUNTS), multiplier=1000))
    assert len(found) == 5
    assert sorted(row["note"] for row in found) == ["", "", "", "", "a count is missing"]
    assert {row["method"] for row in found} == {"exact Poisson", "Byar", ""}


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(EMPTY)
    assert engine.rows(frames.proportion(empty, by="area")) == []
    assert engine.rows(frames.proportion(empty)) == []
    assert engine.rows(frames.mean(empty, value="numerator", by="area")) == []


def test_impossible_counts_are_refused_with_their_number_and_the_first(engine):
    data = engine({"area": ["A", "B"], "numerator": [-1, 3], "denominator": [10, 20]})
    with pytest.raises(InputError, match=r"numerator is negative in 1 of 2 rows \(first: area A, numerator -1\)"):
        frames.proportion(data, by="area")
    data = engine({"area": ["A", "B"], "numerator": [1, 30], "denominator": [10, 20]})
    with pytest.raises(
        InputError,
        match=r"numerator is above its denominator in 1 of 2 rows \(first: area B, numerator 30, denominator 20\)",
    ):
        frames.proportion(data, by="area")
    assert len(engine.rows(frames.crude_rate(data, by="area"))) == 2
    data = engine({"area": ["A", "B"], "numerator": [1, 3], "denominator": [0, 20]})
    with pytest.raises(InputError, match=r"denominator is not above 0 in 1 of 2 rows"):
        frames.crude_rate(data, by="area")


def test_columns_that_are_not_there_or_hold_text_are_refused(engine):
    data = engine({"area": ["A"], "count": ["*"], "population": [20]})
    with pytest.raises(
        InputError, match=r'no column "numerator", "denominator". The columns are: area, count, population'
    ):
        frames.proportion(data)
    with pytest.raises(InputError, match=r'no column "populaton".*Did you mean "population"'):
        frames.proportion(data, numerator="population", denominator="populaton")
    with pytest.raises(InputError, match='column "count" must hold numbers, and holds String'):
        frames.proportion(data, numerator="count", denominator="population")
    with pytest.raises(InputError, match='no column "ward"'):
        frames.mean(data, value="population", by="ward")


def test_rows_that_belong_to_no_group_are_refused(engine):
    data = engine({"area": ["A", None], "numerator": [1, 2], "denominator": [10, 20]})
    with pytest.raises(InputError, match='column "area" is empty in 1 of 2 groups'):
        frames.proportion(data, by="area")


def test_one_method_can_follow_another_and_nothing_is_lost(engine):
    counts = {"area": ["A", "B", "C"], "numerator": [1, 5, 2], "denominator": [10, 20, 30]}
    data = engine(counts | {"value": [1.0, 2.0, 3.0]})
    rates = frames.crude_rate(data, multiplier=100)
    found = {row["area"]: row for row in engine.rows(frames.rank(rates, best="low"))}
    assert found["B"]["value"] == 25
    assert found["B"]["value_given"] == 2
    assert found["B"]["rank"] == 3
    assert found["B"]["method_given"] == "exact Poisson"
    again = engine.rows(frames.rank(frames.rank(rates, best="low"), best="high"))
    assert {"rank", "rank_given", "method", "method_given", "method_given_given"} <= set(again[0])


def test_a_grouping_column_with_the_name_of_an_answer_is_refused(engine):
    data = engine({"value": ["A"], "numerator": [1], "denominator": [10]})
    with pytest.raises(InputError, match='needs the column "value", and a grouping column has that name'):
        frames.proportion(data, by="value")


def test_what_is_no_dataframe_is_refused():
    with pytest.raises(InputError, match=r"a dataframe is needed .*, and list is given"):
        frames.proportion([1, 2])


def test_limits_at_five_confidences_agree_with_the_golden_cases(engine, golden):
    levels = (0.9, 0.95, 0.99, 0.998, 0.9999)
    cases = rows_of(golden / "intervals_expected.csv")
    columns = {name: [float(row[name]) for row in rows_of(golden / "intervals_input.csv")] for name in ("x", "n")}
    names = {"numerator": "x", "denominator": "n", "multiplier": 1, "confidence": levels}
    pairs = [(x, n) for x, n in zip(*columns.values(), strict=True) if x <= n]
    shares = dict(zip(("x", "n"), zip(*pairs, strict=True), strict=True))
    found = {
        "wilson": engine.rows(frames.proportion(engine(shares), **names)),
        "rate": engine.rows(frames.crude_rate(engine(columns), **names)),
    }
    held = {method: {(row["x"], row["n"]): row for row in rows} for method, rows in found.items()}
    for case in cases:
        key, level = (float(case["x"]), float(case["n"])), round(float(case["confidence"]), 6)
        ending = f"{100 * level:.10g}".replace(".", "_")
        for method, rows in held.items():
            if key in rows:
                limits = [rows[key][f"{side}_{ending}"] for side in ("lower", "upper")]
                expected = [float(case[f"{method}_{side}"]) for side in ("lower", "upper")]
                assert limits == pytest.approx(expected, rel=1e-10, abs=1e-15), (method, case)


def test_numbers_in_a_pandas_column_of_objects_are_numbers():
    mixed = pd.DataFrame({"area": ["A", "B"], "numerator": pd.Series([1, None], dtype=object), "denominator": [10, 20]})
    found = frames.crude_rate(mixed, by="area", multiplier=1)
    assert found["value"].tolist() == pytest.approx([0.1, float("nan")], nan_ok=True)
    marked = mixed.assign(numerator=pd.Series([1, "*"], dtype=object))
    with pytest.raises(InputError, match=r'column "numerator" must hold numbers, and holds Object \(first: "\*"\)'):
        frames.crude_rate(marked, by="area")


@pytest.mark.parametrize("kind", ["category", "string", "str"])
def test_pandas_types_of_text_and_its_index_are_kept(kind):
    data = pd.DataFrame({"area": ["B", "A", "B"], "numerator": [1, 2, 3], "denominator": [10, 20, 30]}, index=[7, 7, 9])
    data["area"] = data["area"].astype(kind)
    assert frames.crude_rate(data).index.tolist() == [7, 7, 9]
    summed = frames.crude_rate(data.astype({"numerator": "Int64"}), by="area")
    assert summed["area"].tolist() == ["A", "B"]
    assert summed.index.tolist() == [0, 1]


def test_polars_types_of_text_and_decimals_serve():
    data = pl.DataFrame({"area": ["B", "A"], "numerator": [1, 2], "denominator": [10, 20]})
    typed = data.with_columns(pl.col("area").cast(pl.Enum(["A", "B"])), pl.col("numerator").cast(pl.Decimal(9, 2)))
    assert (
        frames.crude_rate(typed, by="area")["value"].to_list() == frames.crude_rate(data, by="area")["value"].to_list()
    )


def test_an_area_where_everybody_has_it_can_go_on_to_other_methods(engine):
    shares = frames.proportion(engine({"area": ["A", "B", "C"], "numerator": [7, 10, 3], "denominator": [7, 10, 9]}))
    assert [row["upper"] for row in engine.rows(shares)][:2] == [1, 1]
    assert len(engine.rows(frames.compare(shares, comparator=0.9, best="high"))) == 3
    assert len(engine.rows(frames.rank_interval(shares, best="high"))) == 3
