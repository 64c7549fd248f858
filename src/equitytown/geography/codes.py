"""What is known of one code: its name, kind and days, what came before it and after, and its boundary sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equitytown.geography.lookups import IRREGULAR


class Comparable(StrEnum):
    """Whether figures of an old code can be set against those of a new one."""

    YES = "yes"
    COUNTS = "only from counts"
    NEVER = "never"
    UNTOLD = "not told"


COMPARABLE = {"U": Comparable.YES, "S": Comparable.COUNTS, "M": Comparable.COUNTS, IRREGULAR: Comparable.NEVER}


@dataclass(frozen=True, slots=True, order=True)
class Successor:
    """A code that came after another, and how the area changed: U, S, M, X, or nothing where it is not told."""

    area_code: str
    change: str = ""

    @property
    def comparable(self) -> Comparable:
        """U can be compared; S and M only where rates are made anew from counts; X never."""
        return COMPARABLE.get(self.change, Comparable.UNTOLD)


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """
    A code with its history.

    `area_name` is empty where no table tells it. `valid_from` is None where the code is older than the tables or they
    do not say, `valid_to` where it is in use or its end is not dated: `ended` tells these apart. `boundary_sets` are
    the identifiers of the sets that it is of, oldest first.
    """

    area_code: str
    area_name: str
    area_type: str
    valid_from: date | None = None
    valid_to: date | None = None
    ended: bool = False
    predecessor_codes: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    boundary_sets: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The code, with its name where that is known."""
        return f"{self.area_code} ({self.area_name})" if self.area_name else self.area_code


History = Mapping[str, CodeRecord]
"""What is known of codes, by code."""
