"""
Counts carried from one boundary set to another.

Counts add up and can be divided; rates cannot. So counts and populations are converted, and a rate is worked out anew
from them. Where an old area was divided, its count is shared out by where its people live, which is an estimate: each
figure says how it was made and what it could be at least and at most.
"""

from collections.abc import Sequence

import polars as pl

from equitytown.errors import InputError
from equitytown.geography.lookups import IRREGULAR, Lookup

SAME, ADDED, BEST_FIT, DIVIDED = "same area", "whole areas added up", "best fit of whole areas", "divided by population"
NO_SHARES = "was divided, and the look-up has no shares"


def convert(
    rows: pl.DataFrame, lookup: Lookup, *, area: str, counts: Sequence[str], by: Sequence[str] = ()
) -> pl.DataFrame:
    """
    Convert counts between boundary sets.

    Parameters
    ----------
    rows : DataFrame
        One row for each area of the old set, for each combination of `by`.
    lookup : Lookup
        From the old set to the new one.
    area : str
        Column of codes of the old set.
    counts : sequence of str
        Columns of counts: events, people. Never rates.
    by : sequence of str, optional
        Columns that tell rows of one area apart: sex, age, year.

    Returns
    -------
    DataFrame
        A row for each area of the new set that any row is a part of, for each combination of `by`, sorted: `area`, the
        counts, for each what it could be at least and at most (`deaths_least`, `deaths_most`), `method` and `note`.
        A count is empty, with the reason, where an old area has none, where the share of a divided area is not told,
        and where boundaries changed irregularly (X).

    Raises
    ------
    InputError
        If a column is not there, codes are not of the old set, a row stands twice or a count is negative.
    """
    _check(rows, area, counts, by)
    lookup.refuse_strangers(rows[area].cast(pl.String).unique().to_list())
    parts = lookup.parts.filter(pl.col("new").is_in(_touched(rows, lookup, area)))
    keys = rows.select(by).unique(maintain_order=True) if by else None
    wanted = parts if keys is None else keys.join(parts, how="cross")
    held = rows.select(*by, pl.col(area).cast(pl.String).alias("old"), *counts)
    pieces = wanted.join(held, on=[*by, "old"], how="left", nulls_equal=True)
    made = pieces.group_by(*by, "new").agg(*_sums(counts), *_flags(counts)).sort(*by, "new")
    note = _note(counts)
    return made.with_columns(note.alias("note")).select(
        *by,
        pl.col("new").alias(area),
        *(
            pl.when(pl.col("note") == "").then(pl.col(name)).alias(name)
            for count in counts
            for name in (count, f"{count}_least", f"{count}_most")
        ),
        pl.when(pl.col("note") == "").then(_method(lookup)).otherwise(pl.lit("")).alias("method"),
        "note",
    )


def _check(rows: pl.DataFrame, area: str, counts: Sequence[str], by: Sequence[str]) -> None:
    absent = [name for name in (area, *counts, *by) if name not in rows.columns]
    if absent:
        raise InputError(f'there is no column "{absent[0]}". The columns are: {", ".join(rows.columns)}.')
    text = [name for name in counts if not rows[name].dtype.is_numeric()]
    if text:
        raise InputError(f'column "{text[0]}" must hold counts, and holds {rows[text[0]].dtype}.')
    empty = rows[area].null_count()
    if empty:
        raise InputError(f'column "{area}" is empty in {empty:,} of {len(rows):,} rows. Fill it in, or leave them out.')
    twice = rows.filter(pl.struct(*by, area).is_duplicated())
    if len(twice):
        raise InputError(
            f"{twice[area][0]} stands in more than one row. Add what tells the rows apart to `by` (sex, age, year)."
        )
    for name in counts:
        below = rows.filter(pl.col(name) < 0)
        if len(below):
            raise InputError(f"{name} is negative in {len(below):,} of {len(rows):,} rows (first: {below[area][0]}).")


def _touched(rows: pl.DataFrame, lookup: Lookup, area: str) -> list[str]:
    """Name the new areas that any of the rows is a part of."""
    own = rows[area].cast(pl.String).unique().to_list()
    return lookup.parts.filter(pl.col("old").is_in(own))["new"].unique().to_list()


def _sums(counts: Sequence[str]) -> list[pl.Expr]:
    """Add up what each piece gives: a whole area its count, a divided one its share, which could be none or all."""
    return [
        expression
        for count in counts
        for expression in (
            (pl.col(count) * pl.col("share")).sum().alias(count),
            pl.when("whole").then(pl.col(count)).otherwise(0).sum().alias(f"{count}_least"),
            pl.col(count).sum().alias(f"{count}_most"),
        )
    ]


def _flags(counts: Sequence[str]) -> list[pl.Expr]:
    """Say of each new area what its pieces are like."""
    return [
        *(pl.col("old").filter(pl.col(count).is_null()).sort().first().alias(f"_lacking_{count}") for count in counts),
        pl.col("old").filter(pl.col("share").is_null()).sort().first().alias("_untold"),
        (pl.col("change") == IRREGULAR).any().alias("_irregular"),
        pl.col("whole").all().alias("_whole"),
        pl.len().alias("_pieces"),
        (pl.col("old") == pl.col("new")).all().alias("_same"),
    ]


def _note(counts: Sequence[str]) -> pl.Expr:
    """Say why a new area has no counts, the first reason that holds."""
    reasons = [
        (pl.col("_irregular"), pl.lit("boundaries changed irregularly (X): nothing can be compared")),
        (
            pl.col("_untold").is_not_null(),
            pl.format(f"{{}} {NO_SHARES}", pl.col("_untold").fill_null("")),
        ),
    ]
    for count in counts:
        lacking = pl.col(f"_lacking_{count}")
        reasons.append((lacking.is_not_null(), pl.format(f"{count} of {{}} is missing", lacking.fill_null(""))))
    note: pl.Expr = pl.lit("")
    for holds, reason in reversed(reasons):
        note = pl.when(holds).then(reason).otherwise(note)
    return note


def _method(lookup: Lookup) -> pl.Expr:
    """Say how a new area's counts were made."""
    whole = BEST_FIT if lookup.best_fit else ADDED
    return (
        pl.when(~pl.col("_whole"))
        .then(pl.lit(DIVIDED))
        .when(pl.col("_same") & (pl.col("_pieces") == 1))
        .then(pl.lit(SAME))
        .otherwise(pl.lit(whole))
    )
