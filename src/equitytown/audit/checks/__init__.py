"""The checks: one function a rule, gathered from modules by what they look at."""

from collections.abc import Callable, Iterable

from equitytown.audit.checks import comparators, decimals, evidence, ranks, ratings, rounds, subgroups, values
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
}
