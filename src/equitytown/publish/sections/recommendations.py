"""The recommendations, under the headings they were made for."""

from collections.abc import Sequence
from itertools import groupby

from equitytown.present.blocks import Block, Fact, Paragraph, Record, Records, text
from equitytown.present.wording.phrases import capital
from equitytown.present.wording.sentences import sentence
from equitytown.publish.edition import Edition
from equitytown.publish.told.latest import name_of, standing
from equitytown.publish.told.words import by_status, joined, names, told_day
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.promises import RECOMMENDATION_STATUSES, Recommendation

TITLE = "Recommendations"
FILTERS = {
    "heading": "Made for",
    "partner": "Partner",
    "theme": "Theme",
    "aimed": "Aimed at",
    "status": "How it stands",
    "lead": "Led by",
}
# How a recommendation can be checked, by its measurability; a word that is not listed is shown as it stands.
CHECKED = {
    "outcome threshold": "By reaching the level named",
    "full coverage": "By everyone taking part",
    "deliverable (done or not)": "Yes, once done",
    "countable or directional, no level": "By a count; no level was set",
    "none": "",
}


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give every recommendation with what it can be filtered by."""
    held = edition.place.register.all(Recommendation)
    if not held:
        return (Paragraph(text("The register holds no recommendation yet."), style="note"),)
    aimed = sum(1 for r in held if r.targets_deprivation)
    opening = (
        f"{len(held)} recommendations were made for the whole system, in our words here; {aimed} of them aim at "
        f"more deprived areas.{_unbound(held)}{_standing(held)}{_numbering(held)}"
    )
    return (Paragraph(text(opening), style="lede"), listed(edition, held))


def listed(edition: Edition, held: tuple[Recommendation, ...], *, filters: bool = True) -> Records:
    """Group recommendations by heading, in the order of print; a short list goes without filters."""
    groups = tuple(
        (heading, tuple(_record(edition, r) for r in found))
        for heading, found in groupby(held, key=lambda r: r.heading)
    )
    used = {tag for _, found in groups for record in found for tag, values in record.tags.items() if values}
    kept = {tag: label for tag, label in FILTERS.items() if tag in used}
    return Records(groups, kept if filters else {}, noun="recommendation")


def _unbound(held: Sequence[Recommendation]) -> str:
    """Say that none can be held to a day or a test, as long as that is so."""
    if any(r.due or r.deliverable for r in held):
        return ""
    return " None was printed with a figure to reach, a date or an amount."


def _standing(held: Sequence[Recommendation]) -> str:
    """Count by how they stand, once any is told to stand somewhere."""
    statuses = [r.status for r in held]
    return f" How they stand: {by_status(statuses, RECOMMENDATION_STATUSES)}." if any(statuses) else ""


def _numbering(held: tuple[Recommendation, ...]) -> str:
    """Tell of the first list whose printed numbers repeat, which a reader would take for a slip of ours."""
    for _, found in groupby(held, key=lambda r: r.heading):
        numbers = [r.printed_number for r in found]
        if len(set(numbers)) < len(numbers):
            return f" Numbered as printed, so one list runs {', '.join(numbers)}."
    return ""


def _items(listed: str) -> list[str]:
    return [item.strip() for item in listed.split(";")]


def _record(edition: Edition, found: Recommendation) -> Record:
    aimed = []
    if found.targets_deprivation:
        aimed.append("More deprived areas")
    if found.targets_group:
        aimed.append("Named groups")
    details = [
        Fact("Partners named", text(", ".join(found.partners))),
        Fact("Aimed at", text(capital(", ".join(_items(found.target_detail))))),
        Fact("How it can be checked", text(CHECKED.get(found.measurability, capital(found.measurability)))),
        *_work(edition, found),
    ]
    return Record(
        record_id=found.recommendation_id.lower(),
        label=found.printed_number,
        title=found.summary,
        text=(),
        tags={
            "heading": (found.heading,),
            "partner": tuple(capital(p) for p in found.partners),
            "theme": tuple(capital(t) for t in found.themes),
            "aimed": tuple(aimed),
            "status": (capital(found.status),) if found.status else (),
            "lead": (_lead(edition, found),) if found.lead else (),
        },
        details=tuple(fact for fact in details if any(span.text for span in fact.text)),
    )


def _lead(edition: Edition, found: Recommendation) -> str:
    return joined((found.lead,), names(edition.place.register, Organisation)) if found.lead else ""


def _work(edition: Edition, found: Recommendation) -> tuple[Fact, ...]:
    """Give how it stands, who leads, by when, its test, and where the measures that it should change stand."""
    return (
        Fact("How it stands", text(capital(found.status))),
        Fact("Led by", text(_lead(edition, found))),
        Fact("Due", text(told_day(found.due, empty=""))),
        Fact("Done when", text(found.deliverable)),
        *(
            Fact("Linked measure", sentence(name_of(edition, measure), " ", standing(edition, measure)))
            for measure in found.measures
        ),
    )
