"""
What a chart is given: finished values, with the words that are printed beside them.

`value`, `lower` and `upper` place a mark and are never printed; `words` and `limits` are printed and
never read as numbers. A missing figure has no value; it is never zero.
"""

from dataclasses import dataclass
from enum import StrEnum

from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

NO_FIGURE = "no figure"


def as_sentence(finding: str) -> str:
    """End a finding with a full stop, so that it can stand among a description's sentences."""
    return finding if not finding or finding.endswith(".") else f"{finding}."


class Role(StrEnum):
    """What an area, or a line beside it, is to the reader; it decides how it is drawn."""

    TOWN = "town"
    ENGLAND = "England"
    REGION = "region"
    NEIGHBOUR = "neighbour"
    TARGET = "target"
    PROJECTION = "projection"


@dataclass(frozen=True, slots=True)
class Point:
    """
    One figure: where it stands and how it is printed.

    `period` is the label as published ("2020 to 2022"). `rating` is against England. `as_printed`
    marks a figure taken from a printed report. `trace` names the observation.
    """

    period: str
    value: float | None
    words: str = NO_FIGURE
    lower: float | None = None
    upper: float | None = None
    limits: str = ""
    rating: Rating = Rating.NOT_COMPARED
    as_printed: bool = False
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One area's figures, oldest first."""

    name: str
    role: Role
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A period from which figures cannot be compared with earlier ones, and the word that says so."""

    period: str
    words: str


@dataclass(frozen=True, slots=True)
class LineData:
    """
    Figures over time. `periods` lists every period of the axis in order, held or not.

    `headline` says what is measured ("Life expectancy at birth, males"), `unit` what it is counted
    in ("years"), `finding` what the chart shows, in a sentence.
    """

    chart_id: str
    headline: str
    unit: str
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    finding: str = ""
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaRow:
    """
    One area in two periods; `earlier` is None where only one period is drawn.

    A `hollow` one is drawn so: its figure is too uncertain to be set beside the others'.
    """

    name: str
    latest: Point
    earlier: Point | None = None
    role: Role = Role.NEIGHBOUR
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A value drawn as a line through all rows: England's or the region's."""

    name: str
    role: Role
    point: Point


@dataclass(frozen=True, slots=True)
class Panel:
    """Areas for one sex; an empty heading is a chart with a single panel."""

    rows: tuple[AreaRow, ...]
    references: tuple[Reference, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class NeighboursData:
    """
    A place among its neighbours in the latest period and, if held, an earlier one.

    Rows are drawn best first by `polarity` (highest first without judgement), missing figures last.
    Several panels share one scale and the order of the first.
    """

    chart_id: str
    headline: str
    unit: str
    latest_period: str
    earlier_period: str
    polarity: Polarity
    panels: tuple[Panel, ...]
    finding: str = ""


@dataclass(frozen=True, slots=True)
class PartsData:
    """
    The parts of a town in one period, in the order that they are drawn in.

    `order` says in words what that order is ("worst-off first"), `kind` what the parts are ("wards"). `town` is the
    whole town's figure, drawn as a line. `line` holds the values of a fitted line at even steps from the first row to
    the last.
    """

    chart_id: str
    headline: str
    unit: str
    period: str
    kind: str
    order: str
    rows: tuple[AreaRow, ...]
    town: Reference | None = None
    line: tuple[float, ...] = ()
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """
    How England's councils spread: two ends, two quartiles, each in the measure's unit.

    The ends are the lowest and highest, or the 5th and 95th of a hundred; the caption says which.
    """

    low: float
    lower_quartile: float
    upper_quartile: float
    high: float


@dataclass(frozen=True, slots=True)
class SpineRow:
    """One measure on the spine. Without a spread, or without a figure, only its words are shown."""

    measure: str
    detail: str
    town: Point
    england: Point
    polarity: Polarity
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class SpineGroup:
    """Measures under one principle."""

    heading: str
    rows: tuple[SpineRow, ...]


@dataclass(frozen=True, slots=True)
class SpineData:
    """All measures of a framework against England's spread; `spread_words` names the spread's ends."""

    chart_id: str
    place_name: str
    groups: tuple[SpineGroup, ...]
    spread_words: str
    finding: str = ""
