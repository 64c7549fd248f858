"""The facts of an edition, gathered as a proof asks for them."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from equitytown import geography
from equitytown.audit.proof_facts import Fact, Facts
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.proof.counts import counts
from equitytown.publish.proof.forms import Traces
from equitytown.publish.target_traces import numbers as of_target
from equitytown.publish.within.traces import numbers
from equitytown.terms.claims import claims
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import Indicator, Unit
from equitytown.terms.observation import Observation
from equitytown.terms.period import long_date
from equitytown.terms.target import TargetProgress

_BRACKETED = re.compile(r"\s*\([^)]*\)")
_OPENING = re.compile(r"^(?:the )?(?:share|rate|number|proportion|percentage|average) of ", re.IGNORECASE)
SHORTEST_NAME = 6  # letters of a measure's name that prose is searched for


def facts_of(edition: Edition) -> Facts:
    """Gather what an edition holds, for a proof."""
    place = edition.place
    return Facts(
        forms=Traces(edition).forms,
        figures=cache(lambda measure: tuple(_figures(edition, measure))),
        findings=cache(lambda measure: tuple(_findings(edition, measure))),
        printed=cache(lambda measure: tuple(f for f in edition.printed if f.indicator_id == measure)),
        periods=_periods(edition),
        labels=labels(edition),
        counts=tuple(counts(edition)),
        days=days(edition),
        told=tuple(_told(edition)),
        constants=tuple(constant.words for constant in place.constants),
        areas=_areas(edition),
        home=frozenset({place.area.area_name, place.nation.area_name, place.region.area_name}),
        known_areas=_known_areas(),
        names={i.indicator_id: names_of(i) for i in place.indicators.values()},
        spoken=_spoken(edition),
    )


def names_of(indicator: Indicator) -> tuple[str, ...]:
    """
    Give what prose may call a measure, in small letters.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> names_of(SimpleNamespace(indicator_id="fuel-poverty", headline="Fuel poverty", name="Fuel poverty (LILEE)",
    ...     phrase="the share of homes in fuel poverty"))
    ('fuel poverty', 'homes in fuel poverty')
    """
    said = (indicator.indicator_id.replace("-", " "), indicator.headline, indicator.name, indicator.phrase)
    shorn = (_OPENING.sub("", _BRACKETED.sub("", words)).strip().lower() for words in said)
    return tuple(dict.fromkeys(words for words in shorn if len(words) >= SHORTEST_NAME))


def _spoken(edition: Edition) -> Mapping[str, str]:
    """Say what prose calls the comparators, beside their names."""
    nation, region = edition.place.nation.area_name, edition.place.region.area_name
    return {
        **dict.fromkeys(("the national average", "the country", "national figure", f"{nation} average"), nation),
        **dict.fromkeys(("the region", "the regional average", "regional figure"), region),
    }


def _figures(edition: Edition, measure: str) -> Iterator[Fact]:
    """Give every number held of a measure: figures with limits, ranks, gaps and changes."""
    indicator = edition.place.indicators[measure]
    unit = "%" if indicator.unit is Unit.PERCENT else ""
    for o in (o for o in edition.place.observations if o.indicator_id == measure):
        yield from _of_observation(edition, o, indicator, unit)
    for finding in _findings(edition, measure):
        yield from _of_finding(edition, finding, indicator, unit)
    for row in (row for row in edition.place.printed if row.indicator_id == measure):
        period = row.period.label if row.period else ""
        named = (
            (row.place, edition.place.area),
            (row.national, edition.place.nation),
            (row.regional, edition.place.region),
        )
        for cell, area in named:
            if cell.value is not None:
                what = f"{indicator.headline}, {area.area_name}, as printed in round {row.round}: {cell.printed}"
                yield Fact(cell.value, what, unit, period, area.area_name)
    for progress in (p for p in edition.targets if p.target.indicator_id == measure):
        for field, value in of_target(progress).items():
            yield Fact(value, f"{indicator.headline}, target {progress.target.title}, {field}: {value:g}", unit)
    for inside in (f for f in edition.inside if f.indicator_id == measure):
        for field, value in numbers(inside).items():
            what = f"{indicator.headline} inside the town, {inside.by_name}, {inside.period.label}, {field}"
            yield Fact(value, f"{what}: {value:g}", unit, inside.period.label)


def _of_observation(edition: Edition, o: Observation, indicator: Indicator, unit: str) -> Iterator[Fact]:
    area = edition.place.areas.get(o.area_code)
    name = area.area_name if area is not None else o.area_code
    what = f"{indicator.headline}, {name}, {o.period.label}"
    for value, which in ((o.value, ""), (o.lower, ", lower limit"), (o.upper, ", upper limit")):
        if value is not None:
            yield Fact(value, f"{what}{which}: {value:g}{unit}", unit, o.period.label, name)


def _of_finding(edition: Edition, finding: Finding, indicator: Indicator, unit: str) -> Iterator[Fact]:
    town, period = edition.place.area.area_name, finding.period.label
    what = f"{indicator.headline}, {town}, {period}"
    if finding.rank is not None:
        yield Fact(
            finding.rank.rank, f"{what}: rank {finding.rank.rank} of {finding.rank.of}", "", period, is_rank=True
        )
        for end in (finding.rank.lower, finding.rank.upper):
            if end is not None:
                yield Fact(end, f"{what}: an end of the rank's interval, {end}", "", period, is_rank=True)
        yield Fact(finding.rank.of, f"{what}: ranked among {finding.rank.of}", "", period)
    if finding.gap is not None:
        yield Fact(finding.gap.now, f"{what}: gap to England {finding.gap.now:g}", unit, period)
        if finding.gap.relative_now is not None:
            yield Fact(finding.gap.relative_now, f"{what}: {finding.gap.relative_now:.2f} times England", "", period)
    if finding.trend is not None:
        yield Fact(finding.trend.points, f"{what}: {finding.trend.points} yearly figures", "", period)
    for change in (finding.change, finding.since_baseline):
        if change is not None:
            yield Fact(change.difference, f"{what}: change of {change.difference:g}", unit, period)


def _findings(edition: Edition, measure: str) -> Iterator[Finding]:
    """Give a measure's findings about the place, oldest period first."""
    found = (c for (indicator_id, _, _), c in edition.by_figure.items() if indicator_id == measure)
    for comparisons in found:
        yield from _three(comparisons)


def _three(found: Comparisons) -> tuple[Finding, Finding, Finding]:
    return found.national, found.regional, found.neighbours


def _periods(edition: Edition) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for o in (*edition.place.observations, *edition.holdings.observations):
        found.setdefault(o.indicator_id, set()).add(o.period.label)
    for row in edition.place.printed:
        labels_of = {row.period_printed, *({row.period.label} if row.period else ())}
        found.setdefault(row.indicator_id, set()).update(labels_of)
    for inside in edition.inside:
        since = {inside.moved.since.label} if inside.moved else set()
        found.setdefault(inside.indicator_id, set()).update({inside.period.label} | since)
    for progress in edition.targets:
        found.setdefault(progress.target.indicator_id, set()).update(_ahead(progress))
    return {measure: frozenset(labels) for measure, labels in found.items()}


def _ahead(progress: TargetProgress) -> set[str]:
    """Give the labels of the periods that a target names: when it is due, its baseline, its path, its projection."""
    named = [progress.due, *(point.period for point in progress.path), *(point.period for point in progress.track)]
    named += [progress.baseline.period] if progress.baseline is not None else []
    named += [point.period for point in progress.projection.points] if progress.projection is not None else []
    return {period.label for period in named if period is not None}


def _reasons(progress: TargetProgress) -> Iterator[str]:
    """Give what is told of a target in place of a figure: why it cannot be assessed, followed or projected."""
    yield from (progress.reason, progress.path_reason, progress.people_reason)
    if progress.projection is not None:
        yield progress.projection.reason


def _areas(edition: Edition) -> frozenset[str]:
    place = edition.place
    sets = (area for found in place.neighbour_sets.values() for area in (*found.members, found.closest))
    named = (*place.areas.values(), place.area, place.region, place.nation, *sets)
    return frozenset(area.area_name for area in named)


@cache
def _known_areas() -> frozenset[str]:
    councils = geography.upper_tier()
    regions = {geography.region_of(area.area_code).area_name for area in councils}
    return frozenset({area.area_name for area in councils} | regions)


def days(edition: Edition) -> frozenset[str]:
    """Give every date of publication, reading or listing that a document may print, in the forms that it is printed."""
    place = edition.place
    held: set[date] = {place.report.as_of, edition.holdings.on}
    held |= {o.known_from for o in place.observations} | {o.provenance.retrieved for o in place.observations}
    held |= {found.dated for found in place.neighbour_sets.values()}
    held |= {i.review_date for i in place.indicators.values()}
    held |= {b.start for i in place.indicators.values() for b in i.breaks}
    held |= {day for b in place.boundaries.values() for day in (b.dated, b.retrieved)}
    held |= {edition.changes.since_day} if edition.changes is not None else set()
    held |= {one.correction.dated for one in edition.issued}
    written = (place.framework.history, place.targets, place.decisions, place.corrections)
    held |= set(_dates((*place.register.records.values(), *written)))
    bare = {words for words in strings(place.register.records) if claims(words) and not re.search("[A-Za-z]{3}", words)}
    forms = (lambda d: f"{d:%B %Y}", long_date, lambda d: f"{d.day} {d:%B %Y}")
    return frozenset(form(day) for day in held for form in forms) | bare | set(place.framework.rounds)


def _dates(records: Iterable[Iterable[object]]) -> Iterator[date]:  # object: a kind's own record
    """Give every day in records, of the register or of the place's own files."""
    for one in (one for held in records for one in held if dataclasses.is_dataclass(one)):
        yield from (v for field in dataclasses.fields(one) if isinstance(v := getattr(one, field.name), date))


def labels(edition: Edition) -> tuple[str, ...]:
    """Give the names, definitions, titles, notes and records that hold digits: a number inside one is that one's."""
    place = edition.place
    held: set[str] = set()
    for part in (place.indicators, place.neighbour_sets, place.framework, place.report, place.register.records,
                 place.accounts, place.compositions, place.suppliers, place.printed, place.targets):  # fmt: skip
        held.update(strings(part))
    held.update(area.area_name for area in place.areas.values())
    held.update(f"{p.number} {name}" for p in place.framework.principles for name in (p.name, p.short_name))
    held.update(f"{p.number}, {p.short_name or p.name}" for p in place.framework.principles)
    held.update(f"Ages: {i.age}" for i in place.indicators.values())
    held.update(re.split(r"[:,] ", o.provenance.title)[0] for o in place.observations)
    held.update(f.slope.ranked_by for f in edition.inside if f.slope is not None)
    held.update(words for b in place.boundaries.values() for words in (b.name, b.title, b.publisher))
    held.update(words for o in place.observations for words in (o.provenance.title, o.note))
    held.update(row.measure for row in place.printed)
    held.update(words for f in edition.inside for words in (f.reason.rstrip("."), f.by_name))
    parts = (part for f in edition.inside for part in f.parts)
    held.update(words for part in parts for words in (part.reason, part.observation.note))
    held.update(words for progress in edition.targets for words in _reasons(progress))
    held.update(f.verdict.method for f in edition.all_findings())
    held.update(f.rank.set_name for f in edition.all_findings() if f.rank is not None)
    newest = (c.observation for i in place.indicators.values() if (c := edition.current(i)) is not None)
    held.update(f"row {o.provenance.row}, file {o.provenance.snapshot_id}" for o in newest)
    return tuple(sorted(words.rstrip(".") for words in held if claims(words)))


def strings(held: object) -> Iterator[str]:  # object: whatever the place's dataclasses hold
    """Give every string inside a value."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, Mapping):
        for one in held.values():
            yield from strings(one)
    elif isinstance(held, Sequence):
        for one in held:
            yield from strings(one)
    elif dataclasses.is_dataclass(held):
        for field in dataclasses.fields(held):
            yield from strings(getattr(held, field.name))


def _told(edition: Edition) -> Iterator[Fact]:
    """Give the numbers of the register's records: what partners told, each under its field."""
    for record, held in edition.place.register.records.items():
        for one in (one for one in held if dataclasses.is_dataclass(one)):
            for field in dataclasses.fields(one):
                value = getattr(one, field.name)
                if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and field.name != "number":
                    for unit in ("", "£"):
                        yield Fact(float(value), f"{record.__name__}, {field.name}: {value}", unit)
