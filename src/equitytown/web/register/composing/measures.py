"""A measure's page: who is working on it, as published."""

from collections.abc import Mapping
from typing import Any

from equitytown.web.register.composing.recommendations import Work
from equitytown.web.register.composing.seen import Reader, Seen
from equitytown.web.register.measures import Measure

COVERED = frozenset({"recommendations", "workstreams", "actions", "programmes", "logic-items", "progress"})


def measure(measure: Measure) -> dict[str, Any]:  # what the template reads
    """Give the recommendations, workstreams, actions and programmes that are tied to a measure."""
    reader = Reader(None)
    name = measure.indicator_id
    recommendations = reader.naming("recommendations", "measures", name)
    actions = reader.naming("actions", "measures", name)
    programmes = reader.naming("programmes", "measures", name)
    named = reader.naming("workstreams", "measures", name)
    outcomes = reader.naming("logic-items", "measures", name)
    through = {
        "through a recommendation": recommendations,
        "through an action": actions,
        "through a programme": programmes,
    }
    by_principle = reader.naming("recommendations", "principle", measure.principle) if measure.principle else ()
    return {
        "covered": COVERED,
        "recommendations": recommendations,
        "principle_recommendations": () if recommendations else by_principle,
        "workstreams": works_on(reader, named, outcomes, through),
        "actions": actions,
        "programmes": programmes,
        "progress": reader.naming("progress", "measures", name),
    }


def works_on(
    reader: Reader, named: tuple[Seen, ...], outcomes: tuple[Seen, ...], through: Mapping[str, tuple[Seen, ...]]
) -> tuple[Work, ...]:
    """Give the workstreams that work on a measure, each once, with what ties them to it."""
    found = {seen.identifier: ["means to change it"] for seen in named}
    for outcome in outcomes:
        found.setdefault(outcome.record.workstream, []).append("an outcome of its logic model")
    for words, records in through.items():
        for seen in records:
            for workstream in seen.record.workstreams:
                found.setdefault(workstream, []).append(words)
    names = reader.names("workstreams")
    return tuple(
        Work(names[workstream], ", ".join(dict.fromkeys(ties)))
        for workstream, ties in found.items()
        if workstream in names
    )
