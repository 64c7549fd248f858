"""The summary: what matters here, and what has changed."""

from collections import Counter
from dataclasses import dataclass

from equitytown.present.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Count,
    Heading,
    Paragraph,
    Span,
    Tally,
    Text,
    text,
)
from equitytown.present.wording.numbers import count, ordinal, traced
from equitytown.present.wording.phrases import against, capital
from equitytown.present.wording.sentences import change as change_sentence
from equitytown.present.wording.sentences import paragraph, sentence
from equitytown.publish.edition import Comparisons, Edition
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Direction, Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Rating

TITLE = "What matters here and what has changed"
MOST_CARDS = 6
CHANCE = 0.05  # share of true equals that a 95% comparison calls different
BACK_OF_THE_FIELD = 0.75  # a rank in the last quarter of its neighbours


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure with its newest comparisons."""

    indicator: Indicator
    found: Comparisons

    @property
    def rating(self) -> Rating:
        """The rating against England."""
        return self.found.national.verdict.rating

    @property
    def place_in_field(self) -> float:
        """How far back among the neighbours: 0 first, 1 last, 0.5 where there is no rank."""
        ranked = self.found.neighbours.rank
        return (ranked.rank - 1) / (ranked.of - 1) if ranked is not None and ranked.of > 1 else 0.5


def standings(edition: Edition) -> tuple[Standing, ...]:
    """Gather the measures of the outcome list that have a figure."""
    pairs = ((indicator, edition.current(indicator)) for indicator in edition.listed())
    return tuple(Standing(indicator, found) for indicator, found in pairs if found is not None)


def headline(edition: Edition) -> str:
    """Say in one line how the place stands: the title of the site's first page."""
    tally = Counter(standing.rating for standing in standings(edition))
    name, of = edition.place.area.area_name, sum(tally[r] for r in Rating if r is not Rating.NOT_COMPARED)
    if not of:
        return f"{name} awaits its first figures"
    return (
        f"{name} does worse than England on {tally[Rating.WORSE]} of {of} measures, "
        f"and better on {tally[Rating.BETTER]}"
    )


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give tally, what matters and what has changed."""
    held = standings(edition)
    if not held:
        return (Paragraph(text("No figures are held yet. Add figures to the data folder and build again."), "note"),)
    return (
        Paragraph(sentence(f"{headline(edition)}. ", *_counting(edition, held)), style="lede"),
        tally(edition, held),
        *matters(edition, held),
        *changed(edition, held),
        *turned(edition, held),
    )


def _counting(edition: Edition, held: tuple[Standing, ...]) -> Text:
    """Say what the headline counts, and how many verdicts are another's."""
    published = sum(1 for s in held if s.found.national.verdict.basis.value == "as published"
                    and s.rating is not Rating.NOT_COMPARED)  # fmt: skip
    del edition
    return sentence(
        "Each measure counts once, with its newest figure; ",
        Span(str(published), trace="findings#published"),
        " of the verdicts are the publisher's own and the others are worked out here.",
    )


def tally(edition: Edition, held: tuple[Standing, ...]) -> Tally:
    """Count the ratings against England, and how many would differ by chance alone."""
    found = Counter(standing.rating for standing in held)
    compared = sum(found[r] for r in Rating if r is not Rating.NOT_COMPARED)
    left = len(edition.listed()) - compared
    judged = ((Rating.WORSE, "than England"), (Rating.SIMILAR, "to England"), (Rating.BETTER, "than England"))
    counts = [
        Count(rating, capital(rating.value), str(found[rating]), words, trace=f"findings#{rating.value}")
        for rating, words in judged
    ]
    counts.append(Count(Rating.NOT_COMPARED, "Not compared", str(left), "no verdict possible",
                        trace="findings#not compared"))  # fmt: skip
    chance = Count(None, "By chance", f"{compared * CHANCE:.1f}", "verdicts expected to differ anyway",
                   trace="findings#chance")  # fmt: skip
    return Tally((*counts, chance))


def matters(edition: Edition, held: tuple[Standing, ...]) -> tuple[Block, ...]:
    """Choose what matters: worse than England and towards the back of the neighbours, worst first."""
    chosen = sorted(
        (s for s in held if s.rating is Rating.WORSE and s.place_in_field >= BACK_OF_THE_FIELD),
        key=lambda s: -s.place_in_field,
    )[:MOST_CARDS]
    return (
        Heading(2, "What matters here", anchor="matters"),
        Paragraph(text("Measures that are worse than England and in the last quarter of similar councils."), "small"),
        Cards(
            tuple(_card(edition, s) for s in chosen),
            empty="No measure is both worse than England and in the last quarter of similar councils.",
        ),
    )


def _card(edition: Edition, standing: Standing) -> Card:
    found, indicator = standing.found, standing.indicator
    other = found.national.comparator_value
    compared = sentence(", England ", traced(other, indicator)) if other is not None else ()
    ranked = found.neighbours.rank
    place = sentence(
        " ", Span(_standing_words(ranked.rank, ranked.of), trace=f"{found.neighbours.finding_id}#rank"),
        " similar councils.",
    ) if ranked else ()  # fmt: skip
    del edition
    return Card(
        title=indicator.headline,
        text=sentence(
            traced(found.observation, indicator, bold=True), f" in {found.observation.period.label}",
            compared, ".", place,
        ),
        rating=standing.rating,
        href=f"measures/{indicator.indicator_id}",
    )  # fmt: skip


def _standing_words(rank: int, of: int) -> str:
    """Say a rank on a card; last and first read better than "16th of 16"."""
    if rank == of:
        return f"Last of {of}"
    return f"{capital('first' if rank == 1 else ordinal(rank))} of {of}"


def changed(edition: Edition, held: tuple[Standing, ...]) -> tuple[Block, ...]:
    """Choose what has changed: movements that a test supports, since the baseline or the previous period."""
    moved = [s for s in held if _tested(s) is not None]
    moved.sort(key=lambda s: s.rating is not Rating.WORSE)
    untested = sum(1 for s in held if _tested(s) is None and s.found.national.change is not None)
    words = sentence(
        "Movements larger than expected by chance, with 95% confidence. For ",
        Span(count(untested), trace="findings#untested"),
        " other measures no clear movement can be shown: the figures come without limits, or lie within them.",
    )
    return (
        Heading(2, "What has changed", anchor="changed"),
        Paragraph(words, "small"),
        Cards(
            tuple(_changed_card(s) for s in moved[:MOST_CARDS]),
            empty=f"No movement in {edition.place.area.area_name}'s figures can be told from chance.",
        ),
    )


def turned(edition: Edition, held: tuple[Standing, ...]) -> tuple[Block, ...]:
    """Name the measures whose verdict against England is not the one last printed."""
    last: dict[str, Finding] = {f.indicator_id: f for f in edition.printed if f.comparator is ComparatorKind.NATIONAL}
    items = []
    for standing in held:
        before = last.get(standing.indicator.indicator_id)
        if before is None or Rating.NOT_COMPARED in (standing.rating, before.verdict.rating):
            continue
        if before.verdict.rating is not standing.rating:
            items.append(_turn(standing, before))
    if not items:
        return ()
    words = "A new verdict is not by itself a change in the town: England moves too, and methods differ."
    return (
        Heading(3, "Verdicts that differ from the last printed round"),
        Paragraph(text(words), "small"),
        Bullets(tuple(items)),
    )


def _turn(standing: Standing, before: Finding) -> Text:
    indicator, now = standing.indicator, standing.found.national
    return sentence(
        Span(indicator.headline, href=f"measures/{indicator.indicator_id}"), ": ",
        Span(standing.rating.value, trace=f"{now.finding_id}#rating", bold=True),
        f" in {now.period.label} ({now.verdict.basis.value}); printed as ",
        Span(before.verdict.rating.value), f" for {before.period.label}.",
    )  # fmt: skip


def _tested(standing: Standing) -> str | None:
    """Name the movement that a test supports: the change since the previous period, else since the baseline."""
    both = (("change", standing.found.national.change), ("baseline", standing.found.national.since_baseline))
    for field, change in both:
        if change is not None and change.direction in (Direction.INCREASING, Direction.DECREASING):
            return field
    return None


def _changed_card(standing: Standing) -> Card:
    found, indicator = standing.found, standing.indicator
    field = _tested(standing)
    change = found.national.change if field == "change" else found.national.since_baseline
    opening = sentence(
        traced(found.observation, indicator, bold=True), f" in {found.observation.period.label}, beside "
        f"{against(found.national)}'s ",
        traced(found.national.comparator_value, indicator) if found.national.comparator_value else "[x]", ".",
    )  # fmt: skip
    moved = change_sentence(change, found.national, indicator, field=field or "change")
    return Card(
        title=indicator.headline,
        text=paragraph((opening, moved)),
        rating=change.judged if change is not None else Rating.NOT_COMPARED,
        href=f"measures/{indicator.indicator_id}",
    )
