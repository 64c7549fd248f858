"""The annex of revisions: every figure of the last edition that now says something else, and what turns with it."""

from equitytown.present.blocks import Block, Cell, Column, Paragraph, Row, RowGroup, Span, Table, text
from equitytown.present.wording.symbols import symbol_of_missing
from equitytown.publish import cells, revisions
from equitytown.publish.edition import Edition
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.revision import Revision

TITLE = "Figures that were revised"
LEDE = (
    "Publishers mend and remake figures after they are out. These are the figures of the last edition that now say "
    "something else, and the ratings, ranks, trends and sentences that are no longer what they were."
)


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the table of revised figures of the place, its region, its nation and its neighbours."""
    shown = _shown(edition)
    if edition.revised_since is None:
        return (Paragraph(text("report.yaml names no earlier day to set this edition against."), "note"),)
    told = (Paragraph(text(LEDE), "lede"), Paragraph(text(revisions.sentence(edition))))
    if not shown:
        return told
    others = len(edition.revisions) - len(shown)
    more = f"{others:,} more are of councils that this place is not compared with; observations.csv has them."
    columns = (
        Column("measure", "Measure"),
        Column("area", "Area"),
        Column("period", "Period"),
        Column("sex", "Sex"),
        Column("old", "Was", "number"),
        Column("new", "Is", "number"),
        Column("kind", "Why"),
        Column("turns", "What turns with it"),
    )
    rows = tuple(_row(edition, *pair) for pair in zip(shown, (None, *shown), strict=False))
    notes = (text(more),) if others else ()
    return (*told, Table("revisions", TITLE, columns, (RowGroup("", rows),), notes, wide=True))


def _shown(edition: Edition) -> list[Revision]:
    place = edition.place
    sets = (place.neighbour_sets[name] for name in place.report.neighbour_sets.values())
    codes = {area.area_code for found in sets for area in found.members}
    codes |= {place.area.area_code, place.region.area_code, place.nation.area_code}
    found = [revision for revision in edition.revisions if revision.new.area_code in codes]
    return sorted(found, key=lambda revision: (_about(revision), revision.new.area_code != place.area.area_code))


def _turns(revision: Revision, above: Revision | None) -> str:
    """Say what turns; not again where the row above is of the same measure, period and sex and says the same."""
    told = "; ".join(revision.turns)
    if above is not None and told and told == "; ".join(above.turns) and _about(revision) == _about(above):
        return "As above"
    return told[:1].upper() + told[1:] or "Nothing"


def _about(revision: Revision) -> tuple[str, Period, str]:
    return revision.new.indicator_id, revision.new.period, revision.new.sex


def _row(edition: Edition, revision: Revision, above: Revision | None) -> Row:
    new = revision.new
    indicator = revisions.finely(revision, edition.place.indicators[new.indicator_id])
    return Row(
        (
            cells.words(indicator.headline),
            cells.words(edition.place.areas[new.area_code].area_name),
            cells.words(new.period.label),
            cells.words(", ".join(part for part in (new.sex, new.category) if part)),
            _value(revision.old, indicator, trace=f"{new.observation_id}@{revision.old.known_from}"),
            _value(new, indicator, trace=new.observation_id),
            cells.words(revision.kind.value.capitalize(), title=new.note),
            cells.words(_turns(revision, above)),
        ),
        highlight=new.area_code == edition.place.area.area_code,
    )


def _value(observation: Observation, indicator: Indicator, *, trace: str) -> Cell:
    """Give a value as finely as telling old from new may need."""
    if observation.value is None:
        return cells.missing(observation.note, symbol=symbol_of_missing(observation))
    printed = Span(revisions.value(observation, indicator), trace=trace)
    return Cell(text=(printed,), number=observation.value, title=observation.note)
