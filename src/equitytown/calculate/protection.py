"""A file of counts made safe to publish: read, protected, audited, written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from equitytown.calculate.run import refuse_own_file
from equitytown.calculate.tables import marked, read_table, write_table
from equitytown.disclosure.rules import rule_of
from equitytown.disclosure.suppress import Protected, Reason, audit, protect
from equitytown.disclosure.tables import Key, Table, table_of
from equitytown.errors import DisclosureError, InputError
from equitytown.present.wording.symbols import Symbol
from equitytown.progress import Report, silent

CONFIDENTIAL = Symbol.CONFIDENTIAL.value


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be protected: a file, its column of counts, and the columns that tell the counts apart."""

    file: Path
    count: str
    by: Sequence[str]
    within: Sequence[str] = ()
    keep: Sequence[str] = ()
    rule: str = "lt5"
    sheet: str = ""
    absent_is_zero: bool = False
    published: Path | None = None


def protect_file(
    asked: Asked, *, out: Path | None, account: Path | None, report: Report = silent
) -> tuple[pl.DataFrame, str]:
    """
    Protect a file of counts.

    Parameters
    ----------
    asked : Asked
        What to protect, and how.
    out : Path, optional
        Where to write the table to be published.
    account : Path, optional
        Where to write why each count is shown or not. It is not to be published: it says which counts are small.
    report : Report, optional
        Told of progress.

    Returns
    -------
    (DataFrame, str)
        The table to be published, its withheld counts marked, and a sentence that says what was done.

    Raises
    ------
    InputError
        If the file or what is asked of it will not do.
    DisclosureError
        If the table cannot be protected; nothing is written.
    """
    for path in (out, account):
        refuse_own_file(path, [asked.file, *([asked.published] if asked.published else [])])
    if out is not None and account is not None and out.resolve() == account.resolve():
        raise InputError("--account may not be published, and --out is. Give them two names.")
    table = _table(asked)
    keep = [_key(text, table) for text in asked.keep] + _known(asked, table)
    done = protect(table, rule=rule_of(asked.rule), keep=keep, report=report)
    if audit(done):
        raise DisclosureError("the audit found counts that can be worked out. Nothing is written. Please report it.")
    published = _frame(table).with_columns(pl.Series(asked.count, [None if n < 0 else n for n in done.shown.tolist()]))
    marks = {asked.count: CONFIDENTIAL}
    if out is not None:
        write_table(published, out, marks=marks)
    if account is not None:
        reasons = [reason.value for reason in done.reasons]
        write_table(published.with_columns(pl.Series("reason", reasons)), account, marks=marks)
    return marked(published, marks), _sentence(done)


def _table(asked: Asked) -> Table:
    """Read the counts."""
    frame = read_table(asked.file, sheet=asked.sheet, keys=asked.by)
    pairs = [_pair(text, asked.by) for text in asked.within]
    names = [asked.count, *asked.by, *(larger for _, larger in pairs)]
    held = frame.collect_schema()
    absent = [name for name in names if name not in held]
    if absent:
        raise InputError(f'there is no column "{absent[0]}". The columns are: {", ".join(held)}.')
    rows = frame.select(list(dict.fromkeys(names))).collect()
    if not rows[asked.count].dtype.is_numeric():
        raise InputError(f'column "{asked.count}" must hold counts, and holds text (first: "{rows[asked.count][0]}").')
    empty = [name for name in names if rows[name].null_count()]
    if empty:
        raise InputError(
            f'column "{empty[0]}" is empty in {rows[empty[0]].null_count():,} of {rows.height:,} rows. A table that is '
            "published needs every count: a missing one cannot be protected."
        )
    words = rows.with_columns(pl.col([*asked.by, *(larger for _, larger in pairs)]).cast(pl.String))
    keys = [tuple(key) for key in words.select(asked.by).iter_rows()]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InputError(
            f"{', '.join(twice)} stands in more than one row. Add the counts up, or tell the rows apart in --by."
        )
    counts: dict[Key, int] = dict(zip(keys, rows[asked.count].to_list(), strict=True))
    if asked.absent_is_zero:
        labels = [list(dict.fromkeys(key[i] for key in keys)) for i in range(len(asked.by))]
        counts = _filled(counts, labels)
    return table_of(counts, names=asked.by, within={own: _larger(words, own, larger) for own, larger in pairs})


def _filled(counts: dict[Key, int], labels: Sequence[Sequence[str]]) -> dict[Key, int]:
    """Count 0 for every combination without a row."""
    keys: list[Key] = [()]
    for part in labels:
        keys = [(*key, label) for key in keys for label in part]
    return {key: counts.get(key, 0) for key in keys}


def _pair(text: str, by: Sequence[str]) -> tuple[str, str]:
    own, equals, larger = text.partition("=")
    if not equals or own not in by:
        raise InputError(f'--within takes COLUMN=LARGER, such as ward=authority, and is "{text}".')
    return own, larger


def _larger(rows: pl.DataFrame, own: str, larger: str) -> dict[str, str]:
    """Say what each label lies within."""
    pairs = rows.select(own, larger).unique(maintain_order=True)
    twice = pairs.filter(pl.col(own).is_duplicated())
    if twice.height:
        raise InputError(f'"{twice[own][0]}" lies within more than one {larger}. Name each {own} apart.')
    return dict(pairs.iter_rows())


def _key(text: str, table: Table) -> Key:
    """Read a cell's name as it is printed."""
    key = tuple(part.strip() for part in text.split(","))
    table.place(key)
    return key


def _known(asked: Asked, table: Table) -> list[Key]:
    """Name the counts that an earlier table shows and that still stand: a reader has them for good."""
    if asked.published is None:
        return []
    frame = read_table(asked.published, keys=asked.by, missing=[CONFIDENTIAL]).collect()
    absent = [name for name in (*asked.by, asked.count) if name not in frame.columns]
    if absent:
        raise InputError(f'{asked.published} has no column "{absent[0]}". Its columns are: {", ".join(frame.columns)}.')
    if not frame[asked.count].dtype.is_numeric():
        raise InputError(f'column "{asked.count}" of {asked.published} must hold counts and the mark {CONFIDENTIAL}.')
    current = dict(zip(table.keys, table.counts.tolist(), strict=True))
    shown = frame.select(pl.col(asked.by).cast(pl.String), asked.count).iter_rows()
    return [tuple(key) for *key, count in shown if count is not None and current.get(tuple(key)) == count]


def _frame(table: Table) -> pl.DataFrame:
    return pl.DataFrame(list(table.keys), schema=dict.fromkeys(table.names, pl.String), orient="row")


def _sentence(done: Protected) -> str:
    """Say what was done."""
    count = {reason: sum(own is reason for own in done.reasons) for reason in Reason}
    return (
        f"{len(done.reasons):,} counts and totals: {count[Reason.SHOWN]:,} shown, {count[Reason.SMALL]:,} small ones "
        f"withheld, and {count[Reason.SECONDARY]:,} more that would give them away. Audited: none can be worked out."
    )
