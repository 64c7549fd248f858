"""Writing that leaves old or new and never part: whole files, made durable, under a lock."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from equitytown.errors import BuildError

PARTIAL = ".partial-"


def write_whole(path: Path, data: bytes) -> None:
    """
    Write a file by one atomic change: a reader finds the old one or the new one, even after a power cut.

    Parameters
    ----------
    path : Path
        Where; its folder is made when it is not there.
    data : bytes
        What it will hold.

    Raises
    ------
    OSError
        If the disk is full or cannot be written; the old file stands and nothing is left beside it. It names `path`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{PARTIAL}{path.name}-{secrets.token_hex(4)}")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # what was to be written, not the file on the way there
        raise
    finally:
        partial.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file or folder reach the disk."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """
    Hold a lock that ends with the process.

    Parameters
    ----------
    path : Path
        The lock's file; made when it is not there.
    wait : bool, default True
        Whether to wait for another who holds it.

    Yields
    ------
    bool
        False when another holds it and we don't wait.
    """
    held = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield lock(held, wait=wait)
    finally:
        os.close(held)


@contextmanager
def locked_folder(path: Path) -> Iterator[None]:
    """Hold a lock on a folder, made when it is not there, and leave no file in it: one change at a time."""
    path.mkdir(parents=True, exist_ok=True)
    held = os.open(path, os.O_RDONLY)
    try:
        lock(held, wait=True)
        yield
    finally:
        os.close(held)


def lock(held: int, *, wait: bool) -> bool:
    """Lock an open file; False when another holds it and we don't wait."""
    try:
        import fcntl  # noqa: PLC0415 (not on every platform)
    except ImportError as error:
        raise BuildError(
            "What is held is kept through file locks, which this system lacks. "
            "Run it on Linux or macOS, or in the Windows Subsystem for Linux."
        ) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
