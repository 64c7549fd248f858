"""Areas set against a target, by column name."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.errors import InputError
from equitytown.stats import targets
from equitytown.stats.checks import Floats
from equitytown.stats.comparisons import in_words
from equitytown.stats.frames.answers import answered_rows
from equitytown.stats.frames.ranks import BEST
from equitytown.stats.frames.rowwise import rows_of
from equitytown.stats.targets import QUARTERS

TargetRule = Literal["value", "limits", "range", "percentile range", "last year"]
NEEDS = {
    "value": ("value", "target"),
    "limits": ("lower", "upper", "target"),
    "range": ("value", "target", "target_upper"),
    "percentile range": ("value",),
    "last year": ("value", "target"),
}
METHODS = {
    "value": "value against a target",
    "limits": "limits against a target",
    "range": "value against a target range",
    "percentile range": "value against a range between percentiles of all rows",
    "last year": "value against last year's of the comparator",
}


def against_target(
    data: IntoFrameT,
    *,
    rule: TargetRule = "value",
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    target: str | float = "target",
    target_upper: str | float = "target_upper",
    percents: Sequence[float] = QUARTERS,
    best: str,
) -> IntoFrameT:
    """
    Set areas against a target by one of the published rules.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each figure.
    rule : str, default "value"
        "value": the figure against the target. "limits": its confidence limits against the target. "range": the
        figure against a range from `target` to `target_upper`. "percentile range": the figure against a range
        between percentiles of all rows, which should be all areas of England. "last year": the figure against
        the comparator's of the year before, in `target`.
    value, lower, upper : str
        Columns of figures and, for "limits", their confidence limits.
    target, target_upper : str
        Columns of targets and, for "range", of the upper ends of the range; or a number for all rows.
    percents : sequence of float, default (25, 75)
        The two percentiles, type 7, that a percentile range lies between; 0 to 100.
    best : str
        Which end is good: "high", "low", or a column that holds these words.

    Returns
    -------
    dataframe
        The rows as they came, with `rating` (better, similar, worse, not compared), `method` and `note`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, limits or a range are the wrong way round, or an option
        is not known.

    See Also
    --------
    equitytown.stats.targets : The rules over arrays, with their source.

    Examples
    --------
    >>> import polars as pl
    >>> jabs = pl.DataFrame({"value": [88.0, 92.0, 96.0], "target": [90.0] * 3, "target_upper": [95.0] * 3})
    >>> against_target(jabs, rule="range", best="high")["rating"].to_list()
    ['worse', 'similar', 'better']
    """
    if rule not in get_args(TargetRule):
        raise InputError(f'rule must be one of {", ".join(get_args(TargetRule))}, and is "{rule}".')
    if rule != "percentile range" and np.ravel(percents).tolist() != list(targets.QUARTERS):
        raise InputError(f'percents does nothing for rule "{rule}", only for "percentile range". Leave it out.')
    columns = {"value": value, "lower": lower, "upper": upper, "target": target, "target_upper": target_upper}
    needed = [columns[name] for name in NEEDS[rule]]
    rows = rows_of(data, numbers=needed)
    given = {name: rows.numbers[columns[name]] for name in NEEDS[rule]}
    ends = np.asarray(rows.chosen(best, BEST, name="best"))
    if rule == "percentile range":
        judged = targets.against_percentile_range(given["value"], given["value"], best=ends, percents=percents)
    else:
        judged = _judged(rule, given, ends)
    words = in_words(judged, best="high")
    return answered_rows(data, rows.held, {"rating": words, "method": METHODS[rule], "note": rows.lacking(*needed)})


def _judged(rule: TargetRule, given: dict[str, Floats], best: np.ndarray[tuple[int, ...], np.dtype[np.str_]]) -> Floats:
    """Judge by a rule: 1 where a figure is better, -1 where it is worse."""
    if rule == "limits":
        return targets.against_target_by_limits(given["lower"], given["upper"], given["target"], best=best)
    if rule == "range":
        ends = {"target_lower": given["target"], "target_upper": given["target_upper"]}
        return targets.against_target_range(given["value"], **ends, best=best)
    return targets.against_target(given["value"], given["target"], best=best)
