"""Ranks of areas and their intervals, by column name."""

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats import ranks
from equitytown.stats.checks import Floats, Notes
from equitytown.stats.exact_ranks import exact_rank_interval
from equitytown.stats.frames.answers import Column, answered_rows
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.rowwise import Rows, rows_of
from equitytown.stats.intervals import Interval

BEST = ("high", "low")
MANY = 400  # areas in a group; from here on the interval is simulated
ALONE = "no other row of its group has a value"
SIMULATED = "simulated normal draws"
EXACT = "exact chances of normal draws"
NO_LIMITS = "an area of the group has no limits"


def rank(data: IntoFrameT, *, value: str = "value", best: str, by: By | None = None) -> IntoFrameT:
    """
    Rank areas, 1 for the best.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    value : str
        Column of values.
    best : str
        Which end is best: "high", "low", or a column that holds these words and is the same for all rows of a
        group.
    by : str or sequence of str, optional
        Columns whose combinations make groups that are ranked by themselves (indicator and period, say); all
        rows together by default.

    Returns
    -------
    dataframe
        The rows as they came, with `rank`, `of` (how many have a value), `method` and `note`. Equal values share
        the smallest rank; a missing value has none.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, or `best` is not known or differs within a group.

    See Also
    --------
    equitytown.stats.rank : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> lives = pl.DataFrame({"area": ["A", "B", "C"], "value": [77.0, 78.1, None]})
    >>> rank(lives, best="high").select("rank", "of").rows()
    [(2.0, 2.0), (1.0, 2.0), (None, 2.0)]
    """
    rows = rows_of(data, numbers=[value], by=by)
    found = _ranked(rows, value, best)
    columns: dict[str, Column] = {"rank": found, "of": _held(rows, value), "method": "ties share the smallest rank"}
    return answered_rows(data, rows.held, {**columns, "note": _noted(rows, value)})


def rank_interval(
    data: IntoFrameT,
    *,
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    best: str,
    by: By | None = None,
    confidence: float = 0.95,
    limits: float = 0.95,
    seed: int = 1,
) -> IntoFrameT:
    """
    Rank areas, 1 for the best, and enclose each rank: the positions that it could well hold.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    value, lower, upper : str
        Columns of values and their confidence limits.
    best : str
        Which end is best: "high", "low", or a column that holds these words and is the same for all rows of a
        group.
    by : str or sequence of str, optional
        Columns whose combinations make groups that are ranked by themselves; all rows together by default.
    confidence : float, default 0.95
        Coverage of the rank interval.
    limits : float, default 0.95
        Coverage of the limits given.
    seed : int, default 1
        Starts the simulation that serves groups of 400 areas and more; smaller ones need none.

    Returns
    -------
    dataframe
        The rows as they came, with `rank`, `of`, `rank_lower`, `rank_upper`, `method` and `note`. No interval in a
        group where an area with a value has no limits: the others' ranks hang on it.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, limits do not enclose their value, or an option is not
        known or out of range.

    See Also
    --------
    equitytown.stats.exact_rank_interval : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> lives = pl.DataFrame({"value": [80, 79, 70], "lower": [79, 78, 69], "upper": [81, 80, 71]})
    >>> rank_interval(lives, best="high").select("rank", "rank_lower", "rank_upper").rows()
    [(1.0, 1.0, 2.0), (2.0, 1.0, 2.0), (3.0, 3.0, 3.0)]
    """
    rows = rows_of(data, numbers=[value, lower, upper], by=by)
    found, of = _ranked(rows, value, best), _held(rows, value)
    ends = np.asarray(rows.chosen(best, BEST, name="best"))
    group = np.zeros(of.size, dtype=np.int64) if rows.group is None else rows.group
    enclosed, many = np.full((2, of.size), np.nan), np.full(of.size, EXACT, dtype=object)
    order = np.argsort(group, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if order.size else []:
        own = [rows.numbers[name][places] for name in (value, lower, upper)]
        end = str(ends if ends.ndim == 0 else ends[places[0]])
        many[places] = EXACT if places.size < MANY else SIMULATED
        enclosed[:, places] = _interval(*own, best=end, confidence=confidence, limits=limits, seed=seed)
    note = _noted(rows, value)
    note[np.isnan(enclosed[0]) & (note == "")] = NO_LIMITS
    columns: dict[str, Column] = {
        "rank": found,
        "of": of,
        "rank_lower": enclosed[0],
        "rank_upper": enclosed[1],
        "method": many,
    }
    return answered_rows(data, rows.held, {**columns, "note": note})


def _interval(
    value: Floats, lower: Floats, upper: Floats, *, best: str, confidence: float, limits: float, seed: int
) -> Interval:
    """Enclose the ranks of one group."""
    end: ranks.Best = "high" if best == "high" else "low"
    if value.size < MANY:
        return exact_rank_interval(value, lower, upper, best=end, confidence=confidence, limits=limits)
    return ranks.rank_interval(value, lower, upper, best=end, seed=seed, confidence=confidence, limits=limits)


def _ranked(rows: Rows, value: str, best: str) -> Floats:
    word = rows.chosen(best, BEST, name="best")
    return ranks.rank(rows.numbers[value], best=np.asarray(word), group=rows.group)


def _noted(rows: Rows, value: str) -> Notes:
    """Say of each row whether its value is missing, or no other of its group has one."""
    found = rows.lacking(value)
    found[(_held(rows, value) == 1) & (found == "")] = ALONE
    return found


def _held(rows: Rows, value: str) -> Floats:
    """Count how many of each row's group have a value."""
    there = ~np.isnan(rows.numbers[value])
    if rows.group is None:
        return np.full(there.size, float(there.sum()))
    if not there.size:
        return np.zeros(0)
    held: Floats = np.bincount(rows.group, weights=there).astype(np.float64)[rows.group]
    return held
