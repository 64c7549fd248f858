"""
Charts drawn for paper and for pages that run no script: a specification to SVG, an SVG to PNG.

Drawings are cached by the content they are made of, so a rebuild draws only what changed. An SVG is
cleaned to stand inline in a page under a strict Content Security Policy: no script, no style.
"""

import atexit
import json
import math
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache as once
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

import vl_convert

from equitytown.errors import InputError
from equitytown.present.charts import HOVER
from equitytown.present.charts.lettering import wrap
from equitytown.present.charts.spec import Letter
from equitytown.present.theme import FAMILY, INK_2, PAPER, SMALL_SIZE
from equitytown.store.kept import kept

VL_VERSION = "6.4"  # the Vega-Lite that every drawing is made with; a new one is a visible change
FACES = ("Regular", "Semibold", "Bold", "It")
PICTURE_SCALE = 1.5  # pixels of a picture for each of the drawing: about 170 to the inch in Word
LETTERING = "lettering"  # the layer of all words of a chart, laid out in pixels
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
CLEANING = 2  # raise this when `_clean` changes, so that cached drawings are made anew

_SVG = "http://www.w3.org/2000/svg"
_MARGIN = 16  # of paper around a drawing that is a file of its own
_AROUND = 12  # between the drawing and the words above and below it
_TITLE_SIZE = 17
_BETWEEN_PARTS = 3  # between the title and the caption
_LEADING = 1.3  # from one line to the next, in text sizes
_BASELINE = 0.95  # from a line's top to its letters' foot, in text sizes
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no XML file may hold
_PLACING = frozenset(["d", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "transform", "viewBox"])
_PAINTING = frozenset(["fill", "fill-opacity", "opacity", "stroke", "stroke-opacity", "clip-path"])
_LINING = frozenset([f"stroke-{part}" for part in ("width", "dasharray", "linecap", "linejoin", "miterlimit")])
_WRITING = frozenset(["font-family", "font-size", "font-style", "font-weight", "text-anchor"])
_ELEMENTS = frozenset(["svg", "g", "path", "rect", "line", "text", "tspan", "defs", "clipPath"])
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+e-\d+")


def draw_svg(spec: Mapping[str, Any], *, label: str, prefix: str, cache: Path | None = None) -> str:
    """
    Draw a chart as SVG that can stand inline in a page.

    Parameters
    ----------
    spec : mapping
        A Vega-Lite specification.
    label : str
        The text alternative, read out in place of the drawing.
    prefix : str
        Put before every id in the drawing, so that two drawings can share a page.
    cache : Path, optional
        Folder of earlier drawings; made if it is not there. Without it everything is drawn anew.

    Returns
    -------
    str
        One SVG element. The same specification gives the same text.

    Raises
    ------
    InputError
        If Vega-Lite cannot draw the specification.
    """
    still = _still(spec)
    made_of = (json.dumps(still, sort_keys=True, separators=(",", ":")), prefix, *_made_with())
    drawn = kept(cache, *made_of, make=lambda: _drawing(still, prefix=prefix).encode())
    named = f'<svg role="img" aria-label={quoteattr(label)} focusable="false" '
    return drawn.decode().replace("<svg ", named, 1)


def draw_png(svg: str, *, scale: float = PICTURE_SCALE, cache: Path | None = None) -> bytes:
    """
    Draw an SVG as PNG, for Word and for download.

    Parameters
    ----------
    svg : str
        What `draw_svg` gave.
    scale : float, default 1.5
        Pixels of the picture for each pixel of the drawing.
    cache : Path, optional
        Folder of earlier drawings; made if it is not there.

    Returns
    -------
    bytes
        The picture. The same SVG gives the same bytes.
    """
    register_fonts()
    return kept(cache, svg, f"{scale:g}", *_made_with(), make=lambda: vl_convert.svg_to_png(svg, scale=scale))


def file_svg(svg: str, *, title: str, description: str, source: str) -> str:
    """
    Make a drawing a file that explains itself wherever it is taken.

    Parameters
    ----------
    svg : str
        What `draw_svg` gave.
    title : str
        The finding; it stands in bold above the drawing.
    description : str
        The caption, under the title.
    source : str
        Where the figures come from, without the word "Source"; small, below the drawing. Any of the three may be empty.

    Returns
    -------
    str
        One SVG element with a margin of paper around it. Its `title` and `desc` hold the same words,
        and `desc` the drawing's text alternative too. `draw_png` draws it as it does any other.
    """
    drawing = ET.fromstring(svg)  # noqa: S314 - our own drawing, with all text escaped
    for element in drawing.iter():
        element.tag = element.tag.rpartition("}")[2]
    width, height = (float(drawing.attrib[side]) for side in ("width", "height"))
    named = f"Source: {_sayable(source)}" if source.strip() else ""
    above = [
        Letter(_sayable(title), 0, 0, bold=True, size=_TITLE_SIZE),
        Letter(_sayable(description), 0, 0, colour=INK_2),
    ]
    head, top = _written(above, width, top=0)
    top += _AROUND if head else 0
    foot, bottom = _written([Letter(named, 0, 0, colour=INK_2, size=SMALL_SIZE)], width, top=top + height + _AROUND)
    end = bottom if foot else top + height
    said = " ".join(filter(None, [_sayable(description), _sayable(drawing.get("aria-label", "")), named]))
    whole = _sheet(width + 2 * _MARGIN, end + 2 * _MARGIN, title=_sayable(title), description=said)
    placed = ET.SubElement(whole, "g", {"transform": f"translate({_MARGIN},{_MARGIN})"})
    placed.extend(head)
    ET.SubElement(placed, "g", {"transform": f"translate(0,{top:g})"}).extend(drawing)
    placed.extend(foot)
    return ET.tostring(whole, encoding="unicode").replace("<svg ", f'<svg xmlns="{_SVG}" ', 1)


def _sheet(width: float, height: float, *, title: str, description: str) -> ET.Element:
    """Give an empty sheet of paper with its name and description, whole pixels large."""
    size = {"width": f"{math.ceil(width)}", "height": f"{math.ceil(height)}"}
    sheet = ET.Element("svg", {"role": "img", **size, "viewBox": f"0 0 {size['width']} {size['height']}"})
    ET.SubElement(sheet, "title").text = title
    ET.SubElement(sheet, "desc").text = description
    ET.SubElement(sheet, "rect", {**size, "fill": PAPER})
    return sheet


def _written(parts: Sequence[Letter], width: float, *, top: float) -> tuple[list[ET.Element], float]:
    """Write words in lines of a width, part under part, and say where they end."""
    lines: list[ET.Element] = []
    for part in parts:
        for line in wrap(part.words, width=width, size=part.size, bold=part.bold):
            place = {"x": "0", "y": f"{top + part.size * _BASELINE:.2f}", "fill": part.colour}
            look = {"font-family": FAMILY, "font-size": f"{part.size}px", "font-weight": "700" if part.bold else "400"}
            lines.append(ET.Element("text", {**place, **look}))
            lines[-1].text = line
            top += part.size * _LEADING
        top += _BETWEEN_PARTS if part.words else 0
    return lines, top


def _sayable(words: str) -> str:
    """Set words on one line, without characters that no XML file may hold."""
    return " ".join(_NOT_XML.sub("", words).split())


@once
def register_fonts() -> None:
    """
    Make Source Sans Pro known to the renderer, once a process.

    Without a known font the renderer leaves out all text and says nothing. Only four faces are
    taken: the package holds 24 files, and two formats of a face would leave the choice to chance.
    """
    folder = tempfile.mkdtemp(prefix="equitytown-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # the renderer reads faces whenever it draws
    package = resources.files("font_source_sans_pro") / "files"
    for face in FACES:
        name = f"SourceSansPro-{face}.ttf"
        Path(folder, name).write_bytes((package / name).read_bytes())
    vl_convert.register_font_directory(folder)


def _still(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the layers that only answer a pointer."""
    kept = dict(spec)
    if "layer" in kept:
        kept["layer"] = [_still(layer) for layer in kept["layer"] if not layer.get("name", "").startswith(HOVER)]
    return kept


def _drawing(still: Mapping[str, Any], *, prefix: str) -> str:
    """
    Draw the marks by the renderer, and write the words beside them ourselves.

    The words are laid out in pixels already. The renderer would measure each again, which takes it
    longer than everything else; the drawing is the same to the letter.
    """
    layers = still.get("layer", ())
    words = [row for layer in layers if layer.get("name") == LETTERING for row in layer["data"]["values"]]
    marks = {**still, "layer": [layer for layer in layers if layer.get("name") != LETTERING]}
    root = _clean(_render(marks if marks["layer"] else still), prefix=prefix)
    if marks["layer"]:
        group = root.find("g")
        for row in words:
            (root if group is None else group).append(_letter(row))
    return ET.tostring(root, encoding="unicode").replace("<svg ", f'<svg xmlns="{_SVG}" ', 1)


def _letter(row: Mapping[str, Any]) -> ET.Element:
    """Write one line of words where the renderer would: its middle is 0.3 of its size above its foot."""
    foot = row["y"] + math.floor(0.3 * row["size"] + 0.5)
    written = ET.Element(
        "text",
        {
            "text-anchor": _ANCHORS[row["align"]],
            "transform": f"translate({_short(row['x'])},{_short(foot)})",
            "font-family": FAMILY,
            "font-size": f"{row['size']}px",
            "font-weight": str(row["weight"]),
            "fill": row["colour"],
        },
    )
    written.text = row["words"]
    return written


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _render(spec: Mapping[str, Any]) -> str:
    """Turn a specification into the renderer's own SVG."""
    register_fonts()
    try:
        return vl_convert.vegalite_to_svg(dict(spec), vl_version=VL_VERSION)
    except ValueError as fault:
        reason = " ".join(str(fault).split("\n    at ")[0].split())
        raise InputError(f"a chart could not be drawn ({reason}). Check the chart's specification.") from fault


def _clean(svg: str, *, prefix: str) -> ET.Element:
    """Keep shapes, words and what places and colours them; nothing else of the renderer's SVG."""
    root = ET.fromstring(svg)  # noqa: S314 - the renderer's own output, with all text escaped by it
    return _element(root, prefix=prefix)


def _element(element: ET.Element, *, prefix: str) -> ET.Element:
    """Copy an element with its kept attributes, without children that draw nothing."""
    tag = element.tag.rpartition("}")[2]
    if tag not in _ELEMENTS:
        raise InputError(f"a drawing holds <{tag}>, which cannot stand in a page. Leave it out of the chart.")
    copy = ET.Element(tag, _attributes(element, prefix=prefix))
    copy.text = element.text
    for child in _drawn(element, prefix=prefix):
        copy.append(child)
    return copy


def _drawn(element: ET.Element, *, prefix: str) -> Iterator[ET.Element]:
    """Give the children that draw something; a group without attributes gives its children instead."""
    for child in element:
        if _is_empty(child):
            continue
        copy = _element(child, prefix=prefix)
        if copy.tag != "g" or (copy.attrib and len(copy)):
            yield copy
        else:
            yield from copy


def _is_empty(element: ET.Element) -> bool:
    """Say whether an element is there for the pointer or for nothing."""
    unpainted = element.get("class") == "background" and not {"fill", "stroke"} & set(element.keys())
    hidden = element.get("display") == "none" or element.get("opacity") == "0"
    return unpainted or hidden or element.get("d") == ""


def _attributes(element: ET.Element, *, prefix: str) -> dict[str, str]:
    """Keep what places, paints and writes; shorten long numbers; make ids the drawing's own."""
    kept = {}
    for name, value in element.items():
        if name in _PLACING:
            kept[name] = _LONG_NUMBER.sub(_shortened, value)
        elif name == "id":
            kept[name] = f"{prefix}-{value}"
        elif name in _PAINTING | _LINING | _WRITING:
            kept[name] = value.replace("url(#", f"url(#{prefix}-")
    if kept.get("transform") == "translate(0,0)":
        del kept["transform"]
    return kept


def _shortened(number: re.Match[str]) -> str:
    """Write a number to a hundredth of a pixel."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _made_with() -> tuple[str, ...]:
    """Name what a drawing is made with: another version may draw it otherwise."""
    return (VL_VERSION, version("vl-convert-python"), version("font-source-sans-pro"), str(CLEANING))
