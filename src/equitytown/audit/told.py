"""Figures told in prose: each with its area, and the measure and period that its sentence speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from equitytown.audit.families import UNKNOWN, family_of
from equitytown.audit.prose import PARTS, Match, match, measures_of, sections, sentences, sexes_in
from equitytown.audit.published import Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.spans import Span, spans_in

REGIONS = (
    r"east of england|east midlands|west midlands|north east|north west|south east|south west|"
    r"yorkshire(?: and (?:the )?humber)?"
)
_MENTION = (
    r"(?P<region>\bregional(?:ly)?\b|\bregion\b|\b(?:{regions})\b)|"
    r"(?P<nation>\bengland\b|\bnational(?:ly)?\b|\benglish\b)|(?P<place>\b{place}\b)"
)
_DIGITS = r"\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,/\u2013-])(?P<number>[-\u2212]?(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{_DIGITS}))"
    r"(?P<percent>\s?(?:%|per ?cent))?(?![\w/])(?!\.\d)"
)
_NAMED_BY_NUMBER = (
    "figures?|tables?|charts?|maps?|years?|page|section|level|progress|attainment|key stage|core|tier|rank(?:ed|s)?|"
    "aged?|ages|under|over|top|bottom|last|next|covid|pm"
)
_THINGS = "times|days|closest|nearest|neighbours?|areas|authorities|councils|points?|months|weeks|metres|miles|km"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
# Numbers that are no figure of a measure: ages, bases, ranks, counts of members, names of figures and years of school.
_NOT_FIGURES = re.compile(
    "|".join(
        (
            r"per \d[\d,]*",
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\bout (?:of )?(?:the )?\d+",
            r"\b\d+ (?:(?:out )?of|out) (?:the )?\d+",
            rf"\b(?:{_NAMED_BY_NUMBER})[- ]?{_DIGITS}(?:\s*(?:-|\u2013|to|and|or)\s*{_DIGITS})?",
            rf"\b{_DIGITS}\s*(?:-|\u2013|to|and)\s*{_DIGITS}[- ]years?\b(?:[- ]olds?)?",
            r"\b\d+[- ]year[- ]olds?",
            r"\b\d+-(?:year|month|week|day|point)s?\b",
            r"\b\d+\s*(?:\+|plus|and over|or over)",
            r"\b9[059](?:\.\d)?% (?:confidence|CI)",
            rf"\b\d+ (?:{_THINGS})\b",
            rf"\b(?:{_MONTHS}) \d+",
            rf"\b\d{{1,2}} (?:{_MONTHS})\b",
        )
    ),
    re.IGNORECASE,
)
LONGEST = 2_000  # letters: what is longer is no sentence, but a table or a list run together
COMPARES = re.compile(
    r"\b(?:than|below|above|compared|comparison|like|unlike|against|versus|vs|relative to|similar to|"
    r"differ\w* from|from (?:the|that))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence, with its area and the period named right after it; None where these are not told."""

    text: str
    number: float
    decimals: int
    at: int
    area: Role | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that speaks of a measure. `is_dated` says whether it names the period itself."""

    sentence: str
    passage: Passage
    measure: Match
    span: Span | None
    is_dated: bool
    figures: tuple[Figure, ...]


@cache
def _mentions(place: str) -> re.Pattern[str]:
    return re.compile(_MENTION.format(regions=REGIONS, place=re.escape(place) if place else r"(?!)"), re.IGNORECASE)


_ROLES = {"region": Role.REGIONAL, "nation": Role.NATIONAL, "place": Role.PLACE}


def mentions_in(text: str, place: str) -> list[tuple[int, Role]]:
    """Give where a text names the place, England and the region."""
    return [(found.start(), _ROLES[found.lastgroup or ""]) for found in _mentions(place).finditer(text)]


def figures_in(sentence: str, place: str) -> tuple[Figure, ...]:
    """
    Give the figures of a sentence, each with its area.

    Examples
    --------
    >>> told = figures_in("Luton is at 6.3, higher than the national and regional rates of 4.0 and 3.5.", "Luton")
    >>> [(figure.text, figure.area.value) for figure in told]
    [('6.3', 'the place'), ('4.0', 'England'), ('3.5', 'region')]
    """
    if len(sentence) > LONGEST:
        return ()
    taken = [found.span() for found in _NOT_FIGURES.finditer(sentence)]
    taken += [(span.start, span.start + len(span.text)) for span in spans_in(sentence)]
    figures = []
    for found in _NUMBER.finditer(sentence):
        padded = found["number"].startswith("0") and found["number"].isdigit() and found["number"] != "0"
        if padded or any(start <= found.start() < end for start, end in taken):
            continue  # "Luton 015" is a small area
        digits = found["number"].replace(",", "").replace("\u2212", "-")
        decimals = len(digits.partition(".")[2])
        span = _span_after(sentence, found.end())
        figures.append(Figure(found.group().strip(), float(digits), decimals, found.start(), span=span))
    return _with_areas(sentence, figures, place)


_JOINED = re.compile(r"^\s*(?:,|and|,\s*and|&)\s*(?:the\s+)?$", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:in|for)\s[\d/ -]+\s(?:to|and)\s*$", re.IGNORECASE)
_AFTER = (
    r"^\s*(?:per [\d,]+(?: \w+){0,2}\s*)?(?:\w+\s)?(?:(?P<nation>nationally|(?:in|for|across) [Ee]ngland)|"
    r"(?P<region>regionally|(?:in|for|across) the (?:region|{regions}))|(?P<place>(?:in|for) {place}\b)|"
    r"(?P<other>(?:in|for) [A-Z]\w+))"
)


_IN = re.compile(r"\s*(?:in|for|during|\()\s*")


def _span_after(sentence: str, end: int) -> Span | None:
    """Give the period that is named right after a figure: "16.8% in 2019"."""
    found = _IN.match(sentence, end)
    return next((span for span in spans_in(sentence) if found and span.start == found.end()), None)


def _with_areas(sentence: str, figures: list[Figure], place: str) -> tuple[Figure, ...]:
    mentions = mentions_in(sentence, place)
    out: list[Figure] = []
    at = 0
    while at < len(figures):
        group = _group(sentence, figures, at)
        areas = _paired(sentence, group, mentions)
        if areas is None:
            out.append(_alone(sentence, figures, at, mentions, place))
            at += 1
            continue
        out += [replace(figure, area=area) for figure, area in zip(group, areas, strict=True)] if len(group) > 1 else [
            replace(group[0], area=area) for area in areas
        ]  # fmt: skip
        at += len(group)
    return tuple(_carried(out))


def _carried(figures: list[Figure]) -> Iterator[Figure]:
    """Give the second of "16.8% in 2019 to 14.1% in 2021" the area of the first."""
    before: Figure | None = None
    for figure in figures:
        if before is not None and figure.area is None and figure.span and before.span and before.span != figure.span:
            before = replace(figure, area=before.area)
        else:
            before = figure
        yield before


def _group(sentence: str, figures: list[Figure], at: int) -> list[Figure]:
    """Give a figure and those joined to it by "and" or a comma."""
    group = [figures[at]]
    for figure in figures[at + 1 :]:
        between = sentence[group[-1].at + len(group[-1].text) : figure.at]
        if not _JOINED.match(between):
            break
        group.append(figure)
    return group


def _paired(sentence: str, group: list[Figure], mentions: list[tuple[int, Role]]) -> list[Role] | None:
    """Give the areas of figures told together: "the national and regional rates of 4.0 and 3.5", "both at 67.2%"."""
    before = [(where, role) for where, role in mentions if where < group[0].at]
    compared = [found.end() for found in COMPARES.finditer(sentence[: group[0].at])]
    since = [(where, role) for where, role in before if not compared or where > compared[-1]]
    roles = list(dict.fromkeys(role for _, role in since))
    both = re.search(r"\b(?:both|each|all)\s+(?:at|of|on)\s*$", sentence[: group[0].at], re.IGNORECASE)
    if both and len(group) == 1 and len(roles) > 1:
        return roles
    if len(group) > 1 and len(roles) == len(group):
        return roles
    return None


@cache
def _after(place: str) -> re.Pattern[str]:
    regions = f"(?i:{REGIONS})"
    return re.compile(_AFTER.replace("{regions}", regions).replace("{place}", re.escape(place) if place else "(?!)"))


def _alone(sentence: str, figures: list[Figure], at: int, mentions: list[tuple[int, Role]], place: str) -> Figure:
    """Give a figure the area named right after it, or last before it, or first after it."""
    figure = figures[at]
    end = figure.at + len(figure.text)
    after = _after(place).match(sentence[end:])
    if after:
        return replace(figure, area=_ROLES.get(after.lastgroup or ""))
    start = figures[at - 1].at + len(figures[at - 1].text) if at else 0
    stop = figures[at + 1].at if at + 1 < len(figures) else len(sentence)
    moved = _MOVED.search(sentence[start : figure.at])
    if at and moved and figures[at - 1].span and figure.span:
        return figure  # its area is that of the figure it moved from: see `_carried`
    before = [(where, role) for where, role in mentions if start <= where < figure.at]
    if before:
        where, role = before[-1]
        compared = COMPARES.search(sentence[where : figure.at]) is not None
        return replace(figure, area=None if compared else role)
    clause = re.search(r"[,;.(]", sentence[end:stop])
    stop = end + clause.start() if clause else stop
    later = next(((where, role) for where, role in mentions if end <= where < stop), None)
    if later and not COMPARES.search(sentence[end : later[0]]) and not COMPARES.search(sentence[start : figure.at]):
        return replace(figure, area=later[1])
    return figure


_CARRIED = re.compile(
    r"^(?:this|these|it|the same|in the previous|in \d|however|that|they|out of|in comparison|in terms|compared)\b|"
    r"^for (?:fe)?males\b|"
    r"\brank(?:ed|s|ing)?\b|\bprevious (?:period|year)\b",
    re.IGNORECASE,
)


def told_of(published: Published, table: PublishedTable) -> Iterator[Told]:
    """Give every sentence that speaks of a measure of a table, carrying measure and period through a section."""
    labels = measures_of(table)
    for section in sections(published.passages):
        yield from _section(section, labels, table)


def _section(section: tuple[Passage, ...], labels: tuple[str, ...], table: PublishedTable) -> Iterator[Told]:
    measure: Match | None = None
    span: Span | None = None
    for passage in section:
        if passage.kind not in (PassageKind.PARAGRAPH, PassageKind.ITEM):
            continue
        for sentence in sentences(passage.text):
            if PARTS.search(sentence):
                measure = None
                continue
            own = match(sentence, labels)
            if own is None and not _carries(sentence, measure):
                measure = None
                continue
            spans = list(spans_in(sentence))
            if own is not None and own != measure:
                span = None  # another measure: the period of the one before does not hold
            measure = own or measure
            span = spans[0] if len(spans) == 1 else None if spans else span
            if measure is not None:
                yield Told(
                    sentence,
                    passage,
                    measure if own else replace(measure, is_sure=False),
                    span or (None if spans else _newest(section, measure.label, labels)),
                    is_dated=len(spans) == 1,
                    figures=figures_in(sentence, table.place_name),
                )


def _carries(sentence: str, measure: Match | None) -> bool:
    """Say whether a sentence that names no measure goes on about the one before."""
    if measure is None or not _CARRIED.search(sentence):
        return False
    sexes = sexes_in(sentence)
    family = family_of(sentence)
    return (not sexes or sexes == sexes_in(measure.label)) and (family is UNKNOWN or family is family_of(measure.label))


def _newest(section: tuple[Passage, ...], label: str, labels: tuple[str, ...]) -> Span | None:
    """Give the last period that a measure's own captions in a section name: what "currently" means there."""
    captions = [passage.text for passage in section if passage.kind is PassageKind.CAPTION]
    if len(captions) > 1:
        captions = [text for text in captions if (found := match(text, labels)) and found.label == label]
    spans = [span for text in captions for span in spans_in(text)]
    return max(spans, key=lambda span: span.months[1], default=None)


def lines_of_measure(table: PublishedTable, label: str) -> list[tuple[Line, Span]]:
    """Give a measure's lines that name a period and print a figure, in order of their periods."""
    found = []
    for line in table.lines:
        spans = list(spans_in(line.words(Role.PERIOD))) if line.measure == label else []
        if len(spans) == 1 and (place := line.at(Role.PLACE)) is not None and place.missing is None:
            found.append((line, spans[0]))
    return sorted(found, key=lambda pair: pair[1].months[1])


def at_period(table: PublishedTable, told: Told, span: Span | None) -> Line | None:
    """Give the last line of the measure that a sentence speaks of, in a period; None where the table has none."""
    held = lines_of_measure(table, told.measure.label) if span is not None else []
    found = [line for line, own in held if span is not None and own.key == span.key]
    return found[-1] if found else None
