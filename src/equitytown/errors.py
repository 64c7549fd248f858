"""Errors: one family. Each says what was wrong, where, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


class EquityTownError(Exception):
    """The base of every error of this package; its text is a sentence for a person."""


class InputError(EquityTownError, ValueError):
    """Something given to the package cannot be right."""


class BuildError(EquityTownError):
    """An edition could not be made; the old one stands."""


class CollectError(EquityTownError):
    """A supplier could not be asked or did not answer; what is held stands."""


class DriftError(CollectError):
    """What a supplier sent cannot be taken as it stands; what is held stands."""


class DisclosureError(InputError):
    """A table cannot be published without giving small counts away; nothing was written."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """
    One thing wrong in a place's folder.

    `path` is relative to where the command was run, `line` is None when the whole file is meant,
    `message` says what is wrong, `mend` how to put it right.
    """

    path: str
    line: int | None
    message: str
    mend: str = ""

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.line is not None else self.path
        mend = f"\n    {self.mend}" if self.mend else ""
        return f"{where}: {self.message}{mend}"


class PlaceError(InputError):
    """A place's folder has faults; all of them are listed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        how_many = f"{len(self.faults)} fault{'' if len(self.faults) == 1 else 's'}"
        listed = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"{how_many} found; nothing was written.\n{listed}")
