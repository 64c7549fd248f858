"""Checks at the door: what every statistic asks of its input, with sentences that name the first fault."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.errors import InputError

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Notes = NDArray[np.object_]  # of str: numpy's own text arrays are as wide as their longest row
Confidence = float | Sequence[float]
CONFIDENCE = 0.95  # what every rule that reads limits is worded for
A_HAIR = 1e-9  # of a count: what adding its parts in another order costs
MOST = 2**31  # of an option that counts something
NUMBERS = "biuf"  # numpy's kinds of truth values, whole numbers and decimals


def floats(values: ArrayLike, *, name: str) -> Floats:
    """Read numbers as a float array; NaN, None and a masked number mean missing. Text and infinity are refused."""
    if isinstance(values, np.ma.MaskedArray):
        values = np.ma.filled(values.astype(np.float64), np.nan)  # a mask says missing: what lies under it is no figure
    try:
        found = np.asarray(values)
    except ValueError:
        raise InputError(f"{name} has rows of different lengths. Fill them up with NaN.") from None
    if found.dtype == object and all(v is None or isinstance(v, int | float | Decimal | np.number) for v in found.flat):
        found = found.astype(np.float64)
    if found.dtype.kind not in NUMBERS:
        raise InputError(f"{name} must be numbers, and some are not. Leave a missing number as NaN.")
    found = found.astype(np.float64, copy=False)
    refuse(np.isinf(found), f"{name} is infinite", lambda i: f"{found.flat[i]:g}",
           mend="Mark a number that cannot be given as NaN.")  # fmt: skip
    return found


def same_shape(**arrays: Floats) -> None:
    """Refuse arrays that differ in shape."""
    shapes = {name: array.shape for name, array in arrays.items()}
    if len(set(shapes.values())) > 1:
        listed = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise InputError(f"arrays differ in shape ({listed}). Give one number of each for every row.")


def one_row(**arrays: Floats) -> None:
    """Refuse arrays that differ in shape or are not one row of numbers."""
    same_shape(**arrays)
    name, array = next(iter(arrays.items()))
    if array.ndim != 1:
        raise InputError(f"{name} has the shape {array.shape}. Give one row, a number an area.")


def whole_number(number: float, *, name: str, least: int = 1) -> int:
    """Refuse an option that is no whole number, too small, or beyond all use."""
    if not isinstance(number, int | float | np.number) or not least <= number < MOST or number != int(number):
        raise InputError(f"{name} must be a whole number from {least} upwards, and is {number!r}.")
    return int(number)


def refuse_negative(array: Floats, *, name: str) -> None:
    """Refuse counts below 0."""
    refuse(array < 0, f"{name} is negative", lambda i: f"{array.flat[i]:g}",
           mend="Counts start at 0; mark a missing count as NaN.")  # fmt: skip


def refuse_not_above_zero(array: Floats, *, name: str) -> None:
    """Refuse people at risk, weights or errors of 0 or less."""
    refuse(array <= 0, f"{name} is not above 0", lambda i: f"{array.flat[i]:g}",
           mend="Leave such rows out, or mark them missing.")  # fmt: skip


def refuse(bad: Truths | np.bool_, sentence: str, describe: Callable[[int], str], *, mend: str) -> None:
    """Refuse when any row is bad: count them, show the first, say how to mend."""
    if bad.any():
        first = int(np.flatnonzero(bad)[0])
        raise InputError(
            f"{sentence} in {bad.sum()} of {bad.size} rows (first: row {first}, {describe(first)}). {mend}"
        )


def refuse_loose_limits(value: Floats, lower: Floats, upper: Floats) -> None:
    """Refuse limits that do not enclose their value. A missing limit passes."""
    refuse((lower > value) | (upper < value) | (lower > upper), "limits do not enclose the value",
           lambda i: f"{value.flat[i]:g} ({lower.flat[i]:g} to {upper.flat[i]:g})",
           mend="Correct the value or its limits.")  # fmt: skip


def fewer_than(events: Floats, limit: float) -> Truths:
    """Say where there are fewer events than a limit; sums of parts that make it but for rounding are not fewer."""
    fewer: Truths = events < limit * (1 - A_HAIR)
    return fewer


def one_number(option: float, *, name: str, mend: str) -> float:
    """Refuse an option that is not one number."""
    if np.ndim(option) or not isinstance(option, int | float | Decimal | np.number | np.ndarray):
        raise InputError(f"{name} must be a number, and is {option!r}. {mend}")
    return float(option)


def confidence_level(confidence: float) -> float:
    """Refuse a confidence that is not a share; 95 is asked back as 0.95."""
    confidence = one_number(confidence, name="confidence", mend="Give one, such as 0.95.")
    if not confidence > 0 or not 0.5 + confidence / 2 < 1:
        hint = f" Did you mean {confidence / 100:g}?" if 1 < confidence < 100 else ""  # noqa: PLR2004  a percentage
        raise InputError(f"confidence must lie above 0 and below 1, and is {confidence:g}.{hint}")
    return confidence


def several(confidence: Confidence) -> Floats:
    """Read one confidence or several as a row of numbers; text is refused."""
    levels = np.atleast_1d(floats(confidence, name="confidence"))
    if levels.ndim > 1:
        raise InputError("confidence must be one number, or one row of them.")
    return levels


def is_single(confidence: Confidence) -> bool:
    """Say whether one confidence is asked for, which gives limits without an axis of their own."""
    return np.ndim(confidence) == 0


def confidence_levels(confidence: Confidence, *, like: Floats) -> Floats:
    """Shape confidences to stand before an array: one without an axis, several along a new first axis."""
    levels = np.array([confidence_level(float(level)) for level in several(confidence)])
    if not levels.size:
        raise InputError("no confidence is given. Give one, such as 0.95.")
    return levels[0] if is_single(confidence) else levels.reshape(-1, *(1 for _ in like.shape))


def notes(shape: tuple[int, ...], *reasons: tuple[Truths | np.bool_, str]) -> Notes:
    """Say for every row why it has no figure; the first reason that holds is given, "" where none does."""
    found = np.full(shape, "", dtype=object)
    for holds, reason in reversed(reasons):
        found[np.broadcast_to(holds, shape)] = reason
    return found[()]
