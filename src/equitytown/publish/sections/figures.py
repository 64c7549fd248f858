"""The numbered figures of the report, each with its paragraph."""

from dataclasses import replace
from itertools import groupby

from equitytown.present.blocks import Block, Heading, Paragraph, Text, text
from equitytown.present.wording import caveats, sentences
from equitytown.publish import figures, narrative
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.within import model_account
from equitytown.terms.indicator import Indicator
from equitytown.terms.place import FigureKind, FigurePlan

TITLE = "Health inequity in figures"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give each figure of the plan: heading, paragraph, chart."""
    plans = edition.place.report.figures
    if not plans:
        return (Paragraph(text("report.yaml names no figure yet."), style="note"),)
    found: list[Block] = []
    for heading, group in groupby(plans, key=lambda plan: plan.heading):
        found.append(Heading(2, heading))
        for plan in group:
            found.extend(_told(edition, plan))
    return tuple(found)


def _told(edition: Edition, plan: FigurePlan) -> tuple[Block, ...]:
    indicator = edition.place.indicators[plan.indicator_id]
    found = edition.comparisons(indicator, plan.periods[-1]) if plan.periods else edition.current(indicator)
    drawn = figures.numbered(edition, plan)
    if plan.map is not None:
        deeper = 1  # the figure's own heading stands above
        return (
            drawn,
            *model_account.definition(edition, indicator, deeper=deeper),
            *model_account.brief(edition, indicator),
        )
    if found is None:
        return (drawn,)
    drawn = replace(drawn, notes=(*drawn.notes, *_caveats(edition, indicator, found)))
    words = narrative.about(edition, indicator, found)
    split = _split_by_sex(edition, indicator, found) if plan.kind is FigureKind.BY_SEX else ()
    return (*words, *split, *_since_then(edition, indicator, found), drawn)


def _caveats(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[Text, ...]:
    """Attach what the rules say of the period told and the one before it."""
    _, earlier = figures.latest_periods(edition, indicator, found)
    before = edition.own(indicator, sex=found.observation.sex).at(earlier) if earlier else None
    shown = (before, found.observation) if before is not None else (found.observation,)
    newest = edition.current(indicator)
    told_newest = newest is not None and newest.observation.period == found.observation.period
    old = caveats.stale(found.observation, as_of=edition.place.report.as_of) if told_newest else ()
    return (*caveats.by_rule(shown, indicator, rank=found.neighbours.rank), *old)


def _since_then(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[Block, ...]:
    """Say what the newest figure is, when the figure tells of an earlier period."""
    newest = edition.current(indicator)
    if newest is None or newest.observation.period <= found.observation.period:
        return ()
    told = narrative.standing(edition, indicator, newest)
    return (Paragraph(sentences.sentence("Newer figures are held. ", told), style="note"),)


def _split_by_sex(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[Block, ...]:
    period = found.observation.period.label
    female, male = (edition.own(indicator, sex=sex).at(period) for sex in ("Female", "Male"))
    words = sentences.by_sex(female, male, indicator)
    return (Paragraph(words),) if words else ()
