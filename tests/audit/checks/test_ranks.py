"""Ranks: within their number (R06), among one set (R07), rated by one rule (R08), the first the best (R09)."""

import pytest

from equitytown.audit.checks.ranks import direction, one_set, rule_of_ranks, within_number
from equitytown.audit.remarks import Sureness
from tests.audit.small import Row, published, row

SMOKING, FUEL, ADULTS = "Smoking prevalence (%)", "Fuel poverty (%)", "Adult obesity (%)"
READY, TEETH, YEAR6 = "Good level of development (%)", "Dental decay (%)", "Year 6 children with obesity (%)"


def ranked(measure: str, rank: str, rating: str = "-", england: str = "-") -> Row:
    return row(measure, "2021", "14.1%", "13.0%", "12.9%", rank, england, "-", rating)


@pytest.mark.parametrize(("rank", "likely"), [("Rank 17 of 16", "16 of 17"), ("Rank 0 of 16", ""), ("Rank 0", "")])
def test_a_rank_beyond_its_number_is_certain(rank: str, likely: str) -> None:
    (remark,) = within_number(published([ranked(SMOKING, rank)]))
    assert (remark.sureness, remark.likely) == (Sureness.CERTAIN, likely)


def test_a_rank_is_not_turned_round_where_others_are_among_as_many() -> None:
    (remark,) = within_number(published([ranked(SMOKING, "Rank 17 of 15"), ranked(FUEL, "Rank 3 of 15")]))
    assert remark.likely == ""


def test_a_rank_within_its_number_is_left_alone() -> None:
    assert list(within_number(published([ranked(SMOKING, "Rank 16 of 16"), ranked(FUEL, "Rank 3")]))) == []


def test_a_place_is_not_its_own_neighbour() -> None:
    (remark,) = one_set(published([ranked(SMOKING, "14.1% (Luton)")]))
    assert remark.sureness is Sureness.CERTAIN


def test_two_sets_in_two_rounds_are_told_unless_marked() -> None:
    file = published([ranked(SMOKING, "Rank 2 of 16")], [ranked(SMOKING, "Rank 4 of 6")])
    assert [remark.sureness for remark in one_set(file)] == [Sureness.LIKELY]
    marked = published([ranked(SMOKING, "Rank 2 of 16")], [ranked(SMOKING, "Rank 4 of 6*")])
    assert list(one_set(marked)) == []


def test_a_number_that_stands_out_is_told_unless_the_children_have_their_own_set() -> None:
    adults = [ranked(f"Adult obesity {at} (%)", "Rank 4 of 16") for at in range(9)]
    (remark,) = one_set(published([*adults, ranked(SMOKING, "Rank 4 of 15")]))
    assert "15 areas" in remark.says
    assert list(one_set(published([*adults, ranked(READY, "Rank 4 of 6")]))) == []
    assert list(one_set(published([*adults, ranked(SMOKING, "Rank 4 of 15*")]))) == []


def test_children_are_not_ranked_among_the_adults_set() -> None:
    rows = [ranked(ADULTS, "Rank 4 of 16"), ranked(READY, "Rank 4 of 6"), ranked(TEETH, "Rank 5 of 6")]
    assert list(one_set(published(rows))) == []
    (remark,) = one_set(published([*rows, ranked(YEAR6, "Rank 9 of 16")]))
    assert remark.entries[0].text == "Rank 9 of 16"
    assert list(one_set(published([ranked(ADULTS, "Rank 4 of 16"), ranked(READY, "Rank 4 of 16")]))) == []


def banded(odd: str) -> list[Row]:
    ranks = (1, 2, 3, 4, 5, 7, 9, 10, 12, 13, 15, 16)
    rows = [ranked(f"Measure {n}", f"Rank {n} of 16", "G" if n < 5 else "R" if n > 12 else "A") for n in ranks]
    return [*rows, ranked("Infant mortality", "Rank 2 of 16", odd)]


def test_the_one_rank_that_breaks_the_tables_rule_is_told() -> None:
    (remark,) = rule_of_ranks(published(banded("A")))
    assert (remark.sureness, remark.likely) == (Sureness.LIKELY, "better")
    assert "up to 4 of 16 better, from 13 of 16 on worse" in remark.says
    assert list(rule_of_ranks(published(banded("G")))) == []


def test_a_rule_that_the_key_does_not_tell_is_to_check() -> None:
    silent, told = {"R": "worse than England"}, {"NN": "rank; G up to 4 of 16, R from 13 of 16"}
    (remark,) = rule_of_ranks(published(banded("G"), key=silent))
    assert (remark.sureness, remark.likely) == (Sureness.TO_CHECK, "")
    assert list(rule_of_ranks(published(banded("G"), key=told))) == []


def test_no_rule_is_inferred_from_few_ranks_or_from_many_that_break_it() -> None:
    assert list(rule_of_ranks(published(banded("A")[-4:]))) == []
    mixed = [ranked(f"Measure {n}", f"Rank {n} of 16", "GAR"[n % 3]) for n in range(1, 17)]
    assert list(rule_of_ranks(published(mixed))) == []


def test_two_ranks_that_contradict_each_other_are_both_to_check() -> None:
    rows = [ranked(f"Measure {n}", f"Rank {n} of 16", "G" if n in (1, 3) else "A") for n in (1, 2, 3, 6, 7, 8)]
    remarks = list(rule_of_ranks(published(rows)))
    assert {remark.entries[1].text for remark in remarks} == {"Rank 2 of 16", "Rank 3 of 16"}
    assert {remark.sureness for remark in remarks} == {Sureness.TO_CHECK}


def test_a_rule_may_have_no_better_or_no_worse() -> None:
    good = [ranked(f"Measure {n}", f"Rank {n} of 16", "G") for n in range(1, 8)]
    (remark,) = rule_of_ranks(published([*good, ranked("Other", "Rank 1 of 16", "R")]))
    assert "none worse" in remark.says
    bad = [ranked(f"Measure {n}", f"Rank {n} of 16", "R") for n in range(9, 16)]
    (remark,) = rule_of_ranks(published([*bad, ranked("Other", "Rank 16 of 16", "G")]))
    assert "none better" in remark.says


def test_a_rank_from_the_other_end_is_told() -> None:
    rows = [ranked(f"Measure {n}", f"Rank {n} of 16", "G" if n < 5 else "R") for n in (1, 2, 15, 16)]
    (remark,) = direction(published([*rows, ranked(SMOKING, "Rank 2 of 16", "R")]))
    assert (remark.sureness, remark.likely) == (Sureness.LIKELY, "15 of 16")
    last = [ranked(f"Measure {n}", f"Rank {n} of 16", "R" if n < 5 else "G") for n in (1, 2, 15, 16)]
    assert list(direction(published(last))) == []


def test_the_last_of_its_neighbours_that_is_better_than_england_is_to_check() -> None:
    (remark,) = direction(published([ranked(SMOKING, "Rank 6 of 6", "R", "G")]))
    assert remark.sureness is Sureness.TO_CHECK
    assert list(direction(published([ranked(SMOKING, "Rank 5 of 6", "R", "G")]))) == []
    assert list(direction(published([ranked(SMOKING, "Rank 1 of 1", "A", "G")]))) == []
