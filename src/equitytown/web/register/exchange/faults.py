"""What is wrong with a file that was handed in: where, what, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from equitytown.errors import InputError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. `row` is as a spreadsheet counts, 0 for the whole file; `column` is its heading, or empty."""

    row: int
    column: str
    sentence: str

    @property
    def where(self) -> str:
        """Say where it is."""
        return ", ".join(part for part in (f"Row {self.row}" if self.row else "", self.column) if part)


class Faulty(InputError):  # noqa: N818  a page lists its faults
    """A file with faults; nothing of it is taken in."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(f"{fault.where}: {fault.sentence}" for fault in self.faults))
