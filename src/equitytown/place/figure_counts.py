"""What must hold of a figure's counts: possible in themselves, and those that the value is made of."""

from equitytown.place.faults import Faults
from equitytown.terms.indicator import MULTIPLIERS, QUOTIENTS, Indicator, ValueType
from equitytown.terms.observation import Observation

_NOISE = 1e-9  # of a value: what reading and dividing decimals costs

Told = list[tuple[str, str]]


def check_counts(path: str, observation: Observation, *, indicator: Indicator, decimals: int, faults: Faults) -> None:
    """
    Check a figure's counts, and its value against them.

    Parameters
    ----------
    path : str
        The file within the place's folder.
    observation : Observation
        The figure as read.
    indicator : Indicator
        What it measures: its value type and unit say what the value is of the counts.
    decimals : int
        How many decimals the value is written with; it may differ by one unit in the last.
    faults : Faults
        Where to note what is wrong.
    """
    impossible = _impossible(observation, indicator)
    for sentence, mend in impossible or _disagreement(observation, indicator, decimals):
        faults.add(path, observation.provenance.row, sentence, mend)


def _impossible(o: Observation, indicator: Indicator) -> Told:
    """Counts are not below zero, nothing is out of none, and no part is larger than its whole."""
    told: Told = [
        (f"{name} {count:g} is below zero.", "Correct the count.")
        for name, count in (("numerator", o.numerator), ("denominator", o.denominator))
        if count is not None and count < 0
    ]
    if o.denominator == 0:
        told.append(("denominator is 0: nothing can be counted out of none.", "Correct it, or leave it empty."))
    is_part = indicator.value_type is ValueType.PROPORTION
    if is_part and o.numerator is not None and o.denominator and o.numerator > o.denominator:
        sentence = f"numerator {o.numerator:g} is above denominator {o.denominator:g} in a proportion."
        told.append((sentence, "Correct the counts."))
    return told


def _disagreement(o: Observation, indicator: Indicator, decimals: int) -> Told:
    """A proportion or crude rate is its numerator over its denominator, but for rounding."""
    multiplier = MULTIPLIERS.get(indicator.unit)
    if multiplier is None or indicator.value_type not in QUOTIENTS:
        return []
    if o.value is None or o.numerator is None or not o.denominator:
        return []
    counted = multiplier * o.numerator / o.denominator
    if abs(counted - o.value) <= 10.0**-decimals + _NOISE * abs(counted):
        return []
    right = f"{counted:.{decimals + 1}f}{indicator.suffix}"
    sentence = f"value {o.value:g} does not go with its counts: {o.numerator:g} of {o.denominator:g} is {right}."
    return [(sentence, "Correct the one that is wrong; leave out counts that the value was not worked out from.")]
