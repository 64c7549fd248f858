"""Targets beside figures; every figure and every target here is SYNTHETIC."""

from dataclasses import replace
from datetime import date

import pytest

from equitytown.compare.target import find_targets
from equitytown.compare.target_path import due_period
from equitytown.compare.target_projection import project_targets
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Basis, Break, Polarity, Unit, ValueType
from equitytown.terms.inside import Estimate, Inside, Moved, Ordering, PartKind, WhyMoved
from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.projection import Projection
from equitytown.terms.target import England, PathPoint, Standing, TargetOf, TargetStatus
from tests import factories, towns
from tests.factories import ENGLAND
from tests.targets import england, found, moving, on_a_path, own, target, year


class TestMet:
    @pytest.mark.parametrize(
        ("polarity", "value", "standing"),
        [
            (Polarity.HIGH, 70.0, Standing.MET),
            (Polarity.HIGH, 69.9, Standing.NOT_MET),
            (Polarity.LOW, 70.0, Standing.MET),
            (Polarity.LOW, 70.1, Standing.NOT_MET),
        ],
    )
    def test_a_fixed_target_is_met_by_a_figure_at_it(self, polarity, value, standing):
        assert found(target(), own(value), polarity=polarity).standing is standing

    def test_limits_say_how_sure_that_is(self):
        assert found(target(), own(72.0, lower=71.0, upper=73.0)).is_sure is True
        assert found(target(), own(72.0, lower=69.0, upper=75.0)).is_sure is False
        assert found(target(), own(72.0)).is_sure is None

    def test_limits_come_from_the_counts_where_the_publisher_gave_none(self):
        reached = found(target(), own(60.0, numerator=600, denominator=1000)).reached
        assert 56 < reached.lower < 60 < reached.upper < 64

    def test_without_a_figure_nothing_is_assessed(self):
        got = found(target())
        assert (got.standing, got.reason) == (Standing.NOT_ASSESSED, "no figure is held")

    def test_a_definition_that_changed_after_the_target_was_set_bars_it(self):
        broken = (Break(date(2021, 9, 1), "SYNTHETIC reform"),)
        got = found(target(), own(75.0), breaks=broken)
        assert got.standing is Standing.NOT_ASSESSED
        assert got.reason == "the definition changed in September 2021, after the target was set"
        assert found(target(agreed_on=date(2022, 1, 1)), own(75.0), breaks=broken).standing is Standing.MET

    def test_a_target_that_ended_is_kept_and_not_assessed(self):
        got = found(target(status=TargetStatus.ENDED, ended_on=date(2023, 1, 1), reason="It was made up."), own(75.0))
        assert (got.standing, got.reason) == (Standing.NOT_ASSESSED, "the target no longer holds: It was made up")


class TestMoving:
    def test_it_is_set_beside_englands_figure_of_the_same_period(self):
        got = found(moving(), own(66.0), england(65.0), england(80.0, "2023/24"))
        assert (got.standing, got.aim, got.beyond) == (Standing.MET, 65.0, 1.0)

    def test_englands_own_figure_is_not_above_it(self):
        assert found(moving(), own(65.0), england(65.0)).standing is Standing.NOT_MET

    def test_where_low_is_good_it_is_to_be_below(self):
        assert found(moving(), own(64.0), england(65.0), polarity=Polarity.LOW).standing is Standing.MET

    def test_a_margin_is_met_by_a_figure_at_it(self):
        assert found(moving(margin=2.0), own(67.0), england(65.0)).standing is Standing.MET
        assert found(moving(margin=2.0), own(66.9), england(65.0)).standing is Standing.NOT_MET

    def test_another_publishers_england_is_no_comparator(self):
        other = replace(england(65.0), provenance=replace(own(1.0).provenance, publisher="Someone else"))
        assert found(moving(), own(66.0), other).reason == "England has no figure of the same publisher for this period"

    def test_it_has_no_path_and_no_yearly_step(self):
        got = found(moving(by=date(2026, 8, 31)), own(64.0), england(65.0))
        assert (got.path, got.yearly, got.path_reason) == ((), None, "England's figure moves, so there is no path")


class TestPath:
    @pytest.mark.parametrize(
        ("value", "limits", "standing"),
        [
            (66.0, {}, Standing.ON_PATH),
            (66.04, {}, Standing.ON_PATH),  # prints as the path does
            (66.5, {}, Standing.AHEAD),
            (65.0, {}, Standing.BEHIND),
            (65.0, {"lower": 63.0, "upper": 67.0}, Standing.ON_PATH),
            (64.0, {"lower": 63.0, "upper": 65.0}, Standing.BEHIND),
            (68.0, {"lower": 67.0, "upper": 69.0}, Standing.AHEAD),
            (70.0, {"lower": 67.0, "upper": 73.0}, Standing.MET),
        ],
    )
    def test_limits_decide_where_they_are_held(self, value, limits, standing):
        got = found(on_a_path(), own(value, **limits))
        assert got.standing is standing
        assert standing is Standing.MET or got.on_path == pytest.approx(66.0)

    def test_it_runs_straight_from_the_baseline_to_the_target(self):
        path = found(on_a_path(), own(61.0)).path
        assert [(p.period.label, p.value) for p in path] == [
            ("2019/20", 60.0), ("2020/21", 62.0), ("2021/22", 64.0), ("2022/23", 66.0), ("2023/24", 68.0),
            ("2024/25", 70.0),
        ]  # fmt: skip

    def test_milestones_bend_it(self):
        aim = on_a_path(milestones=(PathPoint(year("2021/22"), 61.0),))
        assert [p.value for p in found(aim, own(61.0)).path] == [60.0, 60.5, 61.0, 64.0, 67.0, 70.0]

    def test_a_baseline_without_a_value_is_the_figure_held(self):
        aim = target(by=date(2025, 12, 31), baseline=PathPoint(year("2019/20"), None))
        assert found(aim, own(55.0, "2019/20"), own(61.0)).path[0].value == 55.0
        assert found(aim, own(61.0)).path_reason == "no figure is held for the baseline"

    def test_a_break_since_the_baseline_leaves_only_the_target(self):
        aim = on_a_path(agreed_on=date(2022, 1, 1))
        got = found(aim, own(61.0), breaks=(Break(date(2021, 9, 1), "SYNTHETIC reform"),))
        assert got.standing is Standing.NOT_MET
        assert got.path_reason == "the definition changed in September 2021, after the baseline"
        assert got.yearly_so_far is None

    def test_once_the_date_has_come_the_target_is_met_or_not(self):
        assert found(on_a_path(), own(69.0, "2024/25")).standing is Standing.NOT_MET

    def test_what_is_left_is_spread_over_the_years_left(self):
        got = found(on_a_path(), own(64.0))
        assert got.yearly == pytest.approx(3.0, abs=0.01)
        assert got.yearly_so_far == pytest.approx(4 / 3, abs=0.01)

    def test_without_a_date_there_is_no_path(self):
        aim = target(baseline=PathPoint(year("2019/20"), 60.0))
        assert found(aim, own(64.0)).path_reason == "no date was stated, so there is no path"
        assert found(target(by=date(2025, 12, 31)), own(64.0)).path_reason.startswith("no baseline was stated")

    def test_the_period_that_counts_is_the_last_to_end_by_the_day(self):
        assert due_period(year("2022/23"), date(2026, 8, 30)).label == "2024/25"
        assert due_period(year("2022/23"), date(2026, 8, 31)).label == "2025/26"
        pooled = parse_period("2020 to 2022", kind=PeriodKind.POOLED)
        assert due_period(pooled, date(2030, 12, 31)).label == "2028 to 2030"


class TestGaps:
    def test_a_gap_is_how_far_the_worse_side_of_england(self):
        high = found(target(of=TargetOf.GAP, value=3.0), own(61.0), england(65.0))
        low = found(target(of=TargetOf.GAP, value=3.0), own(69.0), england(65.0), polarity=Polarity.LOW)
        assert (high.reached.value, low.reached.value) == (4.0, 4.0)
        assert (high.standing, high.beyond, high.relative) == (Standing.NOT_MET, -1.0, pytest.approx(61 / 65))

    def test_a_place_on_the_better_side_has_no_gap_left(self):
        assert found(target(of=TargetOf.GAP, value=0.0), own(66.0), england(65.0)).standing is Standing.MET

    def test_its_limits_are_those_of_the_difference(self):
        got = found(target(of=TargetOf.GAP, value=3.0), own(61.0, lower=59.0, upper=63.0),
                    england(65.0, lower=64.5, upper=65.5))  # fmt: skip
        assert got.reached.lower == pytest.approx(4 - 2.06, abs=0.01)
        assert got.reached.upper == pytest.approx(4 + 2.06, abs=0.01)
        assert got.is_sure is False

    def test_without_englands_figure_it_cannot_be_assessed(self):
        assert found(target(of=TargetOf.GAP, value=3.0), own(61.0)).reason.startswith("England has no figure")

    def test_one_inside_the_town_is_taken_from_what_was_found_there_and_never_tested(self):
        moved = Moved(year("2019/20"), Estimate(-2.0), Estimate(12.0), None, GapMovement.NO_CHANGE,
                      GapMovement.NO_CHANGE, None, WhyMoved.NOT_TOLD)  # fmt: skip
        one = Inside(
            "made-up-share", year("2022/23"), "Persons", PartKind.AREAS, "ward-2023", "Wards of 2023", (), 0, None,
            None, None, Estimate(10.0, 9.0, 11.0), Estimate(1.2), Ordering.CLEAR, moved=moved,
        )  # fmt: skip
        other = replace(one, by="lsoa-2021", difference=Estimate(30.0))
        got = found(target(of=TargetOf.INSIDE, value=5.0, inside="ward-2023"), inside=(one, other))
        assert [(p.period.label, p.value) for p in got.track] == [("2019/20", 12.0), ("2022/23", 10.0)]
        assert (got.standing, got.is_sure, got.relative) == (Standing.NOT_MET, None, 1.2)
        assert "between two parts" in got.people_reason


class TestPeople:
    def test_the_distance_is_counted_in_people_of_the_same_period(self):
        got = found(target(), own(60.0, numerator=1800, denominator=3000)).people
        assert got.value == pytest.approx(300.0)
        assert (got.step, got.out_of) == (5, 3000)
        assert got.lower < 300 < got.upper

    @pytest.mark.parametrize("polarity", [Polarity.HIGH, Polarity.LOW])
    def test_uneven_limits_are_told_from_the_good_end(self, polarity):
        aim = target(value=70.0 if polarity is Polarity.HIGH else 50.0)
        got = found(aim, own(60.0, lower=59.0, upper=63.0, denominator=1000), polarity=polarity).people
        assert (got.lower, got.upper) == pytest.approx((70, 110) if polarity is Polarity.HIGH else (90, 130))

    @pytest.mark.parametrize(
        ("changes", "denominator", "reason"),
        [
            ({}, None, "how many were counted in all is not held"),
            ({"people": None}, 1000, "the measure's file does not say who is counted (its key people)"),
            ({"collected_by": Basis.SURVEY}, 1000, "the numbers behind a survey are of those who were asked"),
            ({"value_type": ValueType.STANDARDISED_RATE}, 1000, "a directly standardised rate is not a share"),
            ({"value_type": ValueType.LIFE_EXPECTANCY, "unit": Unit.YEARS}, 1000, "a life expectancy is not a share"),
            ({"value_type": ValueType.INDEX, "unit": Unit.INDEX}, 1000, "an index is not a share of people"),
        ],
    )
    def test_where_none_can_be_given_the_reason_is(self, changes, denominator, reason):
        got = found(target(), own(60.0, denominator=denominator), **changes)
        assert got.people is None
        assert got.people_reason.startswith(reason)


class TestGroups:
    def test_every_group_is_held_to_englands_figure_for_everyone(self):
        rows = [own(v, category_type="Meals", category=n) for n, v in (("Eligible", 50.0), ("Not eligible", 68.0))]
        got = found(moving(groups=("Meals",)), own(64.0), england(65.0), *rows)
        assert [(g.observation.category, g.beyond, g.is_met) for g in got.groups] == [
            ("Eligible", -15.0, False), ("Not eligible", 3.0, True),
        ]  # fmt: skip

    def test_one_group_may_be_set_beside_the_same_group_in_england(self):
        who = {"category_type": "Meals", "category": "Eligible"}
        rows = (own(52.0, **who), england(50.0, **who), england(65.0))
        assert found(moving(**who), *rows).aim == 65.0
        assert found(moving(england=England.SAME_GROUP, **who), *rows).standing is Standing.MET


def test_an_edition_of_an_earlier_day_knows_the_targets_of_that_day():
    ended = target(status=TargetStatus.ENDED, ended_on=date(2026, 6, 1), reason="It was made up.")
    later = target(target_id="later", agreed_on=date(2026, 2, 1))
    place = towns.town(own(60.0), indicators=(factories.indicator(),), nation=ENGLAND, targets=(ended, later))
    (got,) = find_targets(place, towns.held(place), inside=())  # as known on 1 January 2026
    assert (got.target.status, got.standing) == (TargetStatus.AGREED, Standing.NOT_MET)


def test_the_series_of_live_dated_targets_for_a_value_are_carried_on_and_no_others():
    dated = target(target_id="dated", by=date(2027, 8, 31))
    others = (
        target(), replace(dated, target_id="ended", status=TargetStatus.ENDED),
        replace(dated, target_id="gap", of=TargetOf.GAP), replace(dated, category_type="Meals", category="Eligible"),
    )  # fmt: skip
    place = towns.town(own(60.0), indicators=(factories.indicator(),), nation=ENGLAND, targets=(dated, *others))
    ahead = project_targets(place, towns.held(place))
    assert list(ahead) == ["dated"]
    assert ahead["dated"].reason == "only 1 period can be compared, and 8 are needed"


def test_a_projection_stands_with_its_target():
    ahead = Projection("made-up-share", factories.PLACE.area_code, "Persons", 0.8, reason="SYNTHETIC: too short")
    place = towns.town(own(60.0), indicators=(factories.indicator(),), nation=ENGLAND, targets=(target(),))
    (got,) = find_targets(place, towns.held(place), inside=(), projections={"synthetic": ahead})
    assert got.projection is ahead
