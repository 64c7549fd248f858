"""The register into a place's folder and out of it: the files that a report reads."""

import csv
import io
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from equitytown.place.register import file_of
from equitytown.store.disk import write_whole
from equitytown.terms.register import KINDS, MEASURES, Kind, Register
from equitytown.terms.register.cells import from_plain, lacking, to_plain, to_row
from equitytown.web.accounts.models import User
from equitytown.web.register import derive, trail
from equitytown.web.register.actions import publish_face
from equitytown.web.register.measures import measures
from equitytown.web.register.models import CONSENTED, Publication, Record, State
from equitytown.web.register.sound import Content, settled

# Days that no page shows. A report must know until when it may tell a story, and no story in writing stands without.
CONSENT_DAYS = ("consent_on", "consent_until")
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
            content, _ = settled(kind, to_plain(kind, found))
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

    What is written can be read again: links to what is not published are left out, and so is a record that cannot
    stand without one, or without a field that is not public; the days of a story's consent go with it. A kind of
    which nothing is written loses its file. Each file changes by one atomic rename, and a register that is exported
    twice is the same byte for byte. Records that the file holds already keep their places, since the report tells them
    in the file's order; new ones come after them.

    Returns
    -------
    dict
        Rows by the kind's slug, of those written.
    """
    written, held = {}, exportable()
    for kind in KINDS.values():
        path = folder / file_of(kind)
        before = {reference: place for place, reference in enumerate(_references(kind, path))}
        references = sorted(held[kind.slug], key=lambda one: (before.get(one, len(before)), _in_order(one)))
        contents = [held[kind.slug][reference] for reference in references]
        if contents:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, as_csv(kind, contents).encode("utf-8"))
            written[kind.slug] = len(contents)
        else:
            path.unlink(missing_ok=True)
    return written


def exportable() -> dict[str, dict[str, Content]]:
    """Give what is published and can stand in a place's folder, by kind and reference."""
    held: dict[str, dict[str, Content]] = {slug: {} for slug in KINDS}
    for slug, reference, content in Publication.objects.values_list("kind", "record__identifier", "content"):
        held[slug][reference] = content
    consents = Publication.objects.filter(kind=CONSENTED).values_list("record__identifier", "record__content")
    for reference, working in consents:
        held[CONSENTED][reference] |= {name: working.get(name) for name in CONSENT_DAYS}
    known: dict[str, Container[str]] = {**held, MEASURES: measures()}
    while gone := [
        (slug, reference)
        for slug, contents in held.items()
        for reference, content in contents.items()
        if not _stands(KINDS[slug], content, known)
    ]:
        for slug, reference in gone:  # what links to these is looked at again
            del held[slug][reference]
    return held


def _stands(kind: Kind, content: Content, known: Mapping[str, Container[str]]) -> bool:
    """Take links to what is not there out of some content, and say whether it can be read without them."""
    for field in kind.fields:
        value = content.get(field.name) if field.links else None
        if isinstance(value, list):
            content[field.name] = [reference for reference in value if reference in known[field.to]]
        elif value and value not in known[field.to]:
            content[field.name] = ""
    record = from_plain(kind, content)
    return not (lacking(kind, record) or kind.faults(record))


def _references(kind: Kind, path: Path) -> list[str]:
    """Give the references in a file of a kind, in its order; none where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row.get(kind.key) or "" for row in csv.DictReader(file)]


def _in_order(identifier: str) -> list[tuple[int, str]]:
    """Order references as people count: ACT-9 before ACT-10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in identifier.replace(".", "-").split("-")]


def as_csv(kind: Kind, contents: Iterable[Content]) -> str:
    """Write contents as the file of their kind, fields that hold nothing in any row left out."""
    rows = [to_row(kind, from_plain(kind, content)) for content in contents]
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
