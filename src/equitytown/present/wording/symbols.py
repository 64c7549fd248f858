"""
The symbols of the Analysis Function that stand in place of a figure or beside one: the only home of both.

A symbol says why a value is not there, or what a reader must know of one that is.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from equitytown.terms.indicator import Indicator, ValueType
from equitytown.terms.observation import Observation, Status

WIDE = 0.20  # half-width of the limits as a share of the value (wording contract, rule 8)
FEWEST_EVENTS = 10  # below this a standardised rate is unreliable (Fingertips technical guidance)


class Symbol(StrEnum):
    """A symbol, in the order of a legend."""

    CONFIDENTIAL = "[c]"
    ESTIMATED = "[e]"
    LOW = "[low]"
    PROVISIONAL = "[p]"
    REVISED = "[r]"
    UNRELIABLE = "[u]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"


MEANINGS: Mapping[Symbol, str] = MappingProxyType(
    {
        Symbol.CONFIDENTIAL: "confidential",
        Symbol.ESTIMATED: "estimated",
        Symbol.LOW: "rounds to zero but is not zero",
        Symbol.PROVISIONAL: "provisional",
        Symbol.REVISED: "revised",
        Symbol.UNRELIABLE: "low reliability",
        Symbol.NOT_AVAILABLE: "not available",
        Symbol.NOT_APPLICABLE: "not applicable",
    }
)
REASONS: Mapping[Symbol, str] = MappingProxyType(
    {
        Symbol.CONFIDENTIAL: "withheld so that nobody can be recognised",
        Symbol.ESTIMATED: "worked out by a model, not counted",
        Symbol.LOW: "the figure is smaller than the decimals shown",
        Symbol.PROVISIONAL: "the publisher may still change it",
        Symbol.REVISED: "its publisher gave another figure before",
        Symbol.UNRELIABLE: "limits beyond a fifth of the value to either side, or too few events",
        Symbol.NOT_AVAILABLE: "no figure is held, or none was printed",
        Symbol.NOT_APPLICABLE: "no figure can exist here",
    }
)
_SYMBOL = re.compile(r"\[[a-z]+\]")


def symbols_of(observation: Observation | None, indicator: Indicator, *, revised: bool = False) -> tuple[Symbol, ...]:
    """
    Give the symbols that go with a figure.

    Parameters
    ----------
    observation : Observation or None
        The figure; None where none is held.
    indicator : Indicator
        Its decimals say what rounds to zero.
    revised : bool, default False
        Whether its publisher gave another figure in an earlier vintage.

    Returns
    -------
    tuple of Symbol
        The one that says why there is no value; or those of a value, in the order of a legend; empty for a plain one.
    """
    if observation is None or observation.value is None:
        return (symbol_of_missing(observation),)
    value, status = observation.value, observation.status
    marks = {
        Symbol.ESTIMATED: status is Status.ESTIMATED,
        Symbol.LOW: rounds_to_zero(value, decimals=indicator.decimals),
        Symbol.PROVISIONAL: status is Status.PROVISIONAL,
        Symbol.REVISED: revised,
        Symbol.UNRELIABLE: is_wide(observation) or _has_few_events(observation, indicator),
    }
    return tuple(symbol for symbol, applies in marks.items() if applies)


def symbol_of_missing(observation: Observation | None) -> Symbol:
    """Say why a figure has no value: it was withheld, or there is none."""
    suppressed = observation is not None and observation.status is Status.SUPPRESSED
    return Symbol.CONFIDENTIAL if suppressed else Symbol.NOT_AVAILABLE


def rounds_to_zero(value: float, *, decimals: int) -> bool:
    """Say whether a value that is not 0 is printed as 0."""
    return value != 0 and float(f"{value:.{decimals}f}") == 0


def is_wide(observation: Observation) -> bool:
    """Say whether the limits reach further than a fifth of the value to either side."""
    if observation.value is None or observation.lower is None or observation.upper is None:
        return False
    return observation.value != 0 and (observation.upper - observation.lower) / 2 > WIDE * abs(observation.value)


def _has_few_events(observation: Observation, indicator: Indicator) -> bool:
    """Say whether a standardised rate stands on too few events for its method."""
    events = observation.numerator
    return indicator.value_type is ValueType.STANDARDISED_RATE and events is not None and events < FEWEST_EVENTS


def is_symbol(words: str) -> bool:
    """Say whether words are nothing but one symbol."""
    return words.strip() in MEANINGS


def meaning(words: str) -> str:
    """Give the meaning of words that are a symbol."""
    return MEANINGS[Symbol(words.strip())]


def used_in(words: Iterable[str]) -> tuple[Symbol, ...]:
    """Find the symbols that stand in some words, in the order of a legend."""
    found = {mark for said in words for mark in _SYMBOL.findall(said)}
    return tuple(symbol for symbol in Symbol if symbol in found)


def explained(symbol: Symbol) -> str:
    """
    Give what a symbol means, in full.

    Examples
    --------
    >>> explained(Symbol.CONFIDENTIAL)
    'Confidential: withheld so that nobody can be recognised.'
    """
    return f"{MEANINGS[symbol].capitalize()}: {REASONS[symbol]}."
