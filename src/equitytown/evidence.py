"""A place's evidence: its own figures and those collected for it, as known on a day and as they may be shown."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from equitytown import geography
from equitytown.derive.small_area_sums import sums
from equitytown.disclosure import protect_place
from equitytown.geography.shapes import neighbours_of
from equitytown.progress import Report, silent
from equitytown.reading import read
from equitytown.store.archive import STORE, Archive
from equitytown.store.corrections import corrected
from equitytown.store.issued import issued
from equitytown.store.records import published
from equitytown.store.vintages import Holdings, hold
from equitytown.terms.area import ENGLAND
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place


def check(folder: Path) -> Place:
    """Read and check a place's folder with what was collected for it, corrections with their guards, and records."""
    issued(folder), published(folder)
    return _with_evidence(read(folder), folder)


def known(folder: Path, *, on: date) -> tuple[Place, Holdings]:
    """Read a place with all that was collected by a day, and what is known on it."""
    place = _with_evidence(_as_of(read(folder), on), folder)
    return place, hold(place.observations, on=on)


def publishable(folder: Path, *, on: date) -> tuple[Place, Holdings]:
    """Give what is known of a place on a day as an edition may show it: small counts withheld, wards summed."""
    return with_sums(protected(read(folder), folder, as_of=on, report=silent))


def protected(place: Place, folder: Path, *, as_of: date | None, report: Report) -> Place:
    """Give a place with its evidence as known on a day, small counts withheld."""
    return protect_place(_with_evidence(_as_of(place, as_of), folder), within=_within(), report=report)


def with_sums(place: Place) -> tuple[Place, Holdings]:
    """Hold a place's figures as known on the edition's day, with ward figures summed from those that may be shown."""
    holdings = hold(place.observations, on=place.report.as_of)
    summed = sums(place, holdings)
    if not summed:
        return place, holdings
    place = replace(place, observations=(*place.observations, *summed))
    return place, hold(place.observations, on=place.report.as_of)


def collected_later(folder: Path, *, than: date) -> int:
    """Count what was collected and is known only after a day."""
    held, _ = Archive(folder / STORE).observations()
    return sum(o.known_from > than for o in held)


def with_areas(place: Place, collected: Iterable[Observation]) -> Place:
    """Name the areas of what was collected beside those of the place's own files."""
    codes = {o.area_code for o in collected} - place.areas.keys()
    return replace(place, areas={**place.areas, **{code: geography.area(code) for code in sorted(codes)}})


def beside(place: Place) -> dict[str, dict[str, tuple[str, ...]]]:
    """Say which areas lie beside one another, in each boundary set that a measure uses."""
    used = {place.wards, *(set_id for i in place.indicators.values() for set_id in i.boundary_sets)}
    return {set_id: neighbours_of(held) for set_id, held in place.boundaries.items() if set_id in used}


def councils() -> frozenset[str]:
    """Name the codes of England's upper-tier councils in use."""
    return frozenset(area.area_code for area in geography.upper_tier())


def _with_evidence(place: Place, folder: Path) -> Place:
    """Add what was collected by the edition's day, and the corrections made by then."""
    held, sources = Archive(folder / STORE).observations(on=place.report.as_of)
    own = {(o.key, o.known_from, o.value) for o in place.observations}  # kept as rows already
    collected = tuple(
        o for o in held if o.indicator_id in place.indicators and (o.key, o.known_from, o.value) not in own
    )
    known = corrected((*place.observations, *collected), place.corrections, on=place.report.as_of)
    return replace(with_areas(place, collected), observations=known, files=(*place.files, *sources))


def _as_of(place: Place, as_of: date | None) -> Place:
    """
    Leave out what was printed after the edition's day, and take the outcome list as it then stood.

    An edition of another day is named after it, so that it never takes the place of the main one.
    """
    day = as_of or place.report.as_of
    printed = tuple(row for row in place.printed if row.known_from <= day)
    place = replace(place, printed=printed, framework=place.framework.on(day))
    if day == place.report.as_of or as_of is None:
        return place
    plan = replace(place.report, as_of=as_of, edition=f"{place.report.edition}-as-of-{as_of.isoformat()}")
    return replace(place, report=plan)


def _within() -> dict[str, str]:
    """
    Say for each upper-tier council in which region it lies, and for each region in which country.

    What lies in the place its boundaries tell, each set by itself (`disclosure.figure_layers`).
    """
    regions = {area.area_code: geography.region_of(area.area_code) for area in geography.upper_tier()}
    nation = {region.area_code: ENGLAND.area_code for region in regions.values()}
    return nation | {code: region.area_code for code, region in regions.items()}
