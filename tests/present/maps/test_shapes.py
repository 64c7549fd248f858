"""Outlines as paths: neighbours keep their shared border, holes stay, and what is too small goes."""

import re

from equitytown.present.maps.shapes import Frame, frame_of, middle_of, path_of, rings_of

LEFT = "POLYGON((0 0,503 7,497 611,0 600,0 0))"
RIGHT = "POLYGON((503 7,1000 0,1000 600,497 611,503 7))"


def corners(path):
    """Walk a path back to its corners."""
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", path)]
    points = [(numbers[0], numbers[1])]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return points


def test_a_shared_border_stays_shared():
    frame = frame_of([LEFT, RIGHT], left=0, top=0, width=300, tallest=300)
    one, other = (set(corners(path_of(shape, frame))) for shape in (LEFT, RIGHT))
    assert len(one & other) == 2


def test_north_is_up_and_the_shape_fits():
    frame = frame_of([LEFT, RIGHT], left=10, top=20, width=302, tallest=500)
    points = corners(path_of(LEFT, frame)) + corners(path_of(RIGHT, frame))
    assert min(x for x, _ in points) >= 10
    assert max(x for x, _ in points) <= 312
    assert frame.at((0, 600))[1] < frame.at((0, 0))[1]


def test_holes_and_parts_are_drawn_and_what_falls_together_is_not():
    hole = "MULTIPOLYGON(((0 0,90 0,90 90,0 90,0 0),(20 20,40 20,40 40,20 20)),((200 200,200.1 200,200 200.1,200 200)))"
    path = path_of(hole, Frame(0, 250, 1, 0, 0, 250, 250))
    assert len(rings_of(hole)) == 3
    assert path.count("M") == 2


def test_the_middle_lies_inside_also_of_a_bent_shape():
    (x, y), room = middle_of("POLYGON((0 0,100 0,100 20,20 20,20 100,0 100,0 0))")
    assert (x < 20) or (y < 20)
    assert 9 < room < 15
