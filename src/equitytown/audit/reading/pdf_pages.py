"""The pages of a PDF, read in a process of its own: `python -m equitytown.audit.reading.pdf_pages FILE` prints JSON."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from equitytown.audit.reading.grids import Grid, Paragraph, Part, Row, Span, Unread
from equitytown.audit.reading.pdf import as_data
from equitytown.audit.reading.pdf_columns import columns_on

LOCKED = "PDFPasswordIncorrect"  # what the reader below raises, by name: it is no package of ours
MOST_PAGES = 300
MOST_MEMORY = 2_000_000_000  # bytes that the process may take
NEAR = 2.0  # points within which two edges are one
GAP = 0.6  # of a line's height, above which a new paragraph begins
WRAPPED = 0.7  # of the widest line, above which a line may go on in the next
FEWEST_LETTERS = 20  # on a page; fewer, on all of them, are a picture of text


class UnreadableError(Exception):
    """A PDF that cannot be read, and why."""


def read(path: Path) -> list[Part]:
    """
    Read every page.

    Raises
    ------
    UnreadableError
        If it is scanned, locked, damaged or too long.
    """
    import pdfplumber  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    try:
        with pdfplumber.open(path) as book:
            if len(book.pages) > MOST_PAGES:
                raise UnreadableError(f"it has {len(book.pages)} pages, and {MOST_PAGES} are the most.")
            parts = [part for page in book.pages for part in _of_page(page)]
            letters = sum(len(page.chars) for page in book.pages)
            scanned = letters < FEWEST_LETTERS * len(book.pages)
            bare = [str(page.page_number) for page in book.pages if not page.chars and page.images]
    except PdfminerException as error:
        locked = any(type(cause).__name__ == LOCKED for cause in error.args)
        said = "it is locked with a password." if locked else "it is damaged and cannot be read."
        raise UnreadableError(said) from None
    if scanned:
        raise UnreadableError("it holds pictures of pages (a scan) and no text that can be read.")
    return [*parts, *([Unread(f"Pages that are pictures, with no text: {', '.join(bare)}.")] if bare else [])]


def _of_page(page: Any) -> Iterator[Part]:  # Any: pdfplumber has no types
    """Give a page's tables and text from the top; a table without ruled lines is found by its spaces."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1]
    placed: list[tuple[float, Part]] = [(table.bbox[1], _grid(table)) for table in tables]
    boxes = [table.bbox for table in tables]
    if not tables and (found := columns_on(page, name=f"Table on page {page.page_number}")):
        placed.append((found.top, found.grid))
        boxes = [(0, found.top, page.width, found.bottom)]
    rest = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes))
    placed += _paragraphs(rest.extract_text_lines(return_chars=False), page.page_number)
    yield from (part for _, part in sorted(placed, key=lambda item: item[0]))


def _inside(thing: dict[str, Any], box: Sequence[float]) -> bool:  # Any: as above
    if thing.get("object_type") != "char":
        return False
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _grid(table: Any) -> Grid:  # Any: as above
    """Put cells at their places by their edges; what reaches over several columns or rows is told as merged."""
    lefts, tops = _edges(cell[0] for cell in table.cells), _edges(cell[1] for cell in table.cells)
    texts = [["" for _ in lefts] for _ in tops]
    spans = list[Span]()
    for row, said in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, said, strict=True):
            if box is None:
                continue
            down, along = _reach(box[1], box[3], tops), _reach(box[0], box[2], lefts)
            texts[down.start][along.start] = " ".join((text or "").split())
            if len(down) > 1 or len(along) > 1:
                spans.append(Span(down.start + 1, along.start, len(down), len(along)))
    rows = tuple(Row(at, tuple(cells)) for at, cells in enumerate(texts, start=1))
    return Grid(f"Table on page {table.page.page_number}", rows, tuple(spans))


def _edges(values: Iterator[float]) -> list[float]:
    """Give edges in order, those that nearly meet once."""
    kept = list[float]()
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def _reach(start: float, end: float, edges: Sequence[float]) -> range:
    """Say which rows or columns lie between two edges."""
    within = [at for at, edge in enumerate(edges) if start - NEAR <= edge < end - NEAR]
    return range(within[0], within[-1] + 1) if within else range(1)


def _paragraphs(lines: Sequence[dict[str, Any]], page: int) -> Iterator[tuple[float, Paragraph]]:  # Any: as above
    """Join lines into paragraphs by the space between them and by how full they are."""
    widest = max((line["x1"] for line in lines), default=0)
    held, top, gap = list[str](), 0.0, True
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        if above and held and not _goes_on(above, line, widest):
            yield top, Paragraph(" ".join(held), page, unit="page", after_gap=gap)
            gap, held = _apart(above, line), []
        top = top if held else line["top"]
        held.append(line["text"])
    if held:
        yield top, Paragraph(" ".join(held), page, unit="page", after_gap=gap)


def _apart(above: dict[str, Any], line: dict[str, Any]) -> bool:  # Any: as above
    height = above["bottom"] - above["top"]
    return bool(line["top"] - above["bottom"] > GAP * height or abs(line["bottom"] - line["top"] - height) > 1)


def _goes_on(above: dict[str, Any], line: dict[str, Any], widest: float) -> bool:  # Any: as above
    if _apart(above, line) or re.match(r"(?:[-\u2022\u25aa]|\(?\d{1,2}[.)])\s", line["text"]):
        return False
    full = above["x1"] > WRAPPED * widest
    return bool(full) or line["text"][:1].islower()


def _bounded() -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # pragma: no cover  on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main(path: Path) -> None:
    """Print the parts of a PDF as JSON, or why there are none."""
    _bounded()
    try:
        told: dict[str, Any] = {"parts": [as_data(part) for part in read(path)]}  # Any: what JSON holds
    except UnreadableError as error:
        told = {"fault": str(error)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
