"""A linked measure: where it stands, and what is said where it has no figure."""

from equitytown.present.blocks import plain
from equitytown.publish.told.latest import name_of, standing


def test_the_figure_is_the_editions_newest_and_every_number_is_traced(compared):
    indicator = compared.place.indicators["fuel-poverty"]
    found = compared.current(indicator)
    said = standing(compared, "fuel-poverty")
    assert plain(said).startswith("stands at an estimated ")
    assert found.observation.period.label in plain(said)
    traces = {span.trace for span in said if span.trace}
    assert found.observation.observation_id in traces


def test_the_name_leads_to_the_measures_page(compared):
    assert name_of(compared, "smoking").href == "measures/smoking"


def test_a_measure_that_is_not_confirmed_says_so(compared):
    assert plain(standing(compared, "discrimination-and-racism")) == "is a measure still to be confirmed"


def test_a_measure_without_a_figure_says_so(started):
    assert plain(standing(started, "smoking")) == "has no figure yet"


def test_no_word_claims_a_cause(compared):
    for indicator_id in compared.place.indicators:
        said = plain(standing(compared, indicator_id))
        assert not any(word in said for word in ("led to", "thanks to", "impact", "improved", "because"))
