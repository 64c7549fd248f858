"""What every statistic by column name asks of a frame, whatever its kind."""

from datetime import date
from functools import partial

import numpy as np
import pandas as pd
import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames

COUNTS = {"area": ["A", "B", "A"], "numerator": [1, 2, 3], "denominator": [10, 20, 30]}
BANDS = {"age": ["0", "1-39", "40-74", "75+"], "deaths": [30, 20, 80, 600], "population": [9000, 60_000, 30_000, 6000]}


def test_a_key_that_is_no_number_belongs_to_no_group(engine):
    data = engine(COUNTS | {"area": [1.0, float("nan"), float("nan")]})
    with pytest.raises(InputError, match='column "area" is empty in 1 of 2 groups'):
        frames.crude_rate(data, by="area")


def test_no_rows_together_have_no_figure(engine):
    none = {name: column[:1] for name, column in COUNTS.items()}
    empty = pl.DataFrame(none).head(0).to_arrow()
    for method in (frames.crude_rate, frames.proportion):
        (row,) = engine.rows(method(engine.of(empty), by=[]))
        assert (row["value"], row["numerator"], row["note"]) == (None, None, "there are no rows")


def test_ages_cannot_make_groups_too(engine):
    with pytest.raises(InputError, match='column "age" cannot be in `by`: each group holds all of it'):
        frames.life_expectancy(engine(BANDS), by="age")


def test_people_with_several_events_may_stand_in_columns_of_any_name():
    data = pl.DataFrame({
        "_rows": ["A"] * 4, "age": ["0-64", "0-64", "65+", "65+"], "each": [1, 2, 1, 2], "numerator": [30, 6, 40, 9],
        "denominator": [5000, 5000, 4000, 4000]})  # fmt: skip
    assert frames.directly_standardised_rate(data, events_each="each", by="_rows")["numerator"].to_list() == [100]
    with pytest.raises(InputError, match="cannot be in `by`"):
        frames.directly_standardised_rate(data, events_each="each", by="age")


def test_a_name_that_an_engine_reads_as_something_else_is_refused(engine):
    dotted = engine({"area.code": ["A"], "numerator": [1], "denominator": [10]})
    if engine.name in ("DuckDB", "Spark"):
        with pytest.raises(InputError, match=r'the column "area\.code" has a dot or a backtick in its name'):
            frames.crude_rate(dotted, by="area.code")
    else:
        assert engine.rows(frames.crude_rate(dotted, by="area.code"))[0]["area.code"] == "A"


def test_an_infinite_number_is_shown_with_its_row(engine):
    data = engine(COUNTS | {"numerator": [1.0, 2.0, float("inf")], "denominator": [10.0, 20, 30]})
    for method in (frames.crude_rate, partial(frames.mean, value="numerator")):
        with pytest.raises(InputError, match=r"numerator is infinite in 1 of 3 rows \(first: area A, numerator inf\)"):
            method(data, by="area")


def test_numbers_that_grow_beyond_all_are_refused():
    with pytest.raises(InputError, match="too large to be added"):
        frames.mean(pl.DataFrame({"value": [1e308, 1e308]}), by=[])


def test_columns_of_pandas_must_have_names_of_text_each_once():
    counts = pd.DataFrame(COUNTS)
    with pytest.raises(InputError, match=r"column names must be text, and one is 2021\. Rename it"):
        frames.crude_rate(counts.assign(extra=1).rename(columns={"extra": 2021}), by="area")
    with pytest.raises(InputError, match="two columns have one name"):
        frames.crude_rate(counts.rename(columns={"area": "numerator"}))


def test_keys_of_pandas_that_mix_text_and_numbers_are_refused():
    with pytest.raises(InputError, match="area mixes text and numbers, which have no order"):
        frames.crude_rate(pd.DataFrame(COUNTS | {"area": [1, "x", 2]}), by="area")


def test_labels_of_pandas_that_mix_text_and_numbers_are_refused():
    with pytest.raises(InputError, match='column "area" mixes text and numbers, which have no order'):
        frames.difference_of_rates(pd.DataFrame(COUNTS | {"area": [1, "x", 1]}), between="area")


def test_a_label_that_is_no_number_is_missing(engine):
    data = engine(COUNTS | {"area": [1.0, float("nan"), 2.0]})
    with pytest.raises(InputError, match='column "area" is empty in some rows'):
        frames.difference_of_rates(data, between="area")


def test_a_column_of_another_kind_is_named_with_its_kind(engine):
    data = engine(COUNTS | {"numerator": [date(2024, 1, 1)] * 3})
    with pytest.raises(
        InputError, match=r'"numerator" must hold numbers, and holds (Date|Object \(first: "2024-01-01"\))\. '
    ):
        frames.crude_rate(data)


def test_the_missing_value_of_pandas_is_missing_in_a_column_of_objects():
    data = pd.DataFrame(COUNTS | {"numerator": pd.Series([1, pd.NA, 3], dtype=object)})
    assert frames.crude_rate(data, by="area")["note"].tolist() == ["", "numerator is missing in 1 of 1 rows"]


@pytest.mark.parametrize("confidence", [np.float32(0.95), np.array(0.95)])
def test_one_confidence_may_be_any_kind_of_number(confidence):
    found = frames.crude_rate(pl.DataFrame(COUNTS), by="area", confidence=confidence)
    assert found["confidence"].to_list() == pytest.approx([0.95, 0.95])


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda d: frames.crude_rate(d, confidence=[[0.95]]), "confidence must be one number, or one row of them"),
        (lambda d: frames.crude_rate(d, confidence=None), "confidence must lie above 0|confidence must be"),
        (lambda d: frames.trend_of_values(d, confidence=[0.95]), r"confidence must be a number, and is \[0.95\]"),
        (lambda d: frames.trend_of_values(d, confidence="0.95"), "confidence must be a number, and is '0.95'"),
        (lambda d: frames.funnel_limits(d, statistic="crude rate", years="3"), "years must be a number, and is '3'"),
        (lambda d: frames.funnel_significance(d, statistic="ratio", average=np.array([1, 2])), "average does nothing"),
        (lambda d: frames.slope_index(d, multiplier="100"), "multiplier must be a number, and is '100'"),
        (lambda d: frames.crude_rate(d, by=3), "by must be the name of a column, or several, and is 3"),
        (lambda d: frames.crude_rate(d, by=["area", None]), "by must be the name of a column"),
        (lambda d: frames.quantile(d, value="numerator", count=10**20), "count must be a whole number"),
        (lambda d: frames.compare(d, comparator=float("nan")), "must be finite, and is nan. Or name a column"),
        (lambda d: frames.compare(d, comparator=None), "must be a number, and is None. Or name a column"),
        (lambda d: frames.compare(d, comparator=[1.0]), r"must be a number, and is \[1.0\]. Or name a column"),
    ],
)
def test_options_of_the_wrong_kind_are_refused_by_name(call, told):
    data = pl.DataFrame(COUNTS | {
        "value": [1.0, 2, 3], "lower": [0.5, 1, 2], "upper": [2.0, 3, 4], "period": [2018, 2019, 2020],
        "quantile": [1, 2, 3], "population": [1, 1, 1], "standard_error": [1, 1, 1]})  # fmt: skip
    with pytest.raises(InputError, match=told):
        call(data)


def test_a_column_of_nothing_holds_numbers(engine):
    empty = engine.of(pl.DataFrame(COUNTS | {"numerator": pl.Series([None] * 3, dtype=pl.Float64)}).to_arrow())
    (row, _) = engine.rows(frames.crude_rate(empty, by="area"))
    assert row["note"] == "numerator is missing in 2 of 2 rows"
    nothing = pd.DataFrame(COUNTS | {"numerator": pd.Series([None] * 3, dtype=object)})
    assert frames.crude_rate(nothing, by="area")["note"].tolist()[0] == "numerator is missing in 2 of 2 rows"


@pytest.mark.parametrize("name", ["*", "^area$"])
def test_a_name_that_is_a_pattern_is_refused(name):
    with pytest.raises(InputError, match=r"has a name that engines read as a pattern\. Rename it"):
        frames.crude_rate(pl.DataFrame(COUNTS).rename({"area": name}), by=name)


def test_options_that_are_no_numbers_are_refused():
    data = pl.DataFrame(COUNTS)
    with pytest.raises(InputError, match="confidence must be numbers"):
        frames.crude_rate(data, confidence="0.95")
    with pytest.raises(InputError, match="confidence must lie above 0 and below 1"):
        frames.crude_rate(data, confidence=1 - 1e-16)
    with pytest.raises(InputError, match="multiplier must be a number, and is '100'"):
        frames.crude_rate(data, multiplier="100")
