"""The sentence about a slope over tenths of local deprivation, told from its most deprived end."""

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.inside import RATIO_DECIMALS, span_of
from equitytown.present.wording.numbers import difference, number
from equitytown.present.wording.sentences import sentence
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import Estimate, Inside, PartKind


def slope(inside: Inside, indicator: Indicator) -> Text:
    """Say the slope and the relative index over tenths of local deprivation, and whether chance may have made them."""
    found = inside.slope
    if found is None and inside.kind is PartKind.DECILES and inside.reason:
        return sentence(f"No slope index of inequality can be given: {inside.reason.rstrip('.')}.")
    if found is None:
        return ()
    key, size = inside.finding_id, found.slope
    side = "lower" if size.value > 0 else "higher"
    turned = size if size.value > 0 else _turned(size)
    relative = found.relative
    ratio = (
        sentence(", and the relative index of inequality ",
                 Span(number(relative.value, decimals=RATIO_DECIMALS), trace=f"{key}#relative"),
                 span_of(relative, f"{key}#relative", RATIO_DECIMALS))
        if relative is not None
        else sentence("; no relative index can be given")
    )  # fmt: skip
    return sentence(
        f"Over tenths of local deprivation ({found.ranked_by}) the most deprived end is ",
        Span(difference(size.value, indicator), trace=f"{key}#slope"),
        span_of(turned, f"{key}#slope", indicator.decimals),
        f" {side} than the least deprived: the slope index of inequality", ratio, ".", _slope_by_chance(turned),
    )  # fmt: skip


def _turned(estimate: Estimate) -> Estimate:
    """Look at a difference from its other end."""
    lower = None if estimate.upper is None else -estimate.upper
    upper = None if estimate.lower is None else -estimate.lower
    return Estimate(-estimate.value, lower, upper)


def _slope_by_chance(size: Estimate) -> Text:
    if size.lower is None:
        return sentence(" It has no limits, so chance cannot be ruled out.")
    return sentence(" A slope of this size is within the range expected by chance.") if size.lower <= 0 else ()
