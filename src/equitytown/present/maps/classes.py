"""
How values are put into classes for a map. Choosing classes is presentation: no figure comes out of it.

Values are rounded as they are printed before they are put into classes, so that two classes never share a printed
number, and no reader finds an area in a class that its printed value does not fit.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from equitytown.errors import InputError
from equitytown.present.maps.data import Classes, MapClass, Scale
from equitytown.present.wording.numbers import number

DECILES = 10
DECILES_WHY = "Each class is a tenth of all the areas of this kind in England, 1 the most deprived or the worst."
SAME = 0.1  # of the largest change: below it an area is shown as about the same
FRACTIONS = {2: "half", 3: "a third", 4: "a quarter", 5: "a fifth", 6: "a sixth", 7: "a seventh"}


def equal_counts(
    values: Iterable[float | None], *, classes: int, decimals: int, suffix: str = "", dark_high: bool = True
) -> Classes:
    """
    Put about as many areas into each class.

    Parameters
    ----------
    values : iterable of float or None
        The values of every map that shares the classes; None is missing.
    classes : int
        How many classes, 2 to 10. Areas that print alike stay together, so that there may be fewer.
    decimals : int
        Decimals that the values are printed with.
    suffix : str, default ""
        What follows a printed value, such as "%".
    dark_high : bool, default True
        Whether the high end is the darkest.

    Returns
    -------
    Classes
        From the lowest up. Empty when there is no value.

    Examples
    --------
    >>> [found.label for found in equal_counts([1, 2, 3, 4], classes=2, decimals=0).classes]
    ['1 to 2', '3 to 4']
    """
    held = _held(values, decimals)
    ends: list[float] = []
    for at in range(1, classes):
        end = held[max(0, round(at * len(held) / classes) - 1)] if held else 0
        if held and end < held[-1] and (not ends or end > ends[-1]):
            ends.append(end)
    share = FRACTIONS.get(classes, f"one in {classes}")
    why = f"Each class holds about {share} of the areas"
    why += "." if len(ends) + 1 == classes or not held else ", but areas with one printed figure stay together."
    return Classes(_between(held, ends, decimals, suffix), why, dark_high)


def equal_steps(
    values: Iterable[float | None], *, classes: int, decimals: int, suffix: str = "", dark_high: bool = True
) -> Classes:
    """
    Cut the stretch from the lowest value to the highest into equal steps.

    Parameters
    ----------
    values, classes, decimals, suffix, dark_high
        As for `equal_counts`. A class may hold no area.

    Returns
    -------
    Classes
        From the lowest up. Empty when there is no value.

    Examples
    --------
    >>> [found.label for found in equal_steps([0, 10], classes=2, decimals=0).classes]
    ['0 to 5', '6 to 10']
    """
    held = _held(values, decimals)
    if not held:
        return Classes((), "", dark_high)
    low, high = held[0], held[-1]
    steps = sorted({round(low + (high - low) * at / classes, decimals) for at in range(1, classes)})
    ends = [end for end in steps if low <= end < high]
    why = "Each class spans as large a step from the lowest figure to the highest."
    return Classes(_between([low, high], ends, decimals, suffix), why, dark_high)


def given(breaks: Sequence[float], *, decimals: int, suffix: str = "", dark_high: bool = True) -> Classes:
    """
    Use breaks that somebody chose: the upper ends of all classes but the last.

    Examples
    --------
    >>> [found.label for found in given([5, 10], decimals=0, suffix="%").classes]
    ['up to 5%', '6% to 10%', '11% or more']
    """
    if any(a >= b for a, b in pairwise(breaks)) or not breaks:
        raise InputError(
            "the breaks of a map do not rise, or there is none. Give the upper ends of the classes in order."
        )
    lows = [round(end + 10**-decimals, decimals) for end in breaks]
    words = [number(end, decimals=decimals) + suffix for end in breaks]
    starts = [number(low, decimals=decimals) + suffix for low in lows]
    middle = tuple(
        MapClass(f"{starts[at]} to {words[at + 1]}", lows[at], breaks[at + 1]) for at in range(len(breaks) - 1)
    )
    first, last = MapClass(f"up to {words[0]}", None, breaks[0]), MapClass(f"{starts[-1]} or more", lows[-1])
    why = "The limits of the classes are set by hand and stay the same from edition to edition."
    return Classes((first, *middle, last), why, dark_high)


def national_deciles() -> Classes:
    """
    Give the tenths of all of England's areas, 1 the worst and darkest.

    Examples
    --------
    >>> [found.label for found in national_deciles().classes][:2]
    ['1 (worst tenth)', '2']
    """
    ends = {1: " (worst tenth)", DECILES: " (best tenth)"}
    labels = [f"{at}{ends.get(at, '')}" for at in range(1, DECILES + 1)]
    found = tuple(MapClass(label, at, at) for at, label in enumerate(labels, start=1))
    return Classes(found, DECILES_WHY, dark_high=False)


def changes(differences: Iterable[float | None], *, decimals: int, suffix: str = "") -> Classes:
    """
    Put changes into five classes about none: a large fall, a fall, about the same, a rise, a large rise.

    Parameters
    ----------
    differences : iterable of float or None
        Later value less earlier one; None is missing.
    decimals : int
        Decimals that the differences are printed with.
    suffix : str, default ""
        What follows a printed difference.

    Returns
    -------
    Classes
        Diverging, with a sign for each side. The middle holds what is below a tenth of the largest change, and at
        least what prints as no change; a large change is at least half of the largest.

    Examples
    --------
    >>> [found.label for found in changes([-1, 4, 10], decimals=0).classes]
    ['fell by 5 or more', 'fell by 1 to 4', 'no change', 'rose by 1 to 4', 'rose by 5 or more']
    """
    step = 10**-decimals
    largest = max((abs(d) for d in differences if d is not None), default=0.0)
    same = max(0.0, round(largest * SAME - step, decimals))
    some = round(same + step, decimals)
    large = max(round(largest / 2, decimals), round(some + step, decimals))
    below = round(large - step, decimals)
    printed = {size: number(size, decimals=decimals) + suffix for size in (same, some, below, large)}
    between = _range_words(some, below, decimals, suffix)
    middle = "no change" if same < step else f"changed by {printed[same]} or less"
    found = (
        MapClass(f"fell by {printed[large]} or more", None, -large, "▼"),
        MapClass(f"fell by {between}", -below, -some, "▽"),
        MapClass(middle, -same, same),
        MapClass(f"rose by {between}", some, below, "△"),
        MapClass(f"rose by {printed[large]} or more", large, None, "▲"),
    )
    why = (
        "A change counts as large from half of the largest one on; "
        f"{'what prints alike is no change' if same < step else 'below a tenth of it an area is about the same'}."
    )
    return Classes(found, why, scale=Scale.DIVERGING)


def counts(classes: Classes, places: Iterable[int | None]) -> tuple[int, ...]:
    """Count the areas of each class."""
    found = [place for place in places if place is not None]
    return tuple(found.count(at) for at in range(len(classes.classes)))


def _held(values: Iterable[float | None], decimals: int) -> list[float]:
    return sorted(round(value, decimals) for value in values if value is not None)


def _between(held: Sequence[float], ends: Sequence[float], decimals: int, suffix: str) -> tuple[MapClass, ...]:
    """Name the classes between the lowest value, the ends and the highest."""
    if not held:
        return ()
    step = 10**-decimals
    inside = len(held) > 2  # noqa: PLR2004  two are the ends of a stretch, not values
    after = [round(end + step, decimals) for end in ends]
    lows = [
        held[0],
        *(min(v for v in held if v > end) if inside else low for end, low in zip(ends, after, strict=True)),
    ]
    highs = [*ends, held[-1]]
    return tuple(
        MapClass(_range_words(low, high, decimals, suffix), low, high) for low, high in zip(lows, highs, strict=True)
    )


def _range_words(low: float, high: float, decimals: int, suffix: str) -> str:
    first, last = (number(value, decimals=decimals) + suffix for value in (low, high))
    return first if first == last else f"{first} to {last}"
