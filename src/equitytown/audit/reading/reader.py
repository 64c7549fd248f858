"""A file or pasted text into what was published: the one door of reading."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from equitytown.audit.published import Published, PublishedTable
from equitytown.audit.reading.colours import with_colours
from equitytown.audit.reading.grids import Grid, Paragraph, Part, Unread
from equitytown.audit.reading.pages import parts_of_page
from equitytown.audit.reading.passages import passages_of
from equitytown.audit.reading.pasted import parts_of_text
from equitytown.audit.reading.pdf import parts_of_pdf
from equitytown.audit.reading.sheets import parts_of_book, parts_of_csv
from equitytown.audit.reading.tables import Asked, table_of
from equitytown.audit.reading.word import parts_of_word
from equitytown.collect.inspection import Limits, document_faults_of
from equitytown.collect.texts import encoding_of
from equitytown.errors import InputError

NOTES_AFTER = 15  # paragraphs below a table among which its footnotes stand
KEY_BEFORE = 6  # paragraphs or cells above a table among which its key may stand
LONGEST_TITLE = 120  # letters
LIMITS = Limits(unpacked=100_000_000, cells=500_000, formulas=100_000)
TEXTS = (".txt",)
KINDS = "pasted text (.txt), .csv, .tsv, .xlsx, .docx, .pdf or .html"
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphens and the like
SAID = 2  # reasons that a refusal gives


def read_published(path: Path, *, asked: Asked | None = None, limits: Limits = LIMITS) -> Published:
    """
    Read a file as people have it.

    Parameters
    ----------
    path : Path
        Pasted text (.txt), .csv, .tsv, .xlsx, .docx, .pdf or .html; "-" is standard input, as pasted text.
    asked : Asked, optional
        The place's name as headings have it, and the sheet of a workbook.
    limits : Limits, optional
        How much it may hold.

    Returns
    -------
    Published
        Its indicator tables and its text.

    Raises
    ------
    InputError
        If it is missing, hostile, damaged, locked, empty, a scan, or of a kind that is not read; every fault is told.
    """
    asked = asked or Asked()
    ending = path.suffix.lower()
    if asked.sheet and ending != ".xlsx":
        raise InputError(f"{path.name} has no sheets. Leave --sheet out.")
    if str(path) == "-":
        return read_text(_piped(limits), name="standard input", asked=asked)
    if ending not in READERS and ending not in TEXTS:
        raise InputError(f"{path.name} is of a kind that is not read. Give {KINDS}.")
    if faults := document_faults_of(path, limits=limits):
        listed = "".join(f"\n  {fault}" for fault in faults)
        many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise InputError(f"{path.name} is not read ({many}):{listed}")
    return published_of(_parts(path, asked), name=path.name, asked=asked)


def _piped(limits: Limits) -> str:
    """Read what is typed or piped in, as UTF-8 or as older Windows programs write."""
    body = sys.stdin.buffer.read(limits.size + 1)
    if len(body) > limits.size:
        raise InputError(f"standard input has more than {limits.size:,} bytes. Hand over less at once.")
    if b"\0" in body:
        raise InputError("standard input holds bytes that are no text. Name the file instead.")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _parts(path: Path, asked: Asked) -> list[Part]:
    ending = path.suffix.lower()
    if ending in TEXTS:
        text = path.read_text(encoding=encoding_of(path), errors="replace")
        return parts_of_text(text, name=path.name)
    return READERS[ending](path, asked)


READERS: dict[str, Callable[[Path, Asked], list[Part]]] = {
    ".csv": lambda path, _: parts_of_csv(path),
    ".tsv": lambda path, _: parts_of_csv(path),
    ".xlsx": lambda path, asked: parts_of_book(path, sheet=asked.sheet),
    ".docx": lambda path, _: parts_of_word(path),
    ".pdf": lambda path, _: parts_of_pdf(path),
    ".html": lambda path, _: parts_of_page(path),
    ".htm": lambda path, _: parts_of_page(path),
}


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
        If there is nothing to read, or there are tables and none of them is one of indicators.
    """
    parts = [_without_unseen(part) for part in parts]
    tables, paragraphs, why = list[PublishedTable](), list[Paragraph](), list[str]()
    for at, part in enumerate(parts):
        if isinstance(part, Paragraph):
            paragraphs.append(part)
        elif isinstance(part, Unread):
            why.append(part.says)
        else:
            try:
                table = table_of(part, asked=asked, below=_below(parts, at), above=_above(parts, at))
            except InputError as error:
                why.append(str(error))
                paragraphs += _as_text(part)
                continue
            table = replace(table, name=_title(parts, at) or f"Table {len(tables) + 1}")
            tables.append(with_colours(table, part, texts=(*_above(parts, at), *_below(parts, at))))
            why += tables[-1].unread
    if not tables and not paragraphs:
        raise InputError(f"{name}: nothing stands in it. Give a table or text.")
    if not tables and why and _is_table_file(parts):
        raise InputError(f"{name}: no indicator table was found. {' '.join(why[:SAID])} {HELP}")
    return Published(name, tuple(tables), passages_of(paragraphs), tuple(why))


HELP = (
    "An indicator table has a row for each measure, a column of measures, one for the place's figures and others for "
    "what they are set against. Say what the place's column is called with --place-name, and which sheet with --sheet."
)


def _without_unseen(part: Part) -> Part:
    """Take out letters that only tell where a word may be broken."""
    if isinstance(part, Grid):
        return replace(
            part, rows=tuple(replace(r, cells=tuple(c.translate(UNSEEN) for c in r.cells)) for r in part.rows)
        )
    return replace(part, text=part.text.translate(UNSEEN)) if isinstance(part, Paragraph) else part


def _is_table_file(parts: Sequence[Part]) -> bool:
    """Say whether a file is tables and hardly any text: it cannot have been meant as prose."""
    cells = sum(len(row.filled) for part in parts if isinstance(part, Grid) for row in part.rows)
    return cells > sum(isinstance(part, Paragraph) for part in parts)


def _below(parts: Sequence[Part], at: int) -> list[str]:
    return [part.text for part in parts[at + 1 : at + 1 + NOTES_AFTER] if isinstance(part, Paragraph)]


def _above(parts: Sequence[Part], at: int) -> list[str]:
    """Give the paragraphs right above a table, in which its key may stand."""
    near = parts[max(0, at - KEY_BEFORE) : at]
    return [part.text for part in near if isinstance(part, Paragraph)]


def _title(parts: Sequence[Part], at: int) -> str:
    """Give what stands right above a table, where it can be its title."""
    above = parts[at - 1] if at else None
    said = above.text if isinstance(above, Paragraph) else ""
    return " ".join(said.split()).rstrip(".:") if len(said) <= LONGEST_TITLE else ""


def _as_text(grid: Grid) -> list[Paragraph]:
    """Give the cells of a grid that is no indicator table as text."""
    unit = f"{grid.name}, row" if grid.name.startswith("Table ") else "line"
    return [Paragraph(text, row.number, unit=unit, after_gap=False) for row in grid.rows for _, text in row.filled]
