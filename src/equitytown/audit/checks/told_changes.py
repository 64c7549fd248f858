"""Checks on changes and verdicts told in prose: an earlier figure, a test, limits, and the number who answered."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.evidence import TOLD
from equitytown.audit.checks.passages import Said, measured_sections, once_each, place_of, said_in
from equitytown.audit.checks.support import listed
from equitytown.audit.published import Passage, Published, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Span, spans_in
from equitytown.audit.told import figures_in

_VERB = "increased|decreased|reduced|improved|worsened|declined|deteriorated|fallen|fell|risen|rose|dropped|"
_VERB += "narrowed|widened"
_NOUN = "improvement|worsening|deterioration|fall|rise|increase|decrease|reduction|decline|drop"
CHANGED = re.compile(
    rf"\b(?:has|have|had|it|also|which)\s+(?:\w+\s+){{0,2}}?(?:{_VERB})\b|"
    rf"\b(?:an?|the)\s+(?:\w+\s+){{0,2}}?(?:{_NOUN})\b(?!\s+(?:the|our|their|to)\b)|"
    rf"\b(?:{_VERB})\s+(?:since|from|to|between)\b",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(r"\bno (?:\w+ )?(?:change|improvement|increase|decrease|rise|fall)\b", re.IGNORECASE)
_TESTED = re.compile(r"\bsignifican|\bstatistical|\bchance\b|confidence|\btest(?:s|ed)?\b|uncertain", re.IGNORECASE)
SIGNIFICANT = re.compile(
    r"\bsignificant(?:ly)?\s+(?:higher|lower|better|worse|above|below|different|fall|rise|drop|change|increase|decrease|"
    r"improve|worse|decline|reduc)\w*",
    re.IGNORECASE,
)


def changes_in(section: Iterable[Passage]) -> list[Said]:
    """Give the sentences of a section that tell a change."""
    return [one for one in said_in(section) if CHANGED.search(one.sentence) and not _NO_CHANGE.search(one.sentence)]


def earlier_figure(published: Published) -> Iterable[Remark]:
    """R10: a change told in prose prints the figure that it starts from."""
    place = place_of(published)
    for section in measured_sections(published):
        held: dict[Passage, list[str]] = {}
        for said in changes_in(section):
            lacking = _lacking(said, section, place)
            if lacking:
                held.setdefault(said.passage, []).extend(lacking)
        for passage, named in held.items():
            yield Remark(
                "R10",
                Sureness.TO_CHECK,
                f"A change is told, and the figure it starts from is not printed ({listed([*dict.fromkeys(named)])}): "
                f'"{passage.text[:240]}"',
                "Print both figures with their periods, so that a reader sees how large the change is.",
                passages=(passage,),
            )


_EARLIER = re.compile(r"\bprevious(?:ly)?\b|\bearlier\b|\blast year\b|\byear before\b", re.IGNORECASE)


def _lacking(said: Said, section: tuple[Passage, ...], place: str) -> list[str]:
    """Say which earlier figure a sentence lacks: by the periods that it names, or at all."""
    own = spans_in(said.sentence)
    told = [one for one in said_in(section) if figures_in(one.sentence, place)]
    if own and len(figures_in(said.sentence, place)) >= len(own):
        return []
    if own:
        return [span.text for span in own if not any(_gives(one, span, place) for one in told)]
    figures = [figure for figure in figures_in(said.sentence, place) if figure.area is Role.PLACE]
    if len(figures) > 1 or any(_EARLIER.search(one.sentence) and one != said for one in told):
        return []
    dated = {span.key for one in told for span in spans_in(one.sentence)}
    return [] if len(dated) > 1 else ["the period before"]


def _gives(said: Said, span: Span, place: str) -> bool:
    """Say whether a sentence prints a figure of a period."""
    spans, figures = spans_in(said.sentence), figures_in(said.sentence, place)
    if len(spans) == 1:
        return spans[0].key == span.key and bool(figures)
    return any(figure.span is not None and figure.span.key == span.key for figure in figures)


def tested(published: Published) -> Iterable[Remark]:
    """R25: changes and verdicts told in prose have a test or limits behind them, and shares a number who answered."""
    if any(TOLD.search(passage.text) for passage in published.passages) or _has_limits(published):
        return
    loud = [
        said
        for section in measured_sections(published)
        for said in said_in(section)
        if SIGNIFICANT.search(said.sentence)
    ]
    if loud:
        yield _untested(loud, f"The text says significant in {len(loud)} sentences, and gives no limits, level or test")
    quiet = [
        said
        for section in measured_sections(published)
        for said in changes_in(section)
        if not _is_tested(said.sentence)
    ]
    if quiet:
        named = listed([f'"{said.sentence[:80]}"' for said in quiet])
        yield _untested(quiet, f"{len(quiet)} changes are told without a word on chance: {named}")
    wide = [
        said
        for said in said_in(published.passages)
        if re.search(r"confidence (?:interval|limit)s?|margin of error", said.sentence, re.IGNORECASE)
    ]
    if wide:
        yield _untested(wide, f'Confidence limits are spoken of and not printed: "{wide[0].sentence}"')


NEAR = 40  # letters on either side of a change in which its test is looked for


def _is_tested(sentence: str) -> bool:
    """Say whether every change of a sentence has a word on its test beside it; that of a level is further off."""
    found = CHANGED.finditer(sentence)
    return all(_TESTED.search(sentence[max(0, one.start() - NEAR) : one.end() + NEAR]) for one in found)


def _untested(said: list[Said], says: str) -> Remark:
    return Remark(
        "R25",
        Sureness.TO_CHECK,
        f"{says}.",
        "Print the confidence limits, or say once by which test and at which level; else say only higher or lower.",
        passages=once_each(said),
    )


def _has_limits(published: Published) -> bool:
    return any(column.role in (Role.LOWER, Role.UPPER) for table in published.tables for column in table.columns)


_SHARE = re.compile(r"\b\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent)\s+(?:\w+\s+){0,2}?(?P<verb>[a-z]+)", re.IGNORECASE)
_ASKED = re.compile(
    r"\bfeedback\b|\bsurvey(?:ed)?\b|\brespondents?\b|\bquestionnaire|\bpoll\b|\basked\b", re.IGNORECASE
)
_NUMBER_ASKED = re.compile(
    r"\bn ?= ?\d|\b\d[\d,]* (?:\w+ ){0,2}(?:respondents|responses|replies|answered|responded|completed|took part)|"
    r"\bof (?:the )?\d[\d,]*\b|\b(?:how many|number (?:of those )?who|number of people who) answered",
    re.IGNORECASE,
)
SHARES = 2  # from so many shares in one sentence they are the results of asking


def asked(published: Published) -> Iterable[Remark]:
    """R25: shares of those who answered say how many answered."""
    for said in said_in(published.passages):
        shares = _SHARE.findall(said.sentence)
        if len(shares) >= SHARES and _ASKED.search(said.sentence) and not _NUMBER_ASKED.search(said.passage.text):
            yield Remark(
                "R25",
                Sureness.TO_CHECK,
                f'{len(shares)} shares are told of those who answered, and not how many did: "{said.sentence}"',
                'Say how many answered, of how many asked: "of 150 who answered".',
                passages=(said.passage,),
            )


def _evidence(published: Published) -> Iterator[Remark]:
    yield from tested(published)
    yield from asked(published)


CHECKS = {"R10": earlier_figure, "R25": _evidence}
