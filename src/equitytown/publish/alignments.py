"""Other strategies of the place: a page each, which shows the measures by its own headings, and a file."""

from collections.abc import Sequence
from pathlib import Path

from equitytown.present.blocks import Block, Bullets, Fact, Heading, Page, Paragraph, Span, Text, text
from equitytown.present.wording.phrases import join_texts
from equitytown.present.wording.sentences import sentence
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.sections import latest_table
from equitytown.publish.tables import write_csv
from equitytown.terms.framework import Alignment
from equitytown.terms.indicator import Indicator

Field = str | float | None
COLUMNS = (
    "heading", "indicator_id", "name", "area_code", "period", "sex", "unit", "value", "lower", "upper", "national",
    "regional", "rating_national", "rating_regional", "rating_neighbours", "rank", "of", "publisher", "title",
    "known_from",
)  # fmt: skip


def slug_of(alignment: Alignment) -> str:
    """Give the address of a strategy's page."""
    return f"alignments/{alignment.alignment_id}"


def pages(edition: Edition) -> tuple[Page, ...]:
    """Build a page for each strategy that the measures serve."""
    return tuple(_page(edition, alignment) for alignment in edition.place.framework.alignments)


def _page(edition: Edition, alignment: Alignment) -> Page:
    about = (Paragraph(text(alignment.about), style="lede"),) if alignment.about else ()
    link = (Paragraph(sentence(Span(f"Read about {alignment.name}", href=alignment.address), ".")),)
    return Page(
        slug=slug_of(alignment),
        title=f"Measures by heading: {alignment.name}",
        nav="measures",
        crumbs=(("Measures", "measures"),),
        blocks=(
            *about,
            *(link if alignment.address else ()),
            Paragraph(text(_agreed(alignment)), style="note"),
            latest_table.table_aligned(edition, alignment),
            *_unplaced(edition, alignment),
        ),
    )


def _agreed(alignment: Alignment) -> str:
    """Say whether anybody agreed which measure serves which heading."""
    if alignment.agreed_by:
        return f"Which measure serves which heading was agreed by {alignment.agreed_by}."
    return "Which measure serves which heading is a proposal: nobody has agreed it yet."


def _unplaced(edition: Edition, alignment: Alignment) -> tuple[Block, ...]:
    """Name what serves no heading, and headings that no measure serves: neither is hidden."""
    placed = {i for heading in alignment.headings for i in heading.indicator_ids}
    left = tuple((_link(i),) for i in edition.listed() if i.indicator_id not in placed)
    empty = tuple(text(heading.name) for heading in alignment.headings if not heading.indicator_ids)
    without = (Heading(2, "Headings that no measure serves"), Bullets(empty)) if empty else ()
    measures = (Heading(2, "Measures that serve no heading"), Bullets(left)) if left else ()
    return (*without, *measures)


def _link(indicator: Indicator) -> Span:
    return Span(indicator.headline, href=f"measures/{indicator.indicator_id}")


def beside_measures(edition: Edition) -> tuple[Block, ...]:
    """Point from the page of all measures to each strategy's page."""
    links = [(Span(held.name, href=slug_of(held)),) for held in edition.place.framework.alignments]
    return (
        (Paragraph(sentence("The same measures by the headings of other strategies: ", join_texts(links), ".")),)
        if links
        else ()
    )


def served(edition: Edition, indicator: Indicator) -> tuple[Fact, ...]:
    """Say which headings of other strategies a measure serves."""
    facts = []
    for alignment in edition.place.framework.alignments:
        names = alignment.headings_of(indicator.indicator_id)
        if names:
            words: Text = (Span("; ".join(names), href=slug_of(alignment)),)
            facts.append(Fact(alignment.name, words))
    return tuple(facts)


def write_alignments(edition: Edition, folder: Path) -> None:
    """
    Write each strategy's measures with their newest figures.

    Parameters
    ----------
    edition : Edition
        The compared place.
    folder : Path
        Gets `<alignment_id>.csv` for each strategy, a row for each measure under each heading, in order; made where
        there is any. Measures without a figure have their identifiers and empty fields.
    """
    for alignment in edition.place.framework.alignments:
        folder.mkdir(parents=True, exist_ok=True)
        rows = (
            _row(edition, heading.name, edition.place.indicators[i])
            for heading in alignment.headings
            for i in heading.indicator_ids
        )
        write_csv(folder / f"{alignment.alignment_id}.csv", COLUMNS, rows)


def _row(edition: Edition, heading: str, indicator: Indicator) -> Sequence[Field]:
    start = [heading, indicator.indicator_id, indicator.name, edition.place.area.area_code]
    found = edition.current(indicator)
    if found is None:
        blank: list[Field] = [""] * (len(COLUMNS) - len(start))
        blank[2] = indicator.unit.value
        return [*start, *blank]
    return [*start, *_figures(found, indicator)]


def _figures(found: Comparisons, indicator: Indicator) -> Sequence[Field]:
    own, rank = found.observation, found.neighbours.rank
    others = [f.comparator_value.value if f.comparator_value else None for f in found.averages]
    ratings = [f.verdict.rating.value for f in (found.national, found.regional, found.neighbours)]
    return [
        own.period.label, own.sex, indicator.unit.value, own.value, own.lower, own.upper, *others, *ratings,
        rank.rank if rank else None, rank.of if rank else None, own.provenance.publisher, own.provenance.title,
        own.known_from.isoformat(),
    ]  # fmt: skip
