"""
The way from any dataframe to columns of numbers.

pandas, polars (eager and lazy), pyarrow, DuckDB and Spark hold missing numbers and types each in their own way.
Here they are made alike: NaN and null are one, and numbers are 64-bit floats before anything is done with them.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.exceptions import DuplicateError
from narwhals.typing import IntoFrame

from equitytown.errors import InputError
from equitytown.stats.checks import Floats

# Any: whose dataframe it is makes no difference.
Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
Eager = nw.DataFrame[Any]
By = str | Sequence[str]
PATTERN = re.compile(r"\*|\^.*\$")  # what polars takes for many columns
DOTS = set(".`")  # what DuckDB and Spark take for a part of another thing
NUMBERS = int | float | Decimal
NUMERIC = r"^\s*-?[0-9.,]+\s*$"

INNER = "_equitytown_"  # what columns of our own are called while one of the caller's engines holds them
ROWS = f"{INNER}rows"


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
    names = [by] if isinstance(by, str) else by
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise InputError(f"by must be the name of a column, or several, and is {by!r}.")
    return list(dict.fromkeys(names))


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
        own = ", ".join(name for name in held if not name.startswith(INNER))
        raise InputError(f"there is no column {listed}. The columns are: {own}.{hint}")
    patterns = [name for name in names if name is not None and PATTERN.fullmatch(name)]
    if patterns:
        raise InputError(f'the column "{patterns[0]}" has a name that engines read as a pattern. Rename it.')
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
    if isinstance(frame, nw.DataFrame) and frame[name].is_null().all():
        return True
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


def key_of(keys: Eager, group: int, more: Mapping[str, object] | None = None) -> str:
    """Say which group one is by its keys, and by what else tells it."""
    row = next(keys[group : group + 1].iter_rows(named=True)) | dict(more or {})
    return ", ".join(f"{name} {value}" for name, value in row.items() if not name.startswith(INNER)) or "all rows"


def in_order(frame: Eager, by: Sequence[str]) -> Eager:
    """Sort rows by their keys; keys that cannot be ordered are refused."""
    try:
        return frame.sort(*by) if by else frame
    except TypeError:
        raise InputError(
            f"{' or '.join(by)} mixes text and numbers, which have no order. Make it one of them."
        ) from None


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


def refuse_own_key(by: Sequence[str], along: str) -> None:
    """Refuse a column that both makes groups and orders the rows within them."""
    if along in by:
        raise InputError(f'column "{along}" cannot be in `by`: each group holds all of it. Take it out.')
