"""Direction first, judgement second: polarity turns lower and higher into worse and better."""

from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

LOWER, SAME, HIGHER = -1, 0, 1


def judge(direction: int, *, polarity: Polarity) -> Rating:
    """
    Turn a direction into a rating.

    Parameters
    ----------
    direction : int
        -1 when the figure is lower, 0 when it is not different, 1 when it is higher.
    polarity : Polarity
        Which way is good; without judgement lower and higher stay what they are.

    Returns
    -------
    Rating
        Better, similar or worse; lower, similar or higher without judgement.

    Examples
    --------
    >>> judge(1, polarity=Polarity.LOW).value
    'worse'
    """
    if direction == SAME:
        return Rating.SIMILAR
    if polarity is Polarity.NONE:
        return Rating.HIGHER if direction == HIGHER else Rating.LOWER
    good = direction == (HIGHER if polarity is Polarity.HIGH else LOWER)
    return Rating.BETTER if good else Rating.WORSE
