"""Tables of figures: the newest beside the newest before, and those that were revised."""

from collections.abc import Iterable, Sequence

from equitytown.present.blocks import Block, Cell, Column, Row, RowGroup, Span, Table
from equitytown.present.wording.numbers import bare
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells, changes
from equitytown.publish.changed.tables import ALL, counted, table_of
from equitytown.publish.edition import Edition
from equitytown.terms.edition_change import TURNS, ChangeKind, EditionChange, EditionChanges

REVISED = (ChangeKind.VALUE, ChangeKind.LIMITS, ChangeKind.WITHDRAWN)


def newest(edition: Edition, found: EditionChanges) -> Table | None:
    """Set each measure's newest figure beside the newest before, where there is a newer period."""
    columns = (
        Column("measure", "Measure"),
        Column("old", "Figure", "number", group="Before"),
        Column("old_period", "Period", group="Before"),
        Column("new", "Figure", "number", group="Now"),
        Column("period", "Period", group="Now"),
        Column("why", "Why"),
    )
    kept = changes.newest_own(edition, found.of(ChangeKind.NEW_PERIOD, ChangeKind.NEW_FIGURE))
    groups = (
        RowGroup("A newer period", tuple(_figure_row(edition, c) for c in kept if c.old_period)),
        RowGroup("Not given before", tuple(_figure_row(edition, c) for c in kept if not c.old_period)),
    )
    caption = "Newest figures beside the newest before"
    note = "Where another source gives the newer figure, the two may not be comparable: see the measure's page."
    return table_of("changes-newest", caption, columns, groups, note)


def _figure_row(edition: Edition, c: EditionChange) -> Row:
    old_id = f"{c.indicator_id}|{c.area_code}|{c.old_period}|{c.sex}"
    old = _value(edition, c, c.old, f"{old_id}@{c.old_known_from}") if c.old_period else _none_before()
    return Row((
        counted(edition, c),
        old, cells.words(c.old_period) if c.old_period else _none_before(),
        _value(edition, c, c.new, c.about), cells.words(c.period),
        cells.words(changes.why_words(c)),
    ))  # fmt: skip


def _none_before() -> Cell:
    return cells.not_applicable("No figure was held before")


def _value(edition: Edition, c: EditionChange, value: str | float | None, trace: str, *, fine: bool = False) -> Cell:
    """Give a value, its unit beside the measure, as finely as tells old from new where both are of one period."""
    indicator = edition.place.indicators.get(c.indicator_id)
    if value is None or isinstance(value, str) or indicator is None:
        return cells.missing("No figure is given") if value is None else cells.words(str(value))
    if fine and isinstance(c.old, float) and isinstance(c.new, float):
        indicator = changes.finely(indicator, c.old, c.new)
    return Cell(text=(Span(bare(value, indicator), trace=trace),), number=value)


def revised(edition: Edition, found: EditionChanges) -> Table | None:
    """List the place's own figures that were given before and are others."""
    shown = found.of(*REVISED)
    own = [c for c in shown if c.area_code == edition.place.area.area_code]
    rest = len(shown) - len(own)
    notes = (f"{rest:,} more are of other areas. {ALL}",) if rest else ()
    caption = f"Figures of {edition.place.area.area_name} that were revised"
    return _revised(edition, found, "revisions", caption, (("", own),), *notes)


def every_figure(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """List the revised figures of the place and of those that it is compared with."""
    shown, codes, place = found.of(*REVISED), _compared(edition), edition.place.area
    others = [c for c in shown if c.area_code in codes and c.area_code != place.area_code]
    headed = (
        (place.area_name, [c for c in shown if c.area_code == place.area_code]),
        ("Those it is compared with", others),
    )
    table = _revised(edition, found, "revisions-all", "Figures that were revised", headed, ALL)
    return (table,) if table is not None else ()


def _revised(
    edition: Edition, found: EditionChanges, table_id: str, caption: str,
    headed: Iterable[tuple[str, Sequence[EditionChange]]], *notes: str,
) -> Table | None:  # fmt: skip
    columns = (
        Column("measure", "Measure"),
        Column("whose", "Of whom"),
        Column("period", "Period"),
        Column("old", "Was", "number"),
        Column("new", "Is", "number"),
        Column("why", "Why"),
        Column("turns", "What turns with it"),
    )
    groups = (RowGroup(name, tuple(_revised_row(edition, found, c) for c in rows)) for name, rows in headed)
    return table_of(table_id, caption, columns, groups, *notes)


def _compared(edition: Edition) -> set[str]:
    place = edition.place
    sets = (place.neighbour_sets[name] for name in place.report.neighbour_sets.values())
    codes = {area.area_code for held in sets for area in held.members}
    return codes | {place.area.area_code, place.region.area_code, place.nation.area_code}


def _revised_row(edition: Edition, found: EditionChanges, c: EditionChange) -> Row:
    area = edition.place.areas.get(c.area_code)
    trace = f"{c.about}@{c.old_known_from}"
    name = "" if c.area_code == edition.place.area.area_code else area.area_name if area else c.area_code
    whose = ", ".join(filter(None, [name, c.sex, c.category]))
    return Row((
        counted(edition, c), cells.words(whose), cells.words(c.period),
        _value(edition, c, c.old, trace, fine=True), _value(edition, c, c.new, c.about, fine=True),
        cells.words(changes.why_words(c)), cells.words(_turns(edition, found, c)),
    ))  # fmt: skip


def _turns(edition: Edition, found: EditionChanges, c: EditionChange) -> str:
    """Say what turned for the place in the figure's own period; several figures may have turned it together."""
    place = edition.place.area.area_code
    same = [
        t for t in found.of(*TURNS)
        if (t.indicator_id, t.period, t.sex) == (c.indicator_id, c.period, c.sex) and not t.old_period
        and t.area_code in (place, c.area_code)
    ]  # fmt: skip
    phrases = dict.fromkeys(
        f"{t.kind.value}{f' against {changes.comparator_name(edition, t.what)}' if t.kind is ChangeKind.RATING else ''}"
        f"{'' if t.area_code == place else ' of its own'}: {t.old}, now {t.new}"
        for t in same
    )
    return capital("; ".join(phrases)) or "Nothing"
