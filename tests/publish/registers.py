"""Small registers put into an edition, and the words of the blocks that come of them."""

from dataclasses import replace

from equitytown.present.blocks import Bullets, Facts, Heading, Paragraph, Records, Table, plain
from equitytown.publish.flat import flatten
from equitytown.terms.register import Register
from equitytown.terms.register.partners import Organisation

COUNCIL = Organisation(organisation_id="ORG-1", name="The council")
COLLEGE = Organisation(organisation_id="ORG-2", name="The college")


def with_register(edition, *records):
    """Give the edition with a register of these records and no other."""
    grouped = {}
    for record in records:
        grouped.setdefault(type(record), []).append(record)
    register = Register({kind: tuple(found) for kind, found in grouped.items()})
    return replace(edition, place=replace(edition.place, register=register))


def _words(block):
    match block:
        case Heading():
            return [block.words]
        case Paragraph():
            return [plain(block.text)]
        case Bullets():
            return [plain(item) for item in block.items]
        case Facts():
            return [f"{fact.label}: {plain(fact.text)}" for fact in block.facts]
        case Records():
            found = [record for _, records in block.groups for record in records]
            details = [f"{fact.label}: {plain(fact.text)}" for record in found for fact in record.details]
            return [*(record.title for record in found), *(plain(record.text) for record in found), *details]
        case _:
            rows = flatten(block).rows if isinstance(block, Table) else ()
            return [" | ".join(str(value.value) for value in row) for row in rows]


def words(blocks):
    """Give what a reader reads, line by line."""
    return [line for block in blocks for line in _words(block)]
