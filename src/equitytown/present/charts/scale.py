"""Scales: round ends and round steps for an axis, and the words at its ticks."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 5.0, 10.0)
_NEAR_ZERO = 0.4  # values that reach below this share of the highest are drawn from zero
_FLAT_MARGIN = 0.05  # equal values stand in the middle of a scale this far to either side
_SMALLEST_MARGIN = 0.5
_NEAR_TICK = 0.3  # an axis that ends this close to a tick, in steps, ends on it
_BEYOND = 0.15  # otherwise it runs on so far past the last value


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of an axis and its ticks; positions are in the unit of the values."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    @property
    def domain(self) -> list[float]:
        """Both ends, as Vega-Lite takes them."""
        return [self.low, self.high]

    def label(self, tick: float) -> str:
        """Word a tick; all ticks of an axis have the same decimals."""
        return f"{tick:,.{self.decimals}f}".replace("-", "\N{MINUS SIGN}")

    def along(self, value: float, length: float) -> float:
        """Say how far along an axis of `length` pixels a value stands."""
        return (value - self.low) / (self.high - self.low) * length


def scale_for(values: Iterable[float | None], *, ticks: float) -> Scale:
    """
    Find the round scale that holds all values.

    Parameters
    ----------
    values : iterable of float or None
        What is to be drawn, limits included; missing values are passed over.
    ticks : float
        About how many ticks there is room for.

    Returns
    -------
    Scale
        From zero where the values come near it, otherwise close around them; 0 to 1 when there is no value.

    Examples
    --------
    >>> scale_for([76.5, 80.2], ticks=5).ticks
    (77.0, 78.0, 79.0, 80.0)
    >>> scale_for([4.1, 13.9], ticks=5).low
    0.0
    """
    low, high = _ends(values)
    step = _round_step((high - low) / ticks)
    return _marked(_end(low, step, math.floor), _end(high, step, math.ceil), step)


def scale_to_ticks(values: Iterable[float | None], *, ticks: float) -> Scale:
    """
    Find the round scale that holds all values and ends on a tick at both sides.

    It is `scale_for` run on to the next ticks, for a chart whose outermost marks are read off the axis.

    Examples
    --------
    >>> scale_to_ticks([61.9, 530.5], ticks=6).ticks
    (0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0)
    """
    low, high = _ends(values)
    step = _round_step((high - low) / ticks)
    return _marked(math.floor(low / step + _TINY) * step, math.ceil(high / step - _TINY) * step, step)


def _ends(values: Iterable[float | None]) -> tuple[float, float]:
    """Give the lowest and highest value, apart from each other, and zero where they come near it."""
    held = [value for value in values if value is not None]
    low, high = (min(held), max(held)) if held else (0.0, 1.0)
    if low == high:
        margin = max(abs(low) * _FLAT_MARGIN, _SMALLEST_MARGIN)
        low, high = low - margin, high + margin
    return (0.0 if 0 <= low < _NEAR_ZERO * high else low), high


def _marked(low: float, high: float, step: float) -> Scale:
    """Set ticks at every step between two ends."""
    decimals = max(0, -math.floor(math.log10(step)))
    marks = range(math.ceil(low / step - _TINY), math.floor(high / step + _TINY) + 1)
    return Scale(low, high, tuple(round(i * step, decimals) for i in marks), decimals)


def _end(value: float, step: float, away: Callable[[float], int]) -> float:
    """End the axis on the next tick if that is near, otherwise a little beyond the value."""
    tick = away(value / step) * step
    if abs(tick - value) <= _NEAR_TICK * step:
        return tick
    return value + math.copysign(_BEYOND * step, tick - value)


_TINY = 1e-9  # keeps a value that stands on a tick from adding another


def _round_step(step: float) -> float:
    """Give the nearest 1, 2 or 5 times a power of ten, nearness counted in ratios."""
    power = 10.0 ** math.floor(math.log10(step))
    return min(_STEPS, key=lambda s: abs(math.log(s * power / step))) * power


def tick_words(scale: Scale, tick: float, *, unit: str) -> str:
    """Word a tick; a percentage carries its sign, other units stand elsewhere on the chart."""
    return scale.label(tick) + ("%" if unit == "%" else "")
