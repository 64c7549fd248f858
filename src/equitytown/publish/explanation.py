"""One figure walked back to its supplier, with each method and the numbers it used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from equitytown.errors import InputError
from equitytown.present.wording.numbers import bare, difference, number, with_unit
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.target_traces import numbers
from equitytown.publish.within.explained import gaps
from equitytown.publish.within.explained import part as walk_part
from equitytown.store.archive import Kept
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Change, Finding, FindingBasis
from equitytown.terms.indicator import ComparisonMethod, Indicator
from equitytown.terms.observation import Observation, Rating

SnapshotFinder = Callable[[str], Kept | None]


def _none_kept(_snapshot_id: str) -> Kept | None:
    """Find no snapshot: every figure is of the place's own files."""
    return None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Headed lists of lines, in the order of the walk."""

    title: str
    parts: Mapping[str, Sequence[str]]

    def as_text(self) -> str:
        """Give the walk as indented text for a terminal."""
        lines = [self.title]
        for heading, rows in self.parts.items():
            lines.extend(("", heading, *(f"  {row}" for row in rows)))
        return "\n".join(lines)

    def as_data(self) -> dict[str, object]:
        """Give the walk as data for a script."""
        return {"title": self.title, **{heading: list(rows) for heading, rows in self.parts.items()}}


def explanation(
    edition: Edition,
    indicator_id: str,
    *,
    period: str = "",
    sex: str = "",
    part: str = "",
    kept: SnapshotFinder = _none_kept,
) -> Explanation:
    """
    Explain one figure of a place, or of a part of it.

    Parameters
    ----------
    edition : Edition
        The compared place.
    indicator_id : str
        What is measured.
    period : str, default ""
        A period held, in the house form; the newest when empty.
    sex : str, default ""
        "Persons", "Male" or "Female"; the indicator's own when empty.
    part : str, default ""
        An area inside the place by its code, or a group; its newest figure is walked back.
    kept : callable, optional
        Gives the snapshot that was collected under an identifier (`Archive.kept`); None where there is none.

    Returns
    -------
    Explanation
        Measure, figure, vintages, comparisons, rank, movement, source, gaps inside the town, targets.

    Raises
    ------
    InputError
        If the indicator is not known or no such figure is held; the sentence names what is.
    """
    indicator = _indicator(edition, indicator_id)
    within = gaps(edition, indicator)
    if part:
        about, parts = walk_part(edition, indicator, part)
        return Explanation(f"{indicator.headline}: {about}", {"Measure": _measure(indicator), **parts})
    if within and not edition.own(indicator, sex=sex).observations:
        return Explanation(f"{indicator.headline}: inside {edition.place.area.area_name}",
                           {"Measure": _measure(indicator), "Inside the town": within})  # fmt: skip
    found = _found(edition, indicator, period, sex)
    observation = found.observation
    place = edition.place.area.area_name
    return Explanation(
        f"{indicator.headline}: {place}, {observation.period.label}, {observation.sex}",
        {
            "Measure": _measure(indicator),
            "Figure": _figure(observation, indicator),
            "Vintages held": _vintages(edition, observation, indicator),
            "Comparisons": [
                line for f in (found.national, found.regional, found.neighbours) for line in _compared(f, indicator)
            ],
            "Rank": _ranked(edition, found, indicator),
            "Movement": _moved(found.national, indicator),
            "Source": _source(observation, indicator, kept(observation.provenance.snapshot_id)),
            **({"Inside the town": within} if within else {}),
            **({"Targets": aims} if (aims := _targets(edition, indicator)) else {}),
        },
    )


def _targets(edition: Edition, indicator: Indicator) -> list[str]:
    """Give each target of the measure with every number that was worked out of it, unrounded."""
    lines = []
    for found in (t for t in edition.targets if t.target.indicator_id == indicator.indicator_id):
        reason = f" ({found.reason})" if found.reason else ""
        lines.append(f"{found.target.title} [{found.target.target_id}]: {found.standing.value}{reason}")
        lines.extend(f"    {name}: {value!r}" for name, value in numbers(found).items())
    return lines


def _indicator(edition: Edition, indicator_id: str) -> Indicator:
    known = edition.place.indicators
    if indicator_id in known:
        return known[indicator_id]
    near = get_close_matches(indicator_id, known, n=3) or sorted(known)
    raise InputError(f'indicator "{indicator_id}" is not one of this place. Try: {", ".join(near)}.')


def _found(edition: Edition, indicator: Indicator, period: str, sex: str) -> Comparisons:
    series = edition.own(indicator, sex=sex).observations
    held = [o.period.label for o in series if o.value is not None]
    if not held:
        raise InputError(f"no figure is held for {indicator.indicator_id}{f' ({sex})' if sex else ''}.")
    found = edition.comparisons(indicator, period or held[-1], sex=sex)
    if found is None:
        raise InputError(f'period "{period}" is not held for {indicator.indicator_id}. Held: {", ".join(held)}.')
    return found


def _measure(indicator: Indicator) -> list[str]:
    method = indicator.comparison_method
    return [
        indicator.definition,
        f"Counted: {indicator.numerator}. Out of: {indicator.denominator}.",
        f"Unit {indicator.unit.value}; {indicator.value_type.value}; {indicator.polarity.value}.",
        "Not compared." if method is ComparisonMethod.NONE else f"Compared by {method.value}.",
    ]


def _value(observation: Observation, indicator: Indicator) -> str:
    if observation.value is None:
        return f"no value ({observation.status.value}: {observation.note})"
    words = with_unit(observation.value, indicator)
    if observation.lower is not None and observation.upper is not None:
        words += f" (95% limits {bare(observation.lower, indicator)} to {bare(observation.upper, indicator)})"
    return words


def _figure(observation: Observation, indicator: Indicator) -> list[str]:
    lines = [f"{_value(observation, indicator)}, held as {observation.value!r}, status {observation.status.value}"]
    if observation.numerator is not None and observation.denominator is not None:
        lines.append(f"{observation.numerator:,.0f} out of {observation.denominator:,.0f}")
    if observation.note:
        lines.append(f"Note: {observation.note}")
    return lines


def _vintages(edition: Edition, observation: Observation, indicator: Indicator) -> list[str]:
    """List every vintage of the figure, oldest first, and mark the one in use."""
    held = sorted((o for o in edition.place.observations if o.key == observation.key), key=lambda o: o.known_from)
    return [
        f"{'>' if o is observation else ' '} {_value(o, indicator)}, known from {o.known_from}, "
        f"{o.provenance.publisher}, {o.provenance.title}"
        for o in held
    ]


def _compared(finding: Finding, indicator: Indicator) -> list[str]:
    other, found = finding.comparator_value, finding.verdict
    beside = _value(other, indicator) if other is not None else "no figure held"
    lines = [f"{finding.comparator_name}: {beside}"]
    reason = f" ({found.reason})" if found.reason else ""
    lines.append(f"    {found.rating.value}: {found.method}, {found.basis.value}{reason}")
    if found.basis is FindingBasis.COMPUTED and found.rating is not Rating.NOT_COMPARED:
        lines.append(f"    {_reasoned(finding, indicator)}")
    return lines


def _reasoned(finding: Finding, indicator: Indicator) -> str:
    """Say with its numbers how limits led to a rating."""
    own, other = finding.observation, finding.comparator_value
    span = f"{bare(own.lower, indicator)} to {bare(own.upper, indicator)}"
    theirs = bare(other.value, indicator) if other is not None else ""
    if finding.comparator is ComparatorKind.NEIGHBOURS and other is not None and other.lower is not None:
        theirs = f"{bare(other.lower, indicator)} to {bare(other.upper, indicator)}"
    side = {Rating.SIMILAR: "reaches"}.get(finding.verdict.rating, "does not reach")
    return f"the span {span} {side} {theirs}; {indicator.polarity.value}"


def _ranked(edition: Edition, found: Comparisons, indicator: Indicator) -> list[str]:
    ranked = found.neighbours.rank
    if ranked is None:
        return ["No rank: fewer than three in four of the set have a figure, or no end is best."]
    interval = f", 95% interval {ranked.lower} to {ranked.upper}" if ranked.lower is not None else ", no interval"
    place = f"{'joint ' if ranked.tied else ''}{ranked.rank} of {ranked.of}"
    lines = [f"{place}, 1 is best{interval}; {ranked.set_name}, listed {ranked.set_dated}"]
    members = [edition.place.area, *edition.neighbours(indicator)]
    period, sex = found.observation.period.label, found.observation.sex
    held = [(a.area_name, edition.series(indicator, a, sex=sex).at(period)) for a in members]
    with_value = [(name, o) for name, o in held if o is not None and o.value is not None]
    high = indicator.polarity.value.startswith("high")
    with_value.sort(key=lambda pair: pair[1].value or 0.0, reverse=high)
    lines.extend(f"    {name}: {_value(o, indicator)}" for name, o in with_value)
    if ranked.missing:
        lines.append(f"    without a figure: {', '.join(ranked.missing)}")
    return lines


def _moved(finding: Finding, indicator: Indicator) -> list[str]:
    lines = [
        _change(name, change, indicator)
        for name, change in (("previous period", finding.change), ("baseline", finding.since_baseline))
        if change is not None
    ]
    trend, gap = finding.trend, finding.gap
    if trend is not None:
        numbers = f" (chi-squared {trend.chi_squared:.3f}, slope {trend.slope:.4g} a year)" if trend.slope else ""
        reason = f": {trend.reason}" if trend.reason else ""
        lines.append(f"Trend over {trend.points} points: {trend.direction.value}{numbers}{reason}")
    if gap is not None:
        earlier = (
            f"; {number(gap.earlier, decimals=indicator.decimals)} in {gap.earlier_period}"
            if gap.earlier is not None
            else ""
        )
        lines.append(
            f"Gap to England {number(gap.now, decimals=indicator.decimals)}{earlier}: {gap.movement.value}"
            f"{f' ({gap.reason})' if gap.reason else ''}"
        )
    return lines or ["Nothing earlier is held."]


def _change(name: str, change: Change, indicator: Indicator) -> str:
    p_value = f", p = {change.p_value:.3g}" if change.p_value is not None else ""
    reason = f" ({change.reason})" if change.reason else ""
    return (
        f"Since {name} ({change.earlier.period.label}, {_value(change.earlier, indicator)}): "
        f"{difference(change.difference, indicator)} {'higher' if change.difference > 0 else 'lower'}; "
        f"{change.direction.value}, {change.method}{p_value}{reason}"
    )


def _source(observation: Observation, indicator: Indicator, snapshot: Kept | None) -> list[str]:
    origin = observation.provenance
    return [
        *_held_in(observation, snapshot),
        f"{origin.publisher}: {origin.title}",
        f"{origin.address or 'no address'}; licence: {origin.licence}",
        f"Read on {origin.retrieved}; known from {observation.known_from}",
        f"Supplier {indicator.source.supplier}, identifier {indicator.source.supplier_id or 'none'}",
    ]


def _held_in(observation: Observation, snapshot: Kept | None) -> list[str]:
    """Say where the figure's bytes lie: a snapshot that was collected, or a file of the place."""
    origin = observation.provenance
    if snapshot is None:
        return [f"File data/{observation.indicator_id}.csv, row {origin.row}, snapshot {origin.snapshot_id}"]
    return [
        f"Snapshot {snapshot.sha256}, {snapshot.size:,} bytes as they came, row {origin.row}",
        f"Kept as {snapshot.path}",
        f"Answered on {snapshot.retrieved} at {snapshot.address}",
    ]
