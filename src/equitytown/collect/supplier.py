"""What a supplier's module is: where it is asked, and how its answers become rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from equitytown.collect.fetch import Ask
from equitytown.terms.area import Area
from equitytown.terms.indicator import Indicator
from equitytown.terms.reply import Reply


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures are wanted: the place, its region, its nation, and every area by code."""

    place: Area
    region: Area
    nation: Area
    areas: Mapping[str, Area]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One figure as a supplier writes it: cells are text, empty where the supplier has none.

    `title` is the supplier's own name of what is measured, `line` where the row stands in its reply.
    `known_from` is set where the supplier dates its rows; otherwise the day of the reply counts.
    """

    reply: Reply
    line: int
    area_code: str
    area_name: str = ""
    period: str
    value: str
    sex: str = "Persons"
    lower: str = ""
    upper: str = ""
    confidence: float = 0.95
    numerator: str = ""
    denominator: str = ""
    note: str = ""
    status: str = ""
    rating: str = ""
    category_type: str = ""
    category: str = ""
    title: str = ""
    known_from: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of reference that a supplier hands over: boundaries, look-ups, scores of small areas."""

    table_id: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    replies: tuple[Reply, ...]


Rows = Callable[[Indicator, Scope, Ask], Iterable[Row]]
RowsOfFile = Callable[[Indicator, Reply], Iterable[Row]]
Tables = Callable[[str, Mapping[str, str], Scope, Ask], Table]
TableOfFile = Callable[[str, Mapping[str, str], Reply], Table]


@dataclass(frozen=True, slots=True)
class Supplier:
    """
    A supplier: its identifier, the origin it is asked at, and what its module can do.

    `rows` asks for a measure's figures; `rows_of_file` reads them from a file in the supplier's own layout that
    somebody saved by hand. `table` and `table_of_file` do the same for a table of reference, by its identifier and
    what sources.yaml says of it; a table whose entry names a file and lacks the key `asks_with` comes by hand alone.
    None stands for what a supplier does not offer.
    """

    supplier_id: str
    origin: str = ""
    rows: Rows | None = None
    rows_of_file: RowsOfFile | None = None
    table: Tables | None = None
    table_of_file: TableOfFile | None = None
    asks_with: str = ""
