"""What cannot be right about a target: each check gives keys with a sentence and its mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from equitytown.place.faults import nearest, one_of
from equitytown.place.schema_targets import TargetModel
from equitytown.place.words import shown
from equitytown.terms.indicator import BOUNDS, Indicator, Polarity
from equitytown.terms.inside import BY_LOCAL_TENTH, BY_SEX
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.target import England, PathPoint, Target, TargetOf, TargetStatus

Told = Iterator[tuple[tuple[str | int, ...], str, str]]
"""The key within the target, what is wrong, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a target is checked against: the place's rows, its boundary sets, its code and its nation's."""

    observations: tuple[Observation, ...]
    boundary_sets: frozenset[str]
    area_code: str
    nation_code: str

    def category_types(self, indicator_id: str) -> dict[str, set[str]]:
        """Give the groups of a measure by the way of grouping."""
        found: dict[str, set[str]] = {}
        for o in self.observations:
            if o.indicator_id == indicator_id and o.category_type:
                found.setdefault(o.category_type, set()).add(o.category)
        return found

    def start(self, target: Target, indicator: Indicator) -> PathPoint | None:
        """Give the baseline, with the value or the gap held for its period where none was stated."""
        start = target.baseline
        if start is None or start.value is not None:
            return start
        own = self._value(target, start.period, self.area_code)
        if target.of is TargetOf.VALUE or own is None:
            return PathPoint(start.period, own)
        england = self._value(target, start.period, self.nation_code)
        worse = 1 if indicator.polarity is Polarity.LOW else -1
        return PathPoint(start.period, None if england is None else worse * (own - england))

    def _value(self, target: Target, period: Period, area_code: str) -> float | None:
        """Give the newest vintage of a figure that a target is about; England's is of everyone unless it says so."""
        everyone = area_code == self.nation_code and target.england is England.EVERYONE
        group = ("", "") if everyone else (target.category_type, target.category)
        about = (target.indicator_id, area_code, period, target.sex, *group)
        known = [o for o in self.observations if o.key == about and o.value is not None]
        return max(known, key=lambda o: o.known_from).value if known else None


def check_value(target: Target, model: TargetModel, indicator: Indicator, _held: Held) -> Told:
    """Note a target with both or neither of value and better_than, and values that its unit cannot hold."""
    if (model.value is None) == (model.better_than is None):
        said = "has both value and better_than" if model.value is not None else "has neither value nor better_than"
        yield ("target",), f"{model.target} {said}.", "Write value for a fixed aim, or better_than for a moving one."
    if model.better_than is not None and target.of is not TargetOf.VALUE:
        yield (("better_than",), "better_than is for a value: a gap to England is set against England already.",
               f"Write of: value, or give the gap's size as value. {one_of(of.value for of in TargetOf)}")  # fmt: skip
    if model.margin and model.better_than is None:
        yield ("margin",), "margin stands without better_than.", "Write better_than, or take margin out."
    stated = [(("value",), target.value), *((("milestones", i, "value"), p.value) for i, p in _steps(target))]
    if target.baseline is not None:
        stated.append((("baseline", "value"), target.baseline.value))
    for key, value in stated:
        if value is not None and (said := _out_of_bounds(value, target, indicator)):
            yield key, f"{value:g} {said}.", f"Write it in the measure's unit, {indicator.unit.value}."


def _steps(target: Target) -> Iterator[tuple[int, PathPoint]]:
    return iter(enumerate(target.milestones))


def _out_of_bounds(value: float, target: Target, indicator: Indicator) -> str:
    low, high = BOUNDS[indicator.unit]
    if target.of is not TargetOf.VALUE:
        low, high = 0.0, None if low is None or high is None else high - low
    if low is not None and value < low:
        return f"is below {low:g}, the lowest that {_what(target, indicator)} can be"
    if high is not None and value > high:
        return f"is above {high:g}, the highest that {_what(target, indicator)} can be"
    return ""


def _what(target: Target, indicator: Indicator) -> str:
    return f"a figure in {indicator.unit.value}" if target.of is TargetOf.VALUE else "the size of a gap"


def check_about(target: Target, model: TargetModel, indicator: Indicator, held: Held) -> Told:
    """Note a sex, a group or a way of cutting the town that the measure's figures do not have."""
    sexes = [sex.strip() for sex in indicator.sex.split(",")]
    if target.sex not in sexes:
        yield ("sex",), f'sex "{shown(target.sex)}" is not one of the measure\'s.', one_of(sexes)
    known = held.category_types(target.indicator_id)
    if bool(model.category_type) != bool(model.category):
        yield ("category_type",), "category_type and category belong together.", "Write both, or neither."
    elif model.category_type and model.category not in known.get(model.category_type, set()):
        groups = sorted(f"{by}: {name}" for by, names in known.items() for name in names)
        yield (("category",), f'no figure of {target.indicator_id} is of "{shown(model.category)}".',
               one_of(groups) if groups else "The measure has no figures by group: take category out.")  # fmt: skip
    for i, by in enumerate(model.groups):
        if by not in known:
            mend = nearest(by, known) or (one_of(sorted(known)) if known else "The measure has no figures by group.")
            yield ("groups", i), f'no figure of {target.indicator_id} is grouped by "{shown(by)}".', mend
    yield from _check_inside(target, held, known)


def _check_inside(target: Target, held: Held, known: dict[str, set[str]]) -> Told:
    if target.of is not TargetOf.INSIDE:
        if target.inside:
            yield ("inside",), "inside is for a gap inside the town.", f"Write of: {TargetOf.INSIDE.value}."
        return
    ways = sorted({*held.boundary_sets, *known, BY_SEX, BY_LOCAL_TENTH})
    if target.inside not in ways:
        said = f'"{shown(target.inside)}" is no way of cutting the town' if target.inside else "inside is missing"
        yield ("inside",), f"{said}.", one_of(ways)
    if target.baseline is not None and target.baseline.value is None:
        yield (("baseline", "value"), "the baseline of a gap inside the town needs its value.",
               "Write the gap's size then.")  # fmt: skip


def check_path(target: Target, _model: TargetModel, indicator: Indicator, held: Held) -> Told:
    """Note a target on the wrong side of where it began, a date that had passed, and milestones that lead elsewhere."""
    if target.by is not None and target.by < target.agreed_on:
        yield ("by",), f"{target.by} had passed when the target was agreed, on {target.agreed_on}.", "Correct one."
    if target.is_moving:
        if target.milestones:
            yield ("milestones",), "a moving target has no milestones: England's figure moves.", "Take them out."
        return
    if target.milestones and target.baseline is None:
        yield ("milestones",), "milestones stand without a baseline.", "Write baseline: with its period."
    start = held.start(target, indicator)
    sign = 1 if target.of is TargetOf.VALUE and indicator.polarity is Polarity.HIGH else -1
    stated = None if start is None else start.value
    if stated is not None and target.value is not None and sign * (target.value - stated) <= 0:
        good = indicator.polarity.value if target.of is TargetOf.VALUE else "a gap is to be small"
        yield (("value",), f"{target.value:g} is no better than the {stated:g} of the baseline: {good}.",
               "Correct the value, the baseline, or the polarity in the measure's file.")  # fmt: skip
    yield from _check_milestones(target, start, sign)


def _check_milestones(target: Target, start: PathPoint | None, sign: int) -> Told:
    for i, point in _steps(target):
        key = ("milestones", i, "value")
        if target.value is not None and point.value is not None and sign * (point.value - target.value) > 0:
            yield (
                key,
                f"the milestone {point.value:g} lies beyond the target, {target.value:g}.",
                "Correct one of them.",
            )
        if target.by is not None and point.period.end > target.by:
            yield (
                ("milestones", i, "period"),
                f"{point.period} ends after {target.by}, the target's date.",
                "Correct one.",
            )
    points = [*([start] if start is not None else []), *target.milestones]
    for i, (before, after) in enumerate(pairwise(points)):
        if after.period <= before.period:
            at = i if start is not None else i + 1
            yield (("milestones", at, "period"), f"{after.period} does not come after {before.period}.",
                   "Put the milestones in order, oldest first.")  # fmt: skip


def check_end(target: Target, model: TargetModel, _indicator: Indicator, _held: Held) -> Told:
    """Note a target that ended without day or reason, and one that holds with either."""
    if target.is_live:
        for key in ("ended_on", "replaced_by"):
            if getattr(model, key):
                yield (key,), f"{key} stands with a target that is {target.status.value}.", _ENDS
        return
    if target.ended_on is None:
        yield (
            ("status",),
            f"a target that is {target.status.value} needs ended_on.",
            "Write the day: ended_on: 2026-03-31.",
        )
    elif target.ended_on < target.agreed_on:
        yield ("ended_on",), f"{target.ended_on} comes before {target.agreed_on}, when it was agreed.", "Correct one."
    if not target.reason:
        yield ("status",), f"a target that is {target.status.value} needs a reason.", "Write reason: in a sentence."
    if target.status is TargetStatus.REPLACED and not target.replaced_by:
        yield ("status",), "a replaced target needs replaced_by.", "Name the target that stands in its place."


_ENDS = f"Write status: {TargetStatus.ENDED.value} or {TargetStatus.REPLACED.value}, or take it out."
