from collections import Counter
from dataclasses import replace

import pytest

from equitytown.compare.findings import find, find_spreads
from equitytown.geography import upper_tier
from equitytown.pipeline import compare_place
from equitytown.store.vintages import hold
from equitytown.terms.area import Area
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Direction, FindingBasis, GapMovement
from equitytown.terms.indicator import ComparisonMethod
from equitytown.terms.observation import Rating
from tests.factories import indicator, observation

LUTON = "E06000032"


@pytest.fixture(scope="module")
def edition(compared):
    return compared


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


def test_the_same_figures_give_the_same_findings(edition, luton, kept):
    assert compare_place(luton, cache=kept).findings == edition.findings


def test_spreads_are_of_councils_and_in_order(edition):
    councils = [area.area_code for area in upper_tier()]
    spreads = find_spreads(edition.place, edition.holdings, councils=councils)
    assert spreads
    assert {spread.out_of for spread in spreads.values()} == {153}
    for spread in spreads.values():
        assert spread.low <= spread.lower_quartile <= spread.median <= spread.upper_quartile <= spread.high
        assert 4 <= spread.areas <= spread.out_of


def by(publisher, figure):
    return replace(figure, provenance=replace(figure.provenance, publisher=publisher))


def councils_of(number):
    return tuple(Area(f"E0900000{n}", f"Town {n}") for n in range(1, number + 1))


@pytest.fixture
def small(edition):
    """The place with one made-up measure alone."""
    made = indicator()
    return replace(edition.place, indicators={made.indicator_id: made}, printed=())


def spread_among(place, areas, figures):
    held = hold([observation(50), *figures], on=place.report.as_of)
    return find_spreads(place, held, councils=[LUTON, *(area.area_code for area in areas)])


def test_a_spread_counts_every_council_whether_the_files_name_it_or_not(small):
    areas = councils_of(6)
    figures = [observation(40 + n, area=area) for n, area in enumerate(areas[:5])]
    assert spread_among(small, areas, figures)["made-up-share"].areas == 6
    assert spread_among(small, areas, figures)["made-up-share"].out_of == 7
    assert spread_among(small, councils_of(9), figures) == {}


def test_a_spread_leaves_out_the_figures_of_another_publisher(small):
    areas = councils_of(5)
    figures = [observation(40, area=area) for area in areas]
    mixed = [by("Another", figures[0]), *figures[1:]]
    assert spread_among(small, areas, mixed)["made-up-share"].areas == 5
    assert spread_among(small, areas, [by("Another", figure) for figure in figures]) == {}


def previous(place, *figures):
    own = find(place, hold(figures, on=place.report.as_of))
    newest = max(own, key=lambda f: f.period)
    return newest.change.earlier.period.label, newest.change.reason


def test_the_previous_period_is_the_newest_of_the_same_publisher(small):
    older, newer = observation(50, period="2020/21"), observation(60, period="2021/22")
    assert previous(small, older, newer, observation(70))[0] == "2021/22"
    assert previous(small, older, by("Another", newer), observation(70))[0] == "2020/21"


def test_where_only_another_publisher_has_an_earlier_figure_the_change_says_so(small):
    found = previous(small, by("Another", observation(60, period="2021/22")), observation(70))
    assert found == ("2021/22", "the two figures come from different publishers")


def test_no_finding_of_the_place_sets_two_publishers_against_each_other(own):
    for f in own:
        publisher = f.observation.provenance.publisher
        for change in (f.change, f.since_baseline):
            if change is not None and change.p_value is not None:
                assert change.earlier.provenance.publisher == publisher
        if f.verdict.basis is FindingBasis.COMPUTED and f.verdict.rating is not Rating.NOT_COMPARED:
            assert f.comparator_value.provenance.publisher == publisher


def test_a_place_without_neighbour_sets_has_no_rank_and_says_so_of_its_comparator(edition):
    report = replace(edition.place.report, neighbour_sets={})
    found = find(replace(edition.place, report=report, printed=()), edition.holdings)
    against = [f for f in found if f.comparator is ComparatorKind.NEIGHBOURS]
    assert against
    assert {f.comparator_name for f in against} == {"neighbours"}
    assert all(f.comparator_value is None for f in against)
    assert all(f.rank is None for f in against)
