"""Checks on what is missing: symbols that are explained, and no verdict on nothing."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.cells import short
from equitytown.audit.checks.support import (
    has_figures,
    in_round,
    is_missing,
    listed,
    quoted,
    rounds_by_row,
    squeezed,
    verdicts,
)
from equitytown.audit.published import FIGURES, RATED_AGAINST, Entry, Line, Missing, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

SHORTEST_NAME = 20  # letters: "to be confirmed" is no name of a measure or of a source
CODED = (*FIGURES, *RATED_AGAINST, Role.TREND, Role.PERIOD)


def missing_states(published: Published) -> Iterable[Remark]:
    """R20: what is missing says why, by one set of explained symbols; nothing missing is rated."""
    for table in published.tables:
        yield from _symbols(table)
        yield from _rounds_without(table)
        for line in table.lines:
            yield from _rated_on_nothing(line)
            yield from _empty(line)
            yield from _unrated(line)


def _rounds_without(table: PublishedTable) -> Iterator[Remark]:
    """Remark once a round on the measures that have no figure in it and one in another round."""
    rows = list(rounds_by_row(table))
    for name in table.rounds:
        without = [
            (line, place)
            for lines in rows
            if any(has_figures(line) for line in lines)
            for line in lines
            if line.round == name and not has_figures(line) and (place := line.at(Role.PLACE)) is not None
        ]
        of = sum(any(has_figures(line) for line in lines) for lines in rows)
        first = any(column.round == name and _BASELINE.search(column.heading) for column in table.columns)
        if not without or (not first and len(without) * 2 < of):
            continue  # a few measures that are new in a round are no gap
        verb = "measure has" if len(without) == 1 else "measures have"
        yield Remark(
            "R20",
            Sureness.LIKELY if first else Sureness.TO_CHECK,
            f"{len(without)} of {of} {verb} no figure in {name}{', which is headed the baseline' if first else ''}: "
            f"{quoted(line.measure for line, _ in without)}.",
            "Fill in what was published for that round, or say why there is none; without it there is no change to "
            "tell" + (" and no baseline." if first else "."),
            tuple(place for _, place in without),
        )


_BASELINE = re.compile(r"\bbase ?line\b", re.IGNORECASE)


def _rated_on_nothing(line: Line) -> Iterator[Remark]:
    place = line.at(Role.PLACE)
    for entry, against in verdicts(line):
        for cell in (place, against):
            if cell is not None and is_missing(cell):
                # A verdict on neighbours may be on one of them, whose figure has no column.
                of_one = entry.column.role is Role.RATING_NEIGHBOURS and cell is not place
                if of_one and re.search(r"\bclosest\b", entry.column.heading, re.IGNORECASE):
                    continue
                yield Remark(
                    "R20",
                    Sureness.LIKELY if of_one else Sureness.CERTAIN,
                    f'"{line.measure}"{in_round(line)} is rated "{entry.text}" ({short(entry)}), but '
                    f'{short(cell)} has "{cell.text}": there is nothing to compare.',
                    "Give the figure that the verdict stands on, or print that there is no comparison.",
                    (entry, cell),
                )


def _unrated(line: Line) -> Iterator[Remark]:
    """Remark where both figures are printed and the verdict is told to be missing, though others have one."""
    if not any(line.rating(role) for role in RATED_AGAINST):
        return
    for role, against in RATED_AGAINST.items():
        entry, other, place = line.at(role), line.at(against), line.at(Role.PLACE)
        if entry is None or not is_missing(entry) or other is None or place is None:
            continue
        if other.number is not None and place.number is not None:
            yield Remark(
                "R20",
                Sureness.TO_CHECK,
                f'"{line.measure}"{in_round(line)} has no verdict ("{entry.text}") though both figures are printed '
                f"({place.text} and {other.text}).",
                "Give the verdict, or say why there is none.",
                (entry, place, other),
            )


def _empty(line: Line) -> Iterator[Remark]:
    """Remark on cells left empty in a line that prints figures."""
    if not has_figures(line):
        return
    for role in (*FIGURES, *RATED_AGAINST, Role.PERIOD):
        entry = line.at(role)
        if entry is not None and not entry.text.strip():
            yield Remark(
                "R20",
                Sureness.LIKELY,
                f'"{line.measure}"{in_round(line)} leaves {entry.column.heading or role.value} empty: it is not said '
                "whether the figure is nought, withheld or not there.",
                "Print the figure, or the symbol for why there is none.",
                (entry,),
            )


def _symbols(table: PublishedTable) -> Iterator[Remark]:
    """Remark on symbols for what is missing that are several, or that the key does not explain."""
    held: dict[str, list[Entry]] = {}
    for line in table.lines:
        for role in (*CODED, Role.MEASURE, Role.SOURCE):
            entry = line.at(role)
            if entry is not None and _is_symbol(entry, role) and entry not in held.get(entry.text.strip(), ()):
                held.setdefault(entry.text.strip(), []).append(entry)
    yield from _placeholders(held)
    symbols = {symbol: cells for symbol, cells in held.items() if not _is_placeholder(symbol)}
    explained = [code for code, meaning in table.key.items() if _NOTHING.search(meaning)]
    for symbol, cells in symbols.items():
        if _in_key(symbol, table) or not (explained or len(symbols) > 1):
            continue
        if not explained and cells is max(symbols.values(), key=len):
            continue  # one symbol is no mixture: the most used stands
        others = listed([f'"{other}"' for other in (explained or symbols) if other != symbol])
        yield Remark(
            "R20",
            Sureness.LIKELY if explained else Sureness.TO_CHECK,
            f'{len(cells)} cells hold "{symbol}", which the key does not explain, beside {others}: it is not said '
            "whether the two mean the same.",
            f'Explain "{symbol}" in the key if it means something else, or print {others} throughout.',
            tuple(cells),
        )


def _is_symbol(entry: Entry, role: Role) -> bool:
    """Say whether a cell holds a symbol for what is missing, or a label or source that is still to come."""
    text = entry.text.strip()
    if role in CODED:
        return bool(text) and entry.missing not in (None, Missing.EMPTY)
    return len(text) <= SHORTEST_NAME and _is_placeholder(text)


_NOTHING = re.compile(
    r"not available|no data|unavailable|suppress|withheld|not applicable|missing|not given", re.IGNORECASE
)


def _is_placeholder(symbol: str) -> bool:
    return re.search(r"\btb[cda]\b|to be (?:confirmed|decided|agreed)", symbol, re.IGNORECASE) is not None


def _placeholders(held: dict[str, list[Entry]]) -> Iterator[Remark]:
    for symbol, cells in held.items():
        if _is_placeholder(symbol):
            yield Remark(
                "R20",
                Sureness.TO_CHECK,
                f'"{symbol}" stands in {len(cells)} {"cell" if len(cells) == 1 else "cells"} of a published table.',
                "Say what is awaited and until when, or leave the row out.",
                tuple(cells),
            )


def _in_key(symbol: str, table: PublishedTable) -> bool:
    wanted = squeezed(symbol)
    return any(squeezed(code) == wanted for code in (*table.key, *table.notes))


CHECKS = {"R20": missing_states}
