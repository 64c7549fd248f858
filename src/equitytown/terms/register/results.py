"""What came of it: programmes, progress, surveys, engagement and case studies."""

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
    number,
    prose,
    whole,
)
from equitytown.terms.register.kinds import Group, Writer, kind

QUALIFIERS = (
    "exact",
    "exact; all",
    "more than",
    "at least",
    "about",
    "up to",
    "average",
    "additional",
    "counted from the names",
)
COUNTS = ("every time counted", "each person counted once", "not a count of people")


def _programme(record: "Programme") -> Iterator[tuple[str, str]]:
    yield from in_order(record.starts, record.ends, field="ends")


@kind(
    "programmes",
    singular="programme",
    plural="programmes",
    prefix="PRG",
    group=Group.RESULTS,
    writer=Writer.LEAD,
    about="Services and projects that the impact report tells of, one by one.",
    title="name",
    owner="organisation",
    partners=("organisations",),
    check=_programme,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A service or project with people whom it reaches."""

    programme_id: str = identifier()
    name: str = line("Name", required=True)
    about: str = prose("What it does")
    organisation: str = link("Run by", "organisations")
    organisations: tuple[str, ...] = links("With", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    recommendations: tuple[str, ...] = links("Recommendations", "recommendations")
    measures: tuple[str, ...] = links("Measures that it should change", "measures")
    principles: tuple[str, ...] = links("Principles", "principles")
    people: str = line("For whom")
    starts: date | None = day("From")
    ends: date | None = day("To")
    lag: str = line("Outcomes can be looked for from", hint="The year before which no change could show.")
    not_claimed: str = prose("What cannot yet be claimed")


def _progress(record: "Progress") -> Iterator[tuple[str, str]]:
    yield from in_order(record.starts, record.ends, field="ends")
    if record.value is not None and not record.metric:
        yield "metric", "A figure needs a name: say what was counted."
    if record.value is not None and not record.period:
        yield "period", "A figure needs its period, such as 1 August 2023 to 31 July 2024."
    if record.unit == "%" and record.value is not None and not 0 <= record.value <= PER_CENT:
        yield "value", f"{record.value}% is not between 0% and 100%. Correct the figure or its unit."


PER_CENT = 100


@kind(
    "progress",
    singular="progress entry",
    plural="progress",
    prefix="PR",
    group=Group.RESULTS,
    writer=Writer.CONTRIBUTOR,
    about="What was done, with its figures. A figure has a period and a definition, or it is not published.",
    title="summary",
    owner="organisation",
    check=_progress,
    order=("workstream", "progress_id"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One achievement, or one figure of it: entries of the same achievement share its reference."""

    progress_id: str = identifier()
    achievement_id: str = line("Achievement", hint="Entries that tell figures of one achievement share this reference.")
    workstream: str = link("Workstream", "workstreams", required=True)
    organisation: str = link("Told by", "organisations")
    programme: str = link("Programme", "programmes")
    summary: str = prose("What was done", required=True)
    metric: str = line("What was counted")
    value: Decimal | None = number("Figure")
    qualifier: str = choice("The figure is", QUALIFIERS)
    unit: str = line("Unit", hint="People, sessions, %, GBP.")
    counted: str = choice(
        "How people were counted", COUNTS, hint="374 completions may be 322 people: enter both, apart."
    )
    period: str = line("Period", hint="As you would write it: 1 August 2023 to 31 July 2024.")
    starts: date | None = day("From")
    ends: date | None = day("To")
    definition: str = prose("Definition", hint="Who or what counts, and who does not.")
    evidence: str = prose("Evidence", hint="Where anyone could check it.")
    partners: tuple[str, ...] = items("Partners named")
    recommendations: tuple[str, ...] = links("Recommendations", "recommendations")
    measures: tuple[str, ...] = links("Measures", "measures")
    principles: tuple[str, ...] = links("Principles", "principles")
    status: str = choice("Status", ("done", "ongoing", "submitted"))


@kind(
    "surveys",
    singular="survey",
    plural="surveys",
    prefix="SUR",
    group=Group.RESULTS,
    writer=Writer.CONTRIBUTOR,
    about="Who was asked, how many were asked and how many answered.",
    title="name",
    owner="organisation",
    check=lambda record: (
        *in_order(record.starts, record.ends, field="ends"),
        *within(
            record.answered,
            record.asked,
            field="answered",
            part_word="The number who answered",
            whole_word="the number asked",
        ),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey; its results stand on their own, group by group."""

    survey_id: str = identifier()
    name: str = line("Name", required=True)
    organisation: str = link("Done by", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    people: str = line("Who was asked", needed=True)
    method: str = line("How")
    starts: date | None = day("From", needed=True)
    ends: date | None = day("To")
    asked: int | None = whole("Number asked")
    answered: int | None = whole("Number who answered", needed=True)


@kind(
    "survey-results",
    singular="survey result",
    plural="survey results",
    prefix="SRES",
    group=Group.RESULTS,
    writer=Writer.CONTRIBUTOR,
    about="One answer to one question by one group, with the size of the group.",
    title="question",
    parent="survey",
    check=lambda record: within(
        record.agreed,
        record.answered,
        field="agreed",
        part_word="The number who said so",
        whole_word="the number who answered",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResult:
    """How many of a group said one thing."""

    survey_result_id: str = identifier()
    survey: str = link("Survey", "surveys", required=True)
    question: str = line("Question or statement", required=True)
    people: str = line("Group", hint="Everyone, or a group such as pupils on free school meals.")
    answered: int | None = whole("Number who answered", required=True)
    agreed: int | None = whole("Number who said so", required=True)


@kind(
    "engagement",
    singular="engagement",
    plural="engagement",
    prefix="ENG",
    group=Group.RESULTS,
    writer=Writer.CONTRIBUTOR,
    about="What residents and partners were asked, what was heard and what changed because of it.",
    title="activity",
    owner="organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One time that people were listened to."""

    engagement_id: str = identifier()
    activity: str = line("Activity", required=True)
    organisation: str = link("Done by", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    people: str = line("With whom", hint="A group, never a person's name.")
    count: int | None = whole("How many took part")
    on: date | None = day("When", needed=True)
    heard: str = prose("What was heard", required=True)
    changed: str = prose("What changed because of it")
    reported_back: date | None = day("Told back to them on")


@kind(
    "referrals",
    singular="referral count",
    plural="referrals",
    prefix="REF",
    group=Group.RESULTS,
    writer=Writer.CONTRIBUTOR,
    about="How often people were sent to advice, housing or social prescribing: counts, never people.",
    title="service",
    owner="organisation",
    check=lambda record: in_order(record.starts, record.ends, field="ends"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Referrals to one service in one period."""

    referral_id: str = identifier()
    organisation: str = link("Told by", "organisations", required=True)
    service: str = line("Referred to", required=True)
    reason: str = choice("For", ("isolation", "housing", "money or debt", "work", "health", "other"))
    area: str = line("Area")
    count: int | None = whole("Referrals", required=True)
    starts: date | None = day("From", required=True)
    ends: date | None = day("To", required=True)


CONSENTS = ("no person is described", "given in writing", "asked for", "withdrawn")
CONSENT_HELD = CONSENTS[:2]


def _case_study(record: "CaseStudy") -> Iterator[tuple[str, str]]:
    if record.consent == CONSENTS[1] and record.consent_on is None:
        yield "consent_on", "Say on what day consent was given."


def _consent(record: "CaseStudy", on: date) -> Iterator[tuple[str, str]]:
    """Say so where the people described have not agreed, or their agreement has ended."""
    if record.consent not in CONSENT_HELD:
        yield "consent", "A story is public only while the people described agree. Ask for their consent in writing."
    elif record.consent_until and record.consent_until < on:
        yield "consent_until", f"Consent ended on {record.consent_until:%-d %B %Y}. Ask for it again, or leave it out."


@kind(
    "case-studies",
    singular="case study",
    plural="case studies",
    prefix="CS",
    group=Group.RESULTS,
    writer=Writer.CONTRIBUTOR,
    about="Stories of what was tried, for whom, and what came of it.",
    title="title",
    owner="organisation",
    partners=("organisations",),
    check=_case_study,
    publishable=_consent,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy:
    """One story, published with the consent of whom it describes."""

    case_study_id: str = identifier()
    title: str = line("Title", required=True)
    organisation: str = link("Told by", "organisations", required=True)
    organisations: tuple[str, ...] = links("With", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams")
    principles: tuple[str, ...] = links("Principles", "principles")
    recommendations: tuple[str, ...] = links("Recommendations", "recommendations")
    themes: tuple[str, ...] = items("Themes")
    story: str = markdown("The story", needed=True)
    result: str = prose("What came of it", needed=True)
    evidence: str = prose("Evidence")
    consent: str = choice("Consent of the people described", CONSENTS, needed=True)
    consent_on: date | None = day("Consent given on", public=False)
    consent_until: date | None = day("Consent holds until", public=False)
