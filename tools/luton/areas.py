"""Which areas are kept, under which code and name."""

import json
from pathlib import Path

from luton.rows import ENGLAND, LUTON, OPEN_LICENCE, REGION, RETRIEVED, read_table

# Authorities that the Department for Education names otherwise, by its own authority number.
NAMED_OTHERWISE = {822: "E06000055", 840: "E06000047", 884: "E06000019"}
# Redrawn in April 2025. A supplier's figure is kept under the code it gives, and only if that is the new one.
REDRAWN = {"E08000016": "E08000038", "E08000019": "E08000039"}
WHOLES = {970: ENGLAND, 985: REGION}
REGION_NUMBERS = (980, 981, 982, 983, 984, 985, 986, 989, 990)  # the nine regions of England, same numbering
ADULT_SET, CHILD_SETS = "adults-oflog", {"children-2021": "april_2021", "children-2025": "may_2025"}
CHILD_TITLES = {"children-2021": "April 2021", "children-2025": "May 2025"}
LIST_UNCLEAR = "Not stated by the publisher; ask before redistributing"
LUTON_NUMBER = "821"


def upper_tier(data: Path) -> dict[str, str]:
    """Name every upper-tier authority of England in force in December 2023 and still so today, by code."""
    outlines = json.loads((data / "boundaries/england_ctyua_dec2023_bsc.geojson").read_text(encoding="utf-8"))
    found = (feature["properties"] for feature in outlines["features"])
    named = {area["CTYUA23CD"]: area["CTYUA23NM"] for area in found}
    return {code: name for code, name in named.items() if code not in REDRAWN}


def all_names(data: Path) -> dict[str, str]:
    """Name every area that may stand in a figures file, by code."""
    redrawn = dict(zip(REDRAWN.values(), ("Barnsley", "Sheffield"), strict=True))
    return {ENGLAND: "England", REGION: "East of England", **upper_tier(data), **redrawn}


def education_codes(data: Path, numbered: dict[int, str]) -> dict[int, str]:
    """
    Give the area code of each Department for Education authority number, by exact name.

    Parameters
    ----------
    data : Path
        The folder of held data.
    numbered : dict of int to str
        Authority number to the name the department gives it.

    Returns
    -------
    dict of int to str
        Authorities abolished before 2023 and regions other than the East of England are left out.

    Raises
    ------
    ValueError
        If an authority in force in 2023 is left without a number.
    """
    names = upper_tier(data)
    by_name = {name.casefold(): code for code, name in names.items()}
    found = {n: by_name[name.casefold()] for n, name in numbered.items() if name.casefold() in by_name}
    codes = {**found, **NAMED_OTHERWISE, **WHOLES}
    if unmatched := sorted(set(names) - set(codes.values())):
        raise ValueError(f"{len(unmatched)} authorities have no education number (first: {unmatched[0]})")
    return codes


def neighbour_sets(data: Path) -> list[dict[str, str]]:
    """List the members of Luton's three neighbour sets, in order where the publisher orders them."""
    return [*_adults(data), *(row for set_id in CHILD_SETS for row in _children(data, set_id))]


def _adults(data: Path) -> list[dict[str, str]]:
    """List the Office for Local Government's set, without Luton itself; its order is that of the codes."""
    listed = read_table(data / "neighbours/oflog_nearest_neighbours_england.csv")
    members = [row for row in listed if row["area_code"] == LUTON and row["is_self"] == "False"]
    return [
        {
            "set_id": ADULT_SET, "name": "Nearest neighbours, Office for Local Government list", "dated": "",
            "ordered": "no", "position": str(place), "area_code": row["neighbour_code"],
            "area_name": row["neighbour_name"], "closeness": "", "publisher": "Office for Local Government",
            "title": "Nearest neighbour sets used in its automated text", "licence": LIST_UNCLEAR,
            "retrieved": RETRIEVED,
        }
        for place, row in enumerate(sorted(members, key=lambda row: row["neighbour_code"]), start=1)
    ]  # fmt: skip


def _children(data: Path, set_id: str) -> list[dict[str, str]]:
    """List one edition of the children's services statistical neighbours."""
    listed = read_table(data / f"neighbours/dfe_statistical_neighbours_{CHILD_SETS[set_id]}.csv")
    codes = education_codes(data, {int(row["la_number"]): row["la_name"] for row in listed} | _listed_numbers(data))
    members = [row for row in listed if row["la_number"] == LUTON_NUMBER]
    title = CHILD_TITLES[set_id]
    return [
        {
            "set_id": set_id, "name": f"Children's services statistical neighbours, {title}",
            "dated": {"April 2021": "2021-04", "May 2025": "2025-05"}[title], "ordered": "yes",
            "position": row["rank"], "area_code": codes[int(row["neighbour_la_number"])],
            "area_name": row["neighbour_name"], "closeness": row["closeness"],
            "publisher": "Department for Education",
            "title": f"Children's Services Statistical Neighbours, {title}",
            "licence": OPEN_LICENCE, "retrieved": RETRIEVED,
        }
        for row in sorted(members, key=lambda row: int(row["rank"]))
    ]  # fmt: skip


def _listed_numbers(data: Path) -> dict[int, str]:
    """Read the department's authority numbers and names from its interactive tool."""
    import polars as pl  # noqa: PLC0415  kept out of the import of this small module

    named = pl.read_parquet(data / "lait/lait_bds_long.parquet", columns=["LA and Regions", "LA Number"]).unique()
    return {int(n): name for name, n in named.sort("LA Number").iter_rows()}
