import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames
from equitytown.stats.standardise import directly_standardised_rate
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import answers_of, columns_of

BOTH = (0.95, 0.998)
LIMITS = {
    "lower_95": "lower95_0cl",
    "upper_95": "upper95_0cl",
    "lower_99_8": "lower99_8cl",
    "upper_99_8": "upper99_8cl",
}
ONE = {"value": "value", "lower": "lowercl", "upper": "uppercl"}
COUNTS = {"numerator": "total_count", "denominator": "total_pop"}
NAMES = {"numerator": "count", "denominator": "population", "standard_population": "stdpop"}
OLD = {"75-79", "80-84", "85-89", "90+"}


def with_zeros(columns):
    """The peer takes a missing count for 0; we do not, so it is the test that says so."""
    return columns | {"count": [0.0 if count is None else count for count in columns["count"]]}


def test_rates_agree_with_the_golden_cases(engine, golden):
    columns = with_zeros(columns_of(golden / "dsr_input.csv", "stdpop", "population", "count"))
    found = engine.rows(
        frames.directly_standardised_rate(engine(columns), **NAMES, by=("area", "year", "sex"), confidence=BOTH)
    )
    expected = answers_of(
        golden / "dsr_expected_by_area_year_sex_95_998.csv", "area", "year", "sex", value="value", **COUNTS, **LIMITS
    )
    assert_same(found, expected, keys=("area", "year", "sex"))


def test_rates_under_75_agree_with_the_golden_cases(engine, golden):
    columns = with_zeros(columns_of(golden / "dsr_input.csv", "stdpop", "population", "count"))
    young = [age not in OLD for age in columns["ageband"]]
    columns = {name: [v for v, keep in zip(column, young, strict=True) if keep] for name, column in columns.items()}
    found = frames.directly_standardised_rate(engine(columns), **NAMES, by=("area", "sex", "year"), multiplier=1000)
    expected = answers_of(golden / "dsr_expected_under75_95_per1000.csv", "area", "sex", "year", **COUNTS, **ONE)
    assert_same(engine.rows(found), expected, keys=("area", "sex", "year"))


def test_the_european_standard_is_found_by_age_and_agrees_with_the_column(engine, golden):
    columns = columns_of(golden / "dsr_pooled_input.csv", "stdpop", "population", "count")
    names = {"numerator": "count", "denominator": "population", "by": "area", "confidence": 0.998}
    expected = answers_of(golden / "dsr_pooled_expected_by_area_998.csv", "area", **COUNTS, **ONE)
    by_column = engine.rows(frames.directly_standardised_rate(engine(columns), **names, standard_population="stdpop"))
    assert_same(by_column, expected, keys=("area",))
    by_label = engine.rows(frames.directly_standardised_rate(engine(columns), **names, age="ageband"))
    assert_same(by_label, expected, keys=("area",))
    weights = dict(zip(columns["ageband"], columns["stdpop"], strict=True))
    mapped = frames.directly_standardised_rate(engine(columns), **names, age="ageband", standard_population=weights)
    assert_same(engine.rows(mapped), expected, keys=("area",))


def test_rates_of_repeated_events_agree_with_the_golden_cases(engine, golden):
    columns = columns_of(golden / "dsr_nonindependent_input.csv", "stdpop", "population", "freq", "individuals")
    found = frames.directly_standardised_rate(
        engine(columns), numerator="individuals", denominator="population", standard_population="stdpop",
        events_each="freq", age="ageband", by="area", confidence=BOTH,
    )  # fmt: skip
    expected = answers_of(
        golden / "dsr_nonindependent_expected_by_area_95_998.csv", "area", value="value", **COUNTS, **LIMITS
    )
    rows = engine.rows(found)
    assert_same(rows, expected, keys=("area",))
    assert {row["method"] for row in rows} == {"Dobson, adjusted for repeated events"}


AREA = ["A"] * 3 + ["B"] * 3
AGES = ["0-64", "65-84", "85+"] * 2
EVENTS, PEOPLE = [10, 20, 30, 4, 3, 2], [9000, 2000, 500, 8000, 900, 200]


def small(**changes):
    return {"area": AREA, "age": AGES, "numerator": EVENTS, "denominator": PEOPLE} | changes


def test_the_frame_gives_what_the_arrays_give(engine):
    first = engine.rows(frames.directly_standardised_rate(engine(small()), by="area"))[0]
    value, lower, upper, _ = directly_standardised_rate(EVENTS[:3], PEOPLE[:3], [80_500, 17_000, 2500])
    assert (first["value"], first["lower"], first["upper"]) == pytest.approx((value, lower, upper))
    assert (first["numerator"], first["denominator"], first["method"]) == (60, 11_500, "Dobson")


def test_few_events_are_withheld_with_the_reason(engine):
    _, few = engine.rows(frames.directly_standardised_rate(engine(small()), by="area"))
    assert (few["value"], few["lower"], few["upper"]) == (None, None, None)
    assert (few["numerator"], few["note"]) == (9, "fewer than 10 events")


def test_a_missing_count_is_never_zero(engine):
    data = engine(small(numerator=[10, None, 30, 4, 3, 2]))
    first = engine.rows(frames.directly_standardised_rate(data, by="area"))[0]
    assert (first["value"], first["note"]) == (None, "numerator is missing in 1 of 3 rows")


def test_a_band_that_is_not_there_is_told(engine):
    data = small()
    short = {name: [*column[:2], *column[3:]] for name, column in data.items()}
    first, _ = engine.rows(frames.directly_standardised_rate(engine(short), by="area"))
    assert (first["value"], first["note"]) == (None, "age band 85+ is not there")
    shorter = {name: [*column[:1], *column[3:]] for name, column in data.items()}
    first, _ = engine.rows(frames.directly_standardised_rate(engine(shorter), by="area"))
    assert first["note"] == "age band 65-84 and 1 more age bands are not there"
    weighed = {name: column for name, column in short.items() if name != "age"} | {"w": [8, 2, 8, 2, 1]}
    first, _ = engine.rows(frames.directly_standardised_rate(engine(weighed), by="area", standard_population="w"))
    assert (first["value"], first["note"]) == (None, "1 of 3 age bands are not there")


def test_a_band_that_stands_twice_is_refused(engine):
    # Men and women of one area are two rows for a band: the average of their rates is nobody's rate.
    data = engine(small(area=["A"] * 6))
    with pytest.raises(InputError, match=r"stands more than once in 1 of 1 groups \(first: area A\). Add what tells"):
        frames.directly_standardised_rate(data, by="area")
    with pytest.raises(InputError, match="all rows"):
        frames.directly_standardised_rate(data)
    swapped = engine(small(age=["0-64", "65-84", "65-84", "0-64", "65-84", "85+"]))
    with pytest.raises(InputError, match="first: area A"):
        frames.directly_standardised_rate(swapped, by="area")


def test_single_years_of_age_are_told_apart(engine):
    ages = list(range(91))
    data = engine({"age": ages, "numerator": [1] * 91, "denominator": [100] * 91})
    even = dict.fromkeys(ages, 1.0)
    (row,) = engine.rows(frames.directly_standardised_rate(data, standard_population=even))
    assert (row["value"], row["note"]) == (pytest.approx(1000), "")


def test_an_age_without_weight_is_refused(engine):
    with pytest.raises(InputError, match=r'1 age bands have no weight .* \(first: "85\+"\). It has: 0-64, 65-84'):
        frames.directly_standardised_rate(engine(small()), standard_population={"0-64": 8, "65-84": 2}, by="area")
    with pytest.raises(InputError, match="is empty in some rows"):
        frames.directly_standardised_rate(engine(small(age=[None, *AGES[1:]])), by="area")


def test_impossible_counts_and_weights_are_refused(engine):
    with pytest.raises(InputError, match="numerator is negative in 1 of 6 rows"):
        frames.directly_standardised_rate(engine(small(numerator=[-1, *EVENTS[1:]])), by="area")
    with pytest.raises(InputError, match="denominator is not above 0 in 1 of 6 rows"):
        frames.directly_standardised_rate(engine(small(denominator=[0, *PEOPLE[1:]])), by="area")
    with pytest.raises(InputError, match="w is negative in 1 of 6 rows"):
        frames.directly_standardised_rate(engine(small(w=[-1, 1, 1, 1, 1, 1])), by="area", standard_population="w")


def repeated(**changes):
    return {
        "age": ["0-64", "0-64", "65+", "65+"], "each": [1, 2, 1, 2], "numerator": [30, 6, 40, 9],
        "denominator": [5000, 5000, 4000, 4000],
    } | changes  # fmt: skip


def test_repeated_events_are_told_from_people(engine):
    (row,) = engine.rows(frames.directly_standardised_rate(engine(repeated()), events_each="each"))
    assert (row["numerator"], row["denominator"]) == (100, 9000)
    lacking = engine(repeated(numerator=[30, None, 40, 9]))
    (row,) = engine.rows(frames.directly_standardised_rate(lacking, events_each="each"))
    assert (row["value"], row["note"]) == (None, "numerator is missing in 1 of 2 rows")


def test_people_that_differ_within_a_band_are_refused(engine):
    data = engine(repeated(denominator=[5000, 5001, 4000, 4000]))
    with pytest.raises(InputError, match="differs within one age band in 1 of 2 rows"):
        frames.directly_standardised_rate(data, events_each="each")
    with pytest.raises(InputError, match="each is not above 0 in 1 of 4 rows"):
        frames.directly_standardised_rate(engine(repeated(each=[0, 2, 1, 2])), events_each="each")


def test_a_band_that_no_group_has_is_refused(engine):
    gone = {name: [column[i] for i in (0, 2, 3, 5)] for name, column in small().items()}
    with pytest.raises(InputError, match="no age band holds ages 65 to 84"):
        frames.directly_standardised_rate(engine(gone), by="area")


def test_weights_in_a_bare_list_are_refused_and_the_standard_is_known_in_capitals():
    data = pl.DataFrame(small())
    with pytest.raises(InputError, match=r"and is list. Weights in a bare list would be joined by position"):
        frames.directly_standardised_rate(data, by="area", standard_population=[1, 2, 3])
    capitals = frames.directly_standardised_rate(data, by="area", standard_population="ESP2013")
    assert capitals.equals(frames.directly_standardised_rate(data, by="area"))


@pytest.mark.parametrize("weight", [-1, float("nan")])
def test_a_weight_in_a_mapping_that_cannot_be_is_refused(weight):
    weights = {"0-64": 80, "65-84": weight, "85+": 5}
    with pytest.raises(InputError, match=r'no weight of 0 or more in 1 of 3 rows \(first: row 1, "65-84" has'):
        frames.directly_standardised_rate(pl.DataFrame(small()), by="area", standard_population=weights)


def test_a_group_that_lacks_a_band_has_no_whole_counts_to_show(engine):
    short = {name: column[:-1] for name, column in small().items()}
    *_, last = engine.rows(frames.directly_standardised_rate(engine(short), by="area"))
    assert (last["numerator"], last["denominator"], last["value"]) == (None, None, None)
    assert "is not there" in last["note"]


def test_the_method_says_which_ages_a_rate_is_of(engine):
    data = {"area": ["A", "A"], "numerator": [12, 90], "denominator": [9000, 2000]}
    for ages, method in (
        (["0-64", "65+"], "Dobson"),
        (["0-64", "65-74"], "Dobson, ages 0 to 74"),
        (["15-64", "65+"], "Dobson, ages 15 and over"),
    ):
        (row,) = engine.rows(frames.directly_standardised_rate(engine(data | {"age": ages}), by="area"))
        assert row["method"] == method


def test_any_number_of_bands_serves_all_rows_together_and_nothing_is_printed(capsys):
    # PHStatsMethods asks for exactly nineteen rows there, and prints tables on every call.
    data = pl.DataFrame({name: column[:3] for name, column in small().items()})
    (value,) = frames.directly_standardised_rate(data)["value"]
    assert value == pytest.approx(directly_standardised_rate(EVENTS[:3], PEOPLE[:3], [80_500, 17_000, 2500]).value)
    assert capsys.readouterr() == ("", "")
