"""Which of a place's measures a printed line is of: by the labels known for it, never by a guess."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from equitytown.audit.families import UNKNOWN
from equitytown.audit.prose import set_apart, sexes_in, stems, topic_of
from equitytown.audit.published import Line, Role
from equitytown.terms.indicator import Indicator, Unit
from equitytown.terms.place import Place

ENOUGH = 0.7  # share of the words of the longer of two labels that both must hold
MAYBE = 0.5  # share from which a measure may be the one that is meant
AHEAD = 0.15  # how much more than the next best a measure must share
PERSONS = "Persons"
_UNITS = {
    Unit.PERCENT: r"%|\bper ?cent|\bproportion\b",
    Unit.YEARS: r"\byears\)?$|\(years",
    Unit.PER_1000: r"\bper 1,?000\b",
    Unit.PER_100000: r"\bper 100,?000\b",
}
_FOOTNOTE = re.compile(r"[*\u2020\u2021]+|\[[a-z\d]\]")
_BASE = re.compile(r"per [\d,]+|\d+%", re.IGNORECASE)
# Words of which a label has one where another measure has the other.
_CONTRASTS = (
    (r"\bbefore\b", r"\bafter\b"),
    (r"\brelative\b", r"\babsolute\b"),
    (r"\breception\b", r"\byear 6\b"),
    (r"\badmission", r"\bmortality|\bdeath"),
    (r"\boverweight", r"^(?!.*\boverweight).*\bobes"),
    (r"\bincidence|\bnew\b", r"\bprevalence"),
    (r"\bone person|\balone\b", r"\bfamil"),
)


@dataclass(frozen=True, slots=True)
class Meant:
    """
    What a printed label is taken for: one measure of the place and a sex; several that it may be; or none.

    `is_exact` says that the label stands for the measure word for word.
    """

    indicator: Indicator | None = None
    sex: str = ""
    is_exact: bool = False
    several: tuple[Indicator, ...] = ()


def meant_by(line: Line, place: Place) -> Meant:
    """
    Find which of a place's measures a printed line is of.

    Parameters
    ----------
    line : Line
        A measure as printed.
    place : Place
        Its measures, and the labels under which its rounds were printed.

    Returns
    -------
    Meant
        A measure where its label is known word for word, or shares most of its words with those of one measure and
        not of another, and neither sex, age, unit nor a word that sets two measures apart speaks against it.
    """
    labels = {i.indicator_id: labels_of(i, place) for i in place.indicators.values()}
    said = plain(line.measure)
    fits = [i for i in place.indicators.values() if _sex(line.measure, i)]
    same = [i for i in fits if said in {plain(label) for label in labels[i.indicator_id]}]
    if same:
        return _one(same, line, is_exact=True) if len(same) == 1 else Meant(several=tuple(same))
    fits = [i for i in fits if not _differs(line, i)]
    scored = sorted(((_score(line.measure, labels[i.indicator_id]), i.indicator_id, i) for i in fits), reverse=True)
    likely = [(score, i) for score, _, i in scored if score >= MAYBE]
    if not likely:
        return Meant()
    next_best = likely[1][0] if len(likely) > 1 else 0.0
    if likely[0][0] >= ENOUGH and likely[0][0] - next_best >= AHEAD:
        return _one([likely[0][1]], line, is_exact=False)
    return Meant(several=tuple(i for _, i in likely))


def _one(found: list[Indicator], line: Line, *, is_exact: bool) -> Meant:
    return Meant(found[0], _sex(line.measure, found[0]), is_exact)


def labels_of(indicator: Indicator, place: Place) -> tuple[str, ...]:
    """Give every label known for a measure: those printed in rounds, its names, and its supplier's."""
    printed = (row.measure for row in place.printed if row.indicator_id == indicator.indicator_id)
    own = (indicator.name, indicator.headline, indicator.phrase, indicator.source.supplier_name)
    return tuple(dict.fromkeys(label for label in (*printed, *own) if label))


@cache
def plain(label: str) -> str:
    """
    Give a label's letters and digits, without footnote marks.

    Examples
    --------
    >>> plain("Average Progress 8 score**") == plain("average progress 8  score")
    True
    """
    return "".join(re.findall(r"\w|%", _FOOTNOTE.sub("", label).casefold()))


def _sex(label: str, indicator: Indicator) -> str:
    """Say which of a measure's sexes a label is of; empty where the label speaks against all."""
    held = [sex.strip() for sex in indicator.sex.split(",")]
    named = sexes_in(label)
    wanted = next(iter(named)).capitalize() if len(named) == 1 else PERSONS
    return wanted if wanted in held else ""


def _differs(line: Line, indicator: Indicator) -> bool:
    """Say whether age, unit or a word speaks against a measure."""
    label = line.measure
    own = f"{indicator.name} {indicator.age}"
    families = topic_of(label), topic_of(indicator.name)
    return (
        _numbers_clash(label, f"{own} {indicator.headline}")
        or _unit_clashes(line, indicator)
        or set_apart(label, own)
        or (UNKNOWN not in families and families[0] is not families[1])
        or any(_contrast(label, own, one, other) for one, other in _CONTRASTS)
    )


def _contrast(label: str, own: str, one: str, other: str) -> bool:
    def has(text: str, pattern: str) -> bool:
        return re.search(pattern, text, re.IGNORECASE) is not None

    return (has(label, one) and has(own, other) and not has(own, one)) or (
        has(label, other) and has(own, one) and not has(label, one)
    )


def _numbers_clash(label: str, own: str) -> bool:
    """Say whether both name ages, levels or school years, and neither all of the other's."""
    one, other = (set(re.findall(r"\d+", _BASE.sub(" ", text))) for text in (label, own))
    return bool(one and other) and not (one <= other or other <= one)


def _unit_clashes(line: Line, indicator: Indicator) -> bool:
    entry = line.at(Role.PLACE)
    said = " ".join((line.words(Role.UNIT), line.measure, entry.suffix if entry is not None else ""))
    named = {unit for unit, pattern in _UNITS.items() if re.search(pattern, said, re.IGNORECASE)}
    return bool(named) and indicator.unit in _UNITS and indicator.unit not in named


def _score(label: str, known: Iterable[str]) -> float:
    """Give the share of words that a label has in common with the nearest of those known."""
    own = stems(label)
    return max((_common(own, stems(other)) for other in known), default=0.0)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    longer = max(len(one), len(other))
    return len(one & other) / longer if longer and len(one & other) > 1 else 0.0
