import numpy as np
import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames, healthy_life, life_tables
from tests.stats.frames.engines import assert_same
from tests.stats.tables import rows_of

BOTH = (0.95, 0.998)
NAMES = {"deaths": "deaths", "population": "population", "age": "startage"}
LABELS = ["0", "1-39", "40-74", "75 and over"]
AGE = [0, 1, 40, 75]
DEATHS, PEOPLE = [30, 20, 80, 600], [9000, 60_000, 30_000, 6000]
HEALTHY, ASKED = [0.97, 0.9, 0.7, 0.4], [90, 300, 300, 80]


def golden_columns(golden):
    """The golden counts without the groups that cannot be: these are refused, and the peer gives them nothing."""
    rows = rows_of(golden / "life_expectancy_input.csv")
    impossible = {(r["area"], r["sex"]) for r in rows if float(r["deaths"]) < 0 or float(r["population"]) < 0}
    kept = [row for row in rows if (row["area"], row["sex"]) not in impossible]
    numbers = {name: [int(row[name]) for row in kept] for name in ("startage", "population", "deaths")}
    return {name: [row[name] for row in kept] for name in ("area", "sex")} | numbers, impossible


def golden_answers(path, impossible, **names):
    """The peer's rows; where it gives an age that nobody reaches no years at all, ours is not compared."""
    for row in rows_of(path):
        if (row["area"], row["sex"]) in impossible or row["value"] == "0":
            continue
        keys = {"area": row["area"], "sex": row["sex"], "startage": int(row["startage"])}
        cells = {ours: row[theirs] for ours, theirs in names.items()}
        # Without deaths in the open band the peer's upper limit is infinite and its lower none: ours has neither.
        numbers = {ours: None if cell in {"NA", "NaN", "Inf"} else float(cell) for ours, cell in cells.items()}
        yield keys | numbers


def compared(found, expected):
    """Our rows for the ages that the peer gives: a group that lacks a band has no row for it there."""
    asked = {(row["area"], row["sex"], row["startage"]) for row in expected}
    return [row for row in found if (row["area"], row["sex"], row["startage"]) in asked]


def test_life_expectancy_agrees_with_the_golden_cases(engine, golden):
    columns, impossible = golden_columns(golden)
    data = engine(columns)
    found = engine.rows(frames.life_expectancy(data, **NAMES, by=("area", "sex"), confidence=BOTH))
    limits = {"lower_95": "lower95_0cl", "upper_95": "upper95_0cl"}
    limits |= {"lower_99_8": "lower99_8cl", "upper_99_8": "upper99_8cl", "value": "value"}
    file = "life_expectancy_expected_all_ages_95_998.csv"
    expected = list(golden_answers(golden / file, impossible, **limits))
    assert len(expected) > 600
    assert_same(compared(found, expected), expected, keys=("area", "sex", "startage"), rel=1e-9)
    assert all(row["note"] for row in found if row["value"] is None)
    assert {row["method"] for row in found} == {"Chiang, with Silcocks's variance"}


def test_chosen_ages_with_counts_agree_with_the_golden_cases(engine, golden):
    columns, impossible = golden_columns(golden)
    data = engine(columns)
    found = engine.rows(frames.life_expectancy(data, **NAMES, by=("area", "sex"), at=(0, 65)))
    names = {"value": "value", "lower": "lowercl", "upper": "uppercl"}
    names |= {"population": "pops_used", "deaths": "dths_used"}
    file = "life_expectancy_expected_0_65_95.csv"
    expected = [row for row in golden_answers(golden / file, impossible, **names) if row["value"] is not None]
    assert len(expected) > 60
    assert_same(compared(found, expected), expected, keys=("area", "sex", "startage"), rel=1e-9)
    assert {row["startage"] for row in found} == {0, 65}


def test_groups_that_cannot_be_are_refused(golden):
    rows = rows_of(golden / "life_expectancy_input.csv")
    columns = {name: [row[name] for row in rows] for name in ("area", "sex")}
    columns |= {name: [int(row[name]) for row in rows] for name in ("startage", "population", "deaths")}
    with pytest.raises(InputError, match=r"deaths is negative in 1 of .* rows \(first: area"):
        frames.life_expectancy(pl.DataFrame(columns), **NAMES, by=("area", "sex"))


def town(**changes):
    return {"age": LABELS, "deaths": DEATHS, "population": PEOPLE} | changes


def healthy_town(**changes):
    return town(healthy=HEALTHY, respondents=ASKED) | changes


def two_towns(**changes):
    both = {name: [*column, *column] for name, column in healthy_town().items()}
    return {"area": ["A"] * 4 + ["B"] * 4} | both | changes


def test_the_frame_gives_what_the_arrays_give(engine):
    found = engine.rows(frames.life_expectancy(engine(town())))
    whole = life_tables.life_expectancy(DEATHS, PEOPLE, age=AGE)
    assert [row["age"] for row in found] == AGE
    for part in ("value", "lower", "upper"):
        assert [row[part] for row in found] == pytest.approx(getattr(whole, part).tolist())
    assert [row["deaths"] for row in found] == [730, 700, 680, 600]
    assert {(row["confidence"], row["note"]) for row in found} == {(0.95, "")}


def test_healthy_life_gives_what_the_arrays_give(engine):
    data = engine(two_towns())
    found = engine.rows(frames.healthy_life_expectancy(data, by="area", at=[0, 40], design_effect=2, confidence=BOTH))
    whole = healthy_life.healthy_life_expectancy(
        DEATHS, PEOPLE, HEALTHY, ASKED, age=AGE, design_effect=2, confidence=BOTH
    )
    assert [(row["area"], row["age"]) for row in found] == [("A", 0), ("A", 40), ("B", 0), ("B", 40)]
    assert [row["value"] for row in found[2:]] == pytest.approx(whole.value[[0, 2]].tolist())
    assert [row["upper_99_8"] for row in found[:2]] == pytest.approx(whole.upper[1, [0, 2]].tolist())
    assert {row["method"] for row in found} == {"Sullivan, with Mathers's variance"}


def test_a_missing_count_and_a_missing_band_withhold_their_group(engine):
    gaps = two_towns(deaths=[30, None, 80, 600, *DEATHS])
    short = {name: column[:7] for name, column in gaps.items()}
    found = engine.rows(frames.life_expectancy(engine(short), by="area", at=[0]))
    assert [row["value"] for row in found] == [None, None]
    assert [row["note"] for row in found] == [
        "a count is missing in an age band",
        "there is no row for age band 75 and over",
    ]
    found = engine.rows(frames.healthy_life_expectancy(engine(two_towns(healthy=[None] * 4 + HEALTHY)), by="area"))
    assert [row["value"] is None for row in found] == [True] * 4 + [False] * 4


def test_no_rows_have_no_answer(engine):
    text, number = pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.Float64)
    columns = {"area": text, "age": text}
    columns |= dict.fromkeys(("deaths", "population", "healthy", "respondents"), number)
    empty = engine.of(pl.DataFrame(columns).to_arrow())
    assert engine.rows(frames.life_expectancy(empty, by="area")) == []
    assert engine.rows(frames.life_expectancy(empty, at=65)) == []
    assert engine.rows(frames.healthy_life_expectancy(empty, by="area")) == []


def test_impossible_rows_are_refused(engine):
    with pytest.raises(InputError, match=r"population is negative in 1 of 4 rows \(first: age 0"):
        frames.life_expectancy(engine(town(population=[-1, *PEOPLE[1:]])))
    with pytest.raises(InputError, match="healthy is not a share in 4 of 4 rows"):
        frames.healthy_life_expectancy(engine(healthy_town(healthy=[97, 90, 70, 40])))
    with pytest.raises(InputError, match="respondents is not above 0"):
        frames.healthy_life_expectancy(engine(healthy_town(respondents=[0, *ASKED[1:]])))
    with pytest.raises(InputError, match="stand more than once"):
        frames.healthy_life_expectancy(engine(two_towns()))


def test_rows_of_the_same_band_are_refused():
    # Persons beside men and women would count everybody twice, and narrow the limits.
    both = pl.DataFrame({name: [*column, *column] for name, column in town().items()})
    with pytest.raises(InputError, match=r"4 rows of a group and age stand more than once .*Add what tells them apart"):
        frames.life_expectancy(both)


def test_ages_as_numbers_serve_as_well_as_labels_and_come_in_any_order():
    numbers, labels = (frames.life_expectancy(pl.DataFrame(town(age=age))) for age in (AGE, LABELS))
    assert numbers.equals(labels)
    turned = frames.life_expectancy(pl.DataFrame(town()).reverse())
    assert turned.equals(labels)
    halves = frames.life_expectancy(pl.DataFrame(town(age=[0.0, 0.5, 40.0, 75.0])))
    assert halves["age"].to_list() == [0, 0.5, 40, 75]


def test_limits_for_survey_and_deaths_are_wider_and_say_so():
    data = pl.DataFrame(healthy_town())
    both = frames.healthy_life_expectancy(data, chance="survey and deaths")
    survey = frames.healthy_life_expectancy(data)
    assert (survey["upper"] < both["upper"]).all()
    assert set(both["method"]) == {"Sullivan, limits for survey and deaths"}


@pytest.mark.parametrize(
    ("age", "message"),
    [
        (["0", "1-39", "40-74", "75-89"], r'the oldest age band, "75-89", is not open.*such as "75\+"'),
        (["0", "1-39", "45-74", "75+"], "no age band holds ages 40 to 44"),
        (["0-4", "1-39", "40-74", "75+"], '"0-4" and "1-39" overlap'),
        (["1-4", "5-39", "40-74", "75+"], "the first age band must start at 0, and starts at 1"),
        (["all ages", "1-39", "40-74", "75+"], "tell no age"),
    ],
)
def test_bands_that_make_no_life_table_are_refused(age, message):
    with pytest.raises(InputError, match=message):
        frames.life_expectancy(pl.DataFrame(town(age=age)))


def test_an_age_that_starts_no_band_is_refused():
    with pytest.raises(InputError, match=r"no age band starts at 65\. They start at: 0, 1, 40, 75"):
        frames.life_expectancy(pl.DataFrame(town()), at=[0, 65])


def test_columns_that_are_not_there_are_refused():
    for function in (frames.life_expectancy, frames.healthy_life_expectancy):
        with pytest.raises(InputError, match='there is no column "died"'):
            function(pl.DataFrame(healthy_town()), deaths="died")
    with pytest.raises(InputError, match='there is no column "band"'):
        frames.life_expectancy(pl.DataFrame(town()), age="band")
    with pytest.raises(InputError, match='there is no column "ward"'):
        frames.life_expectancy(pl.DataFrame(town()).clear(), by="ward")


@pytest.mark.parametrize("top", [80, 85, 90, 95])
def test_any_number_of_bands_makes_a_life_table(top):
    # PHEindicatormethods gives nothing unless there are twenty.
    starts = np.array([0, 1, *range(5, top + 1, 5)])
    labels = ["0", "1-4", *(f"{age}-{age + 4}" for age in range(5, top, 5)), f"{top}+"]
    deaths, people = np.arange(20, 20 + starts.size) * 3, np.full(starts.size, 4000)
    found = frames.life_expectancy(pl.DataFrame({"age": labels, "deaths": deaths, "population": people}))
    whole = life_tables.life_expectancy(deaths, people, age=starts)
    assert found["value"].to_list() == pytest.approx(whole.value.tolist())
