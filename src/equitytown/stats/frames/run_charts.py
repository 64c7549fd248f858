"""Run charts by column name: each series against its median, point by point."""

import re
from collections.abc import Sequence

import numpy as np
from narwhals.typing import IntoFrameT
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats import run_charts
from equitytown.stats.checks import Floats, Notes
from equitytown.stats.frames.answers import Column, answered_rows
from equitytown.stats.frames.columns import By, names_of, refuse_own_key
from equitytown.stats.frames.rowwise import rows_of
from equitytown.stats.frames.tables import Label, labels_of, refuse_repeats
from equitytown.stats.run_charts import RunChart, Stretch

_YEAR_FIRST = re.compile(r"\d{4}-\d\d(?:-\d\d(?:[T ][\d:.]+)?)?")  # what sorts as it stands


def run_chart(
    data: IntoFrameT,
    *,
    value: str = "value",
    date: str = "date",
    by: By | None = None,
    baseline: int | None = None,
) -> IntoFrameT:
    """
    Set each series against its median, and mark the points of a shift or a trend.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each point of each series.
    value : str
        Column of figures; a missing one is a gap.
    date : str
        Column that orders the points: dates, numbers, or text with the year first ("2026-03-02", "2026-03").
    by : str or sequence of str, optional
        Columns whose combinations make one series; all rows together by default.
    baseline : int, optional
        The median is that of so many points from the first on; of all by default.

    Returns
    -------
    dataframe
        The rows as they came, with `median`, `shift` (above, below or none), `trend` (rising, falling, turning or
        none), the series' `runs`, the `fewest` and `most` that chance gives, `runs_verdict` (too few, as expected,
        too many, not judged), `method` and `note`. Fewer than ten points off the median are not judged.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a date is missing, stands twice in a series or cannot be put
        in order, or `baseline` is no whole number from 1 upwards.

    See Also
    --------
    equitytown.stats.run_chart : The same over an array, with the rules and their source.

    Examples
    --------
    >>> import polars as pl
    >>> weeks = pl.DataFrame({"date": range(1, 13), "value": [5, 6, 4, 5, 7, 4, 8, 9, 8, 9, 10, 9]})
    >>> run_chart(weeks, baseline=6).select("median", "shift").tail(2).rows()
    [(5.0, 'above'), (5.0, 'above')]
    """
    keys = names_of(by)
    refuse_own_key(keys, date)
    rows = rows_of(data, numbers=[value], by=by)
    labels = labels_of(rows.held, date)
    _refuse_unordered(labels, date)
    refuse_repeats(rows.held, by=keys, along=date)
    place = {label: at for at, label in enumerate(labels)}
    when = np.array([place[label] for label in rows.held[date].to_list()], dtype=np.int64)
    group = np.zeros(len(when), dtype=np.int64) if rows.group is None else rows.group
    charts = [
        (own, run_charts.run_chart(rows.numbers[value][own], baseline=baseline))
        for each in range(int(group.max(initial=-1)) + 1)
        for own in [np.flatnonzero(group == each)[np.argsort(when[group == each])]]
    ]
    return answered_rows(data, rows.held, _columns(charts, len(when)))


def _refuse_unordered(labels: Sequence[Label], date: str) -> None:
    """Refuse text that would sort by its letters and not by time."""
    bad = [label for label in labels if isinstance(label, str) and not _YEAR_FIRST.fullmatch(label)]
    if bad:
        raise InputError(
            f'column "{date}" holds text that does not sort by time in {len(bad):,} of {len(labels):,} values '
            f'(first: "{bad[0]}"). Write "2026-03-02" or "2026-03", or number the points.'
        )


def _columns(charts: Sequence[tuple[NDArray[np.intp], RunChart]], size: int) -> dict[str, Column]:
    """Write each chart on the rows of its series."""
    numbers: dict[str, Floats] = {name: np.full(size, np.nan) for name in ("median", "runs", "fewest", "most")}
    words: dict[str, Notes] = {
        name: np.full(size, "", dtype=object) for name in ("shift", "trend", "runs_verdict", "note")
    }
    for own, chart in charts:
        for name, column in numbers.items():
            column[own] = getattr(chart, name)
        words["shift"][own] = _marked(chart.shifts, own.size, up="above", down="below")
        words["trend"][own] = _marked(chart.trends, own.size, up="rising", down="falling")
        words["runs_verdict"][own], words["note"][own] = chart.runs_verdict, chart.note
    verdict, note = words.pop("runs_verdict"), words.pop("note")
    median = numbers.pop("median")
    return {
        "median": median,
        **words,
        **numbers,
        "runs_verdict": verdict,
        "method": "rules of run charts",
        "note": note,
    }


def _marked(stretches: Sequence[Stretch], size: int, *, up: str, down: str) -> Notes:
    """Say of each point which stretch it is part of; where a climb ends and a fall begins it turns."""
    found = np.full(size, "none", dtype=object)
    for first, last, direction in stretches:
        own = found[first : last + 1]
        found[first : last + 1] = np.where(own == "none", up if direction > 0 else down, "turning")
    return found
