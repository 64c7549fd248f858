"""
A place's counts in every vintage, tied together and protected: which of them a build may print.

A count that stands unchanged from one vintage to the next is one cell, so that what one vintage shows cannot give away
what another withholds. Days are gone through in order: what was printed on an earlier one stays printed. A figure that
no row holds is protected too where the held ones tell a reader that it is small.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from equitytown.disclosure.attack import View, exposures
from equitytown.disclosure.figure_completion import Completed
from equitytown.disclosure.figure_sums import FigureKey
from equitytown.disclosure.rules import Rule
from equitytown.disclosure.suppress import CAP, audit, protect
from equitytown.disclosure.tables import ALL, Table
from equitytown.errors import DisclosureError

NAMES = ("area", "period", "sex", "category_type", "category", "vintage")
WITHHELD = -1  # what a withheld count is shown as


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One count of one figure: another vintage with another count is another cell.

    `state` is 0 where a row holds it; otherwise it numbers the state of the held ones that it was completed from.
    """

    key: FigureKey
    count: int
    state: int = 0


Shown = dict[Cell, int]
Tie = tuple[Cell, frozenset[Cell]]


@dataclass(frozen=True, slots=True)
class Day:
    """What was held on a day, and every state of it up to then, completed."""

    held: frozenset[Cell]
    states: tuple[Completed, ...]

    def ties(self) -> list[Tie]:
        """Give every sum of every state once."""
        return list(
            dict.fromkeys(tie for number, state in enumerate(self.states, 1) for tie in self._of(state, number))
        )

    def _of(self, state: Completed, number: int) -> list[Tie]:
        cells = {key: Cell(key, count) for key, count in state.counts.items()}
        cells |= {key: Cell(key, cell.count, number) for key, cell in cells.items() if cell not in self.held}
        return [(cells[total], frozenset(cells[part] for part in parts)) for total, parts in state.sums]


def decide(days: Iterable[Day], *, rule: Rule) -> Shown:
    """
    Decide which counts are printed.

    Parameters
    ----------
    days : iterable of Day
        What was held on each day on which something became known, the earliest first.
    rule : Rule
        Which counts are small, and how the others are rounded.

    Returns
    -------
    mapping of Cell to int
        For each held count the number to print, `WITHHELD` where there is none. Audited.

    Raises
    ------
    DisclosureError
        If small counts can be told from what has been printed already.
    """
    shown = dict[Cell, int]()
    for day in days:
        standing = {cell for cell, number in shown.items() if number != WITHHELD}
        shown = _protected(day, rule, standing)
    return shown


def _protected(day: Day, rule: Rule, standing: set[Cell]) -> dict[Cell, int]:
    """Protect every part that hangs together; a count that is in no sum is judged by itself."""
    ties = day.ties()
    tied = {cell for total, parts in ties for cell in (total, *parts)}
    alone = [cell for cell in day.held if cell not in tied]
    counts = np.array([cell.count for cell in alone], dtype=np.int64)
    numbers = np.where(rule.is_small(counts), WITHHELD, rule.rounded(counts)).tolist()
    shown = dict(zip(alone, numbers, strict=True))
    for part in _parts(ties):
        shown |= _part(part, day.held, rule, standing)
    return shown


def _parts(ties: Sequence[Tie]) -> list[list[Tie]]:
    """Cut the ties into parts that have no cell in common."""
    from scipy.sparse import csr_array  # noqa: PLC0415  a slow import that few paths need
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415  a slow import that few paths need

    cells = {cell: None for total, parts in ties for cell in (total, *parts)}
    place = {cell: at for at, cell in enumerate(cells)}
    pairs = [(place[total], place[part]) for total, parts in ties for part in parts]
    ends = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    graph = csr_array((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(len(cells), len(cells)))
    count, labels = connected_components(graph, directed=False)
    found: list[list[Tie]] = [[] for _ in range(count)]
    for tie in ties:
        found[labels[place[tie[0]]]].append(tie)
    return [part for part in found if part]


def _part(ties: Sequence[Tie], held: frozenset[Cell], rule: Rule, standing: set[Cell]) -> dict[Cell, int]:
    """Protect one part and attack it."""
    cells = list(dict.fromkeys(cell for total, parts in ties for cell in (total, *parts)))
    table = _table(cells, ties, held)
    is_held = np.array([cell in held for cell in cells])
    told = _tells(table, is_held, rule)
    unprinted = ~is_held & ~told
    known = held | {cells[at] for at in np.flatnonzero(told)}
    done = protect(
        replace(table, filled=_filled(cells, ties, known)),
        rule=rule,
        standing=[key for cell, key in zip(cells, table.keys, strict=True) if cell in standing],
        unprinted=[table.keys[at] for at in np.flatnonzero(unprinted)],
    )
    if exposed := audit(done):
        raise DisclosureError(f"{table.name(exposed[0].cell)} can be worked out from what would be printed.")
    return {cell: number for cell, number in zip(cells, done.shown.tolist(), strict=True) if cell in held}


def _tells(table: Table, is_held: NDArray[np.bool_], rule: Rule) -> NDArray[np.bool_]:
    """Say of which figures that no row holds a reader of all the held ones would know that they are small."""
    counts = table.counts
    most = max(CAP, 4 * int(counts.max()))
    view = View(table.sums, np.where(is_held, counts, 0.0), np.where(is_held, counts, float(most)))
    targets = np.flatnonzero(~is_held & rule.is_small(counts)).tolist()
    beyond = np.full_like(counts, rule.threshold + 1)
    found = exposures(view, counts, targets, low=np.zeros_like(counts), high=beyond)
    told = [one.cell for one in found if one.lowest > 0 and one.highest <= rule.threshold]
    return np.isin(np.arange(counts.size), told)


def _table(cells: Sequence[Cell], ties: Sequence[Tie], held: frozenset[Cell]) -> Table:
    """Lay cells and sums out as the attack sees them."""
    from scipy.sparse import csr_array  # noqa: PLC0415  a slow import that few paths need

    place = {cell: i for i, cell in enumerate(cells)}
    entries = [(row, place[total], -1.0) for row, (total, _) in enumerate(ties)]
    entries += [(row, place[part], 1.0) for row, (_, parts) in enumerate(ties) for part in parts]
    row, column, number = np.array(entries).T
    sums = csr_array((number, (row.astype(np.intp), column.astype(np.intp))), shape=(len(ties), len(cells)))
    totals = np.zeros(len(cells), dtype=np.bool_)
    totals[[place[total] for total, _ in ties]] = True
    counts = np.array([cell.count for cell in cells], dtype=np.int64)
    return Table(NAMES, _names(cells), counts, _filled(cells, ties, held), sums, totals)


def _names(cells: Sequence[Cell]) -> tuple[tuple[str, ...], ...]:
    """Name cells by their figure and a running number of vintages; never by their count."""
    times: Counter[FigureKey] = Counter()
    names = []
    for cell in cells:
        times[cell.key] += 1
        names.append((*(part or ALL for part in cell.key), f"vintage {times[cell.key]}"))
    return tuple(names)


def _filled(cells: Sequence[Cell], ties: Sequence[Tie], known: frozenset[Cell]) -> NDArray[np.int64]:
    """Count how many known parts of each cell are not 0: it can be no less. Of the others nobody knows."""
    found = {cell: int(cell.count > 0 and cell in known) for cell in cells}
    while better := {
        total: least for total, parts in ties if (least := sum(found[part] for part in parts)) > found[total]
    }:
        found |= better
    return np.array([found[cell] for cell in cells], dtype=np.int64)
