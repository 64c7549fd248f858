"""The impact report: people and contacts apart, money with its qualifier, and nothing claimed."""

import re
from decimal import Decimal

import pytest

from equitytown.publish.sections import impact
from equitytown.terms.register.promises import Recommendation
from equitytown.terms.register.reach import EACH_ONCE, EVERY_TIME
from equitytown.terms.register.results import Programme, Progress
from equitytown.terms.register.work import Funding
from tests.publish.registers import COUNCIL, with_register, words

CAUSAL = re.compile(r"\b(led to|thanks to|impact of|because of|caused|improved|resulted in|due to|made a difference)\b")


def programme(**told):
    return Programme(programme_id="PRG-1", name="Warm homes", **told)


def entry(reference, value=None, **told):
    figure = None if value is None else Decimal(value)
    return Progress(
        progress_id=reference, achievement_id=told.pop("achievement_id", reference), workstream="W-1",
        programme="PRG-1", summary="Homes were warmed.", value=figure, **told,
    )  # fmt: skip


def read(edition, *records):
    return words(impact.blocks(with_register(edition, COUNCIL, *records)))


def test_a_register_without_programmes_says_so(compared):
    assert read(compared) == ["The register holds no programme yet."]


def test_people_and_contacts_are_never_added(compared):
    found = words(impact.blocks(compared))
    assert any(line.startswith("Different people: 322 people ") for line in found)
    assert any(line.startswith("Counted every time: 374 course or session starts") for line in found)
    assert not any("696" in line for line in found)
    assert "their counts are never added together" in found[1]


def test_no_count_is_invented_where_none_is_told(compared):
    found = words(impact.blocks(compared))
    careers = found[found.index("Careers work with schools and employers") : found.index("Warm Healthy Homes")]
    assert "Different people: No count is on record" in careers
    assert "Money: No amount is on record" in careers
    assert any("64% said" in line and "how many answered was not given" in line for line in careers)


def test_money_keeps_its_qualifier(compared):
    assert "Money: More than £200,000 from Defra (awarded)" in words(impact.blocks(compared))


def test_a_measure_stands_where_the_edition_finds_it(compared):
    found = words(impact.blocks(compared))
    (line,) = (line for line in found if "Fuel poverty" in line)
    assert line.startswith("The measure it hopes to change, Fuel poverty, stands at an estimated ")
    assert compared.current(compared.place.indicators["fuel-poverty"]).observation.period.label in line


def test_no_word_claims_a_cause(compared):
    edition = with_register(compared, programme(measures=("smoking",), lag="2020"), entry("P-1"))
    for line in (*words(impact.blocks(compared)), *words(impact.blocks(edition))):
        assert not CAUSAL.search(line), line


@pytest.mark.parametrize(
    ("told", "ending"),
    [
        ({"lag": "2030"}, "It is too early to look for a change in outcomes: none could show before 2030."),
        ({"lag": "From 2030."}, "It is too early to look for a change in outcomes: From 2030."),
        (
            {"lag": "2024", "not_claimed": "Warmth is not measured"},
            (
                "Warmth is not measured. A change in outcomes could be looked for by now (2024); none is claimed here "
                "without an evaluation."
            ),
        ),
        ({}, "The register does not say from when a change in outcomes could show, so no change is claimed."),
    ],
)
def test_no_change_is_claimed_before_or_after_its_time(compared, told, ending):
    assert read(compared, programme(**told))[-1] == ending


def test_an_achievement_that_only_counts_people_stands_once(compared):
    counts = (
        entry("P-1", "12", unit="people", counted=EACH_ONCE, period="2025/26"),
        entry("P-2", "30", unit="visits", counted=EVERY_TIME),
    )
    found = read(compared, programme(organisation="ORG-1", people="Tenants"), *counts)
    assert "Run by: The council" in found
    assert "Different people: 12 people, 2025/26" in found
    assert "Counted every time: 30 visits" in found
    assert "What partners told of it" not in found
    assert "Homes were warmed: 5 homes." in read(compared, programme(), entry("P-3", "5", unit="homes"))


def test_grants_of_other_programmes_are_left_out(compared):
    own = Funding(funding_id="F-1", source="A fund", amount=Decimal(100), programme="PRG-1")
    other = Funding(funding_id="F-2", source="B fund", amount=Decimal(100), programme="PRG-2")
    assert "Money: £100 from A fund" in read(compared, programme(), own, other)


def test_a_programme_without_a_measure_says_so(compared):
    assert "No measure that it hopes to change is named in the register." in read(compared, programme())


def test_the_recommendations_that_a_programme_answers_are_told(compared):
    asked = Recommendation(recommendation_id="R-1", heading="Homes", summary="Warm every home.")
    assert "Recommendations it answers: Warm every home" in read(compared, asked, programme(recommendations=("R-1",)))
