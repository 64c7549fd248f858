"""
Drawings written straight as SVG, for pages that are made while somebody waits and may hold no style and no script.

Every colour is one of the theme's, as an attribute and as a class of the same name, so that a style sheet can put
another in its place. All text is escaped here. The same parts give the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from equitytown.present.theme import COLOURS, FAMILY, TEXT_SIZE

BASELINE = 0.35  # from the middle of a line down to its letters' foot, in text sizes
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing in two forms, each a complete SVG element: for a page, and again for a phone."""

    wide: str
    narrow: str


def clean(words: str) -> str:
    """Leave out what no XML may hold, and make every space plain."""
    return " ".join(_NOT_XML.sub("", words).split())


def text(
    words: str,
    x: float,
    middle: float,
    *,
    anchor: str = "start",
    colour: str = "ink",
    bold: bool = False,
    size: float = TEXT_SIZE,
) -> str:
    """
    Write one line of text around a middle.

    Examples
    --------
    >>> text("a < b", 1, 10, colour="town")
    '<text class="fill-town" x="1" y="14.9" fill="#12436d" font-size="14">a &lt; b</text>'
    """
    more = {"text-anchor": anchor} if anchor != "start" else {}
    if bold:
        more["font-weight"] = "700"
    place = {"x": _number(x), "y": _number(middle + BASELINE * size)}
    attributes = {"class": f"fill-{colour}", **place, "fill": COLOURS[colour], "font-size": _number(size), **more}
    return f"<text{_written(attributes)}>{escape(clean(words))}</text>"


def line(ends: Sequence[float], *, colour: str, width: float = 1, dashes: str = "") -> str:
    """
    Draw a straight line from x, y to x, y.

    Examples
    --------
    >>> line((0, 1, 2, 1), colour="rule")
    '<path class="stroke-rule" d="M0 1L2 1" fill="none" stroke="#d5dade" stroke-width="1"/>'
    """
    x1, y1, x2, y2 = map(_number, ends)
    return path(f"M{x1} {y1}L{x2} {y2}", stroke=colour, width=width, dashes=dashes)


def path(d: str, *, fill: str = "", stroke: str = "", width: float = 1, dashes: str = "", kind: str = "") -> str:
    """Draw a path; `kind` is a class that says what it stands for."""
    classes = [kind, f"fill-{fill}" if fill else "", f"stroke-{stroke}" if stroke else ""]
    attributes = {"class": " ".join(filter(None, classes)), "d": d, "fill": COLOURS[fill] if fill else "none"}
    if stroke:
        attributes |= {"stroke": COLOURS[stroke], "stroke-width": _number(width)}
    if dashes:
        attributes["stroke-dasharray"] = dashes
    return f"<path{_written(attributes)}/>"


def moves(points: Iterable[tuple[float, float]]) -> str:
    """
    Write points as a path of straight lines.

    Examples
    --------
    >>> moves([(0, 1), (2.04, 3)])
    'M0 1L2 3'
    """
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def rectangle(x: float, y: float, width: float, height: float, *, fill: str, stroke: str, kind: str = "") -> str:
    """Draw a box with slightly rounded corners."""
    place = {"x": _number(x), "y": _number(y), "width": _number(width), "height": _number(height), "rx": "3"}
    classes = " ".join(filter(None, [kind, f"fill-{fill}", f"stroke-{stroke}"]))
    return f"<rect{_written({'class': classes, **place, 'fill': COLOURS[fill], 'stroke': COLOURS[stroke]})}/>"


def whole(parts: Iterable[str], *, size: tuple[float, float], title: str, description: str, name: str) -> str:
    """
    Put parts together as one accessible drawing.

    Parameters
    ----------
    parts : iterable of str
        Elements, the lowest first.
    size : (float, float)
        Width and height in pixels.
    title, description : str
        What is read out in place of the drawing.
    name : str
        Tells the drawing from others on the page; letters that no identifier may hold become hyphens.

    Returns
    -------
    str
        One `svg` element without style, script or anything fetched.
    """
    width, height = map(_number, size)
    own = _NOT_A_NAME.sub("-", name)
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "aria-labelledby": f"{own}-title {own}-desc",
        "focusable": "false",
        "width": width,
        "height": height,
        "viewBox": f"0 0 {width} {height}",
        "font-family": FAMILY,
    }
    named = f'<title id="{own}-title">{escape(clean(title))}</title>'
    told = f'<desc id="{own}-desc">{escape(clean(description))}</desc>'
    return f"<svg{_written(attributes)}>{named}{told}{''.join(parts)}</svg>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())


def _number(value: float) -> str:
    """Write a number of pixels: a tenth is as fine as can be seen."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
