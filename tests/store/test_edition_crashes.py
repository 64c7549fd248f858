"""Publishing an edition, stopped at any one of the steps that change the disk: readers find old or new, whole."""

import shutil
import signal
import subprocess
import sys

import pytest

from equitytown.errors import BuildError
from equitytown.store.editions import building
from tests.store.crashes import broken, failing, full

EDITION = "town-2026"
OLD, NEW = ({"index.html": f"<p>{word}", "data/figures.csv": word * 40} for word in ("old", "new"))


def publish(out, pages):
    with building(out, EDITION) as draft:
        for name, words in pages.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8") as file:
                file.write(words)


def read(out):
    folder = out / EDITION
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def published(tmp_path):
    """An edition that is out, and how many steps it takes to publish the next."""
    out = tmp_path / "editions"
    publish(out, OLD)
    copy = tmp_path / "counted"
    shutil.copytree(out, copy, symlinks=True)
    with failing(copy, at=None, fail=full) as steps:
        publish(copy, NEW)
    return out, steps.count


def tried(out, tmp_path):
    copy = tmp_path / "tried"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(out, copy, symlinks=True)
    return copy


def left_behind(out):
    return [p.name for p in out.iterdir() if p.name.startswith((".building-", ".link-"))]


@pytest.mark.parametrize("fail", [full, broken], ids=["a full disk", "a broken disk"])
def test_a_disk_that_fails_at_any_step_leaves_one_edition_whole(published, tmp_path, fail):
    out, steps = published
    assert steps >= 10
    for at in range(1, steps + 1):
        copy = tried(out, tmp_path)
        with failing(copy, at=at, fail=fail):
            try:
                publish(copy, NEW)
            except (BuildError, OSError):
                assert read(copy) in (OLD, NEW), f"at step {at} of {steps}"
        publish(copy, NEW)
        assert read(copy) == NEW
        assert left_behind(copy) == []


KILLED = """
import sys
from pathlib import Path
from tests.store.crashes import failing, killed
from tests.store.test_edition_crashes import NEW, publish
out = Path(sys.argv[1])
with failing(out, at=int(sys.argv[2]), fail=killed):
    publish(out, NEW)
"""


def test_a_build_killed_at_any_step_leaves_one_edition_whole(published, tmp_path, environment, root):
    out, steps = published
    found = []
    for at in range(1, steps + 1):
        copy = tried(out, tmp_path)
        command = [sys.executable, "-c", KILLED, str(copy), str(at)]
        done = subprocess.run(command, env=environment, cwd=root, timeout=60, check=False)
        assert done.returncode == -signal.SIGKILL, f"at step {at} of {steps}"
        found.append(read(copy))
        assert found[-1] in (OLD, NEW), f"at step {at} of {steps}"
        publish(copy, NEW)
        assert read(copy) == NEW
        assert left_behind(copy) == []
    assert OLD in found
