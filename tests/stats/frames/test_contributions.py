import numpy as np
import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.stats import contributions, frames
from tests.stats.frames.engines import assert_same

AGE, LABELS = [0, 1, 40, 75], ["0", "1-39", "40-74", "75+"]
PEOPLE, THERE = [9000, 60_000, 30_000, 6000], [9000, 60_000, 40_000, 9000]
HEART, HEART_THERE = [5, 10, 40, 200], [5, 10, 30, 300]
OTHER, OTHER_THERE = [25, 30, 50, 400], [15, 20, 60, 500]
ALL, ALL_THERE = np.add(HEART, OTHER).tolist(), np.add(HEART_THERE, OTHER_THERE).tolist()


def ages(**changes):
    return {
        "area": ["A"] * 4 + ["B"] * 4,
        "age": LABELS * 2,
        "deaths": ALL + [2 * n for n in ALL],
        "population": PEOPLE * 2,
        "comparator_deaths": ALL_THERE * 2,
        "comparator_population": THERE * 2,
    } | changes


def causes(**changes):
    return {
        "area": ["A"] * 8,
        "cause": ["other"] * 4 + ["heart"] * 4,
        "age": LABELS * 2,
        "deaths": OTHER + HEART,
        "population": PEOPLE * 2,
        "comparator_deaths": OTHER_THERE + HEART_THERE,
        "comparator_population": THERE * 2,
    } | changes


def whole(**options):
    return contributions.contributions_of_ages(ALL, PEOPLE, ALL_THERE, THERE, age=AGE, **options)


def by_cause(**options):
    return contributions.contributions_of_causes(
        [HEART, OTHER], PEOPLE, [HEART_THERE, OTHER_THERE], THERE, age=AGE, **options
    )


def test_ages_are_what_the_arrays_give(engine):
    found = engine.rows(frames.contributions_of_ages(engine(ages()), by="area", base="both"))
    expected = whole(base="both")
    parts = ("value", "lower", "upper", "direct", "indirect", "interaction")
    rows = [
        {"area": "A", "age": age, "gap": float(expected.gap.value), "note": "", "method": "Arriaga, both ways"}
        | {part: float(getattr(expected, part)[i]) for part in parts}
        for i, age in enumerate(AGE)
    ]
    assert_same(found[:4], rows, keys=["age"])
    assert sum(row["value"] for row in found[4:]) == pytest.approx(found[4]["gap"])


def test_causes_are_what_the_arrays_give(engine):
    found = engine.rows(frames.contributions_of_causes(engine(causes()), by="area", confidence=(0.95, 0.998)))
    expected = by_cause(confidence=(0.95, 0.998))
    rows = [
        {
            "area": "A",
            "cause": cause,
            "value": float(expected.total.value[i]),
            "lower_99_8": float(expected.total.lower[1, i]),
            "gap": float(expected.gap.value),
            "method": "Arriaga",
            "note": "",
        }
        for i, cause in enumerate(("heart", "other"))
    ]
    assert_same(found, rows, keys=["cause"])


def test_causes_by_age_are_what_the_arrays_give(engine):
    found = engine.rows(frames.contributions_of_causes_by_age(engine(causes())))
    expected = by_cause()
    assert [(row["cause"], row["age"]) for row in found] == [(c, a) for c in ("heart", "other") for a in AGE]
    assert [row["value"] for row in found] == pytest.approx(expected.value.ravel().tolist())
    assert [row["upper"] for row in found] == pytest.approx(expected.upper.ravel().tolist())


def test_missing_counts_and_rows_withhold_a_group_with_the_reason(engine):
    gaps = ages(comparator_deaths=[None, *ALL_THERE[1:], *ALL_THERE])
    short = {name: column[:7] for name, column in gaps.items()}
    found = engine.rows(frames.contributions_of_ages(engine(short), by="area"))
    assert {row["note"] for row in found[:4]} == {"comparator: a count is missing in an age band"}
    assert {row["note"] for row in found[4:]} == {"there is no row for age band 75+"}
    assert {row["value"] for row in found} == {row["gap"] for row in found} == {None}
    short = {name: column[:6] for name, column in causes().items()}
    found = engine.rows(frames.contributions_of_causes(engine(short), by="area"))
    assert {(row["value"], row["note"]) for row in found} == {
        (None, "there is no row for heart in age band 40-74 and 1 more")
    }


def test_no_rows_have_no_answer(engine):
    numbers = ("deaths", "population", "comparator_deaths", "comparator_population")
    text, number = pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.Float64)
    empty = pl.DataFrame(dict.fromkeys(("area", "cause", "age"), text) | dict.fromkeys(numbers, number))
    data = engine.of(empty.to_arrow())
    assert engine.rows(frames.contributions_of_ages(data, by="area")) == []
    assert engine.rows(frames.contributions_of_causes(data, by="area")) == []
    assert engine.rows(frames.contributions_of_causes_by_age(data)) == []


def test_impossible_rows_are_refused(engine):
    with pytest.raises(InputError, match="comparator_population is negative in 1 of 8 rows"):
        frames.contributions_of_ages(engine(ages(comparator_population=[-1, *THERE[1:], *THERE])), by="area")
    with pytest.raises(InputError, match="deaths is negative in 1 of 8 rows"):
        frames.contributions_of_causes(engine(causes(deaths=[-1, *OTHER[1:], *HEART])))
    unlike = engine(causes(population=[9000, 60_000, 30_000, 6000, 9001, 60_000, 30_000, 6000]))
    with pytest.raises(InputError, match="population differs between causes in 1 of 4 age bands"):
        frames.contributions_of_causes(unlike)


def test_rows_of_the_same_band_are_refused():
    data = pl.DataFrame(ages()).drop("area").filter(pl.int_range(pl.len()) < 4)
    with pytest.raises(InputError, match="4 rows of a group and age stand more than once"):
        frames.contributions_of_ages(pl.concat([data, data]))


def test_causes_may_be_numbered():
    found = frames.contributions_of_causes(pl.DataFrame(causes(cause=[2] * 4 + [1] * 4)))
    assert found["cause"].to_list() == [1, 2]


def test_columns_and_options_that_are_not_known_are_refused():
    with pytest.raises(InputError, match='there is no column "illness"'):
        frames.contributions_of_causes(pl.DataFrame(causes()), cause="illness")
    with pytest.raises(InputError, match='there is no column "dead"'):
        frames.contributions_of_ages(pl.DataFrame(ages()), deaths="dead")
    with pytest.raises(InputError, match='base must be "first" or "both"'):
        frames.contributions_of_ages(pl.DataFrame(ages()), by="area", base="last")
    with pytest.raises(InputError, match='column "cause" is empty'):
        frames.contributions_of_causes(pl.DataFrame(causes(cause=[None] * 4 + ["heart"] * 4)))
