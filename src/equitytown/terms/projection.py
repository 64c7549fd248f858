"""Projections: where a series would go if it went on as it has, with how far off such projections have been."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from equitytown.terms.period import Period


@dataclass(frozen=True, slots=True)
class ProjectedPoint:
    """One projected figure with its interval, in the indicator's unit."""

    period: Period
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Projection:
    """
    A series carried on, or the reason why it is not.

    `method` is the one that did best on `series` past series (the place's and its neighbours'), `errors` the mean
    absolute error of each method tried, in the indicator's unit, `past_error` that of the chosen one at the last
    horizon and `coverage` the share of past figures that such intervals held, of `tests` figures. If `in_order`, those
    intervals were made with no more than was known then, up to so far ahead; otherwise, where series are too short for
    that, without the figure, its own area and its own moment, at the last horizon. `start` is the newest period held,
    the last of `held` that were carried on, and the last point lies `years` ahead. Without `points`, `reason` says why.
    """

    indicator_id: str
    area_code: str
    sex: str
    confidence: float
    points: tuple[ProjectedPoint, ...] = ()
    reason: str = ""
    method: str = ""
    past_error: float | None = None
    coverage: float | None = None
    series: int = 0
    errors: Mapping[str, float] = field(default_factory=dict)
    tests: int = 0
    in_order: bool = False
    years: int = 0
    start: Period | None = None
    held: int = 0

    @property
    def last(self) -> ProjectedPoint | None:
        """The furthest point; None where there is none."""
        return self.points[-1] if self.points else None
