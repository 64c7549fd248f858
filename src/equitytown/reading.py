"""A place's folder read: for an edition or for a model, and the records of what it published; a new one begun."""

from pathlib import Path

from equitytown import geography
from equitytown.disclosure import rule_of
from equitytown.errors import InputError
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes
from equitytown.place.loader import read_place
from equitytown.place.model_accounts import no_accounts
from equitytown.place.scaffold import new_place
from equitytown.store.records import PUBLISHED, read_record
from equitytown.terms.edition_record import EditionRecord
from equitytown.terms.place import Place


def read(folder: Path) -> Place:
    """Read and check a place's folder; every fault is listed when there is one."""
    return read_place(folder, area_of=geography.area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)


def read_to_model(folder: Path) -> Place:
    """Read and check a place's folder for a model that runs now: what it said of itself before may be out of date."""
    return read_place(
        folder, area_of=geography.area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes,
        accounts_of=no_accounts,
    )  # fmt: skip


def start(name: str, *, area_code: str, into: Path) -> Path:
    """Make the folder of a new place for an English upper-tier authority."""
    area = geography.upper_tier_area(area_code)
    return new_place(name, area=area, region=geography.region_of(area_code), into=into, find=geography.area)


def edition_folder(folder: Path, *, out: Path) -> Path:
    """Say where a place's edition stands once it is built."""
    return out / read(folder).report.edition


def published_edition(folder: Path, edition: str) -> EditionRecord:
    """
    Read the record of an edition that was published.

    Raises
    ------
    InputError
        If none is kept, or it cannot be believed.
    """
    file = folder / PUBLISHED / f"{edition}.json"
    if not file.is_file():
        raise InputError(
            f"no record of edition {edition} is kept in {folder / PUBLISHED}, so it was not published: mend the "
            "figure and build again."
        )
    return read_record(file, place_id=folder.resolve().name)
