"""The words of a run chart: which dates are written under it, and where the names of stretches stand above it."""

from collections.abc import Sequence
from datetime import date

from equitytown.present.charts.lettering import text_width
from equitytown.present.theme import SMALL_SIZE

_DATE_GAP = 14  # between two dates under the axis
_APART = 8  # between two names in one lane


def day_words(days: Sequence[date]) -> list[str]:
    """
    Write dates for an axis: months where every point is the first of one.

    Examples
    --------
    >>> day_words([date(2026, 1, 1), date(2026, 2, 1)]), day_words([date(2026, 1, 5)])
    (['Jan', 'Feb'], ['5 Jan'])
    """
    monthly = len(days) > 1 and all(day.day == 1 for day in days)
    return [f"{day:%b}" if monthly else f"{day.day} {day:%b}" for day in days]


def shown_days(words: Sequence[str], width: float) -> list[int]:
    """
    Choose dates that fit side by side, evenly spaced and always with the latest.

    Examples
    --------
    >>> shown_days(["Jan", "Feb", "Mar", "Apr", "May"], 100)
    [0, 2, 4]
    """
    last = len(words) - 1
    if not last:
        return [0]
    widest = max(text_width(each) for each in (*words, "2026")) + _DATE_GAP
    least = -(-last // max(1, int(width // widest)))
    stride = next((s for s in range(least, 2 * least) if last % s == 0), least)
    return sorted(range(last, -1, -stride))


def placed_above(spans: Sequence[tuple[float, float, str]], *, low: float, high: float) -> list[int]:
    """
    Give each stretch a lane, 0 the lowest, so that neither brackets nor names touch.

    Parameters
    ----------
    spans : sequence of (float, float, str)
        Where each stretch begins and ends, in pixels, and its name.
    low, high : float
        The drawing's sides, between which the names stay.

    Returns
    -------
    list of int
        In the order given.

    Examples
    --------
    >>> placed_above([(0, 90, "Shift above"), (80, 200, "Rising trend"), (230, 300, "Shift below")], low=0, high=300)
    [0, 1, 0]
    """
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for start, end, words in spans:
        half = text_width(words, size=SMALL_SIZE, bold=True) / 2
        middle = min(max((start + end) / 2, low + half), high - half)
        own = min(start, middle - half) - _APART / 2, max(end, middle + half) + _APART / 2
        lane = next((i for i, held in enumerate(taken) if all(own[1] <= a or b <= own[0] for a, b in held)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(own)
        lanes.append(lane)
    return lanes
