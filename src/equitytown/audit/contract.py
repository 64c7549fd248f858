"""The contract of the narrative: twelve rules for what drafted words may say, each a check."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from equitytown.audit.contract_words import (
    BEYOND_CHANCE,
    CAUSAL,
    GAP_MOVED,
    IMPROVED,
    JUDGING,
    MOVING,
    SAME,
    SIMILAR_TO,
    TREND,
    UNTESTED,
    agrees,
    said_of,
)
from equitytown.terms.finding import Change, Direction, Finding, GapMovement
from equitytown.terms.indicator import Basis, Indicator, Polarity
from equitytown.terms.observation import Rating

WIDE = 0.20  # half-width of the limits as a share of the value, from which a caution comes first (rule 8)
POINTS = 5  # yearly figures behind a trend word (rule 4)
MOVED = (Direction.INCREASING, Direction.DECREASING)
ESTIMATES = (Basis.SURVEY, Basis.MODELLED)


@dataclass(frozen=True, slots=True)
class Told:
    """
    What is told of one figure, and what stands behind it.

    `sentences` are in reading order by the part after # of their names ("level", "rank", "change-1"). The findings are
    those of the figure. `beside` is what stands with the paragraph: definition, ages, sex, source and when it was read.
    `rated` are the neighbours' published ratings against England. `quoted` are words that the sentences repeat from
    others, such as the titles of publications: no rule is about them.
    """

    place: str
    indicator: Indicator
    sentences: Mapping[str, str]
    national: Finding
    regional: Finding
    neighbours: Finding
    beside: str = ""
    rated: tuple[tuple[str, Rating], ...] = ()
    quoted: tuple[str, ...] = ()

    @property
    def own_words(self) -> dict[str, str]:
        """The sentences without what they repeat: the measure's own name, and titles of publications."""
        repeated = sorted({self.indicator.phrase, self.indicator.headline, *self.quoted} - {""}, key=len, reverse=True)
        if not repeated:
            return dict(self.sentences)
        pattern = re.compile("|".join(re.escape(words) for words in repeated), re.IGNORECASE)
        return {name: pattern.sub("it", words) for name, words in self.sentences.items()}

    @property
    def named(self) -> dict[str, Finding]:
        """The findings by how a sentence names their comparators."""
        found = (self.national, self.regional, self.neighbours)
        return {f.comparator_name: f for f in found if f.comparator_name}

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that the paragraph may tell."""
        both = (self.national.change, self.national.since_baseline)
        return tuple(change for change in both if change is not None)

    def starting(self, name: str) -> Iterator[tuple[str, str]]:
        """Give the sentences of a kind ("change" for change-1 and change-2)."""
        return ((key, words) for key, words in self.sentences.items() if key.partition("-")[0] == name)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a sentence breaks: the rule's number, the sentence's name, and what is wrong in words."""

    rule: int
    sentence: str
    says: str


Check = Callable[[Told], Iterable[tuple[str, str]]]


def significance(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 1: "significantly" only with a test; what is not tested is said not to be."""
    for name, words in told.sentences.items():
        if name in ("exception", "trend", "revised"):  # what they say of verdicts is asked below, or is quoted
            continue
        for phrase, finding in said_of(words, told.named):
            if not agrees(phrase, finding):
                yield name, f'"{phrase}" is said of {finding.comparator_name}, and the finding is {_found(finding)}'
    for name, words in told.starting("exception"):
        others = [rating for _, rating in told.rated]
        if "not significantly" in words and len(others) < POINTS - 1:
            yield name, "a neighbour is said not to differ, and too few published verdicts are held"
    for name, words in told.starting("trend"):
        trend = told.national.trend
        if "significant" in words and (trend is None or trend.direction is not Direction.NO_CHANGE):
            yield name, "no trend is said to be significant, and none was tested"
    yield from _said_untested(told)


def _said_untested(told: Told) -> Iterator[tuple[str, str]]:
    """Ask that a side told without a verdict is said not to be tested."""
    all_said = " ".join(told.sentences.values())
    for name in ("level", "closest"):
        for phrase, finding in said_of(told.sentences.get(name, ""), told.named):
            bare = phrase.split()[0] in ("higher", "lower", "equal")
            if bare and finding.verdict.rating is Rating.NOT_COMPARED and not UNTESTED.search(all_said):
                yield name, f'"{phrase}" stands without a word on why it was not tested'


def _found(finding: Finding) -> str:
    tested = "" if finding.verdict.tested else ", a letter without a test"
    return f'"{finding.verdict.rating.value}"{tested}'


def similar(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 2: what cannot be told apart is "not statistically different", never the same."""
    for name, words in told.own_words.items():
        for pattern in (SAME, SIMILAR_TO):
            if match := pattern.search(words):
                yield name, f'"{match.group(0)}" says more than that no difference was found'


def judgement(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 3: better and worse only where the measure declares which way is good."""
    if told.indicator.polarity is not Polarity.NONE:
        return
    for name, words in told.own_words.items():
        if match := JUDGING.search(words):
            yield name, f'"{match.group(0)}" judges a measure that declares no judgement'


def movement(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 4: a change needs a test of two periods that do not overlap, a trend five yearly points."""
    for name, plain in told.own_words.items():
        if TREND.search(plain):
            yield from ((name, says) for says in _trend(told))
            continue
        moves = MOVING.search(plain) or BEYOND_CHANCE.search(plain)
        if moves and not any(_is_tested(change) and change.earlier.period.label in plain for change in told.changes):
            yield name, "a movement is told that no test of two separate periods supports"
    for name, words in told.starting("gap"):
        gap, match = told.national.gap, GAP_MOVED.search(words)
        if match and (gap is None or not gap.tested or gap.movement.value[:5] != match["way"].lower()[:5]):
            yield name, f'the gap "{match["way"]}" without a test that says so'


def _trend(told: Told) -> Iterator[str]:
    found = told.national.trend
    if found is None or found.direction is Direction.NOT_ASSESSED or found.points < POINTS:
        yield "a trend is told without five yearly points"
    elif told.national.period.years > 1:
        yield "a trend is told over periods that overlap"


def _is_tested(change: Change) -> bool:
    separate = not change.earlier.period.overlaps(change.later.period)
    return change.direction in MOVED and change.p_value is not None and separate


def cause(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 5: no cause from figures, and no improvement from two figures side by side."""
    for name, plain in told.own_words.items():
        if match := CAUSAL.search(plain):
            yield name, f'"{match.group(0)}" gives a cause'
        if match := IMPROVED.search(plain):
            yield name, f'"{match.group(0)}" is more than figures side by side can show'


def ranks(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 6: a rank with its interval or group, of how many, which way, and on which list."""
    for name, words in told.starting("rank"):
        found = told.neighbours.rank
        if found is None:
            yield name, "a rank is told that was not found"
            continue
        wanted = {
            "of how many it is": rf"\b{found.of} similar councils",
            "which end is best": r"1st is best",
            "on which list, and of when": rf"{re.escape(found.set_name)}.*?",
            "of when the list is": rf"\b{found.set_dated.year}\b",
            "how sure it is, or in which part of the group": r"anywhere from|the order is clear|third of the group",
        }
        for what, pattern in wanted.items():
            if not re.search(pattern, words):
                yield name, f"the rank does not say {what}"
        if told.neighbours.comparator_name == told.place or told.place in found.missing:
            yield name, "the place stands among its own neighbours"


def gap_and_level(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 7: a gap stands with both levels."""
    for name, _ in told.starting("gap"):
        level = told.sentences.get("level", "")
        if told.place not in level or told.national.comparator_name not in level:
            yield name, "the gap stands without the two levels"


def whole(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 8: unit, period, place, sex and source stand with a figure, and a caution comes before it."""
    level, indicator, own = told.sentences.get("level", ""), told.indicator, told.national.observation
    if not level:
        return
    wanted = {"the place": told.place, "the period": own.period.label}
    if own.value is not None:
        wanted["the unit"] = indicator.suffix.strip()
    for what, words in wanted.items():
        if words not in level:
            yield "level", f"the level does not say {what}"
    around = f"{level} {told.beside}"
    said = {"the sex": own.sex, "the ages": own.age, "the source": own.provenance.publisher,
            "when it was read": str(own.provenance.retrieved.year)}  # fmt: skip
    for what, words in said.items():
        if told.beside and words not in around:
            yield "level", f"nothing beside the level says {what}"
    if _is_wide(told.national) and next(iter(told.sentences)) != "warning":
        yield "level", "the limits are very wide, and no caution stands before the figure"


def _is_wide(finding: Finding) -> bool:
    own = finding.observation
    if own.value is None or own.lower is None or own.upper is None or own.value == 0:
        return False
    return (own.upper - own.lower) / 2 > WIDE * abs(own.value)


def estimates(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 9: surveys and models are said to estimate, and a model without limits is never significant."""
    if told.indicator.collected_by not in ESTIMATES:
        return
    level = told.sentences.get("level", "")
    if level and "estimated" not in level:
        yield "level", "an estimate is not said to be one"
    if told.indicator.collected_by is Basis.MODELLED and not told.national.observation.has_limits:
        for name in ("level", "closest"):
            if "significantly" in told.sentences.get(name, ""):
                yield name, "a modelled figure without limits is called significantly different"


def absolute_and_relative(told: Told) -> Iterator[tuple[str, str]]:
    """Rule 11: a gap as a difference and, where a ratio means something, as a ratio; so too what it was before."""
    gap = told.national.gap
    for name, words in told.starting("gap"):
        if gap is None:
            yield name, "a gap is told that was not found"
            continue
        moved = gap.tested and gap.movement in (GapMovement.NARROWED, GapMovement.WIDENED)
        ratios = len(re.findall(r"\d times", words))
        level = "level with" in words
        needed = int(gap.relative_now is not None and not level) + int(moved and gap.relative_earlier is not None)
        if ratios < needed:
            yield name, "the gap is told as a difference alone"


# Rule 10 is about a whole report and rule 12 about an edit: `counts_told` and `edit_breach`.
CONTRACT: dict[int, Check] = {
    1: significance,
    2: similar,
    3: judgement,
    4: movement,
    5: cause,
    6: ranks,
    7: gap_and_level,
    8: whole,
    9: estimates,
    11: absolute_and_relative,
}


def breaches(told: Told) -> tuple[Breach, ...]:
    """
    Put what is told of a figure to every rule.

    Parameters
    ----------
    told : Told
        Its sentences and findings.

    Returns
    -------
    tuple of Breach
        In the order of the rules; empty where the words keep the contract.
    """
    return tuple(Breach(number, *found) for number, check in CONTRACT.items() for found in check(told))


COUNTS_TOLD = re.compile(
    r"(?P<made>[\d,]+) comparisons?.*?(?P<flags>[\d,]+|none|no) (?:came|comes) out as different.*?"
    r"(?P<chance>[\d,.]+) would by chance.*?false discovery rate",
    re.IGNORECASE | re.DOTALL,
)


def counts_told(faces: Mapping[str, Sequence[str]], *, tested: int) -> tuple[Breach, ...]:
    """
    Rule 10: each face of a report tells how many comparisons were made, came out, and would by chance.

    Parameters
    ----------
    faces : mapping of str to sequence of str
        The paragraphs of each face by its name.
    tested : int
        How many comparisons were tested; with none there is nothing to tell.

    Returns
    -------
    tuple of Breach
        One for each face without the line.
    """
    if not tested:
        return ()
    told = {face: COUNTS_TOLD.search(" ".join(words)) for face, words in faces.items()}
    return tuple(
        Breach(10, face, "nothing says how many comparisons were made and how many would differ by chance")
        for face, found in told.items()
        if found is None or int(found["made"].replace(",", "")) != tested
    )


def edit_breach(*, sentence: str, turned: Sequence[str], reason: str) -> tuple[Breach, ...]:
    """Rule 12: an edit that changes a number or a word of verdict gives its reason."""
    if not turned or reason.strip():
        return ()
    return (Breach(12, sentence, f"the edit changes {', '.join(turned)} without a reason"),)
