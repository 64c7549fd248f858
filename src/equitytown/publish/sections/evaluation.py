"""The evaluation: its aims and its recommendations."""

from equitytown.present.blocks import Block, Bullets, Heading, Paragraph, text
from equitytown.publish.edition import Edition
from equitytown.terms.register.governance import EvaluationAim, EvaluationRecommendation

TITLE = "Evaluation"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give aims and recommendations of the evaluation."""
    held = edition.place.register.all(EvaluationRecommendation)
    if not held:
        return (Paragraph(text("The register holds no evaluation yet."), style="note"),)
    leads = sorted({found.lead for found in held})
    when = sorted({found.timescale for found in held})
    return (
        Paragraph(text("What the evaluation set out to see, and what it recommended."), "lede"),
        Heading(2, "What the evaluation set out to see"),
        Bullets(tuple(text(aim.summary) for aim in edition.place.register.all(EvaluationAim)), ordered=True),
        Heading(2, f"The {len(held)} recommendations of the evaluation"),
        Bullets(tuple(text(found.summary) for found in held), ordered=True),
        Paragraph(text(f"Lead: {', '.join(leads)}. Plan: {', '.join(when)}."), style="small"),
    )
