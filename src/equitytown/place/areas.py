"""The areas that a place's files name, each looked up once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from equitytown.errors import InputError
from equitytown.terms.area import Area

AreaFinder = Callable[[str], Area]
"""Gives the area that a code stands for; `InputError` where it is unknown or has ended."""


@dataclass(slots=True)
class AreaBook:
    """
    Looks areas up and remembers them, and the sentence on each code that is no area.

    `own_name` is what the place calls itself, beside its official name. `inside` are the small areas whose boundaries
    the place holds.
    """

    find: AreaFinder
    own_name: str = ""
    own_code: str = ""
    inside: Mapping[str, Area] = field(default_factory=dict)
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
                self.refused[code] = str(error)
        return self.found.get(code)

    def is_name_of(self, name: str, area: Area) -> bool:
        """Say whether a name is an area's, official or everyday."""
        if area.area_code == self.own_code and name == self.own_name:
            return True
        return name in (area.area_name, everyday_name(area.area_name))


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
