"""Figures to draw, and ways of asking a specification where its words stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from equitytown.present.charts.data import (
    AreaRow,
    LineData,
    NeighboursData,
    Panel,
    Point,
    Reference,
    Role,
    Series,
    SpineData,
    SpineGroup,
    SpineRow,
    Spread,
)
from equitytown.present.charts.lettering import text_width
from equitytown.present.theme import LINE_HEIGHT
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

PERIODS = tuple(f"{year} to {year + 2}" for year in range(2010, 2023))
LONG_NAMES = (
    "Bournemouth, Christchurch and Poole",
    "Blackburn with Darwen",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch",
)
HOSTILE_NAMES = ("<script>alert(1)</script>", '=HYPERLINK("https://example.org","x")', 'O\'Hara & "Sons" ]]>')


def point(value, *, period="2022/23", half=None, rating=Rating.NOT_COMPARED, **more):
    if value is None:
        return Point(period, None)
    limits = {} if half is None else {"lower": value - half, "upper": value + half, "limits": "from to"}
    return Point(period, value, f"{value:,.1f}", rating=rating, **limits, **more)


def series(name, role, values, *, periods=PERIODS, half=None, **more):
    return Series(
        name, role, tuple(point(v, period=p, half=half, **more) for p, v in zip(periods, values, strict=False))
    )


def line(*, periods=PERIODS, **changes):
    count = len(periods)
    given = {
        "chart_id": "life",
        "headline": "Life expectancy at birth, males",
        "unit": "years",
        "periods": periods,
        "series": (
            series("Luton", Role.TOWN, [77.0 + i % 3 * 0.4 for i in range(count)], periods=periods, half=0.5),
            series("England", Role.ENGLAND, [79.0] * count, periods=periods),
            series("East of England", Role.REGION, [79.2] * count, periods=periods),
            series(LONG_NAMES[0], Role.NEIGHBOUR, [77.2] * count, periods=periods),
        ),
        "finding": "Luton stays below England.",
    }
    return LineData(**{**given, **changes})


def area(name, value, earlier=None, *, rating=Rating.SIMILAR, half=1.0, role=None):
    before = None if earlier is None else point(earlier, period="2021/22")
    is_town = Role.TOWN if name == "Luton" else Role.NEIGHBOUR
    return AreaRow(name, point(value, half=half, rating=rating), before, role or is_town)


def references(england=18.0, region=20.0):
    return (
        Reference("England", Role.ENGLAND, point(england)),
        Reference("East of England", Role.REGION, point(region)),
    )


def neighbours(*rows, panels=None, polarity=Polarity.LOW, earlier_period="2021/22", lines=None, unit="per 100,000"):
    held = rows or (
        area("Luton", 15.0, 17.0, rating=Rating.BETTER),
        area("Slough", 22.0, 21.0, rating=Rating.WORSE),
        area("Derby", 18.0, 18.5),
    )
    return NeighboursData(
        chart_id="hospital",
        headline="Hospital admissions",
        unit=unit,
        latest_period="2022/23",
        earlier_period=earlier_period,
        polarity=polarity,
        panels=panels or (Panel(tuple(held), references() if lines is None else lines),),
        finding="Luton is best of 3.",
    )


def many(count, *, names=(), rating=Rating.WORSE, half=1.0):
    ordered = ("Luton", *names, *(f"Neighbour {i}" for i in range(count)))[:count]
    return tuple(
        area(name, 10 + 7 * i % 23, 12 + 5 * i % 19, rating=rating, half=half) for i, name in enumerate(ordered)
    )


def by_sex(**changes):
    panels = tuple(
        Panel(
            tuple(area(r.name, (r.latest.value or 0) * times, 17.0 * times, rating=r.latest.rating) for r in many(6)),
            references(18.0 * times, 18.2 * times),
            heading,
        )
        for heading, times in (("Persons", 1.0), ("Females", 1.6), ("Males", 0.4))
    )
    return neighbours(**{"panels": panels, **changes})


def measure(name="Infant mortality", town=6.3, england=4.0, *, polarity=Polarity.LOW, spread=True, **more):
    held = Spread(1.5, 3.2, 4.8, 7.4) if spread else None
    rating = more.pop("rating", Rating.WORSE)
    return SpineRow(name, "per 1,000, 2020 to 2022", point(town, rating=rating), point(england), polarity, held)


def spine(*rows, place_name="Luton", heading="1 Best start in life"):
    held = rows or (measure(), measure("Tooth decay at age 5", 36.8, 23.4, spread=False))
    return SpineData("spine", place_name, (SpineGroup(heading, held),), "the lowest and highest council", "Worse on 2.")


@dataclass(frozen=True)
class Box:
    """Where one line of text stands in the drawing."""

    words: str
    left: float
    right: float
    top: float
    foot: float


def layers(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every layer of a specification, however deep."""
    for layer in spec["layer"]:
        if "layer" in layer:
            yield from layers(layer)
        else:
            yield layer


def of_type(spec, kind):
    """The layers drawn with one kind of mark, those that answer the pointer left out."""
    drawn = (layer for layer in layers(spec) if not layer.get("name", "").startswith("hover"))
    return [layer for layer in drawn if layer["mark"]["type"] == kind]


def rows_of(layer):
    return layer["data"]["values"]


def letters(spec):
    return rows_of(next(layer for layer in layers(spec) if layer.get("name") == "lettering"))


def words(spec):
    return [letter["words"] for letter in letters(spec)]


def boxes(spec):
    """Where every line of text stands, by the estimated widths."""
    found = []
    for letter in letters(spec):
        width = text_width(letter["words"], size=letter["size"], bold=letter["weight"] == 700)
        left = letter["x"] - {"left": 0, "center": width / 2, "right": width}[letter["align"]]
        left, middle = left + spec["padding"]["left"], letter["y"] + spec["padding"]["top"]
        half = LINE_HEIGHT / 2 - 1
        found.append(Box(letter["words"], left, left + width, middle - half, middle + half))
    return found


def size(spec):
    margin = spec["padding"]
    return spec["width"] + margin["left"] + margin["right"], spec["height"] + margin["top"] + margin["bottom"]


def overlapping(spec):
    """Pairs of texts that stand on each other."""
    return [
        (a.words, b.words)
        for a, b in combinations(boxes(spec), 2)
        if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.foot, b.foot) - max(a.top, b.top) > 1
    ]


def outside(spec):
    """Texts that leave the drawing."""
    width, height = size(spec)
    return [b.words for b in boxes(spec) if b.left < -1 or b.right > width + 1 or b.top < -1 or b.foot > height + 1]


def is_clear(spec):
    """Say that no text touches another or leaves the drawing; fails with the words that do."""
    touching, gone = overlapping(spec), outside(spec)
    assert not touching, f"these touch: {touching}"
    assert not gone, f"these leave the drawing: {gone}"
    return True
