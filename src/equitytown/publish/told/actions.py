"""Actions: how many stand where, then each under its status."""

from collections.abc import Mapping
from datetime import date

from equitytown.present.blocks import Block, Column, Heading, Paragraph, Row, RowGroup, Table, text
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import NOT_TOLD, areas, by_status, counted, joined, names, told_day
from equitytown.terms.period import long_date
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.work import ACTION_STATUSES, CLOSED_ACTION, Action, Workstream

COLUMNS = (
    Column("action", "Action"),
    Column("lead", "Led by"),
    Column("workstreams", "Areas of work"),
    Column("due", "Due"),
)


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give actions by status; nothing where the register holds none."""
    held = edition.place.register.all(Action)
    if not held:
        return ()
    on = edition.holdings.on
    partners, streams = names(edition.place.register, Organisation), names(edition.place.register, Workstream)
    counts = by_status((action.status for action in held), ACTION_STATUSES)
    many = counted(len(held), "action is", "actions are")
    opening = f"As at {long_date(on)}, {many} on record: {counts}."
    late = sum(1 for action in held if is_late(action, on))
    if late:
        opening += f" {counted(late, 'is', 'are')} past the day on which {'it was' if late == 1 else 'they were'} due."
    groups = tuple(
        RowGroup(capital(status or NOT_TOLD), tuple(_row(action, partners, streams, on) for action in found))
        for status in (*ACTION_STATUSES, "")
        if (found := tuple(action for action in held if action.status == status))
    )
    table = Table("actions", "Actions, by how they stand", COLUMNS, groups)
    return (Heading(2, "Actions"), Paragraph(text(opening)), table)


def is_late(action: Action, on: date) -> bool:
    """Say whether an action that is not closed is past its day."""
    return action.due is not None and action.due < on and action.status not in CLOSED_ACTION


def _row(action: Action, partners: Mapping[str, str], streams: Mapping[str, str], on: date) -> Row:
    late = ", now past" if is_late(action, on) else ""
    return Row((
        cells.words(action.title),
        cells.words(joined((action.lead,), partners)),
        cells.words(areas(action.workstreams, streams) or NOT_TOLD),
        cells.words(f"{told_day(action.due)}{late}"),
    ))  # fmt: skip
