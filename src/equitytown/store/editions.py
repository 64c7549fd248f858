"""
Editions: published by one atomic change, or not at all.

An edition is built where nobody reads (`.building-...`), moved whole to `.releases/<edition>-<hash>`,
and then the link `<edition>` is switched to it. A reader sees the old edition or the new one.
"""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from equitytown.errors import BuildError, InputError
from equitytown.store.disk import lock, locked, sync
from equitytown.store.snapshots import identity, snapshots
from equitytown.terms.identifiers import RULE, is_identifier

RELEASES = ".releases"
BUILDING = ".building-"
LINK = ".link-"
LOCK = ".lock"
WITHOUT_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP)  # what a disk that holds no links answers
GRACE = 10.0  # seconds for which a release just replaced is kept for readers who are still opening its files
HASH_LENGTH = 16  # characters of an edition's hash in its folder's name


@contextmanager
def building(editions: Path, edition: str) -> Iterator[Path]:
    """
    Give an empty folder to build in, and publish it when the work ends well.

    Parameters
    ----------
    editions : Path
        Where editions stand; made when it does not exist.
    edition : str
        The edition's name: lower-case letters, digits and hyphens.

    Yields
    ------
    Path
        A folder that only this build knows.

    Raises
    ------
    InputError
        If the name cannot be a folder's.
    BuildError
        If the disk is full or cannot be written, or cannot hold links. On this and on any other error
        the build's folder is removed and the old edition stays as it was.

    Notes
    -----
    Two builds at once don't meet: each has its own folder, and the last to end is published. A build
    that was killed leaves its folder, which the next build removes.
    """
    if not is_identifier(edition):
        raise InputError(f'edition "{edition}" cannot be a folder\'s name. {RULE}.')
    try:
        with _draft(editions) as folder:
            yield folder
            _make_durable(folder)
            with _locked(editions):
                _publish(editions, edition, folder)
    except OSError as error:
        raise BuildError(_sentence(edition, error)) from error


def _sentence(edition: str, error: OSError) -> str:
    cause = error.strerror or str(error)
    where = f" ({error.filename})" if error.filename else ""
    return (
        f"edition {edition} could not be written: {cause}{where}. The edition published before it is "
        "untouched. Put the cause right and build again."
    )


@contextmanager
def _draft(editions: Path) -> Iterator[Path]:
    """Make a folder for one build, held by a lock while the build lives, and remove it in the end."""
    editions.mkdir(parents=True, exist_ok=True)
    with _locked(editions):
        _clear_dead_builds(editions)
        folder = editions / f"{BUILDING}{secrets.token_hex(8)}"
        folder.mkdir()
        held = os.open(folder, os.O_RDONLY)
        lock(held, wait=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


@contextmanager
def _locked(editions: Path) -> Iterator[None]:
    """Hold the lock of the whole folder for a moment: switching and clearing are done one at a time."""
    with locked(editions / LOCK):
        yield


def _clear_dead_builds(editions: Path) -> None:
    """Remove what killed builds left: folders that no living process holds, and stray links."""
    for folder in editions.glob(f"{BUILDING}*"):
        with suppress(FileNotFoundError):
            held = os.open(folder, os.O_RDONLY)
            try:
                if lock(held, wait=False):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)
    for link in editions.glob(f"{LINK}*"):
        link.unlink(missing_ok=True)


def _make_durable(folder: Path) -> None:
    """Have every file and folder reach the disk before anything points to them."""
    for path in (*folder.rglob("*"), folder):
        sync(path)


def _publish(editions: Path, edition: str, folder: Path) -> None:
    """Move a finished build among the releases and point the edition's link to it."""
    link = editions / edition
    if link.exists() and not link.is_symlink():
        raise BuildError(
            f"{link} is a folder, not a link to a release, so it cannot be replaced at once. "
            "Move it away and build again."
        )
    digest = identity(snapshots(folder))[:HASH_LENGTH]
    releases = editions / RELEASES
    releases.mkdir(exist_ok=True)
    before = _release_of(link)
    if before and _holds(releases / before, digest):
        return
    name = f"{edition}-{digest}"
    if (releases / name).exists() and not _holds(releases / name, digest):
        name = f"{name}-{secrets.token_hex(4)}"  # somebody changed that release: leave it to be looked at
    if not (releases / name).exists():
        folder.rename(releases / name)
        sync(releases)
    _switch(editions, link, f"{RELEASES}/{name}")
    if before and (releases / before).exists():
        os.utime(releases / before)  # from now on it is an old one
    _prune(releases, edition, keep={name, before})


def _release_of(link: Path) -> str:
    """Name the release that an edition's link points to; nothing when there is none."""
    return link.readlink().name if link.is_symlink() else ""


def _holds(release: Path, digest: str) -> bool:
    """Say whether a release is there and every byte is what its build wrote."""
    return release.is_dir() and identity(snapshots(release)).startswith(digest)


def _switch(editions: Path, link: Path, target: str) -> None:
    """Point the link elsewhere in one step: no reader finds it missing."""
    fresh = editions / f"{LINK}{secrets.token_hex(8)}"
    try:
        fresh.symlink_to(target, target_is_directory=True)
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in WITHOUT_LINKS:
            raise
        raise BuildError(
            f"{editions} cannot hold links, which publishing an edition at once needs. "
            "Keep editions on a disk that can (ext4, xfs, btrfs, APFS)."
        ) from error
    fresh.replace(link)
    sync(editions)


def _prune(releases: Path, edition: str, *, keep: set[str]) -> None:
    """
    Remove older releases of an edition, but for the one published and the one before it.

    One that was replaced a moment ago is left for the next publication to remove: a reader who followed
    the link to it may not have opened its file yet.
    """
    ours = re.compile(rf"{re.escape(edition)}-[0-9a-f]{{{HASH_LENGTH}}}(?:-[0-9a-f]{{8}})?")
    for release in releases.iterdir():
        old = time.time() - release.stat().st_mtime >= GRACE
        if ours.fullmatch(release.name) and release.name not in keep and old:
            shutil.rmtree(release, ignore_errors=True)
