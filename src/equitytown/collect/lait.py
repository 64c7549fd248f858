"""
The Local Authority Interactive Tool of the Department for Education: a table that somebody saved, CSV or Parquet.

It has no address to ask. It names authorities by the department's own numbers and a split year by the one in which
it ends. For some measures it gives England as the sum of the regions: such a figure is withheld.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from equitytown.collect.figures import check_identity, same_name
from equitytown.collect.reading import Line, lines_of
from equitytown.collect.spans import label_from
from equitytown.collect.supplier import Row, Supplier
from equitytown.collect.values import number_of
from equitytown.errors import DriftError
from equitytown.terms.area import ENGLAND
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import PeriodKind
from equitytown.terms.reply import Reply

NEEDS = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number")
REGIONS = frozenset(map(str, (980, 981, 982, 983, 984, 985, 986, 989, 990)))  # 987 and 988 are parts of London
FEWEST = 2  # regions that tell where England may lie
NOTED = re.compile(r"(.*?)\s*\((\w+)\)", re.ASCII)
STATUSES = {"prov": "provisional"}
YEAR, SPLIT = re.compile(r"\d{4}", re.ASCII), re.compile(r"(\d{4})[-/](\d{2})", re.ASCII)
BEYOND = (
    "Withheld: the supplier's file gives {value}, beyond every one of the regions ({low:g} to {high:g}); "
    "it is about their sum, not a rate for England"
)


def rows_of_file(indicator: Indicator, reply: Reply) -> Iterator[Row]:
    """
    Read a measure from the tool's table.

    Parameters
    ----------
    indicator : Indicator
        Its `supplier_id` is what the table calls "Short Desc"; or the tool's own number of a measure, which the
        table does not hold, and then `supplier_name` alone chooses.
    reply : Reply
        The table.

    Raises
    ------
    DriftError
        If the layout is another, no row is about the measure, or the measure has another name.
    """
    short = _short(indicator, reply)
    lines = list(lines_of(reply, needs=NEEDS, only=("Short Desc", short)))
    if not lines:
        raise DriftError(f'{indicator.indicator_id}: {reply.address} holds no measure "{short}".')
    name = _name(lines)
    check_identity(indicator, name)
    ranges = _ranges(lines)
    return (_row(line, name, ranges, indicator, reply) for line in lines)


@cache
def area_codes() -> Mapping[str, str]:
    """
    Give the area code of each of the department's numbers for an authority of today, a region or England.

    Examples
    --------
    >>> area_codes()["821"]
    'E06000032'
    """
    text = files("equitytown.collect").joinpath("education_areas.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["number"]: row["area_code"] for row in csv.DictReader(text.splitlines())})


def _short(indicator: Indicator, reply: Reply) -> str:
    """Give a measure's short name; one that goes by its number is looked for by its name."""
    source = indicator.source
    if not source.supplier_id.isdigit():
        return source.supplier_id
    if not source.supplier_name:
        raise DriftError(
            f"{indicator.indicator_id}: the tool's table does not hold its number {source.supplier_id}. Write what "
            'the table calls it: its "Short Desc" as supplier_id, or its "Data item" as supplier_name.'
        )
    found = {short for short, name in _measures(reply) if same_name(name or short, source.supplier_name)}
    if len(found) != 1:
        told = ", ".join(sorted(found)) or "none"
        raise DriftError(
            f"{indicator.indicator_id}: one measure of {reply.address} must be called "
            f'"{source.supplier_name}", and these are: {told}.'
        )
    return found.pop()


@lru_cache(maxsize=1)
def _measures(reply: Reply) -> frozenset[tuple[str, str]]:
    """Give every short name with each name that the tool gives it, once for all measures of a place."""
    return frozenset((line["Short Desc"], line["Data item"]) for line in lines_of(reply, needs=NEEDS))


def _name(lines: Sequence[Line]) -> str:
    """Give a measure's name; the tool leaves it out in some rows, and for some measures in all."""
    return next((line["Data item"] for line in lines if line["Data item"]), lines[0]["Short Desc"])


def _number(line: Line) -> str:
    """Give the department's number of an area, however a spreadsheet wrote it."""
    number = number_of(line["LA Number"])
    return line["LA Number"] if number is None else f"{number:g}"


def _ranges(lines: Iterable[Line]) -> dict[str, tuple[float, float]]:
    """Give each year's lowest and highest region: England, their average, must lie between."""
    values: dict[str, list[float]] = {}
    for line in lines:
        value = number_of(line["Values"])
        if value is not None and _number(line) in REGIONS:
            values.setdefault(line["Years"], []).append(value)
    return {year: (min(found), max(found)) for year, found in values.items() if len(found) >= FEWEST}


def _row(line: Line, name: str, ranges: Mapping[str, tuple[float, float]], indicator: Indicator, reply: Reply) -> Row:
    """Write a line as a row; one about England that cannot be a figure for England carries no value."""
    number, value, note = _number(line), line["Values"], ""
    area_code = area_codes().get(number, number)  # one of old stands under its number, and is left out
    low, high = ranges.get(line["Years"], (float("-inf"), float("inf")))
    given = number_of(value)
    if area_code == ENGLAND.area_code and given is not None and not low <= given <= high:
        value, note = "", BEYOND.format(value=value, low=low, high=high)
    period, status = _period(line, indicator.period_kind, reply)
    return Row(
        reply=reply, line=line.number, area_code=area_code, area_name=line["LA and Regions"], period=period,
        value=value, sex=indicator.headline_sex, note=note, status=status, title=name,
    )  # fmt: skip


def _period(line: Line, kind: PeriodKind, reply: Reply) -> tuple[str, str]:
    """Read a year and what is said of it: 2023 of split years is 2022/23, "2025 (prov)" is provisional."""
    text = line["Years"]
    noted = NOTED.fullmatch(text)
    year, status = (noted[1], STATUSES.get(noted[2].casefold(), "")) if noted else (text, "")
    if kind is PeriodKind.POOLED:
        return year, status
    split = SPLIT.fullmatch(year)
    if YEAR.fullmatch(year):
        return label_from(int(year) - (kind is not PeriodKind.CALENDAR), kind=kind), status
    if split and kind is not PeriodKind.CALENDAR and (int(split[1]) + 1) % 100 == int(split[2]):
        return label_from(int(split[1]), kind=kind), status
    raise DriftError(f'{reply.address}, line {line.number}: "{text}" is no {kind.value}.')


SUPPLIER = Supplier("lait", rows_of_file=rows_of_file)
