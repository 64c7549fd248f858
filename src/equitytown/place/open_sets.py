"""Neighbour sets under open licences, which ship with the package and which a new place starts with."""

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files

from equitytown.place.areas import AreaFinder

_OF_THE_SET = ("set_id", "name", "dated", "ordered", "publisher", "title", "licence", "retrieved")
_FILE = "data/neighbour_sets.csv"

Row = Mapping[str, str]


def open_sets() -> tuple[Row, ...]:
    """
    Give what is said of each set that ships.

    Returns
    -------
    tuple of mapping
        `set_id`, `population`, `ranked` (how many a rank counts; empty: all), `name`, `dated`, `ordered` and source.

    Examples
    --------
    >>> [row["set_id"] for row in open_sets()]
    ['children-2025', 'ons-overall', 'ons-economic', 'ons-demographic']
    """
    return tuple(_rows("sets"))


def members_of(area_code: str, *, find: AreaFinder) -> list[Row]:
    """
    Give the neighbours of an area in every set, as rows of a place's data/neighbour_sets.csv.

    Parameters
    ----------
    area_code : str
        An upper-tier authority in use.
    find : callable
        Gives the area that a code stands for, and so its name.

    Returns
    -------
    list of mapping
        Set by set, nearest first. A set in which the area has no neighbour of its kind has no rows.
    """
    return [
        {name: of_set[name] for name in _OF_THE_SET}
        | {
            "position": row["position"],
            "area_code": row["neighbour_code"],
            "area_name": find(row["neighbour_code"]).area_name,
            "closeness": row["closeness"],
            "distance": "",
        }
        for of_set in open_sets()
        for row in _rows(of_set["set_id"])
        if row["area_code"] == area_code
    ]


def settings_of(members: list[Row]) -> str:
    """
    Give the entries of the sets for place.yaml.

    Parameters
    ----------
    members : list of mapping
        Rows from `members_of`.

    Returns
    -------
    str
        Lines of YAML, an entry for each set that has members.
    """
    first = {row["set_id"]: row for row in reversed(members)}
    entries = (_entry(of_set, first[of_set["set_id"]]) for of_set in open_sets() if of_set["set_id"] in first)
    return "\n".join(line for entry in entries for line in entry)


def _entry(of_set: Row, closest: Row) -> list[str]:
    return [
        f"  {of_set['set_id']}:",
        f"    population: {of_set['population']}",
        f"    closest: {closest['area_code']} # {closest['area_name']}",
        *([f"    ranked: {of_set['ranked']}"] if of_set["ranked"] else []),
        f"    members: {_FILE}",
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("equitytown.place") / "neighbour_lists" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
