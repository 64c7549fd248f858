"""What the rules on labels, sources and text say of the report that the project was described by."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.reading import read_published
from equitytown.audit.remarks import Remark, Sureness

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
RULES = ("R10", "R11", "R12", "R13", "R14", "R15", "R16", "R17", "R18", "R19", "R20", "R22", "R23", "R26", "R27", "R28")
RULES += ("R31", "R32", "R34", "R35")

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the report stands beside the project, not in it")

# What a careful reader finds: the oddity's number in source_oddities.csv, the rule, its row or line, and a word of it.
FOUND = [
    ("OD-02", "R15", 524, "two definitions"),
    ("OD-02", "R14", 524, "obesity alone"),
    ("OD-07", "R26", 510, "no newer figure"),
    ("OD-08", "R18", 75, "2020/22"),
    ("OD-08", "R18", 86, "2020/22"),
    ("OD-12", "R19", 230, "without its period"),
    ("OD-13", "R19", 230, "2 times"),
    ("OD-23", "R23", 510, "against the region"),
    ("OD-24", "R20", 521, "does not explain"),
    ("OD-25", "R11", 512, "Sig worse"),
    ("OD-25", "R23", 510, "does not explain the trend"),
    ("OD-26", "R28", 510, "baseline"),
    ("OD-26", "R28", 510, "Comparison to national"),
    ("OD-27", "R23", 510, "by what test"),
    ("OD-28", "R22", 519, "**"),
    ("OD-29", "R12", 520, "points of a score"),
    ("OD-30", "R13", 523, "16-24"),
    ("OD-31", "R14", 527, "occupations and qualifications"),
    ("OD-32", "R14", 535, "every answer"),
    ("OD-33", "R16", 539, "two different products"),
    ("OD-35", "R35", 537, "no measure"),
    ("OD-36", "R12", 99, "per how many"),
    ("OD-37", "R12", 133, "percent sign"),
    ("OD-38", "R17", 77, "A slash means"),
    ("OD-40", "R32", 230, "out the"),
    ("OD-41", "R32", 308, "1, 1, 2, 3"),
    ("OD-42", "R32", 282, "61 are listed"),
    ("OD-43", "R32", 282, "4 spellings"),
    ("OD-44", "R32", 378, "3F"),
    ("OD-47", "R32", 439, "Three 3"),
    ("OD-48", "R17", 569, "end is missing"),
    ("OD-50", "R16", 158, "does not collect"),
    ("OD-51", "R31", 262, "2019"),
    ("OD-52", "R31", 266, "no source line"),
    ("OD-53", "R32", 278, "AAHA"),
]


@pytest.fixture(scope="module")
def remarks() -> list[Remark]:
    (file,) = SEED.glob("*.txt")
    report = read_published(file)
    return [remark for rule_id in RULES for remark in CHECKS[rule_id](report)]


def places(remark: Remark) -> Iterable[int]:
    return [*(entry.row for entry in remark.entries), *(passage.line for passage in remark.passages)]


@pytest.mark.parametrize(("oddity", "rule_id", "at", "word"), FOUND)
def test_what_a_careful_reader_finds_is_found(
    remarks: list[Remark], oddity: str, rule_id: str, at: int, word: str
) -> None:
    found = [remark for remark in remarks if remark.rule_id == rule_id and at in places(remark) and word in remark.says]
    assert found, oddity


def test_nothing_is_certain_but_what_the_report_itself_proves(remarks: list[Remark]) -> None:
    certain = {(one.rule_id, min(places(one))) for one in remarks if one.sureness is Sureness.CERTAIN}
    assert certain == {("R13", 523), ("R22", 519), ("R26", 510), ("R26", 511), ("R26", 517)}
