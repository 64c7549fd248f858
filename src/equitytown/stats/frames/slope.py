"""The slope and the relative index of inequality by column name."""

from typing import Literal

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats import slope
from equitytown.stats.checks import Confidence
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.life_bands import each_age, flattened, told_first
from equitytown.stats.frames.quantile_tables import Quantiles, quantiles_of
from equitytown.stats.intervals import Computed
from equitytown.stats.slope import SlopeIndex
from equitytown.stats.slope_quantiles import Kind
from equitytown.stats.slope_simulation import DRAWS

MEASURES = ("slope index", "relative index")
LINE, CURVE = "weighted least squares", "weighted least squares on the {} scale"


def slope_index(
    data: IntoFrameT,
    *,
    value: str = "value",
    population: str = "population",
    quantile: str = "quantile",
    lower: str | None = "lower",
    upper: str | None = "upper",
    standard_error: str | None = None,
    by: By | None = None,
    kind: Kind = "value",
    limits: float = 0.95,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
    seed: int = 1,
    draws: int = DRAWS,
) -> IntoFrameT:
    """
    Slope and relative index of inequality, from a line through the quantiles' figures.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each quantile of each group.
    value, population : str
        Columns of the quantiles' figures (proportions as shares of 1) and people.
    quantile : str, default "quantile"
        Column of whole numbers from 1, the most deprived: to 5 for quintiles, 10 for deciles, at most 100.
    lower, upper : str, optional
        Columns of the figures' confidence limits.
    standard_error : str, optional
        Column of standard errors, read in place of limits: of the figures, of their logarithms for rates, of
        their log odds for proportions.
    by : str or sequence of str, optional
        Columns whose combinations make one line; all rows together by default.
    kind : {"value", "rate", "proportion"}, default "value"
        Where errors lie evenly about the figures: on their own scale, the log scale, or the logit scale.
    limits : float, default 0.95
        Coverage of the limits given.
    multiplier : float, default 1
        100 for proportions in per cent. Below 0 it turns the slope index round and the relative index upside
        down.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage of the limits given back.
    seed : int, default 1
        Starts the simulation of limits of rates and proportions.
    draws : int, default 100,000
        Simulated lines for each group of rates or proportions.

    Returns
    -------
    dataframe
        Two rows for each group: `measure` (slope index, relative index), `intercept` (the line's height at the
        most deprived end), `value`, limits, `method` and `note`. A group is withheld where a quantile, its
        figure or its population is missing.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a quantile stands twice in a group, or for a reason of
        `equitytown.stats.slope_index`.

    See Also
    --------
    equitytown.stats.slope_index : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> lives = pl.DataFrame({
    ...     "quantile": [1, 2, 3, 4, 5], "population": [20] * 5, "value": [76, 78, 79, 81, 82],
    ...     "standard_error": [0.5] * 5})
    >>> slope_index(lives, standard_error="standard_error").select("measure", pl.col("value").round(3)).rows()
    [('slope index', 7.5), ('relative index', 1.099)]
    """
    laid = quantiles_of(
        data, value=value, population=population, quantile=quantile, lower=lower, upper=upper,
        standard_error=standard_error, by=by, kind=kind,
    )  # fmt: skip
    found = slope.slope_index(
        laid.value, laid.population, **laid.errors, kind=kind, limits=limits, multiplier=multiplier,
        confidence=confidence, seed=seed, draws=draws,
    )  # fmt: skip
    redrawn = f"{LINE}, {draws:,} redrawn lines"
    method = (f"{LINE}, normal limits", f"{LINE}, Fieller's limits") if kind == "value" else (redrawn, redrawn)
    return _answered(data, laid, found, confidence=confidence, method=method)


def transformed_slope_index(
    data: IntoFrameT,
    *,
    kind: Literal["rate", "proportion"],
    value: str = "value",
    population: str = "population",
    quantile: str = "quantile",
    lower: str | None = "lower",
    upper: str | None = "upper",
    standard_error: str | None = None,
    by: By | None = None,
    limits: float = 0.95,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Slope and relative index of inequality, from a line through the logarithms or log odds of the figures.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each quantile of each group.
    kind : {"rate", "proportion"}
        Whether the line goes through the logarithms (rates) or the log odds (proportions).
    value, population : str
        Columns of the quantiles' figures (proportions as shares of 1) and people.
    quantile : str, default "quantile"
        Column of whole numbers from 1, the most deprived: to 5 for quintiles, 10 for deciles, at most 100.
    lower, upper : str, optional
        Columns of the figures' confidence limits.
    standard_error : str, optional
        Column of standard errors, read in place of limits: of the logarithms or the log odds.
    by : str or sequence of str, optional
        Columns whose combinations make one line; all rows together by default.
    limits : float, default 0.95
        Coverage of the limits given.
    multiplier : float, default 1
        100 for proportions in per cent. Below 0 it turns the slope index round and the relative index upside
        down.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage of the limits given back.

    Returns
    -------
    dataframe
        As `slope_index` gives. A group is withheld also where a rate is 0, or a proportion 0 or 1.

    Raises
    ------
    InputError
        As for `slope_index`.

    See Also
    --------
    equitytown.stats.transformed_slope_index : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> smokers = pl.DataFrame({
    ...     "quantile": [1, 2, 3, 4, 5], "population": [20] * 5, "value": [0.30, 0.25, 0.22, 0.18, 0.15],
    ...     "standard_error": [0.04] * 5})
    >>> found = transformed_slope_index(smokers, kind="proportion", standard_error="standard_error", multiplier=100)
    >>> found.select("measure", pl.col("value").round(2)).rows()
    [('slope index', -18.51), ('relative index', 0.43)]
    """
    laid = quantiles_of(
        data, value=value, population=population, quantile=quantile, lower=lower, upper=upper,
        standard_error=standard_error, by=by, kind=kind,
    )  # fmt: skip
    found = slope.transformed_slope_index(
        laid.value, laid.population, **laid.errors, kind=kind, limits=limits, multiplier=multiplier,
        confidence=confidence,
    )  # fmt: skip
    method = CURVE.format("log" if kind == "rate" else "logit")
    return _answered(data, laid, found, confidence=confidence, method=(method, method))


def _answered(
    data: IntoFrameT, laid: Quantiles, found: SlopeIndex, *, confidence: Confidence, method: tuple[str, str]
) -> IntoFrameT:
    """Give two rows for each group: its slope index and its relative index."""
    both = Computed(*(np.stack(parts, axis=-1) for parts in zip(found.slope, found.relative, strict=True)))
    count = len(laid.table.there)
    flat = flattened(both, told_first(laid.table.lacking("quantile"), both.note), confidence)
    columns: dict[str, Column] = {
        "measure": list(MEASURES) * count,
        "intercept": np.repeat(found.intercept, len(MEASURES)),
    }
    columns |= computed_columns(flat, confidence=confidence, method=list(method) * count)
    return answered(data, each_age(laid.table.keys, len(MEASURES)), columns)
