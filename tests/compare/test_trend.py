from dataclasses import replace
from datetime import date

import pytest

from equitytown.compare.trend import recent_trend
from equitytown.terms.finding import Direction
from equitytown.terms.indicator import Basis, Break, Polarity, ValueType
from equitytown.terms.observation import Rating
from equitytown.terms.period import PeriodKind
from equitytown.terms.place import Series
from tests.factories import indicator, observation

YEARS = ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]


def limited(values, *, years=YEARS, width=1, **changes):
    return [
        observation(value, period=year, lower=value - width, upper=value + width, **changes)
        for value, year in zip(values, years, strict=True)
    ]


def counted(events, *, people=3000):
    return [
        observation(100 * count / people, period=year, numerator=count, denominator=people)
        for count, year in zip(events, YEARS, strict=True)
    ]


def trend(points, **changes):
    return recent_trend(Series(tuple(points)), until=points[-1], indicator=indicator(**changes))


RISING = [10, 12, 14, 16, 18]


@pytest.mark.parametrize(
    ("values", "polarity", "direction", "judged"),
    [
        (RISING, Polarity.HIGH, Direction.INCREASING, Rating.BETTER),
        (RISING, Polarity.LOW, Direction.INCREASING, Rating.WORSE),
        (RISING[::-1], Polarity.LOW, Direction.DECREASING, Rating.BETTER),
        (RISING, Polarity.NONE, Direction.INCREASING, Rating.NOT_COMPARED),
        ([10, 10, 10, 10, 10], Polarity.HIGH, Direction.NO_CHANGE, Rating.SIMILAR),
    ],
)
def test_five_yearly_figures_with_limits_have_a_trend(values, polarity, direction, judged):
    found = trend(limited(values), polarity=polarity)
    assert (found.direction, found.judged, found.points) == (direction, judged, 5)
    assert found.reason == ""
    assert found.slope == pytest.approx((values[-1] - values[0]) / 4)


def test_five_yearly_shares_with_counts_have_a_trend():
    # By hand: 15000 x 9000000 squared, over 2100 x 12900 x 450000000, is 99.668.
    found = trend(counted([300, 360, 420, 480, 540]))
    assert found.direction is Direction.INCREASING
    assert found.chi_squared == pytest.approx(99.668, abs=5e-4)


def test_modelled_counts_have_no_trend():
    found = trend(counted([300, 360, 420, 480, 540]), collected_by=Basis.MODELLED)
    assert (found.direction, found.reason) == (
        Direction.NOT_ASSESSED,
        "the figures are held without limits or counts",
    )


def test_a_share_with_a_count_missing_is_tested_by_its_limits():
    points = limited(RISING)
    assert trend(points, value_type=ValueType.PROPORTION).direction is Direction.INCREASING


@pytest.mark.parametrize("held", [1, 2, 4])
def test_fewer_than_five_figures_cannot_be_assessed(held):
    found = trend(limited(RISING)[-held:])
    assert (found.direction, found.judged, found.points) == (Direction.NOT_ASSESSED, Rating.NOT_COMPARED, held)
    assert found.reason.startswith("five yearly figures are needed")


def test_a_year_left_out_or_missing_cannot_be_assessed():
    years = ["2017/18", *YEARS[1:]]
    assert trend(limited(RISING, years=years)).reason == "the last five yearly figures are not consecutive"
    points = [*limited([8], years=["2017/18"]), *limited(RISING)]
    points[2] = observation(None, period=points[2].period.label)
    assert trend(points).reason == "the last five yearly figures are not consecutive"


def test_pooled_periods_cannot_be_assessed():
    kind = PeriodKind.POOLED
    points = limited(RISING, years=[f"{year} to {year + 2}" for year in range(2014, 2019)], kind=kind)
    assert trend(points).reason.startswith("pooled periods overlap")


def test_a_definition_break_among_the_five_cannot_be_assessed():
    found = trend(limited(RISING), breaks=(Break(date(2020, 9, 1), "another framework"),))
    assert found.reason == "the definition changed within the last five years"


def test_a_definition_break_before_the_five_bars_nothing():
    assert trend(limited(RISING), breaks=(Break(date(2018, 9, 1), "new"),)).direction is Direction.INCREASING


def test_figures_without_limits_cannot_be_assessed():
    points = limited(RISING)
    points[1] = observation(12, period=points[1].period.label)
    assert trend(points).reason == "the figures are held without limits or counts"


def test_what_the_statistic_cannot_test_keeps_its_reason():
    found = trend(limited(RISING, width=0))
    assert found.direction is Direction.NOT_ASSESSED
    assert "no width" in found.reason


def test_later_figures_do_not_count():
    points = [*limited(RISING), *limited([1], years=["2023/24"])]
    found = recent_trend(Series(tuple(points)), until=points[4], indicator=indicator())
    assert found.direction is Direction.INCREASING


@pytest.mark.parametrize("foreign", range(5))
def test_five_figures_of_two_publishers_are_no_series(foreign):
    points = limited(RISING)
    points[foreign] = replace(points[foreign], provenance=replace(points[foreign].provenance, publisher="Another"))
    found = trend(points)
    assert found.direction is Direction.NOT_ASSESSED
    assert found.reason == "the last five yearly figures come from different publishers"


def test_another_publisher_before_the_five_bars_nothing():
    first = limited([8], years=["2017/18"])[0]
    first = replace(first, provenance=replace(first.provenance, publisher="Another"))
    assert trend([first, *limited(RISING)]).direction is Direction.INCREASING
