"""Workbooks as archives: what they would unpack to, and what in them is no table."""

import re
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

CHUNK = 1 << 16
TAIL = 64  # bytes of a piece that are looked at again with the next: no mark is longer
ENCRYPTED = 0x1
OLD_SHELL = b"\xd0\xcf\x11\xe0"
NEEDED = {
    ".xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    ".ods": ("mimetype", "content.xml"),
    ".docx": ("[Content_Types].xml", "word/document.xml"),
}
CHART_BOOK = re.compile(r"word/embeddings/[^/]+\.xlsx", re.IGNORECASE)  # the figures behind a chart in a document
BANNED = {
    re.compile(
        r"vbaproject|macrosheets|/?basic/|scripts/", re.IGNORECASE
    ): "It holds macros. Save it as a plain .xlsx.",
    re.compile(
        r"externallinks/", re.IGNORECASE
    ): "It is linked to other workbooks. Paste the values and break the links.",
    re.compile(r"embeddings/|activex/|/object \d", re.IGNORECASE): "Other files are embedded in it. Take them out.",
    re.compile(r"connections\.xml|querytables/", re.IGNORECASE): "It fetches data from elsewhere. Paste the values.",
}
PACKED = re.compile(r"\.(?:zip|xlsx|docx|7z|rar|gz|exe|dll|bin)$", re.IGNORECASE)
HARMLESS = re.compile(
    r"printersettings|vbaproject|embeddings/|activex/", re.IGNORECASE
)  # or told by a sentence of its own
GROWS = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y|E\x00?N\x00?T\x00?I\x00?T)", re.IGNORECASE)
FORMULA = re.compile(rb"<f[ >/]|table:formula=")
PLACED = re.compile(rb"\br\s*=\s*[\"']\s*([A-Z]{0,3})([0-9]{1,7})")  # where a cell or a row stands
REPEATED = re.compile(rb"number-(columns|rows)-repeated\s*=\s*[\"']\s*([0-9]+)")


def archive_faults(path: Path, *, unpacked: int, parts: int, cells: int, formulas: int = 0) -> list[str]:
    """
    Look at a workbook or a Word document without reading it as one.

    Parameters
    ----------
    path : Path
        A .xlsx, .ods or .docx file.
    unpacked : int
        The most bytes that it may unpack to. What its headers say is not believed: bytes are counted.
    parts : int
        The most files that it may hold.
    cells : int
        The most cells that a sheet may span, empty ones included: a reader makes room for all of them.
    formulas : int, default 0
        The most formulas that it may hold.

    Returns
    -------
    list of str
        One sentence for each fault.
    """
    if not zipfile.is_zipfile(path):
        return [_locked(path) or _no_such(path.suffix.lower())]
    try:
        with zipfile.ZipFile(path) as archive:
            most = _Most(unpacked, parts, cells, formulas)
            return _faults(archive, _to_open(archive, path.suffix.lower()), path.suffix.lower(), most)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return [
            f"It is damaged, or was made to deceive: what it holds is not what it says. Save it anew as {_anew(path)}."
        ]


class _Most(NamedTuple):
    """How much an archive may hold."""

    unpacked: int
    parts: int
    cells: int
    formulas: int


def _to_open(archive: zipfile.ZipFile, ending: str) -> list[zipfile.ZipInfo]:
    """Give the parts to look at: the workbooks behind a document's charts are never opened, and pass."""
    held = archive.infolist()
    return [info for info in held if not (ending == ".docx" and CHART_BOOK.fullmatch(info.filename))]


def _locked(path: Path) -> str:
    """Say so where it is the shell that Office puts round a file with a password; an old Office file looks the same."""
    with path.open("rb") as file:
        if not file.read(len(OLD_SHELL)).startswith(OLD_SHELL):
            return ""
    return (
        f"It is locked with a password, or saved by an old Office. Save it anew as {_anew(path)}, without a password."
    )


def _no_such(ending: str) -> str:
    if ending == ".docx":
        return "It is no Word document, whatever its name says. Save it anew as .docx."
    return f"It is no {ending} workbook, whatever its name says. Save it anew as .xlsx."


def _anew(path: Path) -> str:
    return ".docx" if path.suffix.lower() == ".docx" else ".xlsx"


def _faults(archive: zipfile.ZipFile, held: list[zipfile.ZipInfo], ending: str, most: _Most) -> list[str]:
    if len(held) > most.parts:
        return [f"It holds {len(held):,} parts, and {most.parts:,} are the most."]
    told = list(dict.fromkeys(fault for info in held for fault in _of_header(info)))
    names = [info.filename for info in held]
    twice = [name for name, count in Counter(name.casefold() for name in names).items() if count > 1]
    if twice:
        told.append("It holds two parts of one name. Save it anew.")
    if not set(NEEDED[ending]) <= set(names):
        told.append(_no_such(ending))
    if told or sum(info.file_size for info in held) > most.unpacked:
        return told or [_too_large(most.unpacked)]
    return _of_contents(archive, held, most)


def _of_header(info: zipfile.ZipInfo) -> list[str]:
    """Say what is wrong with a part by its name and flags."""
    name = info.filename.replace("\\", "/")
    told = [fault for pattern, fault in BANNED.items() if pattern.search(name)]
    if name.startswith("/") or ".." in name.split("/") or ":" in name or "\\" in info.orig_filename:
        told.append("A part of it would be put into another folder. Save it anew.")
    if info.flag_bits & ENCRYPTED:
        told.append("It is locked with a password. Save it without one.")
    if stat.S_ISLNK(info.external_attr >> 16):
        told.append("A part of it is a link to another file. Save it anew.")
    if PACKED.search(name) and not HARMLESS.search(name):
        told.append("Other files are packed inside it. Take them out.")
    return told


def _of_contents(archive: zipfile.ZipFile, held: list[zipfile.ZipInfo], most: _Most) -> list[str]:
    """Unpack piece by piece, count the bytes, and look for growing XML, formulas and far cells."""
    left, formulas, told = most.unpacked, 0, list[str]()
    for info in held:
        with archive.open(info) as part:
            found = _searched(part, left, is_sheet=_is_sheet(info.filename))
        left -= found.size
        if left < 0:
            return [_too_large(most.unpacked)]
        if found.grows:
            return ["It holds XML that declares entities, which can grow without end. Save it anew as .xlsx."]
        if found.rows * found.columns > most.cells:
            told.append(
                f"A sheet of it reaches to row {found.rows:,} and column {found.columns:,}. Delete the rows and "
                "columns that hold nothing."
            )
        formulas += found.formulas
    if formulas > most.formulas:
        told.append(f"It holds {formulas:,} formulas. Paste the values in place of them.")
    return told


def _is_sheet(name: str) -> bool:
    return name.casefold().startswith("xl/worksheets/") or name == "content.xml"


@dataclass(slots=True)
class _Found:
    """What was seen in a part, as far as it was read: its size in bytes, and how far its cells reach."""

    size: int = 0
    grows: bool = False
    formulas: int = 0
    rows: int = 1
    columns: int = 1

    def place(self, window: bytes) -> None:
        """Note how far the cells of a piece reach."""
        for letters, number in PLACED.findall(window):
            self.rows = max(self.rows, int(number))
            self.columns = max(self.columns, _column(letters))
        for way, number in REPEATED.findall(window):
            if way == b"rows":
                self.rows += int(number)
            else:
                self.columns = max(self.columns, int(number))


def _column(letters: bytes) -> int:
    """Give the number of a column, such as 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _searched(part: IO[bytes], most: int, *, is_sheet: bool) -> _Found:
    """Read a part to its end, or to the most bytes."""
    found, tail = _Found(), b""
    while found.size <= most and (piece := part.read(CHUNK)):
        found.size += len(piece)
        window = tail + piece
        if GROWS.search(window):
            found.grows = True
            return found
        tail = window[-TAIL:]
        if is_sheet:
            found.formulas += len(FORMULA.findall(window)) - len(FORMULA.findall(tail))
        found.place(window.replace(b"\0", b""))  # a sheet may have any name, and wide letters
    found.formulas += len(FORMULA.findall(tail)) if is_sheet else 0
    return found


def _too_large(unpacked: int) -> str:
    return f"It unpacks to more than {unpacked:,} bytes. Hand over less at once."
