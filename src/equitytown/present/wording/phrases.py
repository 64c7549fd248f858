"""Single words and joints: which word a rating, a direction or a list gets."""

from collections.abc import Sequence

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import ordinal, same_in_print
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Finding, FindingBasis, GapMovement, Rank
from equitytown.terms.indicator import Basis, Indicator, Polarity
from equitytown.terms.observation import Rating

TESTED = {Rating.BETTER, Rating.WORSE, Rating.HIGHER, Rating.LOWER}
GAP_WORDS = {
    GapMovement.NARROWED: "narrowed",
    GapMovement.WIDENED: "widened",
    GapMovement.NO_CHANGE: "shows no clear change",
    GapMovement.NOT_ASSESSED: "cannot be assessed",
}


def capital(words: str) -> str:
    """Raise the first letter and leave the rest: "year 6" keeps its 6, "OHID" its capitals."""
    return words[:1].upper() + words[1:]


def span(first: str, last: str) -> str:
    """Say from when to when; pooled labels hold a "to" of their own."""
    if first == last:
        return first
    return f"{first} up to {last}" if " to " in first + last else f"{first} to {last}"


def join(items: Sequence[str]) -> str:
    """Join words as a British list: "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def join_texts(items: Sequence[Text]) -> Text:
    """Join texts as a British list."""
    joined: list[Span] = list(items[0])
    for position, item in enumerate(items[1:], start=2):
        joined.append(Span(" and " if position == len(items) else ", "))
        joined.extend(item)
    return tuple(joined)


def same_publication(finding: Finding) -> bool:
    """Say whether a figure and its comparator come from one publisher, and so can be set side by side."""
    other = finding.comparator_value
    return other is not None and other.provenance.publisher == finding.observation.provenance.publisher


def side(finding: Finding, indicator: Indicator) -> str:
    """
    Say on which side of its comparator a figure lies: "higher than", "lower than" or "equal to".

    Two figures that differ and print alike are "level with" one another, unless a test has told them apart.
    """
    value, other = finding.observation.value, finding.comparator_value
    if value is None or other is None or other.value is None or value == other.value:
        return "equal to"
    if finding.verdict.rating not in TESTED and same_in_print(value, other.value, indicator):
        return "level with"
    return "higher than" if value > other.value else "lower than"


def comparison(finding: Finding, indicator: Indicator) -> str:
    """
    Word a verdict before its comparator: "significantly lower than", "not statistically different from".

    Without a verdict only the side is told: "lower than". A printed letter is told as a rating, since
    no test stands behind it: "rated worse than"; so is a publisher's verdict on a modelled figure without
    limits. A letter that judges is left out where the measure declares no judgement.
    """
    rating = finding.verdict.rating
    if is_quoted(finding, indicator):
        if indicator.polarity is Polarity.NONE and rating in (Rating.BETTER, Rating.WORSE):
            return side(finding, indicator)
        return f"rated {rating.value} {'to' if rating is Rating.SIMILAR else 'than'}"
    if rating is Rating.SIMILAR:
        return "not statistically different from"
    if rating in TESTED:
        words = side(finding, indicator)
        return f"significantly {words}" if words != "equal to" else words
    return side(finding, indicator)


def is_quoted(finding: Finding, indicator: Indicator) -> bool:
    """Say whether a verdict may only be told as somebody's rating: no test of ours or of theirs bears it out."""
    if finding.verdict.rating is Rating.NOT_COMPARED:
        return False
    unlimited_model = indicator.collected_by is Basis.MODELLED and not finding.observation.has_limits
    return not finding.verdict.tested or unlimited_model


WITHOUT_ARTICLE = ("London", "Yorkshire and The Humber")  # regions that a sentence names bare


def against(finding: Finding) -> str:
    """Name a comparator in a sentence; regions take their article."""
    name = finding.comparator_name
    regional = finding.comparator is ComparatorKind.REGIONAL and name not in WITHOUT_ARTICLE
    return f"the {name}" if regional else name


def is_published(finding: Finding) -> bool:
    """Say whether a verdict was taken over from its publisher."""
    return finding.verdict.basis is FindingBasis.PUBLISHED and finding.verdict.rating is not Rating.NOT_COMPARED


def verdict_words(finding: Finding) -> str:
    """Word a verdict for a label beside its shape: "Worse than England"."""
    rating = finding.verdict.rating
    if rating is Rating.NOT_COMPARED:
        return f"Not compared with {against(finding)}"
    link = "to" if rating is Rating.SIMILAR else "than"
    return f"{capital(rating.value)} {link} {against(finding)}"


def rank_words(ranked: Rank) -> str:
    """Word a rank: "first of 6", "joint 4th of 16", "last of 5"."""
    if ranked.rank == 1:
        place = "first"
    elif ranked.rank == ranked.of:
        place = "last"
    else:
        place = ordinal(ranked.rank)
    return f"{'joint ' if ranked.tied else ''}{place} of {ranked.of}"
