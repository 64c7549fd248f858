"""A file of counts carried to another boundary set: read, converted, written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from equitytown.calculate.run import refuse_own_file
from equitytown.calculate.tables import read_mapping, read_table, write_table
from equitytown.errors import InputError
from equitytown.geography.conversion import NO_SHARES, convert
from equitytown.geography.lookups import lookup_of, with_population


@dataclass(frozen=True, slots=True)
class Carried:
    """What is to be converted: a file and its columns, and a look-up and its columns."""

    file: Path
    area: str
    counts: Sequence[str]
    lookup: Path
    old: str
    new: str
    by: Sequence[str] = ()
    share: str | None = None
    change: str | None = None
    people: Path | None = None
    best_fit: bool = False


def convert_file(asked: Carried, *, out: Path | None) -> tuple[pl.DataFrame, str]:
    """
    Convert a file of counts to another boundary set.

    Parameters
    ----------
    asked : Carried
        What to convert, and by which look-up.
    out : Path, optional
        Where to write the answer.

    Returns
    -------
    (DataFrame, str)
        The counts by new areas, and a sentence that says how they were made.

    Raises
    ------
    InputError
        If a file or what is asked of it will not do; nothing is written.
    """
    refuse_own_file(out, [asked.file, asked.lookup, *([asked.people] if asked.people else [])])
    rows = read_table(asked.file, keys=[asked.area, *asked.by]).collect()
    lookup = lookup_of(
        read_table(asked.lookup).collect(),
        old=asked.old,
        new=asked.new,
        share=asked.share,
        change=asked.change,
        best_fit=asked.best_fit,
    )
    if asked.people is not None:
        lookup = with_population(lookup, {str(code): people for code, people in read_mapping(asked.people).items()})
    if not asked.counts:
        raise InputError("no column of counts is named. Name one or more with --count.")
    answer = convert(rows, lookup, area=asked.area, counts=asked.counts, by=asked.by)
    answer = answer.with_columns(pl.col("method", "note").replace("", None))
    if out is not None:
        write_table(answer, out)
    return answer, f"{_sentence(answer)}{_mend(answer, asked)}"


def _mend(answer: pl.DataFrame, asked: Carried) -> str:
    """Say how areas that were divided come to their counts, where they have none."""
    if not answer["note"].fill_null("").str.contains(NO_SHARES, literal=True).any():
        return ""
    if asked.people is None:
        return (
            " Areas that were divided need the share of each piece: give residents of the new areas with --people, a "
            "file of two columns, or the column of shares with --share."
        )
    return (
        " --people divides an area only where every piece is a whole new area, and the file tells of each: name a "
        "column of shares with --share."
    )


def _sentence(answer: pl.DataFrame) -> str:
    """Say how the counts were made."""
    made = answer.filter(pl.col("note").is_null())["method"].value_counts(sort=True).rows()
    told = ", ".join(f"{rows:,} {method}" for method, rows in made)
    lacking = answer["note"].count()
    return f"{answer.height:,} rows: {told or 'none with counts'}{f', {lacking:,} without counts' if lacking else ''}."
