"""What is read of a partner's file, and what may be shown of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from equitytown.derive.equity.words import ALL, KNOWN, STATES, UNMATCHED, Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One count of a partner's file, by the line on which it stands.

    `unit` is an organisation or a service. `mean` and `median` are pounds an hour; None where they are not told.
    """

    line: int
    unit: str
    grade: str
    characteristic: str
    group: str
    count: int
    mean: float | None = None
    median: float | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """
    What somebody says about a file.

    `columns` gives its headings by our names, `groups` the group that each of its labels belongs to, by
    characteristic, `senior` the grades that are called senior, `references` who others' pay is set against.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    senior: Sequence[str] = ()
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Handed:
    """A partner's file as read: its counts, and those of everybody by unit, grade and characteristic."""

    kind: Kind
    period: str
    entries: tuple[Entry, ...]
    totals: Mapping[tuple[str, str, str], Entry]

    @property
    def units(self) -> tuple[str, ...]:
        """The organisations or services, in the file's order."""
        return tuple(dict.fromkeys(entry.unit for entry in self.entries))


Cell = tuple[str, str, str]
"""Characteristic, grade and group; "All" stands for all grades, or everybody."""


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What may be shown of one organisation or service: everything else is worked out from this alone.

    `counts` has None where a count is withheld. `grades` and `groups` are in the file's order, without totals.
    """

    unit: str
    grades: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    counts: Mapping[Cell, int | None]

    def count(self, characteristic: str, group: str = ALL, grade: str = ALL) -> int | None:
        """Give a count; None where it is withheld. A part that the file has nobody in is 0."""
        return self.counts.get((characteristic, grade, group), 0)

    def known(self, characteristic: str, grade: str = ALL) -> int | None:
        """Give how many people's group is known, whether or not it has residents."""
        parts = [self.count(characteristic, part, grade) for part in (KNOWN, UNMATCHED)]
        return None if None in parts else sum(part for part in parts if part is not None)

    def named(self, characteristic: str) -> tuple[str, ...]:
        """Give the groups of a characteristic, without people whose group is not known."""
        return tuple(group for group in self.groups[characteristic] if group not in STATES)


def number(value: float | None) -> float:
    """Give a number to the statistics, which know what is missing as NaN."""
    return float("nan") if value is None else float(value)
