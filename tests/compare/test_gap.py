from dataclasses import replace
from datetime import date

import pytest

from equitytown.compare.gap import gap_to
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Break, ValueType
from equitytown.terms.place import Series
from tests.factories import ENGLAND, indicator, observation


def series(before, now, *, width=None, area=ENGLAND, years=("2021/22", "2022/23")):
    figures = []
    for value, period in zip((before, now), years, strict=True):
        limits = {} if width is None else {"lower": value - width, "upper": value + width}
        figures.append(observation(value, period=period, area=area, **limits))
    return Series(tuple(figures))


def gap(own, other, **changes):
    return gap_to(own, other, at=own.observations[-1], indicator=indicator(**changes))


def test_the_gap_is_given_as_difference_and_as_multiple_at_both_periods():
    # Good level of development in the report of 2023: 56.6 and 61.1 in Luton, 65.2 and 67.2 in England.
    found = gap(series(56.6, 61.1), series(65.2, 67.2))
    assert (found.earlier, found.now) == pytest.approx((-8.6, -6.1))
    assert (round(found.relative_earlier, 2), round(found.relative_now, 2)) == (0.87, 0.91)
    assert found.earlier_period.label == "2021/22"


def test_without_limits_the_movement_is_not_told():
    found = gap(series(56.6, 61.1), series(65.2, 67.2))
    assert (found.movement, found.tested) == (GapMovement.NOT_ASSESSED, False)
    assert found.reason == "no limits are held for all four figures"


@pytest.mark.parametrize(
    ("own", "other", "movement"),
    [
        ((56.6, 61.1), (65.2, 65.2), GapMovement.NARROWED),
        ((61.1, 56.6), (65.2, 65.2), GapMovement.WIDENED),
        ((61.1, 61.3), (65.2, 65.2), GapMovement.NO_CHANGE),
        ((75.0, 70.0), (65.2, 65.2), GapMovement.NARROWED),
        ((60.0, 70.0), (65.0, 65.0), GapMovement.NO_CHANGE),
        ((64.0, 72.0), (65.0, 65.0), GapMovement.WIDENED),
        ((61.1, 66.1), (65.2, 70.2), GapMovement.NO_CHANGE),
    ],
)
def test_with_limits_the_movement_of_the_distance_is_tested(own, other, movement):
    found = gap(series(*own, width=1), series(*other, width=0.1))
    assert (found.movement, found.tested, found.reason) == (movement, True, "")


def test_limits_on_three_of_the_four_figures_are_not_enough():
    other = series(65.2, 65.2, width=0.1)
    bare = replace(other.observations[0], lower=None, upper=None, confidence=None)
    found = gap(series(50, 60, width=1), Series((bare, other.observations[1])))
    assert (found.movement, found.tested) == (GapMovement.NOT_ASSESSED, False)


def test_without_an_earlier_period_there_is_only_the_gap_now():
    own, other = series(56.6, 61.1), series(65.2, 67.2)
    found = gap(Series(own.observations[1:]), other)
    assert found.now == pytest.approx(-6.1)
    assert (found.earlier, found.earlier_period, found.movement) == (None, None, GapMovement.NOT_ASSESSED)
    assert "no earlier period" in found.reason


def test_a_definition_break_bars_the_earlier_period():
    found = gap(series(56.6, 61.1), series(65.2, 67.2), breaks=(Break(date(2022, 9, 1), "new framework"),))
    assert found.earlier is None


@pytest.mark.parametrize("other", [Series(()), series(65.2, None)])
def test_without_a_figure_for_the_comparator_there_is_no_gap(other):
    assert gap(series(56.6, 61.1), other) is None


def test_another_publishers_figure_for_the_comparator_gives_no_gap():
    other = tuple(
        replace(o, provenance=replace(o.provenance, publisher="Another")) for o in series(65.2, 67.2).observations
    )
    assert gap(series(56.6, 61.1), Series(other)) is None


def test_an_earlier_period_that_the_comparator_lacks_is_passed_over():
    own, other = series(56.6, 61.1), series(None, 67.2)
    assert gap(own, other).earlier is None


@pytest.mark.parametrize("kind", [ValueType.MEAN, ValueType.LIFE_EXPECTANCY, ValueType.INDEX])
def test_a_multiple_is_left_out_where_it_means_nothing(kind):
    found = gap(series(56.6, 61.1), series(65.2, 67.2), value_type=kind)
    assert (found.relative_now, found.relative_earlier) == (None, None)


def test_there_is_no_multiple_of_zero():
    assert gap(series(1.0, 2.0), series(0.0, 0.0)).relative_now is None


def published(publisher, figures):
    return tuple(replace(o, provenance=replace(o.provenance, publisher=publisher)) for o in figures.observations)


def test_an_earlier_period_of_another_publisher_is_passed_over():
    years = ("2019/20", "2020/21")
    own, other = series(56.6, 61.1, width=1), series(65.2, 67.2, width=1)
    foreign = published("Another", series(50, 51, width=1)), published("Another", series(60, 60, width=1))
    both = [Series((o[0], s.observations[1])) for o, s in zip(foreign, (own, other), strict=True)]
    assert gap(*both).earlier is None
    older = [series(40, 41, width=1, years=years), series(60, 61, width=1, years=years)]
    found = gap(*(Series(o.observations + s.observations) for o, s in zip(older, both, strict=True)))
    assert found.earlier_period.label == "2020/21"
