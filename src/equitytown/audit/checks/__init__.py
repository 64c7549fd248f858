"""The checks: one function a rule, gathered from modules by what they look at."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from equitytown.audit.checks import (
    abbreviations,
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
    plain_words,
    ranks,
    ratings,
    repeats,
    rounds,
    sources,
    spellings,
    structure,
    subgroups,
    text_numbers,
    told_changes,
    told_comparisons,
    told_figures,
    told_moves,
    told_periods,
    trend_gaps,
    trends,
    units,
    values,
    wording,
)
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark

Check = Callable[[Published], Iterable[Remark]]

# A rule may have checks in several modules: of the table, and of the text.
_MODULES = (
    values,
    rounds,
    ratings,
    evidence,
    ranks,
    comparators,
    decimals,
    subgroups,
    trends,
    units,
    labels,
    periods,
    sources,
    missing,
    keys,
    structure,
    text_numbers,
    captions,
    repeats,
    wording,
    coverage,
    abbreviations,
    spellings,
    told_changes,
    told_comparisons,
    told_figures,
    told_moves,
    told_periods,
    trend_gaps,
    newer_text,
    plain_words,
)


def _together(checks: Sequence[Check]) -> Check:
    """Put a rule's checks one after the other."""

    def check(published: Published) -> Iterator[Remark]:
        for one in checks:
            yield from one(published)

    return check


def _by_rule() -> dict[str, Check]:
    held: dict[str, list[Check]] = {}
    for module in _MODULES:
        for rule_id, check in module.CHECKS.items():
            held.setdefault(rule_id, []).append(check)
    return {rule_id: _together(checks) for rule_id, checks in held.items()}


CHECKS: dict[str, Check] = _by_rule()
