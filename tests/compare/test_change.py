from dataclasses import replace
from datetime import date

import pytest

from equitytown.compare.change import METHOD_COUNTS, METHOD_LIMITS, UNTESTED, change_since
from equitytown.errors import InputError
from equitytown.terms.finding import Direction
from equitytown.terms.indicator import Basis, Break, Polarity, ValueType
from equitytown.terms.observation import Rating
from equitytown.terms.period import PeriodKind
from tests.factories import indicator, observation


def limited(value, *, width=2, **changes):
    return observation(value, lower=value - width, upper=value + width, **changes)


def changed(earlier, later, **changes):
    return change_since(earlier, later, indicator=indicator(**changes), since="previous period")


@pytest.mark.parametrize(
    ("polarity", "later", "direction", "judged"),
    [
        (Polarity.HIGH, 61.1, Direction.INCREASING, Rating.BETTER),
        (Polarity.LOW, 61.1, Direction.INCREASING, Rating.WORSE),
        (Polarity.NONE, 61.1, Direction.INCREASING, Rating.HIGHER),
        (Polarity.HIGH, 50.1, Direction.DECREASING, Rating.WORSE),
        (Polarity.LOW, 50.1, Direction.DECREASING, Rating.BETTER),
        (Polarity.HIGH, 57.0, Direction.NO_CHANGE, Rating.SIMILAR),
    ],
)
def test_a_tested_change_has_a_direction_and_a_judgement(polarity, later, direction, judged):
    found = changed(limited(56.6, period="2021/22"), limited(later), polarity=polarity)
    assert (found.direction, found.judged, found.method) == (direction, judged, METHOD_LIMITS)
    assert found.difference == pytest.approx(later - 56.6)
    assert (found.p_value < 0.05) == (direction is not Direction.NO_CHANGE)


def test_a_share_is_tested_by_its_counts():
    # Fleiss's pooled test: 48 of 80 and 56 of 70 differ with p = 0.0080.
    earlier = observation(60.0, period="2021/22", numerator=48, denominator=80)
    found = changed(earlier, observation(80.0, numerator=56, denominator=70))
    assert (found.method, found.direction) == (METHOD_COUNTS, Direction.INCREASING)
    assert found.p_value == pytest.approx(0.0080, abs=5e-5)


@pytest.mark.parametrize("changes", [{"collected_by": Basis.MODELLED}, {"value_type": ValueType.CRUDE_RATE}])
def test_counts_that_are_no_evidence_test_nothing(changes):
    earlier = observation(60.0, period="2021/22", numerator=48, denominator=80)
    found = changed(earlier, observation(80.0, numerator=56, denominator=70), **changes)
    assert (found.direction, found.reason) == (Direction.NOT_ASSESSED, UNTESTED)


def test_overlapping_limits_may_still_hide_a_change():
    found = changed(limited(56.6, period="2021/22"), limited(59.6))
    assert found.direction is Direction.INCREASING


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (observation(56.6, period="2021/22"), limited(61.1)),
        (limited(56.6, period="2021/22"), observation(61.1)),
        (limited(56.6, period="2021/22", width=0), limited(61.1)),
        (limited(56.6, period="2021/22", confidence=0.998), limited(61.1)),
    ],
)
def test_without_testable_limits_the_difference_stands_without_a_verdict(earlier, later):
    found = changed(earlier, later)
    assert (found.direction, found.judged, found.p_value) == (Direction.NOT_ASSESSED, Rating.NOT_COMPARED, None)
    assert found.reason == UNTESTED
    assert found.difference == pytest.approx(4.5)


def test_overlapping_periods_are_not_tested():
    kind = PeriodKind.POOLED
    found = changed(limited(50, period="2019 to 2021", kind=kind), limited(70, period="2020 to 2022", kind=kind))
    assert (found.direction, found.reason) == (Direction.NOT_ASSESSED, "the periods overlap")


def test_periods_of_different_length_are_not_tested():
    earlier = limited(50, period="2017 to 2019", kind=PeriodKind.POOLED)
    found = changed(earlier, limited(70, period="2022", kind=PeriodKind.CALENDAR))
    assert found.reason == "the periods differ in length"


def test_a_definition_break_between_the_periods_bars_the_test():
    breaks = (Break(date(2022, 9, 1), "another framework"),)
    found = changed(limited(50, period="2021/22"), limited(70), breaks=breaks)
    assert (found.direction, found.reason) == (Direction.NOT_ASSESSED, "the definition changed in September 2022")


def test_a_definition_break_before_both_periods_bars_nothing():
    breaks = (Break(date(2021, 9, 1), "another framework"),)
    assert changed(limited(50, period="2021/22"), limited(70), breaks=breaks).direction is Direction.INCREASING


def test_a_change_carries_its_two_figures_and_its_name():
    earlier, later = limited(50, period="2021/22"), limited(70)
    found = change_since(earlier, later, indicator=indicator(), since="baseline")
    assert (found.earlier, found.later, found.since) == (earlier, later, "baseline")


def test_a_missing_figure_is_refused():
    with pytest.raises(InputError, match="a change needs two figures with values"):
        changed(observation(None, period="2021/22"), observation(70))


def test_figures_of_two_publishers_are_not_tested_but_their_difference_stands():
    earlier = limited(50, period="2021/22")
    earlier = replace(earlier, provenance=replace(earlier.provenance, publisher="Another"))
    found = changed(earlier, limited(70))
    assert (found.direction, found.judged, found.p_value) == (Direction.NOT_ASSESSED, Rating.NOT_COMPARED, None)
    assert found.reason == "the two figures come from different publishers"
    assert found.difference == 20
