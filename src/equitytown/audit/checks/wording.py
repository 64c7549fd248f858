"""Checks on verdict words in prose: they agree with the figures beside them and with the table's verdicts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from equitytown.audit.checks.support import sure_of
from equitytown.audit.families import polarity_of
from equitytown.audit.prose import sentences
from equitytown.audit.published import RATED_AGAINST, Entry, Line, Passage, PassageKind, Published, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.told import Figure, Told, at_period, figures_in, mentions_in, told_of
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

_SAME = (
    r"not (?:statistically |significantly )+(?:different|higher|lower|better|worse)|(?:statistically )?similar(?= to)|"
    r"no significant difference"
)
_VERDICT = re.compile(
    rf"\b(?P<same>{_SAME})\b|"
    r"\b(?P<sure>(?:statistically )?significantly )?(?P<way>higher|lower|above|below|better|worse)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]|\b(?:but|while|whereas|level with|equal to|the same as)\b", re.IGNORECASE)
_NOT = re.compile(r"\bnot(?: \w+)?\s*$", re.IGNORECASE)
_NAMES = {Role.NATIONAL: "England", Role.REGIONAL: "the region"}
_WAYS = {"higher": 1, "above": 1, "lower": -1, "below": -1}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict word, whether it claims significance, and the areas that it sets the place against."""

    text: str
    way: str
    is_tested: bool
    against: tuple[Role, ...]


def verdicts_in(sentence: str, place: str) -> list[Verdict]:
    """
    Give the verdicts of a sentence.

    Examples
    --------
    >>> verdict, = verdicts_in("It is significantly lower than England.", "Luton")
    >>> verdict.way, [role.value for role in verdict.against]
    ('lower', ['England'])
    """
    found = list(_VERDICT.finditer(sentence))
    mentions = mentions_in(sentence, place)
    out = []
    for at, one in enumerate(found):
        if one["way"] and _NOT.search(sentence[: one.start()]):
            continue
        stop = found[at + 1].start() if at + 1 < len(found) else len(sentence)
        clause = _CLAUSE.search(sentence[one.end() : stop])
        stop = one.end() + clause.start() if clause else stop
        against = tuple(
            dict.fromkeys(role for where, role in mentions if one.end() <= where < stop and role is not Role.PLACE)
        )
        if against and re.match(r"\s*(?:than|to|from|the)\b", sentence[one.end() :]):
            way = "similar" if one["same"] else one["way"].lower()
            out.append(Verdict(one.group().strip(), way, bool(one["same"] or one["sure"]), against))
    return out


def verdict_words(published: Published) -> Iterable[Remark]:
    """R34: a verdict word agrees with the figures in its sentence and with the table's verdict."""
    found = list(against_its_figures(published))
    yield from (remark for _, remark in found)
    opposite = {sentence for sentence, _ in found}
    for table in published.tables:
        for told in told_of(published, table):
            line = at_period(table, told, told.span)
            if line is not None:
                rated = list(_against_table(told, line, table.place_name))
                yield from rated
                if not rated and told.sentence not in opposite:
                    yield from _against_table_figures(told, line, table.place_name)


def against_its_figures(published: Published) -> Iterator[tuple[str, Remark]]:
    """Give each sentence with a word that goes against the place's figure and another in it, with its remark."""
    place = next((table.place_name for table in published.tables), "")
    for passage in published.passages:
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM):
            before: tuple[Figure, ...] = ()
            for sentence in sentences(passage.text):
                figures = figures_in(sentence, place)
                yield from ((sentence, one) for one in _against_figures(sentence, passage, figures, before, place))
                before = figures


_THIS = re.compile(r"^(?:this|that|it|these|the figure)\b", re.IGNORECASE)


def _against_figures(
    sentence: str, passage: Passage, figures: tuple[Figure, ...], before: tuple[Figure, ...], place: str
) -> Iterator[Remark]:
    """Remark on a word that goes against two figures: both in its sentence, or the place's in the one before."""
    own = [figure for figure in figures if figure.area is Role.PLACE]
    carried = not own and _THIS.search(sentence) is not None
    own = [figure for figure in before if figure.area is Role.PLACE] if carried else own
    verdicts = verdicts_in(sentence, place)
    if len(own) != 1 or len(verdicts) != 1 or verdicts[0].way not in _WAYS:
        return
    if not carried and own[0].at > sentence.find(verdicts[0].text):
        return  # another area is what the sentence speaks of: "England is higher than Luton (14.1%)"
    for role in verdicts[0].against:
        others = [figure for figure in figures if figure.area is role]
        if len(others) == 1 and _goes_against(own[0], others[0], _WAYS[verdicts[0].way]):
            yield Remark(
                "R34",
                Sureness.LIKELY if carried else Sureness.CERTAIN,
                f'The text calls {own[0].text} "{verdicts[0].text}" than {others[0].text} ({role.value}), which it is '
                f'not: "{sentence}"',
                "Look up both figures and mend the word or the figure.",
                passages=(passage,),
            )


def _goes_against(own: Figure, other: Figure, way: int) -> bool:
    return (own.number - other.number) * way <= 0


def _against_table(told: Told, line: Line, place: str) -> Iterator[Remark]:
    """Remark on a word that the table's verdict, for the same measure, period and area, does not bear out."""
    verdicts = verdicts_in(told.sentence, place)
    for verdict in verdicts:
        for role in verdict.against:
            entry = next((line.at(rated) for rated, against in RATED_AGAINST.items() if against is role), None)
            if entry is None or entry.rating is None or entry.rating is Rating.NOT_COMPARED:
                continue
            if is_borne_out(verdict, entry.rating, line):
                continue
            period = told.span.text if told.span else "the period"
            yield Remark(
                "R34",
                sure_of(told) if verdict.is_tested else Sureness.LIKELY,
                f'The text says "{verdict.text}" against {role.value} in {period}, the table rates it "{entry.text}" '
                f'({entry.rating.value}) for "{told.measure.label}": "{told.sentence}"',
                "Look up the verdict and give the same in both.",
                _cells(entry, line, role),
                (told.passage,),
            )


def _against_table_figures(told: Told, line: Line, place: str) -> Iterator[Remark]:
    """Remark on a word that the table's two figures contradict, and the text's own figure does not bear out either."""
    mine = line.at(Role.PLACE)
    own = [figure for figure in told.figures if figure.area is Role.PLACE]
    verdicts = [verdict for verdict in verdicts_in(told.sentence, place) if verdict.way in _WAYS]
    if mine is None or mine.number is None or len(own) > 1 or len(verdicts) != 1:
        return
    (verdict,) = verdicts
    for role in verdict.against:
        other = line.at(role)
        if other is None or other.number is None or any(figure.area is role for figure in told.figures):
            continue
        numbers = [mine.number, *(figure.number for figure in own)]
        if all((number - other.number) * _WAYS[verdict.way] < 0 for number in numbers):
            yield Remark(
                "R34",
                sure_of(told),
                f'The text says "{verdict.text}" than {_NAMES.get(role, role.value)}, and the table has {mine.text} '
                f'beside {other.text} for "{told.measure.label}": "{told.sentence}"',
                "Look up both figures and mend the word or the figure.",
                (mine, other),
                (told.passage,),
            )


def _cells(entry: Entry, line: Line, role: Role) -> tuple[Entry, ...]:
    return tuple(cell for cell in (entry, line.at(Role.PLACE), line.at(role)) if cell is not None)


def is_borne_out(verdict: Verdict, rating: Rating, line: Line) -> bool:
    """Say whether a table's verdict allows a word; a word without "significantly" need only have the direction."""
    if verdict.way == "similar":
        return rating is Rating.SIMILAR
    if rating is Rating.SIMILAR:
        return not verdict.is_tested
    if rating in (Rating.HIGHER, Rating.LOWER):
        return _WAYS.get(verdict.way) in (None, 1 if rating is Rating.HIGHER else -1)
    return _rating_of(verdict.way, line) in (None, rating)


def _rating_of(way: str, line: Line) -> Rating | None:
    """Give what a word means for a measure: higher is better where high is good."""
    if way in ("better", "worse"):
        return Rating(way)
    polarity = polarity_of(line)
    if polarity is None or polarity is Polarity.NONE:
        return None
    good = (_WAYS[way] > 0) == (polarity is Polarity.HIGH)
    return Rating.BETTER if good else Rating.WORSE


CHECKS = {"R34": verdict_words}
