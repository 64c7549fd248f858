"""What people answered and who came: surveys and events, with group sizes and no share of a small group."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from equitytown.present.wording.numbers import number as rounded
from equitytown.web.accounts.models import User
from equitytown.web.register.composing.seen import Reader, Seen, reader_of
from equitytown.web.register.composing.words import NOT_KNOWN, TOO_FEW, share_of, share_words
from equitytown.web.register.models import Record
from equitytown.web.register.shown import Item

EVERYONE = "Everyone"
OTHERS = "Organisations that are not named here"
NO_SECTOR = "sector not told"


@dataclass(frozen=True, slots=True)
class Answer:
    """One group's answer to one question."""

    seen: Seen
    people: str
    answered: int | None
    share: str


@dataclass(frozen=True, slots=True)
class Check:
    """One statement before and after, and by how much the shares differ."""

    seen: Seen
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True)
class Came:
    """How many people came of one organisation, or of one sector."""

    item: Item
    people: int
    roles: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """Who came. `unknown` counts entries that do not say how many: they are left out of every sum."""

    organisations: tuple[Came, ...]
    sectors: tuple[Came, ...]
    total: int
    unknown: int


def survey(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what a survey's page shows beside its fields."""
    reader, seen = reader_of(record, user)
    results = reader.naming("survey-results", "survey", record.identifier)
    asked = sorted(results, key=lambda found: _first_place(results, found))
    return {
        "covered": frozenset({"survey-results"}),
        "questions": [
            (question, [_answer(found) for found in own])
            for question, own in groupby(asked, key=lambda found: found.record.question)
        ],
        "response": share_words(seen.record.answered, seen.record.asked) if seen.record.asked else "",
    }


def _first_place(results: tuple[Seen, ...], found: Seen) -> int:
    """Say where a result's question stands first, so that all of its groups stand together."""
    return next(place for place, one in enumerate(results) if one.record.question == found.record.question)


def _answer(found: Seen) -> Answer:
    told = found.record
    return Answer(found, told.people or EVERYONE, told.answered, share_words(told.agreed, told.answered))


def event(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what an event's page shows beside its fields."""
    reader, _ = reader_of(record, user)
    return {
        "covered": frozenset({"attendance", "event-checks"}),
        "attended": attended(reader.naming("attendance", "event", record.identifier), reader),
        "checks": [check_of(found) for found in reader.naming("event-checks", "event", record.identifier)],
    }


def check_of(found: Seen) -> Check:
    """Set the shares before and after beside each other; they differ only where both can be given."""
    told = found.record
    before = share_of(told.before_agreed, told.before_answered)
    after = share_of(told.after_agreed, told.after_answered)
    if before is None or after is None:
        difference = TOO_FEW if None not in (told.before_answered, told.after_answered) else NOT_KNOWN
    else:
        points = rounded(abs(after - before) * 100, decimals=0)
        way = "higher" if after > before else "lower"
        difference = "the same" if points == "0" else f"{points} percentage points {way}"
    return Check(
        found,
        share_words(told.before_agreed, told.before_answered),
        share_words(told.after_agreed, told.after_answered),
        difference,
    )


def attended(found: Iterable[Seen], reader: Reader) -> Attended:
    """Add up who came, by organisation and by sector."""
    held = tuple(found)
    known = [seen for seen in held if seen.record.people is not None]
    names = reader.names("organisations")
    sectors = sectors_of(reader)
    people: dict[str, int] = defaultdict(int)
    roles: dict[str, list[str]] = defaultdict(list)
    by_sector: dict[str, int] = defaultdict(int)
    for seen in known:
        own = seen.record.organisation if seen.record.organisation in names else OTHERS
        people[own] += seen.record.people
        by_sector[sectors.get(own) or NO_SECTOR] += seen.record.people
        roles[own].append(f"{seen.record.role or 'role not told'}: {seen.record.people:,}")
    return Attended(
        tuple(Came(names.get(own, Item(OTHERS)), many, "; ".join(roles[own])) for own, many in _largest(people)),
        tuple(Came(Item(sector[:1].upper() + sector[1:]), many) for sector, many in _largest(by_sector)),
        sum(people.values()),
        len(held) - len(known),
    )


def sectors_of(reader: Reader) -> dict[str, str]:
    """Give the sector of each organisation that may be shown; empty where none is told."""
    public = Reader(None).all("organisations")
    return {seen.identifier: seen.record.sector for seen in (*public, *(reader.all("organisations")))}


def _largest(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
