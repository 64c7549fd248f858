"""Figures of a ward by group of people, beside the town's: how its residents are made up, and other figures."""

from equitytown.present.blocks import Block, Cell, Column, Heading, Row, RowGroup, Table, Text, text
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.within.figures import basis_words
from equitytown.publish.within.wards import ward_slugs
from equitytown.terms.area import Area
from equitytown.terms.indicator import Indicator, Polarity, Unit
from equitytown.terms.observation import Observation

LIVES_HERE = "Who lives here"
BY_GROUP = "Figures by group"
NO_GAP = "How residents are made up is no gap: nothing is judged by it."


def by_group(edition: Edition, ward: Area) -> tuple[Block, ...]:
    """Set out a ward's figures by group of people: first how it is made up, then those that have a good side."""
    found: dict[str, list[Block]] = {LIVES_HERE: [], BY_GROUP: []}
    for indicator in edition.place.indicators.values():
        held = edition.of_groups(indicator, ward)
        for kind in dict.fromkeys(o.category_type for o in held if o.value is not None):
            heading = LIVES_HERE if indicator.polarity is Polarity.NONE else BY_GROUP
            own = tuple(o for o in held if o.category_type == kind)
            found[heading].append(_table(edition, ward, indicator, own))
    anchors = {LIVES_HERE: "who-lives-here", BY_GROUP: "by-group"}
    return tuple(
        block
        for heading, tables in found.items()
        if tables
        for block in (Heading(2, heading, anchor=anchors[heading]), *tables)
    )


def _table(edition: Edition, ward: Area, indicator: Indicator, own: tuple[Observation, ...]) -> Table:
    """Set a ward's groups beside the town's of the same period and sex."""
    place = edition.place.area
    first = own[0]
    whole = {o.category: o for o in edition.of_groups(indicator, place) if o.category_type == first.category_type}
    beside = {name: o if o.period == first.period else None for name, o in whole.items()}
    columns = (
        Column("group", first.category_type),
        Column("ward", ward.area_name, "number", decimals=indicator.decimals),
        Column("town", place.area_name, "number", decimals=indicator.decimals),
    )
    rows = tuple(
        Row(
            (
                Cell(text=text(o.category)),
                cells.figure(edition, o, indicator),
                cells.figure(edition, beside.get(o.category), indicator),
            )
        )
        for o in own
    )
    unit = "" if indicator.unit is Unit.PERCENT else f"{indicator.unit.value}, "
    caption = f"{indicator.headline} in {ward.area_name} ({unit}{first.period.label}{basis_words(indicator)})"
    name = f"ward-{ward_slugs(edition)[ward.area_code]}-{indicator.indicator_id}-{first.category_type}"
    table_id = name.lower().replace(" ", "-")
    return Table(table_id, caption, columns, (RowGroup("", rows),), _notes(indicator, own))


def _notes(indicator: Indicator, own: tuple[Observation, ...]) -> tuple[Text, ...]:
    said = sorted({o.note.rstrip(".") for o in own if o.note})
    notes = [f"Notes on the figures: {'; '.join(said)}."] if said else []
    made_up = [NO_GAP] if indicator.polarity is Polarity.NONE else []
    return tuple(text(words) for words in (*made_up, *notes))
