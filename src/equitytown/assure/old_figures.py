"""An older pipeline's figures: a CSV file whose columns are found by the words of their headings."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from equitytown.errors import InputError

MOST_BYTES = 20_000_000
# What older pipelines call our columns, in small letters, words with one space between.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("indicator", "indicator id", "indicator name", "measure", "measure name", "metric"),
    "area": ("area", "area code", "area name", "areacode", "ons code", "local authority", "council", "geography code"),
    "period": ("period", "time period", "timeperiod", "year", "time"),
    "sex": ("sex", "gender"),
    "value": ("value", "figure", "rate", "percentage", "result"),
    "lower": ("lower", "lower limit", "lower ci", "lci", "lower 95 ci", "lower ci 95 0 limit", "lower 95 0 ci limit"),
    "upper": ("upper", "upper limit", "upper ci", "uci", "upper 95 ci", "upper ci 95 0 limit", "upper 95 0 ci limit"),
    "rating": ("rating", "compared to england", "rag", "england rating"),
    "rank": ("rank", "neighbour rank", "rank among neighbours"),
    "reason": ("reason", "explained", "explanation"),
    "column": ("column", "cell"),
}
NEEDED = ("indicator", "area", "period")
COMPARED = ("value", "lower", "upper", "rating", "rank")


@dataclass(frozen=True, slots=True)
class OldRow:
    """One row: its line, and its cells by our names."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OldFigures:
    """The rows of an older pipeline, the columns that were understood, and the headings that were not."""

    name: str
    rows: tuple[OldRow, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]


def read_old(file: Path, *, needed: tuple[str, ...] = NEEDED) -> OldFigures:
    """
    Read an older pipeline's CSV file.

    Parameters
    ----------
    file : Path
        UTF-8, the headings in the first row.
    needed : tuple of str
        The columns that it must have, by our names.

    Returns
    -------
    OldFigures
        Of two columns that mean the same, the first counts.

    Raises
    ------
    InputError
        If it cannot be read, or has no column that says which indicator, area or period a figure is of.
    """
    rows = list(_rows(file))
    header = rows[0][1] if rows else []
    where: dict[str, int] = {}
    unknown = []
    for position, heading in enumerate(header):
        name = _meaning(heading)
        if name and name not in where:
            where[name] = position
        else:
            unknown.append(heading)
    lacking = [name for name in needed if name not in where]
    if lacking:
        words = "; ".join(f"{name}: {', '.join(HEADINGS[name][:4])}" for name in lacking)
        raise InputError(f"{file}, line 1: no column says {', '.join(lacking)}. Name one so ({words}).")
    made = tuple(
        OldRow(line, {name: cells[at].strip() if at < len(cells) else "" for name, at in where.items()})
        for line, cells in rows[1:]
        if any(cell.strip() for cell in cells)
    )
    return OldFigures(str(file), made, tuple(where), tuple(unknown))


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line that it ends on."""
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"{file} is larger than {MOST_BYTES:,} bytes. Split it by indicator.")
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        for cells in reader:
            yield reader.line_num, cells
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8. Save it again as CSV UTF-8.") from error
    except csv.Error as error:
        raise InputError(f"{file} cannot be read as CSV ({error}). Save it again as CSV UTF-8.") from error


def _meaning(heading: str) -> str:
    """Say which of our columns a heading means; empty where none."""
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", heading.casefold()).split())
    return next((name for name, known in HEADINGS.items() if words in known), "")


def number_in(cell: str) -> float | None:
    """
    Read a number as people write it; None where there is none.

    Examples
    --------
    >>> number_in("19.3%"), number_in("1,234"), number_in("[x]")
    (19.3, 1234.0, None)
    """
    bare = cell.replace(",", "").replace("%", "").replace("£", "").replace("\N{MINUS SIGN}", "-").strip()
    return float(bare) if re.fullmatch(r"[+-]?\d+(\.\d+)?", bare) else None
