"""
Explore Education Statistics: any data set of the Department for Education, by its interface.

The data set's title and what it measures are asked for first, then the whole table, which is one request. Columns
and marks are those of the department's public documents and program (MIT licence). Not verified against the live
service: that the table of a data set keeps the names of columns that its metadata give.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from equitytown.collect.fetch import Ask
from equitytown.collect.figures import check_identity
from equitytown.collect.reading import MEND, Line, json_of, lines_of
from equitytown.collect.spans import label_from
from equitytown.collect.supplier import Row, Scope, Supplier
from equitytown.errors import DriftError
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import PeriodKind
from equitytown.terms.reply import Reply

ORIGIN = "https://api.education.gov.uk"
API = f"{ORIGIN}/statistics/v1/data-sets"
NEEDS = ("time_period", "time_identifier", "geographic_level", "country_code", "new_la_code")
LEVELS = {  # the columns of an area's code and name, by its level
    "national": ("country_code", "country_name"),
    "regional": ("region_code", "region_name"),
    "local authority": ("new_la_code", "la_name"),
}
IDENTIFIERS = {
    PeriodKind.CALENDAR: "Calendar year",
    PeriodKind.FINANCIAL: "Financial year",
    PeriodKind.ACADEMIC: "Academic year",
}
YEARS = re.compile(r"(\d{4})(?:/?(?:20)?(\d{2}))?", re.ASCII)
ADDRESS = re.compile(r"([0-9a-fA-F-]{36})/([^?/]+)(?:\?(.+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Pick:
    """What is read of a data set: its number, a column, and the rows whose cells are these."""

    data_set: str
    column: str
    where: Mapping[str, str]


def rows(indicator: Indicator, _scope: Scope, ask: Ask) -> Iterator[Row]:
    """Ask for the data set's title and metadata, then for its table."""
    pick = _pick(indicator)
    address = f"{API}/{pick.data_set}"
    title, meta = _title(ask(address)), json_of(ask(f"{address}/meta"))
    try:
        measure = _entry(meta["indicators"], pick.column, "indicators", pick)
        where = _options(meta["filters"], pick)
        name = f"{title}: {measure['label']}"
        resolved = _Pick(pick.data_set, str(measure["column"]), where)
    except (KeyError, TypeError, AttributeError):
        raise DriftError(f"{address}/meta tells of the data set in another layout. {MEND}") from None
    check_identity(indicator, name)
    yield from _rows(indicator, ask(f"{address}/csv"), resolved, name)


def rows_of_file(indicator: Indicator, reply: Reply) -> Iterator[Row]:
    """
    Read a data set's table, saved from the department's site; the measure is the name of a column.

    Raises
    ------
    DriftError
        If its layout is another, the column is not there, or no row is what the measure's filters ask for. The data
        set's title is not in the table, so it cannot be checked.
    """
    pick = _pick(indicator)
    yield from _rows(indicator, reply, pick, pick.column)


def _pick(indicator: Indicator) -> _Pick:
    """Take a measure's `supplier_id` apart."""
    found = ADDRESS.fullmatch(indicator.source.supplier_id)
    parts = [part.partition("=") for part in (found[3] or "").split("&") if part] if found else []
    if not found or any(not name or not option for name, _, option in parts):
        raise DriftError(
            f'{indicator.indicator_id}: "{indicator.source.supplier_id}" is no measure of a data set. Write the data '
            "set's number, the measure and its filters: \"b3e19901-5d2b-b676-bb4c-e60937d74725/attainment8_average"
            '?sex=Total".'
        )
    return _Pick(found[1], unquote(found[2]), {unquote(name): unquote(option) for name, _, option in parts})


def _title(reply: Reply) -> str:
    """Give the supplier's title of a data set."""
    try:
        return str(json_of(reply)["title"])
    except (KeyError, TypeError):
        raise DriftError(f"{reply.address} tells of the data set in another layout. {MEND}") from None


def _entry(listed: Any, wanted: str, what: str, pick: _Pick) -> Any:  # JSON of a supplier's own shape
    """Find an entry by its number, column or label."""
    found = [entry for entry in listed if wanted in (entry["id"], entry.get("column"), entry["label"])]
    if len(found) != 1:
        told = ", ".join(str(entry.get("column") or entry["label"]) for entry in listed)
        raise DriftError(f'data set {pick.data_set} has {len(found)} {what} "{wanted}". It has: {told}.')
    return found[0]


def _options(filters: Any, pick: _Pick) -> dict[str, str]:  # JSON of a supplier's own shape
    """Give the cell that each filter's column must hold; every filter with a choice must be named."""
    named = {_entry(filters, name, "filters", pick)["column"]: option for name, option in pick.where.items()}
    for entry in filters:
        if entry["column"] not in named and len(entry["options"]) > 1:
            told = ", ".join(f'"{option["label"]}"' for option in entry["options"])
            raise DriftError(f"data set {pick.data_set} splits its figures by {entry['column']}: choose one of {told}.")
    options = {entry["column"]: entry["options"] for entry in filters}
    return {column: str(_entry(options[column], option, column, pick)["label"]) for column, option in named.items()}


def _rows(indicator: Indicator, reply: Reply, pick: _Pick, name: str) -> Iterator[Row]:
    """Read the rows that are picked, of the levels that are wanted."""
    found = False
    for line in lines_of(reply, needs=(*NEEDS, pick.column, *pick.where)):
        columns = LEVELS.get(line["geographic_level"].casefold())
        if columns and all(line[column] == cell for column, cell in pick.where.items()):
            found = True
            yield Row(
                reply=reply, line=line.number, area_code=line.get(columns[0]), area_name=line.get(columns[1]),
                period=_period(line, indicator.period_kind, reply), value=line[pick.column],
                sex=indicator.headline_sex, title=name,
            )  # fmt: skip
    if not found:
        told = ", ".join(f"{column} {cell}" for column, cell in pick.where.items()) or "a level that is known"
        raise DriftError(f"{indicator.indicator_id}: {reply.address} holds no row with {told}.")


def _period(line: Line, kind: PeriodKind, reply: Reply) -> str:
    """Read years by what they are called: 202223 of academic years is 2022/23."""
    text, identifier = line["time_period"], line["time_identifier"]
    where = f"{reply.address}, line {line.number}"
    if kind not in IDENTIFIERS or identifier.casefold() != IDENTIFIERS[kind].casefold():
        raise DriftError(f'{where}: "{identifier}" {text} is no {kind.value}.')
    found = YEARS.fullmatch(text)
    is_split = kind is not PeriodKind.CALENDAR
    if not found or bool(found[2]) != is_split or (is_split and int(found[2]) != (int(found[1]) + 1) % 100):
        raise DriftError(f'{where}: "{text}" is no {kind.value}.')
    return label_from(int(found[1]), kind=kind)


SUPPLIER = Supplier("ees", ORIGIN, rows=rows, rows_of_file=rows_of_file)
