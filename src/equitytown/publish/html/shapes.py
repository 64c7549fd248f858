"""Shapes that stand for verdicts, and the strip that shows a rank. Colours live in the style sheet."""

from dataclasses import dataclass

from equitytown.present.blocks import RankStrip
from equitytown.terms.observation import Rating


def style_of(rating: Rating) -> str:
    """Name the class that colours a rating: its word, or "none" where nothing was compared."""
    return "none" if rating is Rating.NOT_COMPARED else rating.value


@dataclass(frozen=True, slots=True)
class Strip:
    """A rank strip ready to draw: positions in pixels from the left of a strip `width` wide."""

    width: int
    dots: str
    at: float
    lower: float | None
    upper: float | None
    radius: float


MARGIN = 7.0  # room for the large dot at either end
DOT = 2.2  # radius of a neighbour's dot where there is room
CROWDED = 0.32  # share of the spacing that a dot may take where there is not


def strip(rank: RankStrip, *, width: int) -> Strip:
    """
    Lay out a rank strip.

    Parameters
    ----------
    rank : RankStrip
        The place's rank among those with a figure; 1 is drawn at the left end.
    width : int
        Pixels.

    Returns
    -------
    Strip
        `dots` is one path of zero-length strokes, round-capped, one for each of the others.
    """
    spacing = (width - 2 * MARGIN) / max(rank.of - 1, 1)

    def position(number: int) -> float:
        return round(MARGIN + (number - 1) * spacing, 1)

    others = (position(number) for number in range(1, rank.of + 1) if number != rank.rank)
    return Strip(
        width=width,
        dots="".join(f"M{x:g} 11h0" for x in others),
        at=position(rank.rank),
        lower=None if rank.lower is None else position(rank.lower),
        upper=None if rank.upper is None else position(rank.upper),
        radius=min(DOT, round(spacing * CROWDED, 2)),
    )
