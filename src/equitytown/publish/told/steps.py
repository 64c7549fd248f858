"""Next steps of one workstream: how each stands, and which were carried over."""

from equitytown.present.blocks import Bullets, Text, text
from equitytown.present.wording.phrases import capital
from equitytown.terms.register import Register
from equitytown.terms.register.work import NextStep


def listed(register: Register, workstream_id: str) -> Bullets | None:
    """Give the next steps of a workstream; None where it has none."""
    held = {step.next_step_id: step for step in register.all(NextStep)}
    found = tuple(_step(step, held) for step in held.values() if step.workstream == workstream_id)
    return Bullets(found) if found else None


def _step(step: NextStep, held: dict[str, NextStep]) -> Text:
    notes = [step.status] if step.status else []
    if step.carried_from:
        before = held.get(step.carried_from)
        year = f" from {before.year}" if before is not None and before.year else " from the year before"
        notes.append(f"carried over{year}")
    told = f" ({', '.join(notes)})" if notes else ""
    return text(f"{capital(step.summary).rstrip('.')}{told}.")
