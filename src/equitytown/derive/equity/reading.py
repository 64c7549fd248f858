"""A partner's file into counts: through the door, by declared or guessed columns, every fault told with its line."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from equitytown.collect.inspection import refuse_hostile
from equitytown.collect.reading import Numbered, cells_of, filled
from equitytown.derive.equity.cells import count_of, pay_of
from equitytown.derive.equity.entries import Declared, Entry, Handed
from equitytown.derive.equity.words import (
    ALL,
    CHARACTERISTICS,
    RESERVED,
    Kind,
    characteristic_of,
    group_of,
    is_total,
    plain,
    state_of,
)
from equitytown.errors import DriftError, Fault, InputError, PlaceError
from equitytown.terms.reply import Reply

HEADING = 40  # rows among which the names of the columns stand
NAMED = 1_000_000  # added to the place of a column whose name, and not its cells, is the characteristic
ONES = 10  # rows that all count one person are rows of persons
NONE_NAMED = "Not named"  # the organisation or service of a file that names none

GUESSES: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisation", "organization", "employer", "trust", "organisation name"),
    "service": ("service", "service name", "programme", "clinic", "pathway"),
    "grade": ("grade", "pay band", "band", "agenda for change band", "salary band", "quartile", "pay quartile"),
    "characteristic": ("characteristic", "protected characteristic", "characteristic type", "category type", "strand"),
    "group": ("group", "category", "characteristic group", "response"),
    "count": (
        "headcount", "count", "staff", "employees", "users", "people", "number", "number of staff", "number of users",
        "clients", "patients", "total",
    ),
    "mean": ("mean hourly pay", "mean pay", "mean", "average hourly pay", "mean hourly rate"),
    "median": ("median hourly pay", "median pay", "median", "median hourly rate"),
    "period": ("period", "year", "financial year", "quarter", "date"),
}  # fmt: skip
UNIT = {Kind.WORKFORCE: "organisation", Kind.PAY: "organisation", Kind.SERVICE: "service"}
NEEDED = ("characteristic", "group", "count")
PERSON = re.compile(
    r"(?:staff|employee|payroll|assignment|client|patient|user|case|person|unique|referral|worker|member)"
    r"[ _-]*(?:ids?|no|nr|number|ref|reference|identifier|names?)"
    r"|(?:first|last|full|given|family)[ _-]*names?|initials|age in years|start date|date of referral",
    re.IGNORECASE,
)
AGGREGATE = (
    "Rows of persons are never taken in, whoever hands them over. Count first (in a spreadsheet: a pivot table) and "
    "hand over one row for each {unit}, characteristic and group, with the number of people in it."
)


def read_handed(
    path: Path,
    kind: Kind,
    *,
    declared: Declared | None = None,
    spelt: Mapping[str, Collection[str]] | None = None,
    period: str = "",
    sheet: str = "",
) -> Handed:
    """
    Read a partner's counts.

    Parameters
    ----------
    path : Path
        A .csv, .tsv, .txt, .xlsx or .ods file with a row for each count.
    kind : Kind
        What it tells of.
    declared : Declared, optional
        Its columns and what its labels mean; what is not declared is guessed by its usual names.
    spelt : mapping, optional
        The groups of each characteristic as residents are counted by them, whose spelling counts.
    period : str, optional
        The one period to take, of a file with several.
    sheet : str, optional
        The sheet of a workbook; the first by default.

    Raises
    ------
    InputError
        If it holds personal data or rows of persons, or could harm, or has no such columns.
    PlaceError
        With every fault of its rows, each with its line.
    """
    refuse_hostile(path)
    declared = declared or Declared()
    reply = Reply("partner", path.name, path.read_bytes(), date.today())  # noqa: DTZ011  a day, printed nowhere
    try:
        rows = filled(cells_of(reply, sheet))
        places, heading = _columns(rows, kind, declared, path.name)
        lines = [(line, _by_name(cells, places, heading)) for line, cells in rows]
    except DriftError as error:
        raise InputError(str(error)) from None
    if not lines:
        raise InputError(f"{path.name} holds names of columns and no row below them. Hand over the counts.")
    return _Rows(path.name, kind, declared, spelt or {}).read(_of_period(lines, period, path.name))


def person_faults(name: str, headings: Sequence[str], unit: str) -> str:
    """Say why a file looks like one with a row for each person; empty where it does not."""
    told = next((heading for heading in headings if PERSON.fullmatch(heading.strip())), "")
    sign = f'the column "{told}" tells persons apart'
    return f"{name} looks like a row for each person: {sign}. {AGGREGATE.format(unit=unit)}" if told else ""


def _columns(rows: Iterator[Numbered], kind: Kind, declared: Declared, name: str) -> tuple[dict[str, int], list[str]]:
    """Find the row that names the columns, and where each of ours stands."""
    first: list[str] = []
    unknown = [key for key in declared.columns if key not in (*GUESSES, "headcount", "users")]
    if unknown:
        raise InputError(f'"{unknown[0]}" is none of our columns. Use one of: {", ".join(GUESSES)}.')
    for _, cells in islice(rows, HEADING):
        heading = [" ".join(cell.split()) for cell in cells]
        first = first or heading
        if fault := person_faults(name, heading, UNIT[kind]):
            raise InputError(fault)
        places = _fitting(heading, declared.columns)
        if all(key in places for key in NEEDED):
            if kind is Kind.PAY and not {"mean", "median"} & places.keys():
                raise InputError(f"{name} has neither mean nor median pay. Name the column: --column mean=HEADING.")
            return places, heading
    missing = [key for key in NEEDED if key not in _fitting(first, declared.columns)]
    there = ", ".join(f'"{cell}"' for cell in first if cell) or "nothing"
    raise InputError(
        f"{name} has no column of {' or '.join(missing)}; it has {there}. Say which it is, as in --column "
        f"{missing[0]}=HEADING. {AGGREGATE.format(unit=UNIT[kind])}"
    )


def _fitting(heading: Sequence[str], asked: Mapping[str, str]) -> dict[str, int]:
    """Say where each of our columns stands: as declared, or by its usual names."""
    said = [plain(cell) for cell in heading]
    found: dict[str, int] = {}
    asked = {("count" if key in {"headcount", "users"} else key): name for key, name in asked.items()}
    for key, guesses in GUESSES.items():
        names = (plain(asked[key]),) if key in asked else guesses
        at = next((said.index(name) for name in names if name in said), None)
        if at is not None and at not in found.values():
            found[key] = at
    named = [at for at, cell in enumerate(heading) if cell and characteristic_of(cell)]
    if len(named) == 1 and "characteristic" not in found and "group" not in found:
        found |= {"group": named[0], "characteristic": NAMED + named[0]}
    return found


def _by_name(cells: Sequence[str], places: Mapping[str, int], heading: Sequence[str]) -> dict[str, str]:
    """Give a row's cells by our names; a column that is named after its characteristic says so on every row."""
    named = {key: heading[at - NAMED] for key, at in places.items() if at >= NAMED}
    return {key: cells[at].strip() if at < len(cells) else "" for key, at in places.items()} | named


Lines = list[tuple[int, dict[str, str]]]


def _of_period(lines: Lines, period: str, name: str) -> Lines:
    """Keep the rows of one period; a file with several needs one to be chosen."""
    found = list(dict.fromkeys(cells.get("period", "") for _, cells in lines))
    if period and period not in found:
        raise InputError(f'{name} has no row of "{period}"; it has {", ".join(p for p in found if p) or "no period"}.')
    if not period and len(found) > 1:
        first = next(line for line, cells in lines if cells["period"] != found[0])
        raise InputError(
            f'{name}, line {first}: "{found[1]}" stands among rows of "{found[0]}" ({len(found)} periods). People may '
            "be in several, so they are not added up. Choose one with --period."
        )
    return [(line, cells) for line, cells in lines if not period or cells["period"] == period]


class _Rows:
    """The rows of a file on their way into counts, and the faults found so far."""

    def __init__(self, name: str, kind: Kind, declared: Declared, spelt: Mapping[str, Collection[str]]) -> None:
        self.name, self.kind = name, kind
        self.groups = {
            characteristic_of(key) or key: {plain(own): theirs for own, theirs in labels.items()}
            for key, labels in declared.groups.items()
        }
        self.faults: list[Fault] = []
        self.seen: dict[tuple[str, str, str, str], int] = {}
        self.spelt = {(key, plain(group)): group for key, groups in spelt.items() for group in groups}

    def read(self, lines: Lines) -> Handed:
        """Read every row, and tell all faults at once."""
        entries: dict[tuple[str, str, str, str], Entry] = {}
        totals: dict[tuple[str, str, str], Entry] = {}
        for line, cells in lines:
            entry = self._entry(line, cells)
            if entry is None:
                continue
            key = (entry.unit, entry.grade, entry.characteristic)
            if entry.group == ALL:
                totals[key] = entry
            else:
                held = entries.get((*key, entry.group))
                entries[*key, entry.group] = self._added(held, entry) if held else entry
        if len(lines) >= ONES and all(entry.count == 1 for entry in entries.values()) and not self.faults:
            raise InputError(
                f"{self.name} looks like a row for each person: every count in it is 1. "
                f"{AGGREGATE.format(unit=UNIT[self.kind])}"
            )
        if self.faults:
            raise PlaceError(self.faults)
        period = lines[0][1].get("period", "")
        return Handed(self.kind, period, tuple(entries.values()), totals)

    def _entry(self, line: int, cells: Mapping[str, str]) -> Entry | None:
        before = len(self.faults)
        unit = cells.get(UNIT[self.kind], "") or NONE_NAMED
        grade = cells.get("grade", "") if self.kind is not Kind.SERVICE else ""
        characteristic = self._characteristic(line, cells["characteristic"])
        count, wrong, mend = count_of(cells["count"])
        if wrong:
            self._fault(line, wrong, mend)
        pay: dict[str, float | None] = {}
        for key in ("mean", "median"):
            pay[key], wrong, mend = pay_of(cells.get(key, ""))
            if wrong:
                self._fault(line, wrong, mend)
        group = self._group(line, characteristic or "", cells["group"])
        if is_total(grade):
            self._fault(
                line, f'"{grade}" stands among the grades.', "Leave totals over grades out: they are made here."
            )
        if characteristic:
            self._look_twice(line, (unit, grade, characteristic, plain(cells["group"])))
        if len(self.faults) > before or characteristic is None or count is None:
            return None
        return Entry(line, unit, grade, characteristic, group, count, pay["mean"], pay["median"])

    def _characteristic(self, line: int, words: str) -> str | None:
        found = characteristic_of(words)
        if found is None:
            near = get_close_matches(words.title(), CHARACTERISTICS, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            self._fault(line, f'"{words}" is no characteristic.{hint}', f"Use one of: {', '.join(CHARACTERISTICS)}.")
        return found

    def _group(self, line: int, characteristic: str, label: str) -> str:
        """Give the group that a label belongs to: as declared, not known, everybody, or as it stands."""
        if not label:
            self._fault(line, "there is no group.", 'Write "Not recorded" where nobody asked.')
            return ""
        declared = self.groups.get(characteristic, {}).get(plain(label), label)
        if is_total(declared):
            return ALL
        if plain(declared) in RESERVED:
            self._fault(line, f'"{label}" is the name of a sum that is made here.', "Name the group otherwise.")
        usual = state_of(declared) or group_of(characteristic, declared)
        return self.spelt.setdefault((characteristic, plain(usual)), usual)

    def _look_twice(self, line: int, key: tuple[str, str, str, str]) -> None:
        if key in self.seen:
            told = ", ".join(part for part in key if part and part != NONE_NAMED)
            self._fault(
                line, f"{told} stands in line {self.seen[key]} already.", "Keep one of the two, or add them up."
            )
        self.seen.setdefault(key, line)

    def _added(self, held: Entry, entry: Entry) -> Entry:
        """Add up two labels that belong to one group; the pay of two groups cannot be added."""
        if entry.mean is not None or entry.median is not None:
            self._fault(
                entry.line,
                f'{entry.group} is made of several labels, and the pay of "{entry.group}" cannot be made of theirs.',
                "Ask the partner for the pay of the whole group.",
            )
        return Entry(held.line, held.unit, held.grade, held.characteristic, held.group, held.count + entry.count)

    def _fault(self, line: int, sentence: str, mend: str) -> None:
        self.faults.append(Fault(self.name, line, sentence, mend))
