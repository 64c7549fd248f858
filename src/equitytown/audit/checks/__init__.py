"""The checks: one function a rule, gathered from modules by what they look at."""

from collections.abc import Callable, Iterable, Iterator

from equitytown.audit.checks import (
    captions,
    comparators,
    coverage,
    decimals,
    evidence,
    keys,
    labels,
    missing,
    newer_text,
    periods,
    ranks,
    ratings,
    repeats,
    rounds,
    sources,
    structure,
    subgroups,
    text_numbers,
    trend_gaps,
    trends,
    units,
    values,
    wording,
)
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark

Check = Callable[[Published], Iterable[Remark]]


def together(*checks: Check) -> Check:
    """Make one check of several that ask the same rule."""

    def check(published: Published) -> Iterator[Remark]:
        for one in checks:
            yield from one(published)

    return check


def _trend_gaps(published: Published) -> Iterator[Remark]:
    for table in published.tables:
        yield from trend_gaps.trend_gaps(table)


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

# Rules that several modules ask.
CHECKS |= {
    "R10": together(trends.CHECKS["R10"], _trend_gaps),
    "R19": together(text_numbers.CHECKS["R19"], newer_text.ranks_told),
    "R30": together(rounds.CHECKS["R30"], newer_text.newer_jumps),
    "R34": together(wording.CHECKS["R34"], newer_text.turned),
}
