"""One slip is told once: a wrong unit (R12), and a decimal point left out (R01)."""

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.reading import read_text
from equitytown.audit.run import audit
from tests.audit.pasted import CERTAIN

HEAD = "Measure\tUnit\tPeriod\tLeeds\tLower\tUpper\tEngland\tRegion"
FIGURES = "126.3\t110.0\t140.0\t117.0\t119.0"


def told(*rows: str) -> list[tuple[str, str]]:
    found = audit(read_text("\n".join((HEAD, *rows))), rules=("R01", "R02", "R12", "R21"))
    return [(remark.rule_id, remark.sureness.value) for remark in found]


@pytest.mark.parametrize(
    "measure", ["Emergency admissions for self-harm per 100,000", "Emergency admissions for self-harm"]
)
def test_a_rate_given_in_percent_is_one_remark(measure: str) -> None:
    assert told(f"{measure}\t%\t2022/23\t{FIGURES}") == [("R12", CERTAIN.value)]


def test_a_change_in_percent_may_pass_a_hundred() -> None:
    assert told(f"Increase in emergency admissions for self-harm\t%\t2022/23\t{FIGURES}") == [("R12", "to check")]


def test_a_point_left_out_is_one_remark() -> None:
    assert told("Obesity in year 6\t%\t2022/23\t401\t35.0\t45.0\t35.8\t38.9") == [("R01", CERTAIN.value)]


def test_a_verdict_on_a_figure_that_lost_its_point_is_not_remarked_too() -> None:
    table = "Measure\tPeriod\tLeeds\tEngland\tComparison to England\nFuel poverty (%)\t2022\t131\t13.4\tA"
    assert [remark.likely for remark in CHECKS["R01"](read_text(table))] == ["13.1"]
    assert not list(CHECKS["R02"](read_text(table)))
    assert not list(CHECKS["R21"](read_text(table)))
