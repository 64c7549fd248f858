"""Cells: a finding or a printed figure as one cell of a table."""

from equitytown.present.blocks import Cell, RankStrip, Span, Verdict, text
from equitytown.present.theme import VERDICT_LETTERS
from equitytown.present.wording.numbers import NOT_APPLICABLE, NOT_AVAILABLE, bare, limits
from equitytown.present.wording.phrases import capital
from equitytown.terms.finding import Finding, FindingBasis, Rank
from equitytown.terms.framework import PrintedCell
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Rating, Status

MARKS = {Status.PROVISIONAL: " [p]", Status.ESTIMATED: " [e]"}
PRINTED_MISSING = {"N/a": "[x]", "-": "[z]", "TBC": "to be confirmed"}


def words(value: str, *, title: str = "") -> Cell:
    """Give a cell of plain words."""
    return Cell(text=text(value), title=title)


def linked(value: str, address: str) -> Cell:
    """Give a cell of words that link to an outside address."""
    return Cell(text=(Span(value, href=address),))


def counted(how_many: int, trace: str) -> Cell:
    """Give a count of rows."""
    return Cell(text=(Span(f"{how_many:,}", trace=trace),), number=float(how_many))


def spread(value: float, indicator: Indicator, trace: str) -> Cell:
    """Give one point of a spread."""
    return Cell(text=(Span(bare(value, indicator), trace=trace),), number=value)


def missing(reason: str) -> Cell:
    """Give the mark of a figure that is not available, with the reason."""
    return Cell(text=text(NOT_AVAILABLE), title=reason)


def figure(observation: Observation | None, indicator: Indicator) -> Cell:
    """Give an observation's value, marked when provisional or estimated."""
    if observation is None or observation.value is None:
        return missing(observation.note if observation is not None else "No figure is held")
    printed = Span(bare(observation.value, indicator), trace=observation.observation_id)
    mark = MARKS.get(observation.status, "")
    spans = (printed, Span(mark)) if mark else (printed,)
    return Cell(text=spans, number=observation.value, title=observation.note)


def limits_of(observation: Observation | None, indicator: Indicator) -> Cell:
    """Give an observation's limits as "76.5 to 77.5"."""
    spans = limits(observation, indicator) if observation is not None else ()
    return Cell(text=spans) if spans else missing("The confidence limits are not held")


def verdict(finding: Finding) -> Cell:
    """Give a rating as shape and word, with how it was reached."""
    found = finding.verdict
    title = found.reason or f"{capital(found.basis.value)}: {found.method}"
    shown = Verdict(found.rating, trace=f"{finding.finding_id}#rating", basis=found.basis.value)
    return Cell(verdict=shown, title=title)


def strip(ranked: Rank | None, trace: str) -> RankStrip | None:
    """Give a rank as a strip of dots."""
    if ranked is None:
        return None
    spoken = f"{'joint ' if ranked.tied else ''}{ranked.rank} of {ranked.of}"
    return RankStrip(ranked.rank, ranked.of, ranked.lower, ranked.upper, spoken, trace=trace)


def rank(finding: Finding) -> Cell:
    """Give a finding's rank as a cell, or the mark that none can be given."""
    shown = strip(finding.rank, f"{finding.finding_id}#rank")
    return Cell(rank=shown) if shown else missing("No rank: too few neighbours have a figure, or no end is best")


def printed(cell: PrintedCell, trace: str) -> Cell:
    """Give a figure exactly as it was printed, its missing mark in the published list's form."""
    shown = PRINTED_MISSING.get(cell.printed, cell.printed)
    if cell.value is None:
        return Cell(text=text(shown), title=f'Printed as "{cell.printed}"')
    return Cell(text=(Span(shown, trace=trace),), number=cell.value)


def printed_verdict(rating: Rating | None, trace: str, *, applies: bool) -> Cell:
    """Give a printed letter; [x] where none was printed, [z] where there was no measure to rate."""
    if rating is None:
        return missing("No verdict was printed") if applies else words(NOT_APPLICABLE, title="No measure yet")
    shown = Verdict(rating, words=VERDICT_LETTERS[rating], trace=trace, basis=FindingBasis.PUBLISHED.value)
    return Cell(verdict=shown, title=f"Printed as {VERDICT_LETTERS[rating]}: {rating.value}")
