import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames, years_lost
from tests.stats.frames.engines import assert_same

LABELS = ["0-24", "25-49", "50-74", "75+"]
DEATHS, PEOPLE, WEIGHT = [4, 10, 30, 90], [9000, 8000, 7000, 2000], [28_000, 33_000, 27_000, 12_000]
LEFT = [62.5, 37.5, 12.5, 0.0]


def two_towns(**changes):
    return {
        "area": ["A"] * 4 + ["B"] * 4,
        "age": LABELS * 2,
        "deaths": [*DEATHS, 1, 2, 3, 40],
        "population": PEOPLE * 2,
        "weight": WEIGHT * 2,
        "left": LEFT * 2,
    } | changes


def row(found, area, note="", **counts):
    value, lower, upper = (None if part != part else float(part) for part in found[:3])  # noqa: PLR0124  NaN
    return {"area": area, "value": value, "lower": lower, "upper": upper, "note": note, "method": "Dobson"} | counts


def test_years_lost_are_what_the_arrays_give(engine):
    found = engine.rows(frames.years_of_life_lost(engine(two_towns()), by="area"))
    one = years_lost.years_of_life_lost(DEATHS, LEFT)
    few = years_lost.years_of_life_lost([1, 2, 3, 40], LEFT)
    told = "fewer than 10 deaths: no limits are given"
    assert_same(found, [row(one, "A", deaths=44.0), row(few, "B", told, deaths=6.0)], keys=["area"])


def test_crude_rates_are_what_the_arrays_give(engine):
    found = engine.rows(frames.crude_rate_of_years_lost(engine(two_towns()), by="area", multiplier=1000))
    one = years_lost.crude_rate_of_years_lost(DEATHS, PEOPLE, LEFT, multiplier=1000)
    few = years_lost.crude_rate_of_years_lost([1, 2, 3, 40], PEOPLE, LEFT)
    counts = {"population": 24_000.0}
    expected = [row(one, "A", deaths=44.0, **counts), row(few, "B", "fewer than 10 events", deaths=6.0, **counts)]
    assert_same(found, expected, keys=["area"])


def test_standardised_rates_are_what_the_arrays_give(engine):
    found = engine.rows(
        frames.standardised_rate_of_years_lost(
            engine(two_towns()), by="area", standard_population="weight", years_left="left"
        )
    )
    one = years_lost.standardised_rate_of_years_lost(DEATHS, PEOPLE, LEFT, WEIGHT)
    assert_same(found[:1], [row(one, "A", deaths=44.0, population=24_000.0)], keys=["area"])
    assert found[1]["note"] == "fewer than 10 events"


def test_missing_counts_and_bands_withhold_a_group_only_where_years_are_lost(engine):
    gaps = two_towns(deaths=[4, None, 30, 90, 10, 20, 30, None])
    found = engine.rows(frames.crude_rate_of_years_lost(engine(gaps), by="area"))
    assert [r["note"] for r in found] == ["a count is missing", ""]
    short = {name: [*column[:2], *column[3:7]] for name, column in two_towns(deaths=[9] * 8).items()}
    for function in (frames.years_of_life_lost, frames.standardised_rate_of_years_lost):
        found = engine.rows(function(engine(short), by="area"))
        assert [r["note"] for r in found] == ["there is no row for age band 50-74", ""]
        assert found[0]["value"] is None


def test_no_rows_have_no_answer(engine):
    text, number = pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.Float64)
    empty = engine.of(pl.DataFrame({"area": text, "age": text, "deaths": number, "population": number}).to_arrow())
    assert engine.rows(frames.years_of_life_lost(empty, by="area")) == []
    assert engine.rows(frames.crude_rate_of_years_lost(empty)) == []
    assert engine.rows(frames.standardised_rate_of_years_lost(empty, by="area")) == []


def test_impossible_rows_are_refused(engine):
    with pytest.raises(InputError, match=r"deaths is negative in 1 of 8 rows \(first: area A, age 0-24, deaths -1\)"):
        frames.years_of_life_lost(engine(two_towns(deaths=[-1] * 1 + [5] * 7)), by="area")
    with pytest.raises(InputError, match="population is not above 0 in 1 of 8 rows"):
        frames.crude_rate_of_years_lost(engine(two_towns(population=[0, *PEOPLE[1:], *PEOPLE])), by="area")
    with pytest.raises(InputError, match="left is negative or missing in 1 of 8 rows"):
        frames.years_of_life_lost(engine(two_towns(left=[None, *LEFT[1:], *LEFT])), by="area", years_left="left")
    with pytest.raises(InputError, match="weight is negative or missing in 1 of 8 rows"):
        frames.standardised_rate_of_years_lost(
            engine(two_towns(weight=[-1, *WEIGHT[1:], *WEIGHT])), by="area", standard_population="weight"
        )


def test_people_beyond_the_fixed_age_may_be_none():
    data = pl.DataFrame(two_towns(population=[*PEOPLE[:3], 0] * 2))
    assert frames.crude_rate_of_years_lost(data, by="area")["note"][0] == ""


def test_the_european_standard_is_found_by_age():
    data = pl.DataFrame(two_towns())
    found = frames.standardised_rate_of_years_lost(data, by="area")
    one = years_lost.standardised_rate_of_years_lost(DEATHS, PEOPLE, LEFT, [27_500, 33_500, 30_000, 9000])
    assert found["value"][0] == pytest.approx(one.value)
    mapped = frames.standardised_rate_of_years_lost(
        data, by="area", standard_population=dict(zip(LABELS, WEIGHT, strict=True))
    )
    by_column = frames.standardised_rate_of_years_lost(data, by="area", standard_population="weight")
    assert mapped.equals(by_column)


def test_a_standard_life_expectancy_serves_every_age():
    data = pl.DataFrame(two_towns())
    standard = {0: 90.0, 50: 41.0, 100: 2.0}
    found = frames.years_of_life_lost(data, by="area", expectancy=standard)
    left = years_lost.years_left_by([0, 25, 50, 75], standard_age=[0, 50, 100], standard_expectancy=[90, 41, 2])
    assert found["value"][0] == pytest.approx(float((left * DEATHS).sum()))
    assert found["deaths"].to_list() == [134, 46]
    labelled = frames.years_of_life_lost(data, by="area", expectancy={"0-49": 90, "50-99": 41, "100+": 2})
    assert labelled.equals(found)
    table = pl.DataFrame({"age": [0, 50, 100], "expectancy": [90, 41, 2]})
    assert frames.years_of_life_lost(data, by="area", expectancy=table.lazy()).equals(found)


def test_data_that_stop_at_the_fixed_age_are_enough():
    data = pl.DataFrame(two_towns()).filter(pl.col("age") != "75+")
    assert frames.years_of_life_lost(data, by="area")["value"][0] == 1000


def test_rows_of_the_same_band_are_refused():
    data = pl.DataFrame(two_towns()).drop("area")
    for method in (
        frames.years_of_life_lost,
        frames.crude_rate_of_years_lost,
        frames.standardised_rate_of_years_lost,
    ):
        with pytest.raises(InputError, match="stand more than once"):
            method(data)


def test_what_tells_no_years_is_refused():
    data = pl.DataFrame(two_towns())
    with pytest.raises(InputError, match="no age band starts at 70"):
        frames.years_of_life_lost(data, by="area", until=70)
    with pytest.raises(InputError, match="years_left and expectancy are both given"):
        frames.years_of_life_lost(data, by="area", years_left="left", expectancy={0: 80, 90: 4})
    with pytest.raises(InputError, match="standard_age must list at least two"):
        frames.years_of_life_lost(data, by="area", expectancy={0: 80})
    with pytest.raises(InputError, match='there is no column "expectancy"'):
        frames.years_of_life_lost(data, by="area", expectancy=pl.DataFrame({"age": [0, 50], "years": [80, 33]}))
    with pytest.raises(InputError, match='there is no column "years"'):
        frames.crude_rate_of_years_lost(data, by="area", years_left="years")
