import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.intervals import z_value
from equitytown.stats.life_tables import life_expectancy, life_table
from tests.stats.tables import DATA, column, grouped, rows_of

OWN = grouped(rows_of(DATA / "life_tables_own.csv"), "case")
AGE = [0, 1, *range(5, 95, 5)]
PER_100_000 = [400, 20, 10, 10, 30, 50, 60, 80, 100, 160, 250, 370, 600, 900, 1500, 2400, 4000, 7000, 12_000, 22_000]
RATE = np.array(PER_100_000) / 1e5
PEOPLE = np.array([900.0, 3600] + [4500.0] * 12 + [3500, 3000, 2500, 1700, 1000, 600])
DEATHS = np.ceil(RATE * PEOPLE)
bands = st.integers(2, 30)
counts = st.lists(st.tuples(st.integers(0, 300), st.integers(400, 9000)), min_size=3, max_size=25)


def spaced(size):
    """Start ages of bands of uneven width."""
    return np.cumsum([0, *(1 + i % 5 for i in range(size - 1))])


def with_deaths_at_the_top(pairs):
    deaths, people = (np.array(part, dtype=float) for part in zip(*pairs, strict=True))
    deaths[-1] += 1
    people[0] += 5001
    return deaths, people


def changed(array, band, number):
    copy = np.array(array, dtype=float)
    copy[band] = number
    return copy


def shares_of(rows):
    return column(rows, "share_lived") if rows[0]["share_lived"] else None


@pytest.mark.parametrize("case", OWN)
def test_life_tables_agree_with_exact_fractions_for_any_set_of_bands(case):
    rows = OWN[case]
    table = life_table(
        column(rows, "deaths"), column(rows, "population"), age=column(rows, "age"), share_lived=shares_of(rows)
    )
    pairs = {
        "expectancy": table.expectancy,
        "variance": table.expectancy_variance,
        "survivors": table.survivors,
        "years": table.years,
        "years_above": table.years_above,
    }
    for name, found in pairs.items():
        np.testing.assert_allclose(found, column(rows, name), rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("case", OWN)
def test_life_expectancy_is_that_of_the_table_with_normal_limits(case):
    rows = OWN[case]
    found = life_expectancy(
        column(rows, "deaths"), column(rows, "population"), age=column(rows, "age"), share_lived=shares_of(rows)
    )
    reach = z_value(0.95) * np.sqrt(column(rows, "variance"))
    np.testing.assert_allclose(found.value, column(rows, "expectancy"), rtol=1e-12)
    np.testing.assert_allclose(found.lower, column(rows, "expectancy") - reach, rtol=1e-12)
    np.testing.assert_allclose(found.upper, column(rows, "expectancy") + reach, rtol=1e-12)
    assert set(found.note) == {""}


def test_a_table_agrees_with_a_published_one_from_years_lived_by_the_dead():
    rows = rows_of(DATA / "published_life_table.csv")
    width = np.nan_to_num(column(rows, "width"), nan=1.0)
    share = np.append((column(rows, "years_lived_by_dead") / width)[:-1], 0.5)
    age = column(rows, "start_age")
    table = life_table(column(rows, "deaths"), column(rows, "population"), age=age, share_lived=share)
    np.testing.assert_allclose(table.survivors, column(rows, "survivors"), atol=0.5)
    np.testing.assert_allclose(table.years, column(rows, "person_years"), atol=0.6)
    assert_published("austria_males_1992", dict(zip(age, table.expectancy, strict=True)), "life_expectancy")


def test_a_table_agrees_with_a_published_one_from_shares_lived():
    rows = rows_of(DATA / "published_life_table_chiang.csv")
    age, share = column(rows, "start_age"), np.nan_to_num(column(rows, "fraction_lived_by_dead"), nan=0.5)
    table = life_table(column(rows, "deaths"), column(rows, "population"), age=age, share_lived=share)
    assert_published("california_1970", dict(zip(age, table.expectancy, strict=True)), "life_expectancy")
    assert_published("california_1970", dict(zip(age, table.dying, strict=True)), "death_probability")


def assert_published(case, found, statistic):
    rows = grouped(rows_of(DATA / "published_life_expectancy.csv"), "case")[case]
    rows = [row for row in rows if row["statistic"] == statistic]
    assert rows
    for row in rows:
        assert found[float(row["start_age"])] == pytest.approx(
            float(row["value"]), abs=0.55 * 10 ** -int(row["decimals"])
        )


def test_standard_errors_agree_with_a_published_table():
    # Its last band is closed and leaves no chance, so the open band's part is taken off ours.
    rows = rows_of(DATA / "published_life_table_error.csv")
    deaths, people = column(rows, "deaths"), column(rows, "person_years")
    table = life_table(deaths, people, age=column(rows, "start_age"), share_lived=np.full(len(rows), 0.5))
    at_the_top = (table.survivors[-1] / table.survivors) ** 2 * table.expectancy_variance[-1]
    error = np.sqrt(np.maximum(table.expectancy_variance - at_the_top, 0))
    printed = {
        "death_probability": table.dying,
        "death_probability_error": np.sqrt(table.dying_variance),
        "survival": table.survivors / 100_000,
        "life_expectancy": table.expectancy,
        "life_expectancy_error": error,
    }
    for name, found in printed.items():
        expected = column(rows, name)
        known = ~np.isnan(expected)
        assert known.sum() >= 4
        np.testing.assert_allclose(found[known], expected[known], atol=0.6e-5, err_msg=name)


@pytest.mark.parametrize("top", [80, 85, 90, 95])
def test_any_open_band_gives_figures_where_the_peer_takes_twenty_bands_alone(top):
    age = [0, 1, *range(5, top + 1, 5)]
    deaths, people = np.full(len(age), 400.0), np.full(len(age), 4000.0)
    found = life_expectancy(deaths, people, age=age)
    assert set(found.note) == {""}
    assert found.value.shape == (len(age),)
    assert found.value[-1] == 10


def test_merging_bands_of_one_rate_changes_little():
    fine = life_expectancy(RATE * 1e6, np.full(20, 1e6), age=AGE).value[0]
    merged = np.r_[RATE[:2], RATE[2:4].mean(), RATE[4:]]
    coarse = life_expectancy(merged * 1e6, np.full(19, 1e6), age=[0, 1, 5, *AGE[4:]]).value[0]
    assert coarse == pytest.approx(fine, abs=0.01)


def test_life_expectancy_under_one_constant_rate_is_its_inverse():
    # A rate that no age changes leaves 1 / rate years at every age; narrow bands come close to it.
    age = np.arange(60)
    found = life_expectancy(np.full(60, 2000.0), np.full(60, 1e5), age=age, share_lived=np.full(60, 0.5))
    np.testing.assert_allclose(found.value, 50, rtol=1e-3)


@given(counts)
def test_limits_enclose_the_value_and_lie_evenly_about_it(pairs):
    deaths, people = with_deaths_at_the_top(pairs)
    found = life_expectancy(deaths, people, age=spaced(len(deaths)))
    given_here = found.note == ""
    assert (found.lower <= found.upper).all()
    np.testing.assert_allclose(
        found.upper[given_here] - found.value[given_here], found.value[given_here] - found.lower[given_here], atol=1e-9
    )


@given(counts)
def test_more_confidence_widens_limits(pairs):
    deaths, people = with_deaths_at_the_top(pairs)
    found = life_expectancy(deaths, people, age=spaced(len(deaths)), confidence=(0.9, 0.95, 0.998))
    assert found.lower.shape == (3, len(deaths))
    assert (np.diff(found.lower, axis=0) <= 0).all()
    assert (np.diff(found.upper, axis=0) >= 0).all()


@given(counts)
def test_a_table_adds_up(pairs):
    deaths, people = with_deaths_at_the_top(pairs)
    table = life_table(deaths, people, age=spaced(len(deaths)))
    assert table.deaths.sum() == pytest.approx(100_000)
    np.testing.assert_allclose(table.years_above, table.survivors * table.expectancy, rtol=1e-9)
    np.testing.assert_allclose(table.survivors[1:], table.survivors[:-1] - table.deaths[:-1], atol=1e-6)
    assert ((table.dying >= 0) & (table.dying <= 1)).all()
    np.testing.assert_allclose(table.rate, deaths / people)
    assert table.width.tolist() == [*np.diff(spaced(len(deaths))).tolist(), math.inf]


@given(counts)
def test_ten_times_the_people_and_deaths_keep_the_value_and_narrow_the_limits(pairs):
    deaths, people = with_deaths_at_the_top(pairs)
    few, many = (life_table(k * deaths, k * people, age=spaced(len(deaths))) for k in (1, 10))
    np.testing.assert_allclose(many.expectancy, few.expectancy, rtol=1e-12)
    np.testing.assert_allclose(many.expectancy_variance, few.expectancy_variance / 10, rtol=1e-9)


@given(counts, st.integers(0, 24))
def test_more_deaths_anywhere_never_lengthen_life(pairs, band):
    deaths, people = with_deaths_at_the_top(pairs)
    more = changed(deaths, band % len(deaths), deaths[band % len(deaths)] + 10)
    one, other = (life_table(d, people, age=spaced(len(deaths))).expectancy[0] for d in (deaths, more))
    assert other <= one + 1e-12


def test_the_standard_error_agrees_with_simulated_deaths():
    rng = np.random.Generator(np.random.PCG64(7))
    expected = RATE * PEOPLE * 10
    drawn = life_table(rng.poisson(expected, size=(4000, 20)), np.broadcast_to(PEOPLE * 10, (4000, 20)), age=AGE)
    told = life_table(expected, PEOPLE * 10, age=AGE)
    for band in (0, 5, 14, 19):
        spread = drawn.expectancy[:, band].std()
        assert spread == pytest.approx(math.sqrt(told.expectancy_variance[band]), rel=0.05)


def test_a_group_has_the_same_answer_alone_and_among_others():
    together = life_expectancy(
        np.stack([[DEATHS, 2 * DEATHS], [DEATHS + 1, DEATHS]]), np.broadcast_to(PEOPLE, (2, 2, 20)), age=AGE
    )
    alone = life_expectancy(2 * DEATHS, PEOPLE, age=AGE)
    assert together.value.shape == together.lower.shape == together.note.shape == (2, 2, 20)
    assert together.value[0, 1].tolist() == alone.value.tolist()
    assert together.upper[0, 1].tolist() == alone.upper.tolist()


def test_no_groups_have_no_figures():
    found = life_expectancy(np.empty((0, 20)), np.empty((0, 20)), age=AGE)
    assert found.value.shape == found.note.shape == (0, 20)
    assert life_table(np.empty((0, 20)), np.empty((0, 20)), age=AGE).note.shape == (0,)


WITHHELD = {
    "a count is missing in an age band": (changed(DEATHS, 3, math.nan), PEOPLE),
    "an age band has no people": (changed(DEATHS, 3, 0), changed(PEOPLE, 3, 0)),
    "the population is not above 5,000": (DEATHS[:], PEOPLE * 5000 / PEOPLE.sum()),
    "deaths are above the population of an age band": (changed(DEATHS, 3, 4501), PEOPLE),
    "there are no deaths in the open age band": (changed(DEATHS, 19, 0), PEOPLE),
}


@pytest.mark.parametrize("reason", WITHHELD)
def test_a_group_is_withheld_whole_with_its_reason_and_touches_no_other(reason):
    deaths, people = WITHHELD[reason]
    found = life_expectancy([deaths, DEATHS], [people, PEOPLE], age=AGE)
    assert set(found.note[0]) == {reason}
    assert np.isnan([found.value[0], found.lower[0], found.upper[0]]).all()
    assert found.value[1].tolist() == life_expectancy(DEATHS, PEOPLE, age=AGE).value.tolist()
    assert set(found.note[1]) == {""}


def test_a_population_of_5001_is_enough():
    found = life_expectancy(DEATHS / 100, PEOPLE * 5001 / PEOPLE.sum(), age=AGE)
    assert found.note[0] != "the population is not above 5,000"


def test_limits_more_than_twenty_years_apart_withhold_the_value_alone():
    deaths = changed(np.zeros(20), 19, 1)
    found = life_expectancy(deaths, PEOPLE, age=AGE)
    assert np.isnan(found.value).all()
    assert (found.upper - found.lower > 20).all()
    assert set(found.note) == {"the 95% limits are more than 20 years apart"}


def test_the_width_of_limits_is_judged_at_95_per_cent_whatever_is_asked():
    deaths = np.maximum(DEATHS // 9, np.eye(20)[19])
    narrow, wide = (life_expectancy(deaths, PEOPLE, age=AGE, confidence=level) for level in (0.5, 0.9999))
    assert narrow.note.tolist() == wide.note.tolist()


def test_an_age_that_nobody_reaches_still_has_the_expectancy_of_those_above():
    # The peer gives 0 years there, as if those at that age died at once.
    deaths = changed(DEATHS, 8, 4400)
    found, other = (life_expectancy(d, PEOPLE, age=AGE) for d in (deaths, DEATHS))
    table = life_table(deaths, PEOPLE, age=AGE)
    assert table.survivors[9] == 0
    assert table.dying[8] == 1
    assert found.value[9:].tolist() == other.value[9:].tolist()
    assert found.value[0] < 40


def test_no_deaths_in_a_closed_band_are_no_obstacle():
    found = life_expectancy(changed(DEATHS, 4, 0), PEOPLE, age=AGE)
    assert found.note[0] == ""
    assert found.value[0] > life_expectancy(DEATHS, PEOPLE, age=AGE).value[0]


def test_a_table_with_a_gap_is_filled_as_far_as_it_goes():
    table = life_table(changed(DEATHS, 3, math.nan), PEOPLE, age=AGE)
    assert table.note == "a count is missing in an age band"
    assert np.isnan(table.survivors).tolist() == [False] * 4 + [True] * 16
    assert np.isnan(table.expectancy).tolist() == [True] * 4 + [False] * 16
    small = life_table(DEATHS / 100, PEOPLE / 100, age=AGE)
    assert small.note == ""
    assert not np.isnan(small.expectancy).any()


def test_a_table_says_which_gap_it_has():
    table = life_table([DEATHS, changed(DEATHS, 19, 0)], [changed(PEOPLE, 2, 0), PEOPLE], age=AGE)
    assert table.note.tolist() == ["an age band has no people", "there are no deaths in the open age band"]
    assert np.isnan(table.expectancy[1]).all()
    assert not np.isnan(table.survivors[1]).any()


def test_the_first_band_has_a_tenth_lived_whatever_its_width():
    wide = life_table([50, 60, 800], [4000, 60_000, 6000], age=[0, 5, 75])
    share = life_table([50, 60, 800], [4000, 60_000, 6000], age=[0, 5, 75], share_lived=[0.1, 0.5, math.nan])
    assert wide.expectancy.tolist() == share.expectancy.tolist()


def test_shares_lived_may_differ_between_groups():
    share = np.array([[0.1, 0.5, 0.5], [0.3, 0.4, 0.5]])
    deaths, people = np.tile([50.0, 60, 800], (2, 1)), np.tile([4000.0, 60_000, 6000], (2, 1))
    found = life_expectancy(deaths, people, age=[0, 5, 75], share_lived=share)
    for group in range(2):
        alone = life_expectancy(deaths[group], people[group], age=[0, 5, 75], share_lived=share[group])
        assert found.value[group].tolist() == alone.value.tolist()


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((changed(DEATHS, 2, -1), PEOPLE), r"deaths is negative in 1 of 20 rows \(first: row 2, -1\)"),
        ((DEATHS, changed(PEOPLE, 2, -5)), "population is negative in 1 of 20 rows"),
        ((DEATHS, PEOPLE[1:]), r"arrays differ in shape \(deaths \(20,\), population \(19,\)\)"),
        ((DEATHS[1:], PEOPLE[1:]), r"deaths has shape \(19,\), and there are 20 age bands.*along the last axis"),
    ],
)
def test_impossible_counts_are_refused(counts, message):
    for function in (life_expectancy, life_table):
        with pytest.raises(InputError, match=message):
            function(*counts, age=AGE)


@pytest.mark.parametrize(
    ("age", "message"),
    [
        ([0, 1, 1], r"age does not rise in 1 of 2 rows \(first: row 1, 1 then 1\)"),
        ([0, math.nan, 5], "age does not rise in 2 of 2 rows"),
        ([5, 10, 15], "the first age band must start at 0, and starts at 5"),
        ([0], r"age must list at least two ages, and has shape \(1,\)"),
        ([[0, 1, 5]], r"has shape \(1, 3\)"),
        (["0-4", "5-9", "10+"], "age must be numbers"),
    ],
)
def test_ages_that_make_no_bands_are_refused(age, message):
    with pytest.raises(InputError, match=message):
        life_expectancy([1, 1, 1], [9000, 9000, 9000], age=age)


@pytest.mark.parametrize("share", [[0.1, 1.5, 0.5], [0.1, math.nan, 0.5], [-0.1, 0.5, 0.5]])
def test_a_share_lived_that_is_none_is_refused(share):
    with pytest.raises(InputError, match="share_lived is not a share in 1 of 2 rows"):
        life_expectancy([1, 1, 1], [9000, 9000, 9000], age=[0, 5, 75], share_lived=share)


@pytest.mark.parametrize("share", [0.5, [0.1, 0.5], [[[0.1, 0.5, 0.5]]]])
def test_a_share_lived_of_another_shape_is_refused(share):
    with pytest.raises(InputError, match=r"share_lived has shape .*; it must be \(3,\), once for each age band"):
        life_expectancy([1, 1, 1], [9000, 9000, 9000], age=[0, 5, 75], share_lived=share)


def test_a_confidence_that_is_no_share_is_refused():
    with pytest.raises(InputError, match=r"Did you mean 0\.95"):
        life_expectancy(DEATHS, PEOPLE, age=AGE, confidence=95)
