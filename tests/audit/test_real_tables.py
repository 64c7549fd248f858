"""Real figures of every council: a true table is not called wrong."""

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Published
from equitytown.audit.remarks import Sureness
from tests.audit.small import Row, published, row

FIGURES = Path("data") / "fingertips" / "fingertips_rounded_upper_tier_2020_trafford_dashboard.csv.gz"
ENGLAND = "E92000001"
COUNCILS = ("E06", "E08", "E09", "E10")  # unitary, metropolitan, London and county
VERDICTS = {"Better": "G", "Similar": "A", "Worse": "R"}
PERCENT = ("Proportion", "Percentage")
RULES = ("R01", "R02", "R03", "R04", "R05", "R21", "R25", "R29", "R30", "R33")  # those that need no rank
FEWEST = 5  # measures that make a table


def printed(mine: dict[str, str], nation: dict[str, str]) -> Row:
    """Print one measure of a council as a table does."""
    sign = "%" if mine["measure"] in PERCENT else ""
    figures = (f"{float(held['value']):.1f}{sign}" for held in (mine, nation))
    group = f", {mine['group']}" if mine["group"] else ""
    verdict = VERDICTS.get(mine["significance"], "-")
    return row(f"{mine['indicator']}{group} ({mine['measure']})", mine["period"], *figures, "-", "-", verdict)


def tables(path: Path) -> list[Published]:
    """Give each council's table of the last two periods that England has figures for."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [held for held in csv.DictReader(file) if held["value"]]
    nation = {(held["indicator"], held["group"], held["period"]): held for held in rows if held["area_code"] == ENGLAND}
    series: dict[str, dict[tuple[str, str], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for held in sorted(rows, key=lambda held: held["period"]):
        measure = (held["indicator"], held["group"])
        if held["area_code"].startswith(COUNCILS) and (*measure, held["period"]) in nation:
            series[held["area_code"]][measure].append(printed(held, nation[(*measure, held["period"])]))
    both = [[found[-2:] for found in measures.values() if len(found) > 1] for measures in series.values()]
    return [published(*zip(*found, strict=True), key={"R": "95% confidence"}) for found in both if len(found) >= FEWEST]


def test_tables_of_real_figures_raise_nothing_certain_and_little_likely(shared: Path) -> None:
    path = shared / FIGURES
    if not path.exists():
        pytest.skip("the figures of all councils are not beside this repository")
    found = tables(path)
    remarks = [remark for file in found for rule_id in RULES for remark in CHECKS[rule_id](file)]
    assert len(found) > 100
    assert [remark.says for remark in remarks if remark.sureness is Sureness.CERTAIN] == []
    likely = [remark.says for remark in remarks if remark.sureness is Sureness.LIKELY]
    assert len(likely) < len(found) / 20, likely
