"""
ONS Explore Local Statistics: figures with 95% limits where the publisher has them, back to the first year.

Addresses and columns are those that the service's public documents give (ONSdigital/explore-local-statistics-app,
docs/api, read in November 2026). They warn that the service is no interface for others and may change. Not verified
against the live service: that it answers a program at all, and what stands in its column `indicator`. Files are in
the layout of the public repository ONSdigital/explore-local-statistics-data, which was read.
"""

import re
from collections.abc import Iterator
from datetime import date

from equitytown.collect.fetch import Ask
from equitytown.collect.figures import check_identity, same_name
from equitytown.collect.reading import MEND, Line, json_of, lines_of
from equitytown.collect.spans import label_of
from equitytown.collect.supplier import Row, Scope, Supplier
from equitytown.collect.values import is_mark, sex_of
from equitytown.errors import DriftError
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import PeriodKind
from equitytown.terms.reply import Reply

ORIGIN = "https://www.ons.gov.uk"
API = f"{ORIGIN}/explore-local-statistics/api/v1"
LEVELS = "ctry,rgn,utla"  # nations, regions, upper-tier authorities
NEEDS = ("areacd", "period")
VALUES = ("observation", "value")  # the repository's word, and the service's
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00)?/P(\d{1,2})Y")


def rows(indicator: Indicator, _scope: Scope, ask: Ask) -> Iterator[Row]:
    """Ask for the measure's name, then for its figures of every year."""
    slug = indicator.source.supplier_id
    if not SLUG.fullmatch(slug):
        raise DriftError(f'{indicator.indicator_id}: "{slug}" is no name of a measure. Write such as "claimant-count".')
    name = _name(ask(f"{API}/metadata/indicators/{slug}"), slug)
    check_identity(indicator, name)
    reply = ask(f"{API}/data.csv?indicator={slug}&geo={LEVELS}&time=all&includeStatus=true")
    named = set[str]()
    for line in _lines(reply, NEEDS):
        named.add(line.get("indicator"))
        if len(named) > 1:
            raise DriftError(f"{reply.address} holds more than one measure: {', '.join(sorted(named))}. {MEND}")
        yield _row(line, name, indicator, reply)


def rows_of_file(indicator: Indicator, reply: Reply) -> Iterator[Row]:
    """
    Read a table of the service's public repository, of one data set or of several.

    Raises
    ------
    DriftError
        If its layout is another, or no row carries the name that the indicator's file gives.
    """
    wanted, number = indicator.source.supplier_name, indicator.source.supplier_id
    is_wanted, other, found = dict[str, bool](), "", False
    for line in _lines(reply, (*NEEDS, "indicator")):
        name = line["indicator"]
        if is_wanted.setdefault(name, same_name(name, wanted)):
            found = True
            yield _row(line, name, indicator, reply)
        elif not other and line.get("dataset") in ("", number):
            other = name
    if not found and other:
        check_identity(indicator, other)
    if not found:
        raise DriftError(f'{indicator.indicator_id}: {reply.address} holds no row of "{wanted or number}".')


def _lines(reply: Reply, needs: tuple[str, ...]) -> Iterator[Line]:
    """Read lines, whichever of its two words the supplier uses for a value."""
    for line in lines_of(reply, needs=needs, once=VALUES):
        if not any(word in line.cells for word in VALUES):
            raise DriftError(f'{reply.address} has no column "{VALUES[0]}" and none "{VALUES[1]}". {MEND}')
        yield line


def _name(reply: Reply, slug: str) -> str:
    """Give the supplier's name of a measure."""
    try:
        return str(json_of(reply)["label"])
    except (KeyError, TypeError):
        raise DriftError(f"Explore Local Statistics tells of {slug} in another layout.") from None


def _row(line: Line, name: str, indicator: Indicator, reply: Reply) -> Row:
    """Write a line as a row; a status is a mark in place of a value, or words about it."""
    value, status = next(line[word] for word in VALUES if word in line.cells), line.get("status")
    is_missing = not value and is_mark(status)
    remarks = ("" if is_missing else status, line.get("notes"), line.get("notes.1"))
    return Row(
        reply=reply, line=line.number, area_code=line["areacd"], area_name=line.get("areanm"),
        period=_period(line, indicator.period_kind, reply), sex=sex_of(line.get("sex")) or indicator.headline_sex,
        value=status if is_missing else value, lower=line.get("lci_95"), upper=line.get("uci_95"),
        note=". ".join(text for text in remarks if text), title=name,
    )  # fmt: skip


def _period(line: Line, kind: PeriodKind, reply: Reply) -> str:
    """Read a first day and a length, "2011-01-01/P3Y"."""
    found = SPAN.fullmatch(line["period"])
    where = f'{reply.address}, line {line.number}: period "{line["period"]}"'
    try:
        if found:
            return label_of(date.fromisoformat(found[1]), years=int(found[2]), kind=kind)
    except (DriftError, ValueError) as error:
        raise DriftError(f"{where}: {error}") from None
    raise DriftError(f"{where} is no {kind.value}. Equity Town reads a first day and years, 2011-01-01/P3Y.")


SUPPLIER = Supplier("ons-els", ORIGIN, rows=rows, rows_of_file=rows_of_file)
