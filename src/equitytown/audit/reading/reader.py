"""A file or pasted text into what was published: the one door of reading."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from equitytown.audit.published import Published, PublishedTable
from equitytown.audit.reading.grids import Grid, Paragraph, Part
from equitytown.audit.reading.passages import passages_of
from equitytown.audit.reading.pasted import parts_of_text
from equitytown.audit.reading.tables import Asked, table_of, with_notes
from equitytown.errors import InputError

NOTES_AFTER = 15  # paragraphs below a table among which its footnotes stand
LONGEST_TITLE = 120  # letters


def read_published(path: Path, *, asked: Asked | None = None) -> Published:
    """
    Read a file.

    Parameters
    ----------
    path : Path
        Pasted text (.txt).
    asked : Asked, optional
        The place's name as headings have it, and the sheet of a workbook.

    Returns
    -------
    Published
        Its indicator tables and its text.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    return read_text(path.read_text(encoding="utf-8-sig"), name=path.name, asked=asked)


def read_text(text: str, *, name: str = "the text", asked: Asked | None = None) -> Published:
    """
    Read pasted text; it may hold tables, prose, or both.

    Parameters
    ----------
    text : str
        As pasted: cells set apart by tabs, pipes or spaces.
    name : str, default "the text"
        What to call it.
    asked : Asked, optional
        The place's name as headings have it.

    Returns
    -------
    Published
        Its indicator tables and its text.

    Raises
    ------
    InputError
        If nothing stands in it.
    """
    return published_of(parts_of_text(text, name=name), name=name, asked=asked or Asked())


def published_of(parts: Sequence[Part], *, name: str, asked: Asked) -> Published:
    """
    Make tables of the grids that are indicator tables, and passages of all else.

    Raises
    ------
    InputError
        If there is nothing to read.
    """
    tables, paragraphs = list[PublishedTable](), list[Paragraph]()
    for at, part in enumerate(parts):
        if isinstance(part, Paragraph):
            paragraphs.append(part)
            continue
        try:
            table = table_of(part, asked=asked)
        except InputError:
            paragraphs += _as_text(part)
            continue
        named = _title(parts, at) or f"Table {len(tables) + 1}"
        tables.append(with_notes(replace(table, name=named), _below(parts, at)))
    if not tables and not paragraphs:
        raise InputError(f"{name}: nothing stands in it. Give a table or text.")
    return Published(name, tuple(tables), passages_of(paragraphs))


def _below(parts: Sequence[Part], at: int) -> list[str]:
    return [part.text for part in parts[at + 1 : at + 1 + NOTES_AFTER] if isinstance(part, Paragraph)]


def _title(parts: Sequence[Part], at: int) -> str:
    """Give what stands right above a table, where it can be its title."""
    above = parts[at - 1] if at else None
    said = above.text if isinstance(above, Paragraph) else ""
    return " ".join(said.split()).rstrip(".:") if len(said) <= LONGEST_TITLE else ""


def _as_text(grid: Grid) -> list[Paragraph]:
    """Give the cells of a grid that is no indicator table as text."""
    return [Paragraph(text, row.number, after_gap=False) for row in grid.rows for _, text in row.filled]
