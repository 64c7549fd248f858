"""
Measure how long five maps of a town take to draw, from figures to finished SVG, beside a bare floor.

Run as `python -m bench.maps`. The town is synthetic: squares of as many corners as a simplified neighbourhood has. The
floor is its corners written as paths by one plain loop, without classes, names, legends or words. CPU seconds count.
"""

import time
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from equitytown.present.charts.svg import Drawing
from equitytown.present.maps import classes as cut
from equitytown.present.maps import shapes
from equitytown.present.maps.data import AreaMap, MapArea, Outline
from equitytown.present.maps.draw import draw_maps

GOAL = 3.0  # seconds for a town's maps
MAPS = 5
AREAS, SIDE = 121, 11  # of a town like Luton, in a square
CORNERS = 12  # on each side of an area
WARDS = 5  # outlined squares along each side


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of five maps and of the floor, and the bytes of the largest single map."""

    ours: float
    floor: float
    largest: int

    def __str__(self) -> str:
        verdict = "within" if self.ours <= GOAL else "over"
        return (
            f"{f'{MAPS} maps of {AREAS} areas, both forms':<44}{self.ours:>8.2f} s {GOAL:>6g} s {verdict:<8}"
            f"{self.ours / self.floor:>6.1f} x {self.floor:.3f}   one map {self.largest / 1000:.0f} kB"
        )


def square(column: int, row: int, metres: float) -> str:
    """Give a square with many corners on each side as well-known text."""
    along = np.linspace(0, metres, CORNERS, endpoint=False)
    wobble = 0.04 * metres * np.sin(np.linspace(0, 6 * np.pi, CORNERS, endpoint=False))
    x, y = column * metres, row * metres
    sides = (
        np.column_stack([x + along, y + wobble]),
        np.column_stack([x + metres + wobble, y + along]),
        np.column_stack([x + metres - along, y + metres + wobble[::-1]]),
        np.column_stack([x + wobble[::-1], y + metres - along]),
    )
    ring = np.vstack([*sides, sides[0][:1]])
    return f"POLYGON(({','.join(f'{a:.0f} {b:.0f}' for a, b in ring)}))"


def town(seed: int) -> AreaMap:
    """Make a synthetic town with figures drawn from a seed."""
    chance = np.random.default_rng(seed)
    values = chance.uniform(1, 40, AREAS).round(1).tolist()
    classes = cut.equal_counts(values, classes=5, decimals=1, suffix="%")
    areas = tuple(
        MapArea(f"E{at}", f"Synthetic {at:03}", square(at % SIDE, at // SIDE, 900), v, f"{v}%", classes.find(v))
        for at, v in enumerate(values)
    )
    outlines = tuple(
        Outline(f"W{at}", f"Ward {chr(65 + at)}", square(at % WARDS, at // WARDS, 900 * SIDE / WARDS))
        for at in range(WARDS * WARDS)
    )
    return AreaMap("t", "", "Synthetic", date(2021, 3, 21), areas, classes, "Synthetic share (%)", outlines, "Wards")


def five_maps() -> list[Drawing]:
    """Draw a town's five maps: four of one period, and one of two with the change."""
    single = [draw_maps([town(seed)], name=f"map-{seed}", description="Synthetic.") for seed in range(MAPS - 1)]
    first, second = town(8), town(9)
    moves = [(b.value or 0) - (a.value or 0) for a, b in zip(first.areas, second.areas, strict=True)]
    scale = cut.changes(moves, decimals=1)
    areas = [
        replace(area, value=move, place=scale.find(round(move, 1)))
        for area, move in zip(first.areas, moves, strict=True)
    ]
    change = replace(first, classes=scale, areas=tuple(areas))
    pair = [replace(one, classes=first.classes, heading=words) for one, words in ((first, "2022"), (second, "2023"))]
    return [*single, draw_maps([*pair, change], name="map-pair", description="Synthetic.")]


def bare() -> int:
    """Write the corners of as many areas as paths, and nothing else."""
    wanted = [square(at % SIDE, at // SIDE, 900) for at in range(AREAS)]
    corners = 0
    for _ in range(2 * (MAPS + 2)):
        for shape in wanted:
            points = [point.split() for point in shape[9:-2].split(",")]
            path = "M" + "L".join(f"{float(x) / 20:.1f} {float(y) / 20:.1f}" for x, y in points)
            corners += len(path)
    return corners


def main() -> None:
    """Print the measurements."""
    shapes.rings_of.cache_clear()
    start = time.process_time()
    drawn = five_maps()
    ours = time.process_time() - start
    start = time.process_time()
    bare()
    print("\nmaps (synthetic town), goal and floor")
    print(Cost(ours, time.process_time() - start, max(len(one.wide) for one in drawn[:-1])))
    print("Floor: the corners of the same areas written as paths.")


if __name__ == "__main__":
    main()
