"""
Small-number rules: which counts are withheld, and how the others are rounded.

A threshold and a rounding base must fit: where counts of 1 to 5 are withheld and the others rounded to 5, a printed 5
can only be 6 or 7, which says more than rounding is meant to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from equitytown.errors import InputError

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A small-number rule.

    Counts of 1 to `threshold` are withheld; 0 is shown. Others are shown rounded to the nearest `base` (1 leaves
    them as they are). `source` says whose rule it is.

    Raises
    ------
    InputError
        If the threshold is below 2 or the base below 1, or the two do not fit.
    """

    name: str
    threshold: int
    base: int = 1
    source: str = ""

    def __post_init__(self) -> None:
        if self.threshold < 2 or self.base < 1:  # noqa: PLR2004  one withheld count that can only be 1 withholds nothing
            raise InputError(
                f"{self.name}: threshold must be 2 or more and base 1 or more, not {self.threshold} and {self.base}."
            )
        least = self.threshold + 1
        if least % self.base != self._starts():
            printed = int(self.rounded(np.array(least)))
            last = printed + self._above()
            fits = [t for t in range(2, self.threshold + 2 * self.base) if (t + 1) % self.base == self._starts()]
            near = sorted(sorted(fits, key=lambda t: abs(t - self.threshold))[:2])
            raise InputError(
                f"{self.name}: with 1 to {self.threshold} withheld and the others rounded to {self.base}, a printed "
                f"{printed} can only be {least}{f' to {last}' if last > least else ''}. "
                f"Take a threshold of {' or '.join(map(str, near))}."
            )

    def _starts(self) -> int:
        """Say where the counts that round to one number start, as a remainder of the base."""
        return -(-self.base // 2) % self.base

    def _above(self) -> int:
        """Say how far above a printed number a count can lie; halves are rounded upwards."""
        return self.base - self.base // 2 - 1

    def is_small(self, counts: Counts) -> NDArray[np.bool_]:
        """Say which counts are withheld by themselves."""
        return (counts >= 1) & (counts <= self.threshold)

    def is_told(self, counts: Counts) -> bool:
        """Say whether the counts that could lie behind a figure tell a small one more closely than this rule does."""
        return 0 < counts.size < self.threshold and bool(self.is_small(counts).all())

    def rounded(self, counts: Counts) -> Counts:
        """Round counts that are shown."""
        return (counts + self.base // 2) // self.base * self.base

    def behind(self, shown: Counts) -> tuple[Counts, Counts]:
        """Give the least and the most that printed numbers can stand for; a printed 0 is none."""
        lowest = np.maximum(shown - self.base // 2, self.threshold + 1)
        return np.where(shown == 0, 0, lowest), np.where(shown == 0, 0, shown + self._above())


PRESETS: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            Rule(
                "lt5",
                threshold=4,
                source="Office for National Statistics, policy on protecting confidentiality in tables of birth and "
                "death statistics",
            ),
            Rule(
                "hes",
                threshold=7,
                base=5,
                source="NHS England, disclosure control methodology for Hospital Episode Statistics",
            ),
            Rule("opensafely", threshold=7, base=5, source="OpenSAFELY, statistical disclosure control of outputs"),
        )
    }
)


def rule_of(name: str) -> Rule:
    """
    Give a preset by name, or a rule written as "THRESHOLD" or "THRESHOLD/BASE".

    Parameters
    ----------
    name : str
        "lt5", "hes", "opensafely"; or "9" for 1 to 9 withheld, "7/5" for 1 to 7 withheld and the others rounded to 5.

    Raises
    ------
    InputError
        If it is neither, or threshold and base do not fit.

    Examples
    --------
    >>> rule_of("hes").rounded(np.array([8, 13])), rule_of("9").is_small(np.array([0, 9]))
    (array([10, 15]), array([False,  True]))
    """
    if name in PRESETS:
        return PRESETS[name]
    threshold, _, base = name.partition("/")
    if not threshold.isdecimal() or not (base or "1").isdecimal():
        raise InputError(
            f'rule "{name}" is not known. Use {", ".join(PRESETS)}, or a threshold such as "9", or "7/5" to round to 5.'
        )
    return Rule(f"1 to {threshold}", threshold=int(threshold), base=int(base or 1))
