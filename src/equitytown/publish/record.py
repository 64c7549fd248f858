"""An edition as a record: what it said, whatever it looked like."""

from collections.abc import Iterator
from dataclasses import replace

from equitytown import __version__
from equitytown.present.blocks import plain
from equitytown.publish import narrative
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.record_parts import parts_of
from equitytown.store.corrections import CORRECTED
from equitytown.store.records import sealed
from equitytown.terms.edition_record import EditionRecord, RecordedFigure, RecordedVerdict
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation


def record_of(edition: Edition, *, since: EditionRecord | None = None) -> EditionRecord:
    """
    Record what an edition says.

    Parameters
    ----------
    edition : Edition
        The compared place.
    since : EditionRecord, optional
        The record of the edition before, beside which this one is set on its page of changes.

    Returns
    -------
    EditionRecord
        Figures, verdicts, definitions, sentences and texts as they are; everything else by its hash. Its `content`
        is the same for two builds that say the same, however they are drawn, signed or checked.
    """
    bare = _bare(edition)
    return sealed(replace(bare, edition=edition.place.report.edition, as_of=edition.place.report.as_of,
                          texts=dict(edition.place.texts), parts=parts_of(edition, since=since)))  # fmt: skip


def rebuilt(edition: Edition) -> EditionRecord:
    """Record what would have been said with the figures known on an earlier day: a record that has no edition."""
    return sealed(_bare(edition))


def _bare(edition: Edition) -> EditionRecord:
    """Record figures, verdicts, definitions and sentences."""
    return EditionRecord(
        place_id=edition.place.place_id,
        edition="",
        as_of=edition.holdings.on,
        software=__version__,
        content="",
        figures={o.observation_id: _figure(o) for o in edition.holdings.observations},
        verdicts={f.finding_id: _verdict(f) for f in edition.all_findings()},
        definitions={key: definition(edition, indicator) for key, indicator in edition.place.indicators.items()},
        sentences=dict(sentences(edition)),
    )


def _figure(o: Observation) -> RecordedFigure:
    origin, corrected = o.provenance, o.note.startswith(CORRECTED)
    return RecordedFigure(
        o.value, o.lower, o.upper, origin.publisher, origin.title, o.known_from, corrected, o.period.end
    )


def _verdict(f: Finding) -> RecordedVerdict:
    return RecordedVerdict(
        rating=f.verdict.rating.value,
        method=f.verdict.method,
        basis=f.verdict.basis.value,
        rank=f.rank.rank if f.rank else None,
        of=f.rank.of if f.rank else None,
        trend=f.trend.direction.value if f.trend else "",
        against=f.comparator_value.observation_id if f.comparator_value else "",
        change=f.change.direction.value if f.change else "",
        gap=f.gap.movement.value if f.gap else "",
    )


def definition(edition: Edition, indicator: Indicator) -> dict[str, str]:
    """Give what an indicator measures, how it is compared and where it is listed, each part by the name readers see."""
    neighbours = edition.neighbour_set(indicator)
    source = indicator.source
    principle = edition.place.framework.principle_of(indicator.indicator_id)
    return {
        "name": indicator.name,
        "definition": indicator.definition,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "age": indicator.age,
        "sex": indicator.sex,
        "unit": indicator.unit.value,
        "kind of value": indicator.value_type.value,
        "decimals shown": str(indicator.decimals),
        "polarity": indicator.polarity.value,
        "comparison method": indicator.comparison_method.value,
        "publisher": source.publisher,
        "source": source.title,
        "neighbour set": neighbours.name if neighbours else "",
        "neighbours": ", ".join(area.area_code for area in neighbours.ranking_members) if neighbours else "",
        "small-number rule": indicator.disclosure,
        "breaks": "; ".join(f"{b.start}: {b.reason}" for b in indicator.breaks),
        "caveats": " ".join(indicator.caveats),
        "principle": principle.name if principle is not None else "",
    }


def sentences(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give each drafted sentence that the edition's pages say, by its name."""
    for indicator, found in _said(edition):
        for part in narrative.settled(edition, indicator, found):
            yield from ((sentence.sentence_id, plain(sentence.text)) for sentence in part)


def _said(edition: Edition) -> Iterator[tuple[Indicator, Comparisons]]:
    """Give the newest figure of every measure, and the periods that numbered figures tell of."""
    indicators = edition.place.indicators
    for indicator in indicators.values():
        if (found := edition.current(indicator)) is not None:
            yield indicator, found
    for plan in edition.place.report.figures:
        indicator = indicators[plan.indicator_id]
        if plan.periods and (found := edition.comparisons(indicator, plan.periods[-1])) is not None:
            yield indicator, found
