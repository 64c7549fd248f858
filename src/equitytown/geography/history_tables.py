"""
Code history from tables that a user has: a look-up from old codes to new ones, or a list of codes.

The publisher's own files will do; their columns are named.
"""

from collections import defaultdict
from datetime import date, timedelta
from types import MappingProxyType

import polars as pl

from equitytown.errors import InputError
from equitytown.geography.boundary_sets import boundary_sets
from equitytown.geography.codes import CodeRecord, History, Successor
from equitytown.geography.history import reversed_pairs
from equitytown.geography.lookups import Lookup

_KINDS = {"01": "LSOA", "02": "MSOA", "05": "Ward"}  # by the second and third character, in England and in Wales


def history_of_lookup(lookup: Lookup) -> History:
    """
    Make the history of the codes of a look-up.

    Parameters
    ----------
    lookup : Lookup
        From an old set to a new one, which are best called by their identifiers ("lsoa-2011"): these have days.

    Returns
    -------
    History
        Codes of both sets. One that stands in both is unchanged: a code is given up when its boundary moves.

    Examples
    --------
    >>> from equitytown.geography.lookups import lookup_of
    >>> rows = pl.DataFrame({"old": ["E01015741"] * 2, "new": ["E01035000", "E01035001"], "change": ["S", "S"]})
    >>> lookup = lookup_of(rows, old="old", new="new", change="change", old_set="lsoa-2011", new_set="lsoa-2021")
    >>> history_of_lookup(lookup)["E01015741"].valid_to
    datetime.date(2021, 3, 20)
    """
    pieces = lookup.parts.select("old", "new", "change").rows()
    after = defaultdict(list)
    for old, new, change in pieces:
        after[old].append(Successor(new, change))
    before = reversed_pairs((old, new) for old, new, _ in pieces)
    codes = dict.fromkeys([*after, *before])
    return MappingProxyType({code: _looked_up(code, lookup, before, after) for code in codes})


def _looked_up(
    code: str, lookup: Lookup, before: dict[str, list[str]], after: dict[str, list[Successor]]
) -> CodeRecord:
    is_old, is_new = code in after, code in before
    turn = _began(lookup.new_set)
    return CodeRecord(
        *(code, "", _kind(code)),
        valid_from=_began(lookup.old_set) if is_old else turn,
        valid_to=turn - timedelta(days=1) if turn and not is_new else None,
        ended=not is_new,
        predecessor_codes=tuple(sorted(set(before[code]) - {code})) if is_new else (),
        successors=tuple(sorted(s for s in after[code] if s.area_code != code)) if is_old else (),
        boundary_sets=(lookup.old_set,) * is_old + (lookup.new_set,) * is_new,
    )


def history_of_list(
    rows: pl.DataFrame, *, code: str, name: str, boundary_set: str, first: str | None = None, last: str | None = None
) -> History:
    """
    Make the history of the codes of a list: wards, LSOAs, MSOAs with their names.

    Parameters
    ----------
    rows : DataFrame
        A row for each code.
    code, name : str
        Columns of codes and of names.
    boundary_set : str
        The set that the list is of ("ward-2023"), or what the user calls it.
    first, last : str, optional
        Columns of the first and the last day of each code, as dates or as text like 2023-05-03.

    Returns
    -------
    History
        The codes of the list.

    Raises
    ------
    InputError
        If a column is not there, a code is empty or stands twice, or a day is none.

    Examples
    --------
    >>> rows = pl.DataFrame({"WDCD": ["E05014735"], "WDNM": ["Barnfield"]})
    >>> history_of_list(rows, code="WDCD", name="WDNM", boundary_set="ward-2023")["E05014735"].valid_from
    datetime.date(2023, 5, 4)
    """
    _check_list(rows, [name for name in (code, name, first, last) if name is not None], code)
    columns = (
        rows[code].cast(pl.String),
        rows[name].cast(pl.String).fill_null(""),
        _days(rows, first) if first else [_began(boundary_set)] * rows.height,
        _days(rows, last) if last else [None] * rows.height,
    )
    return MappingProxyType({
        one: CodeRecord(one, called, _kind(one), begin, end, ended=end is not None, boundary_sets=(boundary_set,))
        for one, called, begin, end in zip(*columns, strict=True)
    })  # fmt: skip


def _check_list(rows: pl.DataFrame, columns: list[str], code: str) -> None:
    absent = [column for column in columns if column not in rows.columns]
    if absent:
        raise InputError(f'the list has no column "{absent[0]}". Its columns are: {", ".join(rows.columns)}.')
    codes = rows[code].cast(pl.String).fill_null("")
    empty = int((codes == "").sum())
    if empty:
        raise InputError(f"a code is empty in {empty:,} of {rows.height:,} rows of the list. Fill it in.")
    twice = codes.filter(codes.is_duplicated())
    if len(twice):
        raise InputError(f"{twice[0]} stands more than once in the list. Leave all but one out.")


def _days(rows: pl.DataFrame, column: str) -> list[date | None]:
    """Read a column of days."""
    read = rows[column].cast(pl.String).replace("", None)
    days = read.str.to_date("%Y-%m-%d", strict=False)
    bad = read.filter(days.is_null() & read.is_not_null())
    if len(bad):
        raise InputError(
            f'{column} "{bad[0]}" is not a day in {len(bad):,} of {rows.height:,} rows. Write it as 2023-05-03.'
        )
    return days.to_list()


def _began(set_id: str) -> date | None:
    found = boundary_sets().get(set_id)
    return found.valid_from if found else None


def _kind(code: str) -> str:
    return _KINDS.get(code[1:3], "Area")
