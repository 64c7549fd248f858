"""Other strategies that the measures serve, how the list changed, and what no programme may claim."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from equitytown.present.blocks import Heading, Paragraph, Table, plain
from equitytown.publish import alignments, list_history, measures, pages
from equitytown.publish.told import hoped
from equitytown.terms.framework import Alignment, AlignmentHeading, ListChange, MeasureChange
from equitytown.terms.register.results import Programme

ON = date(2026, 11, 26)


def with_framework(edition, **changes):
    return replace(edition, place=replace(edition.place, framework=replace(edition.place.framework, **changes)))


def test_every_measure_stands_under_each_heading_it_serves(compared):
    page = next(p for p in alignments.pages(compared) if p.slug == "alignments/luton-2040")
    (table,) = (block for block in page.blocks if isinstance(block, Table))
    served = {group.heading: [row.cells[0].text[0].href for row in group.rows] for group in table.groups}
    assert "measures/fuel-poverty" in served["Improving wellbeing"]
    assert "measures/fuel-poverty" in served["Net zero town"]


def test_tags_that_nobody_agreed_are_called_a_proposal(compared):
    page = alignments.pages(compared)[0]
    assert any("proposal" in plain(block.text) for block in page.blocks if hasattr(block, "text"))


def test_what_serves_no_heading_and_a_heading_that_nothing_serves_are_named(compared):
    bare = (Alignment("x", "X", (AlignmentHeading("Empty", ()),), agreed_by="the board"),)
    (page,) = alignments.pages(with_framework(compared, alignments=bare))
    headings = [block.words for block in page.blocks if isinstance(block, Heading)]
    assert headings == ["Headings that no measure serves", "Measures that serve no heading"]


def test_the_file_of_a_strategy_has_a_row_for_each_measure_and_heading(compared, tmp_path):
    alignments.write_alignments(compared, tmp_path)
    with (tmp_path / "luton-2040.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [r["indicator_id"] for r in rows].count("fuel-poverty") == 2
    awaited = next(r for r in rows if r["indicator_id"] == "discrimination-and-racism")
    assert (awaited["value"], awaited["unit"]) == ("", "%")


def test_a_measure_that_left_the_list_says_so_and_is_no_supporting_figure(compared):
    gone = MeasureChange("low-birth-weight", ListChange.RETIRED, ON, "Nobody used it.", principle=1,
                         decided_by="SYNTHETIC board", decision="SYNTHETIC minute 4")  # fmt: skip
    edition = with_framework(compared, history=(gone,))
    headings = [block.words for block in pages.measures(edition).blocks if isinstance(block, Heading)]
    assert "Measures that have left the outcome list" in headings
    page = measures.page(edition, edition.place.indicators["low-birth-weight"])
    facts = {fact.label: plain(fact.text) for fact in page.aside[-1].facts}
    assert facts["Stands under"] == "No longer on the outcome list"
    assert facts["Retired"] == ("26 November 2026. Nobody used it. Decided by: SYNTHETIC board. SYNTHETIC minute 4.")


def test_a_measure_that_left_the_list_without_figures_awaits_none(compared):
    gone = MeasureChange("low-birth-weight", ListChange.RETIRED, ON, "Nobody used it.", principle=1)
    edition = replace(with_framework(compared, history=(gone,)), findings=(), printed=())
    page = measures.page(edition, edition.place.indicators["low-birth-weight"])
    assert page.title.endswith(": no longer on the outcome list")
    assert "No figure is held for this measure." in [plain(b.text) for b in page.blocks if isinstance(b, Paragraph)]


def test_a_replaced_measure_and_its_successor_point_to_each_other(compared):
    swap = MeasureChange("low-birth-weight", ListChange.REPLACED, ON, "Better data.", replaced_by="infant-mortality")
    edition = with_framework(compared, history=(swap,))
    (fact,) = list_history.facts(edition, edition.place.indicators["infant-mortality"])
    assert plain(fact.text).endswith("on 26 November 2026. Better data.")


@pytest.mark.parametrize(
    ("lag", "words"),
    [("2030", "too early"), ("", "no change is claimed"), ("2020", "none is claimed here without an evaluation")],
)
def test_no_effect_is_claimed_before_its_time_or_without_an_evaluation(lag, words):
    assert words in hoped.guard(Programme(programme_id="PRG-X", name="X", lag=lag), ON)


def test_the_page_of_an_outcome_guards_what_programmes_hope(compared):
    page = measures.page(compared, compared.place.indicators["fuel-poverty"])
    assert Heading(2, "Programmes that hope to change it") in page.blocks
    assert not hoped.blocks(compared, compared.place.indicators["smoking"])
