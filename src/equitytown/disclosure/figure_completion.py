"""
The figures that no row holds, completed: whole numbers that agree with everything that is held.

Any such numbers will do: they are a place for the attack to start from, and nobody sees them. Where parts don't make up
their total the remainder is a figure of its own; a remainder of nothing is taken to be known.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from equitytown.disclosure.figure_sums import PERSONS, SEXES, FigureKey, Sum
from equitytown.errors import DisclosureError

EXCEEDING = 1_000.0  # what it costs that parts are more than their total
SLACK = 1e-6  # a remainder below this is the arithmetic's


Tie = tuple[FigureKey, tuple[FigureKey, ...]]


class Completed(NamedTuple):
    """Every figure with a count, held or not, and the sums that hold among them: a total and its parts."""

    counts: Mapping[FigureKey, int]
    sums: tuple[Tie, ...]


def complete(held: Mapping[FigureKey, int], sums: Sequence[Sum]) -> Completed:
    """
    Complete the figures that are held.

    Parameters
    ----------
    held : mapping of FigureKey to int
        The counts held.
    sums : sequence of Sum
        Every sum among figures, held or not.

    Returns
    -------
    Completed
        Sums that the held counts contradict are left out.

    Raises
    ------
    DisclosureError
        If no whole numbers agree with what is held.
    """
    absent = list(dict.fromkeys(key for one in sums for key in (one.total, *one.parts) if key not in held))
    cells, left = _solved(held, sums, absent)
    counts = {**held, **dict(zip(absent, cells, strict=True))}
    kept: list[Tie] = []
    for one, more in zip(sums, left, strict=True):
        if more > 0:
            counts[one.rest] = more
        if more >= 0:
            kept.append((one.total, (*one.parts, *((one.rest,) if more else ()))))
    rests = [one.rest for one, more in zip(sums, left, strict=True) if more > 0]
    return Completed(counts, (*kept, *_among(rests, counts)))


def _among(rests: Sequence[FigureKey], counts: Mapping[FigureKey, int]) -> Iterator[Tie]:
    """Tie remainders together as the figures that they are left of are: persons elsewhere are its males and females."""
    parts = defaultdict[FigureKey, list[FigureKey]](list)
    for rest in rests:
        if rest.sex in SEXES:
            parts[rest._replace(sex=PERSONS)].append(rest)
    for total, found in parts.items():
        if total in rests and counts[total] == sum(counts[part] for part in found):
            yield total, tuple(found)
    for total in rests:
        kinds = dict.fromkeys(key.category_type for key in rests if key.category_type and not total.category_type)
        for kind in kinds:
            alike = tuple(key for key in rests if key.category_type == kind and _headline(key) == total)
            if alike and counts[total] == sum(counts[part] for part in alike):
                yield total, alike


def _headline(key: FigureKey) -> FigureKey:
    return key._replace(category_type="", category="")


def _solved(
    held: Mapping[FigureKey, int], sums: Sequence[Sum], absent: Sequence[FigureKey]
) -> tuple[list[int], list[int]]:
    """Find counts for absent figures, and what each total has beyond its parts (below 0: parts are more)."""
    if not sums:
        return [], []
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  a slow import that few paths need
    from scipy.sparse import csr_array  # noqa: PLC0415  a slow import that few paths need

    place = {key: at for at, key in enumerate(absent)}
    cells, equations = len(absent), len(sums)
    known, entries = np.zeros(equations), list[tuple[int, int, float]]()
    for row, one in enumerate(sums):
        for key, sign in ((one.total, 1.0), *((part, -1.0) for part in one.parts)):
            if key in held:
                known[row] += sign * held[key]
            else:
                entries.append((row, place[key], sign))
        entries += [(row, cells + row, -1.0), (row, cells + equations + row, 1.0)]
    rows, columns, signs = np.array(entries).T
    shape = (equations, cells + 2 * equations)
    matrix = csr_array((signs, (rows.astype(np.intp), columns.astype(np.intp))), shape=shape)
    found = milp(
        np.concatenate([np.zeros(cells), [one.rest_costs for one in sums], np.full(equations, EXCEEDING)]),
        constraints=LinearConstraint(matrix, -known, -known),
        bounds=Bounds(0, np.inf),
        integrality=np.concatenate([np.ones(cells), np.zeros(2 * equations)]),
    )
    if found.x is None:
        raise DisclosureError(f"its figures could not be completed ({found.message}).")
    whole = np.rint(found.x).astype(np.int64)
    left = whole[cells : cells + equations] - whole[cells + equations :]
    return whole[:cells].tolist(), left.tolist()
