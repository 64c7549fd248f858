"""Areas: their order, their verdicts, their words."""

from dataclasses import replace

import pytest

from equitytown.present.charts.areas import best_first, describe, extent, has_verdicts, in_order, ratings
from equitytown.present.charts.data import Panel
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating
from tests.present.charts.samples import area, by_sex, neighbours, point, references

ROWS = (
    area("Derby", 18.0),
    area("Bolton", None, 4.0),
    area("Luton", 15.0),
    area("Ashford", 18.0),
    area("Slough", 22.0),
)


@pytest.mark.parametrize(
    ("polarity", "order"),
    [
        (Polarity.LOW, ["Luton", "Ashford", "Derby", "Slough", "Bolton"]),
        (Polarity.HIGH, ["Slough", "Ashford", "Derby", "Luton", "Bolton"]),
        (Polarity.NONE, ["Slough", "Ashford", "Derby", "Luton", "Bolton"]),
    ],
)
def test_areas_stand_best_first_then_by_name_and_missing_last(polarity, order):
    assert [row.name for row in best_first(ROWS, polarity=polarity)] == order


def test_every_panel_has_the_first_one_s_order():
    panels = in_order(by_sex())
    assert len({tuple(row.name for row in panel.rows) for panel in panels}) == 1


def test_a_scale_holds_values_limits_references_and_earlier_figures():
    held = set(extent([Panel((area("Luton", 15.0, 30.0, half=2.0),), references(1.0, 50.0))]))
    assert {1.0, 50.0, 15.0, 30.0, 13.0, 17.0} <= held


def test_ratings_come_in_the_order_of_the_key():
    rows = (area("A", 1.0, rating=Rating.WORSE), area("B", 2.0, rating=Rating.BETTER))
    assert ratings([Panel(rows)]) == (Rating.BETTER, Rating.WORSE)


def test_not_compared_joins_the_key_only_beside_a_verdict():
    alone = (area("A", 1.0, rating=Rating.NOT_COMPARED),)
    assert ratings([Panel(alone)]) == ()
    assert not has_verdicts([Panel(alone)])
    assert ratings([Panel((*alone, area("B", 1.0)))]) == (Rating.SIMILAR, Rating.NOT_COMPARED)


def test_a_missing_figure_has_no_rating():
    assert ratings([Panel((area("A", None, rating=Rating.WORSE),))]) == ()


class TestDescription:
    def test_it_names_every_area_with_its_figure_and_verdict(self):
        said = describe(neighbours())
        assert "Luton is best of 3." in said
        assert "Luton 15.0, better; Derby 18.0, similar; Slough 22.0, worse." in said
        assert "England 18.0; East of England 20.0." in said
        assert "2022/23 and 2021/22, by area, best first." in said

    def test_it_says_highest_first_without_judgement_and_one_period_where_there_is_one(self):
        said = describe(neighbours(polarity=Polarity.NONE, earlier_period=""))
        assert "2022/23, by area, highest first." in said

    def test_it_says_no_figure(self):
        assert "Bolton no figure." in describe(neighbours(area("Luton", 15.0), area("Bolton", None), lines=()))

    def test_it_heads_each_panel(self):
        assert "Females: Luton" in describe(by_sex())

    def test_a_figure_not_compared_has_no_verdict(self):
        row = replace(area("Luton", 15.0), latest=point(15.0))
        assert "Luton 15.0." in describe(neighbours(row))
