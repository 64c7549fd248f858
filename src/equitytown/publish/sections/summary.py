"""The summary: what matters here, and what has changed."""

from collections import Counter
from dataclasses import dataclass, replace

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
from equitytown.present.wording.chance import line
from equitytown.present.wording.numbers import count, traced
from equitytown.present.wording.phrases import WITHOUT_ARTICLE, against, capital, join_texts, rank_words
from equitytown.present.wording.sentences import change as change_sentence
from equitytown.present.wording.sentences import paragraph, sentence
from equitytown.present.wording.symbols import Symbol
from equitytown.publish.edition import Comparisons, Edition
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import DIFFERS_BY_CHANCE, Direction, Finding, FindingBasis
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Rating

TITLE = "What matters here and what has changed"
MOST_CARDS = 6
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
    held = standings(edition)
    tally = Counter(standing.rating for standing in held)
    name, of = edition.place.area.area_name, len(compared(held))
    if not held:
        return (
            f"{name} awaits the first figures of its outcome list"
            if edition.inside
            else f"{name} awaits its first figures"
        )
    if not of:
        return f"{name}: {len(held)} measures held, none compared with England yet"
    worse, better = tally[Rating.WORSE], tally[Rating.BETTER]
    of_all = f"{of} measures" if of > 1 else "1 measure"
    if worse:
        return f"{name} does worse than England on {worse} of {of_all}" + (
            f", and better on {better}" if better else ""
        )
    if better:
        return f"{name} does better than England on {better} of {of_all}"
    return f"{name} does neither worse nor better than England on any of {of_all}"


def compared(held: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """Keep the measures with a verdict against England."""
    return tuple(s for s in held if s.rating is not Rating.NOT_COMPARED)


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the headline, then what stands behind it."""
    held = standings(edition)
    if not held:
        return (Paragraph(text("No figures are held yet. Add figures to the data folder and build again."), "note"),)
    return (Paragraph(text(f"{headline(edition)}."), style="lede"), *answers(edition))


def answers(edition: Edition) -> tuple[Block, ...]:
    """Give tally, what matters and what has changed; nothing while no figure is held."""
    held = standings(edition)
    if not held:
        return ()
    return (
        tally(edition, held),
        Paragraph(_counting(held), style="small"),
        *by_chance(edition),
        *matters(held),
        *changed(edition, held),
        *turned(edition, held),
    )


def _counting(held: tuple[Standing, ...]) -> Text:
    """Say what stands behind the verdicts that the headline counts, and which years they span."""
    rated = [s.found.national for s in compared(held)]
    computed = sum(1 for f in rated if f.verdict.basis is FindingBasis.COMPUTED)
    letters = sum(1 for f in rated if not f.verdict.tested)
    stated = len(rated) - computed - letters
    periods = sorted(s.found.observation.period for s in held)
    return sentence(
        f"Each measure counts once, with its newest figure, from {periods[0].label} to {periods[-1].label}. "
        "Of these verdicts ",
        Span(str(computed), trace="findings#computed"), " are worked out here, ",
        Span(str(stated), trace="findings#stated"), " are as published, and ",
        Span(str(letters), trace="findings#letters"), " repeat letters of a printed report that gave no test.",
    )  # fmt: skip


def by_chance(edition: Edition) -> tuple[Block, ...]:
    """Say how many comparisons the report makes, how many came out as different, and how many would by chance."""
    if edition.chance is None or not edition.chance.tested:
        return ()
    region = edition.place.region.area_name
    article = "" if region in WITHOUT_ARTICLE else "the "
    against_whom = f"with {edition.place.nation.area_name} or {article}{region}"
    return (Paragraph(line(edition.chance, against=against_whom, key="comparisons"), style="small"),)


def tally(edition: Edition, held: tuple[Standing, ...]) -> Tally:
    """Count the ratings against England, and how many tested ones would differ by chance alone."""
    found = Counter(standing.rating for standing in held)
    left = len(edition.listed()) - len(compared(held))
    tested = sum(1 for s in compared(held) if s.found.national.verdict.tested)
    judged = ((Rating.WORSE, "than England"), (Rating.SIMILAR, "to England"), (Rating.BETTER, "than England"))
    counts = [
        Count(rating, capital(rating.value), str(found[rating]), words, trace=f"findings#{rating.value}")
        for rating, words in judged
    ]
    counts.append(Count(Rating.NOT_COMPARED, "Not compared", str(left), "no verdict possible",
                        trace="findings#not compared"))  # fmt: skip
    expected = f"{tested * DIFFERS_BY_CHANCE:.1f}"
    chance = Count(None, "By chance", expected, f"of {tested} tested verdicts would differ anyway",
                   trace="findings#chance")  # fmt: skip
    return Tally((*counts, chance))


def matters(held: tuple[Standing, ...]) -> tuple[Block, ...]:
    """Choose what matters: worse than England and towards the back of the neighbours, worst first."""
    behind = sorted((s for s in held if s.place_in_field >= BACK_OF_THE_FIELD), key=lambda s: -s.place_in_field)
    chosen = [s for s in behind if s.rating is Rating.WORSE][:MOST_CARDS]
    untested = [s for s in behind if s.rating is Rating.NOT_COMPARED]
    return (
        Heading(2, "What matters here", anchor="matters"),
        Paragraph(text("Measures that are worse than England and in the last quarter of similar councils."), "small"),
        Cards(
            tuple(_card(s) for s in chosen),
            empty="No measure is both worse than England and in the last quarter of similar councils.",
        ),
        *((Paragraph(_also(untested), "small"),) if untested else ()),
    )


def _also(untested: list[Standing]) -> Text:
    """Name the measures in the last quarter for which no verdict against England can be given."""
    items = [
        sentence(
            Span(s.indicator.headline, href=f"measures/{s.indicator.indicator_id}"), " (",
            traced(s.found.observation, s.indicator), ", ", _ranked(s), ")",
        )
        for s in untested
    ]  # fmt: skip
    return sentence("In the last quarter too, but not compared with England: ", join_texts(items), ".")


def _ranked(standing: Standing) -> Span:
    """Give a measure's rank in words, traced."""
    found = standing.found.neighbours
    return Span(rank_words(found.rank) if found.rank else "", trace=f"{found.finding_id}#rank")


def _card(standing: Standing) -> Card:
    found, indicator = standing.found, standing.indicator
    other = found.national.comparator_value
    beside = sentence(", England ", traced(other, indicator)) if other is not None else ()
    ranked = _ranked(standing)
    place = sentence(" ", replace(ranked, text=capital(ranked.text)), " similar councils.") if ranked.text else ()
    return Card(
        title=indicator.headline,
        text=sentence(
            traced(found.observation, indicator, bold=True), f" in {found.observation.period.label}", beside, ".", place
        ),
        rating=standing.rating,
        href=f"measures/{indicator.indicator_id}",
    )


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
    other = found.national.comparator_value
    theirs = traced(other, indicator) if other else Span(Symbol.NOT_AVAILABLE)
    opening = sentence(
        traced(found.observation, indicator, bold=True), f" in {found.observation.period.label}, beside "
        f"{against(found.national)}'s ", theirs, ".",
    )  # fmt: skip
    moved = change_sentence(change, found.national, indicator, field=field or "change")
    return Card(
        title=indicator.headline,
        text=paragraph((opening, moved)),
        rating=change.judged if change is not None else Rating.NOT_COMPARED,
        href=f"measures/{indicator.indicator_id}",
    )
