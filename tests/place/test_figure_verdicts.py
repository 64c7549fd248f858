"""What must hold of published verdicts."""

import pytest

from tests.place.folders import ENGLAND, edit, figures, only, read


@pytest.mark.parametrize(
    ("value", "rating", "polarity"),
    [
        ("19.3", "better", "low is good"),
        ("9.3", "worse", "low is good"),
        ("19.3", "worse", "high is good"),
        ("9.3", "better", "high is good"),
        ("19.3", "lower", "no judgement"),
        ("9.3", "higher", "low is good"),
    ],
)
def test_a_verdict_on_the_wrong_side_of_england_is_told(testford, value, rating, polarity):
    edit(testford, "indicators/smoking.yaml", "polarity: low is good", f"polarity: {polarity}")
    figures(testford, {"value": value, "published_rating": rating})
    where = "above" if float(value) > 12.4 else "below"
    assert only(testford) == (
        f'data/smoking.csv, line 3: published_rating is "{rating}", but {value} is {where} England\'s 12.4 '
        f'and the indicator says "{polarity}".\n    Correct the rating, the value or the indicator\'s polarity.'
    )


@pytest.mark.parametrize(
    ("change", "england"),
    [
        ({"published_rating": "worse"}, {}),
        ({"published_rating": "similar"}, {}),
        ({"published_rating": "higher"}, {}),
        ({"value": "12.4", "published_rating": "better"}, {}),  # alike in print: told apart unrounded
        ({"value": "13", "published_rating": "better"}, {"value": "12.6"}),
        ({"published_rating": "better"}, {"publisher": "Another"}),
        ({"published_rating": "better"}, {"value": "", "status": "missing", "note": "Not printed"}),
    ],
)
def test_a_verdict_that_the_figures_allow_is_accepted(testford, change, england):
    figures(testford, change, england=ENGLAND | england)
    assert len(read(testford).observations) == 2


def test_without_judgement_better_and_worse_have_no_side(testford):
    edit(testford, "indicators/smoking.yaml", "polarity: low is good", "polarity: no judgement")
    figures(testford, {"published_rating": "better"})
    assert len(read(testford).observations) == 2


def test_a_verdict_that_one_vintage_of_englands_figure_bears_out_is_accepted(testford):
    earlier = ENGLAND | {"value": "21.0", "known_from": "2023-12-05"}
    figures(testford, {"published_rating": "better"}, earlier)
    assert len(read(testford).observations) == 3
