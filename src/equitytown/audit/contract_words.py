"""The words that the contract of the narrative looks for, and what each is said of."""

import re
from collections.abc import Iterator, Mapping

from equitytown.terms.finding import Finding
from equitytown.terms.observation import Rating

TESTED = (Rating.BETTER, Rating.WORSE, Rating.HIGHER, Rating.LOWER)
PHRASES = re.compile(
    r"(?:not )?significantly (?:higher|lower|better|worse|different)|not statistically different|"
    r"rated (?:better|worse|similar|higher|lower)|\b(?:higher|lower|better|worse) (?=than)|equal (?=to)|"
    r"similar (?=to)|in line (?=with)|the same (?=as)",
    re.IGNORECASE,
)
SAME = re.compile(
    r"\bthe same\b|\bin line with\b|\bno change\b|\bunchanged\b|\bon a par\b|\bno different\b", re.IGNORECASE
)
SIMILAR_TO = re.compile(r"(?<!rated )\bsimilar (?:to|with)\b", re.IGNORECASE)
JUDGING = re.compile(
    r"\b(?:better|worse|best-off|worst-off|improv\w+|worsen\w*|deteriorat\w+|good|bad|poor(?:er|est)?)\b", re.IGNORECASE
)
MOVING = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|fall|falls|fell|fallen|falling|increas\w+|decreas\w+|declin\w+|went up|"
    r"went down|gone up|gone down|grew|grown|dropp\w+|improv\w+|worsen\w*)\b",
    re.IGNORECASE,
)
TREND = re.compile(r"\btrend(?:s|ing)?\b", re.IGNORECASE)
GAP_MOVED = re.compile(
    r"\b(?P<way>narrow(?:s|ed|ing)?|widen(?:s|ed|ing)?|clos(?:ed|ing)|grow(?:n|ing)|shrunk)\b", re.IGNORECASE
)
CAUSAL = re.compile(
    r"\b(?:because of|due to|led to|leads? to|caus(?:e|es|ed|ing)|thanks to|impact of|effects? of|"
    r"as a result|results? (?:of|in|from)|resulted|driv(?:en|es|ing) by|drove|owing to|brought about|"
    r"attributable to|explain(?:s|ed) by|contribut(?:ed|es|ing) to|responsible for)\b",
    re.IGNORECASE,
)
IMPROVED = re.compile(r"\b(?:improv\w+|worsen\w*|deteriorat\w+|got (?:better|worse))\b", re.IGNORECASE)
BEYOND_CHANCE = re.compile(r"larger than expected by chance", re.IGNORECASE)
UNTESTED = re.compile(
    r"\btested\b|no test\b|not (?:statistically|significantly)|as published|cannot be (?:assessed|told)|not compared",
    re.IGNORECASE,
)


def said_of(words: str, named: Mapping[str, Finding]) -> Iterator[tuple[str, Finding]]:
    """
    Pair each comparator that a sentence names with the verdict phrase before it.

    Parameters
    ----------
    words : str
        A sentence.
    named : mapping of str to Finding
        The findings by how a sentence names their comparators.

    Yields
    ------
    (str, Finding)
        The phrase in small letters, and the finding against the comparator that it is said of.
    """
    phrases = list(PHRASES.finditer(words))
    longest_first = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    if not phrases or not longest_first:
        return
    for mention in re.finditer(rf"(?<![\w-])(?:{longest_first})(?![\w-])", words):
        before = [p for p in phrases if p.end() <= mention.start()]
        if before and joins(words[before[-1].end() : mention.start()]):
            yield before[-1].group(0).strip().lower(), named[mention.group(0)]


def joins(between: str) -> bool:
    """Say whether the words between a verdict and a comparator leave the one said of the other."""
    return not re.search(r"[;.!?](?=\s)", between)


def side_of(finding: Finding) -> str:
    """Say on which side of its comparator a figure lies, by its values: "higher", "lower", "equal" or ""."""
    own, other = finding.observation.value, finding.comparator_value
    if own is None or other is None or other.value is None:
        return ""
    return "equal" if own == other.value else ("higher" if own > other.value else "lower")


def agrees(phrase: str, finding: Finding) -> bool:
    """
    Say whether a verdict phrase says no more than a finding, and nothing else.

    Parameters
    ----------
    phrase : str
        "significantly higher", "not statistically different", "rated worse", "lower", "equal", ...
    finding : Finding
        The finding against the comparator that it is said of.

    Returns
    -------
    bool
        False where the words go beyond the finding or against it.
    """
    verdict, side = finding.verdict, side_of(finding)
    rating = verdict.rating
    tested = verdict.tested and rating is not Rating.NOT_COMPARED
    word = phrase.rsplit(maxsplit=1)[-1]
    if phrase.startswith("not "):
        return tested and rating is Rating.SIMILAR
    if phrase.startswith("rated "):
        return rating is not Rating.NOT_COMPARED and (rating.value == word or (tested and side == word))
    if phrase.startswith("significantly "):
        return tested and rating in TESTED and word in (rating.value, side)
    if word in ("better", "worse"):
        return rating.value == word
    if word in ("similar", "line", "same"):
        return rating is Rating.SIMILAR
    return side in ("", word) and not (tested and rating is Rating.SIMILAR and word != "equal")
