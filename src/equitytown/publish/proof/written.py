"""What people wrote: the place's texts, caveats, notes and the register where it speaks of measures."""

import re
from collections.abc import Iterator, Mapping, Sequence

from equitytown.audit.proof_words import Author, Prose, Run
from equitytown.present.blocks import Bullets, Heading, Paragraph, Text, plain
from equitytown.publish.edition import Edition
from equitytown.publish.narrative import settled
from equitytown.publish.proof.facts import strings
from equitytown.publish.prose import blocks_of
from equitytown.terms.claims import VERDICTS, claims

Names = Mapping[str, Sequence[str]]
FEWEST_WORDS = 3  # of a record that can say something of a measure


def written_prose(edition: Edition, names: Names) -> Iterator[Prose]:
    """
    Give what people wrote, passage by passage, with the measures that each speaks of.

    Parameters
    ----------
    edition : Edition
        The place's texts, measures, figures, register and edits.
    names : mapping of str to sequence of str
        What prose calls each measure, in small letters.

    Yields
    ------
    Prose
        Of edits that stand, texts, caveats, notes, and records that name a measure.
    """
    yield from _edited(edition)
    for name, markdown in sorted(edition.place.texts.items()):
        yield from _of_text(f"text/{name}.md", markdown, names)
    yield from _of_measures(edition)
    yield from _of_register(edition, names)


def speaks_of(words: str, names: Names) -> tuple[str, ...]:
    """
    Name the measures that prose speaks of; the longest name wins where one lies inside another.

    Examples
    --------
    >>> speaks_of("Fuel poverty is high.", {"fuel-poverty": ("fuel poverty",), "poverty": ("poverty",)})
    ('fuel-poverty',)
    """
    said = words.lower()
    spans: list[tuple[int, int, str]] = []
    for measure, called in names.items():
        for name in called:
            spans += [(m.start(), m.end(), measure) for m in re.finditer(rf"\b{re.escape(name)}\b", said)]
    spans.sort(key=lambda span: (span[0] - span[1], span[0]))
    taken: list[tuple[int, int, str]] = []
    for start, end, measure in spans:
        if not any(start < b and a < end and (start, end) != (a, b) for a, b, _ in taken):
            taken.append((start, end, measure))
    return tuple(dict.fromkeys(measure for _, _, measure in sorted(taken)))


def _edited(edition: Edition) -> Iterator[Prose]:
    """Give the edited sentences that stand."""
    named = {sentence_id.partition("#")[0] for sentence_id in edition.edits}
    for (measure, sex, period), found in edition.by_figure.items():
        if f"{measure}|{period}|{sex}" not in named:
            continue
        for part in (p for parts in settled(edition, edition.place.indicators[measure], found) for p in parts):
            if part.is_edited and part.edit is not None:
                where = f"{part.edit.path}, line {part.edit.line}"
                runs = tuple(Run(span.text, span.trace) for span in part.text)
                yield Prose(runs, where, Author.EDITED, (measure,), period)


def _of_text(path: str, markdown: str, names: Names) -> Iterator[Prose]:
    """Give a text's headings, paragraphs and items; a passage without a measure speaks of its heading's."""
    lines = markdown.splitlines()
    heading: tuple[str, ...] = ()
    for words in (words for block in blocks_of(markdown) for words in _words_of(block)):
        about = speaks_of(words[0], names)
        if words[1]:
            heading = about
        yield Prose((Run(words[0]),), f"{path}, line {_line(lines, words[0])}", Author.WRITTEN, about or heading)


def _words_of(block: object) -> Iterator[tuple[str, bool]]:  # object: any block; written texts have three kinds
    """Give the words of a block and whether they are a heading."""
    if isinstance(block, Heading):
        yield block.words, True
    elif isinstance(block, Paragraph):
        yield plain(block.text), False
    elif isinstance(block, Bullets):
        yield from ((_item(item), False) for item in block.items)


def _item(item: Text) -> str:
    return plain(item)


def _line(lines: Sequence[str], words: str) -> int:
    """Find the line on which words begin: by their first few, marks left out."""
    start = " ".join(words.split()[:4])
    shorn = (re.sub(r"[*_`]|\[|\]\([^)]*\)", "", line) for line in lines)
    return next((at for at, line in enumerate(shorn, start=1) if start and start in " ".join(line.split())), 1)


def _of_measures(edition: Edition) -> Iterator[Prose]:
    """Give the caveats of each measure, and the notes of each planned figure."""
    for measure, indicator in edition.place.indicators.items():
        for words in indicator.caveats:
            yield Prose((Run(words),), f"indicators/{measure}.yaml, caveats", Author.WRITTEN, (measure,))
    for plan in edition.place.report.figures:
        for words in plan.notes:
            yield Prose(
                (Run(words),), f"report.yaml, notes of figure {plan.number}", Author.WRITTEN, (plan.indicator_id,)
            )
    for row in (row for row in edition.place.printed if row.note):
        where = f"data/rounds.csv, note on {row.indicator_id}, round {row.round}"
        period = row.period.label if row.period is not None else row.round
        yield Prose((Run(row.note),), where, Author.WRITTEN, (row.indicator_id,), period)


def _of_register(edition: Edition, names: Names) -> Iterator[Prose]:
    """Give the records that name a measure and claim something: what partners tell of their own work is theirs."""
    for record, held in edition.place.register.records.items():
        for one in held:
            for words in strings(one):
                if len(words.split()) < FEWEST_WORDS or not (claims(words) or VERDICTS.search(words)):
                    continue
                if about := speaks_of(words, names):
                    yield Prose((Run(words),), f"register, {record.__name__}", Author.WRITTEN, about)


def people_said(edition: Edition) -> frozenset[str]:
    """Give the words that people wrote whole, so that a document's passage that repeats them is not proved twice."""
    place = edition.place
    held = {words for i in place.indicators.values() for words in i.caveats}
    held |= {words for plan in place.report.figures for words in plan.notes}
    for markdown in place.texts.values():
        held |= {words for block in blocks_of(markdown) for words, _ in _words_of(block)}
    for records in place.register.records.values():
        held.update(strings(records))
    return frozenset(words.strip().rstrip(".") for words in held)
