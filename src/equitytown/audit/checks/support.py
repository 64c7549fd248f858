"""What several checks need: rows as pairs of rounds, quotations, and words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from equitytown.audit.published import FIGURES, RATED_AGAINST, Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Sureness
from equitytown.audit.told import Told
from equitytown.terms.observation import Rating

MOST = 6  # how many cells a remark quotes by name, and counts the rest

SINGLES = {
    Role.PLACE: "the place's own figure",
    Role.NATIONAL: "England's figure",
    Role.REGIONAL: "the region's figure",
    Role.NEIGHBOURS: "the nearest neighbours' figure",
}


def lines_of(published: Published) -> Iterator[tuple[PublishedTable, Line]]:
    """Give every measure of every table, with its table."""
    for table in published.tables:
        for line in table.lines:
            yield table, line


def first_lines(table: PublishedTable) -> Iterator[Line]:
    """Give each printed row once, as its first round has it: for what the rounds share."""
    seen: set[int] = set()
    for line in table.lines:
        if line.row not in seen:
            seen.add(line.row)
            yield line


def first_with_figures(table: PublishedTable) -> Iterator[Line]:
    """Give each printed row that holds any figure once, as the first round that has one."""
    for lines in rounds_by_row(table):
        found = next((line for line in lines if has_figures(line)), None)
        if found is not None:
            yield found


def rounds_by_row(table: PublishedTable) -> Iterator[tuple[Line, ...]]:
    """Give the lines of each printed row, in the order of the rounds."""
    held: dict[int, list[Line]] = {}
    for line in table.lines:
        held.setdefault(line.row, []).append(line)
    yield from (tuple(lines) for lines in held.values())


def present(line: Line, *roles: Role) -> tuple[Entry, ...]:
    """Give those of a line's cells that exist and hold something."""
    return tuple(entry for role in roles if (entry := line.at(role)) is not None and entry.text.strip())


def has_figures(line: Line) -> bool:
    """Say whether a line prints any figure or rank at all."""
    return any((entry := line.at(role)) is not None and holds_figure(entry) for role in FIGURES)


def holds_figure(entry: Entry) -> bool:
    """Say whether a cell holds a number, a range or a rank."""
    return entry.number is not None or entry.low is not None or entry.rank is not None


_NEWEST = re.compile(
    r"\b(?:newest|latest|most recent)\b.{0,40}\b(?:published|available|figures?|data|period)", re.IGNORECASE
)


def holds_newest(table: PublishedTable) -> bool:
    """Say whether a table tells that its rounds hold the newest figures there were, whatever they are of."""
    said = (*table.key.values(), *table.notes.values(), *(column.heading for column in table.columns))
    return any(_NEWEST.search(text) for text in said)


def is_missing(entry: Entry | None) -> bool:
    """Say whether a cell exists and holds no figure, by its own symbol or by being empty."""
    return entry is not None and (entry.missing is not None or not entry.text.strip())


def quoted(texts: Iterable[str]) -> str:
    """
    Name texts in a sentence, each in quotation marks, no more than six.

    Examples
    --------
    >>> quoted(["a", "b", "a"])
    '"a" and "b"'
    """
    named = [f'"{text}"' for text in dict.fromkeys(texts)]
    return listed(named)


def listed(named: Sequence[str], *, most: int = MOST) -> str:
    """Join names with commas and "and", no more than six where nothing else is asked for."""
    if len(named) > most:
        return f"{', '.join(named[:most])} and {len(named) - most} more"
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else list(named))


def in_round(line: Line) -> str:
    """Say which round a line belongs to, as a phrase; empty where the table has one."""
    return f" in {line.round}" if line.round else ""


def verdicts(line: Line) -> Iterator[tuple[Entry, Entry | None]]:
    """Give each verdict of a line, with the cell that the place's figure is set against; "not compared" is none."""
    for role, against in RATED_AGAINST.items():
        entry = line.at(role)
        if entry is not None and entry.rating not in (None, Rating.NOT_COMPARED):
            yield entry, line.at(against)


def squeezed(text: str) -> str:
    """Give a text with single spaces, in lower case."""
    return re.sub(r"\s+", " ", text).strip().lower()


def sure_of(told: Told) -> Sureness:
    """Say how sure a contradiction between text and table is, by how surely the text names its measure and period."""
    return Sureness.CERTAIN if told.is_dated and told.measure.is_sure else Sureness.LIKELY
