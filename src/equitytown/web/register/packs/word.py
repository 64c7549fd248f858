"""A pack as a Word document, by way of the blocks of which a report is made."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from equitytown.present.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Masthead,
    Paragraph,
    Row,
    RowGroup,
    Section,
    Span,
    Table,
    text,
)
from equitytown.publish.word import write_word
from equitytown.web.register.packs.pack import Grid, Item, Pack, Part
from equitytown.web.register.packs.words import day_words, paragraphs

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDE = 4  # columns that an upright page holds


def as_word(pack: Pack, *, town: str, organisation: str, made_on: date) -> bytes:
    """
    Write a pack as a Word document: a cover, its contents, its parts under headings.

    Raises
    ------
    BuildError
        If the `report` extra, which brings python-docx, is not installed.
    """
    day = f"As the register stood on {day_words(made_on)}"
    head = Masthead(
        place_name=town,
        title=pack.title,
        subtitle=f"{pack.subtitle}. {pack.lede}".strip(),
        edition="",
        edition_words=day,
        organisation=organisation,
        author="Put together from the register",
        attribution="Made from what has been approved; drafts are left out.",
        as_of_words=day,
        draft=False,
    )
    blocks = tuple(block for part in pack.parts for block in _part(part))
    document = Document(head, (Section("pack", pack.subtitle, blocks),), (), (), ())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.docx"
        write_word(document, path, drawings={})
        return path.read_bytes()


def _part(part: Part) -> Iterator[Block]:
    yield Heading(2, part.heading)
    if part.is_empty and not part.intro:
        yield Paragraph(text(part.nothing), "note")
    if part.intro:
        yield Paragraph(text(part.intro))
    for paragraph in paragraphs(part.markdown):
        yield Paragraph(text(paragraph))
    if part.items:
        yield Bullets(tuple(_item(item) for item in part.items))
    for position, grid in enumerate(part.grids):
        if grid.rows:
            yield _grid(grid, f"{part.heading.lower().replace(' ', '-')}-{position}")


def _item(item: Item) -> tuple[Span, ...]:
    return (Span(ended(item.words) if item.small else item.words), *([Span(f" {item.small}")] if item.small else []))


def ended(words: str) -> str:
    """
    End words as a sentence.

    Examples
    --------
    >>> ended("Warm homes"), ended("It is warm.")
    ('Warm homes.', 'It is warm.')
    """
    return words if words.endswith((".", "!", "?", ":", "…")) else f"{words}."


def _grid(grid: Grid, name: str) -> Table:
    columns = tuple(
        Column(str(i), label, "number" if i in grid.numbers else "text") for i, label in enumerate(grid.columns)
    )
    rows = tuple(Row(tuple(Cell(text(cell)) for cell in row)) for row in grid.rows)
    notes = (text(grid.note),) if grid.note else ()
    return Table(name, grid.caption, columns, (RowGroup("", rows),), notes, wide=len(columns) > WIDE)
