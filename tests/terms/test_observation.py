"""Observations: what makes two the same figure, and what they are called."""

import pytest

from tests.factories import observation


@pytest.mark.parametrize(("lower", "upper", "has"), [(58.0, 64.0, True), (None, 64.0, False), (58.0, None, False)])
def test_limits_are_there_when_both_are(lower, upper, has):
    assert observation(lower=lower, upper=upper).has_limits is has


def test_a_figure_without_a_value_has_no_limits():
    assert not observation(None, lower=1.0, upper=2.0).has_limits


def test_value_and_vintage_are_no_part_of_the_key():
    assert observation(61.1).key == observation(60.0).key
    assert observation().key != observation(sex="Male").key
    assert observation().key != observation(category_type="Deprivation decile", category="1").key


def test_a_figure_has_a_readable_name():
    assert observation().observation_id == "made-up-share|E06000032|2022/23|Persons"
    split = observation(category_type="Deprivation decile", category="1")
    assert split.observation_id.endswith("|Persons|1")
