"""What must hold of a measure's figures together, beside those already held, before they are taken."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from statistics import median

from equitytown.collect.supplier import Row, Scope
from equitytown.errors import DriftError
from equitytown.terms.area import Area
from equitytown.terms.indicator import Indicator, Unit
from equitytown.terms.observation import Observation

FEWEST = 0.8  # of the figures held: fewer have been cut short
SAME_SCALE = 1.5  # how far England's figures for the same periods may move, as a ratio, and be revisions
NEXT_SCALE = 3.0  # how far England's newest figure may lie from the newest held
RATIOS = frozenset({Unit.PERCENT, Unit.YEARS, Unit.PER_1000, Unit.PER_100000})  # units in which a ratio means something
ACCEPT = "If the change is real, run the command again with --accept {}."

Figures = Sequence[Observation]


def check_figures(found: Figures, held: Figures, *, rows: Sequence[Row], indicator: Indicator, scope: Scope) -> None:
    """
    Refuse figures that cannot be what they were, whoever looks at them.

    Parameters
    ----------
    found : sequence of Observation
        What came.
    held : sequence of Observation
        The newest figures of the same supplier that are held.
    rows : sequence of Row
        Every row that came, other areas included.
    indicator : Indicator
        What is measured.
    scope : Scope
        Whose figures are wanted.

    Raises
    ------
    DriftError
        If nothing came, the place is missing, or what came is older than what is held.
    """
    name = indicator.indicator_id
    if not found:
        raise DriftError(f"{name}: none of its {len(rows):,} rows is about an area and sex that are wanted.")
    for area in (scope.nation, scope.place):
        if not any(o.area_code == area.area_code for o in found):
            raise DriftError(
                f"{name}: no row is about {area.area_name} ({area.area_code}).{_elsewhere(rows, area.area_name)}"
            )
    came, before = (max((o.period for o in some if o.value is not None), default=None) for some in (found, held))
    if before and (came is None or came < before):
        raise DriftError(
            f"{name}: the newest figure that came is for {came or 'no period'}, and {before} is held. "
            "An older file than before was sent."
        )


def check_undated(found: Figures, others: Figures, *, indicator: Indicator, today: date) -> None:
    """
    Refuse the first file of a source that says nothing of its day and is older than what other sources gave.

    Its figures would stand from today and so before newer ones.

    Raises
    ------
    DriftError
        If its newest period is older than the newest held and no row is dated.
    """
    came, before = (max((o.period for o in some if o.value is not None), default=None) for some in (found, others))
    if came and before and came < before and all(o.known_from == today for o in found):
        raise DriftError(
            f"{indicator.indicator_id}: its newest figure is for {came}, and {before} is held from elsewhere: it is an "
            "older copy. Say in sources.yaml when it was made (dated: 2024-05-13), so that it stands before the newer."
        )


def check_drift(
    found: Figures, held: Figures, *, others: Figures, ever: Collection[object], indicator: Indicator, scope: Scope
) -> None:
    """
    Refuse figures without the nation's, much fewer than before, or on another scale, unless somebody accepts them.

    Raises
    ------
    DriftError
        With what changed; its sentence says how to accept it.
    """
    for sentence in (*_fewer(found, held, ever, scope), *_scaled(found, [*others, *held], indicator, scope)):
        raise DriftError(f"{indicator.indicator_id}: {sentence} {ACCEPT.format(indicator.indicator_id)}")


def _fewer(found: Figures, held: Figures, ever: Collection[object], scope: Scope) -> Iterator[str]:
    """Say whether the nation's figures, or many that the source ever gave, did not come."""
    if not _has(found, scope.nation) and (_has(held, scope.nation) or not held):
        nation = f"{scope.nation.area_name} ({scope.nation.area_code})"
        yield f"no row is about {nation}, so nothing could be compared with it."
    came = len({o.key for o in found} & set(ever))
    if ever and came < FEWEST * len(ever):
        yield f"{len(ever):,} figures are held and only {came:,} of them came: it may have been cut short."


def _scaled(found: Figures, held: Figures, indicator: Indicator, scope: Scope) -> Iterator[str]:
    """Say whether the figures are shares, or the nation's on another scale than those held, from wherever."""
    if indicator.unit not in RATIOS:
        return
    old, new = (_of_nation(some, scope) for some in (held, found))
    shared = [new[key] / old[key] for key in old.keys() & new.keys() if old[key] and new[key]]
    if shared and not 1 / SAME_SCALE <= median(shared) <= SAME_SCALE:
        yield (
            f"{scope.nation.area_name}'s figures for the same periods are {median(shared):.3g} times what is held: "
            "its unit or definition may have changed."
        )
    elif old and new and (ratio := _newest(new) / (_newest(old) or 1)) and not 1 / NEXT_SCALE <= ratio <= NEXT_SCALE:
        yield (
            f"{scope.nation.area_name}'s newest figure, {_newest(new):g}, is {ratio:.3g} times the newest held, "
            f"{_newest(old):g}: its unit or definition may have changed."
        )
    values = [o.value for o in found if o.value is not None]
    if indicator.unit is Unit.PERCENT and len(values) > 1 and 0 < max(values) <= 1:
        yield "no value is above 1%: they may be shares. A mapping with scale: 100 makes percentages of them."


def _has(figures: Figures, area: Area) -> bool:
    return any(o.area_code == area.area_code for o in figures)


def _of_nation(some: Figures, scope: Scope) -> dict[tuple[object, ...], float]:
    """England's values by figure, oldest first; object: the parts of a figure's key."""
    kept = [o for o in some if o.area_code == scope.nation.area_code and o.value is not None and not o.category_type]
    return {o.key: o.value for o in sorted(kept, key=lambda o: (o.period, o.sex)) if o.value is not None}


def _newest(values: dict[tuple[object, ...], float]) -> float:
    return list(values.values())[-1]


def _elsewhere(rows: Sequence[Row], name: str) -> str:
    """Say under which other code the supplier now lists an area of this name."""
    codes = sorted({row.area_code for row in rows if row.area_name == name})
    return f" The supplier lists {name} under {', '.join(codes)}: its code has changed." if codes else ""
