"""Who is doing what: workstreams, actions, next steps, priorities, money and risks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equitytown.terms.register.checks import in_order
from equitytown.terms.register.fields import (
    address,
    choice,
    day,
    identifier,
    items,
    line,
    link,
    links,
    person,
    pounds,
    prose,
    whole,
)
from equitytown.terms.register.kinds import Group, Writer, kind

ACTION_STATUSES = {
    "not started": ("under way", "on hold", "done", "stopped"),
    "under way": ("delayed", "on hold", "done", "stopped"),
    "delayed": ("under way", "on hold", "done", "stopped"),
    "on hold": ("under way", "stopped"),
    "done": ("under way",),
    "stopped": ("under way",),
}
CLOSED_ACTION = frozenset({"done", "stopped"})
NEXT_STEP_STATUSES = {
    "open": ("done", "carried to the next year", "dropped"),
    "done": ("open",),
    "carried to the next year": (),
    "dropped": ("open",),
}
PRIORITY_STATUSES = {
    "open": ("met", "partly met", "not met"),
    "met": ("open",),
    "partly met": ("met", "open"),
    "not met": ("open",),
}
FUNDING_STATUSES = ("bid submitted", "awarded", "turned down", "ended")
RISK_STATUSES = {"open": ("closed", "happened"), "closed": ("open",), "happened": ("closed",)}
SCALE = ("1", "2", "3", "4", "5")


@kind(
    "workstreams",
    singular="workstream",
    plural="workstreams",
    prefix="WS",
    group=Group.WORK,
    writer=Writer.EDITOR,
    about="The groups in which partners work on the recommendations.",
    title="name",
    owner="lead",
    partners=("organisations",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Workstream:
    """A priority workstream, or a strand that runs across all of them."""

    workstream_id: str = identifier()
    name: str = line("Name", required=True)
    reach: str = choice("Reach", ("priority area", "across the system"))
    purpose: str = prose("Purpose", hint="What will be different for residents.")
    established: str = line("Set up")
    gap_analysis: str = choice("Gap analysis", ("not stated", "not started", "under way", "done"))
    methods: tuple[str, ...] = items("Methods")
    partners: tuple[str, ...] = items("Partners named")
    lead: str = link("Lead organisation", "organisations")
    organisations: tuple[str, ...] = links("Organisations taking part", "organisations")
    principles: tuple[str, ...] = links("Principles", "principles")
    measures: tuple[str, ...] = links("Measures", "measures", hint="Those that it means to change.")


@kind(
    "workstream-members",
    singular="member of a workstream",
    plural="members of workstreams",
    prefix="MEM",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="Which organisation sits in which workstream, and in what part. Posts, not names.",
    title="post",
    owner="organisation",
    parent="workstream",
    check=lambda record: in_order(record.since, record.until, field="until"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkstreamMember:
    """A post that sits in a workstream."""

    member_id: str = identifier()
    workstream: str = link("Workstream", "workstreams", required=True)
    organisation: str = link("Organisation", "organisations", required=True)
    post: str = line("Post", required=True, hint="A post or part, such as housing lead; not a person's name.")
    since: date | None = day("Since")
    until: date | None = day("Until")


@kind(
    "actions",
    singular="action",
    plural="actions",
    prefix="ACT",
    group=Group.WORK,
    writer=Writer.CONTRIBUTOR,
    about="What somebody said they would do, by when, and how it stands.",
    title="title",
    owner="lead",
    partners=("supporting",),
    statuses=ACTION_STATUSES,
    check=lambda record: in_order(record.starts, record.due, field="due"),
    order=("due", "title"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action; several workstreams may share it."""

    action_id: str = identifier()
    title: str = line("What will be done", required=True)
    detail: str = prose("In more words")
    lead: str = link("Lead organisation", "organisations", required=True)
    supporting: tuple[str, ...] = links("Supporting organisations", "organisations")
    owner: str = person("Owner", hint="Who is asked when it falls due.")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    recommendations: tuple[str, ...] = links("Recommendations", "recommendations")
    measures: tuple[str, ...] = links("Measures", "measures")
    principles: tuple[str, ...] = links("Principles", "principles")
    starts: date | None = day("Starts")
    due: date | None = day("Due")
    status: str = choice("Status", tuple(ACTION_STATUSES))
    evidence: str = prose("Evidence")


@kind(
    "next-steps",
    singular="next step",
    plural="next steps",
    prefix="NS",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="What a workstream says comes next, and whether it came.",
    title="summary",
    statuses=NEXT_STEP_STATUSES,
    order=("workstream", "next_step_id"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step that a workstream says comes next; it may be part of another."""

    next_step_id: str = identifier()
    parent_id: str = link("Part of", "next-steps")
    workstream: str = link("Workstream", "workstreams", required=True)
    summary: str = prose("The step", required=True)
    partners: tuple[str, ...] = items("Partners named")
    year: str = line("Year", hint="The year it was planned for, such as 2024/25.")
    status: str = choice("Status", tuple(NEXT_STEP_STATUSES))
    carried_from: str = link("Carried from", "next-steps")
    actions: tuple[str, ...] = links("Actions", "actions")


@kind(
    "priorities",
    singular="priority",
    plural="priorities",
    prefix="NY",
    group=Group.WORK,
    writer=Writer.EDITOR,
    about="The year's priorities for the whole system.",
    title="summary",
    statuses=PRIORITY_STATUSES,
    order=("group", "number"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A priority for the year ahead."""

    priority_id: str = identifier()
    group: str = line("Heading", required=True)
    number: int | None = whole("Number")
    summary: str = prose("The priority", required=True)
    themes: tuple[str, ...] = items("Themes")
    year: str = line("Year")
    evaluation: tuple[str, ...] = links("Evaluation recommendations", "evaluation-recommendations")
    actions: tuple[str, ...] = links("Actions", "actions")
    status: str = choice("Status", tuple(PRIORITY_STATUSES))


def _funding(record: "Funding") -> Iterator[tuple[str, str]]:
    yield from in_order(record.starts, record.ends, field="ends")
    if record.amount is not None and record.amount < 0:
        yield "amount", "An amount cannot be below 0. Write what was granted."


@kind(
    "funding",
    singular="grant or fund",
    plural="grants and funds",
    prefix="FUN",
    group=Group.WORK,
    writer=Writer.CONTRIBUTOR,
    about="Money for the work: from whom, for what, how much, for how long.",
    title="purpose",
    owner="recipient",
    check=_funding,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A grant or a fund."""

    funding_id: str = identifier()
    source: str = line("Funder", required=True)
    purpose: str = line("Purpose", required=True)
    recipient: str = link("Received by", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    programme: str = link("Programme", "programmes")
    amount: Decimal | None = pounds("Amount", needed=True)
    qualifier: str = choice("The amount is", ("exact", "more than", "at least", "about"))
    starts: date | None = day("From")
    ends: date | None = day("To")
    status: str = choice("Status", FUNDING_STATUSES)


@kind(
    "risks",
    singular="risk",
    plural="risks",
    prefix="RSK",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="What may stop the work, how likely and how bad, and what is done about it.",
    title="risk",
    owner="organisation",
    statuses=RISK_STATUSES,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A risk to the work."""

    risk_id: str = identifier()
    risk: str = prose("The risk", required=True)
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    organisation: str = link("Held by", "organisations")
    likelihood: str = choice("How likely, 1 to 5", SCALE, required=True)
    impact: str = choice("How bad, 1 to 5", SCALE, required=True)
    response: str = prose("What is done about it")
    review_on: date | None = day("Look at it again on")
    status: str = choice("Status", tuple(RISK_STATUSES))


@kind(
    "evidence",
    singular="piece of evidence",
    plural="evidence library",
    prefix="EVI",
    group=Group.WORK,
    writer=Writer.CONTRIBUTOR,
    about="What worked elsewhere, here and abroad, tied to the actions that use it.",
    title="title",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something learned from practice or research."""

    evidence_id: str = identifier()
    title: str = line("Title", required=True)
    reach: str = choice("From", ("here", "elsewhere in the country", "abroad"))
    publisher: str = line("Publisher")
    year: int | None = whole("Year")
    address: str = address("Web address")
    lesson: str = prose("What we take from it", required=True)
    principles: tuple[str, ...] = links("Principles", "principles")
    actions: tuple[str, ...] = links("Actions that use it", "actions")
