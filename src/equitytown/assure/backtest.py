"""A back test: each cell of an older pipeline's figures beside ours, and what explains a difference."""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from equitytown import pipeline
from equitytown.assure.old_figures import COMPARED, NEEDED, OldFigures, OldRow, number_in, read_old
from equitytown.errors import InputError
from equitytown.publish.edition import Edition
from equitytown.store.corrections import CORRECTED
from equitytown.store.kept import user_cache
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import parse_period

NOISE = 1e-9  # of a value: two spellings of one number
NEAR = 0.5  # how alike two names must be for one to be offered for the other
ANY = ("", "any", "all")  # a cell of the file of reasons that holds for every row


class Outcome(StrEnum):
    """What became of a cell when it was set beside ours."""

    SAME = "same"
    CLOSE = "within the tolerance"
    REVISED = "as its publisher gave it before"
    CORRECTED = "corrected here"
    EXPLAINED = "explained"
    DIFFERS = "differs"
    NOT_HELD = "not held here"
    NOT_KNOWN = "not known here by that name"


UNEXPLAINED = (Outcome.DIFFERS, Outcome.NOT_HELD, Outcome.NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, what it is about, the older figure and ours."""

    line: int
    about: str
    column: str
    old: str
    new: str
    outcome: Outcome
    why: str = ""

    def as_line(self) -> str:
        """Tell it in a line."""
        ours = f", here {self.new}" if self.new else ""
        why = f" ({self.why})" if self.why else ""
        return f"line {self.line}, {self.about}: {self.column} {self.old}{ours}: {self.outcome.value}{why}"


@dataclass(frozen=True, slots=True)
class BackTest:
    """Every cell that was compared, and the headings that were not understood."""

    against: str
    cells: tuple[Cell, ...]
    unknown: tuple[str, ...]

    @property
    def unexplained(self) -> tuple[Cell, ...]:
        """The cells that differ, or have nothing beside them, without a reason."""
        return tuple(cell for cell in self.cells if cell.outcome in UNEXPLAINED)

    def as_text(self, *, most: int = 50) -> str:
        """Tell what is unexplained, then the counts."""
        shown = [cell.as_line() for cell in self.unexplained[:most]]
        more = len(self.unexplained) - len(shown)
        counts = Counter(cell.outcome for cell in self.cells)
        told = ", ".join(f"{counts[outcome]:,} {outcome.value}" for outcome in Outcome if counts[outcome])
        unread = [f"Not understood, and not compared: {', '.join(self.unknown)}."] if self.unknown else []
        rest = [f"and {more:,} more"] if more > 0 else []
        return "\n".join([*shown, *rest, *unread, f"{len(self.cells):,} cells of {self.against}: {told or 'none'}."])

    def as_data(self) -> dict[str, object]:
        """Give it as data for a script."""
        counts = Counter(cell.outcome.value for cell in self.cells)
        names = ("line", "about", "column", "old", "new", "why")
        found = [{**{name: getattr(cell, name) for name in names}, "outcome": cell.outcome.value}
                 for cell in self.cells if cell.outcome is not Outcome.SAME]  # fmt: skip
        return {"against": self.against, "cells": dict(counts), "differences": found, "unknown": list(self.unknown)}


def back_test(place: Path, *, against: Path, tolerance: float = 0.0, explained: Path | None = None) -> BackTest:
    """
    Set an older pipeline's figures beside ours.

    Parameters
    ----------
    place : Path
        The place's folder.
    against : Path
        The older figures as CSV; columns are found by the words of their headings.
    tolerance : float, default 0
        How far two numbers may lie apart, in the indicator's unit; beyond what rounding of the older one explains.
    explained : Path, optional
        A CSV of reasons: indicator, area, period, and column, sex where needed, and reason. An empty cell holds for
        every row.

    Returns
    -------
    BackTest
        A number counts as the same when ours rounds to it at the decimals that it has. An older figure that the
        place still holds as an earlier vintage is explained by that.

    Raises
    ------
    InputError
        If a file cannot be read, or no column of the older figures can be compared.
    """
    if not (tolerance >= 0 and math.isfinite(tolerance)):
        raise InputError(f"the tolerance must be 0 or more, not {tolerance:g}.")
    old = read_old(against)
    if not set(COMPARED) & set(old.columns):
        raise InputError(f"{against}: no column holds a figure. Name one of: {', '.join(COMPARED)}.")
    reasons = read_old(explained, needed=(*NEEDED, "reason")) if explained is not None else None
    ours = _Ours(pipeline.compare_place(place, cache=user_cache()))
    cells = tuple(
        _compared(ours, row, column, tolerance=tolerance, reasons=reasons)
        for row in old.rows
        for column in COMPARED
        if row.cells.get(column)
    )
    return BackTest(str(against), cells, old.unknown)


@dataclass(frozen=True)
class _Ours:
    """Our figures, found by the words of an older pipeline."""

    edition: Edition

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        found: dict[str, Indicator] = {}
        for name in ("supplier_name", "headline", "name", "indicator_id"):
            for i in self.edition.place.indicators.values():
                words = i.source.supplier_name if name == "supplier_name" else str(getattr(i, name))
                found[_folded(words)] = i
        return found

    def unknown(self, row: OldRow) -> str:
        """Say which name of a row is not known here, and which is nearest; nothing where both are."""
        for what, known in (("indicator", self._indicators), ("area", self._areas)):
            words = row.cells[what]
            if _folded(words) not in known:
                near = get_close_matches(_folded(words), known, n=1, cutoff=NEAR)
                name = known[near[0]] if near else ""
                shown = f"{name.indicator_id} ({name.name})" if isinstance(name, Indicator) else self._area_words(name)
                return f'no {what} is called "{words}" here' + (f"; the nearest is {shown}" if near else "")
        return ""

    def _area_words(self, area_code: str) -> str:
        area = self.edition.place.areas.get(area_code)
        return f"{area.area_code} ({area.area_name})" if area is not None else ""

    @cached_property
    def _areas(self) -> dict[str, str]:
        areas = self.edition.place.areas.values()
        return {_folded(a.area_name): a.area_code for a in areas} | {_folded(a.area_code): a.area_code for a in areas}

    def indicator(self, row: OldRow) -> Indicator | None:
        return self._indicators.get(_folded(row.cells["indicator"]))

    def figure(self, row: OldRow) -> Observation | None:
        """Find the figure in use that a row is about."""
        indicator, area = self.indicator(row), self._areas.get(_folded(row.cells["area"]))
        if indicator is None or area is None:
            return None
        sex = row.cells.get("sex") or indicator.headline_sex
        series = self.edition.holdings.series(indicator.indicator_id, area, sex=_sex(sex))
        return series.at(_period(row.cells["period"], indicator))


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").replace("_", " ").split())


def _sex(words: str) -> str:
    """Give a sex as we name it."""
    known = {"m": "Male", "males": "Male", "men": "Male", "f": "Female", "females": "Female", "women": "Female",
             "all": "Persons", "both": "Persons", "person": "Persons", "total": "Persons"}  # fmt: skip
    return known.get(words.casefold(), words.capitalize())


def _period(label: str, indicator: Indicator) -> str:
    """Give a period's label in house form; as it stands where it cannot be read."""
    try:
        return parse_period(label, kind=indicator.period_kind).label
    except InputError:
        return label


def _compared(ours: _Ours, row: OldRow, column: str, *, tolerance: float, reasons: OldFigures | None) -> Cell:
    """Set one cell beside ours."""
    about = ", ".join(row.cells[name] for name in ("indicator", "area", "period", "sex") if row.cells.get(name))
    old, figure = row.cells[column], ours.figure(row)
    new = OURS[column](ours.edition, figure) if figure is not None else ""
    outcome, why = _outcome(ours.edition, figure, column=column, old=old, new=new, tolerance=tolerance)
    if outcome is Outcome.NOT_HELD and (unknown := ours.unknown(row)):
        outcome, why = Outcome.NOT_KNOWN, unknown
    reason = _reason(row, column, reasons) if outcome in UNEXPLAINED and reasons is not None else ""
    if reason:
        outcome, why = Outcome.EXPLAINED, reason
    return Cell(row.line, about, column, old, new, outcome, why)


def _outcome(
    edition: Edition, figure: Observation | None, *, column: str, old: str, new: str, tolerance: float
) -> tuple[Outcome, str]:
    """Say what became of a cell, and why where that is known."""
    if figure is None:
        return Outcome.NOT_HELD, ""
    before, now = number_in(old), number_in(new)
    if before is None or now is None:
        return (Outcome.SAME if _folded(old) == _folded(new) else Outcome.DIFFERS), ""
    if _rounds_to(now, old, before):
        return Outcome.SAME, ""
    if abs(now - before) <= tolerance * (1 + NOISE):
        return Outcome.CLOSE, ""
    return _known(edition, figure, column=column, old=old, before=before)


def _known(edition: Edition, figure: Observation, *, column: str, old: str, before: float) -> tuple[Outcome, str]:
    """Say whether what the place holds explains a difference: its own correction, or an earlier vintage."""
    if column == "value" and figure.note.startswith(CORRECTED):
        return Outcome.CORRECTED, figure.note
    for vintage in edition.earlier_vintages(figure):
        held = {"value": vintage.value, "lower": vintage.lower, "upper": vintage.upper}.get(column)
        if held is not None and _rounds_to(held, old, before):
            return Outcome.REVISED, f"held as known from {vintage.known_from}"
    return Outcome.DIFFERS, ""


def _rounds_to(ours: float, printed: str, value: float) -> bool:
    """Say whether a number of ours rounds to an older one at the decimals that it has."""
    decimals = len(printed.rstrip("% ").partition(".")[2])
    return abs(ours - value) <= 0.5 * 10.0**-decimals * (1 + NOISE) + NOISE * abs(value)


def _reason(row: OldRow, column: str, reasons: OldFigures) -> str:
    """Find the reason that is on file for a difference; empty where there is none."""
    for given in reasons.rows:
        about = {**{name: row.cells.get(name, "") for name in (*NEEDED, "sex")}, "column": column}
        holds = (_folded(given.cells.get(name, "")) in (*ANY, _folded(words)) for name, words in about.items())
        if given.cells["reason"] and all(holds):
            return given.cells["reason"]
    return ""


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value))


def _rating(edition: Edition, o: Observation) -> str:
    indicator = edition.place.indicators[o.indicator_id]
    return edition.rating(indicator, edition.place.areas[o.area_code], o.period.label, sex=o.sex).value


def _rank(edition: Edition, o: Observation) -> str:
    if o.area_code != edition.place.area.area_code:
        return ""
    found = edition.comparisons(edition.place.indicators[o.indicator_id], o.period.label, sex=o.sex)
    rank = found.neighbours.rank if found is not None else None
    return str(rank.rank) if rank is not None else ""


OURS: Mapping[str, Callable[[Edition, Observation], str]] = {
    "value": lambda _, o: _number(o.value),
    "lower": lambda _, o: _number(o.lower),
    "upper": lambda _, o: _number(o.upper),
    "rating": _rating,
    "rank": _rank,
}
