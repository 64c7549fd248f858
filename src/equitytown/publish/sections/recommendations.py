"""The recommendations, under the headings they were made for."""

from itertools import groupby

from equitytown.present.blocks import Block, Fact, Paragraph, Record, Records, text
from equitytown.present.wording.phrases import capital
from equitytown.publish.edition import Edition
from equitytown.terms.register.promises import Recommendation

TITLE = "Recommendations"
FILTERS = {"heading": "Made for", "partner": "Partner", "theme": "Theme", "aimed": "Aimed at"}
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
        f"more deprived areas. None was printed with a figure to reach, a date or an amount.{_numbering(held)}"
    )
    return (Paragraph(text(opening), style="lede"), listed(held))


def listed(held: tuple[Recommendation, ...], *, filters: bool = True) -> Records:
    """Group recommendations by heading, in the order of print; a short list goes without filters."""
    groups = tuple(
        (heading, tuple(_record(r) for r in found)) for heading, found in groupby(held, key=lambda r: r.heading)
    )
    return Records(groups, FILTERS if filters else {}, noun="recommendation")


def _numbering(held: tuple[Recommendation, ...]) -> str:
    """Tell of the first list whose printed numbers repeat, which a reader would take for a slip of ours."""
    for _, found in groupby(held, key=lambda r: r.heading):
        numbers = [r.printed_number for r in found]
        if len(set(numbers)) < len(numbers):
            return f" Numbered as printed, so one list runs {', '.join(numbers)}."
    return ""


def _items(listed: str) -> list[str]:
    return [item.strip() for item in listed.split(";")]


def _record(found: Recommendation) -> Record:
    aimed = []
    if found.targets_deprivation:
        aimed.append("More deprived areas")
    if found.targets_group:
        aimed.append("Named groups")
    details = [
        Fact("Partners named", text(", ".join(found.partners))),
        Fact("Aimed at", text(capital(", ".join(_items(found.target_detail))))),
        Fact("How it can be checked", text(CHECKED.get(found.measurability, capital(found.measurability)))),
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
