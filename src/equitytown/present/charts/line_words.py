"""The words of a chart over time: ticks, periods, breaks, and each line's name at its end."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from equitytown.present.charts.data import LineData, Point, Role, Series
from equitytown.present.charts.lettering import keep_apart, text_width, wrap
from equitytown.present.charts.scale import Scale, tick_words
from equitytown.present.charts.spec import Frame, Letter
from equitytown.present.theme import INK_2, LINE_HEIGHT, SMALL_SIZE

BESIDE = 18  # between the plot's edge and the labels
_TICK_GAP = 10  # between a tick's word and the plot
_PERIOD_GAP = 18  # between two periods under the axis
_BELOW = 22  # from the plot's foot to the periods
_MARGIN = 34  # above and below the plot
_SPARE = 4  # estimated widths may fall short by this
_BREAK_WIDTH = 130
_BETWEEN = 8  # between the names of two breaks
_APART = 7  # a label this far from its line's end is joined to it
_LABEL_GAP = 3
_PRINTED = "Open circles: as printed"
_BESIDE_UNIT = 14  # between the unit and the note on the same line


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A line's name: its lines of text, where the line ends and where the label stands."""

    lines: tuple[str, ...]
    y: float
    end_x: float
    end_y: float
    colour: str
    bold: bool
    at_last: bool

    @property
    def is_apart(self) -> bool:
        """Say whether the label needs joining to its line."""
        return not self.at_last or abs(self.y - self.end_y) > _APART


def short_period(period: str) -> str:
    """
    Shorten pooled years for an axis.

    Examples
    --------
    >>> short_period("2020 to 2022"), short_period("2022/23")
    ('2020 to 22', '2022/23')
    """
    return re.sub(r"^(\d\d)(\d\d) to \1(\d\d)$", r"\1\2 to \3", period)


def margins(data: LineData, up: Scale, *, label_width: float, total: float) -> dict[str, float]:
    """Give the room that words need on each side of the plot."""
    widest_tick = max(text_width(tick_words(up, tick, unit=data.unit)) for tick in up.ticks)
    labels = [line for series in data.series for line in _label_lines(series, data, label_width)]
    widest_label = max((text_width(line, bold=True) for line in labels), default=0)
    first, last = (text_width(short_period(data.periods[at])) / 2 for at in (0, -1))
    above = max((len(lines) for lines in _break_lines(data)), default=0) + _needs_line(data, total=total)
    return {
        "left": math.ceil(max(widest_tick + _TICK_GAP, first) + 1),
        "right": math.ceil(max(widest_label + BESIDE, last) + _SPARE),
        "top": _MARGIN + LINE_HEIGHT * above,
        "bottom": _MARGIN,
    }


def is_mixed(data: LineData) -> bool:
    """Say whether some figures were taken from a printed report and others were not."""
    return len({point.as_printed for series in data.series for point in series.points if point.value is not None}) > 1


def _needs_line(data: LineData, *, total: float) -> bool:
    """Say whether the note on open circles is too wide to stand beside the unit."""
    words = text_width(_unit_above(data), size=SMALL_SIZE) + text_width(_PRINTED, size=SMALL_SIZE)
    return is_mixed(data) and bool(_unit_above(data)) and words + _BESIDE_UNIT + _SPARE > total


def _unit_above(data: LineData) -> str:
    """Give the unit that is written above the axis; a percentage stands on the ticks."""
    return "" if data.unit == "%" else data.unit


def note_words(data: LineData, frame: Frame) -> list[Letter]:
    """Say what an open circle is, on the first line, where filled ones stand beside it."""
    total = frame.left + frame.width + frame.right
    y = -frame.top + 8 + LINE_HEIGHT * _needs_line(data, total=total)
    note = Letter(_PRINTED, frame.width + frame.right - _SPARE, y, "right", colour=INK_2, size=SMALL_SIZE)
    return [note] if is_mixed(data) else []


def axis_words(data: LineData, up: Scale, frame: Frame) -> list[Letter]:
    """Give the ticks' words, the unit above them, and as many periods as there is room for."""
    ticks = [
        Letter(
            tick_words(up, tick, unit=data.unit),
            -_TICK_GAP,
            frame.height - up.along(tick, frame.height),
            "right",
            colour=INK_2,
        )
        for tick in up.ticks
    ]
    unit = Letter(_unit_above(data), -frame.left, -frame.top + 8, colour=INK_2, size=SMALL_SIZE)
    periods = [
        Letter(short_period(data.periods[at]), period_x(data, at, frame), frame.height + _BELOW, "center", colour=INK_2)
        for at in shown_periods(data.periods, frame.width)
    ]
    return [*([unit] if unit.words else []), *ticks, *periods]


def period_x(data: LineData, at: float, frame: Frame) -> float:
    """Say where a period stands; a single one stands at the end, by its labels."""
    last = len(data.periods) - 1
    return frame.width * at / last if last else frame.width


def shown_periods(periods: tuple[str, ...], width: float) -> list[int]:
    """Choose periods that fit side by side: evenly spaced if they can be, always with the latest."""
    last = len(periods) - 1
    if not last:
        return [0]
    widest = max(text_width(short_period(period)) for period in periods) + _PERIOD_GAP
    fits = max(1, int(width // widest))
    least = -(-last // fits)
    stride = next((s for s in range(least, 2 * least) if last % s == 0), least)
    return sorted(range(last, -1, -stride))


def break_words(data: LineData, frame: Frame) -> list[Letter]:
    """Name each break above its rule, clear of the other breaks and of the labels beside the plot."""
    broken = _break_lines(data)
    middles = [period_x(data, data.periods.index(found.period) - 0.5, frame) for found in data.breaks]
    widths = [max(text_width(line, size=SMALL_SIZE) for line in lines) + _BETWEEN for lines in broken]
    places = keep_apart(middles, sizes=widths, low=-frame.left, high=frame.width + BESIDE)
    return [
        Letter(line, x, -14 - up * (LINE_HEIGHT - 1), "center", colour=INK_2, size=SMALL_SIZE)
        for lines, x in zip(broken, places, strict=True)
        for up, line in enumerate(reversed(lines))
    ]


def _break_lines(data: LineData) -> list[tuple[str, ...]]:
    return [wrap(found.words, width=_BREAK_WIDTH, size=SMALL_SIZE) for found in data.breaks]


def _latest(series: Series) -> Point | None:
    return next((point for point in reversed(series.points) if point.value is not None), None)


def _label_lines(series: Series, data: LineData, width: float) -> tuple[str, ...]:
    """Word a line's label: name and latest value, and the period where that is not the axis' last."""
    latest = _latest(series)
    if latest is None:
        return ()
    late = (f"({short_period(latest.period)})",) if latest.period != data.periods[-1] else ()
    return (*wrap(f"{series.name} {latest.words}", width=width, bold=True), *late)


def end_labels(
    data: LineData, up: Scale, frame: Frame, *, label_width: float, colours: Mapping[Role, str]
) -> tuple[EndLabel, ...]:
    """Place each line's label at its end, moved only as far as keeps it clear of the others."""
    held = [(series, latest) for series in data.series if (latest := _latest(series))]
    lines = [_label_lines(series, data, label_width) for series, _ in held]
    ends = [frame.height - up.along(latest.value or 0, frame.height) for _, latest in held]
    heights = [len(label) * LINE_HEIGHT + _LABEL_GAP for label in lines]
    centres = keep_apart(ends, sizes=heights, low=-frame.top / 2, high=frame.height + frame.bottom / 2)
    return tuple(
        EndLabel(
            label,
            y=centre,
            end_x=period_x(data, data.periods.index(latest.period), frame),
            end_y=end,
            colour=colours[series.role],
            bold=series.role is Role.TOWN,
            at_last=latest.period == data.periods[-1],
        )
        for (series, latest), label, end, centre in zip(held, lines, ends, centres, strict=True)
    )


def label_words(labels: tuple[EndLabel, ...], frame: Frame) -> list[Letter]:
    """Give the labels' lines of text."""
    return [
        Letter(
            line,
            frame.width + BESIDE,
            label.y + (i - (len(label.lines) - 1) / 2) * LINE_HEIGHT,
            bold=label.bold,
            colour=label.colour,
        )
        for label in labels
        for i, line in enumerate(label.lines)
    ]
