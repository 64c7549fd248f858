"""The published register into a place's folder, with what changed told, and the trail's end written down."""

import json
from dataclasses import dataclass
from pathlib import Path

from equitytown.errors import InputError
from equitytown.place.register import file_of
from equitytown.store.disk import write_whole
from equitytown.terms.register import KINDS
from equitytown.web.backups import head
from equitytown.web.moments import one_moment
from equitytown.web.register import files

HEAD = "trail-head.json"


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the register: its kind, rows, and what became of it: new, changed, removed or as it was."""

    kind: str
    path: str
    rows: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and where the trail ended at that moment."""

    files: tuple[Written, ...]
    number: int
    digest: str
    head: Path


def export(place: Path) -> Exported:
    """
    Write what is published, as it is at one moment, into a place's folder.

    Raises
    ------
    InputError
        If the folder is not a place's.
    """
    if not (place / "place.yaml").is_file():
        raise InputError(f"{place} is no place's folder: it has no place.yaml.")
    before = {slug: _bytes(place / file_of(kind)) for slug, kind in KINDS.items()}
    with one_moment():
        rows = files.export(place)
        number, digest = head()
    written = tuple(
        Written(slug, file_of(kind), rows.get(slug, 0), outcome)
        for slug, kind in KINDS.items()
        if (outcome := _outcome(before[slug], _bytes(place / file_of(kind))))
    )
    path = place / HEAD
    write_whole(path, json.dumps({"number": number, "digest": digest}).encode() + b"\n")
    return Exported(written, number, digest, path)


def read_head(path: Path) -> tuple[int, str]:
    """
    Read the trail's end as an export, or a backup's manifest, wrote it down.

    Raises
    ------
    InputError
        If the file is not there or holds no such thing.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return int(told["number"] if "number" in told else told["entries"]), str(told["digest"])
    except FileNotFoundError as error:
        raise InputError(f"{path} is not there. An export writes it into PLACE/{HEAD}.") from error
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"{path} holds no number and digest of the trail's end.") from error


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _outcome(before: bytes | None, after: bytes | None) -> str:
    match (before, after):
        case (None, None):
            return ""
        case (None, _):
            return "new"
        case (_, None):
            return "removed"
        case _:
            return "as it was" if before == after else "changed"
