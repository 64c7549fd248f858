"""From what framework.yaml says to the outcome list, its history and the strategies it serves."""

from collections import Counter
from dataclasses import dataclass

from equitytown.place.faults import Faults
from equitytown.place.schema_framework import AlignmentModel, FrameworkModel, MeasureChangeModel
from equitytown.place.settings import Indicators, unknown_indicator
from equitytown.place.yaml_files import Location, YamlFile
from equitytown.terms.framework import Alignment, AlignmentHeading, Framework, ListChange, MeasureChange, Principle

LEFT = (ListChange.RETIRED, ListChange.REPLACED)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The file, what measures there are, and where faults go."""

    file: YamlFile
    indicators: Indicators
    faults: Faults

    def fault(self, where: Location, sentence: str, mend: str) -> None:
        self.faults.add(self.file.path, self.file.line_of(where), sentence, mend)

    def known(self, where: Location, measure: str) -> bool:
        """Say whether a measure has a file, noting a fault where it has none."""
        if measure not in self.indicators:
            unknown_indicator(self.file, where, measure, self.indicators, self.faults)
        return measure in self.indicators


def framework_of(file: YamlFile, model: FrameworkModel, *, indicators: Indicators, faults: Faults) -> Framework:
    """
    Make the framework.

    Parameters
    ----------
    file : YamlFile
        framework.yaml, for its lines.
    model : FrameworkModel
        What it says.
    indicators : Indicators
        The measures that have a file.
    faults : Faults
        Takes every fault: measures that no file describes, numbers and measures that stand twice, a history that
        does not lead to the list.

    Returns
    -------
    Framework
        As the file says, whatever was noted.
    """
    reading = _Reading(file, indicators, faults)
    _check_principles(reading, model)
    if model.baseline_round and model.baseline_round not in model.rounds:
        sentence = f'baseline_round "{model.baseline_round}" is not among the rounds.'
        reading.fault(("baseline_round",), sentence, f"Use one of: {', '.join(model.rounds)}.")
    _check_history(reading, model)
    _check_alignments(reading, model.alignments)
    return Framework(
        title=model.title,
        principles=tuple(Principle(p.number, p.name, p.short_name, p.measures) for p in model.principles),
        baseline_round=model.baseline_round,
        rounds=model.rounds,
        history=tuple(sorted((_change(change) for change in model.history), key=lambda change: change.dated)),
        alignments=tuple(_alignment(held) for held in model.alignments),
    )


def _change(model: MeasureChangeModel) -> MeasureChange:
    values = model.model_dump()
    return MeasureChange(indicator_id=values.pop("measure"), **values)


def _alignment(model: AlignmentModel) -> Alignment:
    headings = tuple(AlignmentHeading(heading.name, heading.measures) for heading in model.headings)
    return Alignment(model.id, model.name, headings, model.about, model.address, model.agreed_by)


def _check_principles(reading: _Reading, model: FrameworkModel) -> None:
    seen: dict[str, int] = {}
    numbers: set[int] = set()
    for i, principle in enumerate(model.principles):
        where = ("principles", i)
        if principle.number in numbers:
            reading.fault(
                (*where, "number"), f"principle {principle.number} stands twice.", "Give each its own number."
            )
        numbers.add(principle.number)
        for j, measure in enumerate(principle.measures):
            here = (*where, "measures", j)
            reading.known(here, measure)
            if measure in seen:
                sentence = f"{measure} stands under principle {seen[measure]} already."
                reading.fault(here, sentence, "Keep it under the principle it belongs to first.")
            seen.setdefault(measure, principle.number)


def _check_history(reading: _Reading, model: FrameworkModel) -> None:
    """Note changes that lack what they need, and measures whose last change is not how the list stands."""
    listed = {measure for principle in model.principles for measure in principle.measures}
    last: dict[str, tuple[int, ListChange]] = {}
    for i, changed in sorted(enumerate(model.history), key=lambda pair: pair[1].dated):
        _check_change(reading, i, changed)
        last[changed.measure] = (i, changed.change)
        if changed.change is ListChange.REPLACED and changed.replaced_by in reading.indicators:
            last[changed.replaced_by] = (i, ListChange.ADDED)
    for measure, (i, became) in last.items():
        if (became in LEFT) is (measure in listed):
            now = f"was {became.value}, and still stands" if became in LEFT else "came on the list, and does not stand"
            sentence = f"By its history {measure} {now} under a principle."
            reading.fault(("history", i), sentence, "Bring the history or the list of measures up to date.")


def _check_change(reading: _Reading, i: int, change: MeasureChangeModel) -> None:
    where = ("history", i)
    held = reading.known((*where, "measure"), change.measure) and reading.indicators[change.measure]
    if change.change is ListChange.REPLACED and not change.replaced_by:
        reading.fault(where, f"{change.measure} was replaced, and by what is not said.", "Add replaced_by.")
    if change.change is not ListChange.REPLACED and change.replaced_by:
        sentence = f"{change.measure} was {change.change.value}, and replaced_by names another measure."
        reading.fault((*where, "replaced_by"), sentence, 'Take replaced_by out, or write "change: replaced".')
    if change.replaced_by:
        reading.known((*where, "replaced_by"), change.replaced_by)
    if change.change is ListChange.RETIRED and change.principle is None:
        sentence = f"{change.measure} was retired, and under which principle it stood is not said."
        reading.fault(where, sentence, "Add principle: older rounds are shown with it.")
    if change.change is ListChange.AWAITING and held and held.confirmed:
        sentence = f"{change.measure} is awaited, and its file does not say that it is still to be confirmed."
        reading.fault(
            where, sentence, f"Write confirmed: false in indicators/{change.measure}.yaml, with its candidates."
        )


def _check_alignments(reading: _Reading, alignments: tuple[AlignmentModel, ...]) -> None:
    ids = Counter(held.id for held in alignments)
    for i, held in enumerate(alignments):
        if ids[held.id] > 1:
            reading.fault(("alignments", i, "id"), f'"{held.id}" stands {ids[held.id]} times.', "Give each its own.")
        names = Counter(heading.name for heading in held.headings)
        for j, heading in enumerate(held.headings):
            where = ("alignments", i, "headings", j)
            if names[heading.name] > 1:
                reading.fault((*where, "name"), f'"{heading.name}" stands twice.', "Put its measures under one.")
            for k, measure in enumerate(heading.measures):
                here = (*where, "measures", k)
                reading.known(here, measure)
                if measure in heading.measures[:k]:
                    reading.fault(here, f"{measure} stands under this heading already.", "Take it out.")
