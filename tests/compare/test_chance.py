"""How many comparisons would differ by chance alone, and how many still do once their number is allowed for."""

import math

import pytest

from equitytown.compare.chance import count, of_findings, of_wards, p_value
from equitytown.compare.rating import rate
from equitytown.terms.finding import FindingBasis, Verdict
from equitytown.terms.inside import AgainstTown, PartKind
from equitytown.terms.observation import Rating
from tests import factories
from tests.publish import inner

OWN = factories.observation(60.0, lower=58.0, upper=63.0)  # limits of a share are not symmetrical
COMPUTED = Verdict(Rating.WORSE, "a rule", FindingBasis.COMPUTED)


@pytest.mark.parametrize("other", [50.0, 57.9, 58.1, 60.0, 62.9, 63.1, 70.0])
def test_the_p_value_says_what_the_rating_says(other):
    """Below 0.05 exactly where the comparator lies outside the limits."""
    england = factories.observation(other, area=factories.ENGLAND)
    rated = rate(OWN, england, indicator=factories.indicator())
    assert (p_value(rated, OWN, other) < 0.05) == (rated.rating is not Rating.SIMILAR)


def test_a_comparator_at_the_limit_has_a_p_value_of_five_in_a_hundred():
    assert p_value(COMPUTED, OWN, 58.0) == pytest.approx(0.05)
    assert p_value(COMPUTED, OWN, 63.0) == pytest.approx(0.05)


def test_what_cannot_be_worked_out_has_no_p_value():
    published = Verdict(Rating.WORSE, "theirs", FindingBasis.PUBLISHED)
    flat = factories.observation(60.0, lower=60.0, upper=60.0)
    for given in ((published, OWN, 50.0), (COMPUTED, OWN, None), (COMPUTED, factories.observation(60.0), 50.0),
                  (COMPUTED, flat, 50.0)):  # fmt: skip
        assert math.isnan(p_value(*given))


def test_letters_and_figures_not_compared_are_no_tests():
    letter = factories.finding(Rating.WORSE, own=OWN)
    letter = factories.replace(letter, verdict=Verdict(Rating.WORSE, "printed", FindingBasis.PUBLISHED, tested=False))
    found = of_findings([letter, factories.finding(Rating.NOT_COMPARED, own=OWN)])
    assert (found.tested, found.different, found.expected) == (0, 0, 0)


def test_a_weak_difference_among_many_does_not_remain():
    """Benjamini and Hochberg over 20 comparisons: one at p = 0.04 falls away, one far off stays."""
    similar = Verdict(Rating.SIMILAR, "a rule", FindingBasis.COMPUTED)
    weak = [(COMPUTED, OWN, 57.9)]
    strong = [(COMPUTED, OWN, 50.0)]
    found = count(weak + strong + [(similar, OWN, 60.0)] * 18)
    assert (found.tested, found.different, found.worked_out, found.remain) == (20, 2, 2, 1)
    assert found.expected == pytest.approx(1.0)
    assert count(weak).remain == 1


def test_each_wards_comparisons_are_a_family():
    verdict = AgainstTown(-5.0, COMPUTED)
    parts = [
        factories.replace(inner.part("made-up", inner.ward(n).area_code, 2.0, half=0.5), against=verdict)
        for n in (0, 1)
    ]
    one = inner.finding("made-up", PartKind.AREAS, "ward-2023", "Wards of 2023", parts)
    found = of_wards([one, one], by="ward-2023")
    assert {code: held.tested for code, held in found.items()} == {
        inner.ward(0).area_code: 2,
        inner.ward(1).area_code: 2,
    }
    assert of_wards([one], by="other") == {}
