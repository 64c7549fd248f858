"""Pasted text into grids and paragraphs: cells set apart by tabs, by pipes (Markdown), or by spaces in columns."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence

from equitytown.audit.published import PassageKind
from equitytown.audit.reading.grids import Grid, Paragraph, Part, Row
from equitytown.audit.reading.headings import recognised

FEWEST_TABS, FEWEST_PIPES, FEWEST_GAPS = 2, 2, 2
FEWEST_ROWS = 2
WIDEST = 1_000  # letters of a line in which cells stand under each other
FEWEST_COMMAS, KNOWN_HEADINGS = 2, 3
BLANKS_WITHIN = 2  # empty lines that a table may have inside it
RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
LONGEST_HEADING = 80  # letters
SENTENCE_END = re.compile(r"[a-z0-9][.!?]\s+[A-Z]")
GAP = re.compile(r"\s{2,}")
PAGE_BREAK = "\f"

Splitter = Callable[[str], list[str] | None]


def parts_of_text(text: str, *, name: str) -> list[Part]:
    """
    Read text as it was pasted.

    Parameters
    ----------
    text : str
        The whole text; lines are counted from 1.
    name : str
        What the file is called; tables are numbered after it.

    Returns
    -------
    list of Grid or Paragraph
        In the order of the text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace(PAGE_BREAK, "").split("\n")
    parts, at, gap, tables = list[Part](), 0, True, 0
    while at < len(lines):
        if found := _grid_at(lines, at):
            rows, at = found
            tables += 1
            parts.append(Grid(f"Table {tables} of {name}" if tables > 1 else f"The table of {name}", tuple(rows)))
            gap = True
            continue
        if lines[at].strip():
            at = _paragraph(lines, at, parts, gap=gap)
            gap = False
        else:
            gap, at = True, at + 1
    return parts


def _paragraph(lines: Sequence[str], at: int, parts: list[Part], *, gap: bool) -> int:
    """Read a paragraph, with the lines over which it was wrapped; give the line after it."""
    first, said = at, [lines[at].strip()]
    while at + 1 < len(lines) and _goes_on(said[-1], lines[at + 1]):
        at += 1
        said.append(lines[at].strip())
    cells = [cell.strip() for cell in " ".join(said).split("\t") if cell.strip()]
    kind = PassageKind.ITEM if len(cells) > 1 else None
    parts.extend(Paragraph(cell, first + 1, kind, after_gap=gap) for cell in cells)
    return at + 1


def _goes_on(above: str, below: str) -> bool:
    """Say whether a line goes on with the sentence above it."""
    return below[:1].islower() and not above.endswith((".", ":", ";", "!", "?")) and "\t" not in below


def _grid_at(lines: Sequence[str], at: int) -> tuple[list[Row], int] | None:
    """Read the table that begins on a line, and give the line after it; None where none begins."""
    for split in (_by_tabs, _by_pipes):
        if split(lines[at]) is not None:
            return _rows(lines, at, split)
    return _by_commas(lines, at) or _in_columns(lines, at)


def _by_commas(lines: Sequence[str], at: int) -> tuple[list[Row], int] | None:
    """Read comma-separated lines, where the first holds headings that are known: prose has commas too."""
    if (
        lines[at].count(",") < FEWEST_COMMAS
        or _is_prose(lines[at])
        or recognised(Row(at + 1, tuple(_cells(lines[at])))) < KNOWN_HEADINGS
    ):
        return None
    width = len(_cells(lines[at]))
    return _rows(lines, at, lambda line: cells if len(cells := _cells(line)) == width else None)


def _is_prose(line: str) -> bool:
    """Say whether what stands between commas is too long for headings, or holds the end of a sentence."""
    return any(len(cell) > LONGEST_HEADING or SENTENCE_END.search(cell) for cell in _cells(line))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line]), [])]


def _rows(lines: Sequence[str], at: int, split: Splitter) -> tuple[list[Row], int] | None:
    rows, end, blanks = list[Row](), at, 0
    for number in range(at, len(lines)):
        cells = split(lines[number])
        if cells is None and lines[number].strip():
            break
        if cells is None:
            blanks += 1
            if blanks > BLANKS_WITHIN:
                break
            continue
        rows += [Row(number - back + 1, ()) for back in range(blanks, 0, -1)] if rows else []
        blanks, end = 0, number + 1
        if cells:
            rows.append(Row(number + 1, tuple(cells)))
    return (rows, end) if sum(not row.is_blank for row in rows) >= FEWEST_ROWS else None


def _by_tabs(line: str) -> list[str] | None:
    return [cell.strip() for cell in line.split("\t")] if line.count("\t") >= FEWEST_TABS else None


def _by_pipes(line: str) -> list[str] | None:
    """Split a row of a Markdown table; a rule below the headings gives no cells."""
    if line.count("|") < FEWEST_PIPES:
        return None
    if RULE.fullmatch(line):
        return []
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _in_columns(lines: Sequence[str], at: int) -> tuple[list[Row], int] | None:
    """Read lines whose cells stand under each other, two spaces or more apart."""
    if at and _has_gaps(lines[at - 1]):
        return None  # it was no table from its first line on
    block = list(_block(lines, at))
    texts = [text.expandtabs() for _, text in block]
    if len(block) <= FEWEST_ROWS or max(len(text) for text in texts) > WIDEST:
        return None
    cuts = _cuts(texts)
    if len(cuts) > FEWEST_GAPS:
        rows = [Row(n, tuple(text[a:b].strip() for a, b in cuts)) for (n, _), text in zip(block, texts, strict=True)]
    else:
        cells = [GAP.split(text.strip()) for text in texts]
        if len({len(row) for row in cells}) > 1:
            return None
        rows = [Row(n, tuple(row)) for (n, _), row in zip(block, cells, strict=True)]
    return rows, block[-1][0]


def _block(lines: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """Give lines that have gaps inside them, one after the other."""
    for number in range(at, len(lines)):
        if not _has_gaps(lines[number]):
            return
        yield number + 1, lines[number]


def _has_gaps(line: str) -> bool:
    return len(GAP.findall(line.strip())) >= FEWEST_GAPS


def _cuts(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Find where columns begin and end: places at which no line has a letter, two or more wide."""
    width = max(len(text) for text in texts)
    used = [any(at < len(text) and not text[at].isspace() for text in texts) for at in range(width)]
    starts = [at for at in range(width) if used[at] and not any(used[max(at - FEWEST_GAPS, 0) : at])]
    return list(zip(starts, [*starts[1:], width], strict=True))
