import json
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError

from equitytown.web import backups, health
from equitytown.web.register.models import TrailHead
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture(autouse=True)
def _in_order():
    """A backup was made this hour, and static files are there."""
    _backed_up(datetime.now(UTC))
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    yield
    (settings.CONFIG.data / backups.LAST).unlink(missing_ok=True)
    (settings.STATIC_ROOT / "staticfiles.json").unlink(missing_ok=True)


def _backed_up(at):
    told = {"file": "register.sqlite3", "made_at": at.isoformat(), "database": "sqlite", "sha256": "", "size": 1}
    (settings.CONFIG.data / backups.LAST).write_text(
        json.dumps({**told, "entries": 1, "digest": "", "version": "0"}), encoding="utf-8"
    )


def wrong():
    return {one.what: one.told for one in health.look(backup_hours=26) if not one.is_well}


def test_it_works():
    assert wrong() == {}


def test_a_missing_backup_is_told():
    (settings.CONFIG.data / backups.LAST).unlink()
    assert "No backup was ever made" in wrong()["backup"]


def test_an_old_backup_is_told():
    _backed_up(datetime.now(UTC) - timedelta(hours=30))
    assert "30 hours old" in wrong()["backup"]


def test_a_full_disk_is_told(monkeypatch):
    monkeypatch.setattr(health, "ROOM", 10**18)
    assert "Make room" in wrong()["disk"]


def test_missing_static_files_are_told():
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert "register setup" in wrong()["static files"]


def test_a_trail_whose_end_was_changed_is_told():
    TrailHead.objects.update(digest="0" * 64)
    assert "register verify" in wrong()["trail"]


def test_a_trail_without_an_entry_is_told():
    TrailHead.objects.all().delete()
    assert "no entry" in wrong()["trail"]


def test_a_database_that_does_not_answer_is_told(monkeypatch):
    def fail():
        raise DatabaseError("it does not answer")

    monkeypatch.setattr(health, "_database", fail)
    assert wrong() == {"database": "It cannot be looked at: it does not answer"}


def test_migrations_that_wait_are_told(monkeypatch):
    monkeypatch.setattr("equitytown.web.health.MigrationExecutor.migration_plan", lambda *_: [1, 2])
    assert wrong() == {"migrations": "2 changes of the database wait. Run: equitytown register setup."}


def test_people_may_work_while_it_looks():
    factories.action()
    assert wrong() == {}
