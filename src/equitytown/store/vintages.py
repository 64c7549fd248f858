"""Vintages: what was known on a date, as a filter over observations that never change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from equitytown.terms.observation import Observation
from equitytown.terms.place import Series

_WITH_SAME_FIGURE = "Verdict as published with the same figure by "


def as_known(observations: Iterable[Observation], *, on: date) -> tuple[Observation, ...]:
    """
    Choose, for each figure, the newest vintage known on a date.

    Parameters
    ----------
    observations : iterable of Observation
        Every vintage held, in any order.
    on : date
        Vintages known from a later date are left out.

    Returns
    -------
    tuple of Observation
        One for each figure, in order of indicator, area, sex and period. A figure first known
        after the date is absent.
    """
    newest: dict[tuple[object, ...], Observation] = {}
    for observation in sorted((o for o in observations if o.known_from <= on), key=_recency):
        newest[observation.key] = _with_verdict(observation, newest.get(observation.key))
    return tuple(sorted(newest.values(), key=lambda o: (o.indicator_id, o.area_code, o.sex, o.period)))


def _recency(observation: Observation) -> tuple[date, bool]:
    """Newer first; of two known from one day, the one that has a value."""
    return observation.known_from, observation.value is not None


def _with_verdict(newer: Observation, older: Observation | None) -> Observation:
    """
    Keep a published verdict on a figure that a newer vintage repeats without one.

    The two count as one figure when the newer rounds to the older at the decimals that the older was
    printed with, or at one decimal if it was printed with none. The note names whose verdict it is.
    """
    if older is None or older.published_rating is None or newer.published_rating is not None:
        return newer
    if newer.value is None or older.value is None or not repeats(newer.value, older.value):
        return newer
    _, is_carried, whose = older.note.rpartition(_WITH_SAME_FIGURE)
    if not is_carried:
        whose = f"{older.provenance.publisher}: {older.provenance.title}."
    note = f"{newer.note} {_WITH_SAME_FIGURE}{whose}".strip()
    return replace(newer, published_rating=older.published_rating, note=note)


def repeats(newer: float, older: float) -> bool:
    """
    Say whether a value is an older one again, or the same given more finely.

    Examples
    --------
    >>> repeats(4.66, 4.7), repeats(4.64, 4.7)
    (True, False)
    """
    decimals = len(repr(float(older)).partition(".")[2])  # 57.0 is one decimal: reading keeps no whole numbers
    return round(newer, decimals) == older


def verdict_source(observation: Observation) -> str:
    """
    Name who published a figure's verdict.

    Parameters
    ----------
    observation : Observation
        A figure with a published verdict.

    Returns
    -------
    str
        The figure's own publisher, or the one whose verdict was kept from an earlier vintage of the
        same figure.
    """
    _, is_carried, whose = observation.note.rpartition(_WITH_SAME_FIGURE)
    return whose.partition(": ")[0] if is_carried else observation.provenance.publisher


@dataclass(frozen=True, slots=True)
class Holdings:
    """Observations as known on one date, found by indicator, area and sex."""

    on: date
    observations: tuple[Observation, ...]
    _series: dict[tuple[str, str, str], Series] = field(repr=False)

    def series(self, indicator_id: str, area_code: str, *, sex: str) -> Series:
        """Give an area's figures, oldest first; an empty series where none is held."""
        return self._series.get((indicator_id, area_code, sex), Series(()))

    def sexes(self, indicator_id: str, area_code: str) -> tuple[str, ...]:
        """Name the sexes for which an area has figures, persons first."""
        held = {sex for indicator, area, sex in self._series if (indicator, area) == (indicator_id, area_code)}
        return tuple(sorted(held, key=lambda sex: (sex != "Persons", sex)))


def hold(observations: Iterable[Observation], *, on: date) -> Holdings:
    """Index the headline figures (no inequality split) known on a date."""
    known = as_known(observations, on=on)
    grouped: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for observation in known:
        if not observation.category_type:
            grouped[observation.indicator_id, observation.area_code, observation.sex].append(observation)
    return Holdings(on, known, {key: Series(tuple(rows)) for key, rows in grouped.items()})
