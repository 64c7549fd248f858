"""
A measure over time about its median, with the stretches that stand out, drawn as SVG in a page's own time.

Shifts and trends come finished: nothing is judged here. A stretch has a bracket with its word, and its points a shape
of their own, so that neither hangs on colour.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equitytown.errors import InputError
from equitytown.present.charts.lettering import keep_apart, text_width, wrap
from equitytown.present.charts.run_chart_words import day_words, placed_above, shown_days
from equitytown.present.charts.scale import Scale, scale_for, tick_words
from equitytown.present.charts.svg import Drawing, clean, line, moves, path, text, whole
from equitytown.present.theme import LINE_HEIGHT, NARROW, SMALL_SIZE, WIDE

_PLOT = {WIDE: 240, NARROW: 200}  # pixels upwards
_TICKS = 5
_EDGE = 2  # estimated widths may fall short by this
_TICK_GAP = 10  # between a tick's word and the plot
_BESIDE = 12  # between the last point and its label
_INSET = 10  # between the plot's edge and the first point, and the last
_TAG = 20  # the strip above the plot in which changes are numbered
_BRACKET = 8  # a bracket's height
_UNDER = 18  # from the plot's foot to the middle of the dates
_DOT, _MARK = 3.5, 6  # half the size of a plain point, and of one that stands out


class StretchKind(StrEnum):
    """What makes points stand out together."""

    SHIFT = "shift"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class StandingOut:
    """Points from the place `first` to `last`, counted from 0; `upwards` is above the median, or rising."""

    kind: StretchKind
    first: int
    last: int
    upwards: bool

    @property
    def words(self) -> str:
        """Say what stands out."""
        if self.kind is StretchKind.SHIFT:
            return "Shift above" if self.upwards else "Shift below"
        return "Rising trend" if self.upwards else "Falling trend"


@dataclass(frozen=True, slots=True)
class Change:
    """What was tried, and the day from which."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class RunChartData:
    """
    Finished values of one measure.

    `dates` ascend, and each has a value or None for a gap. `title` says what the chart found and `description` what
    it shows: both are read out. `baseline` is the number of points that the median is of, None for all. `note` says
    why nothing was judged, and is drawn.
    """

    chart_id: str
    title: str
    description: str
    unit: str
    dates: tuple[date, ...]
    values: tuple[float | None, ...]
    median: float | None
    stretches: tuple[StandingOut, ...] = ()
    changes: tuple[Change, ...] = ()
    baseline: int | None = None
    note: str = ""
    decimals: int = 0


def run_chart(data: RunChartData) -> Drawing:
    """
    Draw a run chart, for a page and again for a phone.

    Parameters
    ----------
    data : RunChartData
        Finished values with what stands out among them.

    Returns
    -------
    Drawing
        Two complete SVG elements. Their marks are not reached by a screen reader, so the page needs the table too.

    Raises
    ------
    InputError
        If there is no date, dates do not ascend, values and dates differ in number, or a stretch lies outside.
    """
    _check(data)
    return Drawing(_drawn(data, WIDE, data.chart_id), _drawn(data, NARROW, f"{data.chart_id}-narrow"))


def _check(data: RunChartData) -> None:
    if not data.dates:
        raise InputError(f'the run chart "{data.chart_id}" has no date. Draw none, and say that nothing is held.')
    if len(data.dates) != len(data.values):
        raise InputError(
            f'the run chart "{data.chart_id}" has {len(data.dates)} dates and {len(data.values)} values. '
            "Give each date its value, None for a gap."
        )
    late = [day for before, day in zip(data.dates, data.dates[1:], strict=False) if day <= before]
    if late:
        raise InputError(
            f'the dates of the run chart "{data.chart_id}" do not ascend in {len(late)} of {len(data.dates)} '
            f"(first: {late[0]}). Give each date once, oldest first."
        )
    beyond = [one for one in data.stretches if not 0 <= one.first <= one.last < len(data.dates)]
    if beyond:
        raise InputError(
            f'{len(beyond)} stretches lie outside the run chart "{data.chart_id}" '
            f"(first: points {beyond[0].first} to {beyond[0].last} of {len(data.dates)})."
        )


@dataclass(frozen=True, slots=True)
class _Form:
    """Where things stand: the plot's sides, and how its points are spaced."""

    data: RunChartData
    up: Scale
    width: int
    left: float
    right: float
    top: float
    foot: float

    def x(self, place: float) -> float:
        """Say how far along a point stands; a single one stands in the middle."""
        last = len(self.data.dates) - 1
        start, reach = self.left + _INSET, self.right - self.left - 2 * _INSET
        return start + reach * (place / last if last else 0.5)

    def y(self, value: float) -> float:
        """Say how far down a value stands."""
        return self.foot - self.up.along(value, self.foot - self.top)

    def change_x(self, day: date) -> float:
        """Say where a change stands: before the first point that it could have moved."""
        return min(max(self.x(bisect_left(self.data.dates, day) - 0.5), self.left), self.right)


def _drawn(data: RunChartData, width: int, name: str) -> str:
    """Lay one form out from top to bottom and draw it."""
    up = scale_for([*data.values, data.median], ticks=_TICKS)
    labels = _label_lines(data)
    widest = max((text_width(words, bold=True) for lines in labels for words in lines), default=0)
    left = max(text_width(tick_words(up, tick, unit=data.unit)) for tick in up.ticks) + _TICK_GAP
    form = _Form(data, up, width, math.ceil(left), math.floor(width - widest - _BESIDE - _EDGE), 0, 0)
    unit = () if data.unit == "%" else wrap(clean(data.unit), width=width, size=SMALL_SIZE)
    spans = [(form.x(one.first), form.x(one.last), one.words) for one in data.stretches]
    lanes = placed_above(spans, low=0, high=width)
    above = len(unit) * LINE_HEIGHT + (max(lanes, default=-1) + 1) * (LINE_HEIGHT + _BRACKET + 4)
    top = above + (_TAG if data.changes else 8)
    form = _Form(data, up, width, form.left, form.right, top, top + _PLOT[width])
    dates, below = _dates(form)
    told, height = _told_below(data, width, below)
    parts = [
        *(text(words, 0, (i + 0.5) * LINE_HEIGHT, colour="ink-2", size=SMALL_SIZE) for i, words in enumerate(unit)),
        *_grid(form),
        *dates,
        *_changes(form),
        *_median(form),
        *_series(form),
        *_brackets(form, lanes, len(unit) * LINE_HEIGHT),
        *_labels(form, labels),
        *told,
    ]
    return whole(parts, size=(width, height), title=data.title, description=data.description, name=name)


def _grid(form: _Form) -> Iterator[str]:
    """Draw a hairline at each tick, and word it."""
    for tick in form.up.ticks:
        yield line((form.left, form.y(tick), form.right, form.y(tick)), colour="grid")
        words = tick_words(form.up, tick, unit=form.data.unit)
        yield text(words, form.left - _TICK_GAP, form.y(tick), anchor="end", colour="ink-2")


def _dates(form: _Form) -> tuple[list[str], float]:
    """Write as many dates as there is room for, the year under the first of each; give the foot too."""
    days = form.data.dates
    words = day_words(days)
    shown = shown_days(words, form.right - form.left - 2 * _INSET)
    parts, year = [], 0
    for at in shown:
        half = max(text_width(words[at]), text_width("2026")) / 2
        x = min(max(form.x(at), half), form.width - half)
        parts.append(line((form.x(at), form.foot, form.x(at), form.foot + 5), colour="rule"))
        parts.append(text(words[at], x, form.foot + _UNDER, anchor="middle", colour="ink-2"))
        if days[at].year != year:
            year = days[at].year
            parts.append(text(str(year), x, form.foot + _UNDER + LINE_HEIGHT, anchor="middle", colour="ink-2"))
    return parts, form.foot + _UNDER + 1.5 * LINE_HEIGHT


def _changes(form: _Form) -> Iterator[str]:
    """Draw each change as a dashed upright with its number above the plot."""
    changes = form.data.changes
    wanted = [form.change_x(change.day) for change in changes]
    sizes = [text_width(str(number), size=SMALL_SIZE, bold=True) + 6 for number in range(1, len(changes) + 1)]
    tags = keep_apart(wanted, sizes=sizes, low=form.left, high=form.width)
    for number, (x, tag) in enumerate(zip(wanted, tags, strict=True), start=1):
        yield path(moves([(tag, form.top - 4), (x, form.top), (x, form.foot)]), stroke="ink-3", dashes="2 3")
        yield text(str(number), tag, form.top - _TAG / 2 - 2, anchor="middle", bold=True, size=SMALL_SIZE)


def _median(form: _Form) -> Iterator[str]:
    """Draw the median: whole over the points that it is of, dashed beyond them."""
    median, count = form.data.median, len(form.data.dates)
    if median is None:
        return
    y, own = form.y(median), min(form.data.baseline or count, count)
    ends = form.right if own == count else form.x(own - 1)
    yield line((form.left, y, ends, y), colour="ink", width=1.5)
    if ends < form.right:
        yield line((ends, y, form.right, y), colour="ink", width=1.5, dashes="5 4")


def _series(form: _Form) -> Iterator[str]:
    """Draw the line, broken at gaps, and its points on top."""
    held: list[list[int]] = [[]]
    for at, value in enumerate(form.data.values):
        if value is None:
            held.append([])
        else:
            held[-1].append(at)
    places = {at: (form.x(at), form.y(value)) for at, value in enumerate(form.data.values) if value is not None}
    for piece in held:
        if len(piece) > 1:
            yield path(moves(places[at] for at in piece), stroke="town", width=2)
    for at, (x, y) in places.items():
        yield _point(form.data, at, x, y)


def _point(data: RunChartData, at: int, x: float, y: float) -> str:
    """Draw a point: a dot, a diamond in a shift, a triangle in a trend, which is the shorter of the two."""
    within = {one.kind: one for one in data.stretches if one.first <= at <= one.last}
    if trend := within.get(StretchKind.TREND):
        tip = -_MARK if trend.upwards else _MARK
        corners = [(x, y + tip), (x + _MARK, y - tip * 0.8), (x - _MARK, y - tip * 0.8)]
        return path(f"{moves(corners)}Z", fill="ink", stroke="paper", kind="trend")
    if within:
        corners = [(x, y - _MARK), (x + _MARK, y), (x, y + _MARK), (x - _MARK, y)]
        return path(f"{moves(corners)}Z", fill="neighbour", stroke="paper", kind="shift")
    dot = f"{moves([(x - _DOT, y)])}a{_DOT} {_DOT} 0 1 0 {2 * _DOT:g} 0a{_DOT} {_DOT} 0 1 0 {-2 * _DOT:g} 0Z"
    return path(dot, fill="town", stroke="paper", kind="point")


def _brackets(form: _Form, lanes: Sequence[int], above: float) -> Iterator[str]:
    """Draw a bracket over each stretch with its word, clear of the others."""
    lowest = max(lanes, default=0)
    for one, lane in zip(form.data.stretches, lanes, strict=True):
        y = above + (lowest - lane) * (LINE_HEIGHT + _BRACKET + 4)
        start, end, arm = form.x(one.first), form.x(one.last), y + LINE_HEIGHT + 3
        colour = "neighbour" if one.kind is StretchKind.SHIFT else "ink"
        corners = [(start, arm + _BRACKET - 3), (start, arm), (end, arm), (end, arm + _BRACKET - 3)]
        yield path(moves(corners), stroke=colour, width=1.5)
        half = text_width(one.words, size=SMALL_SIZE, bold=True) / 2
        x = min(max((start + end) / 2, half), form.width - half)
        yield text(one.words, x, y + LINE_HEIGHT / 2, anchor="middle", colour=colour, bold=True, size=SMALL_SIZE)


def _label_lines(data: RunChartData) -> list[tuple[str, ...]]:
    """Word the last value, with its date where later ones are missing, and the median."""
    at = _latest(data)
    value: tuple[str, ...] = ()
    if at is not None:
        late = (f"({day_words(data.dates)[at]})",) if at < len(data.dates) - 1 else ()
        value = (_written(data, data.values[at], data.decimals), *late)
    if data.median is None:
        return [value, ()]
    return [value, ("Median", _written(data, data.median, data.decimals + (not _fits(data))))]


def _latest(data: RunChartData) -> int | None:
    """Find the last point that is held."""
    return next((at for at in range(len(data.values) - 1, -1, -1) if data.values[at] is not None), None)


def _written(data: RunChartData, value: float | None, decimals: int) -> str:
    return f"{value:,.{decimals}f}{'%' if data.unit == '%' else ''}".replace("-", "\N{MINUS SIGN}")


def _fits(data: RunChartData) -> bool:
    """Say whether the median needs no more decimals than the values: one between two may."""
    return data.median is None or round(data.median, data.decimals) == round(data.median, data.decimals + 1)


def _labels(form: _Form, labels: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Write the last value and the median at the end of their lines, clear of each other."""
    at = _latest(form.data)
    ends = (None if at is None else form.data.values[at], form.data.median)
    wanted = [form.y(value) if value is not None else 0 for value in ends]
    held = [i for i, lines in enumerate(labels) if lines]
    sizes = [LINE_HEIGHT * len(labels[i]) + 2 for i in held]
    places = keep_apart([wanted[i] for i in held], sizes=sizes, low=0, high=form.foot + LINE_HEIGHT)
    for i, middle in zip(held, places, strict=True):
        first = middle - (len(labels[i]) - 1) / 2 * LINE_HEIGHT
        for row, words in enumerate(labels[i]):
            colour = "ink" if i else "town"
            yield text(words, form.right + _BESIDE, first + row * LINE_HEIGHT, colour=colour, bold=not i)


def _told_below(data: RunChartData, width: int, top: float) -> tuple[list[str], float]:
    """List the changes by their numbers, and say what was not judged; give the foot too."""
    indent = text_width(str(len(data.changes)), size=SMALL_SIZE, bold=True) + 8
    parts, y = [], top + 6
    for number, change in enumerate(data.changes, start=1):
        when = f"{change.day.day} {change.day:%B %Y}"
        lines = wrap(f"{clean(change.words)}, from {when}", width=width - indent - _EDGE, size=SMALL_SIZE)
        parts.append(text(str(number), 0, y + LINE_HEIGHT / 2, bold=True, size=SMALL_SIZE))
        for words in lines:
            parts.append(text(words, indent, y + LINE_HEIGHT / 2, colour="ink-2", size=SMALL_SIZE))
            y += LINE_HEIGHT
    note = wrap(clean(data.note[:1].upper() + data.note[1:]), width=width - _EDGE, size=SMALL_SIZE)
    y += 6 if note and data.changes else 0
    for words in note:
        parts.append(text(words, 0, y + LINE_HEIGHT / 2, colour="ink-2", size=SMALL_SIZE))
        y += LINE_HEIGHT
    return parts, math.ceil(y + 2)
