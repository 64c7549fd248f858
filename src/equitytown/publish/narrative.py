"""The paragraph that stands with a figure: sentences in the order that the wording contract asks."""

from dataclasses import dataclass
from datetime import date

from equitytown.audit.contract import Told
from equitytown.present.blocks import Paragraph, Text, plain
from equitytown.present.wording import caveats, sentences
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.edits import Settled, settle
from equitytown.terms.finding import Change, Direction
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.observation import Observation, Rating

# What the sentences of a figure are called, after the # of their names.
NAMES = (
    "warning", "level", "basis", "revised", "rank", "closest", "exception",
    "change-1", "change-2", "gap", "extremes", "trend",
)  # fmt: skip


STANDING = ("warning", "level", "basis")  # those that tell by themselves where the place stands


def about(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[Paragraph, ...]:
    """
    Word one figure: warning, level, basis; rank and closest neighbour; change, gap and trend; edits laid over.

    Parameters
    ----------
    edition : Edition
        For the place's name, its series and its neighbours.
    indicator : Indicator
        What is measured.
    found : Comparisons
        The period to word.

    Returns
    -------
    tuple of Paragraph
        Two paragraphs: where the place stands, and how it moves.
    """
    both = (sentences.paragraph([part.text for part in parts]) for parts in settled(edition, indicator, found))
    return tuple(Paragraph(words) for words in both if words)


def settled(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[tuple[Settled, ...], ...]:
    """Give the sentences of one figure as they are published: drafted, with officers' edits laid over."""
    return tuple(
        tuple(settle(part.sentence_id, part.text, edition.edits.get(part.sentence_id)) for part in parts)
        for parts in drafted(edition, indicator, found)
    )


def standing(edition: Edition, indicator: Indicator, found: Comparisons) -> Text:
    """Give the first sentences of a figure alone: caution, level, and which of its comparisons are tested."""
    first, _ = settled(edition, indicator, found)
    return sentences.paragraph([part.text for part in first if part.sentence_id.rpartition("#")[2] in STANDING])


def told_of(edition: Edition, indicator: Indicator, found: Comparisons, *, beside: str = "") -> Told:
    """
    Put what is published of one figure as the contract's checks take it.

    Parameters
    ----------
    edition : Edition
        For the place's name, older vintages and neighbours' verdicts.
    indicator : Indicator
        What is measured.
    found : Comparisons
        The figure's findings.
    beside : str, default ""
        What stands with the paragraph: ages, sex, source and when it was read.

    Returns
    -------
    Told
        Its sentences by the last part of their names.
    """
    both = settled(edition, indicator, found)
    older = (o.provenance for o in edition.earlier_vintages(found.observation))
    return Told(
        edition.place.area.area_name,
        indicator,
        {part.sentence_id.rpartition("#")[2]: plain(part.text) for parts in both for part in parts},
        found.national,
        found.regional,
        found.neighbours,
        beside,
        neighbours_rated(edition, indicator, found.observation.period.label),
        tuple(words for origin in older for words in (origin.publisher, origin.title)),
    )


@dataclass(frozen=True, slots=True)
class Drafted:
    """One drafted sentence. `sentence_id` names it from one build to the next, whatever its figures."""

    sentence_id: str
    text: Text


def drafted(
    edition: Edition, indicator: Indicator, found: Comparisons
) -> tuple[tuple[Drafted, ...], tuple[Drafted, ...]]:
    """Draft the sentences of one figure, each with its name: where the place stands, and how it moves."""
    place = edition.place.area.area_name
    stands = {
        "warning": caveats.warning(found.observation, indicator),
        "level": sentences.level(place, found.national, indicator, found.averages),
        "basis": sentences.basis(found.averages, limits_held=found.observation.has_limits, closest=found.neighbours),
        "revised": sentences.revised(edition.earlier_vintages(found.observation), found.observation, indicator),
        "rank": sentences.rank(place, found.neighbours),
        "closest": sentences.closest(place, found.neighbours, indicator),
        "exception": sentences.exception(
            found.neighbours, neighbours_rated(edition, indicator, found.observation.period.label)
        ),
    }
    changes = _changes(found, indicator)
    moves = {
        **{f"change-{number}": words for number, words in enumerate(changes, start=1)},
        "gap": sentences.gap(place, found.national, indicator),
        "extremes": sentences.extremes(_comparable(edition, indicator, found.observation), indicator),
        "trend": sentences.trend(found.national.trend, indicator),
    }
    about_what = f"{indicator.indicator_id}|{found.observation.period.label}|{found.observation.sex}"
    return _named(about_what, stands), _named(about_what, moves)


def _named(about_what: str, texts: dict[str, Text]) -> tuple[Drafted, ...]:
    return tuple(Drafted(f"{about_what}#{name}", words) for name, words in texts.items() if words)


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
    """Gather the neighbours' published ratings against England for a period; none where no side is better."""
    if indicator.polarity is Polarity.NONE:
        return ()
    members = edition.neighbours(indicator)
    rated = []
    for area in members:
        held = edition.series(indicator, area).at(period)
        if held is not None and held.published_rating is not None:
            rated.append((area.area_name, held.published_rating))
    return tuple(rated)
