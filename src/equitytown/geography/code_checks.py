"""Codes checked against a boundary set: every one that is not of it, with what to use instead."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from equitytown.errors import InputError
from equitytown.geography.boundary_sets import name_of
from equitytown.geography.code_words import day_in_words, sets_in_words, successors_in_words
from equitytown.geography.codes import CodeRecord, History
from equitytown.geography.history import later


class FaultKind(StrEnum):
    """What is wrong with a code where a boundary set is asked for."""

    UNKNOWN = "unknown"
    NAME = "name"
    ENDED = "ended"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class CodeFault:
    """A code that is not of a boundary set: why, the codes to use instead, and a sentence that says so."""

    area_code: str
    kind: FaultKind
    instead: tuple[str, ...]
    sentence: str


def check_codes(codes: Collection[str], boundary_set: str, history: History) -> tuple[CodeFault, ...]:
    """
    Check codes against a boundary set.

    Parameters
    ----------
    codes : collection of str
        Codes that should be of the set.
    boundary_set : str
        The set: its identifier, or what it is called in the history.
    history : History
        What is known of codes, those of the set among them.

    Returns
    -------
    tuple of CodeFault
        Every code that is not of the set, in order, with what to use instead. Empty where all are.

    Examples
    --------
    >>> from equitytown.geography.history import shipped_history
    >>> check_codes(["E06000028"], "lower-tier-2023", shipped_history())[0].instead
    ('E06000058',)
    """
    found = (_fault(code, boundary_set, history) for code in dict.fromkeys(codes))
    return tuple(fault for fault in found if fault)


def refuse_faults(codes: Collection[str], boundary_set: str, history: History) -> None:
    """
    Refuse codes that are not of a boundary set.

    Raises
    ------
    InputError
        With a sentence for each of them.
    """
    faults = check_codes(codes, boundary_set, history)
    if faults:
        told = "\n".join(fault.sentence for fault in faults)
        raise InputError(f"{len(faults):,} of {len(set(codes)):,} codes are not of {name_of(boundary_set)}.\n{told}")


def _fault(code: str, boundary_set: str, history: History) -> CodeFault | None:
    record = history.get(code)
    if record is None:
        return _unknown(code, boundary_set, history)
    if boundary_set in record.boundary_sets:
        return None
    after = tuple(c for c in later(code, history) if c in history and boundary_set in history[c].boundary_sets)
    if after:
        return _ended(record, after, history)
    before = tuple(c for c in record.predecessor_codes if c in history and boundary_set in history[c].boundary_sets)
    return _foreign(record, boundary_set, before, history)


def _unknown(code: str, boundary_set: str, history: History) -> CodeFault:
    named = [r for r in history.values() if r.area_name and r.area_name.casefold() == code.strip().casefold()]
    if not named:
        return CodeFault(code, FaultKind.UNKNOWN, (), f'"{code}" is not known. Check it for a slip.')
    listed = ", ".join(f"{r.area_code} ({sets_in_words(r)})" for r in named)
    has = "an area has it" if len(named) == 1 else f"{len(named):,} areas have it"
    instead = tuple(r.area_code for r in named if boundary_set in r.boundary_sets)
    return CodeFault(code, FaultKind.NAME, instead, f'"{code}" is a name, and {has}: {listed}. Join by code.')


def _ended(record: CodeRecord, instead: tuple[str, ...], history: History) -> CodeFault:
    when = f" on {day_in_words(record)}" if record.valid_to else ""
    told = f"{record.label} ended{when}. It became {successors_in_words(record.successors, history)}."
    mend = f" Use {' and '.join(history[c].label for c in instead)}."
    return CodeFault(record.area_code, FaultKind.ENDED, instead, told + mend)


def _foreign(record: CodeRecord, boundary_set: str, before: tuple[str, ...], history: History) -> CodeFault:
    mend = f" There it was {' and '.join(history[c].label for c in before)}." if before else ""
    sentence = f"{record.label} is of {sets_in_words(record)}, not of {name_of(boundary_set)}.{mend}"
    return CodeFault(record.area_code, FaultKind.FOREIGN, before, sentence)


def shared_names(history: History, old_set: str, new_set: str) -> tuple[tuple[str, str, str], ...]:
    """
    Find names that a set has from an older one for areas with other codes: to join by them is to join unlike areas.

    Returns
    -------
    tuple of (str, str, str)
        Name, old code, new code; sorted.
    """
    old = {r.area_name: r.area_code for r in history.values() if old_set in r.boundary_sets and r.area_name}
    new = {r.area_name: r.area_code for r in history.values() if new_set in r.boundary_sets and r.area_name}
    return tuple(sorted((name, old[name], new[name]) for name in old.keys() & new.keys() if old[name] != new[name]))
