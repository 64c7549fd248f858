"""
The door: a file from a partner is looked at before anything is read from it.

What could harm the machine (archives that unpack without end, XML that grows, lines without end), the people who open
it (macros, formulas, programs in disguise) or the people it is about (personal data) is refused, with every fault
told at once. A fault names places and counts and never repeats a personal detail.
"""

import stat
from dataclasses import dataclass
from pathlib import Path

from equitytown.collect.archives import archive_faults
from equitytown.collect.documents import page_faults, pdf_faults
from equitytown.collect.names import name_faults
from equitytown.collect.personal import personal_faults
from equitytown.collect.texts import text_faults
from equitytown.errors import InputError

TEXTS, BOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".ods")
PAGES = (".html", ".htm")
DOCUMENTS = (".docx", ".pdf", *PAGES)


@dataclass(frozen=True, slots=True)
class Limits:
    """
    How much a file may hold: its bytes, what it unpacks to, its parts, a sheet's cells, and the length of a line.

    `formulas` is how many of them it may hold: none, unless whoever reads it takes the values alone.
    """

    size: int = 20_000_000
    unpacked: int = 50_000_000
    parts: int = 1_000
    cells: int = 5_000_000
    line: int = 100_000
    formulas: int = 0


def faults_of(path: Path, *, limits: Limits | None = None) -> tuple[str, ...]:
    """
    Look a file over.

    Parameters
    ----------
    path : Path
        What somebody handed over: a .csv, .tsv, .txt, .xlsx or .ods file.
    limits : Limits, optional
        How much it may hold.

    Returns
    -------
    tuple of str
        One sentence for each fault, with how to mend it; empty when it can be taken in.

    Raises
    ------
    InputError
        If there is no such file.
    """
    named, faults = _looked_over(path, limits or Limits())
    return (*named, *(faults or personal_faults(path, is_book=path.suffix.lower() in BOOKS)))


def hostile_faults_of(path: Path, *, limits: Limits | None = None) -> tuple[str, ...]:
    """
    Look over a file whose cells are looked at one by one by whoever reads it: for all but personal data.

    Parameters
    ----------
    path : Path
        What somebody handed over.
    limits : Limits, optional
        How much it may hold.

    Returns
    -------
    tuple of str
        One sentence for each fault, with how to mend it; empty when it can be read.

    Raises
    ------
    InputError
        If there is no such file.
    """
    named, faults = _looked_over(path, limits or Limits())
    return (*named, *faults)


def document_faults_of(path: Path, *, limits: Limits | None = None) -> tuple[str, ...]:
    """
    Look over a published document, of which the text and the values alone are read.

    Parameters
    ----------
    path : Path
        A .docx, .pdf, .html or .htm file, or one that the door takes otherwise.
    limits : Limits, optional
        How much it may hold.

    Returns
    -------
    tuple of str
        One sentence for each fault, with how to mend it; empty when it can be read.

    Raises
    ------
    InputError
        If there is no such file.
    """
    most = limits or Limits()
    if path.suffix.lower() not in DOCUMENTS:
        return hostile_faults_of(path, limits=most)
    named, faults = _looked_over(path, most, name=path.stem if path.suffix.lower() in PAGES else path.name)
    return (*named, *faults)


def _looked_over(path: Path, most: Limits, *, name: str = "") -> tuple[list[str], list[str]]:
    """Give what is wrong with a file's name, and with what it holds."""
    named = name_faults(name or path.name)
    try:
        found = path.lstat()
    except FileNotFoundError:
        raise InputError(f"there is no file {path}. Check its name and folder.") from None
    if not stat.S_ISREG(found.st_mode):
        return named, ["It is a link, a folder or a device, and no file. Hand over the file itself."]
    if not found.st_size:
        return named, ["It is empty."]
    if found.st_size > most.size:
        return named, [f"It has {found.st_size:,} bytes, and {most.size:,} are the most. Hand over less at once."]
    return named, _in_document(path, most) if name else _within(path, most)


def refuse_hostile(path: Path, *, limits: Limits | None = None) -> None:
    """
    Refuse a file that should not be taken in.

    Raises
    ------
    InputError
        With every fault.
    """
    faults = faults_of(path, limits=limits)
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults)
        many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise InputError(f"{path.name!r} is not taken in ({many}):{listed}")


def _within(path: Path, limits: Limits) -> list[str]:
    """Look at what a file holds."""
    ending = path.suffix.lower()
    if ending in TEXTS:
        return text_faults(path, line=limits.line, formulas=limits.formulas)
    if ending in BOOKS:
        return _in_archive(path, limits)
    return [f"Files ending in {ending or 'nothing'} are not taken. Save it as .csv or .xlsx."]


def _in_archive(path: Path, limits: Limits) -> list[str]:
    return archive_faults(
        path, unpacked=limits.unpacked, parts=limits.parts, cells=limits.cells, formulas=limits.formulas
    )


def _in_document(path: Path, limits: Limits) -> list[str]:
    """Look at what a document holds, by its ending."""
    ending = path.suffix.lower()
    if ending == ".docx":
        return _in_archive(path, limits)
    return pdf_faults(path) if ending == ".pdf" else page_faults(path)
