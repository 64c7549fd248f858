"""What slope indices share: quantiles read and checked at the door, and the scales that their errors lie on."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Floats,
    Truths,
    floats,
    one_number,
    refuse,
    refuse_loose_limits,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.differences import Scale, standard_error
from equitytown.stats.intervals import Interval
from equitytown.stats.relative_rank import Line, line_through, shares

Kind = Literal["value", "rate", "proportion"]
Reason = tuple[Truths | np.bool_, str]

SCALES: dict[str, Scale] = {"value": "natural", "rate": "log", "proportion": "logit"}
FEWEST, MOST = 5, 100  # quantiles: fewer make no line to speak of, more are no quantiles (PHE's tool has the same)

NO_VALUE = "a quantile has no value"
NO_POPULATION = "a quantile has no population"
NO_ERRORS = "neither limits nor standard errors are given, so there are no limits"
NO_ERROR = "a quantile has no limits, or such that say nothing of its error, so there are none"
NO_PLACE = {
    "rate": "a rate of 0 has no place on the log scale",
    "proportion": "a proportion of 0 or 1 has no place on the logit scale",
}
NOT_ABOVE = "the line is not above 0 at the end that is divided by"
NOT_SURELY_ABOVE = "the line is not surely above 0 at the end that is divided by, so there are no limits"


class Quantiles(NamedTuple):
    """
    Quantiles already checked, each of shape (..., quantiles); `share` is of the people.

    `centre` and `error` are the figure and its standard error on the scale of its kind; NaN where unknown.
    `withheld` says for which groups there is no index and why; `unlimited` for which there are no limits.
    """

    value: Floats
    share: Floats
    centre: Floats
    error: Floats
    withheld: tuple[Reason, ...]
    unlimited: tuple[Reason, ...]

    @property
    def line(self) -> Line:
        """How the fitted line hangs on the figures."""
        return line_through(self.share)


class Ends(NamedTuple):
    """Limits of the slope and of the relative index, before the multiplier."""

    slope: Interval
    relative: Interval


def open_quantiles(
    value: ArrayLike,
    population: ArrayLike,
    *,
    lower: ArrayLike | None,
    upper: ArrayLike | None,
    standard_error: ArrayLike | None,
    kind: Kind,
    limits: float,
) -> Quantiles:
    """Read and check what a slope index is worked out from."""
    if kind not in SCALES:
        raise InputError(f'kind must be "value", "rate" or "proportion", and is "{kind}".')
    figure, people = floats(value, name="value"), floats(population, name="population")
    same_shape(value=figure, population=people)
    _check_count(figure)
    refuse_not_above_zero(people, name="population")
    _check_range(figure, kind)
    error = _errors(figure, lower, upper, standard_error, kind=kind, limits=limits)
    centre = to_scale(figure, kind)
    withheld = ((np.isnan(figure).any(axis=-1), NO_VALUE), (np.isnan(people).any(axis=-1), NO_POPULATION))
    reason = NO_ERRORS if standard_error is None and lower is None else NO_ERROR
    unlimited = ((np.isnan(centre).any(axis=-1), NO_PLACE.get(kind, "")), (np.isnan(error).any(axis=-1), reason))
    return Quantiles(figure, shares(people), centre, error, withheld, unlimited)


def to_scale(value: Floats, kind: Kind) -> Floats:
    """Put figures on the scale of their kind; NaN where one has no place there."""
    if kind == "value":
        return value
    inside = np.where((value == 0) | ((value == 1) & (kind == "proportion")), np.nan, value)
    found: Floats = np.log(inside) if kind == "rate" else np.log(inside / (1 - inside))
    return found


def from_scale(kind: Kind) -> Callable[[Floats], Floats]:
    """Give the way back from a scale to figures."""
    return {"rate": _exp, "proportion": _expit}[kind]


def check_multiplier(multiplier: float) -> float:
    """Refuse a multiplier of 0; one below 0 turns the indices round."""
    multiplier = one_number(multiplier, name="multiplier", mend="Use 100 for per cent.")
    if multiplier == 0 or not np.isfinite(multiplier):
        raise InputError(f"multiplier must be a number other than 0, and is {multiplier:g}. Use 100 for per cent.")
    return float(multiplier)


def _check_count(figure: Floats) -> None:
    count = figure.shape[-1] if figure.ndim else 0
    if not FEWEST <= count <= MOST:
        raise InputError(
            f"a slope index needs {FEWEST} to {MOST} quantiles along the last axis, and there are {count}. "
            "Use quintiles or deciles."
        )


def _check_range(figure: Floats, kind: Kind) -> None:
    if kind == "rate":
        refuse_negative(figure, name="value")
    if kind == "proportion":
        refuse((figure < 0) | (figure > 1), "a proportion is outside 0 to 1", lambda i: f"{figure.flat[i]:g}",
               mend="Give proportions as shares of 1, and multiplier=100 for per cent.")  # fmt: skip


def _errors(
    figure: Floats,
    lower: ArrayLike | None,
    upper: ArrayLike | None,
    given: ArrayLike | None,
    *,
    kind: Kind,
    limits: float,
) -> Floats:
    """Read standard errors, or recover them from limits; NaN where neither says."""
    if (lower is None) != (upper is None):
        raise InputError("only one of lower and upper is given. Give both, or neither.")
    if given is not None and lower is not None:
        raise InputError("both limits and standard errors are given. Give one kind.")
    if given is not None:
        error = floats(given, name="standard_error")
        same_shape(value=figure, standard_error=error)
        refuse_not_above_zero(error, name="standard_error")
        return error
    if lower is None or upper is None:
        return np.full(figure.shape, np.nan)
    low, high = floats(lower, name="lower"), floats(upper, name="upper")
    same_shape(value=figure, lower=low, upper=high)
    refuse_loose_limits(figure, low, high)
    return standard_error(low, high, scale=SCALES[kind], confidence=limits)


def _exp(scaled: Floats) -> Floats:
    found: Floats = np.exp(scaled)
    return found


def _expit(scaled: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-scaled))
    return found
