from dataclasses import replace

import pytest

from equitytown.compare.evidence import counts_of, limits_of, same_publisher, wide_limits_of
from equitytown.terms.indicator import Basis, ValueType
from tests.factories import indicator, observation


def test_a_figure_with_95_per_cent_limits_gives_them():
    assert limits_of(observation(61.1, lower=59, upper=63)) == (61.1, 59, 63)


@pytest.mark.parametrize(
    "figure",
    [
        None,
        observation(61.1),
        observation(None),
        observation(61.1, lower=59, upper=None),
        observation(61.1, lower=None, upper=63),
        observation(61.1, lower=59, upper=63, confidence=0.998),
    ],
)
def test_a_figure_without_95_per_cent_limits_gives_none(figure):
    assert limits_of(figure) is None
    assert wide_limits_of(figure) is None


def test_limits_rounded_to_no_width_rate_but_do_not_test():
    figure = observation(14.8, lower=14.8, upper=14.8)
    assert limits_of(figure) == (14.8, 14.8, 14.8)
    assert wide_limits_of(figure) is None


@pytest.mark.parametrize("collected", [Basis.REGISTRATION, Basis.ADMINISTRATIVE])
def test_counts_that_were_counted_are_evidence(collected):
    figure = observation(10, numerator=10, denominator=100)
    assert counts_of(figure, indicator=indicator(collected_by=collected)) == (10, 100)


@pytest.mark.parametrize("collected", [Basis.SURVEY, Basis.MODELLED])
def test_weighted_and_modelled_counts_are_no_evidence(collected):
    figure = observation(10, numerator=10, denominator=100)
    assert counts_of(figure, indicator=indicator(collected_by=collected)) is None


def test_counts_behind_a_rate_and_half_of_the_counts_are_no_evidence_of_a_share():
    figure = observation(10, numerator=10, denominator=100)
    assert counts_of(figure, indicator=indicator(value_type=ValueType.CRUDE_RATE)) is None
    assert counts_of(observation(10, numerator=10), indicator=indicator()) is None
    assert counts_of(observation(10, denominator=10), indicator=indicator()) is None


def test_one_publisher_gave_both_whatever_the_titles():
    one = observation(61.1)
    assert same_publisher(one, replace(one, provenance=replace(one.provenance, title="Another title")))
    assert not same_publisher(one, replace(one, provenance=replace(one.provenance, publisher="Another")))
