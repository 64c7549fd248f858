"""A table without ruled lines on a page of a PDF: its columns are where most of its lines have text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from equitytown.audit.reading.grids import Grid, Row, Span
from equitytown.audit.reading.headings import recognised

SPACE = 0.6  # of a line's height, above which a gap between words parts two cells
FULL = 0.6  # of the most cells on a line, from which a line says where the columns are
SEEN = 0.12  # of a letter's size, above which a gap is a space
KNOWN_HEADINGS = 3
NEARER = 0.75  # of the usual space between rows, below which a line goes on with the row above it
FEWEST = 2  # lines below the headings


class Run(NamedTuple):
    """Words that stand together on a line."""

    start: float
    end: float
    text: str


class Ruleless(NamedTuple):
    """A table found by its columns, and how far down the page it reaches."""

    grid: Grid
    top: float
    bottom: float


def columns_on(page: Any, *, name: str) -> Ruleless | None:  # Any: pdfplumber has no types
    """
    Find a table without ruled lines.

    Parameters
    ----------
    page : pdfplumber page
        A page without ruled tables.
    name : str
        What to call the table.

    Returns
    -------
    Ruleless or None
        None where no line holds the headings of an indicator table.
    """
    lines = page.extract_text_lines(return_chars=True)
    runs = [_runs(line) for line in lines]
    heads = [at for at, cells in enumerate(runs) if recognised(Row(at, tuple(c.text for c in cells))) >= KNOWN_HEADINGS]
    if not heads:
        return None
    most = max(len(cells) for cells in runs[heads[0] :])
    full = [at for at, cells in enumerate(runs) if at >= heads[0] and len(cells) >= FULL * most]
    if len(full) <= FEWEST:
        return None
    first = _first(runs, heads[0])
    columns = _columns([runs[at] for at in full])
    last = _last(lines, full)
    rows, spans = _placed(list(_rows(lines, runs, range(first, last + 1), full)), columns)
    return Ruleless(Grid(name, rows, spans), lines[first]["top"], lines[last]["bottom"])


def _gap(lines: Sequence[dict[str, Any]], at: int) -> float:  # Any: as above
    return float(lines[at]["top"] - lines[at - 1]["bottom"])


def _wraps(lines: Sequence[dict[str, Any]], at: int, full: Sequence[int]) -> bool:  # Any: as above
    """Say whether a line goes on with the row above it: it holds few cells, and stands nearer than rows do."""
    usual = median(_gap(lines, row) for row in full[1:])
    return at not in full and at > full[0] and _gap(lines, at) < NEARER * usual


def _last(lines: Sequence[dict[str, Any]], full: Sequence[int]) -> int:  # Any: as above
    last = full[-1]
    while last + 1 < len(lines) and _wraps(lines, last + 1, full):
        last += 1
    return last


def _rows(
    lines: Sequence[dict[str, Any]], runs: Sequence[list[Run]], within: range, full: Sequence[int]
) -> Iterator[list[Run]]:  # Any: as above
    """Give the cells of each row, those over which its words were wrapped too."""
    held = list[Run]()
    for at in within:
        if at > within.start and not _wraps(lines, at, full):
            yield held
            held = []
        held = [*held, *runs[at]]
    yield held


def _first(runs: Sequence[Sequence[Run]], head: int) -> int:
    """Find the first of the header rows: lines of several cells right above the headings."""
    while head and len(runs[head - 1]) > 1:
        head -= 1
    return head


def _runs(line: dict[str, Any]) -> list[Run]:  # Any: as above
    """Part a line where the gap between letters is wider than a space."""
    wide = SPACE * (line["bottom"] - line["top"])
    held = list[list[Any]]()
    for char in line["chars"]:
        if char["text"].isspace() or (held and char is held[-1][-1]):  # a ligature stands once for each letter
            continue
        if not held or char["x0"] - held[-1][-1]["x1"] > wide:
            held.append([])
        held[-1].append(char)
    return [Run(chars[0]["x0"], chars[-1]["x1"], _text(chars)) for chars in held]


def _text(chars: Sequence[Any]) -> str:  # Any: as above
    """Put letters together, with a space where there is one to be seen."""
    gaps = (char["x0"] - before["x1"] > SEEN * before["size"] for before, char in pairwise(chars))
    return str(chars[0]["text"]) + "".join(
        f"{' ' * gap}{char['text']}" for gap, char in zip(gaps, chars[1:], strict=True)
    )


def _columns(rows: Sequence[Sequence[Run]]) -> list[tuple[float, float]]:
    """Join the places of cells that stand under each other into columns."""
    columns = list[tuple[float, float]]()
    for start, end, _ in sorted(run for row in rows for run in row):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    return columns


def _placed(
    lines: Sequence[Sequence[Run]], columns: Sequence[tuple[float, float]]
) -> tuple[tuple[Row, ...], tuple[Span, ...]]:
    """Put each cell into the column that it lies over; one over several is merged."""
    rows, spans = list[Row](), list[Span]()
    for number, runs in enumerate(lines, start=1):
        cells = [""] * len(columns)
        for run in runs:
            over = list(_over(run, columns))
            cells[over[0]] = f"{cells[over[0]]} {run.text}".strip()
            if len(over) > 1:
                spans.append(Span(number, over[0], 1, len(over)))
        rows.append(Row(number, tuple(cells)))
    return tuple(rows), tuple(spans)


def _over(run: Run, columns: Sequence[tuple[float, float]]) -> Iterator[int]:
    """Say which columns a cell lies over; the nearest, where it lies over none."""
    over = [at for at, (start, end) in enumerate(columns) if run.start < end and run.end > start]
    middle = (run.start + run.end) / 2
    yield from over or [min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))]
