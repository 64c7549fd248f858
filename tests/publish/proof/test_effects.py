"""No effect of a programme is claimed before its time."""

from datetime import date

import pytest

from equitytown.audit.proof_words import Author, DoubtKind, Prose, Run
from equitytown.publish.proof.effects import effects
from equitytown.terms.register.results import Programme

NAMES = {"fuel-poverty": ("fuel poverty",)}


def doubts(words, *, lag="2030", where="text/foreword.md, line 3"):
    programme = Programme(programme_id="PRG-WH", name="Warm Homes", lag=lag)
    passage = Prose((Run(words),), where, Author.WRITTEN)
    return list(effects([passage], [programme], names=NAMES, on=date(2026, 11, 26)))


@pytest.mark.parametrize(
    "words",
    [
        "Thanks to Warm Homes fuel poverty fell.",
        "Warm Homes has reduced fuel poverty.",
        "Fuel poverty improved as a result of Warm Homes.",
    ],
)
def test_an_effect_claimed_too_early_stops_a_build(words):
    (doubt,) = doubts(words)
    assert (doubt.kind, doubt.stops) == (DoubtKind.EFFECT, True)
    assert "Warm Homes, and no change could show before 2030" in doubt.says


@pytest.mark.parametrize(
    "words",
    [
        "Warm Homes hopes to have reduced fuel poverty by 2030.",
        "It is too early to say whether Warm Homes has reduced fuel poverty.",
        "Warm Homes reached 300 households in fuel poverty.",
        "Fuel poverty fell.",
    ],
)
def test_hopes_reach_and_doubts_are_no_claims(words):
    assert not doubts(words)


def test_without_a_declared_year_nothing_may_be_claimed():
    (doubt,) = doubts("Warm Homes has reduced fuel poverty.", lag="")
    assert doubt.stops


def test_after_its_time_an_effect_is_listed_since_only_an_evaluation_could_tell():
    (doubt,) = doubts("Warm Homes has reduced fuel poverty.", lag="2024")
    assert (doubt.kind, doubt.stops) == (DoubtKind.EFFECT_TOLD, False)


def test_what_partners_tell_in_the_register_is_listed():
    (doubt,) = doubts("Warm Homes has reduced fuel poverty.", where="register, Progress")
    assert not doubt.stops
