"""The register: what partners promised, did and learned, as exported to a place's folder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation, in our words, under the heading it was printed under."""

    recommendation_id: str
    heading: str
    heading_type: str
    principle: int | None
    printed_number: str
    position: int
    summary: str
    partners: tuple[str, ...]
    themes: tuple[str, ...]
    targets_deprivation: bool
    targets_group: bool
    target_detail: str
    measurability: str
    cross_reference: str


@dataclass(frozen=True, slots=True)
class Workstream:
    """A priority workstream."""

    workstream_id: str
    name: str
    established: str
    gap_analysis: str
    methods: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """One achievement figure, as told."""

    progress_id: str
    achievement_id: str
    workstream: str
    summary: str
    metric: str
    value: str
    qualifier: str
    unit: str
    period: str
    partners: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that a workstream says comes next."""

    next_step_id: str
    parent_id: str
    workstream: str
    summary: str
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvaluationRecommendation:
    """One of the evaluation's recommendations."""

    evaluation_id: str
    number: int
    summary: str
    themes: tuple[str, ...]
    lead: str
    timescale: str


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority for the year ahead."""

    priority_id: str
    group: str
    number: int
    summary: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrizeProject:
    """A project that won the health equity prize."""

    prize_id: str
    name: str
    focus: str
    population: str
    stage: str


@dataclass(frozen=True, slots=True)
class Register:
    """Everything the register holds for one edition. An empty register is allowed: a new place has none."""

    recommendations: tuple[Recommendation, ...] = ()
    workstreams: tuple[Workstream, ...] = ()
    progress: tuple[Progress, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    evaluation: tuple[EvaluationRecommendation, ...] = ()
    evaluation_aims: tuple[str, ...] = ()
    priorities: tuple[Priority, ...] = ()
    prize_projects: tuple[PrizeProject, ...] = ()
