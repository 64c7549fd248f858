"""Rows answered one by one, each within its group: what the comparisons of areas share."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from narwhals.typing import IntoFrame

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, notes
from equitytown.stats.frames.core import By, Eager, check_columns, check_numbers, collected, floats_of, names_of, opened
from equitytown.stats.frames.tables import Whole, numbered


class Rows(NamedTuple):
    """Rows in memory: `numbers` by column, and the group of each row where groups were asked for."""

    held: Eager
    numbers: Mapping[str, Floats]
    group: Whole | None

    def lacking(self, *names: str) -> Notes:
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


def rows_of(data: IntoFrame, *, numbers: Sequence[str | None], by: By | None = None) -> Rows:
    """
    Bring rows into memory, their numbers as arrays and their groups numbered.

    Parameters
    ----------
    data : dataframe
        Of any kind.
    numbers : sequence of str or None
        Columns of numbers; None stands for no column.
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
    wanted = [name for name in dict.fromkeys(numbers) if name is not None]
    check_numbers(frame, *wanted)
    check_columns(frame, *keys)
    held = collected(frame)
    return Rows(held, {name: floats_of(held, name) for name in wanted}, numbered(held, keys)[0] if keys else None)
