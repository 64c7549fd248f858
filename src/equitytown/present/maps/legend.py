"""The legend of a map: each class with its colour and how many areas it holds, and every other mark in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equitytown.present.charts.lettering import text_width, wrap
from equitytown.present.charts.svg import text
from equitytown.present.maps.classes import counts
from equitytown.present.maps.colours import colours_of, is_dark
from equitytown.present.maps.data import AreaMap, Blank, Scale
from equitytown.present.maps.labels import Placed
from equitytown.present.maps.marks import reliability_mark, sign
from equitytown.present.theme import INK, INK_3, LINE_HEIGHT, PAPER, SMALL_SIZE
from equitytown.present.wording.phrases import capital

EDGE = 6  # estimated widths may fall short by this, and a comma
SWATCH, TALL = 26, 14  # of a swatch, in pixels
BESIDE = 8  # between a swatch and its words
APART = 4  # between two entries
COLUMN = 14  # between the words and a column of counts
COUNT_ROOM = 40  # pixels, of a count and the gap before it
BROADEST_COUNT = 92  # pixels, of the heading over a column of counts
LOW_RELIABILITY, NOT_RINGED = "Low reliability", "Low reliability: most areas, so none is ringed"
BLANK_LABELS = {Blank.WITHHELD: "Withheld", Blank.NONE: "No figure"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: what its swatch shows, its words, and how many areas of each map it holds."""

    words: str
    held: tuple[int, ...] = ()
    fill: str = ""
    hatch: str = ""
    sign: str = ""
    is_ring: bool = False
    is_bare: bool = False  # words alone


def entries(maps: Sequence[AreaMap], name: str) -> list[Entry]:
    """Give the entries of maps that share their classes: the worst first, then every other mark."""
    first = maps[0]
    colours = colours_of(first.classes)
    held = [counts(first.classes, [area.place for area in one.areas]) for one in maps]
    marked = _marked_class(maps)
    order = range(len(first.classes.classes))
    found = []
    for at in reversed(order) if first.classes.dark_high else order:
        one = first.classes.classes[at]
        hatch = f"{name}-marked" if at == marked else ""
        found.append(Entry(capital(one.label), tuple(of[at] for of in held), colours[at], hatch, one.sign))
    areas = [[*one.areas] for one in maps]
    if marked is None and any(area.is_marked for of in areas for area in of):
        worst = colours[-1 if first.classes.dark_high else 0]
        many = tuple(sum(area.is_marked for area in of) for of in areas)
        found.append(Entry(capital(first.marked), many, worst, f"{name}-marked"))
    for blank in Blank:
        many = tuple(sum(area.blank is blank for area in of) for of in areas)
        if any(many):
            found.append(Entry(BLANK_LABELS[blank], many, PAPER, f"{name}-blank"))
    unreliable = tuple(sum(area.is_unreliable for area in of) for of in areas)
    if any(unreliable):
        ringed = any(one.has_rings for one in maps)
        found.append(Entry(LOW_RELIABILITY if ringed else NOT_RINGED, unreliable, is_ring=ringed, is_bare=not ringed))
    if first.outlines and first.classes.scale is Scale.SEQUENTIAL:
        found.append(Entry(first.outlined))
    return found


def _marked_class(maps: Sequence[AreaMap]) -> int | None:
    """Name the class that holds the marked areas and no others, if there is one: its swatch is then hatched."""
    areas = [area for one in maps for area in one.areas]
    places = {area.place for area in areas if area.is_marked}
    if len(places) != 1:
        return None
    place = places.pop()
    return place if all(area.is_marked for area in areas if area.place == place) else None


def legend(
    maps: Sequence[AreaMap], placed: Sequence[Placed], noun: str, *, left: float, top: float, width: float, name: str
) -> tuple[list[str], float]:
    """
    Draw a legend.

    Parameters
    ----------
    maps : sequence of AreaMap
        One map, or several on one set of classes.
    placed : sequence of Placed
        Names on the map: those that became numbers are told here.
    noun : str
        What the areas are, in the plural: it heads the counts.
    left, top, width : float
        Where it stands, in pixels.
    name : str
        The drawing's name, before its patterns' identifiers.

    Returns
    -------
    (list of str, float)
        Its parts, and where it ends.
    """
    heads = [wrap(one.heading or capital(noun), width=BROADEST_COUNT, size=SMALL_SIZE) for one in maps]
    if len(maps) == 1:
        heads = [(capital(noun),)]
    widths = [max(text_width(line, size=SMALL_SIZE) for line in head) + COLUMN for head in heads]
    rights = [left + min(width, 340) - sum(widths[at + 1 :]) for at in range(len(maps))]
    words_end = rights[0] - COUNT_ROOM
    parts: list[str] = []
    title = wrap(maps[0].measured, width=rights[0] - widths[0] - left, size=SMALL_SIZE, bold=True)
    lines = max(len(title), *(len(head) for head in heads))
    for at, words in enumerate(title):
        y = top + (at + lines - len(title) + 0.5) * LINE_HEIGHT
        parts.append(text(words, left, y, bold=True, size=SMALL_SIZE))
    for head, right in zip(heads, rights, strict=True):
        for at, words in enumerate(head):
            y = top + (at + lines - len(head) + 0.5) * LINE_HEIGHT
            parts.append(text(words, right, y, anchor="end", colour="ink-2", size=SMALL_SIZE))
    y = top + lines * LINE_HEIGHT + APART
    for entry in entries(maps, name):
        parts.extend(_swatch(entry, left, y))
        for many, right in zip(entry.held, rights, strict=False):
            parts.append(text(str(many), right, y + LINE_HEIGHT / 2, anchor="end", size=SMALL_SIZE))
        start = left + SWATCH + BESIDE
        for words in wrap(entry.words, width=words_end - start, size=SMALL_SIZE):
            parts.append(text(words, start, y + LINE_HEIGHT / 2, size=SMALL_SIZE))
            y += LINE_HEIGHT
        y += APART
    key, y = _key(placed, left, y, width)
    return [*parts, *key], y


def _key(placed: Sequence[Placed], left: float, y: float, width: float) -> tuple[list[str], float]:
    """Tell which name each number on the map stands for."""
    lines: list[str] = []
    for one in sorted((one for one in placed if one.number), key=lambda one: one.number):
        item = f"{one.number} {one.words}"
        joined = f"{lines[-1]}, {item}" if lines else item
        if lines and text_width(joined, size=SMALL_SIZE) <= width - EDGE:
            lines[-1] = joined
        else:
            lines.append(item)
    parts = []
    for at, words in enumerate(lines):
        ended = words if at == len(lines) - 1 else f"{words},"
        parts.append(text(ended, left, y + LINE_HEIGHT / 2 + APART, colour="ink-2", size=SMALL_SIZE))
        y += LINE_HEIGHT
    return parts, y + (2 * APART if parts else 0)


def _swatch(entry: Entry, left: float, top: float) -> Iterator[str]:
    """Draw what an entry looks like on the map."""
    y = top + (LINE_HEIGHT - TALL) / 2
    middle = left + SWATCH / 2, y + TALL / 2
    box = f'x="{left:.1f}" y="{y:.1f}" width="{SWATCH}" height="{TALL}"'
    if entry.fill:
        yield f'<rect {box} fill="{entry.fill}" stroke="{INK_3}" stroke-width=".8"/>'
    if entry.hatch:
        yield f'<rect {box} fill="url(#{entry.hatch})"/>'
    if entry.sign:
        yield sign(entry.sign, *middle, PAPER if is_dark(entry.fill) else INK)
    if entry.is_ring:
        yield reliability_mark(*middle)
    if not entry.fill and not entry.is_ring and not entry.is_bare:
        yield f'<path d="M{left:.1f} {middle[1]:.1f}h{SWATCH}" stroke="{INK}" stroke-width="1.6"/>'
