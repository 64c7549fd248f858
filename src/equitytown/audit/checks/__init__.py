"""The checks: one function a rule, gathered from modules by what they look at."""

from collections.abc import Callable, Iterable

from equitytown.audit.checks import (
    captions,
    comparators,
    coverage,
    decimals,
    evidence,
    keys,
    labels,
    missing,
    periods,
    ranks,
    ratings,
    repeats,
    rounds,
    sources,
    structure,
    subgroups,
    text_numbers,
    trends,
    units,
    values,
    wording,
)
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark

Check = Callable[[Published], Iterable[Remark]]

CHECKS: dict[str, Check] = {
    **values.CHECKS,
    **rounds.CHECKS,
    **ratings.CHECKS,
    **evidence.CHECKS,
    **ranks.CHECKS,
    **comparators.CHECKS,
    **decimals.CHECKS,
    **subgroups.CHECKS,
    **trends.CHECKS,
    **units.CHECKS,
    **labels.CHECKS,
    **periods.CHECKS,
    **sources.CHECKS,
    **missing.CHECKS,
    **keys.CHECKS,
    **structure.CHECKS,
    **text_numbers.CHECKS,
    **captions.CHECKS,
    **repeats.CHECKS,
    **wording.CHECKS,
    **coverage.CHECKS,
}
