"""The outcome table as it was printed, round by round. Nothing in it is corrected."""

from collections.abc import Collection, Mapping
from datetime import date

from equitytown.place.faults import Faults, nearest, one_of
from equitytown.place.files import TextFile
from equitytown.place.numbers import NotANumber, read_number
from equitytown.place.periods import read_day
from equitytown.place.tables import read_table
from equitytown.place.words import shown, unsafe_name, unsafe_text
from equitytown.terms.framework import Framework, PrintedCell, PrintedRow
from equitytown.terms.observation import Rating
from equitytown.terms.period import Period

COLUMNS = (
    "indicator_id",
    "round",
    "measure_printed",
    "source_printed",
    "period_printed",
    "period",
    "period_start",
    "period_end",
    "place_printed",
    "place_value",
    "england_printed",
    "england_value",
    "region_printed",
    "region_value",
    "neighbours_printed",
    "neighbours_value",
    "neighbours_rank",
    "neighbours_of",
    "neighbours_area",
    "rating_national",
    "rating_region",
    "rating_neighbours",
    "trend_printed",
    "status",
    "note",
    "publisher",
    "title",
    "licence",
    "known_from",
)
STATUSES = ("reported", "reported in part", "not available", "to be confirmed")
RATINGS: Mapping[str, Rating | None] = {
    "": None,
    "better": Rating.BETTER,
    "similar": Rating.SIMILAR,
    "worse": Rating.WORSE,
}

Row = Mapping[str, str]


def read_rounds(
    file: TextFile, *, framework: Framework, indicators: Collection[str], faults: Faults
) -> tuple[PrintedRow, ...]:
    """
    Read the rows of the outcome table as printed.

    Parameters
    ----------
    file : TextFile
        `data/rounds.csv`.
    framework : Framework
        Whose rounds they are.
    indicators : collection of str
        The identifiers of the indicators that a row may stand for.
    faults : Faults
        Where to note what is wrong.

    Returns
    -------
    tuple of PrintedRow
        The rows without a fault, in the file's order.
    """
    table = read_table(file, columns=COLUMNS, required=COLUMNS, faults=faults)
    rows: list[PrintedRow] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in table.rows if table else ():
        row = dict(zip(COLUMNS, cells, strict=True))
        key = (row["indicator_id"], row["round"])
        if key in seen:
            faults.add(
                file.path,
                line,
                f"{key[0]} stands twice in round {key[1]}, first on line {seen[key]}.",
                "Delete one of the two rows.",
            )
        seen.setdefault(key, line)
        if read := _RowReader(file.path, line, row, faults).read(framework, indicators):
            rows.append(read)
    return tuple(rows)


class _RowReader:
    """Reads one printed row, noting every fault in it."""

    def __init__(self, path: str, line: int, row: Row, faults: Faults) -> None:
        self.path, self.line, self.row, self.faults = path, line, row, faults
        self.before = len(faults.found)

    def _fault(self, sentence: str, mend: str) -> None:
        self.faults.add(self.path, self.line, sentence, mend)

    def read(self, framework: Framework, indicators: Collection[str]) -> PrintedRow | None:
        row = self.row
        self._check_words(framework, indicators)
        known_from = self._date("known_from")
        printed = PrintedRow(
            indicator_id=row["indicator_id"],
            round=row["round"],
            measure=row["measure_printed"],
            source=row["source_printed"],
            period_printed=row["period_printed"],
            period=self._period(),
            place=self._cell("place", ""),
            national=self._cell("england", "rating_national"),
            regional=self._cell("region", "rating_region"),
            neighbours=self._cell("neighbours", "rating_neighbours"),
            neighbours_rank=self._whole("neighbours_rank"),
            neighbours_of=self._whole("neighbours_of"),
            neighbours_area=row["neighbours_area"],
            trend_printed=row["trend_printed"],
            status=row["status"],
            note=row["note"],
            publisher=row["publisher"],
            title=row["title"],
            known_from=known_from or date.min,
            row=self.line,
        )
        self._check_rank(printed)
        return printed if len(self.faults.found) == self.before else None

    def _check_words(self, framework: Framework, indicators: Collection[str]) -> None:
        row = self.row
        if row["indicator_id"] not in indicators:
            mend = nearest(row["indicator_id"], indicators) or "Add its file to indicators/."
            self._fault(f'indicator_id "{shown(row["indicator_id"])}" has no file in indicators/.', mend)
        if row["round"] not in framework.rounds:
            self._fault(f'round "{shown(row["round"])}" is not in framework.yaml.', one_of(framework.rounds))
        if row["status"] not in STATUSES:
            self._fault(f'status "{shown(row["status"])}" is not known.', one_of(STATUSES))
        for name in ("measure_printed", "source_printed", "neighbours_area", "publisher", "title"):
            if reason := unsafe_name(row[name]):
                self._fault(f'{name} "{shown(row[name])}" {reason}', "Write it in plain words.")
        for name in (
            "place_printed",
            "england_printed",
            "region_printed",
            "neighbours_printed",
            "trend_printed",
            "note",
        ):
            if reason := unsafe_text(row[name]):
                self._fault(f"{name} {reason}", "Take it out.")

    def _number(self, name: str) -> float | None:
        number = read_number(self.row[name])
        if isinstance(number, NotANumber):
            self._fault(f"{name} {number.sentence}", number.mend)
            return None
        return number

    def _whole(self, name: str) -> int | None:
        number = self._number(name)
        if number is not None and (number < 1 or number != int(number)):
            self._fault(f"{name} {number:g} is not a whole number from 1.", "Correct it.")
        return None if number is None else int(number)

    def _date(self, name: str) -> date | None:
        day = read_day(self.row[name])
        if day is None:
            sentence = f'{name} "{shown(self.row[name])}" is not a date.'
            self._fault(sentence, "Write year, month and day: 2024-04-01.")
        return day

    def _period(self) -> Period | None:
        row = self.row
        if not any((row["period"], row["period_start"], row["period_end"])):
            return None
        start, end = self._date("period_start"), self._date("period_end")
        if start and end and start > end:
            self._fault(f"period_start {start} is after period_end {end}.", "Correct one of them.")
        if not row["period"]:
            self._fault("the period has dates but no label.", "Write its label, such as 2022/23.")
        return Period(start, end, row["period"]) if start and end else None

    def _cell(self, name: str, rating: str) -> PrintedCell:
        word = self.row[rating] if rating else ""
        if word not in RATINGS:
            self._fault(f'{rating} "{shown(word)}" is not known.', one_of(filter(None, RATINGS)))
        return PrintedCell(self.row[f"{name}_printed"], self._number(f"{name}_value"), RATINGS.get(word))

    def _check_rank(self, printed: PrintedRow) -> None:
        rank, of = printed.neighbours_rank, printed.neighbours_of
        if (rank is None) != (of is None):
            self._fault("only one of neighbours_rank and neighbours_of is given.", "Give both, or neither.")
        elif rank is not None and of is not None and rank > of:
            self._fault(f"rank {rank} is beyond the {of} ranked.", "Correct one of them.")
