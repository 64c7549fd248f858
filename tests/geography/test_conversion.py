import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.geography.conversion import ADDED, BEST_FIT, DIVIDED, SAME, convert
from equitytown.geography.lookups import lookup_of, with_population
from tests.geography.test_lookups import ROWS

LOOKUP = lookup_of(ROWS, old="old", new="new", share="share", change="change", old_set="old", new_set="new")
DEATHS = pl.DataFrame({"area_code": ["A", "B", "C", "S"], "deaths": [5, 3, 4, 8], "people": [50, 30, 40, 80]})


def converted(rows=DEATHS, lookup=LOOKUP, **options):
    made = convert(rows, lookup, **({"area": "area_code", "counts": ["deaths", "people"]} | options))
    return {row["area_code"]: row for row in made.to_dicts()}


def test_counts_are_kept_added_up_or_divided_and_say_how():
    found = converted()
    assert list(found) == ["A", "M", "S1", "S2"]
    assert [row["deaths"] for row in found.values()] == [5, 7, 6, 2]
    assert [row["method"] for row in found.values()] == [SAME, ADDED, DIVIDED, DIVIDED]
    assert [(row["deaths_least"], row["deaths_most"]) for row in found.values()] == [(5, 5), (7, 7), (0, 8), (0, 8)]
    assert {row["note"] for row in found.values()} == {""}


def test_a_rate_is_worked_out_anew_from_converted_counts():
    found = converted(DEATHS.with_columns(people=pl.Series([50, 10, 400, 80])))
    merged = found["M"]
    assert merged["deaths"] / merged["people"] == pytest.approx(7 / 410)  # not the mean of 3/10 and 4/400


def test_irregular_changes_are_never_compared():
    found = converted(pl.concat([DEATHS, pl.DataFrame({"area_code": ["X"], "deaths": [9], "people": [90]})]))
    assert found["X1"]["deaths"] is None
    assert found["X1"]["note"] == "boundaries changed irregularly (X): nothing can be compared"
    assert (found["A2"]["deaths_most"], found["A2"]["method"]) == (None, "")


def test_a_missing_count_or_area_is_told_and_never_nought():
    found = converted(DEATHS.with_columns(deaths=pl.Series([5, None, 4, 8])))
    assert (found["M"]["deaths"], found["M"]["people"]) == (None, None)
    assert found["M"]["note"] == "deaths of B is missing"
    found = converted(DEATHS.filter(pl.col("area_code") != "C"))
    assert (found["M"]["deaths"], found["M"]["note"]) == (None, "deaths of C is missing")


def test_a_divided_area_without_shares_is_told():
    bare = lookup_of(ROWS, old="old", new="new", change="change")
    assert converted(lookup=bare)["S1"]["note"] == "S was divided, and the look-up has no shares"
    assert converted(lookup=with_population(bare, {"S1": 300, "S2": 100}))["S1"]["deaths"] == 6


def test_a_best_fit_says_so():
    wards = lookup_of(pl.DataFrame({"lsoa": ["A", "B"], "ward": ["W", "W"]}), old="lsoa", new="ward", best_fit=True)
    assert converted(DEATHS.head(2), wards)["W"]["method"] == BEST_FIT


def test_each_combination_is_converted_by_itself():
    rows = pl.concat([DEATHS.with_columns(sex=pl.lit(sex)) for sex in "FM"])
    made = convert(rows, LOOKUP, area="area_code", counts=["deaths"], by=["sex"])
    assert made.filter(area_code="M")["deaths"].to_list() == [7, 7]
    assert made.columns == ["sex", "area_code", "deaths", "deaths_least", "deaths_most", "method", "note"]
    short = convert(rows.head(7), LOOKUP, area="area_code", counts=["deaths"], by=["sex"])
    assert short.filter(sex="M", area_code="S1")["note"].item() == "deaths of S is missing"


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=4))
def test_nothing_is_lost_and_every_count_lies_between_its_ends(counts):
    found = converted(DEATHS.with_columns(deaths=pl.Series(counts)))
    assert sum(row["deaths"] for row in found.values()) == pytest.approx(sum(counts))
    assert all(row["deaths_least"] <= row["deaths"] <= row["deaths_most"] for row in found.values())


REFUSED = [
    (DEATHS, {"counts": ["died"]}, 'there is no column "died". The columns are: area_code, deaths, people'),
    (DEATHS.with_columns(deaths=pl.lit("*")), {}, 'column "deaths" must hold counts, and holds String'),
    (DEATHS.with_columns(area_code=pl.Series(["A", None, "C", "S"])), {}, 'column "area_code" is empty in 1 of 4 rows'),
    (pl.concat([DEATHS, DEATHS.head(1)]), {}, r"A stands in more than one row. Add what tells the rows apart to `by`"),
    (DEATHS.with_columns(deaths=pl.Series([5, -3, 4, 8])), {}, r"deaths is negative in 1 of 4 rows \(first: B\)"),
    (DEATHS.with_columns(area_code=pl.Series(["A", "M", "C", "S"])), {}, "1 of them are of new: two boundary sets"),
]


@pytest.mark.parametrize(("rows", "options", "message"), REFUSED)
def test_what_cannot_be_converted_is_refused(rows, options, message):
    with pytest.raises(InputError, match=message):
        converted(rows, **options)


def test_the_small_areas_of_england_keep_their_people(shared):
    raw = pl.read_parquet(shared / "data" / "lookups" / "lookup_lsoa11_lsoa21_ltla22.parquet")
    raw = raw.filter(pl.col("lsoa11_code").str.starts_with("E"))
    lookup = lookup_of(raw, old="lsoa11_code", new="lsoa21_code", change="change_code")
    people = pl.read_parquet(shared / "data" / "population" / "population20_lsoa11.parquet")
    census = pl.read_parquet(shared / "data" / "census2021" / "ethnicity21_lsoa21.parquet")
    total = census.group_by("lsoa21_code").agg(pl.col("n").sum())
    lookup = with_population(lookup, dict(total.iter_rows()))
    made = convert(people, lookup, area="lsoa11_code", counts=["total_population"])
    kinds = dict(made.group_by("method").len().iter_rows())
    assert kinds[SAME] == 31_810
    assert made["note"].str.contains("irregularly").sum() == 6
    assert made["note"].str.contains("divided").sum() == 0
    irregular = raw.filter(pl.col("change_code") == "X")["lsoa11_code"].unique().to_list()
    lost = people.filter(pl.col("lsoa11_code").is_in(irregular))["total_population"].sum()
    assert made["total_population"].sum() == pytest.approx(people["total_population"].sum() - lost)
    luton = raw.filter(pl.col("ltla22_name") == "Luton")
    assert (luton["lsoa11_code"].n_unique(), luton["lsoa21_code"].n_unique()) == (121, 125)
    with pytest.raises(InputError, match="codes are not of lsoa11_code"):
        convert(
            people.with_columns(lsoa11_code=pl.lit("E01033931")).head(1).vstack(people.head(0)),
            lookup,
            area="lsoa11_code",
            counts=["total_population"],
        )
