"""
The audit measured against an independent careful reader: the text of the seed report.

A reading counts as found if a remark quotes its very line, is of a rule that asks what the reading is about, and says
the word (a figure, a name, a period, the kind of slip) that tells this slip from others on the line: see
`careful_text_rules.py`. How sure the remark is does not matter: most slips of prose are for a person to look at.

Before these checks of prose 24 of 107 were found so, and 22 of the 56 certain ones. They were written with the list
open, so that the share says what the audit covers of this reading, not what it would find of another report's slips.
"""

from dataclasses import replace

import pytest

from equitytown.audit.remarks import Sureness
from tests.audit.careful import SEED, Reading, readings, recall, remarks, told
from tests.audit.careful_text_rules import ABOUT_TEXT, ELSEWHERE

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the report stands beside the project, not in it")

ENOUGH = 0.95  # ASSURANCE 9, requirement 21


def of_text(*grades: Sureness) -> list[Reading]:
    return [
        replace(one, line=ELSEWHERE.get(one.reading_id, one.line))
        for one in readings()
        if not one.is_on_table and one.machine and one.certainty in grades
    ]


def test_every_reading_of_the_text_says_what_finds_it() -> None:
    assert {one.reading_id for one in of_text(*Sureness)} == set(ABOUT_TEXT)


@pytest.mark.parametrize("grades", [(Sureness.CERTAIN,), tuple(Sureness)], ids=["certain", "all"])
def test_what_a_reader_sees_in_the_text_is_found(grades: tuple[Sureness, ...]) -> None:
    held = of_text(*grades)
    assert recall(held, remarks()).share >= ENOUGH, told(held, remarks())
