"""Case studies: only with consent."""

from datetime import date

import pytest

from equitytown.present.blocks import Heading
from equitytown.publish.told import stories
from equitytown.terms.register.results import CONSENTS, CaseStudy
from tests.publish.registers import COLLEGE, COUNCIL, with_register, words

ON = date(2026, 11, 26)  # the day of the edition


def story(consent, **told):
    return CaseStudy(
        case_study_id="CS-1",
        title="A warm flat",
        organisation="ORG-1",
        story="# Cold\n\nIt was.",
        consent=consent,
        **told,
    )


@pytest.mark.parametrize(
    ("consent", "until", "told"),
    [
        (CONSENTS[0], None, True),
        (CONSENTS[1], ON, True),
        (CONSENTS[1], date(2026, 11, 25), False),
        (CONSENTS[2], None, False),
        (CONSENTS[3], None, False),
        ("", None, False),
    ],
)
def test_a_story_is_told_only_while_consent_is_held(compared, consent, until, told):
    found = stories.blocks(with_register(compared, COUNCIL, story(consent, consent_until=until)))
    assert bool(found) is told


def test_a_story_stands_under_its_title_with_what_came_of_it(compared):
    held = story(CONSENTS[0], organisations=("ORG-2",), result="It is warm.")
    found = stories.blocks(with_register(compared, COUNCIL, COLLEGE, held))
    assert [block.level for block in found if isinstance(block, Heading)] == [2, 3, 4]
    assert words(found)[2:] == [
        "Cold",
        "It was.",
        "What came of it: It is warm.",
        "Told by: The council",
        "With: The college",
    ]
