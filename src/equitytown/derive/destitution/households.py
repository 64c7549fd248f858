"""What is held of an area's households: census tables, made to agree, and what is known of each area besides."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.integers import rounded_to
from equitytown.derive.destitution.own_incomes import FILES as OWN_FILES
from equitytown.derive.destitution.own_incomes import OwnIncomes, read_own_incomes
from equitytown.derive.destitution.words import GROUPS, TABLES, TYPES
from equitytown.place.faults import Faults, one_of
from equitytown.place.files import Folder, TextFile
from equitytown.place.numbers import NotANumber, read_number
from equitytown.place.tables import read_table
from equitytown.place.words import shown

HOUSEHOLDS = "destitution/households.csv"
AREAS = "destitution/areas.csv"
PREFIX = "E01"
# Tables of one area differ by a few households, since each is changed a little to protect people; more is an error.
DISAGREEMENT = 0.05
HOUSEHOLD_SIZES = (1.2, 5.0)  # mean people in a household beyond which residents live in communal establishments


class HouseholdRow(NamedTuple):
    """A row as written; the fields are the columns of the file."""

    area_code: str
    table: str
    category: str
    households: str


class AreaRow(NamedTuple):
    """A row as written; the fields are the columns of the file."""

    area_code: str
    area_name: str
    residents: str
    income_deprived: str
    fuel_poor: str


@dataclass(frozen=True, slots=True)
class Margins:
    """
    What is held of each area, all arrays in the order of `codes`.

    `tables` are whole households by area and group, every table of an area with the same total. `type` is among them
    only where the place holds it. `residents` are people; `income_deprived` and `fuel_poor` shares. `own_incomes` are
    the place's, where it gives them. `files` are the hashes of what was read, by path.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    tables: Mapping[str, NDArray[np.int64]]
    residents: NDArray[np.float64]
    income_deprived: NDArray[np.float64]
    fuel_poor: NDArray[np.float64]
    files: Mapping[str, str] = field(default_factory=dict)
    largest_difference: int = 0
    own_incomes: OwnIncomes | None = None

    @property
    def households(self) -> NDArray[np.int64]:
        """Households of each area: those of the table of tenure, to which the others were brought."""
        total: NDArray[np.int64] = self.tables["tenure"].sum(axis=1)
        return total

    @property
    def size(self) -> NDArray[np.float64]:
        """Mean people in a household of each area, within what households can be."""
        return np.clip(self.residents / self.households, *HOUSEHOLD_SIZES)

    def part(self, chosen: slice) -> "Margins":
        """Give some of the areas."""
        return Margins(
            self.codes[chosen], self.names[chosen], {name: table[chosen] for name, table in self.tables.items()},
            self.residents[chosen], self.income_deprived[chosen], self.fuel_poor[chosen], self.files,
            self.largest_difference, self.own_incomes.part(chosen) if self.own_incomes else None,
        )  # fmt: skip


def read_margins(folder: Folder) -> Margins | None:
    """
    Read `destitution/households.csv` and `destitution/areas.csv`.

    Parameters
    ----------
    folder : Folder
        The place's folder; its faults are added to.

    Returns
    -------
    Margins or None
        None, with every fault noted, where anything will not do.
    """
    before = len(folder.faults.found)
    files = [folder.read(HOUSEHOLDS), folder.read(AREAS)]
    households, areas = files
    if households is None or areas is None:
        return None
    counts = _counts(households, folder.faults)
    known = _areas(areas, folder.faults)
    _check_areas(counts, known, folder.faults)
    if len(folder.faults.found) > before:
        return None
    tables, largest = _reconciled(counts, sorted(known), folder.faults)
    if len(folder.faults.found) > before:
        return None
    codes = tuple(sorted(known))
    own = read_own_incomes(folder, codes)
    if len(folder.faults.found) > before:
        return None
    told = np.array([known[code][1:] for code in codes], dtype=np.float64)
    hashes = {file.path: file.sha256 for file in folder.read_files if file.path in (HOUSEHOLDS, AREAS, *OWN_FILES)}
    names = tuple(str(known[code][0]) for code in codes)
    return Margins(codes, names, tables, told[:, 0], told[:, 1], told[:, 2], hashes, largest, own)


Counts = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Households by table, area and group."""


def _counts(file: TextFile, faults: Faults) -> Counts:
    """Read the counts, grouped as the model groups them."""
    table = read_table(file, columns=HouseholdRow._fields, required=HouseholdRow._fields, faults=faults)
    counts: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    lines: dict[HouseholdRow, int] = {}
    for line, cells in table.rows if table else ():
        row = HouseholdRow._make(cells)
        if row.table not in GROUPS:
            faults.add(file.path, line, f'table "{shown(row.table)}" is not one that the model reads.', one_of(GROUPS))
            continue
        if row.category not in GROUPS[row.table]:
            sentence = f'{row.table} has no category "{shown(row.category)}".'
            faults.add(file.path, line, sentence, one_of(GROUPS[row.table]))
            continue
        if not row.area_code.startswith(PREFIX):
            sentence = f'area_code "{shown(row.area_code)}" is no LSOA of England.'
            faults.add(file.path, line, sentence, "Use LSOA 2021 codes, which begin with E01.")
        count = _count(file.path, line, row.households, faults)
        if (earlier := lines.setdefault(row._replace(households=""), line)) != line:
            faults.add(
                file.path, line, f"{row.area_code}, {row.category}, stands twice: first on line {earlier}.", "Keep one."
            )
        elif count is not None:
            counts[row.table][row.area_code][GROUPS[row.table][row.category]] += count
    for name in TABLES:
        if name not in counts:
            faults.add(
                file.path, None, f"the table of {name} is missing.", "Add its rows: the model needs all of them."
            )
    return counts


def _count(path: str, line: int, cell: str, faults: Faults) -> float | None:
    number = read_number(cell)
    if number is None:
        faults.add(path, line, "households is empty.", "Write it: a missing count is never taken for zero.")
    elif isinstance(number, NotANumber):
        faults.add(path, line, f"households {number.sentence}", number.mend)
    elif number < 0 or number != int(number):
        faults.add(path, line, f"{number:g} is no count of households.", "Write a whole number, 0 or more.")
    else:
        return number
    return None


def _areas(file: TextFile, faults: Faults) -> dict[str, tuple[str | float, ...]]:
    """Read what is known of each area: its name, residents, and two shares."""
    table = read_table(file, columns=AreaRow._fields, required=AreaRow._fields, faults=faults)
    known: dict[str, tuple[str | float, ...]] = {}
    for line, cells in table.rows if table else ():
        row = AreaRow._make(cells)
        numbers: list[float] = []
        for name, highest in (("residents", 1e6), ("income_deprived", 1.0), ("fuel_poor", 1.0)):
            number = read_number(getattr(row, name))
            if isinstance(number, float) and 0 <= number <= highest:
                numbers.append(number)
            else:
                sentence = f'{name} "{shown(getattr(row, name))}" will not do.'
                faults.add(file.path, line, sentence, "Write residents as a number, the others as shares from 0 to 1.")
        if row.area_code in known:
            faults.add(file.path, line, f"{shown(row.area_code)} stands twice.", "Keep one row.")
        elif len(numbers) == len(row) - 2:
            known[row.area_code] = (row.area_name, *numbers)
    return known


def _check_areas(counts: Counts, known: Mapping[str, object], faults: Faults) -> None:
    """Every table is of the same areas."""
    for name, table in counts.items():
        own = f"the table of {name}"
        for these, those, of, where in ((table, known, own, AREAS), (known, table, AREAS, own)):
            missing = sorted(these.keys() - those.keys())
            if missing:
                many = "1 area" if len(missing) == 1 else f"{len(missing)} areas"
                sentence = (
                    f"{many} of {of} {'is' if len(missing) == 1 else 'are'} not in {where} (first: {missing[0]})."
                )
                faults.add(HOUSEHOLDS, None, sentence, "Give every table the same LSOAs of one vintage.")


def _reconciled(counts: Counts, codes: list[str], faults: Faults) -> tuple[dict[str, NDArray[np.int64]], int]:
    """Bring every table to the total of tenure, keeping its shares; say by how many households they differed."""
    groups = {**TABLES, "type": TYPES}
    raw = {
        name: np.array([[counts[name][code].get(group, 0.0) for group in groups[name]] for code in codes])
        for name in counts
    }
    total = raw["tenure"].sum(axis=1)
    largest = 0
    for name, table in raw.items():
        apart = np.abs(table.sum(axis=1) - total)
        largest = max(largest, int(apart.max()))
        bad = (apart > DISAGREEMENT * total) | (total == 0) | (table.sum(axis=1) == 0)
        if bad.any():
            first = int(np.flatnonzero(bad)[0])
            sentence = (
                f"{int(bad.sum())} areas have other totals in {name} than in tenure "
                f"(first: {codes[first]}, {table[first].sum():g} and {total[first]:g})."
            )
            faults.add(
                HOUSEHOLDS, None, sentence, "A few households apart are protection; more is an error: mend the counts."
            )
    if faults.found:
        return {}, largest
    return {name: rounded_to(table, total.astype(np.int64)) for name, table in raw.items()}, largest
