"""The days on which an indicator's figures became known, and the states that they went through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from equitytown.disclosure.figure_completion import complete
from equitytown.disclosure.figure_sums import FigureKey, Layer, Sum, spans_of, sums_among
from equitytown.disclosure.figure_tables import Cell, Day
from equitytown.errors import InputError
from equitytown.terms.observation import Observation

Newest = Mapping[FigureKey, Observation]


def key_of(observation: Observation) -> FigureKey:
    """Say which figure an observation is of."""
    o = observation
    return FigureKey(o.area_code, o.period.label, o.sex, o.category_type, o.category)


def cell_of(observation: Observation) -> Cell:
    """Give the cell of an observation with a count."""
    return Cell(key_of(observation), int(observation.numerator or 0))


def groups_of(observations: Sequence[Observation]) -> list[list[Observation]]:
    """Part observations whose periods have nothing to do with each other."""
    spans = spans_of(o.period for o in observations)
    group = {o.period.label: {o.period.label} for o in observations}
    for long, sets in spans.items():
        joined = set[str]().union(*(group[label] for labels in sets for label in (long, *labels)))
        group |= dict.fromkeys(joined, joined)
    labels = {id(one): one for one in group.values()}.values()
    return [[o for o in observations if o.period.label in one] for one in labels]


def days_of(
    counted: Sequence[Observation], *, within: Mapping[str, str], layers: Sequence[Layer] = ()
) -> Iterator[Day]:
    """
    Give what was held on each day on which something became known.

    Parameters
    ----------
    counted : sequence of Observation
        Figures with a count, of one indicator, in every vintage.
    within : mapping of str to str
        For an area's code the code of the area that it lies in.
    layers : sequence of Layer, optional
        What small areas make up larger ones.

    Yields
    ------
    Day
        The earliest first. A new state begins where a count was revised; a figure that came later is taken to have
        stood from the start.

    Raises
    ------
    InputError
        If parts are more than their total of the same day.
    DisclosureError
        If no whole numbers agree with what is held.
    """
    for day in sorted({o.known_from for o in counted}):
        known = sorted((o for o in counted if o.known_from <= day), key=lambda o: (o.known_from, o.value is not None))
        sums = sums_among([key_of(o) for o in known], within=within, periods=[o.period for o in known], layers=layers)
        states = [*_states(known)]
        for newest in states:
            _check(newest, sums)
        completed = tuple(complete({key: int(o.numerator or 0) for key, o in of.items()}, sums) for of in states)
        yield Day(frozenset(map(cell_of, known)), completed)


def _states(known: Sequence[Observation]) -> Iterator[Newest]:
    """Give the figures as they stood before each revision and after the last, from observations in order."""
    newest: dict[FigureKey, Observation] = {}
    for o in reversed(known):
        newest[key_of(o)] = o  # the first vintage of each
    revisions = [o for o in known if newest[key_of(o)] is not o]
    yield dict(newest)
    for day in sorted({o.known_from for o in revisions}):
        before = {key: o.numerator for key, o in newest.items()}
        newest |= {key_of(o): o for o in revisions if o.known_from == day}
        if before != {key: o.numerator for key, o in newest.items()}:
            yield dict(newest)


def _check(newest: Newest, sums: Iterable[Sum]) -> None:
    """Refuse parts that are more than their total, where all became known on one day."""
    for one in sums:
        parts = [newest[part] for part in one.parts if part in newest]
        if not one.must_agree or one.total not in newest or not parts:
            continue
        total = newest[one.total]
        count, whole = sum(o.numerator or 0 for o in parts), total.numerator or 0
        if count > whole and {o.known_from for o in parts} == {total.known_from}:
            raise InputError(
                f"{one.total}: its parts are {count:,.0f} together (first: {key_of(parts[0])}) and it is {whole:,.0f}. "
                "Correct the counts: as long as they disagree nobody can say what they give away."
            )
