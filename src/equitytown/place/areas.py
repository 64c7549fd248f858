"""The areas that a place's files name, each looked up once."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from equitytown.errors import InputError
from equitytown.terms.area import Area
from equitytown.terms.boundaries import Boundaries

SMALL = {"E01": "an LSOA", "E02": "an MSOA", "E05": "a ward"}  # by the first characters of a code

AreaFinder = Callable[[str], Area]
"""Gives the area that a code stands for; `InputError` where it is unknown or has ended."""


@dataclass(slots=True)
class AreaBook:
    """
    Looks areas up and remembers them, and the sentence on each code that is no area.

    `own_name` is what the place calls itself, beside its official name. `inside` are the small areas whose boundaries
    the place holds, `sets` their boundary sets, and `carried` the pairs of sets of which it is told what makes up what.
    """

    find: AreaFinder
    own_name: str = ""
    own_code: str = ""
    inside: Mapping[str, Area] = field(default_factory=dict)
    sets: Mapping[str, Boundaries] = field(default_factory=dict)
    carried: Collection[tuple[str, str]] = ()
    found: dict[str, Area] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def get(self, code: str) -> Area | None:
        """Give an area; None where the code is refused, and `refused` then says why."""
        if code in self.found:
            return self.found[code]
        if code not in self.refused:
            try:
                self.found[code] = self.inside.get(code) or self.find(code)
            except InputError as error:
                self.refused[code] = self._small(code) or str(error)
        return self.found.get(code)

    def _small(self, code: str) -> str:
        """Say why a small area's code, or its name in the place of its code, is no area here; nothing for others."""
        named = [area.area_code for area in self.inside.values() if area.area_name.casefold() == code.casefold()]
        if named:
            codes = " and ".join(named)
            return f'area code "{code}" is a name, that of {codes}. Join by code: one name may stand for two areas.'
        if code[:3] in SMALL and len(code) == 9 and code[1:].isdigit():  # noqa: PLR2004  characters of a code
            kind = SMALL[code[:3]]
            sets = ", ".join(sorted(self.sets)) or "none"
            return (
                f'area code "{code}" is that of {kind} in no boundary set that is held ({sets}). Check it for a slip, '
                "or make its set with equitytown boundaries."
            )
        return ""

    def is_name_of(self, name: str, area: Area) -> bool:
        """Say whether a name is an area's, official or everyday."""
        if area.area_code == self.own_code and name == self.own_name:
            return True
        return name in (area.area_name, everyday_name(area.area_name)) or self._was_called(name, area)

    def _was_called(self, name: str, area: Area) -> bool:
        """Say whether a small area has a name in one of its sets: some LSOAs kept their code and not their name."""
        held = (shape.area for found in self.sets.values() if area.area_code in found.codes for shape in found.shapes)
        return any(other.area_code == area.area_code and other.area_name == name for other in held)


def everyday_name(name: str) -> str:
    """
    Give an official name as people say it.

    Examples
    --------
    >>> everyday_name("Bristol, City of")
    'Bristol'
    >>> everyday_name("Bournemouth, Christchurch and Poole")
    'Bournemouth, Christchurch and Poole'
    """
    return name.removesuffix(", City of").removesuffix(", County of")
