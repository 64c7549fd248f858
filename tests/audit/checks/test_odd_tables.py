"""Whatever stands in the cells, a check says what it sees and does not fail."""

from random import Random

from equitytown.audit.checks import CHECKS
from tests.audit.small import Row, published, row

CELLS = (
    *(
        "0",
        "0.0",
        "-0",
        "1",
        "99999999999",
        "0.00001",
        "-5.5",
        "100%",
        "101%",
        "-1%",
        "50 %",
        "7.70%",
        "N/a",
        "-",
        "see text",
    ),
    *("Rank 0 of 0", "Rank 1 of 1", "Rank 5 of 3", "Rank 2", "38% (Leicester)", "38% (Luton)", "1,234", "12**"),
)
VERDICTS = ("R", "A", "G", "higher", "lower", "N/a", "R**", "12%")
MEASURES = (
    *(
        "Life expectancy, Male",
        "Life expectancy, Female",
        "Life expectancy, Persons",
        "Smoking (%)",
        "Progress 8",
        "",
        "TBC",
    ),
    *("Number of men", "Number of women", "Number of persons", "Tenure: owned", "Tenure: rented", "Tenure: other"),
)
PERIODS = ("2018-20", "2018/20", "2021", "", "N/a")


def odd(chance: Random, measure: str) -> Row:
    cells = [chance.choice(CELLS) for _ in range(4)] + [chance.choice(VERDICTS) for _ in range(3)]
    kept = cells[: chance.choice((2, 4, 7, 7, 7))]
    limits = {"LOWER": chance.choice(CELLS), "UPPER": chance.choice(CELLS)} if chance.random() < 0.3 else {}
    counts = {"NUMERATOR": chance.choice(CELLS), "DENOMINATOR": chance.choice(CELLS)} if chance.random() < 0.2 else {}
    return row(measure, chance.choice(PERIODS), *kept, **limits, **counts)


def test_no_check_fails_on_odd_cells() -> None:
    chance = Random(11)  # noqa: S311  made-up cells
    for _ in range(150):
        measures = chance.choices(MEASURES, k=chance.randint(0, 12))
        rounds = [[odd(chance, measure) for measure in measures] for _ in range(chance.randint(1, 3))]
        file = published(*rounds)
        for rule_id, check in CHECKS.items():
            for remark in check(file):
                assert remark.rule_id == rule_id
                assert remark.says.endswith(".")
                assert remark.mend.endswith(".")
                assert remark.entries or remark.passages or rule_id not in ("R01", "R02")
