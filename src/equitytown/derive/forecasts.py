"""
Where a series would go from each of its points: what a library of forecasting works out, statsmodels.

Its parameters are not fitted to one short series: a few settings are tried over many series (`stats.backtests`). With
parameters and starting level given, one pass over a series gives the level and slope after each of its figures, and
with them the forecasts that would have been made then. The library takes seconds to load, and the same figures always
give the same numbers: what it gave is kept between builds.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from equitytown.errors import BuildError
from equitytown.stats.checks import Floats
from equitytown.store.kept import kept

NEEDED = (
    "Projections are worked out by statsmodels, which is not installed. "
    'Install it with: pip install "equitytown[report]"'
)
LAST, DRIFT, SMOOTHED, DAMPED = "last value", "drift", "simple exponential smoothing", "damped Holt"


@dataclass(frozen=True, slots=True)
class Setting:
    """
    A method with its parameters.

    `level` is how much the newest figure counts, `trend` how much of a new step in level goes into the slope, both
    between 0 and 1, and `damping` what is left of the slope at each step ahead. Without a trend there is no slope.
    """

    method: str
    level: float = 0.0
    trend: float = 0.0
    damping: float = 1.0

    def __str__(self) -> str:
        weights = [("level", self.level), ("trend", self.trend), ("damping", self.damping if self.trend else 0.0)]
        told = ", ".join(f"{name} {weight:g}" for name, weight in weights if weight)
        return f"{self.method} ({told})" if told else self.method


# From the simplest on. Damping between 0.8 and 0.98 is what textbooks advise (Hyndman and Athanasopoulos 2021, 8.2).
SETTINGS = (
    Setting(LAST),
    Setting(DRIFT),
    *(Setting(SMOOTHED, level) for level in (0.2, 0.4, 0.6, 0.8)),
    *(Setting(DAMPED, level, trend, damping) for level in (0.4, 0.8) for trend in (0.2, 0.5) for damping in (0.8, 0.9)),
)


def forecasts(series: Floats, *, horizon: int, cache: Path | None = None) -> Floats:
    """
    Give what each setting would have forecast from each point of each series.

    Parameters
    ----------
    series : ndarray, shape (series, points)
        Figures a step apart, oldest first, none missing; two points or more.
    horizon : int
        How many steps ahead.
    cache : Path, optional
        Where the library's numbers are kept between builds; None keeps nothing.

    Returns
    -------
    ndarray, shape (settings, series, points, horizon)
        In the order of `SETTINGS`; from each point on what was known there, 1 to `horizon` steps ahead.

    Raises
    ------
    BuildError
        If statsmodels is not installed.

    Notes
    -----
    The last value goes on as it is; drift adds the mean change so far at each step. Smoothing starts from the first
    figure without a slope, so that no later figure reaches back into an earlier forecast.

    References
    ----------
    Hyndman RJ, Athanasopoulos G (2021), Forecasting: principles and practice, 3rd edition, chapters 5 and 8. Gardner
    ES, McKenzie E (1985), Forecasting trends in time series, Management Science 31: 1237-1246.
    """
    smoothing = [setting for setting in SETTINGS if setting.method in (SMOOTHED, DAMPED)]
    plain = [_plain(series, setting, horizon) for setting in SETTINGS if setting not in smoothing]
    states = zip(smoothing, _states(series, smoothing, cache), strict=True)
    smoothed = [_carried(level, slope, setting.damping, horizon) for setting, (level, slope) in states]
    return np.stack([*plain, *smoothed])  # SETTINGS begins with the plain ones


def _plain(series: Floats, setting: Setting, horizon: int) -> Floats:
    """Carry on from each point without a library: the floors that any method has to beat."""
    steps = np.maximum(np.arange(series.shape[1]), 1)  # at the first point no change is known, and its sum is 0
    slope = (series - series[:, :1]) / steps if setting.method == DRIFT else np.zeros_like(series)
    return _carried(series, slope, 1.0, horizon)


def _carried(level: Floats, slope: Floats, damping: float, horizon: int) -> Floats:
    """Carry a level on along a slope that is damped at each step."""
    reach = np.cumsum(damping ** np.arange(1, horizon + 1))
    return np.asarray(level[..., None] + slope[..., None] * reach)


def _states(series: Floats, settings: Sequence[Setting], cache: Path | None) -> Floats:
    """Level and slope after each figure, setting by setting: shape (settings, 2, series, points)."""
    given = {"series": series.tolist(), "settings": [[s.level, s.trend, s.damping] for s in settings]}
    try:
        made_with = f"statsmodels {version('statsmodels')}"
        held = kept(cache, json.dumps(given), made_with, make=lambda: json.dumps(_worked(series, settings)).encode())
    except ModuleNotFoundError as error:
        raise BuildError(NEEDED) from error
    return np.array(json.loads(held), dtype=np.float64)


def _worked(series: Floats, settings: Sequence[Setting]) -> list[Any]:  # of nested lists of numbers
    return [
        [list(part) for part in zip(*(smooth(row, setting) for row in series), strict=True)] for setting in settings
    ]


def smooth(row: Floats, setting: Setting, *, start: float | None = None) -> tuple[list[float], list[float]]:
    """
    Give the level and the slope of one series after each of its figures.

    Parameters
    ----------
    row : ndarray, shape (points,)
        Figures, oldest first.
    setting : Setting
        How much the newest counts.
    start : float, optional
        The level before the first figure; the first figure itself by default.

    Returns
    -------
    tuple of two lists of float
        Levels and slopes. Without a trend slopes are 0.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # noqa: PLC0415  takes seconds to load

    begin = float(row[0]) if start is None else start
    if setting.method == SMOOTHED:
        model = ETSModel(row, initialization_method="known", initial_level=begin)
        weights = [setting.level]
    else:
        model = ETSModel(
            row, trend="add", damped_trend=True, initialization_method="known", initial_level=begin, initial_trend=0.0
        )
        weights = [setting.level, setting.level * setting.trend, setting.damping]
    # A series that never moved leaves no error: its likelihood and standardised errors, read nowhere, divide by 0.
    with np.errstate(divide="ignore", invalid="ignore"):
        found = model.smooth(weights)
    return found.level.tolist(), found.slope.tolist() if setting.trend else [0.0] * len(row)
