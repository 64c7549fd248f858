"""Checks on a table's shape: headings that agree, one part to a column, and no row twice or torn."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from equitytown.audit.checks.support import first_lines, first_with_figures, has_figures, quoted, squeezed
from equitytown.audit.published import Column, Entry, Line, Published, PublishedTable, Role, Slip
from equitytown.audit.reading.grids import SlipKind
from equitytown.audit.remarks import Remark, Sureness

ONCE: tuple[Role, ...] = (
    Role.PLACE,
    Role.NATIONAL,
    Role.REGIONAL,
    Role.NEIGHBOURS,
    Role.RATING_NATIONAL,
    Role.RATING_REGIONAL,
)
_WHOLE = Column("", "", Role.OTHER)  # of an entry that is a whole row
ONCE += (Role.RATING_NEIGHBOURS, Role.TREND, Role.PERIOD, Role.SOURCE, Role.MEASURE, Role.LOWER, Role.UPPER)


def structure(published: Published) -> Iterable[Remark]:
    """R28: a table has one heading to a part, the same words for it in every round, and whole rows."""
    for table in published.tables:
        yield from _slips(table)
        yield from _baselines(table)
        yield from _duplicate_parts(table)
        yield from _unequal_headings(table)
        yield from _unequal_upper(table)
        yield from _rows_twice(table)
        yield from _without_label(table)


def _cell_under(table: PublishedTable, column: Column) -> tuple[Entry, ...]:
    """Give the first cell of a column, to show where it is; none where it plays no part."""
    found = (entry for line in table.lines for entry in line.entries.values() if entry.column == column)
    first = next(found, None)
    return (first,) if first else ()


def _slips(table: PublishedTable) -> Iterator[Remark]:
    for slip in table.slips:
        if slip.kind is SlipKind.GROUP_ONCE:
            continue  # a group named on its first row alone is how people read it
        yield Remark(
            "R28",
            Sureness.TO_CHECK,
            slip.says,
            "Mend the table's shape, so that it can be read by a machine and by a screen reader.",
            _rows_of(slip, table),
        )


def _rows_of(slip: Slip, table: PublishedTable) -> tuple[Entry, ...]:
    """Give the rows that a slip is about, each as it stands."""
    if slip.printed:
        return tuple(Entry(text, row, _WHOLE) for row, text in slip.printed)
    label = next((line.at(Role.MEASURE) for line in first_lines(table) if line.row == slip.row), None)
    if label is not None:
        return (label,)
    texts = " | ".join(text for text in table.printed.get(slip.row, ()) if text)
    return (Entry(texts, slip.row, _WHOLE),) if texts else ()


def _baselines(table: PublishedTable) -> Iterator[Remark]:
    """Remark where two rounds are both headed the baseline."""
    held = [column for column in table.columns if re.search(r"\bbase ?line\b", column.heading, re.IGNORECASE)]
    rounds = dict.fromkeys(column.round for column in held)
    if len(rounds) > 1:
        shown = [next(column for column in held if column.round == name) for name in rounds]
        yield Remark(
            "R28",
            Sureness.LIKELY,
            f"Several rounds are headed the baseline: {quoted(column.heading for column in shown)}. There can be one.",
            "Call the first round the baseline and the later one the latest.",
            tuple(entry for column in shown for entry in _cell_under(table, column)),
        )


def _duplicate_parts(table: PublishedTable) -> Iterator[Remark]:
    held: dict[tuple[Role, str], list[Column]] = {}
    for column in table.columns:
        if column.role in ONCE:
            held.setdefault((column.role, column.round), []).append(column)
    for (role, name), columns in held.items():
        if len(columns) > 1:
            yield Remark(
                "R28",
                Sureness.LIKELY,
                f"Columns {quoted(column.letter for column in columns)} both hold {role.value}"
                f"{f' in {name}' if name else ''} (headed {quoted(column.heading for column in columns)}).",
                "Head each column by what it alone holds.",
                tuple(entry for column in columns for entry in _cell_under(table, column)),
            )


_ROUND = re.compile(
    r"\bJSNA\b|\b(?:19|20)\d{2}(?:\s*[/-]\s*\d{2,4})?\s*:?|\(base ?line[^)]*\)|\(description\)|,",
    re.IGNORECASE,
)


def _plain(column: Column) -> str:
    """Give a heading without its round."""
    text = re.sub(
        r"\s+", " ", _ROUND.sub(" ", column.heading.replace(column.round, " ") if column.round else column.heading)
    )
    return text.strip(" :-")


def _unequal_headings(table: PublishedTable) -> Iterator[Remark]:
    """Remark where one part is headed in other words in another round."""
    held: dict[Role, list[Column]] = {}
    for column in table.columns:
        if column.role in ONCE and column.round:
            held.setdefault(column.role, []).append(column)
    for role, columns in held.items():
        names = {squeezed(_plain(column)): column for column in columns}
        if len(names) > 1 and len({column.round for column in columns}) == len(columns):
            yield Remark(
                "R28",
                Sureness.TO_CHECK,
                f"The columns of {role.value} are headed {quoted(_plain(column) for column in names.values())} in "
                "different rounds.",
                "Use the same words in every round.",
                tuple(entry for column in names.values() for entry in _cell_under(table, column)),
            )


def _upper(column: Column) -> str:
    """Give what stands over a column's own heading, without its round."""
    above, _, _ = column.heading.rpartition(":")
    return re.sub(r"\s+", " ", above.replace(column.round, " ") if column.round else above).strip(" :-,")


def _unequal_upper(table: PublishedTable) -> Iterator[Remark]:
    """Remark once on each pair of headings over the same columns that differ between rounds by more than the round."""
    held: dict[Role, list[Column]] = {}
    for column in table.columns:
        if column.role in ONCE and column.round:
            held.setdefault(column.role, []).append(column)
    pairs: dict[tuple[str, str], tuple[Column, Column]] = {}
    for columns in held.values():
        for one, other in pairwise(columns):
            if squeezed(_upper(one)) != squeezed(_upper(other)) and one.round != other.round:
                pairs.setdefault((_upper(one), _upper(other)), (one, other))
    for one, other in pairs.values():
        names = (one.heading.rpartition(":")[0], other.heading.rpartition(":")[0])
        yield Remark(
            "R28",
            Sureness.TO_CHECK,
            f'Over the same columns stands "{names[0]}" in one round and "{names[1]}" in the other.',
            "Use the same words in every round.",
            (*_cell_under(table, one), *_cell_under(table, other)),
        )


def _rows_twice(table: PublishedTable) -> Iterator[Remark]:
    held: dict[tuple[str, str], list[Line]] = {}
    for line in first_with_figures(table):
        if line.measure.strip():
            held.setdefault((squeezed(line.group), squeezed(line.measure)), []).append(line)
    for lines in held.values():
        if len(lines) > 1:
            cells = tuple(entry for line in lines if (entry := line.at(Role.MEASURE)) is not None)
            yield Remark(
                "R28",
                Sureness.LIKELY,
                f'"{lines[0].measure}" stands in {len(lines)} rows ({", ".join(str(line.row) for line in lines)}).',
                "Keep one row to a measure, or say in the labels how the rows differ.",
                cells,
            )


def _without_label(table: PublishedTable) -> Iterator[Remark]:
    for line in table.lines:
        if has_figures(line) and not line.measure.strip():
            place = line.at(Role.PLACE)
            yield Remark(
                "R28",
                Sureness.LIKELY,
                f"Row {line.row} prints figures ({place.text if place else ''}) and names no measure.",
                "Name the measure on its own row.",
                (place,) if place else (),
            )


CHECKS = {"R28": structure}
