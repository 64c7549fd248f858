"""Names on a map: where they go, so that none covers another, and which become a number with a key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from equitytown.present.charts.lettering import text_width, wrap

LINE = 1.1  # from one line to the next, in text sizes
GAP = 1.5  # pixels kept free around a name
ROOM = 1.5  # how much wider than its area a name may run
BROADEST = 110.0  # pixels, of a name on one line
STEPS = (0, -0.7, 0.7, -1.4, 1.4)  # tried up and down from the middle, in text sizes
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name, the point it belongs to, and how wide its area is, in pixels."""

    words: str
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines around a middle, in the box that they take; `number` stands for `words` where there was no room."""

    words: str
    lines: tuple[str, ...]
    x: float
    y: float
    box: Box
    number: int = 0

    def moved(self, across: float, down: float) -> "Placed":
        """Give the same name, moved by so many pixels."""
        left, top, right, bottom = self.box
        box = (left + across, top + down, right + across, bottom + down)
        return replace(self, x=self.x + across, y=self.y + down, box=box)


def place_labels(labels: Sequence[Label], *, size: float, within: Box, taken: Sequence[Box] = ()) -> list[Placed]:
    """
    Place names so that no two boxes overlap.

    Parameters
    ----------
    labels : sequence of Label
        In the order in which numbers are given.
    size : float
        Text size in pixels.
    within : Box
        The map: left, top, right, bottom. No name leaves it.
    taken : sequence of Box
        Boxes that are not free.

    Returns
    -------
    list of Placed
        The areas with most room have their names first. A name that fits nowhere becomes a number near its point;
        one for which there is no room at all is left out.
    """
    found: list[Placed] = []
    boxes = list(taken)
    left: list[Label] = []
    for label in sorted(labels, key=lambda one: (-one.room, one.words)):
        placed = _first_free(_named(label, size), boxes, within)
        if placed is None:
            left.append(label)
            continue
        boxes.append(placed.box)
        found.append(placed)
    number = 0
    for label in sorted(left, key=lambda one: one.words):
        placed = _first_free(_numbered(label, number + 1, size), boxes, within)
        if placed is not None:
            number += 1
            boxes.append(placed.box)
            found.append(placed)
    return found


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes share any room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _first_free(wanted: Iterator[Placed], boxes: Sequence[Box], within: Box) -> Placed | None:
    for placed in wanted:
        left, top, right, bottom = placed.box
        inside = left >= within[0] and top >= within[1] and right <= within[2] and bottom <= within[3]
        if inside and not any(overlap(placed.box, box) for box in boxes):
            return placed
    return None


def _named(label: Label, size: float) -> Iterator[Placed]:
    """Try the name on one line and on several, in the middle of its area and a little above and below."""
    widths = [BROADEST] if text_width(label.words, size=size) <= label.room * ROOM else []
    words = label.words.split()
    if len(words) > 1:
        widths.append(min(BROADEST, max(text_width(word, size=size) for word in words) + 1))
    for width in widths:
        lines = wrap(label.words, width=width, size=size)
        if max(text_width(line, size=size) for line in lines) > label.room * ROOM:
            continue
        for step in STEPS:
            yield _placed(label, lines, label.x, label.y + step * size, size)


def _numbered(label: Label, number: int, size: float) -> Iterator[Placed]:
    """Try the number in the middle of its area and around it."""
    for away in (0, 0.6, 1.2):
        for across, down in ((0, 0), (0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, 1), (1, -1), (-1, 1)):
            x, y = label.x + across * away * size, label.y + down * away * size
            yield _placed(label, (str(number),), x, y, size, number=number)


def _placed(label: Label, lines: tuple[str, ...], x: float, y: float, size: float, *, number: int = 0) -> Placed:
    half = max(text_width(line, size=size, bold=number > 0) for line in lines) / 2 + GAP
    tall = len(lines) * size * LINE / 2 + GAP / 2
    return Placed(label.words, lines, x, y, (x - half, y - tall, x + half, y + tall), number)
