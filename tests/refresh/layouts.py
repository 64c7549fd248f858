"""Suppliers' layouts, filled with figures of our own making: SYNTHETIC, for tests alone."""

import csv
import io
import json

FINGERTIPS = (
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex", "Age",
    "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit",
    "Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend",
    "Compared to England value or percentiles", "Compared to Region value or percentiles", "Time period Sortable",
    "New data", "Compared to goal", "Time period range",
)  # fmt: skip
SMOKING = "SYNTHETIC smoking prevalence in adults"
AREAS = {"E92000001": "England", "E12000006": "East of England", "E06000032": "Luton", "E06000031": "Peterborough"}


def smoking(values=None, **changes):
    """Rows of Fingertips: smoking in three years for four areas; `values` sets single cells by area and year."""
    rows = []
    for year in (2021, 2022, 2023):
        for place, (code, name) in enumerate(AREAS.items()):
            value = (values or {}).get((code, year), f"{13 + place * 2 - (year - 2021) * 0.5:.1f}")
            low, high = (f"{float(value) + by:.1f}" if _is_number(value) else "" for by in (-1, 1))
            rows.append(
                dict.fromkeys(FINGERTIPS, "")
                | {
                    "Indicator ID": "92443", "Indicator Name": SMOKING, "Area Code": code, "Area Name": name,
                    "Area Type": "Counties & UAs (from Apr 2023)", "Sex": "Persons", "Age": "18+ yrs",
                    "Time period": str(year), "Value": value, "Lower CI 95.0 limit": low, "Upper CI 95.0 limit": high,
                    "Compared to England value or percentiles": "Similar", "Time period Sortable": f"{year}0000",
                    "Time period range": "1y",
                }
                | changes
            )  # fmt: skip
    return rows


def _is_number(text):
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def as_csv(rows, columns=None):
    """Write rows as comma-separated text."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns or list(rows[0]), extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def fingertips_name(name=SMOKING, number="92443"):
    return json.dumps({number: {"IID": int(number), "Descriptive": {"Name": name}}}).encode()


def fingertips_loaded(*types):
    return json.dumps([{"IndicatorId": 92443, "AreaTypeId": found} for found in (types or (6, 15, 502, 402))]).encode()
