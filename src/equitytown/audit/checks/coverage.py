"""Checks on coverage: every principle has a measure, every row a principle, every figure in the text a row."""

import re
from collections.abc import Iterable, Iterator, Sequence

from equitytown.audit.checks.support import first_lines, first_with_figures, has_figures, listed, quoted
from equitytown.audit.families import UNKNOWN
from equitytown.audit.prose import may_match, measures_of, topic_of
from equitytown.audit.published import Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import spans_in

_NO_MEASURE = re.compile(r"^\W*$|\btb[cda]\b|^n/?a$|^none$|to be (?:confirmed|decided|agreed|developed)", re.IGNORECASE)


def coverage(published: Published) -> Iterable[Remark]:
    """R35: every principle has a measure, every measure a principle, and the text measures nothing else."""
    for table in published.tables:
        yield from _groups(table)
        yield from _thin(table)
        yield from _orphans(table)
    yield from _not_in_table(published)


def _groups(table: PublishedTable) -> Iterator[Remark]:
    """Remark on principles without a measure, and on numbers of principles that are left out."""
    held: dict[str, list[Line]] = {}
    for line in first_lines(table):
        if line.group.strip():
            held.setdefault(line.group.strip(), []).append(line)
    for group, lines in held.items():
        if all(_NO_MEASURE.search(line.measure.strip()) for line in lines):
            cells = tuple(cell for cell in (lines[0].at(Role.GROUP), lines[0].at(Role.MEASURE)) if cell)
            yield Remark(
                "R35",
                Sureness.LIKELY,
                f'Principle "{group}" has no measure ("{lines[0].measure}").',
                "Name candidates, who will decide and by when, so that the gap is seen and followed.",
                cells,
            )
    numbers = [
        int(found[1]) for group in held if (found := re.match(r"(?:principle )?(\d{1,2})\b", group, re.IGNORECASE))
    ]
    lacking = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if len(numbers) > 2 and lacking:  # noqa: PLR2004  two numbers make no sequence
        first = next(cell for lines in held.values() if (cell := lines[0].at(Role.GROUP)))
        yield Remark(
            "R35",
            Sureness.LIKELY,
            f"The table has principles {listed([str(number) for number in sorted(set(numbers))])}, and none numbered "
            f"{listed([str(number) for number in lacking])}.",
            "Give the principle a row, if only to say that it has no measure yet.",
            (first,),
        )


def _thin(table: PublishedTable) -> Iterator[Remark]:
    """Remark once on principles with one measure, and once a round on those without any figure in it."""
    held: dict[str, list[Line]] = {}
    for line in table.lines:
        if line.group.strip():
            held.setdefault(line.group.strip(), []).append(line)
    measured = {group: lines for group, lines in held.items() if any(has_figures(line) for line in lines)}
    single = [group for group, lines in measured.items() if len({line.row for line in lines}) == 1]
    if single and len(measured) > len(single):
        yield Remark(
            "R35",
            Sureness.TO_CHECK,
            f"{_principles(single)} {'rests' if len(single) == 1 else 'rest'} on one measure.",
            "Say in the text that one measure stands for the whole of it, or add another.",
            tuple(cell for group in single if (cell := held[group][0].at(Role.GROUP))),
        )
    for name in table.rounds:
        bare = {
            group: lines
            for group, lines in measured.items()
            if not any(has_figures(line) for line in lines if line.round == name)
        }
        if bare:
            yield Remark(
                "R35",
                Sureness.TO_CHECK,
                f"{_principles(list(bare))} {'has' if len(bare) == 1 else 'have'} no figure at all in {name}.",
                "Say in the text from which round on it can be followed.",
                tuple(cell for lines in bare.values() if (cell := lines[0].at(Role.GROUP))),
            )


def _principles(names: list[str]) -> str:
    return f"{'Principle' if len(names) == 1 else 'Principles'} {quoted(names)}"


def _orphans(table: PublishedTable) -> Iterator[Remark]:
    if not any(line.group.strip() for line in table.lines):
        return
    for line in first_with_figures(table):
        label = line.at(Role.MEASURE)
        if not line.group.strip() and label is not None:
            yield Remark(
                "R35",
                Sureness.TO_CHECK,
                f'"{line.measure}" stands under no principle.',
                "Put it under the principle that it measures.",
                (label,),
            )


def _not_in_table(published: Published) -> Iterator[Remark]:
    """Remark on figures drawn in the text whose measure no table has."""
    labels = tuple(dict.fromkeys(label for table in published.tables for label in measures_of(table)))
    if not labels:
        return
    lacking = [one for one in published.passages if one.kind is PassageKind.CAPTION and _is_lacking(one, labels)]
    if len(lacking) > MANY:
        named = listed([f'"{one.text[:70]}" ({one.where})' for one in lacking])
        yield Remark(
            "R35",
            Sureness.TO_CHECK,
            f"{len(lacking)} figures show measures that are not among the table's {len(labels)}: {named}.",
            "Add them to the table, or say why they are told and not followed.",
            passages=tuple(told for one in lacking for told in (one, *_told_of(one, published.passages))),
        )
        return
    for passage in lacking:
        nearest = _nearest(_about(passage), labels)
        yield Remark(
            "R35",
            Sureness.TO_CHECK,
            f'"{passage.text}" shows a measure that is not among the table\'s {len(labels)}.',
            f"Add it to the table, or say why it is told and not followed (nearest: {nearest}).",
            passages=(passage, *_told_of(passage, published.passages)),
        )


MANY = 3  # captions: more are told in one remark


def _is_lacking(caption: Passage, labels: tuple[str, ...]) -> bool:
    """Say whether a caption is of something measured that is no measure of a table."""
    about = _about(caption)
    measured = topic_of(about) is not UNKNOWN or any(spans_in(about))
    return measured and not may_match(about, labels)


def _told_of(caption: Passage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Give the prose since the caption or heading before."""
    told: list[Passage] = []
    for passage in passages[: passages.index(caption)]:
        if passage.kind in (PassageKind.CAPTION, PassageKind.HEADING):
            told = []
        elif passage.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM):
            told.append(passage)
    return tuple(told)


def _about(passage: Passage) -> str:
    """Give a caption's own words."""
    return re.sub(r"^\w+\s+\d+(?:\s*(?:and|,|&)\s*\d+)*\s*[:.\u2013-]?\s*", "", passage.text)


def _nearest(text: str, labels: tuple[str, ...]) -> str:
    """Give the labels of the same family; "none" where there are none."""
    family = topic_of(text)
    return quoted([label for label in labels if family is not UNKNOWN and topic_of(label) is family]) or "none"


CHECKS = {"R35": coverage}
