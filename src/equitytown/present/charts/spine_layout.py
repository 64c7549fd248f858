"""The layout of the spine: its columns, its measures one under the other, and all their words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from equitytown.present.charts.data import SpineData, SpineRow
from equitytown.present.charts.lettering import text_width, wrap
from equitytown.present.charts.spec import Letter
from equitytown.present.theme import INK_2, INK_3, LINE_HEIGHT, NARROW, SHAPES, SMALL_SIZE, TOWN, VERDICT_WORDS, WIDE
from equitytown.terms.indicator import Polarity

_ENGLAND = "England"
_AGAINST = "Against England"
_NAME_WIDTH = 300
_WIDEST_FIGURE = 92
_EDGE = 3  # estimated widths may fall short by this
_GAP = 12  # between a figure and a bar
_SHAPE = 16  # across a verdict's shape
_BESIDE = 6  # between a shape and what it belongs to
_END = 9  # room for a shape at the end of a bar
_HEAD = 10
_PADDING = 4.5
_UNDER_NAME = 7  # between a measure's name and its bar on a phone
_GROUP_GAP = 7
_UNDER_HEADING = 4
_BEFORE_DETAIL = 7


@dataclass(frozen=True, slots=True)
class Form:
    """
    Where things stand across, for the page or for the phone: name, town's figure, verdict, bar, England's figure.

    On the page names stand in a column of their own and verdicts too, shape and word; on the phone names
    stand `above`, and a verdict's word only where there is no bar.
    """

    width: int
    name_width: float
    town_x: float
    shape_x: float
    word_x: float
    reach: tuple[float, float]
    above: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A measure laid out: its words in lines, its edges, the middle of its bar."""

    row: SpineRow
    lines: tuple[str, ...]
    town: tuple[str, ...]
    england: tuple[str, ...]
    detail_x: float
    detail_y: float
    top: float
    foot: float
    bar_y: float


def wide_form(data: SpineData) -> Form:
    """Give the page's columns."""
    town, england = _figure_widths(data)
    town_x = _NAME_WIDTH + _GAP + town
    shape_x = town_x + _GAP + _SHAPE / 2
    word_x = shape_x + _SHAPE / 2 + _BESIDE
    foot = max(word_x + _word_width(data), town_x + _GAP + text_width(_AGAINST, size=SMALL_SIZE))
    reach = (foot + _GAP + _END, WIDE - _EDGE - england - _GAP - _END)
    return Form(WIDE, _NAME_WIDTH, town_x, shape_x, word_x, reach, above=False)


def narrow_form(data: SpineData) -> Form:
    """Give the phone's columns: the name stands above the rest."""
    town, england = _figure_widths(data)
    shape_x = town + _BESIDE + _SHAPE / 2
    word_x = shape_x + _SHAPE / 2 + _BESIDE
    reach = (word_x + _END, NARROW - _EDGE - england - _GAP - _END)
    return Form(NARROW, NARROW - _EDGE, town, shape_x, word_x, reach, above=True)


def _word_width(data: SpineData) -> float:
    """Measure the widest verdict word."""
    shown = {row.town.rating for group in data.groups for row in group.rows if row.town.value is not None}
    return max((text_width(VERDICT_WORDS[rating], size=SMALL_SIZE) for rating in shown), default=0)


def _figure_widths(data: SpineData) -> tuple[float, float]:
    """Measure the town's and England's columns, heads included."""
    rows = [row for group in data.groups for row in group.rows]
    town = [line for row in rows for line in wrap(row.town.words, width=_WIDEST_FIGURE, bold=True)]
    england = [line for row in rows for line in wrap(row.england.words, width=_WIDEST_FIGURE)]
    place = wrap(data.place_name, width=_WIDEST_FIGURE, bold=True)
    return (
        max(text_width(line, bold=True) for line in [*town, *place]) + _EDGE,
        max(text_width(line) for line in [*england, _ENGLAND]),
    )


def place(data: SpineData, form: Form) -> tuple[list[Line], list[Letter], float]:
    """Lay groups and measures out downwards; give the measures, the groups' headings and the foot."""
    lines: list[Line] = []
    headings: list[Letter] = []
    top: float = _HEAD + LINE_HEIGHT * len(wrap(data.place_name, width=_WIDEST_FIGURE, bold=True))
    for group in data.groups:
        if group.heading:
            top += _GROUP_GAP
            wrapped = wrap(group.heading, width=form.width - _EDGE, bold=True)
            headings += [
                Letter(words, 0, top + (i + 0.5) * LINE_HEIGHT, bold=True, colour=TOWN)
                for i, words in enumerate(wrapped)
            ]
            top += len(wrapped) * LINE_HEIGHT + _UNDER_HEADING
        for row in group.rows:
            lines.append(_line(row, form, top))
            top = lines[-1].foot
    return lines, headings, math.ceil(top + _PADDING)


def _line(row: SpineRow, form: Form, top: float) -> Line:
    """Lay one measure out: its name, its detail after the name or under it, its bar beside or below."""
    lines = wrap(row.measure, width=form.name_width)
    after = text_width(lines[-1]) + _BEFORE_DETAIL
    fits = after + text_width(row.detail, size=SMALL_SIZE) <= form.name_width
    count = len(lines) if fits or not row.detail else len(lines) + 1
    town = wrap(row.town.words, width=_WIDEST_FIGURE, bold=True)
    england = wrap(row.england.words, width=_WIDEST_FIGURE)
    name, figure = count * LINE_HEIGHT, max(len(town), len(england)) * LINE_HEIGHT
    foot = top + _PADDING + (name + figure + _UNDER_NAME if form.above else max(name, figure))
    first = top + _PADDING / 2
    return Line(
        row,
        lines,
        town,
        england,
        detail_x=after if fits else 0,
        detail_y=first + (count - 0.5) * LINE_HEIGHT,
        top=top,
        foot=foot,
        bar_y=first + name + (figure + _UNDER_NAME) / 2 - 1 if form.above else (top + foot) / 2,
    )


def header(data: SpineData, form: Form) -> list[Letter]:
    """Name the columns: the place, the verdict, the two ends and the middle of the bars, England."""
    low, high = form.reach
    place = wrap(data.place_name, width=_WIDEST_FIGURE, bold=True)
    foot = _HEAD / 2 + LINE_HEIGHT * (len(place) - 0.5)
    ends = [("Worse", low - _END, "left"), (_ENGLAND, (low + high) / 2, "center"), ("Better", high + _END, "right")]
    verdict = Letter(_AGAINST, form.shape_x - _SHAPE / 2, foot, colour=INK_2, size=SMALL_SIZE)
    return [
        *_stack(place, form.town_x, foot - LINE_HEIGHT * (len(place) - 1) / 2, bold=True, colour=TOWN),
        *([] if form.above else [verdict]),
        *(Letter(words, x, foot, align, colour=INK_2, size=SMALL_SIZE) for words, x, align in ends),
        Letter(_ENGLAND, form.width - _EDGE, foot, "right", colour=INK_2),
    ]


def _stack(lines: Sequence[str], x: float, middle: float, *, bold: bool, colour: str) -> list[Letter]:
    """Write lines that end at one place, around a middle."""
    first = middle - (len(lines) - 1) / 2 * LINE_HEIGHT
    return [Letter(line, x, first + i * LINE_HEIGHT, "right", bold, colour) for i, line in enumerate(lines)]


def words_of(line: Line, form: Form) -> list[Letter]:
    """Write a measure's name and detail, and the two figures at the sides of its bar."""
    row, first = line.row, line.top + (_PADDING + LINE_HEIGHT) / 2
    held, national = row.town.value is not None, row.england.value is not None
    detail = Letter(row.detail, line.detail_x, line.detail_y, colour=INK_3, size=SMALL_SIZE)
    return [
        *(Letter(words, 0, first + i * LINE_HEIGHT) for i, words in enumerate(line.lines)),
        *([detail] if row.detail else []),
        *_stack(line.town, form.town_x, line.bar_y, bold=held, colour=TOWN if held else INK_3),
        *_stack(line.england, form.width - _EDGE, line.bar_y, bold=False, colour=INK_2 if national else INK_3),
        *_verdict_word(line, form),
        *_higher(line, form),
    ]


def _verdict_word(line: Line, form: Form) -> list[Letter]:
    """Word the verdict beside its shape; on a phone a bar leaves no room for it."""
    row = line.row
    if row.town.value is None or (form.above and row.spread is not None):
        return []
    shape = SHAPES[row.town.rating]
    return [Letter(shape.word, form.word_x, line.bar_y, colour=shape.ink, size=SMALL_SIZE)]


def _higher(line: Line, form: Form) -> list[Letter]:
    """Say which end of an unjudged bar is the high one."""
    if line.row.spread is None or line.row.polarity is not Polarity.NONE:
        return []
    x = form.reach[1] + _END
    return [Letter("higher \N{RIGHTWARDS ARROW}", x, line.bar_y, "right", colour=INK_3, size=SMALL_SIZE)]
