"""Proof of an edition's text: drafted and edited words of the document, and what people wrote, against its facts."""

from collections.abc import Iterator
from functools import reduce

from equitytown.audit.contract import Breach, Told, breaches, counts_told
from equitytown.audit.proof import prove
from equitytown.audit.proof_words import Author, Doubt, DoubtKind, Proof, Prose
from equitytown.errors import BuildError, Fault, PlaceError
from equitytown.present.blocks import Document, Paragraph, plain
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.edits import STANDING, EditState, Settled, nearest_id
from equitytown.publish.narrative import NAMES, settled, told_of
from equitytown.publish.proof.effects import effects
from equitytown.publish.proof.facts import facts_of
from equitytown.publish.proof.prose import prose_of
from equitytown.publish.proof.written import people_said, written_prose
from equitytown.terms.edit import Edit
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import long_date
from equitytown.terms.register.results import Programme


def proof_of(edition: Edition, document: Document) -> Proof:
    """
    Prove all prose of an edition.

    Parameters
    ----------
    edition : Edition
        What was found.
    document : Document
        What is told of it.

    Returns
    -------
    Proof
        Doubts about drafted words first, then edits that are out of date, then what people wrote.

    Raises
    ------
    PlaceError
        If an edit names a sentence that there never was.
    """
    facts = facts_of(edition)
    said = people_said(edition)
    written = tuple(written_prose(edition, facts.names))
    edited = [passage.words for passage in written if passage.author is Author.EDITED]
    drafted = [
        reduce(Prose.without, edited, passage)
        for passage in prose_of(document, edition.place)
        if passage.words.strip().rstrip(".") not in said
    ]
    found = prove([*drafted, *written], facts)
    claimed = effects(written, edition.place.register.all(Programme), names=facts.names, on=edition.place.report.as_of)
    doubts = (*_contract(edition, document), *_edits(edition), *claimed, *found.doubts)
    return Proof(doubts, found.matched)


def refuse_unproved(proof: Proof) -> None:
    """
    Stop a build whose drafted words, or whose verdicts, do not agree with what was found.

    Raises
    ------
    BuildError
        With every such sentence, where it stands, and the nearest fact.
    """
    stopping = proof.stopping
    if not stopping:
        return
    many = "1 claim" if len(stopping) == 1 else f"{len(stopping)} claims"
    listed = "\n".join(doubt.told for doubt in stopping)
    raise BuildError(
        f"{many} of the text cannot be matched to a finding; the old edition stands.\n{listed}\n"
        "Mend the text, or the figure that it speaks of; `equitytown proof PLACE` lists all."
    )


def sentences_told(edition: Edition) -> Iterator[tuple[Indicator, Comparisons]]:
    """Give each figure that the report or a measure's page words."""
    place = edition.place
    planned = ((place.indicators[plan.indicator_id], plan) for plan in place.report.figures)
    told = [
        (i, edition.comparisons(i, plan.periods[-1]) if plan.periods else edition.current(i)) for i, plan in planned
    ]
    told += [(i, edition.current(i)) for i in (*edition.listed(), *edition.supporting())]
    found = {(i.indicator_id, c.observation.observation_id): (i, c) for i, c in told if c is not None}
    yield from found.values()


def _contract(edition: Edition, document: Document) -> Iterator[Doubt]:
    """Put every figure's sentences, and every face's line on chance, to the rules of the contract."""
    for indicator, found in sentences_told(edition):
        told = told_of(edition, indicator, found, beside=_beside(indicator, found))
        edited = {part.sentence_id.rpartition("#")[2] for part in _parts(edition, indicator, found) if part.is_edited}
        for breach in breaches(told):
            yield _of_breach(breach, told, found, Author.EDITED if breach.sentence in edited else Author.DRAFTED)
    tested = edition.chance.tested if edition.chance is not None else 0
    for breach in counts_told(_faces(document), tested=tested):
        yield Doubt(breach.sentence, "", DoubtKind.CONTRACT, "rule 10", breach.says, "", Author.DRAFTED)


def _of_breach(breach: Breach, told: Told, found: Comparisons, author: Author) -> Doubt:
    key = f"{found.observation.indicator_id}|{found.observation.period.label}|{found.observation.sex}#{breach.sentence}"
    words = told.sentences.get(breach.sentence, "")
    return Doubt(f"sentence {key}", words, DoubtKind.CONTRACT, f"rule {breach.rule}", breach.says, "", author)


def _beside(indicator: Indicator, found: Comparisons) -> str:
    """Give what stands with a paragraph on its page: what is measured, of whom, by whom, and when it was read."""
    own = found.observation
    origin = own.provenance
    return " ".join((
        indicator.definition, own.age, indicator.age, indicator.sex, own.sex, origin.publisher, origin.title,
        long_date(origin.retrieved),
    ))  # fmt: skip


def _faces(document: Document) -> dict[str, list[str]]:
    """Give the paragraphs of the printed report, and of the microsite's first page."""
    front = next((page for page in document.pages if page.slug == "index"), None)
    report = [plain(b.text) for s in document.sections for b in s.blocks if isinstance(b, Paragraph)]
    faces = {"the report": report} if document.sections else {}
    if front is not None:
        blocks = (*front.opening, *front.blocks)
        faces["the microsite's first page"] = [plain(b.text) for b in blocks if isinstance(b, Paragraph)]
    return faces


def _parts(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[Settled, ...]:
    return tuple(part for parts in settled(edition, indicator, found) for part in parts)


def _edits(edition: Edition) -> Iterator[Doubt]:
    """Tell of edits that are out of date or were carried over; one of a sentence that never was is a fault."""
    held = {part.sentence_id: part for part in every_sentence(edition)} if edition.edits else {}
    unknown = [edit for key, edit in edition.edits.items() if key not in held and not _was_held(edition, edit)]
    if unknown:
        raise PlaceError([
            Fault(edit.path, edit.line, f'no sentence is called "{edit.sentence_id}".',
                  nearest_id(edit.sentence_id, tuple(held)))
            for edit in unknown
        ])  # fmt: skip
    told = {f"{i.indicator_id}|{c.observation.period.label}|{c.observation.sex}" for i, c in sentences_told(edition)}
    for key, edit in edition.edits.items():
        part = held.get(key)
        state = part.state if part is not None and part.state is not None else EditState.GONE
        where = f"{edit.path}, line {edit.line}"
        today = plain(part.text) if part is not None else ""
        if state is not EditState.STANDS:
            says = f"the edit of {key} {'was' if state in STANDING else 'is'} {state.value}"
            yield Doubt(where, edit.edited, DoubtKind.STALE, key, says, today, Author.EDITED)
        elif key.partition("#")[0] not in told:
            yield Doubt(where, edit.edited, DoubtKind.STALE, key, f"the sentence {key} is not told in this edition",
                        "", Author.EDITED)  # fmt: skip


def every_sentence(edition: Edition) -> Iterator[Settled]:
    """Give the sentences of every figure that the place has, edited or not."""
    for (indicator_id, _, _), found in edition.by_figure.items():
        yield from _parts(edition, edition.place.indicators[indicator_id], found)


def _was_held(edition: Edition, edit: Edit) -> bool:
    """Say whether an edit's name could be that of a sentence: of a figure held, and of a kind that is drafted."""
    figure, _, name = edit.sentence_id.partition("#")
    indicator_id, period, sex = figure.split("|")
    is_held = any(
        o.indicator_id == indicator_id and o.period.label == period and o.sex == sex
        for o in edition.place.observations
        if o.area_code == edition.place.area.area_code
    )
    return is_held and name in NAMES
