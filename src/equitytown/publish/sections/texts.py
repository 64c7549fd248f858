"""Sections that people write: foreword, what health equity is, what comes next."""

from equitytown.present.blocks import Block, Paragraph, text
from equitytown.publish.edition import Edition
from equitytown.publish.prose import blocks_of


def written(edition: Edition, name: str) -> tuple[Block, ...]:
    """Give a written text as blocks; a text that nobody has written yet says so."""
    markdown = edition.place.texts.get(name)
    if not markdown:
        return (Paragraph(text(f"This text is still to be written (text/{name}.md)."), style="note"),)
    return blocks_of(markdown)
