"""Projection: where would a measure stand if it went on as it has, and how far off have such projections been?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from equitytown.compare.comparable import Run, later, matching, run_of
from equitytown.derive.forecasts import SETTINGS, forecasts
from equitytown.errors import InputError
from equitytown.stats.backtests import (
    FEWEST_ORIGINS,
    fewest_errors,
    in_order,
    left_out,
    mean_absolute,
    past_errors,
    reach,
    scaled_errors,
    simplest_of_best,
)
from equitytown.stats.bounded import from_line, to_line
from equitytown.stats.checks import CONFIDENCE, Floats, Truths
from equitytown.terms.indicator import BOUNDS, Basis, Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period, long_date
from equitytown.terms.projection import ProjectedPoint, Projection

FEWEST_PERIODS = 8  # comparable and without a shared day: with fewer no past projection can be looked at
FURTHEST = 2  # a projection goes no further than half as far as its series goes back
KINDS = tuple(setting.method for setting in SETTINGS)


def project(
    own: Sequence[Observation],
    others: Mapping[str, Sequence[Observation]],
    *,
    indicator: Indicator,
    until: date,
    confidence: float = CONFIDENCE,
    cache: Path | None = None,
) -> Projection:
    """
    Carry a place's series on, by the method that did best in the past, with intervals as wide as its errors.

    Parameters
    ----------
    own : sequence of Observation
        The place's figures for one sex, oldest first.
    others : mapping of str to sequence of Observation
        Its neighbours' figures for the same sex, by area code. The place itself among them is passed over.
    indicator : Indicator
        Its unit bounds what can be projected, its breaks end a series.
    until : date
        The last projected period is the last that ends by this day.
    confidence : float, default 0.95
        The share of outcomes that intervals should hold.
    cache : Path, optional
        Where the library's numbers are kept between builds; None keeps nothing.

    Returns
    -------
    Projection
        Without points, and with the reason, where the series is too short, broken, modelled or too near for `until`,
        or too few past errors are known. Years of the pandemic stand in it like any other.

    Raises
    ------
    InputError
        If figures of several areas or sexes are given as one series, or `confidence` is out of range.
    BuildError
        If the library that it rests on is not installed.

    References
    ----------
    docs/methods/projection.md. Tashman LJ (2000), Out-of-sample tests of forecasting accuracy, International Journal
    of Forecasting 16: 437-450.
    """
    _check(own, confidence)
    run = run_of(own, indicator=indicator)
    area_code, sex = (own[0].area_code, own[0].sex) if own else ("", indicator.headline_sex)
    empty = Projection(indicator.indicator_id, area_code, sex, confidence)
    ends = _ends(run, until)
    reason = why_no_projection(run, ends=ends, indicator=indicator, until=until)
    if reason:
        return replace(empty, reason=reason)
    alike = [matching(run, series) for code, series in others.items() if code != area_code]
    series = np.array([run.values, *(v for v in alike if v is not None and _inside(v, indicator))], dtype=np.float64)
    return _projected(empty, run, series, ends=ends, indicator=indicator, cache=cache)


def why_no_projection(run: Run, *, ends: Sequence[Period], indicator: Indicator, until: date) -> str:
    """
    Say why a series cannot be carried on; "" where it can, as far as its own figures tell.

    Parameters
    ----------
    run : Run
        Its comparable figures.
    ends : sequence of Period
        The periods wanted.
    indicator : Indicator
        What is measured.
    until : date
        How far it is to be carried on.

    Returns
    -------
    str
        The rest of a sentence that begins "No projection is given, because".
    """
    if not run.observations:
        return "no figure is held"
    if indicator.collected_by is Basis.MODELLED:
        return "its figures are modelled, and a model that changes from year to year moves them by itself"
    newest = run.observations[-1].period
    if not ends:
        return f"no whole period after {newest.label}, the newest held, ends by {long_date(until)}"
    if len(run.observations) < FEWEST_PERIODS:
        return _too_few(run)
    if len(ends) > len(run.observations) // FURTHEST:
        return (
            f"{ends[-1].label} lies {len(ends)} periods ahead and {len(run.observations)} can be compared: a "
            "projection goes no further than half as far as they go back"
        )
    return "" if _inside(run.values, indicator) else "a figure stands at the end of what its unit can hold"


def _too_few(run: Run) -> str:
    """Say how many periods can be compared, and what stands in the way of more."""
    length, found = run.observations[-1].period.years, len(run.observations)
    stopped = f" ({run.stopped})" if run.stopped else ""
    pooled = f"; each pools {length} years, and those that share a year are not counted apart" if length > 1 else ""
    return (
        f"only {found} {'period' if found == 1 else 'periods'} can be compared{stopped}, and {FEWEST_PERIODS} are "
        f"needed{pooled}"
    )


def _projected(
    empty: Projection, run: Run, series: Floats, *, ends: Sequence[Period], indicator: Indicator, cache: Path | None
) -> Projection:
    """Try every method on every series, choose one, and carry the first series on by it."""
    inner = _to_line(series, indicator)
    ahead = forecasts(inner, horizon=len(ends), cache=cache)
    errors, in_unit = past_errors(ahead, inner), past_errors(_from_line(ahead, indicator), series)
    scaled = scaled_errors(in_unit, series)
    chosen = simplest_of_best(scaled, kinds=KINDS)
    width, tested = reach(errors[chosen], confidence=empty.confidence)
    if not tested:
        return replace(empty, reason=_untested(int((~np.isnan(errors[chosen, ..., 0])).sum()), empty.confidence))
    centre = ahead[chosen, 0, -1]
    values, lows, highs = (_from_line(centre + side * width, indicator).tolist() for side in (0, -1, 1))
    held, ordered = _held(errors, in_unit, series, empty.confidence)
    last = mean_absolute(in_unit[..., -1], axis=(1, 2))
    newest = run.observations[-1].period
    return replace(
        empty,
        points=tuple(ProjectedPoint(*found) for found in zip(ends, values, lows, highs, strict=True)),
        method=str(SETTINGS[chosen]), past_error=float(last[chosen]), series=len(series),
        coverage=float(held.mean()) if held.size else None, tests=held.size, in_order=ordered,
        errors=_by_kind(last, scaled), years=len(ends) * newest.years, start=newest,
        held=len(run.observations),
    )  # fmt: skip


def _held(errors: Floats, in_unit: Floats, series: Floats, confidence: float) -> tuple[Truths, bool]:
    """Say which past outcomes intervals held, and whether those were made in order of time, as far as can be."""
    ordered = in_order(errors, in_unit, series, kinds=KINDS, confidence=confidence)
    if len(ordered) >= FEWEST_ORIGINS:
        return np.concatenate(ordered), True
    return left_out(errors, scaled_errors(in_unit, series), kinds=KINDS, confidence=confidence), False


def _check(own: Sequence[Observation], confidence: float) -> None:
    """Refuse what is no single series, and a confidence that is none."""
    if not 0 < confidence < 1:
        raise InputError(f"confidence must be above 0 and below 1, and is {confidence!r}. Write 0.95 for 95%.")
    if len({(o.indicator_id, o.area_code, o.sex, o.category_type, o.category) for o in own}) > 1:
        raise InputError(
            "a projection is of one area's figures for one measure, sex and group, and these are of several. "
            "Give each series by itself."
        )


def _ends(run: Run, until: date) -> list[Period]:
    """List the periods after the newest figure that end by a day; pooled ones a whole length apart."""
    if not run.observations:
        return []
    newest = run.observations[-1].period
    furthest = max(until.year - newest.end.year, 0)
    found = [later(newest, years=years) for years in range(newest.years, furthest + 1, newest.years)]
    return [period for period in found if period.end <= until]


def _inside(values: Sequence[float], indicator: Indicator) -> bool:
    """Say whether all figures lie between the ends of what their unit can hold."""
    lowest, highest = BOUNDS[indicator.unit]
    return lowest is None or highest is None or all(lowest < value < highest for value in values)


def _to_line(values: Floats, indicator: Indicator) -> Floats:
    lowest, highest = BOUNDS[indicator.unit]
    return values if lowest is None or highest is None else to_line(values, lowest=lowest, highest=highest)


def _from_line(values: Floats, indicator: Indicator) -> Floats:
    lowest, highest = BOUNDS[indicator.unit]
    return values if lowest is None or highest is None else from_line(values, lowest=lowest, highest=highest)


def _untested(known: int, confidence: float) -> str:
    """Say that too few past projections can be looked at."""
    return (
        f"only {known} past projections can be set against what came, and an interval that holds "
        f"{confidence:.0%} of outcomes needs {fewest_errors(confidence)} from {FEWEST_ORIGINS} periods"
    )


def _by_kind(last: Floats, scaled: Floats) -> dict[str, float]:
    """Give for each kind of method the error of its best setting at the last horizon."""
    mean = np.nan_to_num(mean_absolute(scaled, axis=1))
    best = {kind: min(_places(kind), key=lambda at: float(mean[at])) for kind in dict.fromkeys(KINDS)}
    return {kind: float(last[at]) for kind, at in best.items()}


def _places(kind: str) -> list[int]:
    return [at for at, name in enumerate(KINDS) if name == kind]
