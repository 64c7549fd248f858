"""The prose of a document: its passages with their traces, where they stand, and which measures they tell of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from equitytown.audit.proof_words import Author, Prose, Run
from equitytown.present.blocks import (
    Block,
    Bullets,
    Cards,
    Document,
    Downloads,
    Fact,
    Facts,
    Figure,
    Heading,
    KeyFigure,
    MapFigure,
    Page,
    Paragraph,
    RankStrip,
    Records,
    Section,
    Span,
    Table,
    Tally,
    Text,
    Verdict,
    text,
)
from equitytown.publish import corrections
from equitytown.terms.place import Place

# Sections and pages that tell of the register: what partners promised, did and learned.
OF_REGISTER = ("recommendations", "matrix", "progress", "impact", "evaluation", "next-steps")
Part = tuple[str, Text]  # what kind of words, and the words


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a place by name, and that of each numbered figure by its label."""

    names: frozenset[str]
    of_figures: Mapping[str, str]
    by_headline: Mapping[str, str]

    def headed(self, words: str) -> tuple[str, ...]:
        """Name the measures whose headlines stand in some words."""
        return tuple(m for headline, m in self.by_headline.items() if headline in words)


def prose_of(document: Document, place: Place) -> Iterator[Prose]:
    """
    Give every passage of a document that is not a cell of a table.

    Parameters
    ----------
    document : Document
        The edition as blocks.
    place : Place
        Its measures: a passage tells of those that its traces, its figure or its page name.

    Yields
    ------
    Prose
        In reading order: the report's sections, then the microsite's pages.
    """
    plans = {f"Figure {plan.number}": plan.indicator_id for plan in place.report.figures}
    headlines = {i.headline: name for name, i in place.indicators.items()}
    measures = Measures(frozenset(place.indicators), plans, headlines)
    for section in document.sections:
        yield from _of_section(section, measures)
    for page in document.pages:
        yield from _of_page(page, measures)


def _of_section(section: Section, measures: Measures) -> Iterator[Prose]:
    passages = _passages(section.blocks, f'report, "{section.title}"', "", measures)
    yield from _told(passages, section.name)


def _told(passages: Iterable[Prose], name: str) -> Iterator[Prose]:
    """Mark the passages of a section or page that tells of the register."""
    yield from (replace(p, of_register=True) for p in passages) if name in OF_REGISTER else passages


def _of_page(page: Page, measures: Measures) -> Iterator[Prose]:
    named = page.slug.rpartition("/")[2]
    own = named if page.slug.startswith(("measures/", "inside/")) and named in measures.names else ""
    where = f"page {page.slug}"
    for words in (page.title, page.subtitle):
        if words:
            about = (own,) if own else measures.headed(words)
            yield Prose((Run(words),), f"{where}, title", Author.DRAFTED, about)
    passages = _passages((*page.opening, *page.blocks, *page.aside), where, own, measures)
    yield from _told(passages, page.slug.partition("/")[0])


def _passages(blocks: Iterable[Block], where: str, own: str, measures: Measures) -> Iterator[Prose]:
    for block in blocks:
        figure = _measure_of_figure(block, measures)
        for kind, words in _parts(block):
            runs = tuple(Run(span.text, span.trace) for span in words if span.text)
            if runs and not corrections.is_notice(words):  # it tells what is no finding any more, in somebody's words
                about = _about(runs, figure or own, measures)
                yield Prose(runs, f"{where}, {kind}", Author.DRAFTED, about)


def _measure_of_figure(block: Block, measures: Measures) -> str:
    """Name the measure of a figure by its name, which begins with the measure's."""
    if not isinstance(block, Figure | MapFigure):
        return ""
    if block.label in measures.of_figures:
        return measures.of_figures[block.label]
    held = [m for m in measures.names if re.search(rf"(?:^|[-/]){re.escape(m)}(?:$|[-/])", block.figure_id)]
    return min(held, key=lambda m: (block.figure_id.index(m), -len(m)), default="")


def _about(runs: tuple[Run, ...], otherwise: str, measures: Measures) -> tuple[str, ...]:
    traced = (run.trace.partition("|")[0] for run in runs if run.trace)
    found = tuple(dict.fromkeys(name for name in traced if name in measures.names))
    return found or ((otherwise,) if otherwise else measures.headed("".join(run.words for run in runs)))


def _parts(block: Block) -> Iterator[Part]:
    """Give the words of a block, part by part."""
    match block:
        case Heading():
            yield "heading", text(block.words)
        case Paragraph():
            yield "paragraph", block.text
        case Bullets():
            yield from (("list", item) for item in block.items)
        case Figure() | MapFigure():
            yield from _of_figure(block)
        case Table():
            yield "table caption", text(block.caption)
            yield from (("table note", note) for note in block.notes)
        case _:
            yield from _other_parts(block)


def _other_parts(block: Block) -> Iterator[Part]:
    """Give the words of the blocks that are lists of smaller things."""
    match block:
        case Cards():
            yield from (("card", (Span(f"{card.title}. "), *card.text)) for card in block.cards)
        case Tally():
            yield from (("tally", (Span(c.number, trace=c.trace), Span(f" {c.words}")))
                        for c in block.counts)  # fmt: skip
        case KeyFigure():
            yield "key figure", (*block.value, *block.limits)
            yield from _of_facts(block.facts)
        case Facts():
            yield from _of_facts(block.facts)
        case Records():
            yield from (
                ("record", words) for _, held in block.groups for r in held for words in (text(r.title), r.text)
            )
        case Downloads():
            yield from (("download", text(f"{file.title}. {file.words}")) for file in block.files)


def _of_figure(block: Figure | MapFigure) -> Iterator[Part]:
    yield "figure title", text(block.title) if isinstance(block.title, str) else block.title
    yield "figure caption", block.caption
    yield "figure source", block.source
    yield from (("figure note", note) for note in block.notes)
    yield "figure", text(block.awaiting)


def _of_facts(facts: Iterable[Fact]) -> Iterator[Part]:
    for fact in facts:
        yield "fact", (Span(f"{fact.label}: "), *fact.text)
        yield "fact", (*_of_verdict(fact.verdict), *_of_strip(fact.rank))


def _of_verdict(verdict: Verdict | None) -> Text:
    return (Span(verdict.words, trace=verdict.trace),) if verdict is not None and verdict.words else ()


def _of_strip(strip: RankStrip | None) -> Text:
    return (Span(strip.words, trace=strip.trace),) if strip is not None else ()
