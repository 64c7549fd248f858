"""The kinds of record that a register holds, each declared once: files, forms, pages and checks all read it here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from equitytown.terms.register.fields import DECLARED, Field, Shape


class Group(StrEnum):
    """The shelves on which a reader finds the kinds."""

    PROMISES = "What was promised"
    WORK = "Who is doing what"
    RESULTS = "What came of it"
    PARTNERS = "Partners"
    LEARNING = "Events and learning"
    GOVERNANCE = "Governance and evaluation"


class Writer(StrEnum):
    """The lowest role that may write records of a kind."""

    CONTRIBUTOR = "contributor"
    LEAD = "lead"
    EDITOR = "editor"


# What is wrong with a record as a whole: the field it shows at, and a sentence that says how to mend it.
Check = Callable[[Any], Iterable[tuple[str, str]]]  # Any: the kind's own record
# What stands in the way of its being public on a day, in the same form.
Hindrance = Callable[[Any, date], Iterable[tuple[str, str]]]  # Any: the kind's own record


@dataclass(frozen=True)
class Kind:
    """
    One kind of record.

    `slug` names its file and its address; `prefix` begins the references it gives; `title` is the field that a
    list shows; `owner` the link to the organisation whose record it is; `parent` the link to the record of which it
    is a part; `statuses` says which status may follow which, and `updates` whether the status is told by updates
    that are appended and never overwritten. `publishable` gives what stands in the way of a record's being public on a
    day, beside fields that are empty.
    """

    slug: str
    record: type
    singular: str
    plural: str
    prefix: str
    group: Group
    writer: Writer
    about: str
    title: str
    owner: str = ""
    parent: str = ""
    partners: tuple[str, ...] = ()
    statuses: Mapping[str, tuple[str, ...]] | None = None
    check: Check | None = None
    publishable: Hindrance | None = None
    order: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Give its fields in the order declared, its reference first."""
        return tuple(_field(f.name, *f.metadata[DECLARED]) for f in fields(self.record))

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Give its fields by their names."""
        return {found.name: found for found in self.fields}

    @property
    def key(self) -> str:
        """The name of the field that holds its reference."""
        return self.fields[0].name

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its file. Persons are left out: a file of the register names none."""
        return tuple(found.name for found in self.fields if found.shape is not Shape.PERSON)

    def faults(self, record: object) -> tuple[tuple[str, str], ...]:
        """Give what is wrong with a record as a whole, each with the field it shows at."""
        return tuple(self.check(record)) if self.check else ()

    def hindrances(self, record: object, on: date) -> tuple[tuple[str, str], ...]:
        """Give what stands in the way of a record's being public on a day, each with the field it shows at."""
        return tuple(self.publishable(record, on)) if self.publishable else ()


def _field(name: str, shape: Shape, label: str, options: Mapping[str, Any]) -> Field:  # the options of a `Field`
    return Field(name, label, shape, **options)


KINDS: dict[str, Kind] = {}
_R = TypeVar("_R", bound=type)


def kind(slug: str, **options: Any) -> Callable[[_R], _R]:  # the options of a `Kind`
    """Declare a frozen dataclass to be a kind of record of the register."""

    def declare(record: _R) -> _R:
        KINDS[slug] = Kind(slug=slug, record=record, **options)
        return record

    return declare


def kind_of(record: type) -> Kind:
    """Give the kind that a record's type was declared as."""
    return next(found for found in KINDS.values() if found.record is record)
