"""What the checks share: lines with their table, printed numbers set side by side, and how a measure is named."""

import re
from collections.abc import Iterator, Mapping

from equitytown.audit.families import family_of
from equitytown.audit.published import FIGURES, RATED_AGAINST, Entry, Line, Published, PublishedTable, Role
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

ENOUGH_DIGITS = 3  # two figures of three printed digits are seldom equal by chance
SIGNS = {Rating.WORSE: 1, Rating.BETTER: -1}  # of the adverse gap that a verdict claims
PARTS = {
    Role.PLACE: "the place",
    Role.NATIONAL: "England",
    Role.REGIONAL: "the region",
    Role.NEIGHBOURS: "the nearest neighbours",
    Role.RATING_NATIONAL: "against England",
    Role.RATING_REGIONAL: "against the region",
    Role.RATING_NEIGHBOURS: "against the nearest neighbours",
    Role.TREND: "trend",
    Role.LOWER: "lower limit",
    Role.UPPER: "upper limit",
}
CHANGES = re.compile(
    r"\b(?:change|growth|increase|progress|difference|gap)\b", re.IGNORECASE
)  # may pass a unit's bounds
UPWARD = {Rating.HIGHER: 1, Rating.LOWER: -1}  # of the plain gap that a verdict claims
ADVERSE = {Polarity.LOW: 1, Polarity.HIGH: -1}  # what a gap upward is multiplied by


def lines_of(published: Published) -> Iterator[tuple[PublishedTable, Line]]:
    """Give every line beside its table."""
    for table in published.tables:
        for line in table.lines:
            yield table, line


def rows_of(table: PublishedTable) -> dict[int, list[Line]]:
    """Give each measure's lines, one a round, by the row they stand in."""
    held: dict[int, list[Line]] = {}
    for line in table.lines:
        held.setdefault(line.row, []).append(line)
    return held


def named(line: Line) -> str:
    """Name a measure and its round as a sentence does."""
    measure = f'"{line.measure}"' if line.measure else f"the measure of row {line.row}"
    return f"{measure} ({line.round})" if line.round else measure


def short(entry: Entry) -> str:
    """
    Name a cell's column as a sentence does: its part, and not the headings that stand over it.

    Examples
    --------
    >>> from equitytown.audit.published import Column
    >>> short(Entry("R", 12, Column("J", "JSNA 2021/22: Comparison to region", Role.RATING_REGIONAL, "2021/22")))
    'against the region'
    """
    return PARTS.get(entry.column.role, entry.column.heading or entry.column.role.value)


def figure(line: Line, role: Role) -> Entry | None:
    """Give a cell that holds one number; None where there is none."""
    entry = line.at(role)
    return entry if entry is not None and entry.number is not None else None


def figures(line: Line) -> Mapping[Role, Entry]:
    """Give a line's cells that hold one number each, the place's first."""
    held = {role: figure(line, role) for role in FIGURES}
    return {role: entry for role, entry in held.items() if entry is not None}


def value(entry: Entry) -> float:
    """Give the number of a cell that is known to hold one."""
    return entry.number if entry.number is not None else float("nan")


def step(entry: Entry) -> float:
    """Give the smallest difference that a cell's decimals can show."""
    return float(10.0**-entry.decimals)


def has_ratio(line: Line) -> bool:
    """Say whether values of a measure may be told as times one another: not where they lie on both sides of nought."""
    low = family_of(line.measure).low
    return (low is None or low >= 0) and all(value(entry) > 0 for entry in figures(line).values())


def alike(one: Entry, other: Entry) -> bool:
    """Say whether two numbers are equal to the decimals that both show."""
    return abs(value(one) - value(other)) < 0.5 * max(step(one), step(other)) - 1e-9 or value(one) == value(other)


def digits(entry: Entry) -> int:
    """Count the digits that a number is printed with, leading zeros and zeros that only fill up left out."""
    shown = f"{abs(value(entry)):.{entry.decimals}f}"
    if "." in shown:
        shown = shown.rstrip("0")
    return len(shown.replace(".", "").lstrip("0"))


def printed_like(entry: Entry, number: float) -> str:
    """Write another number as a cell writes its own."""
    gap = " " if entry.suffix[:1].isalpha() else ""
    return f"{number:.{entry.decimals}f}{gap}{entry.suffix}"


def is_percent(entry: Entry, line: Line) -> bool:
    """Say whether a cell is a percentage, by its own sign or its table's unit."""
    return entry.suffix.lstrip().startswith("%") or line.words(Role.UNIT).strip().lower() in ("%", "percentage")


def verdicts(line: Line) -> Iterator[tuple[Entry, Entry, Rating]]:
    """Give each verdict that stands beside two numbers: its cell, the comparator's, and what it says."""
    for role, against in RATED_AGAINST.items():
        cell, other, rating = line.at(role), figure(line, against), line.rating(role)
        if cell is not None and other is not None and rating is not None and figure(line, Role.PLACE) is not None:
            yield cell, other, rating


def gap(line: Line, other: Entry) -> float:
    """Give how far the place's value lies above a comparator's, 0 where they are printed alike."""
    mine = line.entries[Role.PLACE]
    return 0.0 if alike(mine, other) else value(mine) - value(other)


def counted(number: int, one: str, several: str) -> str:
    """Say how many of something there are."""
    return f"{number} {one if number == 1 else several}"


def explained(*entries: Entry | None) -> bool:
    """Say whether any of the cells has a footnote mark, which may tell why."""
    return any(entry is not None and entry.marks for entry in entries)
