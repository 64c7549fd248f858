"""Findings: what comparing observations says, one comparison each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.observation import Observation, Rating
from equitytown.terms.period import Period

DIFFERS_BY_CHANCE = 0.05  # of verdicts on 95% limits, where no figure differs from its comparator


class FindingBasis(StrEnum):
    """Whether a verdict was worked out here or taken over from who published it."""

    COMPUTED = "computed"
    PUBLISHED = "as published"


class Direction(StrEnum):
    """Which way a series or a pair of figures goes, before any judgement."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"
    NOT_ASSESSED = "cannot be assessed"


class GapMovement(StrEnum):
    """What became of a gap between two periods."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    NO_CHANGE = "no clear change"
    NOT_ASSESSED = "cannot be assessed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    A rating, how it was reached, on what basis, and why not where there is none.

    `tested` is False for a printed letter that came without a test: it may not be called significant.
    """

    rating: Rating
    method: str
    basis: FindingBasis
    reason: str = ""
    tested: bool = True


@dataclass(frozen=True, slots=True)
class Rank:
    """
    A place in the order of a neighbour set; 1 is best.

    `of` counts the place and every member ranked with it. `lower` and `upper` enclose the rank with 95%
    confidence, None where a member has no limits. `missing` names members without a figure that can
    be ranked with the place's.
    """

    rank: int
    of: int
    lower: int | None
    upper: int | None
    set_id: str
    set_name: str
    set_dated: date
    tied: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """
    The difference between two periods of one series.

    `direction` is NO_CHANGE only where a test found none; without a test it is NOT_ASSESSED and
    `difference` still says how far the figures lie apart. `judged` turns a tested direction into
    better or worse by polarity (SIMILAR when tested and not different, NOT_COMPARED when untested).
    """

    since: str
    earlier: Observation
    later: Observation
    difference: float
    direction: Direction
    judged: Rating
    method: str
    reason: str = ""
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """The direction of the latest five yearly points, with its test; or why there is none."""

    direction: Direction
    judged: Rating
    reason: str = ""
    points: int = 0
    chi_squared: float | None = None
    slope: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """
    The distance to England now and at an earlier period.

    Absolute gaps are place minus England in the indicator's unit; relative gaps are the place as a
    multiple of England. `tested` says whether limits allowed a test of the movement.
    """

    now: float
    relative_now: float | None
    earlier_period: Period | None
    earlier: float | None
    relative_earlier: float | None
    movement: GapMovement
    tested: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One comparison: a place's figure for a period against one comparator.

    `comparator_value` is the observation compared with; None where there is none to compare with.
    Rank stands on the finding against neighbours, gap on the one against England; change and trend
    belong to the place's own series and stand on all three. `round` names the printed round that a
    finding repeats, and is empty for every other.
    """

    observation: Observation
    comparator: ComparatorKind
    comparator_name: str
    comparator_value: Observation | None
    verdict: Verdict
    rank: Rank | None = None
    trend: Trend | None = None
    change: Change | None = None
    since_baseline: Change | None = None
    gap: Gap | None = None
    round: str = ""

    @property
    def indicator_id(self) -> str:
        """The indicator that the finding is about."""
        return self.observation.indicator_id

    @property
    def period(self) -> Period:
        """The period that the finding is about."""
        return self.observation.period

    @property
    def finding_id(self) -> str:
        """A readable name for the finding, used to trace a printed verdict, rank or difference."""
        printed = f"|round {self.round}" if self.round else ""
        return f"{self.observation.observation_id}|{self.comparator.value}{printed}"


@dataclass(frozen=True, slots=True)
class Spread:
    """
    How a crowd of areas spreads for one figure, in the indicator's unit.

    Ends and quartiles are type-7 percentiles; `areas` have a figure, out of `out_of` that could.
    """

    low: float
    lower_quartile: float
    median: float
    upper_quartile: float
    high: float
    areas: int
    out_of: int
