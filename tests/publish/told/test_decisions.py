"""Decisions with their reasons."""

from datetime import date

from equitytown.publish.told import decisions
from equitytown.terms.register.governance import Board, Decision
from equitytown.terms.register.work import Action
from tests.publish.registers import with_register, words


def test_nothing_is_said_of_decisions_where_there_is_none(compared):
    assert decisions.blocks(with_register(compared)) == ()


def test_a_decision_says_when_by_whom_why_and_what_follows(compared):
    records = (
        Board(board_id="B-1", name="The board"),
        Action(action_id="A-1", title="Write the plan", lead="ORG-1"),
        Decision(
            decision_id="D-1",
            decision="Begin with principle 7",
            board="B-1",
            on=date(2026, 2, 2),
            reason="It has no measure",
            turned_down="Waiting",
            actions=("A-1",),
            status="taken",
        ),
    )
    assert words(decisions.blocks(with_register(compared, *records))) == [
        "Decisions",
        "Begin with principle 7",
        "",
        "On: 2 February 2026",
        "By: The board",
        "Why: It has no measure",
        "Turned down: Waiting",
        "What follows: Write the plan",
        "How it stands: Taken",
    ]
