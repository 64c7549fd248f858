import pytest

from equitytown.compare.chance import expected_by_chance


def test_one_verdict_in_twenty_differs_by_chance():
    assert expected_by_chance(60) == pytest.approx(3)
    assert expected_by_chance(0) == 0
