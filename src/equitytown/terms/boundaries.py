"""Boundaries: the shapes of a place's small areas, and which areas of one set make up those of another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from equitytown.terms.area import Area

EXACT = ("exact", "same area", "whole areas added up")  # how methods begin that keep every border


@dataclass(frozen=True, slots=True)
class AreaShape:
    """A small area and its outline: well-known text of a polygon, in metres of the British National Grid."""

    area: Area
    shape: str


@dataclass(frozen=True, slots=True)
class Boundaries:
    """
    The areas of one boundary set inside a place.

    `dated` is the day from which the boundaries held. Neighbours share their borders corner for corner.
    `error_metres` is how far a border was moved at most when it was made simple.
    """

    set_id: str
    name: str
    dated: date
    shapes: tuple[AreaShape, ...]
    error_metres: float
    publisher: str
    title: str
    licence: str
    address: str
    retrieved: date

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas, in the order of their codes."""
        return tuple(shape.area for shape in self.shapes)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the areas."""
        return frozenset(shape.area.area_code for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Composition:
    """
    How the areas of one boundary set make up those of another.

    `shares` gives for each area of `from_set` the areas of `to_set` that it lies in, with the share of it that does;
    shares of an area sum to 1. `method` says how they were reached ("best fit of whole areas by the publisher").
    """

    from_set: str
    to_set: str
    method: str
    shares: Mapping[str, Mapping[str, float]]

    def whole(self) -> dict[str, str]:
        """Give for each area the one area that most of it lies in."""
        return {code: max(sorted(parts), key=lambda part: parts[part]) for code, parts in self.shares.items()}

    @property
    def is_exact(self) -> bool:
        """Say whether whole areas of one set make up those of the other, border for border."""
        return self.method.startswith(EXACT) and all(len(parts) == 1 for parts in self.shares.values())


def sets_of(codes: Collection[str], boundaries: Mapping[str, Boundaries]) -> tuple[str, ...]:
    """
    Name the boundary sets that the areas with a row in one period are of.

    Parameters
    ----------
    codes : collection of str
        The areas, of any kind. Most codes stay the same from one set of a kind to the next, so that a single one tells
        nothing.
    boundaries : mapping of str to Boundaries
        The sets that are held.

    Returns
    -------
    tuple of str
        The set that holds most of the areas first (of two that hold as many the newer), then those that hold others. A
        set that shares codes with one before it is named only where at least half of its own have a row too.
    """
    found: list[str] = []
    left, taken = set(codes), set[str]()
    areas = {set_id: held.codes for set_id, held in boundaries.items()}
    for set_id in sorted(areas, key=lambda name: (len(areas[name] & left), boundaries[name].dated, name), reverse=True):
        own = areas[set_id] - taken
        hits = len(own & left)
        if hits and (own == areas[set_id] or 2 * hits >= len(own)):
            found.append(set_id)
            left -= areas[set_id]
            taken |= areas[set_id]
    return tuple(found)
