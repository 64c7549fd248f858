"""Looking for a claim among facts: labels, constants, days, periods, figures of the measure, counts of the edition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from equitytown.audit.proof_facts import Fact, Facts, declared
from equitytown.audit.proof_words import Author, Prose
from equitytown.terms.claims import Claim, ClaimKind

SPOKEN = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "dozen": 12, "hundred": 100, "thousand": 1_000,
    "million": 1_000_000,
}  # fmt: skip
HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Match:
    """What a claim was matched to: a fact, or words that say what else."""

    says: str
    fact: Fact | None = None


def allowed(claim: Claim, passage: Prose, facts: Facts) -> bool:
    """Say whether a claim stands in words that are declared as constants, of every document or of this place."""
    words = passage.words
    if any(_covers(match, claim) for one in declared() for match in one.pattern.finditer(words)):
        return True
    return passage.author is not Author.DRAFTED and any(_at(phrase, claim, words) for phrase in facts.constants)


def label_at(claim: Claim, passage: Prose, facts: Facts) -> bool:
    """Say whether a claim stands inside a name, a definition, a title or a record that the place holds as such."""
    held = facts.by_token.get(claim.words.lower(), ())
    if passage.author is Author.WRITTEN:  # what people write is proved, and is no label of itself
        held = tuple(label for label in held if len(label) < len(passage.words))
    words = passage.words
    forms = ((label, label[:1].upper() + label[1:], label[:1].lower() + label[1:]) for label in held)
    return any(_at(form, claim, words) for three in forms for form in dict.fromkeys(three))


def _at(phrase: str, claim: Claim, words: str) -> bool:
    """Say whether a phrase stands where a claim does."""
    at = words.find(phrase, max(0, claim.end - len(phrase)))
    while 0 <= at <= claim.start:
        if claim.end <= at + len(phrase):
            return True
        at = words.find(phrase, at + 1)
    return False


def _covers(match: re.Match[str], claim: Claim) -> bool:
    return match.start() <= claim.start and claim.end <= match.end()


def matches(claim: Claim, passage: Prose, facts: Facts) -> Iterator[Match]:
    """
    Give what a claim may be matched to, the nearest first.

    Parameters
    ----------
    claim : Claim
        One that no trace, label or constant accounts for.
    passage : Prose
        Where it stands: a period or an area that it names narrows the figures.
    facts : Facts
        What the edition holds.

    Yields
    ------
    Match
        None where nothing held gives the claim.
    """
    if claim.kind is ClaimKind.AREA:
        return
    if claim.kind is ClaimKind.PERIOD:
        yield from _periods(claim, passage, facts)
        return
    if claim.kind is ClaimKind.NUMBER and any(claim.words in run.words for run in passage.runs if run.trace):
        yield Match("a traced number beside it")
    value, decimals = read(claim.words)
    if value is None:
        return
    for fact in _narrowed(claim, passage, facts):
        if fits(claim, value, decimals, fact):
            yield Match(fact.says, fact)


def _periods(claim: Claim, passage: Prose, facts: Facts) -> Iterator[Match]:
    words = " ".join(claim.words.split())
    if (own := passage.period_before(claim.start)) and words not in own:
        return
    held = frozenset().union(*(facts.periods.get(m, frozenset()) for m in passage.about)) or facts.every_period
    if words in held or words in facts.days:
        yield Match("a period or a day that is held")
    first, _, last = words.partition(" to ")
    if last and {first, last} <= held:
        yield Match("from one period held to another")
    inside = (label for label in held if words in label.split(" to "))
    if next(inside, None):
        yield Match("the end of a period that is held")


def read(words: str) -> tuple[float | None, int]:
    """
    Read a printed number, with how many decimals it has; None for words that are no one number.

    Examples
    --------
    >>> read("1,234.5"), read("4th"), read("twelve"), read("half")
    ((1234.5, 1), (4.0, 0), (12.0, 0), (None, 0))
    """
    spoken = words.lower()
    if spoken in SPOKEN:
        return float(SPOKEN[spoken]), 0
    digits = (
        re.sub(r"(?:st|nd|rd|th)$", "", words.strip("%£")).replace(",", "").replace("\N{MINUS SIGN}", "-").strip("£")
    )
    try:
        return float(digits), len(digits.partition(".")[2])
    except ValueError:
        return None, 0


def fits(claim: Claim, value: float, decimals: int, fact: Fact) -> bool:
    """Say whether a printed number is a fact as rounded, in its unit; the sign may stand in the words around it."""
    if claim.kind is ClaimKind.RANK or fact.is_rank:
        return fact.is_rank and claim.kind is ClaimKind.RANK and fact.value == value
    if claim.words.endswith("%") and fact.unit != "%":
        return False
    if claim.words.startswith("£") and fact.unit != "£":
        return False
    apart = min(abs(fact.value - value), abs(-fact.value - value))
    half = 0.5 / float(10**decimals)
    return apart <= half + HAIR * max(1.0, abs(fact.value))


def _narrowed(claim: Claim, passage: Prose, facts: Facts) -> list[Fact]:
    """Give the facts that a passage can mean: of the periods and areas that its sentence names, where it names some."""
    sentence = passage.sentence_at(claim.start) if passage.author is not Author.DRAFTED else passage.words
    found = [fact for measure in passage.about for fact in facts.figures(measure)]
    after = _area_after(claim, passage, found)
    if after:
        found = [f for f in found if f.area in ("", after)]
    for field in ("period", "area"):
        held = {getattr(f, field) for f in found}
        named = {label for label in held if label and label in sentence and _names(sentence, label)}
        if field == "area" and (named or passage.author is not Author.DRAFTED):
            named |= facts.home  # whatever else is named, the place is spoken of, and what it is compared with
        if named:
            found = [f for f in found if getattr(f, field) in named or not getattr(f, field)]
    told = facts.told if passage.author is Author.DRAFTED and not passage.about else ()
    around = sentence.lower()
    counted = (f for f in facts.counts if not f.of or any(word in around for word in f.of))
    return [*found, *counted, *told]


_IN = re.compile(r"(?: per [\d,]+| years?| points| percentage points)? in (?:the )?")


def _area_after(claim: Claim, passage: Prose, found: list[Fact]) -> str:
    """Give the area that stands straight after a number: "61.1% in Luton"; "" where none does."""
    said = _IN.match(passage.words, claim.end)
    if said is None:
        return ""
    rest = passage.words[said.end() :]
    return max((f.area for f in found if f.area and rest.startswith(f.area)), key=len, default="")


def _names(sentence: str, label: str) -> bool:
    return re.search(rf"(?<![\w/]){re.escape(label)}(?![\w/])", sentence) is not None


def nearest(claim: Claim, passage: Prose, facts: Facts) -> Fact | None:
    """Give the fact that comes nearest to a number; None where none is at hand."""
    value, _ = read(claim.words)
    if value is None or claim.kind is ClaimKind.AREA:
        return None
    if claim.kind is ClaimKind.PERIOD:
        return None
    wanted_rank = claim.kind is ClaimKind.RANK
    held = [f for f in _narrowed(claim, passage, facts) if f.is_rank == wanted_rank]
    if claim.words.endswith("%"):
        held = [f for f in held if f.unit == "%"] or held
    return min(held, key=lambda f: abs(f.value - value) / max(abs(f.value), abs(value), 1.0), default=None)


def area_claims(words: str, facts: Facts) -> list[Claim]:
    """Find the names of areas that this edition does not hold; at the start of a sentence a name may be a word."""
    pattern = facts.area_pattern
    if pattern is None:
        return []
    found = (m for m in pattern.finditer(words) if m["other"])
    return [
        Claim(ClaimKind.AREA, m.group(0), m.start(), m.end())
        for m in found
        if " " in m.group(0) or (m.start() > 0 and words[: m.start()].rstrip()[-1:] not in '.!?\u201c"')
    ]
