"""The checks: one function a rule, gathered from modules by what they look at."""

from collections.abc import Callable, Iterable

from equitytown.audit.checks import (
    captions,
    coverage,
    keys,
    labels,
    missing,
    periods,
    repeats,
    sources,
    structure,
    text_numbers,
    trends,
    units,
    wording,
)
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark

Check = Callable[[Published], Iterable[Remark]]

_MODULES = (periods, trends, units, labels, sources, missing, keys, structure, text_numbers, captions, repeats)
_MODULES += (wording, coverage)
CHECKS: dict[str, Check] = {rule_id: check for module in _MODULES for rule_id, check in module.CHECKS.items()}
