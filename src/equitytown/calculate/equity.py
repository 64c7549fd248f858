"""A partner's file into equity tables: read, protected, audited, and all else worked out from what is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import polars as pl

from equitytown.calculate.tables import other_sheets_told
from equitytown.derive.equity.access import Access, access
from equitytown.derive.equity.checks import above_residents, accounted
from equitytown.derive.equity.completeness import Completeness, completeness
from equitytown.derive.equity.declared import read_declared
from equitytown.derive.equity.entries import Declared, Entry, Handed, Shown
from equitytown.derive.equity.pay import Pay, pay_gaps
from equitytown.derive.equity.reading import read_handed
from equitytown.derive.equity.residents import read_residents
from equitytown.derive.equity.tables import laid_out, not_known, shown_of
from equitytown.derive.equity.words import ALL, ENOUGH_KNOWN, FEWEST_PAID, STATES, Kind, plain
from equitytown.derive.equity.workforce import Likelihood, Representation, likelihood, representation
from equitytown.disclosure.rules import rule_of
from equitytown.disclosure.suppress import Protected, audit, protect
from equitytown.disclosure.tables import linked, table_of
from equitytown.errors import DisclosureError, InputError
from equitytown.progress import Report, silent


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made of a partner's file."""

    file: Path
    kind: Kind
    population: Path | None = None
    mapping: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    senior: Sequence[str] = ()
    rule: str = "lt5"
    period: str = ""
    sheet: str = ""
    least_known: float = ENOUGH_KNOWN
    fewest_paid: int = FEWEST_PAID
    absent_is_zero: bool = False
    are_counts: bool = False
    protect_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """
    Equity tables that may be published.

    `tables` are by the name of their file, completeness first. `audit` says what was withheld, and never which of it
    is small; `protected` is what was attacked, by unit.
    """

    kind: Kind
    period: str
    tables: Mapping[str, pl.DataFrame]
    audit: Mapping[str, Any]  # what JSON holds
    protected: Mapping[tuple[str, str], Protected]
    access: tuple[Access, ...] = ()

    def sentence(self) -> str:
        """Say what was done."""
        found = self.audit
        return (
            f"{found['cells']:,} counts and sums: {found['shown']:,} shown and {found['withheld']:,} withheld by rule "
            f"{found['rule']}. Attacked: none of them can be worked out. Everything else is made of what is shown."
        )


def equity_tables(asked: Asked, *, report: Report = silent) -> Made:
    """
    Make equity tables of a partner's file.

    Parameters
    ----------
    asked : Asked
        The file, what it tells of, and what it is set beside.
    report : Report, optional
        Told of progress.

    Raises
    ------
    InputError
        If the file holds personal data or rows of persons, or has faults: all are told, with their lines.
    DisclosureError
        If it cannot be protected. Nothing is given then.
    """
    rule_of(asked.rule)  # an unknown rule is told before anything is read
    declared = _declared(asked)
    residents = (
        read_residents(asked.population, groups=declared.groups, columns=_of_residents(asked))
        if asked.population
        else {}
    )
    try:
        handed = read_handed(
            asked.file, asked.kind, declared=declared, spelt=residents, period=asked.period, sheet=asked.sheet
        )
    except InputError as fault:
        if " has no column of " not in str(fault):
            raise
        raise InputError(f"{fault}{other_sheets_told(asked.file, asked.sheet)}") from None
    handed = accounted(handed, path=asked.file.name, are_counts=asked.are_counts)
    above_residents(handed, residents, path=asked.file.name)
    _check_senior(handed, declared.senior)
    beside = _Beside(asked, declared, residents)
    protected: dict[tuple[str, str], Protected] = {}
    shown: list[tuple[Shown, tuple[Entry, ...]]] = []
    for key, entries in _units(handed).items():
        done = _protected(entries, beside, report)
        protected[key] = done
        counts = {k: None if n < 0 else n for k, n in zip(done.table.keys, done.shown.tolist(), strict=True)}
        shown.append((shown_of(key[0], entries, names=done.table.names, counts=counts), entries))
    return _made(handed, beside, shown, protected)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a file's counts are laid out and worked out by."""

    asked: Asked
    declared: Declared
    residents: Mapping[str, Mapping[str, int]]


def _declared(asked: Asked) -> Declared:
    held = read_declared(asked.mapping) if asked.mapping else Declared()
    own = {key: name for key, name in asked.columns.items() if key not in {"residents", "area"}}
    return Declared({**held.columns, **own}, held.groups, tuple(asked.senior) or held.senior, held.references)


def _of_residents(asked: Asked) -> dict[str, str]:
    return {key: name for key, name in asked.columns.items() if key in {"residents", "area"}}


def _check_senior(handed: Handed, senior: Sequence[str]) -> None:
    grades = list(dict.fromkeys(entry.grade for entry in handed.entries))
    unknown = [grade for grade in senior if grade not in grades]
    if unknown:
        raise InputError(f'no row is of grade "{unknown[0]}". The grades are: {", ".join(grades) or "none"}.')
    if senior and len(set(grades)) == len(set(senior)):
        raise InputError("every grade is called senior. Name those above which the others stand.")


def _units(handed: Handed) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Part counts that share no sum: organisations or services; in pay, each grade of an organisation."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in handed.entries:
        found.setdefault((entry.unit, entry.grade if handed.kind is Kind.PAY else ""), []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _protected(entries: Sequence[Entry], beside: "_Beside", report: Report) -> Protected:
    """Protect the counts of one unit, all its characteristics as one table, and attack what is left."""
    asked = beside.asked
    parts = laid_out(
        entries,
        senior=beside.declared.senior,
        residents=beside.residents,
        absent_is_zero=asked.absent_is_zero,
    )
    try:
        table = linked(*(table_of(rows, names=names, within=within) for rows, names, within in parts))
    except InputError as error:
        hint = " Or add --absent-is-zero." if "have no row" in str(error) else ""
        raise InputError(f"{asked.file.name}, {entries[0].unit}: {error}{hint}") from None
    public = () if asked.protect_unknown else not_known(table.names, table.keys)
    done = protect(table, rule=rule_of(asked.rule), public=public, report=report)
    if audit(done):
        raise DisclosureError("the audit found counts that can be worked out. Nothing is written. Please report it.")
    return done


def _made(
    handed: Handed,
    beside: "_Beside",
    shown: Sequence[tuple[Shown, Sequence[Entry]]],
    protected: Mapping[tuple[str, str], Protected],
) -> Made:
    """Work everything out from what is shown."""
    asked, declared, residents = beside.asked, beside.declared, beside.residents
    known = [
        completeness(own, name, grade=grade, least=asked.least_known)
        for own, _ in shown
        for name in own.groups
        for grade in (ALL, *own.grades)
    ]
    tables = {"completeness": framed(known, Completeness), "counts": _counts(shown)}
    made: tuple[Access, ...] = ()
    if asked.kind is Kind.SERVICE and residents:
        made = tuple(
            row
            for own, _ in shown
            for name in own.groups
            if name in residents
            for row in access(own, name, residents[name], least=asked.least_known)
        )
        tables["access"] = framed(made, Access)
    elif asked.kind is Kind.WORKFORCE:
        tables |= _workforce(shown, residents, asked, senior=bool(declared.senior))
    elif asked.kind is Kind.PAY:
        tables["pay"] = _pay(handed, shown, asked, declared)
    if residents:
        tables["matching"] = matching(shown, residents)
    return Made(
        asked.kind,
        handed.period,
        tables,
        _account(protected, tables, hides_unknown=asked.protect_unknown),
        protected,
        made,
    )


def _workforce(
    shown: Sequence[tuple[Shown, Sequence[Entry]]],
    residents: Mapping[str, Mapping[str, int]],
    asked: Asked,
    *,
    senior: bool,
) -> dict[str, pl.DataFrame]:
    every = [(own, name) for own, _ in shown for name in own.groups]
    found = [
        row for own, name in every for row in representation(own, name, residents.get(name), least=asked.least_known)
    ]
    tables = {"representation": framed(found, Representation)}
    if senior:
        likely = [row for own, name in every for row in likelihood(own, name, least=asked.least_known)]
        tables["likelihood"] = framed(likely, Likelihood)
    return tables


def _pay(
    handed: Handed, shown: Sequence[tuple[Shown, Sequence[Entry]]], asked: Asked, declared: Declared
) -> pl.DataFrame:
    found: list[Pay] = []
    for own, entries in shown:
        for name in own.groups:
            rows = [entry for entry in entries if entry.characteristic == name]
            total = handed.totals.get((own.unit, entries[0].grade, name))
            everybody = total if total is not None and (total.mean or total.median) else None
            found += pay_gaps(
                own, name, rows, everybody=everybody, reference=declared.references.get(name, ""),
                fewest=asked.fewest_paid,
            )  # fmt: skip
    return framed(found, Pay)


def _counts(shown: Sequence[tuple[Shown, Sequence[Entry]]]) -> pl.DataFrame:
    """Give every count and sum that is shown, and an empty one where it is withheld."""
    rows = [
        (own.unit, entries[0].grade if not own.grades and entries[0].grade else grade, name, group, count)
        for own, entries in shown
        for (name, grade, group), count in own.counts.items()
    ]
    texts = dict.fromkeys(("unit", "grade", "characteristic", "group"), pl.String)
    return pl.DataFrame(rows, schema={**texts, "count": pl.Int64}, orient="row").sort(
        "characteristic", maintain_order=True
    )


def matching(
    shown: Sequence[tuple[Shown, Sequence[Entry]]], residents: Mapping[str, Mapping[str, int]]
) -> pl.DataFrame:
    """Say which groups have residents, and for those that have none, which group may be meant."""
    rows = []
    for name, there in residents.items():
        groups = dict.fromkeys(g for own, _ in shown for g in own.groups.get(name, ()) if g not in STATES)
        for group in groups:
            said = {plain(other): other for other in there}
            near = [other for words, other in said.items() if words.startswith(plain(group))]
            near = near or [said[words] for words in get_close_matches(plain(group), list(said), n=1)]
            matched = group in there
            rows.append((name, group, "yes" if matched else "no", "" if matched or not near else near[0]))
    kinds = dict.fromkeys(("characteristic", "group", "has_residents", "may_be_meant"), pl.String)
    return pl.DataFrame(rows, schema=kinds, orient="row")


def framed(rows: Sequence[object], kind: type[Any]) -> pl.DataFrame:  # Any: one of our dataclasses
    """Lay rows out as a frame, with our names of columns."""
    types: dict[str, type[pl.DataType]] = {"int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean}
    schema = {}
    for part in fields(kind):
        told = part.type.__name__ if isinstance(part.type, type) else str(part.type)
        schema[part.name] = types.get(told.split(" ")[0], pl.String)
    return pl.DataFrame([[getattr(row, name) for name in schema] for row in rows], schema=schema, orient="row")


def _account(
    protected: Mapping[tuple[str, str], Protected], tables: Mapping[str, pl.DataFrame], *, hides_unknown: bool
) -> dict[str, Any]:
    """Say what was withheld, and what the attack found; never which of the withheld are small."""
    rule = next(iter(protected.values())).rule
    hidden = tables["counts"].filter(pl.col("count").is_null())
    withheld = int(sum(int(done.withheld.sum()) for done in protected.values()))
    cells = sum(len(done.reasons) for done in protected.values())
    return {
        "rule": rule.name,
        "smallest_shown": rule.threshold + 1,
        "rounded_to": rule.base,
        "source": rule.source,
        "cells": cells,
        "shown": cells - withheld,
        "withheld": withheld,
        "people_whose_group_is_not_known": "protected like any other count" if hides_unknown else "shown, however few",
        "attack": "linear and integer programming on all counts and sums that are shown",
        "counts_that_can_be_worked_out": 0,
        "made_of": "Shares, rates, ratios and gaps are worked out from counts that are shown, and from residents.",
        **({"pay_withheld": tables["pay"]["note"].str.starts_with("Withheld").sum()} if "pay" in tables else {}),
        "withheld_cells": [dict(row) for row in hidden.drop("count").iter_rows(named=True)],
    }
