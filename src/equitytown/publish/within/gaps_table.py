"""Two tables of the town within: every gap that is held, and every ward's figure for every measure."""

from equitytown.present.blocks import Cell, Column, Row, RowGroup, Span, Table, text
from equitytown.present.wording.inside import RATIO_DECIMALS
from equitytown.present.wording.inside_moves import MOVEMENTS
from equitytown.present.wording.numbers import bare, number
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.within.figures import basis_words, part_cell
from equitytown.publish.within.findings import indicator_of, latest, measured, names_of, of_measure
from equitytown.publish.within.traces import part_traces
from equitytown.publish.within.ward_pages import measure_name
from equitytown.publish.within.wards import ward_slugs, wards
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Indicator, Unit, ValueType
from equitytown.terms.inside import Estimate, Inside, Moved, Ordering, PartKind
from equitytown.terms.observation import Observation

RATES = (ValueType.PROPORTION, ValueType.CRUDE_RATE, ValueType.STANDARDISED_RATE)
ORDER_WORDS = {
    Ordering.CLEAR: "clear",
    Ordering.ENDS_DIFFER: "ends differ",
    Ordering.NOT_CLEAR: "within chance",
    Ordering.NOT_TESTED: "not tested",
}


def every_gap(edition: Edition) -> Table:
    """Set out every gap: both ends, difference, ratio, slope, and what became of it."""
    columns = (
        Column("measure", "Measure"),
        Column("by", "By"),
        Column("high", "Highest", "number"),
        Column("highest", "Highest in"),
        Column("low", "Lowest", "number"),
        Column("lowest", "Lowest in"),
        Column("difference", "Difference", "number"),
        Column("ratio", "Ratio", "number", decimals=RATIO_DECIMALS),
        Column("order", "Order"),
        Column("slope", "Slope index", "number"),
        Column("relative", "Relative index", "number", decimals=RATIO_DECIMALS),
        Column("moved", "What became of it"),
    )
    rows = tuple(_gap_row(edition, f) for i in measured(edition) for f in of_measure(edition, i))
    notes = (
        text("Order: clear where the ends differ and no other part is likely to stand there; ends differ where others "
             "may; within chance where the ends may be alike; not tested where figures have no limits, or are "
             "modelled and share the model's uncertainty."),
        text("Differences of percentages are in percentage points."),
        text("Slope index: the least deprived end less the most deprived, over tenths of local deprivation."),
    )  # fmt: skip
    return Table("inside-gaps", "Every gap inside the town", columns, (RowGroup("", rows),), notes, wide=True)


def _gap_row(edition: Edition, inside: Inside) -> Row:
    indicator, names = indicator_of(edition, inside), names_of(edition, inside)
    held, key = part_traces(edition, inside), inside.finding_id
    slope, moved = inside.slope, inside.moved
    return Row(
        (
            Cell(text=measure_name(indicator, inside)),
            cells.words(names.one),
            *_end(inside.highest, inside, indicator, held, names.of(inside.highest) if inside.highest else ""),
            *_end(inside.lowest, inside, indicator, held, names.of(inside.lowest) if inside.lowest else ""),
            _estimate(inside.difference, f"{key}#difference", indicator.decimals, inside.reason or "No gap"),
            _ratio(inside, indicator),
            cells.words(ORDER_WORDS[inside.ordering], title=inside.reason),
            _slope(inside, slope.slope if slope else None, "slope", indicator.decimals),
            _slope(inside, slope.relative if slope else None, "relative", RATIO_DECIMALS),
            _moved(moved),
        )
    )


def _ratio(inside: Inside, indicator: Indicator) -> Cell:
    if inside.ratio is None and indicator.value_type not in RATES:
        return cells.not_applicable("Figures of this kind do not start from nought")
    return _estimate(inside.ratio, f"{inside.finding_id}#ratio", RATIO_DECIMALS, "No ratio can be given")


def _slope(inside: Inside, estimate: Estimate | None, field: str, decimals: int) -> Cell:
    if inside.kind is not PartKind.DECILES:
        return cells.not_applicable("A slope runs over tenths of local deprivation alone")
    return _estimate(estimate, f"{inside.finding_id}#{field}", decimals, inside.reason or "No slope can be given")


def _moved(moved: Moved | None) -> Cell:
    """Say what became of difference and ratio."""
    if moved is None:
        return cells.missing("No earlier figures to set beside these")
    both = (moved.movement, moved.relative_movement)
    if set(both) == {GapMovement.NOT_ASSESSED}:
        return cells.words(f"Not assessed since {moved.since.label}", title=moved.reason)
    absolute, relative = (MOVEMENTS[movement] for movement in both)
    return cells.words(f"Since {moved.since.label} the difference {absolute}, the ratio {relative}", title=moved.reason)


def _end(
    observation: Observation | None, inside: Inside, indicator: Indicator, held: dict[str, str], name: str
) -> tuple[Cell, Cell]:
    if observation is None or observation.value is None:
        reason = inside.reason or "No part can be relied on"
        return cells.missing(reason), cells.missing(reason)
    trace = held.get(observation.observation_id, observation.observation_id)
    printed = Span(bare(observation.value, indicator), trace=trace)
    return Cell(text=(printed,), number=observation.value), cells.words(capital(name))


def _estimate(estimate: Estimate | None, trace: str, decimals: int, reason: str) -> Cell:
    if estimate is None:
        return cells.missing(reason)
    printed = Span(number(estimate.value, decimals=decimals), trace=trace)
    return Cell(text=(printed,), number=estimate.value)


def every_ward(edition: Edition) -> tuple[Table, ...]:
    """Set out every ward's newest figure for every measure that has figures by ward; no table where none has."""
    found = tuple(f for f in latest(edition) if f.by == edition.place.wards)
    if not found or not wards(edition):
        return ()
    slugs = ward_slugs(edition)
    columns = (Column("ward", "Ward"), *(_column(edition, inside) for inside in found))
    parts = [{inside.key_of(part.observation): part for part in inside.parts} for inside in found]
    rows = []
    for ward in wards(edition):
        name = Cell(text=(Span(ward.area_name, href=f"wards/{slugs[ward.area_code]}"),))
        own = [
            part_cell(edition, inside, held[ward.area_code]) if ward.area_code in held else cells.missing("Not held")
            for inside, held in zip(found, parts, strict=True)
        ]
        rows.append(Row((name, *own)))
    town = [cells.figure(edition, inside.whole, indicator_of(edition, inside)) for inside in found]
    rows.append(Row((cells.words(edition.place.area.area_name), *town), highlight=True))
    notes = (
        text("Newest figures held. Most ward figures are summed from small areas by best fit, and are marked so."),
    )
    return (
        Table("inside-wards", "Every ward, every measure", columns, (RowGroup("", tuple(rows)),), notes, wide=True),
    )


def _column(edition: Edition, inside: Inside) -> Column:
    indicator = indicator_of(edition, inside)
    unit = "" if indicator.unit is Unit.PERCENT else f"{indicator.unit.value}, "
    sex = "" if inside.sex == indicator.headline_sex else f", {inside.sex.lower()}"
    label = f"{indicator.headline} ({unit}{inside.period.label}{basis_words(indicator)}{sex})"
    key = f"{indicator.indicator_id}-{inside.sex}".lower() if sex else indicator.indicator_id
    return Column(key, label, "number", decimals=indicator.decimals)
