"""
Secondary suppression: how many counts it withholds, how near the fewest possible, and how long it takes.

The floor is one bare linear programme for each end of each small count of the same table: an attack, no more.
"""

import time
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog

from equitytown.disclosure import Table, audit, protect, rule_of, table_of
from tests.disclosure.attackers import fewest, random_table

SMALL_TABLES, WARDS = 40, (10, 50)
BUDGET = 1.5  # times the fewest cells


class Measured(NamedTuple):
    """One table protected: its cells, small counts and withheld cells, and processor seconds of both."""

    name: str
    cells: int
    small: int
    withheld: int
    ours: float
    floor: float


def synthetic(wards: int, seed: int) -> Table:
    """Synthetic counts of wards within five authorities, by sex and four ages, with all totals."""
    random = np.random.default_rng(seed)
    names = [f"ward {i}" for i in range(wards)]
    keys = product(names, ("Female", "Male"), ("0-19", "20-64", "65-84", "85+"))
    counts = {key: int(random.poisson(np.exp(random.normal(2.6, 1.0)))) for key in keys}
    within = {"ward": {name: f"authority {i % 5}" for i, name in enumerate(names)}}
    return table_of(counts, names=("ward", "sex", "age"), within=within)


def measured(name: str, table: Table, rule: str) -> Measured:
    """Protect a table, and attack what is withheld bare."""
    own = rule_of(rule)
    start = time.process_time()
    done = protect(table, rule=own)
    ours = time.process_time() - start
    if audit(done):
        raise SystemExit(f"{name}: the audit found counts that can be worked out.")
    small = np.flatnonzero(own.is_small(table.counts))
    lowest, highest = own.behind(np.maximum(done.shown, 0))
    bounds = [
        (int(table.filled[i]), None) if hidden else (int(lowest[i]), int(highest[i]))
        for i, hidden in enumerate(done.withheld)
    ]
    start = time.process_time()
    for cell, sign in product(small.tolist(), (1, -1)):
        costs = np.zeros(len(table.keys))
        costs[cell] = sign
        linprog(costs, A_eq=table.sums, b_eq=np.zeros(table.sums.shape[0]), bounds=bounds, method="highs")
    return Measured(name, len(table.keys), small.size, int(done.withheld.sum()), ours, time.process_time() - start)


HEADING = ("cells", 7), ("small", 7), ("withheld", 10), ("ours s", 8), ("floor s", 9), ("ratio", 7)


def main() -> None:
    """Print the measurements."""
    print(f"\n{'secondary suppression (synthetic counts)':<44}" + "".join(f"{name:>{wide}}" for name, wide in HEADING))
    for rule, wards in product(("lt5", "hes"), WARDS):
        one = measured(f"{wards} wards by sex and age, {rule}", synthetic(wards, seed=wards), rule)
        costs = f"{one.ours:>8.2f}{one.floor:>9.2f}{one.ours / one.floor:>7.1f}"
        print(f"{one.name:<44}{one.cells:>7}{one.small:>7}{one.withheld:>10}{costs}")
    random, rule = np.random.default_rng(5), rule_of("lt5")
    ours = best = worst = 0.0
    for _ in range(SMALL_TABLES):
        table = random_table(random, rows=random.integers(3, 6), columns=random.integers(3, 5), mean=2.3, spread=1.1)
        withheld, least = int(protect(table, rule=rule).withheld.sum()), fewest(table, rule)
        ours, best, worst = ours + withheld, best + least, max(worst, withheld / max(least, 1))
    verdict = "within" if worst <= BUDGET else "over"
    print(f"{SMALL_TABLES} small tables: {ours / best:.2f} times the fewest cells, {worst:.2f} at most ({verdict})")
    print("Floor: one linear programme for each end of each small count.")


if __name__ == "__main__":
    main()
