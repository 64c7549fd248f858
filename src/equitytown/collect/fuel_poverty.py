"""
Sub-regional fuel poverty: households in fuel poverty by authority and by small area, from the yearly workbook.

The publisher has no interface: the workbook is handed over, or asked for at the address that sources.yaml gives. A
share is worked out from its two counts, and the published one must agree with it.
"""

import re
from collections.abc import Iterator, Mapping

from equitytown.collect.headings import Needs, Sheet, only, plain, refuse, sheets_with
from equitytown.collect.reading import Line
from equitytown.collect.supplier import Row, Supplier, Table
from equitytown.collect.values import number_of, read_value
from equitytown.errors import DriftError
from equitytown.terms.indicator import Indicator
from equitytown.terms.reply import Reply

ORIGIN = "https://assets.publishing.service.gov.uk"
FIRST_YEAR = 2019  # before it, low income and high costs were counted, which is another measure
AGREES = 0.1  # percentage points between the published share and its counts: half of the last digit, and some room
AREA, AUTHORITY, LSOA = (re.compile(p, re.ASCII) for p in (r"E\d{8}", r"E0[6-9]\d{6}", r"E01\d{6}"))
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)
CENSUSES = ("2011", "2021")
COUNTS: Needs = {
    "households": lambda heading: plain(heading) == "number of households",
    "poor": lambda heading: plain(heading) == "number of households in fuel poverty",
    "share": lambda heading: plain(heading).startswith("proportion of households"),
}
AUTHORITIES: Needs = {
    "code": lambda heading: plain(heading) in {"area code", "area codes", "la code", "local authority code"}
} | dict(COUNTS)
SMALL_AREAS: Needs = {"code": lambda heading: plain(heading) in {"lsoa code", "lsoa codes"}} | dict(COUNTS)


def rows_of_file(indicator: Indicator, reply: Reply) -> Iterator[Row]:
    """
    Read the share of households in fuel poverty of England, regions and authorities.

    Parameters
    ----------
    indicator : Indicator
        Its `supplier_id` is the year of the figures, which is not the year in which the workbook came out.
    reply : Reply
        The publisher's workbook.

    Raises
    ------
    DriftError
        If no sheet, or more than one, is the table of authorities, it is of another year, or counts and shares
        disagree.
    """
    year = indicator.source.supplier_id
    if not YEAR.fullmatch(year) or int(year) < FIRST_YEAR:
        raise DriftError(
            f'{indicator.indicator_id}: "{year}" is no year of this measure, which begins in {FIRST_YEAR}. Write the '
            'year of the figures as the supplier_id, such as "2020".'
        )
    sheet = only([found for found in sheets_with(reply, AUTHORITIES) if _has_authorities(found)], reply)
    _check_year(sheet, year, reply)
    lines = _checked(sheet, AREA, reply)
    title = f"{sheet.name or reply.address}, {year}"
    return (_row(line, year, title, reply) for line in lines)


def table_of_file(table_id: str, asked: Mapping[str, str], reply: Reply) -> Table:
    """
    Read the counts of small areas.

    Parameters
    ----------
    table_id : str
        What the place calls the table.
    asked : mapping of str to str
        `lsoa`, the census whose small areas the workbook has ("2011" or "2021", as its notes say), and `year`.
    reply : Reply
        The publisher's workbook.

    Returns
    -------
    Table
        Columns `lsoa11_code` or `lsoa21_code`, `households` and `households_fuel_poor`; a count that is not given is
        empty. Summed to a larger area by a look-up, they give its share.

    Raises
    ------
    DriftError
        If the census is not declared, or the workbook's table cannot be right.
    """
    census = asked.get("lsoa", "")
    if census not in CENSUSES:
        raise DriftError(f'{table_id}: say whose small areas it has, such as lsoa: "2011" (of {", ".join(CENSUSES)}).')
    sheet = only(sheets_with(reply, SMALL_AREAS), reply)
    _check_year(sheet, asked.get("year", ""), reply)
    rows = tuple(
        (line["code"], _count(line["households"]), _count(line["poor"])) for line in _checked(sheet, LSOA, reply)
    )
    return Table(table_id, (f"lsoa{census[2:]}_code", "households", "households_fuel_poor"), rows, (reply,))


def _has_authorities(sheet: Sheet) -> bool:
    """Tell the table of authorities from those of small areas, which name the authority of each."""
    codes = [line["code"] for line in sheet.lines if AREA.fullmatch(line["code"])]
    is_small = any(plain(heading).startswith("lsoa") for heading in sheet.heading)
    return not is_small and any(AUTHORITY.fullmatch(code) for code in codes)


def _check_year(sheet: Sheet, year: str, reply: Reply) -> None:
    """Refuse a sheet whose title names years, and not the one that was asked for."""
    named = YEAR.findall(sheet.above)
    if year and named and year not in named:
        raise DriftError(f"{reply.address} is about {', '.join(dict.fromkeys(named))}, and {year} is wanted.")


def _checked(sheet: Sheet, code: re.Pattern[str], reply: Reply) -> list[Line]:
    """Give the rows that are about an area; notes below the table are left out, what cannot be right is refused."""
    lines = [line for line in sheet.lines if line["code"] and any(line[name] for name in COUNTS)]
    faults = [f"line {line.number}: {sentence}" for line in lines for sentence in _faults(line, code)]
    refuse(faults, reply)
    if not lines:
        raise DriftError(f"{reply.address} has no figure of any area on its sheet {sheet.name or 'of counts'}.")
    return lines


def _faults(line: Line, code: re.Pattern[str]) -> Iterator[str]:
    """Tell what cannot be right in a row."""
    if not code.fullmatch(line["code"]):
        yield f'"{line["code"]}" is no code of an area of this kind'
    try:
        households, poor, share = (read_value(line[name]).value for name in COUNTS)
    except DriftError as fault:
        yield str(fault)
        return
    if households is None or poor is None:
        return
    if not 0 <= poor <= households or households == 0:
        yield f"{poor:g} of {households:g} households cannot be in fuel poverty"
    elif share is not None and min(abs(part * share - 100 * poor / households) for part in (1, 100)) > AGREES:
        yield f"{poor:g} of {households:g} households are {100 * poor / households:.1f}%, and {share:g} is published"


def _row(line: Line, year: str, title: str, reply: Reply) -> Row:
    """Write an area's share, worked out from its counts; a mark where one of them is not given."""
    households, poor = number_of(line["households"]), number_of(line["poor"])
    mark = line["poor"] if poor is None else line["households"]
    value = mark if households is None or poor is None else repr(100 * poor / households)
    return Row(
        reply=reply, line=line.number, area_code=line["code"], period=year, value=value,
        numerator=line["poor"], denominator=line["households"], title=title,
    )  # fmt: skip


def _count(cell: str) -> str:
    """Write a count as a whole number says it; nothing where it is not given."""
    number = number_of(cell)
    return "" if number is None else f"{number:.15g}"


SUPPLIER = Supplier("desnz", ORIGIN, rows_of_file=rows_of_file, table_of_file=table_of_file)
