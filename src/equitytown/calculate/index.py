"""A declared composite index, made from a table on disk."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from equitytown.calculate.run import refuse_own_file
from equitytown.calculate.tables import other_sheets_told, read_table, write_table
from equitytown.derive.composite import BuiltIndex, build_index
from equitytown.derive.index_file import IndexFile
from equitytown.errors import InputError
from equitytown.geography.boundary_sets import set_of_column
from equitytown.geography.codes import History
from equitytown.geography.history import shipped_history, together
from equitytown.geography.history_tables import history_of_lookup
from equitytown.geography.lookups import lookup_of
from equitytown.stats.checks import Floats
from equitytown.stats.composite_weights import Movement, drawn_weights, varied_weights

DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class IndexAsked:
    """Which index is to be made of which table, and by which look-up vintages are told apart."""

    file: Path
    data: Path
    sheet: str = ""
    lookup: Path | None = None
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Varied:
    """How weights are varied: "drawn", or a share by which each is taken up and down; nothing when "" stands."""

    how: str = ""
    draws: int = 1000
    seed: int = 1
    concentration: float = 50.0

    def weights(self, declared: list[float]) -> Floats:
        """Give the sets of weights."""
        if self.how == DRAWN:
            return drawn_weights(declared, seed=self.seed, draws=self.draws, concentration=self.concentration)
        try:
            share = float(self.how)
        except ValueError:
            raise InputError(f'--sensitivity takes "{DRAWN}" or a share such as 0.25, and is "{self.how}".') from None
        return varied_weights(declared, share=share)

    def in_words(self, sets: int) -> str:
        """Say what was done to the weights."""
        if self.how == DRAWN:
            return f"Weights drawn {sets:,} times (seed {self.seed}, concentration {self.concentration:g})"
        return f"Each weight {float(self.how):.0%} up and down in turn, {sets:,} sets"


def make_index(asked: IndexAsked, *, varied: Varied, out: Path | None) -> tuple[pl.DataFrame, str]:
    """
    Make a declared index from a table.

    Parameters
    ----------
    asked : IndexAsked
        Which index, and which table.
    varied : Varied
        Whether and how weights are varied.
    out : Path, optional
        Where to write the answer.

    Returns
    -------
    (DataFrame, str)
        A row for each area, and sentences on what was made, what could not be and what moves.

    Raises
    ------
    InputError
        If a file or what is asked of it will not do, with every fault; nothing is written.
    """
    refuse_own_file(out, [asked.file, asked.data, *([asked.lookup] if asked.lookup else [])])
    file = IndexFile(asked.file)
    rows = read_table(asked.data, sheet=asked.sheet, keys=[file.declared.area]).collect()
    if not rows.height:
        sheets = other_sheets_told(asked.data, asked.sheet)
        raise InputError(f"{asked.data} has no rows. An index needs a row for each area.{sheets}")
    file.check(rows, table=asked.data, history=_history(asked))
    built = build_index(rows, file.declared)
    told = _sentences(built)
    if varied.how:
        built, moved = built.moved(varied.weights(file.declared.weights))
        told.append(_movement(moved, varied, built))
    if out is not None:
        write_table(built.table, out)
    return built.table, " ".join(told)


def _history(asked: IndexAsked) -> History:
    """Gather what is known of codes."""
    if asked.lookup is None:
        if asked.old or asked.new:
            raise InputError("columns of a look-up are named, and no look-up. Name its file with --lookup.")
        return shipped_history()
    if not asked.old or not asked.new:
        raise InputError(f"{asked.lookup.name}: name its columns of old and of new codes with --old and --new.")
    rows = read_table(asked.lookup, keys=[asked.old, asked.new]).collect()
    old_set, new_set = set_of_column(asked.old), set_of_column(asked.new)
    lookup = lookup_of(rows, old=asked.old, new=asked.new, old_set=old_set, new_set=new_set)
    return together(shipped_history(), history_of_lookup(lookup))


def _sentences(built: BuiltIndex) -> list[str]:
    """Say how many areas have an index, and which quantiles hold none."""
    told = [f"{built.declared.name}: {built.table.height - built.without:,} of {built.table.height:,} areas have one."]
    if built.table[built.declared.quantile].null_count() == built.table.height:
        told.append(f"Areas are too few for {built.declared.quantiles} {built.declared.quantile}s, so none is given.")
    if built.empty:
        places = ", ".join(map(str, built.empty))
        told.append(f"No area is in {built.declared.quantile} {places}: areas that tie share a rank. "
                    "Use fewer groups before anything is averaged within them.")  # fmt: skip
    return told


def _movement(moved: Movement, varied: Varied, built: BuiltIndex) -> str:
    """Say how far ranks hang on the weights."""
    return (
        f"{varied.in_words(moved.moved.size)}: in the middle one {np.median(moved.moved):.1%} of areas change "
        f"{built.declared.quantile} (at most {moved.moved.max():.1%}), and Spearman's correlation with the ranks "
        f"is {np.median(moved.correlation):.3f} (at least {moved.correlation.min():.3f})."
    )
