"""Proof of text: each number, rank, period, area and verdict word of some prose is matched to a fact, or told."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from equitytown.audit.contract_words import agrees, said_of, side_of
from equitytown.audit.proof_facts import Fact, Facts
from equitytown.audit.proof_match import Match, allowed, area_claims, label_at, matches, nearest
from equitytown.audit.proof_words import Author, Doubt, DoubtKind, Proof, Prose, Run
from equitytown.terms.claims import PARTS, Claim, ClaimKind, claims, sentences_of
from equitytown.terms.finding import Direction, Finding
from equitytown.terms.observation import Rating

UNMATCHED = {
    ClaimKind.NUMBER: DoubtKind.NUMBER,
    ClaimKind.RANK: DoubtKind.RANK,
    ClaimKind.PERIOD: DoubtKind.PERIOD,
    ClaimKind.AREA: DoubtKind.AREA,
}


def prove(prose: Iterable[Prose], facts: Facts) -> Proof:
    """
    Match all that some prose claims.

    Parameters
    ----------
    prose : iterable of Prose
        Drafted and written passages; the same words about the same measures are proved once.
    facts : Facts
        What an edition holds.

    Returns
    -------
    Proof
        How many claims were matched, and what could not be, in reading order.
    """
    seen: set[tuple[object, ...]] = set()
    doubts: list[Doubt] = []
    matched = 0
    for passage in prose:
        key = (passage.runs, passage.about, passage.author)
        if key in seen:
            continue
        seen.add(key)
        found, many = _of_passage(passage, facts)
        doubts.extend(found)
        matched += many
    return Proof(tuple(doubts), matched)


def _of_passage(passage: Prose, facts: Facts) -> tuple[list[Doubt], int]:
    """Prove one passage: its traced runs by their traces, all else by looking for it."""
    doubts = [d for run in passage.runs if run.trace and (d := _traced(run, passage, facts))]
    matched = sum(bool(run.trace) for run in passage.runs) - len(doubts)
    open_claims = list(_untraced(passage, facts))
    found: list[tuple[Claim, Match | None]] = [
        (claim, next(iter(matches(claim, passage, facts)), None)) for claim in open_claims
    ]
    for claim, match in found:
        if match is None:
            doubts.append(_unmatched(claim, passage, facts))
        else:
            matched += 1
    if passage.author is not Author.DRAFTED:
        doubts.extend(_without_period(passage))
        doubts.extend(_twice(passage, found))
    doubts.extend(_verdicts(passage, facts))
    return doubts, matched


def _traced(run: Run, passage: Prose, facts: Facts) -> Doubt | None:
    """Check that a traced run prints what its trace gives."""
    forms = facts.forms(run.trace)
    words = run.words.strip()
    if forms is not None and (words in forms or not words):
        return None
    held = _claims(words)
    if forms is not None and held and all(claim.words in forms for claim in held):
        return None  # a count with its noun: "19 measures"
    if forms is None:
        says, near = f'"{words}" is traced to "{run.trace}", which this edition does not hold', ""
    else:
        near = ", ".join(sorted(forms)[:3])
        says = f'"{words}" is traced to "{run.trace}", which gives something else'
    return Doubt(passage.where, passage.sentence_with(run), DoubtKind.TRACE, words, says, near, passage.author)


def _untraced(passage: Prose, facts: Facts) -> Iterator[Claim]:
    """Give the claims that no trace and no label of the place accounts for; positions are in the whole passage."""
    held = _claims(passage.words)
    spans = passage.traced_spans
    found = [c for c in held if not any(start < c.end and c.start < end for start, end in spans)]
    if passage.author is Author.DRAFTED:
        found = [c for c in found if not PARTS.fullmatch(c.words)]  # words of method: a figure is drafted in digits
    else:
        found += area_claims(passage.words, facts)
    for claim in found:
        if not (allowed(claim, passage, facts) or label_at(claim, passage, facts)):
            yield claim


@lru_cache(maxsize=4096)
def _claims(words: str) -> tuple[Claim, ...]:
    return claims(words)


def _unmatched(claim: Claim, passage: Prose, facts: Facts) -> Doubt:
    near = nearest(claim, passage, facts)
    says = {
        ClaimKind.NUMBER: f'nothing held gives the number "{claim.words}"',
        ClaimKind.RANK: f'no rank that was found is "{claim.words}"',
        ClaimKind.PERIOD: f'no figure of the period "{claim.words}" is held for what is told here',
        ClaimKind.AREA: f'"{claim.words}" is no area of this edition',
    }[claim.kind]
    kind = DoubtKind.TOLD if passage.of_register and not passage.about else UNMATCHED[claim.kind]
    return Doubt(passage.where, passage.sentence_at(claim.start), kind, claim.words, says,
                 near.says if near else "", passage.author)  # fmt: skip


def _without_period(passage: Prose) -> Iterator[Doubt]:
    """Ask that a rank stands with its period, in its sentence or in the passage around it."""
    held = _claims(passage.words)
    ranked = [c for c in held if c.kind is ClaimKind.RANK]
    if ranked and not passage.period and not any(c.kind is ClaimKind.PERIOD for c in held):
        for claim in ranked:
            yield Doubt(passage.where, passage.sentence_at(claim.start), DoubtKind.NO_PERIOD, claim.words,
                        f'the rank "{claim.words}" stands without its period', "", passage.author)  # fmt: skip


def _twice(passage: Prose, found: list[tuple[Claim, Match | None]]) -> Iterator[Doubt]:
    """Tell of a number that one sentence uses twice for what cannot be one thing."""
    numbers = [(c, m) for c, m in found if c.kind is ClaimKind.NUMBER and m is not None and m.fact is not None]
    by_sentence: Counter[tuple[str, str]] = Counter((passage.sentence_at(c.start), c.words) for c, _ in numbers)
    for (sentence, words), many in by_sentence.items():
        facts = {m.fact.says for c, m in numbers if m and m.fact and c.words == words}
        if many > 1:
            yield Doubt(passage.where, sentence, DoubtKind.TWICE, words,
                        f'"{words}" stands {many} times in one sentence: see that each is meant',
                        "; ".join(sorted(facts)), passage.author)  # fmt: skip


def _verdicts(passage: Prose, facts: Facts) -> Iterator[Doubt]:
    """Set the verdict words of a passage about one measure against its findings."""
    if len(passage.about) != 1:
        return
    (measure,) = passage.about
    for sentence in sentences_of(passage.words):
        yield from _compared(sentence, measure, passage, facts)
        if passage.author is not Author.DRAFTED:
            yield from _moved(sentence, measure, passage, facts)


def _compared(sentence: str, measure: str, passage: Prose, facts: Facts) -> Iterator[Doubt]:
    if "An earlier publication gave" in sentence or "neighbours with a verdict, only" in sentence:
        return  # the words of another, and a count: the contract asks for both
    standing = [*facts.findings(measure), *(facts.printed(measure) if QUOTING.search(sentence) else ())]
    names = {f.comparator_name for f in standing}
    spoken = {**{name: name for name in names}, **(facts.spoken if passage.author is not Author.DRAFTED else {})}
    marked = {said: next(f for f in standing if f.comparator_name == name) for said, name in spoken.items()
              if name in names}  # fmt: skip
    for phrase, example in said_of(sentence, marked):
        candidates = _meant(sentence, passage, [f for f in standing if f.comparator_name == example.comparator_name])
        if candidates and not any(agrees(phrase, f) for f in candidates):
            yield _against(phrase, candidates[-1], sentence, passage)


def _meant(sentence: str, passage: Prose, standing: list[Finding]) -> list[Finding]:
    """Give the findings that a sentence can mean: of the periods it names, or of any that the passage traces."""
    if passage.period:
        return [f for f in standing if f.period.label == passage.period]
    for words in (sentence, passage.words):
        named = [f for f in standing if f.period.label in words]
        if named:
            return named
    traced = [f for f in standing if any(r.trace.startswith(f.observation.observation_id) for r in passage.runs)]
    if traced or passage.author is Author.DRAFTED:
        return traced or standing
    return standing[-1:]


def _against(phrase: str, finding: Finding, sentence: str, passage: Prose) -> Doubt:
    tested = "" if finding.verdict.tested else " (a letter without a test)"
    side = side_of(finding)
    near = (
        f"{finding.verdict.rating.value}{tested} against {finding.comparator_name} in {finding.period.label}"
        f"{f', the figure is {side}' if side else ''}"
    )
    quoted = _is_quoted(sentence, passage)
    says = (
        f'"{phrase}" is quoted of {finding.comparator_name}, and no finding here bears it out'
        if quoted
        else f'"{phrase}" is said of {finding.comparator_name}, and the finding says otherwise'
    )
    kind = DoubtKind.QUOTED if quoted else DoubtKind.VERDICT
    return Doubt(passage.where, sentence, kind, phrase, says, near, passage.author)


def _is_quoted(sentence: str, passage: Prose) -> bool:
    """Say whether a sentence that somebody wrote gives the words of another publication."""
    return passage.author is Author.WRITTEN and QUOTED.search(sentence) is not None


QUOTING = re.compile(r"\b(?:report|printed|print|publication|publisher)\b", re.IGNORECASE)
QUOTED = re.compile(
    r"\b(?:the|an) (?:earlier |printed |old )?(?:report|publication|publisher|supplier)(?:'s)?\b|\bprinted\b",
    re.IGNORECASE,
)
UP = ("rise", "rises", "rose", "risen", "rising", "increased", "increasing", "increase", "increases")
DOWN = ("fall", "falls", "fell", "fallen", "falling", "decreased", "decreasing", "declined", "declining", "decrease")
BETTER = ("improve", "improves", "improved", "improving", "improvement", "improvements")
WORSE = ("worsen", "worsens", "worsened", "worsening", "deteriorated", "deteriorating")
FALLS_IN = re.compile(r"\bf(?:alls?|ell|alling) (?:partly )?(?:in|within|under|between|on|to)\b", re.IGNORECASE)
NEGATIONS = ("not", "no", "cannot", "whether", "if", "to", "would", "could", "should", "will", "may", "aim", "aims")


def _moved(sentence: str, measure: str, passage: Prose, facts: Facts) -> Iterator[Doubt]:
    """Set words of movement against the changes and the trend that were tested; hopes and questions are none."""
    words = [w.strip(".,;:()").lower() for w in FALLS_IN.sub("", sentence).split()]
    if any(word in NEGATIONS for word in words):
        return
    standing = list(facts.findings(measure))
    spoken = next((w for w in words if w in (*UP, *DOWN, *BETTER, *WORSE)), "")
    if not spoken or not standing:
        return
    meant = [f for f in standing if _begins_in(sentence, f)] + _meant(sentence, passage, standing)
    if not any(_supports(spoken, finding) for finding in meant):
        found = meant[-1]
        change = found.change.direction.value if found.change else Direction.NOT_ASSESSED.value
        kind = DoubtKind.QUOTED if _is_quoted(sentence, passage) else DoubtKind.VERDICT
        yield Doubt(passage.where, sentence, kind, spoken,
                    f'"{spoken}" tells of a movement that no test supports',
                    f"change to {found.period.label}: {change}", passage.author)  # fmt: skip


def _begins_in(sentence: str, finding: Finding) -> bool:
    """Say whether a sentence names the earlier period of a finding's change."""
    return any(c is not None and c.earlier.period.label in sentence for c in (finding.change, finding.since_baseline))


def _supports(spoken: str, finding: Finding) -> bool:
    """Say whether a tested change, or the trend, goes the way that a word says."""
    changes = [c for c in (finding.change, finding.since_baseline) if c is not None]
    directions = {c.direction for c in changes} | ({finding.trend.direction} if finding.trend else set())
    judged = {c.judged for c in changes} | ({finding.trend.judged} if finding.trend else set())
    if spoken in UP:
        return Direction.INCREASING in directions
    if spoken in DOWN:
        return Direction.DECREASING in directions
    return (Rating.BETTER if spoken in BETTER else Rating.WORSE) in judged


__all__ = ["Author", "Doubt", "DoubtKind", "Fact", "Facts", "Proof", "Prose", "Run", "prove"]
