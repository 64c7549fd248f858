"""Whether an installation is in order: `equitytown register check`, for a person or a monitor."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from equitytown.web.backups import last_backup
from equitytown.web.register import trail
from equitytown.web.register.models import TrailEntry, TrailHead

ROOM = 1_000_000_000  # bytes that the disk should have left
GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at: whether it is in order, and a sentence."""

    what: str
    is_well: bool
    told: str


def look(*, backup_hours: int) -> list[Looked]:
    """Look at everything; what cannot be reached is told, not raised. `backup_hours` is how old a backup may be."""
    return [
        _guarded("settings", _settings),
        _guarded("disk", _disk),
        _guarded("database", _database),
        _guarded("migrations", _migrations),
        _guarded("static files", _static),
        _guarded("backup", lambda: _backup(timedelta(hours=backup_hours))),
        _guarded("trail", _trail),
    ]


def _guarded(what: str, ask: Callable[[], tuple[bool, str]]) -> Looked:
    try:
        return Looked(what, *ask())
    except (DatabaseError, OSError, ValueError) as error:
        return Looked(what, is_well=False, told=" ".join(f"It cannot be looked at: {error}".split()))


def _settings() -> tuple[bool, str]:
    config = settings.CONFIG
    found = checks.run_checks(include_deployment_checks=config.https)
    if found:
        return False, "; ".join(" ".join(str(message.msg).split()) for message in found)
    if not (config.place / "place.yaml").is_file():
        return False, f"{config.place} is no place's folder. Set EQUITYTOWN_PLACE."
    letters = "letters go by SMTP" if config.smtp else "letters go to the log alone (EQUITYTOWN_SMTP is not set)"
    return True, f"{'HTTPS' if config.https else 'this machine alone, without HTTPS'}; {letters}."


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(settings.CONFIG.data).free
    told = f"{free / GIGABYTE:,.1f} GB free where {settings.CONFIG.data} is."
    return free >= ROOM, told if free >= ROOM else f"{told} Make room: below 1 GB a write may fail."


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, f"{connection.vendor} answers."


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return False, f"{len(waiting)} changes of the database wait. Run: equitytown register setup."
    return True, "All are applied."


def _static() -> tuple[bool, str]:
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.is_file():
        return False, f"{manifest} is missing. Run: equitytown register setup."
    return True, "Style sheets and fonts are there."


def _backup(longest: timedelta) -> tuple[bool, str]:
    last = last_backup()
    if last is None:
        return False, "No backup was ever made. Run: equitytown register backup FOLDER."
    age = datetime.now(UTC) - datetime.fromisoformat(last.made_at)
    hours = age.total_seconds() / 3600
    return age <= longest, f"The last, {last.file}, is {hours:,.0f} hours old."


def _trail() -> tuple[bool, str]:
    head = TrailHead.objects.filter(pk=TrailHead.ONLY).first()
    last = TrailEntry.objects.order_by("-number").first()
    if head is None or last is None:
        return False, "The trail has no entry. Run: equitytown register setup."
    if (head.number, head.digest) != (last.number, last.digest) or trail.digest_of(last) != last.digest:
        return False, "Its end is not as it was noted. Run: equitytown register verify."
    return True, f"{head.number:,} entries, the last {last.at:%Y-%m-%d %H:%M} UTC, {head.digest[:12]}."
