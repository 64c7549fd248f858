"""The people who live here by group: a file of residents, its small areas added up."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from equitytown.collect.inspection import hostile_faults_of
from equitytown.collect.reading import Line, cells_of, filled
from equitytown.derive.equity.cells import count_of
from equitytown.derive.equity.words import characteristic_of, group_of, is_total, plain, state_of
from equitytown.errors import DriftError, Fault, InputError, PlaceError
from equitytown.terms.reply import Reply

RESIDENTS = ("residents", "population", "people", "n", "count", "value", "observation", "observations")
AREA = ("area_code", "area", "lsoa", "lsoa21_code", "lsoa21cd", "msoa21_code", "ward_code", "ltla21_code", "code")
NAMES = {"characteristic": ("characteristic", "category type"), "group": ("group", "category")}

Residents = Mapping[str, Mapping[str, int]]
"""Residents by characteristic and group."""


def read_residents(
    path: Path, *, groups: Mapping[str, Mapping[str, str]] | None = None, columns: Mapping[str, str] | None = None
) -> dict[str, dict[str, int]]:
    """
    Read residents by group.

    Parameters
    ----------
    path : Path
        A table with a row for each group, or each area and group. The group's column is named after its
        characteristic ("ethnic_group"), or a column says which characteristic a row is of.
    groups : mapping, optional
        The group that a label belongs to, by characteristic, as for the partner's file.
    columns : mapping, optional
        Its headings by our names: characteristic, group, residents, area.

    Returns
    -------
    dict
        Residents by characteristic and group, areas added up. Totals and people whose group is not known are left
        out.

    Raises
    ------
    InputError
        If it has no such columns, or could harm.
    PlaceError
        With every fault of its rows.
    """
    if faults := hostile_faults_of(path):
        raise InputError(f"{path.name} is not taken in: {' '.join(faults)}")
    asked = {key: plain(name) for key, name in (columns or {}).items()}
    labels = {name: {plain(own): theirs for own, theirs in pairs.items()} for name, pairs in (groups or {}).items()}
    lines, named = _lines(path, asked)
    return _added(path, lines, named, labels)


def _lines(path: Path, asked: Mapping[str, str]) -> tuple[list[Line], str]:
    """Give the rows under our names, and the characteristic that the group's column is named after."""
    try:
        reply = Reply("residents", path.name, path.read_bytes(), date.today())  # noqa: DTZ011  a day, printed nowhere
        rows = filled(cells_of(reply))
        heading = [plain(cell) for cell in next(rows, (0, ()))[1]]
        kept = [(line, cells) for line, cells in rows]
    except DriftError as error:
        raise InputError(str(error)) from None
    named = [cell for cell in heading if characteristic_of(cell)]
    guesses = {**NAMES, "residents": RESIDENTS, "area": AREA}
    if len(named) == 1 and "group" not in asked:
        guesses["group"] = (named[0],)
    places = {}
    for key, words in guesses.items():
        names = (asked[key],) if key in asked else words
        at = next((heading.index(name) for name in names if name in heading), None)
        if at is not None:
            places[key] = at
    missing = [key for key in ("group", "residents") if key not in places]
    if missing:
        raise InputError(
            f"{path.name} has no column of {' and '.join(missing)}; it has {', '.join(heading) or 'nothing'}. Name "
            "them group and residents, or the group's after its characteristic, such as ethnic_group."
        )
    if "characteristic" not in places and len(named) != 1:
        raise InputError(f"{path.name} does not say what its groups are of. Add a column characteristic.")
    lines = [Line(n, {key: c[at].strip() if at < len(c) else "" for key, at in places.items()}) for n, c in kept]
    return lines, characteristic_of(named[0]) or "" if len(named) == 1 and "characteristic" not in places else ""


def _added(
    path: Path, lines: list[Line], named: str, labels: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, int]]:
    faults: list[Fault] = []
    found: dict[str, dict[str, int]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        characteristic = named or characteristic_of(line["characteristic"]) or ""
        count, wrong, mend = count_of(line["residents"])
        key = (line.get("area"), characteristic, plain(line["group"]))
        if not characteristic:
            wrong, mend = f'"{line["characteristic"]}" is no characteristic.', "See the guide for those that are."
        elif key in seen:
            wrong = f'"{line["group"]}" stands in line {seen[key]} already.'
            mend = "Keep one; residents of several areas need a column area_code."
        seen.setdefault(key, line.number)
        if wrong or count is None:
            faults.append(Fault(path.name, line.number, wrong, mend))
            continue
        label = labels.get(characteristic, {}).get(plain(line["group"]), line["group"])
        if not is_total(label) and state_of(label) is None:
            held = found.setdefault(characteristic, {})
            group = group_of(characteristic, label)
            held[group] = held.get(group, 0) + count
    if faults:
        raise PlaceError(faults)
    return found
