"""Neighbour sets: whom a place is compared with, each list dated, in order, with its source."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from equitytown.place.areas import AreaBook
from equitytown.place.faults import Faults, nearest
from equitytown.place.files import Folder
from equitytown.place.numbers import NotANumber, read_number
from equitytown.place.periods import read_day
from equitytown.place.schema import NeighbourSetModel
from equitytown.place.tables import read_table
from equitytown.place.words import shown, unsafe_name
from equitytown.terms.area import Area
from equitytown.terms.comparator import NeighbourSet

COLUMNS = (
    "set_id",
    "name",
    "dated",
    "ordered",
    "position",
    "area_code",
    "area_name",
    "closeness",
    "distance",
    "publisher",
    "title",
    "licence",
    "retrieved",
)
REQUIRED = tuple(c for c in COLUMNS if c not in {"closeness", "distance"})
SHARED = ("name", "dated", "ordered", "publisher", "title", "licence", "retrieved")
_MONTH = len("2021-04")

Row = Mapping[str, str]
Members = dict[str, list[tuple[int, Row]]]


def read_neighbour_sets(
    folder: Folder, models: Mapping[str, NeighbourSetModel], *, place: Area | None, areas: AreaBook
) -> dict[str, NeighbourSet]:
    """
    Read the neighbour sets that place.yaml names.

    Parameters
    ----------
    folder : Folder
        The place's folder.
    models : mapping of str to NeighbourSetModel
        The sets as place.yaml describes them.
    place : Area or None
        The place itself, which is never its own neighbour; None where its code is at fault.
    areas : AreaBook
        Where codes are looked up.

    Returns
    -------
    dict of str to NeighbourSet
        The sets without a fault.
    """
    files = {path: _members(folder, path) for path in dict.fromkeys(m.members for m in models.values())}
    sets: dict[str, NeighbourSet] = {}
    for set_id, model in models.items():
        rows = files[model.members]
        if rows is None:
            continue
        reader = _SetReader(folder.faults, model, set_id, place, areas)
        if found := reader.read(rows.get(set_id, [])):
            sets[set_id] = found
    for path, members in files.items():
        _check_unused(path, members or {}, models, folder.faults)
    return sets


def _members(folder: Folder, path: str) -> Members | None:
    """Read the rows of a file of members, by set."""
    file = folder.read(path)
    table = file and read_table(file, columns=COLUMNS, required=REQUIRED, faults=folder.faults)
    if not table:
        return None
    members: Members = defaultdict(list)
    for line, cells in table.rows:
        row = dict(zip(COLUMNS, cells, strict=True))
        members[row["set_id"]].append((line, row))
    return members


def _check_unused(path: str, members: Members, models: Mapping[str, NeighbourSetModel], faults: Faults) -> None:
    """Note rows of a set that place.yaml does not name."""
    for set_id, rows in members.items():
        if set_id not in models:
            mend = nearest(set_id, models) or "Name it there, or take its rows out."
            faults.add(path, rows[0][0], f'set_id "{shown(set_id)}" is not named in place.yaml.', mend)


class _SetReader:
    """Reads one set, noting every fault in its rows."""

    def __init__(
        self, faults: Faults, model: NeighbourSetModel, set_id: str, place: Area | None, areas: AreaBook
    ) -> None:
        self.faults, self.model, self.set_id, self.place, self.areas = faults, model, set_id, place, areas
        self.before = len(faults.found)

    def _fault(self, line: int | None, sentence: str, mend: str) -> None:
        self.faults.add(self.model.members, line, f"{self.set_id}: {sentence}", mend)

    def read(self, rows: list[tuple[int, Row]]) -> NeighbourSet | None:
        if not rows:
            self._fault(None, "the set has no rows.", "Add its members, or take the set out of place.yaml.")
            return None
        line, first = rows[0]
        self._check_shared(rows)
        dated = self._dated(line, first)
        members, distances = self._areas(rows), self._distances(rows)
        closest = next((m for m in members if m.area_code == self.model.closest), None)
        if closest is None:
            mend = "Write the code of one of its members in place.yaml."
            self._fault(None, f"the closest neighbour {self.model.closest} is not a member.", mend)
        ranked = self.model.ranked
        if ranked is not None and not 1 <= ranked <= len(members):
            self._fault(
                None,
                f"ranked is {ranked} but the set has {len(members)} members.",
                "Correct it in place.yaml.",
            )
        if len(self.faults.found) > self.before or dated is None or closest is None:
            return None
        return NeighbourSet(
            set_id=self.set_id,
            name=first["name"],
            population=self.model.population.value,
            dated=dated,
            source=f"{first['publisher']}, {first['title']}",
            licence=first["licence"],
            ordered=first["ordered"] == "yes",
            members=members,
            closest=closest,
            ranked=ranked,
            distances=distances,
        )

    def _check_shared(self, rows: list[tuple[int, Row]]) -> None:
        """What is said of the set must be said alike on each of its rows."""
        first_line, first = rows[0]
        for name in SHARED:
            if name != "dated" and not first[name]:
                self._fault(first_line, f"{name} is empty.", "Every list says what it is and where it comes from.")
            if reason := unsafe_name(first[name]):
                self._fault(first_line, f'{name} "{shown(first[name])}" {reason}', "Write it in plain words.")
        for line, row in rows[1:]:
            for name in SHARED:
                if row[name] != first[name]:
                    sentence = f'{name} "{shown(row[name])}" differs from line {first_line}, "{shown(first[name])}".'
                    self._fault(line, sentence, "Write it alike on each row of the set.")
        if first["ordered"] not in ("yes", "no"):
            self._fault(first_line, f'ordered "{shown(first["ordered"])}" is not known.', "Use one of: yes, no.")

    def _dated(self, line: int, row: Row) -> date | None:
        """Give the day of the list, or of the copy where the publisher dates it not at all."""
        name = "dated" if row["dated"] else "retrieved"
        text = f"{row[name]}-01" if len(row[name]) == _MONTH else row[name]
        day = read_day(text)
        if day is None:
            mend = "Write year and month (2021-04) or a day (2021-04-30)."
            self._fault(line, f'{name} "{shown(row[name])}" is not a date.', mend)
        return day

    def _distances(self, rows: list[tuple[int, Row]]) -> tuple[float | None, ...]:
        """Read the distances, which in an ordered list never fall from one member to a later one."""
        distances: list[float | None] = []
        furthest, furthest_line = 0.0, 0
        for line, row in rows:
            found = read_number(row["distance"])
            if isinstance(found, NotANumber):
                self._fault(line, f"distance {found.sentence}", "Write a number, or leave it empty if it is not known.")
                found = None
            elif found is not None and found < 0:
                self._fault(line, f"distance {found:g} is below 0.", "Distances are 0 or more: smaller is nearer.")
            elif found is not None and row["ordered"] == "yes" and found < furthest:
                sentence = f"distance {found:g} is smaller than on line {furthest_line}, {furthest:g}."
                self._fault(line, sentence, "Put the rows in order, nearest first, or write ordered as no.")
            elif found is not None:
                furthest, furthest_line = found, line
            distances.append(found)
        return tuple(distances)

    def _areas(self, rows: list[tuple[int, Row]]) -> tuple[Area, ...]:
        """Look the members up, in order: each once, and the place itself never."""
        members: dict[str, Area] = {}
        for position, (line, row) in enumerate(rows, start=1):
            if row["position"] != str(position):
                self._fault(
                    line,
                    f'position "{shown(row["position"])}" should be {position}.',
                    "Number the rows from 1, nearest first.",
                )
            code = row["area_code"]
            area = self.areas.get(code)
            if area is None:
                sentence, _, mend = self.areas.refused[code].partition(". ")
                self._fault(line, f"{sentence}.", mend)
                continue
            if not self.areas.is_name_of(row["area_name"], area):
                sentence = f'area_name "{shown(row["area_name"])}" does not go with {code}.'
                self._fault(line, sentence, f"That code is {area.area_name}: mend the one that is wrong.")
            if area == self.place:
                self._fault(
                    line,
                    f"{area.area_name} is a member of its own neighbour set.",
                    "Take the row out: a place is not its own neighbour.",
                )
            if code in members:
                self._fault(line, f"{area.area_name} stands twice.", "Delete one of the two rows.")
            members[code] = area
        return tuple(members.values())
