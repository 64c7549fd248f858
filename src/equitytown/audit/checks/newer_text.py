"""Checks of a table against newer figures in its text: what turned since, and what jumped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from equitytown.audit.checks.cells import short
from equitytown.audit.checks.support import in_round, listed
from equitytown.audit.checks.text_numbers import RANK, undated_ranks
from equitytown.audit.checks.trends import Way, way_of
from equitytown.audit.checks.wording import is_borne_out, verdicts_in
from equitytown.audit.prose import PARTS, match, measures_of, sections, sentences
from equitytown.audit.published import (
    RATED_AGAINST,
    Entry,
    Line,
    Passage,
    PassageKind,
    Published,
    PublishedTable,
    Role,
)
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.told import Figure, Told, lines_of_measure, told_of

JUMP = 0.3  # of the table's figure, for the place
GROSS = 3.0  # times, beyond which the number in the text is of something else
JUMP_OF_MANY = 0.15  # for England and the region, whose figures are of many more people
_CHANGE = re.compile(
    r"\b(?:improve(?:d|ment)|improving|worsen(?:ed|ing)|deteriorat\w+|declined?|reduc(?:ed|tion)|increased?|fall(?:en)?|"
    r"rise[ns]?|dropped)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\bno (?:significant |real )?(?:change|improvement|increase|decrease|rise|fall)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|latest|previous|last|now|position|over)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Jump:
    """A figure of the text beside the table's last of the same area."""

    told: Told
    line: Line
    figure: Figure
    entry: Entry

    @property
    def ratio(self) -> float:
        """How many times the table's figure the text's is."""
        return self.figure.number / (self.entry.number or 1.0)


def newer(published: Published, table: PublishedTable) -> Iterator[tuple[Told, Line]]:
    """Give each sentence on a period later than the table's last of its measure, with that last line."""
    for told in told_of(published, table):
        held = lines_of_measure(table, told.measure.label)
        if held and told.span is not None and told.span.months[1] > held[-1][1].months[1]:
            yield told, held[-1][0]


def turned(published: Published) -> Iterable[Remark]:
    """Remark where newer text tells of another verdict, or of a change that the table's trend does not know."""
    for table in published.tables:
        seen: set[tuple[str, Role]] = set()
        held = list(newer(published, table))
        found = [(told.measure.label, pair) for told, line in held for pair in _verdicts(told, line, table.place_name)]
        found += _changes(published, held, measures_of(table))
        for label, (remark, role) in found:
            if (label, role) not in seen:
                seen.add((label, role))
                yield remark


def _changes(
    published: Published, held: list[tuple[Told, Line]], labels: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Remark, Role]]]:
    """Give the changes told of the measure that a section last gave a newer figure of."""
    by_sentence = {(told.passage, told.sentence): (told, line) for told, line in held}
    for section in sections(published.passages):
        now: tuple[Told, Line] | None = None
        for passage in (one for one in section if one.kind is PassageKind.PARAGRAPH):
            for sentence in sentences(passage.text):
                now = by_sentence.get((passage, sentence), now)
                named = match(sentence, labels)
                if now is None or PARTS.search(sentence) or (named and named.label != now[0].measure.label):
                    continue
                remark = _change(sentence, passage, *now)
                if remark is not None:
                    yield now[0].measure.label, (remark, Role.TREND)


def _change(sentence: str, passage: Passage, told: Told, line: Line) -> Remark | None:
    entry, found = line.at(Role.TREND), _CHANGE.search(sentence)
    if entry is None or found is None or _NONE.search(sentence) or not _SINCE.search(sentence):
        return None
    if entry.missing is None and way_of(entry.text) is not Way.SAME:
        return None
    return Remark(
        "R34",
        Sureness.TO_CHECK,
        f'The text tells of a change ("{found.group()}") in "{told.measure.label}" since the table\'s '
        f'"{line.words(Role.PERIOD)}", whose trend there is "{entry.text}": "{sentence}"',
        "Say in the text which periods it sets side by side, or bring the table to the newer one.",
        (entry,),
        (passage,),
    )


def _verdicts(told: Told, line: Line, place: str) -> Iterator[tuple[Remark, Role]]:
    """Give once what a sentence says of areas that the table rates otherwise, with the first of their columns."""
    ratings = {against: rating for rating, against in RATED_AGAINST.items()}
    turned_now: list[tuple[str, Role, Entry]] = []
    for verdict in verdicts_in(told.sentence, place):
        for role in (ratings[area] for area in verdict.against if area in ratings):
            entry = line.at(role)
            if entry is not None and entry.rating is not None and not is_borne_out(verdict, entry.rating, line):
                turned_now.append((verdict.text, role, entry))
    if turned_now:
        said = listed([f'"{text}" {short(entry)}' for text, _, entry in turned_now])
        still = listed([f'"{entry.text}"' for _, _, entry in turned_now])
        yield (
            Remark(
                "R34",
                Sureness.TO_CHECK,
                f"The text says {said} in {_period(told)}; the table still has {still} for "
                f'"{told.measure.label}" ({line.words(Role.PERIOD)}): "{told.sentence}"',
                "Say in the text that the verdict has turned since the table's period, or bring the table to it.",
                tuple(entry for *_, entry in turned_now),
                (told.passage,),
            ),
            turned_now[0][1],
        )


def _period(told: Told) -> str:
    return told.span.text if told.span else "a later period"


def newer_jumps(published: Published) -> Iterable[Remark]:
    """Remark once a measure where newer figures in the text lie far from the table's last."""
    for table in published.tables:
        found: dict[str, dict[Role, _Jump]] = {}
        for told, line in newer(published, table):
            for figure in told.figures:
                entry = line.at(figure.area) if figure.area and (figure.span or told.span) == told.span else None
                if entry is not None and figure.area is not None and _jumps(figure, entry):
                    found.setdefault(told.measure.label, {}).setdefault(figure.area, _Jump(told, line, figure, entry))
        yield from (_far_from_table(label, list(held.values())) for label, held in found.items())


def _jumps(figure: Figure, entry: Entry) -> bool:
    number = entry.number or 0.0
    if number <= 0 or figure.number <= 0 or ("%" in figure.text) != ("%" in entry.text):
        return False
    if not 1 / GROSS < figure.number / number < GROSS:
        return False
    return abs(figure.number / number - 1) > (JUMP if figure.area is Role.PLACE else JUMP_OF_MANY)


def _far_from_table(label: str, held: list[_Jump]) -> Remark:
    first = held[0]
    moves = [
        f"{short(one.entry)} {one.entry.text} to {one.figure.text} ({one.ratio - 1:+.0%})".replace("-", "\u2212")
        for one in held
    ]
    return Remark(
        "R30",
        Sureness.TO_CHECK,
        f'"{label}" jumps from the table ({first.line.words(Role.PERIOD)}) to the text ({_period(first.told)}): '
        f"{listed(moves)}.",
        "Look both up at the source, and whether the definition changed between them.",
        tuple(one.entry for one in held),
        tuple(dict.fromkeys(one.told.passage for one in held)),
    )


def _spans_beside(told: Told, every: list[Told]) -> int:
    """Count the periods that a passage speaks of the same measure in."""
    return len({one.span.key for one in every if one.passage is told.passage and one.span is not None})


def newer_ranks(published: Published) -> Iterable[Remark]:
    """Remark where the text gives a rank of a later period, or of one it does not name, beside the table's."""
    for table in published.tables:
        seen: set[str] = set()
        every = list(told_of(published, table))
        for told in every:
            held = lines_of_measure(table, told.measure.label)
            entry, found = held[-1][0].at(Role.NEIGHBOURS) if held else None, RANK.search(told.sentence)
            if entry is None or entry.rank is None or found is None or told.measure.label in seen:
                continue
            line, last = held[-1]
            several = not told.is_dated and _spans_beside(told, every) > 1
            if not several and (told.span is None or told.span.months[1] <= last.months[1]):
                continue
            rank, of = int(found["rank"] or found["rank2"]), int(found["of"] or found["of2"])
            if told.is_dated and (rank, of) == (entry.rank, entry.of):
                continue
            seen.add(told.measure.label)
            yield Remark(
                "R19",
                Sureness.TO_CHECK,
                f'The text gives the rank {rank} of {of} for "{told.measure.label}"'
                f"{'' if told.is_dated else ' without its period'} where it speaks of {_period(told)}, the table "
                f'"{entry.text}"{in_round(line)} for {line.words(Role.PERIOD)}: "{told.sentence}"',
                "Name the period that the rank in the text is of, and give the newer one in the table.",
                (entry,),
                (told.passage,),
            )


def ranks_told(published: Published) -> Iterable[Remark]:
    """Remark on ranks of the text that are newer than the table's, and on others told without their period."""
    found = list(newer_ranks(published))
    yield from found
    said = [(passage, remark.says) for remark in found for passage in remark.passages]
    for remark in undated_ranks(published.passages):
        sentence = remark.says.partition(": ")[2]
        if not any(passage in remark.passages and sentence in says for passage, says in said):
            yield remark


CHECKS = {"R19": ranks_told, "R30": newer_jumps, "R34": turned}
