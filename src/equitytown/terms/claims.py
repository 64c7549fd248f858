"""What prose claims: its numbers, ranks and periods, and its words of verdict."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class ClaimKind(StrEnum):
    """What a claim is."""

    NUMBER = "number"
    RANK = "rank"
    PERIOD = "period"
    AREA = "area"
    VERDICT = "verdict word"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a text: what it is, its words, and from where to where they stand."""

    kind: ClaimKind
    words: str
    start: int
    end: int


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = r"(?:19|20)\d\d"
_SPLIT = rf"{_YEAR}/(?:\d\d(?:\d\d)?)\b"
_DAY = rf"\d{{1,2}} (?:{MONTHS}) {_YEAR}|(?:{MONTHS}) {_YEAR}"
_END = rf"(?:{_SPLIT}|{_YEAR})"
_PERIOD = rf"{_DAY}|{_END} to {_END}|{_SPLIT}|{_YEAR}(?!\d|,\d{{3}}|\.\d)"
_RANK = r"\d+(?:st|nd|rd|th)"
_COUNTS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozen|hundred|thousand"
_PARTS = (
    "half|halved|twice|doubled?|trebled?|tripled?|two thirds|a third|a quarter|three quarters|a fifth|a tenth|million"
)
_WORDS = f"{_PARTS}|{_COUNTS}"
PARTS = re.compile(_PARTS, re.IGNORECASE)  # words for a share or a multiple: no printed form of a figure
_CLAIM = re.compile(
    rf"(?<![\w.])(?<![A-Za-z]-)(?:(?P<period>{_PERIOD})|(?P<rank>{_RANK})\b|(?P<number>[\u2212-]?£?\d+(?:,\d{{3}})*(?:\.\d+)?%?)(?![\w]))"
    rf"|\b(?P<spoken>{_WORDS})\b",
    re.IGNORECASE,
)
# Words that say how figures stand to each other, and those that turn such words round.
VERDICTS = re.compile(
    r"\b(?:significant(?:ly)?|statistically|better|worse|best|worst|higher|lower|highest|lowest|above|below|similar|"
    r"the same|in line with|on a par|level with|equal|narrow(?:s|ed|er|ing)?|widen(?:s|ed|ing)?|wider|"
    r"improv(?:e|es|ed|ing|ement|ements)|worsen(?:s|ed|ing)?|deteriorat\w+|rises?|rose|risen|rising|falls?|fell|fallen|"
    r"falling|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|trend|unchanged|"
    r"not|no|never|neither|nor|only|cannot|without)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"\u201d\u2019)]*\s+(?=[\"\u201c\u2018(]?[A-Z0-9])")


def claims(words: str) -> tuple[Claim, ...]:
    """
    Find the numbers, ranks and periods of a text, in order.

    Parameters
    ----------
    words : str
        Prose.

    Returns
    -------
    tuple of Claim
        Numbers in digits and those in words from two upwards ("one" is too often no number); ranks in digits;
        years, spans of years and days. Digits that belong to a word ("COVID-19", "A4") are none.

    Examples
    --------
    >>> [(c.kind.value, c.words) for c in claims("It was 61.1% in 2022/23, 4th of 16.")]
    [('number', '61.1%'), ('period', '2022/23'), ('rank', '4th'), ('number', '16')]
    >>> [c.words for c in claims("Figures are from 2023 to 2023/24.")]
    ['2023 to 2023/24']
    """
    found = []
    for match in _CLAIM.finditer(words):
        kind = str(match.lastgroup).replace("spoken", "number")
        found.append(Claim(ClaimKind(kind), match.group(0), match.start(), match.end()))
    return tuple(found)


def sentences_of(words: str) -> tuple[str, ...]:
    """
    Cut prose into sentences.

    Examples
    --------
    >>> sentences_of("Smoking fell to 12.1%. It was 14% before.")
    ('Smoking fell to 12.1%.', 'It was 14% before.')
    """
    return tuple(part for part in SENTENCE_END.split(words.strip()) if part)


def weighed(words: str) -> Counter[str]:
    """Count what a reader takes from a sentence: its numbers, ranks, periods and words of verdict."""
    spoken = [claim.words.lower() for claim in claims(words)]
    return Counter([*spoken, *(match.group(0).lower() for match in VERDICTS.finditer(words))])


def turns(before: str, after: str) -> tuple[str, ...]:
    """
    Name the numbers and words of verdict that only one of two sentences holds.

    Examples
    --------
    >>> turns("It was 61.1%, lower than England.", "It stood at 61.1%, higher than England.")
    ('lower', 'higher')
    """
    first, second = weighed(before), weighed(after)
    return (*(first - second), *(second - first))
