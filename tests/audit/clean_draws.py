"""Drawing figures for clean tables: a place, England, its region and its neighbours, and how they move."""

from dataclasses import dataclass, replace
from random import Random

from equitytown.terms.indicator import Polarity
from equitytown.terms.period import PeriodKind
from tests.audit.clean_measures import Measure

NEIGHBOURS = 15


@dataclass(frozen=True, slots=True)
class Drawn:
    """Figures of one measure in one round, as printed, the standard error behind the place's, and how low it can be."""

    place: float
    national: float
    regional: float
    neighbours: tuple[float, ...]
    error: float
    floor: float = 0.0

    def limits(self, reach: float, decimals: int) -> tuple[float, float]:
        half = max(reach * self.error, 10.0**-decimals)
        return round(max(self.place - half, self.floor), decimals), round(self.place + half, decimals)

    def rank(self, of: int, polarity: Polarity) -> int:
        sign = 1 if polarity is Polarity.HIGH else -1
        return 1 + sum(sign * other > sign * self.place for other in self.neighbours[: of - 1])

    def average(self, of: int, decimals: int) -> float:
        members = self.neighbours[: of - 1]
        return round(sum(members) / len(members), decimals)


def held_in(value: float, measure: Measure) -> float:
    """Keep a figure within what its unit allows, and round it as printed."""
    if measure.unit == "%":
        value = min(max(value, 1.0), 98.0)
    elif measure.unit != "score":
        value = max(value, measure.level * 0.3)
    return round(value, measure.decimals)


def normal(rng: Random, most: float) -> float:
    return min(max(rng.gauss(0, 1), -most), most)


def draw(rng: Random, measure: Measure, of: int) -> Drawn:
    """Draw a first round: now and then a place that truly lies far off, or neighbours unlike England."""
    adverse = -1 if measure.polarity is Polarity.HIGH else 1
    far = adverse * measure.reach * rng.random() if measure.reach and rng.random() < 0.3 else normal(rng, 2)
    home = 1.3 * adverse if rng.random() < 0.6 else normal(rng, 1)
    others = [measure.level + measure.spread * (home * 0.6 + normal(rng, 2)) for _ in range(max(of - 1, NEIGHBOURS))]
    return Drawn(
        place=held_in(measure.level + measure.spread * far, measure),
        national=held_in(measure.level, measure),
        regional=held_in(measure.level + measure.spread * 0.4 * normal(rng, 2), measure),
        neighbours=tuple(held_in(other, measure) for other in others),
        error=measure.error,
        floor=float("-inf") if measure.unit == "score" else 0.0,
    )


def draw_again(rng: Random, first: Drawn, measure: Measure) -> Drawn:
    """Draw the next round: everything moves a little together, and each a little of its own."""
    drift = 0.3 * measure.spread * normal(rng, 1)
    own = min(measure.error, 0.05 * abs(measure.level) or measure.error)
    return replace(
        first,
        place=held_in(first.place + drift + own * normal(rng, 2), measure),
        national=held_in(first.national + drift, measure),
        regional=held_in(first.regional + drift + 0.12 * measure.spread * normal(rng, 2), measure),
        neighbours=tuple(held_in(other + drift + own * normal(rng, 1.5), measure) for other in first.neighbours),
    )


def joined(men: Drawn, women: Drawn, decimals: int) -> Drawn:
    """Give persons: between men and women in every figure."""
    return Drawn(
        place=round((men.place + women.place) / 2, decimals),
        national=round((men.national + women.national) / 2, decimals),
        regional=round((men.regional + women.regional) / 2, decimals),
        neighbours=tuple(
            round((one + other) / 2, decimals) for one, other in zip(men.neighbours, women.neighbours, strict=True)
        ),
        error=men.error / 1.4,
    )


def period_label(kind: PeriodKind, year: int) -> str:
    """Write a period as its kind is written."""
    if kind is PeriodKind.CALENDAR:
        return str(year)
    if kind is PeriodKind.POOLED:
        return f"{year - 2}-{year % 100:02d}"
    return f"{year}/{(year + 1) % 100:02d}"
