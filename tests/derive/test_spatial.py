"""What esda works out. The library takes seconds to load: no other file of tests loads it."""

import csv
import importlib
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from equitytown.compare.pattern import STANDARDISED, pattern_of
from equitytown.derive import spatial
from equitytown.derive.smoothing import smoothed
from equitytown.errors import BuildError
from equitytown.stats.empirical_bayes import empirical_bayes
from equitytown.terms.area import Area
from equitytown.terms.indicator import Basis, Unit, ValueType
from tests.factories import indicator, observation

# Homicides in 78 counties about St Louis, 1979 to 1984: rates that the documentation of PySAL's esda prints.
TO_ALL = [2.36718950e-05, 4.54539167e-05, 4.78114019e-05, 2.76907146e-05, 6.58989323e-05]
TO_NEAR = [4.01485749e-05, 3.62437513e-05, 4.93034844e-05, 5.09387329e-05, 3.72735210e-05]
MORAN_OF_1988 = 0.244  # of HR8893, the homicide rates of 1988 to 1993

pytest.importorskip("esda")


def lattice(size):
    """Squares side by side, numbered by rows."""
    return [
        [r * size + c for r, c in ((i - 1, j), (i, j - 1), (i, j + 1), (i + 1, j)) if 0 <= r < size and 0 <= c < size]
        for i in range(size)
        for j in range(size)
    ]


def coded(beside):
    return {f"E{place:08d}": tuple(f"E{near:08d}" for near in around) for place, around in enumerate(beside)}


def areas(values, **changes):
    return [
        observation(value, area=Area(f"E{place:08d}", f"Area {place}"), **{k: v[place] for k, v in changes.items()})
        for place, value in enumerate(values)
    ]


FOUR = lattice(4)
CORNER = [9.0, 8, 2, 1, 8, 7, 3, 1, 2, 3, 2, 2, 1, 1, 2, 3]  # high values in one corner


@pytest.fixture(scope="module")
def st_louis():
    """Columns and neighbours of the example data that come with the library."""
    folder = Path(importlib.import_module("libpysal").__file__).parent / "examples" / "stl"
    if not folder.is_dir():
        pytest.skip("the library came without its example data")
    with (folder / "stl_hom.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = (folder / "stl.gal").read_text(encoding="utf-8").split("\n")[1:]
    beside = {
        int(head.split()[0]): tuple(map(int, near.split()))
        for head, near in zip(lines[::2], lines[1::2], strict=False)
        if head
    }
    columns = {name: np.array([float(row[name]) for row in rows]) for name in ("HC7984", "PO7984", "HR8893")}
    return columns, [[near - 1 for near in beside[number + 1]] for number in range(len(rows))]


def test_rates_drawn_to_all_are_those_published(st_louis):
    columns, _ = st_louis
    found = empirical_bayes(columns["HC7984"], columns["PO7984"], kind="rate")
    assert_allclose(found.value[:5], TO_ALL, rtol=1e-8)


def test_rates_drawn_to_neighbours_are_those_published(st_louis):
    columns, beside = st_louis
    found = spatial.rates_drawn_to_neighbours(columns["HC7984"].tolist(), columns["PO7984"].tolist(), beside=beside)
    assert_allclose(found[:5], TO_NEAR, rtol=1e-8)


def test_morans_i_is_that_published(st_louis):
    columns, beside = st_louis
    found = spatial.autocorrelation(columns["HR8893"].tolist(), beside=beside)
    assert found.moran == pytest.approx(MORAN_OF_1988, abs=5e-4)
    assert found.p_value < 0.01


def test_rates_drawn_to_neighbours_recomputed_by_hand():
    events, people = np.array([4.0, 9, 1, 6]), np.array([100.0, 90, 80, 120])
    beside = [[1], [0, 2], [1, 3], [2]]
    expected = []
    for place, around in enumerate(beside):
        near = [place, *around]
        mean = events[near].sum() / people[near].sum()
        seen = (people[near] * (events[near] / people[near] - mean) ** 2).sum() / people[near].sum()
        spread = max(seen - mean / people[near].mean(), 0)
        expected.append(mean + (events[place] / people[place] - mean) * spread / (spread + mean / people[place]))
    assert_allclose(spatial.rates_drawn_to_neighbours(events, people, beside=beside), expected)


def test_where_no_event_is_counted_around_the_rate_is_none():
    assert spatial.rates_drawn_to_neighbours([0.0, 0, 3], [10.0, 10, 10], beside=[[1], [0], [0]])[:2] == (0.0, 0.0)


def test_morans_i_of_a_lattice_recomputed_by_hand():
    deviations = np.array(CORNER) - np.mean(CORNER)
    around = np.array([deviations[near].mean() for near in FOUR])
    found = spatial.autocorrelation(CORNER, beside=FOUR)
    assert found.moran == pytest.approx((deviations * around).sum() / (deviations**2).sum())
    assert found.kinds[0] == "high"
    assert found.kinds[15] == "low"


def test_the_p_value_is_that_of_permutations_of_our_own():
    deviations = np.array(CORNER) - np.mean(CORNER)
    weights = np.array([[(b in near) / len(near) for b in range(16)] for near in FOUR])
    drawn = np.random.Generator(np.random.PCG64(4)).permuted(np.tile(deviations, (9_999, 1)), axis=1)
    permuted = (drawn * (drawn @ weights.T)).sum(axis=1) / (deviations**2).sum()
    found = spatial.autocorrelation(CORNER, beside=FOUR)
    tail = 2 * ((permuted >= found.moran).sum() + 1) / 10_000
    assert found.p_value == pytest.approx(tail, abs=0.004)


def test_the_same_areas_give_the_same_numbers_and_leave_others_random_numbers_alone():
    np.random.seed(12)  # noqa: NPY002  what the library draws from
    first = np.random.random(3).tolist()  # noqa: NPY002
    np.random.seed(12)  # noqa: NPY002
    once, again = (spatial.autocorrelation(CORNER, beside=FOUR) for _ in range(2))
    assert once == again
    assert np.random.random(3).tolist() == first  # noqa: NPY002


def test_what_was_worked_out_is_kept_and_read_back_the_same(tmp_path, monkeypatch):
    once = spatial.autocorrelation(CORNER, beside=FOUR, cache=tmp_path)
    monkeypatch.setitem(sys.modules, "esda.moran", None)  # loading it again would fail
    assert spatial.autocorrelation(CORNER, beside=FOUR, cache=tmp_path) == once


def test_without_the_library_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "esda.moran", None)
    with pytest.raises(BuildError, match=r"equitytown\[report\]"):
        spatial.autocorrelation(CORNER, beside=FOUR)


def test_under_random_figures_hardly_any_area_stands_out(monkeypatch):
    """Of forty maps without a pattern two are expected to hold a discovery, and two to look clustered as a whole."""
    monkeypatch.setattr(spatial, "PERMUTATIONS", 1_999)
    drawn = np.random.Generator(np.random.PCG64(8))
    beside = coded(lattice(5))
    maps = [
        pattern_of(areas(drawn.normal(size=25)), [], indicator=indicator(), beside=beside, parts={}) for _ in range(40)
    ]
    assert sum(bool(found.locals) for found in maps) <= 5
    assert sum(found.p_value <= 0.05 for found in maps) <= 5


def test_a_gathering_stands_out_and_is_called_high_or_low():
    values = [20.0 if r < 3 and c < 3 else float((r * 5 + c * 3) % 4) for r in range(7) for c in range(7)]
    found = pattern_of(areas(values), [], indicator=indicator(), beside=coded(lattice(7)), parts={})
    assert found.p_value < 0.01
    assert {area.kind for area in found.locals} == {"high"}
    assert {int(area.area_code[1:]) for area in found.locals} <= {r * 7 + c for r in range(4) for c in range(4)}
    assert all(area.p_value <= 0.05 for area in found.locals)
    assert (found.areas, found.smoothed_with, found.since, found.parts) == (49, "", None, {})


def test_rates_from_counts_are_standardised_and_estimates_are_not():
    people = [200.0 + 10 * place for place in range(16)]
    events = [round(value * 5) * 1.0 for value in CORNER]
    given = areas([100 * e / p for e, p in zip(events, people, strict=True)], numerator=events, denominator=people)
    counted = pattern_of(given, [], indicator=indicator(), beside=coded(FOUR), parts={})
    modelled = pattern_of(given, [], indicator=indicator(collected_by=Basis.MODELLED), beside=coded(FOUR), parts={})
    assert (counted.smoothed_with, modelled.smoothed_with) == (STANDARDISED, "")
    rate, mean = np.array(events) / people, sum(events) / sum(people)
    spread = (people * (rate - mean) ** 2).sum() / sum(people) - mean / np.mean(people)
    standardised = (rate - mean) / np.sqrt(spread + mean / np.array(people))
    assert counted.moran == pytest.approx(spatial.autocorrelation(standardised, beside=FOUR).moran)


def test_small_areas_are_drawn_to_the_town_and_to_those_around_in_the_indicators_unit():
    events, people = [4.0, 9, 1, 6, None, 7], [100.0, 90, 80, 120, 100, 110]
    beside = coded([[1], [0, 2], [1, 3], [2, 4], [3], []])
    given = areas([None] * 6, numerator=events, denominator=people)
    per_1000 = indicator(value_type=ValueType.CRUDE_RATE, unit=Unit.PER_1000)
    found = list(smoothed(given, indicator=per_1000, beside=beside).values())
    held = [0, 1, 2, 3, 5]
    to_town = empirical_bayes([events[i] for i in held], [people[i] for i in held], kind="rate", multiplier=1_000)
    assert [found[i][0].value for i in held] == to_town.value.tolist()
    near = spatial.rates_drawn_to_neighbours(events[:4], people[:4], beside=[[1], [0, 2], [1, 3], [2]])
    assert [estimate.value for _, estimate in found[:4]] == pytest.approx([1_000 * rate for rate in near])
    assert found[4] == (None, None)  # no count
    assert found[5][1] is None  # nothing beside it
