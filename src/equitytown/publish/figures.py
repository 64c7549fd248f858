"""Figures: a chart with its finding, caption, source, notes and table, for the report and for a measure's page."""

from dataclasses import replace

from equitytown.present.blocks import Figure, MapFigure, text
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.line_figures import line_figure
from equitytown.publish.map_figures import DATES, map_figure
from equitytown.publish.neighbour_figures import by_sex_figure, neighbours_figure
from equitytown.publish.within.wards import ward_slugs
from equitytown.terms.indicator import Indicator
from equitytown.terms.place import FigureKind, FigurePlan, MapPlan


def measure_figures(edition: Edition, indicator: Indicator) -> tuple[Figure, ...]:
    """Draw a measure's line over time and its neighbours, each only where enough is held."""
    found = edition.current(indicator)
    if found is None:
        return ()
    drawn = [line_figure(edition, indicator, figure_id=f"{indicator.indicator_id}-over-time")]
    _, earlier = latest_periods(edition, indicator, found)
    drawn.append(
        neighbours_figure(edition, indicator, found, earlier=earlier, figure_id=f"{indicator.indicator_id}-neighbours")
    )
    return tuple(figure for figure in drawn if figure is not None)


def numbered(edition: Edition, plan: FigurePlan) -> Figure | MapFigure:
    """Draw a numbered figure of the report; one that cannot be drawn says what it awaits."""
    indicator = edition.place.indicators[plan.indicator_id]
    figure_id, label = f"figure-{plan.number}", f"Figure {plan.number}"
    if plan.map is not None:
        return _mapped(edition, indicator, plan, plan.map)
    drawn: Figure | None = None
    found = _found(edition, indicator, plan)
    if plan.kind is FigureKind.LINE:
        drawn = line_figure(edition, indicator, figure_id=figure_id, label=label)
    elif found is not None:
        earlier = plan.periods[-2] if len(plan.periods) > 1 else latest_periods(edition, indicator, found)[1]
        form = by_sex_figure if plan.kind is FigureKind.BY_SEX else neighbours_figure
        drawn = form(edition, indicator, found, earlier=earlier, figure_id=figure_id, label=label)
        if drawn is None:
            drawn = line_figure(edition, indicator, figure_id=figure_id, label=label)
    notes = tuple(text(words) for words in plan.notes)
    if drawn is None:
        return Figure(figure_id, label, plan.heading, text(indicator.headline), None, None, (), notes,
                      awaiting="This figure awaits data: no comparable figures are held for its periods.")  # fmt: skip
    return Figure(drawn.figure_id, drawn.label, drawn.title, drawn.caption, drawn.chart, drawn.table,
                  drawn.source, (*drawn.notes, *notes))  # fmt: skip


def _mapped(edition: Edition, indicator: Indicator, plan: FigurePlan, of: MapPlan) -> MapFigure:
    """Draw a numbered map; what is measured is told first, since no paragraph tells it, and the plan's notes last."""
    dates = DATES if plan.kind is FigureKind.MAPS else 1
    figure_id, label = f"figure-{plan.number}", _label(edition, plan)
    drawn = map_figure(
        edition,
        indicator,
        of,
        periods=plan.periods,
        dates=dates,
        figure_id=figure_id,
        label=label,
        heading=plan.heading,
        pages={code: f"wards/{slug}" for code, slug in ward_slugs(edition).items()},
    )
    return replace(drawn, notes=(text(indicator.definition), *drawn.notes, *map(text, plan.notes)))


def _label(edition: Edition, plan: FigurePlan) -> str:
    """Number a figure; two maps take two numbers where the plan leaves the second one free between others."""
    numbers = {other.number for other in edition.place.report.figures}
    both = plan.kind is FigureKind.MAPS and plan.number + 1 not in numbers and max(numbers) > plan.number
    return f"Figures {plan.number} and {plan.number + 1}" if both else f"Figure {plan.number}"


def _found(edition: Edition, indicator: Indicator, plan: FigurePlan) -> Comparisons | None:
    if plan.periods:
        return edition.comparisons(indicator, plan.periods[-1])
    return edition.current(indicator)


def latest_periods(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[str, str]:
    """Name a figure's period and the newest earlier one that does not overlap it, if held."""
    period = found.observation.period
    held = edition.own(indicator, sex=found.observation.sex).like(period).observations
    before = [o.period for o in held if o.period.end < period.start and o.value is not None]
    return period.label, before[-1].label if before else ""
