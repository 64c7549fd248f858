"""Tables of counts as an attacker sees them: cells, and the sums that tie them together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from equitytown.errors import InputError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ALL = "All"  # the label of a total
Key = tuple[str, ...]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """
    Cells with their counts, and every sum that a reader can check.

    `names` say what each part of a key is and `keys` name the cells. `counts` has one number for each, and `filled`
    how many of the finest cells it is made of are not 0: since zeros are shown, a reader knows that a count is no
    less. `sums` has a row for each equation and a column for each cell: 1 for a part, -1 for the total, so that
    `sums @ counts` is 0. `totals` marks cells that are a total.
    """

    names: tuple[str, ...]
    keys: tuple[Key, ...]
    counts: Counts
    filled: Counts
    sums: "csr_array"
    totals: NDArray[np.bool_]

    def place(self, key: Key) -> int:
        """Find a cell by its key."""
        if key not in self.keys:
            raise InputError(f"there is no cell {', '.join(key)} in the table. The first is {self.name(0)}.")
        return self.keys.index(key)

    def name(self, cell: int) -> str:
        """Say which cell one is."""
        return ", ".join(self.keys[cell])


def table_of(
    rows: Mapping[Key, int], *, names: Sequence[str], within: Mapping[str, Mapping[str, str]] | None = None
) -> Table:
    """
    Lay counts out with all their totals.

    Parameters
    ----------
    rows : mapping of key to count
        One count for each combination of labels: ("Biscot", "Female") and so on, without totals.
    names : sequence of str
        What each part of a key is: ("ward", "sex").
    within : mapping, optional
        For a part that lies within larger ones, the larger one of each label: {"ward": {"Biscot": "Luton"}}.

    Returns
    -------
    Table
        The cells given, and a total over every part and every combination of parts ("All"), and within each
        larger area.

    Raises
    ------
    InputError
        If a count is no whole number from 0, a combination has no row, a label is that of totals, or a label lies
        within nothing.
    """
    _check(rows, names)
    parts = [_Part.of(name, [key[i] for key in rows], (within or {}).get(name)) for i, name in enumerate(names)]
    absent = [key for key in product(*(part.finest for part in parts)) if key not in rows]
    if absent:
        raise InputError(
            f"{len(absent):,} combinations of {', '.join(names)} have no row (first: {', '.join(absent[0])}). "
            "Add a row for each, with 0 where nothing was counted: what is absent is not known to be 0."
        )
    keys = list(product(*(part.labels for part in parts)))
    place = {key: i for i, key in enumerate(keys)}
    counts, filled = np.zeros((2, len(keys)), dtype=np.int64)
    for key, count in rows.items():
        for above in product(*(part.up(label) for part, label in zip(parts, key, strict=True))):
            counts[place[above]] += count
            filled[place[above]] += count > 0
    totals = np.array([_is_total(key, parts) for key in keys])
    return Table(tuple(names), tuple(keys), counts, filled, _sums(keys, parts, place), totals)


def linked(*tables: Table) -> Table:
    """
    Tie tables together that share counts, so that they are protected as one.

    Parameters
    ----------
    tables : Table
        Tables over some of the same things: wards by sex and wards by age share the totals of wards.

    Returns
    -------
    Table
        Every cell once, under the names of all; what a table does not tell apart is "All" there.

    Raises
    ------
    InputError
        If two tables give one cell different counts.
    """
    from scipy.sparse import csr_array, vstack  # noqa: PLC0415  a slow import that few paths need

    names = tuple(dict.fromkeys(name for table in tables for name in table.names))
    place: dict[Key, int] = {}
    own = [_places_in(table, names, place) for table in tables]
    counts, filled = np.full(len(place), -1), np.zeros(len(place), dtype=np.int64)
    totals = np.zeros(len(place), dtype=np.bool_)
    for table, at in zip(tables, own, strict=True):
        unlike = np.flatnonzero((counts[at] >= 0) & (counts[at] != table.counts))
        if unlike.size:
            cell = int(unlike[0])
            raise InputError(
                f"{unlike.size:,} cells have different counts in two tables (first: {table.name(cell)}, "
                f"{counts[at][cell]} and {table.counts[cell]}). Tables that are published together must agree."
            )
        counts[at], filled[at] = table.counts, np.maximum(filled[at], table.filled)
        totals[at] |= table.totals
    sums = vstack([_moved(table.sums, at, len(place)) for table, at in zip(tables, own, strict=True)])
    return Table(names, tuple(place), counts.astype(np.int64), filled, csr_array(sums), totals)


def _places_in(table: Table, names: tuple[str, ...], place: dict[Key, int]) -> NDArray[np.intp]:
    """Find where a table's cells stand among those of all tables; new ones are added."""
    found = []
    for key in table.keys:
        told = dict(zip(table.names, key, strict=True))
        found.append(place.setdefault(tuple(told.get(name, ALL) for name in names), len(place)))
    return np.array(found, dtype=np.intp)


def _moved(sums: "csr_array", at: NDArray[np.intp], size: int) -> "csr_array":
    """Write a table's sums over the cells of all tables."""
    from scipy.sparse import csr_array  # noqa: PLC0415  a slow import that few paths need

    entries = sums.tocoo()
    return csr_array((entries.data, (entries.row, at[entries.col])), shape=(sums.shape[0], size))


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a key: its finest labels, and what each larger label is the sum of."""

    finest: tuple[str, ...]
    children: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, str]

    @classmethod
    def of(cls, name: str, labels: Iterable[str], within: Mapping[str, str] | None) -> "_Part":
        finest = tuple(dict.fromkeys(labels))
        if within is None:
            return cls(finest, {ALL: finest}, dict.fromkeys(finest, ALL))
        lost = [label for label in finest if not within.get(label)]
        if lost:
            raise InputError(
                f'{len(lost):,} of {len(finest):,} labels of "{name}" lie within nothing (first: "{lost[0]}"). '
                "Say for each what it lies within."
            )
        larger = tuple(dict.fromkeys(within[label] for label in finest))
        clash = [label for label in larger if label in finest or label == ALL]
        if clash:
            raise InputError(f'"{clash[0]}" names both a "{name}" and what it lies within. Name them apart.')
        children = {one: tuple(label for label in finest if within[label] == one) for one in larger}
        parents = {label: within[label] for label in finest}
        return cls(finest, {**children, ALL: larger}, parents | dict.fromkeys(larger, ALL))

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, the finest first and the total last."""
        return (*self.finest, *self.children)

    def up(self, label: str) -> tuple[str, ...]:
        """Give a label and all that it is part of."""
        found = [label]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return tuple(found)


def _check(rows: Mapping[Key, int], names: Sequence[str]) -> None:
    if not rows:
        raise InputError("there are no counts to protect.")
    bad = [key for key, count in rows.items() if count < 0 or count != int(count)]
    if bad:
        raise InputError(
            f"a count is no whole number from 0 upwards in {len(bad):,} of {len(rows):,} rows "
            f"(first: {', '.join(bad[0])}, {rows[bad[0]]:g}). Correct it."
        )
    totals = [key for key in rows if ALL in key]
    if totals:
        raise InputError(
            f'"{ALL}" stands for totals, which are worked out, and {len(totals):,} rows of {", ".join(names)} hold it '
            f"(first: {', '.join(totals[0])}). Leave totals out."
        )


def _is_total(key: Key, parts: Sequence[_Part]) -> bool:
    return any(label in part.children for label, part in zip(key, parts, strict=True))


def _sums(keys: Sequence[Key], parts: Sequence[_Part], place: Mapping[Key, int]) -> "csr_array":
    """Write every total as the sum of its parts, along each part of the key by itself."""
    from scipy.sparse import csr_array  # noqa: PLC0415  a slow import that few paths need

    entries: list[tuple[int, int, int]] = []
    equation = 0
    for i, part in enumerate(parts):
        for key in keys:
            if key[i] in part.children:
                entries.append((equation, place[key], -1))
                entries += [(equation, place[*key[:i], child, *key[i + 1 :]], 1) for child in part.children[key[i]]]
                equation += 1
    row, column, number = np.array(entries, dtype=np.int64).T
    return csr_array((number.astype(np.float64), (row, column)), shape=(equation, len(keys)))
