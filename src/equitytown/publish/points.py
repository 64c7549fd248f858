"""Observations as a chart takes them: finished values with their words."""

from collections.abc import Iterable, Sequence

from equitytown.present.blocks import Span, Text, plain
from equitytown.present.charts.data import Point, Role, Series
from equitytown.present.wording.numbers import bare, limits
from equitytown.present.wording.sentences import sentence
from equitytown.publish.edition import Edition
from equitytown.terms.area import Area
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Rating


def point(observation: Observation | None, indicator: Indicator, *, period: str, rating: Rating) -> Point:
    """Give one figure as a point; a missing one keeps its period and says so."""
    if observation is None or observation.value is None:
        return Point(period, None)
    return Point(
        period=period,
        value=observation.value,
        words=bare(observation.value, indicator),
        lower=observation.lower,
        upper=observation.upper,
        limits=plain(limits(observation, indicator)),
        rating=rating,
        as_printed=observation.is_printed,
        trace=observation.observation_id,
    )


def series(
    edition: Edition, indicator: Indicator, area: Area, *, role: Role, periods: Sequence[str], sex: str = ""
) -> Series:
    """Give an area's figures for the periods of an axis."""
    held = edition.series(indicator, area, sex=sex)
    points = tuple(
        point(held.at(period), indicator, period=period, rating=edition.rating(indicator, area, period, sex=sex))
        for period in periods
    )
    return Series(area.area_name, role, points)


def sources(observations: Iterable[Observation | None]) -> Text:
    """Name the publications behind some figures, each once, with the day they were read."""
    seen: dict[tuple[str, str], Observation] = {}
    for observation in observations:
        if observation is not None and observation.value is not None:
            origin = observation.provenance
            seen.setdefault((origin.publisher, origin.title), observation)
    parts: list[Text] = []
    for (publisher, title), observation in sorted(seen.items()):
        origin = observation.provenance
        read = f" (read {origin.retrieved.day} {origin.retrieved:%B %Y})"
        parts.append(sentence(f"{publisher}, ", Span(title, href=origin.address), read))
    if not parts:
        return ()
    joined = [*parts[0]]
    for part in parts[1:]:
        joined.extend((Span("; "), *part))
    return sentence(*joined, ".")
