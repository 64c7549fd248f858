"""
What the charts share: the frame, the layers and the whole specification, built with Altair.

Altair's objects are used one level below its charts: the same names and types, without the checks at
run time, which cost more than drawing does. The tests check every form against the schema instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from equitytown.present.charts.data import Point
from equitytown.present.charts.scale import Scale
from equitytown.present.theme import (
    EDGE_WIDTH,
    GRID,
    INK,
    INK_3,
    PAPER,
    SHAPE_SIZE,
    SHAPES,
    TEXT_SIZE,
    VERDICT_WORDS,
    vega_config,
    vega_path,
)
from equitytown.terms.observation import Rating

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

Rows = Sequence[Mapping[str, object]]  # JSON rows: text, numbers, None


Layer = alt.UnitSpec | alt.LayerSpec
Encoding = dict[str, Any]  # a channel of Altair's, as JSON of any depth


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing: a plot of `width` by `height` pixels and the margins around it."""

    width: float
    height: float
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A line of text at a point of the plot, in pixels from its top left corner."""

    words: str
    x: float
    y: float
    align: str = "left"
    bold: bool = False
    colour: str = INK
    size: int = TEXT_SIZE


@dataclass(frozen=True, slots=True)
class _Sealed:
    """Rows that Altair passes on without looking: walking them would take most of a specification's time."""

    rows: list[Mapping[str, object]]


def layer(mark: alt.MarkDef, rows: Rows, *, name: str = "", **encoding: Any) -> alt.UnitSpec:
    """Make one layer. A channel is JSON or an object of Altair's: of many types, hence Any."""
    return alt.UnitSpec(
        name=name or alt.Undefined,
        mark=mark,
        data=alt.InlineData(values=_Sealed(list(rows))),  # type: ignore[arg-type]  # unsealed before use
        encoding=alt.FacetedEncoding(**encoding),
    )


def pixels(field: str) -> Encoding:
    """Place by a field that holds pixels, not values."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def along(field: str, scale: Scale, *, reach: tuple[float, float] | None = None) -> Encoding:
    """Place by a field that holds values, on a scale over the plot or over a `reach` of pixels in it."""
    definition: Encoding = {"domain": scale.domain, "nice": False, "zero": False}
    if reach:
        definition["range"] = list(reach)
    return {"field": field, "type": "quantitative", "scale": definition, "axis": None}


def raw(field: str) -> Encoding:
    """Take a colour as the field gives it."""
    return {"field": field, "type": "nominal", "scale": None}


def lettering(letters: Sequence[Letter]) -> alt.UnitSpec:
    """Make the layer of all words of a chart."""
    rows = [
        {
            "words": letter.words,
            "x": round(letter.x, 1),
            "y": round(letter.y, 1),
            "align": letter.align,
            "weight": 700 if letter.bold else 400,
            "colour": letter.colour,
            "size": letter.size,
        }
        for letter in letters
    ]
    mark = alt.MarkDef(
        type="text",
        align={"expr": "datum.align"},
        fontWeight={"expr": "datum.weight"},
        fontSize={"expr": "datum.size"},
    )
    return layer(mark, rows, x=pixels("x"), y=pixels("y"), text=nominal("words"), color=raw("colour"), name="lettering")


def grid(scale: Scale, frame: Frame) -> alt.UnitSpec:
    """Draw a hairline across the plot at each tick of an upright scale."""
    mark = alt.MarkDef(type="rule", color=GRID, strokeWidth=1)
    rows = [{"tick": tick} for tick in scale.ticks]
    return layer(mark, rows, x=alt.value(0), x2=alt.value(frame.width), y=along("tick", scale))


def verdict_shapes(rows: Rows, **position: Any) -> alt.UnitSpec:
    """
    Make the layer of verdict shapes, by each row's `rating` (the rating's word).

    A figure that was not compared keeps its dash but not its pale colour, which would be lost on a
    whisker or a bar: it takes its row's `colour`.
    """
    looks = {word: SHAPES[rating] for rating, word in VERDICT_WORDS.items()}
    paths = {word: vega_path(rating) for rating, word in VERDICT_WORDS.items()}
    drawn = [
        {**row, "fill": looks[str(row["rating"])].fill, "edge": looks[str(row["rating"])].edge}
        if row["rating"] != VERDICT_WORDS[Rating.NOT_COMPARED]
        else {**row, "fill": row["colour"], "edge": row["colour"]}
        for row in rows
    ]
    # Layers of one chart share this scale, so each must give it whole or a shape could stand for another's verdict.
    scale = {"domain": list(paths), "range": list(paths.values())}
    shape: Encoding = {**nominal("rating"), "scale": scale, "legend": None}
    mark = alt.MarkDef(type="point", size=SHAPE_SIZE, opacity=1, strokeWidth=EDGE_WIDTH, strokeJoin="round")
    return layer(mark, drawn, shape=shape, fill=raw("fill"), stroke=raw("edge"), **position)


def open_circles(rows: Rows, *, size: int = 52, **position: Any) -> alt.UnitSpec:
    """Make the layer of open circles: figures of an earlier period."""
    mark = alt.MarkDef(type="point", size=size, fill=PAPER, stroke=INK_3, strokeWidth=EDGE_WIDTH, opacity=1)
    return layer(mark, rows, **position)


def plain_dots(rows: Rows, **position: Any) -> alt.UnitSpec:
    """Make a layer of filled dots without a verdict, each in its row's `colour`."""
    return layer(alt.MarkDef(type="point", size=88, opacity=1, strokeWidth=0), rows, fill=raw("colour"), **position)


def tooltip(titles: Mapping[str, str]) -> list[Encoding]:
    """List what the pointer shows: fields and the words in front of them."""
    return [{**nominal(field), "title": title} for field, title in titles.items()]


def told(area: str, point: Point) -> dict[str, object]:
    """Give what the pointer is told of a point. Rows hold words only, so nothing is reworded in the page."""
    return {
        "area": area,
        "period": point.period,
        "words": point.words,
        "limits": point.limits or "not held",
        "rating": VERDICT_WORDS[point.rating],
    }


TOLD = {
    "area": "Area",
    "period": "Period",
    "words": "Value",
    "limits": "95% limits",
    "rating": "Compared with England",
}


def whole(layers: Sequence[Layer], *, frame: Frame, description: str, own_scales: bool = False) -> dict[str, Any]:
    """
    Put layers together as one specification of a fixed size, ready for JSON.

    With `own_scales` each layer keeps its own stretch across, so that panels can stand side by side.
    """
    margins = {"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom}
    spec = alt.TopLevelLayerSpec(
        layer=list(layers),
        width=round(frame.width, 1),
        height=round(frame.height, 1),
        padding={side: round(margin, 1) for side, margin in margins.items()},
        autosize="none",
        description=description,
        resolve={"scale": {"x": "independent"}} if own_scales else alt.Undefined,
    ).to_dict(validate=False)
    _unseal(spec)
    return {"$schema": SCHEMA, **spec, "config": vega_config()}


def _unseal(spec: dict[str, Any]) -> None:
    """Put the rows back where Altair has passed them by."""
    values = spec.get("data", {}).get("values")
    if isinstance(values, _Sealed):
        spec["data"]["values"] = values.rows
    for inner in spec.get("layer", ()):
        _unseal(inner)


def nominal(field: str) -> Encoding:
    """Read a field as words: to show, or to tell lines apart."""
    return {"field": field, "type": "nominal"}
