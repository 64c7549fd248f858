"""Published documents at the door: web pages and PDFs, looked at as bytes before anything reads them."""

import re
from pathlib import Path

from equitytown.collect.texts import SIGNATURES

HEAD = 1 << 16  # bytes looked at
MARK = 1024  # bytes among which a PDF's mark must stand
TAG = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|table|p|div|section|article|main|h[1-6]|\?xml)\b", re.IGNORECASE
)
ENTITIES = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def page_faults(path: Path) -> list[str]:
    """
    Look at a web page.

    Parameters
    ----------
    path : Path
        A .html or .htm file.

    Returns
    -------
    list of str
        One sentence for each fault.
    """
    body = path.read_bytes()
    for signature, what in SIGNATURES.items():
        if body.startswith(signature):
            return [f"It is {what}, whatever its name says. Give it the ending that it should have."]
    if b"\x00" in body:
        return ["It holds bytes that are no text. Save the page anew."]
    if not TAG.search(body[:HEAD]):
        return ["It is no web page, whatever its name says. Save pasted text as .txt."]
    if ENTITIES.search(body):
        return ["It declares entities, which can grow without end. Save the page anew."]
    return []


def pdf_faults(path: Path) -> list[str]:
    """
    Look at a PDF.

    Parameters
    ----------
    path : Path
        A .pdf file.

    Returns
    -------
    list of str
        One sentence for each fault.
    """
    with path.open("rb") as file:
        head = file.read(MARK)
    if b"%PDF-" not in head:
        return ["It is no PDF, whatever its name says. Give it the ending that it should have."]
    return []
