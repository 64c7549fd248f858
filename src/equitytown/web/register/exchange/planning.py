"""What a file would change: each record to be made, each field to be changed, or every fault in it. Nothing is kept."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from equitytown.errors import InputError
from equitytown.place.words import shown
from equitytown.terms.register import Field, Kind, Shape
from equitytown.terms.register.cells import Plain, from_cell, from_plain, to_cell, to_plain
from equitytown.web.accounts.models import User
from equitytown.web.register import actions, rules
from equitytown.web.register.actions import NotAllowed, Refused
from equitytown.web.register.exchange.cells_in import plain_of
from equitytown.web.register.exchange.faults import Fault, Faulty
from equitytown.web.register.exchange.headings import Table, read_headings
from equitytown.web.register.exchange.linking import Names
from equitytown.web.register.exchange.reading import Handed
from equitytown.web.register.exchange.sheets import NUMBERS
from equitytown.web.register.merging import Conflict
from equitytown.web.register.models import Record, State
from equitytown.web.register.names import references_in
from equitytown.web.register.sound import Content, settled

NOT_SET = "Your role does not set this. Leave it as it is."
AT_ONCE = 50  # rows that are tried in one transaction: others who write wait for no more than these


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row would do: make a record where `identifier` is empty, or change one as it was at `version`."""

    row: int
    identifier: str
    version: int
    title: str
    content: Content
    changes: list[list[Any]]  # field, what it says now, what it would say: values of JSON

    def as_json(self) -> dict[str, Any]:  # as it is kept until it is applied
        """Give it as JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do, row by row, and the references of records that it leaves as they are."""

    rows: tuple[Planned, ...]
    unchanged: tuple[str, ...]


@dataclass(slots=True)
class _Row:
    """A row as far as it was read."""

    number: int
    record: Record | None
    base: Content
    content: Content
    faulty: set[str] = field(default_factory=set)

    @property
    def changes(self) -> list[list[Any]]:
        """Give what would change, field by field."""
        return [[n, self.base[n], value] for n, value in self.content.items() if value != self.base[n]]


def plan(user: User, kind: Kind, handed: Handed) -> Plan:
    """
    Work out what a file would change.

    Parameters
    ----------
    user : User
        Who handed it in: they can change only what they could change by hand.
    kind : Kind
        What its rows are.
    handed : Handed
        The file, past the door.

    Raises
    ------
    Faulty
        With every fault in it, by row and column.
    """
    table, faults = read_headings(kind, handed.rows)
    rows = _read(user, kind, table, faults)
    wanted = [row for row in rows if row.record is None or row.changes or row.faulty]
    for start in range(0, len(wanted), AT_ONCE):
        with transaction.atomic():
            for row in wanted[start : start + AT_ONCE]:
                faults += _tried(user, kind, row, handed.name)
            transaction.set_rollback(True)
    if faults:
        raise Faulty(faults)
    planned = tuple(_planned(kind, row) for row in wanted)
    return Plan(planned, tuple(row.record.identifier for row in rows if row.record and not row.changes))


def _read(user: User, kind: Kind, table: Table, faults: list[Fault]) -> list[_Row]:
    """Read the rows, noting every fault in a cell."""
    names = {f.to: Names(f.to, user) for f in table.fields.values() if f.links}
    held = _held(user, kind, table)
    seen: dict[str, int] = {}
    rows = []
    for number, cells in table.rows:
        reference = _reference(kind, table, cells)
        record = held.get(reference)
        told = _closed(user, kind, reference, record) if reference else ""
        if reference in seen:
            told = f"{shown(reference)} stands in row {seen[reference]} as well."
        row = _row(user, kind, number, None if told else record)
        found = _fill(user, kind, row, _told(table, cells), names)
        if told:  # what its cells say wrong is told as well, but not what they would do
            faults += [Fault(number, _key(kind), told), *(fault for fault in found if fault.sentence != NOT_SET)]
        else:
            faults += found
            rows.append(row)
        if reference:
            seen.setdefault(reference, number)
    return rows


def _told(table: Table, cells: list[str]) -> Iterable[tuple[Field, str]]:
    return [(f, cells[place] if place < len(cells) else "") for place, f in table.fields.items()]


def _key(kind: Kind) -> str:
    return kind.by_name[kind.key].label


def _reference(kind: Kind, table: Table, cells: list[str]) -> str:
    return next((cell.strip() for f, cell in _told(table, cells) if f.name == kind.key), "")


def _held(user: User, kind: Kind, table: Table) -> dict[str, Record]:
    """Give the records that the rows name and this person may read, by reference."""
    named = {_reference(kind, table, cells) for _, cells in table.rows}
    return {r.identifier: r for r in rules.readable(user, kind).filter(identifier__in=named)}


def _closed(user: User, kind: Kind, reference: str, record: Record | None) -> str:
    """Say why a record cannot be changed. One that may not be read is not there: the two answers are the same."""
    if record and rules.may(user, rules.Verb.CHANGE, record):
        return ""
    if record and record.state == State.SUBMITTED:
        return f"{reference} is waiting for approval. Have it sent back first."
    return f"There is no {kind.singular} {shown(reference)} that you can change. Leave it empty to add a new one."


def _row(user: User, kind: Kind, number: int, record: Record | None) -> _Row:
    if record:
        base, _ = settled(kind, record.content)
        return _Row(number, record, base, dict(base))
    empty = to_plain(kind, kind.record())
    own: Content = {kind.owner: user.organisation} if kind.owner and user.organisation else {}
    return _Row(number, None, empty, empty | own)


def _fill(
    user: User, kind: Kind, row: _Row, told: Iterable[tuple[Field, str]], names: Mapping[str, Names]
) -> list[Fault]:
    """Put what a row tells into its content, and say what cannot be put there."""
    faults = []
    for f, cell in told:
        if f.name == kind.key or (row.record is None and f.name == kind.owner and not cell.strip()):
            continue
        was = row.base[f.name]
        try:
            value = plain_of(f, cell, link=names[f.to].find if f.links else _no_link)
            value = _with_unseen(f, was, value, names[f.to].known) if f.links else _kept(f, was, value)
            _may_be_set(user, kind, f, row, changed=value != was)
        except InputError as error:
            row.faulty.add(f.name)
            faults.append(Fault(row.number, f.label, str(error).removeprefix(f"{f.label}: ")))
        else:
            row.content[f.name] = value
    return faults


def _with_unseen(field: Field, was: Plain, value: Plain, known: Container[str]) -> Plain:
    """Keep the links that this person may not know of, and the order of those that stay."""
    held, chosen = references_in(was), references_in(value)
    kept = [reference for reference in held if reference in chosen or reference not in known]
    if field.many:
        return kept + [reference for reference in chosen if reference not in held]
    return value or next(iter(kept), "")


def _no_link(words: str) -> str:
    return words


def _kept(field: Field, was: Plain, value: Plain) -> Plain:
    """Keep a number as it was written where a file only writes it another way, such as 12.50 as 12.5."""
    if field.shape in NUMBERS and was is not None and value is not None:
        return was if from_cell(field, to_cell(_typed(was))) == from_cell(field, to_cell(_typed(value))) else value
    if isinstance(was, str) and isinstance(value, str) and field.shape in {Shape.PROSE, Shape.MARKDOWN}:
        return was if was.splitlines() == value.splitlines() else value
    return value


def _typed(plain: Plain) -> str | int:
    return plain if isinstance(plain, int) else str(plain)


def _may_be_set(user: User, kind: Kind, field: Field, row: _Row, *, changed: bool) -> None:
    if changed and not rules.may_set(user, kind, field.name):
        raise InputError(NOT_SET)
    if changed and row.record and field.name == "status" and kind.statuses:
        raise InputError("The status is told by updates, on the page of the record. Leave it as it is.")


def _tried(user: User, kind: Kind, row: _Row, name: str) -> list[Fault]:
    """Do what a row asks, within a transaction that is undone, and say why it cannot be done."""
    content = {told: row.base[told] if told in row.faulty else value for told, value in row.content.items()}
    try:
        with transaction.atomic():
            carry_out(user, kind, row.record, content, reason=reason_of(name, row.number))
    except Refused as refused:
        return [
            Fault(row.number, kind.by_name[told].label if told in kind.by_name else "", sentence)
            for told, sentence in refused.faults.items()
            if told not in row.faulty
        ]
    except NotAllowed:
        whose = "This would hand it to an organisation or workstream that is not yours." if row.record else ""
        told = whose or f"You can only add {kind.plural} of your own organisation or workstream."
        return [] if row.faulty else [Fault(row.number, "", told)]
    except Conflict:
        return [Fault(row.number, "", "Somebody changed it while the file was read. Hand the file in again.")]
    return []


def carry_out(user: User, kind: Kind, record: Record | None, content: Content, *, reason: str) -> Record:
    """Make or change one record, by the road that its form takes."""
    if record is None:
        return actions.create(user, kind, content, reason=reason)
    return actions.change(user, record, content, version=record.version, reason=reason)


def reason_of(name: str, row: int) -> str:
    """Say in a record's history where a change came from."""
    return f"Taken in from a file, row {row}: {name}"


def _planned(kind: Kind, row: _Row) -> Planned:
    title = str(getattr(from_plain(kind, row.content), kind.title) or kind.singular)
    identifier, version = (row.record.identifier, row.record.version) if row.record else ("", 0)
    return Planned(row.number, identifier, version, title[:120], row.content, row.changes)
