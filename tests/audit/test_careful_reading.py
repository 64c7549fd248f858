"""The audit measured against an independent careful reader: the indicator table of the seed report."""

import pytest

from equitytown.audit.remarks import Sureness
from tests.audit.careful import SEED, Reading, readings, recall, remarks, told

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the report stands beside the project, not in it")

ENOUGH = 0.95  # ASSURANCE 9, requirement 21


def of_table(*grades: Sureness) -> list[Reading]:
    return [one for one in readings() if one.is_on_table and one.machine and one.certainty in grades]


@pytest.mark.parametrize("grades", [(Sureness.CERTAIN,), tuple(Sureness)], ids=["certain", "all"])
def test_what_a_reader_sees_in_the_table_is_found(grades: tuple[Sureness, ...]) -> None:
    held = of_table(*grades)
    assert recall(held, remarks()).share >= ENOUGH, told(held, remarks())
