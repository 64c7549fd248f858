"""A published table against a made-up town: what is wrong, what is old, and what is nobody's to guess."""

from dataclasses import replace
from datetime import date

import pytest

from equitytown.audit.held import against
from equitytown.audit.held.beside import is_same
from equitytown.audit.held.example import AREA, SMOKING, example
from equitytown.audit.held.matching import meant_by
from equitytown.audit.published import Column, Entry, Line, Role
from equitytown.audit.reading import read_text
from equitytown.audit.reading.tables import Asked
from equitytown.audit.remarks import Sureness
from equitytown.store.vintages import hold
from equitytown.terms.indicator import PeriodKind

HEADINGS = "Measure\tSource\tPeriod\tAnytown\tEngland\tRegion\tNN\tvs England\tvs Region"
RIGHT = {
    "measure": "Smoking prevalence in adults", "source": "Office for National Statistics", "period": "2021",
    "place": "17.2%", "england": "13.0%", "region": "12.9%", "nn": "Rank 4th of 4", "national": "R", "regional": "R",
}  # fmt: skip


def table(*rows):
    lines = ["\t".join({**RIGHT, **row}.values()) for row in rows]
    return read_text("\n".join([HEADINGS, *lines]) + "\n", asked=Asked(AREA.area_name))


def said(*rows, place=None):
    held = example()[0] if place is None else place
    found = against(table(*rows), held, hold(held.observations, on=held.report.as_of))
    return [remark for remark in found if remark.rule_id != "H07"]


def line(label, place="17.2%"):
    entries = {Role.MEASURE: label, Role.PLACE: place}
    suffix = place.lstrip("0123456789.")
    return Line("", 2, {r: Entry(t, 2, Column("A", r.value, r), suffix=suffix) for r, t in entries.items()})


def only(remarks, rule_id):
    (found,) = [remark for remark in remarks if remark.rule_id == rule_id]
    return found


def test_a_table_of_what_is_held_raises_nothing():
    assert said({}) == []


def test_the_decimals_printed_are_what_counts():
    assert said({"place": "17%"}) == said({"place": "17.20%"}) == []
    assert only(said({"place": "17.3%"}), "H01").sureness is Sureness.TO_CHECK


def test_an_older_vintage_is_out_of_date_and_not_wrong():
    found = only(said({"place": "16.4%"}), "H02")
    assert found.older
    assert found.sureness is Sureness.TO_CHECK
    assert "16.4% (Office for National Statistics, known from 1 September 2022)" in found.says
    assert "17.2% (Office for National Statistics, known from 1 March 2023)" in found.says


def test_nothing_is_known_of_a_vintage_before_its_day():
    place, _ = example()
    early = hold(place.observations, on=date(2022, 12, 1))
    found = against(table({"place": "16.4%"}), replace(place, report=replace(place.report, as_of=early.on)), early)
    assert [remark.rule_id for remark in found] == []


def test_the_figure_of_the_period_before_is_told_with_its_period():
    found = only(said({"place": "17.8%"}), "H03")
    assert found.sureness is Sureness.LIKELY
    assert "that of 2020" in found.says
    assert found.likely == "17.2%"


def test_another_publishers_figure_is_only_to_be_checked():
    assert only(said({"place": "24.9%"}), "H01").sureness is Sureness.LIKELY
    found = only(said({"place": "24.9%", "source": "A survey of our own"}), "H01")
    assert found.sureness is Sureness.TO_CHECK
    assert "does not name this publisher" in found.says


def test_what_a_late_vintage_may_have_revised_is_only_to_be_checked():
    place, _ = example()
    late = tuple(replace(o, known_from=date(2025, 1, 1)) for o in place.observations)
    place = replace(place, observations=late, report=replace(place.report, as_of=date(2026, 1, 1)))
    found = only(said({"place": "18.9%"}, place=place), "H01")
    assert found.sureness is Sureness.TO_CHECK
    assert "may have been revised" in found.says


def test_a_figure_in_two_rounds_is_told_once_with_both_cells():
    (found,) = [r for r in said({"place": "71.2%"}, {"place": "71.2%"}) if r.rule_id == "H04"]
    assert [entry.row for entry in found.entries] == [2, 3]


def test_a_rank_among_another_number_says_both_and_whose_list_ours_is():
    found = only(said({"nn": "Rank 4th of 5"}), "H05")
    assert found.sureness is Sureness.TO_CHECK
    assert "the example's neighbours (list of 1 April 2021)" in found.says
    assert "The two count 5 and 4 areas" in found.says


def test_a_rank_or_verdict_on_another_figure_is_not_judged_again():
    assert {r.rule_id for r in said({"place": "71.2%", "nn": "Rank 1st of 4", "national": "A"})} == {"H04"}


def test_a_table_of_another_town_is_not_compared():
    published = read_text(HEADINGS.replace("Anytown", "Luton") + "\n" + "\t".join(RIGHT.values()) + "\n")
    (found,) = against(published, *example())
    assert found.rule_id == "H08"
    assert "The table is of Luton and the place at hand is Anytown" in found.says


def test_a_period_that_is_not_held_is_told_once():
    (found,) = said({"period": "2015"}, {"period": "2016"})
    assert "(2015)" in found.says
    assert "(2016)" in found.says


def test_rules_can_be_chosen():
    assert [r.rule_id for r in against(table({"place": "71.2%"}), *example(), rules=("H07",))] == ["H07"]


@pytest.mark.parametrize(
    ("label", "exact"),
    [
        ("SMOKING prevalence, in adults*", True),
        ("Adults who smoke", True),
        ("Smoking prevalence (% adults 18+)", False),
    ],
)
def test_a_label_is_known_by_its_words(label, exact):
    meant = meant_by(line(label), example()[0])
    assert meant.indicator == SMOKING
    assert meant.is_exact is exact


@pytest.mark.parametrize(
    "label",
    [
        "Smoking prevalence in adults in routine and manual occupations",
        "Smoking prevalence in adults, male",
        "Smoking prevalence at age 15",
        "Smoking attributable mortality",
        "Smoking prevalence (rate per 1,000 adults)",
    ],
)
def test_a_label_of_something_near_is_no_match(label):
    assert meant_by(line(label, place="17.2"), example()[0]).indicator is None


def test_a_label_of_two_measures_is_told_with_both():
    place, _ = example()
    twin = replace(SMOKING, indicator_id="twin", headline="Adults who smoke daily")
    found = only(said({}, place=replace(place, indicators={**place.indicators, "twin": twin})), "H08")
    assert '"Adults who smoke" and "Adults who smoke daily"' in found.says


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Life expectancy at 65, male", "Life expectancy at birth, males"),
        ("Children in relative low income before housing costs", "Children in relative low income after housing costs"),
        ("Obesity in Reception", "Obesity in Year 6"),
        ("Adults who are obese", "Overweight, including obesity, in adults"),
    ],
)
def test_measures_that_one_word_sets_apart_are_kept_apart(one, other):
    place, _ = example()
    indicator = replace(SMOKING, indicator_id="other", name=other, headline=other, phrase=other, age="All ages",
                        period_kind=PeriodKind.POOLED)  # fmt: skip
    assert meant_by(line(one, place="1.0"), replace(place, indicators={"other": indicator})).indicator is None


@pytest.mark.parametrize(
    ("text", "number", "decimals", "held", "same"),
    [("17", 17.0, 0, 17.49, True), ("17.25", 17.25, 2, 17.3, False), ("17.12", 17.12, 2, 17.1, True),
     ("5", 5.0, 0, None, False)],
)  # fmt: skip
def test_a_number_is_the_same_at_the_coarser_of_two_precisions(text, number, decimals, held, same):
    assert is_same(Entry(text, 1, Column("A", "", Role.PLACE), number, decimals), held) is same
