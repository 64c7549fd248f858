"""
Secondary suppression: which further counts are withheld so that no small one can be worked out.

The cells to be withheld are found by linear programming, one small count at a time: the cheapest set of cells whose
counts could be shifted so that the small count becomes another, with every sum that is shown unchanged. What proved
needless is shown again. An audit then attacks the whole table; what fails is mended until nothing does.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from equitytown.disclosure.attack import Exposure, View, exposures, parts_of
from equitytown.disclosure.rules import Rule
from equitytown.disclosure.tables import Key, Table
from equitytown.errors import DisclosureError
from equitytown.progress import Report, silent

ROUNDS = 50  # of audit and repair; two or three are usual
MOVED = 1e-6  # a shift below this is the arithmetic's
TOTAL_COSTS = 100.0  # withholding a total costs as much as so many cells
LARGEST_COSTS = 0.1  # what the largest count costs more than the smallest: of two ways the one with smaller counts
CAP = 1000  # what a withheld count could be, at least

Flags = NDArray[np.bool_]


class Reason(StrEnum):
    """Why a count is shown or not."""

    SHOWN = "shown"
    SMALL = "small count"
    SECONDARY = "protects a small count"


@dataclass(frozen=True, slots=True)
class Protected:
    """
    A table that can be published.

    `reasons` has one for each cell, `shown` the number to print (-1 where none is), `rule` what it was protected by.
    `unprinted` are cells that were to be printed nowhere, `public` those that are nobody's secret.
    """

    table: Table
    rule: Rule
    reasons: tuple[Reason, ...]
    shown: NDArray[np.int64]
    unprinted: frozenset[int] = frozenset()
    public: frozenset[int] = frozenset()

    @property
    def withheld(self) -> Flags:
        """Say which cells are not shown."""
        return self.shown < 0


@dataclass(frozen=True, slots=True)
class _Need:
    """A shift that must be possible: of one cell by so much, while the cell of somebody who is alone in it stays."""

    cell: int
    shift: int
    alone: int | None = None


def protect(
    table: Table,
    *,
    rule: Rule,
    keep: Collection[Key] = (),
    standing: Collection[Key] = (),
    unprinted: Collection[Key] = (),
    public: Collection[Key] = (),
    report: Report = silent,
) -> Protected:
    """
    Withhold small counts, and as few others as keep them from being worked out.

    Parameters
    ----------
    table : Table
        Counts with every sum that a reader can check.
    rule : Rule
        Which counts are small, and how the others are rounded.
    keep : collection of keys, optional
        Cells that stay shown, and exactly: totals that are published elsewhere, counts of last year's edition.
    standing : collection of keys, optional
        Cells that stay shown as the rule prints them: what an earlier edition printed under it.
    unprinted : collection of keys, optional
        Cells that are printed nowhere and are nobody's secret: what a total has beside parts that are listed. A
        reader knows nothing of them, not even that they are not 0.
    public : collection of keys, optional
        Cells that are nobody's secret and stay shown exactly, however small: of how many people nothing is known.
    report : Report, optional
        Told of progress: large tables take minutes.

    Returns
    -------
    Protected
        Audited: as far as a reader can tell, each small count could be any from 1 (a total: from the number of its
        cells that are not 0) to the threshold, and somebody who is alone in a cell cannot work out another small
        count from it.

    Raises
    ------
    DisclosureError
        If cells that stay shown give a small count away. The first is named.
    """
    kept, still, never, told = (
        frozenset(table.place(key) for key in keys) for keys in (keep, standing, unprinted, public)
    )
    work = _Work(table, rule, kept | told, standing=still, unprinted=never, public=told)
    given = [cell for cell in sorted(work.kept | work.standing) if work.small[cell]]
    if given:
        raise DisclosureError(
            f"{len(given):,} small counts are to stay shown (first: {table.name(given[0])}). "
            "What has been published cannot be taken back: keep the table it stands in from being published again."
        )
    withheld = work.small | work.unprinted
    for _ in range(ROUNDS):
        needs = work.needs(withheld)
        if not needs:
            break
        for done, need in enumerate(sorted(needs, key=lambda need: -abs(need.shift)), start=1):
            work.withhold_for(need, withheld)
            report("Protecting small counts", done, len(needs))
    else:
        raise DisclosureError(f"the table could not be protected in {ROUNDS} rounds. Nothing is published.")
    work.show_needless(withheld, report)
    return work.protected(withheld)


def audit(protected: Protected) -> list[Exposure]:
    """
    Attack a protected table.

    Returns
    -------
    list of Exposure
        Small counts that can be told too well, by a reader or by somebody who is alone in a cell; empty when none.
    """
    public = protected.public
    work = _Work(protected.table, protected.rule, public, unprinted=protected.unprinted, public=public)
    view = work.view(protected.withheld)
    cells = np.flatnonzero(work.small)
    return work.exposed(view, cells) + [exposure for _, exposure in work.told_to_the_lone(view, cells)]


class _Work:
    """One table under one rule: what is small, what stays shown, and what each choice of cells gives away."""

    def __init__(
        self,
        table: Table,
        rule: Rule,
        kept: frozenset[int],
        *,
        standing: frozenset[int] = frozenset(),
        unprinted: frozenset[int] = frozenset(),
        public: frozenset[int] = frozenset(),
    ) -> None:
        self.table, self.rule, self.kept, self.standing = table, rule, kept, standing
        self.unprinted: Flags = np.isin(np.arange(table.counts.size), list(unprinted))
        self.public = public
        secret = ~self.unprinted & ~np.isin(np.arange(table.counts.size), list(public))
        self.small: Flags = rule.is_small(table.counts) & secret
        self.rounded = rule.rounded(table.counts)
        lowest, highest = rule.behind(self.rounded)
        exact = np.isin(np.arange(table.counts.size), list(kept))
        self.lowest, self.highest = (np.where(exact, table.counts, end).astype(np.float64) for end in (lowest, highest))
        self.cap = float(max(CAP, 4 * int(table.counts.max(initial=0))))
        extra = table.counts / max(1, int(table.counts.max(initial=0)))
        self.costs = 1 + LARGEST_COSTS * extra + TOTAL_COSTS * table.totals

    def view(self, withheld: Flags) -> View:
        """Give what a reader knows when some cells are withheld."""
        return View(
            self.table.sums,
            np.where(withheld, self.table.filled, self.lowest),
            np.where(withheld, self.cap, self.highest),
        )

    def exposed(self, view: View, cells: Iterable[int]) -> list[Exposure]:
        """Find small counts that cannot be all that they could be from 1 (or the cells not 0) to the threshold."""
        high = np.full_like(self.table.counts, self.rule.threshold)
        return exposures(view, self.table.counts, cells, low=self.table.filled, high=high)

    def told_to_the_lone(self, view: View, cells: NDArray[np.intp]) -> list[tuple[int, Exposure]]:
        """Find small counts that somebody who is alone in another cell can work out, with that cell."""
        if self.rule.base > 1 and not self.kept:
            return []  # every sum shown is rounded: what one more count takes away is less than its slack
        counts, totals = self.table.counts, self.table.totals
        told = cells[~totals[cells] | (counts[cells] > 1)]  # a total of 1 is that of a cell of 1, which is looked at
        found = []
        for alone in cells[~totals[cells] & (counts[cells] == 1)].tolist():
            wiser = view.knowing(alone, 1)
            others = [cell for cell in self._beside(view, alone, told) if cell != alone]
            fixed_up = [e.cell for e in exposures(wiser, counts, others, low=counts, high=counts + 1)]
            found += [(alone, e) for e in exposures(wiser, counts, fixed_up, low=counts - 1, high=counts)]
        return found

    def _beside(self, view: View, cell: int, cells: NDArray[np.intp]) -> list[int]:
        """Give those of some cells that hang together with a cell."""
        for part in parts_of(view):
            if cell in part.cells:
                return [int(own) for own in np.intersect1d(part.cells, cells)]
        return []

    def needs(self, withheld: Flags) -> list[_Need]:
        """Say which shifts must become possible."""
        view, cells, counts = self.view(withheld), np.flatnonzero(self.small), self.table.counts
        found: list[_Need] = []
        for exposure in self.exposed(view, cells):
            own, least = int(counts[exposure.cell]), int(self.table.filled[exposure.cell])
            if exposure.lowest > least:
                found.append(_Need(exposure.cell, least - own))
            if exposure.highest < self.rule.threshold:
                found.append(_Need(exposure.cell, self.rule.threshold - own))
        return found or [_Need(e.cell, 1, alone) for alone, e in self.told_to_the_lone(view, cells)]

    def withhold_for(self, need: _Need, withheld: Flags) -> None:
        """Withhold the cheapest further cells that make a shift possible."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  a slow import that few paths need
        from scipy.sparse import csr_array, hstack  # noqa: PLC0415  a slow import that few paths need

        counts, size = self.table.counts, self.table.counts.size
        free = np.where(withheld, 0.0, self.lowest - counts), np.where(withheld, 0.0, self.highest - counts)
        movable = (counts > 0) | self.unprinted
        movable[list(self.kept | self.standing)] = False
        up, down = np.where(movable, self.cap, 0.0), np.where(movable, counts - self.table.filled, 0.0)
        if need.alone is not None:
            up[need.alone] = down[need.alone] = 0.0
        costs = np.where(withheld, 0.0, self.costs)
        least = np.concatenate([np.zeros(2 * size), free[0]])
        most = np.concatenate([up, down, free[1]])
        moved = [need.cell, size + need.cell]
        least[moved] = most[moved] = [max(need.shift, 0), max(-need.shift, 0)]
        sums = self.table.sums
        found = milp(
            np.concatenate([costs, costs, np.zeros(size)]),
            constraints=LinearConstraint(csr_array(hstack([sums, -sums, sums])), 0, 0),
            bounds=Bounds(least, most),
        )
        if found.x is None:
            raise DisclosureError(
                f"{self.table.name(need.cell)} cannot be protected while the counts that are kept stay shown. "
                "Keep fewer, or publish a coarser table."
            )
        withheld |= np.maximum(found.x[:size], found.x[size : 2 * size]) > MOVED

    def show_needless(self, withheld: Flags, report: Report) -> None:
        """Show again what protects nothing, totals and large counts first."""
        further = sorted(
            np.flatnonzero(withheld & ~self.small & ~self.unprinted).tolist(), key=lambda i: -self.costs[i]
        )
        for done, cell in enumerate(further, start=1):
            report("Checking whether withheld counts can be shown after all", done, len(further))
            before = self._beside(self.view(withheld), cell, np.flatnonzero(self.small))
            withheld[cell] = False
            if not self._is_safe(withheld, np.array(before, dtype=np.intp), cell):
                withheld[cell] = True

    def _is_safe(self, withheld: Flags, cells: NDArray[np.intp], shown: int) -> bool:
        """Say whether small counts stay protected when a cell is shown."""
        touching = abs(self.table.sums[self.table.sums[:, [shown]].tocoo().row])
        alone = (touching @ withheld == 1) & (touching @ (withheld & self.small) == 1)
        if self.rule.base == 1 and alone.any():  # a small count alone in a sum is told at once
            return False
        view = self.view(withheld)
        near = np.intersect1d(touching.tocoo().col, cells)  # most of what gives one away does so to its neighbours
        if self.exposed(view, near):
            return False
        return not self.exposed(view, cells) and not self.told_to_the_lone(view, cells)

    def protected(self, withheld: Flags) -> Protected:
        """Put the choice in words."""
        reasons = np.where(self.small, Reason.SMALL, np.where(withheld, Reason.SECONDARY, Reason.SHOWN))
        exact = np.isin(np.arange(withheld.size), list(self.kept))
        shown = np.where(exact, self.table.counts, self.rounded)
        numbers = np.where(withheld, -1, shown).astype(np.int64)
        unprinted = frozenset(np.flatnonzero(self.unprinted).tolist())
        return Protected(self.table, self.rule, tuple(map(Reason, reasons.tolist())), numbers, unprinted, self.public)
