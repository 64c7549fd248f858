"""What lies behind a map: each period's figures by area, tenths of England, and the wards that areas lie in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from equitytown.errors import InputError
from equitytown.present.maps import classes as cut
from equitytown.present.maps.data import Blank, Classes, MapArea
from equitytown.present.wording.maps import high_is_worst
from equitytown.present.wording.numbers import bare, signed
from equitytown.present.wording.symbols import Symbol
from equitytown.publish.edition import Edition
from equitytown.terms.boundaries import Boundaries
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Status
from equitytown.terms.period import Period
from equitytown.terms.place import ClassRule, MapPlan


@dataclass(frozen=True, slots=True)
class Layer:
    """One period: every observation by area, and those that have a value, the worst first."""

    period: Period
    held: Mapping[str, Observation]
    ordered: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Layers:
    """
    Everything that a map shows: periods from the oldest, each area's name, its ward's, its page, its tenth of England.

    `every` are the periods that were found, also where fewer are shown; `is_newest` says whether the last one shown is
    the newest held.
    """

    layers: tuple[Layer, ...]
    names: Mapping[str, str]
    inside: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, Observation] = field(default_factory=dict)
    every: tuple[Layer, ...] = ()
    is_newest: bool = True

    def decile_of(self, code: str) -> int:
        """Give an area's tenth of England, 1 the worst."""
        return round(self.ranks[code].value or 0)

    def moves(self, decimals: int) -> dict[str, float | None]:
        """Give each area's change from the first period to the last, rounded as printed; None where one is missing."""
        first, last = self.layers[0].held, self.layers[-1].held
        found: dict[str, float | None] = {}
        for code in self.names:
            before, now = (held[code].value if code in held else None for held in (first, last))
            found[code] = None if before is None or now is None else round(now - before, decimals) + 0.0
        return found


def gather(
    edition: Edition,
    indicator: Indicator,
    plan: MapPlan,
    *,
    periods: Sequence[str],
    dates: int,
    pages: Mapping[str, str],
) -> Layers:
    """Gather the figures of a map: of the periods named, or of the newest held."""
    borders = edition.place.boundaries[plan.areas]
    names = {area.area_code: area.area_name for area in borders.areas}
    found: dict[Period, dict[str, Observation]] = {}
    for code in names:
        for observation in edition.holdings.series(
            indicator.indicator_id, code, sex=indicator.headline_sex
        ).observations:
            found.setdefault(observation.period, {})[code] = observation
    held = {period: of for period, of in found.items() if any(o.value is not None for o in of.values())}
    wanted = sorted(p for p in held if p.label in periods) if periods else sorted(held)[-dates:]
    layers = tuple(Layer(period, held[period], _worst_first(held[period], indicator)) for period in wanted)
    inside, linked = _wards(edition, plan, names, pages)
    ranks = _ranks(edition, indicator, plan, names, layers) if layers else {}
    return Layers(layers, names, inside, linked, ranks, layers, bool(wanted) and wanted[-1] == max(held))


def _worst_first(held: Mapping[str, Observation], indicator: Indicator) -> tuple[Observation, ...]:
    sign = -1 if high_is_worst(indicator) else 1
    return tuple(
        sorted((o for o in held.values() if o.value is not None), key=lambda o: (sign * (o.value or 0), o.area_code))
    )


def _wards(
    edition: Edition, plan: MapPlan, names: Mapping[str, str], pages: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Name the ward that most of each area lies in, where that is told, and the page that the area leads to."""
    place = edition.place
    composition = place.composition(plan.areas, plan.outlines) if plan.outlines else None
    if composition is None:
        return {}, {code: pages[code] for code in names if code in pages}
    wards = {area.area_code: area.area_name for area in place.boundaries[plan.outlines].areas}
    whole = {code: ward for code, ward in composition.whole().items() if ward in wards}
    linked = {code: page for code in names if (page := pages.get(code) or pages.get(whole.get(code, "")))}
    return {code: wards[ward] for code, ward in whole.items()}, linked


def _ranks(
    edition: Edition, indicator: Indicator, plan: MapPlan, names: Mapping[str, str], layers: Sequence[Layer]
) -> dict[str, Observation]:
    """Find each area's tenth of England: of the map's newest period, or else the newest held."""
    if plan.classes is not ClassRule.NATIONAL_DECILES:
        return {}
    by = edition.place.indicators[plan.national] if plan.national else indicator
    found: dict[str, Observation] = {}
    for code in names:
        series = edition.holdings.series(by.indicator_id, code, sex=by.headline_sex)
        rank = series.at(layers[-1].period) or (series.observations[-1] if series.observations else None)
        if rank is not None and rank.value is not None:
            found[code] = rank
    odd = [o for o in found.values() if o.value not in range(1, cut.DECILES + 1)]
    if odd:
        raise InputError(
            f'{len(odd)} figures of "{by.indicator_id}" are no tenths of England (first: {odd[0].value:g} for '
            f"{odd[0].area_code}). Give whole numbers from 1, the worst, to 10, or choose other classes for the map."
        )
    return found


def map_areas(
    edition: Edition, indicator: Indicator, borders: Boundaries, layers: Layers, layer: Layer, *, classes: Classes
) -> tuple[MapArea, ...]:
    """Give the areas of one period, the worst first and those without a figure last."""
    order = {o.area_code: at for at, o in enumerate(layer.ordered)}
    made = []
    for shape in borders.shapes:
        code = shape.area.area_code
        observation = layer.held.get(code)
        value = observation.value if observation is not None else None
        if layers.ranks:
            place = layers.decile_of(code) - 1 if code in layers.ranks and value is not None else None
        else:
            place = classes.find(round(value, indicator.decimals) if value is not None else None)
        symbols = edition.symbols(observation) if observation is not None and value is not None else ()
        made.append(
            MapArea(
                code, shape.area.area_name, shape.shape, value, bare(value, indicator), place,
                _blank(observation) if place is None else None,
                is_marked=bool(layers.ranks) and place == 0,
                is_unreliable=Symbol.UNRELIABLE in symbols,
                note=f"in {layers.inside[code]}" if code in layers.inside else "",
                href=layers.pages.get(code, ""),
                trace=observation.observation_id if observation is not None else "",
            )
        )  # fmt: skip
    last = len(made)
    return tuple(sorted(made, key=lambda a: (a.place is None, _rank(a, layers), order.get(a.area_code, last), a.name)))


def _rank(area: MapArea, layers: Layers) -> int:
    """Put the tenths of England before the figures in the order of areas."""
    return area.place if layers.ranks and area.place is not None else 0


def _blank(observation: Observation | None) -> Blank:
    withheld = observation is not None and observation.status is Status.SUPPRESSED
    return Blank.WITHHELD if withheld else Blank.NONE


def changes_of(indicator: Indicator, borders: Boundaries, layers: Layers) -> tuple[Classes, tuple[MapArea, ...]]:
    """Give the classes of the change between two periods, and its areas: the largest change for the worse first."""
    moves = layers.moves(indicator.decimals)
    classes = cut.changes(moves.values(), decimals=indicator.decimals)
    sign = -1 if high_is_worst(indicator) else 1
    withheld = {o.area_code for layer in layers.layers for o in layer.held.values() if o.status is Status.SUPPRESSED}
    made = []
    for shape in borders.shapes:
        code = shape.area.area_code
        move = moves[code]
        blank = Blank.WITHHELD if code in withheld else Blank.NONE
        made.append(
            MapArea(
                code, shape.area.area_name, shape.shape, move, signed(move, indicator) if move is not None else "",
                classes.find(move), blank if move is None else None, href=layers.pages.get(code, ""),
                note=f"in {layers.inside[code]}" if code in layers.inside else "",
            )
        )  # fmt: skip
    return classes, tuple(sorted(made, key=lambda a: (a.value is None, sign * (a.value or 0), a.name)))
