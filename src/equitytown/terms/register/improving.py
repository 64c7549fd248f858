"""How the work is thought through: gaps, logic models, theories of change, change ideas and their tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equitytown.terms.register.checks import in_order
from equitytown.terms.register.fields import choice, day, identifier, line, link, links, number, prose, whole
from equitytown.terms.register.kinds import Group, Writer, kind

# The columns of a logic model in order, then what it takes for granted.
STAGES = ("input", "activity", "output", "short-term outcome", "medium-term outcome", "long-term outcome", "assumption")
OUTCOMES = STAGES[3:6]
IDEA_STATUSES = {
    "idea": ("being tested", "abandoned"),
    "being tested": ("adopted", "adapted", "abandoned"),
    "adapted": ("being tested", "adopted", "abandoned"),
    "adopted": ("being tested",),
    "abandoned": ("being tested",),
}


@kind(
    "gaps",
    singular="gap",
    plural="gap analysis",
    prefix="GAP",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="For each recommendation: what the system does, what is missing, what should be done.",
    title="gap",
    parent="workstream",
    order=("workstream", "recommendation"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One row of a gap analysis."""

    gap_id: str = identifier()
    workstream: str = link("Workstream", "workstreams", required=True)
    recommendation: str = link("Recommendation", "recommendations")
    doing: str = prose("What the system does")
    gap: str = prose("What is missing", required=True)
    proposed: str = prose("What should be done")
    priority: str = choice("Priority", ("high", "medium", "low"))


def _logic(record: "LogicItem") -> Iterator[tuple[str, str]]:
    if record.measures and record.stage not in OUTCOMES:
        yield (
            "measures",
            "Only an outcome is tied to measures. Choose an outcome as its stage, or take the measures out.",
        )
    if record.logic_item_id and record.logic_item_id in record.leads_to:
        yield "leads_to", "An item cannot lead to itself. Take it out."


@kind(
    "logic-items",
    singular="item of a logic model",
    plural="logic models",
    prefix="LOG",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="How a workstream's inputs become activities, outputs and outcomes.",
    title="text",
    parent="workstream",
    check=_logic,
    order=("workstream", "position"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class LogicItem:
    """One box of a workstream's logic model."""

    logic_item_id: str = identifier()
    workstream: str = link("Workstream", "workstreams", required=True)
    stage: str = choice("Stage", STAGES, required=True)
    position: int | None = whole("Place in its column")
    text: str = line("What stands in the box", required=True)
    leads_to: tuple[str, ...] = links("Leads to", "logic-items")
    measures: tuple[str, ...] = links("Measures", "measures", hint="For outcomes: how it will be seen.")


@kind(
    "change-steps",
    singular="step of a theory of change",
    plural="theories of change",
    prefix="TOC",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="Why a workstream believes that its work will change what it is meant to change.",
    title="change",
    parent="workstream",
    order=("workstream", "position"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStep:
    """One causal step: if this, then that, because."""

    change_step_id: str = identifier()
    workstream: str = link("Workstream", "workstreams", required=True)
    position: int | None = whole("Step")
    condition: str = prose("If", required=True)
    change: str = prose("then", required=True)
    reason: str = prose("because", needed=True)
    evidence: str = prose("Evidence for it")
    assumption: str = prose("What it takes for granted")


@kind(
    "change-ideas",
    singular="change idea",
    plural="change ideas",
    prefix="QI",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="Ideas for improvement, tested in small cycles and followed on a run chart.",
    title="idea",
    parent="workstream",
    owner="organisation",
    statuses=IDEA_STATUSES,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeIdea:
    """One idea, with the figure by which it is judged."""

    change_idea_id: str = identifier()
    workstream: str = link("Workstream", "workstreams", required=True)
    organisation: str = link("Tested by", "organisations")
    aim: str = prose("Aim", required=True, hint="How much, for whom, by when.")
    idea: str = line("The idea", required=True)
    measure_name: str = line("Figure followed")
    unit: str = line("Unit")
    better: str = choice("Better is", ("higher", "lower"))
    status: str = choice("Status", tuple(IDEA_STATUSES))
    learned: str = prose("What was learned")


@kind(
    "test-cycles",
    singular="test cycle",
    plural="test cycles",
    prefix="PDSA",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="Plan, do, study, act: one small test of a change idea.",
    title="plan",
    parent="change_idea",
    check=lambda record: in_order(record.starts, record.ends, field="ends"),
    order=("change_idea", "number"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TestCycle:
    """One test cycle of a change idea."""

    __test__ = False  # a runner of tests would take its name for one

    test_cycle_id: str = identifier()
    change_idea: str = link("Change idea", "change-ideas", required=True)
    number: int | None = whole("Cycle")
    starts: date | None = day("From")
    ends: date | None = day("To")
    plan: str = prose("Plan", required=True)
    do: str = prose("Do")
    study: str = prose("Study")
    act: str = prose("Act")


@kind(
    "run-points",
    singular="point of a run chart",
    plural="points of run charts",
    prefix="RUN",
    group=Group.WORK,
    writer=Writer.LEAD,
    about="The figures of a change idea over time.",
    title="on",
    parent="change_idea",
    order=("change_idea", "on"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RunPoint:
    """One figure of a change idea, on one day."""

    run_point_id: str = identifier()
    change_idea: str = link("Change idea", "change-ideas", required=True)
    on: date | None = day("Day", required=True)
    value: Decimal | None = number("Figure", hint="Leave empty where none was taken: missing is never zero.")
    note: str = line("Note")
