import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.relative_rank import line_through, relative_rank, shares

populations = st.lists(st.floats(1, 1e6), min_size=3, max_size=12)


@given(populations)
def test_ranks_rise_from_none_to_all_and_average_one_half(population):
    found = relative_rank(population)
    assert 0 < found[0] < found[-1] < 1
    assert (np.diff(found) > 0).all()
    assert (shares(np.array(population)) * found).sum() == pytest.approx(0.5)


@given(populations, st.floats(-100, 100), st.floats(-100, 100))
def test_a_line_through_points_of_a_line_is_that_line(population, start, slope):
    line = line_through(shares(np.array(population)))
    height = start + slope * relative_rank(population)
    assert (line.slope * height).sum() == pytest.approx(slope, abs=1e-6)
    assert (line.start * height).sum() == pytest.approx(start, abs=1e-6)


def test_a_missing_population_leaves_its_group_without_ranks():
    assert np.isnan(relative_rank([[1, math.nan], [1, 1]])).tolist() == [[True, True], [False, False]]


def test_an_empty_quantile_is_refused():
    with pytest.raises(InputError, match=r"population is not above 0 in 1 of 2 rows \(first: row 1, 0\)"):
        relative_rank([1, 0])
