"""The Word document as a whole: cover, contents, sections on upright and sideways pages."""

import docx
from docx.enum.section import WD_SECTION
from docx.text.paragraph import Paragraph as WordParagraph

from equitytown.present.blocks import Document, Section
from equitytown.publish.drawings import Drawings
from equitytown.publish.leaves import leaves, printed_sections
from equitytown.publish.word_blocks import Writer
from equitytown.publish.word_parts import field_part, instruction, link_inside, packed
from equitytown.publish.word_styles import prepare, style_id, turn

CONTENTS_DEPTH = 2  # levels of heading that the contents list
CONTENTS_NOTE = "Page numbers: right-click the contents in Word and choose Update field."


def written(document: Document, drawings: Drawings) -> bytes:
    """Give the bytes of an edition's Word document."""
    word = docx.Document()
    prepare(word, document.masthead)
    writer = Writer(word, drawings)
    _cover(writer, document)
    contents = _contents_place(writer)
    for section in printed_sections(document):
        _section(writer, section)
    _contents(writer, contents)
    return packed(word)


def _cover(writer: Writer, document: Document) -> None:
    head = document.masthead
    writer.paragraph("Title", head.title)
    writer.paragraph("Subtitle", head.subtitle)
    writer.paragraph("Lede", head.edition_words)
    if head.as_of_words not in head.edition_words:
        writer.paragraph("Lede", head.as_of_words[:1].upper() + head.as_of_words[1:])
    if head.draft:
        writer.paragraph("Note", "Draft, not yet signed by its author")
    elif head.signed_words:
        writer.paragraph("Body", head.signed_words)
    writer.paragraph("Body", f"{head.organisation}. {head.author}")
    writer.paragraph("Source", head.attribution)


def _contents_place(writer: Writer) -> WordParagraph:
    """Write the contents' heading; gives the paragraph before which its lines will stand."""
    heading = writer.paragraph("TOC Heading", "Contents")
    heading.paragraph_format.page_break_before = True
    return writer.paragraph("Source", CONTENTS_NOTE)


def _contents(writer: Writer, place: WordParagraph) -> None:
    """Write the contents as a field of Word's own, already filled with links to the headings."""
    listed = [heading for heading in writer.headings if heading[0] <= CONTENTS_DEPTH]
    line = place
    for position, (level, words, bookmark) in enumerate(listed):
        line = place.insert_paragraph_before()
        line._p.style = style_id(f"TOC {level}")  # noqa: SLF001 (as Writer.paragraph does)
        if position == 0:
            field_part(line.add_run(), "begin")
            instruction(line.add_run(), rf'TOC \o "1-{CONTENTS_DEPTH}" \h \z \u')
            field_part(line.add_run(), "separate")
        link_inside(line, words, bookmark=bookmark)
    if listed:
        field_part(line.add_run(), "end")


def _section(writer: Writer, section: Section) -> None:
    for position, leaf in enumerate(leaves(section)):
        _turn_to(writer, sideways=leaf.sideways)
        if position == 0:
            writer.heading(1, section.title)
        for block in leaf.blocks:
            writer.write(block)


def _turn_to(writer: Writer, *, sideways: bool) -> None:
    """Begin a new run of pages where the way that they are turned changes."""
    current = writer.document.sections[-1]
    if (current.page_width > current.page_height) is sideways:  # type: ignore[operator] # `prepare` set both
        return
    turn(writer.document.add_section(WD_SECTION.NEW_PAGE), sideways=sideways)
