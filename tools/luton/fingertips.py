"""Fingertips figures as the public copy holds them: rounded, no limits, with the supplier's verdict."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from luton.measures import FINGERTIPS, FingertipsMeasure
from luton.periods import Span, read_span
from luton.rows import RETRIEVED, Row, number

EXTRACT = "fingertips/fingertips_rounded_all_las_trafford_themes.csv.gz"
OLDER = "fingertips/fingertips_rounded_upper_tier_2020_trafford_dashboard.csv.gz"
PUBLISHER = "Office for Health Improvement and Disparities"
SITE = "https://fingertips.phe.org.uk/search/"
NO_VALUE = "The supplier gives no value; the copy read does not say why"
OLDER_NOTE = "Rounded; read from a public copy made about 2020 (traffordDataLab/dashboard, 83e9bc0cd1), date not known"
OTHER_SERIES = "From 2015/16 the Department for Education's series follows, which can differ by a few tenths"
VERDICTS = ("better", "similar", "worse", "higher", "lower")
ROUNDING = 0.1001  # two figures rounded to one decimal can miss 100 by one digit
MOST, REVISED_BY = 0.9, 2.0  # held: 217 of 230 pairs agree; the widest revision, Brighton and Hove's, is 1.4


def fingertips_rows(data: Path, names: dict[str, str]) -> Iterator[Row]:
    """Give every held row of the rounded extract, all vintages, for the areas named."""
    extract = pl.read_csv(data / EXTRACT, infer_schema_length=0)
    for measure in FINGERTIPS:
        held = _select(extract, measure, names)
        for row in held.iter_rows(named=True):
            yield _row(row, measure, names)


def _select(extract: pl.DataFrame, measure: FingertipsMeasure, names: dict[str, str]) -> pl.DataFrame:
    """Keep one measure, one sex, single periods and named areas; combined years are another measure."""
    held = extract.filter(
        pl.col("indicator_ids") == measure.ids,
        ~pl.col("indicator").str.contains("combined"),
        pl.col("area_code").is_in(list(names)),
    )
    if measure.by_sex:
        return held.filter(pl.col(measure.by_sex) == measure.sex)
    return held.filter(pl.col("inequality").is_null())


def _row(row: dict[str, str], measure: FingertipsMeasure, names: dict[str, str]) -> Row:
    """Write one row of the extract in our columns."""
    value = number(row["value"])
    read = f"Rounded; read from a public copy (traffordDataLab/trafford_themes, {row['src_commit']})"
    return Row(
        indicator_id=measure.indicator_id, area_code=row["area_code"], area_name=names[row["area_code"]],
        **read_span(row["period"], measure.kind)._asdict(), sex=measure.sex, age=measure.age, value=value,
        status="complete" if value else "missing", note=read if value else f"{NO_VALUE}. {read}",
        published_rating=verdict(row["compared_to_england"]) if value else "", publisher=PUBLISHER,
        title=f"Fingertips: {row['indicator']} ({measure.number})", address=SITE + measure.number,
        known_from=row["src_commit_date"],
    )  # fmt: skip


def verdict(text: str | None) -> str:
    """
    Read the supplier's comparison with England as one word.

    Examples
    --------
    >>> verdict("Worse 95%"), verdict("Not compared")
    ('worse', '')
    """
    first = (text or "").split(" ")[0].casefold()
    return first if first in VERDICTS else ""


def older_rows(data: Path, names: dict[str, str]) -> Iterator[Row]:
    """Give the rows of the older copy for the measures that no newer copy holds."""
    older = pl.read_csv(data / OLDER, infer_schema_length=0).filter(
        pl.col("area_code").is_in(list(names)), pl.col("value").is_not_null(), pl.col("group").is_null()
    )
    taken = {
        "90813": ("self-harm-admissions", "financial", "10 to 24"),
        "20602": ("year-6-overweight", "academic", "10 to 11"),
        "92441": ("dental-decay-at-5", "academic", "5 years"),
    }
    for row in older.filter(pl.col("indicator_id").is_in(list(taken))).iter_rows(named=True):
        indicator_id, kind, age = taken[row["indicator_id"]]
        yield _older_row(row, indicator_id, age, read_span(row["period"], kind), names)


def _older_row(row: dict[str, str], indicator_id: str, age: str, when: Span, names: dict[str, str]) -> Row:
    """Write one row of the older copy; a share free from decay becomes the share with decay."""
    number_, value, note, status = row["indicator_id"], number(row["value"]), OLDER_NOTE, "complete"
    if number_ == "92441":
        value, status = number(round(100 - float(value), 1)), "estimated"
        note = f"100 minus the published share free from decay ({row['value']}), same survey. {OLDER_NOTE}"
    elif number_ == "20602":
        note = f"{OTHER_SERIES}. {OLDER_NOTE}"
    return Row(
        indicator_id=indicator_id, area_code=row["area_code"], area_name=names[row["area_code"]],
        **when._asdict(), age=age, value=value, status=status, note=note,
        published_rating=verdict(row["significance"]), publisher=PUBLISHER,
        title=f"Fingertips: {row['indicator']} ({number_})", address=SITE + number_, known_from=RETRIEVED,
    )  # fmt: skip


def check_decay(newer: list[Row], older: list[Row]) -> None:
    """
    Show that 100 minus the share free from decay is the share with decay, where both are held.

    A few figures were revised between the two copies: most must agree, and none may be far off.

    Raises
    ------
    ValueError
        If fewer than nine in ten agree to rounding, or any pair differs by more than a revision.
    """
    known = {row.key: float(row.value) for row in newer if row.indicator_id == "dental-decay-at-5" and row.value}
    converted = [row for row in older if row.indicator_id == "dental-decay-at-5" and row.key in known]
    gaps = [abs(float(row.value) - known[row.key]) for row in converted]
    agree = sum(1 for gap in gaps if gap <= ROUNDING)
    if not gaps or agree < MOST * len(gaps) or max(gaps) > REVISED_BY:
        raise ValueError(f"share with decay is 100 minus the share without in only {agree} of {len(gaps)} rows")
