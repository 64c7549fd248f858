"""Resources beside need: each allocation of the register, those of anchor institutions first."""

from collections.abc import Mapping
from decimal import Decimal

from equitytown.present.blocks import Block, Column, Heading, Paragraph, Row, RowGroup, Table, text
from equitytown.present.wording.numbers import number
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import between, joined, names, pounds
from equitytown.terms.register.governance import Decision
from equitytown.terms.register.need import Against, AllocationNeed, allocations_against_need
from equitytown.terms.register.partners import Organisation

COLUMNS = (
    Column("people", "Area or group"),
    Column("amount", "Receives"),
    Column("received", "Share received"),
    Column("need", "Share of need"),
    Column("short", "Beside need"),
)
NOT_KNOWN = "not known"
POUNDS = "pounds"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give every allocation beside need; nothing where the register holds none."""
    register = edition.place.register
    found = allocations_against_need(register)
    if not found:
        return ()
    named, decided = names(register, Organisation), names(register, Decision)
    return (
        Heading(2, "Resources beside need"),
        Paragraph(text("Anchor institutions stand first. An amount that is not known is not zero."), style="note"),
        *(block for one in found for block in _allocation(one, named, decided)),
    )


def _allocation(one: AllocationNeed, named: Mapping[str, str], decided: Mapping[str, str]) -> tuple[Block, ...]:
    held = one.allocation
    who = joined((held.organisation,), named)
    told = [f"{who}{', an anchor institution' if one.anchor else ''}", between(held.starts, held.ends)]
    if held.need_basis:
        told.append(f"need weighed by {held.need_basis[0].lower()}{held.need_basis[1:].rstrip('.')}")
    if held.decisions:
        told.append(f"decided: {'; '.join(decided.get(ref, ref).rstrip('.') for ref in held.decisions)}")
    notes = [f"{'; '.join(part for part in told if part)}."]
    if one.found.unknown:
        notes.append("While one amount is not known, nobody's share of the whole can be given.")
    elif not one.found.is_whole:
        notes.append("The shares of need are not whole, so no difference is given.")
    rows = tuple(_row(row, held.unit) for row in one.found.rows)
    table = Table(f"need-{held.allocation_id.lower()}", held.name, COLUMNS, (RowGroup("", rows),))
    return (
        Heading(3, held.name),
        Paragraph(text(" ".join(capital(note) for note in notes))),
        *((table,) if rows else ()),
    )


def _row(row: Against, unit: str) -> Row:
    return Row(
        (
            cells.words(row.share.people),
            cells.words(_amount(row.share.amount, unit)),
            cells.words(_share(row.received)),
            cells.words(_share(row.need)),
            cells.words(_short(row.amount, unit)),
        )
    )


def _amount(amount: Decimal | None, unit: str) -> str:
    if amount is None:
        return NOT_KNOWN
    return pounds(amount) if unit == POUNDS else f"{number(float(amount), decimals=1)} {unit}"


def _share(value: Decimal | None) -> str:
    return NOT_KNOWN if value is None else f"{number(float(value), decimals=1)}%"


def _short(amount: Decimal | None, unit: str) -> str:
    """Say how far from need it is; `amount` is what it receives less what would be in line."""
    if amount is None:
        return NOT_KNOWN
    size = Decimal(f"{abs(amount):.{0 if unit == POUNDS else 1}f}")
    if not size:
        return "in line with need"
    return f"{_amount(size, unit)} {'short of' if amount < 0 else 'above'} need"
