"""Actions by how they stand."""

from datetime import date

import pytest

from equitytown.publish.told import actions
from equitytown.publish.told.actions import is_late
from equitytown.terms.register.work import Action, Workstream
from tests.publish.registers import COUNCIL, with_register, words

STREAMS = (Workstream(workstream_id="W-1", name="Homes and health"), Workstream(workstream_id="W-2", name="Work"))


def act(reference, **told):
    return Action(action_id=reference, title=f"Do {reference}", lead="ORG-1", **told)


def test_nothing_is_said_of_actions_where_there_is_none(compared):
    assert actions.blocks(with_register(compared)) == ()


def test_actions_are_counted_and_listed_by_status(compared):
    found = words(
        actions.blocks(
            with_register(
                compared,
                COUNCIL,
                *STREAMS,
                act("a", status="done", due=date(2020, 1, 1)),
                act("b", status="under way", due=date(2020, 1, 1), workstreams=("W-1", "W-2")),
                act("c", status="under way"),
                act("d"),
            )
        )
    )
    assert found[1] == (
        "As at 26 November 2026, 4 actions are on record: 2 under way, 1 done, 1 whose status was not told. "
        "1 is past the day on which it was due."
    )
    assert found[2:] == [
        "Under way | Do b | The council | Homes and health; Work | 1 January 2020, now past",
        "Under way | Do c | The council | not told | not told",
        "Done | Do a | The council | not told | 1 January 2020",
        "Not told | Do d | The council | not told | not told",
    ]


@pytest.mark.parametrize(
    ("told", "late"),
    [
        ({"due": date(2026, 1, 1), "status": "delayed"}, True),
        ({"due": date(2026, 1, 1), "status": "stopped"}, False),
        ({"due": date(2026, 1, 2), "status": "under way"}, False),
        ({"status": "under way"}, False),
    ],
)
def test_only_an_open_action_past_its_day_is_late(told, late):
    assert is_late(act("a", **told), date(2026, 1, 2)) is late
