"""Outlines as a layer hands them over, on their way to being held: codes, names, shapes, and what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from equitytown.errors import InputError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Outline:
    """An area of a layer: its code, name and shape, and its other cells by column."""

    area_code: str
    area_name: str
    shape: "BaseGeometry"
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """
    A layer of outlines.

    `projection` is what the layer itself tells of its coordinates; "" where it tells nothing. `code_column` is the
    column that its codes stand in.
    """

    name: str
    outlines: tuple[Outline, ...]
    projection: str
    code_column: str = ""

    def having(self, outlines: tuple[Outline, ...]) -> "Layer":
        """Give the layer with other outlines."""
        return replace(self, outlines=outlines)


@dataclass(slots=True)
class Findings:
    """What is wrong with a layer, each with its mend, and what was mended or is worth knowing."""

    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, sentence: str, mend: str) -> None:
        """Note a fault."""
        self.faults.append((sentence, mend))


def some(codes: list[str] | tuple[str, ...], *, most: int = 5) -> str:
    """
    Name codes, the first few where there are many.

    Examples
    --------
    >>> some(["E01000001", "E01000002", "E01000003"], most=2)
    'E01000001, E01000002 and 1 more'
    """
    named = ", ".join(codes[:most])
    return f"{named} and {len(codes) - most:,} more" if len(codes) > most else named


def needs(package: str) -> InputError:
    """Word the error of a package that is not installed."""
    return InputError(
        f'Reading boundary layers needs the package "{package}". Install: pip install "equitytown[report]"'
    )
