"""The colours of maps hold in grey, in print and for people who see no red or no green."""

from importlib.resources import files
from itertools import pairwise

import pytest

from equitytown.present.maps import classes
from equitytown.present.maps.colours import (
    DIVERGING,
    DIVERGING_DARK,
    SEQUENTIAL,
    SEQUENTIAL_DARK,
    colours_of,
)

# Viénot, Brettel and Mollon (1999), Digital video colourmaps for checking the legibility of displays by dichromats,
# Color Research and Application 24: 243-252: linear RGB as a protanope and a deuteranope see it.
SEEN = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
APART = 7  # of lightness between two classes side by side in ten: more than twice what can just be told
SCALES = (SEQUENTIAL, SEQUENTIAL_DARK)


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def lightness(parts):
    y = max(0.0, 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


def seen(colour, kind):
    parts = linear(colour)
    return parts if kind == "grey" else [sum(a * b for a, b in zip(row, parts, strict=True)) for row in SEEN[kind]]


@pytest.mark.parametrize("kind", ["grey", *SEEN])
@pytest.mark.parametrize("scale", SCALES, ids=["light", "dark"])
def test_lightness_runs_one_way_and_neighbours_can_be_told_apart(scale, kind):
    steps = [b - a for a, b in pairwise(lightness(seen(colour, kind)) for colour in scale)]
    assert all(step < 0 for step in steps) or all(step > 0 for step in steps)
    assert min(map(abs, steps)) >= APART - 1.5


@pytest.mark.parametrize("number", range(2, 11))
def test_fewer_classes_are_spread_over_the_whole_scale(number):
    found = classes.equal_counts([float(value) for value in range(100)], classes=number, decimals=0)
    colours = colours_of(found)
    assert (colours[0], colours[-1]) == (SEQUENTIAL[0], SEQUENTIAL[-1])
    assert len(set(colours)) == number


def test_the_worst_is_the_darkest_on_either_side():
    assert colours_of(classes.national_deciles())[0] == SEQUENTIAL[-1]
    assert colours_of(classes.given([1], decimals=0))[-1] == SEQUENTIAL[-1]


@pytest.mark.parametrize("scale", [DIVERGING, DIVERGING_DARK], ids=["light", "dark"])
def test_a_change_is_told_from_none_in_grey_and_a_fall_from_a_rise_by_colour(scale):
    for kind in ("grey", *SEEN):
        light = [lightness(seen(colour, kind)) for colour in scale]
        assert abs(light[1] - light[2]) > 20
        assert abs(light[0] - light[1]) > 15
        assert abs(light[3] - light[4]) > 15
    for kind in SEEN:  # blue and orange stay apart without red or green
        fall, rise = seen(scale[1], kind), seen(scale[3], kind)
        assert fall[2] > fall[0]
        assert rise[0] > rise[2]


def test_the_style_sheet_puts_each_colour_s_fellow_in_its_place_in_the_dark():
    style = files("equitytown.publish").joinpath("assets", "style.css").read_text(encoding="utf-8")
    for light, dark in zip((*SEQUENTIAL, *DIVERGING), (*SEQUENTIAL_DARK, *DIVERGING_DARK), strict=True):
        assert f'.drawing [fill="{light}"] {{ fill: {dark}; }}' in style
