from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.compare.rank import rank_among
from equitytown.terms.area import Area
from equitytown.terms.indicator import Polarity
from tests.factories import indicator, neighbour_set, observation


def others(*values, width=None):
    """Neighbours' figures by name; None where no figure is held."""
    members = []
    for number, value in enumerate(values):
        limits = {} if width is None or value is None else {"lower": value - width, "upper": value + width}
        area = Area(f"E0900000{number}", f"Town {number}")
        members.append((area.area_name, None if value is None else observation(value, area=area, **limits)))
    return members


def ranked(own, members, **changes):
    return rank_among(own, members, neighbours=neighbour_set(), indicator=indicator(**changes))


def test_the_highest_is_first_when_high_is_good():
    found = ranked(observation(61.1), others(70, 60, 50))
    assert (found.rank, found.of) == (2, 4)


def test_the_lowest_is_first_when_low_is_good():
    assert ranked(observation(61.1), others(70, 60, 50), polarity=Polarity.LOW).rank == 3


def test_without_judgement_no_end_is_best_and_there_is_no_rank():
    assert ranked(observation(61.1), others(70, 60, 50), polarity=Polarity.NONE) is None


def test_the_place_is_counted_once():
    assert ranked(observation(61.1), others(1, 2, 3, 4, 5)).of == 6


def test_ties_share_the_better_rank_and_are_counted():
    found = ranked(observation(60), others(70, 60, 60, 50))
    assert (found.rank, found.tied) == (2, 2)
    assert ranked(observation(50), others(70, 60, 60)).rank == 4


def test_figures_alike_in_print_but_not_in_full_are_no_tie():
    found = ranked(observation(60.04), others(60.01, 59.96))
    assert (found.rank, found.tied) == (1, 0)


def test_members_without_a_figure_are_named_and_not_counted():
    members = [*others(70, 60, 50), ("Silent", None), ("Suppressed", observation(None))]
    found = ranked(observation(65), [*members, ("Third", observation(40)), ("Fourth", observation(30))])
    assert found.missing == ("Silent", "Suppressed")
    assert (found.rank, found.of) == (2, 6)


def test_a_set_of_which_more_than_a_quarter_is_missing_gives_no_rank():
    assert ranked(observation(65), others(70, None)) is None
    assert ranked(observation(65), others(70, 60, None)).of == 3


@pytest.mark.parametrize("members", [[], others(None, None)])
def test_alone_there_is_no_rank(members):
    assert ranked(observation(65), members) is None


def test_a_place_without_a_figure_has_no_rank():
    assert ranked(observation(None), others(70, 60)) is None


def test_the_rank_names_its_set_and_date():
    found = ranked(observation(65), others(70, 60))
    expected = neighbour_set()
    assert (found.set_id, found.set_name, found.set_dated) == (expected.set_id, expected.name, expected.dated)


def test_the_rank_has_an_interval_where_every_figure_has_limits():
    own = observation(65, lower=60, upper=70)
    found = ranked(own, others(66, 64, 30, width=5))
    assert found.lower <= found.rank <= found.upper
    assert (found.lower, found.upper) == (1, 3)


def test_one_member_without_limits_leaves_the_rank_without_an_interval():
    own = observation(65, lower=60, upper=70)
    found = ranked(own, [*others(66, 64, width=5), ("Bare", observation(50))])
    assert (found.lower, found.upper) == (None, None)
    assert found.rank == 2


def test_the_interval_is_the_same_every_time():
    own, members = observation(65, lower=60, upper=70), others(66, 64, 61, 69, width=4)
    assert ranked(own, members) == ranked(own, members)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=15), st.integers(0, 100))
def test_the_two_polarities_count_from_the_two_ends(values, own):
    high = ranked(observation(own), others(*values))
    low = ranked(observation(own), others(*values), polarity=Polarity.LOW)
    assert high.rank + low.rank + high.tied == high.of + 1


def test_a_member_with_another_publishers_figure_counts_as_without_one_and_is_named():
    members = others(70, 60, 50, 40)
    foreign = members[0][1]
    members[0] = ("Foreign", replace(foreign, provenance=replace(foreign.provenance, publisher="Another")))
    found = ranked(observation(65), members)
    assert (found.rank, found.of, found.missing) == (1, 4, ("Foreign",))


def test_members_of_another_publisher_alone_give_no_rank():
    own = observation(65)
    own = replace(own, provenance=replace(own.provenance, publisher="Another"))
    assert ranked(own, others(70, 60, 50)) is None
