"""From every held row to the rows worth keeping: vintages, areas and order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from luton.measures import SPREAD_PERIODS
from luton.rows import ENGLAND, LUTON, PRINTED_PUBLISHER, REGION, Row

LATEST_KEPT = 2
UNREVISED = "Luton's figure has since been revised, and no revision of this one is held"
NO_ENGLAND = "No figure for England is held for this period, and none is worked out from its parts"


def drop_covered(older: Iterable[Row], newer: Iterable[Row]) -> list[Row]:
    """Keep the rows of an undated older copy only where no newer source has the figure."""
    covered = {row.key for row in newer}
    return [row for row in older if row.key not in covered]


def drop_rounded_twins(rounded: Iterable[Row], exact: Iterable[Row]) -> list[Row]:
    """Drop a rounded figure where the source with limits gives the same value."""
    known = {(row.key, row.value) for row in exact if row.lower}
    return [row for row in rounded if (row.key, row.value) not in known]


def keep_vintages(rows: Iterable[Row]) -> list[Row]:
    """
    Keep the first row that shows a figure, and each later one that changes it, adds to it or is another publisher's.

    Raises
    ------
    ValueError
        If two rows claim the same figure from the same day.
    """
    ordered = sorted(rows, key=lambda row: (row.key, row.known_from))
    return [row for _, same in groupby(ordered, key=lambda row: row.key) for row in _vintages_of(list(same))]


def _vintages_of(same: list[Row]) -> list[Row]:
    """Walk one figure's rows from the oldest; a supplier's gap never hides a figure already held."""
    kept: list[Row] = []
    for row in same:
        if kept and row.known_from == kept[-1].known_from:
            raise ValueError(f"two rows for {row.key} are both known from {row.known_from}")
        if not kept or _adds(row, kept[-1]):
            kept.append(row)
    return kept


def _adds(row: Row, before: Row) -> bool:
    """Say whether a later row changes the value or the publisher, or adds limits, counts or a verdict."""
    if not row.value:
        return False
    if row.value != before.value or row.publisher != before.publisher:
        return True
    later = (row.lower, row.upper, row.numerator, row.denominator, row.published_rating)
    earlier = (before.lower, before.upper, before.numerator, before.denominator, before.published_rating)
    return any(new and new != old for new, old in zip(later, earlier, strict=True))


def keep_areas(rows: Iterable[Row], always: set[str]) -> list[Row]:
    """Keep Luton, its comparators and neighbours in every period; all authorities in the spread's periods."""
    by_indicator: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_indicator[row.indicator_id].append(row)
    return [row for held in by_indicator.values() for row in _with_spread(held, always)]


def _with_spread(held: list[Row], always: set[str]) -> list[Row]:
    """Keep one indicator's rows: named areas always, the rest in the two latest and the figures' periods."""
    supplied = {
        (row.period_end, row.period)
        for row in held
        if row.area_code == LUTON and row.value and row.publisher != PRINTED_PUBLISHER
    }
    latest = {period for _, period in sorted(supplied)[-LATEST_KEPT:]}
    spread = latest | SPREAD_PERIODS.get(held[0].indicator_id, set())
    one_sex = "Persons" if any(row.sex == "Persons" for row in held) else held[0].sex
    return [row for row in held if row.area_code in always or (row.period in spread and row.sex == one_sex)]


def name_england(rows: list[Row]) -> list[Row]:
    """Add a row that says so wherever another area has a row and no source gives England's."""
    stands = {row.key for row in rows if row.area_code == ENGLAND}
    gaps: dict[tuple[str, ...], Row] = {}
    for row in rows:
        gap = replace(
            row, area_code=ENGLAND, area_name="England", value="", lower="", upper="", confidence="",
            numerator="", denominator="", status="missing", published_rating="", note=NO_ENGLAND,
        )  # fmt: skip
        if gap.key not in stands:
            gaps[gap.key] = min(gap, gaps.get(gap.key, gap), key=lambda each: each.known_from)
    return [*rows, *gaps.values()]


def note_unrevised(rows: Iterable[Row], sources: Iterable[Row]) -> list[Row]:
    """Say on a printed figure of England or the region that Luton's own has since been revised without it."""
    held = list(rows)
    supplied = {row.key for row in sources if row.value and row.publisher != PRINTED_PUBLISHER}
    newest = {row.key: row for row in sorted(held, key=lambda row: row.known_from)}
    return [replace(row, note=f"{row.note}; {UNREVISED}") if _stayed(row, newest, supplied) else row for row in held]


def _stayed(row: Row, newest: dict[tuple[str, ...], Row], supplied: set[tuple[str, ...]]) -> bool:
    """Say whether a printed comparator has no other source while Luton's figure has moved on."""
    printed = row.publisher == PRINTED_PUBLISHER and row.value and row.key not in supplied
    if row.area_code not in {ENGLAND, REGION} or not printed:
        return False
    own = newest.get(replace(row, area_code=LUTON).key)
    return own is not None and own.publisher != PRINTED_PUBLISHER
