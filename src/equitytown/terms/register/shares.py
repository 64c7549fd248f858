"""Shares of those who answered a survey, kept back where few did."""

from equitytown.terms.register.results import SurveyResult

FEWEST_ANSWERS = 10  # below this a share says more of single people than of a group


def share(result: SurveyResult) -> float | None:
    """
    Give the share of a group that said something.

    Parameters
    ----------
    result : SurveyResult
        With how many answered and how many said so.

    Returns
    -------
    float or None
        Between 0 and 1; None where either count is missing or fewer than `FEWEST_ANSWERS` answered.

    Examples
    --------
    >>> share(SurveyResult(answered=200, agreed=128))
    0.64
    >>> share(SurveyResult(answered=9, agreed=3)) is None
    True
    """
    if result.answered is None or result.agreed is None or result.answered < FEWEST_ANSWERS:
        return None
    return result.agreed / result.answered
