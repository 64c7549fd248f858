"""Rows of groups of pupils in Luton and England, from the Local Authority Interactive Tool; a part of making rows."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from equitytown.place.figures import COLUMNS
from equitytown.place.numbers import plain

READ = "2026-11-22"
ADDRESS = "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait"
AREAS = {"England": "E92000001", "Luton": "E06000032"}
YEARS = range(2019, 2026)  # the years in which a school year ends
AGES = {"attainment-8": "End of key stage 4", "progress-8": "End of key stage 4", "good-level-of-development": "4 to 5"}
MEALS, ETHNIC, CARE, NEEDS = (
    "Free school meals", "Ethnic group", "Looked-after children", "Special educational needs",
)  # fmt: skip

# Measure, kind of group, and the tool's name for each group.
GROUPS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("attainment-8", MEALS, {"Eligible": "FSM_AVG_Attain8_Score", "Not eligible": "NonFSM_AVG_Attain8_Score"}),
    ("attainment-8", ETHNIC, {
        "Asian": "AVG_Attain8_Score_Asian", "Black": "AVG_Attain8_Score_Black", "Chinese": "AVG_Attain8_Score_Chine",
        "Mixed": "AVG_Attain8_Score_Mixed", "White": "AVG_Attain8_Score_White",
    }),
    ("attainment-8", CARE, {"Looked after": "LAC_KS4_AVG_Attain8", "All pupils": "AVG_Attain8_Score"}),
    ("attainment-8", NEEDS, {
        "Education, health and care plan": "SEN_Stat_AVG_Attain8_Score", "Support": "SEN_WoStat_AVG_Attain8_Score",
        "None identified": "SEN_NoID_AVG_Attain8_Score",
    }),
    ("progress-8", MEALS, {"Eligible": "FSM_AVG_Prog8_Score", "Not eligible": "NonFSM_AVG_Prog8_Score"}),
    ("good-level-of-development", MEALS, {"Eligible": "FSP_Gooddev_FSM", "Not eligible": "FSP_Gooddev_FSM_Other"}),
    ("good-level-of-development", ETHNIC, {
        "Asian": "FSP_Gooddev_Asian", "Black": "FSP_Gooddev_Black", "Chinese": "FSP_Gooddev_Chinese",
        "Mixed": "FSP_Gooddev_Mixed", "White": "FSP_Gooddev_White", "Other": "FSP_Gooddev_Other",
    }),
)  # fmt: skip


def groups_of(folder: Path, data: Path) -> None:
    """Put the rows of every group into the files of their measures."""
    frame = pl.read_parquet(folder / "lait_bds_long.parquet").filter(pl.col("LA and Regions").is_in(list(AREAS)))
    told = {row["Measure_short"]: row for row in pl.read_csv(folder / "lait_data_dictionary.csv", infer_schema=False)
            .to_dicts()}  # fmt: skip
    for indicator_id in AGES:
        rows = [
            row
            for measure, kind, groups in GROUPS
            if measure == indicator_id
            for group, short in groups.items()
            for row in _rows(frame.filter(pl.col("Short Desc") == short), indicator_id, (kind, group), told[short])
        ]
        path = data / f"{indicator_id}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.DictReader(file) if not row["category_type"]]
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(in_order([*kept, *rows]))
        path.write_text(text.getvalue(), encoding="utf-8")
        print(f"{indicator_id}: {len(rows)} rows of groups")


def in_order(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Put rows in the order of period and area, as files of figures stand: England first, Luton before the others."""
    first = {"E92000001": 0, "E12000006": 1, "E06000032": 2}
    return sorted(
        rows,
        key=lambda row: (
            row["period_start"], row["period_end"], first.get(row["area_code"], 3), row["area_code"], row["sex"],
        ),
    )  # fmt: skip


def _rows(frame: pl.DataFrame, indicator_id: str, group: tuple[str, str], told: dict[str, str]) -> list[dict[str, str]]:
    """Write a group's rows, a year and area each; a mark for missing is a missing figure."""
    values = {(row["LA and Regions"], row["Years"]): row["Values"] for row in frame.to_dicts()}
    stood = (date(1899, 12, 30) + timedelta(days=int(told["Last Update"]))).isoformat()  # days as spreadsheets count
    rows = []
    for year in YEARS:
        for area, code in AREAS.items():
            text = values.get((area, str(year)))
            if text is None:
                continue
            is_number = text.replace(".", "", 1).removeprefix("-").isdigit()
            cells = {
                "indicator_id": indicator_id, "area_code": code, "area_name": area,
                "period": f"{year - 1}/{year % 100:02}", "period_start": f"{year - 1}-09-01",
                "period_end": f"{year}-08-31", "sex": "Persons", "age": AGES[indicator_id], "category_type": group[0],
                "category": group[1], "value": plain(round(float(text), 2)) if is_number else "",
                "status": "complete" if is_number else "missing",
                "note": "" if is_number else f'Marked "{text}" by the supplier: not available or suppressed',
                "publisher": "Department for Education",
                "title": f"Local Authority Interactive Tool: {told['Measure']}",
                "licence": "Open Government Licence v3.0", "address": ADDRESS, "retrieved": READ, "known_from": stood,
            }  # fmt: skip
            rows.append({column: cells.get(column, "") for column in COLUMNS})
    return rows
