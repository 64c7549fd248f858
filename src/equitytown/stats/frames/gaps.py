"""Whether the distance of areas from a comparator changed, by column name."""

from collections.abc import Sequence

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.errors import InputError
from equitytown.stats import differences
from equitytown.stats.checks import Confidence, Floats, Notes
from equitytown.stats.differences import Difference, Estimate
from equitytown.stats.frames.answers import Column, answered, limit_columns
from equitytown.stats.frames.columns import By, Eager, check_columns, names_of, opened
from equitytown.stats.frames.pairs import Pair, Sides, paired
from equitytown.stats.frames.refusals import loose_limits
from equitytown.stats.frames.tables import Whole, numbered

UNMATCHED = "the comparator has no row"
MOVEMENTS = ("narrowed", "no clear change", "widened", "cannot be assessed")


def change_of_gap(
    data: IntoFrameT,
    *,
    comparator: str,
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    area: str = "area_code",
    between: str = "period",
    earlier: str | float | None = None,
    later: str | float | None = None,
    by: By | None = None,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Test whether the distance of each area from a comparator changed between two periods.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area and period of each group.
    comparator : str
        What stands in `area` for the comparator, whose rows stand among the others: a country's code.
    value, lower, upper : str
        Columns of figures and their limits.
    area : str, default "area_code"
        Column that tells the areas apart.
    between : str, default "period"
        Column that tells the two periods apart.
    earlier, later : str or float, optional
        What stands in it for each. Of two values, the first in order is the earlier by default.
    by : str or sequence of str, optional
        Columns whose combinations are compared apart (indicator, sex).
    confidence : float or sequence of float, default 0.95
        Coverage of the limits given and of the limits returned. Of several, the first is that of the
        limits given.

    Returns
    -------
    dataframe
        A row for each area but the comparator: `earlier`, `later`, `earlier_gap` and `later_gap` (area minus
        comparator), `change` (of their sizes: below 0 when the gap narrowed), limits, `p_value`, `movement` (narrowed,
        widened, no clear change, cannot be assessed), `method` and `note`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, limits do not enclose their value, the two periods or
        the comparator are not known, or an area has a period twice in a group.

    See Also
    --------
    equitytown.stats.change_of_gap : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> development = pl.DataFrame({
    ...     "area_code": ["E06000032", "E06000032", "E92000001", "E92000001"],
    ...     "period": ["2018/19", "2022/23"] * 2, "value": [56.6, 61.1, 65.2, 67.2],
    ...     "lower": [55.0, 59.5, 65.1, 67.1], "upper": [58.2, 62.7, 65.3, 67.3]})
    >>> found = change_of_gap(development, comparator="E92000001")
    >>> found["movement"].item(), round(found["change"].item(), 1), round(found["p_value"].item(), 3)
    ('narrowed', -2.5, 0.031)
    """
    columns, groups = (value, lower, upper), names_of(by)
    check_columns(opened(data), area)
    sides, loose = Sides(between, earlier, later), (loose_limits(*columns),)
    pair = paired(data, columns, sides=sides, by=[*groups, area], refusals=loose, once=True)
    own, other = _matched(pair.keys, groups, area, comparator)
    before, now = ((_rows(pair, columns, i, own), _rows(pair, columns, i, other)) for i in (0, 1))
    found = differences.change_of_gap(_estimates(before), _estimates(now), confidence=confidence)
    level = 1 - float(np.ravel(confidence)[0])
    told: dict[str, Column] = {
        "earlier": np.full(own.shape, pair.labels[0], dtype=object),
        "later": np.full(own.shape, pair.labels[1], dtype=object),
        "earlier_gap": before[0][0] - before[1][0],
        "later_gap": now[0][0] - now[1][0],
        "change": found.difference,
        **limit_columns(found.lower, found.upper, confidence),
        "p_value": found.p_value,
        "movement": _movement(found, level),
        "method": "z test from limits",
        "note": _notes(pair, own, other, found.note),
    }
    return answered(data, pair.keys[own.tolist()], told)


def _matched(keys: Eager, by: Sequence[str], area: str, comparator: str) -> tuple[Whole, Whole]:
    """Give the rows of areas, and for each that of the comparator in its group; -1 where there is none."""
    compared = np.array([str(code) == str(comparator) for code in keys[area].to_list()], dtype=np.bool_)
    if compared.size and not compared.any():
        raise InputError(
            f'column "{area}" holds no "{comparator}" in these periods. Name the comparator as it stands there.'
        )
    group, groups = numbered(keys, by)
    where = np.full(max(len(groups), 1), -1, dtype=np.int64)
    where[group[compared]] = np.flatnonzero(compared)
    own = np.flatnonzero(~compared)
    return own, where[group[own]]


def _rows(pair: Pair, columns: Sequence[str], side: int, rows: Whole) -> tuple[Floats, ...]:
    """Give columns of some rows; NaN for a row that is not there."""
    return tuple(np.where(rows < 0, np.nan, part[rows]) for part in pair.of(side, *columns))


def _estimates(parts: tuple[tuple[Floats, ...], tuple[Floats, ...]]) -> tuple[Estimate, Estimate]:
    own, other = parts
    return Estimate(*own), Estimate(*other)


def _notes(pair: Pair, own: Whole, other: Whole, found: Notes) -> Notes:
    """Say of each area what it lacks, else what the comparator lacks, else why there is no test."""
    lacking = np.array([f"the comparator: {note}" if note else "" for note in pair.note], dtype=object)
    theirs = np.where(other < 0, UNMATCHED, lacking[other])
    return np.where(pair.note[own] != "", pair.note[own], np.where(theirs != "", theirs, found))


def _movement(found: Difference, level: float) -> Notes:
    clear = found.p_value < level
    step = np.where(np.isnan(found.p_value), 2, np.where(clear, np.sign(found.difference), 0)).astype(np.intp)
    return np.array(MOVEMENTS, dtype=object)[step + 1]
