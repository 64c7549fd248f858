"""A place's own incomes: quantiles by household type, and by area where known, read by a mapping that it declares."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from equitytown.derive.destitution.words import TYPES
from equitytown.place.faults import Faults, one_of
from equitytown.place.files import Folder, TextFile
from equitytown.place.numbers import NotANumber, read_number
from equitytown.place.tables import read_table
from equitytown.place.words import shown
from equitytown.place.yaml_files import YamlFile, read_yaml

MAPPING = "destitution/incomes.yaml"
FILE = "destitution/incomes.csv"
FILES = (MAPPING, FILE)
COLUMNS = ("area", "type", "share", "income")
KEYS = ("columns", "types")
MIDDLE = 0.5
LEAST = 2  # quantiles through which a line can be drawn

Quantiles = Mapping[tuple[str, str], list[tuple[float, float]]]
"""For each area ("" for the whole place) and type, shares of households and the income that they are below."""


@dataclass(frozen=True, slots=True)
class OwnIncomes:
    """
    Log of weekly household income after housing costs, in pounds, not equivalised.

    `location` and `spread` have shape (areas, types); NaN where the place gives none and the published ones serve.
    """

    location: NDArray[np.float64]
    spread: NDArray[np.float64]

    def part(self, chosen: slice) -> "OwnIncomes":
        """Give some of the areas."""
        return OwnIncomes(self.location[chosen], self.spread[chosen])


def read_own_incomes(folder: Folder, codes: tuple[str, ...]) -> OwnIncomes | None:
    """
    Read `destitution/incomes.csv` by the mapping in `destitution/incomes.yaml`.

    Parameters
    ----------
    folder : Folder
        The place's folder; its faults are added to.
    codes : tuple of str
        The areas of the model, in its order.

    Returns
    -------
    OwnIncomes or None
        None where there is no such file, or, with faults, where it will not do. An area's own quantiles serve before
        those of the whole place; through the lower half of the quantiles a lognormal is laid.
    """
    if not folder.has(MAPPING) and not folder.has(FILE):
        return None
    before = len(folder.faults.found)
    mapping, file = folder.read(MAPPING), folder.read(FILE)
    declared = read_yaml(mapping, faults=folder.faults) if mapping else None
    if file is None or declared is None:
        return None
    columns, types = _declared(declared, folder.faults)
    if len(folder.faults.found) > before:
        return None
    quantiles = _quantiles(file, columns, types, frozenset(codes), folder.faults)
    fits = {key: _fit(file.path, key, points, folder.faults) for key, points in quantiles.items()}
    if len(folder.faults.found) > before:
        return None
    none = (np.nan, np.nan)
    found = np.array([[fits.get((code, kind), fits.get(("", kind), none)) for kind in TYPES] for code in codes])
    return OwnIncomes(found[:, :, 0], found[:, :, 1])


def _declared(file: YamlFile, faults: Faults) -> tuple[dict[str, str], dict[str, str]]:
    """Read which column is what, and which of the file's words is which household type."""
    for key in file.content:
        if key not in KEYS:
            faults.add(file.path, file.line_of((key,)), f'"{shown(key)}" is not known.', one_of(KEYS))
    columns, types = ({}, {}) if not isinstance(file.content, dict) else (
        _words(file.content.get("columns")), _words(file.content.get("types"))
    )  # fmt: skip
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        mend = "Write under columns, for each of area, type, share and income, the name of the file's column."
        faults.add(file.path, file.line_of(("columns",)), f"columns does not say: {', '.join(missing)}.", mend)
    for word, kind in types.items():
        if kind not in TYPES:
            faults.add(
                file.path, file.line_of(("types", word)), f'"{shown(kind)}" is no household type.', one_of(TYPES)
            )
    return columns, types


def _words(part: object) -> dict[str, str]:  # object: what a person wrote
    return {str(k): str(v) for k, v in cast("dict[object, object]", part).items()} if isinstance(part, dict) else {}


def _quantiles(
    file: TextFile, columns: Mapping[str, str], types: Mapping[str, str], codes: frozenset[str], faults: Faults
) -> Quantiles:
    """Read the quantiles by area and type."""
    asked = tuple(columns[name] for name in COLUMNS)
    table = read_table(file, columns=asked, required=asked, faults=faults)
    found: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for line, (area, word, share_cell, income_cell) in table.rows if table else ():
        kind = types.get(word, word)
        if kind not in TYPES:
            mend = f"Declare it under types in {MAPPING}. {one_of(TYPES)}"
            faults.add(file.path, line, f'"{shown(word)}" is no household type.', mend)
        if area and area not in codes:
            mend = "Use the LSOA codes of areas.csv, or leave the area empty for the whole place."
            faults.add(file.path, line, f'area "{shown(area)}" is not one of the model\'s.', mend)
        share, income = read_number(share_cell), read_number(income_cell)
        if share is None or isinstance(share, NotANumber) or not 0 < share < 1:
            faults.add(file.path, line, f'share "{shown(share_cell)}" will not do.', "Write 0.1 for the lowest tenth.")
        elif income is None or isinstance(income, NotANumber) or income <= 0:
            mend = "Write pounds a week after housing costs, above 0."
            faults.add(file.path, line, f'income "{shown(income_cell)}" will not do.', mend)
        else:
            found[area, kind].append((share, income))
    return found


def _fit(path: str, key: tuple[str, str], points: list[tuple[float, float]], faults: Faults) -> tuple[float, float]:
    """Lay a lognormal through the lower quantiles: below the middle where there are enough."""
    points = sorted(points)
    shares, amounts = (np.array(column) for column in zip(*points, strict=True))
    what = f"{key[1]}{f' of {key[0]}' if key[0] else ''}"
    if len(points) < LEAST or (np.diff(shares) <= 0).any() or (np.diff(amounts) <= 0).any():
        mend = "Give at least two, each share once, incomes rising with the share."
        faults.add(path, None, f"the quantiles of {what} give no distribution.", mend)
        return np.nan, np.nan
    low = shares <= MIDDLE if (shares <= MIDDLE).sum() >= LEAST else np.ones(len(shares), dtype=bool)
    spread, location = np.polyfit(ndtri(shares[low]), np.log(amounts[low]), 1)
    return float(location), float(spread)
