"""What organisations promised, and who signed the charter."""

from equitytown.present.blocks import Block, Bullets, Column, Heading, Paragraph, Row, RowGroup, Table, Text, text
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import NOT_TOLD, by_status, counted, ended, joined, names, told_day
from equitytown.terms.period import long_date
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.promises import COMMITMENT_STATUSES, Commitment

COLUMNS = (
    Column("promise", "Promise"),
    Column("organisation", "Made by"),
    Column("promised_on", "Promised on"),
    Column("due", "To be kept by"),
    Column("status", "How it stands"),
    Column("verified", "Checked by the team"),
)


def commitments(edition: Edition) -> tuple[Block, ...]:
    """Give each promise with its days and how it stands; nothing where the register holds none."""
    held = edition.place.register.all(Commitment)
    if not held:
        return ()
    counts = by_status((found.status for found in held), COMMITMENT_STATUSES)
    opening = f"{counted(len(held), 'commitment is', 'commitments are')} on record: {counts}."
    named = names(edition.place.register, Organisation)
    rows = tuple(
        Row((
            cells.words(_promise(found)),
            cells.words(joined((found.organisation,), named)),
            cells.words(told_day(found.promised_on)),
            cells.words(told_day(found.due)),
            cells.words(capital(found.status or NOT_TOLD)),
            cells.words("Yes" if found.verified else "Not yet"),
        ))
        for found in held
    )  # fmt: skip
    table = Table("commitments", "What organisations promised", COLUMNS, (RowGroup("", rows),))
    return (Heading(2, "Commitments"), Paragraph(text(opening)), table)


def _promise(found: Commitment) -> str:
    covered = f" It covers {found.share_covered}%." if found.share_covered is not None else ""
    kept = f" Kept when: {ended(found.deliverable)}" if found.deliverable else ""
    return f"{ended(found.promise)}{covered}{kept}"


def signatories(edition: Edition) -> tuple[Block, ...]:
    """Give who signed the charter and on what day, oldest first; nothing where no day is on record."""
    dated = [(found.charter_signed_on, found) for found in edition.place.register.all(Organisation)]
    signed = sorted(((day, found) for day, found in dated if day is not None), key=lambda pair: pair[0])
    if not signed:
        return ()
    opening = f"{counted(len(signed), 'organisation has', 'organisations have')} signed, by the days on record."
    return (
        Heading(2, "Who signed the charter"),
        Paragraph(text(opening)),
        Bullets(tuple(_signed(found, long_date(day)) for day, found in signed)),
    )


def _signed(found: Organisation, day: str) -> Text:
    criteria = f" Criteria met: {ended(found.charter_criteria)}" if found.charter_criteria else ""
    return text(f"{found.name}: {day}.{criteria}")
