"""A row of a figures file: its columns, how it is keyed, and how numbers are written."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

ENGLAND = "E92000001"
REGION = "E12000006"
LUTON = "E06000032"
AREA_ORDER = {ENGLAND: 0, REGION: 1, LUTON: 2}

RETRIEVED = "2026-11-22"  # the day on which every copy under ../shared/data was read
OPEN_LICENCE = "Open Government Licence v3.0"
PRINTED_LICENCE = "Figures quoted from a published council report"
PRINTED_PUBLISHER = "Luton Council"
PRINTED_ADDRESS = "https://www.luton.gov.uk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured value as it is written to places/luton/data, all columns as text."""

    indicator_id: str
    area_code: str
    area_name: str
    period: str
    period_start: str
    period_end: str
    sex: str = "Persons"
    age: str
    category_type: str = ""
    category: str = ""
    value: str
    lower: str = ""
    upper: str = ""
    confidence: str = ""
    numerator: str = ""
    denominator: str = ""
    status: str = "complete"
    note: str = ""
    published_rating: str = ""
    publisher: str
    title: str
    licence: str = OPEN_LICENCE
    address: str = ""
    retrieved: str = RETRIEVED
    known_from: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same figure, whatever its vintage."""
        return (
            self.indicator_id, self.area_code, self.period_start, self.period_end,
            self.sex, self.category_type, self.category,
        )  # fmt: skip

    @property
    def order(self) -> tuple[str, str, int, str, str, str]:
        """Where the row stands in its file."""
        place = AREA_ORDER.get(self.area_code, len(AREA_ORDER))
        return (self.period_start, self.period_end, place, self.area_code, self.sex, self.known_from)


COLUMNS = [field.name for field in fields(Row)]


def number(text: str | float | None) -> str:
    """
    Write a supplier's number without the tail that a spreadsheet's binary arithmetic leaves.

    Examples
    --------
    >>> number("68.900000000000006"), number("62"), number("-")
    ('68.9', '62', '')
    """
    if text is None or str(text).strip() in {"", "-"}:
        return ""
    written = repr(float(text))
    return written.removesuffix(".0")


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows as comma-separated text: UTF-8, LF, quoted only where needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_table(path: Path) -> list[dict[str, str]]:
    """Read comma-separated text as it stands, every cell a string."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
