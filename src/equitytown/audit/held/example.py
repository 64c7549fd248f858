"""A made-up place, against which the examples of the rules that need one are shown and tested."""

from datetime import date
from functools import cache

from equitytown.store.vintages import Holdings, hold
from equitytown.terms.area import ENGLAND, Area
from equitytown.terms.comparator import NeighbourSet
from equitytown.terms.framework import Framework
from equitytown.terms.indicator import Basis, ComparisonMethod, Indicator, Polarity, Source, Unit, ValueType
from equitytown.terms.observation import Observation, Provenance, Status
from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.place import Place, ReportPlan
from equitytown.terms.register import Register

DAY = date(2023, 12, 1)
PUBLISHER = "Office for National Statistics"
AREA, REGION = Area("E06000000", "Anytown", "Unitary Authority"), Area("E12000006", "East of England", "Region")
MEMBERS = tuple(
    Area(f"E0600000{at}", name, "Unitary Authority") for at, name in enumerate(("Easton", "Weston", "Norton"), 1)
)
SMOKING = Indicator(
    indicator_id="smoking",
    name="Smoking prevalence in adults",
    headline="Adults who smoke",
    phrase="the share of adults who smoke",
    definition="Made up for the examples of the rules.",
    numerator="Adults who say that they smoke",
    denominator="Adults who answered",
    age="18 and over",
    sex="Persons",
    unit=Unit.PERCENT,
    decimals=1,
    value_type=ValueType.PROPORTION,
    polarity=Polarity.LOW,
    period_kind=PeriodKind.CALENDAR,
    comparison_method=ComparisonMethod.LIMITS,
    neighbour_set="adults",
    collected_by=Basis.SURVEY,
    source=Source(PUBLISHER, "Annual Population Survey", "local"),
    owner="Example",
    review_date=date(2030, 1, 1),
)
# Area, period, value, limits, known from: the figure of 2021 was 16.4 before it was revised.
FIGURES = (
    (AREA, "2020", 17.8, (16.0, 19.6), date(2021, 9, 1)),
    (AREA, "2021", 16.4, (14.7, 18.1), date(2022, 9, 1)),
    (AREA, "2021", 17.2, (15.4, 19.0), date(2023, 3, 1)),
    (AREA, "2022", 15.3, (13.6, 17.0), date(2023, 9, 1)),
    (ENGLAND, "2021", 13.0, (12.8, 13.2), date(2022, 9, 1)),
    (REGION, "2021", 12.9, (12.4, 13.4), date(2022, 9, 1)),
    *((area, "2021", 14.0 + at, (13.0 + at, 15.0 + at), date(2022, 9, 1)) for at, area in enumerate(MEMBERS)),
)


@cache
def example() -> tuple[Place, Holdings]:
    """
    Give a town with one measure, and what is held of it.

    Returns
    -------
    Place, Holdings
        Anytown: adults who smoke, 2020 to 2022, with England, the region and three neighbours in 2021.
    """
    held = tuple(_figure(*figure) for figure in FIGURES)
    neighbours = NeighbourSet("adults", "the example's neighbours", "adults", date(2021, 4, 1), "Made up", "None",
                              ordered=True, members=MEMBERS, closest=MEMBERS[0])  # fmt: skip
    plan = ReportPlan("example", "Example", "", "", "", DAY, (), (), {"adults": "adults"})
    place = Place(
        "anytown", AREA, REGION, ENGLAND, {}, {"adults": neighbours}, {"smoking": SMOKING},
        Framework("Example", (), "", ()), plan, Register(), {}, held, (), (),
    )  # fmt: skip
    return place, hold(held, on=DAY)


def _figure(area: Area, period: str, value: float, limits: tuple[float, float], known_from: date) -> Observation:
    source = Provenance(PUBLISHER, "Annual Population Survey", "None", "", known_from, "0" * 12, 1)
    return Observation(
        "smoking", area.area_code, parse_period(period, kind=PeriodKind.CALENDAR), "Persons", "18 and over", value,
        *limits, 0.95, None, None, Status.COMPLETE, "", None, known_from, source,
    )  # fmt: skip
