"""Colours of cells: which are a verdict's, and the verdicts that a table tells by colouring its figures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from colorsys import rgb_to_hsv
from dataclasses import dataclass, replace

from equitytown.audit.published import FIGURES, RATED_AGAINST, Column, Entry, Line, PublishedTable, Role, Slip
from equitytown.audit.reading.cells import verdict_of
from equitytown.audit.reading.grids import Grid, SlipKind, letter
from equitytown.audit.reading.words import words

HUES = {"Red": (0, 20), "Amber": (25, 65), "Green": (80, 170)}  # degrees on the wheel of colours
RED = 340  # degrees from which the wheel is red again
FULL = 0.4  # saturation and brightness below which a colour says nothing
PALE = {"ffc7ce": "Red", "ffeb9c": "Amber", "c6efce": "Green"}  # a spreadsheet's own "bad", "neutral" and "good"
OTHER = "another colour"
# The names of colours that pages give to verdicts.
NAMED = {
    "red": "ff0000",
    "crimson": "dc143c",
    "tomato": "ff6347",
    "orange": "ffa500",
    "gold": "ffd700",
    "yellow": "ffff00",
    "green": "008000",
    "lime": "00ff00",
    "limegreen": "32cd32",
    "seagreen": "2e8b57",
    "forestgreen": "228b22",
}
BACKGROUND = re.compile(
    r"background(?:-color)?\s*:[^;]*?(?:#(?P<hex>[0-9a-f]{6}|[0-9a-f]{3})\b|"
    r"rgba?\(\s*(?P<red>\d{1,3})[\s,]+(?P<green>\d{1,3})[\s,]+(?P<blue>\d{1,3})|\b(?P<name>[a-z]+)\b\s*(?:;|!|$))",
    re.IGNORECASE,
)
AGAINST = {figure: verdict for verdict, figure in RATED_AGAINST.items()}
COLOUR_WORD = re.compile(r"\b(?:red|amber|green)\b", re.IGNORECASE)
PLAIN = 2  # colours that a table without a legend must use, or one of them may only mark a column


def colour_of(rgb: str) -> str:
    """
    Name the colour of a cell: red, amber or green, or none that is a verdict.

    Examples
    --------
    >>> colour_of("FFFF0000"), colour_of("FFFFC000"), colour_of("FF00B050"), colour_of("FFFFFFFF")
    ('Red', 'Amber', 'Green', '')
    """
    named = fill_of(rgb)
    return "" if named == OTHER else named


def fill_of(rgb: str) -> str:
    """
    Name the colour of a cell: red, amber, green or another; empty where it is too pale or too dark to say anything.

    Examples
    --------
    >>> fill_of("FFC6EFCE"), fill_of("0000FF"), fill_of("EEEEEE")
    ('Green', 'another colour', '')
    """
    if not re.fullmatch(r"(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", rgb):
        return ""
    if pale := PALE.get(rgb[-6:].lower()):
        return pale
    red, green, blue = (int(rgb[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, brightness = rgb_to_hsv(red, green, blue)
    if saturation < FULL or brightness < FULL:
        return ""
    degrees = hue * 360
    named = next((name for name, (low, high) in HUES.items() if low <= degrees <= high), "")
    return named or ("Red" if degrees > RED else OTHER)


def fill_of_style(style: str) -> str:
    """
    Name the background of a cell of a page by its style or its old attribute.

    Examples
    --------
    >>> fill_of_style("color: #fff; background-color: #c00"), fill_of_style("background: rgb(0, 176, 80)")
    ('Red', 'Green')
    >>> fill_of_style("background: gold"), fill_of_style("color: red")
    ('Amber', '')
    """
    found = BACKGROUND.search(style)
    if not found:
        return ""
    if digits := found["hex"]:
        return fill_of(digits if len(digits) > len("rgb") else "".join(digit * 2 for digit in digits))
    if found["name"]:
        return fill_of(NAMED.get(found["name"].lower(), ""))
    return fill_of("".join(f"{min(int(found[part]), 255):02x}" for part in ("red", "green", "blue")))


@dataclass(frozen=True, slots=True)
class _Filled:
    """A coloured cell of a table's body: its line, its column and its colour."""

    line: Line
    entry: Entry
    colour: str


def with_colours(table: PublishedTable, grid: Grid, *, texts: Sequence[str] = ()) -> PublishedTable:
    """
    Read the colours of a table's figures as verdicts, where they plainly are; else tell that they were not.

    Parameters
    ----------
    table : PublishedTable
        As its words were read.
    grid : Grid
        What it was read from, with the colours of its cells.
    texts : sequence of str, optional
        Paragraphs near it, which may say what a colour means.

    Returns
    -------
    PublishedTable
        With a verdict for each coloured figure, and a slip that tells of them; or with a sentence in `unread`.
    """
    fills = {(row.number, letter(at)): colour for row in grid.rows for at, colour in row.fills}
    if not fills:
        return table
    table = replace(table, lines=tuple(_with_empty(line, fills) for line in table.lines))
    filled = list(_filled(table, fills))
    if not filled:
        return table
    roles, why = _roles(table, filled, (*table.key.values(), *(text for text in texts if COLOUR_WORD.search(text))))
    if why:
        first = f"row {filled[0].line.row}, {filled[0].entry.column.named}"
        many = "1 coloured cell was" if len(filled) == 1 else f"{len(filled)} coloured cells were"
        return replace(
            table, unread=(*table.unread, f"{table.name}: {many} not taken for verdicts (first: {first}): {why}.")
        )
    lines = tuple(_rated(line, [one for one in filled if one.line is line], roles) for line in table.lines)
    return replace(table, lines=lines, slips=(*table.slips, _slip(filled, table)))


def _with_empty(line: Line, fills: Mapping[tuple[int, str], str]) -> Line:
    """Put its colour into an empty cell of a column of verdicts."""
    told = {
        role: replace(entry, text=colour, rating=verdict_of(colour), missing=None)
        for role, entry in line.entries.items()
        if role in RATED_AGAINST and not entry.text and (colour := fills.get((entry.row, entry.column.letter), ""))
        if colour != OTHER
    }
    return replace(line, entries={**line.entries, **told}) if told else line


def _filled(table: PublishedTable, fills: Mapping[tuple[int, str], str]) -> Iterator[_Filled]:
    for line in table.lines:
        for role in FIGURES:
            entry = line.at(role)
            if entry is not None and entry.text and (colour := fills.get((entry.row, entry.column.letter))):
                yield _Filled(line, entry, colour)


def _roles(table: PublishedTable, filled: Sequence[_Filled], legend: Sequence[str]) -> tuple[dict[Role, Role], str]:
    """Say which verdict the colours of each column of figures are, or why that is not plain."""
    if any(column.role in RATED_AGAINST for column in table.columns):
        return {}, "the table has columns of verdicts, and those were read"
    colours = {one.colour for one in filled}
    if OTHER in colours or (len(colours) < PLAIN and not legend):
        alone = f"all are {filled[0].colour.lower()}, and no legend says what that means"
        return {}, "some are neither red, amber nor green" if OTHER in colours else alone
    on = {one.entry.column.role for one in filled}
    if Role.PLACE not in on:
        return {role: AGAINST[role] for role in on}, ""
    if len(on) > 1:
        return {}, "the place's own figures and those that they are set against are both coloured"
    against = _named_in(legend) or {column.role for column in table.columns if column.role in AGAINST}
    if len(against) != 1:
        return {}, "nothing says which of the other figures the place's colours are against"
    return {Role.PLACE: AGAINST[against.pop()]}, ""


def _named_in(legend: Sequence[str]) -> set[Role]:
    """Give what a legend says that the place is set against."""
    said, held = " ".join(legend).casefold(), words()
    patterns = {Role.NATIONAL: held.national, Role.REGIONAL: held.regional, Role.NEIGHBOURS: held.neighbours}
    return {role for role, pattern in patterns.items() if pattern.search(said)}


def _rated(line: Line, filled: Sequence[_Filled], roles: Mapping[Role, Role]) -> Line:
    told = {}
    for one in filled:
        own = one.entry.column
        role = roles[own.role]
        column = Column(own.letter, f"{own.heading}, by its colour", role, own.round)
        told[role] = Entry(one.colour, one.entry.row, column, rating=verdict_of(one.colour))
    return replace(line, entries={**line.entries, **told}) if told else line


def _slip(filled: Sequence[_Filled], table: PublishedTable) -> Slip:
    """Tell that verdicts stand in colours alone, with the first row that has one."""
    row, many = filled[0].line.row, len(filled)
    printed = " | ".join(text for text in table.printed.get(row, ()) if text)
    return Slip(
        SlipKind.BY_COLOUR,
        row,
        f"{many} {'verdict is' if many == 1 else 'verdicts are'} told by the colour of a figure alone (first: row "
        f"{row}, {filled[0].entry.column.named}, {filled[0].colour.lower()}); they were read as "
        "red for worse, amber for similar and green for better.",
        ((row, printed),),
    )
