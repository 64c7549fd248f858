"""Sentences: one pattern of the narrative each, with its numbers traced."""

from collections.abc import Sequence
from dataclasses import replace

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import (
    bare,
    count,
    difference,
    limits,
    ordinal,
    same_in_print,
    traced,
)
from equitytown.present.wording.phrases import (
    GAP_WORDS,
    TESTED,
    against,
    capital,
    comparison,
    is_published,
    join,
    join_texts,
    same_publication,
)
from equitytown.terms.finding import Change, Direction, Finding, GapMovement, Rank, Trend
from equitytown.terms.indicator import Basis, ComparisonMethod, Indicator, Polarity
from equitytown.terms.observation import Observation, Rating

ESTIMATES = (Basis.SURVEY, Basis.MODELLED)


def sentence(*parts: str | Span | Text) -> Text:
    """Put words, spans and texts in a row."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans.append(Span(part))
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans.extend(part)
    return tuple(spans)


def paragraph(sentences: Sequence[Text]) -> Text:
    """Set sentences in a row with a space between; empty ones are left out."""
    spaced: list[Span] = []
    for words in (text for text in sentences if text):
        if spaced:
            spaced.append(Span(" "))
        spaced.extend(words)
    return tuple(spaced)


def level(place: str, finding: Finding, indicator: Indicator, others: Sequence[Finding]) -> Text:
    """
    Say the level and how it compares (patterns T-01, T-11, T-19, T-26, T-27).

    `others` are the findings against England and the region that have a figure to compare with.
    """
    observation = finding.observation
    verb = "was estimated at" if indicator.collected_by in ESTIMATES else "was"
    opening = sentence(
        f"{capital(indicator.phrase)} in {place} {verb} ",
        traced(observation, indicator, bold=True),
        _limits_in_brackets(observation, indicator),
        f" in {observation.period.label}",
    )
    return sentence(opening, _compared(others, indicator), ".")


def _limits_in_brackets(observation: Observation, indicator: Indicator) -> Text:
    words = limits(observation, indicator)
    return sentence(" (95% limits ", words, ")") if words else ()


def _compared(others: Sequence[Finding], indicator: Indicator) -> Text:
    """The part after the comma: one clause for each comparator, one for both where they agree."""
    held = [f for f in others if f.comparator_value is not None and f.comparator_value.value is not None]
    usable = [f for f in held if same_publication(f)]
    if not usable:
        return ()
    if _tied(usable, indicator):
        shared = usable[0].comparator_value
        names = join([against(f) for f in usable])
        value = traced(shared, indicator) if shared else Span("")
        return sentence(f", {comparison(usable[0], indicator)} {names}, both at ", value)
    clauses: list[Text] = []
    words = ""
    for finding in usable:
        now = comparison(finding, indicator)
        clauses.append(_named(finding, indicator, words="" if now == words else f"{now} "))
        words = now
    joined = clauses[0] if len(clauses) == 1 else sentence(clauses[0], " and ", *clauses[1:])
    return sentence(", ", joined)


def _named(finding: Finding, indicator: Indicator, *, words: str) -> Text:
    value = finding.comparator_value
    figure = traced(value, indicator) if value else Span("")
    return sentence(f"{words}{against(finding)} (", figure, ")")


def _tied(usable: Sequence[Finding], indicator: Indicator) -> bool:
    """Two comparators that print alike and got the same words."""
    if len(usable) != 2:  # noqa: PLR2004  England and the region
        return False
    first, second = (f.comparator_value for f in usable)
    alike = first is not None and second is not None and same_in_print(first.value, second.value, indicator)
    return alike and comparison(usable[0], indicator) == comparison(usable[1], indicator)


def basis(others: Sequence[Finding], *, limits_held: bool, closest: Finding | None = None) -> Text:
    """
    Say whose verdict it is, and once for the paragraph which differences in it are not tested.

    `others` are the findings against England and the region, `closest` the one against the closest neighbour,
    `limits_held` whether the place's own figure has limits.
    """
    held = [f for f in others if f.comparator_value is not None and f.comparator_value.value is not None]
    if limits_held:
        return paragraph([_stated(held), _untested([*held, *([closest] if closest else [])])])
    stated = join([against(f) for f in held if is_published(f)]) if any(is_published(f) for f in held) else ""
    printed = any(is_published(f) and not f.verdict.tested for f in held)
    if printed:
        return sentence("The ratings are letters of a printed report, which gave no test.")
    if stated:
        return sentence(
            f"The comparison with {stated} is as published; no confidence limits are held, so no other difference "
            "here can be tested."
        )
    return sentence("No confidence limits are held, so none of these differences can be tested.")


def _stated(held: Sequence[Finding]) -> Text:
    names = [against(f) for f in held if is_published(f)]
    return sentence(f"The comparison with {join(names)} is as published.") if names else ()


def _untested(told: Sequence[Finding]) -> Text:
    """Say which of the differences that are told has no test, and why."""
    usable = [f for f in told if f.comparator_value is not None and f.comparator_value.value is not None]
    without = [f for f in usable if same_publication(f) and f.verdict.rating is Rating.NOT_COMPARED]
    if not without:
        return ()
    if all(f.verdict.method == ComparisonMethod.NONE.value for f in without):
        return sentence("Differences in this measure are not tested.")
    names = join([against(f) for f in without])
    return sentence(f"The difference from {names} is not tested, since not all limits are held.")


def rank(place: str, finding: Finding) -> Text:
    """Say the rank, of how many, which way, on which list and how sure (patterns T-02 to T-04)."""
    ranked = finding.rank
    if ranked is None:
        return ()
    key = f"{finding.finding_id}#rank"
    tied = "joint " if ranked.tied else ""
    return sentence(
        "Among ",
        Span(str(ranked.of), trace=f"{key}_of"),
        f" similar councils {place} ranks {tied}",
        Span(ordinal(ranked.rank), trace=key),
        f", where 1st is best ({_listed(ranked)})",
        _rank_interval(ranked, key),
        ".",
        f" {_missing(ranked)}" if ranked.missing else "",
    )


def _rank_interval(ranked: Rank, key: str) -> Text:
    """Say how sure the order is; without limits no more than the part of the group that the place stands in."""
    if ranked.lower is None or ranked.upper is None:
        return sentence(f", in the {third(ranked)} third of the group")
    if ranked.lower == ranked.upper:
        return sentence("; the order is clear")
    return sentence(
        "; given the limits, anywhere from ",
        Span(ordinal(ranked.lower), trace=f"{key}_lower"),
        " to ",
        Span(ordinal(ranked.upper), trace=f"{key}_upper"),
        " is plausible",
    )


def third(ranked: Rank) -> str:
    """Say in which third of its group a rank lies: first, middle or last."""
    if 3 * ranked.rank <= ranked.of:
        return "first"
    return "last" if 3 * (ranked.of - ranked.rank) < ranked.of else "middle"


def _listed(ranked: Rank) -> str:
    """Name the list of neighbours with its date, which some names hold."""
    if str(ranked.set_dated.year) in ranked.set_name:
        return ranked.set_name
    return f"{ranked.set_name}, as held in {ranked.set_dated:%B %Y}"


def _missing(ranked: Rank) -> str:
    have = "has" if len(ranked.missing) == 1 else "have"
    return f"{join(ranked.missing)} {have} no comparable figure and {'is' if have == 'has' else 'are'} not counted."


def change(
    moved: Change | None, finding: Finding, indicator: Indicator, *, field: str = "change", opening: str = ""
) -> Text:
    """
    Say what became of a figure since an earlier period (patterns T-12 to T-18, T-22).

    Only a test lets it rise or fall; otherwise both figures are put side by side. `opening` stands
    before the sentence, whose first letter is then small.
    """
    if moved is None:
        return ()
    then, when = traced(moved.earlier, indicator), moved.earlier.period.label
    size = Span(difference(moved.difference, indicator), trace=f"{finding.finding_id}#{field}")
    it, the = ("it", "the") if opening else ("It", "The")
    if moved.direction in (Direction.INCREASING, Direction.DECREASING):
        word = "rise" if moved.direction is Direction.INCREASING else "fall"
        return sentence(
            f"{opening}{the} {word} from ", then, f" in {when}, by ", size, ", is larger than expected by chance",
            _judged(moved, indicator), ".",
        )  # fmt: skip
    if moved.direction is Direction.NO_CHANGE:
        return sentence(f"{opening}{it} was ", then, f" in {when}; the two are not statistically different.")
    if moved.difference == 0:
        return sentence(f"{opening}{it} was also ", then, f" in {when}.")
    return sentence(f"{opening}{it} was ", then, f" in {when}{_barred(moved)}.")


def _barred(moved: Change) -> str:
    """Say why two figures may not be set against each other; missing limits are told once a paragraph."""
    return "" if moved.reason.startswith("no limits") else f", which is not compared because {moved.reason}"


def both_untested(previous: Change, baseline: Change, indicator: Indicator) -> Text:
    """Put the previous and the baseline figure in one sentence where neither difference can be tested."""
    return sentence(
        "It was ", traced(previous.earlier, indicator), f" in {previous.earlier.period.label}{_barred(previous)} and ",
        traced(baseline.earlier, indicator), f" in the baseline period, {baseline.earlier.period.label}",
        f"{_barred(baseline)}.",
    )  # fmt: skip


def _judged(moved: Change, indicator: Indicator) -> str:
    if indicator.polarity is Polarity.NONE or moved.judged not in (Rating.BETTER, Rating.WORSE):
        return ""
    return ", and for the better" if moved.judged is Rating.BETTER else ", and for the worse"


def gap(place: str, finding: Finding, indicator: Indicator) -> Text:
    """Say the distance to England as a difference and a ratio, and what became of it (rules 7 and 11)."""
    distance, other = finding.gap, finding.comparator_value
    if distance is None or other is None:
        return ()
    key = f"{finding.finding_id}#gap"
    now = Span(difference(distance.now, indicator), trace=key)
    if same_in_print(finding.observation.value, other.value, indicator):
        opening = sentence(f"{place} stands level with England")
    else:
        opening = sentence(
            f"{place} lies ", now, f" {'above' if distance.now > 0 else 'below'} England",
            _ratio(distance.relative_now, f"{key}_relative"),
        )  # fmt: skip
    return sentence(opening, _gap_movement(finding, indicator, key), ".")


def _ratio(relative: float | None, trace: str, *, of: str = " England's figure") -> Text:
    return sentence(" (", Span(f"{relative:.2f}", trace=trace), f" times{of})") if relative is not None else ()


def _gap_movement(finding: Finding, indicator: Indicator, key: str) -> Text:
    distance = finding.gap
    if distance is None or distance.earlier is None or distance.earlier_period is None:
        return ()
    before = Span(difference(distance.earlier, indicator), trace=f"{key}_earlier")
    place = "above" if distance.earlier > 0 else "below"
    when = distance.earlier_period.label
    if not distance.tested or distance.movement is GapMovement.NOT_ASSESSED:
        return sentence(f"; in {when} it lay ", before, f" {place}")
    ratio = _ratio(distance.relative_earlier, f"{key}_relative_earlier", of="")
    if distance.movement is GapMovement.NO_CHANGE:
        return sentence(f"; in {when} it lay ", before, f" {place}, which is no clear change in the gap")
    return sentence(f"; the gap has {GAP_WORDS[distance.movement]}: in {when} it lay ", before, f" {place}", ratio)


def trend(found: Trend | None, indicator: Indicator) -> Text:
    """Say the direction of the latest five yearly points; why there is none is told beside the figure."""
    if found is None:
        return ()
    if found.direction is Direction.NOT_ASSESSED:
        return ()
    if found.direction is Direction.NO_CHANGE:
        return sentence(f"The last {count(found.points)} yearly figures show no significant trend.")
    judged = ""
    if found.judged in (Rating.BETTER, Rating.WORSE) and indicator.polarity is not Polarity.NONE:
        judged = f", which is getting {found.judged.value}"
    return sentence(f"The last {count(found.points)} yearly figures show a trend: {found.direction.value}{judged}.")


def closest(place: str, finding: Finding, indicator: Indicator) -> Text:
    """Set the place beside the closest neighbour (patterns T-07, T-21, T-25)."""
    other = finding.comparator_value
    if other is None or other.value is None or not same_publication(finding):
        return ()
    if same_in_print(finding.observation.value, other.value, indicator):
        return sentence(f"{finding.comparator_name}, its closest neighbour, also stands at ",
                        traced(other, indicator), ".")  # fmt: skip
    return sentence(
        f"{place}'s figure is {comparison(finding, indicator)} that of {finding.comparator_name}, ",
        "its closest neighbour (",
        traced(other, indicator), ").",
    )  # fmt: skip


def exception(finding: Finding, rated: Sequence[tuple[str, Rating]]) -> Text:
    """Name the only neighbour whose rating differs from all others (pattern T-20)."""
    for rating in (Rating.WORSE, Rating.BETTER):
        others = [name for name, theirs in rated if theirs is not rating]
        if len(rated) > 3 and len(others) == 1:  # noqa: PLR2004  an exception needs a crowd
            return sentence(
                "Of the ", Span(count(len(rated)), trace=f"{finding.finding_id}#rated"),
                f" neighbours with a verdict, only {others[0]} is not significantly {rating.value} than England.",
            )  # fmt: skip
    return ()


def revised(older: Sequence[Observation], newest: Observation, indicator: Indicator) -> Text:
    """Say what an earlier publication gave for the same period, when it prints differently."""
    different = [o for o in older if not same_in_print(o.value, newest.value, indicator)]
    if not different:
        return ()
    first = different[0]
    origin = first.provenance
    figure = replace(traced(first, indicator), trace=f"{first.observation_id}@{first.known_from}")
    rating = first.published_rating
    tells = rating in TESTED and (indicator.polarity is not Polarity.NONE or rating in (Rating.HIGHER, Rating.LOWER))
    called = f", rated {rating.value} than England" if rating is not None and tells else ""
    return sentence(
        "An earlier publication gave ", figure, f" for this period{called} ({origin.publisher}, {origin.title}); "
        "the newer figure is used here.",
    )  # fmt: skip


def by_sex(female: Observation | None, male: Observation | None, indicator: Indicator) -> Text:
    """Set females and males side by side (pattern T-23); significance needs limits and is told apart."""
    if female is None or male is None or female.value is None or male.value is None:
        return ()
    return sentence(
        "For females it was ", traced(female, indicator), " and for males ", traced(male, indicator),
        f" in {female.period.label}.",
    )  # fmt: skip


def extremes(series: Sequence[Observation], indicator: Indicator) -> Text:
    """Say the span of a long series: its first figure and its highest and lowest (pattern T-06, T-08)."""
    held = [o for o in series if o.value is not None]
    if len(held) < 4:  # noqa: PLR2004  a span needs several points
        return ()
    top = max(held, key=lambda o: o.value if o.value is not None else 0)
    low = min(held, key=lambda o: o.value if o.value is not None else 0)
    if bare(top.value, indicator) == bare(low.value, indicator):
        return ()
    items = [
        sentence("highest at ", traced(top, indicator), f" in {top.period.label}"),
        sentence("lowest at ", traced(low, indicator), f" in {low.period.label}"),
    ]
    return sentence(f"Since {held[0].period.label} it was ", join_texts(items), ".")
