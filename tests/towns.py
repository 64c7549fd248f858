"""A made-up town of twenty small areas and four wards; everything here is SYNTHETIC."""

from dataclasses import replace
from datetime import date

from equitytown.store.vintages import hold
from equitytown.terms.area import Area
from equitytown.terms.boundaries import AreaShape, Boundaries, Composition
from equitytown.terms.framework import Framework
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Provenance
from equitytown.terms.place import Place, ReportPlan
from equitytown.terms.register import Register
from tests import factories

TODAY = date(2026, 1, 1)
LSOAS = tuple(f"E0100{number:04}" for number in range(1, 21))
WARDS = tuple(f"E0500000{number}" for number in range(1, 5))
WARD_OF = {code: WARDS[at // 5] for at, code in enumerate(LSOAS)}
PUBLISHER = Provenance("SYNTHETIC", "SYNTHETIC counts", "None", "", date(2025, 1, 1), "5" * 12, 2)


def squares(set_id, name, kind, codes, *, dated=date(2021, 3, 21)):
    shapes = tuple(AreaShape(Area(code, code, kind), _square(at)) for at, code in enumerate(codes))
    return Boundaries(set_id, name, dated, shapes, 0.0, "SYNTHETIC", "SYNTHETIC", "None", "", date(2025, 1, 1))


def _square(at):
    x, y = 100 * (at % 5), 100 * (at // 5)
    corners = ((x, y), (x + 100, y), (x + 100, y + 100), (x, y + 100), (x, y))
    return f"POLYGON (({', '.join(f'{a} {b}' for a, b in corners)}))"


def town(*observations, indicators=(), method="best fit of whole areas", **changes):
    small, wards = (
        squares("lsoa-2021", "LSOAs of 2021", "LSOA", LSOAS),
        squares("ward-2023", "Wards of 2023", "Ward", WARDS),
    )
    indicators = indicators or (share(),)
    report = ReportPlan("made-up", "Made up", "", "", "", TODAY, (), (), {})
    made = Place(
        "testford", factories.PLACE, factories.REGION, factories.ENGLAND, {factories.PLACE.area_code: factories.PLACE},
        {}, {i.indicator_id: i for i in indicators}, Framework("", (), "", ()), report, Register(), {},
        tuple(observations), (), (), boundaries={"lsoa-2021": small, "ward-2023": wards}, wards="ward-2023",
        compositions=(Composition("lsoa-2021", "ward-2023", method, {c: {w: 1.0} for c, w in WARD_OF.items()}),),
        parts={"North": WARDS[:2], "South": WARDS[2:]},
    )  # fmt: skip
    return replace(made, **changes)


def share(**changes):
    return factories.indicator(**{"polarity": Polarity.LOW, "boundary_sets": ("lsoa-2021",), **changes})


def counted(code, events, people=1000, **changes):
    """A percentage of one area with its counts; without a figure where there are no events told."""
    value = None if events is None else 100 * events / people
    given = {"provenance": PUBLISHER, "known_from": date(2025, 1, 1), **changes}
    return factories.observation(value, area=Area(code, code), numerator=events, denominator=people, **given)


def held(place):
    return hold(place.observations, on=place.report.as_of)
