"""What an edition found inside the town, in the order in which a reader should meet it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from equitytown.present.wording.inside import PartNames
from equitytown.present.wording.sentences import ESTIMATES
from equitytown.publish.edition import Edition
from equitytown.terms.area import Area
from equitytown.terms.indicator import Basis, Indicator, Polarity, ValueType
from equitytown.terms.inside import BY_SEX, Inside, Ordering, PartFigure, PartKind
from equitytown.terms.observation import Status

MOST_WARDS = 2  # named for an area as large as a ward
NOUNS: Mapping[str, tuple[str, str]] = {
    "Ward": ("ward", "wards"),
    "LSOA": ("small area", "small areas"),
    "MSOA": ("neighbourhood", "neighbourhoods"),
}
# What a sentence calls groups whose published names need their heading; others keep the published name.
GROUPS: Mapping[tuple[str, str], str] = {
    ("Free school meals", "Eligible"): "pupils eligible for free school meals",
    ("Free school meals", "Not eligible"): "pupils not eligible for free school meals",
    ("Looked-after children", "Looked after"): "children looked after by the council",
    ("Looked-after children", "All pupils"): "all pupils",
    ("Special educational needs", "None identified"): "pupils with no special educational need identified",
    ("Special educational needs", "Support"): "pupils with special educational needs support",
    ("Special educational needs", "Education, health and care plan"): "pupils with an education, health and care plan",
}
SURE = (Ordering.CLEAR, Ordering.ENDS_DIFFER)
WITHOUT_RATIO = (ValueType.INDEX, ValueType.LIFE_EXPECTANCY)  # their ratios cannot be set beside those of rates


def is_place_in_an_order(indicator: Indicator) -> bool:
    """Say whether figures are tenths of the country's areas: their differences and ratios mean nothing."""
    return indicator.value_type is ValueType.INDEX and indicator.decimals == 0


def is_gap(edition: Edition, inside: Inside) -> bool:
    """Say whether setting the parts side by side is a gap; how a population is made up of groups is none."""
    indicator = edition.place.indicators[inside.indicator_id]
    composition = inside.kind is PartKind.GROUPS and indicator.polarity is Polarity.NONE
    return not is_place_in_an_order(indicator) and not composition


def latest(edition: Edition) -> tuple[Inside, ...]:
    """Keep the newest finding of each measure, way of cutting and sex; what is no gap is left out."""
    newest: dict[tuple[str, str, str], Inside] = {}
    for found in (f for f in edition.inside if is_gap(edition, f)):
        key = (found.indicator_id, found.by, found.sex)
        if key not in newest or newest[key].period < found.period:
            newest[key] = found
    return tuple(newest.values())


def of_measure(edition: Edition, indicator: Indicator) -> tuple[Inside, ...]:
    """Give what was found of one measure: the wards first, then other areas, tenths and groups."""
    own = (found for found in latest(edition) if found.indicator_id == indicator.indicator_id)
    kinds = list(PartKind)
    return tuple(sorted(own, key=lambda f: (f.by != edition.place.wards, kinds.index(f.kind), f.by_name, f.sex)))


def measured(edition: Edition) -> tuple[Indicator, ...]:
    """Give every measure with parts: those of the outcome list in its order, then the others."""
    held = {found.indicator_id for found in latest(edition)}
    listed = [i for i in edition.listed() if i.indicator_id in held]
    others = [i for key, i in edition.place.indicators.items() if key in held and i not in listed]
    return (*listed, *others)


def widest(edition: Edition, *, kind: PartKind = PartKind.AREAS, sure: bool = False) -> tuple[Inside, ...]:
    """
    Give one gap between areas, or between groups, for each measure, the largest ratio first, modelled ones last.

    Measures in different units can be put in one order by their ratios alone; those whose ratio says little (an index,
    years of life) are left out, and so are those of which no side is good. Of one thing that is measured by ward and by
    small area, each as a measure of its own, the wards are given. With `sure` only gaps that are beyond
    chance are given: never those of modelled figures or of a survey.
    """
    chosen = []
    for indicator in measured(edition):
        found = next((f for f in of_measure(edition, indicator) if f.kind is kind), None)
        if found is None or found.ratio is None or indicator.value_type in WITHOUT_RATIO:
            continue
        if sure and (found.unsure_above or found.unsure_below):  # how wide the whole gap is is not known
            continue
        if indicator.polarity is Polarity.NONE:
            continue
        if found.ordering is Ordering.NOT_CLEAR or (sure and not _is_sure(found, indicator)):
            continue
        chosen.append(found)
    once = _each_once(edition, chosen)
    return tuple(sorted(once, key=lambda f: (is_modelled(edition, f), -f.ratio.value if f.ratio else 0.0)))


def is_modelled(edition: Edition, inside: Inside) -> bool:
    """Say whether a finding is about modelled figures."""
    return indicator_of(edition, inside).collected_by is Basis.MODELLED


def _each_once(edition: Edition, found: Sequence[Inside]) -> list[Inside]:
    """Keep one finding of each thing that is counted, that of wards before others."""
    kept: dict[tuple[str, ...], Inside] = {}
    for inside in sorted(found, key=lambda f: f.by != edition.place.wards):
        indicator = indicator_of(edition, inside)
        source, people = indicator.source, (indicator.sex, indicator.age)
        same = (source.publisher, source.title, indicator.numerator, indicator.denominator, *people)
        kept.setdefault(same if indicator.numerator else (indicator.indicator_id,), inside)
    return list(kept.values())


def _is_sure(found: Inside, indicator: Indicator) -> bool:
    return found.ordering in SURE and indicator.collected_by not in ESTIMATES


def indicator_of(edition: Edition, inside: Inside) -> Indicator:
    """Give the measure that a finding is about."""
    return edition.place.indicators[inside.indicator_id]


def names_of(edition: Edition, inside: Inside) -> PartNames:
    """Say how the parts of a finding are called."""
    town = edition.place.area.area_name
    if inside.kind is PartKind.AREAS:
        one, many = NOUNS.get(area_type(edition, inside.by), ("area", "areas"))
        return PartNames(town, one, many, area_names(edition, inside.by, _codes(all_parts(edition, inside))))
    if inside.kind is PartKind.DECILES:
        named = tenth_names()
        short = {key: name.removeprefix("the ").removesuffix(" tenth") for key, name in named.items()}
        return PartNames(town, "tenth", "tenths of local deprivation", named, labels=short)
    if inside.by == BY_SEX:
        return PartNames(town, "group", "groups", {"Female": "females", "Male": "males"}, within="for", by_sex=True)
    categories = [part.observation.category for part in inside.parts]
    named = {category: _group(inside.by, category) for category in categories}
    return PartNames(town, "group", "groups", named, within="for", labels={c: c for c in categories})


def _group(by: str, category: str) -> str:
    """Name a group as a sentence does."""
    if by == "Ethnic group":
        return f"the {category} ethnic group"
    return GROUPS.get((by, category), f"{category} ({by.lower()})")


def area_type(edition: Edition, set_id: str) -> str:
    """Name the kind of a boundary set's areas; empty where the set is not held."""
    boundaries = edition.place.boundaries.get(set_id)
    return boundaries.shapes[0].area.area_type if boundaries is not None else ""


def all_parts(edition: Edition, inside: Inside) -> tuple[PartFigure, ...]:
    """
    Give the parts in the order that they are shown in, those without a figure last with the reason.

    Tenths stand from the most deprived on; all others as the finding has them, from the worst-off.
    """
    if inside.kind is PartKind.DECILES:
        ordered = [inside.key_of(o) for o in inside.slope.deciles] if inside.slope else list(tenth_names())
        place = {key: n for n, key in enumerate(ordered)}
        return tuple(sorted(inside.parts, key=lambda p: place.get(inside.key_of(p.observation), len(place))))
    if inside.kind is PartKind.AREAS and inside.by in edition.place.boundaries:
        shown = {p.observation.area_code for p in inside.parts}
        areas = edition.place.boundaries[inside.by].areas
        return (*inside.parts, *(_without(edition, inside, a) for a in areas if a.area_code not in shown))
    return inside.parts


def _without(edition: Edition, inside: Inside, area: Area) -> PartFigure:
    """Give the row of an area that has no figure, or none that may be shown."""
    held = edition.holdings.series(inside.indicator_id, area.area_code, sex=inside.sex).at(inside.period)
    if held is not None and held.value is None:
        return PartFigure(held)
    like = inside.parts[0].observation
    note = "No figure is held" if held is None else "Its figure is of another publisher"
    return PartFigure(
        replace(like, area_code=area.area_code, value=None, lower=None, upper=None, confidence=None, numerator=None,
                denominator=None, status=Status.MISSING, note=note)
    )  # fmt: skip


def _codes(parts: Iterable[PartFigure]) -> list[str]:
    return [part.observation.area_code for part in parts]


def area_names(edition: Edition, set_id: str, codes: Iterable[str]) -> dict[str, str]:
    """Name areas; those smaller than wards with the ward that most of them lies in, which a resident knows."""
    place = edition.place
    boundaries = place.boundaries.get(set_id)
    held = {area.area_code: area.area_name for area in boundaries.areas} if boundaries is not None else {}
    within = _wards_of(edition, set_id)
    named = {}
    for code in codes:
        name = held.get(code) or (place.areas[code].area_name if code in place.areas else code)
        ward = " and ".join(within.get(code, ()))
        named[code] = f"{name} ({ward})" if ward else name
    return named


def _wards_of(edition: Edition, set_id: str) -> dict[str, list[str]]:
    """Name for each area of a set the ward that most of it lies in; for those as large as wards the two largest."""
    place = edition.place
    if set_id == place.wards or place.wards not in place.boundaries:
        return {}
    names = {area.area_code: area.area_name for area in place.boundaries[place.wards].areas}
    composition = place.composition(set_id, place.wards)
    if composition is not None:
        return {code: [names[ward]] for code, ward in composition.whole().items()}
    for upper in (c for c in place.compositions if c.to_set == set_id):
        wards = place.composition(upper.from_set, place.wards)
        if wards is not None:
            counted: dict[str, Counter[str]] = {}
            lies_in = wards.whole()
            for small, area in upper.whole().items():
                counted.setdefault(area, Counter())[names[lies_in[small]]] += 1
            return {area: [ward for ward, _ in tally.most_common(MOST_WARDS)] for area, tally in counted.items()}
    return {}


def tenth_names() -> dict[str, str]:
    """Name the tenths of local deprivation; 1 is the most deprived."""
    places = ("", "second ", "third ", "fourth ", "fifth ")
    most = [f"the {place}most deprived tenth" for place in places]
    least = [f"the {place}least deprived tenth" for place in reversed(places)]
    return {str(n): name for n, name in enumerate((*most, *least), start=1)}


def town_parts(edition: Edition, set_id: str) -> dict[str, tuple[str, ...]]:
    """Give for each named part of the town its areas of a boundary set, by the ward that most of each lies in."""
    place = edition.place
    if set_id == place.wards:
        return dict(place.parts)
    composition = place.composition(set_id, place.wards)
    within = composition.whole() if composition is not None else {}
    return {name: tuple(c for c, ward in within.items() if ward in wards) for name, wards in place.parts.items()}


def slug_of(indicator: Indicator) -> str:
    """Give the address of the page that tells of one measure inside the town."""
    return f"inside/{indicator.indicator_id}"
