"""Next steps: how each stands, and which were carried over."""

from equitytown.publish.told import steps
from equitytown.terms.register import Register
from equitytown.terms.register.work import NextStep
from tests.publish.registers import words


def step(reference, **told):
    return NextStep(next_step_id=reference, workstream="W-1", summary=f"do {reference}.", **told)


def listed(*records):
    found = steps.listed(Register({NextStep: records}), "W-1")
    return words((found,)) if found else found


def test_a_workstream_without_a_step_lists_none():
    assert listed(NextStep(next_step_id="a", workstream="W-2", summary="Other.")) is None


def test_a_step_says_how_it_stands_and_whence_it_was_carried():
    assert listed(
        step("a", year="2024/25", status="carried to the next year"),
        step("b", status="open", carried_from="a"),
        step("c", carried_from="d"),
        step("d"),
    ) == [
        "Do a (carried to the next year).",
        "Do b (open, carried over from 2024/25).",
        "Do c (carried over from the year before).",
        "Do d.",
    ]
