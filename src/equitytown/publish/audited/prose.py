"""The words of an edition as an audit sees them: passages in the order of the document, each under its heading."""

from collections.abc import Iterable, Iterator

from equitytown.audit.published import Passage, PassageKind
from equitytown.present.blocks import (
    Block,
    Bullets,
    Cards,
    Document,
    Facts,
    Figure,
    Heading,
    MapFigure,
    Paragraph,
    Records,
    Table,
    plain,
)
from equitytown.publish.corrections import is_notice
from equitytown.publish.depicted import title_of

Said = tuple[PassageKind, str]
UNIT = "passage"


def passages(document: Document) -> tuple[Passage, ...]:
    """
    Give the words of a document's report, which its pages repeat by the measure.

    Parameters
    ----------
    document : Document
        As composed.

    Returns
    -------
    tuple of Passage
        Numbered in the order of the document.
    """
    parts = [(section.title, section.blocks) for section in document.sections]
    found = list[tuple[PassageKind, str, str]]()
    for title, blocks in parts:
        heading = title
        for kind, words in [(PassageKind.HEADING, title), *_said(blocks)]:
            heading = words if kind is PassageKind.HEADING else heading
            if words.strip():
                found.append((kind, words, heading))
    return tuple(Passage(words, at, kind, heading, UNIT) for at, (kind, words, heading) in enumerate(found, start=1))


def _said(blocks: Iterable[Block]) -> Iterator[Said]:
    for block in blocks:
        match block:
            case Heading():
                yield PassageKind.HEADING, block.words
            case Paragraph():
                yield from () if is_notice(block.text) else ((PassageKind.PARAGRAPH, plain(block.text)),)
            case Bullets():
                yield from ((PassageKind.ITEM, plain(item)) for item in block.items)
            case Figure() | MapFigure():
                yield from _of_figure(block)
            case Table():
                yield from _of_table(block)
            case Cards():
                yield from ((PassageKind.PARAGRAPH, plain(card.text)) for card in block.cards)
            case Facts():
                yield from ((PassageKind.ITEM, f"{fact.label}: {plain(fact.text)}") for fact in block.facts)
            case Records():
                records = (record for _, held in block.groups for record in held)
                yield from ((PassageKind.PARAGRAPH, f"{record.title} {plain(record.text)}") for record in records)
            case _:
                pass  # tallies and key figures are numbers without a sentence; downloads name files


def _of_figure(figure: Figure | MapFigure) -> Iterator[Said]:
    label = f"{figure.label}: " if figure.label else ""
    yield PassageKind.CAPTION, f"{label}{title_of(figure)}"
    yield PassageKind.SOURCE, _source(plain(figure.source))
    yield PassageKind.PARAGRAPH, plain(figure.caption)
    yield PassageKind.PARAGRAPH, figure.awaiting
    yield from ((PassageKind.NOTE, plain(note)) for note in figure.notes)


def _of_table(table: Table) -> Iterator[Said]:
    yield PassageKind.CAPTION, table.caption
    yield PassageKind.SOURCE, _source(plain(table.source))
    yield from ((PassageKind.NOTE, plain(note)) for note in table.notes)


def _source(words: str) -> str:
    return f"Source: {words}" if words and not words.startswith("Source") else words
