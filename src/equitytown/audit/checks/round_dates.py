"""Checks on rounds against the periods under them: what a round is named after, and how old its figures are."""

from collections.abc import Iterable, Iterator

from equitytown.audit.checks.support import holds_newest, quoted
from equitytown.audit.published import Entry, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Span, span_of

OLD = 12  # months between a period's end and the beginning of its round, from where a reader should be told
SHOWN = 3  # cells that are quoted where a column as a whole is meant

Dated = tuple[Entry, Span]


def round_dates(published: Published) -> Iterable[Remark]:
    """Remark on rounds named after a year that is not their figures', on figures far older, and on later ones."""
    for table in published.tables:
        rounds = {name: span for name in table.rounds if (span := span_of(name)) is not None}
        held = {name: _dated(table, name) for name in rounds}
        told = holds_newest(table)
        yield from () if told else _named_after_another(rounds, held)
        for name, span in rounds.items():
            yield from () if told else _older(name, span, held[name])
            yield from _beyond(name, span, held[name])


def _dated(table: PublishedTable, name: str) -> list[Dated]:
    cells = [entry for line in table.of_round(name) if (entry := line.at(Role.PERIOD)) is not None]
    return [(entry, span) for entry in cells if (span := span_of(entry.text)) is not None and not span.is_backwards]


def _named_after_another(rounds: dict[str, Span], held: dict[str, list[Dated]]) -> Iterator[Remark]:
    """Remark once where hardly a figure is of the year that its round is named after, and several rounds are."""
    every = [(entry, span, name) for name, cells in held.items() for entry, span in cells]
    other = [(entry, span) for entry, span, name in every if span.key != rounds[name].key]
    kinds = {span.months[1] - span.months[0] for _, span in other}
    if len(rounds) > 1 and len(other) * 2 > len(every) and len(kinds) > 1:
        yield Remark(
            "R18",
            Sureness.TO_CHECK,
            f"{len(other)} of the {len(every)} figures that stand under {quoted(rounds)} are "
            f"of other periods: {quoted(entry.text for entry, _ in other)}.",
            "Say beside the rounds' names that they are when figures were collected, not what they are of.",
            tuple(entry for entry, _ in other[:SHOWN]),
        )


def _older(name: str, of: Span, cells: list[Dated]) -> Iterator[Remark]:
    old = [entry for entry, span in cells if of.months[0] - span.months[1] > OLD]
    if old:
        yield Remark(
            "R18",
            Sureness.TO_CHECK,
            f'{_counted(old)} under "{name}" ended more than a year before it began, and {_is(old)} older than a '
            f"reader takes {_them(old)} to be: {quoted(entry.text for entry in old)}.",
            "Look up whether a newer period is published; if not, say beside the figure why it is so old.",
            tuple(old),
        )


def _beyond(name: str, of: Span, cells: list[Dated]) -> Iterator[Remark]:
    late = [entry for entry, span in cells if span.months[1] > of.months[1]]
    if late:
        yield Remark(
            "R18",
            Sureness.TO_CHECK,
            f'{_counted(late)} under "{name}" {"reaches" if len(late) == 1 else "reach"} beyond the end of that year: '
            f"{quoted(entry.text for entry in late)}.",
            "Print the months or the day that the figure is of, and look whether it belongs in this round.",
            tuple(late),
        )


def _counted(entries: list[Entry]) -> str:
    return "1 period" if len(entries) == 1 else f"{len(entries)} periods"


def _is(entries: list[Entry]) -> str:
    return "is" if len(entries) == 1 else "are"


def _them(entries: list[Entry]) -> str:
    return "it" if len(entries) == 1 else "them"
