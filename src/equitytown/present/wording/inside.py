"""
Sentences about the town within: its highest and lowest parts, how sure that is, the level of the worst-off.

Both an absolute and a relative measure stand in every statement of a gap (rule 11 of the wording contract); where a
ratio cannot be given the sentence says so. Nothing here says why one part differs from another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import bare, count, difference, limits, number, traced
from equitytown.present.wording.phrases import capital, join
from equitytown.present.wording.sentences import ESTIMATES, sentence
from equitytown.terms.indicator import Basis, Indicator, Polarity
from equitytown.terms.inside import BY_SEX, Estimate, Inside, Ordering, PartKind
from equitytown.terms.observation import Observation

RATIO_DECIMALS = 2
TITLE_DECIMALS = 1  # of a ratio in a title
PAIR = 2  # parts that are set beside each other, not among others


@dataclass(frozen=True, slots=True)
class PartNames:
    """
    What the parts of a town are called: one of them, many, and each by its key (an area's code or a category).

    `within` is the word before a name: "in" a ward, "for" a group. `by_sex` where the parts are females and males.
    `labels` are what a chart or a table calls parts otherwise than a sentence does.
    """

    town: str
    one: str
    many: str
    names: Mapping[str, str]
    within: str = "in"
    by_sex: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    def of(self, observation: Observation) -> str:
        """Name the part that a figure is about."""
        key = observation.sex if self.by_sex else observation.category or observation.area_code
        return self.names.get(key, key)

    def label(self, observation: Observation) -> str:
        """Name it where it stands alone."""
        return capital(self.labels.get(observation.category, "") or self.of(observation))

    def placed(self, observation: Observation) -> str:
        """Name it with the word that goes before it."""
        return f"{self.within} {self.of(observation)}"


def title(inside: Inside, indicator: Indicator, names: PartNames) -> str:
    """Title a figure with its finding: names stand alone only where the order is clear."""
    high, low = inside.highest, inside.lowest
    if high is None or low is None:
        return f"{headline(inside, indicator)}: no {names.one} can be compared with another"
    if inside.unsure_above or inside.unsure_below:
        return f"{headline(inside, indicator)}: {_sure_end(inside, indicator, names)}"
    if inside.ordering is Ordering.CLEAR:
        named = _worst_first(f"highest {names.placed(high)}", f"lowest {names.placed(low)}", indicator)
        return f"{headline(inside, indicator)}: {', '.join(named)}"
    if inside.ordering is Ordering.NOT_CLEAR:
        return f"{headline(inside, indicator)}: no {names.one} stands clearly apart"
    top, bottom = (f"{bare(o.value, indicator)} {names.placed(o)}" for o in (high, low))
    return f"{headline(inside, indicator)}: from {' to '.join(_worst_first(top, bottom, indicator))}"


def _worst_first(high: str, low: str, indicator: Indicator) -> tuple[str, str]:
    """Put two ends in the order of a map's title: the worst first; without judgement the highest."""
    return (low, high) if indicator.polarity is Polarity.HIGH else (high, low)


def _sure_end(inside: Inside, indicator: Indicator, names: PartNames) -> str:
    """Name only the end beyond which no other part lies, however uncertain that part's figure is."""
    high, low = inside.highest, inside.lowest
    if inside.unsure_below and high is not None and not inside.unsure_above:
        return f"{bare(high.value, indicator)} {names.placed(high)}, and the lowest cannot be named"
    if low is not None and not inside.unsure_below:
        return f"{bare(low.value, indicator)} {names.placed(low)}, and the highest cannot be named"
    return "neither highest nor lowest can be named"


def times_as_high(inside: Inside, indicator: Indicator, names: PartNames) -> str:
    """Title a page with its widest gap, as a ratio."""
    high, low = inside.highest, inside.lowest
    if high is None or low is None or inside.ratio is None:
        return title(inside, indicator, names)
    times = number(inside.ratio.value, decimals=TITLE_DECIMALS)
    estimated = ", it is estimated" if indicator.collected_by in ESTIMATES else ""
    return (
        f"{headline(inside, indicator)}: {times} times as high {names.placed(high)} as {names.placed(low)} in "
        f"{inside.period.label}{estimated}"
    )


def headline(inside: Inside, indicator: Indicator) -> str:
    """Name the measure, and the sex where it is not the measure's own; of both sexes the name fits both."""
    if inside.by == BY_SEX:
        return _of_both(indicator.headline)
    return indicator.headline if inside.sex == indicator.headline_sex else f"{indicator.headline}, {_sex(inside.sex)}"


def phrase(inside: Inside, indicator: Indicator) -> str:
    """Name the measure in a sentence, with its sex where that is not the measure's own."""
    if inside.by == BY_SEX:
        return _of_both(indicator.phrase)
    among = "" if inside.sex == indicator.headline_sex else f" among {_sex(inside.sex)}"
    return f"{indicator.phrase}{among}"


def _of_both(words: str) -> str:
    """Take the sex out of a measure's name."""
    return re.sub(r"(?:, | for | in | among )(?:fe)?males$", "", words)


def _sex(sex: str) -> str:
    return {"Male": "males", "Female": "females", "Persons": "all persons"}.get(sex, sex)


def warning(indicator: Indicator) -> Text:
    """Say before anything else that figures are those of a model or a survey."""
    if indicator.collected_by is Basis.MODELLED:
        return sentence("These figures are modelled, not counted.")
    return sentence("These figures are survey estimates.") if indicator.collected_by is Basis.SURVEY else ()


def ends(inside: Inside, indicator: Indicator, names: PartNames, *, held: Mapping[str, str]) -> Text:
    """
    Say which part is highest and which lowest, with limits, and the gap between them twice over.

    Parameters
    ----------
    inside : Inside
        The finding.
    indicator : Indicator
        What is measured.
    names : PartNames
        How parts are called.
    held : mapping of str to str
        The trace of each part's figure, by the figure's own name.

    Returns
    -------
    Text
        Why there is no gap, where there is none.
    """
    high, low = inside.highest, inside.lowest
    if high is None or low is None:
        reason = f": {inside.reason}" if inside.reason else ""
        return sentence(f"No gap between {names.many} can be given{reason}.")
    verb = "was estimated to be" if indicator.collected_by in ESTIMATES else "was"
    if len(with_figure(inside)) == PAIR:
        return _pair(inside, indicator, names, held, verb=verb)
    sure = " with figures sure enough to be put in order" if any(not part.is_reliable for part in inside.parts) else ""
    return sentence(
        "Among ", _counted(inside), f" {names.many}{sure}, {phrase(inside, indicator)} {verb} highest ",
        f"{names.placed(high)}, at ",
        _figure(high, indicator, held), _limits(high, indicator, held),
        f", and lowest {names.placed(low)}, at ", _figure(low, indicator, held), _limits(low, indicator, held),
        f", in {inside.period.label}. ", gap(inside, indicator), beyond(inside, names),
    )  # fmt: skip


def beyond(inside: Inside, names: PartNames) -> Text:
    """Say how many parts lie beyond the ends that are named, with figures too uncertain to be named themselves."""
    sides = (("above", "higher", inside.unsure_above), ("below", "lower", inside.unsure_below))
    found = [
        sentence(
            " ", Span(capital(count(many)), trace=f"{inside.finding_id}#unsure_{side}"),
            f" {f'{names.one} lies' if many == 1 else f'{names.many} lie'} {way} still, too uncertain to be named: the "
            "whole gap may be wider.",
        )
        for side, way, many in sides
        if many
    ]  # fmt: skip
    return sentence(*found) if found else ()


def _pair(inside: Inside, indicator: Indicator, names: PartNames, held: Mapping[str, str], *, verb: str) -> Text:
    """Set two parts beside each other."""
    high, low = inside.highest, inside.lowest
    if high is None or low is None:
        return ()
    return sentence(
        f"{capital(phrase(inside, indicator))} {verb} higher {names.placed(high)}, at ",
        _figure(high, indicator, held), _limits(high, indicator, held), f", than {names.placed(low)}, at ",
        _figure(low, indicator, held), _limits(low, indicator, held), f", in {inside.period.label}. ",
        gap(inside, indicator),
    )  # fmt: skip


def _counted(inside: Inside) -> Span:
    return Span(count(len(with_figure(inside))), trace=f"{inside.finding_id}#parts")


def with_figure(inside: Inside) -> tuple[Observation, ...]:
    """Give the figures of the parts that have one which can be relied on, from the worst-off."""
    return tuple(part.observation for part in inside.parts if part.observation.value is not None and part.is_reliable)


def _figure(observation: Observation, indicator: Indicator, held: Mapping[str, str]) -> Span:
    printed = traced(observation, indicator, bold=True)
    return Span(printed.text, trace=held.get(printed.trace, printed.trace), bold=True)


def _limits(observation: Observation, indicator: Indicator, held: Mapping[str, str]) -> Text:
    """Give limits in brackets, traced as their figure is."""
    words = limits(observation, indicator)
    if not words:
        return ()
    own = held.get(observation.observation_id, observation.observation_id)
    trace = held.get(limits_of(observation), own)
    lower, joint, upper = words
    return sentence(
        " (95% limits ", Span(lower.text, trace=end_of(trace, "lower")), joint,
        Span(upper.text, trace=end_of(trace, "upper")), ")",
    )  # fmt: skip


def limits_of(observation: Observation) -> str:
    """Name the limits of a figure that were worked out here, beside the figure's own name."""
    return f"{observation.observation_id}#limits"


def end_of(trace: str, end: str) -> str:
    """Give the trace of a figure's limit: its own field, or one beside the figure's in a finding."""
    return f"{trace}:{end}" if "#" in trace else f"{trace}#{end}"


def gap(inside: Inside, indicator: Indicator) -> Text:
    """Give the gap between the two ends as a difference and as a ratio."""
    if inside.difference is None:
        return sentence("The gap cannot be given.")
    key = inside.finding_id
    apart = Span(difference(inside.difference.value, indicator), trace=f"{key}#difference")
    return sentence(
        "The difference is ", apart, span_of(inside.difference, f"{key}#difference", indicator.decimals),
        _ratio(inside.ratio, key), ".",
    )  # fmt: skip


def _ratio(ratio: Estimate | None, key: str) -> Text:
    if ratio is None:
        return sentence("; a ratio is not given for figures of this kind")
    return sentence(
        ", the ratio ", Span(number(ratio.value, decimals=RATIO_DECIMALS), trace=f"{key}#ratio"),
        span_of(ratio, f"{key}#ratio", RATIO_DECIMALS),
    )  # fmt: skip


def span_of(estimate: Estimate, trace: str, decimals: int) -> Text:
    """Give an estimate's limits in brackets."""
    if estimate.lower is None or estimate.upper is None:
        return ()
    lower, upper = sorted((estimate.lower, estimate.upper))
    return sentence(
        " (95% limits ", Span(number(lower, decimals=decimals), trace=f"{trace}_lower"), " to ",
        Span(number(upper, decimals=decimals), trace=f"{trace}_upper"), ")",
    )  # fmt: skip


def worst_off(inside: Inside, indicator: Indicator, names: PartNames, *, held: Mapping[str, str]) -> Text:
    """Say the level of the worst-off beside the town's; nothing where no side is good."""
    worst = worst_of(inside, indicator)
    if worst is None:
        return ()
    unsure = inside.unsure_above if worst is inside.highest else inside.unsure_below
    sure = " with a figure sure enough to be put in order" if unsure else ""
    opening = sentence(
        f"The level of the worst-off {names.one}{sure}, {names.of(worst)}, was ", _figure(worst, indicator, held)
    )
    if inside.whole is None or inside.whole.value is None:
        return sentence(opening, f"; no figure for {names.town} as a whole is held for that period.")
    return sentence(opening, f"; that of {names.town} as a whole was ", traced(inside.whole, indicator), ".")


def worst_of(inside: Inside, indicator: Indicator) -> Observation | None:
    """Give the reliable end that is the worse one; None where no side is good."""
    return {Polarity.HIGH: inside.lowest, Polarity.LOW: inside.highest}.get(indicator.polarity)


def left_out(inside: Inside, names: PartNames) -> tuple[Text, ...]:
    """Say how many parts are withheld or too uncertain to be an end, and why."""
    found: list[Text] = []
    key = inside.finding_id
    if inside.withheld:
        many = inside.withheld != 1
        found.append(
            sentence(
                Span(capital(count(inside.withheld)), trace=f"{key}#withheld"),
                f" {names.many if many else names.one} {'have' if many else 'has'} no figure that may be shown or is "
                "held; the table says which and why.",
            )
        )
    shaky = [part for part in inside.parts if not part.is_reliable and part.observation.value is not None]
    if shaky:
        reasons = sorted({part.reason.rstrip(".") for part in shaky if part.reason})
        why = f" ({join(reasons)})" if reasons else ""
        many = len(shaky) != 1
        found.append(
            sentence(
                Span(capital(count(len(shaky))), trace=f"{key}#unreliable"),
                f" {names.many if many else names.one} {'are' if many else 'is'} drawn hollow and kept out of highest "
                f"and lowest{why}.",
            )
        )
    return tuple(found)


def brief(inside: Inside, indicator: Indicator, names: PartNames, *, held: Mapping[str, str]) -> Text:
    """Say a gap in one sentence, for a list or a card."""
    high, low = inside.highest, inside.lowest
    if high is None or low is None:
        return ()
    return sentence(
        _figure(high, indicator, held), f" {names.placed(high)}, ", _figure(low, indicator, held),
        f" {names.placed(low)} ({inside.period.label}", _kind(indicator), "). ", gap(inside, indicator),
        beyond(inside, names),
    )  # fmt: skip


def _kind(indicator: Indicator) -> Text:
    """Say that a figure is an estimate."""
    return sentence(f", {indicator.collected_by.value}") if indicator.collected_by in ESTIMATES else ()


def groups_or_areas(inside: Inside) -> str:
    """Name the kind of parts in a heading."""
    kinds = {PartKind.AREAS: "by area", PartKind.GROUPS: "by group", PartKind.DECILES: "by local deprivation"}
    return kinds[inside.kind]
