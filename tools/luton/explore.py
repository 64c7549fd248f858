"""ONS Explore Local Statistics: the held series that carry confidence limits, and the claimant count."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from luton.measures import EXPLORE, ExploreMeasure
from luton.periods import read_iso_span
from luton.rows import RETRIEVED, Row, number

EXTRACT = "ons_els/ons_explore_local_statistics_england.csv.gz"
ADDRESS = "https://www.ons.gov.uk/explore-local-statistics/indicators"


def explore_rows(data: Path, names: dict[str, str]) -> Iterator[Row]:
    """Give every held row for the areas named; a value without both limits carries none."""
    extract = pl.read_csv(data / EXTRACT, infer_schema_length=0).filter(pl.col("areacd").is_in(list(names)))
    for measure in EXPLORE:
        for row in extract.filter(pl.col("indicator") == measure.name).iter_rows(named=True):
            yield _row(row, measure, names)


def _row(row: dict[str, str], measure: ExploreMeasure, names: dict[str, str]) -> Row:
    """Write one row of the extract in our columns."""
    value, lower, upper = (number(row[column]) for column in ("observation", "lci_95", "uci_95"))
    remarks = [row["status"], row["notes"], row["notes.1"]]
    return Row(
        indicator_id=measure.indicator_id, area_code=row["areacd"], area_name=names[row["areacd"]],
        **read_iso_span(row["period"], measure.kind)._asdict(), sex=measure.sex, age=measure.age, value=value,
        lower=lower, upper=upper, confidence="0.95" if lower and upper else "",
        status="complete" if value else "missing", note=". ".join(text for text in remarks if text),
        publisher="Office for National Statistics", title=f"Explore Local Statistics: {measure.name}",
        address=ADDRESS, known_from=RETRIEVED,
    )  # fmt: skip
