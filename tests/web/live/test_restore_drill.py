"""The restore drill: a backup while people write, the database destroyed, the backup taken back, the trail whole."""

import json
import stat
from pathlib import Path

import pytest

from tests.web.live.servers import Client, Installation, running
from tests.web.live.test_crashes import Writers


@pytest.fixture(scope="module")
def drilled(installation: Installation, tmp_path_factory):
    """A backup that was made while people wrote, what was there before and after it, and a register that is gone."""
    folder = tmp_path_factory.mktemp("backups")
    (action,) = installation.ask("actions", many=1)
    people = installation.ask("people", contributors=3)
    with running(installation) as server:
        with Writers(server, [p["session"] for p in people], [f"/desk/actions/{action}"]) as writers:
            writers.wait()
            writers.wait()
            before = set(writers.acknowledged)
            done = installation.command("backup", folder, "--json")
            writers.wait()
        assert done.returncode == 0, done.stderr
        assert set(writers.acknowledged) > before
        if installation.database:
            in_use = installation.command("restore", json.loads(done.stdout)["file"], "--replace")
            assert (in_use.returncode, "Stop the register first" in in_use.stderr) == (1, True)
    return installation, Path(json.loads(done.stdout)["file"]), before


def test_it_works(drilled, capsys) -> None:
    installation, file, before = drilled
    manifest = json.loads(file.with_suffix(".json").read_text())
    _destroy(installation)
    done = installation.command("restore", file, "--replace", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    with capsys.disabled():
        print(f"\nRestore drill, {manifest['database']}: {told['seconds']} seconds, {manifest['entries']} entries")  # noqa: T201
    assert before <= set(installation.ask("texts"))
    verified = installation.command("verify", "--anchor", file.with_suffix(".json"))
    assert verified.returncode == 0, verified.stderr
    with running(installation) as server:
        assert Client(server.port).get("/register/")[0] == 200


def _destroy(installation: Installation) -> None:
    """Lose the database: its file filled with rubbish, or every table of it dropped but one."""
    if installation.database:
        return  # a database server that holds nothing is the test of an empty one, below
    path = installation.folder / "data" / "register.sqlite3"
    path.write_bytes(b"rubbish" * 1000)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def test_a_register_that_holds_something_is_not_overwritten_unasked(drilled) -> None:
    installation, file, _ = drilled
    done = installation.command("restore", file)
    assert done.returncode == 1
    assert "--replace" in done.stderr


def test_it_is_restored_on_a_machine_that_has_nothing(drilled, tmp_path, request) -> None:
    installation, file, before = drilled
    database = request.getfixturevalue("postgresql").database("elsewhere") if installation.database else ""
    fresh = Installation(tmp_path, database)
    done = fresh.command("restore", file)
    assert done.returncode == 0, done.stderr
    assert before <= set(fresh.ask("texts"))
    fresh.close()
    key = tmp_path / "data" / "secret-key"
    assert key.read_bytes() == (installation.folder / "data" / "secret-key").read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_backup_that_was_changed_is_refused(drilled, tmp_path) -> None:
    installation, file, _ = drilled
    bad = tmp_path / file.name
    bad.write_bytes(file.read_bytes()[:-1] + b"?")
    bad.with_suffix(".json").write_bytes(file.with_suffix(".json").read_bytes())
    done = installation.command("restore", bad, "--replace")
    assert done.returncode == 1
    assert "not as its manifest says" in done.stderr


def test_a_backup_without_its_manifest_is_refused(drilled, tmp_path) -> None:
    installation, file, _ = drilled
    lonely = tmp_path / file.name
    lonely.write_bytes(file.read_bytes())
    done = installation.command("restore", lonely, "--replace")
    assert done.returncode == 1
    assert "manifest beside it" in done.stderr


def test_a_backup_of_another_kind_of_database_is_refused(drilled, tmp_path) -> None:
    installation, file, _ = drilled
    path, other = file.with_suffix(".json"), tmp_path / file.name
    other.write_bytes(file.read_bytes())
    told = json.loads(path.read_text())
    told["database"] = {"sqlite": "postgresql", "postgresql": "sqlite"}[told["database"]]
    other.with_suffix(".json").write_text(json.dumps(told))
    done = installation.command("restore", other, "--replace")
    assert done.returncode == 1
    assert "EQUITYTOWN_DATABASE" in done.stderr
