"""The pages of the town within, on a made-up town."""

import re
from dataclasses import replace

import pytest

from equitytown.errors import InputError
from equitytown.present.blocks import Bullets, Figure, MapFigure, Paragraph, Span, Table, plain
from equitytown.present.wording.numbers import bare, count, difference, number, signed, with_unit
from equitytown.publish import measures, pages
from equitytown.publish.document import compose
from equitytown.publish.explanation import explanation
from equitytown.publish.flat import flatten
from equitytown.publish.sections import inside, summary
from equitytown.publish.within import findings, residents, told, traces, ward_pages
from equitytown.store.vintages import hold
from equitytown.terms.indicator import Polarity
from equitytown.terms.inside import Estimate, Ordering
from tests.publish import inner


@pytest.fixture(scope="module")
def town(compared):
    return inner.edition(compared)


@pytest.fixture(scope="module")
def document(town):
    return compose(town)


def all_words(blocks):
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.text)
        if isinstance(block, Bullets):
            yield from map(plain, block.items)


def test_every_ward_and_every_measure_with_parts_has_a_page(document, town):
    slugs = {page.slug for page in document.pages}
    assert {"inside", "wards/alder", "wards/beech-birch", "wards/st-hazels", "inside/claimant-count"} <= slugs
    assert {f"inside/{i.indicator_id}" for i in findings.measured(town)} <= slugs
    assert ("Inside the town", "inside") in document.nav


def test_the_page_opens_with_the_widest_gap_and_leads_to_every_ward(town, snapshot):
    page = inside.page(town)
    said = [*all_words(page.opening), *all_words(page.blocks[:9])]
    assert [page.title, page.subtitle, said] == snapshot


def test_a_measure_is_told_in_words(town, snapshot):
    page = told.page(town, town.place.indicators["claimant-count"])
    assert [page.title, list(all_words(page.blocks))] == snapshot


def test_a_ward_is_told_against_the_town(town, snapshot):
    page = next(p for p in ward_pages.pages(town) if p.slug == "wards/alder")
    tables = [flatten(block) for block in page.blocks if isinstance(block, Table)]
    rows = [[cell.value for cell in row] for table in tables for row in table.rows]
    assert [page.title, page.subtitle, [*all_words(page.opening), *all_words(page.blocks)], rows] == snapshot


def test_a_figure_that_is_withheld_shows_its_symbol_and_reason(town):
    fuel = next(f for f in findings.latest(town) if f.indicator_id == "fuel-poverty")
    table = told.parts_figure(town, fuel).table
    cell = next(c for g in table.groups for row in g.rows for c in row.cells if c.symbols == ("[c]",))
    assert plain(cell.text) == "[c]"
    assert cell.title == "Withheld: small counts"


def test_modelled_figures_are_called_so_in_every_table(document):
    labels = [
        plain(cell.text)
        for table in document.tables
        for g in table.groups
        for row in g.rows
        for cell in row.cells[:1]
        if plain(cell.text).startswith("Fuel poverty (") and "2023" in plain(cell.text)
    ]
    assert labels
    assert all("modelled" in label for label in labels)
    wards = next(table for table in document.tables if table.table_id == "inside-wards")
    assert [c.label for c in wards.columns if c.label.startswith("Fuel")] == ["Fuel poverty (2023, modelled)"]


def test_the_report_tells_the_headlines_and_the_rest_as_one_table(document):
    section = next(s for s in document.sections if s.name == "inside")
    assert sum(isinstance(block, Figure) for block in section.blocks) <= inside.MOST_TOLD
    assert not any(isinstance(block, MapFigure) for block in section.blocks)
    assert sum(isinstance(block, Table) for block in section.blocks) == 1


def test_the_overview_and_a_measures_page_tell_of_the_gap_where_there_is_one(town):
    said = " ".join(all_words(pages.overview(town).blocks))
    assert "widest gap held is in People claiming out-of-work benefits" in said
    words = " ".join(all_words(measures.page(town, town.place.indicators["claimant-count"]).blocks))
    assert "By ward: 12.0% in Alder" in words
    without = measures.page(town, town.place.indicators["smoking"])
    assert not any("Inside the town" in getattr(block, "words", "") for block in without.blocks)
    nothing = replace(town, inside=())
    assert "Inside the town" not in " ".join(all_words(pages.overview(nothing).blocks))


def test_a_modelled_gap_is_never_the_headline(town):
    modelled = [replace(f, ordering=Ordering.CLEAR) for f in town.inside if f.indicator_id == "fuel-poverty"]
    only = replace(town, inside=tuple(modelled))
    assert inside.page(only).title == "Inside the town"
    assert inside.overview(only) == ()
    assert [f.indicator_id for f in findings.widest(only)] == ["fuel-poverty"]


def test_modelled_gaps_stand_after_the_counted_ones_and_one_thing_stands_once(town):
    fuel = next(f for f in town.inside if f.indicator_id == "fuel-poverty")
    wide = replace(fuel, ratio=Estimate(99.0))
    small = replace(town.place.indicators["claimant-count"], indicator_id="claimants-again")
    twice = replace(wide, indicator_id="claimants-again", by="lsoa-2011")
    place = replace(town.place, indicators={**town.place.indicators, "claimants-again": small})
    both = replace(town, place=place, inside=(wide, twice, *(f for f in town.inside if f is not fuel)))
    assert [f.indicator_id for f in findings.widest(both)] == ["claimant-count", "fuel-poverty"]
    said = list(all_words(inside.widest(both, linked=False)))
    assert said.index(inside.MODELLED) == 1
    assert said[2].startswith("Fuel poverty")


def test_a_place_without_a_town_within_has_no_such_page(started):
    document = compose(started)
    assert not any(page.slug.startswith(("inside", "wards/")) for page in document.pages)
    assert ("Inside the town", "inside") not in document.nav
    assert [plain(block.text) for block in inside.blocks(started)] == [inside.NONE_HELD]


def test_wards_without_figures_say_so(town):
    empty = replace(town, inside=())
    page = ward_pages.pages(empty)[0]
    assert page.title == "Alder"
    assert "No figures for the wards of Luton are held yet." in list(all_words(page.opening))


def test_what_is_not_tested_is_not_laid_to_chance(town):
    modelled = tuple(f for f in town.inside if f.indicator_id == "fuel-poverty")
    page = ward_pages.pages(replace(town, inside=modelled))[0]
    words = " ".join(all_words(page.opening))
    assert "None of this is tested against chance" in words
    assert "chance may have made" not in words


def test_a_town_with_figures_inside_alone_awaits_those_of_its_outcome_list(town, started):
    assert (
        summary.headline(replace(started, inside=town.inside))
        == "Sandwell awaits the first figures of its outcome list"
    )


def spans(page):
    for block in (*page.opening, *page.blocks):
        texts = [block.text] if isinstance(block, Paragraph) else []
        texts += block.items if isinstance(block, Bullets) else []
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, Table):
            texts += [cell.text for group in table.groups for row in group.rows for cell in row.cells]
        yield from (span for text in texts for span in text if isinstance(span, Span) and "|inside|" in span.trace)


def test_every_number_of_a_finding_is_walked_back_to_it(document, town):
    """Each traced number prints the finding's own, in one of the ways in which such a number is printed."""
    held = {f.finding_id: (traces.numbers(f), town.place.indicators[f.indicator_id]) for f in town.inside}
    checked = 0
    for page in document.pages:
        for span in spans(page):
            key, _, field = span.trace.partition("#")
            values, measure = held[key]
            value = values[field]
            forms = {bare(value, measure), with_unit(value, measure), difference(value, measure),
                     signed(value, measure), number(value, decimals=2), number(-value, decimals=measure.decimals),
                     number(value, decimals=measure.decimals), count(int(value)), count(int(value)).capitalize(),
                     f"{value:.0%}"}  # fmt: skip
            assert span.text in forms, (page.slug, span)
            checked += 1
    assert checked > 60


def test_a_gap_and_a_wards_figure_are_explained(town):
    words = explanation(town, "claimant-count").as_text()
    assert "Inside the town" in words
    assert "claimant-count|inside|ward-2023|2023|Persons: 6 wards" in words
    assert "highest Alder (E05000000): 12.0% (95% limits 11.0% to 13.0%)" in words
    told_of = explanation(town, "claimant-count", part="E05000000").as_text()
    assert "Alder, 2023, Persons" in told_of
    assert "worse: limits against the comparator's value" in told_of
    with pytest.raises(InputError, match="is no part of the town"):
        explanation(town, "claimant-count", part="E05999999")


def test_no_small_print_holds_a_cause(document):
    causal = re.compile(r"\b(due to|led to|thanks to|impact of|effect of)\b")
    for page in document.pages:
        if page.slug.startswith(("inside", "wards/")):
            assert not [w for w in all_words((*page.opening, *page.blocks)) if causal.search(w)], page.slug


def test_a_wards_groups_stand_beside_the_towns_in_the_files_order(town):
    made_up = replace(town.place.indicators["claimant-count"], indicator_id="who", polarity=Polarity.NONE)
    split = {"category_type": "Made-up split"}
    rows = [
        replace(inner.part("who", code, value, category=name, half=None).observation, sex=made_up.headline_sex, **split)
        for code, values in (("E05000000", (60.0, 40.0)), (town.place.area.area_code, (30.0, 70.0)))
        for name, value in zip(("Whole", "Half"), values, strict=True)
    ]
    holdings = hold((*town.place.observations, *rows), on=town.place.report.as_of)
    place = replace(town.place, indicators={**town.place.indicators, "who": made_up})
    held = replace(town, place=place, holdings=holdings)
    page = next(p for p in ward_pages.pages(held) if p.slug == "wards/alder")
    table = next(block for block in page.blocks if isinstance(block, Table) and "who" in block.table_id)
    said = [[plain(cell.text) for cell in row.cells] for row in table.groups[0].rows]
    assert said == [["Whole", "60.0%", "30.0%"], ["Half", "40.0%", "70.0%"]]
    assert residents.NO_GAP in [plain(note) for note in table.notes]
    other = next(p for p in ward_pages.pages(held) if p.slug == "wards/elm")
    assert residents.LIVES_HERE not in [getattr(block, "words", "") for block in other.blocks]
