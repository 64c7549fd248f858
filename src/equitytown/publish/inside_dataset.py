"""The edition's data on the town within: each comparison of its parts, and each part, as CSV."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from equitytown.publish.tables import write_csv
from equitytown.terms.inside import Estimate, Inside, PartFigure
from equitytown.terms.observation import Observation

Field = str | float | None
LIMITS = ("", "_lower", "_upper")


def _named(*names: str) -> tuple[str, ...]:
    """Name the columns of estimates: each with its limits."""
    return tuple(f"{name}{end}" for name in names for end in LIMITS)


ABOUT = ("indicator_id", "period", "sex", "kind", "by")
COMPARED_COLUMNS = (
    *ABOUT, "by_name", "parts", "unreliable", "withheld", "whole", "highest", "highest_value", "lowest",
    "lowest_value", *_named("difference", "ratio"), "ordering", "chance_highest", "chance_lowest", "by_chance",
    "p_value", *_named("slope", "relative"), "ranked_by", "since", *_named("earlier_difference", "earlier_ratio"),
    "moved", "moved_relative", "worst_off", "why", "moran", "moran_p_value", "reason",
)  # fmt: skip
PART_COLUMNS = (
    *ABOUT, "part", *_named("value"), "limits_from", "numerator", "denominator", "reliable", "reason",
    *_named("smoothed", "smoothed_near"), "above_town", "against_town", "status", "note",
)  # fmt: skip


def write_inside(inside: Iterable[Inside], folder: Path) -> None:
    """
    Write what comparing the parts of the town found.

    Parameters
    ----------
    inside : iterable of Inside
        Every comparison of the edition.
    folder : Path
        Gets `inside.csv`, a row for each comparison, and `inside_parts.csv`, a row for each part of each, from the
        worst-off on. Numbers are unrounded, missing fields empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = list(inside)
    write_csv(folder / "inside.csv", COMPARED_COLUMNS, (_compared(one) for one in found))
    write_csv(folder / "inside_parts.csv", PART_COLUMNS, (_part(one, part) for one in found for part in one.parts))


def _compared(one: Inside) -> Sequence[Field]:
    """Give one row of `inside.csv`."""
    slope, moved, pattern = one.slope, one.moved, one.pattern
    return [
        *_about(one), one.by_name, len(one.parts), sum(not part.is_reliable for part in one.parts), one.withheld,
        one.whole.value if one.whole else None,
        *_end(one, one.highest), *_end(one, one.lowest), *_estimate(one.difference), *_estimate(one.ratio),
        one.ordering.value, one.chance_highest, one.chance_lowest, one.by_chance, one.p_value,
        *_estimate(slope.slope if slope else None), *_estimate(slope.relative if slope else None),
        slope.ranked_by if slope else None,
        moved.since.label if moved else None, *_estimate(moved.earlier_difference if moved else None),
        *_estimate(moved.earlier_ratio if moved else None), moved.movement.value if moved else None,
        moved.relative_movement.value if moved else None, moved.worst_off if moved else None,
        moved.why.value if moved else None, pattern.moran if pattern else None, pattern.p_value if pattern else None,
        "; ".join(filter(None, (one.reason, moved.reason if moved else ""))),
    ]  # fmt: skip


def _part(one: Inside, part: PartFigure) -> Sequence[Field]:
    """Give one row of `inside_parts.csv`."""
    o, against = part.limited, part.against
    origin = "counts" if part.has_limits_of_counts else "publisher"
    return [
        *_about(one), one.key_of(o), o.value, o.lower, o.upper, origin if o.has_limits else "",
        o.numerator, o.denominator, "yes" if part.is_reliable else "no", part.reason,
        *_estimate(part.smoothed), *_estimate(part.smoothed_near), against.difference if against else None,
        against.verdict.rating.value if against else None, o.status.value, o.note,
    ]  # fmt: skip


def _about(one: Inside) -> Sequence[Field]:
    return [one.indicator_id, one.period.label, one.sex, one.kind.value, one.by]


def _end(one: Inside, o: Observation | None) -> Sequence[Field]:
    return [None, None] if o is None else [one.key_of(o), o.value]


def _estimate(found: Estimate | None) -> Sequence[Field]:
    return [None] * len(LIMITS) if found is None else [found.value, found.lower, found.upper]
