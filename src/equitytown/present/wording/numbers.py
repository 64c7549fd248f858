"""Rounding and units: the only place where a figure becomes text."""

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.symbols import Symbol, symbol_of_missing
from equitytown.terms.indicator import Indicator, Unit
from equitytown.terms.observation import Observation

MINUS = "\u2212"
ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
TEENS = range(11, 14)
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(value: float, *, decimals: int) -> str:
    """
    Print a number with fixed decimals, thousands separated, with a real minus sign.

    Halves go to the even digit of the value's exact binary form, as Python's formatting does.

    Examples
    --------
    >>> number(1234.5, decimals=0)
    '1,234'
    >>> number(-0.04, decimals=1)
    '0.0'
    """
    printed = f"{value:,.{decimals}f}"
    if float(printed.replace(",", "")) == 0:
        printed = printed.removeprefix("-")
    return printed.replace("-", MINUS)


def bare(value: float | None, indicator: Indicator) -> str:
    """Print a figure as it stands in a column that names its unit; [x] where there is none."""
    if value is None:
        return Symbol.NOT_AVAILABLE
    suffix = "%" if indicator.unit is Unit.PERCENT else ""
    return number(value, decimals=indicator.decimals) + suffix


def with_unit(value: float, indicator: Indicator) -> str:
    """Print a figure as it stands in a sentence, with its unit."""
    return number(value, decimals=indicator.decimals) + indicator.suffix


def difference(value: float, indicator: Indicator) -> str:
    """Print the size of a difference, without sign; shares differ by percentage points."""
    printed = number(abs(value), decimals=indicator.decimals)
    if indicator.unit is Unit.PERCENT:
        return f"{printed} percentage {_plural('point', printed)}"
    if indicator.unit is Unit.YEARS:
        return f"{printed} {_plural('year', printed)}"
    return printed + indicator.suffix


def signed(value: float, indicator: Indicator) -> str:
    """Print a difference with its sign, for a column that names its unit."""
    printed = number(value, decimals=indicator.decimals)
    return printed if printed.startswith(MINUS) or value == 0 else f"+{printed}"


def _plural(word: str, printed: str) -> str:
    return word if float(printed.replace(",", "")) == 1 else f"{word}s"


def ordinal(place: int) -> str:
    """Print 1 as "1st", 12 as "12th"."""
    last_two = place % 100
    ending = "th" if last_two in TEENS else ORDINAL_ENDINGS.get(place % 10, "th")
    return f"{place}{ending}"


def count(how_many: int) -> str:
    """Write a count below ten as a word, as in running text."""
    return SMALL_NUMBERS[how_many] if 0 <= how_many < len(SMALL_NUMBERS) else f"{how_many:,}"


def traced(observation: Observation, indicator: Indicator, *, unit: bool = True, bold: bool = False) -> Span:
    """Print an observation's value as a span that can be walked back to it."""
    if observation.value is None:
        return Span(symbol_of_missing(observation), trace=observation.observation_id)
    printed = with_unit(observation.value, indicator) if unit else bare(observation.value, indicator)
    return Span(printed, trace=observation.observation_id, bold=bold)


def limits(observation: Observation, indicator: Indicator) -> Text:
    """Print confidence limits as "76.5 to 77.5", each traced; empty where there are none."""
    if observation.lower is None or observation.upper is None:
        return ()
    key = observation.observation_id
    return (
        Span(bare(observation.lower, indicator), trace=f"{key}#lower"),
        Span(" to "),
        Span(bare(observation.upper, indicator), trace=f"{key}#upper"),
    )


def same_in_print(first: float | None, second: float | None, indicator: Indicator) -> bool:
    """Say whether two figures print alike."""
    return None not in (first, second) and bare(first, indicator) == bare(second, indicator)
