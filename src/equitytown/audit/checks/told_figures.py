"""Checks on what stands round a figure: when its source was read, its note's years, and a figure for what it draws."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from equitytown.audit.checks.passages import PROSE, place_of, said_in
from equitytown.audit.checks.support import listed
from equitytown.audit.prose import match, measures_of
from equitytown.audit.published import Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import spans_in
from equitytown.audit.told import figures_in


def round_figures(published: Published) -> Iterable[Remark]:
    """R31: sources are read at one time, captions have one form, and notes are of the years that are drawn."""
    passages = published.passages
    yield from _read_when(passages)
    yield from _forms(passages)
    yield from _years_of_notes(passages)


_READ = re.compile(r"\b(?:accessed|retrieved|downloaded|extracted)\b[^)\d]*?([A-Z][a-z]+ (?:19|20)\d\d)")
MANY = 3  # sources from which one read at another time stands out


def _read_when(passages: Iterable[Passage]) -> Iterator[Remark]:
    """Remark once on sources that were read in other months than most."""
    held: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.kind is PassageKind.SOURCE and (found := _READ.search(passage.text)):
            held.setdefault(found[1], []).append(passage)
    most = max(held.values(), key=len, default=[])
    if len(held) > 1 and len(most) >= MANY:
        said = [f"{month} ({len(found)})" for month, found in held.items()]
        yield Remark(
            "R31",
            Sureness.TO_CHECK,
            f"Sources were read in {len(held)} months: {listed(said)}.",
            "Look whether a later figure was out for those read first, and give one day of reading for the report.",
            passages=tuple(one for found in held.values() if found is not most for one in found),
        )


_CAPTION = re.compile(r"^(?:Figure|Table|Map|Chart)s?\s+\d+(?:\s*(?:and|,|&|to|-)\s*\d+)*\s*([:.\u2013\u2014-]?)")


def _forms(passages: Iterable[Passage]) -> Iterator[Remark]:
    """Remark once on captions that have another mark after their number than nearly all."""
    captions = [
        (found[1], one) for one in passages if one.kind is PassageKind.CAPTION and (found := _CAPTION.match(one.text))
    ]
    marks = Counter(mark for mark, _ in captions)
    (usual, times), *rest = marks.most_common() or [("", 0)]
    if rest and times >= MANY * sum(count for _, count in rest):
        odd = [passage for mark, passage in captions if mark != usual]
        named = listed([f'"{passage.text[:60]}"' for passage in odd])
        yield Remark(
            "R31",
            Sureness.TO_CHECK,
            f'{times} captions have "{usual or "no mark"}" after their number, and {len(odd)} not: {named}.',
            "Write all captions in one form.",
            passages=tuple(odd),
        )


def _years_of_notes(passages: Iterable[Passage]) -> Iterator[Remark]:
    """Remark where a note under a figure speaks of years that the figure does not show."""
    caption: Passage | None = None
    for passage in passages:
        if passage.kind in (PassageKind.CAPTION, PassageKind.HEADING):
            caption = passage if passage.kind is PassageKind.CAPTION else None
        if passage.kind is not PassageKind.NOTE or caption is None:
            continue
        shown = spans_in(caption.text)
        astray = [one.text for one in spans_in(passage.text) if not any(one.key == own.key for own in shown)]
        begun = [own.months[0] for own in shown]
        if astray and begun and any(one.months[0] < min(begun) for one in spans_in(passage.text)):
            yield Remark(
                "R31",
                Sureness.TO_CHECK,
                f"A note speaks of {listed(astray)}, and its figure shows {listed([own.text for own in shown])}: "
                f'"{passage.text}"',
                "Say what the note means for the years that are drawn, or take it out.",
                passages=(passage,),
            )


def untold(published: Published) -> Iterable[Remark]:
    """R35: what is drawn is told with a figure, and what is promised has a place in the table."""
    for table in published.tables:
        yield from _drawn_without_figure(published, table)
    yield from _without_targets(published)
    yield from _promised_gap(published)


def _introduced(passages: Sequence[Passage]) -> Iterator[tuple[Passage, tuple[Passage, ...]]]:
    """Give each caption with the prose since the caption, or the heading, before it."""
    told: list[Passage] = []
    for passage in passages:
        if passage.kind is PassageKind.CAPTION:
            yield passage, tuple(told)
        if passage.kind in (PassageKind.CAPTION, PassageKind.HEADING):
            told = []
        elif passage.kind in PROSE:
            told.append(passage)


def _line_of(texts: Iterable[str], table: PublishedTable) -> Line | None:
    """Give the newest line of the measure that texts speak of; None where it has no figure of the place."""
    labels = measures_of(table)
    label = next((found.label for text in texts if (found := match(text, labels))), None)
    held = [line for line in table.lines if line.measure == label and line.number(Role.PLACE) is not None]
    return held[-1] if held else None


def _drawn_without_figure(published: Published, table: PublishedTable) -> Iterator[Remark]:
    place = place_of(published)
    for caption, told in _introduced(published.passages):
        said = [one.sentence for one in said_in(told)]
        line = _line_of([caption.text, *said], table)
        if (
            line is None
            or not said
            or re.search(r"\beach\b", caption.text)
            or any(figures_in(sentence, place) for sentence in said)
        ):
            continue
        yield Remark(
            "R35",
            Sureness.TO_CHECK,
            f'"{caption.text}" is described without one figure; the table has {line.words(Role.PLACE)} for '
            f'"{line.measure}".',
            "Tell the figure and its period in the text.",
            passages=(*told, caption),
        )


_TARGETS = re.compile(r"\b(?:set|agree|adopt|publish|develop)\w*\s+(?:\w+\s+){0,2}targets?\b", re.IGNORECASE)


_HELD = re.compile(r"\btargets?\b[^.]*\d|\d[^.]*\btarget\b", re.IGNORECASE)


def _without_targets(published: Published) -> Iterator[Remark]:
    headings = [column.heading for table in published.tables for column in table.columns]
    told = [re.sub(r"^\W*\d+[.)]?\s", "", passage.text) for passage in published.passages]
    held = any(re.search(r"\btarget|\bgoal|\bambition", heading, re.IGNORECASE) for heading in headings)
    if not headings or held or any(_HELD.search(text) for text in told):
        return
    for said in said_in(published.passages):
        if _TARGETS.search(said.sentence):
            yield Remark(
                "R35",
                Sureness.TO_CHECK,
                f'The text asks for targets, and the table has none: "{said.sentence}"',
                "Give the table a column of targets, or say by when they will be set.",
                passages=(said.passage,),
            )


_GAP = re.compile(
    r"\bbetween (?:the )?(?:highest|richest|best|most \w+|least \w+) and (?:the )?"
    r"(?:lowest|poorest|worst|most \w+|least \w+)\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(r"\bwill\b|\bplan(?:s|ned)? to\b|\bintend|\bare going to\b", re.IGNORECASE)


def _promised_gap(published: Published) -> Iterator[Remark]:
    """Remark on a comparison within the place that is promised and for which no figure is printed."""
    told = [said for said in said_in(published.passages) if _GAP.search(said.sentence)]
    place = place_of(published)
    if any(figures_in(said.sentence, place) for said in told):
        return
    labels = " ".join(label for table in published.tables for label in measures_of(table))
    for said in told:
        if _PROMISED.search(said.sentence) and not re.search(r"\bgap\b|inequality", labels, re.IGNORECASE):
            yield Remark(
                "R35",
                Sureness.TO_CHECK,
                f'A comparison within the place is promised, and no such figure is printed: "{said.sentence}"',
                "Print a first gap to start from, or say when it will be.",
                passages=(said.passage,),
            )


_COUNT = re.compile(r"\bcounts?\b|\bnumber of\b", re.IGNORECASE)
_RELATIVE = re.compile(r"%|\bper ?cent|\brates?\b|\bproportion|\bpercentage|\bper \d", re.IGNORECASE)
_TENTH = re.compile(r"\bdeciles?\b|\bquintiles?\b|\bquartiles?\b", re.IGNORECASE)


def two_scales(published: Published) -> Iterable[Remark]:
    """R12: text and table tell a measure on one scale: both a count, a rate, or a place in an order."""
    for table in published.tables:
        for caption, told in _introduced(published.passages):
            line = _line_of([caption.text, *(one.sentence for one in said_in(told))], table)
            place = line.at(Role.PLACE) if line else None
            if line is None or place is None:
                continue
            printed = f"{line.measure} {place.text}"
            for passage in told:
                what = _scale(passage.text, printed)
                if what:
                    yield Remark(
                        "R12",
                        Sureness.TO_CHECK,
                        f'The text tells "{line.measure}" in {what}, the table as {place.text}: "{passage.text[:240]}"',
                        "Tell both on one scale, or say how the one follows from the other.",
                        (place,),
                        (passage,),
                    )


def _scale(text: str, printed: str) -> str:
    """Name the scale of a text where it is not that of the table."""
    if _TENTH.search(text) and not _TENTH.search(printed):
        return "deciles" if "decile" in text.lower() else "parts of an order"
    if _COUNT.search(text) and not _RELATIVE.search(text) and _RELATIVE.search(printed):
        return "counts, without saying whether of people or per hundred"
    return ""


_NOT_THERE = re.compile(
    r"\b(?i:data|figures?|values?|results?)\b[^.]{0,40}\b(?:is|are|was|were)\s+(?:un|not (?:yet )?)available\s+for\s+"
    r"(?P<area>[A-Z]\w+(?: [A-Z]\w+)*)"
)


def unavailable(published: Published) -> Iterable[Remark]:
    """R20: an area without data is left out of what it is compared in, and the text says so."""
    for passage in published.passages:
        found = _NOT_THERE.search(passage.text)
        if found:
            yield Remark(
                "R20",
                Sureness.TO_CHECK,
                f"{found['area']} has no data: a rank or an average that it belongs to is of one area fewer. "
                f'"{passage.text}"',
                "Say of how many areas the rank is, and why the figure is missing.",
                passages=(passage,),
            )


CHECKS = {"R31": round_figures, "R35": untold, "R12": two_scales, "R20": unavailable}
