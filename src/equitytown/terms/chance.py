"""How many of many comparisons came out as different, and how many would by chance alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chance:
    """
    A family of comparisons, counted.

    `tested` have a test or a published verdict, `different` of them came out so, and `expected` would by chance alone
    if nothing differed. `worked_out` of those that came out as different stand on limits that are held here, and
    `remain` of these still do once their number is allowed for at a false discovery rate of `rate`.
    """

    tested: int
    different: int
    expected: float
    worked_out: int
    remain: int
    rate: float
