"""The files that pages need beside themselves: our style and scripts, the typeface, the chart library."""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import vl_convert

from equitytown.present.blocks import Chart
from equitytown.publish.drawing import VL_VERSION
from equitytown.store.kept import kept

OURS = ("style.css", "charts.js", "filters.js", "maps.js", "favicon.svg")
FACES = {400: "Regular", 600: "Semibold", 700: "Bold"}
LIBRARY = "window.vegaEmbed = vegaEmbed;"  # all that a page asks of the library
FONT_PACKAGES = ("font-source-sans-pro", "fonttools", "brotli")

# What English, Welsh and the names of people and places in Britain are written with, and our signs.
LETTERS = (
    range(0x20, 0x7F),  # basic Latin
    range(0xA0, 0x180),  # Latin-1 and Latin Extended-A, with w and y circumflex
    range(0x218, 0x21C),  # Romanian
    range(0x1E80, 0x1E86),  # Welsh w with other accents
    range(0x1EF2, 0x1EF4),  # Welsh y with grave
    range(0x2010, 0x203B),  # dashes, quotation marks, dots, dagger, per mille, primes
    range(0x2044, 0x2045),  # fraction slash
    range(0x20AC, 0x20AD),  # euro
    range(0x2122, 0x2123),  # trade mark
    range(0x2153, 0x2155),  # thirds
    range(0x2190, 0x2194),  # arrows
    (0x2212, 0x2248, 0x2260, 0x2264, 0x2265),  # minus, about, not equal, at most, at least
)
# Kerning, accents, digits of one width. Swashes, small capitals and the like are left behind.
FEATURES = ("kern", "mark", "ccmp", "locl", "liga", "tnum")


def assets(*, cache: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Give the files of `assets/` that every edition carries: path in the edition, and bytes."""
    for name in OURS:
        yield f"assets/{name}", files("equitytown.publish").joinpath("assets", name).read_bytes()
    for weight in FACES:
        yield f"assets/fonts/source-sans-pro-{weight}.woff2", font(weight, cache=cache)
    licence = files("font_source_sans_pro").joinpath("files", "LICENSE.txt").read_bytes()
    yield "assets/fonts/LICENSE.txt", licence


def font(weight: int, *, cache: Path | None = None) -> bytes:
    """
    Cut a face of Source Sans Pro down to the letters in use, as WOFF2.

    Parameters
    ----------
    weight : int
        400, 600 or 700.
    cache : Path, optional
        Where cut faces are kept between builds.

    Returns
    -------
    bytes
        The same bytes for the same versions of the font and of fontTools: no time is written in.
    """
    made_of = [FACES[weight], repr(LETTERS), repr(FEATURES), *map(version, FONT_PACKAGES)]
    return kept(cache, *made_of, make=lambda: _cut(weight))


def _cut(weight: int) -> bytes:
    """Cut one face."""
    # Heavy, without types, and needed only where the face is not kept.
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    whole = files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{FACES[weight]}.ttf").read_bytes()
    face = TTFont(BytesIO(whole), recalcTimestamp=False, lazy=True)
    options = Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # names, copyright and licence stay with the face
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(chain.from_iterable(LETTERS)))
    subsetter.subset(face)
    face.flavor = "woff2"
    cut = BytesIO()
    face.save(cut)
    return cut.getvalue()


def chart_library(*, cache: Path | None = None) -> bytes:
    """Give Vega, Vega-Lite and Vega-Embed as one script that leaves `vegaEmbed` on the window."""
    return kept(cache, LIBRARY, VL_VERSION, version("vl-convert-python"), make=_bundle)


def _bundle() -> bytes:
    """Bundle the libraries that come with the chart renderer."""
    bundle = vl_convert.javascript_bundle(LIBRARY, vl_version=VL_VERSION)
    return f"(()=>{{{bundle}}})();\n".encode()


def chart_data(chart: Chart) -> bytes:
    """Give a chart's two specifications as a script, so that they are read from a disk too."""
    specifications = script_json({"wide": chart.wide, "narrow": chart.narrow})
    return f"equitytown.chart({script_json(chart.chart_id)}, {specifications});\n".encode()


# A specification is JSON of any depth.
def script_json(data: Mapping[str, Any] | str) -> str:
    r"""
    Write JSON that can stand in a script: nothing in it can end the script or a line of it.

    Examples
    --------
    >>> script_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written
