"""
Code history: what a code was, what it became, and what it is today.

Authorities, regions and combined authorities come from the tables that the package ships. Those of small areas are
large and change each year, so they are made from what their publisher gives out (`history_tables`), and put together.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from equitytown.errors import InputError
from equitytown.geography.areas import AreaRecord, areas
from equitytown.geography.boundary_sets import BoundarySet, boundary_sets
from equitytown.geography.codes import CodeRecord, History, Successor
from equitytown.geography.combined_authorities import CombinedAuthority, combined_authorities
from equitytown.geography.tables import holds_on

T = TypeVar("T")
_WHOLE = ("E06", "E07", "E08", "E09", "E47")  # lower tier and combined authorities: no other area lies over these


@cache
def shipped_history() -> History:
    """
    Give the history of the codes that the package ships.

    Returns
    -------
    History
        England, regions, upper-tier authorities and districts since April 2009, combined authorities.

    Examples
    --------
    >>> shipped_history()["E06000028"].successors
    (Successor(area_code='E06000058', change='M'),)
    """
    found: dict[str, AreaRecord | CombinedAuthority] = {**areas(), **combined_authorities()}
    before = reversed_pairs((code, after) for code, record in found.items() for after in record.successor_codes)
    return MappingProxyType({code: _shipped(record, before) for code, record in found.items()})


def _shipped(record: AreaRecord | CombinedAuthority, before: dict[str, list[str]]) -> CodeRecord:
    code = record.area.area_code
    return CodeRecord(
        *(code, record.area.area_name, record.area.area_type, record.valid_from, record.valid_to),
        ended=record.valid_to is not None,
        predecessor_codes=tuple(before[code]),
        successors=tuple(Successor(after, _change(code, before[after])) for after in record.successor_codes),
        boundary_sets=tuple(s.set_id for s in boundary_sets().values() if _is_of(record, s)),
    )


def _change(code: str, joined: list[str]) -> str:
    """
    Say merged where several areas of a kind went whole into one.

    A county's districts may have gone different ways, and a code alone may have ended since its boundary moved a
    little: of these no kind of change is told.
    """
    whole = [before for before in joined if before.startswith(_WHOLE)]
    return "M" if code in whole and len(whole) > 1 else ""


def _is_of(record: AreaRecord | CombinedAuthority, boundary_set: BoundarySet) -> bool:
    prefix = record.area.area_code[:3]
    return prefix in boundary_set.code_prefixes and holds_on(
        boundary_set.valid_from, record.valid_from, record.valid_to
    )


def together(*histories: History) -> History:
    """
    Put histories together: what one does not tell of a code, another may.

    Returns
    -------
    History
        Every code. A code has ended where any of them says so; of two names or days the first that is told stands.
    """
    merged: dict[str, CodeRecord] = {}
    for code, record in (item for history in histories for item in history.items()):
        merged[code] = _merged(merged[code], record) if code in merged else record
    return MappingProxyType(merged)


def _merged(one: CodeRecord, other: CodeRecord) -> CodeRecord:
    return CodeRecord(
        *(one.area_code, one.area_name or other.area_name, one.area_type),
        valid_from=one.valid_from or other.valid_from,
        valid_to=one.valid_to or other.valid_to,
        ended=one.ended or other.ended,
        predecessor_codes=_union(one.predecessor_codes, other.predecessor_codes),
        successors=_union(one.successors, other.successors),
        boundary_sets=_union(one.boundary_sets, other.boundary_sets),
    )


def _union(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def record_of(code: str, history: History) -> CodeRecord:
    """
    Give what is known of a code.

    Raises
    ------
    InputError
        If the history does not know it.
    """
    if code not in history:
        raise InputError(f'code "{code}" is not known. Check it for a slip, or give the look-up or list that it is in.')
    return history[code]


def became(code: str, history: History) -> tuple[Successor, ...]:
    """
    Say what became of a code.

    Returns
    -------
    tuple of Successor
        What came right after it, with the kind of change; none where the code is in use and unchanged.

    Raises
    ------
    InputError
        If the history does not know it.

    Examples
    --------
    >>> became("E06000032", shipped_history())
    ()
    """
    return record_of(code, history).successors


def today(code: str, history: History) -> tuple[str, ...]:
    """
    Follow a code to those in use today.

    Returns
    -------
    tuple of str
        The code itself where it is in use. None where it ended and the tables do not say what came after.

    Raises
    ------
    InputError
        If the history does not know it.

    Examples
    --------
    >>> today("E07000191", shipped_history())
    ('E06000066',)
    """
    record_of(code, history)
    return tuple(one for one in (code, *later(code, history)) if one not in history or not history[one].ended)


def later(code: str, history: History) -> tuple[str, ...]:
    """
    Give every code that came after one, near ones first.

    Returns
    -------
    tuple of str
        Each once, and never the code itself.

    Examples
    --------
    >>> later("E07000191", shipped_history())
    ('E07000246', 'E06000066')
    """
    found: dict[str, None] = {}
    left = [code]
    while left:
        record = history.get(left.pop(0))
        fresh = [s.area_code for s in record.successors if s.area_code not in found] if record else []
        found |= dict.fromkeys(fresh)
        left += fresh
    return tuple(one for one in found if one != code)


def reversed_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """
    Turn pairs of old and new codes round.

    Returns
    -------
    dict of str to list of str
        The old codes of each new one.
    """
    before: dict[str, list[str]] = defaultdict(list)
    for old, new in pairs:
        before[new].append(old)
    return before
