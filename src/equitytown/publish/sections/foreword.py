"""The Director's foreword."""

from equitytown.present.blocks import Block
from equitytown.publish.edition import Edition
from equitytown.publish.sections.texts import written

TITLE = "Foreword"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the text as the place's people wrote it."""
    return written(edition, "foreword")
