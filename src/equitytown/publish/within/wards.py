"""A page for each ward: what it is like against the town, and the small areas inside it."""

import re
from collections import Counter

from equitytown.publish.edition import Edition
from equitytown.terms.area import Area
from equitytown.terms.boundaries import Boundaries


def wards(edition: Edition) -> tuple[Area, ...]:
    """Give the wards that have a page, in the order of their names; none where the place names no set of wards."""
    held = held_wards(edition)
    return tuple(sorted(held.areas, key=lambda area: area.area_name)) if held is not None else ()


def held_wards(edition: Edition) -> Boundaries | None:
    """Give the boundaries of the wards that have a page."""
    return edition.place.boundaries.get(edition.place.wards)


def ward_slugs(edition: Edition) -> dict[str, str]:
    """
    Give the last part of each ward's address by its code.

    It is the ward's name, or its code where two wards share a name.
    """
    named = {area.area_code: _slug(area.area_name) for area in wards(edition)}
    often = Counter(named.values())
    return {code: name if name and often[name] == 1 else code.lower() for code, name in named.items()}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")
