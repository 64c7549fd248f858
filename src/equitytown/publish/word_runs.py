"""Runs of words in a Word paragraph: text with links, verdicts, ranks."""

import re

from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from equitytown.present import theme
from equitytown.present.blocks import RankStrip, Text, Verdict
from equitytown.publish.word_parts import link_outside
from equitytown.terms.observation import Rating

# Shapes that Arial holds; the word beside each says the same.
SIGNS = {
    Rating.BETTER: "\u25cf",
    Rating.SIMILAR: "\u25a0",
    Rating.WORSE: "\u2666",
    Rating.HIGHER: "\u25b2",
    Rating.LOWER: "\u25bc",
    Rating.NOT_COMPARED: "\u2013",
}
OUTSIDE = ("http://", "https://")

_UNPRINTABLE = re.compile(r"[\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean(words: str) -> str:
    """Leave out characters that a Word file cannot hold, and soft hyphens, which Word may show."""
    return _UNPRINTABLE.sub("", words)


def write_text(paragraph: WordParagraph, items: Text, *, bold: bool = False) -> None:
    """Add words; outside addresses become links, pages of the microsite stay words."""
    for span in items:
        if span.href.startswith(OUTSIDE):
            link_outside(paragraph, clean(span.text), address=span.href, style_id="Hyperlink")
            continue
        run = paragraph.add_run(clean(span.text))
        if bold or span.bold:
            run.bold = True


def write_verdict(paragraph: WordParagraph, verdict: Verdict, *, words: str = "") -> None:
    """Add a verdict: its sign, then its word, in the colour that reads on white."""
    look = theme.SHAPES[verdict.rating]
    said = words or verdict.words or look.word
    run = paragraph.add_run(f"{SIGNS[verdict.rating]}\u00a0{clean(said)}")
    run.font.color.rgb = RGBColor.from_string(look.ink.removeprefix("#").upper())
    if verdict.rating is not Rating.NOT_COMPARED:
        run.bold = True


def write_rank(paragraph: WordParagraph, rank: RankStrip) -> None:
    """Add a rank in words, with its likely range where that is known."""
    known = rank.lower is not None and rank.upper is not None
    paragraph.add_run(clean(rank.words) + (f" ({rank.lower} to {rank.upper})" if known else ""))
