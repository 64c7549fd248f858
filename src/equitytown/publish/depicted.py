"""What is drawn: figures of charts and figures of maps, as every renderer takes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeGuard

from equitytown.present.blocks import Block, Figure, MapFigure, plain


@dataclass(frozen=True, slots=True)
class Picture:
    """The name of a drawing, and the text alternative that goes with it."""

    chart_id: str
    description: str


def is_figure(block: Block) -> TypeGuard[Figure | MapFigure]:
    """Say whether a block is a figure of either kind."""
    return isinstance(block, Figure | MapFigure)


def picture_of(figure: Figure | MapFigure) -> Picture | None:
    """Give what a figure draws; None for one that awaits its figures."""
    if isinstance(figure, MapFigure):
        return Picture(figure.chart_id, figure.description) if figure.maps else None
    return Picture(figure.chart.chart_id, figure.chart.description) if figure.chart else None


def title_of(figure: Figure | MapFigure) -> str:
    """Give a figure's finding as plain words."""
    return figure.title if isinstance(figure, Figure) else plain(figure.title)


def depicted(blocks: Iterable[Block]) -> dict[str, Figure | MapFigure]:
    """Find every figure that draws something, by the name of its drawing, each once."""
    found = ((picture_of(block), block) for block in blocks if is_figure(block))
    return {picture.chart_id: block for picture, block in found if picture is not None}
