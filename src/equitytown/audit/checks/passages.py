"""What checks of prose need: its sentences, its sections, and the place that it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from equitytown.audit.prose import sections, sentences
from equitytown.audit.published import Passage, PassageKind, Published

PROSE = (PassageKind.PARAGRAPH, PassageKind.ITEM)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the passage that it stands in."""

    sentence: str
    passage: Passage


def place_of(published: Published) -> str:
    """Give the place that the tables are about; empty where there is no table."""
    return next((table.place_name for table in published.tables if table.place_name), "")


SENTENCE = 12  # words: a table's cell with fewer is no prose


def is_cell(passage: Passage) -> bool:
    """Say whether a passage is a short cell of a table that is not one of indicators."""
    return passage.unit.endswith("row") and len(passage.text.split()) < SENTENCE


def said_in(passages: Iterable[Passage]) -> Iterator[Said]:
    """Give every sentence of the paragraphs and list items."""
    for passage in passages:
        if passage.kind in PROSE and not is_cell(passage):
            yield from (Said(sentence, passage) for sentence in sentences(passage.text))


def measured_sections(published: Published) -> Iterator[tuple[Passage, ...]]:
    """Give the sections that draw a figure: prose that speaks of measures, not of plans."""
    for section in sections(published.passages):
        if any(passage.kind is PassageKind.CAPTION for passage in section):
            yield section


def once_each(said: Iterable[Said]) -> tuple[Passage, ...]:
    """Give the passages that sentences stand in, each once."""
    return tuple(dict.fromkeys(one.passage for one in said))
