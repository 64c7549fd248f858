"""A unit's counts laid out for protection, with every sum that is shown; and what may be shown, laid out again."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from equitytown.derive.equity.entries import Cell, Entry, Shown
from equitytown.derive.equity.words import ALL, KNOWN, OTHER, SENIOR, STATES, UNKNOWN, UNMATCHED

GRADE = "grade"
Rows = dict[tuple[str, ...], int]
Within = dict[str, dict[str, str]]


def laid_out(
    entries: Sequence[Entry],
    *,
    senior: Collection[str] = (),
    residents: Mapping[str, Collection[str]] | None = None,
    absent_is_zero: bool = False,
) -> list[tuple[Rows, tuple[str, ...], Within]]:
    """
    Lay out a unit's counts: a table for each characteristic, by grade where there are several.

    Parameters
    ----------
    entries : sequence of Entry
        Of one organisation or service.
    senior : collection of str, optional
        Grades that are called senior, which get a sum.
    residents : mapping, optional
        By characteristic, the groups that have residents. Others get a sum of their own.
    absent_is_zero : bool, default False
        Count 0 for a grade and group without a row.

    Returns
    -------
    list of (rows, names, within)
        What `disclosure.table_of` takes.
    """
    grades = tuple(dict.fromkeys(entry.grade for entry in entries))
    by_grade = len(grades) > 1
    found: list[tuple[Rows, tuple[str, ...], Within]] = []
    for characteristic in dict.fromkeys(entry.characteristic for entry in entries):
        own = [entry for entry in entries if entry.characteristic == characteristic]
        groups = tuple(dict.fromkeys(entry.group for entry in own))
        counts = {(entry.grade, entry.group): entry.count for entry in own}
        if absent_is_zero:
            counts = dict.fromkeys(product(grades, groups), 0) | counts
        within = {characteristic: {group: _part(group, (residents or {}).get(characteristic)) for group in groups}}
        if by_grade and senior:
            within[GRADE] = {grade: SENIOR if grade in senior else OTHER for grade in grades}
        rows: Rows = {(key if by_grade else key[1:]): count for key, count in counts.items()}
        found.append((rows, (GRADE, characteristic) if by_grade else (characteristic,), within))
    return found


def _part(group: str, residents: Collection[str] | None) -> str:
    if group in STATES:
        return UNKNOWN
    return KNOWN if residents is None or group in residents else UNMATCHED


def not_known(names: Sequence[str], keys: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """
    Name the cells of people whose group is not known.

    They are shown, however few they are: nobody's group is told by them, and completeness comes before all else.
    """
    places = [place for place, name in enumerate(names) if name != GRADE]
    return [key for key in keys if any(key[place] in (*STATES, UNKNOWN) for place in places)]


def shown_of(
    unit: str, entries: Sequence[Entry], *, names: Sequence[str], counts: Mapping[tuple[str, ...], int | None]
) -> Shown:
    """
    Lay out what may be shown of a unit.

    Parameters
    ----------
    unit : str
        Its name.
    entries : sequence of Entry
        Whose order is kept; their counts are not looked at.
    names : sequence of str
        What each part of a key is: "grade", or a characteristic.
    counts : mapping
        What is shown; None where a count is withheld.
    """
    found: dict[Cell, int | None] = {}
    characteristics = [name for name in names if name != GRADE]
    for key, count in counts.items():
        told = dict(zip(names, key, strict=True))
        grade = told.pop(GRADE, ALL)
        named = [(name, label) for name, label in told.items() if label != ALL]
        for characteristic, group in named or [(name, ALL) for name in characteristics]:
            found[characteristic, grade, group] = count
    grades = tuple(dict.fromkeys(entry.grade for entry in entries))
    return Shown(
        unit,
        grades if len(grades) > 1 else (),
        {
            name: tuple(dict.fromkeys(entry.group for entry in entries if entry.characteristic == name))
            for name in characteristics
        },
        found,
    )
