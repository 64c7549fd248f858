"""Case studies: only those whose people gave consent, or that describe nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from equitytown.present.blocks import Block, Facts, Heading
from equitytown.publish.edition import Edition
from equitytown.publish.prose import DEEPEST, blocks_of
from equitytown.publish.told.words import facts, joined, names
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.promises import Principle
from equitytown.terms.register.results import CONSENT_HELD, CaseStudy


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the stories that may be told on the edition's day; nothing where there is none."""
    held = tuple(s for s in edition.place.register.all(CaseStudy) if may_be_told(s, edition.holdings.on))
    if not held:
        return ()
    return (Heading(2, "Case studies"), *(block for story in held for block in _story(edition, story)))


def may_be_told(story: CaseStudy, on: date) -> bool:
    """Say whether consent is held, and still holds on a day."""
    return story.consent in CONSENT_HELD and (story.consent_until is None or story.consent_until >= on)


def _story(edition: Edition, story: CaseStudy) -> Iterator[Block]:
    register = edition.place.register
    partners = names(register, Organisation)
    yield Heading(3, story.title)
    for block in blocks_of(story.story):
        yield replace(block, level=DEEPEST) if isinstance(block, Heading) else block
    told = facts(
        ("What came of it", story.result),
        ("Evidence", story.evidence),
        ("Told by", joined((story.organisation,), partners)),
        ("With", joined(story.organisations, partners)),
        ("Principles", joined(story.principles, names(register, Principle))),
    )
    if told:
        yield Facts("", told)
