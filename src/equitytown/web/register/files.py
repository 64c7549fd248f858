"""The register into a place's folder and out of it: the files that a report reads."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from equitytown.place.register import file_of
from equitytown.store.disk import write_whole
from equitytown.terms.register import KINDS, Kind, Register
from equitytown.terms.register.cells import from_plain, to_plain, to_row
from equitytown.web.accounts.models import User
from equitytown.web.register import derive, trail
from equitytown.web.register.actions import publish_face
from equitytown.web.register.models import Publication, Record, State

LOAD = "load"  # the trail's verb for a record that came from a file


@transaction.atomic
def load(register: Register, *, user: User | None = None) -> int:
    """
    Take a register's files in as published records; a record that is there already is left alone.

    Returns
    -------
    int
        How many were taken in.
    """
    trail.hold()
    held = set(Record.objects.values_list("kind", "identifier"))
    now, taken = timezone.now(), []
    for kind in KINDS.values():
        for found in register.records.get(kind.record, ()):
            content = to_plain(kind, found)
            if (kind.slug, content[kind.key]) in held:
                continue
            record = Record(
                kind=kind.slug,
                identifier=str(content[kind.key]),
                content=content,
                state=State.PUBLISHED,
                version=1,
                made_at=now,
                changed_at=now,
            )
            record.changed_by = user
            taken.append(record)
    for record in taken:
        record.title = derive.title_of(record.of, record.content)
        record.save()
    for record in taken:
        derive.settle(record)
        trail.add(user, LOAD, record.kind, record.identifier, 1, before=None, after=trail.state_of(record), at=now)
        publish_face(record, user)
    return len(taken)


def export(folder: Path) -> dict[str, int]:
    """
    Write what is published into a place's folder, one file a kind, for the report to read.

    A kind of which nothing is published loses its file. Each file changes by one atomic rename, and a register that is
    exported twice is the same byte for byte.

    Returns
    -------
    dict
        Rows by the kind's slug, of those written.
    """
    written = {}
    for kind in KINDS.values():
        path = folder / file_of(kind)
        contents = [face.content for face in _faces(kind)]
        if contents:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, as_csv(kind, contents).encode("utf-8"))
            written[kind.slug] = len(contents)
        else:
            path.unlink(missing_ok=True)
    return written


def _faces(kind: Kind) -> list[Publication]:
    faces = Publication.objects.filter(kind=kind.slug).select_related("record")
    return sorted(faces, key=lambda face: _in_order(face.record.identifier))


def _in_order(identifier: str) -> list[tuple[int, str]]:
    """Order references as people count: ACT-9 before ACT-10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in identifier.replace(".", "-").split("-")]


def as_csv(kind: Kind, contents: Iterable[dict[str, object]]) -> str:
    """Write contents as the file of their kind, fields that hold nothing in any row left out."""
    rows = [to_row(kind, from_plain(kind, content)) for content in contents]  # type: ignore[arg-type]  # content is JSON
    used = [
        i
        for i, name in enumerate(kind.columns)
        if kind.by_name[name].required or any(row[i] not in {"", "no"} for row in rows)
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([kind.columns[i] for i in used])
    writer.writerows([row[i] for i in used] for row in rows)
    return text.getvalue()
