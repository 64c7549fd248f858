"""
Make the lists in `src/equitytown/place/neighbour_lists/`: the neighbour sets that a new place starts with.

Run it as `python tools/make_neighbour_lists.py [FOLDER]`, where FOLDER holds the Department for Education's list of
children's services statistical neighbours in long form, and the Office for National Statistics' nearest neighbours, a
row for each area with its twenty. Their copy names no edition, so these sets have no date but that of the copy.
Developing only: the package ships the tables. What is said of each set stands in `sets.csv`.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from equitytown.geography import upper_tier

HERE = Path(__file__).resolve().parents[1]
SOURCES = HERE.parent / "shared" / "data" / "neighbours"
TARGET = HERE / "src" / "equitytown" / "place" / "neighbour_lists"

CHILDREN, EDITION = "dfe_cssn_statistical_neighbours_england.csv", "2025"
MODELS = {"overall": "global", "economic": "economic", "demographic": "demographic"}
COLUMNS = ("area_code", "position", "neighbour_code", "closeness")
# The Department for Education's names that are not the official ones.
ALIASES = {
    "Bedford Borough": "Bedford",
    "Durham": "County Durham",
    "Herefordshire": "Herefordshire, County of",
    "Kingston Upon Hull, City of": "Kingston upon Hull, City of",
}

Row = tuple[str, int, str, str]


def children(path: Path) -> Iterator[Row]:
    """Give the children's neighbours; councils that have ended are left out."""
    codes = {area.area_name: area.area_code for area in upper_tier()}
    codes |= {alias: codes[name] for alias, name in ALIASES.items()}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["edition"] == EDITION and row["la_name"] in codes:
                yield (codes[row["la_name"]], int(row["rank"]), codes[row["neighbour_name"]], row["closeness"])


def nearest(path: Path) -> Iterator[Row]:
    """Give the upper-tier authorities of England among each one's twenty, in the order of the list."""
    known = {area.area_code for area in upper_tier()}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for code, *listed in csv.reader(stream):
            if code in known:
                members = [neighbour for neighbour in listed if neighbour in known]
                yield from ((code, place, neighbour, "") for place, neighbour in enumerate(members, start=1))


def write(set_id: str, rows: Iterable[Row]) -> None:
    """Write a list, and say what it holds."""
    target, found = TARGET / f"{set_id}.csv", sorted(rows)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(found)
    print(f"Wrote {target.relative_to(HERE)}: {len({row[0] for row in found})} councils, {len(found)} rows.")


def main() -> None:
    """Write every list."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES
    write("children-2025", children(folder / CHILDREN))
    for name, model in MODELS.items():
        write(f"ons-{name}", nearest(folder / f"ons_{model}_neighbours.csv"))


if __name__ == "__main__":
    main()
