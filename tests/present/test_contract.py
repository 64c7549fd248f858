"""The twelve rules of the wording contract: 10,000 states of a measure keep them, and a wrong sentence breaks each."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from equitytown.audit.contract import CONTRACT, Told, breaches, counts_told, edit_breach
from equitytown.publish.narrative import told_of
from equitytown.terms.claims import turns
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Change, Direction, Gap, GapMovement, Rank, Trend
from equitytown.terms.indicator import Basis, Polarity
from equitytown.terms.observation import Rating
from equitytown.terms.period import PeriodKind, parse_period
from tests import factories
from tests.present import states

STATES = 10_000


def test_ten_thousand_states_break_no_rule():
    counted, kinds, wrong, seed = 0, Counter(), [], 0
    while counted < STATES:
        edition = states.edition(seed)
        for indicator_id, sex, period in edition.by_figure:
            indicator = edition.place.indicators[indicator_id]
            told = told_of(edition, indicator, edition.comparisons(indicator, period, sex=sex))
            kinds.update(name.partition("-")[0] for name in told.sentences)
            wrong += [(seed, period, breach, told.sentences) for breach in breaches(told)]
            counted += 1
        seed += 1
    assert not wrong, (len(wrong), wrong[0])
    told_kinds = ("level", "basis", "revised", "rank", "closest", "change", "gap", "trend", "warning", "exception")
    assert all(kinds[kind] >= 20 for kind in told_kinds), kinds


OWN = factories.observation(61.1, lower=60.0, upper=62.2)
BEFORE = factories.observation(56.6, period="2020/21", lower=55.5, upper=57.7)
RISE = Change("previous period", BEFORE, OWN, 4.5, Direction.INCREASING, Rating.BETTER, "a test", p_value=0.001)
UNTESTED = replace(RISE, direction=Direction.NOT_ASSESSED, judged=Rating.NOT_COMPARED, p_value=None)
GAP = Gap(-6.1, 0.91, BEFORE.period, -8.6, 0.87, GapMovement.NARROWED, tested=True)
RANK = Rank(4, 16, 2, 9, "made-up", "made-up neighbours of April 2021", date(2021, 4, 1))
RIGHT = {
    "level": "The made-up share of children in Testford was 61.1% (95% limits 60.0% to 62.2%) in 2022/23, "
    "significantly lower than England (67.2%) and not statistically different from the East of England (61.0%).",
    "rank": "Among 16 similar councils Testford ranks 4th, where 1st is best (made-up neighbours of April 2021); given "
    "the limits, anywhere from 2nd to 9th is plausible.",
    "change-1": "The rise from 56.6% in 2020/21, by 4.5 percentage points, is larger than expected by chance.",
    "gap": "Testford lies 6.1 percentage points below England (0.91 times England's figure); the gap has narrowed: in "
    "2020/21 it lay 8.6 percentage points below (0.87 times).",
}
BESIDE = "Persons, aged 5. Maker, Made up (read 1 January 2024)."


def told(*, indicator=None, change=RISE, gap=GAP, trend=None, own=OWN, beside=BESIDE, rank=RANK, **sentences):
    national = factories.finding(own=own, change=change, gap=gap, trend=trend)
    regional = factories.finding(
        Rating.SIMILAR, own=own, other=61.0, comparator=ComparatorKind.REGIONAL, name="East of England"
    )
    near = factories.finding(
        Rating.NOT_COMPARED, own=own, comparator=ComparatorKind.NEIGHBOURS, name="Nearby", rank=rank
    )
    said = {**RIGHT, **{name.replace("_", "-"): words for name, words in sentences.items()}}
    return Told("Testford", indicator or factories.indicator(), said, national, regional, near, beside)


def rules_broken(one):
    return {breach.rule for breach in breaches(one)}


def test_a_right_paragraph_breaks_no_rule():
    assert breaches(told()) == ()


POOLED = replace(OWN, period=parse_period("2020 to 2022", kind=PeriodKind.POOLED))
FIVE = Trend(Direction.INCREASING, Rating.BETTER, points=5)
NO_POLARITY = factories.indicator(polarity=Polarity.NONE)
MODELLED = factories.indicator(collected_by=Basis.MODELLED)
UNLIMITED = factories.observation(61.1)
WRONG = [
    (1, {"level": RIGHT["level"].replace("lower", "higher")}),
    (1, {"level": RIGHT["level"].replace("not statistically different from", "significantly higher than")}),
    (1, {"closest": "Testford's figure is lower than that of Nearby, its closest neighbour (62%).",
         "level": "The made-up share of children in Testford was 61.1% in 2022/23, significantly lower than England."}),
    (1, {"trend": "The last five yearly figures show no significant trend."}),
    (1, {"exception": "Of the two neighbours with a verdict, only Nearby is not significantly worse than England."}),
    (2, {"level": RIGHT["level"].replace("not statistically different from", "the same as")}),
    (2, {"closest": "Testford is similar to Nearby."}),
    (3, {"indicator": NO_POLARITY, "change_1": RIGHT["change-1"][:-1] + ", and for the better."}),
    (4, {"change": UNTESTED}),
    (4, {"change": replace(RISE, earlier=replace(BEFORE, period=OWN.period))}),
    (4, {"trend": "The last five yearly figures show a trend: increasing."}),
    (4, {"own": POOLED, "trend": FIVE, "level": RIGHT["level"].replace("2022/23", "2020 to 2022"),
         "extremes": "The figures show a trend: increasing."}),
    (4, {"gap": replace(GAP, movement=GapMovement.WIDENED)}),
    (5, {"extremes": "The rise was thanks to the programme."}),
    (5, {"extremes": "The figure improved from 56.6% in 2020/21 to 61.1%."}),
    (6, {"rank": None}),
    (6, {"rank": replace(RANK, missing=("Testford",))}),
    (6, {"rank_": "unused"}),
    (7, {"level": "The made-up share of children in Testford was 61.1% in 2022/23."}),
    (8, {"level": RIGHT["level"].replace("2022/23", "the latest year")}),
    (8, {"beside": "Nobody says who counted."}),
    (8, {"own": factories.observation(61.1, lower=40.0, upper=82.2)}),
    (9, {"indicator": MODELLED, "level": RIGHT["level"]}),
    (9, {"indicator": MODELLED, "own": UNLIMITED, "level": RIGHT["level"].replace("was", "was estimated at")}),
    (11, {"gap": GAP, "gap_": "unused"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), WRONG)
def test_a_wrong_sentence_breaks_its_rule(rule, changes):
    given = dict(changes)
    found, trend = given, given.get("trend")
    if isinstance(trend, str):
        found = {**given, "trend": None}
        one = told(**found)
        one = replace(one, sentences={**one.sentences, "trend": trend})
    elif given.pop("rank_", None):
        one = told(rank=RANK)
        one = replace(one, sentences={**one.sentences, "rank": "Testford ranks 4th."})
    elif given.pop("gap_", None):
        one = told(gap=GAP)
        short = "Testford lies 6.1 percentage points below England; the gap has narrowed: in 2020/21 it lay 8.6 below."
        one = replace(one, sentences={**one.sentences, "gap": short})
    else:
        one = told(**found)
    assert rule in rules_broken(one), one.sentences


def test_every_rule_is_shown_to_fail():
    assert {rule for rule, _ in WRONG} | {10, 12} == {*CONTRACT, 10, 12} == set(range(1, 13))


def test_a_face_that_does_not_tell_its_comparisons_breaks_rule_ten():
    line = (
        "Of 42 comparisons that a test was made for, 30 came out as different; about 2.1 would by chance alone. "
        "Allowing for so many comparisons (false discovery rate of 5%), 28 still do."
    )
    assert counts_told({"report": [line]}, tested=42) == ()
    assert [b.sentence for b in counts_told({"report": [line], "site": ["Nothing."]}, tested=42)] == ["site"]
    assert [b.rule for b in counts_told({"report": [line]}, tested=41)] == [10]
    assert counts_told({"report": []}, tested=0) == ()


def test_an_edit_that_turns_a_verdict_gives_its_reason():
    turned = turns("It was 61.1%, lower than England.", "It was 61.1%, better than England.")
    assert turned == ("lower", "better")
    assert [b.rule for b in edit_breach(sentence="a#level", turned=turned, reason=" ")] == [12]
    assert edit_breach(sentence="a#level", turned=turned, reason="The national figure was revised.") == ()
