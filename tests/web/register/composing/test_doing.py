"""Actions by status, and next steps under their wholes."""

from datetime import date

import pytest

from equitytown.web.register.composing.doing import actions_of, steps_of
from equitytown.web.register.composing.seen import Reader
from tests.web.register.composing.making import published

TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.usefixtures("town")


def test_an_action_is_overdue_until_it_is_done_or_stopped():
    for status in ("under way", "done", "stopped", "not started"):
        published("actions", title=status, lead="ORG-A", due="2026-11-25", status=status)
    published("actions", title="due today", lead="ORG-A", due="2026-11-26", status="under way")
    published("actions", title="no day", lead="ORG-A", status="under way")
    found = actions_of(Reader(None).all("actions"), today=TODAY)
    assert sorted(row.seen.title for row in found.rows if row.overdue) == ["not started", "under way"]
    assert found.counts == (("not started", 1), ("under way", 3), ("done", 1), ("stopped", 1))
    assert found.overdue == 2
    assert [row.seen.title for row in found.rows][:2] == ["not started", "under way"]


def test_parts_stand_under_their_whole_whatever_their_links():
    for identifier, parent in (("NS-1", ""), ("NS-2", "NS-3"), ("NS-3", "NS-1"), ("NS-4", "NS-99"), ("NS-5", "NS-5")):
        content = {"next_step_id": identifier, "workstream": "WS-A", "summary": identifier}
        made = published("next-steps", **content)
        face = made.publication
        face.content["parent_id"] = parent
        face.save()
    found = steps_of(Reader(None).all("next-steps"))
    told = [(step.seen.identifier, step.part) for step in found]
    assert told == [("NS-1", False), ("NS-3", True), ("NS-2", True), ("NS-4", False), ("NS-5", False)]


def test_a_circle_of_parts_loses_none():
    for identifier in ("NS-1", "NS-2"):
        made = published("next-steps", next_step_id=identifier, workstream="WS-A", summary=identifier)
        face = made.publication
        face.content["parent_id"] = "NS-2" if identifier == "NS-1" else "NS-1"
        face.save()
    assert [step.seen.identifier for step in steps_of(Reader(None).all("next-steps"))] == ["NS-1", "NS-2"]
