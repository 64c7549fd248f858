"""
Access to Healthy Assets and Hazards: the index of small areas, its domains and its ranks.

Versions differ in method, in small areas and in their licence, so the one that sources.yaml declares must be the one
that the file's columns or name bear. Read the licence of your version where you download it, and write it into
sources.yaml: some of its inputs are not open.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from equitytown.collect.headings import Sheet, beginning, exactly, only, refuse, sheets_with
from equitytown.collect.reading import Line
from equitytown.collect.supplier import Supplier, Table
from equitytown.collect.values import read_value
from equitytown.errors import DriftError
from equitytown.terms.reply import Reply

CODE = re.compile(r"[EW]01\d{6}|S01\d{6}|N2\d{7}|95[A-Z]{2}\d\d[SW]\d", re.ASCII)  # of all four nations
OF_COLUMN = re.compile(r"ah(\d+)", re.IGNORECASE | re.ASCII)  # ah3ahah is of version 3
OF_FILE = re.compile(r"(?:^|[^a-z])v(?:ersion)?[ _-]?(\d+)", re.IGNORECASE | re.ASCII)
CENSUS = re.compile(r"lsoa(?:20)?(11|21)", re.IGNORECASE | re.ASCII)


def table_of_file(table_id: str, asked: Mapping[str, str], reply: Reply) -> Table:
    """
    Read the index.

    Parameters
    ----------
    table_id : str
        What the place calls the table.
    asked : mapping of str to str
        `version`, such as "4", and `columns`, the file's own names of those that are wanted, with commas between.
    reply : Reply
        The publisher's file.

    Returns
    -------
    Table
        A column `lsoa11_code`, `lsoa21_code`, or `lsoa_code` where the file does not say whose small areas it has; then
        the columns that were named.

    Raises
    ------
    DriftError
        If a column is missing, the version is not the one declared, or a cell cannot be right.
    """
    wanted = [part.strip() for part in asked.get("columns", "").split(",") if part.strip()]
    if not wanted:
        raise DriftError(f'{table_id}: say which columns are wanted, such as columns: "ah4ahah, ah4ahah_pct".')
    needs = {"code": beginning("lsoa")} | {name: exactly(name) for name in wanted}
    sheet = only(sheets_with(reply, needs), reply)
    _check_version(sheet, asked.get("version", ""), reply)
    refuse([*_codes(sheet.lines), *(fault for line in sheet.lines for fault in _cells(line, wanted))], reply)
    rows = tuple(tuple(line[name] for name in ("code", *wanted)) for line in sheet.lines)
    return Table(table_id, (_code_column(sheet), *wanted), rows, (reply,))


def _check_version(sheet: Sheet, declared: str, reply: Reply) -> None:
    """Refuse a file that does not bear the version that is declared, or bears none."""
    columns = {found[1] for heading in sheet.heading if (found := OF_COLUMN.match(heading))}
    borne = columns or set(OF_FILE.findall(reply.address.rpartition("/")[2]))
    if not borne:
        raise DriftError(
            f"neither the columns nor the name of {reply.address} say which version it is. Look it up, and give the "
            'file a name that says so, such as "AHAH_V2.csv".'
        )
    if borne != {declared}:
        is_of = ", ".join(sorted(borne))
        raise DriftError(f'{reply.address} is of version {is_of}, and sources.yaml says version: "{declared}".')


def _code_column(sheet: Sheet) -> str:
    heading = next(name for name in sheet.heading if name.casefold().startswith("lsoa"))
    census = CENSUS.match(heading)
    return f"lsoa{census[1]}_code" if census else "lsoa_code"


def _codes(lines: Sequence[Line]) -> Iterator[str]:
    counts = Counter(line["code"] for line in lines)
    yield from (f"{code} stands {count} times" for code, count in counts.items() if count > 1)
    for line in lines:
        if not CODE.fullmatch(line["code"]):
            yield f'line {line.number}: "{line["code"]}" is no code of a small area'


def _cells(line: Line, wanted: Sequence[str]) -> Iterator[str]:
    for name in wanted:
        try:
            read_value(line[name])
        except DriftError as fault:
            yield f"line {line.number}, {name}: {fault}"


SUPPLIER = Supplier("ahah", table_of_file=table_of_file)
