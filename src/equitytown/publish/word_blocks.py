"""Each kind of block as Word writes it."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import assert_never

from docx.document import Document as WordDocument
from docx.oxml.shape import CT_Inline
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from equitytown.errors import BuildError
from equitytown.present import theme
from equitytown.present.blocks import (
    Block,
    Bullets,
    Cards,
    Cell,
    Column,
    Downloads,
    Fact,
    Facts,
    Figure,
    Heading,
    KeyFigure,
    MapFigure,
    Paragraph,
    Record,
    Records,
    Row,
    RowGroup,
    Table,
    Tally,
    Verdict,
    plain,
    text,
)
from equitytown.publish.depicted import Picture, picture_of, title_of
from equitytown.publish.drawings import Drawings
from equitytown.publish.leaves import anchor_of
from equitytown.publish.legend import legend
from equitytown.publish.word_parts import add_bookmark, add_field, as_list, link_inside, restart_numbering
from equitytown.publish.word_runs import clean, write_rank, write_text, write_verdict
from equitytown.publish.word_styles import ACROSS, style_id
from equitytown.publish.word_tables import write_table

TALLEST = Mm(190)  # of a drawing, so that its title stays with it
DIVIDER = " \u00b7 "  # between a record's details
DEEPEST = 4  # level of the smallest heading
STYLES = {"body": "Body", "lede": "Lede", "note": "Note", "small": "Small"}
_NUMBERED = re.compile(r"Figure (\d+)")


@dataclass
class Writer:
    """A Word document being written, and what must be counted while it is."""

    document: WordDocument
    drawings: Drawings
    level: int = 1
    headings: list[tuple[int, str, str]] = field(default_factory=list)  # level, words, bookmark
    bookmarks: int = 0
    figures: int = 0

    def paragraph(self, style: str, words: str = "") -> WordParagraph:
        """Add a paragraph in a style of ours."""
        made = self.document.add_paragraph()
        made._p.style = style_id(style)  # noqa: SLF001 (the public way looks through every style)
        if words:
            made.add_run(clean(words))
        return made

    def heading(self, level: int, words: str, *, anchor: str = "") -> None:
        """Add a heading that the contents can lead to."""
        made = self.paragraph(f"Heading {level}", words)
        self.headings.append((level, clean(words), self.bookmark(made)))
        self.level = level
        if anchor:
            self.bookmark(made, name=anchor)

    def bookmark(self, paragraph: WordParagraph, *, name: str = "") -> str:
        """Mark a paragraph; gives the bookmark's name."""
        self.bookmarks += 1
        called = bookmark_name(name) if name else f"_Toc{self.bookmarks:08}"
        add_bookmark(paragraph, called, self.bookmarks)
        return called

    def write(self, block: Block) -> None:  # noqa: C901, PLR0912 (one case a kind of block)
        """Add one block."""
        match block:
            case Heading():
                self.heading(block.level, block.words, anchor=block.anchor)
            case Paragraph():
                write_text(self.paragraph(STYLES[block.style]), block.text)
            case Bullets():
                _bullets(self, block)
            case Table():
                table(self, block)
            case Figure() | MapFigure():
                _figure(self, block)
            case Tally():
                _tally(self, block)
            case Cards():
                _cards(self, block)
            case KeyFigure():
                _key_figure(self, block)
            case Facts():
                _facts(self, block.title, block.facts)
            case Records():
                _records(self, block)
            case Downloads():
                for file in block.files:
                    self.paragraph("List Bullet", f"{file.title} ({file.kind}): {file.words}. {file.href}")
            case _:
                assert_never(block)


def bookmark_name(anchor: str) -> str:
    """Give a bookmark's name: letters, digits and underscores, at most 40."""
    return re.sub(r"\W", "_", f"at_{anchor}", flags=re.ASCII)[:40]


def _bullets(writer: Writer, block: Bullets) -> None:
    style = "List Number" if block.ordered else "List Bullet"
    number = restart_numbering(writer.document, style_id(style)) if block.ordered else None
    for item in block.items:
        made = writer.paragraph(style)
        if number is not None:
            as_list(made, number)
        write_text(made, item)


def table(writer: Writer, block: Table) -> None:
    """Add a table with its caption above, its notes and source below."""
    writer.paragraph("Caption", block.caption)
    description = " ".join([f"{block.caption}.", *(plain(note) for note in block.notes[:2])])
    write_table(writer.document, block, description=clean(description))
    for words in filter(None, (legend(block), block.source, *block.notes)):
        write_text(writer.paragraph("Source"), words)


def _figure(writer: Writer, block: Figure | MapFigure) -> None:
    _caption(writer, block)
    if block.caption:
        write_text(writer.paragraph("Measured"), block.caption)
    picture = picture_of(block)
    if picture is None:
        writer.paragraph("Note", block.awaiting)
    else:
        _drawing(writer, picture, name=block.label or title_of(block))
    for words in filter(None, (block.source, *block.notes)):
        write_text(writer.paragraph("Source"), words)
    if block.table is not None:
        link_inside(writer.paragraph("Source"), "The figures as a table", bookmark=bookmark_name(anchor_of(block)))


def _caption(writer: Writer, block: Figure | MapFigure) -> None:
    """Write a figure's number, as a field that Word can count anew, and its finding."""
    if not block.label:
        writer.paragraph("Finding title", title_of(block))
        return
    made = writer.paragraph("Caption")
    numbered = _NUMBERED.fullmatch(block.label)
    if numbered and int(numbered[1]) == writer.figures + 1:
        writer.figures += 1
        made.add_run("Figure ")
        add_field(made, r"SEQ Figure \* ARABIC", shown=numbered[1])
    else:
        made.add_run(clean(block.label))
    made.add_run(f". {clean(title_of(block))}")


def _drawing(writer: Writer, chart: Picture, *, name: str) -> None:
    """Add a chart's pixels with its description."""
    drawing = writer.drawings.get(chart.chart_id)
    if drawing is None or drawing.png is None:
        raise BuildError(f'The Word document could not be made: chart "{chart.chart_id}" has no picture.')
    shape = writer.paragraph("Drawing").add_run().add_picture(BytesIO(drawing.png), width=ACROSS)
    if shape.height > TALLEST:
        shape.width, shape.height = round(shape.width * TALLEST / shape.height), TALLEST
    inline: CT_Inline = shape._inline  # noqa: SLF001 (python-docx has no call)
    inline.docPr.set("descr", clean(chart.description))
    inline.docPr.set("name", clean(name))


def _tally(writer: Writer, block: Tally) -> None:
    """Write counts as a table of three columns: verdict, how many, of what."""
    rows = tuple(
        Row(
            (
                Cell(verdict=Verdict(count.rating, count.label)) if count.rating else Cell(text(count.label)),
                Cell(text(count.number)),
                Cell(text(count.words)),
            )
        )
        for count in block.counts
    )
    columns = (Column("verdict", "Verdict", "verdict"), Column("count", "Count", "number"), Column("words", "Meaning"))
    counts = Table("tally", "Counts", columns, (RowGroup("", rows),))
    write_table(writer.document, counts, description="How many measures have each verdict.")
    writer.paragraph("Source")


def _cards(writer: Writer, block: Cards) -> None:
    if not block.cards:
        writer.paragraph("Small", block.empty)
    for card in block.cards:
        title = writer.paragraph("Finding title")
        write_verdict(title, Verdict(card.rating), words=" ")
        title.add_run(clean(card.title))
        write_text(writer.paragraph("Body"), card.text)


def _key_figure(writer: Writer, block: KeyFigure) -> None:
    made = writer.paragraph("Key figure")
    value = made.add_run(plain(block.value))
    value.bold = True
    value.font.size = Pt(30)
    value.font.color.rgb = RGBColor.from_string(theme.TOWN.removeprefix("#").upper())
    made.add_run(f" {block.unit}")
    if block.limits:
        made.add_run(f" ({plain(block.limits)})")
    _facts(writer, "", block.facts)


def _facts(writer: Writer, title: str, facts: tuple[Fact, ...]) -> None:
    if title:
        writer.paragraph("Finding title", title)
    for fact in facts:
        made = writer.paragraph("Fact")
        made.add_run(f"{clean(fact.label)}\t").bold = True
        _fact(made, fact)


def _fact(paragraph: WordParagraph, fact: Fact) -> None:
    write_text(paragraph, fact.text)
    if fact.rank is not None:
        paragraph.add_run(" " if fact.text else "")
        write_rank(paragraph, fact.rank)
    if fact.verdict is not None:
        paragraph.add_run("  " if fact.text else "")
        write_verdict(paragraph, fact.verdict)


def _records(writer: Writer, block: Records) -> None:
    around = writer.level
    level = min(around + 1, DEEPEST)
    for heading, records in block.groups:
        if heading:
            writer.heading(level, heading)
        for record in records:
            _record(writer, record)
    writer.level = around  # a second list stands beside the first, not below it


def _record(writer: Writer, record: Record) -> None:
    made = writer.paragraph("Record")
    made.add_run(f"{clean(record.label)}\t").bold = True
    if record.text:
        made.add_run(f"{clean(record.title)} " if record.title else "").bold = True
        write_text(made, record.text)
    else:
        made.add_run(clean(record.title))
    made.paragraph_format.keep_with_next = bool(record.details)
    if record.details:
        line = writer.paragraph("Record detail")
        for position, fact in enumerate(record.details):
            line.add_run(DIVIDER if position else "")
            line.add_run(f"{clean(fact.label)}: ")
            _fact(line, fact)
