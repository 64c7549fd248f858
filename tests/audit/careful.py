"""What an independent careful reader saw in the seed report, set beside what the audit says of it."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from equitytown.audit.published import Entry, Published, Role
from equitytown.audit.reading import read_published
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.run import audit
from tests.audit.careful_rules import ABOUT, BY_KIND
from tests.audit.careful_text_rules import ABOUT_TEXT

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
READINGS = Path(__file__).with_name("careful_reading.csv")
TABLE = range(504, 541)  # lines of the report that hold the indicator table
FIRST_ROW = 510  # the lines of the table above this one hold its title, key and headings

ROLES = {
    "principle": Role.GROUP,
    "measure": Role.MEASURE,
    "source": Role.SOURCE,
    "date_of_measure": Role.PERIOD,
    "luton": Role.PLACE,
    "england": Role.NATIONAL,
    "region": Role.REGIONAL,
    "nn": Role.NEIGHBOURS,
    "rag_national": Role.RATING_NATIONAL,
    "rag_region": Role.RATING_REGIONAL,
    "rag_nn": Role.RATING_NEIGHBOURS,
    "trend": Role.TREND,
}
OF_BOTH_ROUNDS = (Role.GROUP, Role.MEASURE, Role.SOURCE)  # columns that stand once for both rounds
Cell = tuple[Role, str]  # a part of the table and its round, empty where it stands for both


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of `careful_reading.csv`."""

    reading_id: str
    line: int
    columns: tuple[str, ...]
    round: str
    kind: str
    says: str
    certainty: Sureness
    machine: bool

    @property
    def is_on_table(self) -> bool:
        """Say whether it is of the indicator table."""
        return self.line in TABLE

    @property
    def cells(self) -> frozenset[Cell]:
        """Give the cells that it is about; none where it is about the headings as a whole, or about text."""
        rounds = ("2021/22", "2022/23") if self.round == "both" else (self.round,)
        roles = [ROLES[column] for column in self.columns if column in ROLES]
        return frozenset((role, "" if role in OF_BOTH_ROUNDS else name) for role in roles for name in rounds)


@cache
def readings() -> tuple[Reading, ...]:
    """Give every row, in the order of the report."""
    with READINGS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Reading(
                row["reading_id"],
                int(row["where"]),
                tuple(row["column"].split(";")),
                row["round"],
                row["kind"],
                row["says"],
                Sureness(row["certainty"]),
                row["machine"] == "yes",
            )
            for row in csv.DictReader(file)
        )


@cache
def seed() -> Published:
    """Read the report, once."""
    return read_published(next(SEED.glob("*.txt")))


@cache
def remarks() -> tuple[Remark, ...]:
    """Audit the report, once."""
    return audit(seed())


def fits(remark: Remark, reading: Reading) -> bool:
    """Say whether a remark is by a rule that can be about this, and says a word of it where one is asked for."""
    rules, word = (ABOUT | ABOUT_TEXT).get(reading.reading_id, (BY_KIND[reading.kind], ""))
    return remark.rule_id in rules and word.lower() in remark.says.lower()


def found(reading: Reading, said: Iterable[Remark]) -> tuple[Remark, ...]:
    """
    Give the remarks that find what a reader saw; none where they do not.

    A remark counts if its rule fits the kind (or is the one named for this reading) and it quotes the passage, or on
    the table the row, every column and every round that the reading names; several remarks may do so together. What
    is said of the headings, of a column as a whole or of the table's shape has no row: there it is the rule and the
    word named for this one reading in `ABOUT` that count, and nothing by kind alone.
    """
    fitting = [remark for remark in said if fits(remark, reading)]
    if not reading.is_on_table:
        return tuple(remark for remark in fitting if any(one.line == reading.line for one in remark.passages))
    if reading.line < FIRST_ROW or not reading.cells:
        return _of_table(reading, fitting)
    quoted = {remark: _cells(remark.entries, reading.line) & reading.cells for remark in fitting}
    together: frozenset[Cell] = frozenset().union(*quoted.values())
    columns = {role for role, _ in together} == {role for role, _ in reading.cells}
    rounds = {name for _, name in reading.cells} - {""} <= {name for _, name in together}
    return tuple(remark for remark, cells in quoted.items() if cells) if columns and rounds else ()


def _of_table(reading: Reading, fitting: Sequence[Remark]) -> tuple[Remark, ...]:
    return tuple(remark for remark in fitting if remark.entries) if reading.reading_id in ABOUT else ()


def _cells(entries: Iterable[Entry], row: int) -> frozenset[Cell]:
    held = ((entry.column.role, entry.column.round) for entry in entries if entry.row == row)
    return frozenset((role, "" if role in OF_BOTH_ROUNDS else name) for role, name in held)


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of the readings were found, and those that were not."""

    found: int
    missed: tuple[Reading, ...]

    @property
    def share(self) -> float:
        """Give the share found; 1 of none."""
        total = self.found + len(self.missed)
        return self.found / total if total else 1.0


def recall(of: Iterable[Reading], said: Sequence[Remark]) -> Recall:
    """Measure how many readings are found."""
    held = list(of)
    missed = tuple(reading for reading in held if not found(reading, said))
    return Recall(len(held) - len(missed), missed)


def told(of: Iterable[Reading], said: Sequence[Remark]) -> str:
    """Say recall by kind and certainty, and list what was missed: the message of a failing test."""
    by_kind: dict[str, list[Reading]] = defaultdict(list)
    for reading in of:
        by_kind[reading.kind].append(reading)
    lines = ["", f"{'kind':14}{'certain':>12}{'likely':>12}{'to check':>12}"]
    lines += [f"{kind:14}{_by_certainty(held, said)}" for kind, held in sorted(by_kind.items())]
    every = [reading for held in by_kind.values() for reading in held]
    lines += [f"{'all':14}{_by_certainty(every, said)}", "Missed:"]
    missed = sorted(recall(every, said).missed, key=lambda one: one.reading_id)
    lines += [
        f"  {one.reading_id} line {one.line} {';'.join(one.columns)} {one.kind} ({one.certainty.value}): {one.says}"
        for one in missed
    ]
    return "\n".join(lines)


def _by_certainty(held: Sequence[Reading], said: Sequence[Remark]) -> str:
    counts = []
    for grade in Sureness:
        of = [reading for reading in held if reading.certainty is grade]
        counts.append(f"{recall(of, said).found} of {len(of)}" if of else "-")
    return "".join(f"{count:>12}" for count in counts)
