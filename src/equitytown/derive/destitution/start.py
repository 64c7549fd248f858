"""A model of destitution begun for another town: national parameters, and files that are still to be filled."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from equitytown.derive.destitution.households import AREAS, HOUSEHOLDS, AreaRow, HouseholdRow
from equitytown.derive.destitution.parameters import FILE
from equitytown.derive.destitution.words import GROUPS, TABLES
from equitytown.errors import InputError
from equitytown.store.disk import write_whole

SOURCES = "destitution/tables.csv"
README = "destitution/README.md"
SOURCE_COLUMNS = ("table", "what", "period", "publisher", "title", "licence", "address", "retrieved", "note")
CENSUS = {"tenure": "TS054", "deprivation": "TS011", "occupancy": "TS052, bedrooms", "dwelling": "TS044"}


@dataclass(frozen=True, slots=True)
class Started:
    """The files that were written, and those that stood already and were left alone."""

    written: tuple[str, ...]
    kept: tuple[str, ...]

    def as_text(self) -> str:
        """Say it in lines."""
        wrote = f"Wrote {', '.join(self.written)}." if self.written else "Wrote nothing."
        left = f" Left alone: {', '.join(self.kept)}." if self.kept else ""
        return f"{wrote}{left}\n{README} says what each column holds."


def start(folder: Path) -> Started:
    """
    Write what a place's model begins with, wherever it is not there yet.

    Parameters
    ----------
    folder : Path
        The place's folder.

    Returns
    -------
    Started
        `parameters.csv` with the national rows and their sources, the headings of `households.csv`, `areas.csv` and
        `tables.csv`, and a page on the columns.

    Raises
    ------
    InputError
        If the folder is not a place's.
    """
    if not (folder / "place.yaml").is_file():
        raise InputError(f"{folder / 'place.yaml'} is not there. Name a place's folder, or begin one: equitytown new.")
    texts = {
        FILE: national_parameters(),
        HOUSEHOLDS: _heading(HouseholdRow._fields),
        AREAS: _heading(AreaRow._fields),
        SOURCES: _heading(SOURCE_COLUMNS),
        README: _readme(),
    }
    missing = {path: text for path, text in texts.items() if not (folder / path).exists()}
    for path, text in missing.items():
        write_whole(folder / path, text.encode())
    return Started(tuple(missing), tuple(path for path in texts if path not in missing))


def national_parameters() -> str:
    """Give the rows that hold for the country, as the package ships them; no check, since these are of one place."""
    return _shipped("national_parameters.csv")


def _shipped(name: str) -> str:
    return files("equitytown.derive.destitution").joinpath(name).read_text(encoding="utf-8")


def _heading(columns: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(columns)
    return text.getvalue()


def _readme() -> str:
    """Say what each column holds; the categories are those that the model reads."""
    tables = "\n".join(
        f"- `{name}` (Census 2021, {CENSUS[name]}): {'; '.join(f'`{word}`' for word in GROUPS[name])}"
        for name in TABLES
    )
    names = ", ".join(f"`{name}`" for name in TABLES)
    types = "; ".join(f"`{word}`" for word in GROUPS["type"])
    return _shipped("start.md").format(names=names, tables=tables, types=types)
