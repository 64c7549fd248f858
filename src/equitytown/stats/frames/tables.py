"""Rows of a dataframe laid out as tables: a row for each group, a column for each age, quantile or year."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, Truths, notes
from equitytown.stats.frames.columns import (
    INNER,
    ROWS,
    Eager,
    Frame,
    check_columns,
    collected,
    floats_of,
    in_order,
    key_of,
    missing_in,
    refuse_missing_keys,
    refuse_own_key,
)
from equitytown.stats.frames.groups import grouped
from equitytown.stats.frames.refusals import Refusal, refuse_rows

Label = str | float
Whole = NDArray[np.int64]


class Table(NamedTuple):
    """
    Groups of rows laid out along an order within them.

    `keys` holds the grouping columns, one sorted row for each group; `labels` what stands along the
    other axis. Each of `cells` has the shape (groups, labels): NaN where no row stands, or a number is
    missing. `there` says where a row stands.
    """

    keys: Eager
    labels: Sequence[Label]
    cells: Mapping[str, Floats]
    there: Truths

    def lacking(self, what: str) -> Notes:
        """Say of each group which labels no row stands for; `what` says what a label is ("age band")."""
        found = notes((len(self.there),))
        for i in np.flatnonzero(~self.there.all(axis=1)):
            absent = [label for label, held in zip(self.labels, self.there[i], strict=True) if not held]
            others = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
            found[i] = f"there is no row for {what} {absent[0]}{others}"
        return found


def tabulated(
    frame: Frame,
    *,
    by: Sequence[str],
    along: str,
    labels: Sequence[Label],
    terms: Mapping[str, nw.Expr],
    refusals: Sequence[Refusal] = (),
    once: bool = False,
) -> Table:
    """
    Lay rows out as tables, one for each term; rows of the same group and label are summed.

    Parameters
    ----------
    frame : Frame
        Opened rows. An engine that works lazily sums before its rows come into memory.
    by : sequence of str
        Columns whose combinations make the groups; without any, all rows are one group.
    along : str
        Column whose values order the rows of a group: an age band, a quantile, a year.
    labels : sequence
        The values of `along`, all of them, in order; see `labels_of`.
    terms : mapping of name to expression
        What to lay out.
    refusals : sequence of Refusal
        Rows that cannot be.
    once : bool, default False
        Refuse rows of the same group and label, for methods where their sum means nothing.

    Returns
    -------
    Table
        Of shape (groups, labels).

    Raises
    ------
    InputError
        If a row is refused, or misses a grouping column or its label.
    """
    check_columns(frame, *by, along)
    refuse_own_key(by, along)
    if isinstance(frame, nw.LazyFrame):
        summed = grouped(frame, by=[*by, along], terms=terms, refusals=refusals, order=())
        rows, counts, cells = summed.keys, summed.rows, dict(summed.sums)
    else:
        refuse_rows(frame, refusals, by=[*by, along])
        rows = frame.select(*by, along, *(term.alias(f"{INNER}{name}") for name, term in terms.items()))
        counts, cells = None, {name: floats_of(rows, f"{INNER}{name}") for name in terms}
    groups, keys = numbered(rows, by)
    places = _places(rows, along, labels)
    flat = groups * len(labels) + places
    shape = (len(keys), len(labels))
    size = shape[0] * shape[1]
    many = np.bincount(flat, weights=counts, minlength=size).reshape(shape)
    there = many > 0
    laid = {
        name: np.where(there, np.bincount(flat, weights=numbers, minlength=size).reshape(shape), np.nan)
        for name, numbers in cells.items()
    }
    table = Table(keys, labels, laid, there)
    if once and (many > 1).any():
        _refuse_repeated(table, many.astype(np.float64), along)
    return table


def with_all_groups(table: Table, frame: Frame, *, by: Sequence[str]) -> Table:
    """Add the groups of a frame of which no row was laid out, empty, so that none vanishes."""
    if not by:
        return table
    every = collected(frame.select(*by).unique())
    refuse_missing_keys(every, by)
    every = in_order(every, by)
    if len(every) == len(table.keys):
        return table
    places = {key: i for i, key in enumerate(every.iter_rows())}
    own = [places[key] for key in table.keys.iter_rows()]
    cells = {name: np.full((len(every), len(table.labels)), np.nan) for name in table.cells}
    there = np.zeros((len(every), len(table.labels)), dtype=np.bool_)
    for name, cell in cells.items():
        cell[own] = table.cells[name]
    there[own] = table.there
    return Table(every, table.labels, cells, there)


def labels_of(frame: Frame, along: str) -> list[Label]:
    """
    List the values of a column, sorted.

    Raises
    ------
    InputError
        If the column is not there, is empty in a row, or mixes text and numbers.
    """
    check_columns(frame, along)
    found = collected(frame.select(along).unique())[along]
    if missing_in(found):
        raise InputError(f'column "{along}" is empty in some rows. Fill it in, or leave such rows out.')
    labels: list[Label] = found.to_list()
    try:
        return sorted(labels)
    except TypeError:
        raise InputError(
            f'column "{along}" mixes text and numbers, which have no order. Make it one of them.'
        ) from None


def word_of(label: object) -> str:
    """Write a label as text; a year that stands in a column of decimals as a year."""
    return f"{label:.0f}" if isinstance(label, float) and label.is_integer() else str(label)


def refuse_repeats(rows: Eager, *, by: Sequence[str], along: str) -> None:
    """
    Refuse groups in which a label stands more than once, for methods that lay out no table.

    Raises
    ------
    InputError
        With the number of such labels, and the first.
    """
    tabulated(rows, by=by, along=along, labels=labels_of(rows, along), terms={}, once=True)


def _refuse_repeated(table: Table, many: Floats, along: str) -> None:
    twice = np.argwhere(many > 1)
    group, label = twice[0]
    raise InputError(
        f"{len(twice):,} rows of a group and {along} stand more than once "
        f"(first: {key_of(table.keys, int(group), {along: table.labels[label]})}). "
        "Add what tells them apart to `by` (sex, year), add up their counts first, or leave all but one out."
    )


def numbered(rows: Eager, by: Sequence[str]) -> tuple[Whole, Eager]:
    """
    Number the groups of rows in the order of their sorted keys.

    Returns
    -------
    (ndarray, shape (rows,), DataFrame)
        Each row's group, and the keys of the groups. Without `by` all rows are group 0.

    Raises
    ------
    InputError
        If a row misses a grouping column.
    """
    check_columns(rows, *by)
    if not by:
        keys = rows.head(1).select(nw.lit(0).alias(ROWS)) if len(rows) else rows.select(nw.len().alias(ROWS))
        return np.zeros(len(rows), dtype=np.int64), keys
    keys = rows.select(*by).unique()
    refuse_missing_keys(keys, by)
    keys = in_order(keys, by)
    order, group = f"{INNER}order", f"{INNER}group"
    indexed = rows.select(*by).with_row_index(order)
    joined = indexed.join(keys.with_row_index(group), on=list(by), how="inner")
    found = np.empty(len(rows), dtype=np.int64)
    found[joined[order].to_numpy()] = joined[group].to_numpy()  # an engine may join in another order
    return found, keys


def _places(rows: Eager, along: str, labels: Sequence[Label]) -> Whole:
    """Find each row's place among the labels."""
    places = rows[along].replace_strict(labels, list(range(len(labels))), return_dtype=nw.Int64)
    return np.asarray(places.to_numpy(), dtype=np.int64)
