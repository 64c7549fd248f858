"""Areas of England with their codes and their history."""

from equitytown.geography.areas import AreaRecord, area, areas, region_of, upper_tier, upper_tier_area

__all__ = ["AreaRecord", "area", "areas", "region_of", "upper_tier", "upper_tier_area"]
