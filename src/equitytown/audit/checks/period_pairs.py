"""Checks on periods side by side: kindred measures of one round, and years left out between two rounds."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from equitytown.audit.checks.support import has_figures, holds_newest, quoted, rounds_by_row
from equitytown.audit.prose import about
from equitytown.audit.published import Entry, Line, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Form, Span, span_of

KINDRED = 2  # words that two labels share, all those of the shorter
YEARLY = (Form.YEAR, Form.SPLIT)


def period_pairs(table: PublishedTable) -> Iterator[Remark]:
    """Remark on kindred measures of two periods in one round, and on years left out between rounds."""
    yield from () if holds_newest(table) else _kindred(table)
    yield from _years_left_out(table)


def _spanned(line: Line) -> tuple[Entry, Span] | None:
    entry = line.at(Role.PERIOD)
    span = span_of(entry.text) if entry else None
    return (entry, span) if entry and span and not span.is_backwards and has_figures(line) else None


def _kindred(table: PublishedTable) -> Iterator[Remark]:
    """Remark once a round: life expectancy of one period and healthy life expectancy of another."""
    for name in table.rounds:
        dated = [(line, held) for line in table.of_round(name) if (held := _spanned(line))]
        pairs = [
            (one, other)
            for (line, one), (beside, other) in combinations(dated, 2)
            if one[1].form is other[1].form and one[1].key != other[1].key and _alike(line, beside)
        ]
        if pairs:
            yield Remark(
                "R17",
                Sureness.TO_CHECK,
                f"Kindred measures have two periods in the same round{f' ({name})' if name else ''}: "
                f"{quoted(f'{one[0].text} and {other[0].text}' for one, other in pairs)}.",
                "Look up whether the newer period is published for both; a reader will set them side by side.",
                tuple(dict.fromkeys(held[0] for pair in pairs for held in pair)),
            )


def _alike(one: Line, other: Line) -> bool:
    """Say whether one label holds every word of the other."""
    shorter, longer = sorted((about(one.measure), about(other.measure)), key=len)
    return len(shorter) > KINDRED and shorter < longer


def _years_left_out(table: PublishedTable) -> Iterator[Remark]:
    """Remark once on yearly figures between whose two rounds a year is missing."""
    held = []
    for lines in rounds_by_row(table):
        dated = [found for line in lines if (found := _spanned(line))]
        for (first, before), (second, after) in pairwise(dated):
            if before.form is after.form and before.form in YEARLY and after.first - before.first > 1:
                held.append((lines[0], first, second))
    if held:
        yield Remark(
            "R17",
            Sureness.TO_CHECK,
            f"{'1 measure leaves' if len(held) == 1 else f'{len(held)} measures leave'} out a year between the rounds: "
            f"{quoted(f'{line.measure}: {one.text}, then {other.text}' for line, one, other in held)}.",
            "Look up whether the year between was published; if the figure is not of every year, say so.",
            tuple(cell for _, one, other in held for cell in (one, other)),
        )
