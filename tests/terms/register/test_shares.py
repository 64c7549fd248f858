"""Shares of those who answered."""

import pytest

from equitytown.terms.register.results import SurveyResult
from equitytown.terms.register.shares import FEWEST_ANSWERS, share


@pytest.mark.parametrize(("answered", "agreed"), [(None, 5), (20, None), (FEWEST_ANSWERS - 1, 3), (0, 0)])
def test_no_share_without_both_counts_or_of_few(answered, agreed):
    assert share(SurveyResult(answered=answered, agreed=agreed)) is None


def test_none_of_enough_is_a_share():
    assert share(SurveyResult(answered=FEWEST_ANSWERS, agreed=0)) == 0
