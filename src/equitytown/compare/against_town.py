"""The parts of a town against the town as a whole."""

from collections.abc import Mapping
from dataclasses import replace

from equitytown.compare.rating import rate
from equitytown.terms.finding import FindingBasis, Verdict
from equitytown.terms.indicator import Basis, Indicator
from equitytown.terms.inside import AgainstTown, Inside, PartFigure
from equitytown.terms.observation import Observation, Provenance, Rating

MODELLED = "a modelled figure is not compared"


def against_town(inside: Inside, *, indicator: Indicator) -> Inside:
    """
    Set each part's figure against the whole town's.

    Parameters
    ----------
    inside : Inside
        What was found for one measure.
    indicator : Indicator
        Its comparison method and polarity.

    Returns
    -------
    Inside
        With how far each part lies above the town, and whether its limits, the publisher's or those of its counts,
        leave the town's figure out. A part without
        a figure, and every part where the town has none, stays as it was. Modelled figures get no verdict, nor do
        those that are too unreliable to stand beside others.

    Notes
    -----
    A part is counted in the town's figure too, so the two are not independent: the verdict is cautious.
    """
    whole = inside.whole
    if whole is None or whole.value is None:
        return inside
    return replace(inside, parts=tuple(_set(part, whole, indicator) for part in inside.parts))


def all_against_town(found: tuple[Inside, ...], indicators: Mapping[str, Indicator]) -> tuple[Inside, ...]:
    """Set the parts of every finding against the town."""
    return tuple(against_town(inside, indicator=indicators[inside.indicator_id]) for inside in found)


def _set(part: PartFigure, whole: Observation, indicator: Indicator) -> PartFigure:
    own = part.observation
    if own.value is None or whole.value is None:
        return part
    return replace(part, against=AgainstTown(own.value - whole.value, _verdict(part, whole, indicator)))


def _verdict(part: PartFigure, whole: Observation, indicator: Indicator) -> Verdict:
    method = indicator.comparison_method.value
    if indicator.collected_by is Basis.MODELLED:
        return Verdict(Rating.NOT_COMPARED, method, FindingBasis.COMPUTED, MODELLED)
    if not part.is_reliable:
        return Verdict(Rating.NOT_COMPARED, method, FindingBasis.COMPUTED, part.reason or "too unreliable")
    return rate(_as_published_with(part.limited, whole.provenance), whole, indicator=indicator)


def _as_published_with(own: Observation, whole: Provenance) -> Observation:
    """Give a sum of one publisher's figures as that publisher's: it was made from them here."""
    if own.provenance.publisher == whole.publisher or whole.publisher not in own.provenance.publisher.split("; "):
        return own
    return replace(own, provenance=replace(own.provenance, publisher=whole.publisher))
