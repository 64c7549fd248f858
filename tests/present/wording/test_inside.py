"""Sentences about the town within keep the wording contract in every state."""

import re
from dataclasses import replace
from itertools import product

import pytest

from equitytown.present.blocks import plain
from equitytown.present.wording import inside as words
from equitytown.present.wording.inside_moves import moved
from equitytown.present.wording.inside_slopes import slope
from equitytown.present.wording.inside_sureness import chance, sureness
from equitytown.present.wording.numbers import MINUS
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Basis, Polarity
from equitytown.terms.inside import BY_SEX, Estimate, Ordering, Slope, WhyMoved
from tests.factories import indicator
from tests.publish import inner

CAUSAL = re.compile(r"\b(because|due to|led to|caused?|thanks to|impact|effect of|result(ed)? (of|in)|drove|driven)\b")
WARDS = words.PartNames("Testford", "ward", "wards", {inner.ward(n).area_code: inner.WARDS[n] for n in range(6)})
FOUND = inner.by_ward("made-up-share")


def all_said(found, measure, names=WARDS):
    """Every sentence of a finding, one after the other."""
    told = (
        words.warning(measure), words.ends(found, measure, names, held={}), sureness(found, measure, names),
        chance(found, measure, names), words.worst_off(found, measure, names, held={}),
        slope(found, measure), moved(found, measure, names), *words.left_out(found, names),
        words.brief(found, measure, names, held={}),
    )  # fmt: skip
    return " ".join(plain(text) for text in told if text)


@pytest.mark.parametrize("ordering", Ordering)
def test_no_state_breaks_the_rules(ordering):
    """Every ordering with every basis, polarity and movement: no cause, both measures of a gap, no claim untested."""
    for basis, polarity, move in product(Basis, Polarity, (None, *inner.moves())):
        measure = indicator(collected_by=basis, polarity=polarity)
        found = replace(FOUND, ordering=ordering, moved=move)
        said = all_said(found, measure)
        assert not CAUSAL.search(said), said
        assert "The difference is 9.0 percentage points" in said
        assert "the ratio 4.00" in said
        assert "{" not in said
        assert ".." not in said
        if basis in (Basis.MODELLED, Basis.SURVEY):
            assert "significant" not in said
            assert "was estimated to be" in said
        if ordering in (Ordering.NOT_CLEAR, Ordering.NOT_TESTED):
            assert "are significantly" not in said
        if polarity is Polarity.NONE:
            assert "worst-off ward," not in said


def test_a_finding_reads_as_a_person_would_say_it():
    said = plain(words.ends(FOUND, indicator(polarity=Polarity.LOW), WARDS, held={}))
    assert said == (
        "Among six wards, the made-up share of children was highest in Alder, at 12.0% (95% limits 11.0% to 13.0%), "
        "and lowest in Oak, at 3.0% (95% limits 2.0% to 4.0%), in 2023. The difference is 9.0 percentage points (95% "
        "limits 7.6 to 10.4), the ratio 4.00 (95% limits 2.50 to 6.10)."
    )


@pytest.mark.parametrize("why", WhyMoved)
def test_whose_change_it_was_is_told_with_both_gaps(why):
    said = plain(moved(replace(FOUND, moved=inner.moved(why)), indicator(), WARDS))
    assert said.startswith(
        "Since 2019 the difference has narrowed (11.5 percentage points then, 9.0 percentage points now), and the "
        "ratio shows no clear change (5.20 then, 4.00 now)."
    )
    assert words_of(why) in said
    assert said.endswith("The figure of the ward that was worst off in 2019 is now 2.1 percentage points lower.")


def words_of(why):
    return {
        WhyMoved.WORST_OFF_GAINED: "The worst-off ward gained.",
        WhyMoved.BEST_OFF_LOST: "the worst-off did not gain",
        WhyMoved.BOTH_GAINED: "Both ends gained, the worst-off more.",
        WhyMoved.WORST_OFF_LOST: "The worst-off ward lost ground.",
        WhyMoved.BEST_OFF_GAINED: "gained more than the worst-off",
        WhyMoved.NOT_TOLD: "Which end moved cannot be told.",
    }[why]


def test_an_untested_movement_gives_the_earlier_gap_and_no_more():
    still = GapMovement.NOT_ASSESSED
    move = inner.moved(WhyMoved.NOT_TOLD, movement=still, relative_movement=still, reason="no limits are held")
    said = plain(moved(replace(FOUND, moved=move), indicator(), WARDS))
    assert said.startswith(
        "In 2019 the difference was 11.5 percentage points and the ratio 5.20; whether the gap has changed cannot be "
        "told: no limits are held."
    )


def test_an_order_that_is_not_clear_names_nobody_in_a_title():
    measure = indicator()
    assert words.title(replace(FOUND, ordering=Ordering.NOT_CLEAR), measure, WARDS) == (
        "Made-up share: no ward stands clearly apart"
    )
    assert "lowest in Oak, highest in Alder" in words.title(replace(FOUND, ordering=Ordering.CLEAR), measure, WARDS)
    assert words.title(FOUND, measure, WARDS) == "Made-up share: from 3.0% in Oak to 12.0% in Alder"
    lower = indicator(polarity=Polarity.LOW)  # the worst first, as on the map
    assert words.title(FOUND, lower, WARDS) == "Made-up share: from 12.0% in Alder to 3.0% in Oak"


def test_without_a_reliable_part_there_is_no_gap_and_the_reason_is_told():
    none = inner.by_ward("made-up-share", (None,) * 6)
    said = all_said(none, indicator())
    assert said.startswith("No gap between wards can be given: fewer than two parts")
    assert words.title(none, indicator(), WARDS) == "Made-up share: no ward can be compared with another"


def test_two_groups_are_set_beside_each_other():
    pair = inner.by_group("made-up-share")
    said = plain(words.ends(pair, indicator(), words.PartNames("Testford", "group", "groups", {}, "for"), held={}))
    assert "was higher for Others, at 64.0%" in said
    assert ", than for Known to be eligible for free school meals, at 48.0%" in said


def test_a_measure_of_both_sexes_loses_its_sex():
    found = replace(FOUND, by=BY_SEX)
    measure = indicator(headline="Life expectancy, females", phrase="life expectancy for females")
    assert words.headline(found, measure) == "Life expectancy"
    assert words.phrase(found, measure) == "life expectancy"


def test_the_slope_is_told_from_the_most_deprived_end():
    said = plain(slope(inner.by_tenth("made-up-share"), indicator()))
    assert "the most deprived end is 7.0 percentage points (95% limits 5.1 to 8.9) lower than the least" in said
    assert "relative index of inequality 1.10 (95% limits 1.05 to 1.15)" in said
    assert "chance" not in said
    steep = Slope(Estimate(-0.4, -1.3, 0.5), None, (), "the index")
    said = plain(slope(replace(inner.by_tenth("made-up-share"), slope=steep), indicator()))
    assert f"0.4 percentage points (95% limits {MINUS}0.5 to 1.3) higher" in said
    assert said.endswith("within the range expected by chance.")


def test_what_is_withheld_or_uncertain_is_counted():
    found = inner.by_ward("made-up-share", (12.0, None, 8.0, 6.0, 5.0, 3.0))
    unsure = replace(found.parts[5], is_reliable=False, reason="fewer than 10 events")
    said = [plain(text) for text in words.left_out(replace(found, parts=(*found.parts[:5], unsure)), WARDS)]
    assert said == [
        "One ward has no figure that may be shown or is held; the table says which and why.",
        "One ward is drawn hollow and kept out of highest and lowest (fewer than 10 events).",
    ]
