import pytest

from equitytown.compare.polarity import HIGHER, LOWER, SAME, judge
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating


@pytest.mark.parametrize(
    ("polarity", "lower", "higher"),
    [
        (Polarity.HIGH, Rating.WORSE, Rating.BETTER),
        (Polarity.LOW, Rating.BETTER, Rating.WORSE),
        (Polarity.NONE, Rating.LOWER, Rating.HIGHER),
    ],
)
def test_polarity_alone_turns_a_direction_into_a_judgement(polarity, lower, higher):
    assert judge(LOWER, polarity=polarity) is lower
    assert judge(HIGHER, polarity=polarity) is higher
    assert judge(SAME, polarity=polarity) is Rating.SIMILAR
