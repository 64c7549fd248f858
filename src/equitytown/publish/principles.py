"""A principle's page: its measures, and what was recommended under it."""

from equitytown.present.blocks import Block, Heading, Page, Paragraph, text
from equitytown.publish.edition import Edition
from equitytown.publish.sections import latest_table, recommendations
from equitytown.terms.framework import Principle
from equitytown.terms.register.promises import Recommendation


def principle_slug(principle: Principle) -> str:
    """Give the address of a principle's page."""
    return f"principles/{principle.number}"


def page(edition: Edition, principle: Principle) -> Page:
    """Build the page of one principle."""
    return Page(
        slug=principle_slug(principle),
        title=principle.name,
        subtitle=f"Principle {principle.number} of 8" if principle.number else "Measures above all principles",
        nav="measures",
        crumbs=(("Measures", "measures"),),
        blocks=(_measures(edition, principle), *_recommended(edition, principle)),
    )


def _measures(edition: Edition, principle: Principle) -> Block:
    """Set out the principle's measures with their latest figures."""
    if not principle.indicator_ids:
        return Paragraph(text("No measure stands under this principle yet."), style="note")
    return latest_table.table_of(edition, principle)


def _recommended(edition: Edition, principle: Principle) -> tuple[Block, ...]:
    held = tuple(r for r in edition.place.register.all(Recommendation) if r.principle == str(principle.number))
    if not held or not principle.number:
        return ()
    return (Heading(2, "What was recommended"), recommendations.listed(edition, held, filters=False))
