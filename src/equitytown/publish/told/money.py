"""Grants and funds: each with its qualifier, and totals that keep them."""

from collections.abc import Sequence

from equitytown.present.blocks import Block, Cell, Column, Heading, Paragraph, Row, RowGroup, Table, text
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import NOT_TOLD, between, counted, joined, names, pounds
from equitytown.terms.register.amounts import total
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.work import FUNDING_STATUSES, Funding

COLUMNS = (
    Column("purpose", "For"),
    Column("source", "From"),
    Column("recipient", "Received by"),
    Column("amount", "Amount"),
    Column("period", "Period"),
    Column("status", "How it stands"),
)
# In the order of the table: what the grants of a status come to, in a sentence; money that was turned down is no money.
SUMS = {
    "awarded": "awarded",
    "ended": "awarded by grants that have ended",
    "bid submitted": "asked for in bids that are not decided",
    "": "told of without saying whether it was awarded",
}


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give grants with their totals; nothing where the register holds none."""
    held = edition.place.register.all(Funding)
    if not held:
        return ()
    named = names(edition.place.register, Organisation)
    ordered = sorted(held, key=lambda found: (*SUMS, *FUNDING_STATUSES).index(found.status))
    rows = tuple(
        Row((
            cells.words(capital(found.purpose)),
            cells.words(found.source),
            cells.words(joined((found.recipient,) if found.recipient else (), named, empty=NOT_TOLD)),
            _amount(found),
            cells.words(between(found.starts, found.ends) or NOT_TOLD),
            cells.words(capital(found.status or NOT_TOLD)),
        ))
        for found in ordered
    )  # fmt: skip
    table = Table("funding", "Grants and funds", COLUMNS, (RowGroup("", rows),))
    return (Heading(2, "Money for the work"), Paragraph(text(sums(held))), table)


def _amount(found: Funding) -> Cell:
    return cells.words(pounds(found.amount, found.qualifier))


def sums(held: Sequence[Funding]) -> str:
    """Say what grants come to by how they stand, keeping "at least" and "about"."""
    sentences = []
    for status, words in SUMS.items():
        grants = [found for found in held if found.status == status]
        if not grants:
            continue
        found = total(grants)
        many = counted(found.grants, "grant", "grants")
        if found.unknown == found.grants:
            sentences.append(f"The amount of {many} {words} was not told.")
            continue
        missing = f", {found.unknown:,} of them without an amount" if found.unknown else ""
        sentences.append(f"{capital(pounds(found.amount, found.qualifier))} was {words} ({many}{missing}).")
    return " ".join(sentences) or "No grant that is on record was awarded."
