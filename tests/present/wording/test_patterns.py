"""Words for how figures lie on the map."""

from dataclasses import replace

import pytest

from equitytown.present.blocks import plain
from equitytown.present.wording.patterns import pattern_words, resemblance, resemblance_test
from equitytown.terms.indicator import Polarity
from equitytown.terms.inside import Local, PartMoves, Pattern
from tests.factories import indicator, observation

NAMES = {f"E{i}": f"Area {i}" for i in range(30)}
PARTS = {"Centre": [f"E{i}" for i in range(8)], "Marsh Farm": [f"E{i}" for i in range(8, 21)]}
NOTHING = Pattern(moran=0.02, p_value=0.41, permutations=9_999, locals=(), areas=21)
MOVED = replace(
    NOTHING,
    since=observation(period="2012/13").period,
    parts={"Centre": PartMoves(8, 7, 1), "Marsh Farm": PartMoves(13, 5, 8)},
    whole=PartMoves(21, 12, 9),
    parts_p_value=0.01,
)
LOW = indicator(polarity=Polarity.LOW)


def words(pattern, measure=LOW):
    return plain(pattern_words(pattern, key="k", indicator=measure, names=NAMES, parts=PARTS))


def test_without_a_test_that_says_so_there_is_no_pattern():
    assert words(NOTHING) == (
        "No clear pattern on the map: chance alone could have placed the figures as they lie. "
        "No area stands out together with those around it once the many tests are allowed for."
    )


def test_a_pattern_is_told_by_its_side():
    assert plain(resemblance(replace(NOTHING, moran=0.3, p_value=0.001))) == (
        "Higher values lie beside higher ones more than chance would place them."
    )
    assert "beside lower ones" in plain(resemblance(replace(NOTHING, moran=-0.3, p_value=0.001)))


def test_the_numbers_of_the_test_stand_for_whoever_wants_them():
    found = replace(NOTHING, moran=0.3, p_value=0.0002, smoothed_with="rates standardised by a method")
    assert plain(resemblance_test(found, key="k")) == (
        "Moran's I on rates standardised by a method is 0.30, where \u22120.05 is expected by chance "
        "(p at most 0.0002, from 9,999 arrangements at random of 21 areas)."
    )
    assert "p = 0.4100" in plain(resemblance_test(NOTHING, key="k"))


def test_areas_that_stand_out_are_named_by_kind_and_part_and_the_rest_counted():
    high = tuple(Local(f"E{i}", "high", 0.01) for i in range(3))
    low = tuple(Local(f"E{i}", "low", 0.01 + i / 1_000) for i in range(5, 13))
    said = words(replace(NOTHING, locals=(*high, *low, Local("E20", "high among low", 0.04))))
    assert "Areas that stand out together as high: Area 0, Area 1 and Area 2 (in the Centre)." in said
    assert "as low: Area 10, Area 5, Area 6, Area 7, Area 8, Area 9 and 2 more." in said
    assert "High among lower ones around: Area 20 (in Marsh Farm)." in said


def test_worsening_is_said_only_of_a_part_that_the_test_sets_apart():
    assert words(replace(MOVED, worst_part="Centre")).endswith(
        "Worsening in the Centre since 2012/13, more than elsewhere: up in 7 of 8 areas there and in 5 of 13 "
        "elsewhere, a difference that chance would seldom make. No single area's change could be tested."
    )
    assert words(replace(MOVED, parts_p_value=0.2)).endswith(
        "Since 2012/13: up in 7 of 8 areas in the Centre and up in 5 of 13 areas in Marsh Farm; "
        "the parts cannot be told apart. No single area's change could be tested."
    )
    assert "could not be tested" in words(replace(MOVED, parts_p_value=None))


@pytest.mark.parametrize("polarity", list(Polarity))
def test_no_part_is_called_better_or_worse_against_its_polarity(polarity):
    said = words(replace(MOVED, part_apart="Centre"), indicator(polarity=polarity))
    expected = {
        Polarity.HIGH: "Improving in the Centre",
        Polarity.LOW: "The Centre moved otherwise than the rest",  # up is worse, yet the test did not call it worst
        Polarity.NONE: "The Centre moved otherwise than the rest",
    }[polarity]
    assert f"{expected} since 2012/13" in said


def test_a_part_of_which_few_areas_moved_so_is_not_called_worse():
    few = {**MOVED.parts, "Centre": PartMoves(8, 4, 3)}
    assert "Worsening" not in words(replace(MOVED, parts=few, worst_part="Centre"))


def test_without_parts_all_areas_are_counted_and_clear_changes_told():
    found = replace(MOVED, parts={}, whole=PartMoves(21, 9, 12, tested=20, clearly_up=1, clearly_down=2))
    assert words(found).endswith(
        "Since 2012/13: down in 12 of 21 areas. "
        "Of 20 changes tested, 1 up and 2 down are larger than expected by chance."
    )


def test_every_number_is_traced_to_the_finding():
    found = replace(MOVED, worst_part="Centre", locals=tuple(Local(f"E{i}", "high", 0.01) for i in range(9)))
    spans = [*pattern_words(found, key="k", indicator=LOW, names={}, parts=PARTS), *resemblance_test(found, key="k")]
    traced = [span for span in spans if span.trace]
    assert {span.trace for span in traced} >= {"k#pattern_Centre_up", "k#pattern_elsewhere_areas", "k#pattern_moran"}
    loose = [span.text for span in spans if not span.trace and any(c.isdigit() for c in span.text)]
    assert all("2012/13" in text or "E0" in text for text in loose)
