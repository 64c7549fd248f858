"""Signing an edition: two people of different roles, bound to exactly what it says."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from equitytown import __version__, pipeline
from equitytown.errors import InputError
from equitytown.place.decisions import COLUMNS, SIGN_OFFS
from equitytown.place.words import unsafe_name
from equitytown.publish.assurance.files import CHECKS, FOLDER
from equitytown.publish.edition import Edition
from equitytown.store.disk import locked_folder, write_whole
from equitytown.store.kept import user_cache
from equitytown.store.manifest import NAME, verify
from equitytown.store.snapshots import sha256_of
from equitytown.terms.checks import failed
from equitytown.terms.sign_off import STATEMENTS, SigningRole, SignOff, Standing, one_name, standing

LONGEST_NAME = 80  # characters
REBUILD = "Build the edition again, look at it, and sign then."


def sign(place: Path, *, name: str, role: SigningRole, out: Path, now: datetime | None = None) -> Standing:
    """
    Sign a place's edition as it was built.

    Parameters
    ----------
    place : Path
        The place's folder; the signature is added to `published/sign-offs.csv` in it.
    name : str
        Who signs.
    role : SigningRole
        As what.
    out : Path
        Where editions stand.
    now : datetime, optional
        The moment, in UTC; the moment of the call by default.

    Returns
    -------
    Standing
        Whose signatures now hold.

    Raises
    ------
    InputError
        If the edition is not there or its files are not what its build wrote; the folder, the software or the content
        has changed since; a check failed; the name will not do; or the same person has signed already, in this role
        or in the other.
    """
    told = " ".join(name.split())
    if not one_name(told) or len(told) > LONGEST_NAME or unsafe_name(told):
        raise InputError(f"the name must be 1 to {LONGEST_NAME} plain characters. Write it as people know it.")
    with _locked(place):
        edition = pipeline.assured_place(place, cache=user_cache())
        built = out / edition.place.report.edition
        _check_files(built)
        _check_fresh(edition, built)
        _check_passed(edition, built)
        now_held = edition.standing or Standing("")
        _check_person(now_held, told, role)
        moment = (now or datetime.now(tz=UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        manifest = sha256_of((built / NAME).read_bytes())
        plan = edition.place.report
        signed = SignOff(plan.edition, now_held.content, manifest, told, role, moment, STATEMENTS[role])
        every = (*edition.place.sign_offs, signed)
        write_whole(place / SIGN_OFFS, as_csv(every))
    return standing(every, edition=plan.edition, content=now_held.content)


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Let one sign at a time."""
    if not place.is_dir():
        raise InputError(f"{place} is not a folder. Name a place's folder, such as places/luton.")
    with locked_folder((place / SIGN_OFFS).parent):
        yield


def as_csv(sign_offs: tuple[SignOff, ...]) -> bytes:
    """Write signatures as the file that keeps them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((s.edition, s.content, s.manifest, s.name, s.role.value, s.signed, s.statement) for s in sign_offs)
    return stream.getvalue().encode()


def _check_files(built: Path) -> None:
    """Refuse an edition that is not there, or whose files are not what its build wrote."""
    if not (built / NAME).is_file():
        raise InputError(f"{built} holds no edition. Build it first, or name its folder with --out.")
    if wrong := verify(built):
        files = "1 file" if len(wrong) == 1 else f"{len(wrong)} files"
        raise InputError(f"{built} is not what its build wrote, in {files} (first: {wrong[0].rstrip('.')}). {REBUILD}")


def _check_fresh(edition: Edition, built: Path) -> None:
    """Refuse an edition that was built from another folder, with other software, or says something else now."""
    made = json.loads((built / NAME).read_text(encoding="utf-8"))
    before = {f["path"]: f["sha256"] for f in made["inputs"] if f["path"] != SIGN_OFFS}
    now = {f.path: f.sha256 for f in edition.place.files if f.path != SIGN_OFFS}
    changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
    if changed:
        files = "1 file" if len(changed) == 1 else f"{len(changed)} files"
        raise InputError(f"the folder has changed since {built} was built, in {files} (first: {changed[0]}). {REBUILD}")
    if made["software"]["version"] != __version__:
        raise InputError(
            f"{built} was built by version {made['software']['version']}, this is {__version__}. {REBUILD}"
        )
    if edition.standing is None or _checked(built)["content"] != edition.standing.content:
        raise InputError(f"{built} says something else than the folder would say now. {REBUILD}")


def _check_passed(edition: Edition, built: Path) -> None:
    """Refuse an edition of which a check failed."""
    names = [c["check_id"] for c in _checked(built)["checks"] if not c["passed"]]
    names += [check.check_id for check in failed(edition.checks)]
    if names:
        which = ", ".join(dict.fromkeys(names))
        raise InputError(
            f"{built} failed its checks: {which}. Put right what the page on checks names, and build again."
        )


def _checked(built: Path) -> Any:  # JSON that our own build wrote
    """Read what the build said of its checks."""
    file = built / FOLDER / CHECKS
    if not file.is_file():
        raise InputError(f"{file} is missing: an older version built this edition. {REBUILD}")
    return json.loads(file.read_text(encoding="utf-8"))


def _check_person(held: Standing, name: str, role: SigningRole) -> None:
    """Refuse one person in both roles, or twice in one."""
    for signed in held.hold:
        if signed.is_by(name):
            mend = "It takes two people." if signed.role is not role else "That signature holds; nothing is to be done."
            raise InputError(f"{signed.name} has signed this edition already, as {signed.role.value}. {mend}")
