"""Need against resources: numbers worked by hand, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.need import need_against_resources

AMOUNTS = st.lists(
    st.tuples(st.integers(1, 10_000), st.integers(1, 9), st.integers(0, 1_000_000)), min_size=2, max_size=9
).filter(lambda rows: any(row[2] for row in rows))


def test_shares_shortfalls_and_people_are_those_worked_by_hand():
    found = need_against_resources([10_000, 10_000], [3, 2], [300_000, 500_000])
    assert found.need.tolist() == [30_000, 20_000]
    assert found.need_share.tolist() == [0.6, 0.4]
    assert found.received_share.tolist() == [0.375, 0.625]
    assert found.points == pytest.approx([-22.5, 22.5])
    assert found.shortfall == pytest.approx([180_000, -180_000])
    assert found.people == pytest.approx([3_750, -5_625])  # £16 a unit of need: £48 and £32 a person


@given(AMOUNTS, st.floats(0.1, 100))
def test_shares_make_a_whole_shortfalls_cancel_and_scale_does_not_matter(rows, scale):
    people, weight, amount = (np.array(part, dtype=float) for part in zip(*rows, strict=True))
    found = need_against_resources(people, weight, amount)
    assert (found.need_share.sum(), found.received_share.sum()) == pytest.approx((1, 1))
    assert found.shortfall.sum() == pytest.approx(0, abs=1e-6 * amount.sum())
    larger = need_against_resources(people, scale * weight, scale * amount)
    assert larger.need_share == pytest.approx(found.need_share)
    assert larger.shortfall == pytest.approx(scale * found.shortfall, abs=1e-6 * scale * amount.sum())
    assert larger.people == pytest.approx(found.people, rel=1e-6, abs=1e-6 * people.sum())


def test_a_missing_amount_is_not_zero():
    zero = need_against_resources([10, 10], [1, 1], [0, 100])
    assert zero.shortfall.tolist() == [50, -50]
    missing = need_against_resources([10, 10], [1, 1], [np.nan, 100])
    assert missing.need_share.tolist() == [0.5, 0.5]
    assert np.isnan(missing.received_share).all()
    assert np.isnan(missing.shortfall).all()
    assert np.isnan(need_against_resources([10, 10], [1, 1], [0, 0]).people).all()


def test_a_weight_of_nought_has_no_people_to_reach():
    found = need_against_resources([10, 10], [0, 1], [50, 50])
    assert np.isnan(found.people[0])
    assert found.shortfall.tolist() == [-50, 50]


def test_no_need_at_all_and_negative_amounts_are_refused():
    with pytest.raises(InputError, match="there is no need"):
        need_against_resources([10], [0], [5])
    with pytest.raises(InputError, match="received is negative"):
        need_against_resources([10], [1], [-5])
