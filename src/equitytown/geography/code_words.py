"""Codes in words: their sets, their last day, and what came after."""

from collections.abc import Collection

from equitytown.geography.boundary_sets import kind_of, name_of
from equitytown.geography.codes import CodeRecord, History, Successor
from equitytown.terms.period import long_date

CHANGES = {
    "U": "unchanged, comparable",
    "S": "split, comparable only from counts",
    "M": "merged, comparable only from counts",
    "X": "changed irregularly, never comparable",
    "": "kind of change not told",
}


def sets_in_words(record: CodeRecord) -> str:
    """
    Name the boundary sets of a code.

    Returns
    -------
    str
        Of each kind the oldest, and the year of the newest: "LSOA 2011 to 2021".
    """
    kinds: dict[str, list[str]] = {}
    for set_id in record.boundary_sets:
        kinds.setdefault(kind_of(set_id), []).append(set_id)
    told = [name_of(ids[0]) + (f" to {ids[-1].rpartition('-')[2]}" if len(ids) > 1 else "") for ids in kinds.values()]
    return " and ".join(told) or "no boundary set that is known"


def day_in_words(record: CodeRecord) -> str:
    """
    Give the last day of a code as it is said.

    Returns
    -------
    str
        Such as "31 March 2019"; empty where it is not known.
    """
    return long_date(record.valid_to) if record.valid_to else ""


def successors_in_words(successors: Collection[Successor], history: History) -> str:
    """
    Say what came after a code, how it changed, and what can be compared.

    Returns
    -------
    str
        Such as "E01035000 and E01035001: split, comparable only from counts".
    """
    if not successors:
        return "nothing that the tables tell"
    named = [history[s.area_code].label if s.area_code in history else s.area_code for s in successors]
    kinds = dict.fromkeys(CHANGES[s.change] for s in successors)
    return f"{' and '.join(named)}: {'; '.join(kinds)}"
