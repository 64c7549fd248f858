"""English areas: names, types, regions, and what became of those that ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from equitytown.errors import InputError
from equitytown.geography.tables import day_of, rows_of
from equitytown.terms.area import ENGLAND, Area
from equitytown.terms.period import long_date

UPPER_TIER_TYPES = frozenset({"Unitary authority", "Metropolitan district", "London borough", "County"})


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """
    An area with its history.

    `region_code` is empty for England and its own code for a region. `valid_from` is None where the code
    is older than April 2009, `valid_to` where it is still in use. `successor_codes` name what came next.
    """

    area: Area
    region_code: str
    valid_from: date | None
    valid_to: date | None
    successor_codes: tuple[str, ...]
    publisher: str
    licence: str

    @property
    def is_upper_tier(self) -> bool:
        """Say whether a council with a Director of Public Health has, or had, this code."""
        return self.area.area_type in UPPER_TIER_TYPES


@cache
def areas() -> Mapping[str, AreaRecord]:
    """
    Give every English area held, by code: in use and ended, districts included.

    Returns
    -------
    Mapping of str to AreaRecord
        England, 9 regions, upper-tier authorities and districts since April 2009.

    Examples
    --------
    >>> areas()["E06000032"].area.area_name
    'Luton'
    """
    records = (_record(row) for row in rows_of("areas.csv"))
    return MappingProxyType({record.area.area_code: record for record in records})


def _record(row: Mapping[str, str]) -> AreaRecord:
    return AreaRecord(
        area=Area(row["area_code"], row["area_name"], row["area_type"]),
        region_code=row["region_code"],
        valid_from=day_of(row["valid_from"]),
        valid_to=day_of(row["valid_to"]),
        successor_codes=tuple(filter(None, row["successor_codes"].split(";"))),
        publisher=row["publisher"],
        licence=row["licence"],
    )


def area(code: str) -> Area:
    """
    Give the area that a code stands for.

    Parameters
    ----------
    code : str
        A nine-character code, such as "E06000032".

    Returns
    -------
    Area
        An area in use today.

    Raises
    ------
    InputError
        If the code is unknown (the nearest is suggested), or has ended (successors and date are named).

    Examples
    --------
    >>> area("E12000006").area_name
    'East of England'
    """
    record = areas().get(code)
    if record is None:
        raise InputError(not_known(code))
    if record.valid_to is not None:
        raise InputError(_ended(record))
    return record.area


def upper_tier() -> tuple[Area, ...]:
    """
    Give every English upper-tier authority in use today, in the order of their codes.

    Returns
    -------
    tuple of Area
        Unitary authorities, metropolitan districts, London boroughs and counties.

    Examples
    --------
    >>> len(upper_tier())
    153
    """
    records = areas().values()
    return tuple(sorted(r.area for r in records if r.is_upper_tier and r.valid_to is None))


def upper_tier_area(code: str) -> Area:
    """
    Give the upper-tier authority that a code stands for.

    Raises
    ------
    InputError
        If the code is unknown, has ended, or belongs to a district, a region or England.

    Examples
    --------
    >>> upper_tier_area("E06000032").area_type
    'Unitary authority'
    """
    found = area(code)
    if found.area_type not in UPPER_TIER_TYPES:
        raise InputError(
            f"area code {code} is {found.area_name}, a {found.area_type.lower()}, which has no Director of "
            "Public Health. Use the code of a county, a unitary authority, a metropolitan district or a "
            "London borough."
        )
    return found


def region_of(code: str) -> Area:
    """
    Give the region that an area in use lies in; a region lies in itself.

    Raises
    ------
    InputError
        If the code is unknown or has ended, or if the area is England.

    Examples
    --------
    >>> region_of("E06000032").area_name
    'East of England'
    """
    if area(code) == ENGLAND:
        raise InputError(f"area code {code} is England, which lies in no region. Use a council's code.")
    return areas()[areas()[code].region_code].area


def not_known(code: str) -> str:
    """
    Say that a code is unknown, and which it may have been meant for.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> not_known("luton")
    'area code "luton" is a name. Use its code, E06000032.'
    """
    if by_name := _code_by_name(code):
        return f'area code "{code}" is a name. Use its code, {by_name}.'
    near = get_close_matches(code, _codes_in_use(), n=1, cutoff=0.75)
    if not near:
        return f'area code "{code}" is not known. Use a nine-character code such as E06000032 (Luton).'
    name = areas()[near[0]].area.area_name
    return f'area code "{code}" is not known. The nearest is {near[0]} ({name}): check it.'


def _code_by_name(text: str) -> str | None:
    """Find the code of an area in use by its name, whatever the case."""
    wanted = text.strip().casefold()
    return next((c for c in _codes_in_use() if areas()[c].area.area_name.casefold() == wanted), None)


def _codes_in_use() -> list[str]:
    return [code for code, record in areas().items() if record.valid_to is None]


def _ended(record: AreaRecord) -> str:
    """Say when a code ended and what to use instead."""
    ended = record.valid_to
    day = long_date(ended) if ended else ""
    successors = [areas()[code].area for code in _in_use_after(record)]
    named = " and ".join(f"{a.area_code} ({a.area_name})" for a in successors)
    mend = f"Use {named}." if len(successors) == 1 else f"It was divided: use {named}."
    return f"area code {record.area.area_code} ({record.area.area_name}) ended on {day}. {mend}"


def _in_use_after(record: AreaRecord) -> tuple[str, ...]:
    """Follow successors until each is in use."""
    if record.valid_to is None:
        return (record.area.area_code,)
    found = (_in_use_after(areas()[code]) for code in record.successor_codes)
    return tuple(dict.fromkeys(code for codes in found for code in codes))
