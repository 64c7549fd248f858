"""What must hold of published verdicts: better and worse lie on the side that the figures and the polarity say."""

from collections import defaultdict
from collections.abc import Sequence

from equitytown.place.areas import AreaBook
from equitytown.place.faults import Faults
from equitytown.stats.rounding import decimals_of
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.observation import Observation, Rating

_SIDES = {Rating.HIGHER: 1, Rating.LOWER: -1}
_JUDGED = {
    Polarity.HIGH: _SIDES | {Rating.BETTER: 1, Rating.WORSE: -1},
    Polarity.LOW: _SIDES | {Rating.BETTER: -1, Rating.WORSE: 1},
    Polarity.NONE: _SIDES,
}


def check_verdicts(
    path: str,
    observations: Sequence[Observation],
    *,
    nation_code: str,
    indicator: Indicator,
    areas: AreaBook,
    faults: Faults,
) -> None:
    """
    Check each published verdict against the two figures that it compares.

    Parameters
    ----------
    path : str
        The file within the place's folder.
    observations : sequence of Observation
        The figures of one file that have no fault of their own.
    nation_code : str
        The country that verdicts are against.
    indicator : Indicator
        Its polarity says on which side better lies.
    areas : AreaBook
        For names.
    faults : Faults
        Where to note what is wrong.

    Notes
    -----
    A publisher compares figures that it has not rounded, so a verdict is at fault only when the two
    differ at the coarser of the decimals they are printed with, and in every vintage of the country's.
    """
    nation: dict[object, list[float]] = defaultdict(list)  # object: what makes two figures alike
    for o in observations:
        if o.area_code == nation_code and o.value is not None:
            nation[_alike(o)].append(o.value)
    country = areas.get(nation_code)
    name = country.area_name if country else nation_code
    sides = _JUDGED[indicator.polarity]
    for o in observations:
        others = nation.get(_alike(o), ())
        if o.value is None or o.published_rating not in sides or not others:
            continue
        if all(_side(o.value, other) == -sides[o.published_rating] for other in others):
            where = "above" if o.value > others[-1] else "below"
            sentence = (
                f'published_rating is "{o.published_rating.value}", but {o.value:g} is {where} {name}\'s {others[-1]:g}'
                f' and the indicator says "{indicator.polarity.value}".'
            )
            faults.add(path, o.provenance.row, sentence, "Correct the rating, the value or the indicator's polarity.")


def _alike(o: Observation) -> object:
    """Give what a figure and the one it is compared with have in common."""
    return o.period, o.sex, o.category_type, o.category, o.provenance.publisher


def _side(value: float, other: float) -> int:
    """Say whether a value lies above (1), at (0) or below (-1) another, as coarsely as the coarser is printed."""
    decimals = min(decimals_of(value), decimals_of(other))
    one, two = round(value, decimals), round(other, decimals)
    return (one > two) - (one < two)
