"""Names on a map: no two share room, and none is lost."""

import random
from itertools import combinations

from equitytown.present.maps.labels import Label, overlap, place_labels

WITHIN = (0, 0, 480, 360)
NAMES = [
    "Barnfield",
    "Beech Hill",
    "Biscot",
    "Bramingham",
    "Central",
    "Round Green",
    "Sundon Park",
    "Vauxhall",
    "Wigmore",
]


def test_no_two_boxes_overlap_and_none_leaves_the_map():
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311  no secret
        labels = [
            Label(f"{name} {at}", chance.uniform(0, 480), chance.uniform(0, 360), chance.uniform(10, 120))
            for at in range(4)
            for name in NAMES
        ]
        taken = [(100, 100, 140, 140)]
        placed = place_labels(labels, size=12, within=WITHIN, taken=taken)
        boxes = [one.box for one in placed] + taken
        assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
        assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 480 and box[3] <= 360 for box in boxes)


def test_a_name_without_room_becomes_a_number_with_a_key():
    labels = [Label("Sundon Park", 100, 100, 120), Label("Hidden", 102, 101, 10)]
    placed = {one.words: one for one in place_labels(labels, size=12, within=WITHIN)}
    assert placed["Sundon Park"].number == 0
    assert placed["Hidden"].lines == ("1",)


def test_a_long_name_stands_on_two_lines_where_one_is_too_broad():
    (placed,) = place_labels([Label("Round Green", 100, 100, 40)], size=12, within=WITHIN)
    assert placed.lines == ("Round", "Green")
