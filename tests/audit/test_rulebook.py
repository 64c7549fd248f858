"""The rules as data: each one's own examples, put to its own check."""

from pathlib import Path

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.examples import remarks_on
from equitytown.audit.held import HELD
from equitytown.audit.reference import rules_reference
from equitytown.audit.remarks import Sureness
from equitytown.audit.rulebook import rule, rulebook
from equitytown.errors import InputError

PAGE = "docs/reference/audit-rules.md"


def test_every_rule_has_a_check_and_every_check_a_rule() -> None:
    assert set(rulebook()) == {*CHECKS, *HELD}


@pytest.mark.parametrize("rule_id", rulebook())
def test_the_wrong_example_raises_its_rule_and_the_right_one_does_not(rule_id: str) -> None:
    held = rulebook()[rule_id]
    wrong = remarks_on(held.wrong, rule_id=rule_id)
    assert wrong, "the wrong example raises nothing"
    assert {remark.rule_id for remark in wrong} == {rule_id}
    assert remarks_on(held.right, rule_id=rule_id) == ()
    grades = tuple(Sureness)
    assert all(grades.index(remark.sureness) >= grades.index(held.surest) for remark in wrong)
    assert all(remark.mend and (remark.entries or remark.passages) for remark in wrong)


def test_a_rule_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r'There is no rule "R99". There are: '):
        rule("R99")


def test_the_page_of_rules_is_up_to_date(root: Path) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")
    assert text.endswith(rules_reference()), "run `make docs` and commit what it changed"
    assert text.count("\n## ") == len(rulebook())
