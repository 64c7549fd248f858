"""
Make `src/equitytown/place/scaffold/neighbours.csv`: the children's neighbours that a new place starts with.

Run it as `python tools/make_neighbour_lists.py [FILE]`, where FILE is the Department for Education's list of
children's services statistical neighbours in long form. Developing only: the package ships the table.
"""

import csv
import sys
from pathlib import Path

from equitytown.geography import upper_tier

HERE = Path(__file__).resolve().parents[1]
SOURCE = HERE.parent / "shared" / "data" / "neighbours" / "dfe_cssn_statistical_neighbours_england.csv"
TARGET = HERE / "src" / "equitytown" / "place" / "scaffold" / "neighbours.csv"

EDITION = "2025"
COLUMNS = ("area_code", "position", "neighbour_code", "neighbour_name", "closeness")
# The publisher's names that are not the official ones.
ALIASES = {
    "Bedford Borough": "Bedford",
    "Durham": "County Durham",
    "Herefordshire": "Herefordshire, County of",
    "Kingston Upon Hull, City of": "Kingston upon Hull, City of",
}


def main() -> None:
    """Write the table and say what it holds; councils that have ended are left out."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    codes = {area.area_name: area.area_code for area in upper_tier()}
    with source.open(encoding="utf-8-sig", newline="") as stream:
        listed = [row for row in csv.DictReader(stream) if row["edition"] == EDITION]
    rows = []
    for row in listed:
        code = codes.get(ALIASES.get(row["la_name"], row["la_name"]))
        if code is None:
            continue
        name = ALIASES.get(row["neighbour_name"], row["neighbour_name"])
        rows.append((code, int(row["rank"]), codes[name], name, row["closeness"]))
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))
    print(f"Wrote {TARGET.relative_to(HERE)}: {len({row[0] for row in rows})} councils, {len(rows)} rows.")


if __name__ == "__main__":
    main()
