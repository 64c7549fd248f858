"""
Make `combined_authorities.csv` and `combined_authority_members.csv` in `src/equitytown/geography/`.

Run it as `python tools/make_combined_authorities.py [FOLDER]`, where FOLDER holds the look-ups of the Open Geography
portal (`lookup_ltla23_cauth23.parquet`, `lookup_ltla23_utla23.parquet`). Those made since are read off the orders that
made them. Developing only: the package ships the tables, never the sources.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path

import polars as pl

from equitytown.geography import areas

HERE = Path(__file__).resolve().parents[1]
SOURCES = HERE.parent / "shared" / "data" / "lookups"
TARGET = HERE / "src" / "equitytown" / "geography"

LICENCE = "Open Government Licence v3.0"
LOOKUP = ("Office for National Statistics", "Local Authority District to Combined Authority look-up 2023", LICENCE)
RETRIEVED = {"Office for National Statistics": "2026-11-22", "legislation.gov.uk": "2026-11-25"}

# Made since the look-up: code, name (both the Office for National Statistics'), first day, councils, what made it.
MADE_SINCE = (
    (
        "E47000012",
        "York and North Yorkshire",
        "2024-02-01",
        ("E06000014", "E06000065"),
        "The York and North Yorkshire Combined Authority Order 2023",
    ),
    (
        "E47000013",
        "East Midlands",
        "2024-02-28",
        ("E06000015", "E06000018", "E10000007", "E10000024"),
        "The East Midlands Combined County Authority Regulations 2024",
    ),
    (
        "E47000014",
        "North East",
        "2024-05-07",
        ("E06000047", "E06000057", "E08000021", "E08000022", "E08000023", "E08000024", "E08000037"),
        "The North East Mayoral Combined Authority (Establishment and Functions) Order 2024",
    ),
    (
        "E47000015",
        "Devon and Torbay",
        "2025-02-05",
        ("E06000027", "E10000008"),
        "The Devon and Torbay Combined County Authority Regulations 2025",
    ),
    (
        "E47000016",
        "Hull and East Yorkshire",
        "2025-02-05",
        ("E06000010", "E06000011"),
        "The Hull and East Yorkshire Combined Authority Order 2025",
    ),
    (
        "E47000017",
        "Greater Lincolnshire",
        "2025-02-05",
        ("E06000012", "E06000013", "E10000019"),
        "The Greater Lincolnshire Combined County Authority Regulations 2025",
    ),
    (
        "E47000018",
        "Lancashire",
        "2025-02-05",
        ("E06000008", "E06000009", "E10000017"),
        "The Lancashire Combined County Authority Regulations 2025",
    ),
)
# Abolished by the order that made the North East: last day, and what came after.
ENDED = {"E47000010": ("2024-05-06", "E47000014"), "E47000011": ("2024-05-06", "E47000014")}

AUTHORITIES = (
    "area_code",
    "area_name",
    "valid_from",
    "valid_to",
    "successor_codes",
    "publisher",
    "title",
    "licence",
    "retrieved",
)
MEMBERS = ("area_code", "combined_code", "valid_from", "valid_to")

Member = tuple[str, str, str, str]


def authorities(lookup: pl.DataFrame) -> Iterator[Sequence[str]]:
    """Give each combined authority, with its days and what made it known."""
    known = lookup.select("cauth23_code", "cauth23_name").unique().sort("cauth23_code")
    for code, name in known.rows():
        yield (code, name, "", *ENDED.get(code, ("", "")), *LOOKUP, RETRIEVED[LOOKUP[0]])
    for code, name, first, _, title in MADE_SINCE:
        publisher = "legislation.gov.uk"
        yield (code, name, first, "", "", publisher, title, LICENCE, RETRIEVED[publisher])


def members(lookup: pl.DataFrame, tiers: pl.DataFrame) -> Iterator[Member]:
    """Give each council of each combined authority; of a county its districts, and of all its districts the county."""
    for district, combined in lookup.select("ltla23_code", "cauth23_code").rows():
        yield (district, combined, "", ENDED.get(combined, ("",))[0])
    counties = tiers.join(lookup, on="ltla23_code").filter(pl.col("utla23_code").str.starts_with("E10"))
    for county, combined in counties.select("utla23_code", "cauth23_code").unique().rows():
        yield (county, combined, "", ENDED.get(combined, ("",))[0])
    for combined, _, first, councils, _ in MADE_SINCE:
        within = tiers.filter(pl.col("utla23_code").is_in(councils))["ltla23_code"].to_list()
        for council in sorted({*councils, *within}):
            yield (council, combined, first, "")


def recoded(found: Iterator[Member]) -> Iterator[Member]:
    """Carry a council whose code ended over to the code that came after it."""
    for code, combined, first, last in found:
        record = areas()[code]
        if record.valid_to is None:
            yield (code, combined, first, last)
            continue
        yield (code, combined, first, record.valid_to.isoformat())
        after = (record.valid_to + timedelta(days=1)).isoformat()
        yield from ((successor, combined, after, last) for successor in record.successor_codes)


def write(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table, and say what it holds."""
    target, stream = TARGET / name, StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted(rows))
    draft = target.with_suffix(".draft")
    draft.write_text(stream.getvalue(), encoding="utf-8", newline="\n")
    draft.replace(target)  # at once, so that nobody reads half a table
    print(f"Wrote {target.relative_to(HERE)}: {len(rows)} rows.")


def main() -> None:
    """Write both tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES
    lookup = pl.read_parquet(folder / "lookup_ltla23_cauth23.parquet")
    tiers = pl.read_parquet(folder / "lookup_ltla23_utla23.parquet")
    write("combined_authorities.csv", AUTHORITIES, list(authorities(lookup)))
    write("combined_authority_members.csv", MEMBERS, list(recoded(members(lookup, tiers))))


if __name__ == "__main__":
    main()
