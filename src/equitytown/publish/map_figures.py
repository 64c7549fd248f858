"""Figures of maps: an indicator over the small areas of a boundary set, for one period or for two."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from equitytown.present.blocks import MapFigure, Span, Text, plain, text
from equitytown.present.maps import classes as cut
from equitytown.present.maps.data import CLASS, AreaMap, Blank, Classes, Outline, Scale
from equitytown.present.wording import caveats
from equitytown.present.wording import maps as words
from equitytown.present.wording.phrases import join
from equitytown.present.wording.sentences import sentence
from equitytown.publish import points
from equitytown.publish.edition import Edition
from equitytown.publish.map_layers import Layer, Layers, changes_of, gather, map_areas
from equitytown.publish.map_tables import map_table
from equitytown.terms.boundaries import Boundaries
from equitytown.terms.indicator import Indicator, Unit
from equitytown.terms.observation import Observation
from equitytown.terms.period import long_date
from equitytown.terms.place import ClassRule, MapPlan

DATES = 2  # that are set side by side, with the change between them


def map_figure(
    edition: Edition,
    indicator: Indicator,
    plan: MapPlan,
    *,
    periods: Sequence[str] = (),
    dates: int = 1,
    figure_id: str,
    label: str = "",
    heading: str = "",
    pages: Mapping[str, str] | None = None,
) -> MapFigure:
    """
    Draw an indicator over the small areas of a place.

    Parameters
    ----------
    edition : Edition
        The compared place, with its boundaries.
    indicator : Indicator
        What is drawn: its figures whose areas are of the plan's boundary set.
    plan : MapPlan
        The areas, the outlines over them, and how values are put into classes.
    periods : sequence of str
        The labels of one period, or of two on one set of classes; the newest held when empty.
    dates : int, default 1
        How many of the newest periods are drawn when `periods` is empty.
    figure_id, label, heading : str
        Its identifier; "Figure 11" where it is numbered; the title of one that awaits its figures.
    pages : mapping of str to str, optional
        The page of the microsite of each area that has one. An area without one leads to its ward's.

    Returns
    -------
    MapFigure
        One that awaits its figures where none is held. Where two periods cannot be compared only
        the newer one is drawn, with the reason.
    """
    borders = edition.place.boundaries.get(plan.areas)
    layers = gather(edition, indicator, plan, periods=periods, dates=dates, pages=pages or {}) if borders else None
    stands_for = (text(plan.awaiting),) if plan.awaiting else ()
    if borders is None or layers is None or not layers.layers:
        of = borders.name if borders is not None else plan.areas
        missing = f"This figure awaits data: no figures of {indicator.phrase} are held for the areas of {of}."
        title = text(heading or indicator.headline)
        return MapFigure(figure_id, label, title, text(indicator.headline), (), None, (), stands_for, missing)
    apart = _why_apart(indicator, layers.layers)
    shown = replace(layers, layers=layers.layers[-1:]) if apart else layers
    drawn = _drawn(edition, indicator, plan, borders, shown, figure_id=figure_id, label=label)
    left_out = f"The map of {layers.layers[0].period.label} and the change since are left out"
    withheld = (text(f"{left_out}: {apart}"),) if apart else ()
    return replace(drawn, notes=(*stands_for, *withheld, *_absent(shown, periods), *drawn.notes))


def _why_apart(indicator: Indicator, layers: Sequence[Layer]) -> str:
    """Say why two periods cannot be compared: a break in the measure, or another publisher; empty where they can."""
    first, last = layers[0].period, layers[-1].period
    for one in indicator.breaks:
        if first.start < one.start <= last.start:
            before = f"figures from before {one.start:%B %Y} cannot be compared with later ones"
            return f"{before}. {one.reason}"
    publishers = [{o.provenance.publisher for o in layer.ordered} for layer in (layers[0], layers[-1])]
    if publishers[0] != publishers[1]:
        named = " and ".join(join(sorted(of)) for of in publishers)
        return f"the two are figures of different publishers ({named}), which are not set against each other."
    return ""


def _absent(layers: Layers, periods: Sequence[str]) -> tuple[Text, ...]:
    """Name the periods that were asked for and are not held."""
    held = {layer.period.label for layer in layers.every}
    missing = [label for label in periods if label not in held]
    return (text(f"No figures are held for {join(missing)}."),) if missing else ()


def _drawn(
    edition: Edition,
    indicator: Indicator,
    plan: MapPlan,
    borders: Boundaries,
    layers: Layers,
    *,
    figure_id: str,
    label: str,
) -> MapFigure:
    """Put the figure together once it is known what is shown."""
    place = edition.place
    outlines = place.boundaries.get(plan.outlines)
    noun = words.noun_of(borders.shapes[0].area.area_type)
    classes = _classes(indicator, plan, layers)
    maps = _maps(edition, indicator, borders, outlines, layers, classes=classes, figure_id=figure_id)
    labels = [layer.period.label for layer in layers.layers]
    newest = layers.layers[-1]
    trace = f"{indicator.indicator_id}|map|{plan.areas}|{newest.period.label}|{indicator.headline_sex}"
    told = words.Told(indicator, noun, trace)
    title = _title(told, layers)
    ordered = [(layers.names[o.area_code], o) for o in newest.ordered]
    described = words.description(
        title, place=place.area.area_name, measured=indicator.headline, periods=labels, noun=noun,
        areas=len(borders.shapes), ends=words.extremes(indicator, ordered) if len(ordered) > 1 else (),
        blank=len(_blank_codes(maps)), dark=words.dark_end(indicator),
    )  # fmt: skip
    every = [*chain.from_iterable(layer.ordered for layer in layers.layers), *layers.ranks.values()]
    return MapFigure(
        figure_id, label, title, _caption(indicator, borders, labels, maps), maps,
        map_table(edition, indicator, borders, layers, maps, figure_id=figure_id, trace=trace),
        _source(every, borders, outlines), _notes(edition, indicator, plan, layers, maps=maps, noun=noun),
        description=described, noun=noun,
    )  # fmt: skip


def _classes(indicator: Indicator, plan: MapPlan, layers: Layers) -> Classes:
    """Choose the classes by the plan, one set for all periods."""
    values = [o.value for layer in layers.layers for o in layer.ordered]
    suffix = "%" if indicator.unit is Unit.PERCENT else ""
    dark_high, decimals = words.high_is_worst(indicator), indicator.decimals
    match plan.classes:
        case ClassRule.NATIONAL_DECILES:
            return cut.national_deciles()
        case ClassRule.GIVEN:
            return cut.given(plan.breaks, decimals=decimals, suffix=suffix, dark_high=dark_high)
        case ClassRule.EQUAL_STEPS:
            make = cut.equal_steps
        case ClassRule.EQUAL_COUNTS:
            make = cut.equal_counts
    return make(values, classes=plan.number, decimals=decimals, suffix=suffix, dark_high=dark_high)


def _maps(
    edition: Edition,
    indicator: Indicator,
    borders: Boundaries,
    outlines: Boundaries | None,
    layers: Layers,
    *,
    classes: Classes,
    figure_id: str,
) -> tuple[AreaMap, ...]:
    """Make one map a period, and the change between two of them last."""
    over = tuple(Outline(s.area.area_code, s.area.area_name, s.shape) for s in outlines.shapes) if outlines else ()
    modelled = ", modelled" if words.needs_modelled(indicator) else ""
    tenths = ", tenths of England" if layers.ranks else ""
    several = len(layers.layers) > 1
    made = [
        AreaMap(
            f"{figure_id}-{at}", layer.period.label if several else "", borders.name, borders.dated,
            map_areas(edition, indicator, borders, layers, layer, classes=classes),
            classes, f"{indicator.headline}{_unit(indicator) if not tenths else ''}{tenths}{modelled}",
            over, outlines.name if outlines else "", "in England's worst tenth" if layers.ranks else "",
            "tenth of England" if layers.ranks else CLASS,
        )
        for at, layer in enumerate(layers.layers, start=1)
    ]  # fmt: skip
    if several and not layers.ranks:
        unit = "percentage points" if indicator.unit is Unit.PERCENT else indicator.unit.value
        scale, areas = changes_of(indicator, borders, layers)
        measured = f"Change from {layers.layers[0].period.label} to {layers.layers[-1].period.label} ({unit})"
        made.append(
            replace(
                made[-1],
                map_id=f"{figure_id}-change",
                heading="Change",
                areas=areas,
                classes=scale,
                measured=measured,
                outlines=(),
            )
        )
    return tuple(made)


def _blank_codes(maps: Sequence[AreaMap], *, only: Blank | None = None) -> set[str]:
    """Give the areas that have no figure on a map, for one reason or for any."""
    areas = (area for one in maps for area in one.areas if area.blank is not None)
    return {area.area_code for area in areas if only in (None, area.blank)}


def _unit(indicator: Indicator) -> str:
    """Name the unit in brackets; an index has none worth naming."""
    return "" if indicator.unit is Unit.INDEX else f" ({indicator.unit.value})"


def _title(told: words.Told, layers: Layers) -> Text:
    """Say the finding that the figures support."""
    newest = layers.layers[-1]
    if layers.ranks:
        return words.deciles_title(told, [layers.decile_of(o.area_code) for o in layers.ranks.values()])
    if len(layers.layers) == DATES:
        moves = [move for move in layers.moves(told.indicator.decimals).values() if move is not None]
        if moves:
            return words.moves_title(told, moves, layers.layers[0].period.label, newest.period.label)
    named = [(layers.names[o.area_code], o) for o in newest.ordered]
    return words.where_title(told, newest.ordered, layers.inside) or words.spread_title(told, named)


def _caption(indicator: Indicator, borders: Boundaries, labels: Sequence[str], maps: Sequence[AreaMap]) -> Text:
    modelled = " Modelled." if words.needs_modelled(indicator) else ""
    over = f" Outlines and names: {maps[0].outlined}." if maps[0].outlines else ""
    when = "" if labels[-1] in indicator.headline else f", {join(list(labels))}"
    why = " ".join(dict.fromkeys(one.classes.why for one in maps))
    return text(
        f"{indicator.headline}{_unit(indicator)}{when}.{modelled} "
        f"Areas: {borders.name}, with the borders in use from {long_date(borders.dated)}.{over} {why}"
    )


def _source(shown: Sequence[Observation], borders: Boundaries, outlines: Boundaries | None) -> Text:
    """Name where the figures come from, then the borders."""
    drawn = {(b.publisher, b.title): b for b in (borders, outlines) if b is not None}
    parts = [f"{b.publisher}, {b.title} (read {long_date(b.retrieved)})" for b in drawn.values()]
    return sentence(points.sources(shown), Span(f" Borders: {'; '.join(parts)}."))


def _notes(
    edition: Edition, indicator: Indicator, plan: MapPlan, layers: Layers, *, maps: Sequence[AreaMap], noun: str
) -> tuple[Text, ...]:
    """Give what a reader must know: of figures that are not there, of age, of method, of borders."""
    place, newest = edition.place, layers.layers[-1]
    borders, outlines = place.boundaries[plan.areas], place.boundaries.get(plan.outlines)
    dates = [one for one in maps if one.classes.scale is Scale.SEQUENTIAL]
    withheld, none = (len(_blank_codes(dates, only=blank)) for blank in Blank)
    unreliable = {area.area_code for one in dates for area in one.areas if area.is_unreliable}
    old = caveats.stale(newest.ordered[0], as_of=place.report.as_of) if layers.is_newest else ()
    rules = [note for note in caveats.by_rule((newest.ordered[0],), indicator) if plain(note) != caveats.NOT_HELD]
    composition = place.composition(plan.areas, plan.outlines) if plan.outlines else None
    return (
        *words.not_there(withheld, none, noun),
        *words.unreliable(len(unreliable), noun, ringed=any(one.has_rings for one in dates)),
        *old,
        *words.layers(borders, outlines, composition),
        *words.national_layer(newest.ordered, list(layers.ranks.values()), indicator),
        *rules,
        *map(text, caveats.bearing_on(indicator.caveats, newest.ordered[0].period)),
    )
