"""Whatever stops a refresh, at whatever step: what was held stands, and the next run ends as a clean one does."""

import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from equitytown.errors import CollectError
from equitytown.store.archive import Archive
from tests.collect.standin import Answer
from tests.refresh.conftest import DATA
from tests.refresh.layouts import as_csv, smoking
from tests.store.crashes import broken, failing, full

LATER = date(2027, 3, 1)
REVISED = smoking({("E06000032", 2022): "19.9"})


def held(folder):
    """Everything that the archive gives whoever reads it; every file it lists is whole."""
    figures, _ = Archive(folder / "store").observations()
    archive = Archive(folder / "store")
    assert all(archive.newest(kept.address) is not None for kept in archive.manifest.replies)
    return figures


def files(folder):
    store = folder / "store"
    return {p.relative_to(store).as_posix(): p.read_bytes() for p in store.rglob("*") if p.is_file()}


def copies(town, tmp_path, name):
    folder = tmp_path / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(town.folder, folder)
    town.folder = folder
    return town


@pytest.fixture
def revised(town, tmp_path):
    """A place that holds one vintage; the supplier now has another. Gives it, and what a clean run ends with."""
    town.refresh()
    town.standin.put(DATA, Answer(as_csv(REVISED)))
    original = town.folder
    clean = copies(town, tmp_path, "clean")
    with failing(clean.folder, at=None, fail=full) as steps:
        clean.refresh(today=LATER)
    after, ended = held(clean.folder), files(clean.folder)
    town.folder = original
    return town, steps.count, after, ended


@pytest.mark.parametrize("fail", [full, broken], ids=["a full disk", "a broken disk"])
def test_a_disk_that_fails_at_any_step_leaves_old_or_new_and_never_part(revised, tmp_path, fail):
    town, steps, after, ended = revised
    before, original = held(town.folder), town.folder
    assert steps >= 12
    for at in range(1, steps + 1):
        town.folder = original
        copies(town, tmp_path, "tried")
        with failing(town.folder, at=at, fail=fail), pytest.raises((CollectError, OSError), match=r"space|error"):
            town.refresh(today=LATER)
        assert held(town.folder) in (before, after), f"at step {at} of {steps}"
        town.refresh(today=LATER)
        assert files(town.folder) == ended, f"after step {at} of {steps}"


def test_a_run_killed_at_any_step_leaves_old_or_new_and_the_next_ends_as_a_clean_one(
    revised, tmp_path, environment, root
):
    town, steps, after, ended = revised
    before, original = held(town.folder), town.folder
    outcomes = set()
    for at in range(1, steps + 1):
        town.folder = original
        copies(town, tmp_path, "tried")
        assert _run_killed(town, at, environment, root) == -signal.SIGKILL
        found = held(town.folder)
        assert found in (before, after), f"at step {at} of {steps}"
        outcomes.add(found == after)
        town.refresh(today=LATER)
        assert files(town.folder) == ended, f"after step {at} of {steps}"
    assert outcomes == {True, False}


KILLED = """
import sys
from datetime import date
from pathlib import Path
from equitytown.collect.fetch import Courtesy
from equitytown.refresh.run import Wish, refresh
from tests.store.crashes import failing, killed
folder, origin, at, today = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), date.fromisoformat(sys.argv[4])
wish = Wish(("fingertips",), today=today, instead={"https://fingertips.phe.org.uk": origin}, courtesy=Courtesy(pause=0))
with failing(folder, at=at, fail=killed):
    refresh(folder, wish)
"""


def _run_killed(town, at, environment, root):
    """Refresh in a process of its own that is killed at a step; gives how it ended."""
    command = [sys.executable, "-c", KILLED, str(town.folder), town.standin.origin, str(at), LATER.isoformat()]
    return subprocess.run(command, env=environment, cwd=root, timeout=60, check=False).returncode


def test_a_first_run_that_fails_at_any_step_leaves_nothing_or_all(town, tmp_path):
    original = town.folder
    copies(town, tmp_path, "clean")
    with failing(town.folder, at=None, fail=full) as steps:
        town.refresh()
    ended = files(town.folder)
    for at in range(1, steps.count + 1):
        town.folder = original
        copies(town, tmp_path, "tried")
        with failing(town.folder, at=at, fail=full), pytest.raises((CollectError, OSError)):
            town.refresh()
        assert len(held(town.folder)) in (0, 12), f"at step {at}"
        town.refresh()
        assert files(town.folder) == ended, f"after step {at}"


def test_the_sentence_names_the_cause_and_what_stands(town):
    with failing(town.folder, at=4, fail=full), pytest.raises(CollectError, match="No space left on device") as told:
        town.refresh()
    assert "What was held before stands" in str(told.value)


def test_what_somebody_changed_in_the_archive_is_not_trusted(town):
    town.refresh()
    path = next(Path(town.folder, "store", "observations").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Exception, match="is missing or has been changed"):
        held(town.folder)
