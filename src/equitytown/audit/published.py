"""What was published, as an audit sees it: tables whose cells know their part, and passages of text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from equitytown.terms.observation import Rating


class Role(StrEnum):
    """What a column of an indicator table holds."""

    GROUP = "principle or group"
    MEASURE = "measure"
    SOURCE = "source"
    PERIOD = "period"
    UNIT = "unit"
    POLARITY = "polarity"
    PLACE = "the place"
    LOWER = "lower limit"
    UPPER = "upper limit"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NATIONAL = "England"
    REGIONAL = "region"
    NEIGHBOURS = "nearest neighbours"
    RATING_NATIONAL = "rating against England"
    RATING_REGIONAL = "rating against the region"
    RATING_NEIGHBOURS = "rating against the nearest neighbours"
    RANK = "rank"
    TREND = "trend"
    NOTE = "note"
    OTHER = "not recognised"


FIGURES = (Role.PLACE, Role.NATIONAL, Role.REGIONAL, Role.NEIGHBOURS)
# Each verdict, and the figure that the place's is set against.
RATED_AGAINST = {
    Role.RATING_NATIONAL: Role.NATIONAL,
    Role.RATING_REGIONAL: Role.REGIONAL,
    Role.RATING_NEIGHBOURS: Role.NEIGHBOURS,
}


class Missing(StrEnum):
    """Why a cell holds no figure, as its symbol says."""

    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    TO_BE_CONFIRMED = "to be confirmed"
    SUPPRESSED = "suppressed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of a table.

    `letter` is what a spreadsheet calls it ("F"), `heading` its words with those of the rows above joined. `round` is
    the edition or collection round whose figures it holds, empty where the table has one only.
    """

    letter: str
    heading: str
    role: Role
    round: str = ""

    @property
    def named(self) -> str:
        """Name the column with its own heading and its round: "column F (Luton, 2021/22)"."""
        heading = self.heading.rpartition(": ")[2]
        said = ", ".join(part for part in (heading, "" if self.round in heading else self.round) if part)
        return f"column {self.letter} ({said})" if said else f"column {self.letter}"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One cell as printed, and what is read in it.

    `row` is the row (or line) of the file as a person counts it, from 1. `number` is None where the cell holds no
    single number; `decimals` are those printed ("19%" has 0); `suffix` is what follows the number ("% households").
    A range ("5-7") fills `low` and `high`. `rank`, `of` and `area` are read in "Rank 4th of 16" and
    "38% (Leicester)"; in a column of ranks, in "9/15" and in "9" under "Rank of 15" too. `marks` are footnote marks;
    `missing` says why there is no figure.
    """

    text: str
    row: int
    column: Column
    number: float | None = None
    decimals: int = 0
    suffix: str = ""
    low: float | None = None
    high: float | None = None
    rank: int | None = None
    of: int | None = None
    area: str = ""
    rating: Rating | None = None
    marks: tuple[str, ...] = ()
    missing: Missing | None = None

    @property
    def where(self) -> str:
        """Say where the cell stands: "row 12, column F (Luton, 2021/22)"."""
        return f"row {self.row}, {self.column.named}"


@dataclass(frozen=True, slots=True)
class Line:
    """One measure in one round: its cells by the part they play."""

    round: str
    row: int
    entries: Mapping[Role, Entry]

    def at(self, role: Role) -> Entry | None:
        """Give the cell that plays a part; None where the table has no such column."""
        return self.entries.get(role)

    def words(self, role: Role) -> str:
        """Give a cell's text; empty where there is none."""
        entry = self.entries.get(role)
        return entry.text if entry else ""

    def number(self, role: Role) -> float | None:
        """Give the number in a cell; None where it has none."""
        entry = self.entries.get(role)
        return entry.number if entry else None

    def rating(self, role: Role) -> Rating | None:
        """Give the verdict in a cell; None where it has none."""
        entry = self.entries.get(role)
        return entry.rating if entry else None

    @property
    def ranked(self) -> Entry | None:
        """The cell of the place's rank: of a column of ranks, else the neighbours' own, where a rank may be printed."""
        return self.entries.get(Role.RANK) or self.entries.get(Role.NEIGHBOURS)

    @property
    def measure(self) -> str:
        """The measure's label as printed."""
        return self.words(Role.MEASURE)

    @property
    def group(self) -> str:
        """The principle or heading that the measure stands under, as printed on its first row."""
        return self.words(Role.GROUP)


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in a table's shape that reading had to mend: a blank row inside it, merged cells, a heading twice."""

    kind: str
    row: int
    says: str


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """
    An indicator table.

    `place_name` is what the heading of the place's own column says ("Luton"). `lines` are in printed order, each
    measure once a round. `key` is the printed legend ("R": "worse than England average"), `notes` the footnotes by
    their mark. `columns` holds those that play no part too, and `printed` every row below the headings as it stands,
    by its number.
    """

    name: str
    place_name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    rounds: tuple[str, ...] = ("",)
    key: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()
    printed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def of_round(self, name: str) -> tuple[Line, ...]:
        """Give a round's lines in printed order."""
        return tuple(line for line in self.lines if line.round == name)

    def pairs(self) -> Iterator[tuple[Line, Line]]:
        """Give each measure's lines in two rounds that stand side by side, the earlier first."""
        by_row: dict[int, list[Line]] = {}
        for line in self.lines:
            by_row.setdefault(line.row, []).append(line)
        order = {name: at for at, name in enumerate(self.rounds)}
        for held in by_row.values():
            held.sort(key=lambda line: order.get(line.round, len(order)))
            yield from pairwise(held)


class PassageKind(StrEnum):
    """What a passage of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    CAPTION = "caption"
    SOURCE = "source line"
    NOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A passage of text. `line` is its line, paragraph or page in the file (`unit` says which), counted from 1.

    `heading` is the nearest heading above it.
    """

    text: str
    line: int
    kind: PassageKind = PassageKind.PARAGRAPH
    heading: str = ""
    unit: str = "line"

    @property
    def where(self) -> str:
        """Say where it stands: "line 230"."""
        return f"{self.unit} {self.line}"


@dataclass(frozen=True, slots=True)
class Published:
    """
    A file as read: its indicator tables and its text, in order.

    `unread` says in sentences what of the file was not read: other tables, hidden sheets, pages that are pictures.
    """

    name: str
    tables: tuple[PublishedTable, ...]
    passages: tuple[Passage, ...] = ()
    unread: tuple[str, ...] = ()
