"""Rates of access by group: hand-worked numbers, what is withheld, and what unknown groups could do."""

import pytest

from equitytown.derive.equity.access import access
from equitytown.derive.equity.completeness import completeness
from equitytown.derive.equity.entries import Shown
from equitytown.derive.equity.words import ALL, KNOWN, NOT_RECORDED, UNKNOWN, UNMATCHED
from equitytown.derive.equity.workforce import likelihood, representation

RESIDENTS = {"A": 1000, "B": 1000}


def shown_of(counts, unknown=0, *, hidden=()):
    known = sum(counts.values())
    cells = {**counts, NOT_RECORDED: unknown, KNOWN: known, UNKNOWN: unknown, ALL: known + unknown}
    kept = {("Ethnic group", ALL, g): None if g in hidden else n for g, n in cells.items()}
    return Shown("Clinic", (), {"Ethnic group": (*counts, NOT_RECORDED)}, kept)


def test_a_rate_and_its_ratios_are_those_worked_by_hand():
    first = access(shown_of({"A": 30, "B": 10}, 10), "Ethnic group", RESIDENTS)[0]
    assert first.rate == pytest.approx(30)
    assert first.to_rest == pytest.approx(3)
    assert first.to_all == pytest.approx(1.5)
    assert first.lower < first.rate < first.upper
    assert first.to_rest_lower < 3 < first.to_rest_upper
    assert first.to_all_lower < 1.5 < first.to_all_upper
    assert first.differs


def test_unknown_people_bound_a_rate_and_are_given_to_nobody():
    first, second = access(shown_of({"A": 30, "B": 10}, 10), "Ethnic group", RESIDENTS)
    assert (first.users, second.users) == (30, 10)
    assert (first.least_rate, first.most_rate) == (30, 40)
    assert (first.least_to_rest, first.most_to_rest) == (1.5, 4)
    assert not first.unknown_could_turn_it
    assert access(shown_of({"A": 55, "B": 50}, 10), "Ethnic group", RESIDENTS)[0].unknown_could_turn_it


@pytest.mark.parametrize(("unknown", "enough"), [(10, True), (11, False)])
def test_below_four_fifths_known_no_rate_is_given_and_the_share_says_why(unknown, enough):
    shown = shown_of({"A": 30, "B": 10}, unknown)
    found = completeness(shown, "Ethnic group")
    assert found.enough is enough
    assert found.share_known == pytest.approx(40 / (40 + unknown))
    row = access(shown, "Ethnic group", RESIDENTS)[0]
    assert (row.rate is not None) is enough
    assert ("less than 80%" in row.note) is not enough


def test_a_withheld_count_gives_no_rate_and_a_withheld_sum_no_ratio():
    row = access(shown_of({"A": 30, "B": 10}, hidden={"A"}), "Ethnic group", RESIDENTS)[0]
    assert (row.users, row.rate, row.to_rest, row.most_rate) == (None, None, None, None)
    assert "Withheld" in row.note
    assert access(shown_of({"A": 30, "B": 10}, hidden={KNOWN}), "Ethnic group", RESIDENTS)[0].rate is None


def test_more_users_than_residents_and_groups_without_residents_or_rows_are_told():
    shown = shown_of({"A": 30, "Elsewhere": 50})
    a, elsewhere, b = access(shown, "Ethnic group", {"A": 20, "B": 9})
    assert a.above_residents
    assert "More users than residents" in a.note
    assert "declare which group" in elsewhere.note
    assert "not known to be 0" in b.note
    assert all(row.rate is None for row in (a, elsewhere, b))


def test_with_too_few_people_in_groups_that_have_residents_nothing_is_set_beside_residents():
    counts = {"A": 30, "B": 10, "Elsewhere": 20, KNOWN: 40, UNMATCHED: 20, ALL: 60}
    cells = {("Ethnic group", ALL, group): n for group, n in counts.items()}
    shown = Shown("Clinic", (), {"Ethnic group": ("A", "B", "Elsewhere")}, cells)
    assert completeness(shown, "Ethnic group").enough
    row = access(shown, "Ethnic group", RESIDENTS)[0]
    assert (row.users, row.rate) == (30, None)
    assert "Only 67% are of a group with residents" in row.note
    part = representation(shown, "Ethnic group", RESIDENTS)[0]
    assert (part.share, part.representation) == (0.5, None)
    assert "Only 67%" in part.note


def test_representation_is_the_share_of_staff_over_that_of_residents():
    first = representation(shown_of({"A": 30, "B": 10}, 2), "Ethnic group", {"A": 500, "B": 1500})[0]
    assert first.share == pytest.approx(0.75)
    assert first.share_of_residents == pytest.approx(0.25)
    assert first.representation == pytest.approx(3)
    assert first.representation_lower < 3 < first.representation_upper


def test_likelihood_sets_a_group_against_all_others():
    cells = {("Sex", ALL, "Male"): 100, ("Sex", ALL, "Female"): 200, ("Sex", ALL, KNOWN): 300, ("Sex", ALL, ALL): 300}
    senior = {("Sex", "Senior grades", g): n for g, n in (("Male", 20), ("Female", 20), (KNOWN, 40), (ALL, 40))}
    male, female = likelihood(Shown("Council", ("1", "2"), {"Sex": ("Male", "Female")}, cells | senior), "Sex")
    assert (male.share_senior, male.share_of_others) == pytest.approx((0.2, 0.1))
    assert male.ratio == pytest.approx(2)
    assert female.ratio == pytest.approx(0.5)
    assert male.lower < 2 < male.upper
