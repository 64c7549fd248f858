"""Paragraphs into passages: headings, list items, captions, source lines and notes by their words."""

import re
from collections.abc import Iterable

from equitytown.audit.published import Passage, PassageKind
from equitytown.audit.reading.grids import Paragraph

NAMED = r"(?:figures?|tables?|charts?|maps?|box(?:es)?|graphs?)\s+\d+[a-z]?"
CAPTION = re.compile(
    rf"{NAMED}(?:\s*(?:,|and|&|to|-)\s*\d+[a-z]?)*\s*(?P<colon>[:.\u2013-])?\s*(?P<rest>.*)", re.IGNORECASE
)
TELLS = re.compile(
    r"(?:above |below )?(?:shows?|presents?|gives?|illustrates?|displays?|sets? out|is|are|and|in|of)\b", re.IGNORECASE
)
SOURCE = re.compile(r"(?:data )?sources?\s*:", re.IGNORECASE)
READ = re.compile(
    r"\((?:read|accessed|retrieved|downloaded)(?: on)?(?: \d{1,2})? [A-Z][a-z]+ (?:19|20)\d\d\)\.?$"
)  # ends with the day on which a source was read
NOTE = re.compile(
    r"notes?\s*:|\d{1,2}\.\s*<?https?:|<https?:|[*\u2020\u2021]+\s*\w|\[\d{1,2}\]\s|[\u00b9\u00b2\u00b3]", re.IGNORECASE
)
ITEM = re.compile(r"[-\u2022\u2013\u25aa\u25e6*o]\s+\S|\(?\d{1,2}[.)]\s+\S|\(?[a-z][.)]\s+\S|[ivx]{1,4}[.)]\s+\S")
LONGEST_HEADING, LONGEST_CAPTION = 160, 200  # letters


def passages_of(paragraphs: Iterable[Paragraph]) -> tuple[Passage, ...]:
    """
    Say what each paragraph is, and under which heading it stands.

    Parameters
    ----------
    paragraphs : iterable of Paragraph
        In the order of the file; those whose kind the file tells keep it.

    Returns
    -------
    tuple of Passage
        Text as printed, white space apart.
    """
    heading, out = "", list[Passage]()
    for paragraph in paragraphs:
        text = " ".join(paragraph.text.split())
        if not text:
            continue
        kind = paragraph.kind or kind_of(text, after_gap=paragraph.after_gap)
        out.append(Passage(text, paragraph.line, kind, heading, paragraph.unit))
        if kind is PassageKind.HEADING:
            heading = text
    return tuple(out)


def kind_of(text: str, *, after_gap: bool = True) -> PassageKind:
    """
    Say what a paragraph is by its words.

    Parameters
    ----------
    text : str
        The paragraph.
    after_gap : bool, default True
        Whether an empty line stands above it, as above a heading.

    Examples
    --------
    >>> kind_of("Figure 3: Mortality, 2019/21").value, kind_of("Figure 3 shows mortality.").value
    ('caption', 'paragraph')
    >>> kind_of("Source: ONS").value, kind_of("Life expectancy").value, kind_of("- Good work").value
    ('source line', 'heading', 'list item')
    """
    if _is_caption(text):
        return PassageKind.CAPTION
    if SOURCE.match(text) or READ.search(text):
        return PassageKind.SOURCE
    if NOTE.match(text):
        return PassageKind.NOTE
    if ITEM.match(text):
        return PassageKind.ITEM
    return PassageKind.HEADING if after_gap and _is_heading(text) else PassageKind.PARAGRAPH


def _is_caption(text: str) -> bool:
    found = CAPTION.match(text)
    if not found or len(text) > LONGEST_CAPTION:
        return False
    if found["colon"] == ":":
        return True
    return bool(found["rest"]) and not TELLS.match(found["rest"]) and not text.endswith(".")


def _is_heading(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not text.endswith((".", ";", ":", ",", "!")) and text[0].isupper()
