"""Areas compared: their order, what a scale must hold, which verdicts appear, and all of it in words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from equitytown.present.charts.data import AreaRow, NeighboursData, Panel, as_sentence
from equitytown.present.theme import VERDICT_WORDS
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating


def best_first(rows: Sequence[AreaRow], *, polarity: Polarity) -> list[AreaRow]:
    """
    Sort areas best first: highest first when high is good or without judgement, lowest first when low is good.

    Equal values stand in order of name, missing figures last.
    """
    sign = 1 if polarity is Polarity.LOW else -1

    def key(row: AreaRow) -> tuple[bool, float, str]:
        value = row.latest.value
        return value is None, sign * (value or 0), row.name

    return sorted(rows, key=key)


def in_order(data: NeighboursData) -> tuple[Panel, ...]:
    """Sort the first panel's areas best first, and every other panel's as the first's."""
    first = best_first(data.panels[0].rows, polarity=data.polarity)
    order = {row.name: place for place, row in enumerate(first)}
    return tuple(
        replace(panel, rows=tuple(sorted(panel.rows, key=lambda row: order[row.name]))) for panel in data.panels
    )


def extent(panels: Sequence[Panel]) -> Iterator[float | None]:
    """Give every value to be drawn: latest and earlier figures, limits, references."""
    for panel in panels:
        yield from (reference.point.value for reference in panel.references)
        for row in panel.rows:
            point = row.latest
            yield point.value
            yield row.earlier.value if row.earlier else None
            if None not in (point.value, point.lower, point.upper):
                yield from (point.lower, point.upper)


def ratings(panels: Sequence[Panel]) -> tuple[Rating, ...]:
    """List the ratings that a chart shows, in the order of the key; none where no verdict was reached."""
    shown = {row.latest.rating for panel in panels for row in panel.rows if row.latest.value is not None}
    return tuple(rating for rating in VERDICT_WORDS if rating in shown) if shown - {Rating.NOT_COMPARED} else ()


def has_verdicts(panels: Sequence[Panel]) -> bool:
    """Say whether any verdict was reached; "Not compared" down a whole column would say nothing."""
    return bool(ratings(panels))


def describe(data: NeighboursData) -> str:
    """Say in words what the chart shows: its kind, the finding, every area's figure in order."""
    periods = f"{data.latest_period} and {data.earlier_period}" if data.earlier_period else data.latest_period
    order = "highest first" if data.polarity is Polarity.NONE else "best first"
    opening = f"Dot chart of {data.headline}, {data.unit}, {periods}, by area, {order}."
    panels = [_panel_words(panel) for panel in in_order(data)]
    return " ".join(filter(None, [opening, as_sentence(data.finding), *panels]))


def _panel_words(panel: Panel) -> str:
    """List a panel's areas and references with their latest figures."""
    heading = f"{panel.heading}: " if panel.heading else ""
    areas = "; ".join(_area_words(row) for row in panel.rows)
    references = "; ".join(f"{reference.name} {reference.point.words}" for reference in panel.references)
    return f"{heading}{areas}. {references}." if references else f"{heading}{areas}."


def _area_words(row: AreaRow) -> str:
    """Name an area with its figure, and its verdict where there is one."""
    point = row.latest
    verdict = "" if point.rating is Rating.NOT_COMPARED else f", {VERDICT_WORDS[point.rating].lower()}"
    return f"{row.name} {point.words}{verdict}"
