"""Round scales."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.present.charts.scale import Scale, scale_for, scale_to_ticks, tick_words

FINITE = st.floats(-1e6, 1e6, allow_subnormal=False).filter(lambda v: v == 0 or abs(v) > 1e-3)


class TestScaleFor:
    @given(st.lists(FINITE, min_size=1, max_size=12), st.sampled_from([3, 3.5, 4, 6]))
    def test_every_value_lies_on_the_scale_and_every_tick_too(self, values, ticks):
        scale = scale_for(values, ticks=ticks)
        margin = (scale.high - scale.low) * 1e-6
        assert scale.low <= min(values) + margin
        assert max(values) - margin <= scale.high
        assert all(scale.low - margin <= tick <= scale.high + margin for tick in scale.ticks)
        assert 1 <= len(scale.ticks) <= 12

    def test_values_near_zero_are_drawn_from_zero(self):
        assert scale_for([4.1, 13.9], ticks=5).low == 0

    def test_values_far_from_zero_are_drawn_close(self):
        assert scale_for([76.9, 79.7], ticks=4).low > 76

    def test_equal_values_stand_in_the_middle(self):
        scale = scale_for([12.5, 12.5], ticks=4)
        assert scale.along(12.5, 100) == pytest.approx(50, abs=5)

    def test_missing_values_are_passed_over(self):
        assert scale_for([None, 3.0, None, 4.0], ticks=4) == scale_for([3.0, 4.0], ticks=4)

    def test_no_value_at_all_gives_a_scale(self):
        assert scale_for([None], ticks=4).domain == [0.0, 1.0]

    def test_a_value_near_a_tick_ends_the_axis_on_it(self):
        assert scale_for([0, 99], ticks=5).high == 100


class TestScaleToTicks:
    @given(st.lists(FINITE, min_size=1, max_size=12), st.sampled_from([3, 5, 6]))
    def test_it_ends_on_ticks_that_hold_every_value(self, values, ticks):
        scale = scale_to_ticks(values, ticks=ticks)
        margin = (scale.high - scale.low) * 1e-6
        assert (scale.ticks[0], scale.ticks[-1]) == pytest.approx((scale.low, scale.high), abs=margin)
        assert scale.low <= min(values) + margin
        assert max(values) - margin <= scale.high

    def test_a_value_on_a_tick_adds_none(self):
        assert scale_to_ticks([0, 500], ticks=5).high == 500


class TestWords:
    def test_ticks_share_their_decimals(self):
        scale = scale_for([0.0, 0.9], ticks=4)
        assert [scale.label(tick) for tick in scale.ticks] == ["0.0", "0.2", "0.4", "0.6", "0.8"]

    def test_thousands_are_parted_and_minus_is_a_minus(self):
        assert Scale(-2000, 0, (), 0).label(-2000) == "\N{MINUS SIGN}2,000"

    def test_a_percentage_carries_its_sign(self):
        scale = scale_for([0, 80], ticks=4)
        assert tick_words(scale, 20, unit="%") == "20%"
        assert tick_words(scale, 20, unit="years") == "20"
