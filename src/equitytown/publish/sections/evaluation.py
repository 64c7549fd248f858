"""The evaluation: its aims and its recommendations."""

from equitytown.present.blocks import Block, Bullets, Heading, Paragraph, text
from equitytown.publish.edition import Edition

TITLE = "Evaluation"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give aims and recommendations of the evaluation."""
    register = edition.place.register
    if not register.evaluation:
        return (Paragraph(text("The register holds no evaluation yet."), style="note"),)
    leads = sorted({found.lead for found in register.evaluation})
    when = sorted({found.timescale for found in register.evaluation})
    return (
        Paragraph(text("What the evaluation set out to see, and what it recommended."), "lede"),
        Heading(2, "What the evaluation set out to see"),
        Bullets(tuple(text(aim) for aim in register.evaluation_aims), ordered=True),
        Heading(2, f"The {len(register.evaluation)} recommendations of the evaluation"),
        Bullets(tuple(text(found.summary) for found in register.evaluation), ordered=True),
        Paragraph(text(f"Lead: {', '.join(leads)}. Plan: {', '.join(when)}."), style="small"),
    )
