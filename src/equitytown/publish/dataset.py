"""The edition's data: observations, findings and movements as CSV, observations as Parquet too."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from equitytown.publish.tables import write_csv
from equitytown.store.observations import COLUMNS
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Change, Direction, Finding
from equitytown.terms.observation import Observation

Field = str | float | None

# name, type in Parquet, how it is read from an observation
Read = tuple[str, pl.DataType, Callable[[Observation], Field | date]]
OBSERVATION_COLUMNS: tuple[Read, ...] = tuple(
    (name, COLUMNS[name][0](), COLUMNS[name][1])
    for name in (
        "indicator_id", "area_code", "period", "period_start", "period_end", "sex", "age", "category_type", "category",
        "value", "lower", "upper", "confidence", "numerator", "denominator", "status", "note", "snapshot_id",
        "known_from", "published_rating", "publisher", "title", "licence", "address", "retrieved",
    )
)  # fmt: skip
FINDING_COLUMNS = (
    "indicator_id", "area_code", "period", "sex", "age", "comparator", "comparator_value", "value", "lower",
    "upper", "rating", "method", "basis", "rank", "of", "rank_lower", "rank_upper", "trend", "change",
)  # fmt: skip
MOVEMENT_COLUMNS = (
    "indicator_id", "area_code", "period", "sex", "age", "movement", "since", "earlier_value", "later_value",
    "difference", "relative_earlier", "relative_later", "direction", "judged", "tested", "p_value", "method", "reason",
)  # fmt: skip
COMPARATORS = tuple(ComparatorKind)


def _unmarked(_: Observation) -> tuple[str, ...]:
    return ()


def write_dataset(
    observations: Iterable[Observation],
    findings: Iterable[Finding],
    folder: Path,
    *,
    symbols: Callable[[Observation], Sequence[str]] = _unmarked,
) -> None:
    """
    Write observations, findings and movements.

    Parameters
    ----------
    observations : iterable of Observation
        Every vintage that the edition knows of.
    findings : iterable of Finding
        Every comparison of the edition.
    folder : Path
        Gets `observations.csv`, `observations.parquet`, `findings.csv` and `movements.csv`; made
        where it does not exist. Rows are sorted, numbers unrounded, missing fields empty.
    symbols : callable, optional
        Gives the symbols of an observation, which stand in a column of their own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held = sorted(observations, key=_observation_order)
    found = sorted(findings, key=_finding_order)
    columns = (*OBSERVATION_COLUMNS, ("symbol", pl.String(), lambda o: " ".join(symbols(o))))
    names = [name for name, _, _ in columns]
    rows = [[read(o) for _, _, read in columns] for o in held]
    write_csv(folder / "observations.csv", names, ([_plain(field) for field in row] for row in rows))
    _write_parquet(rows, columns, folder / "observations.parquet")
    write_csv(folder / "findings.csv", FINDING_COLUMNS, (_finding(f) for f in found))
    write_csv(folder / "movements.csv", MOVEMENT_COLUMNS, (row for f in found for row in _movements(f)))


def _plain(field: Field | date) -> Field:
    return field.isoformat() if isinstance(field, date) else field


def _write_parquet(rows: Sequence[Sequence[Field | date]], columns: Sequence[Read], file: Path) -> None:
    """Write observations as Parquet: the same rows give the same bytes; words that are empty are null."""
    frame = pl.DataFrame(
        {
            name: pl.Series(name, [row[position] if row[position] != "" else None for row in rows], dtype=kind)
            for position, (name, kind, _) in enumerate(columns)
        }
    )
    frame.write_parquet(file, compression="zstd", statistics=False)


def _observation_order(o: Observation) -> tuple[object, ...]:
    return (
        o.indicator_id, o.area_code, o.period, o.period.label, o.sex, o.age, o.category_type, o.category,
        o.known_from, o.provenance.title, o.provenance.row,
    )  # fmt: skip


def _finding_order(f: Finding) -> tuple[object, ...]:
    o = f.observation
    return (
        o.indicator_id, o.area_code, o.period, o.period.label, o.sex, o.age, o.category_type, o.category,
        COMPARATORS.index(f.comparator), f.verdict.basis.value, o.provenance.title, o.provenance.row,
    )  # fmt: skip


def _about(o: Observation) -> list[Field]:
    return [o.indicator_id, o.area_code, o.period.label, o.sex, o.age]


def _finding(f: Finding) -> list[Field]:
    """Give one row of `findings.csv`."""
    o, other, rank = f.observation, f.comparator_value, f.rank
    return [
        *_about(o),
        f.comparator.value,
        other.value if other else None,
        o.value,
        o.lower,
        o.upper,
        f.verdict.rating.value,
        f.verdict.method,
        f.verdict.basis.value,
        *((rank.rank, rank.of, rank.lower, rank.upper) if rank else (None,) * 4),
        f.trend.direction.value if f.trend else None,
        f.change.direction.value if f.change else None,
    ]


def _movements(f: Finding) -> Iterable[list[Field]]:
    """Give the rows of `movements.csv`: change and gap, once a figure, from the finding against England."""
    if f.comparator is not ComparatorKind.NATIONAL:
        return
    if f.since_baseline:
        yield [*_about(f.observation), "change since baseline", *_change(f.since_baseline)]
    if f.change:
        yield [*_about(f.observation), "change since previous period", *_change(f.change)]
    if gap := f.gap:
        yield [
            *_about(f.observation), "gap to England", gap.earlier_period.label if gap.earlier_period else None,
            gap.earlier, gap.now, None,
            gap.relative_earlier, gap.relative_now, gap.movement.value, None, _said(gap.tested), None, None, gap.reason,
        ]  # fmt: skip


def _change(change: Change) -> list[Field]:
    tested = change.direction is not Direction.NOT_ASSESSED
    return [
        change.earlier.period.label, change.earlier.value, change.later.value, change.difference, None, None,
        change.direction.value, change.judged.value, _said(tested), change.p_value, change.method, change.reason,
    ]  # fmt: skip


def _said(tested: bool) -> str:  # noqa: FBT001 (a fact on its way into words)
    return "yes" if tested else "no"
