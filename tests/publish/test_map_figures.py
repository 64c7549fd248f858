"""Maps of a synthetic town: what is shown, what is withheld, and what is said of it."""

from dataclasses import replace
from datetime import date

import pytest

from equitytown.errors import InputError
from equitytown.present.blocks import plain
from equitytown.present.maps.draw import draw_maps
from equitytown.present.wording.numbers import MINUS
from equitytown.publish.figures import numbered
from equitytown.publish.map_figures import map_figure
from equitytown.publish.sections import figures as section
from equitytown.terms.indicator import Basis, Break, Polarity
from equitytown.terms.place import ClassRule, FigureKind, MapPlan
from tests.publish import mapped


def drawn(observations, *, plan=mapped.PLAN, indicator=None, as_of=date(2024, 6, 1), **changes):
    edition = mapped.edition(observations, *([indicator] if indicator else []), as_of=as_of)
    given = indicator or edition.place.indicators["made-up-share"]
    return map_figure(edition, given, plan, figure_id="figure-11", label="Figure 11", **changes)


def notes(figure):
    return " ".join(plain(note) for note in figure.notes)


def column(figure, key):
    at = [one.key for one in figure.table.columns].index(key)
    return [plain(row.cells[at].text) for row in figure.table.groups[0].rows]


def test_a_map_says_its_finding_its_borders_and_its_classes(snapshot):
    figure = drawn(mapped.two_years())
    told = [plain(figure.title), plain(figure.caption), plain(figure.source), figure.description]
    assert [*told, *map(plain, figure.notes)] == snapshot
    assert len(figure.maps) == 1


def test_every_area_stands_in_the_table_the_worst_first_with_its_ward(snapshot):
    values = {at: mapped.rising(at) for at in range(24)} | {3: None}
    figure = drawn(mapped.figures(values))
    rows = figure.table.groups[0].rows
    assert [column.label for column in figure.table.columns] == ["Neighbourhood", "Ward", "2022", "Class"]
    assert [[plain(cell.text) for cell in row.cells] for row in (*rows[:1], *rows[-3:])] == snapshot
    assert len(rows) == 25
    held = [row.cells[2].number for row in rows if row.cells[2].number is not None]
    assert held == sorted(held, reverse=True)


def test_what_is_noted_of_some_areas_is_a_column_and_what_is_noted_of_all_a_note():
    some = drawn([*mapped.figures({0: 1.0}, note="Estimated."), *mapped.figures({1: 2.0})])
    assert sorted(column(some, "note")) == ["Estimated.", *["None"] * 24]
    every = drawn(mapped.figures({at: mapped.rising(at) for at in range(25)}, note="Modelled."))
    assert [plain(note) for note in every.table.notes] == ["Modelled."]
    assert "note" not in [one.key for one in every.table.columns]


def test_without_an_end_that_is_bad_high_figures_stand_first_and_where_high_is_good_low_ones_do():
    first = {
        polarity: column(drawn(mapped.two_years(), indicator=mapped.indicator(polarity=polarity)), "area")[0]
        for polarity in (Polarity.NONE, Polarity.LOW, Polarity.HIGH)
    }
    assert first[Polarity.NONE] == first[Polarity.LOW] != first[Polarity.HIGH]
    neither = drawn(mapped.two_years(), indicator=mapped.indicator(polarity=Polarity.NONE))
    assert "the highest darkest" in neither.description


def test_a_withheld_figure_is_hatched_and_never_in_a_class():
    figure = drawn(mapped.figures({at: mapped.rising(at) for at in range(24)} | {3: None}))
    blank = {area.area_code: area.blank for area in figure.maps[0].areas if area.place is None}
    assert blank == {mapped.code(3): "withheld", mapped.code(24): "no figure"}
    assert "Withheld so that nobody can be recognised: 1 neighbourhood" in notes(figure)
    assert column(figure, "value 2022")[-2:] == ["[c]", "[x]"]


def test_a_figure_with_wide_limits_is_marked():
    wide = mapped.figures({0: 10.0}, lower=2.0, upper=18.0)
    figure = drawn([*wide, *mapped.figures({at: mapped.rising(at) for at in range(1, 25)}, lower=9.9, upper=40.0)[:0],
                    *mapped.figures({at: mapped.rising(at) for at in range(1, 25)})])  # fmt: skip
    assert [area.area_code for area in figure.maps[0].areas if area.is_unreliable] == [mapped.code(0)]
    assert "A ring marks 1 neighbourhood" in notes(figure)


def test_where_most_figures_are_unreliable_none_is_ringed_and_the_map_says_so():
    figure = drawn(mapped.figures({at: mapped.rising(at) for at in range(25)}, lower=1.0, upper=60.0))
    assert not figure.maps[0].has_rings
    assert "Most of these figures are of low reliability (25 neighbourhoods)" in notes(figure)
    svg = draw_maps(figure.maps, name="made-up", description="x").wide
    assert "ringed" in svg


def test_two_dates_stand_on_one_set_of_classes_with_the_change_between_them():
    figure = drawn(mapped.two_years(), dates=2)
    first, second, change = figure.maps
    assert first.classes is second.classes
    assert plain(figure.title) == "Made-up share: down in 9 of 25 neighbourhoods from 2022 to 2023, up in 8"
    assert [one.heading for one in figure.maps] == ["2022", "2023", "Change"]
    moves = {area.area_code: area.words for area in change.areas}
    assert (moves[mapped.code(0)], moves[mapped.code(1)], moves[mapped.code(2)]) == (f"{MINUS}0.8", "0.0", "+0.8")
    assert column(figure, "change")[0] in ("+0.8", "0.0", f"{MINUS}0.8")


def test_a_break_withholds_the_comparison_and_says_why():
    broken = mapped.indicator(breaks=(Break(date(2023, 1, 1), "Counted in another way since."),))
    figure = drawn(mapped.two_years(), indicator=broken, dates=2)
    assert len(figure.maps) == 1
    assert "change" not in [one.key for one in figure.table.columns]
    assert "from before January 2023 cannot be compared with later ones. Counted in another way since." in notes(figure)
    later = mapped.indicator(breaks=(Break(date(2024, 1, 1), "After both."),))
    assert len(drawn(mapped.two_years(), indicator=later, dates=2).maps) == 3


def test_two_publishers_are_not_set_against_each_other():
    old, new = mapped.figures({0: 1.0, 1: 2.0}), mapped.figures({0: 1.0, 1: 3.0}, period="2023")
    other = [replace(o, provenance=replace(o.provenance, publisher="Somebody else")) for o in old]
    figure = drawn([*other, *new], dates=2)
    assert len(figure.maps) == 1
    assert "different publishers (Somebody else and Maker)" in notes(figure)


def test_a_period_that_is_not_held_is_named():
    figure = drawn(mapped.two_years(), periods=("2021", "2022"))
    assert len(figure.maps) == 1
    assert "No figures are held for 2021." in notes(figure)


def test_age_is_told_from_the_figures_date():
    assert "The newest figure held is for 2023" in notes(drawn(mapped.two_years(), as_of=date(2027, 6, 1)))
    assert "newest figure" not in notes(drawn(mapped.two_years(), as_of=date(2025, 6, 1)))


def test_layers_of_two_dates_say_so_and_one_layer_does_not():
    assert "an outline may cut through an area" in notes(drawn(mapped.two_years()))
    alone = drawn(mapped.two_years(), plan=MapPlan("lsoa-2011"))
    assert "outline" not in notes(alone)
    assert "none is moved by more than 6 metres" in notes(alone)


def test_tenths_of_england_come_from_the_measure_that_the_plan_names():
    tenths = mapped.figures({at: float(1 + at % 5) for at in range(25)}, indicator_id="made-up-tenth")
    scores = mapped.indicator()
    by = replace(mapped.indicator(polarity=Polarity.HIGH, decimals=0), indicator_id="made-up-tenth")
    edition = mapped.edition([*mapped.two_years(), *tenths], scores, by)
    plan = replace(mapped.PLAN, classes=ClassRule.NATIONAL_DECILES, national="made-up-tenth")
    figure = map_figure(edition, scores, plan, periods=("2022",), figure_id="figure-11")
    told = "Made-up share: 5 of 25 neighbourhoods are in England's worst tenth, 10 in its worst fifth"
    assert plain(figure.title) == told
    assert [area.is_marked for area in figure.maps[0].areas] == [True] * 5 + [False] * 20
    newer = map_figure(edition, scores, plan, periods=("2023",), figure_id="figure-11")
    assert "The tenths of England are Maker's for 2022; the figures are Maker's for 2023." in notes(newer)


def test_what_is_no_tenth_is_refused():
    with pytest.raises(InputError, match="no tenths of England"):
        drawn(mapped.two_years(), plan=replace(mapped.PLAN, classes=ClassRule.NATIONAL_DECILES))


@pytest.mark.parametrize("plan", [MapPlan("lsoa-2011"), MapPlan("no-such-set")])
def test_a_map_without_figures_awaits_them(plan):
    figure = drawn([], plan=replace(plan, awaiting="It stands in for another."))
    assert (figure.maps, figure.chart_id, figure.table) == ((), "", None)
    assert figure.awaiting.startswith("This figure awaits data: no figures of the made-up share of children")
    assert notes(figure) == "It stands in for another."


def test_what_is_modelled_carries_the_word():
    figure = drawn(mapped.two_years(), indicator=mapped.indicator(collected_by=Basis.MODELLED))
    assert "Modelled." in plain(figure.caption)
    assert plain(figure.title).startswith("Made-up share (modelled): ")
    assert "modelled" in figure.maps[0].measured


def test_an_area_leads_to_its_ward_s_page():
    figure = drawn(mapped.two_years(), pages={"E05990001": "wards/synthetic-west"})
    led = {area.area_code: area.href for area in figure.maps[0].areas}
    assert led[mapped.code(0)] == "wards/synthetic-west"
    assert not led[mapped.code(4)]


def test_a_numbered_map_has_its_notes_and_no_paragraphs_of_comparison():
    plans = (replace(mapped.plan(13, FigureKind.MAPS), notes=("A note.",)), mapped.plan(15))
    edition = mapped.edition(mapped.two_years(), figure_plans=plans)
    figure = numbered(edition, plans[0])
    assert (figure.label, figure.figure_id, len(figure.maps)) == ("Figures 13 and 14", "figure-13", 3)
    assert [plain(figure.notes[at]) for at in (0, -1)] == ["A share made up for tests.", "A note."]
    assert numbered(edition, plans[1]).label == "Figure 15"
    assert [type(block).__name__ for block in section.blocks(edition)] == ["Heading", "MapFigure", "MapFigure"]
