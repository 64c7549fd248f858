"""Governance and evaluation: boards, decisions, equity assessments, money against need, what was evaluated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equitytown.terms.register.checks import in_order
from equitytown.terms.register.fields import (
    choice,
    day,
    identifier,
    items,
    line,
    link,
    links,
    number,
    prose,
    whole,
)
from equitytown.terms.register.kinds import Group, Writer, kind
from equitytown.terms.register.promises import CONFIDENCE

EVALUATION_STATUSES = {
    "not started": ("under way", "done"),
    "under way": ("stalled", "done"),
    "stalled": ("under way", "done"),
    "done": ("under way",),
}
PER_CENT = 100


@kind(
    "evaluation-aims",
    singular="aim of the evaluation",
    plural="aims of the evaluation",
    prefix="EA",
    group=Group.GOVERNANCE,
    writer=Writer.EDITOR,
    about="What the evaluation sets out to see, how, and what it found.",
    title="summary",
    order=("number",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationAim:
    """An aim of the evaluation."""

    aim_id: str = identifier()
    number: int | None = whole("Number")
    summary: str = prose("Aim", required=True)
    questions: str = prose("Questions")
    methods: tuple[str, ...] = items("Methods")
    evidence: str = prose("Evidence")
    finding: str = prose("What was found")


@kind(
    "evaluation-notes",
    singular="note of the evaluation",
    plural="notes of the evaluation",
    prefix="EN",
    group=Group.GOVERNANCE,
    writer=Writer.EDITOR,
    about="What people said, under themes; by group, never by name.",
    title="note",
    parent="aim",
    owner="organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationNote:
    """One thing said, coded by theme."""

    evaluation_note_id: str = identifier()
    aim: str = link("Aim", "evaluation-aims", required=True)
    organisation: str = link("Organisation", "organisations")
    people: str = line("Said by", hint="A group, such as system leaders; never a name.")
    on: date | None = day("When")
    themes: tuple[str, ...] = items("Themes")
    note: str = prose("What was said", required=True, public=False)


@kind(
    "evaluation-recommendations",
    singular="recommendation of the evaluation",
    plural="recommendations of the evaluation",
    prefix="EV",
    group=Group.GOVERNANCE,
    writer=Writer.EDITOR,
    about="What the evaluation recommended, who leads on it and how it stands.",
    title="summary",
    statuses=EVALUATION_STATUSES,
    order=("number",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRecommendation:
    """One of the evaluation's recommendations."""

    evaluation_id: str = identifier()
    number: int | None = whole("Number")
    summary: str = prose("What it recommends", required=True)
    themes: tuple[str, ...] = items("Themes")
    lead: str = line("Lead")
    timescale: str = line("By")
    actions: tuple[str, ...] = links("Actions", "actions")
    status: str = choice("Status", tuple(EVALUATION_STATUSES))
    confidence: str = choice("Confidence that it will be done", CONFIDENCE)
    evidence: str = prose("Evidence")


@kind(
    "boards",
    singular="board or group",
    plural="boards and groups",
    prefix="BRD",
    group=Group.GOVERNANCE,
    writer=Writer.EDITOR,
    about="Who decides what, and to whom they answer.",
    title="name",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A board, steering group or working group."""

    board_id: str = identifier()
    name: str = line("Name", required=True)
    answers_to: str = link("Answers to", "boards")
    purpose: str = prose("What it is for")
    terms: str = prose("Terms of reference")
    meets: str = line("Meets", hint="Every two months, say.")
    chaired_by: str = link("Chaired by", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams that answer to it", "workstreams")


@kind(
    "board-members",
    singular="seat on a board",
    plural="seats on boards",
    prefix="BRM",
    group=Group.GOVERNANCE,
    writer=Writer.EDITOR,
    about="Which post of which organisation sits on which board. Posts, not names.",
    title="post",
    parent="board",
    owner="organisation",
    check=lambda record: in_order(record.since, record.until, field="until"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BoardMember:
    """A post that sits on a board."""

    board_member_id: str = identifier()
    board: str = link("Board", "boards", required=True)
    organisation: str = link("Organisation", "organisations", required=True)
    post: str = line("Post", required=True)
    since: date | None = day("Since")
    until: date | None = day("Until")


DECISION_STATUSES = {
    "taken": ("carried out", "escalated", "overtaken"),
    "escalated": ("taken", "overtaken"),
    "carried out": (),
    "overtaken": (),
}


@kind(
    "decisions",
    singular="decision",
    plural="decisions",
    prefix="DEC",
    group=Group.GOVERNANCE,
    writer=Writer.EDITOR,
    about="What was decided, when, by whom, why, and what follows from it.",
    title="decision",
    statuses=DECISION_STATUSES,
    order=("on",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of a board."""

    decision_id: str = identifier()
    decision: str = prose("What was decided", required=True)
    board: str = link("Board", "boards")
    on: date | None = day("On", required=True)
    reason: str = prose("Why", needed=True)
    turned_down: str = prose("What was turned down")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    recommendations: tuple[str, ...] = links("Recommendations", "recommendations")
    actions: tuple[str, ...] = links("Actions that follow", "actions")
    status: str = choice("Status", tuple(DECISION_STATUSES))


ASSESSED = ("contract", "strategy", "policy", "plan", "service change", "net zero policy", "budget")


@kind(
    "impact-assessments",
    singular="equity impact assessment",
    plural="equity impact assessments",
    prefix="EIA",
    group=Group.GOVERNANCE,
    writer=Writer.CONTRIBUTOR,
    about="Before something is decided: who gains, who loses, what is changed because of it.",
    title="subject",
    owner="organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactAssessment:
    """An assessment of what a plan does to inequality."""

    impact_assessment_id: str = identifier()
    subject: str = line("What is assessed", required=True)
    kind: str = choice("Kind", ASSESSED, required=True)
    organisation: str = link("Organisation", "organisations", required=True)
    on: date | None = day("Done on")
    groups: tuple[str, ...] = items("Groups and areas touched", needed=True)
    benefits: str = prose("Who gains, and how")
    harms: str = prose("Who may lose, and how", needed=True)
    changes: str = prose("What is changed because of it", needed=True)
    decision: str = prose("What was decided")
    review_on: date | None = day("Look again on")


@kind(
    "allocations",
    singular="allocation of resources",
    plural="resources against need",
    prefix="ALL",
    group=Group.GOVERNANCE,
    writer=Writer.LEAD,
    about="Where money or staff go, beside where need is.",
    title="name",
    owner="organisation",
    check=lambda record: in_order(record.starts, record.ends, field="ends"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Something shared out between areas or groups."""

    allocation_id: str = identifier()
    name: str = line("What is shared out", required=True)
    organisation: str = link("Organisation", "organisations", required=True)
    unit: str = choice("Counted in", ("pounds", "posts", "places", "visits"), required=True)
    need_basis: str = prose("How need was weighed", needed=True, hint="The measure of need, its source and its date.")
    decisions: tuple[str, ...] = links("Decided in", "decisions")
    starts: date | None = day("From")
    ends: date | None = day("To")


def _share(record: "AllocationShare") -> Iterator[tuple[str, str]]:
    if record.need_share is not None and not 0 <= record.need_share <= PER_CENT:
        yield "need_share", f"{record.need_share}% is not between 0% and 100%. Correct the share of need."
    if record.amount is not None and record.amount < 0:
        yield "amount", "An amount cannot be below 0."


@kind(
    "allocation-shares",
    singular="share of an allocation",
    plural="shares of allocations",
    prefix="ALS",
    group=Group.GOVERNANCE,
    writer=Writer.LEAD,
    about="What one area or group receives, and its share of need.",
    title="people",
    parent="allocation",
    check=_share,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationShare:
    """One area's or group's part."""

    allocation_share_id: str = identifier()
    allocation: str = link("Allocation", "allocations", required=True)
    people: str = line("Area or group", required=True)
    amount: Decimal | None = number("Receives", required=True)
    need_share: Decimal | None = number("Share of need (%)", required=True)
