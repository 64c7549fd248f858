"""Averages of groups of areas, by column name."""

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats.averages import UNDIVIDED, Kind, average_of_sums, refuse_unknown_kind
from equitytown.stats.checks import Confidence
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.columns import By, check_numbers, names_of, number, opened
from equitytown.stats.frames.groups import grouped
from equitytown.stats.frames.rates import method_of_counts
from equitytown.stats.frames.refusals import Refusal, above_all, negative


def group_average(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    kind: Kind,
    by: By | None = None,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Average the figures of areas, as the figure of all their people together.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    numerator, denominator : str
        Columns of each area's counts: events and people, or events observed and expected for ratios. Counts need
        no denominator.
    kind : str
        What is averaged: "proportion", "rate", "ratio", "count"; or "other" for directly standardised rates, means,
        life expectancies and all else that counts do not add up to, which has no average.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer (the region, say); all rows together by default.
    multiplier : float, default 1
        100 for percentages, 100,000 for rates for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `areas` (those with both counts and people), `numerator`, `denominator`, `value`, limits, `method` and
        `note`. No average of fewer than two areas.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, a numerator is above its denominator
        where proportions are averaged, or an option is not known.

    See Also
    --------
    equitytown.stats.group_average : The same over arrays, with the rule's source.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"region": ["E", "E"], "numerator": [30, 60], "denominator": [200, 300]})
    >>> group_average(areas, kind="proportion", by="region", multiplier=100)["value"].to_list()
    [18.0]
    """
    refuse_unknown_kind(kind)
    frame, keys = opened(data), names_of(by)
    whole = kind in UNDIVIDED
    check_numbers(frame, numerator, None if whole else denominator)
    events, people = number(numerator), nw.lit(1.0) if whole else number(denominator)
    taken = ~events.is_null() & (people > 0).fill_null(value=False)
    terms = {
        "areas": nw.when(taken).then(nw.lit(1.0)).otherwise(nw.lit(0.0)),
        "numerator": nw.when(taken).then(events).otherwise(nw.lit(0.0)),
        "denominator": nw.when(taken).then(people).otherwise(nw.lit(0.0)),
    }
    groups = grouped(frame, by=keys, terms=terms, refusals=_refusals(numerator, denominator, kind))
    areas, had, together = (np.nan_to_num(groups.sums[name]) for name in terms)
    found = average_of_sums(areas, had, together, kind=kind, multiplier=multiplier, confidence=confidence)
    if kind == "proportion":
        method: Column = "Wilson"
    else:
        method = method_of_counts(np.where(np.isnan(found.value), np.nan, had))
    columns: dict[str, Column] = {"areas": areas, "numerator": had}
    columns |= {"denominator": np.full(areas.shape, np.nan) if whole else together}
    columns |= computed_columns(found, confidence=confidence, method=method)
    return answered(data, groups.keys, columns)


def _refusals(numerator: str, denominator: str, kind: Kind) -> list[Refusal]:
    """List what no area can have."""
    if kind in UNDIVIDED:
        return [negative(numerator)]
    found = [negative(numerator), negative(denominator)]
    if kind == "proportion":
        above = above_all(numerator, denominator)
        found.append(above._replace(bad=above.bad & (number(denominator) > 0)))
    return found
