"""The rules measured: each one's fault found where it was put, and nothing certain said of clean tables."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import count
from random import Random

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.run import audit
from tests.audit import mutations_labels, mutations_text  # noqa: F401  they add their faults
from tests.audit.clean_tables import clean
from tests.audit.mutations import MUTATIONS, difference

FAULTS = 100
TABLES = 1000

drawn = cache(clean)


def mutated(rule_id: str) -> Iterator[tuple[Published, Published]]:
    """Give clean tables with one fault each, beside what they were; tables without room for it are passed over."""
    rng = Random(rule_id)  # noqa: S311  chooses where a fault goes
    given = 0
    for seed in count():
        before = drawn(seed)
        after = MUTATIONS[rule_id](before, rng)
        if after is not None and after != before:
            yield before, after
            given += 1
        if given == FAULTS:
            return
        assert seed < TABLES, f"{rule_id}: only {given} of {seed} tables have room for its fault"


def found_there(rule_id: str, before: Published, after: Published) -> bool:
    """Say whether the rule speaks of the row or passage that was changed, or at all where the fault is the table's."""
    rows, passages = difference(before, after)
    check = CHECKS[rule_id]
    known = set(check(before))
    new: list[Remark] = [remark for remark in check(after) if remark not in known]
    if not rows and not passages:
        return bool(new)
    return any(
        any(entry.row in rows for entry in remark.entries)
        or any(passage.line in passages for passage in remark.passages)
        for remark in new
    )


@pytest.mark.parametrize("rule_id", sorted(MUTATIONS))
def test_a_fault_is_found_where_it_was_put(rule_id: str) -> None:
    missed = [at for at, (before, after) in enumerate(mutated(rule_id)) if not found_there(rule_id, before, after)]
    assert len(missed) <= FAULTS // 100, f"{rule_id} missed {len(missed)} of {FAULTS} faults: {missed}"


def test_a_thousand_clean_tables_raise_nothing_certain_and_little_likely() -> None:
    found = [(seed, remark) for seed in range(TABLES) for remark in audit(drawn(seed))]
    certain = [
        f"{seed}: {remark.rule_id} {remark.says}" for seed, remark in found if remark.sureness is Sureness.CERTAIN
    ]
    likely = Counter(remark.rule_id for _, remark in found if remark.sureness is Sureness.LIKELY)
    assert not certain, certain[:5]
    assert likely.total() < TABLES // 20, likely


def test_every_rule_is_measured() -> None:
    assert set(MUTATIONS) == set(CHECKS)


def test_the_same_seed_gives_the_same_table() -> None:
    assert clean(7) == clean(7)
