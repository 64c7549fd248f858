"""Findings: named after the figure and the comparator."""

from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Finding, FindingBasis, Verdict
from equitytown.terms.observation import Rating
from tests.factories import observation


def test_a_finding_is_about_its_figure():
    figure = observation()
    verdict = Verdict(Rating.WORSE, "limits", FindingBasis.COMPUTED)
    finding = Finding(figure, ComparatorKind.NATIONAL, "England", None, verdict)
    assert finding.indicator_id == figure.indicator_id
    assert finding.period is figure.period
    assert finding.finding_id == f"{figure.observation_id}|national"
