"""
The way from any dataframe to arrays: columns are read once, and sums are taken in the caller's own engine.

pandas, polars (eager and lazy), pyarrow, DuckDB and Spark hold missing numbers, sums and types each in their
own way. Here, and only here, they are made alike: NaN and null are one, numbers are 64-bit floats before they
are summed, and a sum over a missing number is told from a sum over none.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

import narwhals as nw
import numpy as np
from narwhals.exceptions import DuplicateError
from narwhals.typing import IntoFrame

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, notes

# Any: whose dataframe it is makes no difference.
Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
Eager = nw.DataFrame[Any]
By = str | Sequence[str]
How = Literal["sum", "var", "mean"]
DOTS = set(".`")  # what DuckDB and Spark take for a part of another thing
NUMBERS = int | float | Decimal
NUMERIC = r"^\s*-?[0-9.,]+\s*$"

INNER = "_equitytown_"  # what columns of our own are called while one of the caller's engines holds them
ROWS, THERE, BAD, FAULT = (f"{INNER}{word}" for word in ("rows", "there", "bad", "fault"))


class Refusal(NamedTuple):
    """Rows that cannot be: where `bad` holds, what is wrong, which columns show it, how to mend it."""

    bad: nw.Expr
    sentence: str
    show: tuple[str, ...]
    mend: str


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


def key_of(keys: Eager, group: int, more: Mapping[str, object] | None = None) -> str:
    """Say which group one is by its keys, and by what else tells it."""
    row = next(keys[group : group + 1].iter_rows(named=True)) | dict(more or {})
    return ", ".join(f"{name} {value}" for name, value in row.items() if not name.startswith(INNER)) or "all rows"


def opened(data: IntoFrame) -> Frame:
    """
    Open a dataframe of any kind.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        frame: Frame = nw.from_native(data)
        names: list[object] = list(frame.collect_schema().names())
    except DuplicateError:
        raise InputError("two columns have one name. Rename one of them.") from None
    except TypeError:
        raise InputError(
            f"a dataframe is needed (pandas, polars, pyarrow, DuckDB or Spark), and {type(data).__name__} is given. "
            "For arrays use the functions of `equitytown.stats`."
        ) from None
    strange = [name for name in names if not isinstance(name, str)]
    if strange:
        raise InputError(f"column names must be text, and one is {strange[0]!r}. Rename it.")
    return frame.with_columns(*_numbers_of_objects(frame)) if isinstance(frame, nw.DataFrame) else frame


def _numbers_of_objects(frame: Eager) -> list[nw.Series[Any]]:
    """Read pandas' columns of objects that lack a number here and there as floats: pd.NA is no number to it."""
    found = []
    for name, kind in frame.schema.items():
        if kind == nw.Object and frame[name].is_null().any() and _holds_numbers(frame, name):
            cells = zip(frame[name], frame[name].is_null(), strict=True)
            numbers = [np.nan if empty else float(cell) for cell, empty in cells]
            found.append(nw.new_series(name, numbers, nw.Float64, backend=frame.implementation))
    return found


def names_of(by: By | None) -> list[str]:
    """Give the grouping columns as a list, each once."""
    if by is None:
        return []
    return [by] if isinstance(by, str) else list(dict.fromkeys(by))


def told_by(rows: Eager) -> list[str]:
    """Give the columns of text that come before any number: what usually says which row one is."""
    names = rows.columns
    numeric = [name for name in names if rows.schema[name].is_numeric()]
    return names[: names.index(numeric[0])] if numeric else []


def check_columns(frame: Frame, *names: str | None) -> None:
    """Refuse names that are no column of the frame; all of them are listed. None stands for no column."""
    held = frame.collect_schema().names()
    absent = [name for name in dict.fromkeys(names) if name is not None and name not in held]
    if absent:
        near = get_close_matches(absent[0], held, n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        listed = ", ".join(f'"{name}"' for name in absent)
        raise InputError(f"there is no column {listed}. The columns are: {', '.join(held)}.{hint}")
    dotted = [name for name in names if name is not None and DOTS & set(name)]
    if dotted and isinstance(frame, nw.LazyFrame) and not frame.implementation.is_polars():
        raise InputError(f'the column "{dotted[0]}" has a dot or a backtick in its name, which this engine reads as '
                         "something else. Rename it.")  # fmt: skip


def check_numbers(frame: Frame, *names: str | None) -> None:
    """Refuse names that are no column, and columns that hold anything but numbers."""
    check_columns(frame, *names)
    schema = frame.collect_schema()
    for name in dict.fromkeys(names):
        if name is not None and not _holds_numbers(frame, name):
            raise InputError(
                f'column "{name}" must hold numbers, and holds {schema[name]}{_first_text(frame, name)}. Turn marks '
                'such as "*" into missing values first, then the column into numbers.'
            )


def _holds_numbers(frame: Frame, name: str) -> bool:
    """Say whether a column can be read as numbers: by its type, or, where that says nothing, by its cells."""
    kind = frame.collect_schema()[name]
    if kind != nw.Object:
        return kind.is_numeric() or kind in (nw.Boolean, nw.Unknown)
    return all(isinstance(cell, NUMBERS) for cell in collected(frame)[name].drop_nulls().to_list())


def _first_text(frame: Frame, name: str) -> str:
    """Show the first cell of a column that is no number."""
    if frame.collect_schema()[name] == nw.Object:
        cells = collected(frame)[name].drop_nulls().to_list()
        return f' (first: "{next(cell for cell in cells if not isinstance(cell, NUMBERS))}")'
    if frame.collect_schema()[name] != nw.String:
        return ""
    text = nw.col(name)
    strange = collected(frame.filter(~text.is_null() & ~text.str.contains(NUMERIC)).select(name).head(1))
    return f' (first: "{strange[name][0]}")' if len(strange) else " (numbers as text)"


def number(name: str) -> nw.Expr:
    """Read a column as 64-bit floats, with one kind of missing."""
    return nw.col(name).cast(nw.Float64).fill_nan(None)


def negative(name: str) -> Refusal:
    """Refuse counts below 0."""
    return Refusal(number(name) < 0, f"{name} is negative", (name,), "Counts start at 0; leave a missing count empty.")


def not_above_zero(name: str) -> Refusal:
    """Refuse people at risk of 0 or less."""
    mend = "Leave such rows out, or leave the number empty."
    return Refusal(number(name) <= 0, f"{name} is not above 0", (name,), mend)


def above_all(numerator: str, denominator: str) -> Refusal:
    """Refuse more people with an event than people."""
    return Refusal(
        number(numerator) > number(denominator),
        f"{numerator} is above its {denominator}",
        (numerator, denominator),
        "Correct the counts, or use rates if one person can have several events.",
    )


def loose_limits(value: str, lower: str, upper: str) -> Refusal:
    """Refuse limits that do not enclose their value."""
    return Refusal(
        (number(lower) > number(value)) | (number(upper) < number(value)) | (number(lower) > number(upper)),
        "limits do not enclose the value",
        (value, lower, upper),
        "Correct the value or its limits.",
    )


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
            _refuse_first(frame, by, refusals)
    refuse_missing_keys(summed, by)
    by_order = by if order is None else order
    summed = in_order(summed, by_order)
    rows = floats_of(summed, ROWS)
    there = {name: floats_of(summed, f"{THERE}{name}") if faulty else rows for name in terms}
    missing = {name: rows - there[name] for name in terms}
    blank = {name: (missing[name] > 0) | (rows == 0) for name in terms}  # engines sum no rows to 0
    sums = {name: np.where(blank[name], np.nan, floats_of(summed, f"{INNER}{name}")) for name in terms}
    if any(np.isinf(total).any() for total in sums.values()):
        _refuse_infinite(frame, by)
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


def collected(frame: Frame) -> Eager:
    """Bring a result into memory: polars stays polars, other engines' results become pyarrow tables."""
    if isinstance(frame, nw.DataFrame):
        return frame
    return frame.collect() if frame.implementation.is_polars() else frame.collect(backend="pyarrow")


def floats_of(frame: Eager, name: str) -> Floats:
    """Give a column as an array, NaN where a number is missing."""
    series = frame[name]
    if series.dtype != nw.Float64:
        series = series.cast(nw.Float64)
    found: Floats = np.asarray(series.to_numpy(), dtype=np.float64)
    return found


def in_order(frame: Eager, by: Sequence[str]) -> Eager:
    """Sort rows by their keys; keys that cannot be ordered are refused."""
    try:
        return frame.sort(*by) if by else frame
    except TypeError:
        raise InputError(
            f"{' or '.join(by)} mixes text and numbers, which have no order. Make it one of them."
        ) from None


def refuse_own_key(by: Sequence[str], along: str) -> None:
    """Refuse a column that both makes groups and orders the rows within them."""
    if along in by:
        raise InputError(f'column "{along}" cannot be in `by`: each group holds all of it. Take it out.')


def missing_in(labels: nw.Series[Any]) -> int:
    """Count the labels that are missing: null and NaN are one."""
    missing = labels.is_null() | labels.is_nan() if labels.dtype.is_float() else labels.is_null()
    return int(missing.sum())


def refuse_missing_keys(frame: Eager, by: Sequence[str]) -> None:
    """Refuse rows that belong to no group because a grouping column is empty."""
    for name in by:
        empty = missing_in(frame[name])
        if empty:
            raise InputError(
                f'column "{name}" is empty in {empty} of {len(frame)} groups, so its rows belong nowhere. '
                "Fill it in, or leave those rows out."
            )


def refuse_rows(frame: Frame, refusals: Sequence[Refusal], *, by: Sequence[str] = ()) -> None:
    """Refuse rows that cannot be, in a pass of its own: for methods that do not group."""
    if not refusals:
        return
    bad = nw.any_horizontal(*(r.bad for r in refusals), ignore_nulls=True)
    if len(collected(frame.filter(bad).head(1))):
        _refuse_first(frame, by, refusals)


def _refuse_infinite(frame: Frame, by: Sequence[str]) -> None:
    """Refuse columns that hold an infinite number, which is why a sum is; others have grown beyond all numbers."""
    decimals = [name for name, kind in frame.collect_schema().items() if kind.is_float()]
    mend = "Leave a number that cannot be given empty."
    _refuse_first(
        frame, by, [Refusal(number(name).abs() == np.inf, f"{name} is infinite", (name,), mend) for name in decimals]
    )
    raise InputError("the numbers are too large to be added. Check their unit.")


def _refuse_first(frame: Frame, by: Sequence[str], refusals: Sequence[Refusal]) -> None:
    """Count the rows of the first refusal that holds, and show the first of them."""
    total = int(collected(frame.select(nw.len()))[:, 0][0])
    for refusal in refusals:
        columns = list(dict.fromkeys((*by, *refusal.show)))
        rows = collected(frame.filter(refusal.bad).select(*columns))
        if len(rows):
            first = ", ".join(f"{name} {value}" for name, value in next(rows.iter_rows(named=True)).items())
            raise InputError(f"{refusal.sentence} in {len(rows):,} of {total:,} rows (first: {first}). {refusal.mend}")
