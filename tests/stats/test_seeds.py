"""What is simulated comes out the same on every machine: the numbers stand here."""

import numpy as np
import pytest

from equitytown.stats.inequality import between_group_standard_deviation, redrawn_limits
from equitytown.stats.ranks import rank_interval
from equitytown.stats.slope import slope_index

TWELVE = {"rel": 1e-12}  # digits; what the last ones are may hang on the processor's own exponential


def test_the_limits_of_a_slope_of_rates():
    rate = np.array([340.0, 290, 240, 200, 180])
    found = slope_index(rate, np.full(5, 20_000.0), lower=0.85 * rate, upper=1.17 * rate, kind="rate", seed=1)
    limits = found.slope.lower, found.slope.upper, found.relative.lower, found.relative.upper
    expected = -275.20963991536996, -139.78705109815547, 0.30352602938136897, 0.5567623315973269
    assert limits == pytest.approx(expected, **TWELVE)


def test_the_interval_of_a_rank():
    value = np.arange(12.0)
    found = rank_interval(value, value - 2, value + 3, best="high", seed=7)
    assert found.lower.tolist() == [9, 8, 7, 6, 5, 4, 3, 2, 1, 1, 1, 1]
    assert found.upper.tolist() == [12, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]


def test_the_limits_of_a_measure_of_inequality():
    found = redrawn_limits(
        between_group_standard_deviation, [60, 65, 70, 80], [100, 200, 150, 120], standard_error=[2, 1, 1, 2], seed=3
    )
    assert (found.lower, found.upper) == pytest.approx((5.120882416757543, 8.462905783762965), **TWELVE)
