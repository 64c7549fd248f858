"""The bundle: one edition's files, written into a folder that nobody reads yet."""

from pathlib import Path

from equitytown.audit.proof_words import Proof
from equitytown.errors import BuildError
from equitytown.present.blocks import Document, Figure, MapFigure
from equitytown.present.maps.draw import draw_maps
from equitytown.progress import Report, silent
from equitytown.publish.alignments import write_alignments
from equitytown.publish.assurance.faces import face_checks
from equitytown.publish.assurance.files import write_assurance
from equitytown.publish.audited import COLUMNS, audit_rows
from equitytown.publish.changes import write_changes
from equitytown.publish.dataset import write_dataset
from equitytown.publish.depicted import depicted
from equitytown.publish.drawing import draw_png, draw_svg
from equitytown.publish.drawings import Drawing
from equitytown.publish.edition import Edition
from equitytown.publish.inside_dataset import write_inside
from equitytown.publish.pdf import write_pdf
from equitytown.publish.proof.listing import write_proof
from equitytown.publish.record import record_of
from equitytown.publish.site import write_site
from equitytown.publish.tables import write_csv, write_tables
from equitytown.publish.targets_dataset import write_targets
from equitytown.publish.word import write_word
from equitytown.publish.workbook import write_workbook
from equitytown.store.manifest import write_manifest
from equitytown.store.records import write_record


def write_bundle(
    edition: Edition,
    document: Document,
    folder: Path,
    *,
    cache: Path | None,
    report: Report,
    proof: Proof | None = None,
) -> int:
    """
    Write every face of an edition from the same blocks.

    Parameters
    ----------
    edition : Edition
        The compared place; its observations and findings become the data files.
    document : Document
        Its blocks.
    folder : Path
        An empty folder.
    cache : Path or None
        Where drawn charts are kept between builds.
    report : Report
        Told of each step's progress.
    proof : Proof, optional
        What proving the text found; listed in data/proof.csv.

    Returns
    -------
    int
        How many files were written.
    """
    drawings = draw(document, cache=cache, report=report)
    data = folder / "data"
    steps = (
        ("Data", lambda: write_dataset(edition.known(), edition.all_findings(), data, symbols=edition.symbols)),
        ("Record", lambda: write_record(edition.record or record_of(edition), folder)),
        ("Changes", lambda: write_changes(edition, data)),
        ("Inside the town", lambda: write_inside(edition.inside, data)),
        ("Proof", lambda: write_proof(proof, data / "proof.csv") if proof is not None else None),
        ("Targets", lambda: write_targets(edition.targets, data)),
        ("Other strategies", lambda: write_alignments(edition, data / "alignments")),
        ("Audit", lambda: write_csv(data / "audit.csv", COLUMNS, audit_rows(edition))),
        ("Tables", lambda: write_tables(document.tables, data / "tables")),
        ("Workbook", lambda: write_workbook(document, folder / "tables.xlsx")),
        ("PDF", lambda: write_pdf(document, folder / "report.pdf", drawings=drawings)),
        ("Word", lambda: write_word(document, folder / "report.docx", drawings=drawings)),
        ("Assurance", lambda: _assurance(edition, document, folder)),
        ("Microsite", lambda: write_site(document, folder, drawings=drawings, cache=cache)),
    )
    for name, step in steps:
        report(name, 0, 1)
        step()
        report(name, 1, 1)
    return write_manifest(edition.place, folder)


def _assurance(edition: Edition, document: Document, folder: Path) -> None:
    """Check the faces that are written by now, and write the assurance pack with every result."""
    write_assurance(edition, folder, checks=(*edition.checks, *face_checks(edition, document, folder)))


def draw(document: Document, *, cache: Path | None = None, report: Report = silent) -> dict[str, Drawing]:
    """Draw every chart once, wide and narrow; those of the report also as pixels, for Word."""
    printed = depicted(block for section in document.sections for block in section.blocks)
    shown = depicted(block for page in document.pages for block in (*page.opening, *page.blocks, *page.aside))
    figures = {**shown, **printed}
    drawn: dict[str, Drawing] = {}
    for done, (chart_id, figure) in enumerate(figures.items(), start=1):
        wide, narrow = _two_forms(figure, chart_id, cache)
        drawn[chart_id] = Drawing(wide, narrow, draw_png(wide, cache=cache) if chart_id in printed else None)
        report("Drawing", done, len(figures))
    return drawn


def _two_forms(figure: Figure | MapFigure, chart_id: str, cache: Path | None) -> tuple[str, str]:
    """Draw a figure for a page, and again for a phone."""
    if isinstance(figure, MapFigure):
        drawn = draw_maps(figure.maps, name=chart_id, description=figure.description, noun=figure.noun)
        return drawn.wide, drawn.narrow
    if figure.chart is None:
        raise BuildError(f'Figure "{figure.figure_id}" has no chart to draw.')
    label = figure.chart.description
    wide = draw_svg(figure.chart.wide, label=label, prefix=chart_id, cache=cache)
    return wide, draw_svg(figure.chart.narrow, label=label, prefix=f"{chart_id}-narrow", cache=cache)
