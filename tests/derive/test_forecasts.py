"""What statsmodels works out. The library takes seconds to load: only these and the tests of projecting load it."""

import csv
import sys

import numpy as np
import pytest
from numpy.testing import assert_allclose

from equitytown.derive import forecasts as module
from equitytown.derive.forecasts import DAMPED, DRIFT, LAST, SETTINGS, SMOOTHED, Setting, forecasts, smooth
from equitytown.errors import BuildError

LEVEL, START = 0.8338901, 446.5867935  # of the published example, with the digits that R holds
TWO = np.array([[3.0, 5, 4, 8, 7], [1, 1, 2, 3, 5]])


def test_smoothing_gives_the_published_forecasts(root):
    pytest.importorskip("statsmodels")
    with (root / "tests" / "data" / "published_exponential_smoothing.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    oil = np.array([float(row["oil_million_tonnes"]) for row in rows[:-1]])
    levels, slopes = smooth(oil, Setting(SMOOTHED, LEVEL), start=START)
    printed = [float(row["forecast_one_ahead"]) for row in rows[1:]]
    assert_allclose(levels, printed, atol=1e-3)
    assert set(slopes) == {0.0}


def test_a_damped_trend_follows_its_own_equations():
    pytest.importorskip("statsmodels")
    level, slope, wanted = TWO[0, 0], 0.0, []
    for figure in TWO[0]:
        before, level = level, 0.4 * figure + 0.6 * (level + 0.9 * slope)
        slope = 0.2 * (level - before) + 0.8 * 0.9 * slope
        wanted.append((level, slope))
    assert_allclose(np.transpose(smooth(TWO[0], Setting(DAMPED, 0.4, 0.2, 0.9))), wanted)


def test_no_forecast_looks_ahead():
    pytest.importorskip("statsmodels")
    whole, begun = forecasts(TWO, horizon=2), forecasts(TWO[:, :3], horizon=2)
    assert_allclose(whole[:, :, :3], begun)


def test_the_floors_are_the_last_value_and_the_mean_change():
    pytest.importorskip("statsmodels")
    found = dict(zip(SETTINGS, forecasts(TWO, horizon=2), strict=True))
    assert found[Setting(LAST)][0, -1].tolist() == [7, 7]
    assert found[Setting(DRIFT)][0, -1].tolist() == [8, 9]
    assert found[Setting(DRIFT)][:, 0].tolist() == [[3, 3], [1, 1]]


def test_what_was_kept_needs_no_library(tmp_path, monkeypatch):
    pytest.importorskip("statsmodels")
    made = forecasts(TWO, horizon=2, cache=tmp_path)
    monkeypatch.setattr(module, "smooth", None)
    assert_allclose(forecasts(TWO, horizon=2, cache=tmp_path), made)


def test_without_the_library_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.tsa.exponential_smoothing.ets", None)
    with pytest.raises(BuildError, match=r"statsmodels, which is not installed\. Install it with: pip install"):
        forecasts(TWO, horizon=2)


def test_a_setting_is_named_by_its_method_and_what_is_set():
    assert str(Setting(LAST)) == "last value"
    assert str(Setting(DAMPED, 0.4, 0.2, 0.9)) == "damped Holt (level 0.4, trend 0.2, damping 0.9)"
