"""What a page may show of other records: to somebody who works here what they may read, to the public what is out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from equitytown.terms.register import KINDS, Kind, Register
from equitytown.terms.register.cells import from_plain
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.models import Publication, Record, State
from equitytown.web.register.names import PUBLIC, WORK, named
from equitytown.web.register.shown import Item

Content = Mapping[str, Any]  # JSON: a record's content
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Seen:
    """One record as a page shows it: its public face for the public. `state` is empty there."""

    reader: "Reader"
    kind: Kind
    identifier: str
    title: str
    content: Content
    state: str = ""

    @cached_property
    def record(self) -> Any:  # the kind's own record
        """Its content as the record that its kind declares."""
        return from_plain(self.kind, self.content)

    @property
    def address(self) -> str:
        """Where its page is."""
        return reverse(PUBLIC if self.reader.user is None else WORK, args=[self.kind.slug, self.identifier])

    @property
    def item(self) -> Item:
        """Its title, leading to its page."""
        return Item(self.title, self.address)

    def links(self, name: str) -> tuple[Item, ...]:
        """Give what one of its fields links to, of what may be shown."""
        value = self.content.get(name) or []
        names = self.reader.names(self.kind.by_name[name].to)
        return tuple(names[one] for one in (value if isinstance(value, list) else [value]) if one in names)


@dataclass(frozen=True)
class Reader:
    """Whoever looks at a page: an account, or None for the public. Holds names that it has looked up."""

    user: User | None
    _names: dict[str, dict[str, Item]] = field(default_factory=dict, repr=False, compare=False)

    def all(self, slug: str) -> tuple[Seen, ...]:
        """Give the records of a kind, in its order."""
        return self._seen(KINDS[slug])

    def naming(self, slug: str, name: str, identifier: str) -> tuple[Seen, ...]:
        """Give the records of a kind whose field of this name links to a reference, in the kind's order."""
        return tuple(seen for seen in self._seen(KINDS[slug], identifier) if _names(seen.content.get(name), identifier))

    def names(self, slug: str) -> Mapping[str, Item]:
        """Give the titles of a kind's records, or of the measures; published ones are anyone's to read."""
        if slug not in self._names:
            found = named(self.user, slug)
            self._names[slug] = {reference: Item(one.title, one.address) for reference, one in found.items()}
        return self._names[slug]

    def register(self, slugs: Iterable[str]) -> Register:
        """Give the records of some kinds as a register."""
        return Register({KINDS[slug].record: tuple(seen.record for seen in self.all(slug)) for slug in slugs})

    def _seen(self, kind: Kind, words: str = "") -> tuple[Seen, ...]:
        """Give the records of a kind in which a reference stands."""
        held: list[Seen]
        if self.user is None:
            faces = Publication.objects.filter(kind=kind.slug, words__contains=words.lower())
            held = [
                Seen(self, kind, identifier, title, content)
                for identifier, title, content in faces.values_list("record__identifier", "title", "content")
            ]
        else:
            records = rules.readable(self.user, kind).filter(words__contains=words.lower())
            records = records.exclude(state=State.WITHDRAWN)  # what was withdrawn or discarded stands in no sum
            held = [Seen(self, kind, r.identifier, r.title, r.content, r.get_state_display()) for r in records]
        return tuple(sorted(held, key=lambda seen: _order(kind, seen)))


def reader_of(record: Record, user: User | None) -> tuple[Reader, Seen]:
    """Give whoever looks at a record's page, and the record as they see it."""
    reader = Reader(user)
    return reader, Seen(reader, record.of, record.identifier, record.title, record.content)


def _names(value: object, identifier: str) -> bool:
    return identifier in value if isinstance(value, list) else value == identifier


def _order(kind: Kind, seen: Seen) -> tuple[Any, ...]:  # values of one field have one type
    told = [seen.identifier if name == kind.key else seen.content.get(name) for name in kind.order]
    return (*((value in (None, ""), _comparable(value)) for value in told), _comparable(seen.identifier))


def _comparable(value: object) -> tuple[tuple[bool, float, str], ...]:
    """Order words as people count: ACT-9 before ACT-10."""
    parts = _DIGITS.split("" if value is None else str(value))
    return tuple((not part.isdecimal(), float(part) if part.isdecimal() else 0.0, part) for part in parts if part)
