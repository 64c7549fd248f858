"""The town within walked back: each gap to its ends, each ward's figure to the small areas that it was summed from."""

from equitytown.errors import InputError
from equitytown.present.wording.numbers import bare, difference, number, with_unit
from equitytown.publish.edition import Edition
from equitytown.publish.within.findings import area_names, latest, names_of, of_measure
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import Estimate, Inside, PartFigure
from equitytown.terms.observation import Observation, Status


def gaps(edition: Edition, indicator: Indicator) -> list[str]:
    """Give the lines of every gap of a measure: its name, its ends, its sizes and tests, what became of it."""
    return [line for inside in of_measure(edition, indicator) for line in _gap(edition, inside, indicator)]


def _gap(edition: Edition, inside: Inside, indicator: Indicator) -> list[str]:
    names = names_of(edition, inside)
    lines = [f"{inside.finding_id}: {len(inside.parts)} {names.many}, {inside.withheld} without a figure"]
    for end, held in (("highest", inside.highest), ("lowest", inside.lowest)):
        if held is not None:
            lines.append(f"    {end} {names.of(held)} ({inside.key_of(held)}): {_value(held, indicator)}")
    if inside.difference is not None:
        lines.append(f"    difference {_sized(inside.difference)}; ratio {_sized(inside.ratio)}")
    chances = (("p", inside.p_value), ("chance of the highest", inside.chance_highest),
               ("of the lowest", inside.chance_lowest), ("by chance alone", inside.by_chance))  # fmt: skip
    told = ", ".join(f"{name} {value:.3g}" for name, value in chances if value is not None)
    reason = f" ({inside.reason})" if inside.reason else ""
    lines.append(f"    order: {inside.ordering.value}{f', {told}' if told else ''}{reason}")
    if inside.slope is not None:
        slope = inside.slope
        lines.append(f"    slope {_sized(slope.slope)}; relative {_sized(slope.relative)}; by {slope.ranked_by}")
    if inside.moved is not None:
        moved = inside.moved
        lines.append(
            f"    since {moved.since}: difference {_sized(moved.earlier_difference)} then, {_sized(moved.difference)} "
            f"now, {moved.movement.value}; ratio {_sized(moved.earlier_ratio)} then, {moved.relative_movement.value}; "
            f"{moved.why.value}{f' ({moved.reason})' if moved.reason else ''}"
        )
    return lines


def _sized(estimate: Estimate | None) -> str:
    if estimate is None:
        return "none"
    span = f" ({estimate.lower:.4g} to {estimate.upper:.4g})" if None not in (estimate.lower, estimate.upper) else ""
    return f"{estimate.value:.4g}{span}"


def part(edition: Edition, indicator: Indicator, key: str) -> tuple[str, dict[str, list[str]]]:
    """
    Walk one part's figure back.

    Parameters
    ----------
    edition : Edition
        The compared place.
    indicator : Indicator
        What is measured.
    key : str
        The part: an area's code, or a category.

    Returns
    -------
    str
        What the figure is about.
    dict of str to list of str
        The figure, what it was made of, how it lies against the town, and its source.

    Raises
    ------
    InputError
        If no such part has a figure for the measure; the sentence names those that have.
    """
    found = next(
        (
            (f, p)
            for f in latest(edition)
            for p in f.parts
            if f.indicator_id == indicator.indicator_id and f.key_of(p.observation) == key
        ),
        None,
    )
    if found is None:
        keys = sorted({f.key_of(p.observation) for f in of_measure(edition, indicator) for p in f.parts})
        held = f"Held: {', '.join(keys[:8])}{' and more' if len(keys) > 8 else ''}." if keys else "It has no parts."  # noqa: PLR2004  as many as a line holds
        raise InputError(f'"{key}" is no part of the town with a figure for {indicator.indicator_id}. {held}')
    inside, own = found
    held_figure = own.observation
    title = f"{names_of(edition, inside).of(held_figure)}, {held_figure.period.label}, {held_figure.sex}"
    return title, {
        "Figure": _figure(own, indicator),
        "Made of": _made_of(edition, inside, own, indicator),
        "Against the town": _against(inside, own, indicator),
        "Source": _source(held_figure),
    }


def _value(observation: Observation, indicator: Indicator) -> str:
    if observation.value is None:
        return f"no value ({observation.status.value}: {observation.note})"
    words = with_unit(observation.value, indicator)
    if observation.lower is not None and observation.upper is not None:
        words += f" (95% limits {bare(observation.lower, indicator)} to {bare(observation.upper, indicator)})"
    return words


def _figure(own: PartFigure, indicator: Indicator) -> list[str]:
    held = own.observation
    lines = [f"{_value(held, indicator)}, held as {held.value!r}, status {held.status.value}"]
    if held.numerator is not None and held.denominator is not None:
        lines.append(f"{held.numerator:,.0f} out of {held.denominator:,.0f}")
    lines += [words for words in (held.note, f"Low reliability: {own.reason}" if own.reason else "") if words]
    smoothed = (("the town", own.smoothed), ("the areas around", own.smoothed_near))
    lines += [f"drawn to {name}: {number(e.value, decimals=indicator.decimals)}" for name, e in smoothed if e]
    return lines


def _made_of(edition: Edition, inside: Inside, own: PartFigure, indicator: Indicator) -> list[str]:
    """List the small areas that a ward's figure was summed from; none for a figure of its own."""
    if own.observation.status is not Status.ESTIMATED or own.observation.category:
        return ["A figure of its own."]
    period = own.observation.period
    for composition in edition.place.compositions:
        if composition.to_set != inside.by or composition.from_set not in indicator.boundary_sets:
            continue
        codes = sorted(code for code, within in composition.whole().items() if within == inside.key_of(own.observation))
        series = (edition.holdings.series(indicator.indicator_id, code, sex=own.observation.sex) for code in codes)
        rows = [row for row in (s.at(period) for s in series) if row is not None]
        if rows and len(rows) == len(codes):
            named = area_names(edition, composition.from_set, codes)
            return [composition.method, *(_row(named[row.area_code], row, indicator) for row in rows)]
    return ["The figures it was made of are not held as rows."]


def _row(name: str, row: Observation, indicator: Indicator) -> str:
    counts = (
        f", {row.numerator:,.0f} out of {row.denominator:,.0f}"
        if row.numerator is not None and row.denominator is not None
        else ""
    )
    return f"    {name} ({row.area_code}): {_value(row, indicator)}{counts}; row {row.provenance.row}"


def _against(inside: Inside, own: PartFigure, indicator: Indicator) -> list[str]:
    if own.against is None or inside.whole is None:
        return ["The town has no figure for this period, sex and age."]
    found = own.against.verdict
    side = "above" if own.against.difference > 0 else "below"
    reason = f" ({found.reason})" if found.reason else ""
    return [
        f"{difference(own.against.difference, indicator)} {side} {_value(inside.whole, indicator)}",
        f"{found.rating.value}: {found.method}, {found.basis.value}{reason}",
    ]


def _source(observation: Observation) -> list[str]:
    origin = observation.provenance
    return [
        f"{origin.publisher}: {origin.title}",
        f"{origin.address or 'no address'}; licence: {origin.licence}",
        f"Read on {origin.retrieved}; known from {observation.known_from}; snapshot {origin.snapshot_id}",
    ]
