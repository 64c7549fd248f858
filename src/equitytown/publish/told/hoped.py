"""What programmes hope to change, and from when: no effect is claimed before its time, or without an evaluation."""

from datetime import date

from equitytown.present.blocks import Block, Bullets, Heading, Paragraph, Span, Text, text
from equitytown.present.wording.sentences import sentence
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import ended
from equitytown.terms.indicator import Indicator, MeasureType
from equitytown.terms.register.reach import is_early
from equitytown.terms.register.results import Programme

SLOW = (
    "This is an outcome measure: it moves slowly, and for many reasons. That it moves does not show that a programme "
    "moved it."
)


def guard(programme: Programme, on: date) -> str:
    """
    Say what cannot be claimed of a programme, and from when a change could be looked for.

    Parameters
    ----------
    programme : Programme
        With its `lag`, the year before which no change could show, where one is declared.
    on : date
        The day of the edition.

    Returns
    -------
    str
        Whole sentences. None claims an effect, before its time or after.
    """
    sentences = [ended(programme.not_claimed)] if programme.not_claimed else []
    early = is_early(programme, on)
    if early is None:
        sentences.append(
            "The register does not say from when a change in outcomes could show, so no change is claimed."
        )
    elif early:
        sentences.append(f"It is too early to look for a change in outcomes: {_first(programme.lag)}.")
    else:
        sentences.append(
            f"A change in outcomes could be looked for by now ({programme.lag}); none is claimed here without an "
            "evaluation."
        )
    return " ".join(sentences)


def _first(lag: str) -> str:
    return f"none could show before {lag}" if lag.isdigit() else lag.rstrip(".")


def blocks(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    """Name the programmes that hope to change a measure, each with its guard; nothing where none names it."""
    held = [p for p in edition.place.register.all(Programme) if indicator.indicator_id in p.measures]
    if not held:
        return ()
    slow = (Paragraph(text(SLOW), style="note"),) if indicator.measure_type is MeasureType.OUTCOME else ()
    items = tuple(_item(programme, edition.holdings.on) for programme in held)
    return (Heading(2, "Programmes that hope to change it"), *slow, Bullets(items))


def _item(programme: Programme, on: date) -> Text:
    return sentence(Span(programme.name, href="impact"), f": {guard(programme, on)}")
