"""
Maps drawn straight as SVG: one, or two dates on one set of classes with the change between them.

Every colour is an attribute, so that a style sheet can put another in its place; there is no style and no script. The
same maps give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from equitytown.present.charts.svg import Drawing, clean, text
from equitytown.present.maps import marks
from equitytown.present.maps.data import AreaMap, Scale
from equitytown.present.maps.labels import Placed
from equitytown.present.maps.legend import legend
from equitytown.present.maps.shapes import Frame, frame_of
from equitytown.present.theme import FAMILY, NARROW, WIDE

BESIDE = 24  # between a map and what stands to its right
MAP_SHARE = 0.66  # of a broad drawing's width that a single map takes
TALLEST = 520  # pixels, of one map
HEADING = 24  # pixels above a map, for its heading
BELOW = 14  # between a map and what stands below it


@dataclass(frozen=True, slots=True)
class Panel:
    """One map, drawn in its place: its parts, where it ends, and its names."""

    parts: tuple[str, ...]
    foot: float


def draw_maps(maps: Sequence[AreaMap], *, name: str, description: str, noun: str = "areas") -> Drawing:
    """
    Draw the maps of one figure, for a page and again for a phone.

    Parameters
    ----------
    maps : sequence of AreaMap
        One map; or two dates on one set of classes; or these and a map of the change last.
    name : str
        Tells the drawing's patterns from those of others on a page.
    description : str
        The text alternative.
    noun : str, default "areas"
        What the areas are, in the plural.

    Returns
    -------
    Drawing
        Two complete SVG elements. The areas are not reached by a screen reader until a script lets a keyboard walk
        them, so the page needs the table too.
    """
    wide = _single_wide(maps[0], noun, name) if len(maps) == 1 else _several_wide(maps, noun, name)
    narrow = _narrow(maps, noun, f"{name}-narrow")
    return Drawing(_whole(*wide, WIDE, description), _whole(*narrow, NARROW, description))


def _single_wide(one: AreaMap, noun: str, name: str) -> tuple[list[str], float]:
    """Stand the legend beside the map."""
    width = WIDE * MAP_SHARE
    placed = _names([one], width)
    panel = _panel(one, placed, left=0, top=0, width=width, name=name, headed=False)
    beside = width + BESIDE
    key, foot = legend([one], placed, noun, left=beside, top=6, width=WIDE - beside, name=name)
    return [marks.patterns(name), *panel.parts, *key], max(panel.foot, foot)


def _several_wide(maps: Sequence[AreaMap], noun: str, name: str) -> tuple[list[str], float]:
    """Stand two dates side by side over their legend, and the change below, its legend beside it."""
    dates, change = _parted(maps)
    width = (WIDE - BESIDE) / 2
    placed = _names(dates, width)
    panels = [
        _panel(one, placed, left=at * (width + BESIDE), top=0, width=width, name=name, headed=True)
        for at, one in enumerate(dates)
    ]
    foot = max(panel.foot for panel in panels)
    parts = [marks.patterns(name), *(part for panel in panels for part in panel.parts)]
    if change is None:
        key, end = legend(dates, placed, noun, left=0, top=foot + BELOW, width=WIDE, name=name)
        return [*parts, *key], end
    shown = _panel(change, (), left=0, top=foot + 2 * BELOW, width=width, name=name, headed=True)
    first, end = legend(dates, placed, noun, left=width + BESIDE, top=foot + 2 * BELOW, width=width, name=name)
    last, close = legend([change], (), noun, left=width + BESIDE, top=end + 2 * BELOW, width=width, name=name)
    return [*parts, *shown.parts, *first, *last], max(shown.foot, close)


def _narrow(maps: Sequence[AreaMap], noun: str, name: str) -> tuple[list[str], float]:
    """Stand everything below each other."""
    dates, change = _parted(maps)
    parts, y, placed = [marks.patterns(name)], 0.0, _names(dates, NARROW)
    for one in dates:
        panel = _panel(one, placed, left=0, top=y, width=NARROW, name=name, headed=len(maps) > 1)
        parts.extend(panel.parts)
        y = panel.foot + BELOW
    key, y = legend(dates, placed, noun, left=0, top=y, width=NARROW, name=name)
    parts.extend(key)
    if change is not None:
        panel = _panel(change, (), left=0, top=y + 2 * BELOW, width=NARROW, name=name, headed=True)
        key, y = legend([change], (), noun, left=0, top=panel.foot + BELOW, width=NARROW, name=name)
        parts.extend((*panel.parts, *key))
    return parts, y


def _parted(maps: Sequence[AreaMap]) -> tuple[Sequence[AreaMap], AreaMap | None]:
    """Part the maps on one set of classes from the map of change, if there is one."""
    if len(maps) > 1 and maps[-1].classes.scale is Scale.DIVERGING:
        return maps[:-1], maps[-1]
    return maps, None


def _names(dates: Sequence[AreaMap], width: float) -> tuple[Placed, ...]:
    """Place the names once for all maps of the same areas, clear of the signs of each, so that one key serves them."""
    frame = _frame(dates[0], left=0, top=0, width=width)
    taken = [box for one in dates for box in marks.signs(one, frame)[1]]
    return tuple(marks.names(dates[0], frame, taken))


def _frame(one: AreaMap, *, left: float, top: float, width: float) -> Frame:
    """Fit a map and its outlines into a box."""
    shapes = [*(area.shape for area in one.areas), *(outline.shape for outline in one.outlines)]
    return frame_of(shapes, left=left, top=top, width=width, tallest=TALLEST)


def _panel(
    one: AreaMap, placed: Sequence[Placed], *, left: float, top: float, width: float, name: str, headed: bool
) -> Panel:
    """Draw one map under its heading, with its scale bar and the names that were placed for all."""
    parts = [text(one.heading, left, top + HEADING / 2 - 3, bold=True)] if headed else []
    start = top + (HEADING if headed else 0)
    frame = _frame(one, left=left, top=start, width=width)
    signs, _ = marks.signs(one, frame)
    lettering = marks.lettering(one.moved(left, start) for one in placed)
    parts.extend(marks.areas(one, frame, name))
    parts.extend((*marks.outlines(one, frame), *signs, *lettering, *marks.bar(frame)))
    return Panel(tuple(parts), start + frame.height + marks.BAR)


def _whole(parts: Sequence[str], height: float, width: int, description: str) -> str:
    """Put parts together as one drawing with its text alternative."""
    size = f'width="{width}" height="{height:.0f}" viewBox="0 0 {width} {height:.0f}"'
    told = f'role="img" aria-label={quoteattr(clean(description))} focusable="false"'
    lettered = f"<g font-family={quoteattr(FAMILY)}>{''.join(parts)}</g>"  # a group: a file of it takes what is inside
    return f'<svg xmlns="http://www.w3.org/2000/svg" {told} {size}>{lettered}</svg>'
