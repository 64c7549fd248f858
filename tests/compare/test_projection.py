"""Projecting: figures carried on with an interval as wide as past errors, or the reason why not. All SYNTHETIC."""

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from equitytown import evidence
from equitytown.compare.comparable import later, matching, run_of
from equitytown.compare.projection import project
from equitytown.errors import InputError
from equitytown.present.wording.numbers import number
from equitytown.terms.area import Area
from equitytown.terms.indicator import Basis, Break, Unit, ValueType
from equitytown.terms.observation import Status
from equitytown.terms.period import PeriodKind, parse_period
from tests.factories import indicator, observation

YEARLY = indicator(period_kind=PeriodKind.CALENDAR)
INDEX = indicator(period_kind=PeriodKind.CALENDAR, unit=Unit.INDEX, value_type=ValueType.INDEX)
HERE = Area("E06000032", "Testford")
UNTIL = date(2028, 12, 31)


def figures(values, *, area=HERE, last=2024, **changes):
    years = range(last + 1 - len(values), last + 1)
    return [
        observation(value, period=str(year), area=area, kind=PeriodKind.CALENDAR, **changes)
        for year, value in zip(years, values, strict=True)
    ]


def pooled(values, *, last=2024):
    labels = [f"{year - 2} to {year}" for year in range(last + 1 - len(values), last + 1)]
    return [observation(v, period=label, kind=PeriodKind.POOLED) for v, label in zip(values, labels, strict=True)]


def town(series, **changes):
    """The first series is the place's, the others those of neighbours."""
    codes = [HERE, *(Area(f"E{at:08d}", f"Neighbour {at}") for at in range(1, len(series)))]
    made = {area.area_code: figures(row, area=area, **changes) for area, row in zip(codes, series, strict=True)}
    return made.pop(HERE.area_code), made


def walks(number=12, length=14, *, seed=7, start=40.0):
    return start + np.random.default_rng(seed).normal(size=(number, length)).cumsum(axis=1)


def projected(series, *, measure=INDEX, until=UNTIL, confidence=0.95):
    pytest.importorskip("statsmodels")
    own, others = town(series)
    return project(own, others, indicator=measure, until=until, confidence=confidence)


def reason(own, *, measure=YEARLY, until=UNTIL, others=None):
    found = project(own, others or {}, indicator=measure, until=until)
    assert found.points == ()
    assert found.last is None
    return found.reason


def test_intervals_enclose_the_value_and_widen_with_horizon_and_confidence():
    found, wider = projected(walks()), projected(walks(), confidence=0.99)
    assert [point.period.label for point in found.points] == ["2025", "2026", "2027", "2028"]
    assert all(point.lower <= point.value <= point.upper for point in found.points)
    widths = [point.upper - point.lower for point in found.points]
    assert widths == sorted(widths)
    assert all(w.upper - w.lower >= n.upper - n.lower for n, w in zip(found.points, wider.points, strict=True))
    assert (found.series, found.held, found.years, found.start.label) == (12, 14, 4, "2024")
    assert found.last == found.points[-1]


@pytest.mark.parametrize("start", [4.0, 96.0])
def test_shares_stay_between_none_and_all(start):
    close = np.clip(walks(start=start), 0.4, 99.6)
    found = projected(close, measure=YEARLY)
    assert all(0 < point.lower <= point.value <= point.upper < 100 for point in found.points)


def test_a_series_that_never_moved_goes_on_as_it_is():
    found = projected(np.full((8, 12), 61.1), measure=YEARLY)
    assert [(p.value, p.lower, p.upper) for p in found.points] == [pytest.approx((61.1, 61.1, 61.1))] * 4
    assert (found.method, found.past_error, found.coverage) == ("last value", pytest.approx(0), 1)


def test_a_measure_in_other_units_is_projected_alike():
    found, tenfold = projected(walks()), projected(10 * walks())
    assert tenfold.method == found.method
    for one, ten in zip(found.points, tenfold.points, strict=True):
        assert (ten.value, ten.lower, ten.upper) == pytest.approx((10 * one.value, 10 * one.lower, 10 * one.upper))


def test_a_steady_slope_that_all_share_is_carried_on_by_drift():
    slope = 30 + np.arange(14) * 1.5 + np.random.default_rng(1).normal(0, 0.1, size=(12, 14))
    found = projected(slope)
    assert found.method == "drift"
    assert found.last.value == pytest.approx(slope[0, -1] + 6, abs=0.3)
    assert found.errors["drift"] < found.errors["last value"]
    assert found.past_error == found.errors["drift"]


def test_coverage_on_simulated_walks_is_near_what_the_interval_is_meant_to_hold():
    started, held = time.process_time(), []
    for seed in range(6):
        walk = walks(length=20, seed=seed)
        for place in range(12):
            order = [place, *(at for at in range(12) if at != place)]
            if place < 4:
                found = projected(walk[order, :16])
                held += [p.lower <= came <= p.upper for p, came in zip(found.points, walk[place, 16:], strict=True)]
    assert 0.9 <= np.mean(held) <= 1
    assert found.in_order
    assert found.coverage > 0.85
    assert time.process_time() - started < 10


def test_short_series_are_checked_by_leaving_out():
    found = projected(walks(length=8), until=date(2026, 12, 31))
    assert not found.in_order
    assert found.tests == 12 * 3
    assert found.coverage > 0.85


def test_the_place_among_its_neighbours_is_counted_once():
    own, others = town(walks())
    found = project(own, {**others, HERE.area_code: own}, indicator=INDEX, until=UNTIL)
    assert found.series == 12


def test_neighbours_without_every_period_or_at_a_bound_are_left_out():
    own, others = town(walks())
    first, second, third, *_ = others
    others[first] = others[first][1:]
    others[second] = [replace(o, value=0.0) for o in others[second]]
    others[third] = [replace(o, provenance=replace(o.provenance, publisher="Another")) for o in others[third]]
    assert project(own, others, indicator=YEARLY, until=UNTIL).series == 9


def test_pooled_years_count_only_where_they_share_none():
    own = pooled([50 + year % 3 for year in range(22)])
    run = run_of(own, indicator=YEARLY)
    assert [o.period.label for o in run.observations][:2] == ["2001 to 2003", "2004 to 2006"]
    assert (len(run.observations), run.published) == (8, 22)
    assert later(own[-1].period, years=3).label == "2025 to 2027"
    assert "only 4 periods can be compared, and 8 are needed; each pools 3 years" in reason(pooled([50.0] * 12))


def test_periods_are_labelled_as_the_series_own():
    kept = parse_period("2023/24", kind=PeriodKind.FINANCIAL)
    assert later(kept, years=2) == parse_period("2025/26", kind=PeriodKind.FINANCIAL)
    assert later(kept, years=2).label == "2025/26"
    assert later(kept, years=-1).label == "2022/23"


def test_no_projection_of_what_is_not_held_or_too_short():
    assert reason([]) == "no figure is held"
    assert reason(figures([None] * 9, status=Status.MISSING)) == "no figure is held"
    assert reason(figures([50.0] * 7)) == "only 7 periods can be compared, and 8 are needed"
    assert reason(figures([50.0])).startswith("only 1 period can")


def test_no_projection_across_a_break_a_gap_or_publishers():
    changed = replace(YEARLY, breaks=(Break(date(2020, 1, 1), "New definition"),))
    assert "only 5 periods can be compared (figures from 1 January 2020 on" in reason(
        figures([50.0] * 20), measure=changed
    )
    gap = figures([50.0] * 6, last=2017) + figures([50.0] * 6)
    assert "(there is no figure for 2018)" in reason(gap)
    empty = [*figures([50.0] * 13)]
    empty[7] = replace(empty[7], value=None, status=Status.MISSING)
    assert "(there is no figure for 2019)" in reason(empty)
    two = figures([50.0] * 13)
    two[:7] = [replace(o, provenance=replace(o.provenance, publisher="Another")) for o in two[:7]]
    assert "(figures up to 2018 are another publisher's)" in reason(two)


def test_no_projection_of_modelled_figures_too_far_or_not_ahead():
    assert "modelled" in reason(figures([50.0] * 20), measure=replace(YEARLY, collected_by=Basis.MODELLED))
    assert reason(figures([50.0] * 9), until=date(2030, 12, 31)).startswith("2030 lies 6 periods ahead and 9 can")
    assert "no whole period after 2024, the newest held, ends by 30 June 2025" in reason(
        figures([50.0] * 9), until=date(2025, 6, 30)
    )
    assert "no whole period" in reason(figures([50.0] * 9), until=date(2020, 1, 1))
    assert "at the end of what its unit can hold" in reason(figures([0.0] * 9))


def test_no_projection_where_too_few_past_ones_can_be_looked_at():
    pytest.importorskip("statsmodels")
    assert reason(figures([50.0, 51, 49, 50, 52, 51, 50, 53])) == (
        "only 4 past projections can be set against what came, and an interval that holds 95% of outcomes needs 19 "
        "from 3 periods"
    )


def test_the_page_tells_what_luton_s_measures_give(luton, root):
    pytest.importorskip("statsmodels")
    page = (root / "docs" / "methods" / "projection.md").read_text(encoding="utf-8")
    rows = list(luton_rows(luton))
    assert [row for row in rows if row not in page] == []
    assert page.count(" in 2030 |") + page.count("/30 |") + page.count(" to 2030 |") == len(rows)


def luton_rows(folder):
    """The page's table: every measure that can be carried on to 2030, with what its backtest gave."""
    place, holdings = evidence.known(folder, on=date(2026, 11, 26))
    for measure in place.indicators.values():
        neighbours = place.neighbours_of(measure)
        codes = [place.area.area_code, *(area.area_code for area in (neighbours.members if neighbours else ()))]
        for sex in holdings.sexes(measure.indicator_id, place.area.area_code):
            series = {code: holdings.series(measure.indicator_id, code, sex=sex).observations for code in codes}
            found = project(series[codes[0]], series, indicator=measure, until=date(2030, 12, 31))
            if found.last:
                given = (found.past_error, found.errors["last value"], found.last.lower, found.last.upper)
                error, floor, low, high = (number(value, decimals=1) for value in given)
                yield (
                    f"| {measure.name}, {sex} | {found.held} | {found.method} | {error} | {floor} | {low} to {high} in "
                    f"{found.last.period.label} | {int(found.coverage * 100)} of 100 ({found.tests:,}, "
                    f"{'in order' if found.in_order else 'left out'}) |"
                )


def test_what_is_no_single_series_or_no_confidence_is_refused():
    own, others = town(walks())
    with pytest.raises(InputError, match="of one area's figures"):
        project([*own, *next(iter(others.values()))], {}, indicator=INDEX, until=UNTIL)
    with pytest.raises(InputError, match="confidence must be above 0 and below 1, and is 95"):
        project(own, others, indicator=INDEX, until=UNTIL, confidence=95)


def test_a_neighbour_is_matched_by_period_and_publisher():
    own = figures([50.0, 51.0])
    run = run_of(own, indicator=YEARLY)
    assert matching(run, figures([1.0, 2.0, 3.0])) == [2, 3]
    assert matching(run, figures([1.0], last=2024)) is None
