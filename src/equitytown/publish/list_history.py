"""How the outcome list came to be what it is: measures added, retired, replaced or awaited, with day and reason."""

from equitytown.present.blocks import Block, Cell, Column, Fact, Heading, Row, RowGroup, Span, Table, Text, text
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.terms.framework import ListChange, MeasureChange
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import long_date

COLUMNS = (
    Column("dated", "From"),
    Column("measure", "Measure"),
    Column("change", "What became of it"),
    Column("reason", "Why"),
    Column("decided", "Decided by, and where that stands"),
)


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Set out the changes of the list, the newest first; nothing where none is on record."""
    history = edition.place.framework.history
    if not history:
        return ()
    rows = tuple(_row(edition, change) for change in reversed(history))
    notes = (text("Rounds printed before a change keep the measures that they were printed with."),)
    table = Table("list-history", "Measures added, retired, replaced or awaited", COLUMNS, (RowGroup("", rows),), notes)
    return (Heading(2, "How the outcome list changed", anchor="list-history"), table)


def _row(edition: Edition, change: MeasureChange) -> Row:
    decided = _decided(change)
    return Row(
        (
            cells.words(long_date(change.dated)),
            _measure(edition, change.indicator_id),
            Cell(text=_became(edition, change)),
            cells.words(change.reason),
            cells.words(decided) if decided else cells.missing("Who decided is not on record"),
        )
    )


def _decided(change: MeasureChange) -> str:
    """Say who decided a change, and where that stands."""
    return ". ".join(part.rstrip(".") for part in (change.decided_by, change.decision) if part)


def _measure(edition: Edition, indicator_id: str) -> Cell:
    return Cell(text=(_named(edition, indicator_id),))


def _named(edition: Edition, indicator_id: str) -> Span:
    """Name a measure, with a link where it has a page."""
    indicator = edition.place.indicators[indicator_id]
    has_page = indicator in (*edition.listed(), *edition.supporting())
    return Span(indicator.headline, href=f"measures/{indicator_id}" if has_page else "")


def _became(edition: Edition, change: MeasureChange) -> Text:
    if change.change is ListChange.AWAITING:
        return text("Awaiting: still to be confirmed")
    if change.change is ListChange.REPLACED:
        return (Span("Replaced by "), _named(edition, change.replaced_by))
    return text(capital(change.change.value))


def facts(edition: Edition, indicator: Indicator) -> tuple[Fact, ...]:
    """Say of one measure what became of it, when and why."""
    found = []
    for change in edition.place.framework.history:
        if change.indicator_id == indicator.indicator_id:
            label = {ListChange.AWAITING: "Awaited"}.get(change.change, capital(change.change.value))
            found.append(Fact(label, text(f"{long_date(change.dated)}. {_why(change)}")))
        elif change.replaced_by == indicator.indicator_id:
            before = _named(edition, change.indicator_id)
            found.append(Fact("Replaced", (before, Span(f" on {long_date(change.dated)}. {_why(change)}"))))
    return tuple(found)


def _why(change: MeasureChange) -> str:
    """Give the reason of a change, who decided it and where that stands."""
    reason, decided = change.reason.rstrip("."), _decided(change)
    if not decided:
        return f"{reason}."
    return f"{reason}. {'Decided by' if change.decided_by else 'Decision'}: {decided}."


def left(edition: Edition, indicator: Indicator) -> bool:
    """Say whether a measure has left the list: it was retired or replaced."""
    changes = [c for c in edition.place.framework.history if c.indicator_id == indicator.indicator_id]
    return bool(changes) and changes[-1].change in (ListChange.RETIRED, ListChange.REPLACED)
