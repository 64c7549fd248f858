"""Methods and sources: how verdicts are reached, who published what, and what is not known."""

from collections import defaultdict

from equitytown.present.blocks import (
    Block,
    Bullets,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Table,
    text,
)
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.sections.summary import by_chance
from equitytown.publish.sections.texts import written
from equitytown.terms.observation import Observation
from equitytown.terms.period import long_date

TITLE = "Methods and sources"

METHODS = {
    "Rating": (
        "A figure is rated against England, the region and the closest neighbour, each apart. Where 95% confidence "
        "limits are held, England's or the region's figure either lies within them (similar) or outside (better or "
        "worse, by the direction that is declared good for that measure). Against the closest neighbour both areas' "
        "limits are set side by side, and where they overlap the two are similar. Where no limits are held, the "
        "publisher's own verdict is shown and marked as published; where there is none, the measure is not compared. "
        "Figures of two publishers are never compared."
    ),
    "Rank": (
        "1st is best. The town is counted once, with every neighbour that has a figure for the same period, and no "
        "rank is given unless three in four have one. Equal figures share the better rank. Where every figure has "
        "limits, the rank carries a 95% interval."
    ),
    "Change": (
        "Two periods are compared by a test of the difference, and only when they do not overlap and their limits "
        "or counts are held. Otherwise both figures are shown and no rise or fall is claimed."
    ),
    "Trend": (
        "A trend needs the last five yearly figures, unbroken, not overlapping, each with limits or counts. "
        "Otherwise it cannot be assessed, and the reason stands beside it."
    ),
    "Gap": (
        "The distance to England is given as a difference and, for shares and rates, as a ratio. It has narrowed or "
        "widened only where a test of both periods says so."
    ),
    "Chance": "Of every twenty comparisons between equal areas, about one would look different by chance alone.",
}


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give methods, comparators, sources and what the figures cannot show."""
    place = edition.place
    return (
        *_texts(edition, "about-the-figures"),
        Heading(2, "How verdicts are reached", anchor="methods"),
        Facts("", tuple(Fact(name, text(words)) for name, words in METHODS.items())),
        *by_chance(edition),
        Heading(2, "Who the town is compared with", anchor="comparators"),
        *_texts(edition, "about-the-comparisons"),
        comparators(edition),
        Heading(2, "Where the figures come from", anchor="sources"),
        Paragraph(text(f"Figures as known on {long_date(place.report.as_of)}. Each figure in the "
                       "downloads carries its publisher, title, licence and dates."), "body"),
        sources(edition),
        Heading(2, "What is not known", anchor="missing"),
        *_missing(edition),
    )  # fmt: skip


def _texts(edition: Edition, name: str) -> tuple[Block, ...]:
    """Give a text of the place's people, where they wrote one."""
    return written(edition, name) if name in edition.place.texts else ()


def comparators(edition: Edition) -> Table:
    """List the neighbour sets with date, source and members in order."""
    rows = []
    used = set(edition.place.report.neighbour_sets.values())
    for found in edition.place.neighbour_sets.values():
        members = ", ".join(area.area_name for area in found.members)
        order = "nearest first" if found.ordered else "in no order"
        ranked = f", the first {found.ranked} ranked" if found.ranked else ""
        rows.append(
            Row(
                (
                    cells.words(found.name),
                    cells.words(found.population),
                    cells.words(f"{found.dated:%B %Y}"),
                    cells.words(f"{members} ({order}{ranked})"),
                    cells.words(found.closest.area_name),
                    cells.words(f"{found.source}. Licence: {found.licence}"),
                    cells.words("Yes" if found.set_id in used else "No"),
                )
            )
        )
    labels = ("Set", "Used for", "As listed", "Members", "Closest", "Source", "Used in this edition")
    columns = tuple(Column(label.lower().replace(" ", "_"), label) for label in labels)
    return Table("neighbour-sets", "Neighbour sets", columns, (RowGroup("", tuple(rows)),))


def sources(edition: Edition) -> Table:
    """List every publication that a figure of this edition comes from."""
    used: dict[tuple[str, str, str, str], list[Observation]] = defaultdict(list)
    for observation in edition.holdings.observations:
        found = observation.provenance
        used[found.publisher, found.title, found.licence, found.address].append(observation)
    rows = tuple(_source_row(key, held) for key, held in sorted(used.items()))
    columns = (
        Column("publisher", "Publisher"),
        Column("title", "Title"),
        Column("licence", "Licence"),
        Column("retrieved", "Read on"),
        Column("known_from", "Known from"),
        Column("figures", "Figures held", "number", decimals=0),
    )
    return Table("sources", "Publications behind the figures", columns, (RowGroup("", rows),))


def _source_row(key: tuple[str, str, str, str], held: list[Observation]) -> Row:
    publisher, title, licence, address = key
    known = sorted({o.known_from for o in held})
    span = f"{known[0]:%d %b %Y}" if len(known) == 1 else f"{known[0]:%d %b %Y} to {known[-1]:%d %b %Y}"
    name = cells.linked(title, address)
    read = f"{max(o.provenance.retrieved for o in held):%d %b %Y}"
    return Row((cells.words(publisher), name, cells.words(licence), cells.words(read), cells.words(span),
                cells.counted(len(held), f"sources|{publisher}|{title}")))  # fmt: skip


def _missing(edition: Edition) -> tuple[Block, ...]:
    """Name the measures without a figure, and those known from print alone."""
    listed = edition.listed()
    awaiting = [i.headline for i in listed if i.confirmed and edition.current(i) is None]
    open_ones = [i for i in listed if not i.confirmed]
    printed = [
        i.headline
        for i in listed
        if (found := edition.current(i)) and found.observation.provenance.publisher == _printer(edition)
    ]
    items = [f"Measure still to be confirmed: {i.headline}." for i in open_ones]
    if awaiting:
        items.append(f"No figure is held for: {'; '.join(awaiting)}.")
    if printed:
        items.append(f"Known only as printed in the earlier report: {'; '.join(printed)}.")
    items.append("How far neighbourhoods within the place differ: this edition draws no map of it.")
    return (Bullets(tuple(text(item) for item in items)),)


def _printer(edition: Edition) -> str:
    return edition.place.printed[0].publisher if edition.place.printed else ""
