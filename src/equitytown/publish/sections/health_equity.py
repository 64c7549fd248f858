"""What health equity is and why it matters."""

from equitytown.present.blocks import Block
from equitytown.publish.edition import Edition
from equitytown.publish.sections.texts import written

TITLE = "What health equity means"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the text as the place's people wrote it."""
    return written(edition, "what-is-health-equity")
