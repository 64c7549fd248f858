"""Figures of the town within: the parts of a town with their limits, worst-off first, and the table behind them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from equitytown.present.blocks import Cell, Column, Figure, Row, RowGroup, Span, Table, Text, Verdict, plain, text
from equitytown.present.charts.data import AreaRow, PartsData, Point, Reference, Role
from equitytown.present.charts.parts import parts_chart
from equitytown.present.wording import inside as words
from equitytown.present.wording.inside import PartNames
from equitytown.present.wording.numbers import bare, limits
from equitytown.present.wording.phrases import capital
from equitytown.present.wording.symbols import Symbol
from equitytown.publish import cells, points
from equitytown.publish.edition import Edition
from equitytown.publish.within.findings import all_parts, indicator_of, names_of
from equitytown.publish.within.traces import limits_trace, part_trace
from equitytown.publish.within.wards import ward_slugs
from equitytown.terms.indicator import Basis, Indicator, Polarity
from equitytown.terms.inside import BY_SEX, Estimate, Inside, PartFigure, PartKind
from equitytown.terms.observation import Observation, Rating

MOST_ROWS = 40  # a chart of more parts draws its two ends
MOST_TITLES = 2  # of one publication that a source line names one by one
ENDS = 12  # rows of each end that are then drawn
LIMITS_OF_COUNTS = "Limits are worked out here from the counts."
BASIS_WORDS = {Basis.MODELLED: "modelled", Basis.CENSUS: "census", Basis.SURVEY: "survey estimates"}


def figure_id_of(inside: Inside) -> str:
    """Name a finding's figure and its table's file."""
    sex = "" if inside.sex == "Persons" else f"-{inside.sex}"
    return re.sub(r"[^a-z0-9-]+", "-", f"inside-{inside.indicator_id}-{inside.by}{sex}".lower()).strip("-")


def basis_words(indicator: Indicator) -> str:
    """Say beside a measure's name where its figures come from, where that bears on them: ", modelled"."""
    said = BASIS_WORDS.get(indicator.collected_by)
    return f", {said}" if said else ""


def parts_figure(edition: Edition, inside: Inside) -> Figure:
    """Draw the parts of the town for one measure; where none has a figure the figure says so."""
    indicator, names = indicator_of(edition, inside), names_of(edition, inside)
    figure_id, title = figure_id_of(inside), words.title(inside, indicator, names)
    shown = [p.observation for p in inside.parts if p.observation.value is not None]
    caption = text(_caption(inside, indicator, names))
    table = parts_table(edition, inside)
    source = sources([*shown, inside.whole])
    if not shown:
        awaiting = "This figure awaits data: every part's figure is withheld or missing."
        return Figure(figure_id, "", title, caption, None, table, source, (), awaiting=awaiting)
    data = PartsData(
        chart_id=figure_id,
        headline=f"{words.headline(inside, indicator)}{basis_words(indicator)}",
        unit=indicator.unit.value,
        period=inside.period.label,
        kind=names.many,
        order=_order(inside, indicator),
        rows=_rows(edition, inside, names),
        town=_town(inside, indicator, names),
        line=inside.slope.line if inside.kind is PartKind.DECILES and inside.slope else (),
        finding=title,
    )
    return Figure(figure_id, "", title, caption, parts_chart(data), table, source, _notes(inside, names))


def sources(observations: Sequence[Observation | None]) -> Text:
    """Name the publications behind some figures; of many tables of one publication the first is named and linked."""
    held: dict[tuple[str, str], Observation] = {}
    titles = defaultdict[tuple[str, str], set[str]](set)
    for o in (o for o in observations if o is not None and o.value is not None):
        series = o.provenance.publisher, re.split(r"[:,] ", o.provenance.title)[0]
        held.setdefault(series, o)
        titles[series].add(o.provenance.title)
    named = []
    for series, o in held.items():
        if len(titles[series]) > MOST_TITLES:
            origin = replace(o.provenance, title=f"{series[1]}, several tables")
            named.append(replace(o, provenance=origin))
        else:
            named += [x for x in observations if x is not None and x.provenance.title in titles[series]]
    return points.sources(named)


def _caption(inside: Inside, indicator: Indicator, names: PartNames) -> str:
    """Say what is drawn and how to read it."""
    held = [p for p in inside.parts if p.observation.value is not None]
    by = f" ({inside.by_name})" if inside.kind is not PartKind.DECILES and inside.by != BY_SEX else ""
    said = [
        (
            f"{words.headline(inside, indicator)} ({indicator.unit.value}{basis_words(indicator)}) by {names.one}{by}, "
            f"{inside.period.label}, {_order(inside, indicator)}."
        )
    ]
    if any(p.limited.has_limits for p in held):
        said.append("Whiskers show 95% confidence limits.")
    if any(not p.is_reliable for p in held):
        said.append("Rings are too uncertain to be set beside the others.")
    if inside.kind is PartKind.DECILES and inside.slope is not None and inside.slope.line:
        said.append("The sloping line is the one behind the slope index of inequality.")
    return " ".join(said)


def _order(inside: Inside, indicator: Indicator) -> str:
    if inside.kind is PartKind.DECILES:
        return "most deprived first"
    return "highest first" if indicator.polarity is Polarity.NONE else "worst-off first"


def _town(inside: Inside, indicator: Indicator, names: PartNames) -> Reference | None:
    """Give the whole town's figure as a line."""
    if inside.whole is None or inside.whole.value is None:
        return None
    held = points.point(inside.whole, indicator, period=inside.period.label, rating=Rating.NOT_COMPARED)
    return Reference(f"{names.town} as a whole", Role.ENGLAND, held)


def _rows(edition: Edition, inside: Inside, names: PartNames) -> tuple[AreaRow, ...]:
    """Give every part as a row; of very many the two ends, with a row that says how many stand between."""
    parts, indicator = all_parts(edition, inside), indicator_of(edition, inside)
    if len(parts) <= MOST_ROWS:
        return tuple(_row(part, indicator, names) for part in parts)
    held = [part for part in parts if part.observation.value is not None]
    between = Point(inside.period.label, None, words="in the table")
    many = AreaRow(f"{len(held) - 2 * ENDS} {names.many} between", between)
    return (
        *(_row(part, indicator, names) for part in held[:ENDS]),
        many,
        *(_row(part, indicator, names) for part in held[-ENDS:]),
    )


def _row(part: PartFigure, indicator: Indicator, names: PartNames) -> AreaRow:
    held = part.observation
    name = names.label(held)
    if held.value is None:
        return AreaRow(name, Point(held.period.label, None, words=cells.missing_words(held)))
    drawn = points.point(part.limited, indicator, period=held.period.label, rating=Rating.NOT_COMPARED)
    return AreaRow(name, drawn, hollow=not part.is_reliable)


def _notes(inside: Inside, names: PartNames) -> tuple[Text, ...]:
    left = words.left_out(inside, names)
    made = text(LIMITS_OF_COUNTS if any(part.has_limits_of_counts for part in inside.parts) else "")
    return tuple(said for said in (*left, text(_said_of_all(inside)), made) if plain(said))


def _said_of_all(inside: Inside) -> str:
    """Give the note that every part's figure carries, such as that its period is not stated."""
    notes = {part.observation.note.rstrip(".") for part in inside.parts if part.observation.value is not None}
    common = next(iter(notes)) if len(notes) == 1 else ""
    return f"{common}." if common else ""


def parts_table(edition: Edition, inside: Inside) -> Table:
    """Set out every part's figure: as measured, against the town, and smoothed beside it where it was."""
    indicator, names = indicator_of(edition, inside), names_of(edition, inside)
    given = _given(inside.parts)
    unit = indicator.unit.value
    columns = [
        Column("part", capital(names.one)),
        Column("value", unit, "number", decimals=indicator.decimals),
        Column("limits", "95% limits", "number"),
        *([Column("against", f"Against {names.town}", "verdict")] if given["against"] else []),
        *([Column("smoothed", f"Drawn to {names.town}", "number", "Smoothed")] if given["smoothed"] else []),
        *([Column("near", "Drawn to the areas around", "number", "Smoothed")] if given["near"] else []),
    ]
    slugs = ward_slugs(edition) if inside.by == edition.place.wards else {}
    rows = tuple(_table_row(edition, inside, part, given, slugs) for part in all_parts(edition, inside))
    caption = (
        f"{words.headline(inside, indicator)} ({unit}{basis_words(indicator)}) by {names.one}, {inside.period.label}"
    )
    return Table(figure_id_of(inside), caption, tuple(columns), (RowGroup("", rows),), _table_notes(inside, given))


def _given(parts: Sequence[PartFigure]) -> dict[str, bool]:
    """Say which columns any part has something for."""
    return {
        "against": any(part.against and part.against.verdict.rating is not Rating.NOT_COMPARED for part in parts),
        "smoothed": any(part.smoothed for part in parts),
        "near": any(part.smoothed_near for part in parts),
    }


def _table_notes(inside: Inside, given: dict[str, bool]) -> tuple[Text, ...]:
    found = [LIMITS_OF_COUNTS] if any(part.has_limits_of_counts for part in inside.parts) else []
    if given["smoothed"] or given["near"]:
        found.append(
            "A smoothed figure is drawn from the measured one towards the town's, or towards those of the areas "
            "around, the more so the fewer people it rests on. It stands beside the measured figure, not in its place."
        )
    notes = sorted({p.observation.note.rstrip(".") for p in inside.parts if p.observation.note})
    if notes:
        found.append(f"Notes on the figures: {'; '.join(notes)}.")
    return tuple(text(said) for said in found)


def _table_row(
    edition: Edition, inside: Inside, part: PartFigure, given: dict[str, bool], slugs: dict[str, str]
) -> Row:
    indicator, names = indicator_of(edition, inside), names_of(edition, inside)
    key = inside.key_of(part.observation)
    slug = slugs.get(key, "")
    name = Span(names.label(part.observation), href=f"wards/{slug}" if slug else "")
    row = [Cell(text=(name,)), part_cell(edition, inside, part), limits_cell(edition, inside, part)]
    if given["against"]:
        row.append(against_cell(inside, part))
    if given["smoothed"]:
        row.append(_smoothed(part.smoothed, indicator, f"{inside.finding_id}#smoothed:{key}"))
    if given["near"]:
        row.append(_smoothed(part.smoothed_near, indicator, f"{inside.finding_id}#near:{key}"))
    return Row(tuple(row))


def part_cell(edition: Edition, inside: Inside, part: PartFigure) -> Cell:
    """Give a part's figure with its symbols, or the symbol that says why there is none."""
    indicator, held = indicator_of(edition, inside), part.observation
    if held.value is None:
        return cells.figure(edition, held, indicator)
    symbols = edition.symbols(held)
    if not part.is_reliable and Symbol.UNRELIABLE not in symbols:
        symbols = tuple(symbol for symbol in Symbol if symbol in (*symbols, Symbol.UNRELIABLE))
    printed = Span(bare(held.value, indicator), trace=part_trace(edition, inside, part))
    return Cell(
        text=(printed, *(Span(f" {symbol}") for symbol in symbols)),
        number=held.value,
        title=part.reason or held.note,
        symbols=symbols,
    )


def limits_cell(edition: Edition, inside: Inside, part: PartFigure) -> Cell:
    """Give a part's limits."""
    indicator = indicator_of(edition, inside)
    held = limits(part.limited, indicator)
    if not held:
        return cells.limits_of(part.observation, indicator)
    lower, joint, upper = held
    trace = limits_trace(edition, inside, part)
    ends = (Span(lower.text, words.end_of(trace, "lower")), joint, Span(upper.text, words.end_of(trace, "upper")))
    return Cell(text=ends)


def against_cell(inside: Inside, part: PartFigure) -> Cell:
    """Give the verdict against the town as a whole."""
    if part.against is None:
        return cells.missing("No figure to set against the town's")
    verdict = part.against.verdict
    trace = f"{inside.finding_id}#rating:{inside.key_of(part.observation)}"
    shown = Verdict(verdict.rating, trace=trace, basis=verdict.basis.value)
    return Cell(verdict=shown, title=verdict.reason or f"{capital(verdict.basis.value)}: {verdict.method}")


def _smoothed(estimate: Estimate | None, indicator: Indicator, trace: str) -> Cell:
    if estimate is None:
        return cells.missing("Not smoothed: no counts are held")
    return Cell(text=(Span(bare(estimate.value, indicator), trace=trace),), number=estimate.value)
