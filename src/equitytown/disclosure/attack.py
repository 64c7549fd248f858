"""
What a reader with a calculator can find out: the least and the most that a withheld count can be.

The attacker knows every sum, every count that is shown (as closely as its rounding says), and that a withheld count
is a whole number of 1 or more: zeros are shown. All tables that agree with this are a polytope; its ends are found by
linear programming (HiGHS), and by integer programming where an end is not a whole number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from equitytown.errors import DisclosureError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

WHOLE = 1e-6  # how far from a whole number the arithmetic may leave one

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class View:
    """
    What is public: for each cell the least and most that it can be by itself, and the sums over cells.

    `lowest` equals `highest` where a cell is known.
    """

    sums: "csr_array"
    lowest: Floats
    highest: Floats

    def knowing(self, cell: int, count: int) -> "View":
        """Give the view of somebody who knows one more cell."""
        lowest, highest = self.lowest.copy(), self.highest.copy()
        lowest[cell] = highest[cell] = count
        return View(self.sums, lowest, highest)


@dataclass(frozen=True, slots=True)
class Part:
    """Unknown cells that hang together by sums, cut out of a view: nothing outside says more about them."""

    cells: Places
    sums: "csr_array"
    rest: Floats
    lowest: Floats
    highest: Floats

    def extreme(self, costs: Floats) -> Floats:
        """Find a table of whole numbers that agrees with what is public and has the least cost."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  a slow import that few paths need

        for whole in (0, 1):
            found = milp(
                costs,
                constraints=LinearConstraint(self.sums, self.rest, self.rest),
                bounds=Bounds(self.lowest, self.highest),
                integrality=np.full(costs.size, whole),
            )
            if found.x is None:
                raise DisclosureError(f"the audit could not be worked out ({found.message}). Nothing is published.")
            if np.abs(found.x - np.rint(found.x)).max(initial=0) <= WHOLE:
                return np.rint(found.x)
        raise DisclosureError("the audit found no table of whole numbers. Nothing is published.")


def parts_of(view: View) -> list[Part]:
    """Cut a view into parts that say nothing of each other, leaving out what is known."""
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415  a slow import that few paths need

    unknown = np.flatnonzero(view.lowest < view.highest)
    if not unknown.size:
        return []
    known = np.where(view.lowest < view.highest, 0.0, view.lowest)
    rest = -(view.sums @ known)
    sums = view.sums[:, unknown].tocsr()
    touched = np.flatnonzero(np.diff(sums.indptr) > 0)
    sums, rest = sums[touched], rest[touched]
    adjacency = sums.T @ sums
    count, label = connected_components(adjacency, directed=False)
    found = []
    for one in range(count):
        own = np.flatnonzero(label == one)
        part = sums[:, own].tocsr()
        rows = np.flatnonzero(np.diff(part.indptr) > 0)
        found.append(Part(unknown[own], part[rows], rest[rows], view.lowest[unknown[own]], view.highest[unknown[own]]))
    return found


@dataclass(frozen=True, slots=True)
class Exposure:
    """A cell that a reader can tell too well: the least and most that it can be."""

    cell: int
    lowest: float
    highest: float


def exposures(
    view: View,
    counts: Counts,
    targets: Iterable[int],
    *,
    low: Sequence[int] | Counts,
    high: Sequence[int] | Counts,
) -> list[Exposure]:
    """
    Find the cells whose possible counts do not reach down to `low` and up to `high`.

    Parameters
    ----------
    view : View
        What is public.
    counts : ndarray of int
        The true counts, which agree with the view.
    targets : iterable of int
        Cells to be looked at.
    low, high : sequence of int
        For each cell of the table, how far down and up its possible counts must reach.

    Returns
    -------
    list of Exposure
        With the ends that were found, exact; empty when all is well.
    """
    wanted, lows, highs = set(targets), np.asarray(low), np.asarray(high)
    known = wanted - set(np.flatnonzero(view.lowest < view.highest).tolist())
    found = [
        Exposure(cell, view.lowest[cell], view.highest[cell]) for cell in sorted(known) if lows[cell] < highs[cell]
    ]
    for part in parts_of(view):
        found += _of_part(part, counts, wanted, lows, highs)
    return sorted(found, key=lambda exposure: exposure.cell)


def _of_part(part: Part, counts: Counts, wanted: set[int], low: Counts, high: Counts) -> list[Exposure]:
    own = np.array([i for i, cell in enumerate(part.cells.tolist()) if cell in wanted], dtype=np.intp)
    if not own.size:
        return []
    cells = part.cells[own]
    least, most = counts[cells].astype(np.float64), counts[cells].astype(np.float64)
    for sign, needed in ((1.0, low[cells]), (-1.0, high[cells])):
        # One table often serves many cells: first all together, then those that are left one by one.
        open_ = [np.flatnonzero(_short(sign, least, most, needed))]
        open_ += [np.array([i]) for i in open_[0]]
        for together in open_:
            still = together[_short(sign, least, most, needed)[together]]
            if still.size:
                costs = np.zeros(part.cells.size)
                costs[own[still]] = sign
                seen = part.extreme(costs)[own]
                least, most = np.minimum(least, seen), np.maximum(most, seen)
    bad = (least > low[cells]) | (most < high[cells])
    return [Exposure(int(cells[i]), float(least[i]), float(most[i])) for i in np.flatnonzero(bad)]


def _short(sign: float, least: Floats, most: Floats, needed: Counts) -> NDArray[np.bool_]:
    """Say which cells have not been seen as far down, or up, as is needed."""
    return np.asarray(least > needed if sign > 0 else most < needed)
