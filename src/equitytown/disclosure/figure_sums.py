"""
Which sums tie a place's figures together.

An area is the sum of the areas within it, a long period of its years, persons of males and females, a figure of its
categories. Figures that no row holds stand in these sums as well: what a reader can work out, nobody needs to print.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from equitytown.terms.period import Period

UNSTATED_COSTS = 10.0  # of what is in no sex or category, beside 1 for what is in no area or year listed
PERSONS, SEXES = "Persons", ("Male", "Female")
Split = tuple[str, str]  # category type and category


class FigureKey(NamedTuple):
    """Which figure a count belongs to."""

    area_code: str
    period: str
    sex: str
    category_type: str
    category: str

    def __str__(self) -> str:
        return ", ".join(part for part in self if part)


class Sum(NamedTuple):
    """
    A figure and those that it is the sum of.

    `rest` is what else may lie in it. `must_agree` says that parts above their total are a mistake: categories may
    overlap, and years may have been revised before the longer period that they make up. `rest_costs` says how
    unlikely a rest is: people of no stated sex are rarer than places elsewhere.
    """

    total: FigureKey
    parts: tuple[FigureKey, ...]
    rest: FigureKey
    must_agree: bool = False
    rest_costs: float = 1.0


class Layer(NamedTuple):
    """
    An area and those of one boundary set that make it up, in the periods that have that set's.

    They do so border for border where `is_exact`, otherwise as they fit best.
    """

    total: str
    set_id: str
    parts: tuple[str, ...]
    periods: frozenset[str]
    is_exact: bool = True


def sums_among(
    keys: Collection[FigureKey],
    *,
    within: Mapping[str, str],
    periods: Iterable[Period],
    layers: Sequence[Layer] = (),
) -> list[Sum]:
    """
    Find every sum among figures of the areas, periods, sexes and categories that are held, held or not themselves.

    Parameters
    ----------
    keys : collection of FigureKey
        The figures held.
    within : mapping of str to str
        For an area's code the code of the area that it lies in; areas that it doesn't name tell nothing of others.
    periods : iterable of Period
        With their dates, to see which lie within others.
    layers : sequence of Layer, optional
        What small areas make up larger ones, each boundary set by itself.

    Returns
    -------
    list of Sum
        Over areas, periods, sexes and categories.
    """
    areas = list(dict.fromkeys(key.area_code for key in keys))
    labels = list(dict.fromkeys(key.period for key in keys))
    sexes = list(dict.fromkeys(key.sex for key in keys))
    sexes = [PERSONS, *SEXES] if len({PERSONS, *SEXES} & set(sexes)) > 1 else sexes
    splits = list(dict.fromkeys([("", ""), *((key.category_type, key.category) for key in keys)]))
    inside, spans = _inside(areas, within), spans_of(p for p in periods if p.label in labels)
    found: list[Sum] = []
    for area, label, sex, split in product(areas, labels, sexes, splits):
        key = FigureKey(area, label, sex, *split)
        found += [*_of_areas(key, inside), *_of_periods(key, spans), *_of_sexes(key, sexes)]
        found += [*_of_categories(key, splits), *_of_layers(key, layers)]
    return found


def _inside(areas: Collection[str], within: Mapping[str, str]) -> dict[str, list[str]]:
    """Put each area into the nearest one held that it lies in."""
    found = defaultdict[str, list[str]](list)
    for area in areas:
        larger = within.get(area)
        while larger is not None and larger not in areas:
            larger = within.get(larger)
        if larger is not None:
            found[larger].append(area)
    return found


def spans_of(periods: Iterable[Period]) -> dict[str, list[tuple[str, ...]]]:
    """For each period list the sets of shorter ones within it, each set of one length and without overlaps."""
    every = sorted({period.label: period for period in periods}.values())
    found: dict[str, list[tuple[str, ...]]] = {}
    for long in every:
        inside = [p for p in every if long.start <= p.start and p.end <= long.end and p.years < long.years]
        for years in sorted({p.years for p in inside}):
            alike = [p for p in inside if p.years == years]
            if not any(first.overlaps(second) for first, second in pairwise(alike)):
                found.setdefault(long.label, []).append(tuple(p.label for p in alike))
    return found


def _of_areas(key: FigureKey, inside: Mapping[str, list[str]]) -> Iterator[Sum]:
    if parts := inside.get(key.area_code):
        rest = key._replace(area_code=f"elsewhere in {key.area_code}")
        yield Sum(key, tuple(key._replace(area_code=part) for part in parts), rest, must_agree=True)


def _of_layers(key: FigureKey, layers: Sequence[Layer]) -> Iterator[Sum]:
    for layer in layers:
        if layer.total == key.area_code and key.period in layer.periods:
            rest = key._replace(area_code=f"elsewhere in {key.area_code} than in {layer.set_id}")
            yield Sum(key, tuple(key._replace(area_code=part) for part in layer.parts), rest, must_agree=layer.is_exact)


def _of_periods(key: FigureKey, spans: Mapping[str, list[tuple[str, ...]]]) -> Iterator[Sum]:
    for labels in spans.get(key.period, ()):
        rest = key._replace(period=f"{key.period} without {', '.join(labels)}")
        yield Sum(key, tuple(key._replace(period=label) for label in labels), rest)


def _of_sexes(key: FigureKey, sexes: Collection[str]) -> Iterator[Sum]:
    if key.sex == PERSONS and len(sexes) > 1:
        rest = key._replace(sex="sex not stated")
        parts = tuple(key._replace(sex=sex) for sex in SEXES)
        yield Sum(key, parts, rest, must_agree=True, rest_costs=UNSTATED_COSTS)


def _of_categories(key: FigureKey, splits: Collection[Split]) -> Iterator[Sum]:
    types = dict.fromkeys(kind for kind, _ in splits if kind and not key.category_type)
    for kind in types:
        parts = tuple(key._replace(category_type=kind, category=name) for own, name in splits if own == kind)
        yield Sum(key, parts, key._replace(category_type=kind, category="no category stated"),
                  rest_costs=UNSTATED_COSTS)  # fmt: skip
