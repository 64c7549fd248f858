"""The table beside a map: every area with its figures, its class and what is noted of it, the worst first."""

from collections.abc import Callable, Sequence

from equitytown.present.blocks import Cell, Column, Row, RowGroup, Span, Table, text
from equitytown.present.maps.data import AreaMap, Blank, MapArea, Scale
from equitytown.present.wording.numbers import signed
from equitytown.present.wording.phrases import capital
from equitytown.present.wording.symbols import Symbol
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.map_layers import Layer, Layers
from equitytown.terms.boundaries import Boundaries
from equitytown.terms.indicator import Indicator

Fill = Callable[[MapArea], Cell]
NOTHING = "None"  # in the column of notes
KINDS = {"LSOA": "Neighbourhood", "MSOA": "Neighbourhood", "Ward": "Ward"}


def map_table(
    edition: Edition,
    indicator: Indicator,
    borders: Boundaries,
    layers: Layers,
    maps: Sequence[AreaMap],
    *,
    figure_id: str,
    trace: str,
) -> Table:
    """
    Set out what a map shows.

    Parameters
    ----------
    edition, indicator, borders, layers
        What the map was made of.
    maps : sequence of AreaMap
        The drawn maps: the last period's gives the order and the classes.
    figure_id : str
        Names the table and its file.
    trace : str
        What a change is traced to.

    Returns
    -------
    Table
        A row an area.
    """
    dates = [one for one in maps if one.classes.scale is Scale.SEQUENTIAL]
    change = next((one for one in maps if one.classes.scale is Scale.DIVERGING), None)
    newest = dates[-1]
    columns: list[tuple[Column, Fill]] = [
        (Column("area", KINDS.get(borders.shapes[0].area.area_type, "Area")), _name),
    ]
    if layers.inside:
        columns.append((Column("ward", "Ward"), lambda area: _ward(area, layers)))
    columns += [_value_column(edition, indicator, layer) for layer in layers.layers]
    if any(o.has_limits for o in layers.layers[-1].ordered):
        held = layers.layers[-1].held
        limits = Column("limits", "95% limits", "number")
        columns.append((limits, lambda area: cells.limits_of(held.get(area.area_code), indicator)))
    if change is not None:
        columns.append(_change_column(indicator, change, trace))
    columns.append((Column("class", "Class"), lambda area: _class(area, newest)))
    noted = {code: o.note for layer in layers.layers for code, o in layer.held.items() if o.note}
    shared = len(set(noted.values())) == 1 and len(noted) == len(newest.areas)
    if noted and not shared:
        columns.append((Column("note", "Note"), lambda area: cells.words(noted.get(area.area_code, NOTHING))))
    rows = tuple(Row(tuple(fill(area) for _, fill in columns)) for area in newest.areas)
    caption = f"{indicator.headline} ({indicator.unit.value}) by {_kind(borders)}, {borders.name}"
    notes = (text(next(iter(noted.values()))),) if shared else ()
    return Table(figure_id, caption, tuple(column for column, _ in columns), (RowGroup("", rows),), notes)


def _kind(borders: Boundaries) -> str:
    return KINDS.get(borders.shapes[0].area.area_type, "Area").lower()


def _name(area: MapArea) -> Cell:
    return Cell(text=(Span(area.name, href=area.href),))


def _ward(area: MapArea, layers: Layers) -> Cell:
    name = layers.inside.get(area.area_code)
    return cells.words(name) if name else cells.missing("It is not told in which ward this area lies")


def _value_column(edition: Edition, indicator: Indicator, layer: Layer) -> tuple[Column, Fill]:
    column = Column(f"value {layer.period.label}", layer.period.label, "number", decimals=indicator.decimals)
    return column, lambda area: cells.figure(edition, layer.held.get(area.area_code), indicator)


def _change_column(indicator: Indicator, change: AreaMap, trace: str) -> tuple[Column, Fill]:
    moved = {area.area_code: area for area in change.areas}

    def fill(area: MapArea) -> Cell:
        found = moved[area.area_code]
        if found.value is None:
            symbol = Symbol.CONFIDENTIAL if found.blank is Blank.WITHHELD else Symbol.NOT_AVAILABLE
            return cells.missing("One of the two figures is not there", symbol=symbol)
        shown = signed(found.value, indicator)
        return Cell(text=(Span(shown, trace=f"{trace}#change"),), number=found.value)

    return Column("change", "Change", "number", decimals=indicator.decimals), fill


def _class(area: MapArea, of: AreaMap) -> Cell:
    if area.place is None:
        symbol = Symbol.CONFIDENTIAL if area.blank is Blank.WITHHELD else Symbol.NOT_AVAILABLE
        return cells.missing("No class without a figure", symbol=symbol)
    return Cell(text=text(capital(of.classes.classes[area.place].label)))
