"""
Make `places/luton/boundaries/compositions.csv`: which small areas of Luton make up which others.

Run it as `python tools/make_compositions.py FOLDER`, where FOLDER holds the open copies that
`places/luton/data/PROVENANCE.md` names (its `lookups/` and `census2021/`). The boundary files must be there already.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

HERE = Path(__file__).resolve().parents[1]
BOUNDARIES = HERE / "places" / "luton" / "boundaries"
COLUMNS = (
    "from_set", "from_code", "to_set", "to_code", "share", "method", "publisher", "title", "licence", "retrieved",
)  # fmt: skip
LUTON = "E06000032"
RETRIEVED = "2026-11-22"
OGL = "Open Government Licence v3.0"
ONS = "Office for National Statistics"
SLIVER = 0.01  # of an old ward: less than this is how its border was drawn, not land that moved

Shares = Mapping[str, Mapping[str, float]]


def main(folder: Path) -> None:
    """Write the table."""
    lookups = folder / "lookups"
    people = _residents(folder / "census2021" / "ethnicity21_lsoa21.parquet")
    exact = _exact(lookups / "lookup_lsoa11_lsoa21_ltla22.parquet", people)
    newer = _pairs(lookups / "lookup_lsoa21_ward24_ltla24.parquet", "lsoa21_code", "ward24_code", "ltla24_code")
    own = exact.keys()
    older = {old: ward for old, ward in _pairs(lookups / "lookup_lsoa11_ward17.parquet", "lsoa11_code", "ward17_code")
             .items() if old in own}  # fmt: skip
    middle = {old: msoa for old, msoa in _pairs(lookups / "lookup_lsoa11_msoa11.parquet", "lsoa11_code", "msoa11_code")
              .items() if old in own}  # fmt: skip
    best = "best fit of whole areas by the publisher"
    rows = [
        *_rows("lsoa-2011", "lsoa-2021", exact, "exact; areas that were split by their residents in Census 2021",
               "LSOA (2011) to LSOA (2021) to Local Authority District (2022) exact fit look-up"),
        *_rows("lsoa-2011", "msoa-2011", _whole(middle), "exact", "LSOA (2011) to MSOA (2011) look-up"),
        *_rows("lsoa-2011", "ward-2022", _whole(older), best, "LSOA (2011) to Ward (2017) best fit look-up"),
        *_rows("lsoa-2011", "ward-2023", _through(exact, newer),
               "best fit of whole areas of 2021 by the publisher; areas that were split by their residents in "
               "Census 2021", "LSOA (2021) to Ward (2024) best fit look-up"),
        *_rows("lsoa-2021", "ward-2023", _whole(newer), best, "LSOA (2021) to Ward (2024) best fit look-up"),
        *_rows("msoa-2011", "ward-2023", _by_people(middle, exact, newer, people),
               "residents in Census 2021 of its LSOAs, by the ward that each fits best",
               "LSOA (2011) to MSOA (2011) look-up; LSOA (2021) to Ward (2024) best fit look-up"),
        *_rows("ward-2022", "ward-2023", _overlay(lookups / "derived_luton_oldward22_to_ward25_area_shares.csv"),
               "share of land, not of people; pieces below 1% left out", "Wards (2022) laid over wards (2025)"),
    ]  # fmt: skip
    with (BOUNDARIES / "compositions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{len(rows)} rows")


def _residents(path: Path) -> dict[str, float]:
    """Give the residents of LSOAs of 2021."""
    frame = pl.read_parquet(path).group_by("lsoa21_code").agg(pl.col("total_residents").first())
    return dict(frame.rows())


def _exact(path: Path, people: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Give the shares of each LSOA of 2011 in those of 2021; a split one by the residents of its pieces."""
    parts = defaultdict(list)
    for old, new in pl.read_parquet(path).filter(pl.col("ltla22_code") == LUTON).select(
        "lsoa11_code", "lsoa21_code"
    ).rows():  # fmt: skip
        parts[old].append(new)
    return {
        old: {new: people[new] / sum(people[piece] for piece in news) if len(news) > 1 else 1.0 for new in news}
        for old, news in parts.items()
    }


def _pairs(path: Path, old: str, new: str, within: str = "") -> dict[str, str]:
    """Give what each code lies in."""
    frame = pl.read_parquet(path)
    return dict((frame.filter(pl.col(within) == LUTON) if within else frame).select(old, new).unique().rows())


def _whole(pairs: Mapping[str, str]) -> Shares:
    return {old: {new: 1.0} for old, new in pairs.items()}


def _through(first: Shares, second: Mapping[str, str]) -> Shares:
    """Follow shares through a second look-up."""
    found: dict[str, dict[str, float]] = {}
    for old, parts in first.items():
        found[old] = defaultdict(float)
        for piece, share in parts.items():
            found[old][second[piece]] += share
    return found


def _by_people(
    middle: Mapping[str, str], exact: Shares, wards: Mapping[str, str], people: Mapping[str, float]
) -> Shares:
    """Give the shares of each MSOA in wards by the residents of the LSOAs that it is made of."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for old, msoa in middle.items():
        for new in exact[old]:
            found[msoa][wards[new]] += people[new]
    return {msoa: {w: n / sum(of.values()) for w, n in of.items()} for msoa, of in found.items()}


def _overlay(path: Path) -> Shares:
    """Give the shares of old wards in new ones by land, slivers left out."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if float(row["share_of_old"]) >= SLIVER:
                found[row["ward22_code"]][row["WD25CD"]] = float(row["share_of_old"])
    return {old: {new: share / sum(parts.values()) for new, share in parts.items()} for old, parts in found.items()}


def _rows(from_set: str, to_set: str, shares: Shares, method: str, title: str) -> Iterator[tuple[str, ...]]:
    """Write a row for each piece."""
    for old in sorted(shares):
        for new, share in _rounded(shares[old].items()):
            yield (from_set, old, to_set, new, share, method, ONS, title, OGL, RETRIEVED)


def _rounded(parts: Iterable[tuple[str, float]]) -> list[tuple[str, str]]:
    """Round shares to seven decimals so that they still sum to 1."""
    ordered = sorted(parts)
    head = [(code, round(share, 7)) for code, share in ordered[:-1]]
    tail = (ordered[-1][0], 1 - sum(share for _, share in head))
    return [(code, f"{share:.7f}".rstrip("0").rstrip(".")) for code, share in (*head, tail)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
