"""
Ward figures from the counts of smaller areas.

Counts are added up over the whole small areas that best fit a ward, and the figure is worked out anew from them. What
is no quotient of two counts (a score, a decile, a length of life) is never averaged: it has no ward figure here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from equitytown.derive.quotients import Quotient, figures_of, quotient_of
from equitytown.derive.small_areas import Cut, cuts_of, groups_inside_of, inside_of
from equitytown.store.vintages import Holdings
from equitytown.terms.boundaries import Composition
from equitytown.terms.indicator import Basis, Indicator
from equitytown.terms.observation import SEVERAL, SUMMED, Observation, Provenance, Status
from equitytown.terms.place import Place

WHOLE_ENOUGH = 0.9  # the share of an area that lies in one ward, on average, above which whole areas are added up


def sums(place: Place, holdings: Holdings) -> tuple[Observation, ...]:
    """
    Add the counts of small areas up to the wards of a place.

    Parameters
    ----------
    place : Place
        Its wards, and the compositions that say which small areas make them up. Small counts are protected already.
    holdings : Holdings
        The figures as known on the edition's day.

    Returns
    -------
    tuple of Observation
        In the order of the indicators, then of sexes, periods and wards, and after them those of each group of people
        that small areas have figures for; status estimated, or missing with a reason
        where any of a ward's areas has no figure. Only for proportions and crude rates with both counts, only for
        periods for which no ward has a figure of its own, and only from areas that are smaller than wards and lie in
        one each, but for a few.
    """
    held = inside_of(place, holdings.observations)
    groups = groups_inside_of(place, holdings.observations)
    return tuple(
        o
        for name, indicator in place.indicators.items()
        for rows in (held.get(name, ()), *groups.get(name, {}).values())
        for o in _of(indicator, rows, place)
    )


def _of(indicator: Indicator, observations: Sequence[Observation], place: Place) -> Iterator[Observation]:
    cuts = cuts_of(observations, indicator=indicator, place=place)
    given = {(cut.sex, cut.period) for cut in cuts if cut.set_id == place.wards}
    finest = sorted(cuts, key=lambda cut: (cut.sex, cut.period, -len(place.boundaries[cut.set_id].shapes)))
    for cut in finest:
        composition = place.composition(cut.set_id, place.wards)
        if composition is None or not _fits(composition, place) or (cut.sex, cut.period) in given:
            continue
        if any(quotient_of(o, indicator=indicator) is not None for o in cuts[cut].values()):
            given.add((cut.sex, cut.period))
            yield from _wards(cut, cuts[cut], composition, indicator, place)


def _fits(composition: Composition, place: Place) -> bool:
    """Say whether areas are smaller than wards and lie in one each, but for a few; old wards are no parts of new."""
    small, wards = (place.boundaries[name].shapes for name in (composition.from_set, composition.to_set))
    most = [max(parts.values()) for parts in composition.shares.values()]
    return small[0].area.area_type != wards[0].area.area_type and sum(most) >= WHOLE_ENOUGH * len(most)


def _wards(
    cut: Cut, areas: Mapping[str, Observation], composition: Composition, indicator: Indicator, place: Place
) -> Iterator[Observation]:
    """Give the figure of every ward that a small area lies in."""
    kind = place.boundaries[cut.set_id].shapes[0].area.area_type
    fit = "exactly" if composition.is_exact else "by best fit, which is an approximation"
    modelled = " Modelled, not counted: no limits." if indicator.collected_by is Basis.MODELLED else ""
    wards = defaultdict[str, list[str]](list)
    for code, ward in sorted(composition.whole().items()):
        wards[ward].append(code)
    pairs = {code: quotient_of(o, indicator=indicator) for code, o in areas.items()}
    whole = {ward: [pair for code in codes if (pair := pairs.get(code))] for ward, codes in wards.items()}
    complete = [ward for ward, known in whole.items() if len(known) == len(wards[ward])]
    totals = [Quotient(sum(x for x, _ in whole[ward]), sum(n for _, n in whole[ward])) for ward in complete]
    made = dict(zip(complete, figures_of(totals, indicator=indicator), strict=True))
    for ward, codes in sorted(wards.items()):
        parts = [areas[code] for code in codes if code in areas]
        bare = _bare(ward, parts or list(areas.values())[:1])
        if ward in made:
            note = f"Summed from {len(codes)} whole {kind}{'s' if len(codes) > 1 else ''} {fit}.{modelled}"
            yield replace(bare, **made[ward]._asdict(), note=note, status=Status.ESTIMATED)
        else:
            many = f"{len(codes) - len(whole[ward])} of the {len(codes)} {kind}s in it"
            yield replace(bare, note=f"No sum: {many} have no counts that can be shown.")


def _bare(ward: str, parts: Sequence[Observation]) -> Observation:
    """Give a ward's row without a figure."""
    return replace(
        parts[0], value=None, lower=None, upper=None, confidence=None, numerator=None, denominator=None,
        area_code=ward, status=Status.MISSING, published_rating=None, known_from=max(o.known_from for o in parts),
        provenance=_origin(parts),
    )  # fmt: skip


def _origin(parts: Sequence[Observation]) -> Provenance:
    """Say whose figures were added up; what differs between the parts is left out."""
    origins = [o.provenance for o in parts]
    titles = list(dict.fromkeys(origin.title for origin in origins))
    publishers = list(dict.fromkeys(origin.publisher for origin in origins))
    first = origins[0]
    snapshot = first.snapshot_id if all(o.snapshot_id == first.snapshot_id for o in origins) else SEVERAL
    retrieved = max(origin.retrieved for origin in origins)
    return replace(
        first, publisher="; ".join(publishers), title=f"{'; '.join(titles)}, {SUMMED} wards", retrieved=retrieved,
        snapshot_id=snapshot,
    )  # fmt: skip
