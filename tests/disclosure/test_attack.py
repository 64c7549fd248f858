import numpy as np
import pytest
from scipy.sparse import csr_array

from equitytown.disclosure.attack import Exposure, Part, View, exposures, parts_of
from equitytown.errors import DisclosureError


def view(sums, lowest, highest):
    return View(csr_array(np.array(sums, dtype=float)), np.array(lowest, dtype=float), np.array(highest, dtype=float))


def test_the_ends_of_a_withheld_count_follow_from_the_sums():
    # 3 + ? = 10 and ? + ? = 20: the first is 7, the others lie between 1 and 19.
    seen = view([[1, 1, 0, 0, -1, 0], [0, 0, 1, 1, 0, -1]], [3, 1, 1, 1, 10, 20], [3, 99, 99, 99, 10, 20])
    counts = np.array([3, 7, 2, 18, 10, 20])
    low, high = np.ones(6, dtype=int), np.full(6, 9)
    assert exposures(seen, counts, [1, 2], low=low, high=high) == [Exposure(1, 7, 7)]
    assert exposures(seen, counts, [0], low=low, high=high) == [Exposure(0, 3, 3)]
    assert len(parts_of(seen)) == 2


def test_who_knows_one_more_count_knows_others():
    seen = view([[1, 1, -1]], [1, 1, 5], [99, 99, 5])
    low, high = np.ones(3, dtype=int), np.full(3, 4)
    assert exposures(seen, np.array([1, 4, 5]), [1], low=low, high=high) == []
    assert exposures(seen.knowing(0, 1), np.array([1, 4, 5]), [1], low=low, high=high) == [Exposure(1, 4, 4)]


def test_where_all_is_known_nothing_is_left_to_find():
    assert parts_of(view([[1, -1]], [3, 3], [3, 3])) == []


def test_an_end_between_whole_numbers_is_found_by_whole_numbers():
    # Three counts, each pair of which adds up to at most 9: their sum is at most 13.5, and as whole numbers 13.
    sums = csr_array(np.array([[1, 1, 0, 1, 0, 0], [1, 0, 1, 0, 1, 0], [0, 1, 1, 0, 0, 1]], dtype=float))
    part = Part(np.arange(6), sums, np.full(3, 9.0), np.zeros(6), np.full(6, 9.0))
    found = part.extreme(np.array([-1.0, -1, -1, 0, 0, 0]))
    assert found[:3].sum() == 13


def test_a_view_that_cannot_be_stops_publication():
    part = Part(np.arange(1), csr_array(np.ones((1, 1))), np.array([5.0]), np.zeros(1), np.ones(1))
    with pytest.raises(DisclosureError, match="the audit could not be worked out"):
        part.extreme(np.ones(1))
    half = Part(np.arange(1), csr_array(np.full((1, 1), 2.0)), np.array([1.0]), np.zeros(1), np.ones(1))
    with pytest.raises(DisclosureError, match="the audit"):
        half.extreme(np.ones(1))
