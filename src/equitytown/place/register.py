"""The register as exported to a place's folder: what partners promised, did and learned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar, get_type_hints

from equitytown.place.faults import one_of
from equitytown.place.files import Folder
from equitytown.place.tables import read_table
from equitytown.place.words import shown, unsafe_name, unsafe_text
from equitytown.terms.register import (
    EvaluationRecommendation,
    NextStep,
    Priority,
    PrizeProject,
    Progress,
    Recommendation,
    Register,
    Workstream,
)

_Row = TypeVar("_Row")

BETWEEN_ITEMS = ";"
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim of the evaluation."""

    aim_id: str
    number: int
    summary: str


RECORDS: Mapping[str, type] = {
    "recommendations": Recommendation,
    "workstreams": Workstream,
    "progress": Progress,
    "next_steps": NextStep,
    "evaluation_recommendations": EvaluationRecommendation,
    "evaluation_aims": Aim,
    "priorities": Priority,
    "prize_projects": PrizeProject,
}
# Columns that a file may have beside its dataclass's fields: kept for people, read by nothing.
KEPT = ("source_line", "method", "partners")


def columns_of(record: type) -> tuple[str, ...]:
    """Give the columns of a file of the register: the fields of its dataclass, in order."""
    return tuple(field.name for field in fields(record))


def read_register(folder: Folder) -> Register:
    """
    Read `register/*.csv`. A file that is not there is an empty part of the register.

    Parameters
    ----------
    folder : Folder
        The place's folder.

    Returns
    -------
    Register
        Rows without a fault, in the files' order.
    """
    for path in folder.names("register", ".csv"):
        name = path.removeprefix("register/").removesuffix(".csv")
        if name not in RECORDS:
            mend = one_of(f"{known}.csv" for known in RECORDS)
            folder.faults.add(path, None, "this is not a file of the register.", mend)
    return Register(
        recommendations=_read(folder, "recommendations", Recommendation),
        workstreams=_read(folder, "workstreams", Workstream),
        progress=_read(folder, "progress", Progress),
        next_steps=_read(folder, "next_steps", NextStep),
        evaluation=_read(folder, "evaluation_recommendations", EvaluationRecommendation),
        evaluation_aims=tuple(aim.summary for aim in _read(folder, "evaluation_aims", Aim)),
        priorities=_read(folder, "priorities", Priority),
        prize_projects=_read(folder, "prize_projects", PrizeProject),
    )


def _read(folder: Folder, name: str, record: type[_Row]) -> tuple[_Row, ...]:
    """Read one file as rows of a dataclass; each identifier once."""
    path = f"register/{name}.csv"
    if not folder.has(path) or (file := folder.read(path)) is None:
        return ()
    columns = columns_of(record)
    kept = tuple(name for name in KEPT if name not in columns)
    table = read_table(file, columns=(*columns, *kept), required=columns, faults=folder.faults)
    readers = [_READERS[hint] for hint in _hints(record, columns)]
    rows: list[_Row] = []
    seen: dict[str, int] = {}
    for line, cells in table.rows if table else ():
        before = len(folder.faults.found)

        def fault(sentence: str, mend: str, line: int = line) -> None:
            folder.faults.add(path, line, sentence, mend)

        if cells[0] in seen or not cells[0]:
            what = f'"{shown(cells[0])}" stands twice, first on line {seen[cells[0]]}' if cells[0] else "is empty"
            fault(f"{columns[0]} {what}.", "Give each row an identifier of its own.")
        seen.setdefault(cells[0], line)
        values = [read(c, cell, fault) for read, c, cell in zip(readers, columns, cells, strict=False)]
        if len(folder.faults.found) == before:
            rows.append(record(*values))
    return tuple(rows)


def _hints(record: type, columns: tuple[str, ...]) -> list[object]:
    """Give the types of a dataclass's fields, by which cells are read."""
    hints = get_type_hints(record)
    return [hints[column] for column in columns]


Tell = Callable[[str, str], None]


def _words(column: str, cell: str, fault: Tell) -> str:
    reason = unsafe_name(cell) if column == "name" or column.endswith("_id") else unsafe_text(cell)
    if reason:
        fault(f"{column} {reason}", "Write it in plain words.")
    return cell


def _items(column: str, cell: str, fault: Tell) -> tuple[str, ...]:
    items = (item.strip() for item in cell.split(BETWEEN_ITEMS))
    return tuple(_words(column, item, fault) for item in items if item)


def _whole(column: str, cell: str, fault: Tell) -> int | None:
    if not cell.isascii() or not cell.isdigit():
        fault(f'{column} "{shown(cell)}" is not a whole number.', "Write digits only.")
        return None
    return int(cell)


def _whole_or_none(column: str, cell: str, fault: Tell) -> int | None:
    return _whole(column, cell, fault) if cell else None


def _yes_no(column: str, cell: str, fault: Tell) -> bool | None:
    if cell not in YES_NO:
        fault(f'{column} "{shown(cell)}" is not known.', one_of(YES_NO))
    return YES_NO.get(cell)


# How a cell is read, by the type of the field it is for.
_READERS: Mapping[object, Callable[[str, str, Tell], Any]] = {  # Any: whatever the field's type is
    str: _words,
    tuple[str, ...]: _items,
    int: _whole,
    int | None: _whole_or_none,
    bool: _yes_no,
}
