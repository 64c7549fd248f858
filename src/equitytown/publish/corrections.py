"""Corrections issued after publication: the register, and the notice where a reader may have read the old figure."""

from collections.abc import Iterable

from equitytown.present.blocks import Block, Cell, Column, Heading, Paragraph, Row, RowGroup, Span, Table, Text, text
from equitytown.present.wording.numbers import with_unit
from equitytown.present.wording.phrases import capital
from equitytown.present.wording.sentences import sentence
from equitytown.publish import cells, changes
from equitytown.publish.edition import Edition
from equitytown.terms.edition_change import TURNS, ChangeKind, EditionChange, Issued
from equitytown.terms.period import long_date
from equitytown.terms.place import SectionName

ANCHOR = "corrections"
SUBSTANTIAL = "Substantial"
TRACE = "corrections|issued"  # of what is told of a correction


def register(edition: Edition) -> tuple[Block, ...]:
    """Give the register of corrections, newest first; a sentence where there are none."""
    heading = Heading(2, "Corrections after publication", anchor=ANCHOR)
    if not edition.issued:
        none = "No correction of a published edition has been issued."
        return (heading, Paragraph(text(none)))
    lede = (
        "A correction mends an error in an edition that was already out. It is substantial when a verdict, a rank, a "
        "trend or the words of a sentence are no longer what they were."
    )
    columns = (
        Column("dated", "Issued"),
        Column("edition", "Edition"),
        Column("figure", "Figure"),
        Column("old", "Was", "number"),
        Column("new", "Is", "number"),
        Column("reason", "Reason"),
        Column("substantial", "Substantial?"),
        Column("issued_by", "Issued by"),
    )
    rows = tuple(_row(edition, issued) for issued in edition.issued)
    table = Table("corrections", "Corrections issued after publication", columns, (RowGroup("", rows),), wide=True)
    return (heading, Paragraph(text(lede)), table)


def _row(edition: Edition, issued: Issued) -> Row:
    c = issued.correction
    old, new = _values(edition, issued)
    return Row(
        (
            cells.words(long_date(c.dated)),
            cells.words(c.edition),
            cells.words(_what(edition, issued)),
            old,
            new,
            cells.words(c.reason),
            cells.words(_substantial(edition, issued)),
            cells.words(c.issued_by),
        )
    )


def _substantial(edition: Edition, issued: Issued) -> str:
    """Say whether a correction is substantial, and what turned."""
    if issued.turned is None:
        return "Cannot be told: the record that it mends is not kept"
    if not issued.turned:
        return "No: nothing turned"
    told = dict.fromkeys(_turn(edition, change) for change in issued.turned)
    return f"{SUBSTANTIAL}. {capital('; '.join(told))}"


def _turn(edition: Edition, change: EditionChange) -> str:
    """Say what turned as a reader would."""
    if change.kind is ChangeKind.RATING:
        return f"rating against {changes.comparator_name(edition, change.what)}: {change.old}, now {change.new}"
    if change.kind in TURNS:
        return f"{change.kind.value}: {change.old}, now {change.new}"
    return changes.turn_words(change)


def _what(edition: Edition, issued: Issued) -> str:
    c = issued.correction
    if not c.indicator_id:
        return "Words of the edition"
    name = changes.measure_name(edition, c.indicator_id)
    if not c.about:
        return f"{name}: what is said of it"
    area = edition.place.areas.get(c.area_code)
    return ", ".join(filter(None, [name, area.area_name if area else c.area_code, c.period, c.sex, c.category]))


def _values(edition: Edition, issued: Issued) -> tuple[Cell, Cell]:
    """Give both values as finely as tells one from the other; the symbol of no figure where there is none."""
    c = issued.correction
    indicator = edition.place.indicators.get(c.indicator_id)
    if not c.about:
        return cells.not_applicable("Words were corrected"), cells.not_applicable("Words were corrected")
    found, values = [], changes.values_of(edition, c)
    reasons = ("No figure was given, or it is not repeated", "No figure is given")
    for value, reason in zip(values, reasons, strict=True):
        if value is None:
            found.append(cells.missing(reason))
            continue
        fine = changes.finely(indicator, *values) if indicator else None
        words = with_unit(value, fine) if fine else f"{value:g}"
        found.append(Cell(text=(Span(words, trace=TRACE),), number=value))
    return found[0], found[1]


def notice(edition: Edition, indicator_id: str = "", *, linked: bool = True) -> tuple[Paragraph, ...]:
    """
    Say that this edition was corrected: on its front, or with one measure.

    Nothing is said where no correction of this very edition was issued.
    """
    own = [
        i for i in edition.issued
        if i.correction.edition == edition.place.report.edition and indicator_id in ("", i.correction.indicator_id)
    ]  # fmt: skip
    if not own:
        return ()
    told = [_told(edition, issued, named=not indicator_id) for issued in own]
    more: tuple[str | Text, ...] = ()
    if linked and SectionName.CHANGES in edition.place.report.sections:
        more = (" ", (Span("All corrections", href="changes"),), ".")
    return (
        Paragraph(
            sentence(Span("Corrected after publication. ", bold=True, trace=TRACE), *_spaced(told), *more), "note"
        ),
    )


def is_notice(words: Text) -> bool:
    """Say whether some words are a notice of corrections: it repeats what no table of the edition says any more."""
    return bool(words) and words[0].trace == TRACE


def _spaced(texts: Iterable[Text]) -> Iterable[Text]:
    for at, told in enumerate(texts):
        yield ((Span(" "), *told) if at else told)


def _told(edition: Edition, issued: Issued, *, named: bool) -> Text:
    """Tell one correction in a sentence or two."""
    c = issued.correction
    old, new = _values(edition, issued)
    what = (
        _what(edition, issued)
        if named
        else ", ".join(filter(None, [c.period, c.sex, c.category])) or "what is said of it"
    )
    values: Text = ()
    if c.keeps_value and new.number is not None:
        values = sentence(" stays ", new.text, "; its limits or its source were not as they are now.")
    elif c.about:
        was = old.text if old.number is not None else text("not as it is now")
        values = sentence(
            " was ", was, " and is ", new.text if new.number is not None else text("no longer given"), "."
        )
    else:
        values = text(" was mended.")
    weight = f" {SUBSTANTIAL}: a verdict, rank, trend or sentence turned with it." if issued.is_substantial else ""
    reason = c.reason if c.reason.endswith((".", "!", "?")) else f"{c.reason}."
    return sentence(f"{long_date(c.dated)}: {what}", values, f" {reason}{weight}")
