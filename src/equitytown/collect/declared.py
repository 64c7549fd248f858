"""Any table by a declared mapping: CSV, Excel, ODS or Parquet, as sources.yaml says which column is which."""

from collections.abc import Iterator
from datetime import date

from equitytown.collect.reading import Line, lines_of
from equitytown.collect.supplier import Row
from equitytown.collect.values import number_of
from equitytown.errors import DriftError
from equitytown.terms.indicator import Indicator
from equitytown.terms.reply import Reply
from equitytown.terms.sources import HandedFile


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
    needs = [*handed.columns.values(), *handed.where, *handed.without]
    wanted = handed.indicators.get(indicator.indicator_id, indicator.source.supplier_id)
    count = 0
    named = handed.columns.get("indicator")
    only = (named, wanted) if named is not None else None
    for line in lines_of(reply, needs=list(dict.fromkeys(needs)), sheet=handed.sheet, only=only):
        if _is_wanted(line, handed):
            count += 1
            yield _row(line, handed, indicator, reply)
    if not count:
        about = f' with "{wanted}"' if "indicator" in handed.columns else ""
        raise DriftError(f"{indicator.indicator_id}: {reply.address} holds no row{about} that the mapping keeps.")


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
