"""Look-ups between boundary sets: which old areas became which new ones, and how surely."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import polars as pl

from equitytown.errors import InputError

SLACK = 0.01  # by which shares of one area may miss 1: shares are published rounded, and slivers left out
IRREGULAR = "X"  # the Office for National Statistics' mark for a change that nothing can be compared across
CHANGES = {"": "", "U": "unchanged", "S": "split", "M": "merged", IRREGULAR: "changed irregularly"}


@dataclass(frozen=True, slots=True)
class Lookup:
    """
    What one boundary set became in another.

    `old_set` and `new_set` name the two ("LSOA 2011", "LSOA 2021"). `parts` has a row for each piece: `old` and
    `new` code, `share` of the old area's people who live in it, `change` (U, S, M, X or nothing) and whether the
    piece is the `whole` old area. `best_fit` says that areas were assigned whole to the new area that holds most
    of them, though they may cross its boundary.
    """

    old_set: str
    new_set: str
    parts: pl.DataFrame
    best_fit: bool

    def refuse_strangers(self, codes: Collection[str]) -> None:
        """
        Refuse codes that are not of the old set.

        Raises
        ------
        InputError
            With their number, the first, and the set they are of where it is the new one.
        """
        old, new = set(self.parts["old"]), set(self.parts["new"])
        strange = sorted(set(codes) - old)
        if not strange:
            return
        theirs = [code for code in strange if code in new]
        whose = f"{len(theirs):,} of them are of {self.new_set}: two boundary sets are mixed. " if theirs else ""
        raise InputError(
            f"{len(strange):,} of {len(set(codes)):,} codes are not of {self.old_set} (first: {strange[0]}). {whose}"
            f"This look-up leads from {self.old_set} to {self.new_set}: take figures of one set, or their own look-up."
        )


def lookup_of(
    rows: pl.DataFrame,
    *,
    old: str,
    new: str,
    share: str | None = None,
    change: str | None = None,
    old_set: str = "",
    new_set: str = "",
    best_fit: bool = False,
) -> Lookup:
    """
    Read a look-up.

    Parameters
    ----------
    rows : DataFrame
        A row for each piece that an old area gives to a new one.
    old, new : str
        Columns of codes.
    share : str, optional
        Column of the share (0 to 1) of the old area's people, or of its addresses or land, who live in the piece.
        Without it only areas that went whole into one can be converted.
    change : str, optional
        Column of the kind of change: U unchanged, S split, M merged, X irregular.
    old_set, new_set : str, optional
        What the two boundary sets are called; their columns' names by default.
    best_fit : bool, default False
        Whether areas were assigned whole to the area that holds most of them.

    Returns
    -------
    Lookup
        Checked.

    Raises
    ------
    InputError
        If a column is not there, a code is empty, a piece stands twice, a share is none or those of an area do not
        add up to 1, or a kind of change is not known.
    """
    absent = [name for name in (old, new, share, change) if name is not None and name not in rows.columns]
    if absent:
        raise InputError(f'the look-up has no column "{absent[0]}". Its columns are: {", ".join(rows.columns)}.')
    parts = rows.select(
        pl.col(old).cast(pl.String).alias("old"),
        pl.col(new).cast(pl.String).alias("new"),
        (pl.col(share).cast(pl.Float64) if share else pl.lit(None, pl.Float64)).alias("share"),
        (pl.col(change).cast(pl.String).fill_null("") if change else pl.lit("")).alias("change"),
    )
    _refuse_bad(parts)
    pieces = pl.len().over("old")
    parts = parts.with_columns(whole=pieces == 1).with_columns(
        share=pl.when(pl.col("whole")).then(1.0).otherwise(pl.col("share") / pl.col("share").sum().over("old"))
    )
    return Lookup(old_set or old, new_set or new, parts, best_fit)


def with_population(lookup: Lookup, people: Mapping[str, float]) -> Lookup:
    """
    Share old areas that were split out by the people of the new areas.

    Parameters
    ----------
    lookup : Lookup
        Shares that it has are kept.
    people : mapping of code to count
        Residents of the new areas, from a census or an estimate.

    Returns
    -------
    Lookup
        With shares for old areas whose every piece is a whole new area. Where boundaries cross, people of the new
        areas say nothing of the pieces, and no share is made up.

    Raises
    ------
    InputError
        If a count is negative.
    """
    below = [code for code, count in people.items() if count < 0]
    if below:
        raise InputError(f"{len(below):,} populations are negative (first: {below[0]}). Correct them.")
    residents = pl.DataFrame(
        {"new": list(people), "people": list(people.values())}, schema_overrides={"people": pl.Float64}
    )
    parts = lookup.parts.join(residents, on="new", how="left", maintain_order="left")
    parts = parts.with_columns(own=(pl.len().over("new") == 1) & pl.col("people").is_not_null())
    parts = parts.with_columns(known=pl.col("own").all().over("old"), total=pl.col("people").sum().over("old"))
    share = pl.when(pl.col("known") & (pl.col("total") > 0)).then(pl.col("people") / pl.col("total"))
    shared = parts.with_columns(share=pl.coalesce("share", share))
    return replace(lookup, parts=shared.drop("people", "own", "known", "total"))


def _refuse_bad(parts: pl.DataFrame) -> None:
    """Refuse rows that make no look-up."""
    empty = parts.filter(pl.any_horizontal(pl.col("old", "new").is_null() | (pl.col("old", "new") == "")))
    if len(empty):
        raise InputError(f"a code is empty in {len(empty):,} of {len(parts):,} rows of the look-up. Fill it in.")
    twice = parts.filter(pl.struct("old", "new").is_duplicated())
    if len(twice):
        raise InputError(
            f"{twice['old'][0]} to {twice['new'][0]} stands more than once in the look-up. Leave all but one out."
        )
    strange = parts.filter(~pl.col("change").is_in(list(CHANGES)))
    if len(strange):
        raise InputError(f'the change "{strange["change"][0]}" is not known. Kinds of change are U, S, M and X.')
    bad = parts.filter(~pl.col("share").is_between(0, 1))
    if len(bad):
        raise InputError(
            f"the share of {bad['old'][0]} in {bad['new'][0]} is {bad['share'][0]:g}. Shares lie between 0 and 1."
        )
    sums = parts.group_by("old", maintain_order=True).agg(pl.len(), pl.col("share").sum(), told=pl.col("share").count())
    off = sums.filter((pl.col("told") > 0) & (pl.col("len") > 1) & ((pl.col("share") - 1).abs() > SLACK))
    if len(off):
        raise InputError(
            f"the shares of {len(off):,} old areas do not add up to 1 (first: {off['old'][0]}, {off['share'][0]:g}). "
            "A piece may be missing."
        )
