"""The paragraph that stands with a figure: sentences in the order that the wording contract asks."""

from datetime import date

from equitytown.present.blocks import Paragraph, Text
from equitytown.present.wording import caveats, sentences
from equitytown.publish.edition import Comparisons, Edition
from equitytown.terms.finding import Change, Direction
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Rating


def about(edition: Edition, indicator: Indicator, found: Comparisons, *, gloss: bool = True) -> tuple[Paragraph, ...]:
    """
    Word one figure: warning, level, basis; rank and closest neighbour; change, gap and trend.

    Parameters
    ----------
    edition : Edition
        For the place's name, its series and its neighbours.
    indicator : Indicator
        What is measured.
    found : Comparisons
        The period to word.
    gloss : bool, default True
        Say what the rank's direction means; once a document is enough.

    Returns
    -------
    tuple of Paragraph
        Two paragraphs: where the place stands, and how it moves.
    """
    place = edition.place.area.area_name
    stands = (
        caveats.warning(found.observation, indicator),
        sentences.level(place, found.national, indicator, found.averages),
        sentences.basis(found.averages, limits_held=found.observation.has_limits),
        sentences.revised(edition.earlier_vintages(found.observation), found.observation, indicator),
        sentences.rank(place, found.neighbours, gloss=gloss),
        sentences.closest(place, found.neighbours, indicator),
        sentences.exception(found.neighbours, neighbours_rated(edition, indicator, found.observation.period.label)),
    )
    moves = (
        *_changes(found, indicator),
        sentences.gap(place, found.national, indicator),
        sentences.extremes(_comparable(edition, indicator, found.observation), indicator),
        sentences.trend(found.national.trend, indicator),
    )
    both = (sentences.paragraph(stands), sentences.paragraph(moves))
    return tuple(Paragraph(words) for words in both if words)


def _comparable(edition: Edition, indicator: Indicator, observation: Observation) -> tuple[Observation, ...]:
    """Give the figures up to one that can be set beside it: one publisher, cut alike, on its side of any break."""
    own = edition.own(indicator, sex=observation.sex).like(observation.period).observations
    starts = [b.start for b in indicator.breaks if b.start <= observation.period.start]
    earliest = max(starts, default=date.min)
    publisher = observation.provenance.publisher
    return tuple(
        o
        for o in own
        if earliest <= o.period.start and o.period <= observation.period and o.provenance.publisher == publisher
    )


def _changes(found: Comparisons, indicator: Indicator) -> tuple[Text, ...]:
    """Word the change since the previous period and since the baseline; one sentence where neither is tested."""
    finding = found.national
    change, first = finding.change, finding.since_baseline
    if change is not None and first is not None and change.earlier.period == first.earlier.period:
        first = None
    if change is not None and first is not None and _untested(change) and _untested(first):
        return (sentences.both_untested(change, first, indicator),)
    since = sentences.change(first, finding, indicator, field="baseline", opening="Against the baseline, ")
    return sentences.change(change, finding, indicator), since


def _untested(change: Change) -> bool:
    return change.direction is Direction.NOT_ASSESSED and change.difference != 0


def neighbours_rated(edition: Edition, indicator: Indicator, period: str) -> tuple[tuple[str, Rating], ...]:
    """Gather the neighbours' published ratings against England for a period."""
    members = edition.neighbours(indicator)
    rated = []
    for area in members:
        held = edition.series(indicator, area).at(period)
        if held is not None and held.published_rating is not None:
            rated.append((area.area_name, held.published_rating))
    return tuple(rated)
