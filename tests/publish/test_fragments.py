"""Snapshots of small fragments: what a reader sees, piece by piece, so that a difference shows its cause."""

import json

import pytest

from equitytown.present.blocks import Figure, Heading, Paragraph, plain
from equitytown.publish import measures, narrative
from equitytown.publish.document import compose
from equitytown.publish.flat import flatten
from equitytown.publish.sections import figures, summary


@pytest.mark.parametrize(
    ("indicator_id", "period"),
    [
        ("life-expectancy-male", "2020 to 2022"),
        ("healthy-life-expectancy-female", "2022 to 2024"),
        ("preventable-mortality", "2022"),
        ("infant-mortality", "2020 to 2022"),
        ("good-level-of-development", "2022/23"),
        ("first-time-entrants", "2022"),
        ("self-harm-admissions", "2022/23"),
        ("smoking", "2022"),
        ("temporary-accommodation", "2022/23"),
        ("progress-8", "2023/24"),
    ],
)
def test_the_paragraph_of_a_figure(compared, snapshot, indicator_id, period):
    indicator = compared.place.indicators[indicator_id]
    found = compared.comparisons(indicator, period)
    assert [plain(paragraph.text) for paragraph in narrative.about(compared, indicator, found)] == snapshot


def test_the_summary_of_the_edition(compared, snapshot):
    held = summary.standings(compared)
    cards = [(card.title, plain(card.text), card.rating.value)
             for block in (*summary.matters(held), *summary.changed(compared, held))
             if hasattr(block, "cards") for card in block.cards]  # fmt: skip
    assert [summary.headline(compared), cards] == snapshot


def test_the_titles_and_captions_of_the_ten_figures(compared, snapshot):
    drawn = [block for block in figures.blocks(compared) if isinstance(block, Figure)]
    assert [(f.label, f.title, plain(f.caption), plain(f.source)) for f in drawn] == snapshot


def test_the_key_figure_of_a_measure(compared, snapshot):
    page = measures.page(compared, compared.place.indicators["healthy-life-expectancy-male"])
    key = page.opening[0]
    facts = [(f.label, plain(f.text), f.verdict and f.verdict.words, f.rank and f.rank.words) for f in key.facts]
    assert [page.title, page.subtitle, plain(key.value), key.unit, plain(key.limits), facts] == snapshot


def test_what_to_bear_in_mind(compared, snapshot):
    page = measures.page(compared, compared.place.indicators["year-6-overweight"])
    after = [block for block in page.blocks if not isinstance(block, Heading | Paragraph | Figure)]
    assert [plain(item) for item in after[0].items] == snapshot


def test_the_marks_of_a_chart_of_neighbours(compared, snapshot):
    drawn = [block for block in figures.blocks(compared) if isinstance(block, Figure) and block.label == "Figure 6"]
    (figure,) = drawn
    marks = [layer["mark"] for layer in figure.chart.wide["layer"] if "mark" in layer]
    assert json.loads(json.dumps(marks)) == snapshot


def test_two_rows_of_the_printed_table(compared, snapshot):
    table = next(t for t in compose(compared).tables if t.table_id == "outcome-list-as-printed")
    flat = flatten(table)
    assert [flat.labels, *([value.value for value in row] for row in flat.rows[:2])] == snapshot
