"""Checks on prose that needs no table: a comparison against its own two numbers, and a cause told from figures."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.passages import Said, said_in
from equitytown.audit.checks.wording import against_its_figures
from equitytown.audit.contract_words import CAUSAL, MOVING
from equitytown.audit.published import Passage, Published
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.told import COMPARES, LONGEST, figures_in

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"\s?(?:%|per ?cent\b|years\b|per [\d,]+(?: [a-z]+)?)"
_VALUE = rf"{_NUMBER}(?:{_UNIT})?"
_NAME = r"(?:the )?[A-Z][\w'\u2019-]*(?: (?:and |upon |of |on )?[A-Z][\w'\u2019-]*){0,3}"
# Words that begin another comparison or clause: what stands after them is not what the word before is said against.
_ANEW = (
    r"(?!\d|(?:higher|lower|more|less|than|above|below|similar|same|like|level|compared|against|to|with|but|while|"
    r"whereas|which|where|though|although|yet|is|was|were|are|has|had)\b)"
)
_SECOND = rf"(?:(?:in|for|that of|that in|the rate in|the figure for) )?(?:{_ANEW}[\w'\u2019-]+ ){{1,6}}?"
_WAY = r"(?<!not )(?<!no )(?<!nor )\b(?P<way>higher|lower|(?:more|less) (?:common|likely|prevalent|frequent))"
_REST = r"(?:[\s,;:](?!of\b|out\b)[^()]*)?\)"  # what may follow a figure in brackets: its period, its limits
_VERB = (
    r",? (?:(?:which|and|it) )?(?:(?:is|was|are|were|has|had|remains?|remained) )?(?:a )?"
    r"(?:(?:statistically )?significantly )?"
)
_THAN = rf"than {_SECOND}(?:\((?P<other>{_VALUE}){_REST}|(?:of|at) (?P<also>{_VALUE}))"
_FORMS = (
    # "lower in Leeds (14.2%) than in England (11.6%)"
    re.compile(rf"{_WAY} (?:in|for|among|across) {_NAME} \((?P<own>{_VALUE}){_REST},? {_THAN}"),
    # "Leeds (14.2%) was significantly lower than England (11.6%)"
    re.compile(rf"{_NAME} \((?P<own>{_VALUE}){_REST}{_VERB}{_WAY} {_THAN}"),
    # "14.2% in Leeds, lower than the England average of 11.6%"
    re.compile(rf"(?<![\w.,])(?P<own>{_VALUE}) (?:in|for|across) {_NAME}{_VERB}{_WAY} {_THAN}"),
)
_BARE = re.compile(r"-?[\d,]+")  # a year, a count, or the number of a note


def against_own_numbers(published: Published) -> Iterable[Remark]:
    """R34: a comparison does not say the opposite of the two numbers that it prints itself."""
    said_before = {
        (sentence, passage) for sentence, remark in against_its_figures(published) for passage in remark.passages
    }
    for said in said_in(published.passages):
        if len(said.sentence) <= LONGEST and (said.sentence, said.passage) not in said_before:
            yield from _opposite(said)


def _opposite(said: Said) -> Iterator[Remark]:
    for form in _FORMS:
        for found in form.finditer(said.sentence):
            if COMPARES.search(said.sentence[: found.start()]):
                continue  # "lower than England (11.6%) and lower than ...": the first number is not what is spoken of
            own, other = found["own"], found["other"] or found["also"]
            way = 1 if found["way"].startswith(("higher", "more")) else -1
            if _is_set_beside(own, other) and (_number(own) - _number(other)) * way < 0:
                yield Remark(
                    "R34",
                    Sureness.CERTAIN,
                    f'The text calls {own} "{found["way"]}" than {other}, which it is not: "{said.sentence}"',
                    "Look up both figures and mend the word or the figure.",
                    passages=(said.passage,),
                )


def _is_set_beside(own: str, other: str) -> bool:
    """Say whether two numbers are figures of one unit: no years, and no numbers of notes."""
    units = [re.sub(r"per ?cent", "%", re.sub(rf"^{_NUMBER}\s?", "", text)) for text in (own, other)]
    return units[0] == units[1] and not any(_BARE.fullmatch(text) for text in (own, other))


def _number(text: str) -> float:
    found = re.match(_NUMBER, text)
    return float(found.group().replace(",", "")) if found else float("nan")


# Words before "due to" or "caused by" that make it a measure's name: "admissions caused by injuries".
_NAMED_SO = re.compile(
    r"\b(?:deaths?|dying|died|die|mortality|admissions?|admitted|absen\w+|injur\w+|ill(?:ness)?|disease|cancers?|burden|"
    r"harm|disab\w+|diabetes|days|years|life|lost|hospitali[sz]\w*|stays?|attendances?|conditions?|problems?|"
    r"poison\w+|blind\w*|sight|loss|overcrowd\w*|homeless\w*|exclu\w+|suspen\w+|cases?|events?|fractures?|falls)"
    r"(?: \w+){0,2}\s*\(?$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:causes|cause of|a cause|effects? of|results? (?:of|in|from)|impact of)\b", re.IGNORECASE)
_HEDGED = re.compile(
    r"\b(?:may|might|could|can|cannot|perhaps|possibly|probably|likely|partly|whether|if|no|not|never|nor|suggests?|"
    r"said|say|told|feel|felt|think|believe\w*|report(?:ed)? that|aims?|will|would|should|expected|hop\w+|"
    r"evidence)\b|\?",
    re.IGNORECASE,
)
# What a change of figures may rightly be put down to: how they are made.
_MADE_SO = re.compile(
    r"\b(?:defin\w+|method\w*|record\w*|cod(?:ed|ing)|count(?:ed|ing)|survey|data|boundar\w+|census|revis\w+|round\w+|"
    r"small numbers?|chance|rebas\w+|estimat\w+|publish\w+|disclos\w+|suppress\w+|source|reporting|available|"
    r"pandemic|covid\S*)\b",
    re.IGNORECASE,
)
_SAID_BESIDE = 60  # letters on which what makes a cause no claim may follow it
_SET_APART = re.compile(r"\b(?:higher|lower|better|worse|more|less|fewer)\b|\b(?:above|below) (?:the )?[A-Z]")


def causes(published: Published) -> Iterable[Remark]:
    """R34: no cause is told of a change or a difference in figures."""
    for said in said_in(published.passages):
        words = list(dict.fromkeys(found.group() for found in _claimed(said.sentence, said.passage)))
        if words:
            named = " and ".join(f'"{word}"' for word in words)
            yield Remark(
                "R34",
                Sureness.TO_CHECK,
                f'A cause is told of figures ({named}): "{said.sentence}" No cause can be told from figures alone.',
                "Say what happened and when without joining the two, or name the study that shows the cause.",
                passages=(said.passage,),
            )


def _claimed(sentence: str, passage: Passage) -> Iterator[re.Match[str]]:
    """Give the words by which a sentence about a change or a difference in figures claims its cause."""
    if len(sentence) > LONGEST or _HEDGED.search(sentence) or not _is_of_figures(sentence, passage):
        return
    for found in CAUSAL.finditer(sentence):
        named = _NAMED_SO.search(sentence[: found.start()]) or _NOUN.fullmatch(found.group())
        if not named and not _MADE_SO.search(sentence[found.end() : found.end() + _SAID_BESIDE]):
            yield found


def _is_of_figures(sentence: str, passage: Passage) -> bool:
    """Say whether a sentence tells of a change or a difference, with a figure in it or beside it."""
    if not (MOVING.search(sentence) or _SET_APART.search(sentence)):
        return False
    return bool(figures_in(sentence, "") or (len(passage.text) <= LONGEST and figures_in(passage.text, "")))


def _words(published: Published) -> Iterator[Remark]:
    yield from against_own_numbers(published)
    yield from causes(published)


CHECKS = {"R34": _words}
