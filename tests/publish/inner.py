"""A town within, made up: six wards and their small areas, with findings in every state. No figure is real."""

from dataclasses import replace
from datetime import date
from itertools import product

from equitytown.compare.against_town import all_against_town
from equitytown.terms.area import Area
from equitytown.terms.boundaries import AreaShape, Boundaries, Composition
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Basis, Unit, ValueType
from equitytown.terms.inside import Estimate, Inside, Moved, Ordering, PartFigure, PartKind, Slope, WhyMoved
from equitytown.terms.observation import Status
from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.place import FigureKind, FigurePlan, MapPlan
from tests import factories

WARDS = ("Alder", "Beech & Birch", "Cedar", "Elm", "St. Hazel's", "Oak")
PERIOD = parse_period("2023", kind=PeriodKind.CALENDAR)
EARLIER = parse_period("2019", kind=PeriodKind.CALENDAR)


def ward(n):
    return Area(f"E0500000{n}", WARDS[n], "Ward")


def small_area(n):
    return Area(f"E0100000{n}", f"Testford 00{n}A", "LSOA")


def square(x, y):
    return f"POLYGON (({x} {y}, {x + 1} {y}, {x + 1} {y + 1}, {x} {y + 1}, {x} {y}))"


def boundaries(set_id, name, areas, *, dated=date(2023, 5, 4)):
    shapes = tuple(AreaShape(area, square(n % 3 * 2000, n // 3 * 2000)) for n, area in enumerate(areas))
    return Boundaries(set_id, name, dated, shapes, 5.0, "Maker", "Made up", "None", "", date(2024, 1, 1))


def part(indicator_id, code, value, *, half=1.0, category="", **changes):
    reliable = changes.pop("reliable", True)
    limits = {} if value is None or half is None else {"lower": value - half, "upper": value + half}
    made = factories.observation(value, **limits)
    made = replace(
        made, indicator_id=indicator_id, area_code=code, period=PERIOD, category=category,
        category_type="Made-up split" if category else "", **changes,
    )  # fmt: skip
    return PartFigure(made, is_reliable=reliable, reason="" if reliable else "fewer than 10 events")


def by_ward(indicator_id, values=(12.0, 10.0, 8.0, 6.0, 5.0, 3.0), **changes):
    note = "Summed from 2 whole LSOAs by best fit, which is an approximation."
    parts = [
        part(indicator_id, ward(n).area_code, value, status=Status.ESTIMATED, note=note) if value is not None
        else part(indicator_id, ward(n).area_code, None, status=Status.SUPPRESSED, note="Withheld: small counts")
        for n, value in enumerate(values)
    ]  # fmt: skip
    smooth = [replace(p, smoothed=Estimate(p.observation.value * 0.9)) if p.observation.value else p for p in parts]
    return finding(indicator_id, PartKind.AREAS, "ward-2023", "Wards of 2023", smooth, **changes)


def finding(indicator_id, kind, by, by_name, parts, **changes):
    held = [p.observation for p in parts if p.observation.value is not None and p.is_reliable]
    high, low = (max(held, key=lambda o: o.value), min(held, key=lambda o: o.value)) if held else (None, None)
    gap = high.value - low.value if held else 0.0
    whole = part(indicator_id, "E06000032", 7.0, half=0.2).observation
    made = Inside(
        indicator_id, PERIOD, "Persons", kind, by, by_name, tuple(parts),
        sum(p.observation.value is None for p in parts), whole, high, low,
        Estimate(gap, gap - 1.4, gap + 1.4) if held else None,
        Estimate(high.value / low.value, 2.5, 6.1) if held else None,
        Ordering.ENDS_DIFFER if held else Ordering.NOT_TESTED, 0.97, 0.62, by_chance=1.3, p_value=0.001,
        reason="" if held else "fewer than two parts have a figure that can be relied on",
    )  # fmt: skip
    return replace(made, **changes)


def by_tenth(indicator_id):
    parts = [part(indicator_id, "E06000032", 72 + n * 0.7, category=str(n)) for n in range(1, 11)]
    slope = Slope(
        Estimate(7.0, 5.1, 8.9), Estimate(1.1, 1.05, 1.15), tuple(p.observation for p in parts), "the index of 2019",
        line=tuple(72.4 + n * 0.7 for n in range(11)),
    )  # fmt: skip
    return finding(indicator_id, PartKind.DECILES, "Local deprivation decile", "Local deprivation decile", parts,
                   slope=slope, ratio=None)  # fmt: skip


def by_group(indicator_id):
    parts = [part(indicator_id, "E06000032", 48.0, category="Known to be eligible for free school meals"),
             part(indicator_id, "E06000032", 64.0, category="Others")]  # fmt: skip
    return finding(indicator_id, PartKind.GROUPS, "Free school meals", "Free school meals", parts,
                   ordering=Ordering.CLEAR)  # fmt: skip


def moved(why=WhyMoved.WORST_OFF_GAINED, **changes):
    made = Moved(
        EARLIER, Estimate(9.0), Estimate(11.5), Estimate(5.2), GapMovement.NARROWED, GapMovement.NO_CHANGE, -2.1, why
    )
    return replace(made, **changes)


def moves():
    """Every state of a gap over time."""
    for why, absolute, relative in product(WhyMoved, GapMovement, GapMovement):
        yield moved(why, movement=absolute, relative_movement=relative)


def edition(compared):
    """Luton's edition with a made-up town within in place of its own."""
    small = [small_area(n) for n in range(9)]
    held = {
        "ward-2023": boundaries("ward-2023", "Wards of 2023", [ward(n) for n in range(6)]),
        "ward-2022": boundaries("ward-2022", "Wards of 2022", [Area("E05100000", "Alder", "Ward")]),
        "lsoa-2011": boundaries("lsoa-2011", "LSOA 2011", small),
    }
    shares = {area.area_code: {ward(n % 6).area_code: 1.0} for n, area in enumerate(small)}
    fit = Composition("lsoa-2011", "ward-2023", "best fit of whole areas by the publisher", shares)
    decile = factories.indicator(
        indicator_id="made-up-tenth",
        headline="Made-up deprivation",
        boundary_sets=("lsoa-2011",),
        decimals=0,
        value_type=ValueType.INDEX,
        unit=Unit.INDEX,
    )
    plan = FigurePlan(
        11, "made-up-tenth", FigureKind.MAP, "Deprivation", map=MapPlan("lsoa-2011", national="made-up-tenth")
    )
    rows = [
        replace(part("made-up-tenth", area.area_code, n + 1, half=None).observation, sex="Persons")
        for n, area in enumerate(small)
    ]
    place = replace(
        compared.place, boundaries=held, compositions=(fit,), wards="ward-2023",
        indicators={**compared.place.indicators, "made-up-tenth": decile},
        report=replace(compared.place.report, figures=(*compared.place.report.figures, plan)),
    )  # fmt: skip
    from equitytown.store.vintages import hold  # noqa: PLC0415

    holdings = hold((*compared.place.observations, *rows), on=compared.place.report.as_of)
    claimants = by_ward("claimant-count", moved=moved())
    uncertain = replace(claimants.parts[3], is_reliable=False, reason="fewer than 10 events")
    fuel = by_ward("fuel-poverty", (20.0, None, 16.0, 15.0, 11.0, 10.0), ordering=Ordering.NOT_TESTED)
    found = (
        replace(claimants, parts=(*claimants.parts[:3], uncertain, *claimants.parts[4:])),
        fuel, by_tenth("life-expectancy-male"), by_group("good-level-of-development"),
    )  # fmt: skip
    modelled = {
        **place.indicators,
        "fuel-poverty": replace(place.indicators["fuel-poverty"], collected_by=Basis.MODELLED),
    }
    place = replace(place, indicators=modelled)
    return replace(compared, place=place, holdings=holdings, inside=all_against_town(found, place.indicators))
