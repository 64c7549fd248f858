"""A linked measure with its latest finding: where it stands, never what moved it."""

from equitytown.present.blocks import Span, Text, text
from equitytown.present.wording.numbers import traced
from equitytown.present.wording.phrases import against, comparison, same_publication
from equitytown.present.wording.sentences import ESTIMATES, sentence
from equitytown.present.wording.symbols import MEANINGS, Symbol
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Rating


def name_of(edition: Edition, indicator_id: str) -> Span:
    """Name a measure, with a link to its page."""
    return Span(edition.place.indicators[indicator_id].headline, href=f"measures/{indicator_id}")


def standing(edition: Edition, indicator_id: str) -> Text:
    """
    Say where a measure stands in this edition.

    Parameters
    ----------
    edition : Edition
        Its newest figure is the one told.
    indicator_id : str
        One of the place's indicators.

    Returns
    -------
    Text
        What is said of it, from the verb on and without a stop: its figure with period and comparison, every number
        traced; or that no figure is held, or none may be shown.
    """
    indicator = edition.place.indicators[indicator_id]
    found = edition.current(indicator)
    if found is None:
        return text(_awaited(edition, indicator))
    marks = "".join(f" ({MEANINGS[symbol]})" for symbol in edition.symbols(found.observation))
    verb = "stands at an estimated" if indicator.collected_by in ESTIMATES else "stands at"
    return sentence(
        f"{verb} ", traced(found.observation, indicator), f" in {found.observation.period.label}{marks}",
        _compared(found.national, indicator),
    )  # fmt: skip


def _compared(finding: Finding, indicator: Indicator) -> Text:
    other = finding.comparator_value
    if other is None or other.value is None or not same_publication(finding):
        return ()
    words = comparison(finding, indicator)
    untested = finding.verdict.rating is Rating.NOT_COMPARED and words not in ("level with", "equal to")
    return sentence(
        f", {words} {against(finding)} (", traced(other, indicator), ")",
        ", a difference that is not tested" if untested else "",
    )  # fmt: skip


def _awaited(edition: Edition, indicator: Indicator) -> str:
    """Say why a measure has no figure."""
    if not indicator.confirmed:
        return "is a measure still to be confirmed"
    withheld = Symbol.CONFIDENTIAL in cells.awaiting(edition, indicator).symbols
    return "has a figure that is withheld so that nobody can be recognised" if withheld else "has no figure yet"
