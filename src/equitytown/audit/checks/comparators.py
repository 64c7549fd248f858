"""Comparators: figures that look copied, and a column that holds one kind of thing."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.cells import ENOUGH_DIGITS, counted, digits, figure, figures, named, short, value
from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

COPIES = (Role.NATIONAL, Role.REGIONAL, Role.NEIGHBOURS)


def _tie(line: Line, role: Role) -> tuple[Entry, Entry] | None:
    """Give the place's cell and a comparator's where both print one and the same number."""
    mine, other = figure(line, Role.PLACE), figure(line, role)
    if mine is None or other is None or value(mine) != value(other):
        return None
    # Fewer digits are often equal, unless the row has more of them elsewhere: then these were cut off or copied.
    needed = (
        ENOUGH_DIGITS - 1 if any(cell.decimals > mine.decimals for cell in figures(line).values()) else ENOUGH_DIGITS
    )
    return (mine, other) if min(digits(mine), digits(other)) >= needed else None


def copied(published: Published) -> Iterable[Remark]:
    """R04: a comparator that equals the place's figure to every digit is looked up."""
    for table in published.tables:
        for name in table.rounds:
            lines = table.of_round(name)
            for role in COPIES:
                yield from _ties(lines, role)


def _ties(lines: tuple[Line, ...], role: Role) -> Iterator[Remark]:
    tied = [_tie(line, role) for line in lines]
    for at, (line, pair) in enumerate(zip(lines, tied, strict=True)):
        if pair is None:
            continue
        beside = any(0 <= near < len(tied) and tied[near] for near in (at - 1, at + 1))
        again = " The row beside it does the same in the same column." if beside else ""
        yield Remark(
            "R04",
            Sureness.LIKELY if beside else Sureness.TO_CHECK,
            f"{named(line)} has {pair[0].text} for the place and {pair[1].text} for {short(pair[1])}.{again}",
            "Look the comparator up at the source: the place's own figure may have been pasted there. If the two are "
            "equal indeed, nothing need change.",
            (pair[1], pair[0]),
        )


def _kind(entry: Entry) -> str:
    if entry.missing is not None:
        return ""
    if entry.rank is not None:
        return "a rank"
    if entry.area:
        return "a named area's value"
    return "a value" if entry.number is not None else ""


def one_kind(published: Published) -> Iterable[Remark]:
    """R24: the neighbours' column holds one kind of comparator, and a named neighbour is the declared one."""
    for table in published.tables:
        for name in table.rounds:
            lines = table.of_round(name)
            kinds: dict[str, list[Entry]] = {}
            for line in lines:
                entry = line.at(Role.NEIGHBOURS)
                if entry is not None and _kind(entry):
                    kinds.setdefault(_kind(entry), []).append(entry)
            yield from _mixed(kinds)
            yield from _undeclared(published, table, lines)


def _mixed(kinds: dict[str, list[Entry]]) -> Iterator[Remark]:
    if len(kinds) < 2:  # noqa: PLR2004  one kind is as it should be
        return
    main = max(kinds, key=lambda kind: len(kinds[kind]))
    for kind, entries in kinds.items():
        if kind != main:
            yield Remark(
                "R24",
                Sureness.TO_CHECK if all(entry.marks for entry in entries) else Sureness.LIKELY,
                f'In the column "{entries[0].column.heading.rpartition(": ")[2]}" '
                f'{counted(len(entries), "cell holds", "cells hold")} {kind} ("{entries[0].text}") where '
                f"{counted(len(kinds[main]), 'holds', 'hold')} {main}.",
                f"Give {main} in every row, or {kind} a column of its own; failing that, a mark and a footnote.",
                tuple(entries),
            )


def _undeclared(published: Published, table: PublishedTable, lines: tuple[Line, ...]) -> Iterator[Remark]:
    """Find named neighbours that nothing in the document names as a neighbour, and the verdicts that rest on them."""
    said = [passage.text for passage in published.passages] + [*table.key.values(), *table.notes.values()]
    near = [text for text in said if "neighbour" in text.lower()]
    declared = [one for one in published.passages if re.search(r"\bclosest\b[^.]*\bneighbours?\b[^.]*\bis\b", one.text)]
    odd = [
        (entry, line.at(Role.RATING_NEIGHBOURS))
        for line in lines
        if (entry := line.at(Role.NEIGHBOURS)) and entry.area and not entry.marks
        if entry.area.casefold() != table.place_name.casefold() and not any(entry.area in text for text in near)
    ]
    if odd:
        areas = " and ".join(sorted({entry.area for entry, _ in odd}))
        yield Remark(
            "R24",
            Sureness.LIKELY,
            f"The place is compared with {areas} ({', '.join(entry.text for entry, _ in odd)}), which nothing in the "
            "document names as its neighbour.",
            "Compare with the declared neighbour, or say why this area stands in and record it beside the figure.",
            tuple(cell for pair in odd for cell in pair if cell is not None),
            tuple(declared),
        )


CHECKS = {"R04": copied, "R24": one_kind}
