"""What a mistyped value probably was: one slip of the hand undone, in agreement with everything else in its row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, log

# How common each slip is: rough, and only their order matters. Each is shared among the ways of making it, so that a
# value weighs as much as the printed one is likely to come of it.
SHIFTED, MISSING, EXTRA, SWAPPED, WRONG = 0.4, 0.25, 0.15, 0.1, 0.1
SHIFTS = (0.01, 0.1, 10.0, 100.0)
DIGITS = "0123456789"
AHEAD = 2.0  # how many times as probable as the next a value must be to be named
WITHIN = 3.0  # spreads from what is expected
SLIPS: Mapping[str, str] = {
    "shifted": "the decimal point has moved",
    "missing": "a digit is missing",
    "extra": "a digit is one too many",
    "swapped": "two digits have changed places",
    "wrong": "one digit is another",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """A value that one slip turns into the printed one. `weight` says how likely that slip is to do it."""

    number: float
    slip: str
    weight: float


def repairs(number: float, decimals: int) -> Iterator[Repair]:
    """
    Give every value from which one slip leads to the printed one.

    Parameters
    ----------
    number : float
        As printed, 0 or more.
    decimals : int
        Printed after the point; those of the value meant are taken to be as many.

    Yields
    ------
    Repair
        In no order, some more than once.

    Examples
    --------
    >>> sorted(repair.number for repair in repairs(7.7, 2) if repair.slip == "shifted")
    [0.77, 77.0, 770.0]
    """
    whole, _, part = f"{number:.{decimals}f}".partition(".")
    every = whole + part
    for shift in SHIFTS:
        meant = round(number * shift, decimals)
        if round(meant / shift, decimals) == number:
            yield Repair(meant, "shifted", SHIFTED / len(SHIFTS))
    longer, shorter = len(whole) + 1, max(len(whole) - 1, 1)
    yield from _all([(put, part) for put in _with_a_digit(whole)], "missing", MISSING / longer)
    cut = [(whole[:at] + whole[at + 1 :], part) for at in range(len(whole))]
    yield from _all(cut, "extra", EXTRA / (len(DIGITS) * (shorter + 1)))
    yield from _all([_cut(turned, whole) for turned in _swaps(every)], "swapped", SWAPPED / max(len(every) - 1, 1))
    others = [_cut(turned, whole) for turned in _others(every)]
    yield from _all(others, "wrong", WRONG / (len(every) * (len(DIGITS) - 1)))


def _with_a_digit(whole: str) -> Iterator[str]:
    for at in range(len(whole) + 1):
        for digit in DIGITS:
            yield whole[:at] + digit + whole[at:]


def _swaps(every: str) -> Iterator[str]:
    for at in range(len(every) - 1):
        yield every[:at] + every[at + 1] + every[at] + every[at + 2 :]


def _others(every: str) -> Iterator[str]:
    for at, held in enumerate(every):
        for digit in DIGITS:
            if digit != held:
                yield every[:at] + digit + every[at + 1 :]


def _cut(every: str, whole: str) -> tuple[str, str]:
    return every[: len(whole)], every[len(whole) :]


def _all(shown: list[tuple[str, str]], slip: str, weight: float) -> Iterator[Repair]:
    for whole, part in shown:
        yield Repair(float(f"{whole or '0'}.{part or '0'}"), slip, weight)


def likeliest(
    number: float, decimals: int, *, expected: float, spread: float, fits: Callable[[float], bool]
) -> Repair | None:
    """
    Choose the value that was probably meant.

    Parameters
    ----------
    number : float
        As printed.
    decimals : int
        Printed after the point.
    expected : float
        About what the value should be, above 0.
    spread : float
        How far it may lie from that, as the standard deviation of its logarithm.
    fits : callable
        Whether a value agrees with the verdicts, limits and bounds of its row.

    Returns
    -------
    Repair or None
        None where no single slip leads near what is expected, or two values are about as probable.
    """
    weighed: dict[float, float] = {}
    slips: dict[float, Repair] = {}
    for repair in repairs(number, decimals):
        if repair.number > 0 and repair.number != number and fits(repair.number):
            apart = (log(repair.number) - log(expected)) / spread
            if abs(apart) <= WITHIN:
                weighed[repair.number] = weighed.get(repair.number, 0.0) + repair.weight * exp(-0.5 * apart**2)
                slips.setdefault(repair.number, repair)
    ordered = sorted(weighed, key=lambda meant: -weighed[meant])
    if not ordered or (len(ordered) > 1 and weighed[ordered[0]] < AHEAD * weighed[ordered[1]]):
        return None
    return slips[ordered[0]]
