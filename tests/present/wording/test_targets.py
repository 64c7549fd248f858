"""What is said of targets: no more than was tested, and no promise. Every target here is SYNTHETIC."""

import random
import re
from dataclasses import replace
from datetime import date

import pytest

from equitytown.present.blocks import plain
from equitytown.present.wording import target_standing, targets
from equitytown.present.wording.sentences import paragraph
from equitytown.publish.target_traces import numbers
from equitytown.terms.indicator import Basis, Polarity
from equitytown.terms.inside import Estimate, Inside, Ordering, PartKind
from equitytown.terms.projection import ProjectedPoint, Projection
from equitytown.terms.target import PathPoint, TargetOf, TargetStatus
from tests.targets import england, found, measure, moving, on_a_path, own, target, year

BARRED = re.compile(
    r"significant|improve|worsen|led to|impact|thanks to|because of|caused|succe|fail|will be|in line|no change|"
    r"the same as|nan|None|--|\s,|\.\.",
    re.IGNORECASE,
)


def said(progress, **changes):
    indicator = measure(**changes)
    parts = (
        targets.agreed("Testford", progress, indicator),
        targets.ended(progress, [("synthetic-2", "SYNTHETIC next")]),
        target_standing.level("Testford", progress, indicator),
        target_standing.standing(progress, indicator),
        targets.people(progress, indicator),
        target_standing.path(progress, indicator),
        target_standing.yearly(progress, indicator),
        target_standing.projection("Testford", progress, indicator),
        targets.groups(progress, indicator),
    )
    return paragraph(parts)


def words(progress, **changes):
    return plain(said(progress, **changes))


@pytest.mark.parametrize(
    ("aim", "observations", "sentence"),
    [
        (target(), [own(75.0)], "is to be at least 70.0%. Agreed by a SYNTHETIC board on 1 January 2020 (SYNTHETIC"),
        (target(), [own(75.0)], "No date was stated."),
        (target(), [own(75.0)], "The target is met: the figure is 5.0 percentage points better than it asks for; no l"),
        (target(), [own(72.0, lower=69.0, upper=75.0)], "for, which is within the range expected by chance."),
        (moving(), [own(60.0), england(65.0)], "is to be above the England average"),
        (moving(margin=2.0), [own(60.0), england(65.0)], "at least 2.0 percentage points above the England average"),
        (moving(), [own(60.0), england(65.0)], "It was 60.0% in 2022/23; England's was 65.0%. The target is not met: "),
        (moving(), [own(65.0), england(65.0)], "The target is not met: the figure equals England's."),
        (moving(by=date(2026, 8, 31)), [own(60.0), england(65.0)], "cannot be told ahead, since England's figure move"),
        (on_a_path(), [own(66.0)], "The path asks for 66.0% in 2022/23: the figure is level with the path; no limits"),
        (on_a_path(), [own(65.0, lower=63.0, upper=67.0)], "the figure is not statistically different from the path."),
        (on_a_path(), [own(64.0, lower=63.0, upper=65.0)], "behind the path, which is more than expected by chance."),
        (on_a_path(), [own(64.0)], "To be there in 2024/25, it would have to rise by 3.0 percentage points a year; th"),
        (on_a_path(), [own(64.0)], "(60.0% in 2019/20) and of 2022/23 lie 1.3 percentage points a year apart, upwards"),
        (on_a_path(), [own(60.0)], "it stands where it stood in the baseline, 2019/20."),
        (on_a_path(), [own(69.9, "2024/25")], "The target is not met, and its date has come: the figure is 0.1 percen"),
        (target(), [own(60.0, numerator=1800, denominator=3000)], "about 300 more children, of 3,000 counted"),
        (target(), [own(69.9, denominator=900)], "That distance stands for 1 more child, of 900"),
        (target(), [own(69.0, lower=66.0, upper=72.0, denominator=3000)], "given the limits, anything up to 120 is pl"),
        (target(), [own(60.0)], "How many children that stands for cannot be told: how many were counted in all is no"),
        (target(), [], "Whether the target is met cannot be assessed: no figure is held."),
        (target(of=TargetOf.GAP, value=3.0), [own(61.0), england(65.0)], "The gap between Testford and England in the"),
        (target(of=TargetOf.GAP, value=3.0), [own(61.0), england(65.0)], "is to be at most 3.0 percentage points."),
        (
            target(of=TargetOf.GAP, value=3.0), [own(61.0), england(65.0)],
            "It was 4.0 percentage points in 2022/23: 61.0% in Testford and 65.0% in England, 0.94 times England's.",
        ),
        (target(of=TargetOf.GAP, value=3.0), [own(61.0), england(65.0)], "1.0 percentage point wider than it asks for"),
        (target(status=TargetStatus.PROPOSED), [own(61.0)], "Proposed by a SYNTHETIC board on 1 January 2020 (SYNTHET"),
        (
            target(status=TargetStatus.REPLACED, ended_on=date(2024, 1, 1), reason="Made", replaced_by="synthetic-2"),
            [own(61.0)], 'Replaced on 1 January 2024. Made. "SYNTHETIC next" stands in its place.',
        ),
    ],
)  # fmt: skip
def test_a_sentence_says_what_was_found(aim, observations, sentence):
    assert sentence in words(found(aim, *observations))


def test_fewer_are_wanted_where_low_is_good():
    got = found(target(value=50.0), own(60.0, denominator=3000), polarity=Polarity.LOW)
    told = words(got, polarity=Polarity.LOW)
    assert "is to be at most 50.0%" in told
    assert "about 300 fewer children" in told


def test_a_projection_is_told_with_its_range_and_whether_that_holds_the_target():
    last = ProjectedPoint(year("2024/25"), 68.0, 64.0, 71.0)
    ahead = Projection("made-up-share", "E06000032", "Persons", 0.95, (last,), start=year("2022/23"))
    told = words(replace(found(on_a_path(), own(64.0)), projection=ahead))
    assert "would stand between 64.0% and 71.0% in 2024/25" in told
    assert told.endswith("knows nothing of what is planned or may happen. The range holds the target.")
    none = replace(ahead, points=(), reason="the series is too short")
    told = words(replace(found(on_a_path(), own(64.0)), projection=none))
    assert told.endswith("No projection is given, because the series is too short.")


def test_a_gap_that_has_turned_says_which_side_is_the_better():
    told = words(found(target(of=TargetOf.GAP, value=0.0), own(66.0), england(65.0)))
    assert "in 2022/23, Testford being the better: 66.0% in Testford and 65.0% in England" in told
    assert "the gap is 1.0 percentage point narrower than it asks for" in told


def test_a_gap_inside_the_town_names_the_cut_and_is_not_tested():
    one = Inside("made-up-share", year("2022/23"), "Persons", PartKind.AREAS, "ward-2023", "Wards of 2023", (), 0, None,
                 None, None, Estimate(10.0, 9.0, 11.0), Estimate(1.2), Ordering.CLEAR)  # fmt: skip
    aim = on_a_path(of=TargetOf.INSIDE, value=5.0, inside="ward-2023")
    told = words(found(replace(aim, baseline=PathPoint(year("2019/20"), 20.0)), inside=(one,)))
    assert "The gap inside Testford (Wards of 2023) in the made-up share of children is to be at most 5.0 perc" in told
    assert "(95% limits 9.0 to 11.0) in 2022/23; the highest was 1.20 times the lowest." in told
    assert "the two ends were picked for being furthest apart, so that is not tested" in told
    assert "the gap would have to narrow by 2.5 percentage points a year" in told


def test_a_group_of_people_is_named_and_its_figure_traced_to_the_target():
    got = found(
        target(category_type="Meals", category="Eligible"), own(60.0, category_type="Meals", category="Eligible")
    )
    spans = said(got)
    assert "in Testford, meals: Eligible is to be" in plain(spans)
    assert ("60.0%", "target|synthetic#reached") in [(span.text, span.trace) for span in spans]


def test_a_step_too_small_to_print_is_less_than_the_least():
    assert target_standing.size_told(0.02, measure()) == "less than 0.1 percentage points"


def test_a_title_says_how_far_off_and_by_which_side():
    def title(*given):
        return target_standing.title(found(*given), measure())

    assert title(target(), own(75.0)) == "Made-up share: 5.0 percentage points past the target in 2022/23"
    assert title(moving(), own(65.0), england(65.0)) == "Made-up share: level with England's average in 2022/23"
    assert title(target()) == "Made-up share: SYNTHETIC target"


def test_groups_are_counted_and_named():
    rows = [own(v, category_type="Meals", category=n) for n, v in (("Eligible", 50.0), ("Not eligible", 68.0))]
    told = words(found(moving(groups=("Meals",)), own(64.0), england(65.0), *rows))
    assert "of two groups with a figure, one is above the England average (Not eligible)." in told
    assert "No limits are held for them, so none of this is tested." in told


def any_state(pick):
    """A target and figures of any kind."""
    polarity, basis = pick.choice([Polarity.HIGH, Polarity.LOW]), pick.choice(list(Basis))
    kind = pick.choice([target, moving, on_a_path])
    changes = {"status": pick.choice(list(TargetStatus)), "ended_on": date(2024, 1, 1), "reason": "Made up"}
    changes |= {"margin": pick.choice([0.0, 1.0])} if kind is moving else {}
    if kind is not moving and pick.random() < 0.3:
        changes |= {"of": TargetOf.GAP, "value": pick.choice([0.0, 3.0])}
    rows = []
    for period in pick.sample(["2019/20", "2020/21", "2021/22", "2022/23", "2024/25"], pick.randint(0, 4)):
        value = round(pick.uniform(50, 80), 1)
        half = pick.choice([None, 0.0, 2.0])
        limits = {} if half is None else {"lower": value - half, "upper": value + half}
        rows.append(own(value, period, denominator=pick.choice([None, 40, 2900]), **limits))
        rows += [england(round(pick.uniform(60, 70), 1), period)] if pick.random() < 0.8 else []
    return kind(**changes), rows, {"polarity": polarity, "collected_by": basis}


def test_no_state_makes_a_sentence_that_claims_too_much_or_prints_what_was_not_found():
    pick = random.Random(7)  # noqa: S311
    for _ in range(1000):
        aim, rows, changes = any_state(pick)
        got = found(aim, *rows, **changes)
        spans = said(got, **changes)
        told = plain(spans)
        assert not BARRED.search(told), told
        held = numbers(got)
        traced = [span.trace.partition("#") for span in spans if span.trace.startswith("target|")]
        assert all(field in held for _, _, field in traced), traced
        if got.is_sure is None:
            assert "by chance" not in told.partition("The path")[0], told


def test_a_distance_that_rounds_to_nought_is_never_told_as_nought():
    for value in (69.96, 70.04):
        told = plain(said(found(target(), own(value, numerator=round(value * 25), denominator=2500))))
        assert "the figure is less than 0.1 percentage points" in told
        assert "0.0 percentage points" not in told
    short = found(target(), own(69.96, numerator=1749, denominator=2500))
    assert "stands for at most 5 more children" in plain(said(short))
    assert "less than 0.1 percentage points short of" in target_standing.title(short, measure())


def test_a_range_holds_a_target_that_it_is_printed_as_reaching():
    progress = found(target(), own(60.0))
    for upper, words in ((69.96, "The range holds"), (69.94, "The range does not hold")):
        point = ProjectedPoint(year("2024/25"), 65.0, 60.0, upper)
        ahead = Projection("x", "y", "Persons", 0.95, (point,), start=year("2022/23"))
        assert words in plain(target_standing.projection("Testford", replace(progress, projection=ahead), measure()))
