"""Small tables for tests, each row written as it is printed."""

import re
from collections.abc import Mapping, Sequence

from equitytown.audit.published import Column, Entry, Line, Missing, Passage, Published, PublishedTable, Role
from equitytown.terms.observation import Rating

VERDICTS = {"R": Rating.WORSE, "A": Rating.SIMILAR, "G": Rating.BETTER, "higher": Rating.HIGHER, "lower": Rating.LOWER}
WORDS = {
    Role.GROUP,
    Role.MEASURE,
    Role.SOURCE,
    Role.PERIOD,
    Role.UNIT,
    Role.POLARITY,
    Role.TREND,
}
MARK = re.compile(r"(\*+)$")


def cell(text: str, column: Column, row: int) -> Entry:
    """Read one cell of a test's table."""
    mark = MARK.search(text)
    bare, marks = MARK.sub("", text), (mark.group(),) if mark else ()
    plain = Entry(text, row, column, marks=marks)
    if bare in ("N/a", "-"):
        return Entry(text, row, column, missing=Missing.NOT_AVAILABLE)
    if column.role in WORDS:
        return plain
    if bare in VERDICTS:
        return Entry(text, row, column, rating=VERDICTS[bare], marks=marks)
    ranked = re.fullmatch(r"Rank (\d+)(?: of (\d+))?", bare)
    if ranked:
        of = int(ranked.group(2)) if ranked.group(2) else None
        return Entry(text, row, column, rank=int(ranked.group(1)), of=of, marks=marks)
    number = re.fullmatch(r"(-?[\d,]*\.?(\d*))([^\d(]*?)(?: \((\w+)\))?", bare)
    if not number or not number.group(1):
        return plain
    figure = number.group(1)
    decimals = len(figure.partition(".")[2])
    value = float(figure.replace(",", ""))
    suffix, area = number.group(3), number.group(4) or ""
    return Entry(text, row, column, number=value, decimals=decimals, suffix=suffix, area=area, marks=marks)


Row = Mapping[Role, str]


def published(
    *rounds: Sequence[Row],
    place: str = "Luton",
    key: Mapping[str, str] | None = None,
    passages: tuple[str, ...] = (),
) -> Published:
    """Give a file with one table: each round's rows in the order of the measures."""
    names = ("",) if len(rounds) == 1 else tuple(f"round {at}" for at in range(1, len(rounds) + 1))
    columns = {
        (name, role): Column(f"{role.name}{at}", role.value, role, name)
        for at, (name, rows) in enumerate(zip(names, rounds, strict=True))
        for row in rows
        for role in row
    }
    lines = tuple(
        Line(name, at, {role: cell(text, columns[name, role], at) for role, text in rows[at].items()})
        for at in range(len(rounds[0]))
        for name, rows in zip(names, rounds, strict=True)
    )
    table = PublishedTable("table", place, tuple(columns.values()), lines, names, dict(key or {}))
    said = tuple(Passage(text, at) for at, text in enumerate(passages, 1))
    return Published("small.txt", (table,), said)


def row(measure: str, period: str, *cells: str, **others: str) -> Row:
    """Write a row: place, England, region, neighbours and the three verdicts, as many as are given."""
    roles = (
        Role.PLACE,
        Role.NATIONAL,
        Role.REGIONAL,
        Role.NEIGHBOURS,
        Role.RATING_NATIONAL,
        Role.RATING_REGIONAL,
        Role.RATING_NEIGHBOURS,
    )
    given = dict(zip(roles, cells, strict=False))
    return {Role.MEASURE: measure, Role.PERIOD: period, **given, **{Role[name]: text for name, text in others.items()}}
