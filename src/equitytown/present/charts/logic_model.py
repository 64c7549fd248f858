"""
A logic model: what goes in, what is done with it and what is to come of it, drawn as SVG in a page's own time.

The wide form stands in columns with lines between what leads to what. On a phone the columns stand under each other,
where lines would cross everything: there boxes are numbered and say which numbers they lead to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from equitytown.errors import InputError
from equitytown.present.charts.data import as_sentence
from equitytown.present.charts.lettering import text_width, wrap
from equitytown.present.charts.logic_lines import Box, lines_between
from equitytown.present.charts.svg import Drawing, clean, line, rectangle, text, whole
from equitytown.present.theme import LINE_HEIGHT, NARROW, SMALL_SIZE, TEXT_SIZE

BROAD = 1100  # pixels across of the wide form: as much as a page has
EMPTY = "None yet"
UNWORDED = "Not worded yet"

_GUTTER = 32  # between two columns: room for lines
_BETWEEN = 14  # between two boxes of a column: lines pass here
_PADDING = 8  # between a box's edge and its words
_SPARE = 3  # estimated widths may fall short by this
_UNDER_HEADING = 12
_APART = 26  # between two stages on a phone, and above the assumptions
_MEASURE = 640  # pixels across that assumptions may run


class Stage(StrEnum):
    """The columns of a logic model, in order; each value is its heading."""

    INPUTS = "Inputs"
    ACTIVITIES = "Activities"
    OUTPUTS = "Outputs"
    SHORT_TERM = "Short-term outcomes"
    MEDIUM_TERM = "Medium-term outcomes"
    LONG_TERM = "Long-term outcomes"


OUTCOMES = frozenset([Stage.SHORT_TERM, Stage.MEDIUM_TERM, Stage.LONG_TERM])


@dataclass(frozen=True, slots=True)
class LogicItem:
    """One box: its words, and the `item_id`s of those that it leads to."""

    item_id: str
    stage: Stage
    text: str
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogicModelData:
    """Items in the order in which they are read, and what must hold for one to lead to the next."""

    chart_id: str
    title: str
    items: tuple[LogicItem, ...]
    assumptions: tuple[str, ...] = ()


def logic_model(data: LogicModelData) -> Drawing:
    """
    Draw a logic model, for a page and again for a phone.

    Parameters
    ----------
    data : LogicModelData
        Items with what they lead to, and assumptions.

    Returns
    -------
    Drawing
        Two complete SVG elements, 1,100 and 360 pixels across. Each is read out as its title and a description
        with all words, column by column.

    Raises
    ------
    InputError
        If an identifier stands twice, or an item leads to one that is not there or to itself.
    """
    _check(data)
    return Drawing(_wide(data), _narrow(data))


def describe(data: LogicModelData) -> str:
    """
    Tell a logic model in sentences, stage by stage.

    Examples
    --------
    >>> describe(LogicModelData("m", "Warm homes", (LogicItem("a", Stage.INPUTS, "Two advisers"),)))[:54]
    'Logic model. Inputs: Two advisers. Activities: None ye'
    """
    stages = []
    for stage in Stage:
        said = "; ".join(clean(item.text) or UNWORDED for item in data.items if item.stage is stage)
        stages.append(as_sentence(f"{stage}: {said or EMPTY}"))
    assumed = "; ".join(clean(words) for words in data.assumptions)
    return " ".join(["Logic model.", *stages, as_sentence(f"Assumptions: {assumed or EMPTY}")])


def _check(data: LogicModelData) -> None:
    ids = [item.item_id for item in data.items]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise InputError(
            f'{len(twice)} items of the logic model "{data.chart_id}" share an identifier (first: "{twice[0]}"). '
            "Give each its own."
        )
    lost = [(item.item_id, to) for item in data.items for to in item.leads_to if to not in ids or to == item.item_id]
    if lost:
        raise InputError(
            f'{len(lost)} links of the logic model "{data.chart_id}" lead nowhere '
            f'(first: from "{lost[0][0]}" to "{lost[0][1]}"). Link to another item that is there.'
        )


def _wide(data: LogicModelData) -> str:
    """Draw the columns side by side, lines under the boxes."""
    stages = list(Stage)
    across = (BROAD - _GUTTER * (len(stages) - 1)) / len(stages)
    headings = [wrap(stage, width=across, bold=True) for stage in stages]
    rule = max(map(len, headings)) * LINE_HEIGHT + 5
    parts: list[str] = []
    columns: list[list[Box]] = []
    for place, (stage, heading) in enumerate(zip(stages, headings, strict=True)):
        x = place * (across + _GUTTER)
        first = rule - 5 - (len(heading) - 0.5) * LINE_HEIGHT
        parts += _lines_of(heading, x, first, colour="town", bold=True)
        parts.append(line((x, rule, x + across, rule), colour="ink-3"))
        columns.append(list(_boxes(data, stage, (x, rule + _UNDER_HEADING), across)))
    links = [(item.item_id, to) for item in data.items for to in dict.fromkeys(item.leads_to)]
    parts += lines_between(columns, links, gutter=_GUTTER, between=_BETWEEN)
    parts += [part for column in columns for box in column for part in _drawn(box)]
    foot = max(box.foot for column in columns for box in column)
    assumed, height = _assumptions(data, foot + _APART, _MEASURE)
    size = (BROAD, height)
    return whole([*parts, *assumed], size=size, title=data.title, description=describe(data), name=data.chart_id)


def _narrow(data: LogicModelData) -> str:
    """Draw the stages under each other, boxes numbered."""
    ordered = [item for stage in Stage for item in data.items if item.stage is stage]
    numbers = {item.item_id: number for number, item in enumerate(ordered, start=1)}
    parts: list[str] = []
    top = 0.0
    for stage in Stage:
        parts += _lines_of((stage,), 0, top + LINE_HEIGHT / 2, colour="town", bold=True)
        rule = top + LINE_HEIGHT + 5
        parts.append(line((0, rule, NARROW, rule), colour="ink-3"))
        boxes = list(_boxes(data, stage, (0, rule + _UNDER_HEADING), NARROW, numbers=numbers))
        parts += [part for box in boxes for part in _drawn(box)]
        top = boxes[-1].foot + _APART
    assumed, height = _assumptions(data, top, NARROW)
    name = f"{data.chart_id}-narrow"
    return whole([*parts, *assumed], size=(NARROW, height), title=data.title, description=describe(data), name=name)


def _boxes(
    data: LogicModelData,
    stage: Stage,
    corner: tuple[float, float],
    width: float,
    *,
    numbers: Mapping[str, int] | None = None,
) -> Iterator[Box]:
    """Stack the boxes of one stage; with numbers each says its own and those that it leads to."""
    x, top = corner
    items = [item for item in data.items if item.stage is stage]
    if not items:
        yield Box("", x, top, width, LINE_HEIGHT, (EMPTY,), is_outcome=False, is_empty=True)
    for item in items:
        number = f"{numbers[item.item_id]}" if numbers else ""
        indent = text_width("00 ", size=SMALL_SIZE, bold=True) + 2 if numbers else 0.0
        room = width - 2 * _PADDING - _SPARE - indent
        lines = wrap(clean(item.text) or UNWORDED, width=room, size=SMALL_SIZE)
        to = sorted({numbers[one] for one in item.leads_to}) if numbers else []
        after = wrap(f"Leads to {', '.join(map(str, to))}", width=room, size=SMALL_SIZE) if to else ()
        height = (len(lines) + len(after)) * LINE_HEIGHT + 2 * _PADDING
        yield Box(item.item_id, x, top, width, height, lines, stage in OUTCOMES, number, after, indent)
        top += height + _BETWEEN


def _drawn(box: Box) -> Iterator[str]:
    """Draw a box with its words inside; that of an empty column is words alone."""
    if box.is_empty:
        yield text(EMPTY, box.x, box.middle, colour="ink-3", size=SMALL_SIZE)
        return
    fill = "town-wash" if box.is_outcome else "wash"
    yield rectangle(box.x, box.top, box.width, box.height, fill=fill, stroke="rule", kind="item")
    first = box.top + _PADDING + LINE_HEIGHT / 2
    if box.number:
        yield text(box.number, box.x + _PADDING, first, colour="town", bold=True, size=SMALL_SIZE)
    x = box.x + _PADDING + box.indent
    yield from _lines_of(box.lines, x, first, size=SMALL_SIZE)
    yield from _lines_of(box.after, x, first + len(box.lines) * LINE_HEIGHT, colour="ink-2", size=SMALL_SIZE)


def _assumptions(data: LogicModelData, top: float, width: float) -> tuple[list[str], float]:
    """List the assumptions; give the drawing's foot too."""
    parts = list(_lines_of(("Assumptions",), 0, top + LINE_HEIGHT / 2, colour="town", bold=True))
    parts.append(line((0, top + LINE_HEIGHT + 5, width, top + LINE_HEIGHT + 5), colour="ink-3"))
    y = top + LINE_HEIGHT + 5 + _UNDER_HEADING
    if not data.assumptions:
        parts.append(text(EMPTY, 0, y + LINE_HEIGHT / 2, colour="ink-3", size=SMALL_SIZE))
        return parts, y + LINE_HEIGHT + 2
    for words in data.assumptions:
        lines = wrap(clean(words) or UNWORDED, width=width - 14 - _SPARE, size=SMALL_SIZE)
        parts.append(text("\N{EN DASH}", 0, y + LINE_HEIGHT / 2, colour="ink-2", size=SMALL_SIZE))
        parts += _lines_of(lines, 14, y + LINE_HEIGHT / 2, size=SMALL_SIZE)
        y += len(lines) * LINE_HEIGHT + 4
    return parts, y + 2


def _lines_of(
    lines: Sequence[str], x: float, middle: float, *, colour: str = "ink", bold: bool = False, size: float = TEXT_SIZE
) -> Iterator[str]:
    """Write lines under each other."""
    for row, words in enumerate(lines):
        yield text(words, x, middle + row * LINE_HEIGHT, colour=colour, bold=bold, size=size)
