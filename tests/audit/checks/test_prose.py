"""What a careful reader asks of prose: changes, periods, tests, comparisons, abbreviations and spellings."""

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.reading import read_text
from equitytown.audit.remarks import Remark

TABLE = (
    "R= worse than England A= similar to England\n"
    "Measure\tSource\tPeriod\tBedford\tEngland\tRegion\tNN\tComparison to England\n"
    "Life expectancy, Male (Years)\tONS\t2016-18\t78.1\t79.4\t80.2\tRank 6th of 16\tR\n"
    "Life expectancy, Female (Years)\tONS\t2016-18\t82.4\t83.1\t83.8\tRank 5th of 16\tR\n"
    "Smoking prevalence (% adults 18+)\tAPS\t2019\t14.1%\t13.0%\t12.9%\tRank 8th of 16\tA\n"
    "Unemployment claimant count (% working age residents)\tONS\t2022\t5.7%\t3.9%\t3.0%\tRank 7th of 16\tR\n"
)
CAPTION = "Figure 1: {}, Bedford and England, {}"
SMOKING, LIFE = CAPTION.format("Smoking prevalence in adults", "2021 and 2022"), CAPTION.format("Life expectancy", "{}")


def said(rule_id: str, *paragraphs: str, table: str = "") -> list[Remark]:
    """Give what a rule says of paragraphs, each on a line of its own, before a table or none."""
    return list(CHECKS[rule_id](read_text("\n\n".join([*paragraphs, *([table] if table else [])]))))


# The rule, a word of what it says, what is found, and the same put right.
PAIRS = [
    (
        "R10",
        "starts from",
        ["Deaths", "This has increased since 2019.", SMOKING],
        ["It was 9.1% in 2019.", "Now 9.4%."],
    ),
    (
        "R10",
        "2017",
        ["Deaths", "It rose since 2017.", SMOKING],
        ["Deaths", "It rose from 9.1% in 2017 to 9.4% in 2019.", SMOKING],
    ),
    (
        "R17",
        "recent years",
        ["Deaths", "The rate has fallen in recent years.", SMOKING],
        ["Deaths", "The rate has fallen since 2019.", SMOKING],
    ),
    ("R17", "without a year", ["The town was awarded \u00a32,000."], ["The town was awarded \u00a32,000 in 2022."]),
    (
        "R17",
        "title says 2022",
        ["Annual Report 2022", "This uses 2023 data."],
        ["Annual Report 2023", "This uses 2023 data."],
    ),
    (
        "R25",
        "says significant",
        ["Deaths", "It is significantly higher.", SMOKING],
        ["Deaths", "It is significantly higher (95% confidence limits of 3 and 5).", SMOKING],
    ),
    (
        "R25",
        "word on chance",
        ["Deaths", "The rate has fallen.", SMOKING],
        ["Deaths", "The rate has fallen, which chance may explain.", SMOKING],
    ),
    (
        "R25",
        "not printed",
        ["Deaths", "The confidence intervals are wide."],
        ["Deaths", "The 95% confidence interval is wide."],
    ),
    (
        "R25",
        "how many did",
        ["In a survey 64% know more and 90% feel better."],
        ["In a survey of 150, 64% know more and 90% feel better."],
    ),
    (
        "R26",
        "share years",
        ["Figure 1 shows deaths in 2019/21 and 2020/22."],
        ["Figure 1 shows deaths in 2016/18 and 2020/22."],
    ),
    (
        "R29",
        "different people",
        ["There were 374 people, of whom 322 were unique."],
        ["There were 374 enrolments of 322 people."],
    ),
    ("R20", "no data", ["Notes: Data is unavailable for Southby."], ["Notes: Data is available for Southby."]),
    (
        "R31",
        "months",
        [
            f"Figure {n}: A, 2020\n\nSource: ONS (accessed {m} 2024)"
            for n, m in enumerate(("May", "May", "May", "June"), 1)
        ],
        [f"Figure {n}: A, 2020\n\nSource: ONS (accessed May 2024)" for n in (1, 2, 3, 4)],
    ),
    (
        "R31",
        "A note speaks",
        ["Figure 1: A, 2021 and 2022", "Notes: Admissions fell in 2019."],
        ["Figure 1: A, 2021 and 2022", "Notes: Admissions fell in 2021."],
    ),
    ("R32", "never written out", ["The ABC met."], ["The Association of Better Councils (ABC) met. The ABC met."]),
    (
        "R32",
        "later than first",
        ["The ABC met.", "The Association of Better Councils (ABC) met."],
        ["The ABC (Association of Better Councils) met."],
    ),
    ("R32", "hyphen", ["Self harm is rare.", "Self-harm is rarer."], ["Self-harm is rare.", "Self-harm is rarer."]),
    (
        "R32",
        "council has 2 names",
        ["Bedford Council met Bedford Borough Council."],
        ["Bedford Council met Bedford Council."],
    ),
    (
        "R32",
        "begin in 2 ways",
        ["Priority Area: Homes", "We build.", "Priority areas: Work", "We hire."],
        ["Priority area: Homes", "We build.", "Priority area: Work", "We hire."],
    ),
    (
        "R32",
        "there",
        ["The eight principles hold.", "All 8 principles hold."],
        ["The eight principles hold.", "All eight principles hold."],
    ),
    ("R32", "astray", ["They met in practice ."], ["It is a short- and long-term aim."]),
    ("R32", "nowhere", ["See [the tool](#)."], ["See [the tool](https://example.org)."]),
    (
        "R32",
        "earlier one",
        ["Annual Report 2023", "One", "Two", "Three", "Four", "Maps were in the Annual Report for 2023."],
        ["Annual Report 2023", "One", "Two", "Three", "Four", "Maps were in the Annual Report for 2022."],
    ),
    (
        "R34",
        "no figure for Southby",
        ["The rate of 5.1 is similar to that of Southby."],
        ["The rate of 5.1 is similar to that of Southby, which is 5.2."],
    ),
    ("R35", "targets", ["Set targets for health."], ["Set targets for health.", "The target is 9% by 2030."]),
    (
        "R35",
        "promised",
        ["We will look at the gap between highest and lowest across the town."],
        ["We look at deaths across the town."],
    ),
]
WITH_TABLE = [
    ("R04", "both told as 67.2%", ["It is 61.1% in Bedford, lower than England (67.2%) and the region (67.2%)."]),
    ("R09", "which end", ["Bedford ranked 6th out of 16."]),
    (
        "R09",
        "its rank from 6 to 4",
        [
            "Life expectancy",
            "Life expectancy for males in Bedford was 77.0 years in 2020-22. It ranked 4th out of 16 (1st is best).",
        ],
    ),
    (
        "R12",
        "counts",
        ["Work", "Figure 1 shows the claimant count in Bedford.", CAPTION.format("Unemployment claimants", 2022)],
    ),
    ("R17", "without a period", ["Smoking", "In Bedford 21.1% of adults smoke.", SMOKING]),
    ("R24", "region includes", ["The East of England (this includes Bedford and Southby) is our region."]),
    (
        "R30",
        "21.1%",
        [
            "Smoking",
            "In 2022 21.1% of adults in Bedford smoked (12.7% in England).",
            "In 2021 14.1% of adults in Bedford smoked (13.0% in England).",
            SMOKING,
        ],
    ),
    (
        "R34",
        "only one is called",
        [
            "Life",
            "Life expectancy for males in Bedford was 77.0 years in 2020-22.",
            "There was a significant fall in life expectancy for males.",
            "Life expectancy for females in Bedford was 81.3 years in 2020-22.",
            "There was no significant change in life expectancy for females.",
            LIFE.format("2020-22"),
        ],
    ),
    (
        "R35",
        "without one figure",
        [
            "Work",
            "Figure 1 shows where unemployment claimants live in Bedford.",
            CAPTION.format("Unemployment claimants", 2022),
        ],
    ),
]


@pytest.mark.parametrize(("rule_id", "word", "wrong", "right"), PAIRS, ids=[f"{one[0]} {one[1]}" for one in PAIRS])
def test_what_a_reader_would_query_is_found_and_its_mending_is_not(
    rule_id: str, word: str, wrong: list[str], right: list[str]
) -> None:
    table = TABLE if rule_id == "R35" else ""
    assert [one for one in said(rule_id, *wrong, table=table) if word in one.says and one.passages]
    assert not [one for one in said(rule_id, *right, table=table) if word in one.says]


@pytest.mark.parametrize(("rule_id", "word", "wrong"), WITH_TABLE, ids=[f"{one[0]} {one[1]}" for one in WITH_TABLE])
def test_what_the_text_says_beside_its_table_is_found(rule_id: str, word: str, wrong: list[str]) -> None:
    assert [one for one in said(rule_id, *wrong, table=TABLE) if word in one.says and one.passages]
