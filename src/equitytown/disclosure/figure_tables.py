"""
A place's counts in every vintage, tied together and protected: which of them a build may print.

A count that stands unchanged from one vintage to the next is one cell, so that what one vintage shows cannot give away
what another withholds. Vintages are gone through in the order in which they became known: what an earlier one printed
stays printed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from equitytown.disclosure.figure_sums import FigureKey, Sums
from equitytown.disclosure.rules import Rule
from equitytown.disclosure.suppress import audit, protect
from equitytown.disclosure.tables import Table
from equitytown.errors import DisclosureError

NAMES = ("area", "period", "sex", "category_type", "category", "vintage")
WITHHELD = -1  # what a withheld count is shown as


@dataclass(frozen=True, slots=True)
class Cell:
    """One count of one figure: another vintage with another count is another cell."""

    key: FigureKey
    count: int


Shown = Mapping[Cell, int]


def decide(days: Iterable[Sums], *, rule: Rule) -> Shown:
    """
    Decide which counts are printed.

    Parameters
    ----------
    days : iterable of Sums
        What was held on each day on which something became known, the earliest first.
    rule : Rule
        Which counts are small, and how the others are rounded.

    Returns
    -------
    mapping of Cell to int
        For each count the number to print, `WITHHELD` where there is none. Audited.

    Raises
    ------
    DisclosureError
        If small counts can be told from what has been printed already.
    """
    ties, shown = _Ties(), dict[Cell, int]()
    for day in days:
        ties.add(day)
        standing = {cell for cell, number in shown.items() if number != WITHHELD}
        shown = ties.protected(rule, standing)
    return shown


class _Ties:
    """The cells of every vintage so far, and the sums that tie them together."""

    def __init__(self) -> None:
        self.cells: dict[Cell, int] = {}
        self.printed: set[Cell] = set()
        self.sums: dict[tuple[Cell, frozenset[Cell]], None] = {}

    def add(self, day: Sums) -> None:
        """Add what was held on a day."""
        cells = {key: Cell(key, count) for key, count in day.counts.items()}
        for cell in cells.values():
            self.cells.setdefault(cell, len(self.cells))
        self.printed |= {cell for key, cell in cells.items() if key not in day.rests}
        self.sums |= {(cells[one.total], frozenset(cells[part] for part in one.parts)): None for one in day.sums}

    def protected(self, rule: Rule, standing: set[Cell]) -> dict[Cell, int]:
        """Protect every part that hangs together; a count that is in no sum is judged by itself."""
        shown: dict[Cell, int] = {}
        for cells, sums in self._parts():
            if sums:
                shown |= _protect(_table(cells, sums, self.printed), cells, rule, standing, self.printed)
            else:
                counts = np.array([cell.count for cell in cells])
                numbers = np.where(rule.is_small(counts), WITHHELD, rule.rounded(counts)).tolist()
                shown |= dict(zip(cells, numbers, strict=True))
        return shown

    def _parts(self) -> list[tuple[list[Cell], list[tuple[Cell, frozenset[Cell]]]]]:
        """Cut the cells into parts that no sum ties together."""
        pairs = [(self.cells[total], self.cells[part]) for total, parts in self.sums for part in parts]
        ends = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        size = len(self.cells)
        ties = csr_array((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(size, size))
        count, labels = connected_components(ties, directed=False)
        cells: list[list[Cell]] = [[] for _ in range(count)]
        sums: list[list[tuple[Cell, frozenset[Cell]]]] = [[] for _ in range(count)]
        for cell, at in self.cells.items():
            cells[labels[at]].append(cell)
        for one in self.sums:
            sums[labels[self.cells[one[0]]]].append(one)
        return list(zip(cells, sums, strict=True))


def _table(cells: Sequence[Cell], sums: Sequence[tuple[Cell, frozenset[Cell]]], printed: set[Cell]) -> Table:
    """Lay cells and sums out as the attack sees them."""
    place = {cell: i for i, cell in enumerate(cells)}
    entries = [(row, place[total], -1.0) for row, (total, _) in enumerate(sums)]
    entries += [(row, place[part], 1.0) for row, (_, parts) in enumerate(sums) for part in parts]
    row, column, number = np.array(entries).T
    shape = (len(sums), len(cells))
    totals = np.zeros(len(cells), dtype=np.bool_)
    totals[[place[total] for total, _ in sums]] = True
    return Table(
        NAMES,
        _names(cells),
        np.array([cell.count for cell in cells], dtype=np.int64),
        _filled(cells, sums, printed),
        csr_array((number, (row.astype(np.intp), column.astype(np.intp))), shape=shape),
        totals,
    )


def _names(cells: Sequence[Cell]) -> tuple[tuple[str, ...], ...]:
    """Name cells by their figure and a running number of vintages; never by their count."""
    times: Counter[FigureKey] = Counter()
    names = []
    for cell in cells:
        times[cell.key] += 1
        names.append((*cell.key, f"vintage {times[cell.key]}"))
    return tuple(names)


def _filled(
    cells: Sequence[Cell], sums: Sequence[tuple[Cell, frozenset[Cell]]], printed: set[Cell]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Count how many printed parts of each cell are not 0: it can be no less. Of what is not printed nobody knows."""
    found = {cell: int(cell.count > 0 and cell in printed) for cell in cells}
    while better := {
        total: least for total, parts in sums if (least := sum(found[part] for part in parts)) > found[total]
    }:
        found |= better
    return np.array([found[cell] for cell in cells], dtype=np.int64)


def _protect(
    table: Table, cells: Sequence[Cell], rule: Rule, standing: set[Cell], printed: set[Cell]
) -> dict[Cell, int]:
    """Protect one part and attack it; what is not printed is not shown either."""
    names = dict(zip(cells, table.keys, strict=True))
    done = protect(
        table,
        rule=rule,
        standing=[names[cell] for cell in cells if cell in standing],
        unprinted=[names[cell] for cell in cells if cell not in printed],
    )
    if exposed := audit(done):
        raise DisclosureError(f"{table.name(exposed[0].cell)} can be worked out from what would be printed.")
    return dict(zip(cells, done.shown.tolist(), strict=True))
