"""What is known of a measure by its label: families of measures, as data, for tables that do not say."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from equitytown.audit.published import Line, Role
from equitytown.terms.indicator import Basis, Polarity
from equitytown.terms.period import PeriodKind


@dataclass(frozen=True, slots=True)
class Family:
    """
    Measures that are alike, known by words of their label.

    `units` are those that may stand for the measure ("%", "years", "per 1,000"), empty where any may. `low` and
    `high` are what no council in England has gone beyond, with room. `population` is "children", "adults" or "all".
    """

    family_id: str
    pattern: str
    polarity: Polarity | None
    units: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    population: str = ""
    period_kinds: tuple[PeriodKind, ...] = ()
    collected_by: Basis | None = None
    publishers: tuple[str, ...] = ()


UNKNOWN = Family("unknown", r"(?!)", None)


@cache
def families() -> tuple[Family, ...]:
    """Give every family, the more particular before the more general."""
    text = files("equitytown.audit").joinpath("families.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Family, ...]).validate_python(yaml.safe_load(text))


@cache
def family_of(label: str) -> Family:
    """
    Find the family of a measure by its label; `UNKNOWN` where none fits.

    Examples
    --------
    >>> family_of("Smoking prevalence(% adults 18+)").polarity.value
    'low is good'
    """
    return next((family for family in families() if re.search(family.pattern, label, re.IGNORECASE)), UNKNOWN)


_HIGH = re.compile(r"\bhigh(?:er)?\b.*\b(?:good|better)\b", re.IGNORECASE)
_LOW = re.compile(r"\blow(?:er)?\b.*\b(?:good|better)\b", re.IGNORECASE)


def polarity_of(line: Line) -> Polarity | None:
    """Say which way is good for a measure: as its table says, or as its family does; None where neither tells."""
    said = line.words(Role.POLARITY)
    if _HIGH.search(said):
        return Polarity.HIGH
    if _LOW.search(said):
        return Polarity.LOW
    return family_of(line.measure).polarity
