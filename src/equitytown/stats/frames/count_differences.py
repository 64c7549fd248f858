"""Tests of a difference or a ratio between two proportions or rates, from their counts, by column name."""

from collections.abc import Sequence

from narwhals.typing import IntoFrame, IntoFrameT

from equitytown.stats import count_differences
from equitytown.stats.checks import Confidence, Floats
from equitytown.stats.count_differences import Counts
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.pairs import Pair, Sides, judged, paired
from equitytown.stats.frames.refusals import Refusal, above_all, negative, not_above_zero
from equitytown.stats.frames.rules import NO_JUDGEMENT
from equitytown.stats.frames.verdicts import keys_with
from equitytown.stats.rates import multiplier_of


def difference_of_proportions(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    between: str = "period",
    earlier: str | float | None = None,
    later: str | float | None = None,
    by: By | None = None,
    best: str = NO_JUDGEMENT,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Test of a difference between two proportions of each group, from their counts.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark. Rows of one side of a group are summed.
    numerator, denominator : str
        Columns of counts: people with the event and people at risk.
    between : str, default "period"
        Column that tells the two apart: a period, a sex, an area.
    earlier, later : str or float, optional
        What stands in it for each. Of two values, the first in order is the earlier by default.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.
    multiplier : float, default 1
        1 for shares, 100 for percentages. Of the two values and their difference.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    dataframe
        `earlier`, `later`, `earlier_value`, `later_value`, `difference` (later minus earlier), limits, `p_value`,
        `rating`, `method` and `note`. The rating is higher or lower (better or worse where an end is good)
        when p is below 1 less the first confidence, and similar when it is not.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, a denominator is not above 0,
        a numerator is above its denominator, the two are not known or an option is out of range.

    See Also
    --------
    equitytown.stats.difference_of_proportions : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> smokers = pl.DataFrame({"period": [2019, 2023], "numerator": [48, 56], "denominator": [80, 70]})
    >>> found = difference_of_proportions(smokers, multiplier=100, best="low")
    >>> [round(found[name].item(), 2) for name in ("difference", "lower", "upper")], found["rating"].item()
    ([20.0, 5.24, 33.39], 'worse')
    """
    keys, sides = keys_with(data, by, best), Sides(between, earlier, later)
    pair = _counts(data, numerator, denominator, sides=sides, by=keys, refusals=(above_all(numerator, denominator),))
    found = count_differences.difference_of_proportions(
        *_both(pair, numerator, denominator), multiplier=multiplier, confidence=confidence
    )
    values = _values(pair, numerator, denominator, multiplier)
    return judged(
        data, pair, values, found, best=best, confidence=confidence, method="pooled z test, Newcombe's limits"
    )


def ratio_of_proportions(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    between: str = "period",
    earlier: str | float | None = None,
    later: str | float | None = None,
    by: By | None = None,
    best: str = NO_JUDGEMENT,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Test of a ratio between two proportions of each group, from their counts.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark. Rows of one side of a group are summed.
    numerator, denominator : str
        Columns of counts: people with the event and people at risk.
    between : str, default "period"
        Column that tells the two apart: a period, a sex, an area.
    earlier, later : str or float, optional
        What stands in it for each. Of two values, the first in order is the earlier by default.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.
    multiplier : float, default 1
        1 for shares, 100 for percentages. Of the two values.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    dataframe
        `earlier`, `later`, `earlier_value`, `later_value`, `ratio` (later over earlier), limits, `p_value`,
        `rating`, `method` and `note`. The rating is higher or lower (better or worse where an end is good)
        when p is below 1 less the first confidence, and similar when it is not. Where there
        are none earlier there is no ratio, and the upper limit is infinite.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, a denominator is not above 0,
        a numerator is above its denominator, the two are not known or an option is out of range.

    See Also
    --------
    equitytown.stats.ratio_of_proportions : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> smokers = pl.DataFrame({"period": [2019, 2023], "numerator": [48, 56], "denominator": [80, 70]})
    >>> found = ratio_of_proportions(smokers, best="low")
    >>> [round(found[name].item(), 2) for name in ("ratio", "lower", "upper")], found["rating"].item()
    ([1.33, 1.08, 1.67], 'worse')
    """
    keys, sides = keys_with(data, by, best), Sides(between, earlier, later)
    pair = _counts(data, numerator, denominator, sides=sides, by=keys, refusals=(above_all(numerator, denominator),))
    found = count_differences.ratio_of_proportions(*_both(pair, numerator, denominator), confidence=confidence)
    values = _values(pair, numerator, denominator, multiplier)
    return judged(data, pair, values, found, best=best, confidence=confidence, method="pooled z test, Koopman's limits")


def difference_of_rates(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    between: str = "period",
    earlier: str | float | None = None,
    later: str | float | None = None,
    by: By | None = None,
    best: str = NO_JUDGEMENT,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Test of a difference between two rates of each group, from their counts.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark. Rows of one side of a group are summed.
    numerator, denominator : str
        Columns of counts: events, and people or person-years.
    between : str, default "period"
        Column that tells the two apart: a period, a sex, an area.
    earlier, later : str or float, optional
        What stands in it for each. Of two values, the first in order is the earlier by default.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.
    multiplier : float, default 100,000
        The rates are for so many people. Of the two values and their difference.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    dataframe
        `earlier`, `later`, `earlier_value`, `later_value`, `difference` (later minus earlier), limits, `p_value`,
        `rating`, `method` and `note`. The rating is higher or lower (better or worse where an end is good)
        when p is below 1 less the first confidence, and similar when it is not.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, a denominator is not above 0,
        the two are not known or an option is out of range.

    See Also
    --------
    equitytown.stats.difference_of_rates : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> falls = pl.DataFrame({"period": [2019, 2023], "numerator": [15, 41], "denominator": [19_017, 28_010]})
    >>> found = difference_of_rates(falls, multiplier=1000, best="low")
    >>> [round(found[name].item(), 2) for name in ("difference", "lower", "upper")], found["rating"].item()
    ([0.67, 0.02, 1.3], 'worse')
    """
    keys, sides = keys_with(data, by, best), Sides(between, earlier, later)
    pair = _counts(data, numerator, denominator, sides=sides, by=keys, refusals=())
    found = count_differences.difference_of_rates(
        *_both(pair, numerator, denominator), multiplier=multiplier, confidence=confidence
    )
    values = _values(pair, numerator, denominator, multiplier)
    return judged(
        data,
        pair,
        values,
        found,
        best=best,
        confidence=confidence,
        method="exact test, limits recovered from the two rates",
    )


def ratio_of_rates(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    between: str = "period",
    earlier: str | float | None = None,
    later: str | float | None = None,
    by: By | None = None,
    best: str = NO_JUDGEMENT,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Test of a ratio between two rates of each group, from their counts.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark. Rows of one side of a group are summed.
    numerator, denominator : str
        Columns of counts: events, and people or person-years.
    between : str, default "period"
        Column that tells the two apart: a period, a sex, an area.
    earlier, later : str or float, optional
        What stands in it for each. Of two values, the first in order is the earlier by default.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.
    multiplier : float, default 100,000
        The rates are for so many people. Of the two values.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    dataframe
        `earlier`, `later`, `earlier_value`, `later_value`, `ratio` (later over earlier), limits, `p_value`,
        `rating`, `method` and `note`. The rating is higher or lower (better or worse where an end is good)
        when p is below 1 less the first confidence, and similar when it is not. Where there
        are none earlier there is no ratio, and the upper limit is infinite.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, a denominator is not above 0,
        the two are not known or an option is out of range.

    See Also
    --------
    equitytown.stats.ratio_of_rates : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> falls = pl.DataFrame({"period": [2019, 2023], "numerator": [15, 41], "denominator": [19_017, 28_010]})
    >>> found = ratio_of_rates(falls, best="low")
    >>> [round(found[name].item(), 2) for name in ("ratio", "lower", "upper")], found["rating"].item()
    ([1.86, 1.01, 3.61], 'worse')
    """
    keys, sides = keys_with(data, by, best), Sides(between, earlier, later)
    pair = _counts(data, numerator, denominator, sides=sides, by=keys, refusals=())
    found = count_differences.ratio_of_rates(*_both(pair, numerator, denominator), confidence=confidence)
    values = _values(pair, numerator, denominator, multiplier)
    return judged(data, pair, values, found, best=best, confidence=confidence, method="exact test and limits")


def _counts(
    data: IntoFrame, numerator: str, denominator: str, *, sides: Sides, by: Sequence[str], refusals: Sequence[Refusal]
) -> Pair:
    """Read the counts of both sides of every group."""
    impossible = (negative(numerator), not_above_zero(denominator), *refusals)
    return paired(data, (numerator, denominator), sides=sides, by=by, refusals=impossible)


def _both(pair: Pair, numerator: str, denominator: str) -> tuple[Counts, Counts]:
    (x1, n1), (x2, n2) = pair.of(0, numerator, denominator), pair.of(1, numerator, denominator)
    return (x1, n1), (x2, n2)


def _values(pair: Pair, numerator: str, denominator: str, multiplier: float) -> dict[str, Floats]:
    values = multiplier_of(multiplier) * pair.cells[numerator] / pair.cells[denominator]
    return {"earlier_value": values[:, 0], "later_value": values[:, 1]}
