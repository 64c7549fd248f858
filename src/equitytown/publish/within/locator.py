"""Where a ward lies: a small map of all wards with this one marked, each leading to its page."""

from equitytown.present.blocks import MapFigure, text
from equitytown.present.maps.data import AreaMap, Classes, MapArea, MapClass
from equitytown.publish.edition import Edition
from equitytown.publish.within.wards import held_wards, ward_slugs
from equitytown.terms.area import Area
from equitytown.terms.period import long_date


def locator(edition: Edition, ward: Area) -> tuple[MapFigure, ...]:
    """Draw the wards of the place with one of them marked; nothing where no boundaries are held."""
    borders = held_wards(edition)
    if borders is None:
        return ()
    town, slugs = edition.place.area.area_name, ward_slugs(edition)
    figure_id = f"where-{slugs[ward.area_code]}"
    areas = tuple(
        MapArea(
            s.area.area_code, s.area.area_name, s.shape, float(s.area == ward), "", int(s.area == ward),
            href=f"wards/{slugs[s.area.area_code]}",
        )
        for s in sorted(borders.shapes, key=lambda s: (s.area != ward, s.area.area_name))
    )  # fmt: skip
    classes = Classes((MapClass("Other wards", 0, 0), MapClass(ward.area_name, 1, 1)), why="")
    drawn = AreaMap(figure_id, "", borders.name, borders.dated, areas, classes, f"Wards of {town}")
    title = text(f"Where {ward.area_name} lies in {town}")
    caption = text(f"{borders.name}, with the borders in use from {long_date(borders.dated)}. Each leads to its page.")
    source = text(f"{borders.publisher}, {borders.title} (read {long_date(borders.retrieved)}).")
    described = f"Map of the {len(areas)} wards of {town} with {ward.area_name} marked."
    return (MapFigure(figure_id, "", title, caption, (drawn,), None, source, description=described, noun="wards"),)
