"""Tables of reference in the archive: kept whole or not at all, never changed, and read as of a day."""

import errno
import json
import os
from datetime import date

import pytest

from equitytown.errors import CollectError, InputError
from equitytown.store import disk
from equitytown.store.archive import Archive
from equitytown.store.tables import Reference
from equitytown.terms.reply import Reply

FIRST, LATER = date(2026, 11, 26), date(2027, 3, 1)
COLUMNS = ("lsoa21_code", "name")


def reply(day, body=b"SYNTHETIC"):
    return Reply("made-up", "SYNTHETIC.csv", body, day)


def table(day, *names):
    rows = tuple((f"E0100000{number}", name) for number, name in enumerate(names, start=1))
    return Reference("small-areas", COLUMNS, rows, day)


def keep(archive, day, *names):
    with archive.writing():
        body = f"SYNTHETIC {names}".encode()
        return archive.keep([reply(day, body)], supplier_id="made-up", table=table(day, *names))


def files(root):
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file() and p.name != ".lock"}


def test_a_table_is_read_as_it_was_known_on_a_day(tmp_path):
    archive = Archive(tmp_path)
    keep(archive, FIRST, "SYNTHETIC one", "SYNTHETIC two")
    keep(archive, LATER, "SYNTHETIC one", "SYNTHETIC second")
    assert Archive(tmp_path).table("small-areas") == (COLUMNS, table(LATER, "SYNTHETIC one", "SYNTHETIC second").rows)
    columns, rows = Archive(tmp_path).table("small-areas", on=date(2027, 2, 28))
    assert (columns, rows[1]) == (COLUMNS, ("E01000002", "SYNTHETIC two"))
    with pytest.raises(InputError, match="no table small-areas is held on 2026-01-01"):
        archive.table("small-areas", on=date(2026, 1, 1))
    with pytest.raises(InputError, match=r"no table wards is held\. Collect it first"):
        archive.table("wards")


def test_an_old_manifest_without_tables_still_reads(tmp_path):
    (tmp_path / "manifest.json").write_text('{"manifest": 1, "replies": [], "vintages": []}', encoding="utf-8")
    archive = Archive(tmp_path)
    assert archive.manifest.tables == ()
    keep(archive, FIRST, "SYNTHETIC")
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["tables"][0]["rows"] == 1


def test_a_changed_file_is_not_trusted(tmp_path):
    archive = Archive(tmp_path)
    keep(archive, FIRST, "SYNTHETIC")
    path = tmp_path / archive.manifest.tables[0].path
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(InputError, match="has been changed"):
        archive.table("small-areas")


def test_what_no_manifest_lists_is_cleared(tmp_path):
    archive = Archive(tmp_path)
    keep(archive, FIRST, "SYNTHETIC")
    before = files(tmp_path)
    (tmp_path / "tables" / "small-areas-killed.parquet").write_bytes(b"SYNTHETIC")
    with archive.writing():
        pass
    assert files(tmp_path) == before


class Killed(BaseException):
    """The process ends here, whatever it was doing."""


FULL = OSError(errno.ENOSPC, "No space left on device")
WRITES = [("open", 3), ("fsync", 6), ("replace", 3)]  # the reply, the table and the manifest; each in its folder


@pytest.mark.parametrize("ending", [FULL, Killed()], ids=["full", "killed"])
@pytest.mark.parametrize(("step", "nth"), [(step, nth) for step, count in WRITES for nth in range(1, count + 1)])
def test_a_full_disk_or_a_kill_leaves_the_old_table_or_the_new_never_part(tmp_path, monkeypatch, step, nth, ending):
    archive = Archive(tmp_path)
    keep(archive, FIRST, "SYNTHETIC one", "SYNTHETIC two")
    old, new = archive.table("small-areas")[1], table(LATER, "SYNTHETIC other").rows
    with monkeypatch.context() as patch:
        fail_at(patch, step, nth, ending)
        with pytest.raises((CollectError, Killed)) as told:
            keep(archive, LATER, "SYNTHETIC other")
    assert ending is not FULL or "What was held before stands" in str(told.value)
    found = Archive(tmp_path)
    is_switched = found.table("small-areas")[1] == new
    assert is_switched or found.table("small-areas")[1] == old
    assert [len(found.manifest.tables), len(found.manifest.replies)] == ([2, 2] if is_switched else [1, 1])
    keep(found, LATER, "SYNTHETIC other")
    assert Archive(tmp_path).table("small-areas")[1] == new
    assert not [name for name in files(tmp_path) if ".partial" in name]


def fail_at(patch, step, nth, ending):
    """Have the nth of a kind of call find the disk full, or be the last."""
    calls = 0
    holder = os if step == "fsync" else disk.Path
    whole = getattr(holder, step)

    def broken(*args, **named):
        nonlocal calls
        calls += 1
        if calls == nth:
            raise ending
        return whole(*args, **named)

    patch.setattr(holder, step, broken)
