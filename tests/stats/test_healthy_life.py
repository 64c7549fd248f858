import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.healthy_life import healthy_life_expectancy
from equitytown.stats.intervals import z_value
from equitytown.stats.life_tables import life_expectancy
from tests.stats.tables import DATA, column, grouped, rows_of

OWN = grouped(rows_of(DATA / "healthy_life_own.csv"), "case")
AGE = [0, 1, 16, 45, 65, 85]
DEATHS = np.array([12.0, 5, 20, 150, 400, 300])
PEOPLE = np.array([2500.0, 30_000, 60_000, 45_000, 25_000, 2400])
HEALTHY = np.array([0.97, 0.96, 0.9, 0.74, 0.55, 0.4])
ASKED = np.array([60.0, 300, 800, 700, 500, 90])
shares = st.lists(st.floats(0, 1), min_size=6, max_size=6)


def healthy(share=HEALTHY, asked=ASKED, **options):
    return healthy_life_expectancy(DEATHS, PEOPLE, share, asked, age=AGE, **options)


@pytest.mark.parametrize("case", OWN)
@pytest.mark.parametrize(("chance", "variance"), [("survey and deaths", "variance"), ("survey", "variance_survey")])
def test_healthy_life_agrees_with_exact_fractions_for_any_set_of_bands(case, chance, variance):
    rows = OWN[case]
    deaths, people, share, asked, effect = (
        column(rows, name) for name in ("deaths", "population", "healthy", "respondents", "design_effect")
    )
    lived = column(rows, "share_lived") if rows[0]["share_lived"] else None
    found = healthy_life_expectancy(
        deaths,
        people,
        share,
        asked,
        age=column(rows, "age"),
        share_lived=lived,
        design_effect=effect,
        chance=chance,
    )
    reach = z_value(0.95) * np.sqrt(column(rows, variance))
    given_here = 2 * reach <= 20
    assert given_here.any()
    np.testing.assert_allclose(found.value[given_here], column(rows, "value")[given_here], rtol=1e-12)
    np.testing.assert_allclose(found.lower, column(rows, "value") - reach, rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(found.upper, column(rows, "value") + reach, rtol=1e-12)


def test_healthy_life_agrees_with_a_published_example():
    # Hauet E (1997), males of France in 1991 from 65 on. Deaths and people are found from the printed survivors and
    # years lived, those below 65 are any; numbers asked from the printed variance of each share.
    rows = rows_of(DATA / "published_health_expectancy.csv")
    survivors, years = column(rows, "survivors"), column(rows, "person_years")
    dying = -np.diff(np.append(survivors, 0))
    lived = np.append((years[:-1] - 5 * survivors[1:]) / (5 * dying[:-1]), 0.5)
    share = 1 - column(rows, "poor_health_prevalence")
    asked = share * (1 - share) / column(rows, "prevalence_variance")
    found = healthy_life_expectancy(
        np.append(1000, dying),
        np.append(7e6, years),
        np.append(0.9, share),
        np.append(1000, asked),
        age=np.append(0, column(rows, "start_age")),
        share_lived=np.append(0.5, lived),
        chance="survey",
    )
    error = (found.upper - found.lower) / (2 * z_value(0.95))
    np.testing.assert_allclose(found.value[1:], column(rows, "healthy_life_expectancy"), atol=0.0501)
    np.testing.assert_allclose(error[1:], column(rows, "standard_error"), atol=0.0051)


def test_good_health_everywhere_is_life_expectancy_with_its_limits():
    found, whole = healthy(np.ones(6), chance="survey and deaths"), life_expectancy(DEATHS, PEOPLE, age=AGE)
    for part in ("value", "lower", "upper"):
        np.testing.assert_allclose(getattr(found, part), getattr(whole, part), rtol=1e-13)


def test_good_health_nowhere_is_no_healthy_life():
    assert healthy(np.zeros(6)).value.tolist() == [0] * 6


@given(shares)
def test_healthy_life_is_no_longer_than_life_and_limits_enclose_it(share):
    found, whole = healthy(share), life_expectancy(DEATHS, PEOPLE, age=AGE)
    known = found.note == ""
    assert (found.value[known] <= whole.value[known] + 1e-9).all()
    assert (found.lower <= found.upper).all()
    assert (found.lower[known] <= found.value[known]).all()


@given(shares)
def test_years_in_good_and_in_poor_health_add_up_to_life(share):
    well, ill = healthy(share), healthy(1 - np.array(share))
    whole = life_expectancy(DEATHS, PEOPLE, age=AGE).value
    known = (well.note == "") & (ill.note == "")
    np.testing.assert_allclose((well.value + ill.value)[known], whole[known], rtol=1e-12)


@given(st.floats(1, 5), st.floats(1, 5))
def test_a_larger_design_effect_widens_limits(one, other):
    small, large = sorted((one, other))
    narrow, wide = healthy(design_effect=small), healthy(design_effect=large)
    assert (wide.lower <= narrow.lower).all()
    assert wide.value.tolist() == narrow.value.tolist()


def test_twice_the_design_effect_is_half_the_respondents():
    assert healthy(design_effect=2).lower.tolist() == healthy(asked=ASKED / 2).lower.tolist()
    assert healthy(design_effect=np.full(6, 2.0)).lower.tolist() == healthy(design_effect=2).lower.tolist()


def test_mathers_variance_leaves_out_the_chance_in_deaths_and_changes_nothing_else():
    both, survey = healthy(chance="survey and deaths"), healthy()
    assert survey.value.tolist() == both.value.tolist()
    assert (survey.upper < both.upper).all()
    assert (survey.lower > both.lower).all()


def test_more_confidence_widens_limits():
    found = healthy(confidence=(0.95, 0.998))
    assert found.lower.shape == (2, 6)
    assert (found.upper[1] > found.upper[0]).all()


def test_limits_agree_with_simulated_surveys_and_deaths():
    rng = np.random.Generator(np.random.PCG64(11))
    size = (4000, 6)
    drawn = healthy_life_expectancy(
        rng.poisson(DEATHS, size=size),
        np.broadcast_to(PEOPLE, size),
        rng.binomial(ASKED.astype(int), HEALTHY, size=size) / ASKED,
        ASKED,
        age=AGE,
    )
    found = healthy(chance="survey and deaths")
    error = (found.upper - found.lower) / (2 * z_value(0.95))
    np.testing.assert_allclose(drawn.value.std(axis=0), error, rtol=0.05)


def test_shares_given_once_serve_every_group():
    deaths, people = np.stack([DEATHS, 2 * DEATHS]), np.stack([PEOPLE, PEOPLE])
    found = healthy_life_expectancy(deaths, people, HEALTHY, ASKED, age=AGE)
    apart = healthy_life_expectancy(deaths, people, np.stack([HEALTHY] * 2), np.stack([ASKED] * 2), age=AGE)
    assert found.value.shape == (2, 6)
    assert found.lower.tolist() == apart.lower.tolist()
    assert found.value[0].tolist() == healthy().value.tolist()


@pytest.mark.parametrize("missing", ["share", "asked"])
def test_a_missing_share_withholds_its_group_and_touches_no_other(missing):
    share, asked = np.stack([HEALTHY] * 2), np.stack([ASKED] * 2)
    (share if missing == "share" else asked)[0, 2] = math.nan
    deaths, people = np.stack([DEATHS] * 2), np.stack([PEOPLE] * 2)
    found = healthy_life_expectancy(deaths, people, share, asked, age=AGE)
    assert np.isnan(found.value).any(axis=1).tolist() == [True, False]
    assert set(found.note[0]) == {"a share in good health or its number of respondents is missing in an age band"}


def test_the_reasons_of_life_expectancy_withhold_healthy_life_too():
    deaths = np.array(DEATHS)
    deaths[-1] = 0
    found = healthy_life_expectancy(deaths, PEOPLE, HEALTHY, ASKED, age=AGE)
    assert set(found.note) == {"there are no deaths in the open age band"}
    few = healthy(asked=np.full(6, 1.0), design_effect=9)
    assert few.note[0] == "the 95% limits are more than 20 years apart"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"share": HEALTHY * 100}, r"healthy is not a share in 6 of 6 rows \(first: row 0, 97\)\. .*0\.61, not 61"),
        ({"share": -HEALTHY}, "healthy is not a share"),
        ({"asked": np.zeros(6)}, "respondents is not above 0 in 6 of 6 rows"),
        ({"design_effect": 0}, "design_effect is not above 0"),
        ({"design_effect": [1, 2]}, r"design_effect has shape \(2,\); it must be \(6,\)"),
        ({"share": HEALTHY[1:]}, r"healthy has shape \(5,\); it must be \(6,\)"),
        ({"asked": ASKED[1:]}, r"respondents has shape \(5,\); it must be \(6,\)"),
        ({"chance": "deaths"}, 'chance must be "survey and deaths" or "survey", and is "deaths"'),
        ({"confidence": 95}, "Did you mean 0.95"),
    ],
)
def test_impossible_input_is_refused(options, message):
    with pytest.raises(InputError, match=message):
        healthy(**options)


def test_impossible_counts_are_refused():
    with pytest.raises(InputError, match="deaths is negative"):
        healthy_life_expectancy(-DEATHS, PEOPLE, HEALTHY, ASKED, age=AGE)
