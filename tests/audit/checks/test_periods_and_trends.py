"""Periods (R17), definitions that break (R15), trend words (R10, R11) and changes on shared years (R26)."""

import pytest

from equitytown.audit.families import family_of
from equitytown.audit.spans import Form, forms_of, span_of, spans_in
from tests.audit.pasted import CERTAIN, LIFE, LIKELY, SMOKING, TO_CHECK, Sureness, one_round, says, two_rounds, written

PROGRESS = "Average Progress 8 score\tDepartment for Education"


@pytest.mark.parametrize(
    ("label", "form", "years"),
    [
        ("2022", Form.YEAR, (2022, 2022)),
        ("2021/22", Form.SPLIT, (2021, 2022)),
        ("2018-20", Form.POOLED, (2018, 2020)),
        ("2018 to 2020", Form.POOLED, (2018, 2020)),
        ("1999 \u2013 01", Form.POOLED, (1999, 2001)),
        ("2022-03", Form.YEAR, (2022, 2022)),
        ("2022-20", Form.POOLED, (2022, 2020)),
    ],
)
def test_a_period_is_read_as_it_is_printed(label: str, form: Form, years: tuple[int, int]) -> None:
    span = span_of(label)
    assert span is not None
    assert (span.form, (span.first, span.last)) == (form, years)
    assert span.is_backwards == (years[0] > years[1])


def test_what_is_no_period_is_not_read_as_one() -> None:
    assert spans_in("2,022 people, 2022%, 2019.5 and page 20") == ()
    assert spans_in("read on 22 November 2026, or on May 3rd, 2025") == ()
    assert span_of("2020 and 2021") is None


def test_the_forms_of_a_measure_come_from_its_family() -> None:
    assert forms_of(family_of("Average Attainment 8")) == (Form.SPLIT,)
    assert forms_of(family_of("Library visits")) == ()


@pytest.mark.parametrize(
    ("row", "sureness", "said"),
    [
        (f"{PROGRESS}\t2022-20\t0.1\t0.0\t0.0\tA", CERTAIN, "runs backwards"),
        (f"{PROGRESS}\t2052/53\t0.1\t0.0\t0.0\tA", CERTAIN, "has not begun"),
        (f"{PROGRESS}\tacademic year 2022\t0.1\t0.0\t0.0\tA", CERTAIN, "calls itself academic"),
        (f"{PROGRESS}\t2022\t0.1\t0.0\t0.0\tA", LIKELY, "published by academic year"),
        (f"{PROGRESS}\tlatest\t0.1\t0.0\t0.0\tA", LIKELY, "names no year"),
    ],
)
def test_a_period_fits_its_measure(row: str, sureness: Sureness, said: str) -> None:
    ((how, sentence),) = says("R17", one_round(row))
    assert how is sureness
    assert said in sentence


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("2018-20\t78.1\t79.4\t80.2", "2018 to 2020\t78.1\t79.4\t80.2", ["is printed in two ways"]),
        ("2018-20\t78.1\t79.4\t80.2", "2013-15\t78.7\t79.1\t80.0", ["go back in time"]),
        ("2018\t78.1\t79.4\t80.2", "2018/19\t78.4\t79.5\t80.1", ["published by", "two kinds of year"]),
        ("2018-20\t78.1\t79.4\t80.2", "2019-21\t78.1\t79.4\t80.2", ["the same figures in every area"]),
    ],
)
def test_two_rounds_have_periods_in_order_and_of_one_kind(first: str, second: str, said: list[str]) -> None:
    found = says("R17", two_rounds(f"{LIFE}\t{first}\tN/a\t{second}\tN/a"))
    assert len(found) == len(said)
    assert all(part in sentence for part, (_, sentence) in zip(said, found, strict=True))


def test_the_same_small_figures_twice_are_only_to_be_looked_up() -> None:
    row = f"{PROGRESS}\t2020/21\t0.1\t0.0\t0.2\tN/a\t2021/22\t0.1\t0.0\t0.2\tN/a"
    assert [how for how, _ in says("R17", two_rounds(row))] == [TO_CHECK]


def test_a_slash_has_one_meaning_in_a_document() -> None:
    text = written("Life expectancy fell in 2019/21.", "Claims rose in 2021/22.")
    ((how, sentence),) = says("R17", text)
    assert how is TO_CHECK
    assert '"2019/21"' in sentence
    assert '"2021/22"' in sentence


@pytest.mark.parametrize(
    ("first", "second", "sureness"),
    [
        ("27.0%\t21.0%\t19.1%", "43.6%\t37.8%\t35.4%", LIKELY),
        ("27.0%\t21.0%\t19.1%", "33.6%\t25.8%\t23.4%", TO_CHECK),
        ("27.0%\t21.0%\tN/a", "26.0%\t37.8%\tN/a", TO_CHECK),
    ],
)
def test_a_step_in_every_area_looks_like_another_definition(first: str, second: str, sureness: Sureness) -> None:
    row = f"{SMOKING}\t2019\t{first}\tN/a\t2020\t{second}\tComparable"
    ((how, sentence),) = says("R15", two_rounds(row))
    assert how is sureness
    assert 'given as "Comparable"' in sentence


def test_areas_that_move_apart_or_little_keep_their_definition() -> None:
    small = f"{SMOKING}\t2019\t1.1%\t1.0%\t1.2%\tN/a\t2020\t1.5%\t1.4%\t1.6%\tN/a"
    apart = f"{SMOKING}\t2019\t16%\t13%\t14%\tN/a\t2020\t12%\t16%\t15%\tN/a"
    absent = f"{SMOKING}\t2019\t16%\tN/a\t14%\tN/a\t2020\t12%\t16%\t15%\tN/a"
    assert says("R15", two_rounds(small, apart, absent)) == []


@pytest.mark.parametrize(
    ("cells", "sureness", "said"),
    [
        ("2019\t16.8%\t13.9%\t13.7%\tN/a\t2021\tN/a\tN/a\tN/a\tWorse", CERTAIN, "without a figure"),
        ("2019\t16.8%\t13.9%\t13.7%\tN/a\t2021\t14.1%\t13.0%\t12.9%\tWorse", LIKELY, "went from 16.8% to 14.1%"),
        ("2019\t16.8%\t13.9%\t13.7%\tN/a\t2021\t14.1%\t13.0%\t12.9%\tIncreasing", LIKELY, "went from 16.8% to 14.1%"),
        ("2019\t16.8%\t13.9%\t13.7%\tWorse\t2021\t14.1%\t13.0%\t12.9%\tBetter", TO_CHECK, "without an earlier one"),
    ],
)
def test_a_trend_stands_on_figures(cells: str, sureness: Sureness, said: str) -> None:
    ((how, sentence),) = says("R10", two_rounds(f"{SMOKING}\t{cells}"))
    assert how is sureness
    assert said in sentence


def test_a_trend_beside_a_withheld_figure_is_only_likely_wrong() -> None:
    row = f"{SMOKING}\t2019\t16.8%\t13.9%\t13.7%\tN/a\t2021\t[c]\t13.0%\t12.9%\tWorse"
    assert [how for how, _ in says("R10", two_rounds(row))] == [LIKELY]


def test_a_trend_of_a_measure_where_high_is_good_goes_up_to_be_better() -> None:
    cells = "2015-17\t78.1\t79.4\t80.2\tN/a\t2018-20\t78.4\t79.5\t80.3"
    assert says("R10", two_rounds(f"{LIFE}\t{cells}\tImproving")) == []
    assert len(says("R10", two_rounds(f"{LIFE}\t{cells}\tWorsening"))) == 1
    assert says("R10", two_rounds(f"Library visits\tCIPFA\t{cells}\tWorsening")) == []
    assert says("R10", two_rounds(f"{LIFE}\t{cells}\tCannot be calculated")) == []


def test_trend_words_have_one_spelling_and_stand_in_the_key() -> None:
    row = f"{SMOKING}\t2019\t16.8%\t13.9%\t13.7%\t{{}}\t2021\t14.1%\t13.0%\t12.9%\t{{}}"
    assert says("R11", two_rounds(row.format("Not significantly different", "Significantly better"))) != []
    ((how, sentence),) = says("R11", two_rounds(row.format("comparable", "Comparable")))
    assert how is TO_CHECK
    assert "2 ways" in sentence
    assert [
        "no trend word" in sentence for _, sentence in says("R11", two_rounds(row.format("see text", "Worse")))
    ] == [True]


def test_a_change_is_not_told_between_periods_that_share_years() -> None:
    row = f"{LIFE}\t{{}}\t78.1\t79.4\t80.2\tN/a\t{{}}\t77.9\t79.3\t80.1\t{{}}"
    same, near, apart = ("2018-20", "2018-20"), ("2017-19", "2018-20"), ("2014-16", "2018-20")
    assert [how for how, _ in says("R26", two_rounds(row.format(*same, "Comparable")))] == [CERTAIN]
    assert [how for how, _ in says("R26", two_rounds(row.format(*near, "Worse")))] == [LIKELY]
    assert [how for how, _ in says("R26", two_rounds(row.format(*near, "Comparable")))] == [TO_CHECK]
    assert says("R26", two_rounds(row.format(*near, "N/a"))) == []
    assert says("R26", two_rounds(row.format(*apart, "Worse"))) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("This has increased since 2019/21.", [LIKELY]),
        ("It rose between 2019/21 and 2020/22.", [TO_CHECK]),
        ("There was a fall since the previous period.", [TO_CHECK]),
        ("It rose since 2011/13.", []),
        ("It rose in 2020/22.", []),
        ("There was no significant change since 2019/21.", []),
        ("It is high.", []),
    ],
)
def test_a_change_told_in_prose_is_between_periods_apart(sentence: str, found: list[Sureness]) -> None:
    text = written("Mortality", sentence, "Figure 1: Mortality in Luton, 2019/21 and 2020/22")
    assert [how for how, said in says("R26", text) if "side by side" not in said] == found


def test_a_latest_period_alone_shares_no_years() -> None:
    text = written("Mortality", "It is worsening at the latest count.", "Figure 1: Mortality in Luton, 2020/22")
    assert says("R26", text) == []


def test_a_stretch_of_time_in_prose_has_an_end() -> None:
    assert [how for how, _ in says("R17", written("The year from August 1st 2023 to had 374 people."))] == [LIKELY]
    assert says("R17", written("The year from August 2023 to July 2024 had 374 people.")) == []
