"""targets.yaml: what it may say, and each fault with its line. Every target here is SYNTHETIC."""

from datetime import date

import pytest

from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.target import PathPoint, TargetOf, TargetStatus
from tests.place.folders import read, told

SMOKING = {
    "target": "smoking-2030",
    "title": "SYNTHETIC fewer adults who smoke",
    "indicator": "smoking",
    "value": "5",
    "by": "2030-12-31",
    "agreed_by": "a SYNTHETIC board",
    "agreed_on": "2026-03-12",
    "document": "SYNTHETIC minutes",
}
START = '\n      period: "2020"\n      value: 14'
ON_THE_WAY = '\n      - period: "2025"\n        value: 9'


def write(folder, *targets):
    lines = ["targets:"]
    for target in targets:
        first, *others = (f"{key}: {value}" for key, value in target.items() if value is not None)
        lines += [f"  - {first}", *(f"    {line}" for line in others)]
    (folder / "targets.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_new_place_has_none_and_may_do_without_the_file(testford):
    assert read(testford).targets == ()
    assert "targets" in read(testford).report.sections
    (testford / "targets.yaml").unlink()
    assert read(testford).targets == ()


def test_a_target_is_read_with_its_path(testford):
    write(testford, {**SMOKING, "baseline": START, "milestones": ON_THE_WAY})
    (target,) = read(testford).targets
    year = {y: parse_period(y, kind=PeriodKind.CALENDAR) for y in ("2020", "2025")}
    assert (target.of, target.value, target.by, target.sex) == (TargetOf.VALUE, 5.0, date(2030, 12, 31), "Persons")
    assert (target.baseline, target.milestones) == (PathPoint(year["2020"], 14.0), (PathPoint(year["2025"], 9.0),))
    assert target.agreed_in == ""


def test_a_month_stands_where_no_day_is_known(testford):
    write(testford, {**SMOKING, "agreed_on": "2026-03"})
    (target,) = read(testford).targets
    assert (target.agreed_on, target.agreed_in) == (date(2026, 3, 31), "March 2026")


def test_a_moving_target_has_no_value_and_may_have_no_date(testford):
    write(testford, {**SMOKING, "value": None, "better_than": "the England average", "margin": "1", "by": None})
    (target,) = read(testford).targets
    assert (target.is_moving, target.margin, target.by) == (True, 1.0, None)


def test_one_that_was_replaced_stays_beside_the_one_in_its_place(testford):
    old = {**SMOKING, "status": "replaced", "ended_on": "2026-06-01", "reason": "A nearer one.", "replaced_by": "next"}
    write(testford, old, {**SMOKING, "target": "next", "value": "4"})
    assert [t.status for t in read(testford).targets] == [TargetStatus.REPLACED, TargetStatus.AGREED]


def test_a_proposal_may_stand_beside_what_is_agreed(testford):
    write(testford, SMOKING, {**SMOKING, "target": "further", "value": "4", "status": "proposed"})
    assert len(read(testford).targets) == 2


def test_a_wrong_day_hides_no_other_fault(testford):
    other = {**SMOKING, "target": "other", "indicator": "smokin"}
    write(testford, {**SMOKING, "agreed_on": "March", "by": "2030", "value": "101"}, other, {**other, "by": "soon"})
    found = "\n".join(told(testford))
    for sentence in (
        'agreed_on "March" is not a date',
        'by "2030" is not a date',
        "101 is above 100",
        'line 12: indicator "smokin" is not known',
        'line 20: indicator "smokin" is not known',
    ):
        assert sentence in found
    assert "had passed" not in found


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"indicator": "smokin"}, 'line 4: indicator "smokin" is not known.\n    Did you mean "smoking"?'),
        ({"value": None}, "line 2: smoking-2030 has neither value nor better_than."),
        ({"better_than": "the England average"}, "line 2: smoking-2030 has both value and better_than."),
        ({"value": "101"}, "line 5: 101 is above 100, the highest that a figure in % can be."),
        ({"value": "-1", "of": "gap to England"}, "line 5: -1 is below 0, the lowest that the size of a gap can be."),
        ({"value": "15", "baseline": START}, "line 5: 15 is no better than the 14 of the baseline: low is good."),
        ({"value": "14", "of": "gap to England", "baseline": START}, "no better than the 14 of the baseline: a gap is"),
        ({"by": "2026-03-11"}, "line 6: 2026-03-11 had passed when the target was agreed, on 2026-03-12."),
        ({"by": "2030"}, 'by "2030" is not a date.'),
        (
            {"agreed_on": "March"},
            'agreed_on "March" is not a date.\n    Write year, month and day: 2024-04-30; or year',
        ),
        (
            {"baseline": START, "milestones": '\n      - period: "2025"\n        value: 4'},
            "line 15: the milestone 4 lies beyond the target, 5.",
        ),
        (
            {"baseline": START, "milestones": '\n      - period: "2031"\n        value: 6'},
            "line 14: 2031 ends after 2030-12-31, the target's date.",
        ),
        (
            {"baseline": START, "milestones": '\n      - period: "2019"\n        value: 9'},
            "line 14: 2019 does not come after 2020.",
        ),
        ({"milestones": ON_THE_WAY}, "milestones stand without a baseline."),
        ({"baseline": "\n      period: 2020/21\n      value: 14"}, 'line 11: period "2020/21" is not a calendar year.'),
        ({"sex": "Female"}, 'sex "Female" is not one of the measure\'s.\n    Use one of: Persons.'),
        ({"category_type": "Meals"}, "category_type and category belong together."),
        ({"category_type": "Meals", "category": "All"}, 'no figure of smoking is of "All".'),
        ({"groups": "[Meals]"}, 'no figure of smoking is grouped by "Meals".'),
        ({"of": "gap inside the town"}, "inside is missing.\n    Use one of: Local deprivation decile, Sex."),
        ({"inside": "Sex"}, "inside is for a gap inside the town."),
        ({"margin": "1"}, "margin stands without better_than."),
        ({"of": "gap to England", "value": None, "better_than": "the England average"}, "better_than is for a value"),
        ({"status": "ended"}, "a target that is ended needs ended_on."),
        ({"status": "ended", "ended_on": "2026-05-01"}, "a target that is ended needs a reason."),
        ({"status": "ended", "ended_on": "2026-01-01", "reason": "x"}, "2026-01-01 comes before 2026-03-12"),
        ({"status": "replaced", "ended_on": "2026-05-01", "reason": "x"}, "a replaced target needs replaced_by."),
        ({"ended_on": "2026-05-01"}, "ended_on stands with a target that is agreed."),
        ({"title": "=1+1"}, 'title "=1+1" begins with "="'),
    ],
)
def test_each_fault_is_told_with_its_line(testford, changes, sentence):
    write(testford, {**SMOKING, **changes})
    assert sentence in "\n".join(told(testford))


def test_a_measure_without_judgement_has_no_target(testford):
    file = testford / "indicators" / "smoking.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("low is good", "no judgement"), encoding="utf-8")
    write(testford, SMOKING)
    assert "line 4: smoking is a measure without judgement" in "\n".join(told(testford))


def test_a_target_on_the_wrong_side_of_the_figure_held_for_its_baseline_is_refused(testford):
    held = next(o for o in read(testford).observations if o.indicator_id == "smoking" and o.area_code == "E06000032")
    write(testford, {**SMOKING, "value": held.value + 1, "baseline": f'\n      period: "{held.period}"'})
    assert f"is no better than the {held.value:g} of the baseline" in "\n".join(told(testford))


def test_two_live_targets_for_one_thing_are_refused(testford):
    write(testford, SMOKING, {**SMOKING, "target": "other", "value": "4"})
    assert "line 10: smoking-2030 and other are both agreed for one thing." in "\n".join(told(testford))


def test_an_identifier_stands_once_and_a_replacement_is_there(testford):
    old = {**SMOKING, "status": "replaced", "ended_on": "2026-06-01", "reason": "x", "replaced_by": "smoking-2031"}
    write(testford, old, {**old})
    assert "target smoking-2030 stands twice, first on line 2." in "\n".join(told(testford))
    assert 'replaced_by "smoking-2031" is no other target of this file.' in "\n".join(told(testford))


def test_luton_holds_the_one_threshold_of_its_report_and_invents_nothing(luton):
    (target,) = read(luton).targets
    assert (target.is_moving, target.by, target.baseline, target.milestones) == (True, None, None, ())
    assert (target.status, target.agreed_in) == (TargetStatus.PROPOSED, "April 2024")
