"""A place's figures: one CSV file for each indicator, each row checked as it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from equitytown.place.addresses import MEND as ADDRESS_MEND
from equitytown.place.addresses import address_fault
from equitytown.place.areas import AreaBook
from equitytown.place.faults import Faults, one_of
from equitytown.place.figure_checks import check_file, check_values
from equitytown.place.figure_counts import check_counts
from equitytown.place.figure_verdicts import check_verdicts
from equitytown.place.files import TextFile
from equitytown.place.numbers import NotANumber, read_number
from equitytown.place.periods import Told, read_dated, read_day
from equitytown.place.small_area_checks import check_small_areas
from equitytown.place.small_area_totals import check_totals
from equitytown.place.tables import read_table
from equitytown.place.vintages import Strangers
from equitytown.place.words import shown, unsafe_name, unsafe_text
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Provenance, Rating, Status
from equitytown.terms.period import Period, PeriodKind


class FigureRow(NamedTuple):
    """A row as written; the fields are the columns of the file."""

    indicator_id: str
    area_code: str
    area_name: str
    period: str
    period_start: str
    period_end: str
    sex: str
    age: str
    category_type: str
    category: str
    value: str
    lower: str
    upper: str
    confidence: str
    numerator: str
    denominator: str
    status: str
    note: str
    published_rating: str
    publisher: str
    title: str
    licence: str
    address: str
    retrieved: str
    known_from: str


COLUMNS = FigureRow._fields
OPTIONAL = frozenset(
    {"category_type", "category", "lower", "upper", "confidence", "numerator", "denominator"}
    | {"note", "published_rating", "address"}
)
REQUIRED = tuple(name for name in COLUMNS if name not in OPTIONAL)
AS_PRINTED = "as printed"  # a note that begins so keeps the label and age that the report printed

_Choice = TypeVar("_Choice")
_NAMES = ("age", "category_type", "category", "publisher", "title", "licence")
_NEVER_EMPTY = ("age", "publisher", "title", "licence")
_NUMBERS = ("value", "lower", "upper", "confidence", "numerator", "denominator")
_STATUSES = {s.value: s for s in Status}
_RATINGS: Mapping[str, Rating | None] = {"": None} | {r.value: r for r in Rating if r is not Rating.NOT_COMPARED}


def read_figures(
    file: TextFile, *, indicator: Indicator, nation_code: str, areas: AreaBook, faults: Faults
) -> tuple[Observation, ...]:
    """
    Read an indicator's figures.

    Parameters
    ----------
    file : TextFile
        `data/<indicator_id>.csv`.
    indicator : Indicator
        What the file holds.
    nation_code : str
        The country that must have a row wherever the place has one.
    areas : AreaBook
        Where codes are looked up.
    faults : Faults
        Where to note what is wrong.

    Returns
    -------
    tuple of Observation
        One for each row without a fault, in the file's order.
    """
    before = len(faults.found)
    table = read_table(file, columns=COLUMNS, required=REQUIRED, faults=faults)
    if table is None:
        return ()
    if not table.rows and len(faults.found) == before:
        mend = "Put the rows back, or take the file out: a measure without a file awaits its figures."
        faults.add(file.path, None, "the file holds its heading and no row.", mend)
    reader = _Reader(file, indicator, areas, faults, tuple(sex.strip() for sex in indicator.sex.split(",")))
    read = [reader.read(line, FigureRow._make(cells)) for line, cells in table.rows]
    reader.strangers.tell(faults)
    observations = tuple(o for o in read if o is not None)
    complete = len(observations) == len(read)
    check_file(file.path, observations, nation_code=nation_code if complete else "", areas=areas, faults=faults)
    if complete:
        check_small_areas(file.path, observations, indicator=indicator, areas=areas, faults=faults)
        check_totals(file.path, observations, indicator=indicator, areas=areas, faults=faults)
    check_verdicts(file.path, observations, nation_code=nation_code, indicator=indicator, areas=areas, faults=faults)
    return observations


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one file; remembers the dates and periods it has met."""

    file: TextFile
    indicator: Indicator
    areas: AreaBook
    faults: Faults
    sexes: tuple[str, ...]
    dates: dict[str, date | None] = field(default_factory=dict)
    periods: dict[tuple[str, ...], Period | Told] = field(default_factory=dict)
    strangers: Strangers = field(init=False)

    def __post_init__(self) -> None:
        self.strangers = Strangers(self.file.path, self.areas)

    def read(self, line: int, row: FigureRow) -> Observation | None:
        """Read a row; None, with everything wrong in it noted, where it will not do."""
        before, strange = len(self.faults.found), len(self.strangers.found)
        self._check_words(line, row)
        numbers = {name: self._number(line, name, getattr(row, name)) for name in _NUMBERS}
        status = self._choice(line, "status", row.status, _STATUSES)
        rating = self._choice(line, "published_rating", row.published_rating, _RATINGS)
        period = self._period(line, row)
        retrieved = self._date(line, "retrieved", row.retrieved)
        known_from = self._date(line, "known_from", row.known_from)
        if len(self.strangers.found) > strange:
            return None
        if len(self.faults.found) > before or not (status and period and retrieved and known_from):
            return None
        observation = Observation(
            indicator_id=row.indicator_id,
            area_code=row.area_code,
            period=period,
            sex=row.sex,
            age=row.age,
            **numbers,
            status=status,
            note=row.note,
            published_rating=rating,
            known_from=known_from,
            provenance=self._provenance(line, row, retrieved),
            category_type=row.category_type,
            category=row.category,
        )
        check_values(self.file.path, observation, indicator=self.indicator, faults=self.faults)
        if reason := address_fault(row.address):
            self._fault(line, f'address "{shown(row.address)}" {reason}', ADDRESS_MEND)
        decimals = len(row.value.partition(".")[2])
        check_counts(self.file.path, observation, indicator=self.indicator, decimals=decimals, faults=self.faults)
        return observation if len(self.faults.found) == before else None

    def _fault(self, line: int, sentence: str, mend: str) -> None:
        self.faults.add(self.file.path, line, sentence, mend)

    def _check_words(self, line: int, row: FigureRow) -> None:
        """Check what a row says in words: which indicator, area, sex and age, and who published it."""
        own = self.indicator.indicator_id
        if row.indicator_id != own:
            mend = f'Write "{own}", or move the row to data/{shown(row.indicator_id)}.csv.'
            self._fault(line, f'indicator_id "{shown(row.indicator_id)}" is not the file\'s own.', mend)
        self._check_area(line, row)
        if row.sex not in self.sexes:
            self._fault(line, f'sex "{shown(row.sex)}" is not one that the indicator names.', one_of(self.sexes))
        if row.age != self.indicator.age and not _is_as_printed(row) and row.age:
            sentence = f'age "{shown(row.age)}" is not the indicator\'s, "{self.indicator.age}".'
            self._fault(
                line,
                sentence,
                "Write it in the same way, or keep figures for another age in an indicator of their own.",
            )
        for name in _NEVER_EMPTY:
            if not getattr(row, name):
                self._fault(line, f"{name} is empty.", "Every figure says whom it is about and where it comes from.")
        for name in _NAMES:
            if reason := unsafe_name(getattr(row, name)):
                self._fault(line, f'{name} "{shown(getattr(row, name))}" {reason}', "Write it in plain words.")
        if reason := unsafe_text(row.note):
            self._fault(line, f"note {reason}", "Take it out.")

    def _check_area(self, line: int, row: FigureRow) -> None:
        """Check that the code is an area's and the name is that area's."""
        area = self.areas.get(row.area_code)
        if area is None:
            sentence, _, mend = self.areas.refused[row.area_code].partition(". ")
            self.strangers.add(line, row.area_code, f"{sentence}.", mend, faults=self.faults)
        if reason := unsafe_name(row.area_name):
            self._fault(line, f'area_name "{shown(row.area_name)}" {reason}', "Write it in plain words.")
        elif area and not self.areas.is_name_of(row.area_name, area):
            sentence = f'area_name "{shown(row.area_name)}" does not go with {area.area_code}.'
            mend = f"That code is {area.area_name}: mend the one that is wrong."
            self.strangers.add(line, row.area_code, sentence, mend, faults=self.faults)

    def _number(self, line: int, name: str, cell: str) -> float | None:
        number = read_number(cell)
        if isinstance(number, NotANumber):
            self._fault(line, f"{name} {number.sentence}", number.mend)
            return None
        return number

    def _choice(self, line: int, name: str, word: str, choices: Mapping[str, _Choice]) -> _Choice | None:
        if word in choices:
            return choices[word]
        self._fault(line, f'{name} "{shown(word)}" is not known.', one_of(filter(None, choices)))
        return None

    def _date(self, line: int, name: str, cell: str) -> date | None:
        if cell not in self.dates:
            self.dates[cell] = read_day(cell)
        if (day := self.dates[cell]) is None:
            self._fault(line, f'{name} "{shown(cell)}" is not a date.', "Write year, month and day: 2024-04-01.")
        return day

    def _period(self, line: int, row: FigureRow) -> Period | None:
        start = self._date(line, "period_start", row.period_start)
        end = self._date(line, "period_end", row.period_end)
        if start is None or end is None:
            return None
        key = (row.period, row.period_start, row.period_end, "printed" if _is_as_printed(row) else "")
        if key not in self.periods:
            kinds = (self.indicator.period_kind, *(PeriodKind if key[-1] else ()))
            self.periods[key] = read_dated(row.period, start=start, end=end, kinds=kinds)
        period = self.periods[key]
        if isinstance(period, Period):
            return period
        self._fault(line, *period)
        return None

    def _provenance(self, line: int, row: FigureRow, retrieved: date) -> Provenance:
        return Provenance(row.publisher, row.title, row.licence, row.address, retrieved, self.file.snapshot_id, line)


def _is_as_printed(row: FigureRow) -> bool:
    return row.note.casefold().startswith(AS_PRINTED)
