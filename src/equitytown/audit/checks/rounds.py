"""The same measure in two rounds: what must not differ, and what should not stand still or jump."""

import re
from collections.abc import Iterable, Iterator
from math import hypot

from equitytown.audit.checks.cells import alike, explained, figure, figures, is_percent, short, value
from equitytown.audit.families import family_of
from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.indicator import Basis

COMPARED = (Role.PLACE, Role.LOWER, Role.UPPER, Role.NATIONAL, Role.REGIONAL, Role.NEIGHBOURS)
JUMP = 0.3  # of the earlier value: more than a survey of one place moves in a year without a reason
LEAP = 0.5  # more than any percentage does
STEADY = 0.1  # England moved less than this
GROSS = 3.0  # beyond it the value itself is in doubt, which another rule says
WIDTH = 2 * 1.96  # of 95% limits, in standard errors
ERRORS = 3.0  # combined standard errors that a change rarely exceeds


def pairs_of(published: Published) -> Iterator[tuple[PublishedTable, Line, Line]]:
    """Give each measure's lines in two rounds, the earlier first."""
    for table in published.tables:
        for before, after in table.pairs():
            yield table, before, after


def period_of(line: Line) -> str:
    """Give a period's label without the ways of writing it; empty where there is none."""
    entry = line.at(Role.PERIOD)
    if entry is None or entry.missing is not None:
        return ""
    return re.sub(r"\s*[-/\u2013\u2014]\s*", "-", entry.text.strip().lower())


def same_period(published: Published) -> Iterable[Remark]:
    """R05: one period has one value, one rank and one verdict, whichever round prints it."""
    for _, before, after in pairs_of(published):
        if period_of(before) and period_of(before) == period_of(after):
            changed = list(_changed_figures(before, after))
            yield from changed
            yield from _changed_findings(before, after, figures_differ=bool(changed))


def _changed_figures(before: Line, after: Line) -> Iterator[Remark]:
    for role in COMPARED:
        one, other = figure(before, role), figure(after, role)
        if one is not None and other is not None and one.area == other.area and not alike(one, other):
            marked = explained(one, other, before.at(Role.MEASURE))
            yield Remark(
                "R05",
                Sureness.TO_CHECK if marked else Sureness.CERTAIN,
                f'"{before.measure}" has {one.text} in one round and {other.text} in the other '
                f"({short(one)}), both for {before.words(Role.PERIOD)}.",
                "Take the figure now at the source for that period, and mark it as revised if it was; if one of them "
                "belongs to another period, correct the period.",
                (one, other),
            )


def _changed_findings(before: Line, after: Line, *, figures_differ: bool) -> Iterator[Remark]:
    """Find verdicts and ranks that moved though period and figures did not."""
    period = before.words(Role.PERIOD)
    roles = () if figures_differ else (Role.RATING_NATIONAL, Role.RATING_REGIONAL)
    held = [(before.at(role), after.at(role)) for role in roles]
    moved = [(one, other) for one, other in held if one and other and _moved(one, other)]
    if moved:
        yield _finding(before, moved, f"for the same figures of {period}")
    ranks = (before.ranked, after.ranked)
    rated = (before.at(Role.RATING_NEIGHBOURS), after.at(Role.RATING_NEIGHBOURS))
    pairs = ((one, other) for one, other in (ranks, rated) if one and other)
    moved = [pair for pair in pairs if _moved(*pair) or _reranked(*pair)]
    if moved:
        yield _finding(before, moved, f"both for {period}")


def _reranked(one: Entry, other: Entry) -> bool:
    return one.rank is not None and other.rank is not None and (one.rank, one.of) != (other.rank, other.of)


def _moved(one: Entry, other: Entry) -> bool:
    return one.rating is not None and other.rating is not None and one.rating is not other.rating


def _finding(line: Line, moved: list[tuple[Entry, Entry]], why: str) -> Remark:
    entries = tuple(entry for pair in moved for entry in pair)
    then, now = (" and ".join(f'"{pair[at].text}"' for pair in moved) for at in (0, 1))
    return Remark(
        "R05",
        Sureness.TO_CHECK if explained(*entries) else Sureness.LIKELY,
        f'"{line.measure}" has {then} in one round and {now} in the other, {why}.',
        "Nothing was measured anew between the rounds. Print the later one, and say what changed: the set of areas, "
        "the test, or a revision of the others' figures.",
        entries,
    )


def jumps(published: Published) -> Iterable[Remark]:
    """R30: a value that jumps between rounds while England's stands is looked up."""
    for _, before, after in pairs_of(published):
        if period_of(before) and period_of(before) != period_of(after) and not _nation_moved(before, after):
            yield from _jump(before, after)


def _nation_moved(before: Line, after: Line) -> bool:
    one, other = figure(before, Role.NATIONAL), figure(after, Role.NATIONAL)
    if one is None or other is None or value(one) <= 0:
        return False
    return abs(value(other) / value(one) - 1) > STEADY


def _jump(before: Line, after: Line) -> Iterator[Remark]:
    one, other = figure(before, Role.PLACE), figure(after, Role.PLACE)
    if one is None or other is None or value(one) <= 0 or value(other) <= 0:
        return
    ratio = value(other) / value(one)
    if not 1 / GROSS < ratio < GROSS:
        return
    asked = family_of(after.measure).collected_by is Basis.SURVEY or "survey" in after.words(Role.SOURCE).lower()
    errors = _standard_errors(before, after)
    leaps = is_percent(other, after) and abs(ratio - 1) > LEAP
    if leaps or (asked and (abs(ratio - 1) > JUMP or errors > ERRORS)):
        measured = f", {errors:.1f} combined standard errors" if errors > ERRORS else ""
        known = figure(before, Role.NATIONAL) is not None and figure(after, Role.NATIONAL) is not None
        yield Remark(
            "R30",
            Sureness.TO_CHECK,
            f'"{after.measure}" goes from {one.text} ({before.words(Role.PERIOD)}) to {other.text} '
            f"({after.words(Role.PERIOD)}), {abs(ratio - 1):.0%} {'up' if ratio > 1 else 'down'}{measured}"
            f"{', while England hardly moves' if known else ''}.",
            "Look both values up at the source, and whether definition, sample or area changed between them; if it "
            "is real, say so with the limits.",
            (one, other),
        )


def _standard_errors(before: Line, after: Line) -> float:
    """Give the change in combined standard errors, read from printed limits; 0 where there are none."""
    widths = []
    for line in (before, after):
        lower, upper = figure(line, Role.LOWER), figure(line, Role.UPPER)
        if lower is None or upper is None:
            return 0.0
        widths.append((value(upper) - value(lower)) / WIDTH)
    combined = hypot(*widths)
    change = abs(value(after.entries[Role.PLACE]) - value(before.entries[Role.PLACE]))
    return change / combined if combined > 0 else 0.0


def frozen_comparators(published: Published) -> Iterable[Remark]:
    """R33: comparators do not stand still, all of them, while the place moves to a new period."""
    for _, before, after in pairs_of(published):
        if not period_of(before) or not period_of(after) or period_of(before) == period_of(after):
            continue
        then, now = figures(before), figures(after)
        shared = [role for role in then if role in now and then[role].area == now[role].area]
        others = [role for role in shared if role is not Role.PLACE]
        still = all(alike(then[role], now[role]) for role in others)
        if len(others) > 1 and still and Role.PLACE in shared and not alike(then[Role.PLACE], now[Role.PLACE]):
            yield Remark(
                "R33",
                Sureness.TO_CHECK,
                f'"{after.measure}" moves from {then[Role.PLACE].text} ({before.words(Role.PERIOD)}) to '
                f"{now[Role.PLACE].text} ({after.words(Role.PERIOD)}), while every comparator stays at "
                f"{' and '.join(now[role].text for role in others)}.",
                "Look whether the comparators were carried over from the round before; take those of the new period.",
                tuple(entry for role in (Role.PLACE, *others) for entry in (then[role], now[role])),
            )


CHECKS = {"R05": same_period, "R30": jumps, "R33": frozen_comparators}
