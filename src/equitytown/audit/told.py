"""Figures told in prose: each with its area, and the measure and period that its sentence speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from equitytown.audit.families import UNKNOWN, family_of
from equitytown.audit.prose import PARTS, Match, match, measures_of, sections, sentences, sexes_in
from equitytown.audit.published import Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.spans import Form, Span, spans_in

REGIONS = r"east of england|east midlands|west midlands|north east|north west|south east|south west|yorkshire(?: and (?:the )?humber)?"
_MENTION = r"(?P<region>\bregional(?:ly)?\b|\bregion\b|\b(?:{regions})\b)|(?P<nation>\bengland\b|\bnational(?:ly)?\b|\benglish\b)|(?P<place>\b{place}\b)"
_NUMBER = re.compile(
    r"(?<![\w.,/\u2013-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<percent>\s?(?:%|per ?cent))?(?![\w/])(?!\.\d)"
)
# Numbers that are no figure of a measure: ages, bases, ranks, counts of members, names of figures and years of school.
_NOT_FIGURES = re.compile(
    r"per (?:\d[\d,]*)|\b\d+(?:st|nd|rd|th)\b|\bout (?:of )?(?:the )?\d+|\b\d+ (?:out )?of (?:the )?\d+|\b\d+ out the \d+|"
    r"\b(?:figures?|tables?|charts?|maps?|years?|page|section|level|progress|attainment|key stage|core|band|tier|rank(?:ed|s)?|"
    r"aged?|ages|under|over|top|bottom|last|next|covid|pm)[- ]?\d+(?:\.\d+)?(?:\s*(?:-|\u2013|to|and|or)\s*\d+(?:\.\d+)?)?|"
    r"\b\d+(?:\.\d+)?\s*(?:-|\u2013|to|and)\s*\d+(?:\.\d+)?[- ]years?\b(?:[- ]olds?)?|\b\d+[- ]year[- ]olds?|\b\d+\s*(?:\+|plus|and over|or over)|"
    r"\b9[059](?:\.\d)?% (?:confidence|CI)|\b\d+ (?:times|days|closest|nearest|neighbours?|areas|authorities|councils|points?|months|weeks)\b|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d+|\b\d+ (?:metres|miles|km)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b(?:than|from|compared|against|versus|vs|relative to|similar to|differ)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence, with the area that it is of (None where that cannot be told)."""

    text: str
    number: float
    decimals: int
    at: int
    area: Role | None = None


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
    taken = [found.span() for found in _NOT_FIGURES.finditer(sentence)]
    taken += [(span.start, span.start + len(span.text)) for span in spans_in(sentence)]
    figures = []
    for found in _NUMBER.finditer(sentence):
        if any(start <= found.start() < end for start, end in taken):
            continue
        digits = found["number"].replace(",", "")
        decimals = len(digits.partition(".")[2])
        figures.append(Figure(found.group().strip(), float(digits), decimals, found.start()))
    return _with_areas(sentence, figures, place)


_JOINED = re.compile(r"^\s*(?:,|and|,\s*and|&)\s*(?:the\s+)?$", re.IGNORECASE)
_AFTER = re.compile(r"^\s*(?:per [\d,]+(?: \w+){0,2}\s*)?(?:\w+\s){0,1}(?:(?P<nation>nationally|(?:in|for|across) england)|(?P<region>regionally|(?:in|for|across) the (?:region|{regions}))|(?P<place>(?:in|for) {place}\b)|(?P<other>(?:in|for) [A-Z]\w+))")  # fmt: skip


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
    return tuple(out)


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
    compared = [found.end() for found in _COMPARES.finditer(sentence[: group[0].at])]
    since = [(where, role) for where, role in before if not compared or where > compared[-1]]
    roles = list(dict.fromkeys(role for _, role in since))
    both = re.search(r"\b(?:both|each|all)\s+(?:at|of|on)\s*$", sentence[: group[0].at], re.IGNORECASE)
    if both and len(group) == 1 and len(roles) > 1:
        return roles
    if len(group) > 1 and len(roles) == len(group):
        return roles
    return None


def _alone(sentence: str, figures: list[Figure], at: int, mentions: list[tuple[int, Role]], place: str) -> Figure:
    """Give a figure the area named right after it, or last before it, or first after it."""
    figure = figures[at]
    end = figure.at + len(figure.text)
    pattern = _AFTER.pattern.replace("{regions}", REGIONS).replace("{place}", re.escape(place) if place else "(?!)")
    after = re.match(pattern, sentence[end:].replace("England", "england"))
    if after:
        return replace(figure, area=_ROLES.get(after.lastgroup or ""))
    start = figures[at - 1].at + len(figures[at - 1].text) if at else 0
    stop = figures[at + 1].at if at + 1 < len(figures) else len(sentence)
    before = [(where, role) for where, role in mentions if start <= where < figure.at]
    if before:
        where, role = before[-1]
        compared = _COMPARES.search(sentence[where : figure.at]) is not None
        return replace(figure, area=None if compared else role)
    clause = re.search(r"[,;.(]", sentence[end:stop])
    stop = end + clause.start() if clause else stop
    later = [role for where, role in mentions if end <= where < stop]
    if later and not _COMPARES.search(sentence[end:stop]) and not _COMPARES.search(sentence[start : figure.at]):
        return replace(figure, area=later[0])
    return figure


_CARRIED = re.compile(
    r"^(?:this|these|it|the same|in the previous|in \d|however|that|they|out of|in comparison|in terms|for (?:fe)?males|compared)\b|"
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
    newest = _newest(section)
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
                    span or (None if spans else newest),
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


def _newest(section: tuple[Passage, ...]) -> Span | None:
    """Give the last period that a section's captions and first lines name: what "currently" means there."""
    spans = [span for passage in section if passage.kind is PassageKind.CAPTION for span in spans_in(passage.text)]
    return max(spans, key=lambda span: span.months[1], default=None)


def lines_of_measure(table: PublishedTable, label: str) -> list[tuple[Line, Span]]:
    """Give a measure's lines that name a period and print a figure, in order of their periods."""
    found = []
    for line in table.lines:
        spans = list(spans_in(line.words(Role.PERIOD))) if line.measure == label else []
        if len(spans) == 1 and (place := line.at(Role.PLACE)) is not None and place.missing is None:
            found.append((line, spans[0]))
    return sorted(found, key=lambda pair: pair[1].months[1])


def at_period(table: PublishedTable, told: Told) -> list[Line]:
    """Give the lines of the measure and the period that a sentence speaks of."""
    held = lines_of_measure(table, told.measure.label)
    if told.span is None:
        return []
    return [line for line, span in held if span.key == told.span.key]


__all__ = ["Figure", "Form", "Told", "at_period", "figures_in", "lines_of_measure", "mentions_in", "told_of"]
