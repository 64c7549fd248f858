"""An edition is published by one change, or the old one stays as it was."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from equitytown.errors import BuildError, InputError
from equitytown.store import editions as module
from equitytown.store.editions import building

EDITION = "luton-2023"


def publish(editions, words, *, extra=None):
    with building(editions, EDITION) as folder:
        (folder / "data").mkdir()
        (folder / "index.html").write_text(words)
        (folder / "data" / "a.csv").write_text(words)
        if extra:
            (folder / extra).write_text("x")


def fail_halfway(editions, error):
    with building(editions, EDITION) as folder:
        (folder / "index.html").write_text("half")
        raise error


def read(editions):
    return (editions / EDITION / "index.html").read_text()


def litter(editions):
    return [path.name for path in editions.iterdir() if path.name.startswith((".building-", ".link-"))]


def releases(editions):
    return sorted(path.name for path in (editions / ".releases").iterdir())


def test_an_edition_is_a_link_to_a_whole_release(tmp_path):
    publish(tmp_path / "editions", "one")
    link = tmp_path / "editions" / EDITION
    assert link.is_symlink()
    assert not Path(os.readlink(link)).is_absolute()  # noqa: PTH115 (the link's own words)
    assert read(tmp_path / "editions") == "one"
    assert litter(tmp_path / "editions") == []


def test_the_folder_can_be_read_by_others(tmp_path):
    publish(tmp_path, "one")
    assert (tmp_path / EDITION).stat().st_mode & 0o777 == 0o777 & ~current_umask()


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.fixture
def no_grace(monkeypatch):
    monkeypatch.setattr(module, "GRACE", 0.0)


@pytest.mark.usefixtures("no_grace")
def test_a_new_build_takes_the_place_of_the_old_and_keeps_the_one_before(tmp_path):
    for words in ("one", "two", "three"):
        publish(tmp_path, words)
    assert read(tmp_path) == "three"
    assert len(releases(tmp_path)) == 2


def test_a_release_replaced_a_moment_ago_is_kept_for_its_readers_and_goes_later(tmp_path, monkeypatch):
    publish(tmp_path, "one")
    opened = (tmp_path / EDITION).resolve() / "index.html"
    for words in ("two", "three"):
        publish(tmp_path, words)
    assert opened.read_text() == "one"
    monkeypatch.setattr(module, "GRACE", 0.0)
    publish(tmp_path, "four")
    assert not opened.exists()
    assert len(releases(tmp_path)) == 2


@pytest.mark.usefixtures("no_grace")
def test_other_editions_are_left_alone(tmp_path):
    with building(tmp_path, "luton-2023-as-of-2024-01-01") as folder:
        (folder / "index.html").write_text("other")
    for words in ("one", "two", "three"):
        publish(tmp_path, words)
    assert (tmp_path / "luton-2023-as-of-2024-01-01" / "index.html").read_text() == "other"


def test_the_same_content_changes_nothing(tmp_path):
    publish(tmp_path, "one")
    before = (tmp_path / EDITION).lstat().st_mtime_ns, releases(tmp_path)
    publish(tmp_path, "one")
    assert ((tmp_path / EDITION).lstat().st_mtime_ns, releases(tmp_path)) == before


def test_going_back_to_earlier_content_publishes_it_again(tmp_path):
    for words in ("one", "two", "one"):
        publish(tmp_path, words)
    assert read(tmp_path) == "one"
    assert len(releases(tmp_path)) == 2


def test_a_release_that_somebody_changed_is_not_published_again(tmp_path):
    publish(tmp_path, "one")
    (tmp_path / EDITION / "index.html").write_text("tampered")
    publish(tmp_path, "one")
    assert read(tmp_path) == "one"


def test_an_error_leaves_the_old_edition(tmp_path):
    publish(tmp_path, "old")
    with pytest.raises(ZeroDivisionError):
        fail_halfway(tmp_path, ZeroDivisionError())
    assert read(tmp_path) == "old"
    assert litter(tmp_path) == []


def test_an_interrupt_leaves_the_old_edition(tmp_path):
    publish(tmp_path, "old")
    with pytest.raises(KeyboardInterrupt):
        fail_halfway(tmp_path, KeyboardInterrupt())
    assert read(tmp_path) == "old"
    assert litter(tmp_path) == []


def test_a_full_disk_while_writing_leaves_the_old_edition_and_says_so(tmp_path):
    publish(tmp_path, "old")
    with pytest.raises(BuildError, match=r"No space left on device \(report.pdf\).*untouched"):
        fail_halfway(tmp_path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "report.pdf"))
    assert read(tmp_path) == "old"
    assert litter(tmp_path) == []


@pytest.mark.parametrize("step", ["sync", "_switch", "identity", "snapshots"])
def test_a_failure_at_any_step_of_publishing_leaves_the_old_edition(tmp_path, monkeypatch, step):
    publish(tmp_path, "old")

    def full(*_args, **_keywords):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(module, step, full)
        with pytest.raises(BuildError, match="No space left on device"):
            publish(tmp_path, "new")
    assert read(tmp_path) == "old"
    assert litter(tmp_path) == []
    publish(tmp_path, "new")
    assert read(tmp_path) == "new"


def test_a_kill_in_the_middle_leaves_the_old_edition_and_the_next_build_clears_up(tmp_path):
    publish(tmp_path, "old")
    script = (
        "import sys, time; from pathlib import Path; from equitytown.store.editions import building\n"
        f"with building(Path({str(tmp_path)!r}), {EDITION!r}) as folder:\n"
        "    (folder / 'index.html').write_text('half'); print('ready', flush=True); time.sleep(60)\n"
    )
    source = str(Path(module.__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": source}
    ) as child:
        assert child.stdout.readline() == "ready\n"
        publish(tmp_path, "during")  # a living build's folder is left alone
        assert len(litter(tmp_path)) == 1
        child.send_signal(signal.SIGKILL)
    assert read(tmp_path) == "during"
    assert len(litter(tmp_path)) == 1
    publish(tmp_path, "after")
    assert read(tmp_path) == "after"
    assert litter(tmp_path) == []


def test_two_builds_at_once_do_not_meet(tmp_path):
    with building(tmp_path, EDITION) as first:
        (first / "index.html").write_text("first")
        with building(tmp_path, EDITION) as second:
            (second / "index.html").write_text("second")
        assert read(tmp_path) == "second"
        assert (first / "index.html").read_text() == "first"
    assert read(tmp_path) == "first"
    assert litter(tmp_path) == []


@pytest.mark.usefixtures("no_grace")
def test_many_builders_leave_one_whole_edition(tmp_path):
    threads = [threading.Thread(target=publish, args=(tmp_path, f"build {n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / EDITION / "data" / "a.csv").read_text() == read(tmp_path)
    assert len(releases(tmp_path)) <= 2
    assert litter(tmp_path) == []


def test_readers_never_find_the_edition_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "sync", lambda _path: None)  # the disk's speed is not the point here
    publish(tmp_path, "build 0")
    done, failed, reads = threading.Event(), [], [0, 0]

    def keep_reading(reader):
        while not done.is_set():
            try:
                assert read(tmp_path).startswith("build ")
            except Exception as error:  # noqa: BLE001 (any failure at all is the finding)
                failed.append(error)
            reads[reader] += 1
            time.sleep(0)

    threads = [threading.Thread(target=keep_reading, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for n in range(1, 201):
        publish(tmp_path, f"build {n}")
    done.set()
    for thread in threads:
        thread.join()
    assert failed == []
    assert min(reads) > 0
    assert read(tmp_path) == "build 200"


@pytest.mark.parametrize("name", ["", "..", "a/b", "Luton", "-a", "a-", "a" * 65, ".hidden", "a b"])
def test_a_name_that_cannot_be_a_folder_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="cannot be a folder's name"), building(tmp_path, name):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_real_folder_in_the_link_s_place_is_left_alone(tmp_path):
    (tmp_path / EDITION).mkdir()
    (tmp_path / EDITION / "mine.txt").write_text("mine")
    with pytest.raises(BuildError, match="is a folder, not a link"):
        publish(tmp_path, "new")
    assert (tmp_path / EDITION / "mine.txt").read_text() == "mine"
    assert litter(tmp_path) == []


def test_a_disk_without_links_is_told_plainly(tmp_path, monkeypatch):
    def refuse(*_args, **_keywords):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(BuildError, match="cannot hold links"):
        publish(tmp_path, "new")
    assert litter(tmp_path) == []


def test_a_full_disk_while_switching_is_not_mistaken_for_one_without_links(tmp_path, monkeypatch):
    def full(*_args, **_keywords):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "symlink_to", full)
    with pytest.raises(BuildError, match="No space left on device"):
        publish(tmp_path, "new")


def test_a_stray_link_of_a_killed_build_is_cleared_up(tmp_path):
    (tmp_path / ".link-0123").symlink_to("nowhere")
    publish(tmp_path, "new")
    assert litter(tmp_path) == []


def test_a_system_without_file_locks_is_told_plainly(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(BuildError, match="Run it on Linux or macOS"):
        publish(tmp_path, "new")
