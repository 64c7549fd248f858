"""Checks on periods: labels that fit their measure, one way of writing them, and breaks of definition."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from equitytown.audit.checks.period_pairs import period_pairs
from equitytown.audit.checks.support import holds_figure, in_round, quoted, rounds_by_row
from equitytown.audit.families import family_of
from equitytown.audit.published import FIGURES, Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Form, Span, forms_of, span_of, spans_in

SHARP = 0.40  # areas that all move by more than this share have mostly changed definition
NOTABLE = 0.15  # ASSURANCE.md 8, R15
DIGITS = 3  # figures of fewer digits are now and then the same twice
SMALLEST_MOVE = 1.0  # a move of less than this, in the figure's own unit, may be rounding

_NAMED_FORMS = {"fy": Form.SPLIT, "financial": Form.SPLIT, "fiscal": Form.SPLIT, "ay": Form.SPLIT}
_NAMED_FORMS |= {"academic": Form.SPLIT, "school": Form.SPLIT, "calendar": Form.YEAR}


@dataclass(frozen=True, slots=True)
class _Dated:
    """A line with the period read in its cell."""

    line: Line
    entry: Entry
    span: Span


def _dated(line: Line) -> _Dated | None:
    entry = line.at(Role.PERIOD)
    span = span_of(entry.text) if entry else None
    return _Dated(line, entry, span) if entry and span else None


def period_grammar(published: Published) -> Iterable[Remark]:
    """R17: periods are written in the grammar of their measure, one way, and in order."""
    for table in published.tables:
        for lines in rounds_by_row(table):
            held = [dated for line in lines if (dated := _dated(line)) is not None]
            for dated in held:
                yield from _of_one(dated)
            for earlier, later in pairwise(held):
                yield from _of_two(earlier, later)
        yield from _without_period(table)
        yield from period_pairs(table)
    yield from _slash_of_two_meanings(published)
    yield from _without_end(published)


def _of_one(dated: _Dated) -> Iterator[Remark]:
    """Remark on one label: backwards, not what it says, or not what its measure is counted by."""
    span, measure = dated.span, dated.line.measure
    if span.is_backwards:
        yield Remark(
            "R17",
            Sureness.CERTAIN,
            f'The period "{dated.entry.text}" of "{measure}" runs backwards: {span.first} to {span.last}.',
            "Write the earlier year first, and look up which years the figure covers.",
            (dated.entry,),
        )
        return
    if span.first > datetime.now(tz=UTC).year:
        yield Remark(
            "R17",
            Sureness.CERTAIN,
            f'The period "{dated.entry.text}" of "{measure}" has not begun, so that no figure can be of it.',
            "Look up which years the figure covers; where it is a target or a projection, say so in its heading.",
            (dated.entry,),
        )
        return
    said = _NAMED_FORMS.get(span.named)
    if said is not None and said is not span.form:
        yield Remark(
            "R17",
            Sureness.CERTAIN,
            f'The period "{dated.entry.text}" of "{measure}" calls itself {span.named} but is written as '
            f"{span.form.value}.",
            f"Write it as {said.value}, or take the word away.",
            (dated.entry,),
        )
        return
    family = family_of(measure)
    forms = forms_of(family)
    if forms and span.form not in forms and said is None:
        kinds = " or ".join(kind.value for kind in family.period_kinds)
        yield Remark(
            "R17",
            Sureness.LIKELY,
            f'"{measure}"{in_round(dated.line)} has the period "{dated.entry.text}", {span.form.value}, '
            f"where figures of its kind are published by {kinds}.",
            f"Print the period as its publisher does ({_pattern(forms)}), not the year in which it ends or was read.",
            (dated.entry,),
        )


def _pattern(forms: tuple[Form, ...]) -> str:
    examples = {Form.YEAR: '"2022"', Form.SPLIT: '"2021/22"', Form.POOLED: '"2020 to 2022"'}
    return " or ".join(examples[form] for form in forms)


def _of_two(earlier: _Dated, later: _Dated) -> Iterator[Remark]:
    """Remark on one measure's labels in two rounds: order, kind of year, one period under two labels."""
    measure, entries = later.line.measure, (earlier.entry, later.entry)
    labels = f'"{earlier.entry.text}"{in_round(earlier.line)} and "{later.entry.text}"{in_round(later.line)}'
    if earlier.span.key == later.span.key:
        if earlier.entry.text.strip() != later.entry.text.strip():
            yield Remark(
                "R17",
                Sureness.LIKELY,
                f'One period of "{measure}" is printed in two ways: {labels}.',
                "Write it one way.",
                entries,
            )
        return
    if later.span.months[1] < earlier.span.months[0]:
        yield Remark(
            "R17",
            Sureness.LIKELY,
            f'The periods of "{measure}" go back in time: {labels}.',
            "Look up both periods; the later round should hold the later one.",
            entries,
        )
    if earlier.span.form is not later.span.form:
        yield Remark(
            "R17",
            Sureness.LIKELY,
            f'"{measure}" is printed by two kinds of year: {labels} ({earlier.span.form.value}, then '
            f"{later.span.form.value}).",
            "Print both by the kind of year that the publisher uses.",
            entries,
        )
    yield from _same_figures(earlier, later, labels)


def _same_figures(earlier: _Dated, later: _Dated, labels: str) -> Iterator[Remark]:
    """Remark on two periods whose figures are the same in every area: one of the labels is probably wrong."""
    pairs = [(earlier.line.at(role), later.line.at(role)) for role in FIGURES]
    both = [(a, b) for a, b in pairs if a and b and a.number is not None and b.number is not None]
    if len(both) >= 3 and all(a.number == b.number for a, b in both):  # noqa: PLR2004  the place and two others
        values = quoted(a.text for a, _ in both)
        full = sum(len(a.text.strip("-%").replace(".", "").lstrip("0")) >= DIGITS for a, _ in both)
        yield Remark(
            "R17",
            Sureness.LIKELY if full > 2 else Sureness.TO_CHECK,  # noqa: PLR2004  the place and two others
            f'"{later.line.measure}" has two periods, {labels}, with the same figures in every area ({values}).',
            "One of the periods is probably wrong, or the newer figures were not filled in: look both up.",
            (earlier.entry, later.entry),
        )


_A_YEAR = re.compile(r"(?:19|20)\d\d")


def _without_period(table: PublishedTable) -> Iterator[Remark]:
    """Remark on a figure whose period cell is there and says no period."""
    for line in table.lines:
        entry, place = line.at(Role.PERIOD), line.at(Role.PLACE)
        if entry is None or place is None or not holds_figure(place) or _A_YEAR.search(entry.text):
            continue
        yield Remark(
            "R17",
            Sureness.LIKELY,
            f'"{line.measure}"{in_round(line)} prints {place.text} for "{entry.text}", which names no year.',
            "Give the period that the figure covers.",
            (entry, place),
        )


def _slash_of_two_meanings(published: Published) -> Iterator[Remark]:
    """Remark once on a document in which a slash stands for one year and for several years together."""
    cells = [(entry, span) for entry in _period_entries(published) if (span := span_of(entry.text)) is not None]
    texts = [(passage, span) for passage in published.passages for span in spans_in(passage.text)]
    slashed = [span for _, span in (*cells, *texts) if span.joined_by == "/"]
    pooled = [span for span in slashed if span.form is Form.POOLED]
    single = [span for span in slashed if span.form is Form.SPLIT]
    if not pooled or not single:
        return
    shown = (pooled[0], single[0])
    yield Remark(
        "R17",
        Sureness.TO_CHECK,
        f'A slash means several years together in "{pooled[0].text}" and one year in "{single[0].text}".',
        'Write years that are pooled as "2020 to 2022" and keep the slash for a single year, "2021/22".',
        tuple(entry for entry, span in cells if any(span is one for one in shown)),
        tuple(dict.fromkeys(passage for passage, span in texts if span in pooled or span is single[0])),
    )


_NO_END = re.compile(
    r"\bfrom\b[^.;]{0,30}\b(?:19|20)\d\d\s+to\s+(?:had|have|has|was|were|is|are|we|there)\b", re.IGNORECASE
)


def _without_end(published: Published) -> Iterator[Remark]:
    """Remark on a stretch of time in prose that begins and does not end."""
    for passage in published.passages:
        for found in _NO_END.finditer(passage.text):
            yield Remark(
                "R17",
                Sureness.LIKELY,
                f'A period begins and its end is missing: "{found.group()}".',
                "Give the day that the figure was counted to.",
                passages=(passage,),
            )


def _period_entries(published: Published) -> Iterator[Entry]:
    for table in published.tables:
        for line in table.lines:
            if (entry := line.at(Role.PERIOD)) is not None:
                yield entry


def definition_drift(published: Published) -> Iterable[Remark]:
    """R15: where every area moves sharply between two rounds, the definition has probably changed."""
    for table in published.tables:
        for earlier, later in table.pairs():
            yield from _drift(earlier, later)


def _drift(earlier: Line, later: Line) -> Iterator[Remark]:
    moved = [move for role in (Role.NATIONAL, Role.REGIONAL, Role.PLACE) if (move := _move(earlier, later, role))]
    national = next((move for move in moved if move[2] is Role.NATIONAL), None)
    if national is None or abs(national[3]) < NOTABLE or abs(_difference(national)) < SMALLEST_MOVE:
        return
    alike = len(moved) > 1 and all(move[3] * national[3] > 0 and abs(move[3]) >= NOTABLE for move in moved)
    if not alike and abs(national[3]) < SHARP:
        return
    sharp = alike and all(abs(move[3]) >= SHARP for move in moved)
    told = "; ".join(f"{_AREAS[role]} {a.text} to {b.text}" for a, b, role, _ in moved)
    trend = later.at(Role.TREND)
    claimed = trend is not None and trend.missing is None and bool(trend.text.strip())
    also = f' The trend is nevertheless given as "{trend.text}".' if trend and claimed else ""
    yield Remark(
        "R15",
        Sureness.LIKELY if sharp else Sureness.TO_CHECK,
        f'"{later.measure}" moves in every area at once between {earlier.round or "the rounds"} and '
        f"{later.round or 'the next'}: {told}. So large a national step looks like two definitions.{also}",
        "Look up both definitions. If they differ, print the break and give no trend across it.",
        tuple(entry for a, b, _, _ in moved for entry in (a, b)),
    )


_AREAS = {Role.NATIONAL: "England", Role.REGIONAL: "the region", Role.PLACE: "the place"}


def _move(earlier: Line, later: Line, role: Role) -> tuple[Entry, Entry, Role, float] | None:
    """Give both cells of a role and by what share the later differs from the earlier."""
    first, second = earlier.at(role), later.at(role)
    if first is None or second is None or first.number is None or second.number is None or first.number <= 0:
        return None
    return first, second, role, second.number / first.number - 1


def _difference(move: tuple[Entry, Entry, Role, float]) -> float:
    return (move[1].number or 0.0) - (move[0].number or 0.0)


CHECKS = {"R15": definition_drift, "R17": period_grammar}
