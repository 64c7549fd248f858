"""Rows answered one by one, each within its group: what the comparisons of areas share."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import NamedTuple

import numpy as np
from narwhals.typing import IntoFrame

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, notes, one_number
from equitytown.stats.frames.columns import (
    By,
    Eager,
    check_columns,
    check_numbers,
    collected,
    floats_of,
    names_of,
    opened,
)
from equitytown.stats.frames.tables import Whole, numbered

ColumnOrNumber = str | float


class Rows(NamedTuple):
    """Rows in memory: `numbers` by column, and the group of each row where groups were asked for."""

    held: Eager
    numbers: Mapping[ColumnOrNumber, Floats]
    group: Whole | None

    def lacking(self, *names: ColumnOrNumber) -> Notes:
        """Say of each row which of its numbers is missing, the first of those named."""
        reasons = [(np.isnan(self.numbers[name]), f"{name} is missing") for name in names]
        return notes((len(self.held),), *reasons)

    def chosen(self, choice: str, known: Sequence[str], *, name: str) -> str | list[str]:
        """
        Give a choice that is one word for all rows, or the name of a column that holds one word a row.

        Raises
        ------
        InputError
            If it is neither, or the column holds another word.
        """
        if choice in known:
            return choice
        words = " or ".join(f'"{word}"' for word in known)
        if choice not in self.held.columns:
            raise InputError(f'{name} must be {words}, or a column that holds these words, and is "{choice}".')
        given: list[str] = self.held[choice].to_list()
        strange = [word for word in given if word not in known]
        if strange:
            raise InputError(
                f'column "{choice}" must hold {words}, and {len(strange)} of {len(given)} rows do not '
                f'(first: "{strange[0]}"). Correct them, or leave such rows out.'
            )
        return given


def rows_of(data: IntoFrame, *, numbers: Sequence[ColumnOrNumber], by: By | None = None) -> Rows:
    """
    Bring rows into memory, their numbers as arrays and their groups numbered.

    Parameters
    ----------
    data : dataframe
        Of any kind.
    numbers : sequence of str or float
        Columns of numbers. A number, as such or as text that is no column, stands on every row.
    by : str or sequence of str, optional
        Columns whose combinations make the groups.

    Returns
    -------
    Rows
        In their order.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, or a row misses a grouping column.
    """
    frame, keys = opened(data), names_of(by)
    held_names = frame.collect_schema().names()
    wanted = {name: _number(name, held_names) for name in numbers}
    check_numbers(frame, *(name for name, number in wanted.items() if number is None and isinstance(name, str)))
    check_columns(frame, *keys)
    held = collected(frame)
    read = {
        name: floats_of(held, str(name)) if number is None else np.full(len(held), number)
        for name, number in wanted.items()
    }
    return Rows(held, read, numbered(held, keys)[0] if keys else None)


def _number(name: ColumnOrNumber, columns: Sequence[str]) -> float | None:
    """Read what is no column but a number; None for a column, there or not."""
    if not isinstance(name, str):
        number = one_number(name, name="a figure that stands for all rows", mend="Or name a column.")
        if not isfinite(number):
            raise InputError(f"a figure that stands for all rows must be finite, and is {number:g}. Or name a column.")
        return number
    if name in columns:
        return None
    try:
        number = float(name)
    except ValueError:
        return None
    return number if isfinite(number) else None
