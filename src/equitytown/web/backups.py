"""
Backups: the whole database as it is at one moment, while others go on writing.

A backup is a database file, a manifest beside it with its SHA-256 and the trail's end, and the secret key, which may
be kept elsewhere. A database file is never copied while it is in use: the database itself writes the backup.
"""

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from equitytown import __version__
from equitytown.errors import InputError
from equitytown.store.disk import PARTIAL, sync, write_whole
from equitytown.web import postgresql
from equitytown.web.config import KEY_FILE
from equitytown.web.register.models import TrailHead

ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".dump"}
LAST = "last-backup.json"  # in the data folder: what `register check` looks at
MINE = 0o600  # a file that its owner alone reads


@dataclass(frozen=True, slots=True)
class Backup:
    """
    What a manifest tells of a backup.

    `entries` and `digest` are the trail's end when it began: the backup holds that entry.
    """

    file: str
    made_at: str
    database: str
    sha256: str
    size: int
    entries: int
    digest: str
    version: str

    @property
    def anchor(self) -> tuple[int, str] | None:
        """The trail's entry that the backup must hold; None where it had none."""
        return (self.entries, self.digest) if self.entries else None


def back_up(folder: Path, *, keys: Path | None = None) -> Backup:
    """
    Write a backup into a folder, whole or not at all.

    Parameters
    ----------
    folder : Path
        Where; made when it is not there. Each backup gets names of its own, from the moment it was made.
    keys : Path, optional
        Where the secret key goes, if not beside it. Without the key nobody stays signed in after a restore.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left of it.
    """
    now = datetime.now(UTC)
    ending = ENDINGS[connection.vendor]
    path = _free(folder, f"register-{now:%Y%m%dT%H%M%SZ}", ending)
    folder.mkdir(parents=True, exist_ok=True)
    entries, digest = head()
    partial = folder / f"{PARTIAL}{path.name}-{secrets.token_hex(4)}"
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MINE))
        _WRITE[connection.vendor](partial)
        sync(partial)
        backup = Backup(
            file=path.name,
            made_at=now.isoformat(timespec="seconds"),
            database=connection.vendor,
            sha256=sha256_of(partial),
            size=partial.stat().st_size,
            entries=entries,
            digest=digest,
            version=__version__,
        )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    _keep_key((keys or folder) / f"{path.stem}.key")
    told = json.dumps(asdict(backup), indent=2).encode()
    write_whole(path.with_suffix(".json"), told)
    write_whole(settings.CONFIG.data / LAST, told)
    return backup


def head() -> tuple[int, str]:
    """Give the number and digest of the trail's last entry; 0 and nothing where it has none."""
    found = TrailHead.objects.filter(pk=TrailHead.ONLY).first()
    return (found.number, found.digest) if found else (0, "")


def read_manifest(file: Path) -> Backup:
    """
    Read the manifest beside a backup.

    Raises
    ------
    InputError
        If it is not there, or is not one.
    """
    path = file.with_suffix(".json")
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Backup(**told)
    except FileNotFoundError as error:
        raise InputError(f"{path} is not there. A backup is taken back with its manifest beside it.") from error
    except (ValueError, TypeError) as error:
        raise InputError(f"{path} is not the manifest of a backup. Name the backup's database file.") from error


def last_backup() -> Backup | None:
    """Give the newest backup made of this register; None where none was."""
    path = settings.CONFIG.data / LAST
    return Backup(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def sha256_of(path: Path) -> str:
    """Give a file's SHA-256."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def faults_of(path: Path) -> list[str]:
    """Give what SQLite finds wrong with a database file; nothing where it is sound."""
    try:
        held = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return [row[0] for row in held.execute("PRAGMA integrity_check") if row[0] != "ok"]
        finally:
            held.close()
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _free(folder: Path, stem: str, ending: str) -> Path:
    """Give a name that no backup has yet."""
    for number in range(1, 1000):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
        if not path.exists():
            return path
    raise InputError(f"{folder} already holds a thousand backups of this second.")


def _write_sqlite(path: Path) -> None:
    """Have SQLite write the database's pages as one reader sees them; writers don't wait for it."""
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    finally:
        copy.close()
    if faults := faults_of(path):
        raise InputError(f"The backup is not sound: {faults[0]}. The disk may be failing; the register is untouched.")


def _write_postgresql(path: Path) -> None:
    """Have pg_dump write what one transaction sees."""
    postgresql.run("pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges", f"--file={path}")


_WRITE: Mapping[str, Callable[[Path], None]] = {"sqlite": _write_sqlite, "postgresql": _write_postgresql}


def _keep_key(path: Path) -> None:
    """Write the secret key for the owner's eyes alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MINE), "wb") as stream:
        stream.write((settings.CONFIG.data / KEY_FILE).read_bytes())
        stream.flush()
        os.fsync(stream.fileno())
