"""What stands beside what: rounds and their periods, trends and figures, names and abbreviations, text and table."""

import pytest

from equitytown.audit.published import Column, Role
from tests.audit.pasted import HEAD, LIFE, SMOKING, TO_CHECK, one_round, says, two_rounds, written

AREAS = "14.0%\t13.0%\t12.9%"


def about(rule_id: str, text: str, word: str) -> list[str]:
    """Give what a rule says, where it says a word; each must be no surer than to check, unless it is told."""
    return [said for how, said in says(rule_id, text) if word in said and how is TO_CHECK]


@pytest.mark.parametrize(
    ("first", "second", "trend", "word"),
    [
        ("2019\t8.0%\t13.9%\t13.7%\t-", "2021\t14.1%\t13.0%\t12.9%", "Comparable", "no limits are printed"),
        ("2019\t14.0%\t13.9%\t13.7%\t-", "2021\t14.1%\t13.0%\t12.9%", "N/a", "figures of two periods and no trend"),
    ],
)
def test_a_trend_that_says_less_than_the_figures_is_looked_up(first: str, second: str, trend: str, word: str) -> None:
    table = two_rounds(f"{SMOKING}\t{first}\t{second}\t{trend}")
    assert len(about("R10", table, word)) == 1
    assert about("R10", table.replace("8.0%", "13.8%").replace("N/a", "Comparable"), word) == []


def test_a_measure_without_a_trend_is_set_beside_its_like() -> None:
    table = two_rounds(
        f"{SMOKING}\t-\t-\t-\t-\t-\t2021\t{AREAS}\tN/a",
        f"Ex-smokers (% adults)\tAnnual Population Survey\t-\t-\t-\t-\t-\t2021\t{AREAS}\tComparable",
    )
    assert len(about("R10", table, "another of the same source")) == 1


def test_periods_are_set_beside_the_round_they_stand_under() -> None:
    table = two_rounds(
        f"{SMOKING}\t2021\t{AREAS}\t-\t2018\t{AREAS}\tN/a",
        f"{LIFE}\t2018-20\t78.1\t79.4\t80.2\t-\t2023\t78.1\t79.4\t80.2\tN/a",
    )
    found = [said for _, said in says("R18", table)]
    assert any("ended more than a year before" in said and '"2018"' in said for said in found)
    assert any("beyond the end of that year" in said and '"2023"' in said for said in found)
    assert any("of other periods" in said for said in found)


def test_kindred_measures_have_one_period_and_no_year_is_left_out() -> None:
    healthy = LIFE.replace("Life", "Healthy life")
    table = two_rounds(
        f"{LIFE}\t2018-20\t78.1\t79.4\t80.2\t-\t2019-21\t78.1\t79.4\t80.2\t-",
        f"{healthy}\t2017-19\t58.1\t59.4\t60.2\t-\t2019-21\t58.1\t59.4\t60.2\t-",
        f"{SMOKING}\t2019\t{AREAS}\t-\t2021\t{AREAS}\t-",
    )
    assert len(about("R17", table, "Kindred measures")) == 1
    assert len(about("R17", table, "leaves out a year")) == 1


def test_a_baseline_without_figures_is_told_once() -> None:
    row = f"{SMOKING}\tN/a\tN/a\tN/a\tN/a\tN/a\t2021\t{AREAS}\t-"
    table = two_rounds(row, row.replace("Smoking", "Fuel")).replace("JSNA 2021/22", "JSNA 2021/22 (Baseline Measure)")
    (said,) = [said for _, said in says("R20", table) if "headed the baseline" in said]
    assert said.startswith("2 of 2 measures have no figure in 2021/22")


def test_labels_and_sources_are_printed_as_words_are() -> None:
    rows = [
        f"Smoking prevalence(% adults)\tAnnual Population Survey\t2021\t{AREAS}\tA",
        f"Residents at Level4 (%)\tAnnual Population Survey (APS)\t2021\t{AREAS}\tA",
        f"Child(ren) near PM2.5 (%)\tAnnual Population Survey\t2021\t{AREAS}\tA",
    ]
    (said,) = about("R32", one_round(*rows), "run a word into")
    assert said.startswith("2 labels")
    assert len(about("R16", one_round(*rows), "named in 2 ways")) == 1


def test_ranks_are_worded_alike_and_say_their_end() -> None:
    head = HEAD.replace("Region", "NN")
    rows = [
        f"{SMOKING}\t2021\t14.1%\t13.0%\t{rank}\tA" for rank in ("Rank 3rd of 16", "Rank 4th of 16", "Ranked 5th of 16")
    ]
    table = one_round(*rows, head=head, key="R = worse G = better A = similar")
    assert len(about("R32", table, "worded")) == 1
    assert len(about("R23", table, "from which end")) == 1
    assert about("R23", table.replace("A = similar", "A = similar N = 1st is the best"), "from which end") == []


def test_an_abbreviation_is_spelt_out_before_it_is_used() -> None:
    row = f"Young people NEET (%)\tLBC\t2021\t{AREAS}\tA"
    after = "\n\n\nToo many are not in education, employment or training (NEET)."
    assert "NEET and LBC stand" in about("R32", one_round(row), "spelt out")[0]
    assert about("R32", one_round(row) + after, "spelt out")[0].startswith("LBC stands")
    assert "NEET" in about("R32", one_round(row) + after, "written out")[0]


def test_newer_text_is_set_beside_the_table() -> None:
    text = (
        "In 2022 the percentage of adults who smoke in Luton was 21.1%, significantly higher than 12.7% in England.",
        "There has been a worsening since the previous year.",
    )
    row = f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA\tComparable"
    file = written("Smoking", *text, table=one_round(row, head=f"{HEAD}\tTrend"))
    assert len(about("R30", file, "+50%")) == 1
    assert len(about("R34", file, "still has")) == 1
    assert len(about("R34", file, 'a change ("worsening")')) == 1


def test_a_newer_rank_in_the_text_names_its_period() -> None:
    head = HEAD.replace("Region", "NN")
    table = one_round(f"{SMOKING}\t2021\t14.1%\t13.0%\tRank 8th of 16\tA", head=head)
    text = "In 2022 the percentage of adults who smoke in Luton was 21.1%. Luton ranked 6 out of 16."
    assert len(about("R19", written("Smoking", text, table=table), "gives the rank 6 of 16")) == 1


def test_a_figure_credits_the_source_of_the_table() -> None:
    caption, source = "Figure 1: Smoking prevalence in adults, Luton, 2021", "Source: Department for Transport"
    table = one_round(f"Smoking prevalence (% adults)\tModelled here\t2021\t{AREAS}\tA")
    assert len(about("R31", written(caption, source, table=table), "credits")) == 1
    assert about("R31", written(caption, "Source: APS"), "credits") == []


def test_a_principle_that_rests_on_one_measure_is_told() -> None:
    head = f"Principle\t{HEAD}"
    rows = [
        f"{at}\t{SMOKING.replace('Smoking', name)}\t2021\t{AREAS}\tA" for at, name in ((1, "A"), (1, "B"), (2, "C"))
    ]
    assert about("R35", one_round(*rows, head=head), "rests on one") == ['Principle "2" rests on one measure.']


def test_columns_are_named_by_their_own_heading() -> None:
    assert Column("J", "JSNA 2021/22: Trend", Role.TREND, "2021/22").named == "column J (Trend, 2021/22)"
    assert Column("A", "", Role.GROUP).named == "column A"
