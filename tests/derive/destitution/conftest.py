"""A small place with a model of destitution: synthetic households, Luton's parameters."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from equitytown.derive.destitution.estimate import estimate
from equitytown.derive.destitution.run import Inputs, read_inputs
from equitytown.derive.destitution.words import GROUPS, TABLES

AREAS = 6


def write(path: Path, rows: list[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def synthetic_households() -> list[tuple[object, ...]]:
    """Six areas of about 400 households, poorer from the first to the last; each table's total a little apart."""
    rows: list[tuple[object, ...]] = [("area_code", "table", "category", "households")]
    for area in range(AREAS):
        for shift, table in enumerate(TABLES):
            words = list(GROUPS[table])
            counts = [5 + 7 * i * (area + 1) % 20 + i * area for i in range(len(words))]
            counts[0] += 400 + shift - sum(counts)
            rows += [(f"E0100000{area}", table, word, n) for word, n in zip(words, counts, strict=True)]
    return rows


@pytest.fixture
def small(tmp_path: Path, luton: Path) -> Path:
    """The folder of a place whose households are synthetic."""
    folder = tmp_path / "small"
    (folder / "destitution").mkdir(parents=True)
    (folder / "data").mkdir()
    shutil.copy(luton / "destitution" / "parameters.csv", folder / "destitution")
    write(folder / "destitution" / "households.csv", synthetic_households())
    known = [(f"E0100000{i}", f"Small 00{i}A", 1_000 + 60 * i, 0.1 + 0.1 * i, 0.1) for i in range(AREAS)]
    header = ("area_code", "area_name", "residents", "income_deprived", "fuel_poor")
    write(folder / "destitution" / "areas.csv", [header, *known])
    return folder


@pytest.fixture
def changed(small: Path) -> Callable[[str, str, str], Path]:
    """Change words in one of the small place's files."""

    def change(name: str, old: str, new: str) -> Path:
        path = small / "destitution" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return small

    return change


@pytest.fixture
def inputs(small: Path) -> Inputs:
    return read_inputs(small)


def share(inputs: Inputs, **settings: int) -> float:
    """The town's share at the parameters' values."""
    found, _ = estimate(inputs.parameters, inputs.margins, **{"draws": 20, "syntheses": 2, **settings})
    return found.of(range(AREAS))[0]
