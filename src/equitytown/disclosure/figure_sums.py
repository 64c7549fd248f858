"""
Which sums tie a place's figures together, and what they give away of figures that nobody printed.

An area is the sum of the areas within it, a long period of its years, persons of males and females, a figure of its
categories. Where not every part is held, what is left over is a figure too: a reader has it by subtraction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from equitytown.errors import InputError
from equitytown.terms.period import Period

PERSONS, SEXES = "Persons", ("Male", "Female")


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
    """A figure and those that it is the sum of."""

    total: FigureKey
    parts: tuple[FigureKey, ...]


class _Split(NamedTuple):
    """A total, the parts of it that are held, and what the remainder is called. Some need not agree."""

    total: FigureKey
    parts: tuple[FigureKey, ...]
    rest: FigureKey
    agrees: bool


class Sums(NamedTuple):
    """Every count of one day: those held, the remainders that are printed nowhere, and the sums over both."""

    counts: Mapping[FigureKey, int]
    rests: frozenset[FigureKey]
    sums: tuple[Sum, ...]


def sums_of(
    counts: Mapping[FigureKey, int],
    *,
    known_from: Mapping[FigureKey, date],
    within: Mapping[str, str],
    periods: Iterable[Period],
) -> Sums:
    """
    Find the sums that a reader can check among the counts of one day.

    Parameters
    ----------
    counts : mapping of FigureKey to int
        The counts held.
    known_from : mapping of FigureKey to date
        Since when each is known: counts of one day must agree, where one was revised before others there is no sum.
    within : mapping of str to str
        For an area's code the code of the area that it lies in; areas that it doesn't name tell nothing of others.
    periods : iterable of Period
        With their dates, to see which lie within others.

    Returns
    -------
    Sums
        Parts that are more than their total give no sum: categories that overlap, years revised before the longer
        period that they make up.

    Raises
    ------
    InputError
        If the parts of an area, or males and females, are more than their total of the same day.
    """
    every, rests, sums = dict(counts), set[FigureKey](), list[Sum]()
    spans = _spans(periods)
    ways: tuple[Callable[[tuple[FigureKey, ...]], Iterator[_Split]], ...] = (
        lambda keys: _by_area(keys, within),
        lambda keys: _by_period(keys, spans),
        _by_sex,
        _by_category,
    )
    for split_by in ways:
        for split in split_by(tuple(every)):
            left = every[split.total] - sum(every[part] for part in split.parts)
            if (
                left < 0
                and split.agrees
                and len({known_from.get(key, key) for key in (split.total, *split.parts)}) == 1
            ):
                raise InputError(_too_many(split, every))
            if left > 0:
                every[split.rest] = left
                rests.add(split.rest)
            if left >= 0:
                sums.append(Sum(split.total, (*split.parts, *((split.rest,) if left else ()))))
    return Sums(every, frozenset(rests), tuple(sums))


def _of_one_day(split: _Split, known_from: Mapping[FigureKey, date]) -> bool:
    """Say whether all are held, and known since one day."""
    days = {known_from.get(key) for key in (split.total, *split.parts)}
    return len(days) == 1 and None not in days


def _too_many(split: _Split, counts: Mapping[FigureKey, int]) -> str:
    parts = sum(counts[part] for part in split.parts)
    return (
        f"{split.total}: its parts are {parts:,} together (first: {split.parts[0]}) and it is {counts[split.total]:,}. "
        "Correct the counts: as long as they disagree nobody can say what they give away."
    )


def _by_area(keys: tuple[FigureKey, ...], within: Mapping[str, str]) -> Iterator[_Split]:
    """Set each area under the nearest one that it lies in and that has the same figure."""
    held, parts = set(keys), defaultdict[FigureKey, list[FigureKey]](list)
    for key in keys:
        larger = within.get(key.area_code)
        while larger is not None and key._replace(area_code=larger) not in held:
            larger = within.get(larger)
        if larger is not None:
            parts[key._replace(area_code=larger)].append(key)
    for total, found in parts.items():
        yield _Split(total, tuple(found), total._replace(area_code=f"elsewhere in {total.area_code}"), agrees=True)


def _spans(periods: Iterable[Period]) -> dict[str, list[tuple[str, ...]]]:
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


def _by_period(keys: tuple[FigureKey, ...], spans: Mapping[str, list[tuple[str, ...]]]) -> Iterator[_Split]:
    held = set(keys)
    for key in keys:
        for labels in spans.get(key.period, ()):
            parts = tuple(part for label in labels if (part := key._replace(period=label)) in held)
            rest = key._replace(period=f"{key.period} without {', '.join(part.period for part in parts)}")
            if parts:
                yield _Split(key, parts, rest, agrees=False)


def _by_sex(keys: tuple[FigureKey, ...]) -> Iterator[_Split]:
    held = set(keys)
    for key in keys:
        absent = [sex for sex in SEXES if key._replace(sex=sex) not in held]
        if key.sex == PERSONS and len(absent) < len(SEXES):
            parts = tuple(key._replace(sex=sex) for sex in SEXES if sex not in absent)
            rest = key._replace(sex=absent[0] if absent else "sex not stated")
            yield _Split(key, parts, rest, agrees=True)


def _by_category(keys: tuple[FigureKey, ...]) -> Iterator[_Split]:
    held, parts = set(keys), defaultdict[FigureKey, list[FigureKey]](list)
    for key in keys:
        if key.category_type:
            parts[key._replace(category="")].append(key)
    for of, found in parts.items():
        total = of._replace(category_type="")
        if total in held:
            yield _Split(total, tuple(found), of._replace(category="no category stated"), agrees=False)
