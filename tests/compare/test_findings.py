from collections import Counter
from dataclasses import replace

import pytest

from equitytown.compare.findings import find, find_spreads
from equitytown.pipeline import compare_place
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Direction, FindingBasis, GapMovement
from equitytown.terms.indicator import ComparisonMethod
from equitytown.terms.observation import Rating

LUTON = "E06000032"


@pytest.fixture(scope="module")
def edition(luton):
    return compare_place(luton)


@pytest.fixture(scope="module")
def own(edition):
    return [f for f in edition.findings if f.observation.area_code == LUTON]


def rank_of(own, indicator_id, period, sex="Persons"):
    ranks = [
        f.rank
        for f in own
        if (f.indicator_id, f.period.label, f.observation.sex) == (indicator_id, period, sex)
        and f.comparator is ComparatorKind.NEIGHBOURS
    ]
    assert len(ranks) == 1
    return ranks[0].rank, ranks[0].of


@pytest.mark.parametrize(
    ("indicator_id", "period", "sex", "expected"),
    [
        ("life-expectancy-male", "2020 to 2022", "Male", (4, 16)),
        ("life-expectancy-female", "2020 to 2022", "Female", (6, 16)),
        ("good-level-of-development", "2022/23", "Persons", (6, 6)),
        ("good-level-of-development", "2021/22", "Persons", (6, 6)),
        ("year-6-overweight", "2022/23", "Persons", (4, 6)),
        ("first-time-entrants", "2022", "Persons", (1, 6)),
    ],
)
def test_the_ranks_known_from_the_report_come_out(own, indicator_id, period, sex, expected):
    assert rank_of(own, indicator_id, period, sex) == expected


def test_every_figure_of_the_place_has_three_findings(edition, own):
    found = Counter(f.observation.observation_id for f in own)
    assert set(found.values()) == {3}
    held = {o.observation_id for o in edition.holdings.observations
            if o.area_code == LUTON and o.value is not None and not o.category_type}  # fmt: skip
    assert found.keys() == held


def test_findings_have_names_of_their_own(edition):
    names = Counter(f.finding_id for f in edition.findings)
    assert names.most_common(1)[0][1] == 1


def test_a_figure_is_set_against_the_same_period_sex_and_indicator(edition):
    for f in edition.findings:
        if f.comparator_value is not None:
            own, other = f.observation, f.comparator_value
            assert (own.indicator_id, own.period, own.sex) == (other.indicator_id, other.period, other.sex)
            assert own.area_code != other.area_code


def test_a_verdict_always_has_its_evidence_or_its_reason(edition):
    for f in edition.findings:
        if f.verdict.rating is Rating.NOT_COMPARED:
            assert f.verdict.reason
        elif f.verdict.basis is FindingBasis.COMPUTED:
            assert f.observation.has_limits
            assert f.observation.confidence == 0.95
            assert f.comparator_value is not None


def test_a_measure_that_is_not_compared_has_no_computed_verdict(edition):
    declared = edition.place.indicators
    for f in edition.findings:
        if declared[f.indicator_id].comparison_method is ComparisonMethod.NONE:
            assert f.verdict.basis is FindingBasis.PUBLISHED or f.verdict.rating is Rating.NOT_COMPARED


def test_movement_is_told_only_after_a_test(own):
    for f in own:
        for change in (f.change, f.since_baseline):
            if change is not None:
                assert (change.p_value is None) == (change.direction is Direction.NOT_ASSESSED)
                assert not change.earlier.period.overlaps(change.later.period) or change.p_value is None
        if f.trend is not None:
            assert bool(f.trend.reason) == (f.trend.direction is Direction.NOT_ASSESSED)
        if f.gap is not None:
            assert f.gap.tested == (f.gap.movement is not GapMovement.NOT_ASSESSED)


def test_the_place_is_never_among_its_own_neighbours(edition):
    for f in edition.findings:
        if f.rank is not None:
            assert edition.place.area.area_name not in f.rank.missing
            assert 1 <= f.rank.rank <= f.rank.of
            if f.rank.lower is not None:
                assert 1 <= f.rank.lower <= f.rank.rank <= f.rank.upper <= f.rank.of


def test_the_same_figures_give_the_same_findings(edition, luton):
    assert compare_place(luton).findings == edition.findings


def test_spreads_are_of_councils_and_in_order(edition):
    spreads = find_spreads(edition.place, edition.holdings)
    assert spreads
    for spread in spreads.values():
        assert spread.low <= spread.lower_quartile <= spread.median <= spread.upper_quartile <= spread.high
        assert 4 <= spread.areas <= spread.out_of


def test_a_place_without_neighbour_sets_has_no_rank_and_says_so_of_its_comparator(edition):
    report = replace(edition.place.report, neighbour_sets={})
    found = find(replace(edition.place, report=report), edition.holdings)
    against = [f for f in found if f.comparator is ComparatorKind.NEIGHBOURS]
    assert against
    assert {f.comparator_name for f in against} == {"neighbours"}
    assert all(f.comparator_value is None for f in against)
    assert all(f.rank is None or f.rank.set_id == "as-printed" for f in against)
