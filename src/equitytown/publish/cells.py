"""Cells: a finding or a printed figure as one cell of a table."""

from equitytown.present.blocks import Cell, RankStrip, Span, Text, Verdict, text
from equitytown.present.theme import VERDICT_LETTERS
from equitytown.present.wording.numbers import bare, limits
from equitytown.present.wording.phrases import capital
from equitytown.present.wording.symbols import Symbol, rounds_to_zero, symbol_of_missing
from equitytown.publish.edition import Edition
from equitytown.terms.finding import Finding, FindingBasis, Rank
from equitytown.terms.framework import PrintedCell
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Rating

PRINTED_MISSING = {"N/a": Symbol.NOT_AVAILABLE.value, "-": Symbol.NOT_APPLICABLE.value, "TBC": "to be confirmed"}


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
    symbols = (Symbol.LOW,) if rounds_to_zero(value, decimals=indicator.decimals) else ()
    return Cell(text=_marked(Span(bare(value, indicator), trace=trace), symbols), number=value, symbols=symbols)


def _marked(printed: Span, symbols: tuple[str, ...]) -> Text:
    return (printed, *(Span(f" {symbol}") for symbol in symbols))


def missing(reason: str, *, symbol: Symbol = Symbol.NOT_AVAILABLE) -> Cell:
    """Give the symbol of a figure that is not there, with the reason."""
    return Cell(text=text(symbol), title=reason, symbols=(symbol,))


def not_applicable(reason: str) -> Cell:
    """Give the symbol of a figure that cannot exist, with the reason."""
    return missing(reason, symbol=Symbol.NOT_APPLICABLE)


def figure(edition: Edition, observation: Observation | None, indicator: Indicator) -> Cell:
    """Give an observation's value with its symbols, or the symbol that says why there is none."""
    if observation is None or observation.value is None:
        reason = observation.note if observation is not None else "No figure is held"
        return missing(reason, symbol=symbol_of_missing(observation))
    symbols = edition.symbols(observation)
    printed = Span(bare(observation.value, indicator), trace=observation.observation_id)
    return Cell(text=_marked(printed, symbols), number=observation.value, title=observation.note, symbols=symbols)


def awaiting(edition: Edition, indicator: Indicator) -> Cell:
    """Give the symbol of a measure without a figure: its newest one was withheld, or none is held."""
    if not indicator.confirmed:
        return missing("To be confirmed")
    series = edition.own(indicator).observations
    return figure(edition, series[-1] if series else None, indicator)


def missing_words(observation: Observation | None) -> str:
    """Say in a chart why a part has no figure."""
    return "withheld" if symbol_of_missing(observation) is Symbol.CONFIDENTIAL else "no figure"


def limits_of(observation: Observation | None, indicator: Indicator) -> Cell:
    """Give an observation's limits as "76.5 to 77.5"."""
    spans = limits(observation, indicator) if observation is not None else ()
    if spans:
        return Cell(text=spans)
    is_withheld = symbol_of_missing(observation) is Symbol.CONFIDENTIAL
    reason = "Withheld with the figure" if is_withheld else "The confidence limits are not held"
    return missing(reason, symbol=symbol_of_missing(observation))


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
        return missing("No verdict was printed") if applies else not_applicable("No measure yet")
    shown = Verdict(rating, words=VERDICT_LETTERS[rating], trace=trace, basis=FindingBasis.PUBLISHED.value)
    return Cell(verdict=shown, title=f"Printed as {VERDICT_LETTERS[rating]}: {rating.value}")
