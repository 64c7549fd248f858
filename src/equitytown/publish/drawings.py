"""Drawings: what became of a chart's two specifications once drawn."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    One chart, drawn.

    `svg_wide` is drawn for a page and for print, `svg_narrow` for a phone, each a complete SVG
    document. `png` is the wide drawing as pixels for the Word document, None where none was asked for.
    """

    svg_wide: str
    svg_narrow: str
    png: bytes | None = None


# Drawings by the `chart_id` of their chart.
Drawings = Mapping[str, Drawing]
