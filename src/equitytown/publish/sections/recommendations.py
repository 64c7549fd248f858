"""The recommendations, under the headings they were made for."""

from itertools import groupby

from equitytown.present.blocks import Block, Fact, Paragraph, Record, Records, text
from equitytown.present.wording.phrases import capital
from equitytown.publish.edition import Edition
from equitytown.terms.register import Recommendation

TITLE = "Recommendations"
FILTERS = {"heading": "Made for", "partner": "Partner", "theme": "Theme", "aimed": "Aimed at"}


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give every recommendation with what it can be filtered by."""
    held = edition.place.register.recommendations
    if not held:
        return (Paragraph(text("The register holds no recommendation yet."), style="note"),)
    aimed = sum(1 for r in held if r.targets_deprivation)
    opening = (
        f"{len(held)} recommendations were made for the whole system, in our words here; {aimed} of them aim at "
        "more deprived areas. None was printed with a number, a date or an amount."
    )
    return (Paragraph(text(opening), style="lede"), listed(held))


def listed(held: tuple[Recommendation, ...], *, filters: bool = True) -> Records:
    """Group recommendations by heading, in the order of print; a short list goes without filters."""
    groups = tuple(
        (heading, tuple(_record(r) for r in found)) for heading, found in groupby(held, key=lambda r: r.heading)
    )
    return Records(groups, FILTERS if filters else {}, noun="recommendation")


def _record(found: Recommendation) -> Record:
    aimed = []
    if found.targets_deprivation:
        aimed.append("More deprived areas")
    if found.targets_group:
        aimed.append("Named groups")
    details = [
        Fact("Partners named", text(", ".join(found.partners))),
        Fact("Aimed at", text(capital(found.target_detail))),
        Fact("How it can be checked", text(capital(found.measurability))),
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
        },
        details=tuple(fact for fact in details if any(span.text for span in fact.text)),
    )
