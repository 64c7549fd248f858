"""A place and its series."""

from types import MappingProxyType, SimpleNamespace

from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.place import Place, Series
from tests.factories import indicator, observation

SERIES = Series(tuple(observation(period=label) for label in ("2020/21", "2021/22", "2022/23")))


def test_a_figure_is_found_by_period_or_label():
    assert SERIES.at("2021/22").period.label == "2021/22"
    assert SERIES.at(SERIES.observations[2].period) is SERIES.observations[2]
    assert SERIES.at("2019/20") is None


def test_periods_cut_alike_are_kept():
    mixed = Series((*SERIES.observations, observation(period="2022", kind=PeriodKind.CALENDAR)))
    kept = mixed.like(parse_period("2022/23", kind=PeriodKind.ACADEMIC))
    assert kept.observations == SERIES.observations


def test_neighbours_are_those_that_the_edition_uses_for_a_population():
    chosen = object()
    place = SimpleNamespace(
        report=SimpleNamespace(neighbour_sets=MappingProxyType({"children": "c-2021"})),
        neighbour_sets={"c-2021": chosen},
    )
    assert Place.neighbours_of(place, indicator()) is chosen
    assert Place.neighbours_of(place, indicator(neighbour_set="adults")) is None
