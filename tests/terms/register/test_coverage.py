"""Coverage: what is tied to what, and what is tied to nothing."""

import pytest

from equitytown.terms.register import Register
from equitytown.terms.register.coverage import LinkSource, coverage
from equitytown.terms.register.improving import Gap
from equitytown.terms.register.promises import Principle, Recommendation
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import Action, NextStep, Workstream

MEASURES = {"smoking": "6", "loneliness": "6", "life-expectancy": "0"}


def rec(reference, **told):
    return Recommendation(recommendation_id=reference, heading="Work", summary="Do more.", **told)


def stream(reference, reach="priority area"):
    return Workstream(workstream_id=reference, name=reference.lower(), reach=reach)


def act(reference="ACT-1", **told):
    return Action(action_id=reference, title="Do it", lead="ORG-1", **told)


def of(*records, measures=MEASURES):
    grouped = {}
    for record in records:
        grouped.setdefault(type(record), []).append(record)
    return coverage(Register({kind: tuple(found) for kind, found in grouped.items()}), measures=measures)


def ids(records, field):
    return [getattr(record, field) for record in records]


def test_an_empty_register_is_tied_to_nothing():
    found = of()
    assert found.matrix.links == {}
    assert found.recommendations_without_work == ()
    assert found.measures_without_recommendation == tuple(MEASURES)
    assert found.measures_by_principle_only == ()


def test_a_link_counts_from_each_of_three_places_and_keeps_which():
    found = of(
        rec("R-1", workstreams=("W-1",)),
        rec("R-2"),
        stream("W-1"),
        stream("W-2"),
        act(recommendations=("R-1", "R-2"), workstreams=("W-1", "W-2")),
        act("ACT-2", recommendations=("R-1",), workstreams=("W-1",)),
        Gap(gap_id="G-1", workstream="W-2", recommendation="R-2", gap="Much."),
    ).matrix
    every = LinkSource.RECOMMENDATION, LinkSource.ACTION, LinkSource.GAP
    assert found.sources("R-1", "W-1") == every[:2]
    assert found.sources("R-1", "W-2") == every[1:2]
    assert found.sources("R-2", "W-2") == every[1:]


def test_a_pair_without_a_link_has_no_source():
    assert of(rec("R-1"), stream("W-1")).matrix.sources("R-1", "W-1") == ()


def test_a_gap_without_a_recommendation_ties_nothing():
    assert of(rec("R-1"), stream("W-1"), Gap(gap_id="G-1", workstream="W-1", gap="Much.")).matrix.links == {}


def test_rows_and_columns_keep_the_order_of_the_register():
    found = of(rec("R-2"), rec("R-1"), stream("W-2"), stream("W-1")).matrix
    assert ids(found.recommendations, "recommendation_id") == ["R-2", "R-1"]
    assert ids(found.workstreams, "workstream_id") == ["W-2", "W-1"]


def test_a_recommendation_with_a_workstream_or_an_action_has_work():
    found = of(rec("R-1", workstreams=("W-1",)), rec("R-2"), rec("R-3"), stream("W-1"), act(recommendations=("R-2",)))
    assert ids(found.recommendations_without_work, "recommendation_id") == ["R-3"]


def test_only_priority_areas_are_missed_where_they_answer_no_recommendation():
    found = of(stream("W-1"), stream("W-2", reach="across the system"), stream("W-3"), rec("R-1", workstreams=("W-3",)))
    assert ids(found.workstreams_without_recommendation, "workstream_id") == ["W-1"]


def test_actions_that_answer_no_recommendation_are_found():
    found = of(rec("R-1"), act(recommendations=("R-1",)), act("ACT-2"))
    assert ids(found.actions_without_recommendation, "action_id") == ["ACT-2"]


def test_a_measure_is_tied_by_name_or_by_principle_only_or_not_at_all():
    found = of(rec("R-1", principle="6", measures=("smoking",)))
    assert found.measures_without_recommendation == ("loneliness", "life-expectancy")
    assert found.measures_by_principle_only == ("loneliness",)


def test_a_principle_without_a_measure_is_found():
    found = of(Principle(principle_id="6", name="Prevention"), Principle(principle_id="7", name="Racism"))
    assert ids(found.principles_without_measure, "principle_id") == ["7"]


@pytest.mark.parametrize(
    "activity",
    [
        (act(recommendations=("R-1",)),),
        (Progress(progress_id="P-1", workstream="W-1", summary="Done.", recommendations=("R-1",)),),
        (
            act(recommendations=("R-1",)),
            NextStep(next_step_id="N-1", workstream="W-1", summary="More.", actions=("ACT-1",)),
        ),
    ],
)
def test_any_activity_is_more_than_little(activity):
    found = of(rec("R-1"), rec("R-2"), *activity)
    assert ids(found.little_activity, "recommendation_id") == ["R-2"]


def test_a_next_step_counts_once_through_its_actions():
    step = NextStep(next_step_id="N-1", workstream="W-1", summary="More.", actions=("ACT-1", "ACT-2", "ACT-9"))
    found = of(rec("R-1"), act(recommendations=("R-1",)), act("ACT-2", recommendations=("R-1",)), step)
    (activity,) = found.activities
    assert (activity.actions, activity.progress, activity.next_steps) == (2, 0, 1)


def test_what_was_given_up_is_no_activity():
    step = NextStep(next_step_id="N-1", workstream="W-1", summary="More.", actions=("ACT-1",), status="dropped")
    found = of(rec("R-1"), act(recommendations=("R-1",), status="stopped"), step)
    assert ids(found.little_activity, "recommendation_id") == ["R-1"]


def test_the_same_register_gives_the_same_coverage():
    records = (rec("R-1", workstreams=("W-1",)), stream("W-1"))
    assert of(*records) == of(*records)
