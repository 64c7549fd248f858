"""What comparing the parts of a town with one another says: neighbourhoods, groups, and how they lie on the map."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from equitytown.terms.finding import GapMovement, Verdict
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period

CONFIDENCE_OF_COUNTS = 0.95  # of the limits that are worked out here
BY_LOCAL_TENTH = "Local deprivation decile"  # the way of cutting that groups areas by tenth
BY_SEX = "Sex"  # the way of cutting that sets females beside males


class PartKind(StrEnum):
    """What the parts are: areas of one boundary set, groups of people, or areas grouped by their deprivation."""

    AREAS = "areas"
    GROUPS = "groups"
    DECILES = "deciles of local deprivation"


class Ordering(StrEnum):
    """How sure it is that the highest part is above the lowest, and that each is the one at its end."""

    CLEAR = "clear"  # the two ends differ, and no other part can stand in their place
    ENDS_DIFFER = "ends differ"  # the two ends differ; others may stand in their place
    NOT_CLEAR = "not clear"  # the two ends may be the same
    NOT_TESTED = "not tested"  # no limits


class WhyMoved(StrEnum):
    """Whose change moved a gap."""

    WORST_OFF_GAINED = "the worst-off gained"
    BEST_OFF_LOST = "the best-off lost ground"
    BOTH_GAINED = "both gained, the worst-off more"
    WORST_OFF_LOST = "the worst-off lost ground"
    BEST_OFF_GAINED = "the best-off gained more"
    NOT_TOLD = "cannot be told"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number worked out from figures, with its 95% limits where their limits allow them."""

    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class AgainstTown:
    """A part's figure set against the whole town's: how far it lies above it, and whether that is beyond chance."""

    difference: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PartFigure:
    """
    A part's figure: as measured, and smoothed beside it.

    `is_reliable` is False where the figure rests on so few events or people that chance alone could have made it;
    `reason` then says so. `smoothed` is drawn towards the whole town's, `smoothed_near` towards the areas around it.
    `against` is None where the town has no figure to set it against. `limits` are the publisher's, or those of the
    counts where people or events were counted one by one; None where neither is held.
    """

    observation: Observation
    is_reliable: bool = True
    reason: str = ""
    smoothed: Estimate | None = None
    smoothed_near: Estimate | None = None
    against: AgainstTown | None = None
    limits: Estimate | None = None

    @property
    def has_limits_of_counts(self) -> bool:
        """Say whether its limits were worked out here, from the counts; those of a sum made here were too."""
        own = self.observation
        return self.limits is not None and (not own.has_limits or own.note.startswith("Summed"))

    @property
    def limited(self) -> Observation:
        """Give the figure with its limits: the publisher's own, else those of the counts."""
        if self.limits is None or self.observation.has_limits:
            return self.observation
        return replace(
            self.observation, lower=self.limits.lower, upper=self.limits.upper, confidence=CONFIDENCE_OF_COUNTS
        )


@dataclass(frozen=True, slots=True)
class Slope:
    """
    The slope and the relative index of inequality over tenths of local deprivation, 1 the most deprived.

    `slope` is the difference between the least and the most deprived end, `relative` the ratio. `deciles` are the
    figures that the line runs through; `line` holds its values at even steps from the most to the least deprived end.
    """

    slope: Estimate
    relative: Estimate | None
    deciles: tuple[Observation, ...]
    ranked_by: str
    line: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """
    What became of a gap since an earlier period: absolute and relative, and whose change did it.

    `worst_off` is how the figure of the part that was worst off moved, in the indicator's unit.
    """

    since: Period
    difference: Estimate
    earlier_difference: Estimate
    earlier_ratio: Estimate | None
    movement: GapMovement
    relative_movement: GapMovement
    worst_off: float | None
    why: WhyMoved
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Local:
    """
    An area that stands out with those around it: "high", "low", "high among low" or "low among high".

    `p_value` is adjusted for the many areas tested (false discovery rate).
    """

    area_code: str
    kind: str
    p_value: float


@dataclass(frozen=True, slots=True)
class Pattern:
    """
    How figures lie on the map.

    `moran` is global autocorrelation with its permutation p-value. `locals` hold the areas that stand out once the
    many tests are allowed for. `parts` gives for each named part of the town its areas with a figure, how many went
    up and how many down since `since` (None where there is no earlier period that can be compared); `whole` counts
    all areas alike. `parts_p_value` tests whether the areas of any part moved otherwise than those elsewhere, None
    where they are too few. `part_apart` is the part that did most clearly, `worst_part` the one that clearly fared
    worst by polarity; "" where chance may have made the difference. `areas` took part in the tests of the pattern.
    `smoothed_with` says what stands for an area's own figure in them, "" where the figure itself does.
    """

    moran: float
    p_value: float
    permutations: int
    locals: tuple[Local, ...]
    since: Period | None = None
    parts: Mapping[str, "PartMoves"] = field(default_factory=dict)
    smoothed_with: str = ""
    areas: int = 0
    whole: "PartMoves | None" = None
    parts_p_value: float | None = None
    part_apart: str = ""
    worst_part: str = ""


@dataclass(frozen=True, slots=True)
class PartMoves:
    """
    How many areas of a named part have a figure in both periods, and how many of them went up, down, neither.

    `tested` areas have a test of their change; `clearly_up` and `clearly_down` moved by more than chance, once the
    many tests are allowed for.
    """

    areas: int
    up: int
    down: int
    tested: int = 0
    clearly_up: int = 0
    clearly_down: int = 0


@dataclass(frozen=True, slots=True)
class Inside:
    """
    One measure inside the town, for one period and one way of cutting the town into parts.

    `by` is the boundary set's identifier or the category type. `parts` stand from the worst-off to the best-off by
    polarity, and from the highest down where there is none; `withheld` counts parts without a figure. `highest` and
    `lowest` are among the reliable ones. `whole` is the town's own figure for the period, if held. `by_chance` is the
    difference that chance alone would be expected to make between the ends of so many parts if all were alike, and
    `p_value` the chance that it would make one as large as this.
    """

    indicator_id: str
    period: Period
    sex: str
    kind: PartKind
    by: str
    by_name: str
    parts: tuple[PartFigure, ...]
    withheld: int
    whole: Observation | None
    highest: Observation | None
    lowest: Observation | None
    difference: Estimate | None
    ratio: Estimate | None
    ordering: Ordering
    chance_highest: float | None = None
    chance_lowest: float | None = None
    slope: Slope | None = None
    moved: Moved | None = None
    pattern: Pattern | None = None
    reason: str = ""
    by_chance: float | None = None
    p_value: float | None = None

    @property
    def unsure_above(self) -> int:
        """Count the parts above the highest reliable one whose own figures are too unreliable to be called so."""
        top = self.highest.value if self.highest is not None else None
        return 0 if top is None else sum(value > top for value in self._unsure())

    @property
    def unsure_below(self) -> int:
        """Count the parts below the lowest reliable one whose own figures are too unreliable to be called so."""
        bottom = self.lowest.value if self.lowest is not None else None
        return 0 if bottom is None else sum(value < bottom for value in self._unsure())

    def _unsure(self) -> list[float]:
        figures = (part.observation.value for part in self.parts if not part.is_reliable)
        return [value for value in figures if value is not None]

    @property
    def finding_id(self) -> str:
        """A readable name, by which a printed number is traced back."""
        return f"{self.indicator_id}|inside|{self.by}|{self.period.label}|{self.sex}"

    def key_of(self, observation: Observation) -> str:
        """What tells the part that a figure is about from the others: its category, its sex, or its area's code."""
        if self.by == BY_SEX:
            return observation.sex
        return observation.category or observation.area_code
