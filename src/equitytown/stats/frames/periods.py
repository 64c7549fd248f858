"""Periods of a dataframe: labels read as years, and the latest figures of each group laid out by them."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, Truths
from equitytown.stats.frames.columns import INNER, Eager, check_columns, check_numbers, collected, floats_of, opened
from equitytown.stats.frames.refusals import Refusal, refuse_rows
from equitytown.stats.frames.tables import Label, Whole, labels_of, numbered, word_of

_YEAR, _LATER, _TO = r"((?:18|19|20|21)\d\d)", r"((?:18|19|20|21)?\d\d)", r"\s*(?:to|-|\u2013)\s*"
_CALENDAR = re.compile(rf"{_YEAR}(?:0000|\.0)?")  # 2019; 20190000 as Fingertips sorts them
_DATED = re.compile(rf"{_YEAR}(-\d\d-\d\d)(?: 00:00:00)?")  # the day on which a year begins
_WITHIN = re.compile(rf"{_YEAR}/{_LATER}(?:{_TO}{_LATER}/\d\d(?:\d\d)?)?")  # 2019/20; 2017/18 - 19/20
_SEVERAL = re.compile(rf"{_YEAR}{_TO}{_LATER}")  # 2017 to 2019; 2017 - 19


class Span(NamedTuple):
    """The years that a label stands for: the one it begins in, how many, and how its year begins."""

    start: int
    years: int
    kind: str


class Latest(NamedTuple):
    """
    The latest figures of each group.

    `keys` holds the grouping columns, one sorted row for each group. `start` (the year in which a period begins),
    `years` (how many it covers) and each of `cells` have the shape (groups, points), oldest first, with NaN
    in front where a group has fewer. `first` and `last` are the labels at the two ends. `mixed` says that the
    periods begin at different times of the year.
    """

    keys: Eager
    start: Floats
    years: Floats
    cells: Mapping[str, Floats]
    first: Notes
    last: Notes
    mixed: Truths


def span_of(label: object) -> Span:
    """
    Read a period's label.

    Parameters
    ----------
    label : object
        2022, "2022", "2022/23", "2020 to 2022", "2020 - 22", "2017/18 - 19/20", or the day a year begins on.

    Returns
    -------
    Span
        "2020-21" is two years and "2020/21" is one, which begins within 2020.

    Raises
    ------
    InputError
        If the label tells no years.

    Examples
    --------
    >>> span_of("2022/23"), span_of("2020 - 22")
    (Span(start=2022, years=1, kind='within'), Span(start=2020, years=3, kind='calendar'))
    """
    text = str(label).strip()
    if found := _CALENDAR.fullmatch(text):
        return Span(int(found[1]), 1, "calendar")
    if found := _DATED.fullmatch(text):
        return Span(int(found[1]), 1, found[2])
    if found := _WITHIN.fullmatch(text):
        start = int(found[1])
        years = _year_after(start, found[3]) - start + 1 if found[3] else 1
        if years > 0 and _year_after(start, found[2]) == start + 1:
            return Span(start, years, "within")
    if found := _SEVERAL.fullmatch(text):
        start = int(found[1])
        if (last := _year_after(start, found[2])) > start:
            return Span(start, last - start + 1, "calendar")
    raise InputError(
        f'period "{label}" tells no years. Write "2022", "2022/23" for a year that begins within 2022, or '
        '"2020 to 2022" for several; leave months and quarters out.'
    )


def latest(
    data: IntoFrame, *, by: Sequence[str], period: str, numbers: Sequence[str], points: int, refusals: Sequence[Refusal]
) -> Latest:
    """
    Lay out the latest figures of each group.

    Parameters
    ----------
    data : dataframe
        One row for each period of each group.
    by : sequence of str
        Columns whose combinations make the groups; without any, all rows are one group.
    period : str
        Column of labels; see `span_of`.
    numbers : sequence of str
        Columns to lay out. A row that lacks a number is a point too.
    points : int
        How many of the latest.
    refusals : sequence of Refusal
        Rows that cannot be.

    Returns
    -------
    Latest
        Periods are ordered by the year in which they begin, whatever the order of the rows.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a row is refused, a label tells no years, a group has a
        period twice, or a row misses a grouping column or its period.
    """
    frame = opened(data)
    check_columns(frame, *by, period)
    check_numbers(frame, *numbers)
    rows = collected(frame.select(*dict.fromkeys((*by, period, *numbers))))
    refuse_rows(rows, refusals, by=[*by, period])
    group, keys = numbered(rows, by)
    read = _read(rows, period)
    order = np.lexsort((read.years, read.start, group))
    _refuse_twice(keys, group[order], read.start[order], read.years[order])
    size = np.bincount(group, minlength=len(keys))
    back = np.repeat(np.cumsum(size), size) - np.arange(len(order))  # 1 for the latest of each group
    kept = order[back <= points]
    cells = (group[kept], points - back[back <= points])

    def laid_out(column: Floats) -> Floats:
        table = np.full((len(keys), points), np.nan)
        table[cells] = column[kept]
        return table

    place, kind = laid_out(read.place.astype(np.float64)), laid_out(read.kind)
    oldest = np.isnan(place).sum(axis=1, keepdims=True).clip(max=points - 1)
    return Latest(
        keys=keys,
        start=laid_out(read.start),
        years=laid_out(read.years),
        cells={name: laid_out(floats_of(rows, name)) for name in numbers},
        first=_words(read.labels, np.take_along_axis(place, oldest, axis=1)[:, 0]),
        last=_words(read.labels, place[:, -1]),
        mixed=((kind != kind[:, -1:]) & ~np.isnan(kind)).any(axis=1),
    )


class _Read(NamedTuple):
    """Each row's label as a number of its place among `labels`, and what that label says."""

    labels: Sequence[Label]
    place: Whole
    start: Floats
    years: Floats
    kind: Floats


def _read(rows: Eager, period: str) -> _Read:
    labels = labels_of(rows, period)
    spans = [span_of(label) for label in labels]
    place = np.zeros(0, dtype=np.int64)  # of no labels none can be looked up
    if labels:
        place = rows[period].replace_strict(labels, list(range(len(labels))), return_dtype=nw.Int64).to_numpy()
    kinds = sorted({span.kind for span in spans})
    start = np.array([span.start for span in spans], dtype=np.float64)
    years = np.array([span.years for span in spans], dtype=np.float64)
    kind = np.array([kinds.index(span.kind) for span in spans], dtype=np.float64)
    return _Read(labels, place, start[place], years[place], kind[place])


def _year_after(start: int, text: str) -> int:
    """Read a year that may be written by its last two figures: "01" after 1999 is 2001."""
    if len(text) == len("2001"):
        return int(text)
    year = start - start % 100 + int(text)
    return year + 100 if year < start else year


def _refuse_twice(keys: Eager, group: Whole, start: Floats, years: Floats) -> None:
    """Refuse groups in which two periods of one length begin in the same year; rows are sorted."""
    same = (np.diff(group) == 0) & (np.diff(start) == 0) & (np.diff(years) == 0)
    if same.any():
        first = int(np.flatnonzero(same)[0])
        row = next(keys[int(group[first]) : int(group[first]) + 1].iter_rows(named=True))
        named = "".join(f"{key} {value}, " for key, value in row.items() if not key.startswith(INNER))
        raise InputError(
            f"a period stands more than once in a group, in {same.sum():,} of {len(group):,} rows "
            f"(first: {named}{start[first]:.0f}). Add what tells the rows apart (sex, area) to `by`, and leave "
            "out periods shorter than a year."
        )


def _words(labels: Sequence[Label], place: Floats) -> Notes:
    """Give labels by their place; "" for a group without rows."""
    return np.array([word_of(labels[int(at)]) if np.isfinite(at) else "" for at in place], dtype=object)
