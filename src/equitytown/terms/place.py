"""A place: what is measured there, and against whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from equitytown.terms.area import Area
from equitytown.terms.boundaries import Boundaries, Composition
from equitytown.terms.comparator import NeighbourSet
from equitytown.terms.decision import Decision
from equitytown.terms.edit import Constant, Edit
from equitytown.terms.framework import Framework, PrintedRow
from equitytown.terms.indicator import Indicator
from equitytown.terms.model_account import ModelAccount
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.register import Register
from equitytown.terms.sign_off import SignOff
from equitytown.terms.sources import Correction, SourceEntry
from equitytown.terms.target import Target

# An edition's name may be followed by "-as-of-2024-04-01", and is then still an identifier of 64.
EDITION_LENGTH = 47


class SectionName(StrEnum):
    """A section of the report, as `report.yaml` names it."""

    FOREWORD = "foreword"
    HEALTH_EQUITY = "health-equity"
    SUMMARY = "summary"
    FIGURES = "figures"
    SPINE = "spine"
    INSIDE = "inside"
    TARGETS = "targets"
    OUTCOME_TABLE = "outcome-table"
    LATEST_TABLE = "latest-table"
    RECOMMENDATIONS = "recommendations"
    MATRIX = "matrix"
    PROGRESS = "progress"
    IMPACT = "impact"
    EVALUATION = "evaluation"
    NEXT_STEPS = "next-steps"
    CHANGES = "changes"
    METHODS_AND_SOURCES = "methods-and-sources"
    ASSURANCE = "assurance"


class FigureKind(StrEnum):
    """How a numbered figure is drawn."""

    LINE = "line over time"
    NEIGHBOURS = "neighbours in two periods"
    BY_SEX = "neighbours by sex"
    MAP = "map"
    MAPS = "maps of two periods"


class ClassRule(StrEnum):
    """How the values of a map are put into classes."""

    NATIONAL_DECILES = "national deciles"
    EQUAL_COUNTS = "equal counts"
    EQUAL_STEPS = "equal steps"
    GIVEN = "given breaks"


@dataclass(frozen=True, slots=True)
class MapPlan:
    """
    What a map shows: the areas coloured, whose outlines and names lie over them, and how values are put into classes.

    `breaks` are the upper ends of all classes but the last, for `GIVEN`. `national` is the measure whose values are
    each area's decile among all of England's, 1 the worst, for `NATIONAL_DECILES` (the map's own when empty).
    `awaiting` says which figure of the report this map stands in for, and why.
    """

    areas: str
    outlines: str = ""
    classes: ClassRule = ClassRule.EQUAL_COUNTS
    number: int = 5
    breaks: tuple[float, ...] = ()
    national: str = ""
    awaiting: str = ""


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """A numbered figure: what it draws and for which periods (the latest held when empty); `map` where it is one."""

    number: int
    indicator_id: str
    kind: FigureKind
    heading: str
    periods: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    map: MapPlan | None = None


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """What an edition is called, the date it knows figures to, and its sections in order."""

    edition: str
    title: str
    subtitle: str
    author: str
    organisation: str
    as_of: date
    sections: tuple[SectionName, ...]
    figures: tuple[FigurePlan, ...]
    neighbour_sets: Mapping[str, str]
    revisions_since: date | None = None
    register_address: str = ""
    code_address: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """
    A file that an edition was made from: its path in the folder, its hash, its bytes and its rows.

    Of a file with counts that are withheld neither hash nor size is told.
    """

    path: str
    sha256: str
    size: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class Place:
    """
    A place's folder, read and checked.

    `observations` holds every vintage; `report.as_of` chooses among them later.
    `texts` maps a text's name to its Markdown. `boundaries` are those of the small areas inside it, by set; `wards` is
    the set whose areas have a page each, and `parts` are parts of the place by name, as wards of that set. `accounts`
    are what models say of themselves, by the measure that their figures are of. `edits` are of drafted sentences,
    `constants` words of the place's texts whose numbers no figure stands behind. `targets` keep those that ended.
    `decisions` are the place's own about its report, and `sign_offs` every signature given for one of its editions.
    """

    place_id: str
    area: Area
    region: Area
    nation: Area
    areas: Mapping[str, Area]
    neighbour_sets: Mapping[str, NeighbourSet]
    indicators: Mapping[str, Indicator]
    framework: Framework
    report: ReportPlan
    register: Register
    texts: Mapping[str, str]
    observations: tuple[Observation, ...]
    printed: tuple[PrintedRow, ...]
    files: tuple[SourceFile, ...]
    suppliers: Mapping[str, SourceEntry] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    boundaries: Mapping[str, Boundaries] = field(default_factory=dict)
    compositions: tuple[Composition, ...] = ()
    wards: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accounts: Mapping[str, ModelAccount] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    constants: tuple[Constant, ...] = ()
    decisions: tuple[Decision, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    targets: tuple[Target, ...] = ()

    def composition(self, from_set: str, to_set: str) -> Composition | None:
        """How the areas of one boundary set make up those of another; None where it is not told."""
        return next((c for c in self.compositions if (c.from_set, c.to_set) == (from_set, to_set)), None)

    def sets_for(self, indicator: Indicator) -> dict[str, Boundaries]:
        """Give the boundary sets that a measure's figures may be of: those it names and the wards', or all held."""
        named = {*indicator.boundary_sets, self.wards} if indicator.boundary_sets else self.boundaries.keys()
        return {set_id: held for set_id, held in self.boundaries.items() if set_id in named}

    def neighbours_of(self, indicator: Indicator) -> NeighbourSet | None:
        """The neighbour set that the edition uses for an indicator's population; None where there is none."""
        named = self.report.neighbour_sets.get(indicator.neighbour_set)
        return self.neighbour_sets[named] if named is not None else None


@dataclass(frozen=True, slots=True)
class Series:
    """One area's figures for one indicator and sex, oldest first, each period once."""

    observations: tuple[Observation, ...]

    def at(self, period: Period | str) -> Observation | None:
        """The observation of a period (or of its label), if held."""
        label = period if isinstance(period, str) else period.label
        return next((o for o in self.observations if o.period.label == label), None)

    def like(self, period: Period) -> "Series":
        """Keep the periods cut like the given one: same length, same first day of the year."""
        cut = (period.years, period.start.month, period.start.day)
        kept = (o for o in self.observations if (o.period.years, o.period.start.month, o.period.start.day) == cut)
        return Series(tuple(kept))
