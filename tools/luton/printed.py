"""The annual report's own figures: those told beside Figures 1 to 10 and those of its outcome list."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from luton.measures import FIGURES, HIGH_IS_GOOD, PRINTED, Printed
from luton.periods import Span, read_span, span
from luton.rows import (
    ENGLAND,
    LUTON,
    PRINTED_ADDRESS,
    PRINTED_LICENCE,
    PRINTED_PUBLISHER,
    REGION,
    Row,
    number,
    read_table,
)

REPORT = "Annual Public Health Report 2023"
LIST_KNOWN_FROM = "2024-04-01"
NAMED_AREAS = {"Luton": LUTON, "England": ENGLAND, "East of England": REGION, "Birmingham": "E08000025"}
LETTERS = {"R": "worse", "A": "similar", "G": "better", "": ""}
AS_PRINTED = "As printed"
NOT_PRINTED = "As printed: no figure stands in this cell of the report"

# What a reader of one printed cell must know, by row of the list and column.
CELL_NOTES = {
    ("OI-05-R2", "region"): "As printed; doubtful, since it equals Luton's printed figure",
    ("OI-11-R2", "luton"): "As printed, with a percent sign; the score is in points",
    (
        "OI-11-R2",
        "england",
    ): "As printed; the figure for all schools, while the supplier's series is state-funded only",
    (
        "OI-15-R1",
        "luton",
    ): "As printed under 2020, read as the school year 2019/20; it is obesity, not all overweight",
    ("OI-15-R1", "england"): "As printed under 2020, read as 2019/20; obesity, not all overweight",
    ("OI-15-R1", "region"): "As printed under 2020, read as 2019/20; obesity, not all overweight",
    ("OI-09-R2", "luton"): "As printed under 2022; the supplier's years run from April to March",
    ("OI-26-R2", "luton"): "As printed under 2021/22; the supplier gives calendar and three-year periods",
}
ROW_NOTES = {
    "OI-10-R2": "As printed under 2022, the supplier's label for the school year 2021/22",
    "OI-11-R2": "As printed under 2022, the supplier's label for the school year 2021/22",
    "OI-13-R2": "As printed under 2023; the supplier gives 40, 38 and 37 for the year to March 2022",
}
# Printed cells that cannot be right: the value is withheld and the reason stands in its place.
WITHHELD = {
    ("OI-24-R1", "luton"): "As printed, 7.70%, which cannot be right beside 62.80% for England: withheld",
    ("OI-06-R2", "region"): (
        "As printed, 56.6%, which equals Luton's figure; the supplier gives 64.6% for the region: withheld"
    ),
}


def list_entry(row: dict[str, str]) -> Printed:
    """Say which measure a row of the outcome list is; two rows differ by round."""
    return PRINTED.get(row["row_id"]) or PRINTED[row["measure_id"]]


def list_span(row: dict[str, str]) -> Span:
    """Give the period of a row of the outcome list; all parts empty where none is printed."""
    kind, label = list_entry(row).kind, row["date_of_measure"]
    if not label:
        return Span("", "", "")
    return span(int(label) - 1, "academic") if kind == "end year" else read_span(label, kind)


def printed_rows(report: Path) -> list[Row]:
    """
    Give every printed figure once.

    Where a figure's text and the outcome list print the same value, the figure's row is kept. Both
    rounds of the list count as one printing. The list's letters stand in rounds.csv alone: no test
    was printed with them.
    """
    kept: dict[tuple[str, ...], Row] = {}
    for row in [*_figure_rows(report), *_list_rows(report)]:
        kept.setdefault((*row.key, row.value), row)
    return list(kept.values())


def _figure_rows(report: Path) -> Iterator[Row]:
    """Read the values told in the text beside Figures 1 to 10."""
    for cell in read_table(report / "figure_values.csv"):
        if cell["record_type"] == "value":
            entry = FIGURES[cell["figure"]]
            accessed = datetime.strptime(cell["accessed"], "%B %Y").date()  # noqa: DTZ007  a month, not a moment
            yield _row(
                entry, NAMED_AREAS[cell["area"]], cell["area"], read_span(cell["period"], entry.kind),
                value=number(cell["value"]), title=f"{REPORT}, Figure {cell['figure']}", sex=cell["sex"],
                published_rating=stated_verdict(
                    entry.indicator_id, cell["stated_comparison"], cell["compared_with"]
                ),
                known_from=accessed.isoformat(),
            )  # fmt: skip


def _row(entry: Printed, code: str, name: str, when: Span, **others: str) -> Row:
    """Write one printed figure in our columns."""
    settled = {"note": AS_PRINTED, "sex": entry.sex, "known_from": LIST_KNOWN_FROM} | others
    return Row(
        indicator_id=entry.indicator_id, area_code=code, area_name=name, **when._asdict(), age=entry.age,
        publisher=PRINTED_PUBLISHER, licence=PRINTED_LICENCE, address=PRINTED_ADDRESS, **settled,
    )  # fmt: skip


def stated_verdict(indicator_id: str, stated: str, compared_with: str) -> str:
    """
    Turn the report's words against England into a verdict by the measure's polarity.

    Examples
    --------
    >>> stated_verdict("smoking", "significantly higher", "England; East of England")
    'worse'
    >>> stated_verdict("self-harm-admissions", "similar to East of England", "East of England")
    ''
    """
    others = re.escape("East of England")
    if "England" not in re.sub(others, "", compared_with):
        return ""
    parts = [re.sub(others, "", part).strip() for part in stated.split(";")]
    plain = [part for part in parts if "England" in part or " than" not in part]
    said = next((part for part in plain if part.startswith(("significantly", "not significantly"))), "")
    if said.startswith("not"):
        return "similar"
    good = "higher" if indicator_id in HIGH_IS_GOOD else "lower"
    match said.split()[:2]:
        case ["significantly", direction] if direction in {"higher", "lower"}:
            return "better" if direction == good else "worse"
    return ""


def _list_rows(report: Path) -> Iterator[Row]:
    """Read the outcome list: three areas a row, where the row has any figure."""
    for cell in read_table(report / "outcome_indicators.csv"):
        if not cell["luton"]:
            continue
        for column, code, name in (("luton", LUTON, "Luton"), ("england", ENGLAND, "England"),
                                   ("region", REGION, "East of England")):  # fmt: skip
            yield _list_row(cell, column, code, name)


def _list_row(cell: dict[str, str], column: str, code: str, name: str) -> Row:
    """Write one cell of the outcome list in our columns; what is missing or withheld says why."""
    here = (cell["row_id"], column)
    value, withheld = number(cell[column]), WITHHELD.get(here, "")
    note = CELL_NOTES.get(here, ROW_NOTES.get(cell["row_id"], AS_PRINTED)) if value else NOT_PRINTED
    return _row(
        list_entry(cell), code, name, list_span(cell), value="" if withheld else value,
        status="complete" if value and not withheld else "missing", note=withheld or note,
        title=f"{REPORT}, outcome indicator list, round {cell['round']}",
        published_rating="",
    )  # fmt: skip
