"""Leaves: how a section falls onto upright and sideways pages in print."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from equitytown.present.blocks import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    MapFigure,
    Paragraph,
    Section,
    Table,
    text,
)
from equitytown.publish.depicted import is_figure, title_of

ANCHOR = "table-of-"  # of the headings in the annex
ANNEX_TITLE = "Figures as tables"
WHOLE_TABLE = 24  # rows up to which a table is kept on one page
# Blocks that may stand on a sideways page beside a wide table.
WORDS = (Heading, Paragraph, Bullets)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A run of blocks that share the way their pages are turned."""

    sideways: bool
    blocks: tuple[Block, ...]


def leaves(section: Section) -> tuple[Leaf, ...]:
    """
    Cut a section into runs of upright and sideways pages.

    A wide table takes the words straight before it onto its page, so that no page holds a heading
    alone. Everything after a wide table stands upright again.

    Examples
    --------
    >>> wide = Table("t", "Caption", (), (), wide=True)
    >>> section = Section("s", "Title", (Paragraph(text("Lede.")), wide, Paragraph(text("After."))))
    >>> [(leaf.sideways, len(leaf.blocks)) for leaf in leaves(section)]
    [(True, 2), (False, 1)]
    """
    turned = [isinstance(block, Table) and block.wide for block in section.blocks]
    for position in range(len(turned) - 2, -1, -1):
        if turned[position + 1] and isinstance(section.blocks[position], WORDS):
            turned[position] = True
    pairs = zip(turned, section.blocks, strict=True)
    cut = tuple(
        Leaf(sideways, tuple(block for _, block in run)) for sideways, run in groupby(pairs, key=lambda pair: pair[0])
    )
    return cut or (Leaf(sideways=False, blocks=()),)


def printed_sections(document: Document) -> tuple[Section, ...]:
    """Give the report's sections and, last, the tables behind its numbered figures."""
    behind = tuple(_tables_behind(document.sections))
    if not behind:
        return document.sections
    lede = Paragraph(text("The figures behind each drawing, for reading without it."), style="lede")
    return (*document.sections, Section("figures-as-tables", ANNEX_TITLE, (lede, *behind)))


def _tables_behind(sections: Iterable[Section]) -> Iterable[Block]:
    """Give each drawn figure's table under a heading with the figure's number."""
    for section in sections:
        for block in section.blocks:
            if is_figure(block) and block.table is not None:
                yield Heading(2, block.label or title_of(block), anchor=anchor_of(block))
                yield block.table


def anchor_of(figure: Figure | MapFigure) -> str:
    """Name the place in the annex that holds a figure's table."""
    return f"{ANCHOR}{figure.figure_id}"
