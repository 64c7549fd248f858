"""Recommendations by areas of work, and what is tied to nothing yet."""

from collections.abc import Sequence

from equitytown.present.blocks import Block, Cell, Column, Heading, Paragraph, Row, RowGroup, Span, Table, Text, text
from equitytown.present.wording.phrases import capital, join
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.prose import blocks_of
from equitytown.publish.told.words import counted, short_list
from equitytown.terms.register import Register
from equitytown.terms.register.coverage import PRIORITY_AREA, Coverage, LinkSource, Matrix, coverage
from equitytown.terms.register.promises import Recommendation
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import Action, Workstream

TITLE = "Recommendations and areas of work"
LINKED, NOT_LINKED = "✓", "·"
SOURCES = {LinkSource.RECOMMENDATION: "named", LinkSource.ACTION: "action", LinkSource.GAP: "gap study"}
UPRIGHT = 4  # areas of work that still fit on an upright page


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the table, or what it awaits; then what is tied to nothing."""
    register = edition.place.register
    if not register.all(Recommendation):
        return (Paragraph(text("The register holds no recommendation yet."), style="note"),)
    found = coverage(register, measures=confirmed_measures(edition))
    return (
        Paragraph(
            text(
                "Which recommendation is worked on where, and what is not tied to anything. This is told from the "
                "register alone; nothing is guessed."
            ),
            style="lede",
        ),
        *blocks_of(edition.place.texts.get("matrix", "")),
        *_mapped(found),
        *_recommendations(found),
        *_work(edition, found),
        *_measures(edition, found),
        *_activity(edition, found),
    )


def confirmed_measures(edition: Edition) -> dict[str, str]:
    """Give the confirmed measures of the outcome list, each with the number of its principle."""
    return {
        indicator_id: str(principle.number)
        for principle in edition.place.framework.principles
        for indicator_id in principle.indicator_ids
        if edition.place.indicators[indicator_id].confirmed
    }


def _mapped(found: Coverage) -> tuple[Block, ...]:
    matrix = found.matrix
    many = len(matrix.recommendations)
    if not matrix.links:
        size = f"{_recommended(many)} by {counted(len(matrix.workstreams), 'area', 'areas')} of work"
        words = (
            "The matching of recommendations to areas of work is not in the register yet. It awaits the partners' "
            "entries: only those who do the work can say which recommendation it answers. The table will stand here: "
            f"{size}."
        )
        return (Paragraph(text(words), style="note"),)
    linked = len({recommendation for recommendation, _ in matrix.links})
    words = f"Of {_recommended(many)}, {linked:,} {_is(linked)} tied to at least one area of work."
    return (Paragraph(text(words)), table(matrix))


def _recommended(many: int) -> str:
    return counted(many, "recommendation", "recommendations")


def _is(many: int) -> str:
    return "is" if many == 1 else "are"


def table(matrix: Matrix) -> Table:
    """Set out recommendations by areas of work, under the headings they were made for."""
    linked = {workstream for _, workstream in matrix.links}
    shown = tuple(w for w in matrix.workstreams if w.reach == PRIORITY_AREA or w.workstream_id in linked)
    columns = (
        Column("recommendation", "Recommendation"),
        *(Column(w.workstream_id.lower(), w.name) for w in shown),
    )
    headings = dict.fromkeys(found.heading for found in matrix.recommendations)
    groups = tuple(
        RowGroup(heading, tuple(_row(matrix, r, shown) for r in matrix.recommendations if r.heading == heading))
        for heading in headings
    )
    notes = (
        text(
            f"{LINKED} is a link and {NOT_LINKED} is none. Named: the recommendation names the area. Action: an action "
            "of the area answers it. Gap study: the area's study of gaps has a row on it. Areas of work that are no "
            "priority area and have no link are left out."
        ),
    )
    caption = "Recommendations by areas of work"
    return Table("recommendations-by-work", caption, columns, groups, notes, wide=len(shown) > UPRIGHT)


def _row(matrix: Matrix, found: Recommendation, shown: Sequence[Workstream]) -> Row:
    held = (matrix.sources(found.recommendation_id, w.workstream_id) for w in shown)
    return Row((cells.words(found.summary), *(_cell(sources) for sources in held)))


def _cell(sources: Sequence[LinkSource]) -> Cell:
    """Say by mark and by word whether the two are linked, and by what."""
    if not sources:
        return cells.words(f"{NOT_LINKED} None")
    said = f"{LINKED} {capital(', '.join(SOURCES[source] for source in sources))}"
    return Cell(text=(Span(said, bold=True),))


def _linked(found: Recommendation) -> Text:
    return (Span(found.summary, href=f"recommendations#{found.recommendation_id.lower()}"),)


def _recommendations(found: Coverage) -> tuple[Block, ...]:
    held, missing = found.matrix.recommendations, found.recommendations_without_work
    heading = Heading(2, "Recommendations without work")
    if not missing:
        return (heading, Paragraph(text("Each recommendation is tied to an area of work or an action.")))
    if len(missing) == len(held):
        words = f"None of the {len(held):,} recommendations is tied to an area of work or an action yet."
        return (heading, Paragraph(text(words)))
    words = f"{len(missing):,} of {len(held):,} are tied to no area of work and no action:"
    return (heading, Paragraph(text(words)), *short_list([_linked(r) for r in missing], more="recommendations"))


def _work(edition: Edition, found: Coverage) -> tuple[Block, ...]:
    register = edition.place.register
    actions, loose = register.all(Action), found.actions_without_recommendation
    if not actions:
        words = "The register holds no action yet."
    elif not loose:
        words = "Each action answers a recommendation."
    else:
        words = f"Of {counted(len(actions), 'action', 'actions')}, {len(loose):,} {_is(len(loose))} tied to none:"
    return (
        Heading(2, "Work without a recommendation"),
        Paragraph(text(" ".join((*_areas(register, found), words)))),
        *short_list([text(action.title) for action in loose], more="actions"),
    )


def _areas(register: Register, found: Coverage) -> tuple[str, ...]:
    """Say which priority areas answer no recommendation."""
    areas = [w for w in register.all(Workstream) if w.reach == PRIORITY_AREA]
    missing = found.workstreams_without_recommendation
    if not areas:
        return ()
    if not missing:
        return ("Each priority area is tied to a recommendation.",)
    named = join([f"“{w.name}”" for w in missing])
    if len(missing) == len(areas):
        return (f"No priority area is tied to a recommendation yet: {named}.",)
    return (f"Of {len(areas):,} priority areas, {len(missing):,} {_is(len(missing))} tied to none: {named}.",)


def _measures(edition: Edition, found: Coverage) -> tuple[Block, ...]:
    missing, by_principle = found.measures_without_recommendation, found.measures_by_principle_only
    neither = [_measure(edition, measure) for measure in missing if measure not in by_principle]
    blocks: list[Block] = [
        Heading(2, "Measures and recommendations"),
        Paragraph(text(_named(len(confirmed_measures(edition)), len(missing), len(by_principle)))),
    ]
    if neither:
        words = f"{counted(len(neither), 'measure does', 'measures do')} not even share a principle with one:"
        blocks += [Paragraph(text(words)), *short_list(neither, more="measures")]
    if principles := found.principles_without_measure:
        named = join([f"{p.principle_id}, {p.short_name or p.name}" for p in principles])
        without = "Principles without" if len(principles) > 1 else "One principle is without"
        blocks.append(Paragraph(text(f"{without} a confirmed measure: {named}.")))
    return tuple(blocks)


def _named(held: int, missing: int, by_principle: int) -> str:
    """Count the measures that a recommendation names, and those that share no more than a principle with one."""
    if not held:
        return "No measure is confirmed yet."
    if not missing:
        return "Each measure is named by a recommendation."
    if missing == held:
        opening = f"None of the {held:,} confirmed measures is named by a recommendation."
    else:
        opening = f"Of {held:,} confirmed measures, {held - missing:,} {_is(held - missing)} named by a recommendation."
    others = "" if missing == held else " of the others"
    return f"{opening} {by_principle:,}{others} share a principle with recommendations and no more than that."


def _measure(edition: Edition, indicator_id: str) -> Text:
    return (Span(edition.place.indicators[indicator_id].headline, href=f"measures/{indicator_id}"),)


def _activity(edition: Edition, found: Coverage) -> tuple[Block, ...]:
    held, little = found.matrix.recommendations, found.little_activity
    heading = Heading(2, "Recommendations with little on record")
    if not little:
        return (heading, Paragraph(text("Each recommendation has an action, a progress entry or a next step.")))
    what = "an action, a progress entry or a next step that names the recommendation"
    if len(little) == len(held):
        words = f"For none of {_recommended(len(held))} does the register hold {what}."
    else:
        words = f"Of {_recommended(len(held))}, {len(little):,} {'has' if len(little) == 1 else 'have'} not yet {what}."
    listed = () if len(little) == len(held) else short_list([_linked(r) for r in little], more="recommendations")
    return (heading, Paragraph(text(f"{words} {_unnamed(edition.place.register)}")), *listed)


def _unnamed(register: Register) -> str:
    """Say why little on record is not little done."""
    entries = register.all(Progress)
    unnamed = sum(1 for entry in entries if not entry.recommendations)
    nothing = "That does not say that nothing was done"
    if not unnamed:
        return f"{nothing}."
    many = counted(len(entries), "progress entry", "progress entries")
    if unnamed == len(entries):
        return f"{nothing}: none of {many} says yet which recommendation it answers."
    return f"{nothing}: {unnamed:,} of {many} do not say which recommendation they answer."
