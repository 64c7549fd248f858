"""Titles of maps say what the figures say, and no more."""

from equitytown.present.blocks import plain
from equitytown.present.wording import maps
from equitytown.terms.area import Area
from equitytown.terms.indicator import Basis, Polarity
from tests import factories

TOLD = maps.Told(factories.indicator(polarity=Polarity.LOW), "neighbourhoods", "made-up|map|x|2022|Persons")


def held(values):
    return [factories.observation(float(v), area=Area(f"E{at}", "")) for at, v in enumerate(values)]


def test_tenths_of_england_are_counted(snapshot):
    cases = ([1, 1, 2, 9], [1, 5], [2, 2, 7], [2], [5, 9])
    assert [plain(maps.deciles_title(TOLD, case)) for case in cases] == snapshot


def test_each_count_can_be_traced():
    counts = [span for span in maps.deciles_title(TOLD, [1, 2, 9]) if span.text.isdigit()]
    assert [span.trace.rpartition("#")[2] for span in counts] == ["worst-tenth", "areas", "worst-fifth"]


def test_where_the_worst_lie_is_said_only_of_few_wards():
    ordered = held(range(30, 0, -1))
    concentrated = {f"E{at}": "Old Town" if at < 5 else f"Ward {at}" for at in range(30)}
    scattered = {f"E{at}": f"Ward {at}" for at in range(30)}
    in_a_half = {f"E{at}": "West" if at < 15 else "East" for at in range(30)}
    told = plain(maps.where_title(TOLD, ordered, concentrated))
    assert told == "Made-up share: 5 of the 6 neighbourhoods with the highest figures lie in Old Town"
    assert maps.where_title(TOLD, ordered, scattered) == ()
    assert maps.where_title(TOLD, ordered, in_a_half) == ()


def test_areas_level_with_the_last_of_the_worst_count_with_it():
    ordered = held([9, 8, 7, 6, 5, 5, 5, *range(4, -14, -1)])
    inside = {f"E{at}": "Old Town" if at < 7 else f"Ward {at}" for at in range(25)}
    told = plain(maps.where_title(TOLD, ordered, inside))
    assert told == "Made-up share: the 7 neighbourhoods with the highest figures lie in Old Town"


def test_moves_are_counted_both_ways(snapshot):
    cases = ([1, 1, -1], [-1, -1, 0], [0, 0], [-1, 1])
    assert [plain(maps.moves_title(TOLD, case, "2022", "2023")) for case in cases] == snapshot


def test_what_a_model_made_says_so():
    modelled = maps.Told(factories.indicator(collected_by=Basis.MODELLED), "wards", "x")
    assert plain(maps.spread_title(modelled, [("A", held([3])[0]), ("B", held([1])[0])])).startswith(
        "Made-up share (modelled): from 3.0% in A to 1.0% in B"
    )
