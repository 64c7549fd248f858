"""Checks of what an edition shows: its numbers' traces, and its finished files."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from equitytown.present.blocks import Document
from equitytown.publish.edition import Edition
from equitytown.terms.checks import CheckResult

PDF_UA = b"pdfuaid"  # what the metadata of an accessible PDF declares itself with
SHOWN = 20  # cases that a result tells one by one

_AREA = re.compile(r"[A-Z]\d{8}")


def face_checks(edition: Edition, document: Document, folder: Path) -> tuple[CheckResult, ...]:
    """
    Check what readers are about to be shown.

    Parameters
    ----------
    edition : Edition
        As compared.
    document : Document
        Its blocks.
    folder : Path
        Its folder, once the documents are written.
    """
    return _traces(edition, document), _accessible(folder)


def _traces(edition: Edition, document: Document) -> CheckResult:
    """Walk each number of a figure or finding, on every page and in the report, to the figure or finding it names."""
    known = {o.observation_id for o in edition.known()} | edition.held_ids
    known |= {finding.finding_id for finding in edition.all_findings()}
    found = set(traces_in((document.sections, document.pages)))
    named = {trace for trace in found if _names_a_figure(trace, edition)}
    lost = sorted(trace for trace in named if trace.partition("#")[0].partition("@")[0] not in known)
    told = tuple(f"{trace} leads nowhere." for trace in lost[:SHOWN])
    counts = {"traces": len(found), "of figures and findings": len(named), "faults": len(lost)}
    what = "Every number that a reader is shown of a figure or finding leads to one that the edition holds."
    return CheckResult("traces", what, not lost, counts, told)


def _names_a_figure(trace: str, edition: Edition) -> bool:
    """Say whether a trace is of a figure or finding: others are of printed cells, counts and parts of the town."""
    parts = trace.partition("#")[0].split("|")
    return len(parts) > 3 and parts[0] in edition.place.indicators and bool(_AREA.fullmatch(parts[1]))  # noqa: PLR2004  indicator, area, period, sex


def traces_in(blocks: object) -> Iterator[str]:  # object: whatever blocks are made of
    """Give every trace in some blocks, in no order; a drawing's own data are not looked at."""
    waiting = [blocks]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting.extend(part)
        elif is_dataclass(part) and not isinstance(part, type):
            names = _names(type(part))
            if "trace" in names and (trace := str(getattr(part, "trace"))):  # noqa: B009  not every block has one
                yield trace
            waiting.extend(getattr(part, name) for name in names)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(found.name for found in fields(kind))


def _accessible(folder: Path) -> CheckResult:
    pdf = folder / "report.pdf"
    told = () if pdf.is_file() and PDF_UA in pdf.read_bytes() else ("report.pdf does not declare PDF/UA.",)
    what = "The PDF was compiled to PDF/UA-1, which its compiler refuses where a tag, title or description is missing."
    return CheckResult("pdf-accessibility", what, not told, {"documents": 1}, told)
