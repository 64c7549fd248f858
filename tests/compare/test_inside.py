from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import beta

from equitytown.compare import inside as compare_inside
from equitytown.compare.inside import find_inside
from equitytown.compare.reliability import WIDE
from equitytown.derive.small_area_sums import sums
from equitytown.stats.differences import Estimate as Limits
from equitytown.stats.differences import difference_of_values
from equitytown.stats.gaps import expected_range
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Basis, Break, Polarity, Unit, ValueType
from equitytown.terms.inside import Estimate, Ordering, PartKind, Pattern, WhyMoved
from equitytown.terms.observation import Provenance, Status
from tests import factories, towns

EVEN = dict.fromkeys(towns.LSOAS, 100)
STEEP = {code: 60 + 10 * at for at, code in enumerate(towns.LSOAS)}
TOWN = factories.PLACE


def rows(events, **changes):
    return [towns.counted(code, count, **changes) for code, count in events.items()]


def inside(observations, **changes):
    place = towns.town(*observations, **changes)
    return find_inside(place, towns.held(place), beside={})


def areas(observations, **changes):
    (found,) = [one for one in inside(observations, **changes) if one.by == "lsoa-2021"]
    return found


def score(**changes):
    return factories.indicator(
        **{"indicator_id": "score", "headline": "Deprivation", "unit": Unit.INDEX, "value_type": ValueType.INDEX,
           "polarity": Polarity.LOW, "tags": ("deprivation-rank",), "boundary_sets": ("lsoa-2021",), **changes}
    )  # fmt: skip


def ranked(**changes):
    return [
        replace(towns.counted(code, None), indicator_id="score", value=50.0 - at, numerator=None, **changes)
        for at, code in enumerate(towns.LSOAS)
    ]


def groups(values, *, kind="Ethnic group", half=1.0, **changes):
    return [
        factories.observation(value, lower=value - half, upper=value + half, category_type=kind, category=name,
                              provenance=towns.PUBLISHER, **changes)
        for name, value in values.items()
    ]  # fmt: skip


def test_areas_that_differ_have_ends_a_difference_a_ratio_and_an_order():
    found = areas(rows({**EVEN, towns.LSOAS[3]: 300, towns.LSOAS[8]: 20}))
    assert (found.highest.area_code, found.lowest.area_code) == (towns.LSOAS[3], towns.LSOAS[8])
    assert found.difference.value == pytest.approx(28)
    assert found.difference.lower < 28 < found.difference.upper
    assert found.ratio.value == pytest.approx(15)
    assert found.ordering is Ordering.CLEAR
    assert min(found.chance_highest, found.chance_lowest) > 0.999
    assert found.parts[0].observation.area_code == towns.LSOAS[3]  # low is good: the worst off first
    assert found.finding_id == "made-up-share|inside|lsoa-2021|2022/23|Persons"


def test_noise_alone_is_no_gap_though_the_two_ends_would_pass_a_test_of_their_own():
    drawn = np.random.default_rng(4).binomial(1000, 0.1, 20).tolist()
    found = areas(rows(dict(zip(towns.LSOAS, drawn, strict=True))))
    share = sum(drawn) / 20_000
    assert found.difference.lower > 0
    assert found.ordering is Ordering.NOT_CLEAR
    assert found.by_chance == pytest.approx(expected_range([100 * (share * (1 - share) / 1000) ** 0.5] * 20))
    assert found.p_value > 0.05


def test_ends_differ_without_any_being_surely_the_highest():
    assert areas(rows({**EVEN, towns.LSOAS[0]: 170, towns.LSOAS[1]: 172})).ordering is Ordering.ENDS_DIFFER


def test_few_events_or_people_are_shown_and_never_the_highest_or_the_lowest():
    given = {o.area_code: o for o in rows({**EVEN, towns.LSOAS[0]: 4})}
    given[towns.LSOAS[1]] = towns.counted(towns.LSOAS[1], 20, 25)
    found = areas(given.values())
    unreliable = {p.observation.area_code: p.reason for p in found.parts if not p.is_reliable}
    assert unreliable == {towns.LSOAS[0]: "fewer than 10 events", towns.LSOAS[1]: "fewer than 30 people"}
    assert not {found.highest.area_code, found.lowest.area_code} & unreliable.keys()


def test_limits_wider_than_a_rate_make_it_unreliable():
    rate = towns.share(value_type=ValueType.STANDARDISED_RATE, unit=Unit.PER_100000)
    given = [replace(o, value=50.0, lower=10.0, upper=90.0, confidence=0.95) for o in rows(EVEN)]
    found = areas(given, indicators=(rate,))
    assert {part.reason for part in found.parts} == {WIDE}
    assert (found.highest, found.difference, found.ordering) == (None, None, Ordering.NOT_TESTED)
    assert "fewer than two parts" in found.reason


def test_a_low_share_may_have_limits_wider_than_itself():
    given = [replace(o, value=9.0, lower=6.0, upper=13.0, confidence=0.95) for o in rows(EVEN)]
    given[0] = replace(given[0], value=1.2, lower=0.5, upper=2.9)
    found = areas(given)
    assert found.lowest.value == 1.2
    assert all(part.is_reliable for part in found.parts)


def test_what_is_withheld_is_counted_and_takes_no_part():
    given = rows(EVEN)[2:]
    given[0] = replace(given[0], value=None, numerator=None, status=Status.SUPPRESSED)
    found = areas(given)
    assert (found.withheld, len(found.parts)) == (3, 17)


def test_figures_without_limits_have_a_distance_and_no_test():
    found = areas([replace(o, numerator=None, denominator=None) for o in rows(STEEP)])
    assert (found.difference.lower, found.ordering, found.by_chance) == (None, Ordering.NOT_TESTED, None)
    assert found.ratio.value == pytest.approx(250 / 60)
    assert "the order is not tested" in found.reason


def test_two_publishers_are_not_set_against_each_other():
    other = Provenance("ELSEWHERE", "SYNTHETIC", "None", "", date(2025, 1, 1), "5" * 12, 2)
    found = areas([*rows(EVEN)[1:], towns.counted(towns.LSOAS[0], 900, provenance=other)])
    assert (found.withheld, found.highest.value) == (1, 10)


def test_wards_that_were_summed_are_compared_too():
    place = towns.town(*rows(STEEP))
    place = replace(place, observations=(*place.observations, *sums(place, towns.held(place))))
    found = {one.by: one for one in find_inside(place, towns.held(place), beside={})}
    assert found["ward-2023"].highest.area_code == towns.WARDS[3]
    assert found["ward-2023"].difference.value == pytest.approx(15)


def test_groups_and_the_sexes_are_cut_from_the_towns_own_figures():
    sexes = [factories.observation(v, sex=s, lower=v - 1, upper=v + 1) for s, v in {"Male": 60, "Female": 70}.items()]
    found = {one.by: one for one in inside([*groups({"A": 50.0, "B": 60.0, "C": 55.0}), *sexes])}
    test = difference_of_values(Limits(50, 49, 51), Limits(60, 59, 61))
    assert found["Ethnic group"].difference == Estimate(10, pytest.approx(test.lower), pytest.approx(test.upper))
    assert [p.observation.category for p in found["Ethnic group"].parts] == ["B", "C", "A"]
    assert found["Sex"].highest.sex == "Female"
    assert found["Sex"].ordering is Ordering.CLEAR


def test_two_measures_that_are_alike_but_for_their_sex_are_set_against_each_other():
    pair = [factories.indicator(indicator_id=f"life-{sex}", unit=Unit.YEARS, value_type=ValueType.LIFE_EXPECTANCY,
                                sex=sex.title()) for sex in ("female", "male")]  # fmt: skip
    given = [
        replace(
            factories.observation(years, sex=one.sex, lower=years - 1, upper=years + 1), indicator_id=one.indicator_id
        )
        for one, years in zip(pair, (82.0, 78.0), strict=True)
    ]
    (found,) = inside(given, indicators=pair)
    assert (found.indicator_id, found.by, found.lowest.indicator_id) == ("life-female", "Sex", "life-male")
    assert found.ratio is None


def test_the_slope_over_local_deciles_is_that_of_a_line_through_log_odds():
    events = {code: 250 - 10 * at for at, code in enumerate(towns.LSOAS)}
    found = inside([*rows(events), *ranked()], indicators=(towns.share(), score()))
    (one,) = [i for i in found if i.kind is PartKind.DECILES]
    shares = np.array([sum(list(events.values())[at : at + 2]) / 2000 for at in range(0, 20, 2)])
    assert [o.value for o in one.slope.deciles] == pytest.approx(100 * shares)
    slope, start = np.polyfit((np.arange(10) + 0.5) / 10, np.log(shares / (1 - shares)), 1)
    ends = [1 / (1 + np.exp(-odds)) for odds in (start, start + slope)]
    assert one.slope.slope.value == pytest.approx(100 * (ends[1] - ends[0]))
    assert one.slope.relative.value == pytest.approx(ends[1] / ends[0])
    assert one.slope.slope.lower < one.slope.slope.value < one.slope.slope.upper < 0
    assert one.slope.ranked_by == "Deprivation, 2022/23"


def test_rates_have_a_ratio_from_their_counts_and_a_slope_of_their_logarithms():
    rate = towns.share(value_type=ValueType.CRUDE_RATE, unit=Unit.PER_1000)
    events = {code: 250 - 10 * at for at, code in enumerate(towns.LSOAS)}
    given = [replace(o, value=10 * o.value) for o in rows(events)]
    ranks = [replace(o, value=-o.value, denominator=None) for o in ranked()]  # 1 the most deprived, as many areas each
    found = inside([*given, *ranks], indicators=(rate, score(polarity=Polarity.HIGH)))
    ends, tenths = (next(i for i in found if i.kind is kind) for kind in (PartKind.AREAS, PartKind.DECILES))
    # Exact limits, where both have as many people: those of a share of the events (Clopper and Pearson 1934).
    low, high = beta.ppf(0.025, 250, 61), beta.ppf(0.975, 251, 60)
    assert ends.ratio == Estimate(
        pytest.approx(250 / 60), pytest.approx(low / (1 - low)), pytest.approx(high / (1 - high))
    )
    values = np.array([sum(list(events.values())[at : at + 2]) / 2 for at in range(0, 20, 2)])
    slope, start = np.polyfit((np.arange(10) + 0.5) / 10, np.log(values), 1)
    assert tenths.slope.slope.value == pytest.approx(np.exp(start + slope) - np.exp(start))
    assert tenths.slope.relative.value == pytest.approx(np.exp(slope))


def test_a_tenth_without_any_has_no_place_on_the_line_and_the_reason_is_told():
    values = {str(tenth): 10.0 * (tenth - 1) for tenth in range(1, 11)}
    (found,) = inside([replace(o, lower=None, upper=None) for o in groups(values, kind="Local deprivation decile")])
    assert found.slope is None
    assert "there is no slope: a proportion of 0 or 1 has no place on the logit scale" in found.reason


def test_a_decile_with_a_withheld_area_has_no_figure_and_there_is_no_slope():
    found = inside([*rows(STEEP)[1:], *ranked()], indicators=(towns.share(), score()))
    (one,) = [i for i in found if i.kind is PartKind.DECILES]
    assert (one.slope, one.withheld) == (None, 1)
    assert one.reason.startswith("1 of the 10 tenths cannot be given")


def test_life_expectancy_by_local_decile_has_a_slope_as_published():
    life = factories.indicator(unit=Unit.YEARS, value_type=ValueType.LIFE_EXPECTANCY)
    years = {str(tenth): 74.0 + tenth for tenth in range(1, 11)}
    (found,) = inside(groups(years, kind="Local deprivation decile"), indicators=(life,))
    assert found.slope.slope.value == pytest.approx(10)
    # The slope's standard error in closed form: that of a decile over the root of the ranks' sum of squares.
    error = (1 / 1.959964) / np.sqrt((((np.arange(10) - 4.5) / 10) ** 2).sum())
    assert found.slope.slope.lower == pytest.approx(10 - 1.959964 * error)
    assert (found.kind, found.slope.ranked_by) == (PartKind.DECILES, "as published")


def test_national_deciles_that_a_town_does_not_fill_give_no_slope_and_say_what_to_use():
    names = ("Most deprived decile", "Second most deprived decile", "Fifth less deprived decile")
    (found,) = inside(groups(dict(zip(names, (10.0, 12.0, 14.0), strict=True)), kind="LSOA deciles in England"))
    assert found.slope is None
    assert found.reason.startswith("only 3 of the 10 tenths have a figure")
    assert "use local deciles" in found.reason


def test_local_deciles_that_lack_one_give_no_slope_and_are_not_called_national():
    (found,) = inside(groups({str(tenth): 70.0 + tenth for tenth in range(1, 10)}, kind="Local deprivation decile"))
    assert found.reason.startswith("only 9 of the 10 tenths have a figure that can be shown, so there is no slope;")


def moved_of(then, now, **changes):
    (one,) = inside([*groups(then, period="2018/19"), *groups(now)], indicators=(factories.indicator(**changes),))
    return one.moved


@pytest.mark.parametrize(
    ("then", "now", "movement", "why"),
    [
        ((40, 60), (50, 60), GapMovement.NARROWED, WhyMoved.WORST_OFF_GAINED),
        ((40, 60), (40, 50), GapMovement.NARROWED, WhyMoved.BEST_OFF_LOST),
        ((40, 60), (55, 65), GapMovement.NARROWED, WhyMoved.BOTH_GAINED),
        ((40, 60), (30, 60), GapMovement.WIDENED, WhyMoved.WORST_OFF_LOST),
        ((40, 60), (42, 75), GapMovement.WIDENED, WhyMoved.BEST_OFF_GAINED),
        ((40, 60), (41, 60), GapMovement.NO_CHANGE, WhyMoved.NOT_TOLD),
    ],
)
def test_a_gap_that_moved_says_whose_change_did_it(then, now, movement, why):
    moved = moved_of(*({"A": float(a), "B": float(b)} for a, b in (then, now)))
    assert (moved.movement, moved.why, moved.since.label) == (movement, why, "2018/19")
    assert moved.worst_off == now[0] - then[0]
    assert moved.earlier_difference.value == 20
    assert moved.earlier_ratio.value == pytest.approx(1.5)


def test_without_judgement_a_gap_moves_and_nobody_is_said_to_have_gained():
    moved = moved_of({"A": 40.0, "B": 60.0}, {"A": 50.0, "B": 60.0}, polarity=Polarity.NONE)
    assert (moved.movement, moved.why) == (GapMovement.NARROWED, WhyMoved.NOT_TOLD)


def test_both_gaps_are_of_the_two_groups_that_lie_furthest_apart_over_both_periods():
    moved = moved_of({"A": 40.0, "B": 60.0, "C": 50.0}, {"A": 50.0, "B": 62.0, "C": 49.0})
    assert (moved.earlier_difference.value, moved.difference.value) == (20, 12)


@pytest.mark.parametrize(
    ("changes", "earlier", "reason"),
    [
        ({"breaks": (Break(date(2021, 9, 1), "New."),)}, {}, "the definition changed in September 2021"),
        ({}, None, "no earlier period is held for the same parts"),
        ({}, {"provenance": replace(towns.PUBLISHER, publisher="ELSEWHERE")}, "from another publisher"),
    ],
)
def test_what_cannot_be_compared_over_time_is_withheld_with_its_reason(changes, earlier, reason):
    then = groups({"A": 40.0, "B": 60.0}, period="2018/19")
    then = [replace(o, **earlier) for o in then] if earlier is not None else []
    (one,) = inside([*then, *groups({"A": 50.0, "B": 60.0})], indicators=(factories.indicator(**changes),))
    assert one.moved is None
    assert reason in one.reason


def test_without_limits_both_gaps_stand_and_their_movement_is_not_assessed():
    then, now = groups({"A": 40.0, "B": 60.0}, period="2018/19"), groups({"A": 50.0, "B": 60.0})
    (one,) = inside([replace(o, lower=None, upper=None) for o in (*then, *now)])
    assert (one.moved.earlier_difference.value, one.moved.difference.value) == (20, 10)
    assert (one.moved.movement, one.moved.relative_movement) == (GapMovement.NOT_ASSESSED, GapMovement.NOT_ASSESSED)
    assert (one.moved.why, one.moved.reason) == (WhyMoved.NOT_TOLD, "no limits are held for all four figures")


def test_periods_of_another_length_are_not_compared():
    pooled = factories.observation(1, period="2015 to 2017", kind=factories.PeriodKind.POOLED).period
    then = [replace(o, period=pooled) for o in groups({"A": 40.0, "B": 60.0})]
    (one,) = inside([*then, *groups({"A": 50.0, "B": 60.0})])
    assert "earlier periods differ in length" in one.reason


def test_a_single_part_is_compared_with_nothing():
    assert inside([*rows(EVEN)[:1], *groups({"A": 40.0})]) == ()


def test_periods_that_overlap_are_not_compared():
    first = factories.observation(1, period="2020 to 2022", kind=factories.PeriodKind.POOLED).period
    second = factories.observation(1, period="2021 to 2023", kind=factories.PeriodKind.POOLED).period
    rows_of = [replace(o, period=p) for p in (first, second) for o in groups({"A": 40.0, "B": 60.0})]
    (one,) = inside(rows_of)
    assert one.period == second
    assert "every earlier period overlaps" in one.reason


def test_areas_of_other_boundaries_are_not_compared_over_time():
    old = towns.squares(
        "lsoa-2011", "LSOAs of 2011", "LSOA", [f"E0109{n:04}" for n in range(20)], dated=date(2011, 3, 27)
    )
    place = towns.town(indicators=(towns.share(boundary_sets=("lsoa-2011", "lsoa-2021")),))
    earlier = [towns.counted(code, 100, period="2018/19") for code in old.codes]
    place = replace(place, boundaries={**place.boundaries, "lsoa-2011": old}, observations=(*earlier, *rows(EVEN)))
    found = {one.by: one for one in find_inside(place, towns.held(place), beside={})}
    assert found["lsoa-2021"].moved is None
    assert "earlier figures are of other boundaries (LSOAs of 2011)" in found["lsoa-2021"].reason


def test_the_gap_of_areas_lies_between_each_periods_own_ends():
    then = rows({**EVEN, towns.LSOAS[0]: 300, towns.LSOAS[1]: 50}, period="2018/19")
    now = rows({**EVEN, towns.LSOAS[2]: 200, towns.LSOAS[1]: 50})
    moved = areas([*then, *now]).moved
    assert (moved.earlier_difference.value, moved.difference.value) == pytest.approx((25, 15))
    assert moved.worst_off == pytest.approx(-20)  # the area that was worst off then
    assert (moved.movement, moved.relative_movement) == (GapMovement.NARROWED, GapMovement.NO_CHANGE)


def test_areas_are_smoothed_and_their_pattern_told_where_neighbours_are_known(monkeypatch):
    asked = []

    def smoothed(observations, *, indicator, beside, cache):
        asked.append((len(observations), indicator.indicator_id, beside, cache))
        return {towns.LSOAS[0]: (Estimate(9.0), None)}

    def pattern_of(now, before, *, indicator, beside, parts, cache):
        asked.append((len(now), len(before), indicator.indicator_id, beside, parts, cache))
        return Pattern(0.1, 0.2, 999, ())

    monkeypatch.setattr(compare_inside, "smoothed", smoothed)
    monkeypatch.setattr(compare_inside, "pattern_of", pattern_of)
    ward = rows(dict.fromkeys(towns.WARDS, 100), period="2021/22")
    place = towns.town(*rows(EVEN), *rows(EVEN, period="2018/19"), *ward)
    beside = {"lsoa-2021": {towns.LSOAS[0]: (towns.LSOAS[1],)}, "ward-2023": {}}
    one, _ = find_inside(place, towns.held(place), beside=beside, cache=Path("kept"))
    drawn = {p.observation.area_code: p.smoothed for p in one.parts}
    assert drawn[towns.LSOAS[0]] == Estimate(9.0)
    assert one.pattern.moran == 0.1
    around, kept = beside["lsoa-2021"], Path("kept")
    named = {"North": towns.LSOAS[:10], "South": towns.LSOAS[10:]}
    assert asked[:2] == [(20, "made-up-share", around, kept), (20, 20, "made-up-share", around, named, kept)]
    wards = {"North": towns.WARDS[:2], "South": towns.WARDS[2:]}
    assert asked[3] == (4, 0, "made-up-share", {}, wards, kept)


def test_the_gap_of_tenths_lies_between_the_most_and_the_least_deprived_whatever_the_order_of_their_rows():
    life = factories.indicator(unit=Unit.YEARS, value_type=ValueType.LIFE_EXPECTANCY)
    years = {str(tenth): 74.0 + tenth for tenth in range(10, 0, -1)}
    then = groups(years, kind="Local deprivation decile", period="2018/19")
    now = groups({**years, "1": 79.0, "2": 70.0}, kind="Local deprivation decile")
    (found,) = inside([*then, *now], indicators=(life,))
    assert (found.moved.earlier_difference.value, found.moved.difference.value) == (9, 5)
    assert (found.moved.movement, found.moved.why) == (GapMovement.NARROWED, WhyMoved.WORST_OFF_GAINED)


def test_groups_whose_names_changed_are_not_counted_as_withheld():
    (found,) = inside([*groups({"A": 40.0, "Old name": 60.0}, period="2018/19"), *groups({"A": 50.0, "New": 60.0})])
    assert found.withheld == 0
    assert "fewer than two parts have a figure in both periods" in found.reason


def test_how_a_town_is_made_up_of_groups_is_no_gap_between_them():
    made_up_of = [
        factories.observation(share, category_type="Group", category=name, numerator=10 * share, denominator=1000)
        for name, share in {"A": 60.0, "B": 40.0}.items()
    ]
    assert inside(made_up_of) == ()


def test_an_uncertain_part_beyond_an_end_takes_the_certainty_from_it():
    found = areas(rows({**EVEN, towns.LSOAS[3]: 300, towns.LSOAS[8]: 20, towns.LSOAS[5]: 4}))
    assert (found.lowest.area_code, found.unsure_above, found.unsure_below) == (towns.LSOAS[8], 0, 1)
    assert found.ordering is Ordering.ENDS_DIFFER


def test_the_gap_of_modelled_figures_is_given_and_not_tested():
    """What is uncertain in a model moves all of its figures together: their limits tell nothing of a gap."""
    modelled = towns.share(collected_by=Basis.MODELLED)
    values = [10.0 + at for at in range(20)]
    given = [replace(o, value=v, lower=v - 1, upper=v + 1, confidence=0.95, numerator=None, denominator=None)
             for o, v in zip(rows(EVEN), values, strict=True)]  # fmt: skip
    found = areas(given, indicators=(modelled,))
    assert (found.difference, found.ordering, found.chance_highest) == (Estimate(19), Ordering.NOT_TESTED, None)
    assert "share the model's own uncertainty" in found.reason
    period = moved_of({"A": 40.0, "B": 60.0}, {"A": 40.0, "B": 60.0}).since
    earlier = [replace(o, period=period) for o in given]
    moved = areas([*earlier, *given], indicators=(modelled,)).moved
    assert (moved.movement, moved.why) == (GapMovement.NOT_ASSESSED, WhyMoved.NOT_TOLD)
    assert "share the model's own uncertainty" in moved.reason
