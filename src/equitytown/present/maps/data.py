"""What a map is made of: areas with finished values, the classes they fall into, and what lies over them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CLASS = "class"  # what a class is called where an area is told, unless the map has a better word
MOST_RINGED = 0.5  # of the areas


class Scale(StrEnum):
    """How the classes of a map are coloured."""

    SEQUENTIAL = "sequential"  # from pale to dark
    DIVERGING = "diverging"  # two hues from a neutral middle, with a sign on each area


class Blank(StrEnum):
    """Why an area has no class."""

    WITHHELD = "withheld"
    NONE = "no figure"


@dataclass(frozen=True, slots=True)
class MapClass:
    """
    One class of a legend: its words, and the sign that its areas carry on a map of change.

    `low` and `high` are the values that it holds, as printed, both included; None has no end.
    """

    label: str
    low: float | None = None
    high: float | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Classes:
    """
    The classes of a map, from the lowest values up, and why they are these.

    `dark_high` puts the darkest colour at the high end, otherwise at the low end: the worst is always darkest.
    """

    classes: tuple[MapClass, ...]
    why: str
    dark_high: bool = True
    scale: Scale = Scale.SEQUENTIAL

    def find(self, value: float | None) -> int | None:
        """Say which class holds a value that is rounded as printed; None holds none."""
        if value is None:
            return None
        for position, found in enumerate(self.classes):
            if found.high is None or value <= found.high:
                return position
        return len(self.classes) - 1


@dataclass(frozen=True, slots=True)
class MapArea:
    """
    One area with its finished value.

    `shape` is well-known text in metres of the British National Grid. `words` is the value as printed; `place` is
    its class, None with `blank` for an area without one. `is_marked` puts it into the worst tenth, `is_unreliable`
    marks a value that chance alone could have made. `href` is a page of the microsite.
    """

    area_code: str
    name: str
    shape: str
    value: float | None
    words: str
    place: int | None
    blank: Blank | None = None
    is_marked: bool = False
    is_unreliable: bool = False
    note: str = ""
    href: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An area whose border and name lie over the map."""

    area_code: str
    name: str
    shape: str


@dataclass(frozen=True, slots=True)
class AreaMap:
    """
    One map: areas of one boundary set, coloured by class, worst first.

    `heading` tells it from the others of its figure (its period). `set_name` and `dated` say whose borders these are.
    `measured` names what the classes are of. `marked` is what the marked areas are, `outlined` whose outlines these
    are; both stand in the legend. `class_word` names a class where an area is told.
    """

    map_id: str
    heading: str
    set_name: str
    dated: date
    areas: tuple[MapArea, ...]
    classes: Classes
    measured: str
    outlines: tuple[Outline, ...] = ()
    outlined: str = ""
    marked: str = ""
    class_word: str = CLASS

    @property
    def has_rings(self) -> bool:
        """Say whether unreliable areas are ringed: where most are, rings would tell nothing and hide the rest."""
        return 0 < sum(area.is_unreliable for area in self.areas) <= MOST_RINGED * len(self.areas)
