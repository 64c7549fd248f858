"""Any table by a declared mapping: CSV, Excel, ODS or Parquet, as sources.yaml says which column is which."""

import re
from collections.abc import Iterator
from datetime import date

from equitytown.collect.reading import MEND, Line, lines_of
from equitytown.collect.supplier import Row
from equitytown.collect.values import number_of
from equitytown.errors import DriftError
from equitytown.terms.indicator import Indicator
from equitytown.terms.reply import Reply
from equitytown.terms.sources import HandedFile

CODE = re.compile(r"[A-Z]\d{8}", re.ASCII)
COLUMNS = "Write the file's own names under columns in sources.yaml."


def holds(handed: HandedFile, indicator: Indicator) -> bool:
    """Say whether a file is declared to hold an indicator: by name, or by its supplier's code for it."""
    if handed.indicators:
        return indicator.indicator_id in handed.indicators
    return not handed.columns or "indicator" in handed.columns


def declared_rows(indicator: Indicator, handed: HandedFile, reply: Reply) -> Iterator[Row]:
    """
    Read an indicator's rows by a declared mapping.

    Parameters
    ----------
    indicator : Indicator
        What is wanted; `handed.indicators`, or its supplier's code, says which rows are about it.
    handed : HandedFile
        The mapping.
    reply : Reply
        The file's bytes.

    Raises
    ------
    DriftError
        If a column of the mapping is not there, no row is about the indicator, or a date is none.
    """
    try:
        yield from _rows(indicator, handed, reply)
    except DriftError as fault:
        raise DriftError(str(fault).replace(MEND, COLUMNS)) from None


def _rows(indicator: Indicator, handed: HandedFile, reply: Reply) -> Iterator[Row]:
    needs = [*handed.columns.values(), *handed.where, *handed.without]
    wanted = handed.indicators.get(indicator.indicator_id, indicator.source.supplier_id)
    count = 0
    named = handed.columns.get("indicator")
    only = (named, wanted) if named is not None else None
    for line in lines_of(reply, needs=list(dict.fromkeys(needs)), sheet=handed.sheet, only=only):
        if _is_wanted(line, handed):
            count += 1
            row = _row(line, handed, indicator, reply)
            _check_code(row, reply)
            yield row
    if not count:
        about = f' with "{wanted}"' if "indicator" in handed.columns else ""
        raise DriftError(f"{indicator.indicator_id}: {reply.address} holds no row{about} that the mapping keeps.")


def _check_code(row: Row, reply: Reply) -> None:
    """Refuse a row that gives a figure of no area: left out silently, nobody would miss it."""
    if row.value and row.period and not CODE.fullmatch(row.area_code):
        raise DriftError(
            f'{reply.address}, line {row.line}: "{row.area_code}" is no area code. Use the nine-character code, '
            "such as E06000032."
        )


def _is_wanted(line: Line, handed: HandedFile) -> bool:
    return all(line[column] == cell for column, cell in handed.where.items()) and not any(
        words in line[column] for column, words in handed.without.items()
    )


def _row(line: Line, handed: HandedFile, indicator: Indicator, reply: Reply) -> Row:
    cell = {ours: line[theirs] for ours, theirs in handed.columns.items()}.get
    return Row(
        reply=reply,
        line=line.number,
        area_code=cell("area_code", ""),
        area_name=cell("area_name", ""),
        period=cell("period", ""),
        sex=cell("sex", "") or indicator.headline_sex,
        category_type=cell("category_type", ""),
        category=cell("category", ""),
        value=_scaled(cell("value", ""), handed.scale),
        lower=_scaled(cell("lower", ""), handed.scale),
        upper=_scaled(cell("upper", ""), handed.scale),
        numerator=cell("numerator", ""),
        denominator=cell("denominator", ""),
        status=cell("status", ""),
        note=". ".join(part for part in (cell("note", ""), handed.note) if part),
        rating=cell("published_rating", ""),
        title=cell("title", "") or handed.title,
        known_from=_day(cell("known_from", ""), line, reply) or handed.dated,
    )


def _scaled(cell: str, scale: float) -> str:
    """Multiply a number; leave a mark as it stands."""
    number = number_of(cell)
    return cell if number is None or scale == 1 else repr(float(f"{number * scale:.15g}"))


def _day(cell: str, line: Line, reply: Reply) -> date | None:
    try:
        return date.fromisoformat(cell[:10]) if cell else None
    except ValueError:
        raise DriftError(f'{reply.address}, line {line.number}: "{cell}" is not a date (2026-05-13).') from None
