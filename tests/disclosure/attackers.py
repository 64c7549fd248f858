"""Attackers of our own making, who share nothing with the product's: by linear programming and by trying everything."""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, csr_array, hstack, identity, vstack

from equitytown.disclosure import table_of

TOO_MANY = 30_000  # tables to try


def random_table(random, *, rows, columns, mean=2.0, spread=1.2):
    """Counts as deaths by area and group are: many small ones, few large."""
    counts = random.poisson(np.exp(random.normal(mean, spread, (rows, columns))))
    cells = {(f"a{i}", f"g{j}"): int(counts[i, j]) for i, j in product(range(rows), range(columns))}
    return table_of(cells, names=("area", "group"))


def ends(protected, cell):
    """The least and most that a cell can be: one large linear programme over every cell of the table."""
    table, rule = protected.table, protected.rule
    lowest, highest = rule.behind(np.maximum(protected.shown, 0))
    bounds = [
        (int(table.filled[i]), None) if hidden else (int(lowest[i]), int(highest[i]))
        for i, hidden in enumerate(protected.withheld)
    ]
    found = []
    for sign in (1, -1):
        costs = np.zeros(len(table.keys))
        costs[cell] = sign
        done = linprog(costs, A_eq=table.sums, b_eq=np.zeros(table.sums.shape[0]), bounds=bounds, method="highs")
        found.append(sign * done.fun if done.status == 0 else sign * np.inf * -1)
    return found[0], found[1]


def possible(protected, *, rows, columns, most):
    """Every count that each cell of a small table can hold, by trying all tables of whole numbers."""
    shown = dict(zip(protected.table.keys, protected.shown.tolist(), strict=True))
    sets = [
        [tuple(cells) for cells in product(*(_choices(shown[f"a{i}", f"g{j}"], most) for j in range(columns)))
         if shown[f"a{i}", "All"] in (-1, sum(cells))]
        for i in range(rows)
    ]  # fmt: skip
    found = {}
    if np.prod([len(rows_of) for rows_of in sets]) > TOO_MANY:
        return found
    for table in product(*sets):
        sums = [sum(column) for column in zip(*table, strict=True)]
        if all(shown["All", f"g{j}"] in (-1, sums[j]) for j in range(columns)) and shown["All", "All"] in (
            -1,
            sum(sums),
        ):
            for i, j in product(range(rows), range(columns)):
                found.setdefault((f"a{i}", f"g{j}"), set()).add(table[i][j])
    return found


def _choices(printed, most):
    return range(1, most + 1) if printed < 0 else (printed,)


def fewest(table, rule):
    """The fewest cells that can be withheld, totals only where nothing else will do: an integer programme."""
    counts, size = table.counts.astype(float), len(table.keys)
    small = rule.is_small(table.counts)
    needs = [
        (cell, shift)
        for cell in np.flatnonzero(small)
        for shift in {rule.threshold - counts[cell], table.filled[cell] - counts[cell]} - {0.0}
    ]
    if not needs:
        return int(small.sum())
    up, down = np.where(counts > 0, 40.0, 0), np.where(counts > 0, counts - table.filled, 0)
    least, most = np.zeros(size), (counts > 0).astype(float)
    least[small] = 1
    for cell, shift in needs:
        low, high = np.zeros(2 * size), np.concatenate([up, down])
        low[[cell, size + cell]] = high[[cell, size + cell]] = [max(shift, 0), max(-shift, 0)]
        least, most = np.concatenate([least, low]), np.concatenate([most, high])
    shifts = len(needs)
    kept = hstack(
        [csr_array((table.sums.shape[0] * shifts, size)), block_diag([hstack([table.sums, -table.sums])] * shifts)]
    )
    caps = vstack([-csr_array(np.diag(up)), -csr_array(np.diag(down))])
    withheld = hstack([vstack([caps] * shifts), identity(2 * size * shifts)])
    found = milp(
        np.concatenate([1 + 100 * table.totals, np.zeros(2 * size * shifts)]),
        constraints=[LinearConstraint(csr_array(kept), 0, 0), LinearConstraint(csr_array(withheld), -np.inf, 0)],
        bounds=Bounds(least, most),
        integrality=np.concatenate([np.ones(size), np.zeros(2 * size * shifts)]),
    )
    assert found.status == 0, found.message
    return round(found.x[:size].sum())
