"""A synthetic town of small squares, with made-up figures: nothing of it is real."""

from dataclasses import replace
from datetime import date

from equitytown.present import blocks as b
from equitytown.present.blocks import text
from equitytown.publish.bundle import draw
from equitytown.publish.edition import Edition
from equitytown.publish.map_figures import map_figure
from equitytown.publish.site import write_site
from equitytown.store.vintages import hold
from equitytown.terms.area import Area
from equitytown.terms.boundaries import AreaShape, Boundaries, Composition
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Status
from equitytown.terms.period import PeriodKind
from equitytown.terms.place import FigureKind, FigurePlan, MapPlan, Place, ReportPlan
from tests import factories

SIDE = 5  # squares along each side of the town
METRES = 400


def square(column, row, *, side=METRES):
    x, y = 500_000 + column * side, 200_000 + row * side
    return f"POLYGON(({x} {y},{x + side} {y},{x + side} {y + side},{x} {y + side},{x} {y}))"


def code(at):
    return f"E0199{at:04}"


def boundaries(set_id, name, shapes, *, dated=date(2011, 3, 27), error=6.0):
    return Boundaries(
        set_id, name, dated, tuple(shapes), error, "Maker", f"Made-up {name}", "None", "", date(2024, 1, 1)
    )


def neighbourhoods():
    shapes = (
        AreaShape(Area(code(at), f"Testford {at:03}", "LSOA"), square(at % SIDE, at // SIDE))
        for at in range(SIDE * SIDE)
    )
    return boundaries("lsoa-2011", "LSOA 2011", shapes)


def wards():
    """Two wards of made-up names: the western two columns, and the rest."""
    left = "POLYGON((500000 200000,500800 200000,500800 202000,500000 202000,500000 200000))"
    right = "POLYGON((500800 200000,502000 200000,502000 202000,500800 202000,500800 200000))"
    shapes = (
        AreaShape(Area("E05990001", "Synthetic West", "Ward"), left),
        AreaShape(Area("E05990002", "Synthetic East", "Ward"), right),
    )
    return boundaries("ward-2023", "Wards of 2023", shapes, dated=date(2023, 5, 4), error=4.0)


def inside():
    shares = {code(at): {"E05990001" if at % SIDE < 2 else "E05990002": 1.0} for at in range(SIDE * SIDE)}
    return Composition("lsoa-2011", "ward-2023", "made-up best fit", shares)


def figures(values, *, period="2022", **changes):
    """One observation an area; None is withheld, a missing key is not held."""
    return [
        factories.observation(
            value,
            period=period,
            kind=PeriodKind.CALENDAR,
            area=Area(code(at), "", "LSOA"),
            status=Status.SUPPRESSED if value is None else Status.COMPLETE,
            **changes,
        )
        for at, value in values.items()
    ]


def indicator(**changes):
    given = {"polarity": Polarity.LOW, "period_kind": PeriodKind.CALENDAR, "boundary_sets": ("lsoa-2011",)}
    return factories.indicator(**(given | changes))


def edition(observations, *indicators, figure_plans=(), as_of=date(2024, 6, 1)):
    report = ReportPlan(
        "made-up", "Made up", "", "", "", as_of, (), tuple(figure_plans), {}
    )  # fmt: skip
    held = {one.indicator_id: one for one in indicators or (indicator(),)}
    place = Place(
        "made-up", factories.PLACE, factories.REGION, factories.ENGLAND, {}, {}, held, None, report, None, {},
        tuple(observations), (), (),
        boundaries={"lsoa-2011": neighbourhoods(), "ward-2023": wards()}, compositions=(inside(),), wards="ward-2023",
    )  # fmt: skip
    return Edition(place, hold(observations, on=as_of), (), ())


def rising(at):
    """Figures that rise towards the east."""
    return 10.0 + at % SIDE * 4 + at // SIDE * 0.3


PLAN = MapPlan("lsoa-2011", "ward-2023")


def plan(number=11, kind=FigureKind.MAP, **changes):
    return FigurePlan(number, "made-up-share", kind, "Made-up maps", map=replace(PLAN, **changes))


def two_years():
    """Figures of two years: in the second a third of the areas fell, a third stayed and a third rose."""
    now = {at: rising(at) + (at % 3 - 1) * 0.8 for at in range(SIDE * SIDE)}
    before = {at: rising(at) for at in range(SIDE * SIDE)}
    return figures(before) + figures(now, period="2023")


def document():
    """A small edition with a map of one period, a map of two, and a map that awaits its figures."""
    made = edition(two_years())
    share = made.place.indicators["made-up-share"]
    pages = {"E05990001": "wards/synthetic-west"}
    shown = (
        map_figure(made, share, PLAN, figure_id="figure-11", label="Figure 11", pages=pages),
        map_figure(made, share, PLAN, dates=2, figure_id="figure-13", label="Figures 13 and 14"),
        map_figure(made, share, MapPlan("lsoa-2021"), figure_id="figure-12", label="Figure 12"),
    )
    mast = b.Masthead("Testford", "Made-up maps", "", "made-up", "Figures as known on a day", "", "", "", "a day")
    overview = b.Page("index", "Made-up maps", "index", (b.Heading(2, "Maps"), *shown))
    ward = b.Page("wards/synthetic-west", "Synthetic West", "index", (b.Paragraph(text("A made-up ward.")),))
    tables = tuple(figure.table for figure in shown if figure.table)
    return b.Document(mast, (b.Section("maps", "Maps", shown),), (overview, ward), tables, (("Overview", "index"),))


def write_map_site(folder):
    """Write the microsite of the small edition."""
    made = document()
    (folder / "data" / "tables").mkdir(parents=True)
    for table in made.tables:
        (folder / "data" / "tables" / f"{table.table_id}.csv").write_text("area\n")
    return write_site(made, folder, drawings=draw(made))
