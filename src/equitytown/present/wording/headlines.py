"""Titles that say the finding: of a measure's page, of a chart."""

from collections.abc import Sequence

from equitytown.present.wording.numbers import bare, difference, ordinal, with_unit
from equitytown.present.wording.phrases import against, rank_words, same_publication
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Rating

RATED = {
    Rating.BETTER: "better than {other}",
    Rating.WORSE: "worse than {other}",
    Rating.HIGHER: "higher than {other}",
    Rating.LOWER: "lower than {other}",
    Rating.SIMILAR: "not statistically different from {other}",
}


def page_title(place: str, indicator: Indicator, finding: Finding | None) -> str:
    """
    Title a measure's page with its finding against England.

    Where a verdict stands, a title of the indicator's own is used if it has one for this side ("Men
    in Luton can expect to live 1.9 years less than men in England"), otherwise headline and verdict.
    Without one, and for a printed letter without a test, both figures are put side by side.
    """
    if finding is None:
        state = "awaits its figures" if indicator.confirmed else "still to be confirmed"
        return f"{indicator.headline}: {state}"
    words = RATED.get(finding.verdict.rating)
    if words is None or not finding.verdict.tested:
        return side_by_side(place, indicator, finding)
    return _own_title(place, indicator, finding) or f"{indicator.headline}: {words.format(other=against(finding))}"


def side_by_side(place: str, indicator: Indicator, finding: Finding) -> str:
    """Put the place's figure and England's in one line, England's only when one publisher gave both."""
    value, other = finding.observation.value, finding.comparator_value
    own = with_unit(value, indicator) if value is not None else "no figure"
    if other is None or other.value is None or not same_publication(finding):
        return f"{indicator.headline}: {own} in {place}"
    beside = bare(other.value, indicator)
    return f"{indicator.headline}: {own} in {place}, {beside} in {finding.comparator_name}"


def _own_title(place: str, indicator: Indicator, finding: Finding) -> str:
    """Fill the indicator's own title for the side that a verdict supports."""
    if finding.gap is None or finding.verdict.rating is Rating.SIMILAR:
        return ""
    pattern = indicator.titles.get("above" if finding.gap.now > 0 else "below", "")
    filled = pattern.replace("((gap))", difference(finding.gap.now, indicator))
    return filled.replace("((place))", place)


def line_title(place: str, own: Sequence[Observation], national: Sequence[Observation], indicator: Indicator) -> str:
    """Title a line chart: on which side of England the place lay, and for how long."""
    england = {o.period: o.value for o in national if o.value is not None}
    pairs = [(o, england[o.period]) for o in own if o.value is not None and o.period in england]
    if not pairs:
        return f"{indicator.headline}: {place} from {own[0].period.label} to {own[-1].period.label}"
    sides = [_side(o, other) for o, other in pairs]
    first, last = pairs[0][0].period.label, pairs[-1][0].period.label
    if len(pairs) > 1 and len(set(sides)) == 1:
        return f"{indicator.headline}: {place} {sides[0]} England in every period held since {first}"
    return f"{indicator.headline}: {place} {sides[-1]} England in {last}"


def _side(observation: Observation, other: float) -> str:
    value = observation.value
    if value is None or value == other:
        return "level with"
    return "above" if value > other else "below"


def neighbours_title(place: str, neighbours: Finding, national: Finding, indicator: Indicator) -> str:
    """
    Title a chart of neighbours.

    A rank stands in a title only with its interval; otherwise the figures are put side by side.
    """
    ranked, period = neighbours.rank, neighbours.period.label
    if ranked is None or ranked.lower is None or ranked.upper is None:
        return f"{side_by_side(place, indicator, national)} ({period})"
    likely = f"plausibly {ordinal(ranked.lower)} to {ordinal(ranked.upper)}"
    return f"{indicator.headline}: {place} {rank_words(ranked)} similar councils, {likely} ({period})"


def sexes_title(place: str, female: Observation | None, male: Observation | None) -> str:
    """Title small multiples by sex."""
    if female is None or male is None or female.value is None or male.value is None:
        return f"Females and males in {place}"
    if female.value == male.value:
        return f"Females and males in {place} stand at one figure, {female.period.label}"
    side = "higher" if female.value > male.value else "lower"
    return f"The rate in {place} is {side} for females than for males, {female.period.label}"
