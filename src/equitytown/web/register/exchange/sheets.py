"""Records as sheets: one kind each, a column for each thing told, values as values."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from equitytown.errors import InputError
from equitytown.publish.flat import Value
from equitytown.terms.register import Field, Kind, Shape
from equitytown.terms.register.cells import BETWEEN_ITEMS, EMPTY, from_plain, to_cell
from equitytown.web.register.models import Publication, Record, State
from equitytown.web.register.names import named, references_in

MOST_ROWS = 50_000
STAGE, CHANGED, PUBLISHED = "Stage", "Last changed", "Published on"
OF_REGISTER = "{} (register)"  # where a kind tells something of that name itself: no two columns have one heading
_TOLD = (STAGE, CHANGED, PUBLISHED)
# Columns that tell of a record and are passed over when a file comes back.
ONLY_TOLD = (*_TOLD, *map(OF_REGISTER.format, _TOLD))
NUMBERS = frozenset({Shape.WHOLE, Shape.NUMBER, Shape.POUNDS})
NOT_PARTED = frozenset({"year", "number", "printed_number", "position"})  # numbers that are names
FIRST_DAY = date(1900, 3, 1)  # spreadsheets disagree on days before
Known = Mapping[str, Container[str]]  # references, by the kind of the records they name
_EMPTY: Mapping[Shape, Any] = {shape: list(v) if isinstance(v, tuple) else v for shape, v in EMPTY.items()}  # as JSON
JOIN = f"{BETWEEN_ITEMS} "  # the space keeps a value from beginning a cell where semicolons part columns


class TooMany(InputError):  # noqa: N818  a page says so
    """More rows than a file may hold."""

    def __init__(self) -> None:
        super().__init__(f"A file holds {MOST_ROWS:,} rows at most, and this would be more. Narrow the list first.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records of one kind as a table; what it was narrowed by, in words."""

    kind: Kind
    labels: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: Iterable[Sequence[Value]]
    count: int
    narrowed: tuple[str, ...] = field(default=())


def columns(kind: Kind, *, public: bool) -> tuple[Field, ...]:
    """Give the fields that stand in a file of a kind: none that names a person, for the public none that is not."""
    return tuple(f for f in kind.fields if f.shape is not Shape.PERSON and (f.public or not public))


def known_to(user: Any, kinds: Iterable[Kind]) -> Known:  # an account, or nobody
    """Give the references to which somebody may see links from records of some kinds, by the kind they lead to."""
    return {to: named(user, to) for to in sorted({f.to for kind in kinds for f in kind.fields if f.links})}


def working_sheet(kind: Kind, records: Sequence[Record], known: Known, *, narrowed: Sequence[str] = ()) -> Sheet:
    """Give records as somebody who works on them sees them: with the stage of each, and links to what is `known`."""
    _bound(len(records))
    fields = columns(kind, public=False)

    def rows() -> Iterator[list[Value]]:
        for record in records:
            typed = from_plain(kind, {f.name: _shown(f, record.content.get(f.name), known) for f in fields})
            changed = timezone.localtime(record.changed_at).date()
            yield [*_values(fields, typed), Value(State(record.state).label), Value(str(changed), day=changed)]

    return _sheet(kind, fields, (STAGE, CHANGED), rows(), count=len(records), narrowed=narrowed)


def public_sheet(kind: Kind, faces: Sequence[Publication], known: Known) -> Sheet:
    """Give what is published: public fields alone, and links to what is `known` to anyone."""
    _bound(len(faces))
    fields = columns(kind, public=True)

    def rows() -> Iterator[list[Value]]:
        for face in faces:
            typed = from_plain(kind, {f.name: _shown(f, face.content.get(f.name), known) for f in fields})
            day = timezone.localtime(face.published_at).date()
            yield [*_values(fields, typed), Value(str(day), day=day)]

    return _sheet(kind, fields, (PUBLISHED,), rows(), count=len(faces))


def _bound(count: int) -> None:
    if count > MOST_ROWS:
        raise TooMany


def _shown(field: Field, value: Any, known: Known) -> Any:  # a value of JSON
    """Leave out links to what the reader may not know of; what is not told is as empty as its shape says."""
    if value is None or not field.links:
        return _EMPTY.get(field.shape, "") if value is None else value
    seen = [reference for reference in references_in(value) if reference in known[field.to]]
    return seen if field.many else next(iter(seen), "")


def _sheet(
    kind: Kind,
    fields: Sequence[Field],
    told: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    count: int,
    narrowed: Sequence[str] = (),
) -> Sheet:
    own = {f.label for f in fields}
    labels = (*(f.label for f in fields), *(OF_REGISTER.format(word) if word in own else word for word in told))
    numeric = (*(f.shape in NUMBERS for f in fields), *(False for _ in told))
    return Sheet(kind, labels, numeric, rows, count, tuple(narrowed))


def _values(fields: Iterable[Field], typed: object) -> list[Value]:
    return [value_of(f, getattr(typed, f.name)) for f in fields]


def value_of(field: Field, value: Any) -> Value:  # a value of the field's shape
    """Give a value as a cell: numbers as numbers, days as days, the rest as words; empty where nothing is told."""
    match value:
        case bool() | None:
            return Value(to_cell(value))
        case int():
            return Value(str(value), float(value), parted=field.name not in NOT_PARTED)
        case Decimal():
            exponent = value.as_tuple().exponent
            return Value(to_cell(value), float(value), -min(0, exponent) if isinstance(exponent, int) else 0)
        case date():
            return Value(str(value), day=value if value >= FIRST_DAY else None)
        case tuple():
            return Value(JOIN.join(value))
        case _:
            return Value(to_cell(value))
