"""What is aimed for, in words: the target, who agreed it, how many people the distance stands for, and its groups."""

from collections.abc import Sequence

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import count, difference, with_unit
from equitytown.present.wording.phrases import capital, join, join_texts
from equitytown.present.wording.sentences import sentence
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.period import long_date
from equitytown.terms.target import PeopleGap, Target, TargetOf, TargetProgress, TargetStatus

NO_PROMISE = (
    "A target says what was agreed, or proposed, to aim for. It is neither a forecast nor a promise, and how a figure "
    "stands to it says nothing of what brought that about."
)
NO_DATE = "No date was stated."
ENGLAND = "the England average"
STATUS_WORDS = {
    TargetStatus.AGREED: "Agreed",
    TargetStatus.PROPOSED: "Proposed, not agreed",
    TargetStatus.ENDED: "Ended",
    TargetStatus.REPLACED: "Replaced",
}
SMALL_GROUPS = "The figures of small groups move much by chance."


def is_upwards(target: Target, indicator: Indicator) -> bool:
    """Say whether more is better: of a measure where high is good; a gap is always to be small."""
    return target.of is TargetOf.VALUE and indicator.polarity is Polarity.HIGH


def aim(target: Target, indicator: Indicator) -> Text:
    """Name the aim after "is to be": "at least 70.0%", "above the England average", "at most 2.0 years"."""
    upwards = is_upwards(target, indicator)
    if target.value is not None:
        size = (
            with_unit(target.value, indicator) if target.of is TargetOf.VALUE else difference(target.value, indicator)
        )
        return sentence(f"at {'least' if upwards else 'most'} ", Span(size, trace=f"{target.finding_id}#value"))
    side = "above" if upwards else "below"
    if not target.margin:
        return sentence(f"{side} {ENGLAND}")
    size = difference(target.margin, indicator)
    return sentence("at least ", Span(size, trace=f"{target.finding_id}#margin"), f" {side} {ENGLAND}")


def subject(place: str, target: Target, indicator: Indicator, *, by_name: str = "") -> str:
    """Name what the target is set for, as it stands inside a sentence."""
    among = f", {target.category_type.lower()}: {target.category}" if target.category else ""
    if target.of is TargetOf.GAP:
        return f"the gap between {place} and England in {indicator.phrase}{among}"
    if target.of is TargetOf.INSIDE:
        by = f" ({by_name})" if by_name else ""
        return f"the gap inside {place}{by} in {indicator.phrase}"
    return f"{indicator.phrase} in {place}{among}"


def agreed(place: str, progress: TargetProgress, indicator: Indicator) -> Text:
    """Say what was agreed, by whom, when, in which document and by what date."""
    target = progress.target
    verb = "was" if not target.is_live else "is"
    by = f" by {long_date(target.by)}" if target.by is not None else ""
    proposed = target.status is TargetStatus.PROPOSED
    who = f"{'Proposed' if proposed else 'Agreed'} by {target.agreed_by} {when_agreed(target)}"
    state = ", and not on record as agreed" if proposed else ""
    what = capital(subject(place, target, indicator, by_name=progress.by_name))
    return sentence(
        f"{what} {verb} to be ", aim(target, indicator), by, milestones(target, indicator), ". ",
        f"{who} ({target.document}){state}.", "" if by else f" {NO_DATE}",
    )  # fmt: skip


def milestones(target: Target, indicator: Indicator) -> Text:
    """Name what was agreed for periods on the way: ", with a milestone of 66.0% in 2025/26"."""
    told = []
    for point in target.milestones:
        if point.value is None:
            continue
        is_value = target.of is TargetOf.VALUE
        size = with_unit(point.value, indicator) if is_value else difference(point.value, indicator)
        trace = f"{target.finding_id}#milestone:{point.period.label}"
        told.append(sentence(Span(size, trace=trace), f" in {point.period.label}"))
    if not told:
        return ()
    return sentence(f", with {'a milestone' if len(told) == 1 else 'milestones'} of ", join_texts(told))


def when_agreed(target: Target) -> str:
    """Say when a target was agreed or proposed: the day, or the month where no more is known."""
    return f"in {target.agreed_in}" if target.agreed_in else f"on {long_date(target.agreed_on)}"


def ended(progress: TargetProgress, titles: Sequence[tuple[str, str]]) -> Text:
    """Say since when a target no longer holds, why, and what stands in its place."""
    target = progress.target
    if target.is_live or target.ended_on is None:
        return ()
    other = dict(titles).get(target.replaced_by, "")
    instead = f' "{other}" stands in its place.' if other else ""
    reason = target.reason.rstrip(".")
    return sentence(f"{STATUS_WORDS[target.status]} on {long_date(target.ended_on)}. {reason}.{instead}")


def people(progress: TargetProgress, indicator: Indicator) -> Text:
    """Say how many people the distance stands for; why that cannot be told where it cannot."""
    found, named = progress.people, indicator.people
    if progress.beyond is None or progress.beyond > 0 or (found is None and not progress.people_reason):
        return ()
    if found is None or named is None:
        whom = named.plural if named is not None else "people"
        return sentence(f"How many {whom} that stands for cannot be told: {progress.people_reason}.")
    key = f"{progress.finding_id}#people"
    size, shown = rounded(found.value, found), Span(number_of(found.value, found), trace=key)
    noun = named.singular if size == 1 else named.plural
    side = "more" if indicator.polarity is Polarity.HIGH else "fewer"
    about = ("at most " if round(found.value / found.step) == 0 else "about ") if found.step > 1 else ""
    return sentence(
        f"That distance stands for {about}", shown, f" {side} {noun}, of ",
        Span(f"{found.out_of:,.0f}", trace=f"{progress.finding_id}#out_of"), " counted in that period",
        _people_limits(found, key), ".",
    )  # fmt: skip


def _people_limits(found: PeopleGap, key: str) -> Text:
    if found.lower is None or found.upper is None:
        return ()
    top = Span(number_of(found.upper, found), trace=f"{key}_upper")
    if found.lower <= 0:
        return sentence("; given the limits, anything up to ", top, " is plausible")
    low = Span(number_of(found.lower, found), trace=f"{key}_lower")
    return sentence("; given the limits, anything from ", low, " to ", top, " is plausible")


def rounded(value: float, found: PeopleGap) -> int:
    """Round a number of people to the step that the figure behind it allows; at least one step where any are short."""
    return max(found.step, found.step * round(value / found.step))


def number_of(value: float, found: PeopleGap) -> str:
    """Print a number of people."""
    return f"{rounded(value, found):,}"


def groups(progress: TargetProgress, indicator: Indicator) -> Text:
    """Say how many groups meet the aim that all are held to, and which."""
    found, target = progress.groups, progress.target
    if not found:
        return ()
    met = [group for group in found if group.is_met]
    key = progress.finding_id
    names = f" ({join([group.observation.category for group in met])})" if met else ""
    verb = "is" if len(met) == 1 else "are"
    whose = f"{ENGLAND} for everyone" if target.is_moving else "the same value"
    tested = (
        " No limits are held for them, so none of this is tested."
        if all(group.is_sure is None for group in found)
        else ""
    )
    return sentence(
        f"Each group is set beside {whose}: of ", Span(count(len(found)), trace=f"{key}#groups"),
        " groups with a figure, ", Span(count(len(met)), trace=f"{key}#groups_met"), f" {verb} ",
        aim(target, indicator), f"{names}. {SMALL_GROUPS}{tested}",
    )  # fmt: skip
