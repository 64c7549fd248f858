"""Checks on labels: ages that agree, what is counted, and the place's own name."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from equitytown.audit.checks.support import first_lines, holds_figure, listed, quoted, rounds_by_row
from equitytown.audit.families import family_of
from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

Ages: TypeAlias = tuple[int, int | None]

_DASH = r"\s*(?:-|\u2013|\u2014|\bto\b|\band\b)\s*"
_ONE = r"\baged?\s+(\d{1,2})(?:\s+years?)?\b(?!\s*(?:-|\u2013|to|and|or|\+|plus|&|years? and|years? or|\.))"
_OVER = r"\b(?:aged?s?\s+)?(\d{1,2})\s*(?:\+|plus\b|(?:years? )?(?:and|or|&) (?:over|above|older)\b)"
_RANGE_OLD = rf"\b(\d{{1,2}}){_DASH}(\d{{1,2}})[ -]?(?:years?[ -]?olds?\b|y\.?o\b|year olds?\b)"
_RANGE = rf"\b(?:aged?s?|ages)\s+(\d{{1,2}}){_DASH}(\d{{1,2}})(?:\s*years?)?(?!\.\d)\b"
_AGES = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (_RANGE, "range"),
        (_RANGE_OLD, "range"),
        (_OVER, "over"),
        (r"\b(?:aged?s?\s+)?under[ -]?(\d{1,2})s?\b(?! years? (?:ago|old))", "under"),
        (_ONE, "one"),
        (r"(?<![-\u2013.\d])(?<!to )\b(\d{1,2})[ -]years?[ -]olds?\b", "one"),
        (r"\b(five|two|three|four)[ -]years?[ -]olds?\b", "word"),
    )
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}


def ages_in(text: str) -> dict[Ages, str]:
    """
    Give the ages that a text names, with its words.

    Examples
    --------
    >>> ages_in("people aged 10-24 (rate per 100,000 16-24 year olds)")
    {(10, 24): 'aged 10-24', (16, 24): '16-24 year olds'}
    """
    found: dict[Ages, str] = {}
    taken: list[tuple[int, int]] = []
    for pattern, kind in _AGES:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.setdefault(_ages(match, kind), match.group().strip())
    return found


def _ages(match: re.Match[str], kind: str) -> Ages:
    if kind == "word":
        return _NUMBERS[match[1].lower()], _NUMBERS[match[1].lower()]
    first = int(match[1])
    return {
        "range": (first, int(match[2]) if kind == "range" else None),
        "over": (first, None),
        "under": (0, first - 1),
    }.get(kind, (first, first))


_PER = re.compile(
    r"\bper\s+(?:1,?000|10,?000|100,?000|head|capita)\b|%\s*(?:of)?\b|\bpercentage of\b|\bproportion of\b",
    re.IGNORECASE,
)
# Measures whose published definition sets one age over another: conceptions under 18 per 1,000 girls aged 15 to 17.
_OF_MOTHERS = re.compile(r"concepti|fertil|\bbirths?\b|abortion|pregnan|matern|mother", re.IGNORECASE)
ADULT = 16  # the youngest age that a survey of adults begins at
CHILD = 19  # the oldest that a measure of children and school pupils reaches; young people reach 25


def label_ages(published: Published) -> Iterable[Remark]:
    """R13: the ages in a label, in its denominator and in its source are the same."""
    for table in published.tables:
        for line in first_lines(table):
            entry = line.at(Role.MEASURE)
            if entry is not None:
                yield from _ages_of(line, entry)


def _ages_of(line: Line, entry: Entry) -> Iterator[Remark]:
    ages = ages_in(entry.text)
    per = _PER.search(entry.text)
    counted = {age: said for age, said in ages.items() if per is None or entry.text.find(said) < per.start()}
    base = {age: said for age, said in ages.items() if age not in counted}
    if counted and base and not set(counted) & set(base):
        usual = _OF_MOTHERS.search(entry.text) or all(low == 0 for low, _ in counted)
        first, second = next(iter(counted.values())), next(iter(base.values()))
        yield Remark(
            "R13",
            Sureness.TO_CHECK if usual else Sureness.CERTAIN,
            f'"{entry.text}" counts people "{first}" per people "{second}": two different ages in one label.',
            "Look up the published definition and print one age, that of those who are counted and of those "
            "they are counted among.",
            (entry,),
        )
    elif len(ages) > 1 and not _nested(ages):
        yield Remark(
            "R13",
            Sureness.TO_CHECK,
            f'"{entry.text}" names several ages: {quoted(ages.values())}.',
            "Say which age is counted, and among whom.",
            (entry,),
        )
    yield from _age_words(entry, ages)
    yield from _age_of_source(line, entry, ages)


def _nested(ages: dict[Ages, str]) -> bool:
    """Say whether every age lies in the widest: "children under 16 aged 5" names one within another."""
    bounds = [(low, 200 if high is None else high) for low, high in ages]
    widest = max(bounds, key=lambda age: age[1] - age[0])
    return all(widest[0] <= low and high <= widest[1] for low, high in bounds)


def _age_words(entry: Entry, ages: dict[Ages, str]) -> Iterator[Remark]:
    """Remark where a label's word, adults or children, goes against the ages that stand in it."""
    adults = re.search(r"\badults?\b", entry.text, re.IGNORECASE)
    children = re.search(r"\b(?:child(?:ren)?|pupils?)\b", entry.text, re.IGNORECASE)
    young = next((said for (_, high), said in ages.items() if high is not None and high < ADULT), "")
    old = next((said for (low, _), said in ages.items() if low > CHILD), "")
    word, said = (
        ("adults", young)
        if adults and not children and young
        else ("children", old)
        if children and not adults
        else ("", "")
    )
    if word and said:
        yield Remark(
            "R13",
            Sureness.LIKELY,
            f'"{entry.text}" speaks of {word} and of people "{said}".',
            "Look up the published definition and print its age.",
            (entry,),
        )


def _age_of_source(line: Line, entry: Entry, ages: dict[Ages, str]) -> Iterator[Remark]:
    source = line.at(Role.SOURCE)
    if source is None or not ages:
        return
    given = ages_in(source.text)
    if given and not set(given) & set(ages) and not _nested({**given, **ages}):
        yield Remark(
            "R13",
            Sureness.LIKELY,
            f'"{entry.text}" is of people "{next(iter(ages.values()))}", its source "{source.text}" of people '
            f'"{next(iter(given.values()))}".',
            "Look up which age the figure covers and print it in both.",
            (entry, source),
        )


# Pairs of things that one figure cannot count together.
_CONCEPTS = (
    ("occupations", r"occupation", "qualifications", r"qualification|\blevel ?\d\b"),
    ("employment", r"\bemployment|\bin work\b", "unemployment", r"unemploy|claimant"),
    ("smoking", r"smok", "vaping", r"vap(?:e|ing)"),
    ("deaths", r"mortality|death", "admissions", r"admission"),
    ("households", r"% of households|households in", "people", r"% of (?:people|residents|adults)"),
)
_ANSWERS = re.compile(r"\(([^()]*,[^()]*,[^()]*)\)")
_ENDS = (
    (r"\balways\b|\boften\b", r"\bnever\b"),
    (r"strongly agree", r"disagree"),
    (r"very (?:good|satisfied|happy)", r"(?:bad|poor|dissatisfied|unhappy)"),
    (r"\bheavy|\bhigh\b", r"\bnone\b|\blow\b"),
    (r"\byes\b", r"\bno\b"),
)
# England's adults with obesity have been 22% to 28% since 2006, those with overweight or obesity 60% to 66%; Year 6
# children with obesity 17% to 26%, with overweight or obesity 31% to 41% (HSE, Active Lives, NCMP).
OBESITY_MOST = {"adult-weight": 40.0, "year-6-weight": 28.0}
OVERWEIGHT_LEAST = {"adult-weight": 50.0, "year-6-weight": 29.0}


def label_meaning(published: Published) -> Iterable[Remark]:
    """R14: a label says what is counted: one thing, and which answers."""
    for table in published.tables:
        for lines in rounds_by_row(table):
            entry = lines[0].at(Role.MEASURE)
            if entry is not None:
                yield from _answers(entry)
                yield from _mixed(entry)
                yield from _several_times(entry)
                yield from _weight(entry, lines)


def _answers(entry: Entry) -> Iterator[Remark]:
    for found in _ANSWERS.finditer(entry.text):
        if any(
            re.search(one, found[1], re.IGNORECASE) and re.search(other, found[1], re.IGNORECASE)
            for one, other in _ENDS
        ):
            yield Remark(
                "R14",
                Sureness.LIKELY,
                f'"{entry.text}" lists every answer that could be given ({found[1]}), so that everybody is counted.',
                "Name only the answers that the figure counts.",
                (entry,),
            )


def _mixed(entry: Entry) -> Iterator[Remark]:
    for first, one, second, other in _CONCEPTS:
        if re.search(one, entry.text, re.IGNORECASE) and re.search(other, entry.text, re.IGNORECASE):
            yield Remark(
                "R14",
                Sureness.LIKELY,
                f'"{entry.text}" names both {first} and {second}: two things in one label.',
                "Look up which the figure counts and name that alone.",
                (entry,),
            )


_TIMES = re.compile(r"\b\d+\s*(?:-|\u2013|to)\s*\d+ (?:times|days|units|portions|hours)\b", re.IGNORECASE)


def _several_times(entry: Entry) -> Iterator[Remark]:
    found = _TIMES.search(entry.text)
    if found:
        yield Remark(
            "R14",
            Sureness.TO_CHECK,
            f'"{entry.text}" counts "{found.group()}": those who do so more often would be left out.',
            'If the figure counts all who do so at least that often, write "at least".',
            (entry,),
        )


def _weight(entry: Entry, lines: tuple[Line, ...]) -> Iterator[Remark]:
    """Remark where a label says obesity and the figures are of overweight too, or the other way round."""
    family = family_of(entry.text).family_id
    if family not in OBESITY_MOST:
        return
    cells = [cell for line in lines if (cell := line.at(Role.NATIONAL)) and cell.number is not None]
    both = re.search(r"overweight|excess weight", entry.text, re.IGNORECASE) is not None
    if both:
        wrong = [cell for cell in cells if (cell.number or 0) < OVERWEIGHT_LEAST[family] - 1]
        mean = "obesity alone"
    else:
        wrong = [cell for cell in cells if (cell.number or 0) > OBESITY_MOST[family]]
        mean = "overweight or obesity"
    if wrong:
        told = listed(list(dict.fromkeys(cell.text for cell in wrong)))
        yield Remark(
            "R14",
            Sureness.LIKELY,
            f'"{entry.text}" has {told} for England, which is the level of {mean}.',
            f"Look up the definition; if the figure is of {mean}, say so in the label.",
            (entry, *wrong),
        )


def place_in_label(published: Published) -> Iterable[Remark]:
    """R27: a label does not name the place, for the same label heads the comparators."""
    for table in published.tables:
        if table.place_name:
            yield from _named_place(table)


def _named_place(table: PublishedTable) -> Iterator[Remark]:
    name = re.compile(rf"\b{re.escape(table.place_name)}\b", re.IGNORECASE)
    for lines in rounds_by_row(table):
        entry = lines[0].at(Role.MEASURE)
        if entry is None or not name.search(entry.text):
            continue
        roles = (Role.NATIONAL, Role.REGIONAL, Role.NEIGHBOURS)
        others = [cell for line in lines for role in roles if (cell := line.at(role)) and holds_figure(cell)]
        told = listed([cell.text for cell in others[:3]])
        yield Remark(
            "R27",
            Sureness.LIKELY if others else Sureness.TO_CHECK,
            f'The label "{entry.text}" names {table.place_name}'
            + (f", though the row also holds other areas' figures ({told})." if others else "."),
            "Take the place's name out of the label; the column says whose figure it is.",
            (entry,),
            likely=re.sub(r"\s+", " ", name.sub("", entry.text)).replace("( ", "(").strip(),
        )


CHECKS = {"R13": label_ages, "R14": label_meaning, "R27": place_in_label}
