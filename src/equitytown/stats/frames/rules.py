"""Areas set against a comparator, by column name."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.errors import InputError
from equitytown.stats import comparisons as rules
from equitytown.stats import ranks
from equitytown.stats.categories import category_bounds, quantile_category
from equitytown.stats.checks import CONFIDENCE, Confidence, Floats, Notes
from equitytown.stats.control_limits import control_limits_of_proportions, control_limits_of_rates
from equitytown.stats.frames.answers import Column, answered_rows, limit_columns
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.rowwise import Rows, rows_of
from equitytown.stats.intervals import Interval

Rule = Literal[
    "value",
    "value at two levels",
    "overlap",
    "control limits",
    "control limits of proportions",
    "control limits of rates",
    "plan",
]
Statistic = Literal["proportion", "rate"]
Best = Literal["high", "low", "none"]
NO_JUDGEMENT = "none"
END_OF: Mapping[str, ranks.Best | None] = {"high": "high", "low": "low", NO_JUDGEMENT: None}
CATEGORIES = {"quintiles": 5, "quartiles": 4}
# What each rule reads.
NEEDS: Mapping[str, Sequence[str]] = {
    "value": ("value", "lower", "upper", "comparator"),
    "value at two levels": ("value", "outer_lower", "lower", "upper", "outer_upper", "comparator"),
    "overlap": ("value", "lower", "upper", "comparator", "comparator_lower", "comparator_upper"),
    "control limits": ("value", "lower", "upper"),
    "control limits of proportions": ("value", "denominator", "comparator"),
    "control limits of rates": ("value", "denominator", "comparator"),
    "plan": ("code",),
}
RULES: Mapping[str, Callable[..., Floats]] = {  # each takes the columns that it needs, by name
    "value": rules.against_value,
    "value at two levels": rules.against_value_at_two_levels,
    "overlap": rules.by_overlap,
    "control limits": rules.against_control_limits,
    "plan": rules.by_plan,
}
WORKED_OUT = ("control limits of proportions", "control limits of rates")
METHODS = {
    "value": "limits against the comparator's value",
    "value at two levels": "limits at two levels against the comparator's value",
    "overlap": "overlap of limits",
    "control limits": "value against control limits",
    "control limits of proportions": "value against control limits of proportions",
    "control limits of rates": "value against control limits of rates",
    "plan": "status of a plan",
}


def compare(
    data: IntoFrameT,
    *,
    rule: Rule = "value",
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    outer_lower: str = "outer_lower",
    outer_upper: str = "outer_upper",
    comparator: str | float = "comparator",
    comparator_lower: str | float = "comparator_lower",
    comparator_upper: str | float = "comparator_upper",
    denominator: str = "denominator",
    best: str = NO_JUDGEMENT,
    multiplier: float | None = None,
    confidence: float = 0.95,
) -> IntoFrameT:
    """
    Rate areas against a comparator by one of the published rules.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each figure.
    rule : str, default "value"
        "value": confidence limits against the comparator's value. "value at two levels": limits at two
        confidences. "overlap": limits against the comparator's limits. "control limits of proportions" and
        "control limits of rates": the value against limits about the comparator for an area of its size.
        "control limits": the same with limits that are given. "plan": a status of 1 (a plan exists), 2 (being
        made) or 3 (none).
    value, lower, upper : str
        Columns of figures and their limits; of the control limits where these are given.
    outer_lower, outer_upper : str
        Columns of the wider limits, where two levels are compared.
    comparator, comparator_lower, comparator_upper : str
        Columns of the comparator's figures and, for "overlap", their limits; or a number that stands for all
        rows, such as England's figure.
    denominator : str
        Column of each area's people, where control limits are worked out.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words.
    multiplier : float, optional
        The unit of the figures, where control limits are worked out: 1 for proportions and 100,000 for rates by
        default.
    confidence : float, default 0.95
        Two-sided coverage of the control limits, where they are worked out.

    Returns
    -------
    dataframe
        The rows as they came, with `direction` (-1 lower, 0 similar, 1 higher; -2 and 2 at the second level),
        `rating` (better, similar, worse; best and worst at the second level; without judgement higher, lower;
        not compared), `method` and `note`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, limits do not enclose their value, or an option is not known or
        not for this rule.

    See Also
    --------
    equitytown.stats.comparisons : The rules over arrays, with their source.

    Examples
    --------
    >>> import polars as pl
    >>> lives = pl.DataFrame({"value": [77.0], "lower": [76.5], "upper": [77.5], "comparator": [78.9]})
    >>> compare(lives, best="high")["rating"].to_list()
    ['worse']
    """
    if rule not in get_args(Rule):
        raise InputError(f'rule must be one of {", ".join(get_args(Rule))}, and is "{rule}".')
    if rule not in WORKED_OUT and (multiplier is not None or confidence != CONFIDENCE):
        others = " or ".join(f'"{name}"' for name in WORKED_OUT)
        raise InputError(f'multiplier and confidence do nothing for rule "{rule}", only for {others}. Leave them out.')
    columns = {
        "value": value,
        "lower": lower,
        "upper": upper,
        "outer_lower": outer_lower,
        "outer_upper": outer_upper,
        "comparator": comparator,
        "comparator_lower": comparator_lower,
        "comparator_upper": comparator_upper,
        "denominator": denominator,
        "code": value,
    }
    needed = [columns[name] for name in NEEDS[rule]]
    rows = rows_of(data, numbers=needed)
    given = {name: rows.numbers[columns[name]] for name in NEEDS[rule]}
    if rule in RULES:
        direction = RULES[rule](**given)
    else:
        statistic: Statistic = "proportion" if rule == "control limits of proportions" else "rate"
        limits = _control_limits(
            statistic, given["comparator"], given["denominator"], multiplier=multiplier, confidence=confidence
        )
        direction = rules.against_control_limits(given["value"], *limits)
    found: dict[str, Column] = {"direction": direction, "rating": _rated(rows, direction, best)}
    note = rows.lacking(*needed) if "denominator" not in given else _lacking(rows, needed, denominator)
    return answered_rows(data, rows.held, {**found, "method": METHODS[rule], "note": note})


def category(
    data: IntoFrameT,
    *,
    categories: Literal["quintiles", "quartiles"] = "quintiles",
    value: str = "value",
    best: Best = "none",
    by: By | None = None,
) -> IntoFrameT:
    """
    Say which quintile or quartile of areas a figure lies in, by bounds between the areas' values.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area of the comparator.
    categories : {"quintiles", "quartiles"}, default "quintiles"
        How many.
    value : str
        Column of figures.
    best : {"high", "low", "none"}, default "none"
        Which end is good; "none" for no judgement.
    by : str or sequence of str, optional
        Columns whose combinations make groups with bounds of their own; all rows together by default.

    Returns
    -------
    dataframe
        The rows as they came, with `category` (quintile 1 is the best, or the lowest without judgement;
        quartile 1 the lowest), the bounds `category_above` and `category_upto` that its values lie between (the
        lowest value of all lies in the lowest category), `method` and `note`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, or an option is not known.

    See Also
    --------
    equitytown.stats.categories : The rule over arrays, with its source.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"value": [1, 2, 3, 4, 5]})
    >>> category(areas, best="high")["category"].to_list()
    [5.0, 4.0, 3.0, 2.0, 1.0]
    """
    if categories not in CATEGORIES:
        raise InputError(f'categories must be "quintiles" or "quartiles", and is "{categories}".')
    if best not in get_args(Best):
        raise InputError(f'best must be "high", "low" or "none", and is "{best}".')
    rows, count = rows_of(data, numbers=[value], by=by), CATEGORIES[categories]
    end = None if best == "none" else best
    found = quantile_category(rows.numbers[value], count=count, best=end, group=rows.group)
    above, upto = _bounds(rows, value, count)
    note = rows.lacking(value)
    note[np.isnan(found) & (note == "")] = f"fewer than {count} values in the group"
    columns: dict[str, Column] = {"category": found, "category_above": above, "category_upto": upto}
    return answered_rows(data, rows.held, columns | {"method": f"{categories} by bounds", "note": note})


def _bounds(rows: Rows, value: str, count: int) -> tuple[Floats, Floats]:
    """Give the bounds of each row's category: it holds values above the one, up to the other."""
    numbers = rows.numbers[value]
    place = quantile_category(numbers, count=count, best=None, group=rows.group)
    bounds = np.atleast_2d(category_bounds(numbers, count=count, group=rows.group))
    group = np.zeros(place.size, dtype=np.int64) if rows.group is None else rows.group
    known = ~np.isnan(place)
    ends = np.full((2, place.size), np.nan)
    upper = place[known].astype(np.int64)
    ends[:, known] = bounds[group[known], upper - 1], bounds[group[known], upper]
    return ends[0], ends[1]


def control_limits(
    data: IntoFrameT,
    *,
    statistic: Statistic,
    comparator: str | float = "comparator",
    denominator: str = "denominator",
    multiplier: float | None = None,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Give the control limits about a comparator: how far an area of its size may lie from it by chance.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    statistic : {"proportion", "rate"}
        What the figures are.
    comparator, denominator : str
        Columns of the comparator's figure (or one number for all rows) and of each area's people.
    multiplier : float, optional
        The unit of the comparator: 1 for proportions and 100,000 for rates by default.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage; 0.95 and 0.998 in use.

    Returns
    -------
    dataframe
        The rows as they came, with `control_lower` and `control_upper` (and `_95`, `_99_8` and so on for several
        confidences), `method` and `note`. Set figures against them with `compare` and its rule "control limits".

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a comparator is off the scale, a denominator is
        negative, or an option is not known or out of range.

    See Also
    --------
    equitytown.stats.control_limits : The same over arrays, with the formulas.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"comparator": [20.0], "denominator": [100]})
    >>> control_limits(areas, statistic="proportion", multiplier=100)["control_upper"].round(1).to_list()
    [28.9]
    """
    if statistic not in get_args(Statistic):
        raise InputError(f'statistic must be "proportion" or "rate", and is "{statistic}".')
    rows = rows_of(data, numbers=[comparator, denominator])
    other, people = rows.numbers[comparator], rows.numbers[denominator]
    found = _control_limits(statistic, other, people, multiplier=multiplier, confidence=confidence)
    limits = limit_columns(found.lower, found.upper, confidence)
    named = {name if name == "confidence" else f"control_{name}": limit for name, limit in limits.items()}
    method = "Wilson" if statistic == "proportion" else "exact Poisson"
    note = _lacking(rows, [comparator, denominator], denominator)
    return answered_rows(data, rows.held, {**named, "method": method, "note": note})


def _control_limits(
    statistic: Statistic, comparator: Floats, people: Floats, *, multiplier: float | None, confidence: Confidence
) -> Interval:
    """Give the limits about the comparator, in the unit usual for the statistic unless another is asked for."""
    if statistic == "proportion":
        unit = 1 if multiplier is None else multiplier
        return control_limits_of_proportions(comparator, people, multiplier=unit, confidence=confidence)
    unit = 100_000 if multiplier is None else multiplier
    return control_limits_of_rates(comparator, people, multiplier=unit, confidence=confidence)


def _lacking(rows: Rows, needed: Sequence[str | float], denominator: str) -> Notes:
    """Say of each row which number is missing, or that nobody lives there."""
    found = rows.lacking(*needed)
    found[(rows.numbers[denominator] == 0) & (found == "")] = f"{denominator} is 0"
    return found


def _rated(rows: Rows, direction: Floats, best: str) -> Notes:
    """Put directions in words, a judgement where one end is good."""
    word = rows.chosen(best, get_args(Best), name="best")
    given = [word] * direction.size if isinstance(word, str) else word
    ends: list[ranks.Best | None] = [END_OF[each] for each in given]
    return rules.in_words(direction, best=ends)
