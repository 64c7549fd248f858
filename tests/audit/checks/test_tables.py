"""Comparators (R04, R24), decimals (R21), rounds (R05, R30, R33), and parts with their whole (R29)."""

import pytest

from equitytown.audit.checks.comparators import copied, one_kind
from equitytown.audit.checks.decimals import constant
from equitytown.audit.checks.rounds import frozen_comparators, jumps, same_period
from equitytown.audit.checks.subgroups import parts_and_wholes
from equitytown.audit.published import Role
from equitytown.audit.remarks import Sureness
from tests.audit.small import Row, published, row

SMOKING, FUEL = "Smoking prevalence (%)", "Fuel poverty (%)"
CERTAIN, LIKELY, TO_CHECK = Sureness


def test_a_copied_comparator_is_likelier_where_the_next_row_has_one_too() -> None:
    one, other = row(SMOKING, "2021", "14.1%", "13.0%", "14.1%"), row(FUEL, "2021", "16.7%", "13.1%", "16.7%")
    clean = row(FUEL, "2021", "16.7%", "13.1%", "16.6%")
    assert [remark.sureness for remark in copied(published([one, other]))] == [LIKELY, LIKELY]
    assert [remark.sureness for remark in copied(published([one, clean]))] == [TO_CHECK]
    assert list(copied(published([row(SMOKING, "2021", "14%", "13%", "14%")]))) == []
    assert len(list(copied(published([row(SMOKING, "2021", "14%", "13%", "14%", "13.9%")])))) == 1


def kinds(*cells: str, passages: tuple[str, ...] = ()) -> list[str]:
    rows = [row(f"Measure {at}", "2021", "14.1%", "13.0%", "12.9%", text) for at, text in enumerate(cells)]
    return [remark.says for remark in one_kind(published(rows, passages=passages))]


def test_the_neighbours_column_holds_one_kind() -> None:
    assert kinds("Rank 1 of 6", "Rank 2 of 6", "-", "N/a") == []
    assert kinds("Rank 1 of 6", "Rank 2 of 6", "see text") == []
    (said,) = kinds("Rank 1 of 6", "Rank 2 of 6", "12.1%")
    assert "1 cell holds a value" in said


def test_a_named_neighbour_is_a_declared_one() -> None:
    declared = ("Our nearest neighbour is Slough.",)
    assert kinds("12.1% (Slough)", "13.1% (Slough)", passages=declared) == []
    (said,) = kinds("12.1% (Slough)", "13.1% (Leicester)", passages=declared)
    assert "Leicester" in said
    assert kinds("13.1% (Leicester)**") == []


def test_decimals_are_constant_for_a_measure() -> None:
    (remark,) = constant(published([row(SMOKING, "2021", "19%", "18.40%", "17.30%")]))
    assert [entry.text for entry in remark.entries] == ["19%"]
    assert "1 decimal," in remark.mend
    (remark,) = constant(published([row(SMOKING, "2021", "19.0%", "18%", "17%")]))
    assert "with no decimals" in remark.mend
    assert list(constant(published([row(SMOKING, "2021", "19.0%", "18.4%", "17.3%")]))) == []


def test_a_second_decimal_that_is_always_nought_is_told_once() -> None:
    rows = [row(f"Measure {at} (%)", "2021", "14.10%", "13.00%", "12.90%") for at in range(3)]
    assert [remark.sureness for remark in constant(published(rows))] == [TO_CHECK]
    assert list(constant(published([*rows, row(SMOKING, "2021", "14.12%", "13.00%")]))) == []


@pytest.mark.parametrize(
    ("now", "grades"),
    [
        (row(SMOKING, "2018/20", "14.1%", "13.0%", "12.9%", "Rank 3 of 16", "R", "R", "G"), []),
        (row(SMOKING, "2018-20", "14.2%", "13.0%", "12.9%", "Rank 3 of 16", "R", "R", "G"), [CERTAIN]),
        (row(SMOKING, "2018-20", "14.2%*", "13.0%", "12.9%", "Rank 3 of 16", "R", "R", "G"), [TO_CHECK]),
        (row(SMOKING, "2018-20", "14.1%", "13.0%", "12.9%", "Rank 6 of 16", "R", "R", "A"), [LIKELY]),
        (row(SMOKING, "2018-20", "14.1%", "13.0%", "12.9%", "Rank 3 of 16", "R", "A", "G"), [LIKELY]),
        (row(SMOKING, "2018-20", "14.1%", "13.0%", "12.9%", "Rank 6 of 16*", "R", "R", "G"), [TO_CHECK]),
        (row(SMOKING, "2019-21", "14.2%", "13.0%", "12.9%", "Rank 6 of 16", "R", "R", "G"), []),
        (row(SMOKING, "N/a", "14.2%", "13.0%", "12.9%", "Rank 6 of 16", "R", "R", "G"), []),
    ],
)
def test_one_period_has_one_figure(now: Row, grades: list[Sureness]) -> None:
    then = row(SMOKING, "2018-20", "14.1%", "13.0%", "12.9%", "Rank 3 of 16", "R", "R", "G")
    assert [remark.sureness for remark in same_period(published([then], [now]))] == grades


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (row(SMOKING, "2022", "21.1%", "12.7%"), 1),
        (row(SMOKING, "2022", "16.1%", "12.7%"), 0),
        (row(SMOKING, "2022", "21.1%", "18.7%"), 0),  # England moves too
        (row("Coverage (%)", "2022", "22.1%", "12.7%"), 1),  # more than any percentage moves
        (row("Coverage (%)", "2022", "20.1%", "12.7%"), 0),
        (row(SMOKING, "2022", "60.1%", "12.7%"), 0),  # the value itself is in doubt
        (row(SMOKING, "2022", "N/a", "12.7%"), 0),
        (row(SMOKING, "2022", "21.1%", "N/a"), 1),
        (row(SMOKING, "2022", "17.1%", "12.7%", LOWER="16.3%", UPPER="17.9%"), 1),  # more than errors allow
        (row(SMOKING, "2022", "14.9%", "12.7%", LOWER="14.1%", UPPER="15.7%"), 0),
    ],
)
def test_a_jump_in_a_survey_is_looked_up(now: Row, found: int) -> None:
    then = row(now[Role.MEASURE], "2021", "14.1%", "13.0%", LOWER="13.3%", UPPER="14.9%")
    assert len(list(jumps(published([then], [now])))) == found


def test_limits_without_width_give_no_errors() -> None:
    then = row(SMOKING, "2021", "14.1%", "13.0%", LOWER="14.1%", UPPER="14.1%")
    now = row(SMOKING, "2022", "15.1%", "13.0%", LOWER="15.1%", UPPER="15.1%")
    assert list(jumps(published([then], [now]))) == []


def test_comparators_that_all_stand_still_are_told() -> None:
    then = row("Infant mortality", "2018-20", "5.2", "3.9", "3.4")
    (remark,) = frozen_comparators(published([then], [row("Infant mortality", "2019-21", "5.7", "3.9", "3.4")]))
    assert "3.9 and 3.4" in remark.says
    for now in (("2019-21", "5.2", "3.9", "3.4"), ("2019-21", "5.7", "3.9", "3.5"), ("2018-20", "5.7", "3.9", "3.4")):
        assert list(frozen_comparators(published([then], [row("Infant mortality", *now)]))) == []


def sexes(persons: str, stem: str = "Smoking") -> list[Sureness]:
    rows = [
        row(f"{stem}, {sex}", "2021", text)
        for sex, text in (("Male", "16.1"), ("Female", "12.3"), ("Persons", persons))
    ]
    return [remark.sureness for remark in parts_and_wholes(published(rows))]


def test_persons_lie_between_the_sexes_and_counts_add_up() -> None:
    assert sexes("14.2") == []
    assert sexes("17.2") == [CERTAIN]
    men, women = row("Smoking, Male", "2021", "16.1", "13.0"), row("Smoking, Female", "2021", "12.3")
    assert list(parts_and_wholes(published([men, women, row("Smoking, Persons", "2021", "14.2", "19.0")]))) == []
    assert sexes("28.4", "Number of people") == []
    assert sexes("14.2", "Number of people") == [CERTAIN]
    assert (
        list(parts_and_wholes(published([row("Smoking, Male", "2021", "14.2"), row("Smoking, Persons", "2021", "18")])))
        == []
    )


@pytest.mark.parametrize(
    ("measure", "value", "likely"),
    [
        ("Fuel poverty", "15.0%", "12.5%"),
        ("Fuel poverty", "12.5%", None),
        ("Cases per 1,000", "15.0", "125.0"),
        ("Cases per 100,000", "12500.0", None),
        ("Standardised rate per 1,000", "15.0", None),
        ("Cases", "15.0", None),
    ],
)
def test_a_rate_is_what_its_counts_give(measure: str, value: str, likely: str | None) -> None:
    file = published([row(measure, "2021", value, NUMERATOR="50", DENOMINATOR="400")])
    assert [remark.likely for remark in parts_and_wholes(file)] == ([likely] if likely else [])


def test_shares_of_a_whole_come_to_a_hundred() -> None:
    def shares(*cells: str, last: str = "other") -> int:
        names = ("owned", "rented", last)
        rows = [{Role.MEASURE: f"Tenure: {name}", Role.PLACE: text} for name, text in zip(names, cells, strict=True)]
        return len(list(parts_and_wholes(published(rows))))

    assert shares("60.1%", "30.2%", "9.8%") == 0
    assert shares("60.1%", "30.2%", "19.8%") == 1
    assert shares("60.1%", "30.2%", "19.8%", last="lodging") == 0
    assert shares("60.1%", "30.2%", "N/a") == 0
