"""Ways of asking an SVG that was written straight: its texts, where they stand, and what it may not hold."""

from itertools import combinations
from xml.etree import ElementTree as ET

from equitytown.present.charts.lettering import text_width
from equitytown.present.theme import COLOURS
from tests.present.charts.samples import Box

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "path", "rect", "text"}


def read(drawing):
    return ET.fromstring(drawing)  # noqa: S314  our own drawing, with all text escaped


def elements(drawing, name, kind=""):
    found = read(drawing).iter(f"{SVG}{name}")
    return [one for one in found if not kind or kind in one.get("class", "").split()]


def texts(drawing):
    return [one.text for one in elements(drawing, "text")]


def size(drawing):
    root = read(drawing)
    return float(root.get("width")), float(root.get("height"))


def boxes(drawing):
    """Where every line of text stands, by the estimated widths; a line's letters take its size in height."""
    found = []
    for one in elements(drawing, "text"):
        letters = float(one.get("font-size"))
        width = text_width(one.text, size=letters, bold=one.get("font-weight") == "700")
        left = float(one.get("x")) - {"start": 0, "middle": width / 2, "end": width}[one.get("text-anchor", "start")]
        foot = float(one.get("y")) + 0.25 * letters
        found.append(Box(one.text, left, left + width, foot - letters, foot))
    return found


def is_clear(drawing):
    """Say that no text touches another or leaves the drawing; fails with the words that do."""
    found, (width, height) = boxes(drawing), size(drawing)
    touching = [
        (a.words, b.words)
        for a, b in combinations(found, 2)
        if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.foot, b.foot) - max(a.top, b.top) > 1
    ]
    gone = [b.words for b in found if b.left < -1 or b.right > width + 1 or b.top < -1 or b.foot > height + 1]
    assert not touching, f"these touch: {touching}"
    assert not gone, f"these leave the drawing: {gone}"
    return True


def is_safe(drawing):
    """Say that nothing is in it but shapes and words, and every colour is the theme's and has its class."""
    for one in read(drawing).iter():
        assert one.tag.removeprefix(SVG) in ALLOWED, one.tag
        named = one.get("class", "").split()
        for place in ("fill", "stroke"):
            colour = one.get(place)
            if colour not in (None, "none"):
                assert [
                    f"{place}-{name}" for name, held in COLOURS.items() if held == colour and f"{place}-{name}" in named
                ]
        assert not [name for name in one.attrib if name == "style" or name.startswith("on") or "href" in name]
    return True


def is_accessible(drawing):
    """Say that the drawing is an image with a title and a description, named by identifiers of its own."""
    root = read(drawing)
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    return bool(root.get("role") == "img" and title.text and description.text)
