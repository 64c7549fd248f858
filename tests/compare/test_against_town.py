"""The parts of a town against the town as a whole."""

from dataclasses import replace

from equitytown.compare.against_town import against_town
from equitytown.terms.indicator import Basis, Polarity
from equitytown.terms.inside import Estimate
from equitytown.terms.observation import Rating
from tests.factories import indicator
from tests.publish import inner

LOW = indicator(polarity=Polarity.LOW)


def test_a_part_beyond_its_limits_is_worse_or_better_and_its_distance_is_told():
    found = against_town(inner.by_ward("made-up-share"), indicator=LOW)
    told = [(part.against.difference, part.against.verdict.rating) for part in found.parts]
    assert told[0] == (5.0, Rating.WORSE)
    assert told[-1] == (-4.0, Rating.BETTER)
    assert told[2] == (1.0, Rating.SIMILAR)  # its limits reach the town's figure


def test_modelled_and_unreliable_figures_get_no_verdict():
    modelled = against_town(inner.by_ward("made-up-share"), indicator=replace(LOW, collected_by=Basis.MODELLED))
    assert {part.against.verdict.rating for part in modelled.parts} == {Rating.NOT_COMPARED}
    one = inner.by_ward("made-up-share")
    unsure = replace(one, parts=(replace(one.parts[0], is_reliable=False, reason="fewer than 10 events"),))
    assert against_town(unsure, indicator=LOW).parts[0].against.verdict.reason == "fewer than 10 events"


def test_limits_of_counts_stand_in_where_the_publisher_gives_none():
    bare = [inner.part("made-up-share", f"E0500000{n}", value, half=None) for n, value in enumerate((12.0, 7.2))]
    limits = (Estimate(12.0, 11.0, 13.0), Estimate(7.2, 6.2, 8.2))
    parts = tuple(replace(part, limits=found) for part, found in zip(bare, limits, strict=True))
    one = replace(inner.by_ward("made-up-share"), parts=parts)
    assert [part.against.verdict.rating for part in against_town(one, indicator=LOW).parts] == [
        Rating.WORSE, Rating.SIMILAR,
    ]  # fmt: skip
    without = against_town(replace(one, parts=tuple(bare)), indicator=LOW)
    assert {part.against.verdict.rating for part in without.parts} == {Rating.NOT_COMPARED}


def test_without_a_figure_on_either_side_nothing_is_said():
    found = inner.by_ward("made-up-share", (12.0, None, 8.0, 6.0, 5.0, 3.0))
    assert against_town(found, indicator=LOW).parts[1].against is None
    assert against_town(replace(found, whole=None), indicator=LOW).parts[0].against is None


def test_a_sum_of_the_publishers_own_figures_is_set_against_its_figure():
    one = inner.by_ward("made-up-share")
    part = one.parts[0]
    origin = replace(part.observation.provenance, publisher="Another; Maker")
    mixed = replace(part, observation=replace(part.observation, provenance=origin))
    found = against_town(replace(one, parts=(mixed,)), indicator=LOW)
    assert found.parts[0].against.verdict.rating is Rating.WORSE
