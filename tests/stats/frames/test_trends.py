import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import columns_of
from tests.stats.tables import rows_of

WORDS = {
    "Increasing": "increasing",
    "Decreasing": "decreasing",
    "No significant change": "no significant change",
    "Cannot be calculated": "cannot be assessed",
    "PEER_ERROR": "cannot be assessed",  # the peer stops where a count is none or all
}
GAPS = {"P_gap", "O_gap"}  # the peer tests across years left out, and ours does not
YEARS = ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]
RISING = [300, 360, 420, 480, 540]


def golden_answers(golden, kind):
    for row in rows_of(golden / f"trend_{kind}_expected.csv"):
        told = (
            row["recent_trend"] in ("Increasing", "Decreasing", "No significant change") and row["series"] not in GAPS
        )
        yield {
            "series": row["series"],
            "trend": WORDS[row["recent_trend"]] if row["series"] not in GAPS else "cannot be assessed",
            "chi_squared": float(row["chi2"]) if told else None,
            "slope": float(row["slope"]) if told else None,
        }


def test_trends_of_proportions_agree_with_the_golden_cases(engine, golden):
    data = engine(columns_of(golden / "trend_proportion_input.csv", "numerator", "denominator"))
    found = engine.rows(frames.trend_of_proportions(data, period="year", by="series"))
    assert_same(found, list(golden_answers(golden, "proportion")), keys=("series",), rel=1e-7)
    assert {row["method"] for row in found} == {"chi-squared test for trend"}


def test_trends_of_values_agree_with_the_golden_cases(engine, golden):
    columns = columns_of(golden / "trend_other_input.csv", "value", "lowercl", "uppercl")
    columns["year"] = [int(year) for year in columns["year"]]
    names = {"lower": "lowercl", "upper": "uppercl", "period": "year"}
    found = engine.rows(frames.trend_of_values(engine(columns), **names, by=["series"]))
    assert_same(found, list(golden_answers(golden, "other")), keys=("series",), rel=1e-7)


# What the public tests of both Fingertips projects assert; where ours is stricter, what its note says instead.
PUBLIC = {
    "legacy_set1_weighted": "increasing",
    "legacy_set2_weighted": "no significant change",
    "legacy_set1_proportion": "increasing",
    "legacy_set2_proportion_all_cases": "none or all",
    "next_DiabetesPrevelance": "increasing",
    "next_GpRegisteredPopulationOver65": "missing",  # theirs finds "no change" without any limits
    "next_YorkshireMmrCoverage": "decreasing",
    "next_DiabeticEyeDisease": "increasing",
    "next_EmergencyReadmissions": "no width",  # theirs refuses for the kind of value
}
SLIP = "next_Under75CancerMortality"  # a slip in their test makes a value 0, outside its limits: refused


def test_trends_agree_with_the_public_tests(engine, golden):
    kinds = {row["series"]: row["test"] for row in rows_of(golden / "trend_public_tests_expected.csv")}
    table = columns_of(golden / "trend_public_tests_input.csv", "count", "denominator", "value", "lower95", "upper95")
    wanted = {
        kind: [i for i, name in enumerate(table["series"]) if kinds[name] == kind and name != SLIP]
        for kind in set(kinds.values())
    }
    parts = {kind: engine({n: [c[i] for i in rows] for n, c in table.items()}) for kind, rows in wanted.items()}
    counts = {"numerator": "count", "period": "year", "by": "series"}
    limits = {"lower": "lower95", "upper": "upper95", "period": "year", "by": "series"}
    found = engine.rows(frames.trend_of_proportions(parts.pop("proportion"), **counts))
    for part in parts.values():
        found += engine.rows(frames.trend_of_values(part, **limits))
    told = {row["series"]: row["note"] or row["trend"] for row in found}
    assert told.keys() == PUBLIC.keys()
    assert [name for name, outcome in PUBLIC.items() if outcome not in told[name]] == []


def counted(**changes):
    return {"period": YEARS, "numerator": RISING, "denominator": [3000] * 5} | changes


def limited(**changes):
    return {
        "period": YEARS,
        "value": [10, 12, 14, 16, 18],
        "lower": [9, 11, 13, 15, 17],
        "upper": [11, 13, 15, 17, 19],
    } | changes


def test_a_trend_comes_with_its_words_and_ends(engine):
    (row,) = engine.rows(frames.trend_of_proportions(engine(counted()), best="high"))
    assert (row["first_period"], row["last_period"]) == ("2018/19", "2022/23")
    assert (row["trend"], row["rating"], row["note"]) == ("increasing", "better", "")
    (row,) = engine.rows(frames.trend_of_values(engine(limited()), best="low"))
    assert (row["trend"], row["rating"], row["slope"]) == ("increasing", "worse", pytest.approx(2))


def test_a_missing_figure_is_told_and_not_stepped_over(engine):
    data = counted(
        area=[*"AAAAAA"], period=["2017/18", *YEARS], numerator=[240, 300, None, 420, 480, 540], denominator=[3000] * 6
    )
    (row,) = engine.rows(frames.trend_of_proportions(engine(data), by="area"))
    assert (row["trend"], row["chi_squared"], row["slope"]) == ("cannot be assessed", None, None)
    assert row["note"] == "a yearly figure, its limits or its counts are missing"


def test_pooled_periods_are_not_tested(engine):
    # FingertipsNext passes pooled three-year periods as if they were years.
    pooled = [f"{year} - {year % 100 + 2}" for year in range(2014, 2019)]
    (row,) = engine.rows(frames.trend_of_values(engine(limited(period=pooled))))
    assert (row["trend"], row["rating"], row["slope"]) == ("cannot be assessed", "not compared", None)
    assert row["note"] == "periods of several years overlap, and a trend needs separate years"


def test_a_financial_year_written_as_two_years_is_told_how_to_write(engine):
    written = [f"{year}-{year % 100 + 1}" for year in range(2018, 2023)]
    (row,) = engine.rows(frames.trend_of_values(engine(limited(period=written))))
    assert row["note"].endswith('separate years; write "2018/19" for one year that begins within 2018')


def test_years_in_a_column_of_decimals_are_written_as_years(engine):
    (row,) = engine.rows(frames.trend_of_values(engine(limited(period=[2018.0, 2019.0, 2020.0, 2021.0, 2022.0]))))
    assert (row["first_period"], row["last_period"]) == ("2018", "2022")


def test_a_change_from_the_figure_before_is_told_by_group(engine):
    data = engine(
        limited(area=["A", "A", "B", "B", "C"], lower=[9.5, 11.5, 13, 14, 17], upper=[10.5, 12.5, 15, 17, 19])
    )
    found = engine.rows(frames.change_between(data, by="area", best="low"))
    assert [row["change"] for row in found] == ["increased", "no significant change", "cannot be assessed"]
    assert [row["rating"] for row in found] == ["worse", "similar", "not compared"]
    assert [row["difference"] for row in found] == [2, 2, None]
    assert [row["note"] for row in found] == ["", "", "there is no earlier figure"]


def test_nothing_comes_of_nothing(engine):
    kinds = {"area": pa.string(), "period": pa.string(), **dict.fromkeys(("numerator", "denominator"), pa.float64())}
    empty = engine.of(pa.table({name: pa.array([], kind) for name, kind in kinds.items()}))
    assert engine.rows(frames.trend_of_proportions(empty, by="area")) == []
    (row,) = engine.rows(frames.trend_of_proportions(empty))
    assert (row["trend"], row["note"]) == ("cannot be assessed", "5 yearly figures are needed and 0 are given")


def test_a_period_that_stands_twice_is_refused(engine):
    data = engine(counted(area=[*"ABBAA"], period=["2018/19", "2019/20", "2019/20", "2021/22", "2022/23"]))
    with pytest.raises(InputError, match=r"more than once in a group, in 1 of 5 rows \(first: area B, 2019\)"):
        frames.trend_of_proportions(data, by="area")


def test_impossible_figures_are_refused_with_the_first(engine):
    with pytest.raises(
        InputError, match=r"above its denominator in 1 of 5 rows \(first: period 2022/23, numerator 540,"
    ):
        frames.trend_of_proportions(engine(counted(denominator=[3000, 3000, 3000, 3000, 500])))
    with pytest.raises(InputError, match=r"do not enclose the value in 1 of 5 rows \(first: period 2018/19, value 10,"):
        frames.trend_of_values(engine(limited(lower=[10.5, 11, 13, 15, 17])))


def test_columns_that_are_not_there_or_hold_text_are_refused(engine):
    with pytest.raises(InputError, match='no column "year"'):
        frames.trend_of_proportions(engine(counted()), period="year")
    with pytest.raises(InputError, match='column "numerator" must hold numbers'):
        frames.trend_of_proportions(engine(counted(numerator=["*"] * 5)))
    with pytest.raises(InputError, match='column "period" is empty in some rows'):
        frames.trend_of_proportions(engine(counted(period=[None, *YEARS[1:]])))


# What follows does not touch the engine.


def test_the_order_of_rows_makes_no_difference():
    turned = {name: column[::-1] for name, column in limited().items()}
    one, other = (frames.trend_of_values(pl.DataFrame(columns)).row(0) for columns in (limited(), turned))
    assert one == other


def test_only_the_latest_five_count():
    data = counted(period=["2015 to 2017", *YEARS], numerator=[9, *RISING], denominator=[3000] * 6)
    row = frames.trend_of_proportions(pl.DataFrame(data)).row(0, named=True)
    assert (row["trend"], row["first_period"]) == ("increasing", "2018/19")


def test_a_year_left_out_and_a_year_of_another_kind_are_told():
    gap = frames.trend_of_proportions(pl.DataFrame(counted(period=[2017, 2019, 2020, 2021, 2022])))
    assert gap["note"].item() == "the years do not follow one another"
    mixed = frames.trend_of_proportions(pl.DataFrame(counted(period=["2018", *YEARS[1:]])))
    assert mixed["note"].item() == "the periods begin at different times of the year"


def test_a_trend_that_hangs_on_one_year_says_so():
    data = counted(numerator=[900, 900, 900, 900, 1620], denominator=[9000] * 5)
    row = frames.trend_of_proportions(pl.DataFrame(data), best="low").row(0, named=True)
    assert (row["trend"], row["rating"]) == ("no significant change", "similar")
    assert row["note"] == "the trend would turn, or go, without one of its years"
    assert row["chi_squared"] > 9.6


def test_dates_are_years_where_they_are_a_year_apart():
    dates = pl.DataFrame(counted()).with_columns(
        period=pl.date_range(pl.date(2018, 4, 1), pl.date(2022, 4, 1), "1y", eager=True)
    )
    assert frames.trend_of_proportions(dates).row(0)[:3] == ("2018-04-01", "2022-04-01", "increasing")
    months = dates.with_columns(period=pl.date_range(pl.date(2018, 4, 1), pl.date(2018, 8, 1), "1mo", eager=True))
    with pytest.raises(InputError, match="leave out periods shorter than a year"):
        frames.trend_of_proportions(months)


def test_periods_that_overlap_are_not_set_against_each_other():
    data = pl.DataFrame(limited(period=[f"{year} to {year + 2}" for year in (2012, 2013, 2014, 2017, 2018)]))
    row = frames.change_between(data).row(0, named=True)
    assert (row["change"], row["difference"], row["note"]) == (
        "cannot be assessed", None, "the two periods overlap, and share people and events",
    )  # fmt: skip
    assert frames.change_between(data[:4]).row(0, named=True)["change"] == "no significant change"
    mixed = frames.change_between(pl.DataFrame(limited(period=[*YEARS[:4], "2022"])))
    assert mixed["note"].item() == "the periods begin at different times of the year"


def test_a_change_from_a_missing_figure_is_not_told():
    found = frames.change_between(pl.DataFrame(limited(lower=[9, 11, 13, None, 17])))
    assert found["note"].item() == "a figure or one of its limits is missing"
    assert found["change"].item() == "cannot be assessed"


def test_the_confidence_of_the_limits_can_be_told():
    one, other = (frames.trend_of_values(pl.DataFrame(limited()), confidence=level) for level in (0.95, 0.998))
    assert other["chi_squared"].item() > one["chi_squared"].item()


def test_which_end_is_good_can_stand_in_a_column():
    two = pl.concat([pl.DataFrame(counted()).with_columns(which=pl.lit(end)) for end in ("high", "low")])
    found = frames.trend_of_proportions(two, best="which")
    assert found.select("which", "rating").rows() == [("high", "better"), ("low", "worse")]
    assert frames.trend_of_proportions(pl.DataFrame(counted()))["rating"].item() == "higher"


def test_an_end_that_is_not_known_is_refused():
    for run in (frames.trend_of_values, frames.change_between):
        with pytest.raises(InputError, match=r'best must be "high" or "low" or "none", or a column .* is "lowest"'):
            run(pl.DataFrame(limited()), best="lowest")
    with pytest.raises(InputError, match="best must be"):
        frames.trend_of_proportions(pl.DataFrame(counted()), best="good")


def test_many_series_give_what_each_gives_alone():
    generator = np.random.default_rng(7)
    events = generator.binomial(5000, np.linspace(0.1, 0.13, 5), size=(40, 5))
    data = pl.DataFrame({
        "area": np.repeat(np.arange(40), 5), "period": YEARS * 40,
        "numerator": events.ravel(), "denominator": [5000] * 200,
    })  # fmt: skip
    together = frames.trend_of_proportions(data, by="area")
    alone = [frames.trend_of_proportions(data.filter(pl.col("area") == area)) for area in range(40)]
    assert together.drop("area").equals(pl.concat(alone))
