"""What was promised: principles, recommendations and commitments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from equitytown.terms.register.fields import (
    choice,
    day,
    identifier,
    items,
    line,
    link,
    links,
    prose,
    whole,
    yes_no,
)
from equitytown.terms.register.kinds import Group, Writer, kind

CONFIDENCE = ("low", "medium", "high")
# How a recommendation stands, and which status may follow which.
RECOMMENDATION_STATUSES = {
    "not started": ("under way", "done", "no longer sought"),
    "under way": ("stalled", "done", "no longer sought"),
    "stalled": ("under way", "done", "no longer sought"),
    "done": ("under way",),
    "no longer sought": ("under way",),
}
COMMITMENT_STATUSES = {
    "promised": ("partly kept", "kept", "not kept"),
    "partly kept": ("kept", "not kept"),
    "kept": ("partly kept", "not kept"),
    "not kept": ("partly kept", "kept"),
}
COMMITMENT_KINDS = ("charter", "living wage", "social value", "post or role", "policy", "service", "other")


@kind(
    "principles",
    singular="principle",
    plural="principles",
    prefix="P",
    group=Group.PROMISES,
    writer=Writer.EDITOR,
    about="The principles under which the town's measures and recommendations stand.",
    title="name",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One of the principles, by its number in the framework."""

    principle_id: str = identifier()
    name: str = line("Name", required=True)
    short_name: str = line("Short name")
    asks: str = prose("What it asks of the town", hint="In plain words, for a resident.")


@kind(
    "recommendations",
    singular="recommendation",
    plural="recommendations",
    prefix="REC",
    group=Group.PROMISES,
    writer=Writer.EDITOR,
    about="What the annual reports and reviews asked the town to do, in our words.",
    title="summary",
    owner="lead",
    partners=("organisations",),
    statuses=RECOMMENDATION_STATUSES,
    order=("heading_type", "recommendation_id"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation, in our words, under the heading it was printed under."""

    recommendation_id: str = identifier()
    heading: str = line("Heading", required=True, hint="The heading it was printed under.")
    heading_type: str = choice("Kind of heading", ("principle", "sector", "system"))
    principle: str = link("Principle", "principles")
    printed_number: str = line("Printed number")
    position: int | None = whole("Place in its list")
    summary: str = prose("What it asks for", required=True, hint="A sentence of your own, not the report's.")
    partners: tuple[str, ...] = items("Partners named", hint="As the report names them.")
    themes: tuple[str, ...] = items("Themes")
    targets_deprivation: bool = yes_no("Aims at more deprived areas")
    targets_group: bool = yes_no("Aims at named groups")
    target_detail: str = line("Aimed at")
    measurability: str = line("How it can be checked")
    cross_reference: str = line("Refers to", hint="A section of another report, such as 3C.")
    deliverable: str = prose("Done when", hint="The test by which anyone can see that it is done.")
    lead: str = link("Lead organisation", "organisations")
    organisations: tuple[str, ...] = links("Organisations taking part", "organisations")
    workstreams: tuple[str, ...] = links("Workstreams", "workstreams", hint="Where work on it is going on.")
    measures: tuple[str, ...] = links("Measures", "measures", hint="The outcome measures that it should change.")
    due: date | None = day("Due")
    status: str = choice("Status", tuple(RECOMMENDATION_STATUSES))
    confidence: str = choice("Confidence that it will be done", CONFIDENCE, set_by="lead")
    evidence: str = prose("Evidence")
    reworded: str = prose("Clarified wording", hint="Where little has been done: what it should say, to be acted on.")


def _commitment(record: "Commitment") -> Iterator[tuple[str, str]]:
    if record.share_covered is not None and record.share_covered > PER_CENT:
        yield "share_covered", f"{record.share_covered}% is above 100%. Write the share that the promise covers."


PER_CENT = 100


@kind(
    "commitments",
    singular="commitment",
    plural="commitments",
    prefix="COM",
    group=Group.PROMISES,
    writer=Writer.CONTRIBUTOR,
    about="What an organisation has promised, and how anyone can see that it kept it.",
    title="promise",
    owner="organisation",
    statuses=COMMITMENT_STATUSES,
    check=_commitment,
    order=("organisation", "promised_on"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise that one organisation made."""

    commitment_id: str = identifier()
    organisation: str = link("Organisation", "organisations", required=True)
    kind: str = choice("Kind", COMMITMENT_KINDS)
    promise: str = prose("The promise", required=True)
    promised_on: date | None = day("Promised on")
    due: date | None = day("To be kept by")
    deliverable: str = prose("Kept when", hint="The test by which anyone can see that it is kept.")
    share_covered: int | None = whole("Share covered (%)", hint="Of its staff, contracts or services, say.")
    recommendations: tuple[str, ...] = links("Recommendations that it answers", "recommendations")
    status: str = choice("Status", tuple(COMMITMENT_STATUSES))
    evidence: str = prose("Evidence")
    verified: bool = yes_no("Checked by the public health team", set_by="editor")
