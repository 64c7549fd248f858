"""The model's parameters, from the place's folder: each dated, with its range, and its source or why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.words import TENURES, TYPES, WORDS
from equitytown.place.addresses import MEND as ADDRESS_MEND
from equitytown.place.addresses import address_fault
from equitytown.place.faults import Faults, nearest, one_of
from equitytown.place.files import Folder
from equitytown.place.numbers import NotANumber, read_number
from equitytown.place.periods import read_day
from equitytown.place.tables import read_table
from equitytown.place.words import shown

FILE = "destitution/parameters.csv"
KINDS = ("published", "assumption", "check")
ANY = ("",)
WHOLE = 1e-6
TYPE_OF_TENURE = tuple(f"{tenure}: {kind}" for tenure in TENURES for kind in TYPES)

# What the model asks for: each parameter's categories, and the lowest and highest value that it can have.
WANTED: Mapping[str, tuple[tuple[str, ...], float, float]] = {
    "threshold": (TYPES, 1, 2_000),
    "standard": (TYPES, 1, 5_000),
    "equivalence": (TYPES, 0.3, 4),
    "people": (TYPES, 1, 12),
    "poverty_rate_of_type": (TYPES, 0.01, 0.99),
    "poverty_rate_of_tenure": (TENURES, 0.01, 0.99),
    "poor_people_of_tenure": (TENURES, 0, 100),
    "type_of_tenure": (TYPE_OF_TENURE, 0, 1),
    "poverty_line": (ANY, 1_000, 200_000),
    "income_growth": (ANY, 0.3, 5),
    "threshold_growth": (ANY, 0.3, 5),
    "share_below_60": (ANY, 0.01, 0.6),
    "share_below_40": (ANY, 0.005, 0.5),
    "income_deprived_nationally": (ANY, 0.01, 0.9),
    "area_strength": (ANY, 0, 2),
    "dimension_shift": (ANY, 0, 2),
    "type_weight": (ANY, 0, 1),
    "association_weight": (ANY, 0, 1),
    "fuel_gap": (ANY, 0, 5_000),
    "deduction_share": (ANY, 0, 1),
    "deduction": (ANY, 0, 1_000),
    "benefit_share": (ANY, 0, 1),
}
# A place may state its total, to which every area is then moved; and what others found, which nothing is moved to.
OPTIONAL: Mapping[str, tuple[tuple[str, ...], float, float]] = {
    "stated_share": (ANY, 0, 1),
    "check_share": (ANY, 0, 1),
    "check_share_before": (ANY, 0, 1),
    "check_share_later": (ANY, 0, 1),
    "check_standard": (ANY, 0, 1),
}
KNOWN = {**WANTED, **OPTIONAL}


class ParameterRow(NamedTuple):
    """A row as written; the fields are the columns of the file. `area_code` is only of what is told of one place."""

    name: str
    category: str
    value: str
    lower: str
    upper: str
    unit: str
    period: str
    kind: str
    publisher: str
    title: str
    licence: str
    address: str
    retrieved: str
    note: str
    area_code: str


REQUIRED = tuple(name for name in ParameterRow._fields if name != "area_code")


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    One number: what it is, its range (the value itself where none is given), and where it is from.

    `area_code` is the place that it is about; empty of what holds for the country.
    """

    name: str
    category: str
    value: float
    lower: float
    upper: float
    unit: str
    period: str
    kind: str
    publisher: str
    title: str
    address: str
    retrieved: str
    note: str
    area_code: str = ""

    @property
    def label(self) -> str:
        """Name and category, as one word for a table."""
        return f"{self.name} ({self.category})" if self.category else self.name

    @property
    def words(self) -> str:
        """Name and category as a reader is told them."""
        words = WORDS.get(self.name, self.name)
        return f"{words}: {self.category}" if self.category else words


Values = Mapping[str, NDArray[np.float64]]
"""For each parameter's name an array, shape (draws, categories)."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every parameter by name and category, and the hash of the file that they were read from."""

    held: Mapping[tuple[str, str], Parameter]
    sha256: str

    def optional(self, name: str) -> Parameter | None:
        """Give a parameter without categories; None where the place does not hold it."""
        return self.held.get((name, ""))

    def elsewhere(self, area_code: str) -> tuple[Parameter, ...]:
        """Give what is told of another place than this."""
        return tuple(found for found in self.held.values() if found.area_code not in ("", area_code))

    @property
    def read(self) -> str:
        """The newest day on which one was read, as 2024-04-01; empty where all are assumptions."""
        return max(found.retrieved for found in self.held.values())

    def central(self) -> Values:
        """Give every value as it stands; one draw."""
        return self._arrays(lambda found: np.array([found.value]))

    def drawn(self, draws: int, rng: np.random.Generator) -> Values:
        """
        Draw every parameter from its range.

        Parameters
        ----------
        draws : int
            How many draws.
        rng : numpy.random.Generator
            Where chance comes from.

        Returns
        -------
        Values
            Each draw is triangular: most likely at the value, never outside lower and upper.
        """
        return self._arrays(
            lambda found: (
                rng.triangular(found.lower, found.value, found.upper, draws)
                if found.lower < found.upper
                else np.full(draws, found.value)
            )
        )

    def at(self, name: str, category: str, value: float) -> Values:
        """Give every value as it stands, but one."""
        return self._arrays(
            lambda found: np.array([value if (found.name, found.category) == (name, category) else found.value])
        )

    def _arrays(self, given: Callable[[Parameter], NDArray[np.float64]]) -> Values:
        return {
            name: np.column_stack([given(self.held[name, category]) for category in categories])
            for name, (categories, _, _) in WANTED.items()
        }


def read_parameters(folder: Folder) -> Parameters | None:
    """
    Read `destitution/parameters.csv`.

    Parameters
    ----------
    folder : Folder
        The place's folder; its faults are added to.

    Returns
    -------
    Parameters or None
        None, with every fault noted, where anything in the file will not do.
    """
    before = len(folder.faults.found)
    if (file := folder.read(FILE)) is None:
        return None
    table = read_table(file, columns=ParameterRow._fields, required=REQUIRED, faults=folder.faults)
    held: dict[tuple[str, str], Parameter] = {}
    lines: dict[tuple[str, str], int] = {}
    for line, cells in table.rows if table else ():
        row = ParameterRow._make(cells)
        key = (row.name, row.category)
        if (earlier := lines.setdefault(key, line)) != line:
            _fault(folder.faults, line, f"{shown(row.name)} stands twice: first on line {earlier}.", "Keep one.")
        elif found := _parameter(line, row, folder.faults):
            held[key] = found
    _check_complete(lines, folder.faults)
    _check_sums(held, folder.faults)
    return Parameters(held, file.sha256) if len(folder.faults.found) == before else None


def _fault(faults: Faults, line: int | None, sentence: str, mend: str) -> None:
    faults.add(FILE, line, sentence, mend)


def _parameter(line: int, row: ParameterRow, faults: Faults) -> Parameter | None:
    """Read one row; None, with everything wrong in it noted, where it will not do."""
    before = len(faults.found)
    if row.name not in KNOWN:
        mend = nearest(row.name, KNOWN) or one_of(KNOWN)
        _fault(faults, line, f'the model knows no parameter "{shown(row.name)}".', mend)
        return None
    categories, lowest, highest = KNOWN[row.name]
    if row.category not in categories:
        what = f'{row.name} has no category "{shown(row.category)}".'
        _fault(faults, line, what, one_of(categories) if categories != ANY else "Leave category empty.")
    numbers = [_number(line, name, getattr(row, name), faults) for name in ("value", "lower", "upper")]
    value, lower, upper = numbers
    if value is None:
        if not row.value:
            _fault(faults, line, f"{row.name} has no value.", "Write it: a missing value is never taken for zero.")
        return None
    lower, upper = value if lower is None else lower, value if upper is None else upper
    if not lower <= value <= upper:
        _fault(faults, line, f"{value:g} is not between its lower {lower:g} and upper {upper:g}.", "Swap or mend them.")
    if not (lowest <= lower and upper <= highest):
        sentence = f"{row.name} runs from {lower:g} to {upper:g}, outside what it can be, {lowest:g} to {highest:g}."
        _fault(faults, line, sentence, "Check the unit: shares are written between 0 and 1, money in pounds.")
    if row.name in OPTIONAL and not row.area_code:
        sentence = f"{row.name} does not say which area it is about."
        _fault(faults, line, sentence, "Add the column area_code, and the place's code in it.")
    _check_source(line, row, faults)
    if len(faults.found) > before:
        return None
    return Parameter(
        row.name, row.category, value, lower, upper, row.unit, row.period, row.kind, row.publisher, row.title,
        row.address, row.retrieved, row.note, row.area_code,
    )  # fmt: skip


def _number(line: int, name: str, cell: str, faults: Faults) -> float | None:
    number = read_number(cell)
    if isinstance(number, NotANumber):
        _fault(faults, line, f"{name} {number.sentence}", number.mend)
        return None
    return number


def _check_source(line: int, row: ParameterRow, faults: Faults) -> None:
    """What is published names its source; what is assumed says why, and names none."""
    if row.kind not in KINDS:
        _fault(faults, line, f'kind "{shown(row.kind)}" is not known.', one_of(KINDS))
        return
    if not row.unit:
        _fault(faults, line, "unit is empty.", "Say what the value is counted in.")
    if reason := address_fault(row.address):
        _fault(faults, line, f'address "{shown(row.address)}" {reason}', ADDRESS_MEND)
    source = (row.publisher, row.title, row.licence, row.address, row.retrieved)
    if row.kind == "assumption":
        if any(source):
            mend = "Leave publisher, title, licence, address and retrieved empty, or call it published."
            _fault(faults, line, "an assumption names a source.", mend)
        if not row.note:
            _fault(faults, line, "an assumption does not say what it rests on.", "Say it in note.")
        return
    if not all(source):
        mend = 'Fill in publisher, title, licence, address and retrieved, or set kind to "assumption".'
        _fault(faults, line, f"a {row.kind} figure does not say where it stands.", mend)
    elif read_day(row.retrieved) is None:
        _fault(faults, line, f'retrieved "{shown(row.retrieved)}" is not a date.', "Write such as 2024-04-01.")


def _check_complete(lines: Mapping[tuple[str, str], int], faults: Faults) -> None:
    """Note what the model asks for and the file does not give."""
    for name, (categories, _, _) in WANTED.items():
        missing = [category for category in categories if (name, category) not in lines]
        if missing:
            what = f"{name} is missing" + (f" for: {', '.join(missing)}." if categories != ANY else ".")
            _fault(faults, None, what, "Add a row for each, with its unit and its source or the word assumption.")


def _check_sums(held: Mapping[tuple[str, str], Parameter], faults: Faults) -> None:
    """Household types of a tenure sum to 1; fewer people are below 40% of the median than below 60%."""
    for tenure in TENURES:
        shares = [held.get(("type_of_tenure", f"{tenure}: {kind}")) for kind in TYPES]
        total = sum(found.value for found in shares if found)
        if all(shares) and abs(total - 1) > WHOLE:
            _fault(faults, None, f"the household types of {tenure} sum to {total:g}.", "Make them sum to 1.")
    below = [held.get((name, "")) for name in ("share_below_40", "share_below_60")]
    if below[0] and below[1] and below[0].upper >= below[1].lower:
        _fault(faults, None, "share_below_40 reaches share_below_60.", "Fewer people are below 40% than below 60%.")
