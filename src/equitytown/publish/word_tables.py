"""Tables in Word: repeated heading rows, rows that never split, widths by what columns hold."""

from collections.abc import Sequence
from itertools import groupby

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.table import CT_Row, CT_Tc
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from equitytown.present import theme
from equitytown.present.blocks import Cell, Column, Row, Table, text
from equitytown.present.wording.symbols import Symbol
from equitytown.publish.leaves import WHOLE_TABLE
from equitytown.publish.widths import CROWDED, WORD, shares
from equitytown.publish.word_parts import element, shade
from equitytown.publish.word_runs import clean, write_rank, write_text, write_verdict
from equitytown.publish.word_styles import ACROSS, ALONG, TABLE_STYLE, style_id

HEADING = style_id("Table heading")
GROUP = style_id("Table group")
BODY = style_id("Table text")
CROWDED_HEADING = style_id("Crowded table heading")
CROWDED_BODY = style_id("Crowded table text")


def write_table(document: WordDocument, table: Table, *, description: str) -> WordTable:
    """
    Write a table's headings and rows.

    Parameters
    ----------
    document : docx Document
        It is added at the end.
    table : Table
        Its caption, notes and source are paragraphs around it, written by the caller.
    description : str
        The table's text alternative.
    """
    grouped = any(column.group for column in table.columns)
    rows = sum((1 if group.heading else 0) + len(group.rows) for group in table.groups)
    made: WordTable = document.add_table(rows=(2 if grouped else 1) + rows, cols=len(table.columns))
    made.style = document.styles[TABLE_STYLE]
    made.autofit = False
    _describe(made, table.caption, description)
    _size(made, table)
    trs = iter(made._tbl.tr_lst)  # noqa: SLF001 (the public way takes seconds on a long table)
    if grouped:
        _groups(made, next(trs), table.columns)
    crowded = len(table.columns) > CROWDED
    _headings(made, next(trs), table.columns, CROWDED_HEADING if crowded else HEADING)
    style = CROWDED_BODY if crowded else BODY
    for group in table.groups:
        if group.heading:
            _spanned(made, next(trs), group.heading)
        for row in group.rows:
            _row(made, next(trs), table.columns, row, style)
    if rows <= WHOLE_TABLE:
        _keep_together(made)
    return made


def _keep_together(made: WordTable) -> None:
    """Hold every row to the next, so that a short table is never cut."""
    for tr in made._tbl.tr_lst[:-1]:  # noqa: SLF001 (the public way takes seconds on a long table)
        for tc in tr.tc_lst:
            tc.p_lst[0].get_or_add_pPr().get_or_add_keepNext()


def _describe(made: WordTable, caption: str, description: str) -> None:
    properties = made._tbl.tblPr  # noqa: SLF001 (python-docx has no call)
    properties.append(element("w:tblCaption", val=clean(caption)))
    properties.append(element("w:tblDescription", val=description))


def _size(made: WordTable, table: Table) -> None:
    """Share the page's width out among the columns, in the grid and in every cell."""
    whole = ALONG if table.wide else ACROSS
    parts = shares(table, WORD)
    widths = [Emu(round(whole * part / sum(parts))) for part in parts]
    for held, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):  # noqa: SLF001 (speed)
        held.w = width
    for tr in made._tbl.tr_lst:  # noqa: SLF001 (the public way takes seconds on a long table)
        tr.get_or_add_trPr().append(element("w:cantSplit"))
        for tc, width in zip(tr.tc_lst, widths, strict=True):
            tc.width = width


def _repeat(tr: CT_Row) -> None:
    """Mark a row as one of headings: it stands again on each page, and is read out as headings."""
    tr.get_or_add_trPr().append(element("w:tblHeader"))


def _underline(tc: CT_Tc, *, weight: int, colour: str) -> None:
    edges = OxmlElement("w:tcBorders")
    edges.append(element("w:bottom", val="single", sz=str(weight), space="0", color=colour.removeprefix("#")))
    tc.get_or_add_tcPr().append(edges)


def _paragraph(made: WordTable, tc: CT_Tc, style: str) -> WordParagraph:
    held = tc.p_lst[0]
    held.style = style
    return WordParagraph(held, made)


def _groups(made: WordTable, tr: CT_Row, columns: Sequence[Column]) -> None:
    """Write the headings that stand over several columns."""
    _repeat(tr)
    position = 0
    cells = list(tr.tc_lst)
    for name, run in groupby(columns, key=lambda column: column.group):
        width = len(list(run))
        _span(tr, cells[position : position + width])
        _paragraph(made, cells[position], GROUP).add_run(clean(name))
        position += width


def _span(tr: CT_Row, cells: Sequence[CT_Tc]) -> None:
    """Make one cell of several that stand side by side."""
    first, rest = cells[0], cells[1:]
    whole = sum(tc.width or 0 for tc in cells)
    for tc in rest:
        tr.remove(tc)
    if rest:
        first.grid_span = len(cells)
        first.width = Emu(whole)


def _headings(made: WordTable, tr: CT_Row, columns: Sequence[Column], style: str) -> None:
    _repeat(tr)
    for tc, column in zip(tr.tc_lst, columns, strict=True):
        _underline(tc, weight=8, colour=theme.INK)
        paragraph = _paragraph(made, tc, style)
        if column.kind == "number":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(clean(column.label))


def _spanned(made: WordTable, tr: CT_Row, heading: str) -> None:
    """Write the heading of a group of rows across the whole table."""
    cells = list(tr.tc_lst)
    _span(tr, cells)
    _underline(cells[0], weight=6, colour=theme.INK_3)
    _paragraph(made, cells[0], GROUP).add_run(clean(heading))


def _row(made: WordTable, tr: CT_Row, columns: Sequence[Column], row: Row, style: str) -> None:
    for tc, column, cell in zip(tr.tc_lst, columns, row.cells, strict=True):
        paragraph = _paragraph(made, tc, style)
        if column.kind == "number":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if row.highlight:
            shade(tc.get_or_add_tcPr(), theme.TOWN_WASH)
        _cell(paragraph, cell, bold=row.highlight)


def _cell(paragraph: WordParagraph, cell: Cell, *, bold: bool) -> None:
    if cell.verdict is not None:
        write_verdict(paragraph, cell.verdict)
    elif cell.rank is not None:
        write_rank(paragraph, cell.rank)
    else:
        write_text(paragraph, cell.text or text(Symbol.NOT_AVAILABLE), bold=bold)
