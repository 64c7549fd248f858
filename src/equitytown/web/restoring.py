"""Taking a backup back: checked before, put in place at one stroke, the trail walked afterwards."""

import os
import secrets
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader

from equitytown.errors import InputError
from equitytown.store.disk import PARTIAL, sync
from equitytown.web import postgresql
from equitytown.web.backups import MINE, Backup, faults_of, read_manifest, sha256_of
from equitytown.web.config import KEY_FILE
from equitytown.web.register import trail

WAIT = 2.0  # seconds until a register that is in use is left alone


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: from which backup, in how many seconds, where the old is, and the trail's faults."""

    backup: Backup
    seconds: float
    aside: str
    faults: tuple[str, ...]


def restore(file: Path, *, replace: bool, key: Path | None = None) -> Restored:
    """
    Put a backup in the database's place.

    Parameters
    ----------
    file : Path
        The backup's database file, with its manifest beside it.
    replace : bool
        Whether a database that holds something may be moved aside for it.
    key : Path, optional
        The secret key's file, if not beside it.

    Raises
    ------
    InputError
        If the backup is not as its manifest says, is of another kind of database or a newer version, or the database
        holds something or is in use. Nothing was changed.
    """
    begun = time.monotonic()
    backup = _checked(file)
    key = key or file.with_suffix(".key")
    if connection.vendor == "sqlite":
        aside = _into_sqlite(file, replace=replace)
    else:
        aside = _into_postgresql(file, replace=replace)
    _take_key(key)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    Session.objects.all().delete()  # what was ended since the backup stays ended: everyone signs in again
    faults = tuple(trail.verify(anchor=backup.anchor))
    return Restored(backup, time.monotonic() - begun, aside, faults)


def _checked(file: Path) -> Backup:
    """Check a backup before anything is touched."""
    if not file.is_file():
        raise InputError(f"{file} is not there.")
    backup = read_manifest(file)
    if sha256_of(file) != backup.sha256:
        raise InputError(f"{file} is not as its manifest says: it was changed or cut short. Take another backup.")
    if backup.database != connection.vendor:
        raise InputError(
            f"{file} is a backup of a {backup.database} database, and this register is set to {connection.vendor}. "
            "Set EQUITYTOWN_DATABASE as it was."
        )
    if connection.vendor == "sqlite":
        if faults := faults_of(file):
            raise InputError(f"{file} is not a sound database: {faults[0]}. Take another backup.")
        _refuse_newer(file)
    return backup


def _refuse_newer(file: Path) -> None:
    """Refuse a backup that a newer version wrote: this one would not understand it."""
    known = set(MigrationLoader(None).disk_migrations)
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as held:
        written = set(held.execute("SELECT app, name FROM django_migrations"))
    ours = {app for app, _ in known}
    if newer := sorted(name for app, name in written - known if app in ours):
        raise InputError(f"{file} was made by a newer version ({newer[0]}). Upgrade the package first.")


def _into_sqlite(file: Path, *, replace: bool) -> str:
    """Put the file in place by one rename, once the old one is whole, unused and aside."""
    place = Path(str(settings.CONFIG.database_settings["NAME"]))
    connection.close()
    aside = None
    if _holds_something(place):
        _refuse_unless(replace, f"{place} holds a register already.")
        _close_off(place)
        aside = place.with_name(f"register-before-{_now()}.sqlite3")
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(f"{PARTIAL}{place.name}-{secrets.token_hex(4)}")
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MINE))
        shutil.copyfile(file, partial)
        sync(partial)
        if aside:
            os.link(place, aside)  # the old has both names until the new has taken its place
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    sync(place.parent)
    return str(aside or "")


def _holds_something(place: Path) -> bool:
    if not place.exists() or not place.stat().st_size:
        return False
    try:
        with closing(sqlite3.connect(place)) as held:
            return bool(held.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except sqlite3.DatabaseError:
        return True  # what cannot be read may still be saved by somebody


def _close_off(place: Path) -> None:
    """Write the journal back into the file, which SQLite does only while nobody else has it open."""
    try:
        with closing(sqlite3.connect(place, timeout=WAIT)) as held:
            held.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise InputError(f"{place} is in use. Stop the register first, then restore.") from error
    except sqlite3.DatabaseError:
        return  # it is damaged, which may be why a backup is taken back: it goes aside as it is


def _into_postgresql(file: Path, *, replace: bool) -> str:
    """Restore in one transaction; what is there goes aside as another schema of the same database."""
    aside = ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        if cursor.fetchone()[0]:
            _refuse_unless(replace, "The database holds a register already.")
            _refuse_in_use(cursor)
            aside = f"before_{_now().lower()}"
            cursor.execute(f"ALTER SCHEMA public RENAME TO {aside}")
            cursor.execute("CREATE SCHEMA public")
    connection.close()
    try:
        postgresql.run(
            "pg_restore", "--single-transaction", "--no-owner", "--no-privileges", "--schema=public", str(file)
        )
    except postgresql.ToolError:
        if aside:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public")
                cursor.execute(f"ALTER SCHEMA {aside} RENAME TO public")
        raise
    return f"schema {aside}" if aside else ""


def _refuse_in_use(cursor: CursorWrapper) -> None:
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND application_name = 'equitytown'"
    )
    if cursor.fetchone()[0]:
        raise InputError("The database is in use. Stop the register first, then restore.")


def _refuse_unless(replace: bool, what: str) -> None:  # noqa: FBT001  the flag that the operator gave
    if not replace:
        raise InputError(f"{what} Say --replace to move it aside and put the backup in its place.")


def _take_key(key: Path) -> None:
    """Put the secret key of the backup in place, the other one aside; without one, the key that is there stays."""
    place = settings.CONFIG.data / KEY_FILE
    if not key.is_file():
        return
    wanted = key.read_bytes()
    if place.exists() and place.read_bytes() == wanted:
        return
    if place.exists():
        place.replace(place.with_name(f"{KEY_FILE}-before-{_now()}"))
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MINE), "wb") as stream:
        stream.write(wanted)


def _now() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
