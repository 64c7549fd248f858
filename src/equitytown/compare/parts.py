"""The ways in which a measure's figures cut a town into parts: areas, groups of people, the sexes, tenths of areas."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from equitytown.derive.small_areas import cuts_of
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import BY_SEX, PartKind
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.place import Place

FEWEST = 2  # parts that can be set against each other
SEX = BY_SEX
SEXES = ("Female", "Male")
PERSONS = "Persons"
DECILE = re.compile(r"\bdeciles?\b", re.IGNORECASE)
# What the tenths are called where they are not numbered (Fingertips), from the most deprived on.
_WORDS = (
    "most deprived", "second most", "third more", "fourth more", "fifth more",
    "fifth less", "fourth less", "third less", "second least", "least deprived",
)  # fmt: skip
_NUMBER = re.compile(r"\b(10|[1-9])\b")
OTHER_AREAS = "earlier figures are of other boundaries ({})"

Parts = Mapping[str, Observation]


@dataclass(frozen=True, slots=True)
class PartsOverTime:
    """
    One way of cutting a town into parts, with the figures of each period by the part's code, category or sex.

    `names` are the parts that could have a figure. `unlike` says why earlier periods that are held are left out.
    """

    kind: PartKind
    by: str
    by_name: str
    sex: str
    names: tuple[str, ...]
    periods: Mapping[Period, Parts]
    unlike: str = ""
    ranked_by: str = ""

    def expected(self, period: Period) -> int:
        """
        Count the parts that could have a figure in a period.

        These are all areas of the set and all tenths; of groups, whose names change over the years, those with a row.
        """
        every = self.kind is PartKind.AREAS or bool(self.ranked_by)
        return len(self.names if every else self.periods[period])

    def latest(self) -> Period | None:
        """Give the newest period in which at least two parts have a value."""
        enough = (period for period, parts in self.periods.items() if len(valued(parts)) >= FEWEST)
        return max(enough, default=None)


def valued(parts: Parts) -> dict[str, Observation]:
    """
    Keep the parts with a value, of the publisher that gave most of them.

    Two publishers' figures are not set against each other.
    """
    there = {name: o for name, o in parts.items() if o.value is not None}
    many = defaultdict[str, int](int)
    for o in there.values():
        many[o.provenance.publisher] += 1
    if len(many) < FEWEST:
        return there
    whose = max(many, key=lambda publisher: (many[publisher], publisher))
    return {name: o for name, o in there.items() if o.provenance.publisher == whose}


def tenth_of(category: str) -> int | None:
    """
    Read which tenth a category names; 1 is the most deprived.

    Examples
    --------
    >>> tenth_of("Decile 3"), tenth_of("Second least deprived decile (IMD2019)"), tenth_of("Other")
    (3, 9, None)
    """
    words = category.lower()
    for number, start in enumerate(_WORDS, start=1):
        if words.startswith(start):
            return number
    found = _NUMBER.search(words)
    return int(found[1]) if found else None


def areas_over_time(observations: Iterable[Observation], *, indicator: Indicator, place: Place) -> list[PartsOverTime]:
    """Give the areas of each boundary set and sex that a measure has figures for."""
    over = defaultdict[tuple[str, str], dict[Period, Parts]](dict)
    for cut, parts in cuts_of(observations, indicator=indicator, place=place).items():
        over[cut.set_id, cut.sex][cut.period] = parts
    found = []
    for (set_id, sex), periods in over.items():
        held = place.boundaries[set_id]
        kind = held.shapes[0].area.area_type
        others = [
            place.boundaries[other].name
            for (other, others_sex), at in over.items()
            if other != set_id and others_sex == sex and place.boundaries[other].shapes[0].area.area_type == kind
            and min(at) < min(periods)
        ]  # fmt: skip
        unlike = OTHER_AREAS.format(", ".join(sorted(others))) if others else ""
        names = tuple(sorted(held.codes))
        found.append(PartsOverTime(PartKind.AREAS, set_id, held.name, sex, names, periods, unlike))
    return found


def groups_over_time(observations: Iterable[Observation]) -> list[PartsOverTime]:
    """
    Give the groups of people by each category type and sex, from the town's own figures.

    How a town is made up of groups (the share of each ethnic group among all) is no comparison of them, and left out.
    """
    over = defaultdict[tuple[str, str], dict[Period, dict[str, Observation]]](dict)
    for o in observations:
        if o.category_type:
            over[o.category_type, o.sex].setdefault(o.period, {})[o.category] = o
    return [
        _groups(kind, sex, periods)
        for (kind, sex), periods in sorted(over.items())
        if not any(_share_out(parts) for parts in periods.values())
    ]


def _share_out(parts: Parts) -> bool:
    """Say whether groups share one whole out between them: how many there are of each is no gap."""
    whole = {o.denominator for o in parts.values()}
    counts = [o.numerator for o in parts.values() if o.numerator is not None]
    return len(counts) == len(parts) > 1 and len(whole) == 1 and sum(counts) == next(iter(whole))


def _groups(kind: str, sex: str, periods: Mapping[Period, Parts]) -> PartsOverTime:
    """Put the groups of one category type in order: tenths from the most deprived on, others by name."""
    names = sorted({name for parts in periods.values() for name in parts})
    is_tenths = DECILE.search(kind) is not None
    if is_tenths:
        names.sort(key=lambda name: tenth_of(name) or len(names) + 1)
    return PartsOverTime(PartKind.DECILES if is_tenths else PartKind.GROUPS, kind, kind, sex, tuple(names), periods)


def sexes_over_time(observations: Iterable[Observation]) -> list[PartsOverTime]:
    """Give females and males of the town's own figures, for the periods that have both."""
    periods = defaultdict[Period, dict[str, Observation]](dict)
    for o in observations:
        if o.sex in SEXES and not o.category_type:
            periods[o.period][o.sex] = o
    both = {period: parts for period, parts in periods.items() if len(parts) == len(SEXES)}
    return [PartsOverTime(PartKind.GROUPS, SEX, SEX, PERSONS, SEXES, both)] if both else []


def pair_of_sexes(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """
    Name the two measures that give one figure for females and for males, where an indicator is the first of such two.

    They are named alike but for "-female" and "-male", and agree in unit, value type, polarity and publisher.
    """
    stem = indicator.indicator_id.removesuffix("-female")
    other = indicators.get(f"{stem}-male")
    if stem == indicator.indicator_id or other is None:
        return ()
    alike = all(
        getattr(indicator, name) == getattr(other, name)
        for name in ("unit", "value_type", "polarity", "period_kind", "collected_by")
    )
    same = indicator.source.publisher == other.source.publisher
    return (indicator.indicator_id, other.indicator_id) if alike and same else ()


def worst_first(parts: Sequence[str], values: Mapping[str, float], *, high_is_good: bool) -> list[str]:
    """Put parts in order: from the lowest up where high is good, else from the highest down; then by name."""
    sign = 1 if high_is_good else -1
    return sorted(parts, key=lambda name: (sign * values[name], name))


def own_of(place: Place, observations: Iterable[Observation]) -> Iterator[Observation]:
    """Give the figures of the town itself."""
    return (o for o in observations if o.area_code == place.area.area_code)
