"""A declared composite index, worked out over a table of small areas."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from equitytown.derive.index_schema import DomainModel, IndexModel
from equitytown.errors import InputError
from equitytown.stats import composite
from equitytown.stats.checks import Floats, Notes
from equitytown.stats.composite_weights import Movement, movement

SCORE, RANK, NOTE = "score", "rank", "note"
MOVED = ("rank_median", "rank_lower", "rank_upper")


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """
    An index worked out: `table` holds a row for each area, `parts` the domain scores that were added up.

    Scores are high where things are bad; ranks and quantiles are 1 there.
    """

    declared: IndexModel
    table: pl.DataFrame
    parts: Floats

    @property
    def without(self) -> int:
        """How many areas have no index."""
        return self.table[RANK].null_count()

    @property
    def empty(self) -> list[int]:
        """The quantiles that hold no area, as many ties can make them; none where there are too few areas for any."""
        held = set(self.table[self.declared.quantile].drop_nulls().to_list())
        return [place for place in range(1, self.declared.quantiles + 1) if held and place not in held]

    def moved(self, other_weights: Floats) -> tuple["BuiltIndex", Movement]:
        """
        Add to each area how its rank moves under other weights.

        Parameters
        ----------
        other_weights : ndarray, shape (m, domains)
            Sets of weights, from `varied_weights` or `drawn_weights`.

        Returns
        -------
        (BuiltIndex, Movement)
            The same index with `rank_median`, `rank_lower`, `rank_upper` and the share of sets in which the area is
            in another quantile; and what moved.

        Raises
        ------
        InputError
            If no area has an index.
        """
        found = movement(self.parts, self.declared.weights, other_weights, count=self.declared.quantiles)
        changed = f"{self.declared.quantile}_changed"
        columns = dict(zip((*MOVED, changed), (found.median, found.lower, found.upper, found.changed), strict=True))
        table = self.table.with_columns(_column(name, values) for name, values in columns.items())
        table = table.with_columns(pl.col(*MOVED).cast(pl.Int64))
        return BuiltIndex(
            self.declared, table.select(*(c for c in table.columns if c != NOTE), NOTE), self.parts
        ), found


def build_index(rows: pl.DataFrame, declared: IndexModel) -> BuiltIndex:
    """
    Work an index out.

    Parameters
    ----------
    rows : DataFrame
        A row for each area, with the columns that are declared; looked at before (`faults_of_table`).
    declared : IndexModel
        Of what the index is made.

    Returns
    -------
    BuiltIndex
        For each area its code; of each domain its score, rank and quantile; the index's score, rank and quantile;
        and a note that says which component is missing where there is no index.

    Raises
    ------
    InputError
        If the components of a domain cancel out, so that it is the same in every area.

    Notes
    -----
    An area that lacks a component has no score in that domain and no index. It is ranked in its other domains, and
    takes no part in the ranks of the one, nor of the index: N in each is the number of areas that have it.
    """
    columns: list[pl.Series] = [rows[declared.area].cast(pl.String).alias(declared.area)]
    parts = np.empty((rows.height, len(declared.domains)))
    for place, domain in enumerate(declared.domains):
        score = _domain_score(rows, domain)
        parts[:, place] = _scaled(score, domain)
        rank = composite.worst_first(score)
        columns += _places(score, rank, declared, domain.prefix)
    found = composite.composite_index(parts, declared.weights, count=declared.quantiles)
    columns += _places(found.score, found.rank, declared, "")
    table = pl.DataFrame(columns).with_columns(_reason(rows, declared, found.note))
    return BuiltIndex(declared, table, parts)


def _domain_score(rows: pl.DataFrame, domain: DomainModel) -> Floats:
    """Add a domain's components up."""
    scaled = [
        composite.transformed(floats_of(rows, part.column), how=part.transform.value, worst=part.worst.value)
        for part in domain.components
    ]
    return composite.weighted_sum(np.stack(scaled, axis=1), domain.shares)


def _scaled(score: Floats, domain: DomainModel) -> Floats:
    """Bring a domain's score to the scale on which domains meet."""
    try:
        return composite.transformed(score, how=domain.transform.value)
    except InputError as error:
        raise InputError(f'domain "{domain.id}": {error}') from None


def _places(score: Floats, rank: Floats, declared: IndexModel, prefix: str) -> list[pl.Series]:
    """Give the columns that tell where areas stand."""
    quantile = composite.quantile_of_rank(rank, count=declared.quantiles)
    places = {RANK: rank, declared.quantile: quantile}
    return [
        _column(f"{prefix}{SCORE}", score),
        *(_column(f"{prefix}{name}", place).cast(pl.Int64) for name, place in places.items()),
    ]


def _column(name: str, values: Floats) -> pl.Series:
    return pl.Series(name, values).fill_nan(None)


def _reason(rows: pl.DataFrame, declared: IndexModel, other: Notes) -> pl.Series:
    """Say of each area which component it lacks, the first of them, or why else it has no index."""
    note = other.copy()
    for part in reversed([part for domain in declared.domains for part in domain.components]):
        note[np.isnan(floats_of(rows, part.column))] = f"{part.column} is missing"
    return pl.Series(NOTE, note.tolist(), dtype=pl.String).replace("", None)


def floats_of(rows: pl.DataFrame, column: str) -> Floats:
    """Give a column as an array, NaN where it is missing."""
    return rows[column].cast(pl.Float64).fill_null(np.nan).to_numpy()
