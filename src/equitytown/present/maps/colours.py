"""
The colours of maps: pale to dark, so that they hold in print, in grey and without red or green.

The sequential colours rise in nine equal steps of lightness (CIELAB) from cream over teal to the town's navy. The dark
page has its own, in which the far end is the brightest. The style sheet puts each in place of its fellow.
"""

from equitytown.present.maps.data import Classes, Scale

SEQUENTIAL = (
    "#edf4dc", "#b8e0ca", "#88cac3", "#64b1c0", "#4098ba", "#2d7eae", "#1d659a", "#164e7c", "#10385f", "#0b2443",
)  # fmt: skip
SEQUENTIAL_DARK = (
    "#1f3f53", "#1f526f", "#256785", "#2c7c9a", "#3d92a8", "#52a9b1", "#74beb8", "#9ad3bc", "#c9e5c5", "#f7f5d6",
)  # fmt: skip
# From the fall to the rise; signs on the map tell the two apart in grey.
DIVERGING = ("#1c5080", "#639cc6", "#f2f1ee", "#c8893e", "#6e4502")
DIVERGING_DARK = ("#a1cbf0", "#5780a5", "#2c3a46", "#9d7538", "#ecbf7b")
HALO_FROM = 5  # of the sequential colours: from here on a mark over them is white


def colours_of(classes: Classes) -> tuple[str, ...]:
    """
    Give each class its colour, in the order of the classes.

    Parameters
    ----------
    classes : Classes
        At most ten sequential, or five diverging.

    Returns
    -------
    tuple of str
        Spread over the whole scale; the worst end is the darkest.
    """
    if classes.scale is Scale.DIVERGING:
        return DIVERGING
    last = len(classes.classes) - 1
    spread = [SEQUENTIAL[round(at * (len(SEQUENTIAL) - 1) / last)] if last else SEQUENTIAL[4] for at in range(last + 1)]
    return tuple(spread if classes.dark_high else reversed(spread))


def is_dark(colour: str) -> bool:
    """Say whether a mark over a colour must be light to be seen."""
    return colour in SEQUENTIAL[HALO_FROM:] or colour in (DIVERGING[0], DIVERGING[-1])
