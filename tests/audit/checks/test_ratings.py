"""Verdicts against figures (R02), their order in a row (R03), and the test behind them (R25)."""

import pytest

from equitytown.audit.checks.evidence import on_test
from equitytown.audit.checks.ratings import against_figures, order_in_a_row
from equitytown.audit.remarks import Sureness
from tests.audit.small import Row, published, row

SMOKING = "Smoking prevalence (% adults aged 18 and over)"
BELONG = "Residents who feel they belong (%)"
CERTAIN, LIKELY, TO_CHECK = Sureness


def graded(*rows: Row) -> list[Sureness]:
    return [remark.sureness for remark in against_figures(published(list(rows)))]


@pytest.mark.parametrize(
    ("line", "grades"),
    [
        (row(SMOKING, "2021", "14.1%", "13.0%", "14.1%", "-", "A", "R"), [CERTAIN]),  # equal, three digits
        (row(SMOKING, "2021", "14%", "13%", "14%", "-", "A", "R"), [LIKELY]),  # equal as rounded
        (row(SMOKING, "2021", "14.1%", "13.0%", "14.1%", "-", "A", "A"), []),
        (row(SMOKING, "2021", "17.1%", "13.0%", "12.1%", "-", "G", "R"), [CERTAIN]),  # verdicts contradict each other
        (row(SMOKING, "2021", "17.1%", "13.0%", "12.1%", "-", "G", "G"), [LIKELY, LIKELY]),  # perhaps not as known
        (row(SMOKING, "2021", "17.1%", "13.0%", "-", "-", "G", POLARITY="Low is good"), [CERTAIN]),  # as printed
        (row(BELONG, "2021", "57.1%", "63.0%", "62.1%", "50.2%", "R", "R", "R"), [CERTAIN]),  # most decide
        (row(BELONG, "2021", "57.1%", "63.0%", "62.1%", "-", "R", "G"), [CERTAIN, CERTAIN]),  # one of the two
        (row(BELONG, "2021", "57.1%", "63.0%", "62.1%", "-", "R", "R"), []),  # no way is known
        (row(BELONG, "2021", "57.1%", "63.0%", "42.1%", "-", "higher", "higher"), [CERTAIN]),
        (row(SMOKING, "2021", "37.1%", "13.0%", "-", "-", "A"), [LIKELY]),  # nearly three times England
        (row("Suicide rate (per 100,000)", "2021", "37.1", "13.0", "-", "-", "A"), [TO_CHECK]),
        (row(SMOKING, "2021", "37.1%", "13.0%", "-", "-", "A", LOWER="12.0%", UPPER="60.0%"), []),
        (row(SMOKING, "2021", "17.1%", "14.0%", "-", "-", "A", LOWER="15.0%", UPPER="19.0%"), [TO_CHECK]),
        (row(SMOKING, "2021", "17.1%", "11.0%", "-", "-", "A", LOWER="15.0%", UPPER="19.0%"), [LIKELY]),
        (row(SMOKING, "2021", "17.1%", "16.0%", "-", "-", "R", LOWER="15.0%", UPPER="19.0%"), [LIKELY]),
        (row(SMOKING, "2021", "17.1%", "15.0%", "-", "-", "R", LOWER="15.0%", UPPER="19.0%"), []),  # on the edge
    ],
)
def test_a_verdict_is_graded_by_what_proves_it_wrong(line: Row, grades: list[Sureness]) -> None:
    assert graded(line) == grades


def test_a_verdict_is_not_turned_round_where_the_value_is_in_doubt() -> None:
    first = row(SMOKING, "2020", "1.71%", "13.0%", "12.8%", "-", "R", "R")
    second = row(SMOKING, "2021", "17.0%", "13.0%", "12.8%", "-", "R", "R")
    assert [remark.likely for remark in against_figures(published([first], [second]))] == ["", ""]


@pytest.mark.parametrize(
    ("line", "grades"),
    [
        (row(SMOKING, "2021", "17.0%", "13.0%", "15.6%", "-", "A", "R"), [CERTAIN]),
        (row(SMOKING, "2021", "17.0%", "13.0%", "15.6%", "-", "R", "A"), []),
        (row(SMOKING, "2021", "17.0%", "13.0%", "13.6%", "-", "A", "R"), [LIKELY]),  # tests differ by as much
        (row(SMOKING, "2021", "17.0%", "13.0%", "-", "15.6% (Slough)", "A", "-", "R"), [TO_CHECK]),  # own error
        (row(SMOKING, "2021", "14.2%", "12.0%", "13.1%", "13.1%", "A", "R", "A"), [CERTAIN]),  # a tie between
        (row(SMOKING, "2021", "10.0%", "13.0%", "11.6%", "-", "A", "G"), [CERTAIN]),  # favourable gaps alike
        (row(SMOKING, "2021", "10.0%", "13.0%", "9.6%", "-", "A", "A"), []),
        (row(SMOKING, "2021", "17.0%", "13.0%", "12.9%", "-", "A", "R"), [TO_CHECK]),  # by the last digit
        (row("Average Progress 8 score", "2022", "0.05", "0", "-0.01", "-", "A", "G"), [TO_CHECK]),
        (row(SMOKING, "2021", "17.0%", "13.0%", "12.9%", "-", "A", "R", LOWER="13.0%", UPPER="21.0%"), []),
        (row(BELONG, "2021", "57.0%", "63.0%", "60.0%", "-", "A", "R"), []),  # could be good, could be bad
        (row(BELONG, "2021", "57.0%", "63.0%", "60.0%", "54.0%", "A", "R", "R"), []),  # the verdicts' way is R02's
    ],
)
def test_a_larger_gap_has_no_milder_verdict(line: Row, grades: list[Sureness]) -> None:
    assert [remark.sureness for remark in order_in_a_row(published([line]))] == grades


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        (("16.0%", "13.0%", "R"), ("19.0%", "12.5%", "A"), 1),
        (("16.0%", "13.0%", "R"), ("18.0%", "12.5%", "A"), 0),  # not twice as far
        (("19.0%", "13.0%", "A"), ("14.0%", "12.5%", "R"), 1),
        (("10.0%", "13.0%", "G"), ("19.0%", "12.5%", "A"), 0),  # on the other side
        (("16.0%", "13.0%", "R"), ("19.0%", "12.5%", "R"), 0),
        (("16.0%", "13.0%", "R"), ("19.0%", "N/a", "A"), 0),
        (("N/a", "13.0%", "R"), ("19.0%", "12.5%", "A"), 0),
    ],
)
def test_a_round_that_is_further_off_and_called_similar_is_to_check(
    then: tuple[str, str, str], now: tuple[str, str, str], found: int
) -> None:
    first, last = (
        row(SMOKING, period, place, nation, "N/a", "N/a", rating)
        for period, (place, nation, rating) in (("2020", then), ("2021", now))
    )
    remarks = list(order_in_a_row(published([first], [last])))
    assert [remark.sureness for remark in remarks] == [TO_CHECK] * found


def test_verdicts_need_a_test_on_record() -> None:
    line = row(SMOKING, "2021", "17.0%", "13.0%", "15.6%", "-", "R", "A", TREND="Significantly worse")
    grades = [remark.sureness for remark in on_test(published([line]))]
    assert grades == [LIKELY, TO_CHECK, TO_CHECK]
    noted = published(
        [line], key={"R": "worse", "note": "experimental statistics, from our statistically closest area"}
    )
    assert len(list(on_test(noted))) == 3


@pytest.mark.parametrize(
    "said", ["worse at the 95% confidence level", "95% intervals are compared", "statistically worse than England"]
)
def test_a_key_that_names_its_test_is_a_record(said: str) -> None:
    line = row(SMOKING, "2021", "17.0%", "13.0%", "15.6%", "-", "R", "A")
    assert list(on_test(published([line], key={"R": said}))) == []


def test_text_or_limits_are_a_record_too() -> None:
    line = row(SMOKING, "2021", "17.0%", "13.0%", "15.6%", "-", "R", "A")
    said = published([line], passages=("Verdicts rest on 95% confidence intervals.",))
    assert list(on_test(said)) == []
    limited = published([{**line, **row("", "", LOWER="15.1%", UPPER="18.9%")} | dict(line)])
    assert list(on_test(limited)) == []


def test_a_table_without_verdicts_needs_no_test() -> None:
    assert list(on_test(published([row(BELONG, "2021", "57.0%", "63.0%", "60.0%", "-", "A", "A")]))) == []


def test_a_verdict_against_its_own_limits_is_certain() -> None:
    (found,) = against_figures(
        published([row(SMOKING, "2023", "14.2%", "11.6%", "-", "-", "G", LOWER="12.0%", UPPER="16.4%")])
    )
    assert found.sureness is CERTAIN
    assert "11.6% lies outside its limits, 12.0% to 16.4%" in found.says
    assert graded(row(SMOKING, "2023", "14.2%", "11.6%", "-", "-", "G", LOWER="11.0%", UPPER="17.4%")) == [
        LIKELY,
        LIKELY,
    ]
