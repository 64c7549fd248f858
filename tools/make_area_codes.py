"""
Make `src/equitytown/geography/areas.csv`: every English area that a figure can belong to, past and present.

Run it as `python tools/make_area_codes.py [FOLDER]`, where FOLDER holds the look-ups of the Open Geography
portal (`la_all_codes.csv`, `rgn_all_codes.csv`) and mySociety's list of councils
(`mysociety_uk_local_authorities.csv`). Developing only: the package ships the table, never the sources.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SOURCES = HERE.parent / "shared" / "data" / "lookups"
TARGET = HERE / "src" / "equitytown" / "geography" / "areas.csv"

COLUMNS = (
    "area_code",
    "area_name",
    "area_type",
    "region_code",
    "valid_from",
    "valid_to",
    "successor_codes",
    "publisher",
    "licence",
)
ENGLAND = "E92000001"
TYPES = {
    "E06": "Unitary authority",
    "E07": "District",
    "E08": "Metropolitan district",
    "E09": "London borough",
    "E10": "County",
}
ONS = ("Office for National Statistics", "Open Government Licence v3.0")
ONS_AND_MYSOCIETY = (
    "Office for National Statistics; mySociety",
    "Open Government Licence v3.0; Creative Commons Attribution 4.0",
)

# The last day of codes that ended because a boundary moved, not because the council did: neither source
# dates them. Each is the day before the boundary order came into force.
RECODED = {
    "E07000100": "2012-03-31",  # St Albans
    "E07000104": "2012-03-31",  # Welwyn Hatfield
    "E06000048": "2013-03-31",  # Northumberland
    "E07000097": "2013-03-31",  # East Hertfordshire
    "E07000101": "2013-03-31",  # Stevenage
    "E08000020": "2013-03-31",  # Gateshead
    "E08000016": "2025-03-31",  # Barnsley
    "E08000019": "2025-03-31",  # Sheffield
}

# The counties that ended on 1 April 2009, before either source begins: name, region, what came after.
COUNTIES_OF_2009 = {
    "E10000001": ("Bedfordshire", "E12000006", "E06000055;E06000056"),
    "E10000004": ("Cheshire", "E12000002", "E06000049;E06000050"),
    "E10000005": ("Cornwall", "E12000009", "E06000052"),
    "E10000010": ("Durham", "E12000001", "E06000047"),
    "E10000022": ("Northumberland", "E12000001", "E06000048"),
    "E10000026": ("Shropshire", "E12000005", "E06000051"),
    "E10000033": ("Wiltshire", "E12000009", "E06000054"),
}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Read a CSV file as rows by column name."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def row(code: str, name: str, region: str, *, kind: str = "", source: tuple[str, str] = ONS) -> Row:
    """One area as it stands in the table, in force unless told otherwise."""
    values = (code, name, kind or TYPES[code[:3]], region, "", "", "", *source)
    return dict(zip(COLUMNS, values, strict=True))


def whole_areas(regions: list[Row]) -> Iterator[Row]:
    """Give England and its regions."""
    yield row(ENGLAND, "England", "", kind="Country")
    for region in regions:
        if region["CTRYCD"] == ENGLAND:
            yield row(region["RGNCD"], region["RGNNM"], region["RGNCD"], kind="Region")


def authorities(lookup: list[Row]) -> Iterator[Row]:
    """Districts, unitaries and the counties above them; codes that were replaced by a new one too."""
    for found in lookup:
        area = row(found["LADCD"], found["LADNM"], found["RGNCD"])
        if found["LADCD"] != found["LADCD_ACTIVE"]:
            area |= {"valid_to": RECODED.get(found["LADCD"], ""), "successor_codes": found["LADCD_ACTIVE"]}
        yield area
        if found["UTLACD"].startswith("E10"):
            yield row(found["UTLACD"], found["UTLANM"], found["RGNCD"])


def counties_of_2009() -> Iterator[Row]:
    """Give the counties that ended on 1 April 2009."""
    for code, (name, region, successors) in COUNTIES_OF_2009.items():
        yield row(code, name, region) | {"valid_to": "2009-03-31", "successor_codes": successors}


def last_day(printed: str) -> str:
    """Give the last day of a council: mySociety writes the first of April where it means the day before."""
    day = date.fromisoformat(printed)
    return (day - timedelta(days=1) if (day.month, day.day) == (4, 1) else day).isoformat()


def abolished(councils: list[Row], areas: dict[str, Row]) -> Iterator[Row]:
    """Councils that ended, with the last day and every successor, from mySociety's list."""
    codes = {council["local-authority-code"]: council["gss-code"] for council in councils}
    for council in councils:
        if not council["end-date"]:
            continue
        successors = [codes[code] for code in council["replaced-by"].split(",")]
        code, name = council["gss-code"], council["nice-name"].removesuffix(" County")
        region = areas[successors[0]]["region_code"]
        yield row(code, areas.get(code, {}).get("area_name", name), region, source=ONS_AND_MYSOCIETY) | {
            "valid_to": last_day(council["end-date"]),
            "successor_codes": ";".join(successors),
        }


def begin_where_others_end(areas: dict[str, Row]) -> None:
    """Date the beginning of each area that succeeded another."""
    for area in areas.values():
        for successor in filter(None, area["successor_codes"].split(";")):
            first = date.fromisoformat(area["valid_to"]) + timedelta(days=1)
            areas[successor]["valid_from"] = max(first.isoformat(), areas[successor]["valid_from"])


def main() -> None:
    """Write the table and say what it holds."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES
    lookup = [r for r in read(folder / "la_all_codes.csv") if r["CTRYCD"] == ENGLAND]
    councils = read(folder / "mysociety_uk_local_authorities.csv")
    councils = [r for r in councils if r["nation"] == "England" and r["gss-code"][:3] in TYPES]
    rows = [*whole_areas(read(folder / "rgn_all_codes.csv")), *authorities(lookup), *counties_of_2009()]
    areas = {r["area_code"]: r for r in rows}
    areas |= {r["area_code"]: r for r in abolished(councils, areas)}
    begin_where_others_end(areas)
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(areas[code] for code in sorted(areas))
    ended = sum(bool(r["valid_to"]) for r in areas.values())
    print(f"Wrote {TARGET.relative_to(HERE)}: {len(areas)} areas, {ended} of them ended.")


if __name__ == "__main__":
    main()
