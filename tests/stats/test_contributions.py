import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.contributions import contributions_of_ages, contributions_of_causes
from equitytown.stats.intervals import z_value
from equitytown.stats.life_tables import life_expectancy, life_table
from tests.stats.tables import DATA, column, grouped, rows_of

OWN = rows_of(DATA / "contributions_own.csv")
AGE = [0, 1, 15, 35, 65, 80]
PEOPLE = np.array([900.0, 11_000, 18_000, 22_000, 8000, 3000])
PEOPLE_THERE = np.array([3000.0, 40_000, 62_000, 90_000, 36_000, 15_000])
counts = st.lists(st.integers(0, 400), min_size=6, max_size=6).map(lambda d: [*d[:5], 500 + d[5]])
bases = st.sampled_from(["first", "both"])


def by_cause(name):
    return np.array([column(rows, name) for rows in grouped(OWN, "cause").values()])


DEATHS, DEATHS_THERE = by_cause("deaths"), by_cause("comparator_deaths")


def ages(deaths=None, there=None, people=PEOPLE, people_there=PEOPLE_THERE, **options):
    deaths = DEATHS.sum(axis=0) if deaths is None else deaths
    there = DEATHS_THERE.sum(axis=0) if there is None else there
    return contributions_of_ages(deaths, people, there, people_there, age=AGE, **options)


def causes(deaths=DEATHS, there=DEATHS_THERE, **options):
    return contributions_of_causes(deaths, PEOPLE, there, PEOPLE_THERE, age=AGE, **options)


def error(found):
    return (found.upper - found.lower) / (2 * z_value(0.95))


def changed(array, place, number):
    copy = np.array(array, dtype=float)
    copy[place] = number
    return copy


def test_contributions_agree_with_the_textbook_formula_in_exact_fractions():
    found, both = ages(), ages(base="both")
    worked = {name: by_cause(name)[0] for name in ("value_all_causes", "direct", "indirect", "value_both_ways")}
    np.testing.assert_allclose(found.value, worked["value_all_causes"], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(found.direct, worked["direct"], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(found.indirect, worked["indirect"], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(both.value, worked["value_both_ways"], rtol=1e-10, atol=1e-14)


def test_causes_agree_with_exact_fractions_and_with_the_limit_where_all_rates_agree():
    found = causes()
    np.testing.assert_allclose(found.value, by_cause("value"), rtol=1e-9, atol=1e-12)
    band = AGE.index(35)
    assert DEATHS.sum(axis=0)[band] / PEOPLE[band] == DEATHS_THERE.sum(axis=0)[band] / PEOPLE_THERE[band]
    assert ages().value[band] == 0
    assert np.abs(found.value[:, band]).min() > 0.01
    assert found.value[:, band].sum() == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("case", "tolerance"), [("us_females_1935_1995", 0.015), ("us_females_broad_ages", 0.04)])
def test_contributions_agree_with_published_ones_as_far_as_rates_tell(case, tolerance):
    # The published ones rest on survivors and expectancies printed to a few digits, and on shares lived of their own.
    published = grouped(rows_of(DATA / "published_decomposition_age.csv"), "case")
    rates = published["us_females_1935_1995"]
    age, people = column(rates, "start_age"), np.full(19, 1e7)
    found = contributions_of_ages(
        column(rates, "rate_1") * people, people, column(rates, "rate_2") * people, people, age=age, base="both"
    )
    assert found.gap.value == pytest.approx(79.00 - 63.32, abs=0.05)
    starts = column(published[case], "start_age")
    summed = np.add.reduceat(found.value, np.searchsorted(age, starts))
    np.testing.assert_allclose(summed, column(published[case], "contribution"), atol=tolerance)


def test_causes_share_out_an_age_band_as_published():
    rows = rows_of(DATA / "published_decomposition_cause.csv")
    people, kinds = np.full(7, 1e7), ("communicable", "noncommunicable", "injury")
    here, there = (
        np.array([column(rows, f"{kind}_share_{side}") * column(rows, f"rate_{side}") for kind in kinds]) * people
        for side in (1, 2)
    )
    found = contributions_of_causes(here, people, there, people, age=column(rows, "start_age"))
    # The ages' contributions are printed to a tenth of a year, from life tables with more bands.
    np.testing.assert_allclose(found.value.sum(axis=0), column(rows, "age_contribution"), atol=0.25)
    printed = np.array([column(rows, f"{kind}_contribution") for kind in kinds])
    share = printed / column(rows, "age_contribution")
    np.testing.assert_allclose(found.value / found.value.sum(axis=0), share, atol=0.01)


@given(counts, counts, bases)
def test_contributions_add_up_to_the_gap_in_life_expectancy(deaths, there, base):
    found = ages(deaths, there, base=base)
    one = life_expectancy(deaths, PEOPLE, age=AGE).value[0]
    other = life_expectancy(there, PEOPLE_THERE, age=AGE).value[0]
    assert found.gap.value == pytest.approx(other - one, abs=1e-10)
    assert found.gap.note == ""
    assert found.value.sum() == pytest.approx(found.gap.value, abs=1e-10)
    np.testing.assert_allclose(found.direct + found.indirect + found.interaction, found.value, atol=1e-12)


@given(counts, counts, st.lists(st.integers(0, 300), min_size=6, max_size=6), bases)
def test_causes_add_up_to_their_age_band(some, there, rest, base):
    found = causes([some, rest], [there, rest], base=base)
    whole = ages(np.add(some, rest), np.add(there, rest), base=base)
    np.testing.assert_allclose(found.value.sum(axis=0), whole.value, atol=1e-11)
    np.testing.assert_allclose(found.total.value, found.value.sum(axis=-1), atol=1e-11)
    assert found.gap.lower == whole.gap.lower


@given(counts, counts)
def test_swapping_place_and_comparator_turns_the_signs_when_both_are_the_base(deaths, there):
    one = contributions_of_ages(deaths, PEOPLE, there, PEOPLE_THERE, age=AGE, base="both")
    other = contributions_of_ages(there, PEOPLE_THERE, deaths, PEOPLE, age=AGE, base="both")
    np.testing.assert_allclose(one.value, -other.value, atol=1e-12)
    np.testing.assert_allclose(one.lower, -other.upper, atol=1e-12)


@given(counts, bases)
def test_equal_mortality_makes_no_contribution(deaths, base):
    found = ages(deaths, deaths, people=PEOPLE, people_there=PEOPLE, base=base)
    assert found.value.tolist() == [0] * 6
    assert found.gap.value == pytest.approx(0, abs=1e-12)


@given(counts, st.integers(0, 5))
def test_a_band_alone_in_its_difference_carries_the_whole_gap(deaths, band):
    found = ages(deaths, changed(deaths, band, deaths[band] + 100), people_there=PEOPLE)
    assert found.value[band] == pytest.approx(found.gap.value, abs=1e-10)
    assert found.value[band] < 0
    assert np.delete(found.value, band).tolist() == [0] * 5


@given(counts, counts)
def test_limits_enclose_the_value_and_more_confidence_widens_them(deaths, there):
    found = ages(deaths, there, confidence=(0.95, 0.998))
    assert found.lower.shape == (2, 6)
    known = found.note == ""
    assert (found.lower[1] <= found.lower[0])[known].all()
    assert (found.lower <= found.value)[:, known].all()
    assert (found.upper >= found.value)[:, known].all()
    assert found.gap.lower.shape == (2,)


def test_a_band_in_which_nobody_died_has_a_value_and_no_limits():
    found = ages(np.array([DEATHS.sum(axis=0)[0], 0, *DEATHS.sum(axis=0)[2:]]), DEATHS_THERE.sum(axis=0))
    assert not np.isnan(found.value[1])
    assert np.isnan([found.lower[1], found.upper[1]]).all()
    assert found.note.tolist() == [
        "",
        "nobody died in the band on one side: how far chance reaches is not known",
        *[""] * 4,
    ]


@pytest.mark.parametrize("base", ["first", "both"])
def test_one_cause_alone_has_the_limits_of_its_ages_and_of_the_gap(base):
    single = causes(DEATHS.sum(axis=0, keepdims=True), DEATHS_THERE.sum(axis=0, keepdims=True), base=base)
    whole = ages(base=base)
    np.testing.assert_allclose(single.lower[0], whole.lower, atol=1e-11)
    np.testing.assert_allclose(single.upper[0], whole.upper, atol=1e-11)
    assert single.total.lower[0] == pytest.approx(whole.gap.lower)
    assert single.total.upper[0] == pytest.approx(whole.gap.upper)


def test_the_limits_of_the_gap_are_those_of_two_independent_life_expectancies():
    here, there = (
        life_table(deaths.sum(axis=0), people, age=AGE)
        for deaths, people in ((DEATHS, PEOPLE), (DEATHS_THERE, PEOPLE_THERE))
    )
    variance = here.expectancy_variance[0] + there.expectancy_variance[0]
    assert error(ages().gap) == pytest.approx(math.sqrt(variance))


@pytest.mark.parametrize("base", ["first", "both"])
def test_limits_follow_from_how_each_count_moves_the_figures(base):
    # The delta method by small steps: each count of deaths is moved, and its variance is that of the chance of dying.
    shape = (*DEATHS.shape, 6)
    each, total, of_age = np.zeros(DEATHS.shape), np.zeros(3), np.zeros(6)
    for side, (deaths, people) in enumerate(((DEATHS, PEOPLE), (DEATHS_THERE, PEOPLE_THERE))):
        table = life_table(deaths.sum(axis=0), people, age=AGE)
        step = 1e-4 * deaths
        chance = np.append(table.dying_variance[:-1], table.expectancy_variance[-1])
        for cause, band in np.ndindex(DEATHS.shape):
            moved = [changed(deaths, (cause, band), deaths[cause, band] + sign * step[cause, band]) for sign in (1, -1)]
            pairs = [(m, DEATHS_THERE) if side == 0 else (DEATHS, m) for m in moved]
            up, down = (causes(*pair, base=base) for pair in pairs)
            up_age, down_age = (ages(*(d.sum(axis=0) for d in pair), base=base) for pair in pairs)
            tables = [life_table(m.sum(axis=0), people, age=AGE) for m in moved]
            column_moved = [t.dying[band] if band < 5 else t.expectancy[band] for t in tables]
            slope = (column_moved[0] - column_moved[1]) / (2 * step[cause, band])
            noise = chance[band] / slope**2 / deaths.sum(axis=0)[band] * deaths[cause, band]
            each += ((up.value - down.value) / (2 * step[cause, band])) ** 2 * noise
            total += ((up.total.value - down.total.value) / (2 * step[cause, band])) ** 2 * noise
            of_age += ((up_age.value - down_age.value) / (2 * step[cause, band])) ** 2 * noise
    assert shape == (3, 6, 6)
    np.testing.assert_allclose(error(causes(base=base)), np.sqrt(each), rtol=1e-5)
    np.testing.assert_allclose(error(causes(base=base).total), np.sqrt(total), rtol=1e-5)
    np.testing.assert_allclose(error(ages(base=base)), np.sqrt(of_age), rtol=1e-5)


def test_limits_agree_with_simulated_deaths():
    rng = np.random.Generator(np.random.PCG64(5))
    size = (4000, 3, 6)
    drawn = contributions_of_causes(
        rng.poisson(DEATHS * 5, size=size),
        np.broadcast_to(PEOPLE * 5, (4000, 6)),
        rng.poisson(DEATHS_THERE * 5, size=size),
        PEOPLE_THERE * 5,
        age=AGE,
    )
    found = contributions_of_causes(DEATHS * 5, PEOPLE * 5, DEATHS_THERE * 5, PEOPLE_THERE * 5, age=AGE)
    np.testing.assert_allclose(drawn.total.value.std(axis=0), error(found.total), rtol=0.05)
    assert drawn.gap.value.std() == pytest.approx(error(found.gap), rel=0.05)
    np.testing.assert_allclose(drawn.value.std(axis=0), error(found), rtol=0.2)


def test_one_comparator_serves_every_group_and_groups_do_not_touch_each_other():
    deaths = np.stack([DEATHS, DEATHS + 1])
    people = np.stack([PEOPLE, PEOPLE])
    found = contributions_of_causes(deaths, people, DEATHS_THERE, PEOPLE_THERE, age=AGE)
    assert found.value.shape == found.note.shape == (2, 3, 6)
    assert found.total.value.shape == found.total.note.shape == (2, 3)
    assert found.gap.value.shape == (2,)
    assert found.lower[0].tolist() == causes().lower.tolist()
    whole = contributions_of_ages(deaths.sum(axis=1), people, DEATHS_THERE.sum(axis=0), PEOPLE_THERE, age=AGE)
    assert whole.direct.shape == (2, 6)
    assert whole.interaction[1].tolist() == ages(DEATHS.sum(axis=0) + 3).interaction.tolist()


@pytest.mark.parametrize(
    ("deaths", "people", "reason"),
    [
        (changed(DEATHS.sum(axis=0), 2, math.nan), PEOPLE, "a count is missing in an age band"),
        (DEATHS.sum(axis=0), changed(PEOPLE, 2, 0), "an age band has no people"),
        (DEATHS.sum(axis=0) / 100, PEOPLE / 100, "the population is not above 5,000"),
        (changed(DEATHS.sum(axis=0), 5, 0), PEOPLE, "there are no deaths in the open age band"),
        (
            changed(DEATHS.sum(axis=0), 3, 20_000),
            PEOPLE,
            "deaths in an age band are so many that nobody would live through it",
        ),
        (np.array([0, 0, 0, 0, 0, 1]), PEOPLE, "the 95% limits are more than 20 years apart"),
    ],
)
def test_contributions_are_withheld_with_the_reason_of_either_side(deaths, people, reason):
    here = ages(deaths, people=people)
    there = contributions_of_ages(DEATHS.sum(axis=0), PEOPLE, deaths, people, age=AGE)
    for found, told in ((here, reason), (there, f"comparator: {reason}")):
        assert set(found.note) == {told}
        assert found.gap.note == told
        for part in (found.value, found.lower, found.direct, found.indirect, found.interaction):
            assert np.isnan(part).all()
        assert np.isnan([found.gap.value, found.gap.upper]).all()


def test_causes_are_withheld_where_one_of_them_is_missing():
    found = causes(np.stack([changed(DEATHS, (1, 2), math.nan)])[0])
    assert np.isnan(found.value).all()
    assert np.isnan(found.total.lower).all()
    assert set(found.total.note) == {"a count is missing in an age band"}


def test_a_cause_of_which_nobody_dies_contributes_nothing():
    found = causes(np.vstack([DEATHS, np.zeros(6)]), np.vstack([DEATHS_THERE, np.zeros(6)]))
    assert found.value[3].tolist() == [0] * 6
    assert found.total.value[3] == found.total.lower[3] == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ages(-DEATHS.sum(axis=0)), "deaths is negative"),
        (lambda: ages(there=DEATHS_THERE.sum(axis=0)[1:]), r"comparator_deaths has shape \(5,\); it must be \(6,\)"),
        (lambda: ages(people_there=PEOPLE_THERE[1:]), r"comparator_population has shape \(5,\); it must be \(6,\)"),
        (lambda: ages(base="second"), 'base must be "first" or "both", and is "second"'),
        (lambda: ages(confidence=95), "Did you mean 0.95"),
        (lambda: causes(DEATHS.sum(axis=0)), r"deaths has shape \(6,\)\. Give it an axis of causes"),
        (lambda: causes(there=DEATHS_THERE.sum(axis=0)), r"comparator_deaths has shape \(6,\)\. Give it an axis"),
        (lambda: causes(there=DEATHS_THERE[:2]), r"comparator_deaths has shape \(2, 6\); it must be"),
        (lambda: causes(changed(DEATHS, (0, 0), -1)), r"deaths is negative in 1 of 18 rows \(first: row 0, -1\)"),
        (lambda: causes(there=-DEATHS_THERE), "comparator_deaths is negative in 18 of 18 rows"),
    ],
)
def test_impossible_input_is_refused(call, message):
    with pytest.raises(InputError, match=message):
        call()
