"""Decisions: what, when, by whom, and why."""

from equitytown.present.blocks import Block, Heading, Record, Records
from equitytown.present.wording.phrases import capital
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import facts, joined, names, told_day
from equitytown.terms.register.governance import Board, Decision
from equitytown.terms.register.work import Action


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the decisions on record; nothing where the register holds none."""
    register = edition.place.register
    held = register.all(Decision)
    if not held:
        return ()
    boards, actions = names(register, Board), names(register, Action)
    records = tuple(
        Record(
            record_id=found.decision_id.lower(),
            label="",
            title=found.decision,
            text=(),
            details=facts(
                ("On", told_day(found.on, empty="")),
                ("By", joined((found.board,), boards) if found.board else ""),
                ("Why", found.reason),
                ("Turned down", found.turned_down),
                ("What follows", joined(found.actions, actions)),
                ("How it stands", capital(found.status)),
            ),
        )
        for found in held
    )
    return (Heading(2, "Decisions"), Records((("", records),), {}, noun="decision"))
