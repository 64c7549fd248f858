"""Equity tables on disk and on a screen: completeness first, withheld counts marked, and the audit beside them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import typer

from equitytown.calculate.equity import Made
from equitytown.calculate.run import show
from equitytown.calculate.tables import marked, write_table
from equitytown.derive.equity.words import ALL
from equitytown.errors import InputError
from equitytown.present.wording.symbols import Symbol

CONFIDENTIAL = Symbol.CONFIDENTIAL.value
TITLES = {
    "completeness": "How many people's group is known",
    "counts": "Counts that may be shown",
    "access": "Users for each 1,000 residents",
    "representation": "Staff beside residents and the whole organisation",
    "likelihood": "Senior grades: each group beside all others",
    "pay": "Pay for an hour, and gaps in per cent",
    "matching": "Groups without residents",
}
ON_SCREEN: Mapping[str, tuple[str, ...]] = {
    "completeness": (
        "unit", "grade", "characteristic", "people", "share_known", "share_not_stated", "share_not_recorded",
        "share_not_accounted", "note",
    ),
    "access": (
        "unit", "characteristic", "group", "users", "residents", "rate", "lower", "upper", "to_rest", "to_rest_lower",
        "to_rest_upper", "least_to_rest", "most_to_rest", "differs", "note",
    ),
    "representation": (
        "unit", "grade", "characteristic", "group", "headcount", "share", "lower", "upper", "share_of_residents",
        "representation", "representation_lower", "representation_upper", "to_organisation", "note",
    ),
    "likelihood": (
        "unit", "characteristic", "group", "senior", "staff", "share_senior", "ratio", "lower", "upper", "differs",
        "note",
    ),
    "pay": (
        "unit", "grade", "characteristic", "group", "headcount", "mean", "median", "reference", "mean_gap",
        "median_gap", "note",
    ),
    "matching": ("characteristic", "group", "may_be_meant"),
}  # fmt: skip
LOWER, UPPER = "Lower\n95% limit", "Upper\n95% limit"
HEADINGS: Mapping[str, str] = {  # what a screen calls the columns of the files
    "unit": "Organisation\nor service", "people": "People", "share_known": "Share whose\ngroup is known",
    "share_not_stated": "Share not\nstated", "share_not_recorded": "Share not\nrecorded",
    "share_not_accounted": "Share not\naccounted for", "rate": "Users for each\n1,000 residents", "lower": LOWER,
    "upper": UPPER, "to_rest": "Times the rate of\neverybody else", "to_rest_lower": LOWER, "to_rest_upper": UPPER,
    "least_to_rest": "Lowest it\ncould be", "most_to_rest": "Highest it\ncould be",
    "headcount": "Staff", "share": "Share\nof staff", "share_of_residents": "Share of\nresidents",
    "representation": "Times the share\nof residents", "representation_lower": LOWER, "representation_upper": UPPER,
    "to_organisation": "Times the share in the\nwhole organisation", "senior": "Staff in\nsenior grades",
    "share_senior": "Share in\nsenior grades", "ratio": "Times the share\nof everybody else",
    "differs": "Differs from\neverybody else", "mean": "Mean pay", "median": "Median pay", "reference": "Set against",
    "mean_gap": "Gap of the\nmeans, %", "median_gap": "Gap of the\nmedians, %", "note": "note",
}  # fmt: skip
LEGENDS: Mapping[str, str] = {  # below a table that has the column
    "most_to_rest": (
        "Lowest and highest it could be: if of all people whose group is not known none were of this group, or every "
        "one. Differs: yes where chance is an unlikely reason, no where it may be the reason."
    ),
    "ratio": "Differs: yes where chance is an unlikely reason, no where it may be the reason.",
    "mean_gap": "Gaps are in per cent of the pay of the group set against: above 0, the group is paid less.",
}
RATES = frozenset({"rate", "lower", "upper", "mean_gap", "median_gap"})  # printed with one decimal in tables of rates
SHARES = frozenset({"lower", "upper"})


def write_equity(made: Made, folder: Path, *, read: tuple[Path, ...]) -> list[Path]:
    """
    Write equity tables, each as CSV, and `audit.json`.

    Parameters
    ----------
    made : Made
        What may be published.
    folder : Path
        Where; it is made if it is not there. Files of these names are replaced.
    read : tuple of Path
        Files that the tables are made of, which are never replaced.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    InputError
        If a file would be written over one that was read, or the folder is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file. Name a folder.")
    paths = {name: folder / f"{name}.csv" for name in made.tables}
    for path in paths.values():
        if path.exists() and any(path.samefile(own) for own in read if own.exists()):
            raise InputError(f"--out would replace {path}, which is read. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in paths.items():
        write_table(made.tables[name], path, marks={"count": CONFIDENTIAL} if name == "counts" else {})
    account = folder / "audit.json"
    account.write_text(json.dumps(made.audit, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [*paths.values(), account]


def show_equity(made: Made) -> None:
    """Show equity tables on a screen, without the sums that their files hold."""
    for name, columns in ON_SCREEN.items():
        if name not in made.tables:
            continue
        frame = made.tables[name]
        if name == "matching":
            frame = frame.filter(pl.col("has_residents") == "no")
            if not frame.height:
                continue
        kept = [column for column in columns if _says(frame[column])]
        rounded = frame.select(_rounded(name, column) for column in kept)
        counts = [column for column in ("users", "headcount", "people", "senior", "staff") if column in kept]
        hidden = marked(rounded, dict.fromkeys(counts, CONFIDENTIAL)) if name != "access" else rounded
        typer.echo(f"\n{TITLES[name]}")
        show([heading_of(column) for column in kept], hidden.with_columns(_yes_or_no(hidden)).rows())
        for column in (column for column in LEGENDS if column in kept):
            typer.echo(LEGENDS[column])


def heading_of(column: str) -> str:
    """
    Give a column's heading on a screen.

    Examples
    --------
    >>> heading_of("people"), heading_of("may_be_meant")
    ('People', 'May be meant')
    """
    return HEADINGS.get(column, column[:1].upper() + column[1:].replace("_", " "))


def _yes_or_no(frame: pl.DataFrame) -> list[pl.Expr]:
    """Put what is true or not in words."""
    answers = [name for name, kind in frame.schema.items() if kind == pl.Boolean]
    words = (pl.when(pl.col(name)).then(pl.lit("yes")).otherwise(pl.lit("no")).alias(name) for name in answers)
    return [
        pl.when(pl.col(name).is_not_null()).then(said).alias(name) for name, said in zip(answers, words, strict=True)
    ]


def _says(column: pl.Series) -> bool:
    """Say whether a column tells anything: not everywhere empty, nor of all grades alone."""
    return not column.drop_nulls().is_in(["", ALL] if column.dtype == pl.String else []).all()


def _rounded(name: str, column: str) -> pl.Expr:
    """Round as a screen has room for: gaps and rates to one decimal, shares to three, ratios to two."""
    cell = pl.col(column)
    if column.startswith("share") or (name == "representation" and column in SHARES):
        return cell.round(3)
    if column in RATES and name in {"access", "pay"}:
        return cell.round(1)
    return cell.round(2) if column in {"mean", "median"} or column in FLOATS else cell


FLOATS = frozenset({
    "to_rest", "to_rest_lower", "to_rest_upper", "least_to_rest", "most_to_rest", "representation", "ratio", "lower",
    "upper", "representation_lower", "representation_upper", "to_organisation",
})  # fmt: skip


def as_data(made: Made) -> dict[str, Any]:  # what JSON holds
    """Give equity tables as JSON holds them: an end without limit as the word "inf"."""
    tables = {
        name: [
            {key: str(cell) if cell in {float("inf"), float("-inf")} else cell for key, cell in row.items()}
            for row in frame.iter_rows(named=True)
        ]
        for name, frame in made.tables.items()
    }
    return {"ok": True, "kind": made.kind.value, "period": made.period, "tables": tables, "audit": made.audit}
