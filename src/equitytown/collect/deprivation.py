"""
Indices of Deprivation: scores, ranks and deciles of small areas, from the publisher's File 7.

The editions of 2019 and 2025 rank different small areas by different measures and are never one series, so the
edition that sources.yaml declares must be that of the file. Rank 1 and decile 1 are the most deprived.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from equitytown.collect.headings import Needs, exactly, only, refuse, sheets_with
from equitytown.collect.reading import Line
from equitytown.collect.supplier import Supplier, Table
from equitytown.collect.values import number_of
from equitytown.errors import DriftError
from equitytown.terms.reply import Reply

ORIGIN = "https://assets.publishing.service.gov.uk"
LSOA = re.compile(r"E01\d{6}", re.ASCII)
EDITIONS = {"2019": "2011", "2025": "2021"}  # the census whose small areas an edition ranks
DECILES = 10
DOMAINS = {
    "imd": "Index of Multiple Deprivation (IMD)", "income": "Income", "employment": "Employment",
    "education": "Education, Skills and Training", "health": "Health Deprivation and Disability", "crime": "Crime",
    "barriers": "Barriers to Housing and Services", "environment": "Living Environment",
    "idaci": "Income Deprivation Affecting Children Index (IDACI)",
    "idaopi": "Income Deprivation Affecting Older People (IDAOPI)",
    "children-and-young-people": "Children and Young People Sub-domain", "adult-skills": "Adult Skills Sub-domain",
    "geographical-barriers": "Geographical Barriers Sub-domain", "wider-barriers": "Wider Barriers Sub-domain",
    "indoors": "Indoors Sub-domain", "outdoors": "Outdoors Sub-domain",
}  # fmt: skip
KINDS = ("score", "rank", "decile")
POPULATION = "population"
USUAL = "imd-score, imd-rank, imd-decile"


def table_of_file(table_id: str, asked: Mapping[str, str], reply: Reply) -> Table:
    """
    Read the scores, ranks and deciles that sources.yaml names.

    Parameters
    ----------
    table_id : str
        What the place calls the table.
    asked : mapping of str to str
        `edition`, "2019" or "2025", and `columns` such as "imd-rank, income-score, population".
    reply : Reply
        The publisher's file of all small areas of England, as CSV or workbook.

    Returns
    -------
    Table
        A column `lsoa11_code` or `lsoa21_code`, then those that were named.

    Raises
    ------
    DriftError
        If the file is of another edition, or its ranks, deciles or scores cannot be right.
    """
    census = EDITIONS.get(asked.get("edition", ""))
    if census is None:
        raise DriftError(f'{table_id}: say which edition is meant, such as edition: "2019" (of {", ".join(EDITIONS)}).')
    wanted = [part.strip() for part in asked.get("columns", USUAL).split(",") if part.strip()]
    code = f"lsoa{census[2:]}_code"
    lines = _lines(reply, {code: exactly(f"LSOA code ({census})")} | {name: _heading(name) for name in wanted}, asked)
    refuse([*_codes(lines, code), *(fault for name in wanted for fault in _column(lines, name))], reply)
    refuse([fault for name in wanted for fault in _deciles(lines, name)], reply)
    columns = (code, *(name.replace("-", "_") for name in wanted))
    rows = tuple(tuple(_plain(line[name]) for name in (code, *wanted)) for line in lines)
    return Table(table_id, columns, rows, (reply,))


def _lines(reply: Reply, needs: Needs, asked: Mapping[str, str]) -> Sequence[Line]:
    """Find the one sheet with the columns; say so where the small areas are those of another edition."""
    try:
        found = sheets_with(reply, needs)
    except DriftError:
        _refuse_other_edition(reply, asked["edition"])
        raise
    return only(found, reply).lines


def _refuse_other_edition(reply: Reply, declared: str) -> None:
    for edition, census in EDITIONS.items():
        if edition != declared and _has(reply, f"LSOA code ({census})"):
            raise DriftError(
                f"{reply.address} ranks the small areas of {census}, which is the edition of {edition}; sources.yaml "
                f"says {declared}. The two are never one series: give each edition a table of its own."
            ) from None


def _has(reply: Reply, heading: str) -> bool:
    try:
        return bool(sheets_with(reply, {"code": exactly(heading)}))
    except DriftError:
        return False


def _heading(name: str) -> Callable[[str], bool]:
    """Give what tells the column of a name such as "income-rank"."""
    if name == POPULATION:
        return lambda heading: heading.startswith("Total population")
    domain, _, kind = name.rpartition("-")
    if domain not in DOMAINS or kind not in KINDS:
        raise DriftError(
            f'"{name}" is no column of the indices. Write such as imd-rank or income-score: one of '
            f"{', '.join(DOMAINS)}, then one of {', '.join(KINDS)}; or {POPULATION}."
        )
    words = [f"{stem} {kind.title()}" for stem in (DOMAINS[domain], domain.upper())]
    return lambda heading: heading.partition(f" {kind.title()} (")[0] + f" {kind.title()}" in words or heading in words


def _codes(lines: Sequence[Line], code: str) -> Iterator[str]:
    """Tell of codes that are none, and of those that stand twice."""
    counts = Counter(line[code] for line in lines)
    for line in lines:
        if not LSOA.fullmatch(line[code]):
            yield f'line {line.number}: "{line[code]}" is no code of a small area of England'
    for found, count in counts.items():
        if count > 1:
            yield f"{found} stands {count} times"


def _column(lines: Sequence[Line], name: str) -> Iterator[str]:
    """Tell of cells that are no numbers, ranks that are no ranks and deciles that are none."""
    numbers = [number_of(line[name]) for line in lines]
    for line, number in zip(lines, numbers, strict=True):
        if number is None:
            yield f'line {line.number}: {name} is "{line[name]}", which is no number'
    if None in numbers:
        return
    values = [number for number in numbers if number is not None]
    if name.endswith("rank"):
        yield from _ranks(lines, values, name)
    elif name.endswith("decile"):
        for line, value in zip(lines, values, strict=True):
            if value not in range(1, DECILES + 1):
                yield f"line {line.number}: {name} is {value:g}, and deciles go from 1 to {DECILES}"


def _ranks(lines: Sequence[Line], values: Sequence[float], name: str) -> Iterator[str]:
    """Tell of ranks other than one more than how many rank before; areas that tie share the first rank of theirs."""
    counts, before = Counter(values), 0
    for value in sorted(counts):
        if value != before + 1:
            line = lines[values.index(value)]
            yield f"line {line.number}: {name} is {value:g}, and {before:,} of {len(values):,} rank before it"
            return  # one wrong rank moves those after it
        before += counts[value]


def _deciles(lines: Sequence[Line], name: str) -> Iterator[str]:
    """Tell of a decile that is not its rank's, where the file gives both."""
    rank = f"{name.removesuffix('decile')}rank"
    if not name.endswith("decile") or rank not in lines[0].cells:
        return
    for line in lines:
        due = math.ceil(DECILES * (number_of(line[rank]) or 0) / len(lines))
        if number_of(line[name]) != due:
            yield f"line {line.number}: {name} is {line[name]} where rank {line[rank]} of {len(lines):,} makes it {due}"


def _plain(cell: str) -> str:
    """Write a number without marks of thousands, a code as it stands."""
    number = number_of(cell)
    if number is None:
        return cell
    return str(int(number)) if number.is_integer() else repr(number)


SUPPLIER = Supplier("iod", ORIGIN, table_of_file=table_of_file)
