"""
Boundary sets: the areas of one kind as they stood on a day.

Figures of two sets meet only through a look-up. Authorities, regions and combined authorities are of the sets that the
shipped tables tell. The look of a code does not tell LSOAs of 2011 from those of 2021, nor wards of one May from those
of another: for these a look-up or a list tells (`equitytown.geography.history`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from equitytown.errors import InputError
from equitytown.geography.tables import rows_of

# What columns of look-ups call kinds of area: LSOA11CD, lsoa11_code, WD23CD, LAD24CD, CTYUA23CD, CAUTH23CD.
_KINDS = {
    "lsoa": "lsoa",
    "msoa": "msoa",
    "wd": "ward",
    "ward": "ward",
    "lad": "lower-tier",
    "ltla": "lower-tier",
    "ctyua": "upper-tier",
    "utla": "upper-tier",
    "cauth": "combined-authority",
}
_COLUMN = re.compile(rf"({'|'.join(_KINDS)})[ _-]?(?:20)?(\d\d)(?:[ _-]?(?:cd|code))?", re.IGNORECASE)

_CODE = re.compile(r"[A-Z]\d{8}")


@dataclass(frozen=True, slots=True)
class BoundarySet:
    """
    The areas of one kind as they stood on `valid_from`; they hold until the next set of the kind begins.

    `code_prefixes` are the first three characters that codes of the set have. `areas` is how many there are in
    England, None where it is not known here.
    """

    set_id: str
    name: str
    area_type: str
    valid_from: date
    code_prefixes: tuple[str, ...]
    areas: int | None
    publisher: str
    title: str
    licence: str
    retrieved: date

    @property
    def kind(self) -> str:
        """The kind as it stands in the identifier: `lsoa`, `upper-tier`."""
        return kind_of(self.set_id)


@cache
def boundary_sets() -> Mapping[str, BoundarySet]:
    """
    Give every boundary set that is known, by identifier, those of a kind in the order of their days.

    Returns
    -------
    Mapping of str to BoundarySet
        LSOAs, MSOAs, wards, upper and lower tier, regions and combined authorities of England.

    Examples
    --------
    >>> boundary_sets()["lsoa-2021"].areas
    33755
    """
    return MappingProxyType({row["set_id"]: _set(row) for row in rows_of("boundary_sets.csv")})


def _set(row: Mapping[str, str]) -> BoundarySet:
    return BoundarySet(
        set_id=row["set_id"],
        name=row["name"],
        area_type=row["area_type"],
        valid_from=date.fromisoformat(row["valid_from"]),
        code_prefixes=tuple(row["code_prefixes"].split(";")),
        areas=int(row["areas"]) if row["areas"] else None,
        publisher=row["publisher"],
        title=row["title"],
        licence=row["licence"],
        retrieved=date.fromisoformat(row["retrieved"]),
    )


def boundary_set(set_id: str) -> BoundarySet:
    """
    Give the boundary set of an identifier.

    Raises
    ------
    InputError
        If it is not known; the nearest is named.

    Examples
    --------
    >>> boundary_set("ward-2023").name
    'Wards of 2023'
    """
    known = boundary_sets()
    if set_id in known:
        return known[set_id]
    near = get_close_matches(set_id, known, n=1)
    mend = f"The nearest is {near[0]}." if near else f"Use one of: {', '.join(known)}."
    raise InputError(f'boundary set "{set_id}" is not known. {mend}')


def boundary_set_on(kind: str, day: date) -> BoundarySet:
    """
    Give the boundary set of a kind that held on a day.

    Parameters
    ----------
    kind : str
        As identifiers begin: "lsoa", "ward", "upper-tier", "lower-tier", "combined-authority".
    day : date
        The day.

    Returns
    -------
    BoundarySet
        The newest that began on the day or before.

    Raises
    ------
    InputError
        If there is no such kind, or none of its sets is so old.

    Examples
    --------
    >>> boundary_set_on("lower-tier", date(2024, 6, 30)).set_id
    'lower-tier-2023'
    """
    of_kind = [found for found in boundary_sets().values() if found.kind == kind]
    if not of_kind:
        kinds = dict.fromkeys(found.kind for found in boundary_sets().values())
        raise InputError(f'"{kind}" is no kind of boundary set. Use one of: {", ".join(kinds)}.')
    begun = [found for found in of_kind if found.valid_from <= day]
    if not begun:
        raise InputError(f"no {kind} set is as old as {day}. The oldest is {of_kind[0].set_id}.")
    return begun[-1]


def sets_by_look(code: str) -> tuple[str, ...]:
    """
    Tell of which boundary sets a code could be by its look alone.

    Returns
    -------
    tuple of str
        Identifiers; none where it does not look like a code.

    Examples
    --------
    >>> sets_by_look("E01015741")
    ('lsoa-2011', 'lsoa-2021')
    """
    if not _CODE.fullmatch(code):
        return ()
    return tuple(found.set_id for found in boundary_sets().values() if code[:3] in found.code_prefixes)


def set_of_column(name: str) -> str:
    """
    Tell from the name of a column of codes of which boundary set they are.

    Returns
    -------
    str
        The set's identifier; the column's own name where it does not tell.

    Examples
    --------
    >>> set_of_column("LSOA11CD"), set_of_column("ward24_code"), set_of_column("LAD24CD"), set_of_column("old")
    ('lsoa-2011', 'ward-2024', 'lower-tier-2023', 'old')
    """
    told = _COLUMN.fullmatch(name.strip())
    if told is None:
        return name
    try:
        return boundary_set_on(_KINDS[told[1].lower()], date(2000 + int(told[2]), 12, 31)).set_id
    except InputError:
        return name


def name_of(set_id: str) -> str:
    """
    Give the name of a boundary set for a sentence; one that a user named himself keeps its own.

    Returns
    -------
    str
        Such as "LSOA 2011".
    """
    found = boundary_sets().get(set_id)
    return found.name if found else set_id


def kind_of(set_id: str) -> str:
    """
    Give the kind of a boundary set, as its identifier begins.

    Returns
    -------
    str
        Of a set that a user named himself, its name.

    Examples
    --------
    >>> kind_of("upper-tier-2023"), kind_of("our wards")
    ('upper-tier', 'our wards')
    """
    return set_id.rpartition("-")[0] if set_id in boundary_sets() else set_id
