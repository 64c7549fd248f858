"""A list that gathers what is wrong with a place's folder, so that every fault is told at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from equitytown.errors import Fault, PlaceError

_Value = TypeVar("_Value")


@dataclass(slots=True)
class Faults:
    """
    The faults found so far, in the order in which files are read.

    `folder` is the place's folder as the user named it: paths in faults begin with it.
    """

    folder: str
    found: list[Fault] = field(default_factory=list)

    def add(self, path: str, line: int | None, sentence: str, mend: str) -> None:
        """Note one fault: the file within the folder, its line if known, what is wrong, how to mend it."""
        self.found.append(Fault(f"{self.folder}/{path}" if path else self.folder, line, sentence, mend))

    def sure(self, value: _Value | None) -> _Value:
        """Give a value that was read; end the reading with every fault where it could not be."""
        if value is None:
            raise PlaceError(tuple(self.found))
        return value

    def raise_any(self) -> None:
        """
        End the reading if anything is wrong.

        Raises
        ------
        PlaceError
            With every fault found.
        """
        if self.found:
            raise PlaceError(tuple(self.found))


def one_of(words: Iterable[str]) -> str:
    """Name the choices of a closed list."""
    return f"Use one of: {', '.join(words)}."


def nearest(word: str, known: Iterable[str]) -> str:
    """Ask whether the nearest known word was meant; nothing where none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else ""
