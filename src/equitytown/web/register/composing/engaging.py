"""How far partners take part: anchor institutions, charter signatories, and what each sector is seen to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from equitytown.terms.register.partners import SECTORS
from equitytown.web.accounts.models import User
from equitytown.web.register.composing.listening import NO_SECTOR
from equitytown.web.register.composing.organisations import Part, training_of
from equitytown.web.register.composing.seen import Reader, Seen
from equitytown.web.register.shown import Item

# What counts as taking part: the words, the kind, and the field that names the organisation.
SIGNS = (
    ("actions led", "actions", "lead"),
    ("actions supported", "actions", "supporting"),
    ("commitments", "commitments", "organisation"),
    ("seats in workstreams", "workstream-members", "organisation"),
    ("progress told", "progress", "organisation"),
    ("case studies", "case-studies", "organisation"),
    ("times listened", "engagement", "organisation"),
)


@dataclass(frozen=True, slots=True)
class Signatory:
    """An organisation that signed the charter."""

    seen: Seen
    on: date
    criteria: str


@dataclass(frozen=True, slots=True)
class Sector:
    """Organisations of one sector, how many are seen to take part, and in what."""

    name: str
    organisations: int
    taking_part: int
    signs: tuple[tuple[str, int], ...]


def partners(user: User | None) -> dict[str, Any]:  # what the template reads
    """Give who the partners are and how far they take part, by what the register tells."""
    reader = Reader(user)
    held = reader.all("organisations")
    signed = [Signatory(o, o.record.charter_signed_on, o.record.charter_criteria) for o in held if _signed(o)]
    seen = signs_of(reader)
    return {
        "anchors": [o for o in held if o.record.anchor],
        "signatories": sorted(signed, key=lambda one: one.on),
        "sectors": sectors(held, seen),
        "signs": tuple(words for words, _, _ in SIGNS),
        "silent": [o.item for o in held if not seen.get(o.identifier)],
        "training": _training(reader),
        "count": len(held),
    }


def _signed(seen: Seen) -> bool:
    return seen.record.charter_signed_on is not None


def signs_of(reader: Reader) -> Mapping[str, Mapping[str, int]]:
    """Count, for each organisation, the records that show it taking part."""
    found: dict[str, dict[str, int]] = {}
    for words, slug, name in SIGNS:
        for seen in reader.all(slug):
            for organisation in _all(seen.content.get(name)):
                own = found.setdefault(organisation, {})
                own[words] = own.get(words, 0) + 1
    return found


def _all(value: object) -> Iterable[str]:
    return map(str, value) if isinstance(value, list) else (str(value),) if value else ()


def sectors(held: Iterable[Seen], signs: Mapping[str, Mapping[str, int]]) -> tuple[Sector, ...]:
    """Add up by sector, in the order of the sectors, the one that is not told last."""
    by_sector: dict[str, list[Seen]] = {}
    for seen in held:
        by_sector.setdefault(seen.record.sector, []).append(seen)
    return tuple(
        Sector(
            (sector or NO_SECTOR)[:1].upper() + (sector or NO_SECTOR)[1:],
            len(own),
            sum(bool(signs.get(one.identifier)) for one in own),
            tuple((words, sum(signs.get(one.identifier, {}).get(words, 0) for one in own)) for words, _, _ in SIGNS),
        )
        for sector in (*SECTORS, "")
        if (own := by_sector.get(sector))
    )


def _training(reader: Reader) -> tuple[tuple[Item, tuple[Part, ...]], ...]:
    """Give training by organisation, course and role."""
    names = reader.names("organisations")
    held: dict[str, list[Seen]] = {}
    for seen in reader.all("training-coverage"):
        if seen.record.organisation in names:
            held.setdefault(seen.record.organisation, []).append(seen)
    return tuple((names[own], training_of(tuple(found))) for own, found in held.items())
