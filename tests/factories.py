"""Small made-up cases, plainly not real: plain functions, every field can be set."""

from dataclasses import replace
from datetime import date

from equitytown.terms.area import Area
from equitytown.terms.comparator import ComparatorKind, NeighbourSet
from equitytown.terms.finding import Finding, FindingBasis, Verdict
from equitytown.terms.indicator import (
    Basis,
    ComparisonMethod,
    Indicator,
    Polarity,
    Source,
    Unit,
    ValueType,
)
from equitytown.terms.observation import Observation, Provenance, Rating, Status
from equitytown.terms.period import PeriodKind, parse_period

PLACE = Area("E06000032", "Testford")
ENGLAND = Area("E92000001", "England", "Country")
REGION = Area("E12000006", "East of England", "Region")
NEIGHBOUR = Area("E06000039", "Nearby")


def indicator(**changes):
    made = Indicator(
        indicator_id="made-up-share",
        name="Made-up share",
        headline="Made-up share",
        phrase="the made-up share of children",
        definition="A share made up for tests.",
        numerator="children counted",
        denominator="all children",
        age="5",
        sex="Persons",
        unit=Unit.PERCENT,
        decimals=1,
        value_type=ValueType.PROPORTION,
        polarity=Polarity.HIGH,
        period_kind=PeriodKind.ACADEMIC,
        comparison_method=ComparisonMethod.LIMITS,
        neighbour_set="children",
        collected_by=Basis.ADMINISTRATIVE,
        source=Source("Maker", "Made up", "local"),
        owner="Test team",
        review_date=date(2027, 1, 1),
    )
    return replace(made, **changes)


def observation(value=61.1, *, period="2022/23", area=PLACE, kind=PeriodKind.ACADEMIC, **changes):
    made = Observation(
        indicator_id="made-up-share",
        area_code=area.area_code,
        period=parse_period(period, kind=kind),
        sex="Persons",
        age="5",
        value=value,
        lower=None,
        upper=None,
        confidence=None,
        numerator=None,
        denominator=None,
        status=Status.COMPLETE,
        note="",
        published_rating=None,
        known_from=date(2024, 1, 1),
        provenance=Provenance("Maker", "Made up", "None", "", date(2024, 1, 1), "0" * 12, 2),
    )
    if "lower" in changes and "confidence" not in changes:
        changes["confidence"] = 0.95
    return replace(made, **changes)


def finding(
    rating=Rating.WORSE,
    *,
    own=None,
    other=67.2,
    comparator=ComparatorKind.NATIONAL,
    name="England",
    basis=FindingBasis.COMPUTED,
    reason="",
    **changes,
):
    own = own or observation()
    area = ENGLAND if comparator is ComparatorKind.NATIONAL else REGION
    against = replace(own, area_code=area.area_code, value=other, lower=None, upper=None) if other is not None else None
    return Finding(own, comparator, name, against, Verdict(rating, "a rule", basis, reason), **changes)


def neighbour_set(**changes):
    made = NeighbourSet(
        set_id="made-up",
        name="made-up neighbours of April 2021",
        population="children",
        dated=date(2021, 4, 1),
        source="Made up",
        licence="None",
        ordered=True,
        members=(NEIGHBOUR, Area("E08000025", "Further")),
        closest=NEIGHBOUR,
    )
    return replace(made, **changes)
