"""Engagement: heard, and changed."""

from datetime import date

from equitytown.publish.told import listening
from equitytown.terms.register.results import Engagement
from tests.publish.registers import COUNCIL, with_register, words


def test_nothing_is_said_of_engagement_where_there_is_none(compared):
    assert listening.blocks(with_register(compared)) == ()


def test_what_was_heard_stands_beside_what_changed_or_that_nothing_is_on_record(compared):
    first = Engagement(
        engagement_id="E-1",
        activity="A café",
        organisation="ORG-1",
        people="Parents",
        count=24,
        on=date(2026, 1, 12),
        heard="Play areas are dark",
        changed="Lamps were put up",
        reported_back=date(2026, 3, 1),
    )
    second = Engagement(engagement_id="E-2", activity="A walk", heard="Kerbs are high.")
    assert words(listening.blocks(with_register(compared, COUNCIL, first, second)))[1:] == [
        "2 occasions are on record; for 1 of these the register says what changed afterwards.",
        "A café",
        "A walk",
        "Heard: Play areas are dark.",
        "Heard: Kerbs are high.",
        "With whom: Parents",
        "How many: 24",
        "When: 12 January 2026",
        "By: The council",
        "What changed: Lamps were put up",
        "Told back to them: 1 March 2026",
        "What changed: Nothing is on record yet",
        "Told back to them: Not yet",
    ]
