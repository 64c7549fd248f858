import pytest

from equitytown.errors import InputError
from equitytown.stats import frames
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import answers_of, columns_of

BOTH = (0.95, 0.998)
LIMITS = {
    "lower_95": "lower95_0cl",
    "upper_95": "upper95_0cl",
    "lower_99_8": "lower99_8cl",
    "upper_99_8": "upper99_8cl",
}
NAMES = {
    "numerator": "count", "denominator": "population",
    "reference_numerator": "ref_count", "reference_denominator": "ref_population",
}  # fmt: skip
KEYS = ("area", "sex")


def input_of(golden):
    columns = columns_of(golden / "isr_input.csv", "count", "population", "ref_count", "ref_population")
    # The peer takes a missing count for 0; we do not, so it is the test that says so.
    return columns | {
        name: [number or 0.0 for number in columns[name]] for name in ("count", "population", "ref_count")
    }


def test_ratios_agree_with_the_golden_cases(engine, golden):
    data = engine(input_of(golden))
    found = engine.rows(frames.indirectly_standardised_ratio(data, **NAMES, by=KEYS, multiplier=100, confidence=BOTH))
    names = {"observed": "observed", "expected": "expected", "value": "value", **LIMITS}
    assert_same(found, answers_of(golden / "isratio_expected_95_998_ref100.csv", *KEYS, **names), keys=KEYS)
    assert {row["method"] for row in found} == {"exact Poisson", "Byar"}


def test_rates_agree_with_the_golden_cases(engine, golden):
    found = engine.rows(
        frames.indirectly_standardised_rate(engine(input_of(golden)), **NAMES, by=KEYS, confidence=BOTH)
    )
    names = {"observed": "observed", "expected": "expected", "reference_rate": "ref_rate", "value": "value", **LIMITS}
    assert_same(found, answers_of(golden / "israte_expected_95_998.csv", *KEYS, **names), keys=KEYS)


def test_totals_given_apart_agree_with_the_golden_cases(engine, golden):
    columns = {name: column for name, column in input_of(golden).items() if name != "count"}
    totals = engine(columns_of(golden / "isr_observed_totals.csv", "observed"))
    names = NAMES | {"numerator": "observed"}
    found = engine.rows(frames.indirectly_standardised_ratio(engine(columns), totals=totals, **names, by=KEYS))
    names = {"observed": "observed", "expected": "expected", "value": "value", "lower": "lowercl", "upper": "uppercl"}
    assert_same(found, answers_of(golden / "isratio_expected_observed_totals_95.csv", *KEYS, **names), keys=KEYS)


def small(**changes):
    return {
        "area": ["A", "A", "B", "B"], "numerator": [4, 36, 0, 3], "denominator": [1000, 2000, 500, 100],
        "reference_numerator": [20, 150, 20, 150], "reference_denominator": [10_000, 10_000, 10_000, 10_000],
    } | changes  # fmt: skip


def test_a_ratio_is_observed_over_expected(engine):
    first, second = engine.rows(frames.indirectly_standardised_ratio(engine(small()), by="area", multiplier=100))
    assert (first["observed"], first["expected"], first["value"]) == (40, 32, 125)
    assert (second["expected"], second["method"], second["note"]) == (2.5, "exact Poisson", "")


def test_a_missing_count_is_never_zero(engine):
    data = engine(small(numerator=[None, 36, 0, 3]))
    first, _ = engine.rows(frames.indirectly_standardised_ratio(data, by="area"))
    assert (first["value"], first["note"]) == (None, "numerator is missing in 1 of 2 rows")
    data = engine(small(reference_numerator=[20, 150, None, 150]))
    _, second = engine.rows(frames.indirectly_standardised_rate(data, by="area"))
    assert (second["value"], second["note"]) == (None, "denominator or the reference is missing in 1 of 2 rows")


def test_a_group_without_a_total_has_no_ratio(engine):
    totals = engine({"area": ["A"], "numerator": [40]})
    first, second = engine.rows(frames.indirectly_standardised_ratio(engine(small()), totals=totals, by="area"))
    assert first["value"] == 1.25
    assert (second["value"], second["note"]) == (None, "the total of events is not given")
    whole = engine({"numerator": [43]})
    (both,) = engine.rows(frames.indirectly_standardised_ratio(engine(small()), totals=whole))
    assert both["observed"] == 43


def test_impossible_counts_are_refused(engine):
    for name in ("numerator", "denominator", "reference_numerator"):
        with pytest.raises(InputError, match=f"{name} is negative in 1 of 4 rows"):
            frames.indirectly_standardised_ratio(engine(small(**{name: [-1, 1, 1, 1]})), by="area")
    with pytest.raises(InputError, match="reference_denominator is not above 0 in 1 of 4 rows"):
        frames.indirectly_standardised_ratio(engine(small(reference_denominator=[0, 1, 1, 1])), by="area")


def test_a_group_that_lacks_an_age_band_has_no_ratio(engine):
    # Its total is of all ages and what is expected would be of those there.
    short = {name: column[:3] for name, column in small().items()}
    totals = engine({"area": ["A", "B"], "numerator": [40, 12]})
    for given in ({}, {"totals": totals}):
        first, second = engine.rows(frames.indirectly_standardised_ratio(engine(short), by="area", **given))
        assert first["value"] == 1.25
        assert (second["value"], second["expected"]) == (None, None)
        assert second["note"] == "1 of 2 rows that another group has are not there"


def test_a_group_may_be_made_of_smaller_areas(engine):
    # A ward of one small area and a ward of two, each with both ages; then one of them without its older half.
    ages = {"age": ["0-64", "65+"] * 3, "area": ["A", "A", "B", "B", "B", "B"]}
    counts = {name: [*column, *column[2:]] for name, column in small().items() if name != "area"}
    found = engine.rows(frames.indirectly_standardised_ratio(engine(counts | ages), by="area"))
    assert [row["note"] for row in found] == ["", ""]
    assert found[1]["expected"] == 5
    short = {name: [column[i] for i in (0, 1, 2, 4)] for name, column in (counts | ages).items()}
    _, lacking = engine.rows(frames.indirectly_standardised_ratio(engine(short), by="area"))
    assert (lacking["value"], lacking["note"]) == (None, "there is no row for age 65+")
    by_age = engine.rows(frames.indirectly_standardised_ratio(engine(short), by=["area", "age"]))
    assert len(by_age) == 3


def test_rows_in_any_order_give_the_same(engine):
    turned = {name: [column[i] for i in (3, 0, 2, 1)] for name, column in small().items()}
    names = {"by": "area", "multiplier": 100}
    first, second = (engine.rows(frames.indirectly_standardised_ratio(engine(c), **names)) for c in (small(), turned))
    assert [row["value"] for row in first] == pytest.approx([row["value"] for row in second])


def test_totals_of_groups_that_are_not_there_or_stand_twice_are_refused(engine):
    strange = engine({"area": ["A", "B", "C"], "numerator": [40, 3, 9]})
    with pytest.raises(InputError, match=r"totals have 1 of 3 groups that the data has not \(first: area C\)"):
        frames.indirectly_standardised_ratio(engine(small()), totals=strange, by="area")
    twice = engine({"area": ["A", "A"], "numerator": [20, 20]})
    with pytest.raises(InputError, match=r"totals give 1 of 1 groups more than once \(first: area A\)"):
        frames.indirectly_standardised_ratio(engine(small()), totals=twice, by="area")
