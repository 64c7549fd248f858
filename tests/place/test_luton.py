"""Luton's own folder: the outcome list, the comparators and the figures of the report."""

from collections import Counter
from datetime import date
from importlib.resources import files

import pytest
import yaml

from equitytown.disclosure import rule_of
from equitytown.geography import area
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes
from equitytown.place.loader import read_place
from equitytown.terms.indicator import ComparisonMethod, Polarity
from equitytown.terms.place import FigureKind
from equitytown.terms.register.governance import EvaluationAim, EvaluationRecommendation
from equitytown.terms.register.learning import PrizeProject
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.promises import Principle, Recommendation
from equitytown.terms.register.reach import EACH_ONCE, EVERY_TIME
from equitytown.terms.register.results import Programme, Progress, Survey
from equitytown.terms.register.work import Funding, NextStep, Priority, Workstream

# What a place may say in its own way; everything else of a definition has its home in the scaffold.
OWN = {"owner", "review_date", "caveats", "source", "boundary_sets"}


@pytest.fixture(scope="module")
def place(luton):
    return read_place(luton, area_of=area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)


def test_the_outcome_list_is_whole(place):
    assert [len(p.indicator_ids) for p in place.framework.principles] == [4, 4, 8, 4, 2, 1, 4, 1, 2]
    assert len(place.indicators) == 48  # 33 of the list, 14 that are held for small areas, and 1 that is modelled
    assert place.framework.rounds == ("2021/22", "2022/23")
    assert place.framework.baseline_round == "2021/22"


def test_principle_7_stands_to_be_confirmed(place):
    (seventh,) = place.framework.principles[7].indicator_ids
    assert not place.indicators[seventh].confirmed
    assert place.indicators[seventh].candidates
    assert [i for i in place.indicators.values() if not i.confirmed] == [place.indicators[seventh]]


def test_both_rounds_are_held_as_printed(place):
    assert len(place.printed) == 58
    assert sum(row.round == "2021/22" and row.status == "reported" for row in place.printed) == 10


def test_the_register_is_whole(place):
    register = place.register
    assert len(register.all(Principle)) == 8
    assert len(register.all(Recommendation)) == 61
    assert sum(stream.reach == "priority area" for stream in register.all(Workstream)) == 4
    assert len(register.all(EvaluationRecommendation)) == 11
    assert len(register.all(EvaluationAim)) == 3
    assert len(register.all(Priority)) == 12
    assert len(register.all(PrizeProject)) == 3
    assert len(register.all(Progress)) == 49
    assert len(register.all(NextStep)) == 25
    assert len(register.all(Programme)) == 4
    assert len(register.all(Organisation)) == 16


def test_the_register_invents_no_day_no_count_and_no_amount(place):
    register = place.register
    (grant,) = register.all(Funding)
    assert (grant.amount, grant.qualifier, grant.status) == (200_000, "more than", "awarded")
    (council,) = (o for o in register.all(Organisation) if o.organisation_id == "ORG-LUTON")
    assert council.charter_signed_on is None
    assert "November 2022" in council.about
    assert not any(o.anchor or o.small for o in register.all(Organisation))  # the report counts these, unnamed
    assert register.all(Survey) == ()  # of the one that it tells of, it does not say how many answered


def test_programmes_hold_the_progress_that_the_report_tells_of_them(place):
    told = [entry for entry in place.register.all(Progress) if entry.programme]
    held = Counter(entry.programme for entry in told)
    assert held == {"PRG-AQ": 1, "PRG-PE": 2, "PRG-CA": 12, "PRG-WH": 1}
    passport = [(int(entry.value), entry.counted) for entry in told if entry.programme == "PRG-PE"]
    assert passport == [(374, EVERY_TIME), (322, EACH_ONCE)]
    assert all(programme.not_claimed for programme in place.register.all(Programme))


def test_the_registers_principles_are_those_of_the_framework(place):
    framework = [(str(p.number), p.name, p.short_name) for p in place.framework.principles if p.number]
    assert [(p.principle_id, p.name, p.short_name) for p in place.register.all(Principle)] == framework


def test_the_neighbours_are_those_of_the_report(place):
    adults = place.neighbours_of(place.indicators["smoking"])
    children = place.neighbours_of(place.indicators["infant-mortality"])
    assert (len(adults.ranking_members), adults.closest.area_name) == (15, "Slough")
    assert [a.area_name for a in children.ranking_members] == [
        "Birmingham",
        "Slough",
        "Sandwell",
        "Bradford",
        "Enfield",
    ]
    assert children.closest.area_name == "Birmingham"
    assert children.dated == date(2021, 4, 1)
    assert place.neighbour_sets["children-2025"].closest.area_name == "Slough"


def test_the_ten_figures_are_those_of_the_report(place):
    assert [(f.number, f.indicator_id) for f in place.report.figures[:10]] == list(
        enumerate(
            (
                "life-expectancy-male",
                "life-expectancy-female",
                "preventable-mortality",
                "infant-mortality",
                "low-birth-weight",
                "good-level-of-development",
                "year-6-overweight",
                "first-time-entrants",
                "self-harm-admissions",
                "smoking",
            ),
            start=1,
        )
    )
    assert place.report.figures[8].kind is FigureKind.BY_SEX


def test_the_maps_are_numbered_as_in_the_report_and_say_what_they_stand_in_for(place):
    maps = [f for f in place.report.figures if f.map is not None]
    assert [(f.number, f.kind) for f in maps] == [
        (11, FigureKind.MAP), (12, FigureKind.MAP), (13, FigureKind.MAPS), (15, FigureKind.MAP),
    ]  # fmt: skip
    assert [bool(f.map.awaiting) for f in maps] == [False, False, True, True]


def test_the_periods_of_each_figure_are_held_for_luton(place):
    held = {(o.indicator_id, o.period.label) for o in place.observations if o.area_code == "E06000032"}
    for figure in place.report.figures:
        assert all((figure.indicator_id, period) in held for period in figure.periods), figure


def test_both_vintages_of_smoking_in_2022_are_held(place):
    found = {
        (o.value, o.known_from)
        for o in place.observations
        if (o.indicator_id, o.area_code, o.period.label) == ("smoking", "E06000032", "2022")
    }
    assert {21.1, 19.3} <= {value for value, _ in found}


def test_a_verdict_has_a_polarity_and_a_method_or_neither(place):
    for indicator in place.indicators.values():
        if indicator.polarity is Polarity.NONE:
            assert indicator.comparison_method is ComparisonMethod.NONE


def test_phrases_read_well_in_a_sentence(place):
    for indicator in place.indicators.values():
        assert indicator.phrase.startswith(("the ", "life ", "healthy life ")), indicator.phrase
        assert not indicator.phrase.endswith(".")
        assert indicator.definition.endswith(".")
        assert all(caveat.endswith(".") for caveat in indicator.caveats)
        assert not any(title.endswith(".") for title in indicator.titles.values())


def test_two_measures_that_print_mixed_point_at_each_other(place):
    assert place.indicators["year-6-obesity"].related_to == "year-6-overweight"
    assert place.indicators["year-6-overweight"].related_to == "year-6-obesity"


def test_definitions_are_those_of_the_scaffold(luton):
    """A definition has one home; a place changes only who owns it, its source and its caveats."""
    home = files("equitytown.place") / "scaffold" / "indicators"
    shared_names = {f.name for f in home.iterdir()}
    assert shared_names <= {f.name for f in (luton / "indicators").iterdir()}
    for file in sorted(f for f in (luton / "indicators").iterdir() if f.name in shared_names):
        own = yaml.safe_load(file.read_text(encoding="utf-8"))
        shared = yaml.safe_load((home / file.name).read_text(encoding="utf-8"))
        assert {k: v for k, v in own.items() if k not in OWN} == {k: v for k, v in shared.items() if k not in OWN}
        assert set(shared.get("caveats", [])) <= set(own.get("caveats", [])), file.name
