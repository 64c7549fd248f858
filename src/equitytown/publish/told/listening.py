"""Engagement: who was listened to, what was heard, what changed."""

from equitytown.present.blocks import Block, Heading, Paragraph, Record, Records, text
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import counted, ended, facts, joined, names, told_day
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.results import Engagement


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give each time that people were listened to; nothing where the register holds none."""
    held = edition.place.register.all(Engagement)
    if not held:
        return ()
    changed = sum(1 for found in held if found.changed)
    opening = (
        f"{counted(len(held), 'occasion is', 'occasions are')} on record; for {changed:,} of these the register says "
        "what changed afterwards."
    )
    named = names(edition.place.register, Organisation)
    records = tuple(
        Record(
            record_id=found.engagement_id.lower(),
            label="",
            title=found.activity,
            text=text(f"Heard: {ended(found.heard)}"),
            details=facts(
                ("With whom", found.people),
                ("How many", f"{found.count:,}" if found.count is not None else ""),
                ("When", told_day(found.on, empty="")),
                ("By", joined((found.organisation,), named) if found.organisation else ""),
                ("What changed", found.changed or "Nothing is on record yet"),
                ("Told back to them", told_day(found.reported_back, empty="Not yet")),
            ),
        )
        for found in held
    )
    return (
        Heading(2, "What people told us, and what changed"),
        Paragraph(text(opening)),
        Records((("", records),), {}, noun="engagement"),
    )
