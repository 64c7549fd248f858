"""What comes next: the written text, and the year's priorities from the register."""

from itertools import groupby

from equitytown.present.blocks import Block, Bullets, Heading, text
from equitytown.present.wording.phrases import capital
from equitytown.publish.edition import Edition
from equitytown.publish.sections.texts import written
from equitytown.terms.register.work import Priority

TITLE = "Next steps"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the text and, under their headings, the priorities."""
    found: list[Block] = [*written(edition, "next-steps")]
    for group, priorities in groupby(edition.place.register.all(Priority), key=lambda p: p.group):
        found.append(Heading(2, capital(group)))
        found.append(Bullets(tuple(text(p.summary) for p in priorities), ordered=True))
    return tuple(found)
