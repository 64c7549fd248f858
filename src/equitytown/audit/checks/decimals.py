"""Decimals: as many for a measure in every column and round, and none that say nothing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from equitytown.audit.checks.cells import figures, is_percent, rows_of, value
from equitytown.audit.checks.values import possible
from equitytown.audit.published import Entry, Line, Published, PublishedTable
from equitytown.audit.remarks import Remark, Sureness

MOST = 10  # measures that are named, and the rest is counted
IDLE = 5  # percentages of two decimals, from which a last digit that is always 0 is no chance


def constant(published: Published) -> Iterable[Remark]:
    """R21: a measure is printed with as many decimals everywhere."""
    lost = {cell for remark in possible(published) if remark.likely for cell in remark.entries}  # R01 mends these
    for table in published.tables:
        uneven = [found for lines in rows_of(table).values() if (found := _uneven(lines, lost)) is not None]
        if uneven:
            yield _of_rows(uneven)
        yield from _idle_zeros(table)


@dataclass(frozen=True, slots=True)
class _Uneven:
    """A measure whose figures have unequal decimals: the coarser cells, the most decimals, and how many are needed."""

    measure: str
    odd: tuple[Entry, ...]
    most: int
    needed: int


def _uneven(lines: list[Line], lost: Collection[Entry]) -> _Uneven | None:
    """Give what is uneven in a row; a figure whose point was left out is remarked as a value."""
    cells = [entry for line in lines for entry in figures(line).values() if entry not in lost or entry.decimals]
    most = max((entry.decimals for entry in cells), default=0)  # the others lost digits, or these have idle ones
    odd = tuple(entry for entry in cells if entry.decimals != most)
    return _Uneven(lines[0].measure, odd, most, max(_needed(entry) for entry in cells)) if odd else None


def _of_rows(uneven: list[_Uneven]) -> Remark:
    """Remark once on all measures with unequal decimals."""
    told = [
        f'"{one.measure}" prints {" and ".join(dict.fromkeys(entry.text for entry in one.odd))} where its other '
        f"figures have {_decimals(one.most)}"
        for one in uneven
    ]
    needed = {one.needed for one in uneven}
    meant = f"{_decimals(min(needed))}" if len(needed) == 1 else "as many decimals as its finest"
    return Remark(
        "R21",
        Sureness.LIKELY,
        f"{told[0]}."
        if len(told) == 1
        else f"{len(told)} measures are printed with unequal decimals: "
        f"{'; '.join(told[:MOST])}{f'; and {len(told) - MOST} more' if len(told) > MOST else ''}.",
        f"Print every figure of {'it' if len(told) == 1 else 'a measure'} with {meant}, if the source has the digits.",
        tuple(entry for one in uneven for entry in one.odd),
    )


def _decimals(places: int) -> str:
    return "no decimals" if places == 0 else "1 decimal" if places == 1 else f"{places} decimals"


def _needed(entry: Entry) -> int:
    """Count the decimals that say something: zeros at the end are left out."""
    return len(f"{value(entry):.{entry.decimals}f}".partition(".")[2].rstrip("0"))


def _idle_zeros(table: PublishedTable) -> Iterator[Remark]:
    """Find a second decimal that a spreadsheet added: 0 in every percentage."""
    cells = [
        entry
        for line in table.lines
        for entry in figures(line).values()
        if is_percent(entry, line) and entry.decimals > 1
    ]
    if len(cells) >= IDLE and all(round(value(entry), entry.decimals - 1) == value(entry) for entry in cells):
        yield Remark(
            "R21",
            Sureness.TO_CHECK,
            f"{len(cells)} percentages are printed with a last decimal that is always 0 ({cells[0].text}).",
            "Print one decimal fewer: the last one was added by the spreadsheet and says nothing.",
            tuple(cells[:3]),
        )


CHECKS = {"R21": constant}
