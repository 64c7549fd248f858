"""Checks on trend words: one vocabulary, points to stand on, and no change claimed on periods that share years."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from equitytown.audit.checks.support import holds_figure, in_round, listed, quoted, rounds_by_row, squeezed
from equitytown.audit.families import polarity_of
from equitytown.audit.prose import sections, sentences
from equitytown.audit.published import FIGURES, Entry, Line, Missing, Passage, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Form, Span, span_of, spans_in
from equitytown.terms.indicator import Polarity


class Way(StrEnum):
    """What a trend word says."""

    BETTER = "better"
    WORSE = "worse"
    UP = "up"
    DOWN = "down"
    SAME = "no change"
    NONE = "no trend can be given"


_WAYS = {
    Way.NONE: r"cannot|can't|could not|not (?:assessed|calculated|available|enough|applicable)|too few|insufficient",
    Way.SAME: r"comparable|similar|stable|no (?:sig\w*\.? )?change|unchanged|steady|same|flat|\u2192|\u2194|\u2b0c",
    Way.BETTER: r"improv|better|\bgood\b",
    Way.WORSE: r"wors|deteriorat",
    Way.UP: r"increas|upward|\bup\b|ris(?:e|ing)|higher|\u2191|\u25b2|\u2b06",
    Way.DOWN: r"decreas|downward|\bdown\b|fall|reduc|lower|\u2193|\u25bc|\u2b07",
}
_POINTS = re.compile(
    r"\b(?:points?|last (?:five|5)|five[- ]year|previous (?:years|periods)|recent trend|trend over)\b", re.IGNORECASE
)


TREND_TOLD = re.compile(r"\btrend|direction of travel|over time|change since|previous", re.IGNORECASE)


@cache
def way_of(text: str) -> Way | None:
    """
    Say what a trend word means; None where it is no trend word.

    Examples
    --------
    >>> way_of("Sig. worse").value
    'worse'
    """
    return next((way for way, pattern in _WAYS.items() if re.search(pattern, text, re.IGNORECASE)), None)


def _trend(line: Line) -> Entry | None:
    """Give a line's trend cell where it claims a trend."""
    entry = line.at(Role.TREND)
    if entry is None or entry.missing is not None or way_of(entry.text) in (None, Way.NONE):
        return None
    return entry


def is_defined(table: PublishedTable) -> bool:
    """Say whether the table's key or notes say what points a trend stands on."""
    return any(_POINTS.search(text) for text in (*table.key.values(), *table.notes.values()))


def trend_points(published: Published) -> Iterable[Remark]:
    """R10: a trend needs points: a figure of its own, an earlier one, and a direction that they bear out."""
    for table in published.tables:
        without = []
        for lines in rounds_by_row(table):
            for at, line in enumerate(lines):
                if (entry := _trend(line)) is None:
                    continue
                earlier = next((one for one in reversed(lines[:at]) if _has_place(one)), None)
                if not _has_place(line):
                    yield _without_figure(line, entry)
                elif earlier is None:
                    without.append((line, entry))
                else:
                    yield from _against_figures(earlier, line, entry)
        if without and not is_defined(table):
            yield _without_earlier(without)


def _has_place(line: Line) -> bool:
    return (entry := line.at(Role.PLACE)) is not None and holds_figure(entry)


def _without_figure(line: Line, entry: Entry) -> Remark:
    place = line.at(Role.PLACE)
    return Remark(
        "R10",
        Sureness.LIKELY if place and place.missing is Missing.SUPPRESSED else Sureness.CERTAIN,
        f'"{line.measure}"{in_round(line)} is given the trend "{entry.text}" without a figure '
        f'("{place.text if place else ""}").',
        "Give the figure, or say that a trend cannot be given.",
        (entry, *((place,) if place else ())),
    )


def _without_earlier(without: list[tuple[Line, Entry]]) -> Remark:
    """Remark once on the trends that no earlier figure in the table bears out."""
    told = listed([f'"{line.measure}" ("{entry.text}")' for line, entry in without])
    return Remark(
        "R10",
        Sureness.TO_CHECK,
        f"A trend is given for {len(without)} {'figure' if len(without) == 1 else 'figures'} without an earlier one in "
        f"the table, and the key does not say on what points a trend stands: {told}.",
        "Say in the key which periods a trend is taken over and by what test, or print the earlier figure.",
        tuple(entry for _, entry in without),
    )


def _against_figures(earlier: Line, later: Line, entry: Entry) -> Iterator[Remark]:
    """Remark on a trend that the two printed figures go against."""
    first, second, way = earlier.number(Role.PLACE), later.number(Role.PLACE), way_of(entry.text)
    if first is None or second is None or first == second:
        return
    polarity, rose = polarity_of(later), second > first
    ways = {Way.UP: rose, Way.DOWN: not rose}
    if polarity is Polarity.HIGH:
        ways |= {Way.BETTER: rose, Way.WORSE: not rose}
    elif polarity is Polarity.LOW:
        ways |= {Way.BETTER: not rose, Way.WORSE: rose}
    if way in ways and not ways[way]:
        places = (earlier.entries[Role.PLACE], later.entries[Role.PLACE])
        yield Remark(
            "R10",
            Sureness.LIKELY,
            f'"{later.measure}" is given the trend "{entry.text}"{in_round(later)}, yet its figure went from '
            f"{places[0].text} to {places[1].text}.",
            "Look up the trend; if it is taken over more periods than the two printed, say so.",
            (entry, *places),
        )


def trend_words(published: Published) -> Iterable[Remark]:
    """R11: trend words come from one closed list, each spelt one way."""
    for table in published.tables:
        entries = [entry for line in table.lines if (entry := line.at(Role.TREND)) and entry.missing is None]
        entries = [entry for entry in entries if entry.text.strip()]
        yield from _spellings(entries)
        yield from _outside(entries, table)


def _normal(text: str) -> str:
    """Give what a trend word says, whatever its spelling: "Sig worse" and "Significantly worsening" are one."""
    strong = "significantly " if re.search(r"\bsig", text, re.IGNORECASE) else ""
    strong = "not significantly " if re.search(r"\b(?:no|not)\b.{0,4}\bsig", text, re.IGNORECASE) else strong
    way = way_of(text)
    return f"{strong}{way.value}" if way and way is not Way.SAME else squeezed(text)


def _spellings(entries: list[Entry]) -> Iterator[Remark]:
    held: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        held.setdefault(_normal(entry.text), {}).setdefault(entry.text.strip(), []).append(entry)
    for spelt in held.values():
        if len(spelt) < 2:  # noqa: PLR2004  one spelling is as it should be
            continue
        counts = sorted(spelt.items(), key=lambda pair: -len(pair[1]))
        told = listed([f'"{text}" ({len(cells)})' for text, cells in counts])
        only_case = len({squeezed(text) for text in spelt}) == 1
        yield Remark(
            "R11",
            Sureness.TO_CHECK if only_case else Sureness.LIKELY,
            f"One trend is spelt in {len(counts)} ways: {told}.",
            f'Use "{counts[0][0]}" throughout, and define it in the key.',
            tuple(cell for _, cells in counts[1:] for cell in cells),
            likely=counts[0][0],
        )


def _outside(entries: list[Entry], table: PublishedTable) -> Iterator[Remark]:
    """Remark on words that are no trend, or that a key with trend words does not list."""
    listed_in_key = {
        squeezed(code) for code, meaning in table.key.items() if way_of(code) and len(code) > 1 and meaning
    }
    for entry in entries:
        if way_of(entry.text) is None:
            yield Remark(
                "R11",
                Sureness.LIKELY,
                f'The trend cell holds "{entry.text}", which is no trend word.',
                "Use a word that the key defines: better, worse, no significant change, or cannot be given.",
                (entry,),
            )
        elif listed_in_key and squeezed(entry.text) not in listed_in_key:
            yield Remark(
                "R11",
                Sureness.LIKELY,
                f'The trend "{entry.text}" is not in the key, which lists {quoted(sorted(listed_in_key))}.',
                "Use a word from the key, or add this one to it.",
                (entry,),
            )


def overlapping_change(published: Published) -> Iterable[Remark]:
    """R26: no change is claimed between periods that are the same or share years."""
    for table in published.tables:
        defined = is_defined(table)
        for earlier, later in table.pairs():
            yield from _overlap(earlier, later, defined=defined)
    for section in sections(published.passages):
        yield from _overlap_told(section)


def _overlap(earlier: Line, later: Line, *, defined: bool) -> Iterator[Remark]:
    first, second, entry = earlier.at(Role.PERIOD), later.at(Role.PERIOD), _trend(later)
    spans = [span_of(cell.text) if cell else None for cell in (first, second)]
    if entry is None or first is None or second is None or spans[0] is None or spans[1] is None:
        return
    if not spans[0].overlaps(spans[1]) or not any(
        (cell := earlier.at(role)) and holds_figure(cell) for role in FIGURES
    ):
        return
    same = spans[0].key == spans[1].key
    if same and not defined:
        yield Remark(
            "R26",
            Sureness.CERTAIN,
            f'"{later.measure}" is given the trend "{entry.text}"{in_round(later)}, yet both rounds hold '
            f'"{second.text}": there is no newer figure to see a change in.',
            'Print "no newer data" or "N/a" as the trend until a new period is published.',
            (entry, first, second),
        )
    elif not same and not defined:
        changed = way_of(entry.text) is not Way.SAME
        yield Remark(
            "R26",
            Sureness.LIKELY if changed else Sureness.TO_CHECK,
            f'"{later.measure}" is given the trend "{entry.text}" between "{first.text}" and "{second.text}", '
            "which share years: the two figures rest partly on the same events.",
            "Compare periods that share no year, or say that a trend cannot be given yet.",
            (entry, first, second),
        )


_CHANGE = re.compile(
    r"\b(?:has|have|had|also|is|are)?\s*(?:(?:increas|decreas|reduc|improv|worsen|deteriorat|declin)(?:ed|ing|ement)?|risen|"
    r"fallen|fell|rose|dropped|(?:improvement|worsening|fall|rise|increase|decrease|reduction|drop|decline))\b",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(
    r"\bno (?:significant |real )?(?:change|improvement|increase|decrease|rise|fall)\b", re.IGNORECASE
)


def _overlap_told(section: tuple[Passage, ...]) -> Iterator[Remark]:
    """Remark on a change told in a section whose two newest periods share years."""
    spans = [span for passage in section for span in spans_in(passage.text) if span.form is Form.POOLED]
    if not spans:
        return
    newest = max(spans, key=lambda span: span.last)
    for passage in section:
        for sentence in sentences(passage.text):
            change = _CHANGE.search(sentence)
            if change is None or _NO_CHANGE.search(sentence):
                continue
            remark = _shared_years(sentence, passage, change.group().strip(), newest, spans)
            if remark is not None:
                yield remark


_SINCE = re.compile(r"\b(?:since|from|compared (?:to|with)|than in)\b[^.;]{0,30}$", re.IGNORECASE)
_LATEST = re.compile(r"previous period|worsening position|latest|improving position|\bnow\b", re.IGNORECASE)


def _shared_years(sentence: str, passage: Passage, word: str, newest: Span, spans: list[Span]) -> Remark | None:
    named = [span for span in spans_in(sentence) if span.form is Form.POOLED]
    since = [span for span in named if _SINCE.search(sentence[: span.start])]
    pair = _pair(since, named, newest, spans, sentence)
    if pair is None:
        return None
    return Remark(
        "R26",
        Sureness.LIKELY if since else Sureness.TO_CHECK,
        f'A change ("{word}") is told between {pair[0].text} and {pair[1].text}, which share years: "{sentence}"',
        "Compare periods that share no year, or say only what each figure is.",
        passages=(passage,),
    )


def _pair(
    since: list[Span], named: list[Span], newest: Span, spans: list[Span], sentence: str
) -> tuple[Span, Span] | None:
    """Give the two periods that a sentence compares, where they share years."""
    if len(named) > 1:
        first, last = min(named, key=lambda span: span.first), max(named, key=lambda span: span.last)
    elif since:
        first, last = since[0], newest
    elif not named and _LATEST.search(sentence):
        before = [span for span in spans if span.last < newest.last]
        if not before:
            return None
        first, last = max(before, key=lambda span: span.last), newest
    else:
        return None
    return (first, last) if first.key != last.key and first.overlaps(last) else None


CHECKS = {"R10": trend_points, "R11": trend_words, "R26": overlapping_change}
