"""PDFs into grids and paragraphs. A PDF is read in a process of its own, which is stopped if it takes too much."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from equitytown.audit.published import PassageKind, Slip
from equitytown.audit.reading.grids import Grid, Paragraph, Part, Row, Span, Unread, joined
from equitytown.audit.reading.splitting import parts_of_grid
from equitytown.errors import InputError

SECONDS = 120
HELP = "Give the table as .xlsx, .csv or .docx, or paste its text into a .txt file."
FOOT = 12  # letters of a page's number, which may stand between two pieces of a table


def parts_of_pdf(path: Path, *, seconds: float = SECONDS) -> list[Part]:
    """
    Read a PDF.

    Parameters
    ----------
    path : Path
        The file.
    seconds : float, default 120
        How long the reading may take.

    Returns
    -------
    list of Grid and Paragraph
        In the order of its pages; tables that run over several pages are put together.

    Raises
    ------
    InputError
        If it is scanned, locked, damaged, too long, or takes too long.
    """
    command = [sys.executable, "-m", "equitytown.audit.reading.pdf_pages", str(path.resolve())]
    within = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, env=within, capture_output=True, timeout=seconds, check=False)  # noqa: S603  our own module
    except subprocess.TimeoutExpired:
        raise InputError(f"{path.name}: reading it took more than {seconds:g} seconds. {HELP}") from None
    if done.returncode:
        raise InputError(f"{path.name} could not be read: its reader ran out of memory or failed. {HELP}")
    told = json.loads(done.stdout)
    if fault := told.get("fault"):
        raise InputError(f"{path.name}: {fault} {HELP}")
    return _joined([_part(held) for held in told["parts"]])


def as_data(part: Part) -> dict[str, Any]:  # Any: what JSON holds
    """Give a part for the way between two processes."""
    return {"is": type(part).__name__, **asdict(part)}


def _part(held: dict[str, Any]) -> Part:  # Any: as above
    kind_of_part = held.pop("is")
    if kind_of_part == "Unread":
        return Unread(**held)
    if kind_of_part == "Paragraph":
        kind = held.pop("kind")
        return Paragraph(**held, kind=PassageKind(kind) if kind else None)
    rows = tuple(Row(row["number"], tuple(row["cells"])) for row in held["rows"])
    spans = tuple(Span(**span) for span in held["spans"])
    return Grid(
        held["name"], rows, spans, tuple(Slip(slip["kind"], slip["row"], slip["says"]) for slip in held["slips"])
    )


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Put tables together that a page broke: the next is as wide, and at most a page's number stands between."""
    out, pending = list[Part](), list[Grid]()
    for part in parts:
        if isinstance(part, Grid) and pending and pending[-1].width == part.width:
            pending.append(_numbered_on(part, pending[-1]))
        elif isinstance(part, Grid):
            out += _whole(pending)
            pending = [part]
        elif isinstance(part, Unread) or (pending and len(part.text) <= FOOT):
            out.append(part)
        else:
            out += _whole(pending)
            pending = []
            out.append(part)
    return [*out, *_whole(pending)]


def _whole(pending: Sequence[Grid]) -> Iterator[Part]:
    if pending:
        yield from parts_of_grid(joined(pending), unit="table row")


def _numbered_on(grid: Grid, before: Grid) -> Grid:
    """Count a grid's rows on from those of the page before."""
    on = before.rows[-1].number
    rows = tuple(Row(row.number + on, row.cells) for row in grid.rows)
    spans = tuple(Span(span.row + on, span.column, span.rows, span.columns) for span in grid.spans)
    return Grid(grid.name, rows, spans, grid.slips)
