"""Areas: a place, its region, its country, its neighbours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A place on the map with its official nine-character code."""

    area_code: str
    area_name: str
    area_type: str = "Upper-tier authority"


ENGLAND = Area("E92000001", "England", "Country")
