"""Decimals: as many for a measure in every column and round, and none that say nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.cells import figures, is_percent, rows_of, value
from equitytown.audit.published import Entry, Line, Published, PublishedTable
from equitytown.audit.remarks import Remark, Sureness

IDLE = 5  # percentages of two decimals, from which a last digit that is always 0 is no chance


def constant(published: Published) -> Iterable[Remark]:
    """R21: a measure is printed with as many decimals everywhere."""
    for table in published.tables:
        for lines in rows_of(table).values():
            yield from _uneven(lines)
        yield from _idle_zeros(table)


def _uneven(lines: list[Line]) -> Iterator[Remark]:
    cells = [entry for line in lines for entry in figures(line).values()]
    counts = Counter(entry.decimals for entry in cells)
    if len(counts) < 2:  # noqa: PLR2004  one number of decimals is as it should be
        return
    usual = max(counts)  # the others lost digits, or these have some that nobody measured
    odd = [entry for entry in cells if entry.decimals != usual]
    meant = max(_needed(entry) for entry in cells)
    yield Remark(
        "R21",
        Sureness.LIKELY,
        f'"{lines[0].measure}" prints {" and ".join(dict.fromkeys(entry.text for entry in odd))} where its other '
        f"figures have {_decimals(usual)}.",
        f"Print every figure of it with {_decimals(meant)}, if the source has the digits.",
        tuple(odd),
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
