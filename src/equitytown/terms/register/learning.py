"""Events and learning: sessions, attendance, the prize, the newsletter, words and tools."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equitytown.terms.register.checks import in_order, within
from equitytown.terms.register.fields import (
    choice,
    day,
    identifier,
    items,
    line,
    link,
    links,
    markdown,
    pounds,
    prose,
    whole,
    yes_no,
)
from equitytown.terms.register.kinds import Group, Writer, kind

EVENT_KINDS = (
    "annual event",
    "conference",
    "lunch and learn",
    "masterclass",
    "training",
    "workshop",
    "roadshow",
    "other",
)


@kind(
    "events",
    singular="event",
    plural="events",
    prefix="EVT",
    group=Group.LEARNING,
    writer=Writer.LEAD,
    about="Events, training and learning sessions, past and to come.",
    title="name",
    owner="organisation",
    check=lambda record: in_order(record.on, record.until, field="until"),
    order=("on",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event or session."""

    event_id: str = identifier()
    name: str = line("Name", required=True)
    kind: str = choice("Kind", EVENT_KINDS, required=True)
    on: date | None = day("On", needed=True)
    until: date | None = day("Until")
    where: str = line("Where")
    organisation: str = link("Held by", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    about: str = prose("What it is about")
    agreed: str = prose("What was agreed", hint="What came out of it, to be followed up.")
    actions: tuple[str, ...] = links("Actions that came of it", "actions")


@kind(
    "attendance",
    singular="attendance count",
    plural="attendance",
    prefix="ATT",
    group=Group.LEARNING,
    writer=Writer.CONTRIBUTOR,
    about="How many people came from which organisation: counts, never names.",
    title="role",
    owner="organisation",
    parent="event",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How many people of one organisation and role came."""

    attendance_id: str = identifier()
    event: str = link("Event", "events", required=True)
    organisation: str = link("Organisation", "organisations", required=True)
    role: str = line("Role", hint="Managers, front-line staff, members, residents.")
    people: int | None = whole("People", required=True)


def _event_checks(record: "EventCheck") -> Iterator[tuple[str, str]]:
    for when in ("before", "after"):
        agreed, answered = getattr(record, f"{when}_agreed"), getattr(record, f"{when}_answered")
        yield from within(
            agreed,
            answered,
            field=f"{when}_agreed",
            part_word="The number who said so",
            whole_word="the number who answered",
        )


@kind(
    "event-checks",
    singular="before and after check",
    plural="before and after checks",
    prefix="EVC",
    group=Group.LEARNING,
    writer=Writer.LEAD,
    about="What people who came said before and after.",
    title="question",
    parent="event",
    check=_event_checks,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EventCheck:
    """One statement, put to those who came before and after."""

    event_check_id: str = identifier()
    event: str = link("Event", "events", required=True)
    question: str = line("Statement", required=True)
    before_answered: int | None = whole("Answered before")
    before_agreed: int | None = whole("Agreed before")
    after_answered: int | None = whole("Answered after")
    after_agreed: int | None = whole("Agreed after")


@kind(
    "training-coverage",
    singular="training count",
    plural="training coverage",
    prefix="TRN",
    group=Group.LEARNING,
    writer=Writer.CONTRIBUTOR,
    about="How many of an organisation's staff have had which training.",
    title="course",
    owner="organisation",
    check=lambda record: within(
        record.trained, record.staff, field="trained", part_word="The number trained", whole_word="the number of staff"
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCoverage:
    """Staff trained, of all staff in a role, on a day."""

    training_coverage_id: str = identifier()
    organisation: str = link("Organisation", "organisations", required=True)
    course: str = line("Course", required=True)
    role: str = line("Staff", hint="All staff, managers, front-line staff.")
    on: date | None = day("As it stood on", required=True)
    staff: int | None = whole("Number of staff", required=True)
    trained: int | None = whole("Of whom trained", required=True)


@kind(
    "prize-calls",
    singular="call for the prize",
    plural="calls for the prize",
    prefix="PZC",
    group=Group.LEARNING,
    writer=Writer.EDITOR,
    about="When the prize is called, for what, by what criteria.",
    title="name",
    check=lambda record: in_order(record.opens, record.closes, field="closes"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeCall:
    """A call for entries."""

    prize_call_id: str = identifier()
    name: str = line("Name", required=True)
    opens: date | None = day("Opens")
    closes: date | None = day("Closes")
    criteria: str = prose("Criteria")
    fund: Decimal | None = pounds("Fund")


PRIZE_STATUSES = {
    "entered": ("awarded", "not awarded"),
    "awarded": ("finished",),
    "not awarded": (),
    "finished": ("awarded",),
}


@kind(
    "prize-projects",
    singular="entry for the prize",
    plural="entries for the prize",
    prefix="PZ",
    group=Group.LEARNING,
    writer=Writer.CONTRIBUTOR,
    about="Projects that entered for the prize, which were awarded it, and what came of them.",
    title="name",
    owner="organisation",
    statuses=PRIZE_STATUSES,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeProject:
    """A project that entered for the health equity prize."""

    prize_id: str = identifier()
    call: str = link("Call", "prize-calls")
    name: str = line("Name", required=True)
    organisation: str = link("Entered by", "organisations")
    focus: str = prose("What it is about", required=True)
    population: str = line("For whom")
    stage: str = line("Stage")
    recommendations: tuple[str, ...] = links("Recommendations", "recommendations")
    principles: tuple[str, ...] = links("Principles", "principles")
    status: str = choice("Status", tuple(PRIZE_STATUSES))
    amount: Decimal | None = pounds("Awarded", set_by="editor")
    awarded_on: date | None = day("Awarded on", set_by="editor")
    result: str = prose("What came of it")


@kind(
    "newsletters",
    singular="issue of the newsletter",
    plural="newsletter",
    prefix="NL",
    group=Group.LEARNING,
    writer=Writer.EDITOR,
    about="Composed each quarter from what was published in the register.",
    title="name",
    check=lambda record: in_order(record.starts, record.ends, field="ends"),
    order=("starts",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """One issue: an opening, then what the register published between two days."""

    newsletter_id: str = identifier()
    name: str = line("Name", required=True, hint="Winter 2026, say.")
    starts: date | None = day("Tells of what happened from", required=True)
    ends: date | None = day("to", required=True)
    opening: str = markdown("Opening")
    progress: tuple[str, ...] = links("Progress", "progress", hint="None chosen: all that was published in these days.")
    case_studies: tuple[str, ...] = links("Case studies", "case-studies")
    events: tuple[str, ...] = links("Events", "events")


@kind(
    "words",
    singular="word",
    plural="words we use",
    prefix="WRD",
    group=Group.LEARNING,
    writer=Writer.EDITOR,
    about="A shared language: what to say, what not to say, and why. Drafts are checked against it.",
    title="say",
    order=("say",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that the town has agreed on."""

    word_id: str = identifier()
    say: str = line("Say", required=True)
    instead_of: tuple[str, ...] = items("Instead of")
    means: str = prose("What it means")
    reason: str = prose("Why")


@kind(
    "tools",
    singular="tool",
    plural="toolkit",
    prefix="TK",
    group=Group.LEARNING,
    writer=Writer.EDITOR,
    about="Agreed ways of working, templates and explainers.",
    title="title",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One agreed way of working."""

    tool_id: str = identifier()
    title: str = line("Title", required=True)
    version: str = line("Version")
    agreed_on: date | None = day("Agreed on")
    text: str = markdown("Text", required=True)
    languages: tuple[str, ...] = items("Also to be had in")
    translated: bool = yes_no("Ready to be translated")
