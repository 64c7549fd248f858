"""The symbols that stand in place of a figure or beside one."""

import pytest

from equitytown.present.wording.symbols import (
    MEANINGS,
    REASONS,
    Symbol,
    explained,
    is_symbol,
    meaning,
    rounds_to_zero,
    symbols_of,
    used_in,
)
from equitytown.terms.indicator import ValueType
from equitytown.terms.observation import Status
from tests.factories import indicator, observation


@pytest.mark.parametrize(
    ("found", "symbols"),
    [
        (None, "[x]"),
        (observation(None, status=Status.MISSING), "[x]"),
        (observation(None, status=Status.SUPPRESSED), "[c]"),
        (observation(61.1), ""),
        (observation(0.0), ""),
        (observation(0.04), "[low]"),
        (observation(-0.04), "[low]"),
        (observation(0.05), ""),
        (observation(61.1, status=Status.PROVISIONAL), "[p]"),
        (observation(61.1, status=Status.ESTIMATED), "[e]"),
        (observation(10.0, lower=8.0, upper=12.0), ""),
        (observation(10.0, lower=7.0, upper=12.0), "[u]"),
        (observation(10.0, lower=7.0, upper=12.0, status=Status.PROVISIONAL), "[p] [u]"),
    ],
)
def test_each_state_of_a_figure_has_its_symbols(found, symbols):
    assert " ".join(symbols_of(found, indicator())) == symbols


def test_a_revised_figure_is_marked_and_a_missing_one_is_not():
    assert symbols_of(observation(61.1), indicator(), revised=True) == (Symbol.REVISED,)
    assert symbols_of(observation(None, status=Status.MISSING), indicator(), revised=True) == (Symbol.NOT_AVAILABLE,)


@pytest.mark.parametrize(("events", "symbols"), [(9, "[u]"), (10, ""), (None, "")])
def test_a_standardised_rate_of_few_events_is_unreliable(events, symbols):
    rate = indicator(value_type=ValueType.STANDARDISED_RATE)
    assert " ".join(symbols_of(observation(61.1, numerator=events), rate)) == symbols
    assert symbols_of(observation(61.1, numerator=events), indicator()) == ()


def test_zero_itself_does_not_round_to_zero():
    assert not rounds_to_zero(0, decimals=0)
    assert rounds_to_zero(0.4, decimals=0)
    assert not rounds_to_zero(0.6, decimals=0)


def test_every_symbol_is_explained():
    assert set(MEANINGS) == set(REASONS) == set(Symbol)
    assert all(explained(symbol).endswith(".") for symbol in Symbol)


def test_words_are_a_symbol_only_when_they_are_nothing_else():
    assert is_symbol("[u]")
    assert is_symbol(" [low]")
    assert not is_symbol("21.1 [u]")
    assert not is_symbol("[q]")
    assert not is_symbol("")
    assert meaning(" [u]") == "low reliability"


def test_the_symbols_used_come_in_the_order_of_a_legend():
    assert used_in(["21 [u] [p]", "[x]", "[q]"]) == (Symbol.PROVISIONAL, Symbol.UNRELIABLE, Symbol.NOT_AVAILABLE)
