"""Sentences about what became of a gap inside the town, absolute and relative, and about those at its worse end."""

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.inside import RATIO_DECIMALS, PartNames
from equitytown.present.wording.numbers import difference, number
from equitytown.present.wording.sentences import sentence
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import Inside, Moved, WhyMoved

MOVEMENTS = {
    GapMovement.NARROWED: "has narrowed",
    GapMovement.WIDENED: "has widened",
    GapMovement.NO_CHANGE: "shows no clear change",
    GapMovement.NOT_ASSESSED: "cannot be assessed",
}
WHOSE = {
    WhyMoved.WORST_OFF_GAINED: "The worst-off {one} gained.",
    WhyMoved.BEST_OFF_LOST: "The best-off {one} lost ground; the worst-off did not gain.",
    WhyMoved.BOTH_GAINED: "Both ends gained, the worst-off more.",
    WhyMoved.WORST_OFF_LOST: "The worst-off {one} lost ground.",
    WhyMoved.BEST_OFF_GAINED: "The best-off {one} gained more than the worst-off.",
    WhyMoved.NOT_TOLD: "Which end moved cannot be told.",
}


def moved(inside: Inside, indicator: Indicator, names: PartNames) -> Text:
    """Say whether the gap narrowed, in difference and in ratio, who gained or lost, and how the worst-off moved."""
    found = inside.moved
    if found is None:
        return ()
    key = f"{inside.finding_id}#moved"
    if found.movement is GapMovement.NOT_ASSESSED and found.relative_movement is GapMovement.NOT_ASSESSED:
        return sentence(_untested(found, indicator, key), _worst_off(found, indicator, names, key))
    return sentence(
        f"Since {found.since.label} the difference {MOVEMENTS[found.movement]} (",
        Span(difference(found.earlier_difference.value, indicator), trace=f"{key}_earlier"), " then, ",
        Span(difference(found.difference.value, indicator), trace=f"{key}_difference"), " now), and the ratio ",
        _relative(inside, found, key), ".", _why_not(found), _whose(found, names),
        _worst_off(found, indicator, names, key),
    )  # fmt: skip


def _untested(found: Moved, indicator: Indicator, key: str) -> Text:
    """Give the earlier gap where nothing can be said of its movement."""
    earlier = Span(difference(found.earlier_difference.value, indicator), trace=f"{key}_earlier")
    ratio: Text = ()
    if found.earlier_ratio is not None:
        printed = number(found.earlier_ratio.value, decimals=RATIO_DECIMALS)
        ratio = sentence(" and the ratio ", Span(printed, trace=f"{key}_ratio_earlier"))
    why = f": {found.reason.rstrip('.')}" if found.reason else ""
    return sentence(
        f"In {found.since.label} the difference was ", earlier, ratio,
        f"; whether the gap has changed cannot be told{why}.",
    )  # fmt: skip


def _relative(inside: Inside, found: Moved, key: str) -> Text:
    """Say what became of the ratio, with both where both are held."""
    words = MOVEMENTS[found.relative_movement]
    if found.earlier_ratio is None or inside.ratio is None:
        return sentence(f"{words}: it is not held for both periods")
    return sentence(
        f"{words} (", Span(number(found.earlier_ratio.value, decimals=RATIO_DECIMALS), trace=f"{key}_ratio_earlier"),
        " then, ", Span(number(inside.ratio.value, decimals=RATIO_DECIMALS), trace=f"{inside.finding_id}#ratio"),
        " now)",
    )  # fmt: skip


def _why_not(found: Moved) -> Text:
    if not found.reason:
        return ()
    return sentence(f" {found.reason[:1].upper()}{found.reason[1:].rstrip('.')}.")


def _whose(found: Moved, names: PartNames) -> Text:
    """Say whose figures moved; of a gap that was not seen to move nothing is said."""
    still = (GapMovement.NO_CHANGE, GapMovement.NOT_ASSESSED)
    if found.why is WhyMoved.NOT_TOLD and found.movement in still and found.relative_movement in still:
        return ()
    return sentence(" ", WHOSE[found.why].format(one=names.one))


def _worst_off(found: Moved, indicator: Indicator, names: PartNames, key: str) -> Text:
    """Say how the figure of those who were worst off lies now, without calling that a change."""
    if found.worst_off is None:
        return ()
    size = difference(found.worst_off, indicator)
    opening = f" The figure of the {names.one} that was worst off in {found.since.label} is now "
    if found.worst_off == 0:
        return sentence(opening, "the one it was.")
    side = "higher" if found.worst_off > 0 else "lower"
    return sentence(opening, Span(size, trace=f"{key}_worst_off"), f" {side}.")
