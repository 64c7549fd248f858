"""
What small areas make up a place and one another, so that their counts and the larger ones protect each other.

Every boundary set makes up the place by itself: the place is the sum of its wards, and the sum of its smaller areas. A
ward is the sum of the smaller areas that lie in it, and so it is where they only fit best: publishers make ward counts
of them. There the counts need not agree; a ward's that is another than its areas' together ties nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from equitytown.disclosure.figure_sums import Layer
from equitytown.terms.boundaries import sets_of
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place


def layers_of(observations: Iterable[Observation], *, indicator: Indicator, place: Place) -> tuple[Layer, ...]:
    """
    Find what makes up the place, and what makes up its wards, in the periods for which a measure has small areas.

    Parameters
    ----------
    observations : iterable of Observation
        Of one indicator, in every vintage.
    indicator : Indicator
        The boundary sets that it names.
    place : Place
        Its boundaries and compositions.

    Returns
    -------
    tuple of Layer
        None where no row is of a small area.
    """
    sets = place.sets_for(indicator)
    codes = defaultdict[str, set[str]](set)
    for o in observations:
        codes[o.period.label].add(o.area_code)
    periods = defaultdict[tuple[str, ...], set[str]](set)
    for label, of in codes.items():
        found = sets_of(of, sets)
        for set_id in found:
            periods[set_id,].add(label)
        for pair in ((small, large) for small in found for large in found if small != large):
            periods[pair].add(label)
    return tuple(layer for key in sorted(periods) for layer in _layers(key, frozenset(periods[key]), place))


def _layers(sets: tuple[str, ...], labels: frozenset[str], place: Place) -> Iterator[Layer]:
    if len(sets) == 1:
        yield Layer(place.area.area_code, sets[0], tuple(sorted(place.boundaries[sets[0]].codes)), labels)
        return
    composition = place.composition(*sets)
    if composition is None:
        return
    parts = defaultdict[str, list[str]](list)
    for code, larger in sorted(composition.whole().items()):
        parts[larger].append(code)
    for larger, codes in sorted(parts.items()):
        yield Layer(larger, sets[0], tuple(codes), labels, is_exact=composition.is_exact)
