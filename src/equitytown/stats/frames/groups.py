"""
Sums over groups of rows, taken in the engine that holds them.

A sum over a missing number is told from a sum over none, which engines do each in their own way.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import narwhals as nw
import numpy as np

from equitytown.stats.checks import Floats, Notes, notes
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
    refuse_missing_keys,
)
from equitytown.stats.frames.refusals import Refusal, refuse_first, refuse_infinite

How = Literal["sum", "var", "mean"]
THERE, BAD, FAULT = (f"{INNER}{word}" for word in ("there", "bad", "fault"))


class Groups(NamedTuple):
    """
    Groups of rows with what was summed over each.

    `keys` holds the grouping columns, one sorted row for each group; the other arrays follow its order.
    Where all rows are one group it holds a column of our own, which an answer leaves out.
    `sums` are NaN where the term is missing in any row of the group; `missing` counts those rows.
    """

    keys: Eager
    sums: Mapping[str, Floats]
    rows: Floats
    missing: Mapping[str, Floats]

    def reasons(self, words: Mapping[str, str]) -> Notes:
        """Say of each group how many of its rows lack a term; `words` say what each term is."""
        found = notes(self.rows.shape, (self.rows == 0, "there are no rows"))
        for term, what in reversed(list(words.items())):
            missing = self.missing[term]
            for i in np.flatnonzero(missing):
                found[i] = f"{what} is missing in {missing[i]:,g} of {self.rows[i]:,g} rows"
        return found

    def name(self, group: int) -> str:
        """Say which group one is."""
        return key_of(self.keys, group)


def grouped(
    frame: Frame,
    *,
    by: Sequence[str],
    terms: Mapping[str, nw.Expr],
    how: Mapping[str, How] | None = None,
    refusals: Sequence[Refusal] = (),
    order: Sequence[str] | None = None,
) -> Groups:
    """
    Sum terms over groups of rows, in the engine that holds them.

    Parameters
    ----------
    frame : Frame
        Opened rows.
    by : sequence of str
        Columns whose combinations make the groups; without any, all rows are one group.
    terms : mapping of name to expression
        What to sum: elementwise expressions of `number` columns. Each is worked out before the
        grouping, since engines differ in what they allow inside it.
    how : mapping of name to "sum", "mean" or "var", optional
        For terms that are not summed.
    refusals : sequence of Refusal
        Rows that cannot be; looked for in the same pass.
    order : sequence of str, optional
        Columns to sort the groups by; those of `by` by default.

    Returns
    -------
    Groups
        Every engine skips missing numbers when it sums; here such a sum is NaN.

    Raises
    ------
    InputError
        If a row is refused, or a row misses a grouping column.
    """
    check_columns(frame, *by)
    plan = _Plan(_planned(frame), by, terms, {**dict.fromkeys(terms, "sum"), **(how or {})}, refusals)
    summed = plan.summed()
    faulty = floats_of(summed, FAULT).sum() > 0
    if faulty:  # rare: then a second pass finds out what it is
        summed = plan.counted()
        if floats_of(summed, BAD).sum() > 0:
            refuse_first(frame, by, refusals)
    refuse_missing_keys(summed, by)
    by_order = by if order is None else order
    summed = in_order(summed, by_order)
    rows = floats_of(summed, ROWS)
    there = {name: floats_of(summed, f"{THERE}{name}") if faulty else rows for name in terms}
    missing = {name: rows - there[name] for name in terms}
    blank = {name: (missing[name] > 0) | (rows == 0) for name in terms}  # engines sum no rows to 0
    sums = {name: np.where(blank[name], np.nan, floats_of(summed, f"{INNER}{name}")) for name in terms}
    if any(np.isinf(total).any() for total in sums.values()):
        refuse_infinite(frame, by)
    return Groups(summed.select(*(by or [ROWS])), sums, rows, missing)


class _Plan(NamedTuple):
    """
    A pass over the rows, in two strengths.

    The first sums, and counts rows with any fault: a number missing, or impossible. The second, which
    few tables need, also counts what is missing term by term, and impossible rows apart.
    """

    frame: Frame
    by: Sequence[str]
    terms: Mapping[str, nw.Expr]
    how: Mapping[str, How]
    refusals: Sequence[Refusal]

    def summed(self) -> Eager:
        """Take the first pass."""
        missing = [term.is_null() for term in self.terms.values()]
        fault = nw.any_horizontal(self._bad(), *missing, ignore_nulls=True)
        return self._aggregated({FAULT: fault}, [])

    def counted(self) -> Eager:
        """Take the second pass."""
        counts = [nw.col(f"{INNER}{name}").count().alias(f"{THERE}{name}") for name in self.terms]
        return self._aggregated({FAULT: nw.lit(value=True), BAD: self._bad()}, counts)

    def _bad(self) -> nw.Expr:
        never = nw.lit(value=False)
        return nw.any_horizontal(never, *(refusal.bad for refusal in self.refusals), ignore_nulls=True)

    def _aggregated(self, flags: Mapping[str, nw.Expr], counts: Sequence[nw.Expr]) -> Eager:
        """Work terms and flags out row by row, then sum them by group: engines differ in what they allow inside."""
        one, none = nw.lit(1.0), nw.lit(0.0)
        ready = self.frame.select(
            *self.by,
            *(term.alias(f"{INNER}{name}") for name, term in self.terms.items()),
            *(nw.when(flag).then(one).otherwise(none).alias(name) for name, flag in flags.items()),
        )
        aggregates = [
            *(getattr(nw.col(f"{INNER}{name}"), self.how[name])() for name in self.terms),
            *(nw.col(name).sum() for name in flags),
            *counts,
            nw.len().alias(ROWS),
        ]
        return collected(ready.group_by(*self.by).agg(*aggregates) if self.by else ready.select(*aggregates))


def _planned(frame: Frame) -> Frame:
    """Let polars plan the whole pass before it starts, which halves it."""
    return frame.lazy() if isinstance(frame, nw.DataFrame) and frame.implementation.is_polars() else frame
