"""The account of an audit: what was read, what is remarked, and where each remark stands."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from equitytown.audit.published import Entry, Passage, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.rulebook import rulebook

SHAPES = {Sureness.CERTAIN: "\u25a0", Sureness.LIKELY: "\u25b2", Sureness.TO_CHECK: "\u25cf"}
LONGEST_QUOTE = 200  # letters of a passage that are quoted


@dataclass(frozen=True, slots=True)
class Numbered:
    """A remark with its number in the account."""

    number: int
    remark: Remark

    @property
    def shape(self) -> str:
        """The shape that marks how sure it is."""
        return SHAPES[self.remark.sureness]

    @property
    def title(self) -> str:
        """The rule's title; empty where the rulebook does not hold it."""
        held = rulebook().get(self.remark.rule_id)
        return held.title if held else ""


@dataclass(frozen=True, slots=True)
class Account:
    """
    What an audit found in a file.

    `remarks` are in the order in which they are told: the surest first, then by their place in the file.
    """

    published: Published
    remarks: tuple[Remark, ...]

    @property
    def numbered(self) -> tuple[Numbered, ...]:
        """Give the remarks with their numbers."""
        return tuple(Numbered(at, remark) for at, remark in enumerate(self.remarks, start=1))

    @property
    def counts(self) -> dict[Sureness, int]:
        """Count the remarks by how sure they are."""
        return {grade: sum(remark.sureness is grade for remark in self.remarks) for grade in Sureness}

    def fails(self, grade: Sureness) -> bool:
        """Say whether a remark of a grade, or of a surer one, stands."""
        grades = tuple(Sureness)
        return any(grades.index(remark.sureness) <= grades.index(grade) for remark in self.remarks)

    def of_table(self, table: PublishedTable) -> dict[tuple[int, str], list[Numbered]]:
        """Give the remarks on a table's cells, by row and by the column's letter."""
        held = {entry for line in table.lines for entry in line.entries.values()}
        marked: dict[tuple[int, str], list[Numbered]] = {}
        for numbered in self.numbered:
            for entry in numbered.remark.entries:
                if entry in held and numbered not in marked.setdefault((entry.row, entry.column.letter), []):
                    marked[entry.row, entry.column.letter].append(numbered)
        return marked

    def of_passages(self) -> Iterator[tuple[Passage, list[Numbered]]]:
        """Give the passages that are remarked on, in the order of the file."""
        held: dict[Passage, list[Numbered]] = {}
        for numbered in self.numbered:
            for passage in numbered.remark.passages:
                held.setdefault(passage, []).append(numbered)
        order = {passage: at for at, passage in enumerate(self.published.passages)}
        yield from sorted(held.items(), key=lambda item: order.get(item[0], len(order)))

    def sentence(self) -> str:
        """Say how many remarks there are, and whether they are of text alone."""
        alone = "" if self.published.tables else "no indicator table was found; "
        return f"{self.published.name}: {alone}{tally(self.counts)}."


def tally(counts: dict[Sureness, int]) -> str:
    """
    Say how many remarks there are of each grade.

    Examples
    --------
    >>> tally({Sureness.CERTAIN: 2, Sureness.LIKELY: 0, Sureness.TO_CHECK: 1})
    '3 remarks (2 certain, 0 likely, 1 to check)'
    """
    total = sum(counts.values())
    many = "1 remark" if total == 1 else f"{total} remarks"
    return (
        f"{many} ({', '.join(f'{count} {grade.value}' for grade, count in counts.items())})" if total else "no remarks"
    )


def quoted(text: str) -> str:
    r"""
    Quote a cell or a passage: long ones are cut, and letters that would steer a terminal are left out.

    Examples
    --------
    >>> quoted("7.70%"), quoted("a\x1b[2Jb")
    ('"7.70%"', '"a[2Jb"')
    """
    plain = printable(text)
    cut = plain if len(plain) <= LONGEST_QUOTE else f"{plain[:LONGEST_QUOTE].rstrip()}..."
    return f'"{cut}"'


def printable(text: str) -> str:
    """Leave out letters that cannot be seen, such as those that steer a terminal or turn the direction of text."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cf"))


def columns_told(table: PublishedTable) -> tuple[list[str], list[str]]:
    """Say which columns were recognised, as what, and which were not."""
    said = {
        column: f"{column.letter} {quoted(column.heading) if column.heading else '(no heading)'}"
        for column in table.columns
    }
    known = [
        f"{words} as {column.role.value}" + (f", {column.round}" if column.round else "")
        for column, words in said.items()
        if column.role is not Role.OTHER
    ]
    return known, [words for column, words in said.items() if column.role is Role.OTHER]


def measures_in(table: PublishedTable) -> int:
    """Count a table's measures."""
    return len({line.row for line in table.lines})


def place_of(entry: Entry, published: Published) -> str:
    """Say where a cell stands, with the table's name where there are several."""
    if len(published.tables) == 1:
        return entry.where
    named = next(
        (table.name for table in published.tables for line in table.lines if entry in line.entries.values()), ""
    )
    return f"{named}, {entry.where}" if named else entry.where
