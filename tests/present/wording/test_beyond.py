"""What is said where parts too uncertain to be named lie beyond the named ends."""

from dataclasses import replace

import pytest

from equitytown.present.blocks import plain
from equitytown.present.wording import inside as words
from equitytown.present.wording.inside_sureness import sureness
from equitytown.terms.inside import Ordering, PartKind
from tests import factories
from tests.publish import inner

NAMES = words.PartNames("Testford", "ward", "wards", {inner.ward(n).area_code: inner.WARDS[n] for n in range(6)})
SHARE = factories.indicator()


def found(uncertain, *, ordering=Ordering.ENDS_DIFFER):
    values = (12.0, 10.0, 8.0, 6.0, 5.0, 3.0)
    parts = [
        inner.part("made-up", inner.ward(n).area_code, v, reliable=n not in uncertain) for n, v in enumerate(values)
    ]
    return inner.finding("made-up", PartKind.AREAS, "ward-2023", "Wards of 2023", parts, ordering=ordering)


def test_where_no_part_lies_beyond_the_ends_nothing_is_added():
    assert words.beyond(found({2}), NAMES) == ()
    assert words.title(found({2}), SHARE, NAMES).endswith("from 3.0% in Oak to 12.0% in Alder")


@pytest.mark.parametrize(
    ("uncertain", "said", "title"),
    [
        ({5}, "One ward lies lower still", "12.0% in Alder, and the lowest cannot be named"),
        ({4, 5}, "Two wards lie lower still", "12.0% in Alder, and the lowest cannot be named"),
        ({0}, "One ward lies higher still", "3.0% in Oak, and the highest cannot be named"),
        ({0, 5}, "One ward lies lower still", "neither highest nor lowest can be named"),
    ],
)
def test_parts_beyond_the_named_ends_are_counted_wherever_the_gap_is_told(uncertain, said, title):
    one = found(uncertain)
    assert said in plain(words.ends(one, SHARE, NAMES, held={}))
    assert said in plain(words.brief(one, SHARE, NAMES, held={}))
    assert words.title(one, SHARE, NAMES).endswith(title)


def test_the_level_of_the_worst_off_is_that_of_those_sure_enough_to_be_ordered():
    one = replace(found({0}), whole=None)
    assert "The level of the worst-off ward with a figure sure enough to be put in order, Beech & Birch" in plain(
        words.worst_off(one, factories.indicator(polarity=words.Polarity.LOW), NAMES, held={})
    )


def test_a_title_with_a_ratio_says_of_when_it_is():
    assert words.times_as_high(found(set()), SHARE, NAMES).endswith("4.0 times as high in Alder as in Oak in 2023")


def test_limits_of_modelled_figures_are_said_to_tell_nothing_of_the_gap():
    one, modelled = found(set(), ordering=Ordering.NOT_TESTED), factories.indicator(collected_by=words.Basis.MODELLED)
    assert "moves all of its figures together" in plain(sureness(one, modelled, NAMES))
    assert "have no limits" in plain(sureness(one, SHARE, NAMES))
