"""An allocation beside need: shares, differences, and what cannot be given."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.terms.register.governance import AllocationShare
from equitytown.terms.register.need import against_need


def _share(amount, need):
    return AllocationShare(
        people="North",
        amount=None if amount is None else Decimal(amount),
        need_share=None if need is None else Decimal(need),
    )


def test_a_part_in_line_with_need_differs_by_nothing():
    found = against_need([_share(30, 30), _share(70, 70)])
    assert [(row.received, row.points, row.amount) for row in found.rows] == [(30, 0, 0), (70, 0, 0)]


def test_less_than_need_is_told_in_points_and_amount():
    found = against_need([_share(100_000, 40), _share(300_000, 60)])
    first = found.rows[0]
    assert (first.received, first.points, first.amount) == (25, -15, -60_000)


def test_a_missing_amount_is_not_zero():
    found = against_need([_share(100, 50), _share(None, 50)])
    assert (found.total, found.unknown) == (100, 1)
    assert [(row.received, row.points, row.amount) for row in found.rows] == [(None, None, None)] * 2


@pytest.mark.parametrize("needs", [(50, None), (50, 40), (60, 60)])
def test_shares_of_need_that_do_not_make_a_whole_give_no_difference(needs):
    found = against_need([_share(50, needs[0]), _share(50, needs[1])])
    assert not found.is_whole
    assert [(row.received, row.points) for row in found.rows] == [(50, None), (50, None)]


def test_rounded_shares_of_need_may_miss_the_whole_by_a_little():
    assert against_need([_share(1, "33.3"), _share(1, "33.3"), _share(1, "33.3")]).is_whole


def test_nothing_shared_out_gives_no_share():
    found = against_need([_share(0, 50), _share(0, 50)])
    assert [row.received for row in found.rows] == [None, None]


def test_no_part_at_all_is_allowed():
    found = against_need([])
    assert (found.rows, found.total, found.need_total) == ((), None, None)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6))
def test_differences_in_amount_cancel_out(amounts):
    even = Decimal(100) / len(amounts)
    found = against_need([_share(amount, even) for amount in amounts])
    assert abs(sum(row.amount for row in found.rows)) < Decimal("0.0001")
