"""Targets: where a place means to be, who agreed it, and how far along it is."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.projection import Projection


class TargetOf(StrEnum):
    """What a target is set for."""

    VALUE = "value"
    GAP = "gap to England"
    INSIDE = "gap inside the town"


class TargetStatus(StrEnum):
    """Whether a target holds. One that no longer does stays in the list with its reason."""

    AGREED = "agreed"
    PROPOSED = "proposed"
    ENDED = "ended"
    REPLACED = "replaced"


LIVE = (TargetStatus.AGREED, TargetStatus.PROPOSED)


class England(StrEnum):
    """Whose figure stands for England where a target is of one group of people."""

    EVERYONE = "everyone"
    SAME_GROUP = "the same group"


class Standing(StrEnum):
    """How a figure stands to its target and, where that is not met, to the path there."""

    MET = "met"
    NOT_MET = "not met"
    AHEAD = "ahead of the path"
    ON_PATH = "on the path"
    BEHIND = "behind the path"
    NOT_ASSESSED = "cannot be assessed"


@dataclass(frozen=True, slots=True)
class PathPoint:
    """What the path asks for in a period, in the indicator's unit. A baseline's value may be left to the figures."""

    period: Period
    value: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """
    A target for a measure's value, or for a gap.

    `value` is in the indicator's unit; of a gap it is a size: how far the place may lie on the worse side of England,
    or its two ends apart. Without a value the target moves: the figure is to be better than England's of the same
    period, by `margin` at least. `by` is None where no date was stated. The path runs straight from `baseline` over
    `milestones` to the target. `inside` names the way of cutting the town (a boundary set, a category type, "Sex").
    `groups` are category types whose every group is held to the same aim. `agreed_by` and `agreed_on` tell who
    proposed it, and when, while it is only proposed; where only the month is known, `agreed_on` is its last day and
    `agreed_in` names the month.
    """

    target_id: str
    indicator_id: str
    of: TargetOf
    title: str
    sex: str
    agreed_by: str
    agreed_on: date
    document: str
    agreed_in: str = ""
    status: TargetStatus = TargetStatus.AGREED
    value: float | None = None
    margin: float = 0.0
    by: date | None = None
    category_type: str = ""
    category: str = ""
    england: England = England.EVERYONE
    inside: str = ""
    groups: tuple[str, ...] = ()
    baseline: PathPoint | None = None
    milestones: tuple[PathPoint, ...] = ()
    ended_on: date | None = None
    reason: str = ""
    replaced_by: str = ""
    note: str = ""

    def as_known(self, on: date) -> "Target | None":
        """Give the target as it stood on a day: None before it was agreed, and as it held before it ended."""
        if self.agreed_on > on:
            return None
        if self.ended_on is None or self.ended_on <= on:
            return self
        return replace(self, status=TargetStatus.AGREED, ended_on=None, reason="", replaced_by="")

    @property
    def is_live(self) -> bool:
        """Say whether it still holds."""
        return self.status in LIVE

    @property
    def is_moving(self) -> bool:
        """Say whether it is England's figure that is to be passed, wherever that goes."""
        return self.value is None

    @property
    def finding_id(self) -> str:
        """A readable name, by which a printed number is traced back."""
        return f"target|{self.target_id}"

    @property
    def about(self) -> tuple[str, ...]:
        """What it is set for: no two live targets of one status share this."""
        return (self.indicator_id, self.of.value, self.sex, self.category_type, self.category, self.inside)


@dataclass(frozen=True, slots=True)
class Tracked:
    """
    One period of what a target is set for: a value or a gap, with its limits where it has any.

    `trace` names the observation, and is empty for a gap, which is worked out. `aim` is the target's value in that
    period, None where England has no figure to pass.
    """

    period: Period
    value: float
    lower: float | None = None
    upper: float | None = None
    aim: float | None = None
    trace: str = ""


@dataclass(frozen=True, slots=True)
class PeopleGap:
    """
    How many more, or fewer, people or events the distance to a target stands for, in the figure's own period.

    Unrounded. `step` is the finest that the number can honestly be printed to: the figure itself was rounded. `out_of`
    is the denominator. Limits are there where the figure has them; below 0 the target may be met already.
    """

    value: float
    lower: float | None
    upper: float | None
    step: int
    out_of: float


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """One group of people held to the aim; `beyond` is how far it lies past it, towards the good end."""

    observation: Observation
    aim: float
    beyond: float
    is_met: bool
    is_sure: bool | None


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """
    How far along a target is.

    `reached` is the newest point, `aim` the target's value in its period and `beyond` how far the figure lies past it,
    towards the good end (below 0: short of it). `is_sure` says whether its limits leave the aim out, None where there
    are none. `on_path`, `beyond_path` and `is_sure_of_path` say the same of the path. `due` is the last period that
    ends by the target's date. `yearly` is how much a year it would still have to move, `yearly_so_far` how much it has
    moved a year since the baseline. `people_reason` says why no number of people can be given.
    `relative` tells of a gap the same as a ratio, and `by_name` how the town is cut for one inside it.
    """

    target: Target
    standing: Standing
    reason: str = ""
    observation: Observation | None = None
    england: Observation | None = None
    reached: Tracked | None = None
    beyond: float | None = None
    is_sure: bool | None = None
    due: Period | None = None
    baseline: PathPoint | None = None
    on_path: float | None = None
    beyond_path: float | None = None
    is_sure_of_path: bool | None = None
    path_reason: str = ""
    yearly: float | None = None
    years_left: float | None = None
    yearly_so_far: float | None = None
    people: PeopleGap | None = None
    people_reason: str = ""
    relative: float | None = None
    by_name: str = ""
    track: tuple[Tracked, ...] = ()
    england_track: tuple[Observation, ...] = ()
    path: tuple[PathPoint, ...] = ()
    groups: tuple[GroupStanding, ...] = field(default=())
    projection: Projection | None = None

    @property
    def finding_id(self) -> str:
        """A readable name, by which a printed number is traced back."""
        return self.target.finding_id

    @property
    def aim(self) -> float | None:
        """The target's value in the period of the newest figure."""
        return self.reached.aim if self.reached is not None else self.target.value
