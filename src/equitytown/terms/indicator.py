"""Indicators: one thing measured, one way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from equitytown.terms.period import PeriodKind

RANKING = "deprivation-rank"  # the tag of the measure that small areas are put in order by


class Polarity(StrEnum):
    """Which way is good. Declared by us, never taken from a supplier."""

    HIGH = "high is good"
    LOW = "low is good"
    NONE = "no judgement"


class Unit(StrEnum):
    """What a value is counted in."""

    PERCENT = "%"
    YEARS = "years"
    PER_1000 = "per 1,000"
    PER_100000 = "per 100,000"
    POINTS = "points"
    SCORE = "score"
    INDEX = "index"


# Lowest and highest value that each unit can hold; None is no limit.
BOUNDS: dict[Unit, tuple[float | None, float | None]] = {
    Unit.PERCENT: (0.0, 100.0),
    Unit.YEARS: (0.0, 120.0),
    Unit.PER_1000: (0.0, 1_000.0),
    Unit.PER_100000: (0.0, 100_000.0),
    Unit.POINTS: (0.0, 90.0),  # Attainment 8 ends at 90
    Unit.SCORE: (-10.0, 10.0),  # Progress 8 lies well within
    Unit.INDEX: (None, None),
}


class ValueType(StrEnum):
    """The kind of statistic a value is; it decides which tests are open to it."""

    PROPORTION = "proportion"
    CRUDE_RATE = "crude rate"
    STANDARDISED_RATE = "directly standardised rate"
    LIFE_EXPECTANCY = "life expectancy"
    MEAN = "mean score"
    INDEX = "index"


# A value of these kinds is no more than one count over another, times what its unit stands for.
QUOTIENTS = (ValueType.PROPORTION, ValueType.CRUDE_RATE)
MULTIPLIERS: dict[Unit, int] = {Unit.PERCENT: 100, Unit.PER_1000: 1_000, Unit.PER_100000: 100_000}


class ComparisonMethod(StrEnum):
    """How a value is set against a comparator's."""

    LIMITS = "limits against the comparator's value"
    OVERLAP = "overlap of limits"
    NONE = "not compared"


class Basis(StrEnum):
    """Where a figure of this kind comes from: it decides the warning words around it."""

    REGISTRATION = "registration"
    ADMINISTRATIVE = "administrative"
    CENSUS = "census"
    SURVEY = "survey"
    MODELLED = "modelled"


class MeasureType(StrEnum):
    """How soon what is done can show in a measure."""

    PROCESS = "process"
    EARLY_IMPACT = "early impact"
    OUTCOME = "outcome"


# Where people or events were counted one by one. The counts of a survey are weighted and those of a
# model are estimated: neither says how far chance reaches.
COUNTED = (Basis.REGISTRATION, Basis.ADMINISTRATIVE)


@dataclass(frozen=True, slots=True)
class Source:
    """
    Who publishes an indicator and where it is fetched.

    `supplier_name` is what the supplier calls it: figures under another name are refused. `supplier_age` chooses
    among ages where the supplier gives the measure for several.
    """

    publisher: str
    title: str
    supplier: str
    supplier_id: str = ""
    address: str = ""
    supplier_name: str = ""
    supplier_age: str = ""
    next_release: date | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A point from which figures cannot be compared with earlier ones, and why."""

    start: date
    reason: str


@dataclass(frozen=True, slots=True)
class People:
    """Who, or what event, a measure counts: "child", "children"."""

    singular: str
    plural: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """
    One thing measured, one way: everything needed to fetch, compare, word and draw it.

    `phrase` is how a sentence names what is measured, without area or period
    ("life expectancy at birth for males"). `headline` is how a title names it
    ("Life expectancy at birth, males"). `disclosure` names the small-number rule that its counts are put
    through, "" where the publisher has done so. `caveats` hold for every use of the figure. `titles` may
    give a resident's title for a figure "above" or "below" England, with ((place)) and ((gap)). `boundary_sets` name
    the sets whose small areas inside the place have figures, each period those of one. `people` names those whom the
    numerator counts, where a distance may be told as a number of them.
    """

    indicator_id: str
    name: str
    headline: str
    phrase: str
    definition: str
    numerator: str
    denominator: str
    age: str
    sex: str
    unit: Unit
    decimals: int
    value_type: ValueType
    polarity: Polarity
    period_kind: PeriodKind
    comparison_method: ComparisonMethod
    neighbour_set: str
    collected_by: Basis
    source: Source
    owner: str
    review_date: date
    confirmed: bool = True
    disclosure: str = ""
    related_to: str = ""
    caveats: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    candidates: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    boundary_sets: tuple[str, ...] = ()
    people: People | None = None
    measure_type: MeasureType = MeasureType.OUTCOME

    @property
    def headline_sex(self) -> str:
        """The sex whose figures stand for the measure: the first one named ("Persons, Male, Female")."""
        return self.sex.partition(",")[0].strip()

    @property
    def suffix(self) -> str:
        """What follows a printed value: "%" close up, other units after a space, indices and scores bare."""
        if self.unit is Unit.PERCENT:
            return "%"
        return "" if self.unit in (Unit.SCORE, Unit.INDEX) else f" {self.unit.value}"
