"""A place's figures made safe: everything here is SYNTHETIC."""

from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from equitytown.disclosure import Exposure, figure_tables, protect_figures, rule_of
from equitytown.errors import DisclosureError, InputError
from equitytown.terms.area import Area
from equitytown.terms.indicator import Unit, ValueType
from equitytown.terms.observation import Provenance, Status
from equitytown.terms.period import PeriodKind
from tests import factories

MADE = Provenance("SYNTHETIC", "SYNTHETIC counts", "None", "", date(2024, 1, 1), "5" * 12, 2)
TOWN, WARDS, SEXES = "T", ("A", "B", "C"), ("Male", "Female")
WITHIN = dict.fromkeys(WARDS, TOWN)
TODAY = date(2026, 1, 1)
PEOPLE = 21_000


def deaths(**changes):
    made = factories.indicator(
        indicator_id="synthetic-deaths", value_type=ValueType.CRUDE_RATE, unit=Unit.PER_100000, disclosure="lt5"
    )
    return replace(made, **changes)


def figure(count, *, area=TOWN, sex="Persons", people=PEOPLE, **changes):
    value = None if count is None or people is None else 100_000 * count / people
    made = factories.observation(
        value, area=Area(area, area), sex=sex, numerator=count, denominator=people, provenance=MADE,
        **{"period": "2022", "kind": PeriodKind.CALENDAR, **changes},
    )  # fmt: skip
    return replace(made, indicator_id="synthetic-deaths")


def wards(counts, **changes):
    """Wards by sex with every total, from male and female counts by ward."""
    rows = {(ward, sex): counts[ward][i] for ward in counts for i, sex in enumerate(SEXES)}
    rows |= {(ward, "Persons"): sum(pair) for ward, pair in counts.items()}
    rows |= {(TOWN, sex): sum(rows[ward, sex] for ward in counts) for sex in ("Male", "Female", "Persons")}
    return [figure(count, area=area, sex=sex, **changes) for (area, sex), count in rows.items()]


def safe(observations, **changes):
    return protect_figures(observations, indicator=deaths(**changes), on=TODAY, within=WITHIN)


def shown(observations, **changes):
    return {(o.area_code, o.sex, o.category, o.known_from.year): o.numerator for o in safe(observations, **changes)}


def counts(observations, **changes):
    return [o.numerator for o in safe(observations, **changes)]


def test_a_small_count_takes_its_value_and_limits_with_it():
    [found] = safe([figure(3, lower=2.9, upper=41.7, note="All three in May", published_rating=None)])
    assert (found.value, found.lower, found.upper, found.confidence, found.numerator) == (None,) * 5
    assert found.denominator == PEOPLE
    assert found.status is Status.SUPPRESSED
    assert found.note == "Withheld: 1 to 4 people, or so that another figure cannot be worked out; rule lt5"


def test_zero_and_what_is_not_small_stay():
    rows = [figure(0), figure(12, area="U")]
    assert [(o.value, o.status) for o in safe(rows)] == [(o.value, Status.COMPLETE) for o in rows]


def test_a_hash_that_could_confirm_a_guess_is_not_given():
    assert {o.provenance.snapshot_id for o in safe([figure(3), figure(12, area="U")])} == {"not given"}


def test_a_sex_is_not_left_to_be_subtracted():
    found = shown([figure(15), figure(3, sex="Female"), figure(12, sex="Male")])
    assert found[TOWN, "Persons", "", 2024] == 15
    assert found[TOWN, "Female", "", 2024] is None
    assert found[TOWN, "Male", "", 2024] is None


def test_a_sex_that_is_not_held_is_not_given_away_either():
    assert None in counts([figure(15), figure(12, sex="Male")])
    assert counts([figure(25), figure(12, sex="Male")]) == [25, 12]


def test_the_last_small_area_is_not_given_away():
    assert None in counts([figure(30), figure(16, area="A"), figure(12, area="B")])
    assert counts([figure(40), figure(16, area="A"), figure(12, area="B")]) == [40, 16, 12]


def test_the_nearest_larger_area_that_is_held_counts():
    rows = [figure(15, area="N"), figure(12, area="A")]
    assert None in [
        o.numerator for o in protect_figures(rows, indicator=deaths(), on=TODAY, within={"A": TOWN, TOWN: "N"})
    ]
    assert counts(rows) == [15, 12]


def test_a_category_is_not_left_to_be_subtracted():
    split = {"category_type": "Deprivation quintile"}
    rows = [figure(40), *(figure(n, category=str(i), **split) for i, n in enumerate((3, 12, 25), start=1))]
    found = shown(rows)
    assert found[TOWN, "Persons", "", 2024] == 40
    assert [found[TOWN, "Persons", c, 2024] for c in "123"].count(None) == 2


def test_categories_that_overlap_are_in_no_sum():
    split = {"category_type": "Condition"}
    rows = [figure(20), figure(15, category="heart", **split), figure(9, category="lung", **split)]
    assert counts(rows) == [20, 15, 9]


def test_a_year_is_not_left_to_be_subtracted_from_a_longer_period():
    years = [figure(n, period=str(year)) for year, n in ((2020, 9), (2021, 8), (2022, 3))]
    pooled = figure(20, period="2020 to 2022", kind=PeriodKind.POOLED)
    found = counts([*years, pooled])
    assert found[3] == 20
    assert found.count(None) == 2


def test_parts_above_their_total_are_refused():
    with pytest.raises(
        InputError, match=r"synthetic-deaths.csv: T, 2022, Persons: its parts are 21 together .*it is 15"
    ):
        safe([figure(15), figure(12, sex="Male"), figure(9, sex="Female")])


def test_a_count_that_is_no_whole_number_is_refused():
    with pytest.raises(InputError, match=r"line 2: numerator 12.5 is no whole number"):
        safe([figure(12.5)])


SHARE = {"value_type": ValueType.PROPORTION, "unit": Unit.PERCENT}
STANDARDISED = {"value_type": ValueType.STANDARDISED_RATE}


@pytest.mark.parametrize(
    ("left_out", "changes"),
    [
        ({}, {}),
        ({"denominator": None}, {}),
        ({"denominator": None, "lower": 2.9, "upper": 41.7}, {}),
        ({"value": 0.0143}, SHARE),
        ({"denominator": None, "lower": 2.9, "upper": 41.7}, SHARE),
        ({}, {"unit": Unit.INDEX}),
        ({"value": 184.2, "lower": 103.5, "upper": 300.2}, STANDARDISED),
    ],
)
def test_a_figure_that_tells_a_count_which_is_not_held_is_refused(left_out, changes):
    with pytest.raises(InputError, match=r"line 2: numerator is empty, and the value with its people or limits"):
        safe([replace(figure(3), numerator=None, **left_out)], **changes)


def test_what_tells_no_small_count_needs_none():
    bare = replace(figure(3), numerator=None, denominator=None)
    england = replace(figure(55_000, people=56_000_000), numerator=None)
    rate = replace(england, denominator=None, lower=97.4, value=98.2, upper=99.0)
    for row, changes in (
        (bare, STANDARDISED),
        (bare, {"value_type": ValueType.MEAN}),
        (replace(bare, value=None, status=Status.MISSING), {}),
        (england, {}),
        (rate, {}),
    ):
        assert safe([row], **changes)[0].value == row.value


def test_a_count_that_its_publisher_withheld_stays_withheld():
    held = replace(figure(12), value=None, status=Status.SUPPRESSED, note="By the publisher")
    assert [(o.numerator, o.note) for o in safe([held])] == [(None, "By the publisher")]


@pytest.mark.parametrize("known", [date(2024, 1, 1), date(2025, 1, 1)])
def test_what_an_earlier_vintage_showed_stays_shown(known):
    first = [figure(15), figure(12, sex="Male")]
    second = [figure(3, sex="Female", known_from=known)]
    found = shown([*first, *second])
    assert found[TOWN, "Female", "", known.year] is None
    assert (found[TOWN, "Persons", "", 2024] is None) != (found[TOWN, "Male", "", 2024] is None)


def test_a_vintage_does_not_give_away_what_another_withholds():
    first = [figure(15), figure(12, sex="Male"), figure(3, sex="Female")]
    second = [figure(18, known_from=date(2025, 1, 1)), figure(6, sex="Female", known_from=date(2025, 1, 1))]
    found = shown([*first, *second])  # males stand at 12 in both: shown once, they tell the 3
    assert found[TOWN, "Male", "", 2024] is None
    assert found[TOWN, "Persons", "", 2024] == 15
    assert None in (found[TOWN, "Persons", "", 2025], found[TOWN, "Female", "", 2025])


def test_a_later_vintage_is_left_out():
    rows = [figure(12), figure(3, known_from=date(2027, 1, 1))]
    assert counts(rows) == [12]


def test_the_build_stops_where_what_was_shown_gives_a_count_away():
    first = [figure(25), figure(20, area="A")]
    second = [figure(n, area=ward, known_from=date(2025, 1, 1)) for ward, n in (("B", 2), ("C", 2), ("D", 1))]
    within = WITHIN | {"D": TOWN}
    with pytest.raises(DisclosureError, match=r"synthetic-deaths.csv: small counts cannot be protected by rule lt5"):
        protect_figures([*first, *second], indicator=deaths(), on=TODAY, within=within)


class TestRounding:
    def test_counts_are_rounded_and_values_follow(self):
        [found] = safe([figure(13, note="A note.")], disclosure="hes")
        assert (found.numerator, found.denominator) == (15, PEOPLE)
        assert found.value == pytest.approx(100_000 * 15 / PEOPLE)
        assert found.note == "A note; Rounded to 5; rule hes"

    def test_limits_are_those_of_the_rounded_count(self):
        first, second = (safe([figure(n, lower=n * 2.0, upper=n * 9.0)], disclosure="hes")[0] for n in (13, 17))
        assert (first.lower, first.upper) == (second.lower, second.upper)
        assert first.lower < first.value < first.upper

    def test_the_people_of_a_share_are_rounded_too(self):
        share = replace(figure(13, people=61), value=21.3, lower=12.9, upper=33.1, confidence=0.95)
        [found] = safe([share], disclosure="7/5", value_type=ValueType.PROPORTION, unit=Unit.PERCENT)
        assert (found.numerator, found.denominator, found.value) == (15, 60, 25.0)
        assert 12.9 < found.lower < 25 < found.upper

    def test_a_rate_whose_people_are_not_held_follows_its_count(self):
        rates = [replace(figure(13, note=""), denominator=None, lower=30.0, upper=105.0, confidence=0.95)]
        [found] = safe(rates, disclosure="hes")
        assert found.value == pytest.approx(100_000 * 15 / PEOPLE)
        assert found.denominator is None
        assert found.lower < found.value < found.upper
        [index] = safe(rates, disclosure="hes", unit=Unit.INDEX)
        assert index.value == pytest.approx(rates[0].value * 15 / 13)
        assert index.lower is None

    def test_a_missing_value_stays_missing(self):
        [found] = safe([replace(figure(13), value=None, status=Status.MISSING, note="Lost")], disclosure="hes")
        assert (found.value, found.numerator, found.note) == (None, 15, "Lost; Rounded to 5; rule hes")

    def test_a_standardised_rate_of_many_keeps_its_limits(self):
        rate = replace(figure(1_500), value=184, lower=175, upper=194, confidence=0.95)
        [found] = safe([rate], disclosure="hes", value_type=ValueType.STANDARDISED_RATE)
        assert (found.lower, found.upper) == (175, 194)

    def test_a_zero_of_few_has_no_people(self):
        share = replace(figure(0, people=2), value=0.0)
        [found] = safe([share], disclosure="hes", value_type=ValueType.PROPORTION, unit=Unit.PERCENT)
        assert (found.numerator, found.denominator, found.value) == (0, None, 0)

    def test_a_standardised_rate_loses_limits_that_tell_its_count(self):
        rate = replace(figure(17), value=184.2, lower=103.5, upper=300.2, confidence=0.95)
        [found] = safe([rate], disclosure="hes", value_type=ValueType.STANDARDISED_RATE)
        assert (found.value, found.lower, found.upper, found.numerator) == (184.2, None, None, 15)

    def test_a_mean_stays(self):
        mean = replace(figure(17), value=31.5, lower=29.0, upper=34.0, confidence=0.95)
        [found] = safe([mean], disclosure="hes", value_type=ValueType.MEAN)
        assert (found.value, found.lower, found.numerator) == (31.5, 29.0, 15)

    def test_rounded_parts_stay_as_they_were_printed(self):
        rows = [*wards({"A": (13, 21), "B": (9, 33)}), figure(14, area="A", sex="Male", known_from=date(2025, 1, 1))]
        rows = [row for row in rows if row.sex == "Male"]
        assert counts(rows, disclosure="hes") == [15, 10, 20, 15]


ONE = st.tuples(st.integers(0, 30), st.integers(0, 9))


def ends(found, key, *, categories=("All",)):
    """
    The least and most that a count can be, by what is printed: our own attacker, who shares nothing with the product.

    Unknowns are male and female counts by ward and category; every figure, held or not, is a sum of them.
    """
    cells = list(product(WARDS, SEXES, categories))

    def row(key):
        return [float(is_in(cell, key)) for cell in cells]

    told = [(row(key_of(o)), o.numerator) for o in found]
    least = [1 if n is None else n for _, n in told]
    most = [np.inf if n is None else n for _, n in told]
    limits = LinearConstraint(np.array([r for r, _ in told]), np.array(least), np.array(most))
    bounds = Bounds(np.zeros(len(cells)), np.full(len(cells), 1_000.0))
    aim, whole = np.array(row(key)), np.ones(len(cells))
    done = [milp(sign * aim, constraints=limits, bounds=bounds, integrality=whole) for sign in (1, -1)]
    return round(done[0].fun), round(-done[1].fun)


def key_of(o):
    return o.area_code, o.sex, o.category or "All"


def is_in(cell, key):
    """Say whether a male or female count of a ward lies in a figure."""
    return all(one in (own, every) for own, one, every in zip(cell, key, (TOWN, "Persons", "All"), strict=True))


def cells_of(by_ward, category="All"):
    return {(ward, sex, category): n for ward, pair in by_ward.items() for sex, n in zip(SEXES, pair, strict=True)}


def check(rows, found, cells):
    """See that each small count could be anything from 1, or the cells in it that are not 0, to 4."""
    true, categories = {key_of(o): o.numerator for o in rows}, tuple(dict.fromkeys(cell[2] for cell in cells))
    for o in found:
        key = key_of(o)
        if o.numerator is not None:
            assert o.numerator == true[key]
            assert o.value == pytest.approx(100_000 * true[key] / PEOPLE)
        elif 1 <= true[key] <= 4:
            least, most = ends(found, key, categories=categories)
            assert least <= sum(n > 0 for cell, n in cells.items() if is_in(cell, key))
            assert most >= 4


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(WARDS, ONE)))
def test_no_withheld_count_can_be_recovered_from_what_is_printed(by_ward):
    rows = wards(by_ward)
    check(rows, safe(rows), cells_of(by_ward))


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(WARDS, ONE)), st.sets(st.integers(0, 11), max_size=7))
def test_nor_where_some_rows_are_not_held(by_ward, absent):
    rows = [o for at, o in enumerate(wards(by_ward)) if at not in absent]
    check(rows, safe(rows), cells_of(by_ward))


@settings(max_examples=20, deadline=None)
@given(
    st.fixed_dictionaries(dict.fromkeys(WARDS, ONE)),
    st.fixed_dictionaries(dict.fromkeys(WARDS, ONE)),
    st.sets(st.integers(0, 35), max_size=14),
)
def test_nor_from_categories(first, second, absent):
    both = {ward: tuple(map(sum, zip(first[ward], second[ward], strict=True))) for ward in WARDS}
    split = {"category_type": "Quintile"}
    rows = [*wards(both), *wards(first, category="1", **split), *wards(second, category="2", **split)]
    rows = [o for at, o in enumerate(rows) if at not in absent]
    check(rows, safe(rows), cells_of(first, "1") | cells_of(second, "2"))


@settings(max_examples=25, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(WARDS, ONE)), st.dictionaries(st.sampled_from(WARDS), ONE, max_size=2))
def test_nor_from_a_vintage_before_it(by_ward, revised):
    rows = [*wards(by_ward), *wards(by_ward | revised, known_from=date(2025, 1, 1))]
    try:
        found = safe(rows)
    except DisclosureError:
        return
    standing = {(*key_of(o), o.numerator): set() for o in rows}
    for o, one in zip(rows, found, strict=True):
        standing[*key_of(o), o.numerator].add(one.numerator)
    assert all(len(shown) == 1 for shown in standing.values())
    for known, cells in ((2024, cells_of(by_ward)), (2025, cells_of(by_ward | revised))):
        true = [o for o in rows if o.known_from.year == known]
        check(true, [o for o in found if o.known_from.year == known], cells)


def test_a_figure_that_came_later_is_taken_to_have_stood_from_the_start():
    late = date(2025, 1, 1)
    rows = [figure(25), figure(12, sex="Male"), figure(13, sex="Female", known_from=late), figure(25, known_from=late)]
    assert counts(rows) == [25, 12, 13, 25]


def test_a_count_that_the_others_tell_is_protected_wherever_it_stands():
    """Females of the town by subtraction, then those of its last ward: three steps away from any row."""
    rows = [figure(65), figure(27, sex="Male"), figure(39, area="A"), figure(30, area="A", sex="Female"),
            figure(20, area="B"), figure(14, area="B", sex="Male"), figure(6, area="B", sex="Female"),
            figure(6, area="C")]  # fmt: skip
    assert None in counts(rows)


def test_a_build_whose_audit_fails_stops(monkeypatch):
    monkeypatch.setattr(figure_tables, "audit", lambda _: [Exposure(0, 3, 3)])
    with pytest.raises(DisclosureError, match=r"by rule lt5: T, 2022, .* can be worked out from what would be printed"):
        safe([figure(15), figure(12, sex="Male")])


def test_figures_that_no_whole_numbers_complete_stop_the_build(monkeypatch):
    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: SimpleNamespace(x=None, message="no way"))
    with pytest.raises(DisclosureError, match=r"its figures could not be completed \(no way\)"):
        safe([figure(15), figure(12, sex="Male")])


def test_rules_of_ones_own_are_used():
    assert rule_of("9").threshold == 9
    assert counts([figure(9), figure(10, area="U")], disclosure="9") == [None, 10]
