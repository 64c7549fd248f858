"""The Department for Education's Local Authority Interactive Tool: figures by its own authority numbers."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from luton.areas import REGION_NUMBERS, education_codes
from luton.measures import EDUCATION, EducationMeasure
from luton.periods import span
from luton.rows import ENGLAND, RETRIEVED, Row, number, read_table

ADDRESS = "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait"
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet's serial dates
MARKED = 'Marked "-" by the supplier: not available or suppressed'
BEYOND = (
    "Withheld: the supplier's file gives {value}, beyond every one of the nine regions ({low} to {high}); "
    "it is about their sum, not a rate for England"
)


def education_rows(data: Path, names: dict[str, str]) -> Iterator[Row]:
    """Give every held row for the areas named, one vintage: that of the tool's last update of the measure."""
    extract = pl.read_parquet(data / "lait/lait_bds_long.parquet")
    updates = {row["Measure_short"]: row for row in read_table(data / "lait/lait_data_dictionary.csv")}
    listed = extract.select("LA Number", "LA and Regions").unique().iter_rows()
    codes = education_codes(data, {int(n): name for n, name in listed})
    for measure in EDUCATION:
        held = extract.filter(pl.col("Short Desc") == measure.short).with_columns(pl.col("LA Number").cast(pl.Int64))
        bounds = _regional_bounds(held)
        for row in held.iter_rows(named=True):
            if codes.get(row["LA Number"]) in names:
                code = codes[row["LA Number"]]
                yield _row(row, measure, (code, names[code]), updates[measure.short], bounds)


def _regional_bounds(held: pl.DataFrame) -> dict[str, tuple[float, float]]:
    """Give the lowest and highest regional value of each year: England must lie between."""
    regions = held.filter(pl.col("LA Number").is_in(list(REGION_NUMBERS)), pl.col("Values") != "-")
    values = regions.with_columns(pl.col("Values").cast(pl.Float64))
    by_year = values.group_by("Years").agg(pl.col("Values").min().alias("low"), pl.col("Values").max().alias("high"))
    return {year: (low, high) for year, low, high in by_year.iter_rows()}


def _row(
    row: dict[str, str],
    measure: EducationMeasure,
    area: tuple[str, str],
    entry: dict[str, str],
    bounds: dict[str, tuple[float, float]],
) -> Row:
    """Write one row of the tool's table in our columns."""
    value, note = number(row["Values"]), ""
    low, high = bounds.get(row["Years"], (float("-inf"), float("inf")))
    if not value:
        note = MARKED
    elif area[0] == ENGLAND and not low <= float(value) <= high:
        value, note = "", BEYOND.format(value=value, low=number(low), high=number(high))
    first = int(row["Years"]) - (0 if measure.kind == "calendar" else 1)
    return Row(
        indicator_id=measure.indicator_id, area_code=area[0], area_name=area[1],
        **span(first, measure.kind)._asdict(), age=measure.age, value=value,
        status="complete" if value else "missing", note=note, publisher="Department for Education",
        title=f"Local Authority Interactive Tool: {entry['Measure']}", address=ADDRESS,
        known_from=_known_from(entry["Last Update"]),
    )  # fmt: skip


def _known_from(serial: str) -> str:
    """Give the day of the last update, or the day the copy was read if none is stated."""
    if not serial.isdigit():
        return RETRIEVED
    return min((SERIAL_ZERO + timedelta(days=int(serial))).isoformat(), RETRIEVED)
