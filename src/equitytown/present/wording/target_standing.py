"""How a figure stands to its target and to the path there, in words that claim no more than was tested."""

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import bare, difference, limits, number, traced, with_unit
from equitytown.present.wording.projections import projection_words
from equitytown.present.wording.sentences import ESTIMATES, sentence
from equitytown.present.wording.targets import STATUS_WORDS
from equitytown.terms.indicator import Indicator
from equitytown.terms.target import Standing, TargetOf, TargetProgress, Tracked

UNTESTED = "no limits are held, so that is not tested"
PICKED = "the two ends were picked for being furthest apart, so that is not tested"
BY_CHANCE = "which is within the range expected by chance"
BEYOND_CHANCE = "which is more than expected by chance"
STANDING_WORDS = {
    Standing.MET: "Met",
    Standing.NOT_MET: "Not met",
    Standing.AHEAD: "Not met; ahead of the path",
    Standing.ON_PATH: "Not met; on the path",
    Standing.BEHIND: "Not met; behind the path",
    Standing.NOT_ASSESSED: "Cannot be assessed",
}


def standing_words(progress: TargetProgress) -> str:
    """Say in a word or two how a target stands; one that no longer holds has that alone."""
    return STANDING_WORDS[progress.standing] if progress.target.is_live else STATUS_WORDS[progress.target.status]


def level(place: str, progress: TargetProgress, indicator: Indicator) -> Text:
    """Say where the figure, or the gap, stands in its newest period."""
    reached, own, england = progress.reached, progress.observation, progress.england
    if reached is None or not progress.target.is_live:
        return ()
    if progress.target.of is not TargetOf.VALUE or own is None:
        return _gap_level(place, progress, reached, indicator)
    verb = "was estimated at" if indicator.collected_by in ESTIMATES else "was"
    shown = (figure(progress, reached, indicator), _spread(progress, reached, indicator))
    beside: Text = ()
    if england is not None and progress.target.is_moving:
        beside = sentence("; England's was ", traced(england, indicator))
    return sentence(f"It {verb} ", *shown, f" in {reached.period.label}", beside, ".")


def _gap_level(place: str, progress: TargetProgress, reached: Tracked, indicator: Indicator) -> Text:
    """Say how wide a gap is, as a difference and, where that means something, as a ratio (rule 11)."""
    size = Span(difference(reached.value, indicator), trace=f"{progress.finding_id}#reached")
    side = f", {place} being the better" if reached.value < 0 else ""
    own, england = progress.observation, progress.england
    both: Text = ()
    if own is not None and england is not None and not own.category and not england.category:
        both = sentence(": ", traced(own, indicator), f" in {place} and ", traced(england, indicator), " in England")
    spread = _spread(progress, reached, indicator)
    when = f" in {reached.period.label}"
    return sentence("It was ", size, spread, when, side, both, _ratio(progress), ".")


def _ratio(progress: TargetProgress) -> Text:
    if progress.relative is None:
        return ()
    times = Span(f"{progress.relative:.2f}", trace=f"{progress.finding_id}#relative")
    if progress.target.of is TargetOf.INSIDE:
        return sentence("; the highest was ", times, " times the lowest")
    return sentence(", ", times, " times England's")


def figure(progress: TargetProgress, reached: Tracked, indicator: Indicator) -> Span:
    """Print the newest figure, traced to its row; one of a group of people, and a gap, to the target."""
    own, key = progress.observation, f"{progress.finding_id}#reached"
    if progress.target.of is not TargetOf.VALUE:
        return Span(difference(reached.value, indicator), trace=key)
    if own is None or own.category:
        return Span(with_unit(reached.value, indicator), trace=key)
    return traced(own, indicator)


def _spread(progress: TargetProgress, reached: Tracked, indicator: Indicator) -> Text:
    """Print the limits in brackets: the publisher's, or those worked out here."""
    own, key = progress.observation, progress.finding_id
    if reached.lower is None or reached.upper is None:
        return ()
    is_value = progress.target.of is TargetOf.VALUE
    if own is not None and own.has_limits and not own.category and is_value:
        return sentence(" (95% limits ", limits(own, indicator), ")")
    low, high = (
        Span(bare(value, indicator) if is_value else number(value, decimals=indicator.decimals), trace=f"{key}#{end}")
        for value, end in ((reached.lower, "lower"), (reached.upper, "upper"))
    )
    whose = " from its counts" if is_value and own is not None and not own.has_limits else ""
    return sentence(f" (95% limits{whose} ", low, " to ", high, ")")


def standing(progress: TargetProgress, indicator: Indicator) -> Text:
    """Say whether the target is met, how far off the figure is, and whether that is more than chance."""
    if not progress.target.is_live:
        return ()
    if progress.standing is Standing.NOT_ASSESSED or progress.beyond is None:
        return sentence(f"Whether the target is met cannot be assessed: {progress.reason}.")
    met = progress.standing is Standing.MET
    opening = "The target is met" if met else "The target is not met"
    late = progress.due is not None and progress.reached is not None and progress.reached.period >= progress.due
    after = ", and its date has come" if late and not met else ""
    return sentence(f"{opening}{after}: ", _distance(progress, progress.beyond, indicator), ".")


def _distance(progress: TargetProgress, beyond: float, indicator: Indicator) -> Text:
    what = "the figure" if progress.target.of is TargetOf.VALUE else "the gap"
    if beyond == 0:
        whose = "England's" if progress.target.is_moving else "the target's"
        return sentence(f"{what} equals {whose}")
    size = Span(size_told(beyond, indicator), trace=f"{progress.finding_id}#beyond")
    if progress.target.of is TargetOf.VALUE:
        side = "better than it asks for" if beyond > 0 else "short of it"
    else:
        side = f"{'narrower' if beyond > 0 else 'wider'} than it asks for"
    return sentence(f"{what} is ", size, f" {side}{_tested(progress, is_sure=progress.is_sure)}")


def _tested(progress: TargetProgress, *, is_sure: bool | None) -> str:
    if is_sure is None:
        return f"; {_untested(progress)}"
    return f", {BEYOND_CHANCE if is_sure else BY_CHANCE}"


def _untested(progress: TargetProgress) -> str:
    return PICKED if progress.target.of is TargetOf.INSIDE else UNTESTED


def path(progress: TargetProgress, indicator: Indicator) -> Text:
    """Set the figure beside the path; why there is none is told where a date leads one to expect it."""
    asked, beyond = progress.on_path, progress.beyond_path
    if asked is None or beyond is None or progress.reached is None:
        return _no_path(progress)
    key, what = progress.finding_id, "figure" if progress.target.of is TargetOf.VALUE else "gap"
    value = with_unit(asked, indicator) if what == "figure" else difference(asked, indicator)
    opening = sentence("The path asks for ", Span(value, trace=f"{key}#path"), f" in {progress.reached.period.label}: ")
    if progress.standing is Standing.ON_PATH:
        tested = progress.is_sure_of_path is not None
        level_with = (
            "is not statistically different from the path"
            if tested
            else f"is level with the path; {_untested(progress)}"
        )
        return sentence(opening, f"the {what} {level_with}.")
    side = "ahead of" if beyond > 0 else "behind"
    size = Span(size_told(beyond, indicator), trace=f"{key}#path_beyond")
    return sentence(
        opening, f"the {what} is ", size, f" {side} the path{_tested(progress, is_sure=progress.is_sure_of_path)}."
    )


def _no_path(progress: TargetProgress) -> Text:
    if not progress.target.is_live or not progress.path_reason:
        return ()
    if progress.standing in (Standing.MET, Standing.NOT_ASSESSED):
        return ()
    reason = progress.path_reason
    return sentence(f"{reason[:1].upper()}{reason[1:]}.")


def yearly(progress: TargetProgress, indicator: Indicator) -> Text:
    """Say what each year would have to bring, beside what each year has brought."""
    if not progress.target.is_live or progress.standing is Standing.MET or progress.reached is None:
        return ()
    if progress.target.is_moving and progress.due is not None:
        return sentence("What each year would have to bring cannot be told ahead, since England's figure moves too.")
    step, due = progress.yearly, progress.due
    if step is None or due is None or progress.standing is Standing.NOT_ASSESSED:
        return ()
    key = progress.finding_id
    up, down = ("widen", "narrow") if progress.target.of is not TargetOf.VALUE else ("rise", "fall")
    size = Span(size_told(step, indicator), trace=f"{key}#yearly")
    what = "it would have" if progress.target.of is TargetOf.VALUE else "the gap would have"
    opening = sentence(f"To be there in {due.label}, {what} to {up if step > 0 else down} by ", size, " a year")
    return sentence(opening, _so_far(progress, indicator), ".")


def _so_far(progress: TargetProgress, indicator: Indicator) -> Text:
    """Put beside it what lies between the baseline and now; no change is claimed, since none was tested here."""
    start, so_far = progress.baseline, progress.yearly_so_far
    if start is None or so_far is None or progress.reached is None or start.value is None:
        return ()
    key = progress.finding_id
    way = "upwards" if so_far > 0 else "downwards"
    gap = progress.target.of is not TargetOf.VALUE
    value = difference(start.value, indicator) if gap else with_unit(start.value, indicator)
    now, what = progress.reached.period.label, "gaps" if gap else "figures"
    if so_far == 0:
        return sentence(f"; it stands where it stood in the baseline, {start.period.label}")
    size = Span(size_told(so_far, indicator), trace=f"{key}#yearly_so_far")
    return sentence(
        f"; the {what} of the baseline (", Span(value, trace=f"{key}#baseline"), f" in {start.period.label}) and of "
        f"{now} lie ", size, f" a year apart, {way}, which is not tested here",
    )  # fmt: skip


def size_told(step: float, indicator: Indicator) -> str:
    """Print a distance or a step; one that rounds to nought is told as less than the least that can be printed."""
    printed = difference(step, indicator)
    is_nought = not any(digit in "123456789" for digit in printed)
    return f"less than {difference(10.0**-indicator.decimals, indicator)}" if is_nought else printed


def projection(place: str, progress: TargetProgress, indicator: Indicator) -> Text:
    """Say where the series would go by itself by the target's period, with its range; or why that is not told."""
    found = progress.projection
    if found is None or not progress.target.is_live:
        return ()
    words = projection_words(found, key=progress.finding_id, indicator=indicator, place=place)
    return sentence(words, _holds(progress, indicator))


def _holds(progress: TargetProgress, indicator: Indicator) -> Text:
    """Say whether the range holds the target, one that does not move."""
    last = progress.projection.last if progress.projection is not None else None
    value = progress.target.value
    if last is None or value is None:
        return ()
    low, high = (round(end, indicator.decimals) for end in (last.lower, last.upper))  # as the reader sees it
    return sentence(f" The range {'holds' if low <= value <= high else 'does not hold'} the target.")


def title(progress: TargetProgress, indicator: Indicator) -> str:
    """Title a chart with its finding: how far off the target the newest figure is, and how it stands to the path."""
    name, reached = indicator.headline, progress.reached
    if progress.beyond is None or reached is None:
        return f"{name}: {progress.target.title}"
    when = reached.period.label
    what = "England's average" if progress.target.is_moving else "the target"
    if progress.target.of is not TargetOf.VALUE:
        name = f"{name}, {progress.target.of.value}"
    if progress.beyond == 0:
        return f"{name}: level with {what} in {when}"
    size, side = size_told(progress.beyond, indicator), "past" if progress.beyond > 0 else "short of"
    if progress.target.of is not TargetOf.VALUE:
        side = f"{'narrower' if progress.beyond > 0 else 'wider'} than"
    kept = {
        Standing.AHEAD: ", ahead of the path",
        Standing.BEHIND: ", behind the path",
        Standing.ON_PATH: ", on the path",
    }
    return f"{name}: {size} {side} {what} in {when}{kept.get(progress.standing, '')}"
