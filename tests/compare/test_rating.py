from dataclasses import replace
from datetime import date

import pytest

from equitytown.compare.rating import NO_LIMITS, rate
from equitytown.store.vintages import as_known
from equitytown.terms.finding import FindingBasis
from equitytown.terms.indicator import ComparisonMethod, Polarity
from equitytown.terms.observation import Rating
from tests.factories import ENGLAND, NEIGHBOUR, indicator, observation


def england(value=67.2, **changes):
    return observation(value, area=ENGLAND, **changes)


def by(publisher, figure):
    return replace(figure, provenance=replace(figure.provenance, publisher=publisher))


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [
        (Polarity.HIGH, 61.1, Rating.WORSE),
        (Polarity.HIGH, 72.0, Rating.BETTER),
        (Polarity.LOW, 61.1, Rating.BETTER),
        (Polarity.LOW, 72.0, Rating.WORSE),
        (Polarity.NONE, 61.1, Rating.LOWER),
        (Polarity.NONE, 72.0, Rating.HIGHER),
        (Polarity.HIGH, 67.0, Rating.SIMILAR),
    ],
)
def test_limits_against_england_are_judged_by_polarity(polarity, value, expected):
    figure = observation(value, lower=value - 2, upper=value + 2)
    verdict = rate(figure, england(), indicator=indicator(polarity=polarity))
    assert verdict.rating is expected
    assert verdict.basis is FindingBasis.COMPUTED
    assert verdict.method == "limits against the comparator's value (95%)"
    assert verdict.reason == ""


def test_a_comparator_on_the_limit_is_similar():
    assert rate(observation(61.1, lower=55, upper=67.2), england(), indicator=indicator()).rating is Rating.SIMILAR


def test_without_limits_the_published_verdict_stands_as_published():
    verdict = rate(observation(published_rating=Rating.WORSE), england(), indicator=indicator(), published=True)
    assert (verdict.rating, verdict.basis) == (Rating.WORSE, FindingBasis.PUBLISHED)


def test_with_limits_the_published_verdict_is_not_needed():
    figure = observation(61.1, lower=50, upper=70, published_rating=Rating.WORSE)
    verdict = rate(figure, england(), indicator=indicator(), published=True)
    assert (verdict.rating, verdict.basis) == (Rating.SIMILAR, FindingBasis.COMPUTED)


def test_a_published_verdict_against_england_is_never_lent_to_another_comparator():
    verdict = rate(observation(published_rating=Rating.WORSE), observation(70, area=NEIGHBOUR), indicator=indicator())
    assert (verdict.rating, verdict.reason) == (Rating.NOT_COMPARED, NO_LIMITS)


@pytest.mark.parametrize("value", [10, 61.1, 67.2, 90])
def test_without_limits_or_a_published_verdict_nothing_is_similar(value):
    verdict = rate(observation(value), england(), indicator=indicator(), published=True)
    assert (verdict.rating, verdict.reason) == (Rating.NOT_COMPARED, NO_LIMITS)


@pytest.mark.parametrize(
    ("polarity", "published", "value", "expected"),
    [
        (Polarity.LOW, Rating.HIGHER, 70, Rating.WORSE),
        (Polarity.HIGH, Rating.HIGHER, 70, Rating.BETTER),
        (Polarity.HIGH, Rating.LOWER, 60, Rating.WORSE),
        (Polarity.NONE, Rating.WORSE, 70, Rating.HIGHER),
        (Polarity.NONE, Rating.BETTER, 60, Rating.LOWER),
        (Polarity.NONE, Rating.SIMILAR, 60, Rating.SIMILAR),
        (Polarity.LOW, Rating.BETTER, 60, Rating.BETTER),
    ],
)
def test_a_published_verdict_is_put_into_the_words_of_our_polarity(polarity, published, value, expected):
    figure = observation(value, published_rating=published)
    assert rate(figure, england(), indicator=indicator(polarity=polarity), published=True).rating is expected


def test_limits_of_another_confidence_are_not_taken_for_95_per_cent():
    figure = observation(61.1, lower=59, upper=63, confidence=0.998)
    assert rate(figure, england(), indicator=indicator()).rating is Rating.NOT_COMPARED


@pytest.mark.parametrize("other", [None, england(None)])
def test_without_a_comparator_there_is_no_rating(other):
    verdict = rate(observation(61.1, lower=59, upper=63), other, indicator=indicator(), published=True)
    assert verdict.rating is Rating.NOT_COMPARED
    assert "no figure to compare with" in verdict.reason


@pytest.mark.parametrize("both", [False, True])
def test_an_indicator_that_is_not_compared_is_compared_with_nobody(both):
    figure = observation(61.1, lower=59, upper=63, published_rating=Rating.WORSE)
    other = england(67.2, lower=66, upper=68)
    declared = indicator(comparison_method=ComparisonMethod.NONE)
    verdict = rate(figure, other, indicator=declared, published=True, both=both)
    assert (verdict.rating, verdict.reason) == (Rating.NOT_COMPARED, "this measure is not compared")


def test_figures_of_two_publishers_are_not_set_against_each_other():
    verdict = rate(observation(61.1, lower=59, upper=63), by("Another", england()), indicator=indicator())
    assert verdict.rating is Rating.NOT_COMPARED
    assert "different publishers (Another)" in verdict.reason


@pytest.mark.parametrize(
    ("lower", "upper", "expected"), [(62, 70, Rating.SIMILAR), (63, 70, Rating.SIMILAR), (63.1, 70, Rating.WORSE)]
)
def test_two_towns_are_compared_by_the_overlap_of_their_limits(lower, upper, expected):
    nearby = observation(66, area=NEIGHBOUR, lower=lower, upper=upper)
    verdict = rate(observation(61.1, lower=59, upper=63), nearby, indicator=indicator(), both=True)
    assert verdict.rating is expected
    assert verdict.method == "overlap of limits (95%)"


def test_an_indicator_may_declare_overlap_for_england_too():
    declared = indicator(comparison_method=ComparisonMethod.OVERLAP)
    figure = observation(61.1, lower=59, upper=63)
    assert rate(figure, england(64, lower=62, upper=66), indicator=declared).rating is Rating.SIMILAR
    assert rate(figure, england(64), indicator=declared).rating is Rating.NOT_COMPARED


def test_a_verdict_kept_from_an_earlier_vintage_names_who_published_it():
    older = observation(61.1, published_rating=Rating.WORSE, known_from=date(2023, 12, 1))
    printed = by("Housing, Communities", older)
    (known,) = as_known([printed, observation(61.1)], on=date(2026, 1, 1))
    verdict = rate(known, england(), indicator=indicator(), published=True)
    assert (verdict.rating, verdict.basis) == (Rating.WORSE, FindingBasis.PUBLISHED)
    assert verdict.method == "as published with the same figure by Housing, Communities"


def test_a_publishers_own_verdict_is_called_its_own():
    verdict = rate(observation(published_rating=Rating.WORSE), england(), indicator=indicator(), published=True)
    assert verdict.method == "the publisher's own comparison"
