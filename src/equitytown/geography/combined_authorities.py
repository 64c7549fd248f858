"""Combined authorities of England, and the councils in them, each with its days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from equitytown.geography.areas import area
from equitytown.geography.tables import day_of, holds_on, rows_of
from equitytown.terms.area import Area


@dataclass(frozen=True, slots=True)
class CombinedAuthority:
    """
    A combined authority with its history.

    `valid_from` is None where it is older than the look-up of 2023, `valid_to` where it is still in being.
    """

    area: Area
    valid_from: date | None
    valid_to: date | None
    successor_codes: tuple[str, ...]
    publisher: str
    title: str
    licence: str
    retrieved: date


@dataclass(frozen=True, slots=True)
class Membership:
    """A council, or a district of one, in a combined authority: from and to when, None as for the authority."""

    area_code: str
    combined_code: str
    valid_from: date | None
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Say whether it held on a day."""
        return holds_on(day, self.valid_from, self.valid_to)


@cache
def combined_authorities() -> Mapping[str, CombinedAuthority]:
    """
    Give every combined authority held, by code: in being and ended.

    Returns
    -------
    Mapping of str to CombinedAuthority
        Those of the look-up of 2023, and those made since. Greater London has an authority of another kind.

    Examples
    --------
    >>> combined_authorities()["E47000001"].area.area_name
    'Greater Manchester'
    """
    rows = rows_of("combined_authorities.csv")
    return MappingProxyType({row["area_code"]: _authority(row) for row in rows})


def _authority(row: Mapping[str, str]) -> CombinedAuthority:
    return CombinedAuthority(
        area=Area(row["area_code"], row["area_name"], "Combined authority"),
        valid_from=day_of(row["valid_from"]),
        valid_to=day_of(row["valid_to"]),
        successor_codes=tuple(filter(None, row["successor_codes"].split(";"))),
        publisher=row["publisher"],
        title=row["title"],
        licence=row["licence"],
        retrieved=date.fromisoformat(row["retrieved"]),
    )


@cache
def memberships() -> tuple[Membership, ...]:
    """
    Give who is, and was, in which combined authority.

    Returns
    -------
    tuple of Membership
        Upper-tier authorities, and the districts within them.
    """
    return tuple(
        Membership(row["area_code"], row["combined_code"], day_of(row["valid_from"]), day_of(row["valid_to"]))
        for row in rows_of("combined_authority_members.csv")
    )


def combined_authority_of(code: str, *, on: date | None = None) -> Area | None:
    """
    Give the combined authority that a council, or a district of one, is in.

    Parameters
    ----------
    code : str
        The code of an authority in use.
    on : date, optional
        A day; the newest that is known by default.

    Returns
    -------
    Area or None
        None where it is in none, as most councils are.

    Raises
    ------
    InputError
        If the code is unknown or has ended.

    Examples
    --------
    >>> combined_authority_of("E08000003").area_name
    'Greater Manchester'
    >>> combined_authority_of("E08000021", on=date(2024, 1, 1)).area_name
    'North of Tyne'
    >>> combined_authority_of("E06000032") is None
    True
    """
    area(code)
    return combined_on(code, on or date.max)


def combined_on(code: str, day: date) -> Area | None:
    """
    Give the combined authority that any code, ended or not, was in on a day.

    Returns
    -------
    Area or None
        None where it was in none.
    """
    found = [m.combined_code for m in memberships() if m.area_code == code and m.holds_on(day)]
    return combined_authorities()[found[0]].area if found else None
