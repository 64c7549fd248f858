"""A disk that fails, or a machine that stops, at any one of the steps that change it."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STEPS = ("mkdir", "open", "replace", "unlink", "rename", "symlink_to")


class Steps:
    """Counts the steps of a piece of work that touch the disk below a folder, and fails at one of them."""

    def __init__(self, root: Path, at: int | None, fail: Callable[[Path], None]) -> None:
        self.root, self.at, self.fail, self.count = str(root), at, fail, 0

    def step(self, path: Path) -> None:
        if not str(path).startswith(self.root):
            return
        self.count += 1
        if self.count == self.at:
            self.fail(path)


def full(path: Path) -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def broken(path: Path) -> None:
    """Fail as a broken disk does."""
    raise OSError(errno.EIO, "Input/output error", str(path))


def killed(_path: Path) -> None:
    """Stop as after kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def failing(root: Path, *, at: int | None, fail: Callable[[Path], None]) -> Iterator[Steps]:
    """Fail at the nth step: a folder or file made, bytes written, made durable, put in place, or removed."""
    steps = Steps(root, at, fail)
    originals = {name: getattr(Path, name) for name in STEPS}
    fsync = os.fsync

    def wrapped(name):
        def step(self, *args, **more):
            changes = name != "open" or any(mode in str(args[:1]) + str(more) for mode in ("w", "x", "a"))
            if changes:
                steps.step(self)
            opened = originals[name](self, *args, **more)
            return _Written(opened, self, steps) if name == "open" and changes else opened

        return step

    def durable(descriptor):
        steps.step(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)

    for name in STEPS:
        setattr(Path, name, wrapped(name))
    os.fsync = durable
    try:
        yield steps
    finally:
        for name, original in originals.items():
            setattr(Path, name, original)
        os.fsync = fsync


class _Written:
    """A file whose bytes are written by halves, so that a failure can fall between them."""

    def __init__(self, opened, path, steps):
        self.opened, self.path, self.steps = opened, path, steps

    def __enter__(self):
        self.opened.__enter__()
        return self

    def __exit__(self, *problem):
        return self.opened.__exit__(*problem)

    def __getattr__(self, name):
        return getattr(self.opened, name)

    def write(self, data):
        half = len(data) // 2
        self.opened.write(data[:half])
        self.opened.flush()
        self.steps.step(self.path)
        self.opened.write(data[half:])
        return len(data)
