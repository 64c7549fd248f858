"""Comparators: what a value is set against."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equitytown.terms.area import Area


class ComparatorKind(StrEnum):
    """The three comparators, each rated apart."""

    NATIONAL = "national"
    REGIONAL = "regional"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True)
class NeighbourSet:
    """
    Councils with a similar population, as listed on a date.

    The place itself is never a member. `ranked` is how many of the nearest take part in a
    rank (all when None); `closest` stands in where no neighbour average can be given. `distances` say
    how unlike the place each member is, in their order and in the publisher's own measure: smaller is
    nearer, None where it is not known.
    """

    set_id: str
    name: str
    population: str
    dated: date
    source: str
    licence: str
    ordered: bool
    members: tuple[Area, ...]
    closest: Area
    ranked: int | None = None
    distances: tuple[float | None, ...] = ()

    @property
    def ranking_members(self) -> tuple[Area, ...]:
        """The members that a rank counts, nearest first where the list is ordered."""
        return self.members[: self.ranked]

    def distance_of(self, area: Area) -> float | None:
        """
        Give how unlike the place a member is.

        Returns
        -------
        float or None
            None where it is not known, and for an area that is no member.
        """
        return dict(zip(self.members, self.distances, strict=False)).get(area)
