from dataclasses import replace
from datetime import date

import pytest

from equitytown.present.blocks import plain
from equitytown.present.wording import caveats, headlines, sentences
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Change, Direction, FindingBasis, Gap, GapMovement, Rank, Trend, Verdict
from equitytown.terms.indicator import Basis, Break, Polarity
from equitytown.terms.observation import Rating
from equitytown.terms.period import PeriodKind, parse_period
from tests.factories import finding, indicator, observation

REGIONAL = {"comparator": ComparatorKind.REGIONAL, "name": "East of England"}


def level(*others, **changes):
    return plain(sentences.level("Testford", others[0], indicator(**changes), others))


def test_both_comparators_are_named_with_their_values():
    words = level(finding(other=67.2), finding(other=66.0, **REGIONAL))
    assert words == (
        "The made-up share of children in Testford was 61.1% in 2022/23, significantly lower than England (67.2%) "
        "and the East of England (66.0%)."
    )


def test_tied_comparators_share_one_clause():
    words = level(finding(other=67.2), finding(other=67.2, **REGIONAL))
    assert "significantly lower than England and the East of England, both at 67.2%." in words


def test_mixed_verdicts_get_a_clause_each():
    words = level(finding(other=67.2), finding(Rating.SIMILAR, other=62.0, **REGIONAL))
    assert "significantly lower than England (67.2%) and not statistically different from the East" in words


def test_without_a_verdict_nothing_is_significant():
    words = level(finding(Rating.NOT_COMPARED, reason="no confidence limits are held"))
    assert "significantly" not in words
    assert ", lower than England (67.2%)." in words


def test_an_estimate_is_called_one():
    assert " was estimated at 61.1%" in level(finding(), collected_by=Basis.SURVEY)


def test_similar_is_never_called_the_same():
    words = level(finding(Rating.SIMILAR, other=61.4))
    assert "not statistically different from" in words
    assert "same" not in words


def test_a_published_verdict_says_so():
    words = plain(sentences.basis([finding(basis=FindingBasis.PUBLISHED)], limits_held=True))
    assert words == "The comparison with England is as published."


def test_without_limits_the_paragraph_says_once_that_nothing_else_can_be_tested():
    stated = plain(sentences.basis([finding(basis=FindingBasis.PUBLISHED)], limits_held=False))
    assert stated.endswith("no confidence limits are held, so no other difference here can be tested.")
    none = plain(sentences.basis([finding(Rating.NOT_COMPARED)], limits_held=False))
    assert none == "No confidence limits are held, so none of these differences can be tested."


def test_a_worked_out_verdict_needs_no_word_on_its_basis():
    assert sentences.basis([finding()], limits_held=True) == ()


def test_a_printed_letter_is_a_rating_and_never_significant():
    letter = replace(finding(), verdict=Verdict(Rating.WORSE, "printed", FindingBasis.PUBLISHED, tested=False))
    words = plain(sentences.level("Testford", letter, indicator(), [letter]))
    assert "rated worse than England (67.2%)" in words
    assert "significantly" not in words
    assert "gave no test" in plain(sentences.basis([letter], limits_held=False))


def ranked(**changes):
    given = {"rank": 4, "of": 16, "lower": 2, "upper": 8, "set_id": "a", "set_name": "a list of April 2021",
             "set_dated": date(2021, 4, 1)}  # fmt: skip
    return finding(comparator=ComparatorKind.NEIGHBOURS, name="Nearby", rank=Rank(**{**given, **changes}))


def test_a_rank_says_of_how_many_which_way_which_list_and_how_sure():
    words = plain(sentences.rank("Testford", ranked()))
    assert words == (
        "Among 16 similar councils Testford ranks 4th, where 1st is best (a list of April 2021); "
        "given the limits, anywhere from 2nd to 8th is plausible."
    )


def test_a_rank_without_limits_claims_no_range():
    words = plain(sentences.rank("Testford", ranked(lower=None, upper=None)))
    assert words.endswith("(a list of April 2021), in the first third of the group.")


def test_a_list_without_its_year_is_dated():
    words = plain(sentences.rank("Testford", ranked(set_name="a list", set_dated=date(2026, 11, 22))))
    assert "(a list, as held in November 2026)" in words


def test_a_rank_of_no_width_is_clear():
    assert "; the order is clear" in plain(sentences.rank("Testford", ranked(lower=4, upper=4)))


def test_a_missing_neighbour_is_named():
    words = plain(sentences.rank("Testford", ranked(missing=("Slough",))))
    assert words.endswith("Slough has no comparable figure and is not counted.")


def moved(direction, *, judged=Rating.NOT_COMPARED, reason="", difference=4.5):
    earlier = observation(56.6, period="2021/22")
    return Change("previous period", earlier, observation(), difference, direction, judged, "a test", reason)


def test_a_tested_rise_is_a_rise_and_judged_by_polarity():
    change = moved(Direction.INCREASING, judged=Rating.BETTER)
    words = plain(sentences.change(change, finding(), indicator()))
    assert words == (
        "The rise from 56.6% in 2021/22, by 4.5 percentage points, is larger than expected by chance, "
        "and for the better."
    )


def test_without_polarity_a_rise_is_not_judged():
    change = moved(Direction.INCREASING, judged=Rating.HIGHER)
    words = plain(sentences.change(change, finding(), indicator(polarity=Polarity.NONE)))
    assert "better" not in words
    assert "worse" not in words


@pytest.mark.parametrize("word", ["rise", "fall", "improved", "worsened", "increased"])
def test_an_untested_change_claims_no_movement(word):
    change = moved(Direction.NOT_ASSESSED, reason="the periods overlap")
    assert word not in plain(sentences.change(change, finding(), indicator()))


def test_gap_gives_difference_and_ratio():
    gap = Gap(-6.1, 0.909, None, None, None, GapMovement.NOT_ASSESSED, tested=False)
    words = plain(sentences.gap("Testford", finding(gap=gap), indicator()))
    assert words == "Testford lies 6.1 percentage points below England (0.91 times England's figure)."


def test_a_tested_gap_tells_its_movement():
    period = parse_period("2021/22", kind=PeriodKind.ACADEMIC)
    gap = Gap(-6.1, None, period, -8.6, None, GapMovement.NARROWED, tested=True)
    words = plain(sentences.gap("Testford", finding(gap=gap), indicator()))
    assert words.endswith("; the gap has narrowed: in 2021/22 it lay 8.6 percentage points below.")


def test_a_trend_that_cannot_be_assessed_is_left_to_the_facts():
    assert sentences.trend(Trend(Direction.NOT_ASSESSED, Rating.NOT_COMPARED, "too few"), indicator()) == ()


@pytest.mark.parametrize(
    ("direction", "judged", "words"),
    [
        (Direction.NO_CHANGE, Rating.SIMILAR, "The last five yearly figures show no significant trend."),
        (
            Direction.INCREASING,
            Rating.BETTER,
            "The last five yearly figures show a trend: increasing, which is getting better.",
        ),
    ],
)
def test_a_trend_is_told_by_its_direction_and_then_judged(direction, judged, words):
    assert plain(sentences.trend(Trend(direction, judged, points=5), indicator())) == words


def test_a_closest_neighbour_that_prints_alike_stands_at_the_same_number():
    same = finding(Rating.NOT_COMPARED, other=61.1, comparator=ComparatorKind.NEIGHBOURS, name="Nearby")
    words = plain(sentences.closest("Testford", same, indicator()))
    assert words == "Nearby, its closest neighbour, also stands at 61.1%."


def test_a_reason_other_than_missing_limits_is_told():
    change = moved(Direction.NOT_ASSESSED, reason="the periods overlap")
    words = plain(sentences.change(change, finding(), indicator()))
    assert words == "It was 56.6% in 2021/22, which is not compared because the periods overlap."


def test_the_only_exception_among_neighbours_is_named():
    rated = [("A", Rating.WORSE), ("B", Rating.WORSE), ("Slough", Rating.SIMILAR), ("C", Rating.WORSE)]
    words = plain(sentences.exception(finding(), rated))
    assert words == "Of the four neighbours with a verdict, only Slough is not significantly worse than England."


def test_sexes_stand_side_by_side_without_significance():
    words = plain(sentences.by_sex(observation(412.9), observation(61.9), indicator()))
    assert words == "For females it was 412.9% and for males 61.9% in 2022/23."


def test_every_number_in_a_level_sentence_is_traced():
    spans = sentences.level("Testford", finding(), indicator(), [finding()])
    untraced = "".join(s.text for s in spans if not s.trace).replace("2022/23", "")
    assert not any(character.isdigit() for character in untraced)


def test_wide_limits_warn_before_the_claim():
    assert "treat what follows with caution" in plain(
        caveats.warning(observation(10.0, lower=5.0, upper=15.0), indicator())
    )
    assert caveats.warning(observation(10.0, lower=9.0, upper=11.0), indicator()) == ()


def test_caveats_attach_by_rule():
    series = [observation(50.0, period="2019/20"), observation(52.0, period="2020/21")]
    found = indicator(breaks=(Break(date(2020, 9, 1), "a new rule."),), caveats=("Own caveat.",))
    words = " ".join(plain(c) for c in caveats.attached(series, found, as_of=date(2026, 1, 1)))
    for part in (
        "limits of these figures are not held",
        "pandemic",
        "September 2020: a new rule",
        "newest figure",
        "Own caveat.",
    ):
        assert part in words


def test_a_page_is_titled_with_its_finding():
    title = headlines.page_title("Testford", indicator(), finding())
    assert title == "Made-up share: worse than England"


def test_an_own_title_is_used_for_its_side():
    titles = {"below": "Fewer children in ((place)) by ((gap))"}
    gap = Gap(-6.1, None, None, None, None, GapMovement.NOT_ASSESSED, tested=False)
    title = headlines.page_title("Testford", indicator(titles=titles), finding(gap=gap))
    assert title == "Fewer children in Testford by 6.1 percentage points"


def test_a_measure_without_figures_says_what_it_awaits():
    assert headlines.page_title("Testford", indicator(), None).endswith("awaits its figures")
    assert headlines.page_title("Testford", indicator(confirmed=False), None).endswith("still to be confirmed")
