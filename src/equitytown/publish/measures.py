"""A measure's page: the figure, what it means, how it moves, and where it comes from."""

from equitytown.present.blocks import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    KeyFigure,
    Page,
    Paragraph,
    Span,
    Text,
    Verdict,
    text,
)
from equitytown.present.wording import caveats
from equitytown.present.wording.headlines import page_title
from equitytown.present.wording.numbers import bare, difference, limits, traced
from equitytown.present.wording.phrases import capital, verdict_words
from equitytown.present.wording.sentences import sentence
from equitytown.present.wording.symbols import Symbol
from equitytown.publish import alignments, cells, corrections, list_history, narrative
from equitytown.publish.edition import Comparisons, Edition
from equitytown.publish.figures import measure_figures
from equitytown.publish.principles import principle_slug
from equitytown.publish.sections import targets
from equitytown.publish.told import hoped
from equitytown.publish.within import told
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Change, Direction, Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Rating
from equitytown.terms.period import long_date


def page(edition: Edition, indicator: Indicator) -> Page:
    """Build the page of one measure; a measure without figures says what it awaits."""
    found = edition.current(indicator)
    principle = edition.place.framework.principle_of(indicator.indicator_id)
    crumbs: list[tuple[str, str]] = [("Measures", "measures")]
    if principle is not None:
        crumbs.append((principle.short_name, principle_slug(principle)))
    noticed = corrections.notice(edition, indicator.indicator_id)
    opening: tuple[Block, ...] = noticed
    within = told.beside(edition, indicator)
    body: tuple[Block, ...] = (*_awaiting(edition, indicator), *within)
    if found is not None:
        opening = (_key_figure(indicator, found), *noticed, *narrative.about(edition, indicator, found))
        body = (
            *measure_figures(edition, indicator),
            *within,
            *_notes(edition, indicator, found),
            *_worked_out(found, indicator),
        )
    return Page(
        slug=f"measures/{indicator.indicator_id}",
        title=_title(edition, indicator, found),
        subtitle=_subtitle(indicator, found),
        nav="measures",
        crumbs=tuple(crumbs),
        opening=opening,
        aside=_aside(edition, indicator),
        blocks=(
            *body,
            *targets.beside_measure(edition, indicator),
            *hoped.blocks(edition, indicator),
            *_working_on(edition, indicator),
        ),
    )


def _working_on(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    """Lead to the register, where the place says at what address it is read."""
    address = edition.place.report.register_address
    if not address:
        return ()
    link = Span("Who is working on this measure", href=f"{address}/measures/{indicator.indicator_id}")
    return (Heading(2, "Who is working on it"), Paragraph(sentence(link, ", in the town's register.")))


def _title(edition: Edition, indicator: Indicator, found: Comparisons | None) -> str:
    """Title the page with its finding; one without figures that left the list awaits none."""
    if found is None and list_history.left(edition, indicator):
        return f"{indicator.headline}: no longer on the outcome list"
    return page_title(edition.place.area.area_name, indicator, found.national if found else None)


def _subtitle(indicator: Indicator, found: Comparisons | None) -> str:
    if found is None:
        return indicator.headline
    return f"{indicator.headline}, {found.observation.period.label}"


def _awaiting(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    if not indicator.confirmed:
        items = tuple(text(candidate) for candidate in indicator.candidates)
        note = Paragraph(text("This measure is still to be confirmed. It stays in view until it is."), "note")
        return (note, Heading(2, "Candidates under review"), Bullets(items)) if items else (note,)
    withheld = Symbol.CONFIDENTIAL in cells.awaiting(edition, indicator).symbols
    said = "The figures of this measure are withheld so that nobody can be recognised."
    yet = "" if list_history.left(edition, indicator) else " yet"
    return (Paragraph(text(said if withheld else f"No figure is held for this measure{yet}."), style="note"),)


def _key_figure(indicator: Indicator, found: Comparisons) -> KeyFigure:
    observation = found.observation
    facts = [_against(f, indicator) for f in found.averages]
    closest = found.neighbours
    if closest.comparator_value is not None or closest.verdict.rating is not Rating.NOT_COMPARED:
        facts.append(_against(closest, indicator))
    ranked = cells.strip(closest.rank, f"{closest.finding_id}#rank")
    if ranked is not None:
        facts.append(Fact("Neighbours", rank=ranked))
    facts.extend(
        (
            Fact("Since baseline", _moved(found.national.since_baseline, indicator, found.national, "baseline")),
            Fact("Since previous", _moved(found.national.change, indicator, found.national, "change")),
            Fact("Trend", _trend(found.national)),
        )
    )
    span = limits(observation, indicator)
    unit = "" if indicator.suffix == "%" else indicator.suffix.strip()
    return KeyFigure(
        value=(Span(bare(observation.value, indicator), trace=observation.observation_id),),
        unit=unit,
        limits=span,
        facts=tuple(fact for fact in facts if fact.text or fact.rank or fact.verdict),
    )


def _against(finding: Finding, indicator: Indicator) -> Fact:
    other = finding.comparator_value
    found = finding.verdict
    basis = found.basis.value if found.rating is not Rating.NOT_COMPARED else ""
    shown = Verdict(found.rating, verdict_words(finding), f"{finding.finding_id}#rating", basis)
    value: Text = (traced(other, indicator, unit=False),) if other is not None else text(Symbol.NOT_AVAILABLE)
    nearest = finding.comparator is ComparatorKind.NEIGHBOURS and other is not None
    label = f"Closest neighbour, {finding.comparator_name}" if nearest else capital(finding.comparator_name)
    return Fact(label, value, verdict=shown)


def _moved(change: Change | None, indicator: Indicator, finding: Finding, field: str) -> Text:
    if change is None:
        return ()
    then = traced(change.earlier, indicator, unit=False)
    when = change.earlier.period.label
    if change.difference == 0:
        return sentence("Also ", then, f" in {when}")
    size = Span(difference(change.difference, indicator), trace=f"{finding.finding_id}#{field}")
    side = "higher" if change.difference > 0 else "lower"
    words = {
        Direction.NOT_ASSESSED: "not tested",
        Direction.NO_CHANGE: "within chance",
        Direction.INCREASING: "more than chance",
        Direction.DECREASING: "more than chance",
    }[change.direction]
    return sentence(size, f" {side} than in {when} (", then, f"), {words}")


def _trend(finding: Finding) -> Text:
    found = finding.trend
    if found is None:
        return ()
    reason = f": {found.reason}" if found.reason else ""
    return text(f"{capital(found.direction.value)}{reason}")


def _aside(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    """Say what the measure is and who looks after it."""
    principle = edition.place.framework.principle_of(indicator.indicator_id)
    facts = [
        Fact("Counted", text(capital(indicator.numerator))),
        Fact("Out of", text(capital(indicator.denominator))),
        Fact("Ages", text(indicator.age)),
        Fact("Sex", text(indicator.sex)),
        Fact("Which way is good", text(capital(indicator.polarity.value))),
        Fact("Looked after by", text(indicator.owner)),
        Fact("Review", text(f"{indicator.review_date:%B %Y}")),
    ]
    where = f"Principle {principle.number}" if principle is not None and principle.number else "Overarching"
    if principle is None:
        gone = list_history.left(edition, indicator)
        where = "No longer on the outcome list" if gone else "Supporting figure, outside the outcome list"
    definition = Paragraph(text(indicator.definition), style="small")
    stands = (
        Fact("Stands under", text(where)),
        *list_history.facts(edition, indicator),
        *alignments.served(edition, indicator),
        Fact("Kind of measure", text(capital(indicator.measure_type.value))),
    )
    return (Heading(2, "About this measure"), definition, Facts("", (*stands, *facts)))


def _notes(edition: Edition, indicator: Indicator, found: Comparisons) -> tuple[Block, ...]:
    shown = edition.own(indicator, sex=found.observation.sex).observations
    items = caveats.attached(shown, indicator, as_of=edition.place.report.as_of, rank=found.neighbours.rank)
    return (Heading(2, "What to bear in mind"), Bullets(items)) if items else ()


def _worked_out(found: Comparisons, indicator: Indicator) -> tuple[Block, ...]:
    """Walk the figure back to its source."""
    observation, origin = found.observation, found.observation.provenance
    trio = (found.national, found.regional, found.neighbours)
    facts = [_verdict_fact(finding, indicator) for finding in trio]
    facts.append(
        Fact(
            "Figure",
            sentence(traced(observation, indicator), f" in {observation.period.label}, known from "
                     f"{long_date(observation.known_from)}",
                     f". {observation.note}" if observation.note else ""),
        )
    )  # fmt: skip
    facts.append(Fact("Source", (Span(f"{origin.publisher}, "), Span(origin.title, href=origin.address),
                                 Span(f", {origin.licence}"))))  # fmt: skip
    facts.append(Fact("Held as", text(f"data/{observation.indicator_id}.csv, row {origin.row}, "
                                      f"file {origin.snapshot_id}")))  # fmt: skip
    return (
        Heading(2, "How this was worked out"),
        Facts("From the figure back to its source", tuple(facts), folded=True),
    )


def _verdict_fact(finding: Finding, indicator: Indicator) -> Fact:
    found = finding.verdict
    other = finding.comparator_value
    beside = sentence(" beside ", traced(other, indicator)) if other is not None else ()
    reason = f": {found.reason}" if found.reason else ""
    label = f"Against {finding.comparator_name}"
    if finding.comparator is ComparatorKind.NEIGHBOURS and other is not None:
        label = f"Against {finding.comparator_name}, closest neighbour"
    words = sentence(traced(finding.observation, indicator), *beside, f"; {found.method}, {found.basis.value}{reason}")
    return Fact(label, words, verdict=Verdict(found.rating, trace=f"{finding.finding_id}#rating"))
