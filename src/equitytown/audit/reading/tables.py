"""A grid into an indicator table, or the reason why it is none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from equitytown.audit.published import FIGURES, Column, Entry, Line, PublishedTable, Role, Slip
from equitytown.audit.reading.cells import Legend, missing_of, read_cell, verdict_of
from equitytown.audit.reading.grids import Grid, Row, SlipKind, Span, letter
from equitytown.audit.reading.headings import YEARS, Headed, columns_of, recognised
from equitytown.errors import InputError
from equitytown.terms.observation import Rating

DATA_CELLS = 2  # a row with so many figures, verdicts or marks for missing ones is no heading
NAMED = 8  # headings that a refusal names
KNOWN_HEADINGS = 3  # of an indicator table: its measures, the place's figures, and what they are set against
KEY_MARK = re.compile(r"(?:^|(?<=\s)|(?<=[,;]))(?P<mark>\[?[A-Za-z](?:/[A-Za-z]{1,2})?\]?|[-\u2013*]+)\s*[=:]\s*")
AREA_HEADING = re.compile(r"\b(?:area|geography|authority)(?: ?(?:name|code))?\b", re.IGNORECASE)
LONG = (
    " It looks like a long table, with a row for each area and period: give each area a column of its own, and each "
    "measure one row."
)
LEGEND_WORD = re.compile(r"^\s*(?:key|legend|rag)\s*:\s*", re.IGNORECASE)
SEARCHED = 200  # rows among which the first with figures must stand
HEADER_ROWS = 12  # among which the headings must end
NOTE_ROW = re.compile(
    r"(?:notes?|sources?|key|caveats?)\b.*:|[*\u2020\u2021]|\[\w{1,3}\]|\d{1,2}[.)]\s|[\u00b9\u00b2\u00b3]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever asks for the reading says beforehand: the place's name as headings have it, and the sheet."""

    place_name: str = ""
    sheet: str = ""


def table_of(grid: Grid, *, asked: Asked, below: Sequence[str] = (), above: Sequence[str] = ()) -> PublishedTable:
    """
    Read a grid as an indicator table.

    Parameters
    ----------
    grid : Grid
        Rows and columns.
    asked : Asked
        What is said of it beforehand.
    below, above : sequence of str, optional
        The paragraphs below it, in which its key and its footnotes may stand, and those above it, for its key.

    Returns
    -------
    PublishedTable
        Its lines, each measure once a round.

    Raises
    ------
    InputError
        If it is no such table; the sentence says what was found and how to help.
    """
    upper, lower = _parted(grid, asked.place_name)
    heads, key = _without_key(upper)
    headed = columns_of(grid, heads, place_name=asked.place_name)
    _insist(grid, headed)
    key = key or _key_near(above) or _key_near(below)
    legend = _legend(key)
    lower, repeated = _without_repeats(lower, heads)
    body, slips = _mended(grid, lower, headed)
    _insist_on_headings(grid, body, headed)
    lines = tuple(_lines(body, headed, legend))
    if not lines:
        raise InputError(f"{grid.name} has headings of an indicator table and no row with a measure below them.")
    return PublishedTable(
        name=grid.name,
        place_name=headed.place_name,
        columns=headed.columns,
        lines=lines,
        rounds=headed.rounds,
        key=key,
        notes=_notes(lines, below),
        printed={row.number: row.cells for row in body},
        slips=tuple(
            sorted(
                (*grid.slips, *headed.slips, *repeated, *slips, *_once(lines), *_unheaded(body, headed)),
                key=lambda slip: slip.row,
            )
        ),
    )


def _parted(grid: Grid, place_name: str) -> tuple[list[Row], list[Row]]:
    """Part the header rows from those below: the first row of figures begins the table's body."""
    rows = list(grid.rows)
    best = max(rows[:HEADER_ROWS], key=lambda row: recognised(row, place_name=place_name), default=None)
    after = rows.index(best) + 1 if best else 0
    start = next((at for at, row in enumerate(rows[:SEARCHED]) if at >= after and _is_data(row)), after)
    start = min(start, _first_label(rows, after, start))
    return [row for row in rows[:start] if not row.is_blank], rows[start:]


def _first_label(rows: Sequence[Row], after: int, start: int) -> int:
    """Find rows right above the first figures that hold one cell: a group's name, or a measure without figures."""
    at = start
    while at - 1 >= after and len(rows[at - 1].filled) == 1 and not KEY_MARK.search(rows[at - 1].filled[0][1]):
        at -= 1
    return at


def _is_data(row: Row) -> bool:
    """Say whether a row holds figures, not headings."""
    held = sum(_is_figure(text) for _, text in row.filled)
    return held >= DATA_CELLS or (held > 0 and recognised(row) * 2 <= len(row.filled))


def _is_figure(text: str) -> bool:
    """Say whether a cell holds a figure, a rank, a verdict's letter or a mark for a missing one, and no year."""
    if YEARS.fullmatch(text.strip()):
        return False
    entry = read_cell(text, row=0, column=Column("", "", Role.NEIGHBOURS))
    held = (entry.number, entry.rank, entry.high, entry.missing)
    return any(what is not None for what in held) or len(text.strip()) == 1


def _without_key(rows: Sequence[Row]) -> tuple[list[Row], dict[str, str]]:
    """Take the legend, and titles above all headings, out of the header rows."""
    kept, key = list[Row](), dict[str, str]()
    for row in rows:
        texts = list(dict.fromkeys(text for _, text in row.filled))
        found = key_of(" ".join(texts)) if len(texts) <= DATA_CELLS or any(KEY_MARK.match(t) for t in texts) else {}
        if found:
            key |= found
        elif len(texts) > 1 or kept:
            kept.append(row)
    return kept, key


def key_of(text: str) -> dict[str, str]:
    """
    Read a legend.

    Examples
    --------
    >>> key_of("R= worse than England A= similar to England N/a = data not available")["A"]
    'similar to England'
    """
    found = list(KEY_MARK.finditer(text))
    ends = [*(mark.start() for mark in found[1:]), *([len(text)] if found else [])]
    return {
        mark["mark"]: said
        for mark, end in zip(found, ends, strict=True)
        if (said := text[mark.end() : end].strip(" ,;."))
    }


def _legend(key: Mapping[str, str]) -> Legend:
    ratings: dict[str, Rating] = {}
    missing = {}
    for mark, said in key.items():
        if rating := verdict_of(said):
            ratings[mark.casefold()] = rating
        elif found := missing_of(said):
            missing[mark.casefold()] = found
    return Legend(ratings, missing)


def _insist(grid: Grid, headed: Headed) -> None:
    """Refuse what is no indicator table, with what was found in it."""
    roles = {column.role for column in headed.columns}
    wanted = {Role.MEASURE, Role.PLACE}
    is_long = any(AREA_HEADING.search(column.heading) for column in headed.columns) and not roles & set(FIGURES[1:])
    if wanted <= roles and not is_long and len(roles - {Role.OTHER, Role.GROUP}) >= KNOWN_HEADINGS:
        return
    known = [f'"{c.heading}" as {c.role.value}' for c in headed.columns if c.role is not Role.OTHER and c.heading]
    unknown = [f'"{c.heading}"' for c in headed.columns if c.role is Role.OTHER and c.heading]
    said = f"{grid.name} was not read as an indicator table"
    lacking = [role.value for role in (Role.MEASURE, Role.PLACE) if role not in roles]
    if is_long:
        lacking = ["what the place's figures are set against"]
    why = f"no column for {' or for '.join(lacking)} was found" if lacking else "nothing that figures are set against"
    if not known and not is_long:
        raise InputError(f"{grid.name} holds no indicator table{_unknown(unknown)}.")
    raise InputError(
        f"{said}: {why}. Recognised: {', '.join(known) or 'no heading'}. "
        f"Not recognised: {', '.join(unknown[:NAMED]) or 'none'}.{LONG if is_long else ''}"
    )


def _unknown(headings: Sequence[str]) -> str:
    """Say that none of a grid's headings is known; nothing where it has none."""
    return f": none of its headings is known ({', '.join(headings[:NAMED])})" if headings else ""


def _insist_on_headings(grid: Grid, body: Sequence[Row], headed: Headed) -> None:
    """Refuse rows that go on beyond the last heading: nobody could say which figure stands under which."""
    named = max(at for at, column in enumerate(headed.columns, start=1) if column.heading)
    beyond = [row for row in body if any(row.cells[named:])]
    if len(beyond) * 2 > len(body):
        raise InputError(
            f"{grid.name} was not read as an indicator table: its headings name {named} columns, and row "
            f"{beyond[0].number} has {beyond[0].filled[-1][0] + 1}, so that it is not known which figure stands under "
            "which heading. Give each column a heading."
        )


def _without_repeats(rows: Sequence[Row], heads: Sequence[Row]) -> tuple[list[Row], list[Slip]]:
    """Take out header rows that stand again further down, as on a new page."""
    said = {_plain(row) for row in heads}
    kept = [row for row in rows if row.is_blank or _plain(row) not in said]
    again = [row for row in rows if not row.is_blank and _plain(row) in said]
    slips = [
        Slip(
            SlipKind.HEADINGS_REPEATED,
            row.number,
            f"Row {row.number} repeats the headings; it was left out.",
            ((row.number, row.said),),
        )
        for row in again
    ]
    return kept, slips


def _plain(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()).casefold() for cell in row.cells)


def _mended(grid: Grid, rows: Sequence[Row], headed: Headed) -> tuple[list[Row], list[Slip]]:
    """Leave out blank rows, fill merged cells, and tell of both."""
    last = max((row.number for row in rows if not row.is_blank), default=0)
    slips = [
        Slip(
            SlipKind.BLANK_ROW,
            row.number,
            f"Row {row.number}, inside the table, is blank; it was passed over.",
            ((row.number, ""),),
        )
        for row in rows
        if row.is_blank and row.number < last
    ]
    first = min((row.number for row in rows), default=0)
    width = len(headed.columns)
    merged = [span for span in grid.spans if span.row >= first and span.columns < width]  # else it names a group
    slips += [
        Slip(
            SlipKind.MERGED,
            span.row,
            f"Cells are merged from row {span.row}, column {letter(span.column)} ({span.rows} by {span.columns}); "
            "what stands in them was read for each.",
        )
        for span in merged
    ]
    held = {row.number: [row.at(at) for at in range(width)] for row in rows if not row.is_blank}
    for span in merged:
        _fill(held, span)
    return [Row(number, tuple(cells)) for number, cells in held.items()], slips


def _fill(held: Mapping[int, list[str]], span: Span) -> None:
    """Put a merged cell's text into each cell that it covers."""
    text = held[span.row][span.column] if span.row in held else ""
    for row in range(span.row, span.row + span.rows):
        cells = held.get(row, [])
        for column in range(span.column, min(span.column + span.columns, len(cells))):
            cells[column] = text


def _lines(rows: Sequence[Row], headed: Headed, legend: Legend) -> Iterator[Line]:
    """Give each measure's cells by round; a group's name is carried down to the rows below it."""
    measure = next(at for at, column in enumerate(headed.columns) if column.role is Role.MEASURE)
    grouped = next((at for at, column in enumerate(headed.columns) if column.role is Role.GROUP), None)
    group: Entry | None = None
    for row in rows:
        if _names_group(row, measure, grouped):
            at, text = row.filled[0]
            group = Entry(text, row.number, Column(letter(at), "", Role.GROUP))
            continue
        entries = [
            read_cell(row.at(at), row=row.number, column=column, legend=legend)
            for at, column in enumerate(headed.columns)
        ]
        if grouped is not None and entries[grouped].text:
            group = entries[grouped]
        if not entries[measure].text or _is_note(row):
            continue
        for name in headed.rounds:
            yield Line(name, row.number, _of_round(entries, name, group))


def _of_round(entries: Sequence[Entry], name: str, group: Entry | None) -> dict[Role, Entry]:
    """Give the cells of a round, and those that all rounds share."""
    held = {entry.column.role: entry for entry in entries if entry.column.round in ("", name)}
    held.pop(Role.OTHER, None)
    return held | {Role.GROUP: group} if group else held


def _once(lines: Sequence[Line]) -> list[Slip]:
    """Tell that a group's name stands on its first row only."""
    carried = [line for line in lines if (entry := line.at(Role.GROUP)) and entry.row != line.row]
    if not carried or len({line.group for line in lines}) == 1:
        return []
    first = carried[0].row
    says = f"A group is named once, above or beside its first row; row {first} and others were read as part of it."
    return [Slip(SlipKind.GROUP_ONCE, first, says)]


def _unheaded(rows: Sequence[Row], headed: Headed) -> list[Slip]:
    """Tell of columns that hold something and have no heading."""
    bare = [
        column
        for at, column in enumerate(headed.columns)
        if column.role is Role.OTHER and not column.heading and any(row.at(at) for row in rows)
    ]
    row = rows[0].number if rows else 0
    return [
        Slip(SlipKind.NO_HEADING, row, f"Column {column.letter} has no heading; it was not read.") for column in bare
    ]


def _names_group(row: Row, measure: int, grouped: int | None) -> bool:
    """Say whether a row holds a group's name alone: one cell, in the first column."""
    if len(row.filled) != 1 or grouped is not None:
        return False
    at, text = row.filled[0]
    return at <= measure and not _is_note(row) and not missing_of(text)


def _is_note(row: Row) -> bool:
    """Say whether a row below the figures is a note or a source, in one cell."""
    texts = {text for _, text in row.filled}
    return len(texts) == 1 and bool(NOTE_ROW.match(next(iter(texts))))


def _key_near(texts: Sequence[str]) -> dict[str, str]:
    """Find the legend above or below a table: one text of several codes, or several of one code each on end."""
    marked = [LEGEND_WORD.sub("", text) for text in texts]
    for begins, held in groupby(marked, key=lambda text: KEY_MARK.match(text) is not None):
        key = key_of(" ".join(held)) if begins else {}
        if len(key) > 1:
            return key
    return {}


def _notes(lines: Sequence[Line], texts: Sequence[str]) -> dict[str, str]:
    """Find the footnotes below a table by the marks that its cells bear."""
    notes: dict[str, str] = {}
    for mark in {mark for line in lines for entry in line.entries.values() for mark in entry.marks}:
        for text in texts:
            rest = text.removeprefix(mark)
            if rest != text and not rest.startswith(mark[0]):
                notes.setdefault(mark, rest.strip(" :=-."))
    return notes
