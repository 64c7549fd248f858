"""What must hold of a figure, and of the figures of one file together."""

from collections import defaultdict
from collections.abc import Sequence

from equitytown.place.areas import AreaBook
from equitytown.place.faults import Faults
from equitytown.stats.checks import CONFIDENCE
from equitytown.terms.indicator import BOUNDS, Indicator
from equitytown.terms.observation import Observation, Status

_WITHOUT_VALUE = (Status.SUPPRESSED, Status.MISSING)
_OTHER_LIMITS = "Where only other limits are published, leave lower, upper and confidence empty and say so in note."


def check_values(path: str, observation: Observation, *, indicator: Indicator, faults: Faults) -> None:
    """
    Check one figure: its status, bounds, limits and dates.

    Parameters
    ----------
    path : str
        The file within the place's folder.
    observation : Observation
        The figure as read.
    indicator : Indicator
        What it measures, with its unit.
    faults : Faults
        Where to note what is wrong.
    """
    line = observation.provenance.row

    def fault(sentence: str, mend: str) -> None:
        faults.add(path, line, sentence, mend)

    for sentence, mend in (
        *_status(observation),
        *_bounds(observation, indicator),
        *_limits(observation),
        *_dates(observation),
    ):
        fault(sentence, mend)


def told_of(observation: Observation, indicator: Indicator) -> list[str]:
    """Give a sentence for each thing that cannot be right in a figure that a supplier sent."""
    told = (*_status(observation), *_bounds(observation, indicator), *_limits(observation), *_dates(observation))
    return [sentence for sentence, _ in told]


def check_file(
    path: str, observations: Sequence[Observation], *, nation_code: str, areas: AreaBook, faults: Faults
) -> None:
    """
    Check the figures of a file together: none twice, and England there wherever another council or region is.

    Parameters
    ----------
    path : str
        The file within the place's folder.
    observations : sequence of Observation
        The figures that have no fault of their own.
    nation_code : str
        England's code; empty when rows were left out, so that England cannot be missed by mistake.
    areas : AreaBook
        For names.
    faults : Faults
        Where to note what is wrong.
    """
    _check_duplicates(path, observations, areas=areas, faults=faults)
    if nation_code:
        _check_nation(path, observations, nation_code=nation_code, areas=areas, faults=faults)


Told = list[tuple[str, str]]


def _status(o: Observation) -> Told:
    """A value and its status must agree, and a missing one must say why."""
    told: Told = []
    if o.value is None and o.status not in _WITHOUT_VALUE:
        mend = 'Write it, or set status to "missing" or "suppressed" and say why in note.'
        told.append((f'value is empty but status is "{o.status.value}".', mend))
    if o.value is not None and o.status in _WITHOUT_VALUE:
        mend = f'Take the value out, or set status to "{Status.COMPLETE.value}".'
        told.append((f'value is {o.value:g} but status is "{o.status.value}".', mend))
    if o.value is None and not o.note:
        told.append(("value is empty and note does not say why.", "Give the reason in note."))
    return told


def _bounds(o: Observation, indicator: Indicator) -> Told:
    """Value and limits must be possible in the indicator's unit."""
    lowest, highest = BOUNDS[indicator.unit]
    told: Told = []
    for name, number in (("value", o.value), ("lower", o.lower), ("upper", o.upper)):
        if number is None or lowest is None or highest is None or lowest <= number <= highest:
            continue
        sentence = f'{name} {number:g} is outside what "{indicator.unit.value}" can be, {lowest:g} to {highest:g}.'
        told.append((sentence, "Correct it, or the unit in the indicator's file."))
    return told


def _limits(o: Observation) -> Told:
    """Limits come in pairs, enclose the value, and say their confidence."""
    told: Told = []
    if (o.lower is None) != (o.upper is None):
        told.append(("only one of lower and upper is given.", "Give both, or neither."))
    elif o.lower is not None and o.upper is not None:
        if o.value is not None and not o.lower <= o.value <= o.upper:
            sentence = f"the limits {o.lower:g} to {o.upper:g} do not enclose the value {o.value:g}."
            told.append((sentence, "Check the row against its source: two cells may be swapped."))
        if o.confidence is None:
            told.append(("limits are given without their confidence.", "Write 0.95 for 95% limits."))
    if o.confidence is not None and o.confidence != CONFIDENCE:
        given = f"confidence {o.confidence:g} is not"
        asked = f"give the {CONFIDENCE:.0%} limits, confidence {CONFIDENCE}."
        told.append((f"{given} used here: {asked}", _OTHER_LIMITS) if 0 < o.confidence < 1 else
                    (f"{given} between 0 and 1.", f"Write {CONFIDENCE} for {CONFIDENCE:.0%} limits."))  # fmt: skip
    return told


def _dates(o: Observation) -> Told:
    """A figure is known before it is read, and never before its period begins."""
    told: Told = []
    if o.known_from > o.provenance.retrieved:
        sentence = f"known_from {o.known_from} is later than retrieved {o.provenance.retrieved}."
        told.append((sentence, "known_from is the earliest day on which the figure stood; it cannot follow the copy."))
    if o.known_from < o.period.start:
        sentence = f"known_from {o.known_from} is before the period {o.period.label} begins."
        told.append((sentence, "Correct one of the dates."))
    return told


def _check_duplicates(path: str, observations: Sequence[Observation], *, areas: AreaBook, faults: Faults) -> None:
    """No figure stands twice in one vintage, whether the two agree or not."""
    first: dict[object, Observation] = {}  # object: a figure's key and its vintage
    for o in observations:
        earlier = first.setdefault((o.key, o.known_from), o)
        if earlier is o:
            continue
        area = areas.found[o.area_code].area_name
        line = earlier.provenance.row
        what = f"{area}, {o.period.label}, {o.sex}, stands twice in one vintage: first on line {line}"
        if o.value == earlier.value:
            faults.add(path, o.provenance.row, f"{what}, with the same value.", "Delete one of the two rows.")
        else:
            values = f"{_said(earlier.value)} there and {_said(o.value)} here"
            mend = "Delete the wrong one; if the figure was revised, give each row its own known_from."
            faults.add(path, o.provenance.row, f"{what}, {values}.", mend)


def _said(value: float | None) -> str:
    return "no value" if value is None else f"{value:g}"


def _check_nation(
    path: str, observations: Sequence[Observation], *, nation_code: str, areas: AreaBook, faults: Faults
) -> None:
    """
    Wherever another area has a row, England has one too.

    Small areas need none: they are set beside one another and the town, and a measure may exist for them alone.
    """
    held: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for o in observations:
        if o.area_code in areas.inside:
            continue
        held[o.sex, o.category_type, o.category].setdefault(o.period.label, o.provenance.row)
    for o in observations:
        if o.area_code == nation_code:
            held[o.sex, o.category_type, o.category].pop(o.period.label, None)
    nation = areas.get(nation_code)
    name = nation.area_name if nation else nation_code
    for (sex, *_), periods in held.items():
        if periods:
            labels = ", ".join(periods)
            sentence = f"{name} is missing for {labels} ({sex}), so nothing can be compared with it."
            mend = 'Add its row; where no figure exists leave value empty, set status to "missing" and say why.'
            faults.add(path, min(periods.values()), sentence, mend)
