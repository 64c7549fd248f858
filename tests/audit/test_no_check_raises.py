"""No check raises, whatever stands in a table: absurd numbers, ranks, periods and texts."""

from dataclasses import replace
from random import Random

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Entry, Line, Missing, Published
from tests.audit.clean_tables import clean

NUMBERS = (0.0, -0.0, -1.0, 1e300, -1e300, 1e-300, 5e-324, 1.7976931348623157e308, 100.0, 0.001, 7.7)
TEXTS = ("", "0", "-1", "1e300", "2022", "1899/00", "9999-99", "2020-19", "R", "**", "N/a", "Rank 0 of 0", "%")
TEXTS += ("\u202e", "(", "[", "JSNA (", "x" * 3000, "Luton", "of of", "\u0663", "2.5.5", "TBC")
RANKS = (None, 0, -1, 1, 10**9)


def spoilt(entry: Entry, rng: Random) -> Entry:
    kind = rng.randrange(3)
    if kind == 0:
        return replace(entry, number=rng.choice(NUMBERS), decimals=rng.choice((0, 1, 9, 300)))
    if kind == 1:
        return replace(entry, text=rng.choice(TEXTS))
    low, high = rng.choice(NUMBERS), rng.choice(NUMBERS)
    missing = rng.choice((None, *Missing))
    return replace(entry, rank=rng.choice(RANKS), of=rng.choice(RANKS), low=low, high=high, missing=missing)


def absurd(seed: int) -> Published:
    """Give a clean table with up to twenty cells spoilt, and its rounds or its key taken away at times."""
    rng = Random(seed)  # noqa: S311  spoils made-up tables
    file = clean(seed)
    table = file.tables[0]
    lines = list(table.lines)
    for _ in range(rng.randint(1, 20)):
        at = rng.randrange(len(lines))
        role = rng.choice(list(lines[at].entries))
        entries = {**lines[at].entries, role: spoilt(lines[at].entries[role], rng)}
        lines[at] = Line(lines[at].round, lines[at].row, entries)
    rounds = rng.choice((table.rounds, ("",), ("2022/23",), ("9999-99", "x")))
    return replace(file, tables=(replace(table, lines=tuple(lines), rounds=rounds, key=rng.choice((table.key, {}))),))


@pytest.mark.parametrize("seed", range(40))
def test_no_check_raises_on_absurd_cells(seed: int) -> None:
    file = absurd(seed)
    for check in CHECKS.values():
        list(check(file))


@pytest.mark.parametrize("published", [Published("nothing", ()), replace(clean(1), tables=())])
def test_no_check_raises_without_a_table(published: Published) -> None:
    for check in CHECKS.values():
        list(check(published))
