"""What must hold between the rows of a partner's file, and the people whom its totals count and its groups do not."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from equitytown.derive.equity.entries import Entry, Handed
from equitytown.derive.equity.words import NOT_ACCOUNTED, is_total
from equitytown.errors import Fault, PlaceError

HUNDRED = range(99, 102)  # what rounded percentages add up to

Key = tuple[str, str, str]


def accounted(handed: Handed, *, path: str, are_counts: bool = False) -> Handed:
    """
    Check the rows of a file against each other, and add the people whom a total counts and no group does.

    Parameters
    ----------
    handed : Handed
        A file as read.
    path : str
        Its name, for faults.
    are_counts : bool, default False
        Somebody has looked: they are counts, though every characteristic adds up to 100.

    Returns
    -------
    Handed
        With an entry "Not accounted for" wherever a total is more than its groups.

    Raises
    ------
    PlaceError
        If groups are more than their total, characteristics count different people, sums over several units or
        periods stand among them, or counts are percentages.
    """
    faults = [*_over_units(handed, path), *_grades(handed, path), *_totals(handed, path), *_pay_of_all(handed, path)]
    if not are_counts:
        faults += _percentages(handed, path)
    if not faults:
        handed = replace(handed, entries=_with_the_rest(handed))
        faults = _unlike(handed, path)
    if faults:
        raise PlaceError(faults)
    return handed


def above_residents(handed: Handed, residents: Mapping[str, Mapping[str, int]], *, path: str) -> None:
    """
    Refuse counts that are more than all residents.

    Raises
    ------
    PlaceError
        If a unit has more people than live here, of a characteristic whose residents are given.
    """
    faults = []
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for entry in handed.entries:
        counts[entry.unit, entry.characteristic] += entry.count
    for (unit, characteristic), counted in counts.items():
        there = sum(residents.get(characteristic, {}).values())
        if there and counted > there:
            faults.append(
                Fault(
                    path,
                    next(e.line for e in handed.entries if (e.unit, e.characteristic) == (unit, characteristic)),
                    f"{unit} counts {counted:,} people by {characteristic}, and {there:,} live here.",
                    "Count people and not visits, and those alone who live here; or give residents of a larger area.",
                )
            )
    if faults:
        raise PlaceError(faults)


def _by(handed: Handed) -> dict[Key, list[Entry]]:
    """Gather entries by unit, grade and characteristic."""
    found: dict[Key, list[Entry]] = defaultdict(list)
    for entry in handed.entries:
        found[entry.unit, entry.grade, entry.characteristic].append(entry)
    return found


def _over_units(handed: Handed, path: str) -> list[Fault]:
    """Find rows of all organisations or services among those of each: one could be subtracted from the other."""
    sums = [unit for unit in handed.units if is_total(unit)]
    if not sums or len(handed.units) == 1:
        return []
    line = next(entry.line for entry in handed.entries if entry.unit == sums[0])
    mend = "Leave these rows out: where all and all but one are shown, the last is a subtraction away."
    return [Fault(path, line, f'"{sums[0]}" stands among its parts.', mend)]


def _grades(handed: Handed, path: str) -> list[Fault]:
    """Find rows without a grade among those with one."""
    bare = [entry for entry in handed.entries if not entry.grade]
    if not bare or len(bare) == len(handed.entries):
        return []
    mend = "Give each row its grade, or leave the column out."
    return [Fault(path, entry.line, "there is no grade.", mend) for entry in bare]


def _totals(handed: Handed, path: str) -> list[Fault]:
    faults = []
    groups = _by(handed)
    for key, total in handed.totals.items():
        counted = sum(entry.count for entry in groups.get(key, []))
        if counted > total.count:
            told = ", ".join(part for part in key if part)
            sentence = f"the groups of {told} add up to {counted:,}, and their total is {total.count:,}."
            faults.append(Fault(path, total.line, sentence, "Correct the total, or count each person in one group."))
    return faults


def _pay_of_all(handed: Handed, path: str) -> list[Fault]:
    """Find pay of everybody that differs between characteristics: one of the two is wrong."""
    faults = []
    first: dict[tuple[str, str], Entry] = {}
    for (unit, grade, _), total in handed.totals.items():
        held = first.setdefault((unit, grade), total)
        if (held.mean, held.median) != (total.mean, total.median):
            sentence = f"the pay of everybody is not that of line {held.line}."
            faults.append(Fault(path, total.line, sentence, "Correct one of the two."))
    return faults


def _percentages(handed: Handed, path: str) -> list[Fault]:
    groups = _by(handed)
    sums = [sum(entry.count for entry in entries) for entries in groups.values()]
    if not sums or not all(found in HUNDRED for found in sums):
        return []
    return [
        Fault(
            path,
            handed.entries[0].line,
            "every characteristic adds up to 100: these are percentages and no counts.",
            "Give the numbers of people. If they are counts all the same, add --counts.",
        )
    ]


def _with_the_rest(handed: Handed) -> tuple[Entry, ...]:
    """Add those whom a total counts and no group does, after the groups."""
    groups, found = _by(handed), list(handed.entries)
    for key, total in handed.totals.items():
        left = total.count - sum(entry.count for entry in groups.get(key, []))
        if left and key in groups:
            found.append(Entry(total.line, *key, NOT_ACCOUNTED, left))
    return tuple(found)


def _unlike(handed: Handed, path: str) -> list[Fault]:
    """Find characteristics that count different people of one unit and grade."""
    faults = []
    sums: dict[tuple[str, str], tuple[str, int]] = {}
    for key, entries in _by(handed).items():
        counted = sum(entry.count for entry in entries)
        characteristic, first = sums.setdefault((key[0], key[1]), (key[2], counted))
        if counted != first:
            told = ", ".join(part for part in key[:2] if part)
            sentence = f"{told} has {first:,} people by {characteristic} and {counted:,} by {key[2]}."
            mend = 'Add a row "Not recorded" for those who are missing, or a row "Total" to each characteristic.'
            faults.append(Fault(path, entries[0].line, sentence, mend))
    return faults
