"""Subgroups of a dataframe, brought into memory and laid out group by group for measures of inequality."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, Truths, notes
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
from equitytown.stats.frames.refusals import above_all, negative, not_above_zero, refuse_rows
from equitytown.stats.frames.tables import Whole, numbered, refuse_repeats

BEST = ("high", "low")


class Columns(NamedTuple):
    """Names of the columns that tell of subgroups; None stands for no column. `reference` may be a label."""

    value: str
    population: str
    standard_error: str | None
    order: str | None
    category: str | None
    reference: str | None
    best: str
    numerator: str | None = None


class Block(NamedTuple):
    """Groups that have the same number of subgroups: their numbers, and by column what stands in them."""

    groups: Whole
    cells: Mapping[str, Floats]


class Subgroups(NamedTuple):
    """
    Rows in memory, in order within their groups.

    `places` are the rows in that order, `start` and `size` say where each group stands among them. `lacking`
    says of each group which row of its order is not there, `marked` whether it has the reference subgroup that
    is asked for, `best` which figures are good.
    """

    keys: Eager
    numbers: Mapping[str, Floats]
    places: Whole
    start: Whole
    size: Whole
    lacking: Notes
    marked: Truths
    best: NDArray[np.str_]

    def blocks(self) -> Iterator[Block]:
        """Give groups of one size after another, as tables of shape (groups, subgroups)."""
        for size in np.unique(self.size):
            groups = np.flatnonzero(self.size == size)
            rows = self.places[self.start[groups][:, None] + np.arange(size)]
            yield Block(groups, {name: numbers[rows] for name, numbers in self.numbers.items()})


def subgroups_of(data: IntoFrame, columns: Columns, by: By | None) -> Subgroups:
    """
    Bring subgroups into memory, check them and put them in order.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a number cannot be, an order is not 1, 2, 3 …, a subgroup
        stands twice in a group, or the reference or what is best is not told as it should be.
    """
    frame, keys = opened(data), names_of(by)
    names = {"value": columns.value, "population": columns.population, "standard_error": columns.standard_error}
    names |= {"order": columns.order, "reference": None if columns.category else columns.reference}
    names |= {"numerator": columns.numerator}
    numeric = {name: column for name, column in names.items() if column is not None}
    own_best = None if columns.best in BEST else columns.best
    check_numbers(frame, *numeric.values())
    check_columns(frame, *keys, columns.category)
    _check_best(frame.collect_schema().names(), columns.best)
    wanted = [name for name in (*keys, *numeric.values(), columns.category, own_best) if name is not None]
    held = collected(frame.select(*dict.fromkeys(wanted)))
    refusals = [not_above_zero(columns.population)]
    refusals += [negative(name) for name in (columns.standard_error, columns.numerator) if name is not None]
    if columns.numerator is not None:
        refusals.append(above_all(columns.numerator, columns.population))
    refuse_rows(held, refusals, by=keys)
    for along in (columns.order, columns.category):
        if along is not None and len(held):
            refuse_repeats(held, by=keys, along=along)
    numbers = {name: floats_of(held, column) for name, column in numeric.items()}
    if columns.category is not None and columns.reference is not None:
        numbers["reference"] = _labelled(held[columns.category].to_list(), columns.category, columns.reference)
    group, found = numbered(held, keys)
    found = found.head(0) if not len(held) else found
    size = np.bincount(group, minlength=len(found))
    best = [columns.best] * len(held) if own_best is None else [str(word) for word in held[own_best].to_list()]
    return Subgroups(
        keys=found,
        numbers=numbers,
        places=_ordered(numbers, group),
        start=np.cumsum(size) - size,
        size=size,
        lacking=_lacking(numbers.get("order"), group, size, columns.order or ""),
        marked=_marked(numbers.get("reference"), group, size),
        best=_best(best, group, size, columns.best),
    )


def _check_best(held: Sequence[str], best: str) -> None:
    """Refuse what is neither a word nor a column."""
    if best not in (*BEST, *held):
        raise InputError(f'best must be "high" or "low", or a column that holds these words, and is "{best}".')


def _best(words: Sequence[str], group: Whole, size: Whole, name: str) -> NDArray[np.str_]:
    """Give the word of each group, which all its rows share."""
    given = np.array(words, dtype=np.str_)
    strange = given[~np.isin(given, BEST)]
    if strange.size:
        raise InputError(
            f'column "{name}" must hold "high" or "low", and {strange.size:,} of {given.size:,} rows do not '
            f'(first: "{strange[0]}"). Correct them, or leave such rows out.'
        )
    high = np.bincount(group, weights=given == "high", minlength=len(size))
    mixed = (high > 0) & (high < size)
    if mixed.any():
        raise InputError(
            f'column "{name}" differs within {mixed.sum():,} of {mixed.size:,} groups. '
            "Add what tells their rows apart to `by`."
        )
    return np.where(high > 0, "high", "low")


def _labelled(labels: Sequence[object], category: str, reference: str) -> Floats:
    """Mark the rows of the subgroup that bears a label."""
    marks = np.array([str(label) == reference for label in labels], dtype=np.float64)
    if len(labels) and not marks.any():
        known = ", ".join(dict.fromkeys(str(label) for label in labels))
        raise InputError(f'no row of column "{category}" holds "{reference}". It holds: {known}.')
    return marks


def _marked(marks: Floats | None, group: Whole, size: Whole) -> Truths:
    """Say which groups have a reference subgroup, where one is asked for."""
    if marks is None:
        return np.ones(size.shape, dtype=np.bool_)
    count = np.bincount(group, weights=np.nan_to_num(marks) != 0, minlength=len(size))
    if (count > 1).any():
        raise InputError(
            f"{(count > 1).sum():,} of {count.size:,} groups have more than one reference subgroup. Mark one in each."
        )
    return np.asarray(count == 1)


def _ordered(numbers: Mapping[str, Floats], group: Whole) -> Whole:
    """Put rows in order within their groups: by their order, else by value, so that every engine gives the same."""
    along = numbers.get("order", np.zeros(len(group)))
    return np.lexsort((numbers["population"], numbers["value"], along, group))


def _lacking(order: Floats | None, group: Whole, size: Whole, name: str) -> Notes:
    """Say of each group which number of its order no row stands for."""
    found = notes(size.shape)
    if order is None:
        return found
    strange = order[~((order >= 1) & (order == np.floor(order)))]
    if strange.size:
        raise InputError(
            f'column "{name}" must number the subgroups from 1, the most disadvantaged, and {strange.size:,} of '
            f"{order.size:,} rows hold something else (first: {strange[0]:g})."
        )
    last = np.zeros(size.shape)
    np.maximum.at(last, group, order)
    for i in np.flatnonzero(last > size):
        absent = np.setdiff1d(np.arange(1, last[i] + 1), order[group == i])
        others = f" and {absent.size - 1} more" if absent.size > 1 else ""
        found[i] = f"there is no row for {name} {absent[0]:g}{others}"
    return found
