from dataclasses import replace

import pytest

from equitytown.compare.printed import adopt_printed, printed_findings
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import FindingBasis, Rank
from equitytown.terms.observation import Rating
from tests.factories import finding, neighbour_set


@pytest.fixture(scope="module")
def place(compared):
    return compared.place


@pytest.fixture(scope="module")
def printed(place):
    return printed_findings(place)


def held(**changes):
    return finding(Rating.NOT_COMPARED, reason="no confidence limits are held", **changes)


def as_printed(**changes):
    return finding(Rating.WORSE, basis=FindingBasis.PUBLISHED, **changes)


def adopted(own, other):
    return adopt_printed(own, {(other.indicator_id, other.period, other.comparator): other}, comparable=True)


def test_every_printed_verdict_is_as_published(printed):
    assert printed
    assert {f.verdict.basis for f in printed} == {FindingBasis.PUBLISHED}


def test_a_printed_row_gives_each_comparator_once(printed):
    keys = [(f.observation.provenance.row, f.comparator) for f in printed]
    assert len(keys) == len(set(keys))


def test_printed_figures_and_verdicts_stand_as_in_the_row(place, printed):
    rows = {row.row: row for row in place.printed}
    cells = {
        ComparatorKind.NATIONAL: "national",
        ComparatorKind.REGIONAL: "regional",
        ComparatorKind.NEIGHBOURS: "neighbours",
    }
    for f in printed:
        row = rows[f.observation.provenance.row]
        assert f.observation.value == row.place.value
        assert f.verdict.rating is (getattr(row, cells[f.comparator]).rating or Rating.NOT_COMPARED)


def test_a_printed_row_without_a_figure_gives_no_finding(place, printed):
    without = {row.row for row in place.printed if row.place.value is None}
    assert without
    assert without.isdisjoint(f.observation.provenance.row for f in printed)


def test_printed_ranks_are_ranks_of_the_printed_round(place, printed):
    ranks = {f.observation.provenance.row: (f.rank.rank, f.rank.of) for f in printed if f.rank is not None}
    for row in place.printed:
        if row.row in ranks:
            assert ranks[row.row] == (row.neighbours_rank, row.neighbours_of)


def test_a_verdict_that_cannot_be_computed_is_taken_over_from_print():
    assert adopted(held(), as_printed()).verdict == as_printed().verdict


def test_a_computed_verdict_stands_before_the_printed_one():
    own = finding(Rating.SIMILAR)
    assert adopted(own, as_printed()).verdict == own.verdict


def test_a_printed_rank_is_taken_over_only_where_none_is_held():
    chosen = neighbour_set()
    of_print, of_ours = (Rank(n, 6, None, None, chosen.set_id, chosen.name, chosen.dated) for n in (4, 5))
    assert adopted(held(), as_printed(rank=of_print)).rank == of_print
    assert adopted(held(rank=of_ours), as_printed(rank=of_print)).rank == of_ours


def test_a_printed_row_without_a_verdict_leaves_the_reason_as_it_is():
    silent = finding(Rating.NOT_COMPARED, basis=FindingBasis.PUBLISHED, reason="no verdict was printed")
    assert adopted(held(), silent).verdict.reason == "no confidence limits are held"


def test_the_printed_verdict_on_another_value_or_publisher_is_not_taken_over():
    own = held()
    other_value = as_printed(own=replace(own.observation, value=60.0))
    provenance = replace(own.observation.provenance, publisher="Another")
    other_publisher = as_printed(own=replace(own.observation, provenance=provenance))
    for other in (other_value, other_publisher):
        assert adopted(own, other) == own


def test_a_finding_that_was_not_printed_is_left_alone():
    assert adopt_printed(held(), {}, comparable=True) == held()
