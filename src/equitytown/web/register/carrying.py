"""Carrying a workstream's next steps into the next year: all that were chosen, or none."""

import re
from collections.abc import Collection
from typing import cast

from django.db import transaction

from equitytown.terms.register import KINDS
from equitytown.web.accounts.models import User
from equitytown.web.register.actions import NotAllowed, Refused, create, locked, post_update
from equitytown.web.register.models import Record
from equitytown.web.register.rules import Verb, allowed, may_write
from equitytown.web.register.sound import Content

STEPS = KINDS["next-steps"]
OPEN, CARRIED = "open", "carried to the next year"
STILL = frozenset({OPEN, ""})  # the statuses of steps that may be carried; one that was never told may be open
LONGEST_YEAR = 20  # characters
_YEAR = re.compile(r"(\d{4})/(\d\d)")


def carried_by(user: User, workstream: Record) -> tuple[Record, ...]:
    """
    Give the next steps of a workstream that somebody may carry, each after the one of which it is a part.

    Those that are open, and those of which nobody has told how they stand.
    """
    if not may_write(user, STEPS):
        return ()
    found = allowed(user, Verb.UPDATE, STEPS).filter(
        content__workstream=workstream.identifier, content__status__in=STILL
    )
    held = {step.identifier: step for step in found}
    return tuple(sorted(held.values(), key=lambda step: (_depth(step, held), step.identifier)))


@transaction.atomic
def carry(user: User, workstream: Record, *, steps: Collection[str], year: str) -> tuple[Record, ...]:
    """
    Carry next steps into another year.

    Each becomes a new draft that says from which it was carried, and the old one is marked as carried by an update.
    That is one entry in the trail for each record made and one for each marked, all in one transaction. A part of a
    step that is carried too becomes a part of the new one.

    Parameters
    ----------
    user : User
        A lead of the workstream, or an editor.
    workstream : Record
        Whose steps they are.
    steps : collection of str
        The references of those to be carried; one that this person may not carry is left alone.
    year : str
        The year in which they are to be done, such as 2027/28.

    Returns
    -------
    tuple of Record
        The new ones.

    Raises
    ------
    NotAllowed
        If this person may carry none of the workstream's steps.
    Refused
        If no year was told, no step was chosen, or a step is of that year already.
    """
    year = year.strip()
    if not year or len(year) > LONGEST_YEAR:
        raise Refused({"year": "Enter the year into which they are carried, such as 2027/28."})
    held = [
        found for step in carried_by(user, workstream) if (found := locked(user, step, Verb.UPDATE)).status in STILL
    ]
    if not held:
        raise NotAllowed
    chosen = [step for step in held if step.identifier in steps]
    if not chosen:
        raise Refused({"steps": "Choose at least one step to carry."})
    already = [step.identifier for step in chosen if step.content.get("year") == year]
    if already:
        raise Refused({"year": f"{already[0]} is planned for {year} already. Enter the year after."})
    made: dict[str, Record] = {}
    for step in chosen:
        made[step.identifier] = create(user, STEPS, _next(step, year, made))
        post_update(user, step, status=CARRIED, text=f"Carried to {year} as {made[step.identifier].identifier}.")
    return tuple(made.values())


def next_year(steps: tuple[Record, ...]) -> str:
    """Give the year after the latest of some steps; empty where none can be read as 2026/27 is."""
    years = [_YEAR.fullmatch(str(step.content.get("year") or "")) for step in steps]
    latest = max((int(found[1]) for found in years if found), default=None)
    return f"{latest + 1}/{(latest + 2) % 100:02d}" if latest is not None else ""


def _next(step: Record, year: str, made: dict[str, Record]) -> Content:
    """Give the content of the step that follows one."""
    whole = made.get(str(step.content.get("parent_id")))
    parent = whole.identifier if whole else ""
    told = {STEPS.key: "", "year": year, "status": OPEN, "carried_from": step.identifier, "parent_id": parent}
    return cast("Content", {**step.content, **told})


def _depth(step: Record, held: dict[str, Record]) -> int:
    """Count the steps above one, of those held; links that turn in a circle end it."""
    passed: set[str] = set()
    while (parent := str(step.content.get("parent_id") or "")) in held and parent not in passed:
        passed.add(parent)
        step = held[parent]
    return len(passed)
