"""Areas of England with their codes, their history and the boundary sets that they are of."""

from equitytown.geography.areas import AreaRecord, area, areas, region_of, upper_tier, upper_tier_area
from equitytown.geography.combined_authorities import combined_authority_of

__all__ = ["AreaRecord", "area", "areas", "combined_authority_of", "region_of", "upper_tier", "upper_tier_area"]
