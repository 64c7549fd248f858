"""Random states of a measure: made-up series put through the comparisons, so that every state is one that can be."""

import random
from dataclasses import replace
from datetime import date

from equitytown.compare.findings import find
from equitytown.publish.edition import Edition
from equitytown.store.vintages import hold
from equitytown.terms.area import Area
from equitytown.terms.finding import FindingBasis, Verdict
from equitytown.terms.framework import Framework
from equitytown.terms.indicator import Basis, Break, ComparisonMethod, Polarity, Unit, ValueType
from equitytown.terms.observation import Provenance, Rating, Status
from equitytown.terms.period import PeriodKind
from equitytown.terms.place import Place, ReportPlan
from equitytown.terms.register import Register
from tests import factories

MEMBERS = tuple(Area(f"E080000{n:02}", name) for n, name in enumerate(
    ("Alderley", "Birchford", "Cedarham", "Dunmere", "Elmstow", "Fernley", "Gorsedale"), start=10))  # fmt: skip
JUDGED = tuple(rating for rating in Rating if rating is not Rating.NOT_COMPARED)
TODAY = date(2026, 1, 1)
MAKERS = tuple(
    Provenance(name, f"{name}, made-up figures", "None", "", date(2025, 1, 1), "0" * 12, 2)
    for name in ("First Maker", "Second Maker")
)
UNITS = (
    (Unit.PERCENT, ValueType.PROPORTION, 1, 40.0), (Unit.PERCENT, ValueType.PROPORTION, 0, 40.0),
    (Unit.YEARS, ValueType.LIFE_EXPECTANCY, 1, 78.0), (Unit.PER_1000, ValueType.CRUDE_RATE, 1, 4.0),
    (Unit.PER_100000, ValueType.STANDARDISED_RATE, 1, 180.0), (Unit.SCORE, ValueType.MEAN, 2, 0.4),
    (Unit.POINTS, ValueType.MEAN, 1, 45.0),
)  # fmt: skip


def measure(chance: random.Random, number: int):
    unit, kind, decimals, _ = chance.choice(UNITS)
    pooled = chance.random() < 0.3
    breaks = (Break(date(chance.randint(2014, 2020), 4, 1), "Made up."),) if chance.random() < 0.2 else ()
    return factories.indicator(
        indicator_id=f"made-up-{number}", unit=unit, value_type=kind, decimals=decimals, breaks=breaks,
        polarity=chance.choice(tuple(Polarity)), collected_by=chance.choice(tuple(Basis)),
        comparison_method=chance.choices(tuple(ComparisonMethod), (4, 2, 1))[0],
        period_kind=PeriodKind.POOLED if pooled else chance.choice((PeriodKind.CALENDAR, PeriodKind.ACADEMIC)),
        neighbour_set=chance.choice(("children", "children", "nobody")),
    )  # fmt: skip


def labels(chance: random.Random, kind: PeriodKind) -> list[str]:
    kept = chance.choice((0.8, 1.0))
    years = [year for year in range(2012, 2020) if chance.random() < kept]
    if kind is PeriodKind.POOLED:
        return [f"{year} to {year + 2}" for year in years]
    return [str(year) if kind is PeriodKind.CALENDAR else f"{year}/{(year + 1) % 100:02}" for year in years]


def series(chance: random.Random, indicator, area: Area, periods: list[str], usual: Rating):
    """One area's figures: with limits, counts, verdicts or none of them; some ties, gaps and second vintages."""
    base = next(b for u, t, d, b in UNITS if (u, t, d) == (indicator.unit, indicator.value_type, indicator.decimals))
    value = base * chance.choice((1.0, 1.0, chance.uniform(0.5, 1.5)))
    drift, width = base * chance.choice((0, 0, 0.03, -0.06)), base * chance.choice((0.01, 0.05, 0.3))
    limited, counted, rated = chance.random() < 0.6, chance.random() < 0.3, chance.random() < 0.5
    whole = chance.random() < 0.4
    for label in periods:
        value += drift
        state = 1 if whole else chance.random()
        if state < 0.06:
            continue
        given = {"provenance": MAKERS[chance.random() < 0.08], "indicator_id": indicator.indicator_id}
        if state < 0.1:
            yield factories.observation(None, period=label, area=area, kind=indicator.period_kind,
                                        status=Status.SUPPRESSED, **given)  # fmt: skip
            continue
        own = round(value + (0 if chance.random() < 0.3 else chance.gauss(0, width / 2)), indicator.decimals)
        if limited and chance.random() < 0.95:
            given |= {"lower": own - width, "upper": own + width}
        if counted and indicator.value_type is ValueType.PROPORTION and 0 <= own <= 100:
            given |= {"denominator": 1000.0, "numerator": 10 * own}
        if rated:
            given["published_rating"] = usual if chance.random() < 0.8 else chance.choice(JUDGED)
        if chance.random() < 0.1:
            yield factories.observation(own + base / 7, period=label, area=area, kind=indicator.period_kind,
                                        **{**given, "known_from": date(2023, 1, 1)})  # fmt: skip
        yield factories.observation(own, period=label, area=area, kind=indicator.period_kind, **given)


def edition(seed: int, *, measures: int = 60) -> Edition:
    """Compare a made-up town's measures: one of many states each figure."""
    chance = random.Random(seed)  # noqa: S311  made-up figures, no secret
    neighbours = factories.neighbour_set(closest=MEMBERS[0], members=MEMBERS)
    held, indicators = [], {}
    for number in range(measures):
        one = measure(chance, number)
        indicators[one.indicator_id] = one
        periods = labels(chance, one.period_kind)
        usual = chance.choice(JUDGED)
        near = [area for area in MEMBERS if chance.random() < 0.93]
        for area in (factories.PLACE, factories.ENGLAND, factories.REGION, *near):
            if area is factories.PLACE or chance.random() < 0.9:
                held.extend(series(chance, one, area, periods, usual))
    place = Place(
        "testford", factories.PLACE, factories.REGION, factories.ENGLAND, {a.area_code: a for a in MEMBERS},
        {"made-up": neighbours}, indicators, Framework("", (), "", ()),
        ReportPlan("made-up", "Made up", "", "", "", TODAY, (), (), {"children": "made-up"}), Register(), {},
        tuple(held), (), (),
    )  # fmt: skip
    holdings = hold(place.observations, on=TODAY)
    found = tuple(lettered(chance, finding) for finding in find(place, holdings))
    return Edition(place, holdings, found, ())


def lettered(chance: random.Random, finding):
    """Give some findings without a verdict a printed letter, as a figure known from print alone has."""
    bare = finding.verdict.rating is Rating.NOT_COMPARED and finding.comparator_value is not None
    if not bare or finding.verdict.method == ComparisonMethod.NONE.value or chance.random() > 0.2:
        return finding
    letter = chance.choice((Rating.BETTER, Rating.SIMILAR, Rating.WORSE))
    return replace(finding, verdict=Verdict(letter, "printed", FindingBasis.PUBLISHED, tested=False))
