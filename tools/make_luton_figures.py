"""
Make the real figures of Luton, the first place, from the data held beside the repository.

Writes one file per indicator to places/luton/data, with `rounds.csv` (the printed outcome list) and
`neighbour_sets.csv`. The same inputs give the same bytes.

Run: python tools/make_luton_figures.py --shared ../shared
"""

import argparse
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

from luton.areas import all_names, neighbour_sets
from luton.education import education_rows
from luton.explore import explore_rows
from luton.fingertips import check_decay, fingertips_rows, older_rows
from luton.fuel import fuel_rows
from luton.printed import printed_rows
from luton.rounds import round_rows
from luton.rows import COLUMNS, ENGLAND, LUTON, REGION, Row, write_table
from luton.vintages import (
    drop_covered,
    drop_rounded_twins,
    keep_areas,
    keep_vintages,
    name_england,
    note_unrevised,
)

OUT = Path(__file__).resolve().parents[1] / "places" / "luton" / "data"


def gather(shared: Path) -> list[Row]:
    """Read every source, keep the vintages and the areas that the place needs."""
    data, report = shared / "data", shared / "luton-2023"
    names = all_names(data)
    exact = list(explore_rows(data, names))
    rounded = list(fingertips_rows(data, names))
    education = list(education_rows(data, names))
    older = list(older_rows(data, names))
    check_decay(rounded, older)
    dated = [
        *exact,
        *drop_rounded_twins(rounded, exact),
        *education,
        *fuel_rows(data, names),
        *printed_rows(report),
    ]
    neighbours = {member["area_code"] for member in neighbour_sets(data)}
    vintages = keep_vintages([*dated, *drop_covered(older, dated)])
    kept = keep_areas(vintages, {ENGLAND, REGION, LUTON} | neighbours)
    return sorted(note_unrevised(name_england(kept), dated), key=lambda row: row.order)


def write_figures(rows: list[Row], out: Path) -> None:
    """Write one file per indicator and print what it holds."""
    by_indicator: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_indicator[row.indicator_id].append(row)
    for indicator_id, held in sorted(by_indicator.items()):
        write_table(out / f"{indicator_id}.csv", COLUMNS, [asdict(row) for row in held])
        areas = len({row.area_code for row in held})
        limits = sum(1 for row in held if row.lower)
        said = f"{limits} rows with limits" if limits else "no limits"
        print(f"{indicator_id}: {len(held)} rows, {areas} areas, {held[0].period} to {held[-1].period}, {said}")


def write_lists(shared: Path, out: Path) -> None:
    """Write the printed outcome list and the neighbour sets."""
    tables = {"rounds": round_rows(shared / "luton-2023"), "neighbour_sets": neighbour_sets(shared / "data")}
    for name, table in tables.items():
        write_table(out / f"{name}.csv", list(table[0]), table)
        print(f"{name}: {len(table)} rows")


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/ and luton-2023/")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write to")
    chosen = parser.parse_args()
    write_figures(gather(chosen.shared), chosen.out)
    write_lists(chosen.shared, chosen.out)


if __name__ == "__main__":
    main()
