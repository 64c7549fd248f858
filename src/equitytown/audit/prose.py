"""Prose as an audit reads it: sections and sentences, and which measure of a table a text speaks of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from equitytown.audit.families import UNKNOWN, Family, family_of
from equitytown.audit.published import Passage, PassageKind, PublishedTable

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'\u201c(0-9])")


def sentences(text: str) -> tuple[str, ...]:
    """
    Cut a text into sentences.

    Examples
    --------
    >>> sentences("It is 6.3 per 1,000. That is higher.")
    ('It is 6.3 per 1,000.', 'That is higher.')
    """
    return tuple(part.strip() for part in _END.split(text) if part.strip())


def sections(passages: Iterable[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Give the passages under each heading together, in order, without the heading itself."""
    told = [passage for passage in passages if passage.kind is not PassageKind.HEADING]
    for _, held in groupby(told, key=lambda passage: passage.heading):
        yield tuple(held)


STEM = 4  # letters by which words are alike: smoke and smoking, obese and obesity
_PLAIN = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "at",
        "to",
        "for",
        "and",
        "or",
        "by",
        "with",
        "from",
        "that",
        "are",
        "is",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "who",
        "which",
        "on",
        "per",
        "all",
        "any",
        "this",
        "than",
        "rate",
        "rates",
        "percentage",
        "percent",
        "proportion",
        "number",
        "average",
        "people",
        "persons",
        "person",
        "population",
        "residents",
        "aged",
        "age",
        "ages",
        "years",
        "year",
        "olds",
        "score",
        "count",
        "total",
        "level",
        "levels",
        "dsr",
        "index",
        "estimated",
        "local",
        "area",
        "areas",
        "england",
        "good",
    ]
)
_BASE = re.compile(r"per \d[\d,]*")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?")


@cache
def stems(text: str) -> frozenset[str]:
    """Give the words that say what a text is about, cut to their first letters."""
    words = _WORD.findall(_BASE.sub(" ", text.lower()))
    return frozenset(word[:STEM] for word in words if word not in _PLAIN and (len(word) > 2 or word.isdigit()))  # noqa: PLR2004


def about(label: str) -> frozenset[str]:
    """Give the words of a label, without those in brackets where others are left: they tell ages and units."""
    return stems(re.sub(r"\([^()]*\)", "", label)) or stems(label)


_SEXES = {"male": r"\b(?:males?|men|boys|man)\b", "female": r"\b(?:females?|women|girls|woman)\b"}
# Words that make two measures of one family different: each stands in both label and text, or in neither.
_APART = (
    r"cardiovasc|circulat|heart disease|\bcvd\b",
    r"cancer",
    r"respirat",
    r"\bliver\b",
    r"suicid",
    r"\bdrug",
    r"alcohol",
    r"all causes|all-cause",
    r"healthy life",
    r"\b2(?:\s*(?:-|to|\u2013)\s*2(?:\.5|\u00bd)|\u00bd| and a half)|two and a half",
    r"\binfant|neonatal|stillbirth",
    r"\breception\b.*(?:weight|obes)|(?:weight|obes).*\breception\b",
    r"\bat (?:age )?65\b(?![.%])",
    r"self[- ]?harm",
    r"\bfalls\b",
    r"\bunder[- ]?75",
    r"\bunder[- ]?18",
    r"low birth",
    r"disability",
    r"smoking .*deliver|pregnan",
    r"first[- ]time entrant",
    r"\bflu\b",
    r"\bmmr\b|measles",
    r"routine and manual",
    r"\babsolute\b",
    r"attainment 8",
    r"free school meal",
    r"\bSEN\b",
    r"care leaver",
    r"walk",
    r"cycl",
    r"inactiv",
    r"healthy weight",
    r"\bmodelled\b",
    r"rough sleep",
)
_APART_SEEN = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _APART)
# A part of the place or of its people: its figure is not the place's.
PARTS = re.compile(
    r"\bby (?:small )?(?:area|neighbourhood)|\bwards?\b|\b[LM]SOAs?\b|\bneighbourhoods? (?:with|in)\b|"
    r"\bsmall areas?\b|\bdecile|\bquintile|most deprived|least deprived|\bethnic|\bwhite british\b|\basian\b|"
    r"\bblack\b|\bgap\b|\bbetween the (?:richest|poorest)\b",
    re.IGNORECASE,
)
ENOUGH_IN_FAMILY, ENOUGH = 0.34, 0.6  # share of a label's words that a text must hold


@cache
def sexes_in(text: str) -> frozenset[str]:
    """Say which sexes a text names."""
    return frozenset(sex for sex, pattern in _SEXES.items() if re.search(pattern, text, re.IGNORECASE))


@cache
def _apart(text: str) -> frozenset[int]:
    return frozenset(at for at, pattern in enumerate(_APART_SEEN) if pattern.search(text))


def set_apart(one: str, other: str) -> bool:
    """
    Say whether a word that sets two measures apart stands in one label and not in the other.

    Examples
    --------
    >>> set_apart("Life expectancy at 65, male", "Life expectancy at birth, male")
    True
    """
    return _apart(one) != _apart(other)


@cache
def topic_of(text: str) -> Family:
    """Give the family of measures that a text is about, what stands in brackets left aside where that helps."""
    family = family_of(re.sub(r"\s*\([^()]*\)", "", text))
    return family if family is not UNKNOWN else family_of(text)


@dataclass(frozen=True, slots=True)
class Match:
    """A measure of a table that a text speaks of: its label, and whether nothing else could be meant."""

    label: str
    is_sure: bool


def measures_of(table: PublishedTable) -> tuple[str, ...]:
    """Give a table's labels, each once."""
    return tuple(dict.fromkeys(line.measure for line in table.lines if line.measure.strip()))


def match(text: str, labels: tuple[str, ...]) -> Match | None:
    """
    Find which of a table's measures a text speaks of; None where it is none of them, or may be several.

    Examples
    --------
    >>> match("Fewer adults smoke", ("Smoking prevalence (% adults)", "Life expectancy, Male")).label
    'Smoking prevalence (% adults)'
    """
    family, sexes, words = topic_of(text), sexes_in(text), stems(text)
    scored = []
    for label in labels:
        own = about(label)
        common = own & words
        share = len(common) / len(own) if own else 0.0
        alike = family is not UNKNOWN and topic_of(label) is family
        if sexes != sexes_in(label) or _apart(label) != _apart(text) or len(common) < (1 if alike else 2):
            continue
        if share >= (ENOUGH_IN_FAMILY if alike else ENOUGH):
            scored.append((alike, share, label))
    if not scored:
        return None
    scored.sort(reverse=True)
    best, rest = scored[0], [one for one in scored[1:] if one[0] is scored[0][0]]
    if rest and rest[0][1] == best[1]:
        return None
    return Match(best[2], is_sure=best[1] >= ENOUGH and not rest)


def may_match(text: str, labels: tuple[str, ...]) -> bool:
    """Say whether any of a table's measures could be the one a text speaks of, generously."""
    family, words = topic_of(text), stems(text)
    for label in labels:
        own = about(label)
        share = len(own & words) / len(own) if own else 0.0
        alike = family is not UNKNOWN and topic_of(label) is family
        if (alike or share >= ENOUGH) and _apart(label) == _apart(text):
            return True
    return False
