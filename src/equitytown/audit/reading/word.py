"""Word documents into grids and paragraphs, from their text alone: nothing else in them is opened."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from equitytown.audit.published import PassageKind
from equitytown.audit.reading.grids import Grid, Paragraph, Part
from equitytown.audit.reading.placing import MOST_SPAN, Placed, grid_of, raised_mark
from equitytown.audit.reading.splitting import parts_of_grid
from equitytown.errors import InputError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = {
    "heading": PassageKind.HEADING, "title": PassageKind.HEADING, "caption": PassageKind.CAPTION,
    "listparagraph": PassageKind.ITEM, "listbullet": PassageKind.ITEM, "listnumber": PassageKind.ITEM,
    "footnotetext": PassageKind.NOTE,
}  # fmt: skip
FOOTNOTES = "word/footnotes.xml"
SIGNS = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}


def parts_of_word(path: Path) -> list[Part]:
    """
    Read a Word document.

    Raises
    ------
    InputError
        If it is damaged.
    """
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with ZipFile(path) as archive:
            body = etree.fromstring(archive.read("word/document.xml"), parser).find(f"{W}body")
            notes = etree.fromstring(archive.read(FOOTNOTES), parser) if FOOTNOTES in archive.namelist() else ()
    except (etree.LxmlError, BadZipFile, KeyError, ValueError, OSError, zlib.error) as error:
        raise InputError(f"{path.name} is damaged and cannot be read ({error}). Save it anew as .docx.") from None
    if body is None:
        raise InputError(f"{path.name} is damaged and cannot be read: it has no text. Save it anew as .docx.")
    return [*_parts(body), *_footnotes(notes)]


def _footnotes(notes: Any) -> Iterator[Paragraph]:  # Any: lxml has no types
    for at, note in enumerate(notes, start=1):
        if note.get(f"{W}type") is None and (text := text_of(note)):
            yield Paragraph(f"[{note.get(f'{W}id', '')}] {text}", at, PassageKind.NOTE, "footnote")


def _parts(body: Any) -> Iterator[Part]:  # Any: lxml has no types
    paragraphs = tables = 0
    for element in _blocks(body):
        if element.tag == f"{W}tbl":
            tables += 1
            yield from parts_of_grid(_grid(element, f"Table {tables}"), unit="table row")
            continue
        paragraphs += 1
        if text := text_of(element):
            kind = _kind(element)
            yield Paragraph(text, paragraphs, kind, "paragraph")


def _blocks(parent: Any) -> Iterator[Any]:  # Any: as above
    """Give paragraphs and tables in order, those inside content controls too."""
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(element)


def _kind(paragraph: Any) -> PassageKind | None:  # Any: as above
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = (style.get(f"{W}val", "") if style is not None else "").casefold().replace(" ", "")
    if found := next((kind for name, kind in STYLES.items() if named.startswith(name)), None):
        return found
    return PassageKind.ITEM if paragraph.find(f"{W}pPr/{W}numPr") is not None else None


def _grid(table: Any, name: str) -> Grid:  # Any: as above
    held = list[list[Placed]]()
    begun: dict[int, tuple[int, int]] = {}  # by column, the row and place of the cell that may go on downwards
    for row in _within(table, "tr", "tbl"):
        held.append([])
        column = 0
        for cell in _within(row, "tc", "tr"):
            width, goes_on = _reach(cell)
            if goes_on and column in begun:
                first, place = begun[column]
                held[first][place] = held[first][place]._replace(rows=len(held) - first)
            else:
                begun[column] = (len(held) - 1, len(held[-1]))
                held[-1].append(Placed(text_of(cell), 1, width))
            column += width
    return grid_of(held, name=name)


def _within(parent: Any, tag: str, of: str) -> Iterator[Any]:  # Any: as above
    """Give a table's own rows or a row's own cells, and none of a table inside them."""
    return (found for found in parent.iter(f"{W}{tag}") if next(found.iterancestors(f"{W}{of}")) is parent)


def _reach(cell: Any) -> tuple[int, bool]:  # Any: as above
    """Say how many columns a cell reaches over, and whether it goes on with the one above."""
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    said = span.get(f"{W}val", "1") if span is not None else "1"
    width = min(max(int(said), 1), MOST_SPAN) if said.isdecimal() else 1
    return width, merge is not None and merge.get(f"{W}val", "continue") == "continue"


def text_of(element: Any) -> str:  # Any: as above
    """Give the text of a paragraph or a cell; a raised mark stands in square brackets, deleted text is left out."""
    said = list[str]()
    for node in element.iter():
        if node.tag == f"{W}t":
            raised = node.getparent().find(f"{W}rPr/{W}vertAlign")
            text = node.text or ""
            said.append(raised_mark(text) if raised is not None and raised.get(f"{W}val") == "superscript" else text)
        elif node.tag in SIGNS:
            said.append(SIGNS[node.tag])
        elif node.tag == f"{W}footnoteReference":
            said.append(f"[{node.get(f'{W}id', '')}]")
        elif node.tag == f"{W}p":
            said.append(" ")
    return " ".join("".join(said).split())
