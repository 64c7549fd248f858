"""Checks of the finished faces of an edition."""

from pathlib import Path

from equitytown.terms.checks import CheckResult

PDF_UA = b"pdfuaid"  # what the metadata of an accessible PDF declares itself with


def face_checks(folder: Path) -> tuple[CheckResult, ...]:
    """Check the faces of an edition once they are written."""
    pdf = folder / "report.pdf"
    told = () if pdf.is_file() and PDF_UA in pdf.read_bytes() else ("report.pdf does not declare PDF/UA.",)
    what = "The PDF was compiled to PDF/UA-1, which its compiler refuses where a tag, title or description is missing."
    return (CheckResult("pdf-accessibility", what, not told, {"documents": 1}, told),)
