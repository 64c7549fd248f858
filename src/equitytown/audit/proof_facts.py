"""The facts that prose is proved by: figures, counts, dates, names, and constants that are declared with a reason."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, reduce
from importlib.resources import files

import yaml

from equitytown.terms.claims import claims
from equitytown.terms.finding import Finding

_WORD = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One number that an edition holds.

    `says` names it for a person ("smoking, Luton, 2024"). `unit` is what a printed form ends with ("%"). `period` is
    the label it is of, `area` the name of its area; both "" where it has none. `is_rank` marks a place in an order.
    `of` are words of which a sentence must hold one, if any.
    """

    value: float
    says: str
    unit: str = ""
    period: str = ""
    area: str = ""
    is_rank: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredConstant:
    """Words that hold a number of the document itself, as a pattern, and why they may stand."""

    pattern: re.Pattern[str]
    reason: str


@cache
def declared() -> tuple[DeclaredConstant, ...]:
    """Give the constants of every document, as `constants.yaml` declares them."""
    text = files("equitytown.audit").joinpath("constants.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)["constants"]
    return tuple(DeclaredConstant(re.compile(row["pattern"]), row["reason"]) for row in rows)


@dataclass(frozen=True)
class Facts:
    """
    What an edition holds, as a proof asks for it.

    `forms` gives the printed forms that a trace may have, None for a trace that is not known. `figures` and `findings`
    give what is held of a measure, `printed` what a printed report found of it, `periods` the labels of its periods.
    `labels` are names, definitions, titles and records that hold digits; `counts` what can be counted in the edition,
    `told` the numbers of the register; `days` dates of publication as they are printed; `constants` words with a
    number that the place declares. `areas` are the names of the edition's areas, `home` those of the place, its region
    and its country, `known_areas` those of every other council and region. `names` are what prose calls a measure,
    `spoken` what it calls a comparator ("the national average").
    """

    forms: Callable[[str], frozenset[str] | None]
    figures: Callable[[str], Sequence[Fact]]
    findings: Callable[[str], Sequence[Finding]]
    printed: Callable[[str], Sequence[Finding]]
    periods: Mapping[str, frozenset[str]]
    labels: Sequence[str] = ()
    counts: Sequence[Fact] = ()
    told: Sequence[Fact] = ()
    days: frozenset[str] = frozenset()
    constants: Sequence[str] = ()
    areas: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()
    known_areas: frozenset[str] = frozenset()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_token(self) -> Mapping[str, tuple[str, ...]]:
        """The labels by each number, rank or period in them, the longest first; a bare number is no label."""
        found: dict[str, set[str]] = {}
        for label in self.labels:
            held = claims(label)
            rest = reduce(lambda words, claim: words.replace(claim.words, " ", 1), held, label)
            for claim in held if _WORD.search(rest) else ():
                found.setdefault(claim.words.lower(), set()).add(label)
        return {token: tuple(sorted(held, key=len, reverse=True)) for token, held in found.items()}

    @cached_property
    def every_period(self) -> frozenset[str]:
        """The labels of all periods held."""
        return frozenset().union(*self.periods.values()) if self.periods else frozenset()

    @cached_property
    def area_pattern(self) -> re.Pattern[str] | None:
        """What finds the name of an area that is not of this edition."""
        others = sorted(self.known_areas - self.areas, key=len, reverse=True)
        own = sorted(self.areas, key=len, reverse=True)
        if not others:
            return None
        return re.compile(rf"(?<![\w-])(?:(?P<own>{_any(own)})|(?P<other>{_any(others)}))(?![\w-])")


def _any(names: Sequence[str]) -> str:
    return "|".join(re.escape(name) for name in names) or r"(?!)"
