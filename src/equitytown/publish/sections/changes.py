"""The annex of changes: what this edition says otherwise than the last one, what matters first, and why."""

from equitytown.present.blocks import Block, Bullets, Heading, Page, Paragraph, Span, Table, Text, text
from equitytown.present.wording.phrases import join, join_texts
from equitytown.present.wording.sentences import sentence
from equitytown.publish import changes, corrections
from equitytown.publish.changed import figures, tables, verdicts, words
from equitytown.publish.edition import Edition
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.edition_change import (
    SENTENCES,
    ChangeKind,
    EditionChange,
    EditionChanges,
    Why,
)

TITLE = "What changed since the last edition"
SLUG = "changes"
MOST_NAMED = 6  # verdicts that the summary names; the table below has all
REBUILT = (
    "No record of an earlier edition is kept, so what could have been said then is worked out anew from the figures "
    "known on that day, with the definitions and texts of today. What changed in these cannot be told."
)


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the summary in sentences, the register of corrections, and the tables."""
    found = edition.changes
    if found is None:
        none = "No earlier edition is kept and no earlier day is named, so nothing can be set beside this one."
        return (Paragraph(text(none), "note"), *corrections.register(edition))
    return (
        Paragraph(text(_lede(found)), "lede"),
        *((Paragraph(text(REBUILT), "note"),) if not found.since else ()),
        *summary(edition, found),
        *corrections.register(edition),
        *_tables(edition, found),
    )


def pages(edition: Edition) -> tuple[Page, ...]:
    """Give the page of changes, and those of the long tables behind it."""
    more = tuple(
        Page(slug=f"{SLUG}/{name}", title=title, nav="downloads", crumbs=((TITLE, SLUG), (title, "")), blocks=found)
        for name, title, found in _behind(edition, edition.changes)
    )
    links = tuple((Span(page.title, href=page.slug),) for page in more)
    listed: tuple[Block, ...] = (Heading(2, "Every change"), Bullets(links)) if links else ()
    front = Page(slug=SLUG, title=TITLE, nav="downloads", blocks=(*blocks(edition), *listed))
    return (front, *more)


def _tables(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """Give the tables of the page and the annex: what a resident would ask first, and no more than fits."""
    return (
        *_headed("Verdicts that turned", verdicts.verdicts(edition, found)),
        *verdicts.no_longer(edition, found),
        *_headed("Ranks, trends and gaps that turned", verdicts.others_turned(edition, found)),
        *_headed("The newest figure of each measure", figures.newest(edition, found)),
        *_headed("Figures that were revised", tables.cut(figures.revised(edition, found))),
        *_headed("Definitions and methods", tables.cut(words.definitions(edition, found))),
        *_headed("What is said in words", tables.cut(words.first_sentences(edition, found))),
    )


def _behind(edition: Edition, found: EditionChanges | None) -> tuple[tuple[str, str, tuple[Block, ...]], ...]:
    """Give the long tables, each for a page: its name, its title and its blocks."""
    if found is None:
        return ()
    whole = (
        ("verdicts", "Every verdict, rank and gap that changed", verdicts.every_verdict(edition, found)),
        ("figures", "Every figure that was revised", figures.every_figure(edition, found)),
        ("definitions", "Every definition that changed", tables.whole(words.definitions(edition, found), "all")),
        ("sentences", "Every sentence that changed", words.every_sentence(edition, found)),
    )
    return tuple((name, title, blocks) for name, title, blocks in whole if blocks)


def _headed(heading: str, table: Table | None) -> tuple[Block, ...]:
    return (Heading(2, heading), table) if table is not None else ()


def _lede(found: EditionChanges) -> str:
    return f"This edition is set beside {changes.since_words(found)}: what is new, what was revised, and what turned."


def summary(edition: Edition, found: EditionChanges) -> tuple[Block, ...]:
    """Say in sentences how many figures are new and revised, and which verdicts turned; then count by why."""
    told = (
        _measures(edition, found),
        _new_figures(edition, found),
        _revised(edition, found),
        _verdicts(edition, found),
        _definitions(found),
        _sentences(found),
        _texts(found),
    )
    items = tuple(said for said in told if said)
    if not items:
        return (Paragraph(text("Nothing that this edition says is otherwise.")),)
    return (Bullets(items), tables.by_why(found))


def _number(how_many: int, one: str, more: str, trace: str) -> Text:
    return (Span(f"{how_many:,} {one if how_many == 1 else more}", trace=f"changes|{trace}"),)


def _measures(edition: Edition, found: EditionChanges) -> Text:
    """Name the measures that were added and retired, with what the list's history says of each."""
    parts = []
    for kind, word in ((ChangeKind.MEASURE_ADDED, "added"), (ChangeKind.MEASURE_RETIRED, "retired")):
        told = [(str(c.new or c.old), changes.list_words(edition, c)) for c in found.of(kind)]
        if names := [f"{name} ({words})" if words else name for name, words in told]:
            parts.append(f"{word}: {join(names)}")
    return text(f"Measures {'; '.join(parts)}.") if parts else ()


def _new_figures(edition: Edition, found: EditionChanges) -> Text:
    """Count the measures whose newest figure is of a newer period, and all figures that were not held before."""
    newest = changes.newest_own(edition, found.of(ChangeKind.NEW_PERIOD))
    given = found.of(ChangeKind.NEW_PERIOD, ChangeKind.NEW_FIGURE)
    if not given:
        return text("No figure is new.")
    measures = _number(len(newest), "measure has", "measures have", "newer") if newest else text("No measure has")
    count = _number(len(given), "figure was", "figures were", "new")
    return sentence(measures, " a figure of a newer period. In all ", count, " not given before, of all areas and "
                    "periods.")  # fmt: skip


def _revised(edition: Edition, found: EditionChanges) -> Text:
    """Count the figures that have another value, by why."""
    changed = found.of(ChangeKind.VALUE, ChangeKind.LIMITS, ChangeKind.WITHDRAWN)
    if not changed:
        return text("No figure that was given before has another value.")
    own = sum(c.area_code == edition.place.area.area_code for c in changed)
    whys = found.by_why(ChangeKind.VALUE, ChangeKind.LIMITS, ChangeKind.WITHDRAWN)
    parts = [f"{why.value} ({count:,})" for why, count in whys.items()]
    counted = _number(len(changed), "figure", "figures", "revised")
    owned = Span(f"{own:,}", trace="changes|revised-own")
    place = edition.place.area.area_name
    return sentence(counted, " given before ", "now says" if len(changed) == 1 else "now say", " something else, ",
                    owned, f" of them of {place}: ", Span(join(parts), trace="changes|revised-why"), ".")  # fmt: skip


def _verdicts(edition: Edition, found: EditionChanges) -> Text:
    """Name the newest verdicts against the nation that turned."""
    nation = edition.place.nation.area_name
    turned = [c for c in changes.newest_own(edition, found.of(ChangeKind.RATING))
              if c.what == ComparatorKind.NATIONAL.value and changes.is_turn(c)]  # fmt: skip
    if not turned:
        return text(f"No verdict against {nation} turned.")
    named = [_named(edition, c) for c in turned[:MOST_NAMED]]
    more = len(turned) - len(named)
    rest = f"; {more} more {'stands' if more == 1 else 'stand'} in the table below" if more else ""
    count = _number(len(turned), "verdict", "verdicts", "ratings")
    return sentence(count, f" against {nation} turned: {'; '.join(named)}{rest}.")


def _named(edition: Edition, change: EditionChange) -> str:
    name = changes.measure_name(edition, change.indicator_id)
    return f"{name} ({change.old}, now {change.new})"


def _definitions(found: EditionChanges) -> Text:
    measures = {c.indicator_id for c in found.of(ChangeKind.DEFINITION)}
    if not measures:
        return text("No measure is defined or compared otherwise.") if found.since else ()
    return sentence(_number(len(measures), "measure is", "measures are", "defined"), " defined or compared otherwise.")


def _sentences(found: EditionChanges) -> Text:
    if not found.of(*SENTENCES):
        return text("Every sentence about the figures stands as it was.")
    kinds = (
        (ChangeKind.REWORDED, ("is", "are", "reworded"), " reworded"),
        (ChangeKind.NUMBERS, ("has", "have", "numbers"), " other numbers only"),
        (ChangeKind.SENTENCE_ADDED, ("is", "are", "added"), " new"),
        (ChangeKind.SENTENCE_GONE, ("is", "are", "gone"), " gone"),
    )
    told = [sentence(_number(many, *words), end) for kind, words, end in kinds if (many := len(found.of(kind)))]
    return sentence("Of the sentences about the figures, ", join_texts(told), ".")


def _part(name: str) -> str:
    """Name a part of an edition as a reader knows it."""
    plain = {
        "framework": "the outcome list",
        "sections": "which sections there are",
        "title": "the title page",
        "areas": "areas and neighbours",
        "edits": "edited sentences",
        "corrections before publication": "figures put right before publication",
        "parts of the town": "what the parts of the town are called",
    }
    register = f"{name.removeprefix('register/')} in the register"
    return register if name.startswith("register/") else plain.get(name, name)


def _texts(found: EditionChanges) -> Text:
    names = [c.what.replace("-", " ") for c in found.of(ChangeKind.TEXT)]
    parts = [c.what for c in found.of(ChangeKind.PART) if Why.EDITED in c.why]
    told = []
    if names:
        told.append(f"Texts written anew: {join(names)}.")
    if parts:
        told.append(f"Also changed: {join([_part(name) for name in parts])}.")
    return text(" ".join(told))
