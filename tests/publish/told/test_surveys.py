"""Surveys: group sizes always, shares only where enough answered."""

from datetime import date

from equitytown.publish.told import surveys
from equitytown.terms.register.results import Survey, SurveyResult
from tests.publish.registers import COUNCIL, with_register, words


def result(reference, answered, agreed, people=""):
    return SurveyResult(
        survey_result_id=reference, survey="S-1", question="It helps.", people=people, answered=answered, agreed=agreed
    )


def test_nothing_is_said_of_surveys_where_there_is_none(compared):
    assert surveys.blocks(with_register(compared)) == ()


def test_a_share_stands_beside_the_size_of_its_group(compared):
    survey = Survey(
        survey_id="S-1",
        name="Tenants",
        organisation="ORG-1",
        people="Tenants",
        method="At roadshows",
        starts=date(2025, 3, 1),
        asked=900,
        answered=214,
    )
    found = words(surveys.blocks(with_register(compared, COUNCIL, survey, result("R-1", 214, 120, "Everyone"))))
    assert found[2:] == [
        "Tenants",
        "Who was asked: Tenants",
        "Asked by: The council",
        "How: At roadshows",
        "When: from 1 March 2025",
        "How many answered: 214 of 900 asked",
        "Everyone: It helps: 56% (120 of the 214 who answered).",
    ]


def test_few_answers_give_no_share_and_no_count(compared):
    survey = Survey(survey_id="S-1", name="Tenants", people="Tenants", answered=214)
    found = words(surveys.blocks(with_register(compared, survey, result("R-1", 7, 2), result("R-2", None, None))))
    assert found[-2:] == [
        "It helps: fewer than 10 answered, so no share is given.",
        "It helps: how many answered was not told, so no share is given.",
    ]
    assert "How many answered: 214; how many were asked was not told" in found


def test_a_survey_may_have_no_result_yet(compared):
    found = words(surveys.blocks(with_register(compared, Survey(survey_id="S-1", name="Tenants"))))
    assert found[-1] == "How many answered: Not told"
