"""Coverage: which recommendation, work, measure and principle is tied to which, and what is tied to nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from equitytown.terms.register import Register
from equitytown.terms.register.improving import Gap
from equitytown.terms.register.promises import Principle, Recommendation
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import Action, NextStep, Workstream

PRIORITY_AREA = "priority area"  # the reach of a workstream that should answer to recommendations
# What was given up is no activity.
GIVEN_UP = {Action: "stopped", NextStep: "dropped"}

_R = TypeVar("_R")
_Kept = TypeVar("_Kept", Action, NextStep)


class LinkSource(StrEnum):
    """Which record ties a recommendation to a workstream."""

    RECOMMENDATION = "recommendation"
    ACTION = "action"
    GAP = "gap analysis"


@dataclass(frozen=True, slots=True)
class Matrix:
    """
    Recommendations by workstreams, each in the order of the register.

    `links` holds, by recommendation and workstream, the kinds of record that tie the two, each once; a pair that is
    not there is not linked.
    """

    recommendations: tuple[Recommendation, ...]
    workstreams: tuple[Workstream, ...]
    links: Mapping[tuple[str, str], tuple[LinkSource, ...]]

    def sources(self, recommendation_id: str, workstream_id: str) -> tuple[LinkSource, ...]:
        """Give what ties a recommendation to a workstream; nothing where they are not linked."""
        return self.links.get((recommendation_id, workstream_id), ())


@dataclass(frozen=True, slots=True)
class Activity:
    """
    How much the register tells of the work on one recommendation.

    Actions that were stopped and next steps that were dropped do not count. A next step reaches a recommendation
    through the actions that it names.
    """

    recommendation: Recommendation
    actions: int
    progress: int
    next_steps: int

    @property
    def is_little(self) -> bool:
        """Whether there is no action, no progress entry and no next step."""
        return not (self.actions or self.progress or self.next_steps)


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    What is tied to what, and what is tied to nothing, in the order of the register.

    `measures_without_recommendation` are identifiers of indicators that no recommendation names;
    `measures_by_principle_only` are those of them under whose principle a recommendation stands.
    """

    matrix: Matrix
    activities: tuple[Activity, ...]
    recommendations_without_work: tuple[Recommendation, ...]
    workstreams_without_recommendation: tuple[Workstream, ...]
    actions_without_recommendation: tuple[Action, ...]
    measures_without_recommendation: tuple[str, ...]
    measures_by_principle_only: tuple[str, ...]
    principles_without_measure: tuple[Principle, ...]

    @property
    def little_activity(self) -> tuple[Recommendation, ...]:
        """The recommendations with no action, no progress entry and no next step."""
        return tuple(found.recommendation for found in self.activities if found.is_little)


def coverage(register: Register, *, measures: Mapping[str, str]) -> Coverage:
    """
    Tell what of a register is tied to what.

    Parameters
    ----------
    register : Register
        A link may stand in a recommendation, an action or a row of a gap analysis.
    measures : mapping of str to str
        The place's indicators in order, each with the number of its principle as text. A caller leaves out
        what is not yet confirmed, so that a principle with nothing else counts as without a measure.

    Returns
    -------
    Coverage
        Lists in the order of the register and of `measures`; empty where nothing is missing.

    Examples
    --------
    >>> found = coverage(
    ...     Register({Recommendation: (Recommendation(recommendation_id="REC-1", measures=("smoking",)),)}),
    ...     measures={"smoking": "6", "loneliness": "6"},
    ... )
    >>> found.measures_without_recommendation
    ('loneliness',)
    """
    recommendations = register.all(Recommendation)
    matrix = _matrix(register)
    with_work = {recommendation for recommendation, _ in matrix.links} | _named(register.all(Action), "recommendations")
    linked_streams = {workstream for _, workstream in matrix.links}
    named = _named(recommendations, "measures")
    unnamed = tuple(measure for measure in measures if measure not in named)
    answered = {r.principle for r in recommendations}
    measured = set(measures.values())
    return Coverage(
        matrix=matrix,
        activities=_activities(register),
        recommendations_without_work=tuple(r for r in recommendations if r.recommendation_id not in with_work),
        workstreams_without_recommendation=tuple(
            w for w in matrix.workstreams if w.reach == PRIORITY_AREA and w.workstream_id not in linked_streams
        ),
        actions_without_recommendation=tuple(a for a in register.all(Action) if not a.recommendations),
        measures_without_recommendation=unnamed,
        measures_by_principle_only=tuple(m for m in unnamed if measures[m] in answered),
        principles_without_measure=tuple(p for p in register.all(Principle) if p.principle_id not in measured),
    )


def _matrix(register: Register) -> Matrix:
    found: dict[tuple[str, str], list[LinkSource]] = {}
    for recommendation, workstream, source in _links(register):
        sources = found.setdefault((recommendation, workstream), [])
        if source not in sources:
            sources.append(source)
    links = {pair: tuple(sources) for pair, sources in found.items()}
    return Matrix(register.all(Recommendation), register.all(Workstream), links)


def _links(register: Register) -> Iterator[tuple[str, str, LinkSource]]:
    for recommendation in register.all(Recommendation):
        for workstream in recommendation.workstreams:
            yield recommendation.recommendation_id, workstream, LinkSource.RECOMMENDATION
    for action in register.all(Action):
        for named in action.recommendations:
            for workstream in action.workstreams:
                yield named, workstream, LinkSource.ACTION
    for gap in register.all(Gap):
        if gap.recommendation:
            yield gap.recommendation, gap.workstream, LinkSource.GAP


def _activities(register: Register) -> tuple[Activity, ...]:
    actions = _kept(register.all(Action))
    answers = {action.action_id: action.recommendations for action in actions}
    steps = _counts(
        _kept(register.all(NextStep)),
        lambda step: {r for action in step.actions for r in answers.get(action, ())},
    )
    acted = _counts(actions, lambda action: action.recommendations)
    told = _counts(register.all(Progress), lambda entry: entry.recommendations)
    return tuple(
        Activity(found, *(counts.get(found.recommendation_id, 0) for counts in (acted, told, steps)))
        for found in register.all(Recommendation)
    )


def _kept(records: Sequence[_Kept]) -> tuple[_Kept, ...]:
    return tuple(record for record in records if record.status != GIVEN_UP[type(record)])


def _counts(records: Iterable[_R], named: Callable[[_R], Iterable[str]]) -> dict[str, int]:
    """Count the records that name each recommendation."""
    found: dict[str, int] = {}
    for record in records:
        for reference in named(record):
            found[reference] = found.get(reference, 0) + 1
    return found


def _named(records: Iterable[object], field: str) -> set[str]:
    return {reference for record in records for reference in getattr(record, field)}
