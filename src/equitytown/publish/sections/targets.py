"""Where we mean to be: each target, how far off it is, and the path there."""

from equitytown.present.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Page,
    Paragraph,
    Row,
    RowGroup,
    Span,
    Table,
    Text,
    text,
)
from equitytown.present.wording import caveats, target_standing, targets
from equitytown.present.wording.numbers import signed
from equitytown.present.wording.phrases import capital
from equitytown.present.wording.sentences import paragraph, sentence
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.narrative import Drafted
from equitytown.publish.target_figures import groups_table, target_figure
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import long_date
from equitytown.terms.target import Target, TargetOf, TargetProgress

TITLE = "Where we mean to be"
SLUG = "targets"
LEDE = (
    "Each target that was agreed or proposed, how far the newest figure is from it, and whether it keeps to the path "
    "that was laid. "
)
NONE = "No target has been agreed yet, and none is made up here."
NEEDS = (
    "A measure, or a gap, of which one end is good.",
    "A value to reach, or England's average as one that moves.",
    "A day by which, and a baseline to count from; without them there is no path.",
    "Who agreed it, when, and in which document.",
)
OVERVIEW = "targets"
BEYOND = "From the target: above 0 is the better side, below 0 how far short, in the measure's unit."


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the overview and a block for each target; where there is none, what a target needs."""
    if not edition.targets:
        return (
            Paragraph(text(NONE), "note"),
            Heading(2, "What a target needs"),
            Bullets(tuple(text(words) for words in NEEDS)),
        )
    told = (block for found in edition.targets for block in one(edition, found))
    return (Paragraph(text(LEDE + targets.NO_PROMISE), "lede"), overview(edition), *told)


def page(edition: Edition) -> Page:
    """Build the page of the microsite."""
    return Page(slug=SLUG, title=TITLE, nav="progress", blocks=blocks(edition))


def one(edition: Edition, progress: TargetProgress) -> tuple[Block, ...]:
    """Tell one target: what was agreed, how it stands, its chart, its groups, and what to know about it."""
    target = progress.target
    indicator = edition.place.indicators[target.indicator_id]
    written = (paragraph([part.text for part in parts]) for parts in drafted(edition, progress))
    drawn = target_figure(edition, progress) if target.is_live else None
    note = (Paragraph(text(target.note), "small"),) if target.note else ()
    return (
        Heading(2, target.title, anchor=target.target_id),
        *(Paragraph(words) for words in written if words),
        *((drawn,) if drawn is not None else ()),
        *_groups(progress, indicator),
        *note,
    )


def drafted(edition: Edition, progress: TargetProgress) -> tuple[tuple[Drafted, ...], ...]:
    """Draft the sentences of one target, each with its name: what was agreed, how it stands, where it would go."""
    place, target = edition.place.area.area_name, progress.target
    indicator = edition.place.indicators[target.indicator_id]
    titles = [(found.target.target_id, found.target.title) for found in edition.targets]
    aimed = {"agreed": targets.agreed(place, progress, indicator), "ended": targets.ended(progress, titles)}
    stands = {
        "warning": _warning(progress, indicator),
        "level": target_standing.level(place, progress, indicator),
        "standing": target_standing.standing(progress, indicator),
        "people": targets.people(progress, indicator),
        "path": target_standing.path(progress, indicator),
        "yearly": target_standing.yearly(progress, indicator),
    }
    ahead = {"projection": target_standing.projection(place, progress, indicator)}
    return tuple(
        tuple(Drafted(f"{progress.finding_id}#{name}", words) for name, words in texts.items() if words)
        for texts in (aimed, stands, ahead)
    )


def _warning(progress: TargetProgress, indicator: Indicator) -> Text:
    """Warn of very wide limits before anything is claimed."""
    own, target = progress.observation, progress.target
    if own is None or own.category or target.of is not TargetOf.VALUE or not target.is_live:
        return ()
    return caveats.warning(own, indicator)


def _groups(progress: TargetProgress, indicator: Indicator) -> tuple[Block, ...]:
    words = targets.groups(progress, indicator)
    return (Paragraph(words), groups_table(progress, indicator)) if words else ()


def overview(edition: Edition) -> Table:
    """Give every target in one table, those that no longer hold last."""
    columns = (
        Column("target", "Target"),
        Column("aim", "Aim"),
        Column("by", "By"),
        Column("newest", "Newest figure", "number"),
        Column("period", "Period"),
        Column("beyond", "From the target", "number"),
        Column("stands", "How it stands"),
    )
    live = tuple(_row(edition, found) for found in edition.targets if found.target.is_live)
    ended = tuple(_row(edition, found) for found in edition.targets if not found.target.is_live)
    groups = [RowGroup("Targets" if ended else "", live)] if live else []
    if ended:
        groups.append(RowGroup("No longer held", ended))
    return Table(OVERVIEW, "Every target and how it stands", columns, tuple(groups), (text(BEYOND),))


def _row(edition: Edition, found: TargetProgress) -> Row:
    target = found.target
    indicator = edition.place.indicators[target.indicator_id]
    return Row(
        (
            Cell(text=(Span(target.title, href=f"{SLUG}#{target.target_id}"),)),
            Cell(text=_capital(_aim(target, indicator))),
            cells.words(long_date(target.by) if target.by else "No date stated"),
            _newest(found, indicator),
            cells.words(found.reached.period.label if found.reached else ""),
            _beyond(found, indicator),
            cells.words(target_standing.standing_words(found), title=found.reason),
        )
    )


def _aim(target: Target, indicator: Indicator) -> Text:
    """Name the aim where no sentence says what it is of: "gap to England at most 2.0 years"."""
    words = targets.aim(target, indicator)
    return words if target.of is TargetOf.VALUE else sentence(f"{target.of.value} ", words)


def _capital(words: Text) -> Text:
    first, *rest = words
    return (Span(capital(first.text), trace=first.trace), *rest)


def _newest(found: TargetProgress, indicator: Indicator) -> Cell:
    if found.reached is None:
        return cells.missing("No figure is held")
    return Cell(text=(target_standing.figure(found, found.reached, indicator),), number=found.reached.value)


def _beyond(found: TargetProgress, indicator: Indicator) -> Cell:
    if found.beyond is None:
        return cells.not_applicable(found.reason or "It cannot be assessed")
    printed = Span(signed(found.beyond, indicator), trace=f"{found.finding_id}#beyond")
    return Cell(text=(printed,), number=found.beyond)


def beside_measure(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    """Give a measure's page its line on each live target: the aim, how it stands, and the way to the whole."""
    own = [t for t in edition.targets if t.target.indicator_id == indicator.indicator_id and t.target.is_live]
    return (Heading(2, TITLE, anchor="target"), Bullets(tuple(_line(t, indicator) for t in own))) if own else ()


def _line(found: TargetProgress, indicator: Indicator) -> Text:
    target = found.target
    link = Span(target.title, href=f"{SLUG}#{target.target_id}")
    by = f" by {long_date(target.by)}" if target.by else ", with no date stated"
    state = target_standing.standing_words(found)
    return sentence(link, ": ", _aim(target, indicator), f"{by}. {state}.")
