"""The outcome table in the report's own layout: two rounds side by side, exactly as printed."""

from equitytown.present.blocks import Block, Cell, Column, Paragraph, Row, RowGroup, Span, Table, Text, text
from equitytown.present.wording.phrases import join
from equitytown.publish import cells, printed_audit
from equitytown.publish.edition import Edition
from equitytown.terms.framework import Principle, PrintedRow

TITLE = "The outcome list as printed"
PARTS = (
    ("date", "Date of measure", "text"),
    ("place", "", "number"),
    ("national", "", "number"),
    ("regional", "", "number"),
    ("neighbours", "Nearest neigh\u00adbours", "text"),
    ("rated_national", "vs England", "verdict"),
    ("rated_regional", "vs region", "verdict"),
    ("rated_neighbours", "vs neigh\u00adbours", "verdict"),
    ("trend", "Trend", "text"),
)


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the table of all rounds with the key to its marks."""
    if not edition.place.printed:
        return (Paragraph(text("No printed round is on record for this place."), style="note"),)
    return (
        Paragraph(
            text(
                "Each round stands here as it was printed, slips included. The verdicts are the "
                "printed ones: no test was printed with them. What is known today is in the table "
                "of latest figures."
            ),
            style="lede",
        ),
        table(edition),
        *printed_audit.blocks(edition),
    )


def table(edition: Edition) -> Table:
    """Build the two-round table."""
    framework = edition.place.framework
    rows = {(row.indicator_id, row.round): row for row in edition.place.printed}
    groups = tuple(RowGroup(_heading(principle), _rows(edition, principle, rows)) for principle in framework.principles)
    return Table(
        table_id="outcome-list-as-printed",
        caption="Outcome list, each round as printed",
        columns=_columns(edition),
        groups=groups,
        notes=(
            text("G better, A similar, R worse than the area named, as printed. [x] printed as N/a: not available. "
                 "[z] printed as a dash: read as not applicable."),
            text("Figures, verdicts and trend words are the report's; the notes say where one looks doubtful."),
*_doubts(edition),
        ),
        source=text(_source(edition)),
        wide=True,
    )  # fmt: skip


def _doubts(edition: Edition) -> tuple[Text, ...]:
    """Say where a printed figure looks doubtful; a doubt about several rounds stands once."""
    rounds: dict[tuple[str, str], list[str]] = {}
    for row in edition.place.printed:
        if row.note:
            rounds.setdefault((row.measure, row.note), []).append(row.round)
    return tuple(text(f"{measure} ({join(names)}): {note}") for (measure, note), names in rounds.items())


def _source(edition: Edition) -> str:
    first = edition.place.printed[0]
    return f"{first.publisher}, {first.title}."


def _heading(principle: Principle) -> str:
    return f"{principle.number} {principle.name}" if principle.number else principle.name


def _columns(edition: Edition) -> tuple[Column, ...]:
    place, region = edition.place.area.area_name, edition.place.region.area_name
    names = {"place": place, "national": edition.place.nation.area_name, "regional": region}
    columns = [Column("measure", "Measure and source")]
    for found in edition.place.framework.rounds:
        columns.extend(
            Column(f"{key}_{found}", label or names[key], kind, group=f"Round {found}") for key, label, kind in PARTS
        )
    return tuple(columns)


def _rows(edition: Edition, principle: Principle, rows: dict[tuple[str, str], PrintedRow]) -> tuple[Row, ...]:
    built: list[Row] = []
    for indicator_id in principle.indicator_ids:
        found = [rows.get((indicator_id, name)) for name in edition.place.framework.rounds]
        named = next((row for row in found if row is not None), None)
        if named is None:
            continue
        cells_of_rounds = [cell for row in found for cell in _round(row)]
        built.append(Row((Cell(text=(Span(named.measure), Span(f" ({named.source})"))), *cells_of_rounds)))
    return tuple(built)


def _round(row: PrintedRow | None) -> tuple[Cell, ...]:
    """Give the nine cells of one round; a measure that this round did not hold gets marks."""
    if row is None:
        return tuple(cells.not_applicable("Not in this round under this definition") for _ in PARTS)
    key = f"printed|{row.round}|{row.indicator_id}"
    date = cells.PRINTED_MISSING.get(row.period_printed, row.period_printed)
    applies = row.status != "to be confirmed"
    trend = cells.PRINTED_MISSING.get(row.trend_printed, row.trend_printed)
    return (
        cells.words(date),
        cells.printed(row.place, f"{key}|place"),
        cells.printed(row.national, f"{key}|national"),
        cells.printed(row.regional, f"{key}|regional"),
        cells.printed(row.neighbours, f"{key}|neighbours"),
        cells.printed_verdict(row.national.rating, f"{key}|national#rating", applies=applies),
        cells.printed_verdict(row.regional.rating, f"{key}|regional#rating", applies=applies),
        cells.printed_verdict(row.neighbours.rating, f"{key}|neighbours#rating", applies=applies),
        cells.words(trend) if trend else cells.missing("No trend was printed"),
    )
