"""Snapshots: what a file held, said by its hash."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20  # bytes read at a time


@dataclass(frozen=True, slots=True, order=True)
class Snapshot:
    """A file by its path (with "/" between folders), the SHA-256 of its bytes, and how many there are."""

    path: str
    sha256: str
    size: int


def sha256_of(data: bytes) -> str:
    """
    Give the hash of bytes.

    Examples
    --------
    >>> sha256_of(b"")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(data).hexdigest()


def snapshot(file: Path, *, root: Path) -> Snapshot:
    """Read a file and give what it held, its path as seen from `root`."""
    digest = hashlib.sha256()
    size = 0
    with file.open("rb") as opened:
        while piece := opened.read(CHUNK):
            digest.update(piece)
            size += len(piece)
    return Snapshot(file.relative_to(root).as_posix(), digest.hexdigest(), size)


def snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """Give every file below a folder, by path."""
    found = (snapshot(file, root=folder) for file in folder.rglob("*") if file.is_file())
    return tuple(sorted(found))


def identity(files: tuple[Snapshot, ...]) -> str:
    """Give one hash for a set of files: it changes when any path or byte does."""
    listed = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files))
    return sha256_of(listed.encode())
