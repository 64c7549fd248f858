"""The marks of a map: areas in the colours of their classes, outlines, names, signs, and the scale bar."""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from equitytown.present.charts.svg import BASELINE, clean, line, text
from equitytown.present.maps.colours import colours_of, is_dark
from equitytown.present.maps.data import CLASS, AreaMap, Blank, MapArea, Scale
from equitytown.present.maps.labels import LINE, Box, Label, Placed, place_labels
from equitytown.present.maps.shapes import Frame, middle_of, path_of, scale_bar
from equitytown.present.theme import INK, INK_3, PAPER, WASH

NAME_SIZE = 12
SIGN = 5  # half the size of a sign of change
DOT = 2.6  # radius of the mark of low reliability
BAR = 26  # pixels that the scale bar takes below a map
BLANK_WORDS = {Blank.WITHHELD: "withheld so that nobody can be recognised", Blank.NONE: "no figure"}
SIGN_WORDS = {"▲": "large rise", "△": "rise", "▽": "fall", "▼": "large fall"}


def patterns(name: str) -> str:
    """Define the hatches: grey on a wash for an area without a figure, white over the colour of a marked one."""
    blank = f'<rect width="7" height="7" fill="{WASH}"/><path d="M0 3.5H7" stroke="{INK_3}" stroke-width="1.4"/>'
    marked = f'<path d="M0 3H6" stroke="{PAPER}" stroke-width="1.1"/>'
    turned = 'patternUnits="userSpaceOnUse" patternTransform="rotate({})"'
    return (
        f'<defs><pattern id="{name}-blank" width="7" height="7" {turned.format(45)}>{blank}</pattern>'
        f'<pattern id="{name}-marked" width="6" height="6" {turned.format(-45)}>{marked}</pattern></defs>'
    )


def said(area: MapArea, of: AreaMap) -> str:
    """
    Say what is known of an area in one line: name, period, value, class and what marks it.

    The words of a title, of the announcement on a walk through the map, and of the pointer's box.
    """
    when = f", {of.heading}" if of.heading else ""
    marks = [of.marked if area.is_marked and of.class_word == CLASS else ""]
    value = BLANK_WORDS[area.blank or Blank.NONE]
    if area.place is not None:
        value = _figure(area.words, of.classes.classes[area.place].label, of.class_word)
    marks += ["low reliability" if area.is_unreliable else "", area.note]
    return f"{area.name}{when}: {'; '.join(filter(None, [value, *marks]))}"


def _figure(words: str, label: str, class_word: str) -> str:
    """Say a figure and its class; one of them where it says both, or where there is no figure to say."""
    told = label if not words else f"{class_word}: {label}"
    if not words or (label.partition(" ")[0] == words and class_word != CLASS):
        return told
    return words if label == words else f"{words}; {told}"


def areas(of: AreaMap, frame: Frame, name: str) -> Iterator[str]:
    """Draw every area with its title, then the hatches and marks over them."""
    colours = colours_of(of.classes)
    yield f'<g stroke="{PAPER}" stroke-width=".8" stroke-linejoin="round">'
    for area in of.areas:
        fill = f"url(#{name}-blank)" if area.place is None else colours[area.place]
        page = f" data-page={quoteattr(area.href)}" if area.href else ""
        d = path_of(area.shape, frame)
        yield f'<path class="area" d="{d}" fill="{fill}"{page}><title>{escape(clean(said(area, of)))}</title></path>'
    yield "</g>"
    hatched = "".join(path_of(area.shape, frame) for area in of.areas if area.is_marked)
    if hatched:
        yield f'<path class="over" d="{hatched}" fill="url(#{name}-marked)"/>'


def outlines(of: AreaMap, frame: Frame) -> Iterator[str]:
    """Draw borders over the areas: dark, in a light case, so that they show on pale and on dark."""
    d = "".join(path_of(outline.shape, frame) for outline in of.outlines)
    for colour, width in ((PAPER, 3.2), (INK, 1.3)) if d else ():
        look = f'stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"'
        yield f'<path class="over" d="{d}" fill="none" {look}/>'


def signs(of: AreaMap, frame: Frame) -> tuple[list[str], list[Box]]:
    """Draw the signs of change and the marks of low reliability; give the room that they take."""
    parts, boxes = [], []
    colours = colours_of(of.classes)
    for area in of.areas:
        wanted = of.classes.classes[area.place].sign if area.place is not None else ""
        if not wanted and not (area.is_unreliable and of.has_rings):
            continue
        x, y = frame.at(middle_of(area.shape)[0])
        ink = PAPER if area.place is not None and is_dark(colours[area.place]) else INK
        parts.append(sign(wanted, x, y, ink) if wanted else reliability_mark(x, y))
        half = SIGN if wanted else DOT + 1
        boxes.append((x - half, y - half, x + half, y + half))
    return parts, boxes


def sign(kind: str, x: float, y: float, ink: str) -> str:
    """Draw a triangle up for a rise and down for a fall, filled where it is large."""
    up = kind in "▲△"
    tip, foot = (y - SIGN, y + SIGN * 0.8) if up else (y + SIGN, y - SIGN * 0.8)
    d = f"M{x - SIGN:.1f} {foot:.1f}H{x + SIGN:.1f}L{x:.1f} {tip:.1f}z"
    fill = ink if kind in "▲▼" else "none"
    return f'<path class="over" d="{d}" fill="{fill}" stroke="{ink}" stroke-width="1.3" stroke-linejoin="round"/>'


def reliability_mark(x: float, y: float) -> str:
    """Draw a small ring on an area whose value chance alone could have made."""
    d = f"M{x - DOT:.1f} {y:.1f}a{DOT} {DOT} 0 1 0 {2 * DOT} 0a{DOT} {DOT} 0 1 0 -{2 * DOT} 0z"
    return f'<path class="over" d="{d}" fill="{PAPER}" stroke="{INK}" stroke-width="1.4"/>'


def names(of: AreaMap, frame: Frame, taken: Sequence[Box]) -> list[Placed]:
    """Place the names of the outlines; of the areas themselves where nothing lies over them and no sign tells more."""
    if of.classes.scale is Scale.DIVERGING:
        return []
    wanted = of.outlines or of.areas
    named = dict(zip([one.area_code for one in wanted], short_names([one.name for one in wanted]), strict=True))
    labels = []
    for one in wanted:
        point, room = middle_of(one.shape)
        x, y = frame.at(point)
        labels.append(Label(named[one.area_code], x, y, 2 * room / frame.metres))
    within = (frame.left - 20, frame.top, frame.left + frame.width, frame.top + frame.height)
    return place_labels(labels, size=NAME_SIZE, within=(max(0, within[0]), *within[1:]), taken=taken)


def short_names(names: Sequence[str]) -> list[str]:
    """
    Leave out the word that every name begins with.

    Examples
    --------
    >>> short_names(["Testford 001", "Testford 002"]), short_names(["Old Town", "New Town"])
    (['001', '002'], ['Old Town', 'New Town'])
    """
    first = {name.split(" ", 1)[0] for name in names}
    shared = len(first) == 1 and all(" " in name for name in names)
    return [name.split(" ", 1)[1] if shared else name for name in names]


def lettering(placed: Iterable[Placed]) -> Iterator[str]:
    """Write names with a halo, so that they read on any colour."""
    shared = f'fill="{INK}" stroke="{PAPER}" stroke-width="3.2" stroke-linejoin="round" paint-order="stroke"'
    yield f'<g class="over" {shared} font-size="{NAME_SIZE}" word-spacing="1.5" text-anchor="middle">'
    for one in placed:
        top = one.y - (len(one.lines) - 1) * NAME_SIZE * LINE / 2
        for at, words in enumerate(one.lines):
            foot = top + at * NAME_SIZE * LINE + BASELINE * NAME_SIZE
            weight = ' font-weight="700"' if one.number else ' font-weight="600"'
            yield f'<text x="{one.x:.1f}" y="{foot:.1f}"{weight}>{escape(clean(words))}</text>'
    yield "</g>"


def bar(frame: Frame) -> Iterator[str]:
    """Draw the scale bar below the map's lower left corner."""
    length, words = scale_bar(frame, most=frame.width / 3)
    y = frame.top + frame.height + 12
    left = max(frame.left, 1)
    yield line((left, y, left + length, y), colour="ink-2", width=1.5)
    for x in (left, left + length):
        yield line((x, y - 4, x, y + 4), colour="ink-2", width=1.5)
    yield text(words, left + length + 7, y, colour="ink-2", size=NAME_SIZE)
