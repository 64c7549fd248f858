"""Reading files of a place's folder: nothing outside it, nothing too large, nothing but UTF-8."""

import codecs
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from equitytown.place.faults import Faults
from equitytown.terms.place import SourceFile

MAXIMUM_BYTES = {".yaml": 256_000, ".md": 256_000, ".csv": 20_000_000, ".json": 1_000_000}
SHOWN_BYTES = 12  # characters of a file's SHA-256 that name a snapshot

_NOT_OURS = (".", "~$")  # hidden files and locks of an open workbook; explanations (.md) may stand anywhere
_LEADS_OUT = "the path leads out of the place's folder."
_KEEP_INSIDE = "Put the file inside the folder, and name it by a path without links that lead out."
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS_UTF8 = (
    'Save it again as UTF-8: in Excel choose "CSV UTF-8 (Comma delimited)", in an editor choose the encoding UTF-8.'
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file as read: its path within the folder, its words without a byte order mark, and its hash."""

    path: str
    text: str
    sha256: str

    @property
    def snapshot_id(self) -> str:
        """The first characters of the hash, by which an observation names the file it came from."""
        return self.sha256[:SHOWN_BYTES]


@dataclass(slots=True)
class Folder:
    """A place's folder, the faults found in it, and the files read from it so far."""

    root: Path
    faults: Faults
    read_files: list[SourceFile] = field(default_factory=list)

    def names(self, subfolder: str, suffix: str, *, beside: Collection[str] = ()) -> list[str]:
        """Give the paths within the folder of a subfolder's files with a suffix; those `beside` are read elsewhere."""
        there = self.root / subfolder
        if not self._is_inside(there):
            self.faults.add(subfolder, None, _LEADS_OUT, _KEEP_INSIDE)
            return []
        names = sorted(p.name for p in there.iterdir() if not p.is_dir()) if there.is_dir() else []
        for name in names:
            is_read = name.endswith((suffix, ".md")) or f"{subfolder}/{name}" in beside
            if not is_read and not name.startswith(_NOT_OURS):
                mend = f"Save it with a name that ends in {suffix}, or move it out of the folder."
                self.faults.add(f"{subfolder}/{name}", None, "the file is not read here.", mend)
        return [f"{subfolder}/{name}" for name in names if name.endswith(suffix) and not name.startswith(".")]

    def has(self, path: str) -> bool:
        """Say whether a file is there."""
        return (self.root / path).exists()

    def read(self, path: str) -> TextFile | None:
        """Read a file; None, with the reason among the faults, where that cannot be done."""
        data = self._bytes(path)
        if data is None:
            return None
        text = self._decoded(path, data)
        if text is None:
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        self.read_files.append(SourceFile(path, sha256, len(data), _rows(path, text)))
        return TextFile(path, text, sha256)

    def _is_inside(self, path: Path) -> bool:
        """Say whether a path stays within the folder; links that lead in a ring lead nowhere."""
        try:
            return path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            return False

    def _bytes(self, path: str) -> bytes | None:
        """Read a file's bytes, or note why not."""
        where = self.root / path
        if not self._is_inside(where):
            self.faults.add(path, None, _LEADS_OUT, _KEEP_INSIDE)
            return None
        if where.suffix not in MAXIMUM_BYTES:
            self.faults.add(path, None, "files of this kind are not read.", "Use .yaml, .csv or .md.")
            return None
        if not where.is_file():
            sentence = "the file is not there." if not where.exists() else "this is not a file."
            self.faults.add(path, None, sentence, "Add it, or take out what names it.")
            return None
        most = MAXIMUM_BYTES[where.suffix]
        with where.open("rb") as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            self.faults.add(
                path,
                None,
                f"the file is larger than {most:,} bytes.",
                "Split it, or take out what is not needed.",
            )
            return None
        return data

    def _decoded(self, path: str, data: bytes) -> str | None:
        """Turn bytes into words, or note what they are instead of UTF-8."""
        if data.startswith(_UTF16):
            self.faults.add(path, None, "the file is UTF-16, not UTF-8.", _SAVE_AS_UTF8)
            return None
        if (nul := data.find(b"\0")) >= 0:
            self.faults.add(
                path,
                _line(data, nul),
                "the file holds an empty (NUL) byte, so it is damaged or not text.",
                _SAVE_AS_UTF8,
            )
            return None
        data = data.removeprefix(codecs.BOM_UTF8)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.faults.add(path, _line(data, error.start), *_not_utf8(data, error))
            return None


def _line(data: bytes, position: int) -> int:
    """Count the line on which a byte stands."""
    return data.count(b"\n", 0, position) + 1


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Say what bytes that are not UTF-8 look like, and how to mend them."""
    if error.end >= len(data) and error.reason == "unexpected end of data":
        return (
            "the file ends in the middle of a character: it was cut off.",
            "Copy it again from where it came from.",
        )
    try:
        shown = data[error.start : error.end].decode("cp1252")
    except UnicodeDecodeError:
        return f"byte 0x{data[error.start]:02x} is not UTF-8.", _SAVE_AS_UTF8
    return (
        f'the file is not UTF-8: byte 0x{data[error.start]:02x} looks like Windows-1252 for "{shown}".',
        _SAVE_AS_UTF8,
    )


def _rows(path: str, text: str) -> int:
    """Count the rows of a CSV file below its header; 0 for other files."""
    return max(0, len(text.splitlines()) - 1) if path.endswith(".csv") else 0
