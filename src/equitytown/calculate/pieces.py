"""The pieces that a look-up cuts areas into, and the share of each: told, by people, or whole."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from equitytown.calculate.tables import read_table
from equitytown.geography.boundary_sets import set_of_column
from equitytown.geography.lookups import SLACK

NAMED = 5  # codes that a sentence names; more are counted
DIVIDE = "Say its shares with --share COLUMN, or the people of each piece with --people FILE."

Add = Callable[[str, str], None]
"""Notes a fault: what is wrong, and how to mend it."""


def several(count: int, what: str) -> str:
    """Count things: 1 area, 2 areas."""
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def some(codes: Sequence[str]) -> str:
    """Name the first few codes, and count the others."""
    named = ", ".join(codes[:NAMED])
    return f"{named} and {len(codes) - NAMED:,} more" if len(codes) > NAMED else named


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a look-up holds old codes, new codes, and shares if it has any."""

    old: str
    new: str
    share: str


def columns_of(
    there: Sequence[str], file: str, *, old: tuple[str, str, str], new: tuple[str, str, str], share: str, add: Add
) -> Columns | None:
    """
    Find the columns of a look-up.

    Parameters
    ----------
    there : sequence of str
        Its columns.
    file : str
        What it is called.
    old, new : tuple of str
        The option, the column that it names ("" guesses it by its name), and the boundary set.
    share : str
        The column of shares; "" where there is none.
    add : callable
        Notes a fault.

    Returns
    -------
    Columns or None
        None, with faults, where one is not found.
    """
    found = []
    for option, named, set_id in (old, new):
        guessed = [named] if named in there else [] if named else [n for n in there if set_of_column(n) == set_id]
        if len(guessed) == 1:
            found.append(guessed[0])
        elif guessed:
            add(f"{file} has several columns of {set_id}: {', '.join(guessed)}.", f"Say which with {option}.")
        else:
            wanted = f'no column "{named}"' if named else f"no column that is of {set_id} by its name"
            add(f"{file} has {wanted}.", f"Name one with {option}; its columns are: {', '.join(there)}.")
    if share and share not in there:
        add(f'{file} has no column "{share}".', f"Name one with --share; its columns are: {', '.join(there)}.")
        return None
    return Columns(found[0], found[1], share) if len(found) == len((old, new)) else None


@dataclass(frozen=True, slots=True)
class People:
    """Who lives in what a row of the look-up is of: by the codes of one of its columns, or in a column of its own."""

    key: str  # the look-up's column of codes that are counted; "" where each row has its own people
    counts: Mapping[str, float]
    column: str = ""

    @classmethod
    def of(cls, named: str, lookup: pl.DataFrame, columns: Columns, *, add: Add) -> "People | None":
        """
        Read people from a file, a column of a file (FILE/COLUMN), or a column of the look-up.

        The file's codes are those of a column of the look-up that has the same name; by default of the new areas.
        """
        if named in lookup.columns:
            if lookup[named].dtype.is_numeric():
                return cls("", {}, named)
            add(f'column "{named}" of the look-up holds no numbers.', "Name a column of people.")
            return None
        path, column = Path(named), ""
        if not path.is_file():
            path, column = path.parent, path.name
        if not path.is_file():
            add(f'--people "{named}" is neither a file, a column of one, nor a column of the look-up.',
                "Write such as residents.csv, or residents.csv/people.")  # fmt: skip
            return None
        frame = read_table(path).collect()
        key = next((name for name in frame.columns if name in lookup.columns and name != column), "")
        codes = key or next((name for name in frame.columns if set_of_column(name) == set_of_column(columns.new)),
                            "area_code" if "area_code" in frame.columns else frame.columns[0])  # fmt: skip
        numbers = [name for name in frame.columns if name != codes and frame[name].dtype.is_numeric()]
        if not column and len(numbers) == 1:
            column = numbers[0]
        if column not in numbers:
            which = f"of numbers called {column}" if column else "of people that is the only one of numbers"
            told = ", ".join(frame.columns)
            add(f"{path.name} has no column {which}.", f"Name one, as in {path}/COLUMN; its columns are: {told}.")
            return None
        pairs = frame.select(pl.col(codes).cast(pl.String), pl.col(column).cast(pl.Float64)).drop_nulls()
        if twice := sorted(code for code, count in Counter(pairs[codes]).items() if count > 1):
            add(
                f"{path.name} has several rows of {several(len(twice), 'code')} ({some(twice)}).",
                "Keep one row of each.",
            )
            return None
        return cls(key or columns.new, dict(pairs.rows()))


@dataclass(frozen=True, slots=True)
class Pieces:
    """A look-up: its rows, where its codes stand, who lives where if that is asked for, and its two sets."""

    frame: pl.DataFrame
    columns: Columns
    people: People | None
    from_set: str
    to_set: str
    asks_people: bool = False

    def elsewhere(self, held: Collection[str]) -> int:
        """Count the rows that are of other areas than those held."""
        return sum(code not in held for code in self._texts(self.columns.old))

    def shares(self, old: Collection[str], new: Collection[str], *, add: Add) -> dict[str, dict[str, float]]:
        """
        Give the share of each old area in each new one; above 0, and 1 in all.

        Parameters
        ----------
        old, new : collection of str
            The codes that are held.
        add : callable
            Notes a fault.
        """
        rows: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, (from_code, to_code) in enumerate(
            zip(self._texts(self.columns.old), self._texts(self.columns.new), strict=True)
        ):
            if from_code in old:
                rows[from_code][to_code].append(place)
        if not rows:
            first = next(iter(self._texts(self.columns.old)), "no row")
            add(f"{self.columns.old} holds none of the {len(old):,} areas of {self.from_set} here (first: {first}).",
                f"Name the column of {self.from_set} with --old, or take the look-up of that set.")  # fmt: skip
            return {}
        if missing := sorted(set(old) - rows.keys()):
            add(f"{len(missing):,} of {len(old):,} areas of {self.from_set} have no row ({some(missing)}).",
                "Take the look-up that is of this set and of the whole place.")  # fmt: skip
        _refuse_strangers(rows, new, self.to_set, self.columns.new, add)
        if self.columns.share:
            return self._told(rows, add)
        divided = {code: parts for code, parts in rows.items() if len(parts) > 1}
        if divided and self.people is None and self.asks_people:
            return {}  # why they cannot be read is told already
        if divided and self.people is None:
            add(f"{several(len(divided), 'area')} of {self.from_set} in more than one of {self.to_set} "
                f"({some(sorted(divided))}).", DIVIDE)  # fmt: skip
            return {}
        by_people = self._by_people(divided, self.people, add) if self.people else {}
        return {code: by_people.get(code) or dict.fromkeys(parts, 1.0) for code, parts in rows.items()}

    def _texts(self, column: str) -> list[str]:
        return [(code or "").strip() for code in self.frame[column].cast(pl.String)]

    def _told(self, rows: Mapping[str, Mapping[str, list[int]]], add: Add) -> dict[str, dict[str, float]]:
        """Give shares as a column tells them."""
        column = self.frame[self.columns.share]
        told: list[object] = list(column) if column.dtype.is_numeric() else [None] * len(column)
        shares: dict[str, dict[str, float]] = {}
        bad, twice, off = list[str](), list[str](), list[str]()
        for code, parts in sorted(rows.items()):
            twice += [f"{code} in {new}" for new, places in parts.items() if len(places) > 1]
            own = {new: told[places[0]] for new, places in parts.items()}
            fine = {new: float(s) for new, s in own.items() if isinstance(s, int | float) and 0 <= s <= 1}
            bad += [f"{code} in {new}" for new in own if new not in fine]
            total = sum(fine.values())
            if len(fine) == len(own) and abs(total - 1) > SLACK:
                off.append(f"{code}, {total:g}")
            elif total:
                shares[code] = {new: share / total for new, share in fine.items() if share}
        name = self.columns.share
        if bad:
            add(
                f"{name} is no number from 0 to 1 in {several(len(bad), 'row')} ({some(bad)}).",
                "Write 0.25 for a quarter.",
            )
        if twice:
            add(f"{several(len(twice), 'piece')} told more than once ({some(twice)}).", "Keep one row of each.")
        if off:
            add(f"the shares of {several(len(off), 'area')} do not sum to 1 ({some(off)}).", "A piece may be missing.")
        return shares

    def _by_people(
        self, divided: Mapping[str, Mapping[str, list[int]]], people: People, add: Add
    ) -> dict[str, dict[str, float]]:
        """Give shares by the people who live in each piece."""
        places = [f"{place}" for place in range(self.frame.height)]
        keys = self._texts(people.key) if people.key else places
        own = dict(zip(places, self.frame[people.column].cast(pl.Float64), strict=True)) if people.column else {}
        counts: Mapping[str, float | None] = people.counts if people.key else own
        pieces: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        pairs = zip(keys, self._texts(self.columns.old), self._texts(self.columns.new), strict=True)
        for key, from_code, to_code in pairs:
            pieces[key].add((from_code, to_code))
        found: dict[str, dict[str, float]] = {}
        unknown, crossed, empty = set[str](), set[str](), list[str]()
        for code, parts in sorted(divided.items()):
            people_of: dict[str, float] = {}
            for new, at in parts.items():
                told = {keys[place]: counts.get(keys[place]) for place in at}
                unknown |= {key if people.key else f"{code} in {new}" for key, count in told.items() if _bad(count)}
                crossed |= {key for key in told if len(pieces[key]) > 1}
                people_of[new] = sum(count for count in told.values() if count is not None)
            if total := sum(people_of.values()):
                found[code] = {new: count / total for new, count in people_of.items() if count > 0}
            else:
                empty.append(code)
        _refuse_people(unknown, crossed, empty, add)
        return found


def _bad(count: float | None) -> bool:
    return count is None or not 0 <= count < float("inf")


def _refuse_people(unknown: Collection[str], crossed: Collection[str], empty: Sequence[str], add: Add) -> None:
    """Refuse pieces without people, and people who live in more than one piece."""
    if unknown:
        add(f"--people has no count of {several(len(unknown), 'piece')} ({some(sorted(unknown))}).",
            "Give the people of each, 0 or more.")  # fmt: skip
    elif empty:
        add(
            f"nobody lives in {several(len(empty), 'area')} that are divided ({some(empty)}).",
            "Say shares with --share.",
        )
    if crossed:
        add(f"people of {some(sorted(crossed))} live in more than one piece, so that they divide nothing.",
            "Give people of smaller areas that the look-up names, or shares with --share.")  # fmt: skip


def _refuse_strangers(
    rows: Mapping[str, Iterable[str]], new: Collection[str], to_set: str, column: str, add: Add
) -> None:
    """Refuse areas that are said to lie in none, or in one that is not held."""
    strange = sorted(f"{code} in {other}" for code, parts in rows.items() for other in parts if other not in {*new, ""})
    if strange:
        add(f"{several(len(strange), 'piece')} in areas that {to_set} has not here ({some(strange)}).",
            f"Name the column of {to_set} with --new, bring the set in anew, or leave out slivers beyond the "
            "border.")  # fmt: skip
    if nowhere := sorted(code for code, parts in rows.items() if "" in parts):
        add(f"{column} is empty for {several(len(nowhere), 'area')} ({some(nowhere)}).", "Fill it in.")
