"""
The look: colours, shapes, words and sizes, each written once.

Charts, pages, the PDF and the Word document all read from here. A verdict is a shape and a word
first; its colour comes third, so that it reads in grey, in print and in forced colours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from equitytown.terms.observation import Rating

FAMILY = "'Source Sans Pro', 'Source Sans 3', Arial, sans-serif"  # a family with a digit must be quoted
PRINT_FAMILY = "Source Sans Pro"
OFFICE_FAMILY = "Arial"  # what a council's Word is sure to have

INK = "#14202b"
INK_2 = "#46545f"
INK_3 = "#6b7780"
RULE = "#d5dade"
GRID = "#e4e8ea"
PAPER = "#ffffff"
WASH = "#f4f6f7"
TOWN = "#12436d"
TOWN_WASH = "#e6edf3"
TOWN_BAND = "#dbe3ea"  # the town colour at 15%: limits around its line
NEIGHBOUR = "#8f5a00"  # the closest neighbour's line: far from the verdicts' green and red, and from the blues
FOCUS = "#ffdd00"
DOT = "#aeb7bd"  # other places on a rank strip, the middle half of a spread

# Every colour under the name it has in the style sheet (`--ink-2`, `--town`).
COLOURS: Mapping[str, str] = {
    "ink": INK,
    "ink-2": INK_2,
    "ink-3": INK_3,
    "rule": RULE,
    "grid": GRID,
    "paper": PAPER,
    "wash": WASH,
    "town": TOWN,
    "town-wash": TOWN_WASH,
    "town-band": TOWN_BAND,
    "neighbour": NEIGHBOUR,
    "focus": FOCUS,
    "dot": DOT,
}

TEXT_SIZE = 14  # pixels, in every chart and at every width
SMALL_SIZE = 13
LINE_HEIGHT = 17
WIDE = 720  # pixels across, as drawn on a page
NARROW = 360  # pixels across, as drawn again for a phone

# Text sizes of print, in points, smallest first. The page's stand in its style sheet.
PRINT_SIZES = (8.5, 9.5, 11.0, 13.0, 17.0, 24.0)


@dataclass(frozen=True, slots=True)
class VerdictShape:
    """
    How one rating looks and reads.

    `path` is drawn in a box of 16 by 16. It opens with one absolute move and goes on in relative
    commands, so that `vega_path` can centre and scale it. `ink` is for words: it reads on white and on `wash`.
    """

    word: str
    letter: str
    path: str
    fill: str
    edge: str
    ink: str
    wash: str


# Every shape is filled and edged with a line of EDGE_WIDTH, so the paths stop short of their full size.
_CIRCLE = (
    "M2.2 8c0 -3.203 2.597 -5.8 5.8 -5.8c3.203 0 5.8 2.597 5.8 5.8"
    "c0 3.203 -2.597 5.8 -5.8 5.8c-3.203 0 -5.8 -2.597 -5.8 -5.8z"
)
_SQUARE = "M2.5 2.5h11v11h-11z"
_DIAMOND = "M8 1.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z"
_UP = "M8 2l6 11h-12z"
_DOWN = "M8 14l6 -11h-12z"
_DASH = "M3 6.6h10v2.8h-10z"

SHAPES: Mapping[Rating, VerdictShape] = {
    Rating.BETTER: VerdictShape("Better", "G", _CIRCLE, "#00786c", "#00786c", "#00786c", "#e0f0ee"),
    Rating.SIMILAR: VerdictShape("Similar", "A", _SQUARE, "#f5b83d", "#5c4306", "#5c4306", "#fdf3dc"),
    Rating.WORSE: VerdictShape("Worse", "R", _DIAMOND, "#b8331f", "#b8331f", "#b8331f", "#f9e7e3"),
    Rating.HIGHER: VerdictShape("Higher", "", _UP, "#2073bc", "#2073bc", "#1d5486", "#e5eff8"),
    Rating.LOWER: VerdictShape("Lower", "", _DOWN, "#9cc7ee", "#1d5486", "#1d5486", "#eaf3fb"),
    Rating.NOT_COMPARED: VerdictShape("Not compared", "", _DASH, "#8b959c", "#8b959c", INK_3, WASH),
}

VERDICT_WORDS: Mapping[Rating, str] = {rating: shape.word for rating, shape in SHAPES.items()}
VERDICT_LETTERS: Mapping[Rating, str] = {rating: shape.letter for rating, shape in SHAPES.items()}
EDGE_WIDTH = 1.5

_BOX = 16
_HALF = _BOX / 2
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_OPENING_NUMBERS = 2  # the absolute move that each path opens with


def vega_path(rating: Rating) -> str:
    """
    Give the path of a rating's shape in Vega's box, from -1 to 1.

    A point of `SHAPE_SIZE` drawn with it is the shape of 16 by 16.

    Examples
    --------
    >>> vega_path(Rating.SIMILAR)
    'M-0.6875 -0.6875h1.375v1.375h-1.375z'
    """
    centred = _NUMBER.sub(lambda number: f"{float(number[0]) - _HALF:g}", SHAPES[rating].path, count=_OPENING_NUMBERS)
    return _NUMBER.sub(lambda number: f"{float(number[0]) / _HALF:g}", centred)


SHAPE_SIZE = _BOX * _BOX  # Vega counts a point's size in square pixels


# A Vega configuration is JSON of any depth.
def vega_config() -> dict[str, Any]:
    """Give the Vega-Lite configuration that every chart carries."""
    return {
        "aria": False,  # the figure around the chart has the description and the table
        "background": PAPER,
        "font": FAMILY,
        "view": {"stroke": None},
        "text": {"baseline": "middle", "color": INK, "fontSize": TEXT_SIZE},
        "line": {"strokeCap": "round", "strokeJoin": "round"},
    }
