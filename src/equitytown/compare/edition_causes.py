"""Why something changed: what became of the figures, definitions and rules that it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from equitytown.compare.edition_keys import FigureKey, figure_key
from equitytown.terms.edition_change import FIGURES, ChangeKind, EditionChange, Why
from equitytown.terms.edition_record import EditionRecord, RecordedFigure

# Parts of a definition that bear on the value itself, and those that bear on what comparing it says.
OF_VALUES = ("definition", "numerator", "denominator", "age", "unit", "kind of value", "small-number rule")
LISTED = "principle"  # where a measure stands on the outcome list; empty where it is not on it
OF_VERDICTS = ("comparison method", "polarity", "neighbour set", "neighbours", "breaks", "kind of value")


class Causes:
    """
    What changed beneath: gathered figure by figure, then asked for verdicts and sentences.

    `definitions` are the parts of definitions that changed, of measures that both editions have. `withdrawn` names the
    measures with a figure that is no longer given.
    """

    def __init__(self, old: EditionRecord, new: EditionRecord, *, corrected: frozenset[str]) -> None:
        self._corrected = corrected
        self._other_software = old.software != new.software
        self.definitions = tuple(_definitions(old, new))
        self.withdrawn: set[str] = set()
        self._fields: defaultdict[str, set[str]] = defaultdict(set)
        for change in self.definitions:
            self._fields[change.indicator_id].add(change.what)
        self._of_figure: dict[str, tuple[Why, ...]] = {}
        self._of_series: defaultdict[tuple[str, str, str], set[Why]] = defaultdict(set)
        self._of_period: defaultdict[tuple[str, str, str], set[Why]] = defaultdict(set)
        self._of_measure: defaultdict[str, set[Why]] = defaultdict(set)

    def of_value(self, observation_id: str, old: RecordedFigure, new: RecordedFigure) -> tuple[Why, ...]:
        """Say why a figure has another value, or other limits."""
        found: list[Why] = []
        if observation_id in self._corrected or (new.corrected and (not old.corrected or new.value != old.value)):
            found.append(Why.CORRECTION)
        elif old.value is None and new.value is not None:
            found.append(Why.NEW_DATA)
        elif old.publisher != new.publisher:
            found.append(Why.OTHER_SOURCE)
        elif new.known_from > old.known_from:
            found.append(Why.REVISION)
        if self._touches(figure_key(observation_id).indicator_id, OF_VALUES):
            found.append(Why.METHOD)
        return tuple(found) or (Why.UNTOLD,)

    def of_loss(self, observation_id: str) -> tuple[Why, ...]:
        """Say why a figure is no longer held."""
        if observation_id in self._corrected:
            return (Why.CORRECTION,)
        touched = self._touches(figure_key(observation_id).indicator_id, OF_VALUES)
        return (Why.METHOD,) if touched else (Why.UNTOLD,)

    def learn(self, changes: Iterable[EditionChange]) -> None:
        """Take in what became of figures, so that what rests on them can be explained."""
        for change in changes:
            if change.kind in FIGURES:
                key = figure_key(change.about)
                if change.kind is ChangeKind.WITHDRAWN:
                    self.withdrawn.add(key.indicator_id)
                self._of_figure[change.about] = change.why
                self._of_series[key.indicator_id, key.area_code, key.sex].update(change.why)
                self._of_period[key.indicator_id, key.period, key.sex].update(change.why)
                self._of_measure[key.indicator_id].update(change.why)

    def of_verdict(self, kind: ChangeKind, own: FigureKey, against: str) -> tuple[Why, ...]:
        """
        Say why a verdict on a figure turned.

        A rating rests on the figure and its comparator, a rank on the figures of all areas for the period, a trend
        or movement on the whole series, a gap on both series.
        """
        own_id = "|".join([own.indicator_id, own.area_code, own.period, own.sex, *filter(None, [own.category])])
        found: set[Why] = {*self._of_figure.get(own_id, ()), *self._of_figure.get(against, ())}
        if kind is ChangeKind.RANK or (kind is ChangeKind.RATING and not against):
            found |= self._of_period[own.indicator_id, own.period, own.sex]
        if kind in (ChangeKind.TREND, ChangeKind.MOVEMENT, ChangeKind.GAP):
            found |= self._of_series[own.indicator_id, own.area_code, own.sex]
        if kind is ChangeKind.GAP and against:
            found |= self._of_series[own.indicator_id, figure_key(against).area_code, own.sex]
        return self._with_rules(own.indicator_id, found)

    def of_sentence(self, indicator_id: str, period: str, sex: str) -> tuple[Why, ...]:
        """Say why a sentence about a measure's period is another: figures of the period first, then of all periods."""
        found = self._of_period[indicator_id, period, sex]
        return self._with_rules(indicator_id, set(found or self._of_measure[indicator_id]))

    def of_measure(self, indicator_id: str) -> tuple[Why, ...]:
        """Say why something that rests on all figures of a measure is another."""
        return self._with_rules(indicator_id, set(self._of_measure[indicator_id]))

    def _with_rules(self, indicator_id: str, found: set[Why]) -> tuple[Why, ...]:
        """
        Add that a definition or rule changed.

        Where neither figures nor definitions did, the same figures were worked out by other software: its rules
        changed. By the same software, it cannot be told.
        """
        found = found - {Why.UNTOLD} or found
        if self._touches(indicator_id, (*OF_VALUES, *OF_VERDICTS)) or (not found and self._other_software):
            found = found | {Why.METHOD}
        return tuple(why for why in Why if why in found) or (Why.UNTOLD,)

    def _touches(self, indicator_id: str, parts: Iterable[str]) -> bool:
        return not self._fields.get(indicator_id, set()).isdisjoint(parts)


def fields_of(record: EditionRecord) -> dict[str, None]:
    """Name the parts of definitions that a record knows of: older software may have kept fewer."""
    return dict.fromkeys(part for definition in record.definitions.values() for part in definition)


def _definitions(old: EditionRecord, new: EditionRecord) -> Iterator[EditionChange]:
    parts = [part for part in fields_of(new) if part in fields_of(old)]
    for indicator_id in sorted(old.definitions.keys() & new.definitions.keys()):
        was, now = old.definitions[indicator_id], new.definitions[indicator_id]
        for part in parts:
            is_listing = part == LISTED and not (was.get(part) and now.get(part))  # told as added or retired
            if was.get(part, "") != now.get(part, "") and not is_listing:
                why = Why.OTHER_SOURCE if part in ("publisher", "source") else Why.METHOD
                about = f"{indicator_id}#{part}"
                yield EditionChange(ChangeKind.DEFINITION, about, indicator_id, part, old=was.get(part, ""),
                                    new=now.get(part, ""), why=(why,))  # fmt: skip
